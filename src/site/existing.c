/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Existing facilities as sites that may close. keep: all of them are required. move: at most
 * `sites` new ones open and, of new and existing together, no more are open than there were, or
 * than `total` says (lscp, which makes the number small, is not bound so). close: exactly `close`
 * of them close, whatever opens; lscp without a number closes those that are not needed.
 *
 * A search may leave a facility closed that costs nothing to keep; such are opened again, in the
 * order of the input. O(facilities x sites).
 */
#include "base/fail.h"
#include "site/siting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_model(const struct ct_siting *s, const char *name)
{
    return strcmp(s->model->name, name) == 0;
}

static enum ct_status keep_id(struct ct_siting *s, const char *id, struct ct_error *err)
{
    bool known = false;
    for (size_t j = s->news; j < s->sites; j++)
        if (strcmp(s->city->facilities.id[s->site[j].facility], id) == 0) {
            s->site[j].state = CT_SITE_REQUIRED;
            known = true;
        }
    return known ? CT_OK
                 : ct_fail(err, CT_USAGE, "E0852", "id", id, "kind", s->city->kinds[s->kind].name,
                           NULL);
}

/* Some facility has to be left, and those that stay are no fewer than are named. */
static enum ct_status check_closings(const struct ct_siting *s, struct ct_error *err)
{
    const size_t existing = s->sites - s->news, closings = s->plan->closings;
    size_t stay = 0;
    char number[3][24];
    for (size_t j = s->news; j < s->sites; j++)
        stay += s->site[j].state == CT_SITE_REQUIRED;
    if (closings + stay <= existing && (closings < existing || s->news > 0))
        return CT_OK;
    snprintf(number[0], sizeof number[0], "%zu", closings);
    snprintf(number[1], sizeof number[1], "%zu", existing);
    snprintf(number[2], sizeof number[2], "%zu", stay);
    return ct_fail(err, CT_USAGE, "E0851", "closings", number[0], "count", number[1], "stay",
                   number[2], NULL);
}

enum ct_status ct_siting_stay(struct ct_siting *s, struct ct_error *err)
{
    const bool closes = s->plan->existing == CT_EXISTING_CLOSE;
    enum ct_status status = CT_OK;
    if (s->plan->existing == CT_EXISTING_KEEP)
        return CT_OK;
    if (s->sites == s->news)
        return ct_fail(err, CT_USAGE, "E0850", "value", closes ? "close" : "move", "kind",
                       s->city->kinds[s->kind].name, NULL);
    for (size_t i = 0; status == CT_OK && i < s->plan->stay_count; i++)
        status = keep_id(s, s->plan->stay[i], err);
    return status == CT_OK && closes ? check_closings(s, err) : status;
}

void ct_siting_counted(const struct ct_siting *s, size_t *first, size_t *count)
{
    const bool close = s->plan->existing == CT_EXISTING_CLOSE && s->plan->closings > 0;
    const bool limit = s->plan->sites > 0 || s->plan->year_count > 0;
    *first = close ? s->news : 0;
    *count = close ? s->sites - s->news : limit ? s->news : 0;
    if (s->plan->existing == CT_EXISTING_KEEP || s->news == 0)
        *count = 0;
}

void ct_siting_open(struct ct_siting *s, size_t news)
{
    const struct ct_plan_site *plan = s->plan;
    struct ct_choice *choice = &s->problem.choice;
    const size_t existing = s->sites - s->news, left = existing - plan->closings;
    const bool bound = news > 0 || s->news == 0;
    if (plan->existing == CT_EXISTING_KEEP) {
        choice->most = news > 0 ? news + existing : 0;
    } else if (plan->closings > 0) {
        choice->least = s->news == 0 ? left : 0;
        choice->most = bound ? news + left : 0;
    } else {
        const bool moves = plan->existing == CT_EXISTING_MOVE && !is_model(s, "lscp");
        choice->most = plan->total > 0 ? plan->total : moves ? existing : 0;
    }
    if (s->counted == 0)
        return;
    struct ct_site_group *group = &choice->groups[s->counted - 1];
    group->least = plan->closings > 0 ? left : 0;
    group->most = plan->closings > 0 ? left : news > 0 ? news : group->count;
}

/* --- closed without need ---------------------------------------------------------------------- */

/* What the solution is worth now; NAN where the model is none of those that are reckoned so. */
static double worth(const struct ct_siting *s, const struct ct_solution *solution)
{
    if (is_model(s, "mclp"))
        return ct_problem_cover(&s->problem, solution->site, solution->count);
    if (is_model(s, "pmedian"))
        return ct_problem_median(&s->problem, solution->site, solution->count, solution->server);
    if (is_model(s, "pcenter"))
        return ct_problem_center(&s->problem, solution->site, solution->count);
    return (double)NAN;
}

/* Does it do no harm to keep more open than are needed? */
static bool may_reopen(const struct ct_siting *s, const struct ct_solution *solution)
{
    return s->plan->existing == CT_EXISTING_MOVE && solution->site != NULL &&
           (is_model(s, "mclp") || is_model(s, "pmedian") || is_model(s, "pcenter") ||
            (is_model(s, "lscp") && s->problem.choice.price != NULL) ||
            strncmp(s->model->name, "capacitated", strlen("capacitated")) == 0);
}

static int by_site(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

enum ct_status ct_siting_reopen(const struct ct_siting *s, struct ct_solution *solution,
                                struct ct_error *err)
{
    if (!may_reopen(s, solution))
        return CT_OK;
    const size_t before = solution->count;
    uint32_t *site = realloc(solution->site, (s->sites + 1) * sizeof *site);
    if (!site)
        return ct_fail_memory(err);
    solution->site = site;
    for (size_t j = s->news; j < s->sites; j++) {
        const uint32_t one = (uint32_t)j;
        if (bsearch(&one, site, before, sizeof *site, by_site))
            continue;
        site[solution->count] = one;
        solution->count += ct_choice_allows(&s->problem.choice, site, solution->count + 1);
    }
    qsort(site, solution->count, sizeof *site, by_site);
    const double now = worth(s, solution);
    if (solution->count > before && !isnan(now))
        solution->objective = now;
    if (solution->objective == solution->bound) // NOLINT: the very same
        solution->status = CT_SOLVED_OPTIMAL;
    return CT_OK;
}
