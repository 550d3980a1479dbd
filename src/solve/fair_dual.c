/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Lagrangian dual of fair covering. With weights lambda >= 0 of the districts (sum 1) no
 * allowed set S has more than
 *
 *   B(lambda, u) = max over sets of  sum of u_i * (sites of S that reach row i)  +  sum of (c_i -
 * u_i),   c_i = lambda_d w_i / whole_d,   0 <= u_i <= c_i,
 *
 * of the sum of lambda_d share_d; choice.c proves the maximum. A set whose sorted shares equal the
 * best known w_1 <= w_2 <= ... up to level k - 1 and are larger at level k has at least
 *
 *   R_k(lambda) = sum over i < k of lambda_[i] w_i  +  (w_k + excess) * sum over i >= k of
 * lambda_[i],
 *
 * lambda_[1] >= lambda_[2] >= ... (the least by the rearrangement inequality). So nothing is better
 * at level k where B < R_k; and R_k without the excess does not fall with k. The last level, the
 * weight in all, has a multiplier of its own. Steps: subgradients of averaged sets (Barahona and
 * Anbil 2000), u as a part rho of c, lambda by mirror descent. A step costs two passes over the
 * entries that are left and one ct_choice_best. Rounding: every sum of n terms is off by less than
 * n * 2^-53 of the sum of magnitudes; `margin` is more than all of them.
 */
#include "solve/fair_dual.h"
#include "base/fail.h"
#include "solve/pick.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- a node's rows ---------------------------------------------------------------------------- */

void ct_fair_dual_take(struct ct_fair_dual *d, const struct ct_fair_node *node)
{
    const struct ct_fair *f = d->fair;
    const size_t most = f->problem->choice.most;
    size_t entries = 0, opened = 0;

    d->rows = 0;
    d->work = 0;
    for (size_t j = 0; j < f->sites; j++) {
        d->state[j] = (enum ct_site_state)node->state[j];
        opened += d->state[j] == CT_SITE_REQUIRED;
    }
    d->most_left = most > 0 ? most - (opened < most ? opened : most) : f->sites;
    for (size_t i = 0; i <= f->compared; i++)
        d->fixed[i] = (double)f->base[i];
    for (size_t i = 0; i < f->rows; i++) {
        const size_t first = entries;
        bool served = false;
        for (size_t k = f->start[i]; k < f->start[i + 1]; k++) {
            served = served || d->state[f->site[k]] == CT_SITE_REQUIRED;
            if (d->state[f->site[k]] == CT_SITE_FREE)
                d->site[entries++] = f->site[k];
        }
        if (served)
            d->fixed[f->district[i]] += (double)f->weight[i];
        if (served || entries == first) {
            entries = first;
            continue;
        }
        d->weight[d->rows] = (double)f->weight[i];
        d->district[d->rows] = f->district[i];
        d->origin[d->rows] = (uint32_t)i;
        d->start[++d->rows] = entries;
    }
}

/* --- a step ----------------------------------------------------------------------------------- */

static int by_lambda(const void *left, const void *right)
{
    const struct ct_fair_rank *a = left, *b = right;

    if (a->lambda != b->lambda)
        return a->lambda > b->lambda ? -1 : 1;
    return (a->district > b->district) - (a->district < b->district);
}

static void sort_multipliers(struct ct_fair_dual *d)
{
    for (size_t i = 0; i < d->fair->compared; i++)
        d->rank[i] = (struct ct_fair_rank){d->lambda[i], (uint32_t)i};
    if (d->fair->compared > 1)
        qsort(d->rank, d->fair->compared, sizeof *d->rank, by_lambda);
}

/* R of a level of shares; what a bound leaves for its share: (B - before) / later. */
static void find_share_need(struct ct_fair_dual *d, double *before, double *later)
{
    const struct ct_fair_goal *goal = &d->goal;
    double strict = 0;

    *before = *later = 0;
    for (size_t i = 0; i < d->fair->compared; i++) {
        const struct ct_fair_rank *r = &d->rank[i];
        const double share = goal->share[i < goal->level ? i : goal->level - 1];
        d->aim[r->district] = share;
        if (i + 1 < goal->level)
            *before += r->lambda * share;
        else
            *later += r->lambda;
        strict += r->lambda * goal->excess[r->district];
    }
    d->need_later = *before + *later * goal->share[goal->level - 1];
    d->need = d->need_later + (goal->level == 1 ? strict : goal->least_excess * *later);
}

/* R of the weight in all, with shares as those of the best. */
static void find_weight_need(struct ct_fair_dual *d, double *before, double *later)
{
    const struct ct_fair *f = d->fair;
    const struct ct_fair_goal *goal = &d->goal;
    const double total = goal->best != NULL ? (double)(goal->best->total + f->all_unit) : -1;

    *before = 0;
    for (size_t i = 0; i < f->compared; i++) {
        const struct ct_fair_rank *r = &d->rank[i];
        d->aim[r->district] = goal->share[i < f->levels ? i : f->levels - 1];
        *before += r->lambda * d->aim[r->district];
    }
    *later = d->lambda[f->compared];
    d->aim[f->compared] = total / f->all_whole;
    d->need = d->need_later = *before + *later * d->aim[f->compared];
}

static void find_need(struct ct_fair_dual *d, double *before, double *later)
{
    sort_multipliers(d);
    if (d->goal.level > d->fair->levels)
        find_weight_need(d, before, later);
    else
        find_share_need(d, before, later);
}

static void set_prices(struct ct_fair_dual *d)
{
    const struct ct_fair *f = d->fair;
    const double all = d->goal.level > f->levels ? d->lambda[f->compared] / f->all_whole : 0;

    for (size_t i = 0; i < f->compared; i++)
        d->price[i] = d->lambda[i] / (double)f->whole[i] + all;
    d->price[f->compared] = all;
}

/* B: profits from rho, the best set for them. */
static enum ct_status find_bound(struct ct_fair_dual *d, struct ct_error *err)
{
    const struct ct_fair *f = d->fair;
    double left = 0, magnitude = 0, best = 0;

    set_prices(d);
    memset(d->profit, 0, f->sites * sizeof *d->profit);
    for (size_t i = 0; i <= f->compared; i++)
        left += d->price[i] * d->fixed[i];
    for (size_t i = 0; i < d->rows; i++) {
        const double worth = d->price[d->district[i]] * d->weight[i], u = d->rho[i] * worth;
        left += worth - u;
        magnitude += worth;
        if (u > 0)
            for (size_t k = d->start[i]; k < d->start[i + 1]; k++)
                d->profit[d->site[k]] += u;
    }
    enum ct_status status = ct_choice_best(d->solver, d->profit, d->state, d->open, &best, err);
    double terms = (double)(d->rows + f->sites + f->compared + 32);
    magnitude += left + (isfinite(best) ? fabs(best) : 0) + 1;
    d->bound = left + best + terms * DBL_EPSILON * magnitude;
    return status;
}

/* Averages the set into part; what it reaches in each district then. */
static void average(struct ct_fair_dual *d, double rate)
{
    const struct ct_fair *f = d->fair;

    for (size_t j = 0; j < f->sites; j++)
        d->part[j] += rate * ((double)d->open[j] - d->part[j]);
    memcpy(d->share, d->fixed, (f->compared + 1) * sizeof *d->share);
    for (size_t i = 0; i < d->rows; i++) {
        double sum = 0;
        for (size_t k = d->start[i]; k < d->start[i + 1]; k++)
            sum += d->part[d->site[k]];
        d->short_of[i] = 1 - sum;
        d->share[d->district[i]] += d->weight[i] * fmin(1, sum);
    }
    double all = d->share[f->compared];
    for (size_t i = 0; i < f->compared; i++) {
        all += d->share[i];
        d->share[i] /= (double)f->whole[i];
    }
    d->share[f->compared] = all / f->all_whole;
}

/* How many multipliers lambda has at this level. */
static size_t multipliers(const struct ct_fair_dual *d)
{
    return d->fair->compared + (d->goal.level > d->fair->levels);
}

/* The step length of Polyak for a fall of `wanted`. */
static double step_length(const struct ct_fair_dual *d, double wanted, double *mean)
{
    double square = 0, sum = 0;

    for (size_t i = 0; i < d->rows; i++) {
        const double g = d->short_of[i], rho = d->rho[i];
        if ((g > 0 && rho < 1) || (g < 0 && rho > 0))
            square += d->price[d->district[i]] * d->weight[i] * g * g;
    }
    *mean = 0;
    for (size_t i = 0; i < multipliers(d); i++)
        *mean += d->lambda[i] * (d->share[i] - d->aim[i]);
    for (size_t i = 0; i < multipliers(d); i++) {
        const double g = d->share[i] - d->aim[i] - *mean;
        sum += d->lambda[i] * g * g;
    }
    square += sum;
    return square > 0 ? wanted / square : 0;
}

static void move(struct ct_fair_dual *d, double length, double mean)
{
    const size_t n = multipliers(d);
    double sum = 0;

    for (size_t i = 0; i < d->rows; i++) {
        double rho = d->rho[i] + length * d->short_of[i];
        d->rho[i] = rho < 0 ? 0 : rho > 1 ? 1 : rho;
    }
    for (size_t i = 0; i < n; i++) {
        double g = length * (d->share[i] - d->aim[i] - mean);
        d->lambda[i] *= exp(fmax(-1, fmin(1, -g)));
        d->lambda[i] = fmax(d->lambda[i], 1e-7 / (double)n);
        sum += d->lambda[i];
    }
    for (size_t i = 0; i < n; i++)
        d->lambda[i] /= sum;
}

/* --- a run ------------------------------------------------------------------------------------ */

static void begin(struct ct_fair_dual *d, const struct ct_fair_node *node)
{
    const struct ct_fair *f = d->fair;
    const size_t n = multipliers(d);
    double sum = 0;

    for (size_t i = 0; i < n; i++) {
        d->lambda[i] = node->started ? fmax((double)node->lambda[i], 1e-7 / (double)n) : 1;
        if (node->started && i == f->compared && node->lambda[i] <= 0)
            d->lambda[i] = 0.5; /* a new level */
        sum += d->lambda[i];
    }
    for (size_t i = 0; i < n; i++)
        d->lambda[i] /= sum;
    for (size_t i = 0; i < d->rows; i++)
        d->rho[i] = node->started ? (double)node->rho[d->origin[i]] / 255 : 0.5;
    d->best_gap = d->bound_best = (double)INFINITY;
    memset(d->part, 0, f->sites * sizeof *d->part);
}

static void keep_best(struct ct_fair_dual *d)
{
    const struct ct_fair *f = d->fair;

    d->best_gap = d->bound - d->need;
    d->bound_best = d->bound;
    d->need_later_best = d->need_later;
    memcpy(d->lambda_best, d->lambda, (f->compared + 1) * sizeof *d->lambda);
    memcpy(d->rho_best, d->rho, d->rows * sizeof *d->rho);
    memcpy(d->profit_best, d->profit, f->sites * sizeof *d->profit);
}

/* What B says of the level's share, or of the weight. */
static void lower_bound_of(struct ct_fair_dual *d, struct ct_fair_node *node, double before,
                           double later)
{
    const bool weight = d->goal.level > d->fair->levels;

    if (d->goal.best == NULL && d->goal.level > 1)
        return;
    if (later <= 1e-9)
        return;
    double bound = (d->bound - before) / later;
    bound += 1e-12 * (fabs(bound) + 1) / fmin(later, 1);
    bound *= weight ? d->fair->all_whole : 1;
    node->bound = fmin(node->bound, bound);
}

static const double margin = 1e-13; /* of R: sums of at most so many products of numbers <= 1 */

enum ct_status ct_fair_dual_run(struct ct_fair_dual *d, struct ct_fair_node *node, size_t steps,
                                const struct ct_fair_watch *watch, enum ct_fair_answer *answer,
                                struct ct_error *err)
{
    const double slack = margin + (double)d->fair->compared * DBL_EPSILON;
    double factor = 1, before = 0, later = 0, mean = 0;
    size_t since = 0;
    const size_t patience = steps > 1000 ? 30 : 5;

    *answer = CT_FAIR_LEVEL_DONE;
    if (d->goal.none)
        return CT_OK;
    begin(d, node);
    for (size_t t = 0; t < steps; t++) {
        d->work += (double)(2 * d->start[d->rows] + d->rows + d->fair->sites);
        find_need(d, &before, &later);
        enum ct_status status = find_bound(d, err);
        if (status != CT_OK)
            return status;
        *answer = CT_FAIR_NOTHING;
        if (d->bound == -(double)INFINITY || d->bound < d->need_later - slack)
            return CT_OK;
        lower_bound_of(d, node, before, later);
        *answer = CT_FAIR_LEVEL_DONE;
        if (d->bound < d->need - slack)
            return CT_OK;
        since++;
        if (d->bound - d->need < d->best_gap) {
            since = d->bound - d->need < 0.99 * d->best_gap ? 0 : since;
            keep_best(d);
        }
        if (since >= patience) {
            factor *= 0.8;
            since = 0;
        }
        if (factor < 0.01)
            break;
        average(d, t == 0 ? 1 : 0.15);
        move(d, step_length(d, factor * (d->bound - d->need), &mean), mean);
        if (t % 16 == 15 && !ct_fair_goes_on(watch)) {
            *answer = CT_FAIR_STOPPED;
            return CT_OK;
        }
    }
    *answer = CT_FAIR_OPEN;
    return CT_OK;
}

/* --- what remains of it ----------------------------------------------------------------------- */

void ct_fair_dual_keep(const struct ct_fair_dual *d, struct ct_fair_node *node)
{
    if (node->rho == NULL || !isfinite(d->best_gap))
        return;
    node->started = true;
    for (size_t i = 0; i <= d->fair->compared; i++)
        node->lambda[i] = i < multipliers(d) ? (float)d->lambda_best[i] : 0;
    for (size_t i = 0; i < d->rows; i++)
        node->rho[d->origin[i]] = (uint8_t)lround(255 * d->rho_best[i]);
}

/* Sites by their best profits, those taken first; returns how many are taken. */
static size_t take(const struct ct_fair_dual *d, struct ct_pick *pick, size_t *free_sites)
{
    size_t n = 0;

    for (uint32_t j = 0; j < d->fair->sites; j++)
        if (d->state[j] == CT_SITE_FREE)
            pick[n++] = (struct ct_pick){.profit = d->profit_best[j], .site = j};
    *free_sites = n;
    const size_t taken = d->most_left < n ? d->most_left : n;
    ct_pick_largest(pick, n, taken);
    return taken;
}

enum ct_status ct_fair_dual_fix(const struct ct_fair_dual *d, struct ct_fair_node *node,
                                size_t *fixed, struct ct_error *err)
{
    const struct ct_choice *choice = &d->fair->problem->choice;
    double least = (double)INFINITY, next = 0;
    size_t n = 0;

    *fixed = 0;
    if (choice->group_count > 0 || (choice->price != NULL && choice->budget >= 0) ||
        !isfinite(d->best_gap))
        return CT_OK;
    struct ct_pick *pick = malloc((d->fair->sites + 1) * sizeof *pick);
    if (pick == NULL)
        return ct_fail_memory(err);
    const size_t taken = take(d, pick, &n);
    for (size_t i = 0; i < n; i++) {
        least = i < taken ? fmin(least, pick[i].profit) : least;
        next = i >= taken ? fmax(next, pick[i].profit) : next;
    }
    for (size_t i = 0; i < n; i++) {
        const double loss = i < taken ? pick[i].profit - next : least - pick[i].profit;
        if (d->bound_best - loss + 1e-10 >= d->need_later_best)
            continue;
        node->state[pick[i].site] = i < taken ? CT_SITE_REQUIRED : CT_SITE_FORBIDDEN;
        ++*fixed;
    }
    free(pick);
    return CT_OK;
}

double ct_fair_dual_work(const struct ct_fair_dual *dual)
{
    return dual->work;
}

const uint8_t *ct_fair_dual_set(const struct ct_fair_dual *dual)
{
    return dual->open;
}

const double *ct_fair_dual_part(const struct ct_fair_dual *dual)
{
    return dual->part;
}
