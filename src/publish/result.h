/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run leaves with its caller: see include/catchment/audit.h and review.h.
 */
#ifndef CT_PUBLISH_RESULT_H
#define CT_PUBLISH_RESULT_H

#include "catchment/site.h"
#include "check/finding.h"
#include "judge/opinion.h"
#include "publish/publish.h"
#include "site/siting.h"

/* What `site` chose, as its caller sees it. */
struct ct_sites {
    struct ct_proposal_view about;
    struct ct_site_view *rows;
    char (*id)[64], (*kind)[256];
    size_t count;
    struct ct_closed_view *closed;
    char (*closed_id)[64];
    size_t closed_count;
};

struct ct_result {
    struct ct_findings findings;
    struct ct_figures figures;
    struct ct_opinions opinions; /* of a review */
    struct ct_sites sites;       /* of a choice of sites */
};

/* How sites are to be chosen. */
struct ct_siting_way {
    double seconds;
    uint64_t seed;
};

/* An audit; a review: the same way, with the projects judged; or a choice of sites (`siting` NULL:
 * none), with what it changes. */
enum ct_status CT_CHECKED ct_run_plan(const struct ct_plan *plan, const char *path,
                                      const struct ct_run *run, bool review,
                                      const struct ct_siting_way *siting, struct ct_result *out,
                                      struct ct_error *err);

/* site.c: chooses, measures what it changes, and tells it in out->sites. *run gets to a run that
 * nobody stops any more where the search was stopped. */
enum ct_status CT_CHECKED ct_site_city(const struct ct_plan *plan, const struct ct_city *city,
                                       const struct ct_measures *measures,
                                       const struct ct_siting_way *way, struct ct_run *run,
                                       struct ct_result *out, struct ct_proposal *proposal,
                                       struct ct_error *err);

/* review_findings.c: what is doubtful about the projects, told before they are judged. */
enum ct_status CT_CHECKED ct_review_findings(const struct ct_city *city,
                                             const struct ct_parameters *parameters,
                                             struct ct_findings *findings, struct ct_error *err);

#endif
