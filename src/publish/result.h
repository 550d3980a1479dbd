/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run leaves with its caller: see include/catchment/audit.h and review.h.
 */
#ifndef CT_PUBLISH_RESULT_H
#define CT_PUBLISH_RESULT_H

#include "check/finding.h"
#include "judge/opinion.h"
#include "publish/publish.h"

struct ct_result {
    struct ct_findings findings;
    struct ct_figures figures;
    struct ct_opinions opinions; /* of a review */
};

/* An audit, or a review: the same way, with the projects judged. */
enum ct_status CT_CHECKED ct_run_plan(const struct ct_plan *plan, const char *path,
                                      const struct ct_run *run, bool review, struct ct_result *out,
                                      struct ct_error *err);

/* review_findings.c: what is doubtful about the projects, told before they are judged. */
enum ct_status CT_CHECKED ct_review_findings(const struct ct_city *city,
                                             const struct ct_parameters *parameters,
                                             struct ct_findings *findings, struct ct_error *err);

#endif
