/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main line: plan -> city -> findings -> measures -> publication.
 */
#ifndef CATCHMENT_AUDIT_H
#define CATCHMENT_AUDIT_H

#include "catchment/plan.h"
#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* How to run: all optional ({0}: one thread a core, no progress, no stop). */
struct ct_run {
    int threads;    /* 0: one a core */
    bool overwrite; /* replace an existing output */
    bool stamp;     /* write seconds and peak memory into the output */
    /* Told stage ("load", "check", "measure", "surroundings", "publish") and share 0..1; false
     * stops. */
    bool (*progress)(void *context, const char *stage, double share);
    void *context;
};

/* One thing wrong or doubtful in the data. */
struct ct_finding_view {
    const char *code;                   /* "F0101" */
    const char *severity;               /* "error" | "warning" | "note" */
    const char *layer, *feature, *cell; /* "" where unknown */
    long row;                           /* from 1, 0 where unknown */
    double lon, lat;                    /* NAN where unknown */
    double people, area_m2;             /* NAN where it does not apply */
    const char *text[2];                /* [CT_EN], [CT_ZH] */
    const char *done[2];                /* what was done about it */
};

/* One key figure of the city (rows of the table `summary`). */
struct ct_figure_view {
    const char *key, *unit, *title[2];
    double value;     /* NAN: NULL, cannot be said */
    const char *text; /* where the figure is a text; else NULL */
};

/* Verdicts by standard and strength, on all objects but projects. */
struct ct_verdict_total_view {
    const char *standard, *title[2]; /* "qinghai-2013" */
    const char *strength;            /* "must" | "gate" | "should" | "target" | "report" */
    size_t met, unmet, unknown, exempt;
};

struct ct_result; /* what a run found; owned by the caller */

/* Reads and checks without measuring. CT_CHECK_FAILED where a finding of severity "error" is
 * there; *out is then filled as well. */
enum ct_status CT_CHECKED ct_check(const struct ct_plan *plan, const struct ct_run *run,
                                   struct ct_result **out, struct ct_error *err);

/* Measures and writes the GeoPackage `path`; it appears whole or not at all. O(cells + crossings);
 * memory does not grow with the raster. CT_CHECK_FAILED (and no output) where a finding of severity
 * "error" is there. *out is filled in both cases. */
enum ct_status CT_CHECKED ct_audit(const struct ct_plan *plan, const char *path,
                                   const struct ct_run *run, struct ct_result **out,
                                   struct ct_error *err);

size_t ct_result_findings(const struct ct_result *result);
struct ct_finding_view ct_result_finding(const struct ct_result *result, size_t i);
size_t ct_result_figures(const struct ct_result *result);
struct ct_figure_view ct_result_figure(const struct ct_result *result, size_t i);
/* None where the plan names no standard. */
size_t ct_result_verdict_totals(const struct ct_result *result);
struct ct_verdict_total_view ct_result_verdict_total(const struct ct_result *result, size_t i);
void ct_result_free(struct ct_result *result);

#ifdef __cplusplus
}
#endif
#endif
