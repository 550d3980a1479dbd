/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Why there is no plan. First: who is out of reach where all are asked for; then which condition is
 * to blame: each is left out alone and the rest solved again, for a few seconds at most.
 */
#include "base/fail.h"
#include "base/text.h"
#include "site/siting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double seconds_each = 5;

static bool asks_for_all(const struct ct_siting *s)
{
    return s->plan->share <= 0 && (strcmp(s->model->name, "lscp") == 0);
}

static enum ct_status say_out_of_reach(const struct ct_siting *s, const struct ct_out_of_reach *who,
                                       struct ct_error *err)
{
    char people[32], total[32], share[32], where[64];
    snprintf(people, sizeof people, "%.0f", ceil(who->people));
    snprintf(total, sizeof total, "%.0f", s->total_people);
    snprintf(share, sizeof share, "%.2f%%", 100.0 * who->people / s->total_people);
    snprintf(where, sizeof where, "%.5f, %.5f", who->lon, who->lat);
    return ct_fail(err, CT_INFEASIBLE, "E0810", "people", people, "what",
                   s->rate ? "households" : "people", "what_zh", s->rate ? "户" : "人", "total",
                   total, "share", share, "where", where, NULL);
}

/* The conditions that can be left out, as the plan names them. */
enum condition { REQUIRED, NUMBER, BUDGET, UNITS_AND_PAIRS, SHARE, CONDITIONS };
static const char *const names[CONDITIONS] = {
    "required", "site.sites", "site.budget",
    "site.per_street, per_county, spacing, pairs, kinds.most", "site.share"};

/* Does this group hold the options of one candidate? */
static bool is_together(const struct ct_siting *s, size_t group)
{
    return group >= s->together_first && group < s->together_first + s->together;
}

/* Is a candidate of several options required? */
static bool needs_option(const struct ct_siting *s)
{
    bool any = false;
    for (size_t i = 0; i < s->problem.choice.group_count; i++)
        any = any || (is_together(s, i) && s->problem.choice.groups[i].least > 0);
    return any;
}

static bool given(const struct ct_siting *s, enum condition which)
{
    const struct ct_problem *p = &s->problem;
    const size_t counted = s->counted > 0;
    const size_t together = s->together;
    bool required = needs_option(s);
    for (size_t i = 0; i < p->choice.sites; i++)
        required = required || p->choice.state[i] == CT_SITE_REQUIRED;
    const bool is[CONDITIONS] = {required, p->choice.most > 0 || counted > 0,
                                 p->choice.price != NULL && p->choice.budget >= 0,
                                 p->choice.group_count > counted + together, p->share >= 0};
    return is[which];
}

/* How the plan names it: which keys say how many depends on what becomes of existing ones. */
static const char *name_of(const struct ct_siting *s, enum condition which)
{
    static const char *const numbers[] = {[CT_EXISTING_KEEP] = "site.sites",
                                          [CT_EXISTING_MOVE] = "site.sites, site.total",
                                          [CT_EXISTING_CLOSE] = "site.close, site.sites"};
    return which == NUMBER ? numbers[s->plan->existing] : names[which];
}

/* Without the number of sites, without what is required, or without the groups that the plan asks
 * for. False where memory is short. */
static bool loosen(const struct ct_siting *s, enum condition which, struct ct_choice *choice)
{
    const size_t n = choice->group_count;
    struct ct_site_group *group = calloc(n + 1, sizeof *group);
    if (!group)
        return false;
    choice->groups = group;
    choice->group_count = 0;
    for (size_t i = 0; i < n; i++) {
        const bool counted = i + 1 == s->counted, together = is_together(s, i);
        if ((which == NUMBER && counted) || (which == UNITS_AND_PAIRS && !counted && !together))
            continue;
        group[choice->group_count] = s->problem.choice.groups[i];
        if (which == REQUIRED && together)
            group[choice->group_count].least = 0;
        choice->group_count++;
    }
    if (which == NUMBER)
        choice->most = choice->least = 0;
    return true;
}

/* Is there a plan without this condition? The problem's arrays stay as they are. */
static bool helps(const struct ct_siting *s, enum condition which, const struct ct_search *search)
{
    struct ct_problem p = s->problem;
    struct ct_search brief = *search;
    struct ct_solution solution = {.objective = (double)NAN};
    struct ct_error ignored;
    const bool loose = loosen(s, which, &p.choice);
    enum ct_site_state *state = calloc(p.choice.sites + 1, sizeof *state);
    for (size_t i = 0; state && i < p.choice.sites; i++)
        state[i] = p.choice.state[i] == CT_SITE_REQUIRED ? CT_SITE_FREE : p.choice.state[i];
    if (which == REQUIRED && state)
        p.choice.state = state;
    else if (which == BUDGET)
        p.choice.budget = -1;
    else if (which == SHARE)
        p.share = 0;
    brief.seconds = seconds_each;
    ct_search_begin(&brief);
    const bool found = s->model->solve(&p, &brief, &solution, &ignored) == CT_OK &&
                       solution.status != CT_SOLVED_INFEASIBLE && !isnan(solution.objective);
    ct_solution_free(&solution);
    if (loose)
        free(p.choice.groups);
    free(state);
    return found;
}

enum ct_status ct_siting_explain(const struct ct_siting *s, const struct ct_solution *solution,
                                 const struct ct_search *search, struct ct_error *err)
{
    struct ct_buffer list = {0};
    enum ct_status status;
    if (asks_for_all(s) && s->out_of_reach.people >= 0.001)
        return say_out_of_reach(s, &s->out_of_reach, err);
    if (ct_siting_misses_least(s, solution))
        return ct_siting_explain_least(s, solution, err);
    if (s->beyond.people >= 0.001)
        return say_out_of_reach(s, &s->beyond, err);
    for (enum condition i = REQUIRED; i < CONDITIONS; i++)
        if (given(s, i) && helps(s, i, search))
            ct_buffer_printf(&list, "%s%s", list.size > 0 ? "; " : "", name_of(s, i));
    if (list.size == 0 && solution->why[CT_EN][0] != '\0')
        status = ct_fail(err, CT_INFEASIBLE, "E0814", "why", solution->why[CT_EN], "why_zh",
                         solution->why[CT_ZH], NULL);
    else
        status = ct_fail(err, CT_INFEASIBLE, "E0811", "helps", list.size > 0 ? list.data : "",
                         "helpless", list.size > 0 ? "" : "-", NULL);
    ct_buffer_free(&list);
    return status;
}
