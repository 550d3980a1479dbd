/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window of cells and the integral along a segment: see scan.h.
 */
#include "measure/scan.h"

#include <math.h>

#define ONE ((int64_t)1 << CT_CELL_BITS)

static double greatest_f(const float *cell, int n)
{
    float most = 0;
    for (int i = 0; i < n; i++)
        most = cell[i] > most ? cell[i] : most;
    return (double)most;
}

static double greatest_d(const double *cell, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = cell[i] > most ? cell[i] : most;
    return most;
}

static int64_t sum_row_f(const float *cell, int n, double scale, int64_t beyond, int64_t *right)
{
    right[n] = beyond;
    for (int i = n - 1; i >= 0; i--)
        right[i] = beyond += (int64_t)((double)cell[i] * scale + 0.5);
    return beyond;
}

static int64_t sum_row_d(const double *cell, int n, double scale, int64_t beyond, int64_t *right)
{
    right[n] = beyond;
    for (int i = n - 1; i >= 0; i--)
        right[i] = beyond += (int64_t)(cell[i] * scale + 0.5);
    return beyond;
}

static void sum_moments(const struct ct_window *w, int r)
{
    const size_t base = (size_t)r * (size_t)(w->width + 1);
    double sum = w->beyond_moment[r];
    w->moment[base + (size_t)w->width] = sum;
    for (int i = w->width - 1; i >= 0; i--) {
        const size_t k = base + (size_t)i;
        sum += (double)(w->right[k] - w->right[k + 1]) / w->scale * (w->column + i + 0.5);
        w->moment[k] = sum;
    }
    w->beyond_moment[r] = sum;
}

bool ct_window_fill(struct ct_window *w, const float *cells_f, const double *cells_d)
{
    const double limit = 0x1p62 / w->scale;
    for (int r = 0; r < w->height; r++) {
        const size_t from = (size_t)r * (size_t)w->width;
        int64_t *right = w->right + (size_t)r * (size_t)(w->width + 1);
        const double most = cells_f ? greatest_f(cells_f + from, w->width)
                                    : greatest_d(cells_d + from, w->width);
        w->empty[r] = most <= 0;
        if (w->empty[r])
            continue;
        if (most * w->width + (double)w->beyond[r] / w->scale >= limit)
            return false;
        w->beyond[r] = cells_f
                           ? sum_row_f(cells_f + from, w->width, w->scale, w->beyond[r], right)
                           : sum_row_d(cells_d + from, w->width, w->scale, w->beyond[r], right);
        if (w->moment)
            sum_moments(w, r);
    }
    return true;
}

/* A segment with what the loops need of it. */
struct run {
    const struct ct_window *w;
    const struct ct_segment *s;
    double du_dv, dv_du;
    ct_exact sum;
    ct_exact *moment;
};

static int64_t u_at(const struct run *run, int64_t v)
{
    if (v == run->s->v0)
        return run->s->u0;
    if (v == run->s->v1)
        return run->s->u1;
    return run->s->u0 + (int64_t)((double)(v - run->s->v0) * run->du_dv);
}

static int64_t v_at(const struct run *run, int64_t u, int64_t low, int64_t high)
{
    const int64_t v = run->s->v0 + (int64_t)((double)(u - run->s->u0) * run->dv_du);
    return v < low ? low : v > high ? high : v;
}

static void add_moment(const struct run *run, int r, int64_t dv, double inside, double people,
                       size_t k, int cell)
{
    const struct ct_window *w = run->w;
    double m = w->empty[r] ? w->beyond_moment[r] : w->moment[k + (cell ? 1 : 0)];
    if (cell && !w->empty[r])
        m += inside * (w->moment[k] - w->moment[k + 1]);
    const double share = (double)dv / (double)ONE;
    run->moment[0] += (ct_exact)llrint(m * share * 0x1p20);
    run->moment[1] += (ct_exact)llrint(people * (w->row + r + 0.5) * 0x1p20);
}

/* The part of a segment in row r and column c from (ua, va) over dv rows to ub. Left of the first
 * window a place sees the whole row. */
static void cell_part(struct run *run, int r, int64_t c, int64_t ua, int64_t ub, int64_t dv)
{
    const struct ct_window *w = run->w;
    const int64_t k = c - w->column;
    ct_exact part;
    double inside = 0;
    if (dv == 0 || k >= w->width || (k < 0 && w->column != w->first_column))
        return;
    const int cell = k >= 0;
    const size_t base = (size_t)r * (size_t)(w->width + 1) + (size_t)(cell ? k : 0);
    if (w->empty[r]) {
        part = (ct_exact)w->beyond[r] * dv * 2 * ONE;
    } else if (!cell) {
        part = (ct_exact)w->right[base] * dv * 2 * ONE;
    } else {
        const int64_t rest = 2 * (c + 1) * ONE - ua - ub; /* twice the part right */
        const int64_t people = w->right[base] - w->right[base + 1];
        part = (ct_exact)w->right[base + 1] * dv * 2 * ONE + (ct_exact)people * (dv * rest);
        inside = (double)rest / (double)(2 * ONE);
    }
    run->sum += part;
    if (run->moment)
        add_moment(run, r, dv, inside, (double)part * 0x1p-41 / w->scale, base, cell);
}

static void row_part(struct run *run, int r, int64_t va, int64_t vb)
{
    int64_t ua = u_at(run, va);
    const int64_t ub = u_at(run, vb);
    const int64_t last = (ub > ua ? ub - 1 : ub) >> CT_CELL_BITS;
    int64_t c = (ua > ub ? ua - 1 : ua) >> CT_CELL_BITS;
    const int step = ub > ua ? 1 : -1;
    /* columns left of and right of the window are taken in one piece each */
    const int64_t low = run->w->column, high = low + run->w->width;
    while ((c - last) * step < 0) {
        int64_t edge = step > 0 ? c + 1 : c;
        if (step > 0 && c < low)
            edge = last < low ? last + 1 : low;
        else if (step < 0 && c >= high)
            edge = last >= high ? last : high;
        if ((step > 0 && edge > last) || (step < 0 && edge <= last))
            break;
        const int64_t u = edge * ONE;
        const int64_t v = v_at(run, u, va, vb);
        cell_part(run, r, c, ua, u, v - va);
        ua = u;
        va = v;
        c = step > 0 ? edge : edge - 1;
    }
    cell_part(run, r, c, ua, ub, vb - va);
}

void ct_window_integrate(const struct ct_window *w, const struct ct_segment *s, ct_exact *sum,
                         ct_exact *moment)
{
    const double du = (double)(s->u1 - s->u0), dv = (double)(s->v1 - s->v0);
    ct_exact m[2] = {0, 0};
    struct run run = {.w = w, .s = s, .du_dv = du / dv, .dv_du = du != 0 ? dv / du : 0,
                      .moment = moment && w->moment ? m : NULL};
    int64_t first = s->v0 >> CT_CELL_BITS, last = (s->v1 - 1) >> CT_CELL_BITS;
    first = first < w->row ? w->row : first;
    last = last >= w->row + w->height ? w->row + w->height - 1 : last;
    for (int64_t row = first; row <= last; row++) {
        const int64_t top = row * ONE, bottom = top + ONE;
        row_part(&run, (int)(row - w->row), s->v0 > top ? s->v0 : top,
                 s->v1 < bottom ? s->v1 : bottom);
    }
    *sum += s->sign * run.sum;
    if (run.moment) {
        moment[0] += s->sign * m[0];
        moment[1] += s->sign * m[1];
    }
}
