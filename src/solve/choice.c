/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best allowed set for given profits. A number of sites: selection. A budget: its Lagrangian
 * dual, one multiplier, whose convex piecewise linear function is minimised by intersecting the
 * lines of two sets (Kelley 1960), a selection a step. Groups of which at most one site each is
 * opened (choice_exclusive.h) leave it a selection. Other groups: a linear program; the bound is
 * computed anew from its duals, any of which prove one, so that GLPK's rounding cannot spoil it.
 */
#include "solve/choice.h"
#include "base/fail.h"
#include "solve/choice_exclusive.h"
#include "solve/pick.h"
#include "solve/program.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BUDGET_STEPS = 60 };
static const double rounding = 1e-11; /* of the sum of all terms: > n * 2^-53 */
static const double none = -(double)INFINITY;

struct ct_choice_solver {
    const struct ct_choice *choice;
    struct ct_pick *pick;           /* [sites] */
    double *reduced;                /* [sites]: profits less what multipliers take */
    uint8_t *set;                   /* [sites] */
    struct ct_exclusive *exclusive; /* NULL without groups, or with others */
    struct ct_program *program;     /* NULL without groups, or with exclusive ones only */
    double *value, *dual;           /* of the program: [sites], [rows] */
    bool budget;
    double price_unit; /* the largest price, 1 at least */
};

/* --- making ----------------------------------------------------------------------------------- */

static enum ct_status add_budget(struct ct_choice_solver *s, struct ct_error *err)
{
    const struct ct_choice *choice = s->choice;
    uint32_t *site = malloc((choice->sites + 1) * sizeof *site);

    if (site == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < choice->sites; j++) {
        site[j] = (uint32_t)j;
        s->value[j] = (double)choice->price[j] / s->price_unit;
    }
    double most = ((double)choice->budget + 0.5) / s->price_unit;
    enum ct_status status =
        ct_program_row(s->program, site, s->value, choice->sites, -(double)INFINITY, most, err);
    free(site);
    return status;
}

static enum ct_status add_number(struct ct_choice_solver *s, struct ct_error *err)
{
    const struct ct_choice *choice = s->choice;
    uint32_t *site = malloc((choice->sites + 1) * sizeof *site);

    if (site == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < choice->sites; j++)
        site[j] = (uint32_t)j;
    enum ct_status status =
        ct_program_row(s->program, site, NULL, choice->sites, (double)choice->least,
                       choice->most > 0 ? (double)choice->most : (double)INFINITY, err);
    free(site);
    return status;
}

/* Rows: the groups, the number, the budget. */
static enum ct_status make_program(struct ct_choice_solver *s, struct ct_error *err)
{
    const struct ct_choice *choice = s->choice;
    enum ct_status status = ct_program_new(choice->sites, &s->program, err);

    for (size_t g = 0; status == CT_OK && g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        double most = group->most < group->count ? (double)group->most : (double)INFINITY;
        status = ct_program_row(s->program, group->site, NULL, group->count, (double)group->least,
                                most, err);
    }
    if (status == CT_OK)
        status = add_number(s, err);
    if (status == CT_OK && s->budget)
        status = add_budget(s, err);
    return status;
}

enum ct_status ct_choice_solver_new(const struct ct_choice *choice, struct ct_choice_solver **out,
                                    struct ct_error *err)
{
    struct ct_choice_solver *s = calloc(1, sizeof *s);
    size_t n = choice->sites + 1;

    if (s == NULL)
        return ct_fail_memory(err);
    *s = (struct ct_choice_solver){
        .choice = choice,
        .pick = malloc(n * sizeof *s->pick),
        .reduced = malloc(n * sizeof *s->reduced),
        .set = calloc(n, 1),
        .value = calloc(n, sizeof *s->value),
        .dual = calloc(choice->group_count + 2, sizeof *s->dual),
        .budget = choice->price != NULL && choice->budget >= 0,
        .price_unit = 1,
    };
    for (size_t j = 0; s->budget && j < choice->sites; j++)
        s->price_unit = fmax(s->price_unit, (double)choice->price[j]);
    enum ct_status status = CT_OK;
    if (s->pick == NULL || s->reduced == NULL || s->set == NULL || s->value == NULL ||
        s->dual == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_exclusive_new(choice, &s->exclusive, err);
    if (status == CT_OK && choice->group_count > 0 && s->exclusive == NULL)
        status = make_program(s, err);
    if (status == CT_OK)
        *out = s;
    else
        ct_choice_solver_free(s);
    return status;
}

void ct_choice_solver_free(struct ct_choice_solver *solver)
{
    if (solver == NULL)
        return;
    free(solver->pick);
    free(solver->reduced);
    free(solver->set);
    free(solver->value);
    free(solver->dual);
    ct_exclusive_free(solver->exclusive);
    ct_program_free(solver->program);
    free(solver);
}

/* --- a number of sites ------------------------------------------------------------------------ */

static enum ct_site_state state_of(const struct ct_choice_solver *s,
                                   const enum ct_site_state *state, size_t j)
{
    const enum ct_site_state *from = state != NULL ? state : s->choice->state;
    return from != NULL ? from[j] : CT_SITE_FREE;
}

/* How many of `n` candidates of s->pick to take: the positive ones, between least and most. */
static size_t take(struct ct_choice_solver *s, size_t n, size_t least, size_t most)
{
    size_t positive = 0;

    ct_pick_largest(s->pick, n, most);
    for (size_t i = 0; i < most; i++) {
        if (s->pick[i].profit <= 0)
            continue;
        struct ct_pick kept = s->pick[positive];
        s->pick[positive++] = s->pick[i];
        s->pick[i] = kept;
    }
    if (positive >= least)
        return positive;
    ct_pick_largest(s->pick + positive, most - positive, least - positive);
    return least;
}

/* The best set of an allowed number of sites; `none` where there is no such number. */
static double best_number(struct ct_choice_solver *s, const double *profit,
                          const enum ct_site_state *state, uint8_t *open)
{
    const struct ct_choice *choice = s->choice;
    size_t n = 0, required = 0;
    double sum = 0, terms = 0;
    bool clash = false;

    for (size_t j = 0; j < choice->sites; j++) {
        enum ct_site_state is = state_of(s, state, j);
        open[j] = is == CT_SITE_REQUIRED;
        required += open[j];
        if (is == CT_SITE_FREE)
            s->pick[n++] = (struct ct_pick){.profit = profit[j], .site = (uint32_t)j};
    }
    if (s->exclusive != NULL)
        n = ct_exclusive_best(s->exclusive, open, s->pick, n, &clash);
    size_t least = choice->least > required ? choice->least - required : 0;
    size_t most = choice->most > 0 && choice->most < required + n ? choice->most : required + n;
    if (clash || most < required || least > most - required)
        return none;
    size_t taken = take(s, n, least, most - required);
    for (size_t i = 0; i < taken; i++)
        open[s->pick[i].site] = 1;
    for (size_t j = 0; j < choice->sites; j++) {
        sum += open[j] ? profit[j] : 0;
        terms += open[j] ? fabs(profit[j]) : 0;
    }
    return sum + rounding * terms;
}

/* --- a budget --------------------------------------------------------------------------------- */

/* A set as a line: its bound at the multiplier y of the budget is profit + y * left. */
struct line {
    double profit, left; /* left: budget - price */
};

static struct line line_of(const struct ct_choice_solver *s, const double *profit,
                           const uint8_t *set)
{
    int64_t price = 0;
    double sum = 0;

    for (size_t j = 0; j < s->choice->sites; j++) {
        price += set[j] ? s->choice->price[j] : 0;
        sum += set[j] ? profit[j] : 0;
    }
    return (struct line){.profit = sum, .left = (double)(s->choice->budget - price)};
}

/* s->set gets the best set at the multiplier y; returns the bound. */
static double at(struct ct_choice_solver *s, const double *profit, double y,
                 const enum ct_site_state *state)
{
    for (size_t j = 0; j < s->choice->sites; j++)
        s->reduced[j] = profit[j] - y * (double)s->choice->price[j];
    double sum = best_number(s, s->reduced, state, s->set);
    double whole = y * (double)s->choice->budget;
    return sum + whole + rounding * (fabs(sum) + whole);
}

/* Adds sites of positive profit that a set still has money for, the most profitable first. */
static void fill(struct ct_choice_solver *s, const double *profit, const enum ct_site_state *state,
                 uint8_t *open)
{
    const struct ct_choice *choice = s->choice;
    double left = line_of(s, profit, open).left;
    size_t n = 0, count = 0;

    for (size_t j = 0; j < choice->sites; j++) {
        count += open[j];
        if (!open[j] && profit[j] > 0 && state_of(s, state, j) == CT_SITE_FREE)
            s->pick[n++] = (struct ct_pick){.profit = profit[j], .site = (uint32_t)j};
    }
    ct_pick_sort(s->pick, n);
    if (s->exclusive != NULL)
        ct_exclusive_begin(s->exclusive, open);
    for (size_t i = 0; i < n && (choice->most == 0 || count < choice->most); i++) {
        double price = (double)choice->price[s->pick[i].site];
        if (price > left ||
            (s->exclusive != NULL && !ct_exclusive_enters(s->exclusive, s->pick[i].site)))
            continue;
        open[s->pick[i].site] = 1;
        left -= price;
        count++;
    }
}

static double best_in_budget(struct ct_choice_solver *s, const double *profit,
                             const enum ct_site_state *state, uint8_t *open)
{
    size_t n = s->choice->sites;
    double bound = best_number(s, profit, state, open);

    if (bound == none)
        return none;
    struct line over = line_of(s, profit, open);
    if (over.left >= 0)
        return bound;
    for (size_t j = 0; j < n; j++)
        s->reduced[j] = -(double)s->choice->price[j];
    (void)best_number(s, s->reduced, state, open);
    struct line under = line_of(s, profit, open);
    if (under.left < 0)
        return none;
    for (int step = 0; step < BUDGET_STEPS; step++) {
        double y = fmax(0, (over.profit - under.profit) / (under.left - over.left));
        double here = over.profit + y * over.left, found = at(s, profit, y, state);
        bound = fmin(bound, found);
        if (found <= here + 1e-9 * fabs(here))
            break;
        struct line line = line_of(s, profit, s->set);
        if (line.left < 0) {
            over = line;
        } else {
            under = line;
            memcpy(open, s->set, n);
        }
    }
    fill(s, profit, state, open);
    return bound;
}

/* --- groups ----------------------------------------------------------------------------------- */

static void set_columns(struct ct_choice_solver *s, const double *profit,
                        const enum ct_site_state *state)
{
    for (size_t j = 0; j < s->choice->sites; j++) {
        enum ct_site_state is = state_of(s, state, j);
        ct_program_column(s->program, j, is == CT_SITE_REQUIRED ? 1 : 0,
                          is == CT_SITE_FORBIDDEN ? 0 : 1, profit != NULL ? profit[j] : 0);
    }
}

/* s->reduced = profits less what the rows of groups and budget take by s->dual; returns what those
 * rows give at most. */
static double reduce(struct ct_choice_solver *s, const double *profit)
{
    const struct ct_choice *choice = s->choice;
    double sum = 0, terms = 0;

    memcpy(s->reduced, profit, choice->sites * sizeof *profit);
    for (size_t g = 0; g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        double y = s->dual[g];
        size_t most = group->most < group->count ? group->most : group->count;
        double part = y * (double)(y > 0 ? most : group->least);
        sum += part;
        terms += fabs(part);
        for (size_t i = 0; i < group->count && y != 0; i++)
            s->reduced[group->site[i]] -= y;
    }
    if (s->budget) {
        double y = fmax(0, s->dual[choice->group_count + 1]) / s->price_unit;
        sum += y * (double)choice->budget;
        terms += y * (double)choice->budget;
        for (size_t j = 0; j < choice->sites && y != 0; j++)
            s->reduced[j] -= y * (double)choice->price[j];
    }
    /* each subtraction above rounds by less than 2^-53 of the larger term */
    for (size_t j = 0; j < choice->sites; j++)
        terms += fabs(profit[j]) + fabs(s->reduced[j]);
    return sum + rounding * terms;
}

static bool groups_allow(const struct ct_choice_solver *s, const uint8_t *open, size_t site)
{
    for (size_t g = 0; g < s->choice->group_count; g++) {
        const struct ct_site_group *group = &s->choice->groups[g];
        size_t count = 0, concerned = 0;
        for (size_t i = 0; i < group->count; i++) {
            count += open[group->site[i]];
            concerned += group->site[i] == site;
        }
        if (concerned > 0 && count + concerned > group->most)
            return false;
    }
    return true;
}

/* open: required sites and, in the order of the program's values, what limits from above allow. */
static void round_values(struct ct_choice_solver *s, const enum ct_site_state *state, uint8_t *open)
{
    const struct ct_choice *choice = s->choice;
    size_t n = 0, count = 0;

    for (size_t j = 0; j < choice->sites; j++) {
        open[j] = state_of(s, state, j) == CT_SITE_REQUIRED;
        count += open[j];
        if (state_of(s, state, j) == CT_SITE_FREE && s->value[j] > 1e-6)
            s->pick[n++] = (struct ct_pick){.profit = s->value[j], .site = (uint32_t)j};
    }
    int64_t left = s->budget ? choice->budget : 0;
    for (size_t j = 0; j < choice->sites && s->budget; j++)
        left -= open[j] ? choice->price[j] : 0;
    ct_pick_sort(s->pick, n);
    for (size_t i = 0; i < n && (choice->most == 0 || count < choice->most); i++) {
        uint32_t site = s->pick[i].site;
        if ((s->budget && choice->price[site] > left) || !groups_allow(s, open, site))
            continue;
        open[site] = 1;
        count++;
        left -= s->budget ? choice->price[site] : 0;
    }
}

static double best_in_groups(struct ct_choice_solver *s, const double *profit,
                             const enum ct_site_state *state, uint8_t *open)
{
    size_t n = s->choice->sites;

    set_columns(s, profit, state);
    enum ct_program_answer answer = ct_program_best(s->program, s->value, s->dual);
    if (answer == CT_PROGRAM_IMPOSSIBLE)
        return none;
    if (answer == CT_PROGRAM_STOPPED) {
        memset(s->dual, 0, (s->choice->group_count + 2) * sizeof *s->dual);
        memset(s->value, 0, n * sizeof *s->value);
    }
    double rows = reduce(s, profit);
    double bound = best_number(s, s->reduced, state, open);
    round_values(s, state, open);
    return bound == none ? none : bound + rows + rounding * (fabs(bound) + fabs(rows));
}

/* --- the calls -------------------------------------------------------------------------------- */

enum ct_status ct_choice_best(struct ct_choice_solver *solver, const double *profit,
                              const enum ct_site_state *state, uint8_t *open, double *bound,
                              struct ct_error *err)
{
    (void)err;
    if (solver->program != NULL)
        *bound = best_in_groups(solver, profit, state, open);
    else if (solver->budget)
        *bound = best_in_budget(solver, profit, state, open);
    else
        *bound = best_number(solver, profit, state, open);
    return CT_OK;
}

/* Is the set that `open` marks allowed, as the choice and `state` say? */
static enum ct_status allowed(const struct ct_choice_solver *s, const enum ct_site_state *state,
                              const uint8_t *open, bool *yes, struct ct_error *err)
{
    uint32_t *site = malloc((s->choice->sites + 1) * sizeof *site);
    size_t count = 0;

    if (site == NULL)
        return ct_fail_memory(err);
    *yes = true;
    for (size_t j = 0; j < s->choice->sites; j++) {
        enum ct_site_state is = state_of(s, state, j);
        *yes = *yes && is != (open[j] ? CT_SITE_FORBIDDEN : CT_SITE_REQUIRED);
        if (open[j])
            site[count++] = (uint32_t)j;
    }
    *yes = *yes && ct_choice_allows(s->choice, site, count);
    free(site);
    return CT_OK;
}

/* Do all limits bind from above only? Then a set is allowed only where that of the required sites
 * is. */
static bool only_most(const struct ct_choice *choice)
{
    bool only = choice->least == 0;

    for (size_t g = 0; g < choice->group_count; g++)
        only = only && choice->groups[g].least == 0;
    return only;
}

/* The required sites, and what may be added to them: the most profitable first, for its price. */
static void gather(struct ct_choice_solver *s, const double *profit,
                   const enum ct_site_state *state, uint8_t *open)
{
    for (size_t j = 0; j < s->choice->sites; j++) {
        s->value[j] = profit != NULL ? profit[j] : 0;
        if (s->budget)
            s->value[j] /= 1 + (double)s->choice->price[j];
    }
    round_values(s, state, open);
}

enum ct_status ct_choice_any(struct ct_choice_solver *solver, const double *profit,
                             const enum ct_site_state *state, double seconds, uint8_t *open,
                             bool *found, bool *none_at_all, struct ct_error *err)
{
    double bound = none;

    *found = *none_at_all = false;
    if (solver->program == NULL) {
        if (profit == NULL)
            memset(solver->value, 0, solver->choice->sites * sizeof *solver->value);
        enum ct_status status = ct_choice_best(solver, profit != NULL ? profit : solver->value,
                                               state, open, &bound, err);
        if (status != CT_OK)
            return status;
        *none_at_all = bound == none;
    } else if (only_most(solver->choice)) {
        gather(solver, profit, state, open);
        enum ct_status status = allowed(solver, state, open, found, err);
        *none_at_all = !*found;
        return status;
    } else {
        set_columns(solver, profit, state);
        enum ct_program_answer answer =
            ct_program_best_whole(solver->program, seconds, solver->value);
        *none_at_all = answer == CT_PROGRAM_IMPOSSIBLE;
        for (size_t j = 0; j < solver->choice->sites; j++)
            open[j] = answer == CT_PROGRAM_SOLVED && solver->value[j] > 0.5;
        bound = answer == CT_PROGRAM_SOLVED ? 0 : none;
    }
    return bound == none ? CT_OK : allowed(solver, state, open, found, err);
}
