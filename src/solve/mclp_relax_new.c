/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making the workspace of the relaxation of maximal covering: chunks of rows, lengths of steps
 * (Pock and Chambolle 2011). O(entries). Memory: 24 bytes a row, 8 bytes a site and chunk.
 */
#include "base/fail.h"
#include "solve/mclp_cuts.h"
#include "solve/mclp_relax.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { CHUNK_ENTRIES = 1 << 17 };

void ct_relax_free(struct ct_relax *relax)
{
    struct ct_relax_work *w = relax->work;

    if (w != NULL) {
        double *all[] = {w->tau, w->slope, w->x,  w->x0, w->xt, w->xh, w->c,     w->c0,  w->ct,
                         w->u,   w->u0,    w->ut, w->y,  w->y0, w->yt, w->sigma, w->part};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            free(all[i]);
        ct_relax_cuts_free(&w->cuts);
        free(w->chunk);
        free(w->sum);
        free(w->pick);
        free(w);
    }
    free(relax->x);
    free(relax->profit);
    free(relax->u);
    free(relax->y);
    free(relax->v);
    free(relax->limit);
    *relax = (struct ct_relax){0};
}

static double *numbers(size_t n)
{
    return calloc(n + 1, sizeof(double));
}

static bool make_chunks(const struct ct_mclp *cover, struct ct_relax_work *w)
{
    size_t count = cover->start[cover->rows] / CHUNK_ENTRIES + 1, row = 0;

    w->chunk = malloc((count + 1) * sizeof *w->chunk);
    w->sum = calloc(count, sizeof *w->sum);
    w->part = numbers(count * w->n);
    if (w->chunk == NULL || w->sum == NULL || w->part == NULL)
        return false;
    for (size_t i = 0; i < count; i++) {
        w->chunk[i] = row;
        while (row < cover->rows && cover->start[row] < (i + 1) * CHUNK_ENTRIES)
            row++;
    }
    w->chunk[count] = cover->rows;
    w->chunks = count;
    return true;
}

static bool make_work(const struct ct_mclp *cover, struct ct_relax_work *w)
{
    size_t n = cover->sites, m = cover->rows, k = cover->limits.count;

    w->n = n;
    w->tau = numbers(n), w->slope = numbers(n);
    w->x = numbers(n), w->x0 = numbers(n), w->xt = numbers(n), w->xh = numbers(n);
    w->c = numbers(n), w->c0 = numbers(n), w->ct = numbers(n);
    w->u = numbers(m), w->u0 = numbers(m), w->ut = numbers(m);
    w->y = numbers(k), w->y0 = numbers(k), w->yt = numbers(k), w->sigma = numbers(k);
    w->pick = malloc((n + 1) * sizeof *w->pick);
    return w->tau != NULL && w->slope != NULL && w->x != NULL && w->x0 != NULL && w->xt != NULL &&
           w->xh != NULL && w->c != NULL && w->c0 != NULL && w->ct != NULL && w->u != NULL &&
           w->u0 != NULL && w->ut != NULL && w->y != NULL && w->y0 != NULL && w->yt != NULL &&
           w->sigma != NULL && w->pick != NULL && make_chunks(cover, w);
}

/* Pock and Chambolle's steps: one over the sums of columns and rows of the scaled matrix. */
static void set_steps(struct ct_relax *r)
{
    const struct ct_mclp *cover = r->cover;
    struct ct_relax_work *w = r->work;
    const struct ct_mclp_limits *limits = &cover->limits;
    double mean = 0;

    for (size_t i = 0; i < cover->rows; i++)
        for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++)
            w->tau[cover->site[k]] += cover->weight[i];
    ct_relax_cuts_steps(r);
    for (size_t j = 0; j < w->n; j++)
        mean += (w->tau[j] + cover->own[j]) / (double)w->n;
    for (size_t g = 0; g < limits->count; g++) {
        double sum = 1e-9;
        for (size_t k = limits->start[g]; k < limits->start[g + 1]; k++) {
            sum += limits->factor[k];
            w->tau[limits->site[k]] += mean * limits->factor[k];
        }
        w->sigma[g] = mean / sum;
    }
    for (size_t j = 0; j < w->n; j++)
        w->tau[j] = 1 / fmax(w->tau[j], 1e-3 * mean + DBL_MIN);
}

enum ct_status ct_relax_new(const struct ct_mclp *cover, const struct ct_mclp_cuts *cuts,
                            struct ct_pool *pool, struct ct_relax *out, struct ct_error *err)
{
    struct ct_relax_work *w = calloc(1, sizeof *w);

    *out = (struct ct_relax){
        .cover = cover,
        .cuts = cuts != NULL && cuts->count > 0 ? cuts : NULL,
        .bound = cover->impossible ? -(double)INFINITY : cover->constant + cover->total,
        .value = -(double)INFINITY,
        .x = numbers(cover->sites),
        .profit = numbers(cover->sites),
        .u = calloc(cover->rows + 1, sizeof *out->u),
        .y = calloc(cover->rows + 1, sizeof *out->y),
        .limit = numbers(cover->limits.count),
        .v = numbers(cuts != NULL ? cuts->count : 0),
        .pace = 1,
        .work = w,
    };
    if (w == NULL || out->x == NULL || out->profit == NULL || out->u == NULL || out->y == NULL ||
        out->limit == NULL || out->v == NULL || !make_work(cover, w) || !ct_relax_cuts_make(out)) {
        ct_relax_free(out);
        return ct_fail_memory(err);
    }
    w->pool = pool;
    set_steps(out);
    return CT_OK;
}
