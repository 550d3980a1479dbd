/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making the dual of fair covering, and its goal: what is to be beaten. O(entries); a goal
 * O(districts).
 */
#include "base/fail.h"
#include "solve/fair_dual.h"
#include <math.h>
#include <stdlib.h>

void ct_fair_dual_free(struct ct_fair_dual *dual)
{
    if (dual == NULL)
        return;
    ct_choice_solver_free(dual->solver);
    void *const arrays[] = {
        dual->goal.share, dual->goal.excess, dual->state,  dual->start,       dual->site,
        dual->origin,     dual->district,    dual->weight, dual->fixed,       dual->lambda,
        dual->rho,        dual->rho_best,    dual->profit, dual->profit_best, dual->part,
        dual->short_of,   dual->rank,        dual->open,   dual->lambda_best, dual->price,
        dual->share,      dual->aim,
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(dual);
}

static bool make_room(struct ct_fair_dual *d)
{
    const size_t n = d->fair->sites + 1, m = d->fair->rows + 1, c = d->fair->compared + 2;
    const size_t entries = d->fair->start[d->fair->rows] + 1;

    d->goal.share = calloc(c, sizeof(double));
    d->goal.excess = calloc(c, sizeof(double));
    d->state = calloc(n, sizeof *d->state);
    d->start = calloc(m, sizeof *d->start);
    d->site = malloc(entries * sizeof *d->site);
    d->origin = malloc(m * sizeof *d->origin);
    d->district = malloc(m * sizeof *d->district);
    d->weight = malloc(m * sizeof(double));
    d->fixed = calloc(c, sizeof(double));
    d->lambda = calloc(c, sizeof(double));
    d->lambda_best = calloc(c, sizeof(double));
    d->rho = calloc(m, sizeof(double));
    d->rho_best = calloc(m, sizeof(double));
    d->price = calloc(c, sizeof(double));
    d->profit = calloc(n, sizeof(double));
    d->profit_best = calloc(n, sizeof(double));
    d->part = calloc(n, sizeof(double));
    d->short_of = calloc(m, sizeof(double));
    d->share = calloc(c, sizeof(double));
    d->aim = calloc(c, sizeof(double));
    d->rank = calloc(c, sizeof *d->rank);
    d->open = calloc(n, 1);
    return d->goal.share && d->goal.excess && d->state && d->start && d->site && d->origin &&
           d->district && d->weight && d->fixed && d->lambda && d->lambda_best && d->rho &&
           d->rho_best && d->price && d->profit && d->profit_best && d->part && d->short_of &&
           d->share && d->aim && d->rank && d->open;
}

enum ct_status ct_fair_dual_new(const struct ct_fair *fair, struct ct_fair_dual **out,
                                struct ct_error *err)
{
    struct ct_fair_dual *d = calloc(1, sizeof *d);

    if (d == NULL)
        return ct_fail_memory(err);
    d->fair = fair;
    enum ct_status status = make_room(d)
                                ? ct_choice_solver_new(&fair->problem->choice, &d->solver, err)
                                : ct_fail_memory(err);
    if (status == CT_OK)
        *out = d;
    else
        ct_fair_dual_free(d);
    return status;
}

/* --- the goal --------------------------------------------------------------------------------- */

static void set_excess(struct ct_fair_dual *d, const struct ct_share *than)
{
    const struct ct_fair *f = d->fair;
    const double enough = (double)f->problem->fairness.enough / 1e6;
    struct ct_fair_goal *goal = &d->goal;

    goal->none = true;
    goal->least_excess = (double)INFINITY;
    for (size_t i = 0; i < f->compared; i++) {
        int64_t more = ct_fair_more(f, i, than);
        double share = more == INT64_MAX ? 1 : (double)more / (double)f->whole[i];
        goal->none = goal->none && more == INT64_MAX;
        share = enough > 0 ? fmin(share, enough) : share;
        goal->excess[i] = fmax(0, share - goal->share[goal->level - 1]);
        goal->least_excess = fmin(goal->least_excess, goal->excess[i]);
    }
}

void ct_fair_dual_goal(struct ct_fair_dual *dual, const struct ct_fair_value *best, size_t level)
{
    const struct ct_fair *f = dual->fair;
    struct ct_fair_goal *goal = &dual->goal;

    goal->best = best;
    goal->level = level;
    goal->none = false;
    goal->least_excess = 0;
    for (size_t i = 0; i < f->compared; i++) {
        goal->excess[i] = 0;
        goal->share[i] =
            best == NULL ? -1 : (double)best->share[i].part / (double)best->share[i].whole;
    }
    if (best != NULL && level <= f->levels)
        set_excess(dual, &best->share[level - 1]);
}
