/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bound of the worst share from single sites: where every district has the share t, the sites
 * that are open give each d at least what it lacks of it, r_d, and so do their gains alone, each
 * cut to r_d (one that gives all of it counts once, however much more it has). For weights lambda
 * >= 0 of sum 1 that is sum over open sites of sum over d of lambda_d min(gain, r_d) / r_d >= 1,
 * and where no allowed set attains 1 (choice.c proves it), t is a bound. It is found by bisection,
 * lambda by mirror descent. Strong where few sites serve a district, where the dual of rows is
 * weak. A step costs the pairs of sites and districts and a ct_choice_best.
 */
#include "base/fail.h"
#include "solve/fair.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 400, HALVINGS = 10 };

struct cut {
    const struct ct_fair *fair;
    struct ct_choice_solver *solver;
    size_t *start; /* [sites + 1]: pairs of a site */
    uint32_t *district;
    double *gain, *part;         /* of pairs: weight, and cut to what is lacked */
    double *lambda, *sum, *lack; /* [compared] */
    double *profit;              /* [sites] */
    uint8_t *open;
};

static void free_cut(struct cut *c)
{
    ct_choice_solver_free(c->solver);
    void *const arrays[] = {c->start, c->district, c->gain,   c->part, c->lambda,
                            c->sum,   c->lack,     c->profit, c->open};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
}

/* What each site gives each district alone. */
static void write_gains(struct cut *c)
{
    const struct ct_fair *f = c->fair;
    size_t pairs = 0;

    for (size_t j = 0; j < f->sites; j++) {
        for (size_t k = f->row_start[j]; k < f->row_start[j + 1]; k++)
            c->sum[f->district[f->row[k]]] += (double)f->weight[f->row[k]];
        for (size_t k = f->row_start[j]; k < f->row_start[j + 1]; k++) {
            const uint32_t d = f->district[f->row[k]];
            if (d < f->compared && c->sum[d] > 0) {
                c->district[pairs] = d;
                c->gain[pairs++] = c->sum[d];
            }
            c->sum[d] = 0;
        }
        c->start[j + 1] = pairs;
    }
}

static enum ct_status new_cut(const struct ct_fair *fair, struct cut *c, struct ct_error *err)
{
    const size_t n = fair->sites + 1, d = fair->compared + 1, pairs = fair->start[fair->rows] + 1;

    *c = (struct cut){
        .fair = fair,
        .start = calloc(n, sizeof *c->start),
        .district = malloc(pairs * sizeof *c->district),
        .gain = malloc(pairs * sizeof *c->gain),
        .part = malloc(pairs * sizeof *c->part),
        .lambda = calloc(d, sizeof *c->lambda),
        .sum = calloc(d, sizeof *c->sum),
        .lack = calloc(d, sizeof *c->lack),
        .profit = calloc(n, sizeof *c->profit),
        .open = calloc(n, 1),
    };
    if (!c->start || !c->district || !c->gain || !c->part || !c->lambda || !c->sum || !c->lack ||
        !c->profit || !c->open)
        return ct_fail_memory(err);
    write_gains(c);
    return ct_choice_solver_new(&fair->problem->choice, &c->solver, err);
}

/* What districts lack of the share, no more; lambda even over those that lack some. */
static bool begin(struct cut *c, double share)
{
    const struct ct_fair *f = c->fair;
    size_t lacking = 0;

    for (size_t d = 0; d < f->compared; d++) {
        c->lack[d] = share * (1 - 1e-12) * (double)f->whole[d] - (double)f->base[d];
        lacking += c->lack[d] > 0;
        c->sum[d] = 1;
    }
    for (size_t d = 0; d < f->compared; d++)
        c->lambda[d] = c->lack[d] > 0 ? 1 / (double)lacking : 0;
    for (size_t k = 0; k < c->start[f->sites]; k++) {
        const double lack = c->lack[c->district[k]];
        c->part[k] = lack > 0 ? fmin(c->gain[k], lack) / lack : 0;
    }
    return lacking > 0;
}

static void find_profits(struct cut *c)
{
    for (size_t j = 0; j < c->fair->sites; j++) {
        c->profit[j] = 0;
        for (size_t k = c->start[j]; k < c->start[j + 1]; k++)
            c->profit[j] += c->lambda[c->district[k]] * c->part[k];
    }
}

/* Moves lambda towards districts that the last sets give too little. */
static void move(struct cut *c, double over, double rate)
{
    const size_t n = c->fair->compared;
    double mean = 0, square = 0, all = 0;

    for (size_t d = 0; d < n; d++)
        c->sum[d] *= 1 - rate;
    for (size_t j = 0; j < c->fair->sites; j++)
        for (size_t k = c->start[j]; c->open[j] && k < c->start[j + 1]; k++)
            c->sum[c->district[k]] += rate * c->part[k];
    for (size_t d = 0; d < n; d++)
        mean += c->lambda[d] * c->sum[d];
    for (size_t d = 0; d < n; d++)
        square += c->lambda[d] * (c->sum[d] - mean) * (c->sum[d] - mean);
    for (size_t d = 0; d < n && square > 0; d++) {
        const double g = over / square * (c->sum[d] - mean);
        c->lambda[d] *= exp(fmax(-1, fmin(1, -g)));
        all += c->lambda[d];
    }
    for (size_t d = 0; d < n && all > 0; d++)
        c->lambda[d] /= all;
}

/* Is it proved that no allowed set gives every district the share? */
static enum ct_status exclude(struct cut *c, double share, const struct ct_fair_watch *watch,
                              bool *excluded, struct ct_error *err)
{
    double best = (double)INFINITY, factor = 1;
    enum ct_status status = CT_OK;

    *excluded = false;
    if (!begin(c, share))
        return CT_OK;
    for (size_t t = 0, since = 0; status == CT_OK && t < STEPS && factor > 0.02; t++, since++) {
        double bound = 0;
        find_profits(c);
        status = ct_choice_best(c->solver, c->profit, NULL, c->open, &bound, err);
        *excluded = status == CT_OK && bound < 1 - 1e-9;
        if (*excluded || status != CT_OK || (t % 32 == 31 && !ct_fair_goes_on(watch)))
            break;
        if (bound < best) {
            since = bound < best - 0.01 * (best - 1) ? 0 : since;
            best = bound;
        }
        if (since >= 10) {
            factor *= 0.7;
            since = 0;
        }
        move(c, factor * fmax(bound - 1, 1e-3), t == 0 ? 1 : 0.2);
    }
    return status;
}

enum ct_status ct_fair_cut(const struct ct_fair *fair, double least,
                           const struct ct_fair_watch *watch, double *bound, struct ct_error *err)
{
    struct cut c;
    enum ct_status status = new_cut(fair, &c, err);

    for (int i = 0; status == CT_OK && i<HALVINGS && * bound - least> 1e-3 * *bound; i++) {
        const double middle = 0.5 * (least + *bound);
        bool excluded = false;
        if (!ct_fair_goes_on(watch))
            break;
        status = exclude(&c, middle, watch, &excluded, err);
        *(excluded ? bound : &least) = middle;
    }
    free_cut(&c);
    return status;
}
