/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A window of cells and the integral along a segment: see scan.h.
 */
#include "measure/scan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ONE ((int64_t)1 << CT_CELL_BITS)

/* The loops over every cell, once for each width of vector registers; the loader picks. */
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__clang__) &&                        \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

bool ct_window_room(struct ct_window *w, size_t sums, size_t rows, bool moments)
{
    w->right = malloc(sums * sizeof *w->right);
    w->moment = moments ? malloc(sums * sizeof *w->moment) : NULL;
    w->beyond = malloc(rows * sizeof *w->beyond);
    w->beyond_moment = malloc(rows * sizeof *w->beyond_moment);
    w->edge_moment = malloc(rows * sizeof *w->edge_moment);
    w->empty = malloc(rows);
    return w->right && (!moments || w->moment) && w->beyond && w->beyond_moment && w->edge_moment &&
           w->empty;
}

void ct_window_free(struct ct_window *w)
{
    free(w->right);
    free(w->moment);
    free(w->beyond);
    free(w->beyond_moment);
    free(w->edge_moment);
    free(w->empty);
}

/* Floats and doubles of one sign compare as integers, and integer maxima vectorise. */
WIDE static double greatest_f(const float *cell, int n)
{
    int32_t most = 0;
    float value;
    for (int i = 0; i < n; i++) {
        int32_t bits;
        memcpy(&bits, &cell[i], sizeof bits);
        most = bits > most ? bits : most;
    }
    memcpy(&value, &most, sizeof value);
    return (double)value;
}

static double greatest_d(const double *cell, int n)
{
    double most = 0;
    for (int i = 0; i < n; i++)
        most = cell[i] > most ? cell[i] : most;
    return most;
}

/* Rounds x to an integer where |x| < 2^51, by pushing its fraction out of the last bit: unlike a
 * conversion this vectorises on every x86-64. */
#define MAGIC 0x1.8p52
static inline int64_t nearest_integer(double x)
{
    const double pushed = x + MAGIC, magic = MAGIC;
    int64_t bits, zero;
    memcpy(&bits, &pushed, sizeof bits);
    memcpy(&zero, &magic, sizeof zero);
    return bits - zero;
}

WIDE static void quanta_f(const float *cell, int n, double scale, int64_t *out)
{
    for (int i = 0; i < n; i++)
        out[i] = nearest_integer((double)cell[i] * scale);
}

WIDE static void quanta_d(const double *cell, int n, double scale, int64_t *out)
{
    for (int i = 0; i < n; i++)
        out[i] = nearest_integer(cell[i] * scale);
}

/* For cells of more people than nearest_integer takes. */
static void quanta_great(const float *cells_f, const double *cells_d, int n, double scale,
                         int64_t *out)
{
    for (int i = 0; i < n; i++)
        out[i] = llrint((cells_f ? (double)cells_f[i] : cells_d[i]) * scale);
}

static int64_t sum_right(int64_t *right, int n, int64_t beyond)
{
    right[n] = beyond;
    for (int i = n - 1; i >= 0; i--)
        right[i] = beyond += right[i];
    return beyond;
}

static void sum_moments(struct ct_window *w, int r)
{
    const size_t base = (size_t)r * (size_t)(w->width + 1);
    const int64_t *right = w->right + base;
    int64_t *moment = w->moment + base, sum = 0;
    moment[w->width] = 0;
    for (int i = w->width - 1; i >= 0; i--)
        moment[i] = sum += ((right[i] - right[i + 1]) >> CT_MOMENT_SHIFT) * (2 * i + 1);
}

/* People x (column + 0.5) at and right of column k of a row that is not empty. */
static double moment_right(const struct ct_window *w, int r, size_t k)
{
    const size_t base = (size_t)r * (size_t)(w->width + 1);
    const double local = (double)w->moment[base + k] * (double)(1 << (CT_MOMENT_SHIFT - 1));
    const int64_t here = w->right[base + k] - w->right[base + (size_t)w->width];
    return w->edge_moment[r] + (local + (double)here * w->column) / w->scale;
}

bool ct_window_fill(struct ct_window *w, const float *cells_f, const double *cells_d)
{
    const double limit = 0x1p62 / w->scale;
    for (int r = 0; r < w->height; r++) {
        const size_t from = (size_t)r * (size_t)w->width;
        int64_t *right = w->right + (size_t)r * (size_t)(w->width + 1);
        const double most =
            cells_f ? greatest_f(cells_f + from, w->width) : greatest_d(cells_d + from, w->width);
        w->edge_moment[r] = w->beyond_moment[r];
        w->empty[r] = most <= 0;
        if (w->empty[r])
            continue;
        if (most * w->width + (double)w->beyond[r] / w->scale >= limit)
            return false;
        if (most * w->scale >= 0x1p51)
            quanta_great(cells_f ? cells_f + from : NULL, cells_d + (cells_d ? from : 0), w->width,
                         w->scale, right);
        else if (cells_f)
            quanta_f(cells_f + from, w->width, w->scale, right);
        else
            quanta_d(cells_d + from, w->width, w->scale, right);
        w->beyond[r] = sum_right(right, w->width, w->beyond[r]);
        if (w->moment) {
            sum_moments(w, r);
            w->beyond_moment[r] = moment_right(w, r, 0);
        }
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

/* `inside` is the mean share of the cell right of the segment; 1 where it is left of the window. */
static void add_moment(const struct run *run, int r, int64_t dv, double inside, double people,
                       size_t k)
{
    const struct ct_window *w = run->w;
    double m = w->beyond_moment[r];
    if (!w->empty[r]) {
        const double next = moment_right(w, r, k + 1);
        m = next + inside * (moment_right(w, r, k) - next);
    }
    const double share = (double)dv / (double)ONE;
    run->moment[0] += (ct_exact)llrint(m * share * 0x1p20);
    run->moment[1] += (ct_exact)llrint(people * (w->row + r + 0.5) * 0x1p20);
}

/* The part of a segment in row r and column c, from ua to ub over dv rows. Left of the first window
 * a place sees the whole row. */
static void cell_part(struct run *run, int r, int64_t c, int64_t ua, int64_t ub, int64_t dv)
{
    const struct ct_window *w = run->w;
    const int64_t k = c - w->column;
    ct_exact part;
    double inside = 1;
    if (dv == 0 || k >= w->width || (k < 0 && w->column != w->first_column))
        return;
    const size_t cell = k >= 0 ? (size_t)k : 0, across = (size_t)w->width + 1;
    const int64_t *right = w->right + (size_t)r * across + cell;
    if (k < 0) {
        part = (ct_exact)right[0] * dv * 2 * ONE;
    } else {
        const int64_t rest = 2 * (c + 1) * ONE - ua - ub; /* twice the part right */
        const int64_t share = dv * rest;
        part = (ct_exact)right[1] * dv * 2 * ONE + (ct_exact)(right[0] - right[1]) * share;
        inside = (double)rest / (double)(2 * ONE);
    }
    run->sum += part;
    if (run->moment)
        add_moment(run, r, dv, inside, (double)part * 0x1p-41 / w->scale, cell);
}

/* Rows that the part of a segment left of a column spans. */
static int64_t rows_left_of(const struct run *run, int64_t column, int64_t ua, int64_t ub,
                            int64_t va, int64_t vb)
{
    const int64_t u = column * ONE;
    if (ua < u && ub < u)
        return vb - va;
    if (ua >= u && ub >= u)
        return 0;
    const int64_t v = v_at(run, u, va, vb);
    return ua < u ? v - va : vb - v;
}

/* A row of the window without people: only those beyond count, the same at every column. */
static void empty_part(struct run *run, int r, int64_t va, int64_t vb)
{
    const struct ct_window *w = run->w;
    if (!w->beyond[r])
        return;
    const int64_t ua = u_at(run, va), ub = u_at(run, vb);
    int64_t dv = rows_left_of(run, w->column + w->width, ua, ub, va, vb);
    if (w->column != w->first_column)
        dv -= rows_left_of(run, w->column, ua, ub, va, vb);
    const ct_exact part = (ct_exact)w->beyond[r] * dv * 2 * ONE;
    run->sum += part;
    if (run->moment)
        add_moment(run, r, dv, 0, (double)part * 0x1p-41 / w->scale, 0);
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
    struct run run = {.w = w,
                      .s = s,
                      .du_dv = du / dv,
                      .dv_du = du != 0 ? dv / du : 0,
                      .moment = moment && w->moment ? m : NULL};
    int64_t first = s->v0 >> CT_CELL_BITS, last = (s->v1 - 1) >> CT_CELL_BITS;
    first = first < w->row ? w->row : first;
    last = last >= w->row + w->height ? w->row + w->height - 1 : last;
    for (int64_t row = first; row <= last; row++) {
        const int64_t top = row * ONE, bottom = top + ONE;
        const int64_t va = s->v0 > top ? s->v0 : top, vb = s->v1 < bottom ? s->v1 : bottom;
        const int r = (int)(row - w->row);
        if (w->empty[r])
            empty_part(&run, r, va, vb);
        else
            row_part(&run, r, va, vb);
    }
    *sum += s->sign * run.sum;
    if (run.moment) {
        moment[0] += s->sign * m[0];
        moment[1] += s->sign * m[1];
    }
}
