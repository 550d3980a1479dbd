/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The linear relaxation of maximal covering as a saddle point,
 *
 *   max over x  min over u   sum of (w - u (need - sum of x over the row's sites)),   0 <= u <= w /
 * need,
 *
 * (with cuts, how far their rows are covered is a variable, and each cut has a dual:
 * mclp_relax_cuts.c) by the primal-dual hybrid gradient method with reflection, Halpern's anchor
 * and restarts (Lu and Yang 2024, "Restarted Halpern PDHG for linear programming"; diagonal steps:
 * Pock and Chambolle 2011). A step costs one pass over the entries. Every u proves a bound: the
 * weight it leaves, plus the best number of sites under the profits it gives; to this, computed in
 * floating point, is added more than rounding can have taken (terms * 2^-52 of the sum of all
 * magnitudes). Rows are summed in chunks of fixed size, so that threads do not change a bit of it.
 */
#include "solve/mclp_relax.h"
#include "base/fail.h"
#include "solve/mclp_cuts.h"
#include "solve/pick.h"
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_EVERY = 8, MEASURE_EVERY = 64 };

/* --- the sites -------------------------------------------------------------------------------- */

/* How many sites x + step * profit opens at the multiplier; *slope: how that falls. */
static double opened_at(const struct ct_relax *r, double multiplier, double *slope)
{
    const struct ct_relax_work *w = r->work;
    double sum = 0;

    *slope = 0;
    for (size_t j = 0; j < w->n; j++) {
        double v = w->slope[j] - multiplier * w->tau[j];
        sum += v <= 0 ? 0 : v >= 1 ? 1 : v;
        *slope += v > 0 && v < 1 ? w->tau[j] : 0;
    }
    return sum;
}

/* The multiplier at which `wanted` sites are opened: Newton's steps kept between two sides. */
static double multiplier_for(struct ct_relax *r, double wanted)
{
    double low = -(double)INFINITY, high = (double)INFINITY, at = r->work->multiplier, slope = 0;
    double stride = 1e-3 / r->work->tau[0] + fabs(at);

    for (int step = 0; step < 60; step++) {
        double over = opened_at(r, at, &slope) - wanted;
        if (fabs(over) <= 1e-9 * (1 + wanted))
            break;
        if (over > 0)
            low = at;
        else
            high = at;
        double next = slope > 0 ? at + over / slope : (double)NAN;
        if (!(next > low && next < high)) {
            if (isfinite(low) && isfinite(high))
                next = 0.5 * (low + high);
            else
                next = over > 0 ? at + stride : at - stride;
            stride *= 2;
        }
        at = next;
    }
    return at;
}

/* xt = the nearest allowed number of sites to x + step * profit, xh = 2 * xt - x. */
static double move_sites(struct ct_relax *r)
{
    struct ct_relax_work *w = r->work;
    double slope = 0, moved = 0, multiplier = 0;

    for (size_t j = 0; j < w->n; j++)
        w->slope[j] = w->x[j] + w->tau[j] / r->pace * (w->c[j] + r->cover->own[j]);
    double opened = opened_at(r, 0, &slope);
    if (opened > (double)r->cover->most)
        multiplier = w->multiplier = multiplier_for(r, (double)r->cover->most);
    else if (opened < (double)r->cover->least)
        multiplier = w->multiplier = multiplier_for(r, (double)r->cover->least);
    for (size_t j = 0; j < w->n; j++) {
        double v = w->slope[j] - multiplier * w->tau[j];
        w->xt[j] = v <= 0 ? 0 : v >= 1 ? 1 : v;
        w->xh[j] = 2 * w->xt[j] - w->x[j];
        double way = w->xt[j] - w->x[j];
        moved += way * way / w->tau[j];
    }
    return moved * r->pace;
}

/* --- the rows --------------------------------------------------------------------------------- */

/* ut from u and xh, its profits, and at once the next u. */
static void move_rows(const struct ct_relax *r, size_t first, size_t last, double *part,
                      struct ct_relax_sums *sums)
{
    const struct ct_mclp *cover = r->cover;
    struct ct_relax_work *w = r->work;

    for (size_t i = first; i < last; i++) {
        size_t from = cover->start[i], to = cover->start[i + 1];
        double sum = 0, weight = cover->weight[i], need = cover->need[i];
        for (size_t k = from; k < to; k++)
            sum += w->xh[cover->site[k]];
        uint32_t slot = w->cuts.count > 0 ? w->cuts.slot[i] : UINT32_MAX;
        bool own = slot != UINT32_MAX;
        double u = w->u[i], step = weight / (double)(to - from + own) * r->pace;
        double t = u + step * ((own ? w->cuts.yh[slot] : need) - sum);
        double most = own ? (double)INFINITY : weight / need;
        t = t <= 0 ? 0 : t >= most ? most : t;
        double way = t - u;
        sums->moved += way * way / step;
        sums->left += own ? fmax(weight - t - w->cuts.qt[slot], 0) : weight - need * t;
        w->ut[i] = t;
        w->u[i] = w->keep * u + w->turn * t + w->anchor * w->u0[i];
        if (t > 0)
            for (size_t k = from; k < to; k++)
                part[cover->site[k]] += t;
    }
}

static void measure_rows(const struct ct_relax *r, size_t first, size_t last,
                         struct ct_relax_sums *sums)
{
    const struct ct_mclp *cover = r->cover;
    const double *x = r->work->xt;

    for (size_t i = first; i < last; i++) {
        double sum = 0, need = cover->need[i];
        for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++)
            sum += x[cover->site[k]];
        double y = sum >= need ? 1 : sum / need;
        if (r->work->cuts.count > 0 && r->work->cuts.slot[i] != UINT32_MAX)
            y = fmin(y, r->work->cuts.yt[r->work->cuts.slot[i]]);
        sums->value += cover->weight[i] * y;
        r->y[i] = (float)y;
    }
}

static enum ct_status do_chunk(void *context, size_t chunk, int worker, struct ct_error *err)
{
    const struct ct_relax *r = context;
    struct ct_relax_work *w = r->work;
    double *part = w->part + chunk * w->n;

    (void)worker;
    (void)err;
    w->sum[chunk] = (struct ct_relax_sums){0};
    if (w->measure) {
        measure_rows(r, w->chunk[chunk], w->chunk[chunk + 1], &w->sum[chunk]);
        return CT_OK;
    }
    memset(part, 0, w->n * sizeof *part);
    move_rows(r, w->chunk[chunk], w->chunk[chunk + 1], part, &w->sum[chunk]);
    return CT_OK;
}

static enum ct_status do_chunks(struct ct_relax *r, struct ct_error *err)
{
    struct ct_relax_work *w = r->work;
    enum ct_status status = CT_OK;

    if (w->pool != NULL && w->chunks > 1)
        return ct_pool_run(w->pool, w->chunks, do_chunk, r, err);
    for (size_t i = 0; i < w->chunks && status == CT_OK; i++)
        status = do_chunk(r, i, 0, err);
    return status;
}

/* --- the limits ------------------------------------------------------------------------------- */

static double clip(double v, double least, double most)
{
    return v < least ? least : v > most ? most : v;
}

/* Moves their duals; adds what they leave to `sums` and takes their part from the profits. */
static void move_limits(struct ct_relax *r, struct ct_relax_sums *sums)
{
    const struct ct_mclp_limits *limits = &r->cover->limits;
    struct ct_relax_work *w = r->work;

    for (size_t g = 0; g < limits->count; g++) {
        double sum = 0, step = w->sigma[g] * r->pace;
        for (size_t k = limits->start[g]; k < limits->start[g + 1]; k++)
            sum += limits->factor[k] * w->xh[limits->site[k]];
        double t = w->y[g] + step * sum;
        double y = t - step * clip(t / step, limits->least[g], limits->most[g]);
        /* a side that does not bind has no dual, whatever the rounding */
        y = (y > 0 && !isfinite(limits->most[g])) || (y < 0 && !isfinite(limits->least[g])) ? 0 : y;
        double part = y > 0 ? y * limits->most[g] : y < 0 ? y * limits->least[g] : 0;
        sums->left += part;
        sums->magnitude += fabs(part);
        sums->moved += (y - w->y[g]) * (y - w->y[g]) / step;
        w->yt[g] = y;
        w->y[g] = w->keep * w->y[g] + w->turn * y + w->anchor * w->y0[g];
        for (size_t k = limits->start[g]; k < limits->start[g + 1]; k++) {
            w->ct[limits->site[k]] -= limits->factor[k] * y;
            sums->magnitude += fabs(limits->factor[k] * y);
        }
    }
}

/* --- the bound -------------------------------------------------------------------------------- */

/* The best number of sites by the profits ct: w->pick holds those taken first. */
static size_t take_best(struct ct_relax *r, const double *profit, double *sum)
{
    struct ct_relax_work *w = r->work;
    size_t least = r->cover->least, most = r->cover->most, taken = 0;

    for (size_t j = 0; j < w->n; j++)
        w->pick[j] = (struct ct_pick){.profit = profit[j], .site = (uint32_t)j};
    ct_pick_largest(w->pick, w->n, most);
    ct_pick_largest(w->pick, most, least);
    *sum = 0;
    for (size_t i = 0; i < most; i++) {
        if (i >= least && w->pick[i].profit <= 0)
            continue;
        *sum += w->pick[i].profit;
        struct ct_pick kept = w->pick[taken];
        w->pick[taken++] = w->pick[i];
        w->pick[i] = kept;
    }
    return taken;
}

/* Takes the last images as the best dual if they prove a better bound. */
static void look_at_bound(struct ct_relax *r)
{
    struct ct_relax_work *w = r->work;
    double sum = 0;

    for (size_t j = 0; j < w->n; j++)
        w->slope[j] = w->ct[j] + r->cover->own[j];
    (void)take_best(r, w->slope, &sum);
    /* each sum has at most rows + sites + limits terms, none larger in all than the magnitude */
    size_t cuts = r->cuts != NULL ? r->cuts->count : 0;
    double terms = (double)(r->cover->rows + w->n + r->cover->limits.count + cuts + 16);
    double magnitude = fabs(sum) + w->magnitude + r->cover->total + r->cover->constant;
    double bound = r->cover->constant + w->left + sum + terms * DBL_EPSILON * magnitude;
    if (!(bound < r->bound))
        return;
    r->bound = bound;
    memcpy(r->profit, w->slope, w->n * sizeof *r->profit);
}

static enum ct_status look_at_value(struct ct_relax *r, struct ct_error *err)
{
    struct ct_relax_work *w = r->work;
    double value = r->cover->constant;

    w->measure = true;
    enum ct_status status = do_chunks(r, err);
    w->measure = false;
    for (size_t i = 0; i < w->chunks; i++)
        value += w->sum[i].value;
    for (size_t j = 0; j < w->n; j++)
        value += r->cover->own[j] * w->xt[j];
    r->value = value - ct_relax_cuts_excess(r, w->xt);
    memcpy(r->x, w->xt, w->n * sizeof *r->x);
    return status;
}

/* --- steps ------------------------------------------------------------------------------------ */

static enum ct_status step(struct ct_relax *r, struct ct_error *err)
{
    struct ct_relax_work *w = r->work;
    struct ct_relax_sums all = {0};
    double k = (double)w->since;

    w->keep = -(k + 1) / (k + 2);
    w->turn = 2 * (k + 1) / (k + 2);
    w->anchor = 1 / (k + 2);
    all.moved = move_sites(r);
    ct_relax_cuts_move(r, &all);
    enum ct_status status = do_chunks(r, err);
    memset(w->ct, 0, w->n * sizeof *w->ct);
    for (size_t i = 0; i < w->chunks; i++) {
        const double *part = w->part + i * w->n;
        for (size_t j = 0; j < w->n; j++)
            w->ct[j] += part[j];
        all.left += w->sum[i].left;
        all.moved += w->sum[i].moved;
    }
    ct_relax_cuts_profits(r, w->ct, &all);
    move_limits(r, &all);
    for (size_t j = 0; j < w->n; j++) {
        w->x[j] = w->keep * w->x[j] + w->turn * w->xt[j] + w->anchor * w->x0[j];
        w->c[j] = w->keep * w->c[j] + w->turn * w->ct[j] + w->anchor * w->c0[j];
    }
    w->left = all.left;
    w->magnitude = all.magnitude;
    w->residual = sqrt(all.moved);
    w->since++;
    w->total++;
    r->steps++;
    return status;
}

/* How far the images are from the anchor, sites against rows: the pace follows. */
static void set_pace(struct ct_relax *r)
{
    const struct ct_mclp *cover = r->cover;
    struct ct_relax_work *w = r->work;
    double sites = 0, rows = 0;

    for (size_t j = 0; j < w->n; j++) {
        double way = w->xt[j] - w->x0[j];
        sites += way * way / w->tau[j];
    }
    for (size_t i = 0; i < cover->rows; i++) {
        double way = w->ut[i] - w->u0[i];
        rows += way * way * (double)(cover->start[i + 1] - cover->start[i]) / cover->weight[i];
    }
    ct_relax_cuts_way(r, &sites, &rows);
    for (size_t g = 0; g < cover->limits.count; g++)
        rows += (w->yt[g] - w->y0[g]) * (w->yt[g] - w->y0[g]) / w->sigma[g];
    if (sites > 0 && rows > 0)
        r->pace = exp(0.5 * log(sqrt(rows / sites)) + 0.5 * log(r->pace));
}

/* The images become iterate and anchor. */
static void restart(struct ct_relax *r)
{
    struct ct_relax_work *w = r->work;
    size_t m = r->cover->rows, k = r->cover->limits.count;

    memcpy(w->x, w->xt, w->n * sizeof *w->x);
    memcpy(w->x0, w->xt, w->n * sizeof *w->x);
    memcpy(w->c, w->ct, w->n * sizeof *w->c);
    memcpy(w->c0, w->ct, w->n * sizeof *w->c);
    memcpy(w->u, w->ut, m * sizeof *w->u);
    memcpy(w->u0, w->ut, m * sizeof *w->u);
    memcpy(w->y, w->yt, k * sizeof *w->y);
    memcpy(w->y0, w->yt, k * sizeof *w->y);
    ct_relax_cuts_restart(r);
    w->since = 0;
}

/* The rules of Lu and Yang: enough progress, some and no more, or long enough. */
static bool wants_restart(const struct ct_relax_work *w)
{
    if (w->since < 2)
        return false;
    return w->residual <= 0.2 * w->first_residual ||
           (w->residual <= 0.8 * w->first_residual && w->residual > w->last_residual) ||
           (double)w->since >= 0.36 * (double)w->total;
}

/* Iterate and anchor from r->x, r->u and r->limit. */
static void begin(struct ct_relax *r)
{
    const struct ct_mclp *cover = r->cover;
    struct ct_relax_work *w = r->work;
    struct ct_relax_sums sums = {0};

    memcpy(w->xt, r->x, w->n * sizeof *w->x);
    for (size_t j = 0; j < w->n; j++)
        w->ct[j] = 0;
    for (size_t i = 0; i < cover->rows; i++) {
        double most = cover->weight[i] / cover->need[i];
        w->ut[i] = clip((double)r->u[i], 0, most);
        for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++)
            w->ct[cover->site[k]] += w->ut[i];
    }
    ct_relax_cuts_begin(r);
    ct_relax_cuts_profits(r, w->ct, &sums);
    for (size_t g = 0; g < cover->limits.count; g++) {
        w->yt[g] = r->limit[g];
        for (size_t k = cover->limits.start[g]; k < cover->limits.start[g + 1]; k++)
            w->ct[cover->limits.site[k]] -= cover->limits.factor[k] * w->yt[g];
    }
    restart(r);
}

static void end(struct ct_relax *r)
{
    const struct ct_relax_work *w = r->work;

    for (size_t i = 0; i < r->cover->rows; i++)
        r->u[i] = (float)w->ut[i];
    memcpy(r->limit, w->yt, r->cover->limits.count * sizeof *r->limit);
    if (r->cuts != NULL)
        memcpy(r->v, w->cuts.vt, r->cuts->count * sizeof *r->v);
}

/* Nothing to relax: the bound is of the sites' own profits. */
static bool is_done(const struct ct_relax *r, double target, double accuracy)
{
    return r->bound < target ||
           r->bound - r->value <= accuracy * fmax(r->bound - target, 0) + 1e-9 * fabs(r->bound);
}

enum ct_status ct_relax_run(struct ct_relax *relax, size_t steps, double target, double accuracy,
                            struct ct_error *err)
{
    struct ct_relax_work *w = relax->work;
    enum ct_status status = CT_OK;

    if (relax->bound < target || relax->cover->impossible)
        return CT_OK;
    if (w->total == 0)
        begin(relax);
    for (size_t i = 1; i <= steps && status == CT_OK; i++) {
        status = step(relax, err);
        if (w->since == 1)
            w->first_residual = w->residual;
        bool again = wants_restart(w);
        w->last_residual = w->residual;
        if (i % LOOK_EVERY == 0 || i == steps || again)
            look_at_bound(relax);
        if (status == CT_OK && (i % MEASURE_EVERY == 0 || i == steps))
            status = look_at_value(relax, err);
        if (is_done(relax, target, accuracy))
            break;
        if (again) {
            set_pace(relax);
            restart(relax);
        }
    }
    end(relax);
    return status;
}

void ct_relax_losses(const struct ct_relax *relax, double *loss, uint8_t *taken)
{
    struct ct_relax_work *w = relax->work;
    struct ct_relax r = *relax;
    double sum = 0, worst = (double)INFINITY, next = -(double)INFINITY;
    size_t n = w->n, count = take_best(&r, relax->profit, &sum);

    memset(taken, 0, n);
    for (size_t i = 0; i < n; i++) {
        double profit = w->pick[i].profit;
        taken[w->pick[i].site] = i < count;
        worst = i < count ? fmin(worst, profit) : worst;
        next = i >= count ? fmax(next, profit) : next;
    }
    for (size_t j = 0; j < n; j++) {
        double profit = relax->profit[j];
        if (taken[j])
            loss[j] = fmin(profit - next, count > relax->cover->least ? profit : (double)INFINITY);
        else
            loss[j] = fmin(worst - profit, count < relax->cover->most ? -profit : (double)INFINITY);
        loss[j] = fmax(loss[j], 0);
    }
}
