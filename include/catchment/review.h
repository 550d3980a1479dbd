/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The review of new residential projects: does each provide what the rules ask? Only a clause of
 * the strength "gate" refuses; others advise; what is not known sends the project back.
 */
#ifndef CATCHMENT_REVIEW_H
#define CATCHMENT_REVIEW_H

#include "catchment/audit.h"
#include "catchment/plan.h"
#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One clause on one project. A clause whose condition does not hold is "exempt". */
struct ct_verdict_view {
    const char *standard; /* "qinghai-2013" */
    const char *standard_title[2];
    const char *clause, *section; /* "QH-49"; where it stands in the document */
    const char *part;             /* "provision" | "procedure" | "surroundings" */
    const char *title[2];         /* what is measured; "" where no column says it */
    const char *result;           /* "met" | "unmet" | "unknown" | "exempt" */
    const char *strength;         /* "must" | "gate" | "should" | "target" | "report" */
    const char *unit;
    double value, limit_value, gap; /* NAN: not known */
    const char *reason[2];          /* the arithmetic, or what is missing */
    const char *quote, *text_en;    /* the clause's own words, and in English */
    const char *evidence;           /* JSON */
};

/* What must be supplied before a clause can be judged. */
struct ct_supply_view {
    const char *name;     /* of the column or indicator; of the clause where none is named */
    const char *title[2]; /* in words */
    const char *unit;
    bool gate; /* a gate clause needs it; else one that advises */
};

struct ct_project_view {
    const char *id, *name;
    const char *stage;      /* "plan" | "permit" | "completion" | "handover" */
    const char *conclusion; /* "approve" | "refuse" | "supply" */
    const char *phrase[2];  /* the conclusion in the phrases of review opinions */
    const char *advice[2];  /* "" where there is none */
    const char *supply[2];  /* what gate clauses lack, in one line; "" where nothing */
    const char *text[2];    /* phrase and advice: the whole opinion */
    size_t verdicts, supplies;
};

/* Audits the plan, judges its projects, and writes both into the GeoPackage `path`; see ct_audit.
 * E0660: no gate clause of its standards is about projects. E0661: it names no
 * projects. E0667: no gate clause applies to any of them. */
enum ct_status CT_CHECKED ct_review(const struct ct_plan *plan, const char *path,
                                    const struct ct_run *run, struct ct_result **out,
                                    struct ct_error *err);

/* Judges projects without a map. `projects`: "households=1350,floor_area_m2=300", a text a project,
 * with the names of project columns, roles' columns and indicators, or their Chinese titles; `id`
 * is the project's, else its number from 1. `parameters`: "stage=completion". What is not said is
 * not known; floor_area_m2 and provided_m2 stand for each other. E0660 as above; E0667: no gate
 * clause applies to any of the projects; E0133, E0662..E0665: a text that cannot be read. */
enum ct_status CT_CHECKED ct_review_quick(const char *const *standards, size_t standard_count,
                                          const char *const *parameters, size_t parameter_count,
                                          const char *const *projects, size_t project_count,
                                          struct ct_result **out, struct ct_error *err);

size_t ct_result_projects(const struct ct_result *result);
struct ct_project_view ct_result_project(const struct ct_result *result, size_t i);
struct ct_verdict_view ct_result_verdict(const struct ct_result *result, size_t project, size_t i);
struct ct_supply_view ct_result_supply(const struct ct_result *result, size_t project, size_t i);

#ifdef __cplusplus
}
#endif
#endif
