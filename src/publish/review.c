/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The review of a plan's projects, and what a review says. See include/catchment/review.h.
 */
#include "base/fail.h"
#include "publish/result.h"
#include <stdlib.h>

enum ct_status ct_review(const struct ct_plan *plan, const char *path, const struct ct_run *run,
                         struct ct_result **out, struct ct_error *err)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return ct_fail_memory(err);
    if (plan->project_count == 0)
        return ct_fail(err, CT_USAGE, "E0661", NULL);
    if (plan->standard_count == 0)
        return ct_fail(err, CT_USAGE, "E0669", NULL);
    return ct_run_plan(plan, path, run, true, NULL, *out, err);
}

size_t ct_result_projects(const struct ct_result *result)
{
    return result->opinions.count;
}

struct ct_project_view ct_result_project(const struct ct_result *result, size_t i)
{
    return result->opinions.rows[i].view;
}

struct ct_verdict_view ct_result_verdict(const struct ct_result *result, size_t project, size_t i)
{
    return result->opinions.rows[project].rows[i].view;
}

struct ct_supply_view ct_result_supply(const struct ct_result *result, size_t project, size_t i)
{
    return result->opinions.rows[project].supplies[i];
}
