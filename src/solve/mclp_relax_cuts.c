/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts in the relaxation of maximal covering. How far a row in cuts is covered becomes a variable
 * y, its dual u pays for y <= open sites of the row, and each cut has a dual v:
 *
 *   max over x, y  min over u, v >= 0   sum of w y + u (sum of x - y) + v (most + factors x - sum
 * of y).
 *
 * Any u, v prove a bound: what is left of w after u and its cuts' v, if positive, plus v * most,
 * plus the best number of sites under the profits of u and v. Cost of a step: the entries of the
 * cuts.
 */
#include "solve/mclp_cuts.h"
#include "solve/mclp_relax.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- making ----------------------------------------------------------------------------------- */

void ct_relax_cuts_free(struct ct_relax_cuts *cuts)
{
    double *all[] = {cuts->y,  cuts->y0, cuts->yt, cuts->yh, cuts->tau, cuts->q,
                     cuts->q0, cuts->qt, cuts->v,  cuts->v0, cuts->vt,  cuts->sigma};

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
    free(cuts->slot);
    free(cuts->row);
}

static bool make_numbers(struct ct_relax_cuts *w, size_t cuts)
{
    double **of_rows[] = {&w->y, &w->y0, &w->yt, &w->yh, &w->tau, &w->q, &w->q0, &w->qt};
    double **of_cuts[] = {&w->v, &w->v0, &w->vt, &w->sigma};
    bool made = true;

    for (size_t i = 0; i < sizeof of_rows / sizeof *of_rows; i++) {
        *of_rows[i] = calloc(w->count + 1, sizeof(double));
        made = made && *of_rows[i] != NULL;
    }
    for (size_t i = 0; i < sizeof of_cuts / sizeof *of_cuts; i++) {
        *of_cuts[i] = calloc(cuts + 1, sizeof(double));
        made = made && *of_cuts[i] != NULL;
    }
    return made;
}

bool ct_relax_cuts_make(struct ct_relax *r)
{
    const struct ct_mclp_cuts *cuts = r->cuts;
    struct ct_relax_cuts *w = &r->work->cuts;

    if (cuts == NULL)
        return true;
    w->slot = malloc((r->cover->rows + 1) * sizeof *w->slot);
    w->row = malloc((r->cover->rows + 1) * sizeof *w->row);
    if (w->slot == NULL || w->row == NULL)
        return false;
    memset(w->slot, 0xFF, r->cover->rows * sizeof *w->slot);
    for (size_t k = 0; k < cuts->row_start[cuts->count]; k++) {
        if (w->slot[cuts->row[k]] != UINT32_MAX)
            continue;
        w->slot[cuts->row[k]] = (uint32_t)w->count;
        w->row[w->count++] = cuts->row[k];
    }
    return make_numbers(w, cuts->count);
}

/* The scale of a cut: the lightest of its rows. */
static double scale_of(const struct ct_relax *r, size_t c)
{
    const struct ct_mclp_cuts *cuts = r->cuts;
    double least = (double)INFINITY;

    for (size_t k = cuts->row_start[c]; k < cuts->row_start[c + 1]; k++)
        least = fmin(least, r->cover->weight[cuts->row[k]]);
    return isfinite(least) ? least : 1;
}

void ct_relax_cuts_steps(struct ct_relax *r)
{
    const struct ct_mclp_cuts *cuts = r->cuts;
    struct ct_relax_cuts *w = &r->work->cuts;

    for (size_t s = 0; s < w->count; s++)
        w->tau[s] = r->cover->weight[w->row[s]];
    for (size_t c = 0; cuts != NULL && c < cuts->count; c++) {
        double scale = scale_of(r, c), sum = 0;
        for (size_t k = cuts->start[c]; k < cuts->start[c + 1]; k++) {
            sum += fabs(cuts->factor[k]);
            r->work->tau[cuts->site[k]] += scale * fabs(cuts->factor[k]);
        }
        for (size_t k = cuts->row_start[c]; k < cuts->row_start[c + 1]; k++) {
            sum += 1;
            w->tau[w->slot[cuts->row[k]]] += scale;
        }
        w->sigma[c] = scale / fmax(sum, 1);
    }
    for (size_t s = 0; s < w->count; s++)
        w->tau[s] = 1 / w->tau[s];
}

/* --- steps ------------------------------------------------------------------------------------ */

/* q = the duals of each row's cuts together. */
static void sum_duals(const struct ct_relax *r, const double *v, double *q)
{
    const struct ct_mclp_cuts *cuts = r->cuts;

    memset(q, 0, r->work->cuts.count * sizeof *q);
    for (size_t c = 0; c < cuts->count; c++)
        for (size_t k = cuts->row_start[c]; v[c] > 0 && k < cuts->row_start[c + 1]; k++)
            q[r->work->cuts.slot[cuts->row[k]]] += v[c];
}

void ct_relax_cuts_restart(struct ct_relax *r)
{
    struct ct_relax_cuts *w = &r->work->cuts;

    if (r->cuts == NULL)
        return;
    memcpy(w->y, w->yt, w->count * sizeof *w->y);
    memcpy(w->y0, w->yt, w->count * sizeof *w->y);
    memcpy(w->q, w->qt, w->count * sizeof *w->q);
    memcpy(w->q0, w->qt, w->count * sizeof *w->q);
    memcpy(w->v, w->vt, r->cuts->count * sizeof *w->v);
    memcpy(w->v0, w->vt, r->cuts->count * sizeof *w->v);
}

void ct_relax_cuts_begin(struct ct_relax *r)
{
    const struct ct_mclp *cover = r->cover;
    struct ct_relax_cuts *w = &r->work->cuts;

    if (r->cuts == NULL)
        return;
    for (size_t c = 0; c < r->cuts->count; c++)
        w->vt[c] = fmax(r->v[c], 0);
    sum_duals(r, w->vt, w->qt);
    for (size_t s = 0; s < w->count; s++) {
        double sum = 0;
        for (size_t k = cover->start[w->row[s]]; k < cover->start[w->row[s] + 1]; k++)
            sum += r->x[cover->site[k]];
        w->yt[s] = fmin(sum, 1);
    }
}

static void move_parts(struct ct_relax *r, struct ct_relax_sums *sums)
{
    struct ct_relax_work *all = r->work;
    struct ct_relax_cuts *w = &all->cuts;

    for (size_t s = 0; s < w->count; s++) {
        double left = r->cover->weight[w->row[s]] - all->u[w->row[s]] - w->q[s];
        double t = w->y[s] + w->tau[s] / r->pace * left;
        t = t <= 0 ? 0 : t >= 1 ? 1 : t;
        double way = t - w->y[s];
        sums->moved += way * way / w->tau[s] * r->pace;
        w->yt[s] = t;
        w->yh[s] = 2 * t - w->y[s];
        w->y[s] = all->keep * w->y[s] + all->turn * t + all->anchor * w->y0[s];
    }
}

/* What a cut allows beyond what is covered; negative: it is broken. */
static double room_of(const struct ct_relax *r, size_t c, const double *x, const double *y)
{
    const struct ct_mclp_cuts *cuts = r->cuts;
    double room = cuts->most[c];

    for (size_t k = cuts->start[c]; k < cuts->start[c + 1]; k++)
        room += cuts->factor[k] * x[cuts->site[k]];
    for (size_t k = cuts->row_start[c]; k < cuts->row_start[c + 1]; k++)
        room -= y[r->work->cuts.slot[cuts->row[k]]];
    return room;
}

void ct_relax_cuts_move(struct ct_relax *r, struct ct_relax_sums *sums)
{
    const struct ct_mclp_cuts *cuts = r->cuts;
    struct ct_relax_work *all = r->work;
    struct ct_relax_cuts *w = &all->cuts;

    if (cuts == NULL)
        return;
    move_parts(r, sums);
    for (size_t c = 0; c < cuts->count; c++) {
        double step = w->sigma[c] * r->pace;
        double t = fmax(w->v[c] - step * room_of(r, c, all->xh, w->yh), 0);
        double way = t - w->v[c];
        sums->moved += way * way / step;
        sums->left += t * cuts->most[c];
        w->vt[c] = t;
        w->v[c] = all->keep * w->v[c] + all->turn * t + all->anchor * w->v0[c];
    }
    sum_duals(r, w->vt, w->qt);
    for (size_t s = 0; s < w->count; s++) {
        sums->magnitude += 2 * w->qt[s];
        w->q[s] = all->keep * w->q[s] + all->turn * w->qt[s] + all->anchor * w->q0[s];
    }
}

void ct_relax_cuts_profits(const struct ct_relax *r, double *profit, struct ct_relax_sums *sums)
{
    const struct ct_mclp_cuts *cuts = r->cuts;

    for (size_t c = 0; cuts != NULL && c < cuts->count; c++) {
        double v = r->work->cuts.vt[c];
        for (size_t k = cuts->start[c]; v > 0 && k < cuts->start[c + 1]; k++) {
            profit[cuts->site[k]] += v * cuts->factor[k];
            sums->magnitude += v * fabs(cuts->factor[k]);
        }
        sums->magnitude += v * fabs(cuts->most[c]);
    }
}

/* --- looks ------------------------------------------------------------------------------------ */

void ct_relax_cuts_way(const struct ct_relax *r, double *primal, double *dual)
{
    const struct ct_relax_cuts *w = &r->work->cuts;

    for (size_t s = 0; s < w->count; s++)
        *primal += (w->yt[s] - w->y0[s]) * (w->yt[s] - w->y0[s]) / w->tau[s];
    for (size_t c = 0; r->cuts != NULL && c < r->cuts->count; c++)
        *dual += (w->vt[c] - w->v0[c]) * (w->vt[c] - w->v0[c]) / w->sigma[c];
}

double ct_relax_cuts_excess(const struct ct_relax *r, const double *x)
{
    double sum = 0;

    for (size_t c = 0; r->cuts != NULL && c < r->cuts->count; c++)
        sum += scale_of(r, c) * fmax(-room_of(r, c, x, r->work->cuts.yt), 0);
    return sum;
}
