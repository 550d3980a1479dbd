/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One band of the raster pass: the segments of the pieces that touch it, sorted by window, and the
 * windows from right to left. See raster_pass.h, scan.h. O(cells + segments).
 */
#include "base/grow.h"
#include "measure/raster_pass.h"

#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

#define SAGITTA_M 0.05
static const double ONE_CELL = (double)(1 << CT_CELL_BITS);

struct band {
    struct ct_pass *p;
    struct ct_pass_worker *w;
    int row0, row1;   /* cells */
    int first_column; /* of the first window */
    int windows_across;
};

static int clamp(int64_t k, int n)
{
    return k < 0 ? 0 : k >= n ? n - 1 : (int)k;
}

/* Lists a segment under every window of the band it may touch. */
static enum ct_status list_segment(struct band *b, uint32_t index, struct ct_error *err)
{
    const struct ct_pass *p = b->p;
    struct ct_pass_worker *w = b->w;
    const struct ct_segment *s = &w->segment[index];
    const int64_t low = s->u0 < s->u1 ? s->u0 : s->u1, high = s->u0 < s->u1 ? s->u1 : s->u0;
    const int c0 =
        clamp(((low >> CT_CELL_BITS) - b->first_column) / p->window_columns, b->windows_across);
    const int c1 =
        clamp(((high >> CT_CELL_BITS) - b->first_column) / p->window_columns, b->windows_across);
    const int64_t last = (s->v1 - 1) >> CT_CELL_BITS;
    const int rows = (b->row1 - b->row0 + p->window_rows - 1) / p->window_rows;
    const int r0 = clamp(((s->v0 >> CT_CELL_BITS) - b->row0) / p->window_rows, rows);
    const int r1 = clamp((last - b->row0) / p->window_rows, rows);
    for (int r = r0; r <= r1; r++)
        for (int c = c0; c <= c1; c++) {
            if (!ct_grow((void **)&w->order, &w->order_room, w->orders, sizeof *w->order))
                return ct_fail_memory(err);
            w->order[w->orders++] = (uint64_t)(r * b->windows_across + c) << 32 | index;
        }
    return CT_OK;
}

static enum ct_status add_segment(struct band *b, uint32_t piece, const int64_t from[2],
                                  const int64_t to[2], struct ct_error *err)
{
    struct ct_pass_worker *w = b->w;
    struct ct_segment s = {from[0], from[1], to[0], to[1], piece, b->p->flip};
    if (s.v0 == s.v1)
        return CT_OK;
    if (s.v0 > s.v1)
        s = (struct ct_segment){to[0], to[1], from[0], from[1], piece, -b->p->flip};
    if ((s.v1 - 1) >> CT_CELL_BITS < b->row0 || s.v0 >> CT_CELL_BITS >= b->row1)
        return CT_OK;
    if (!ct_grow((void **)&w->segment, &w->segment_room, w->segments, sizeof *w->segment))
        return ct_fail_memory(err);
    w->segment[w->segments] = s;
    return list_segment(b, (uint32_t)w->segments++, err);
}

static enum ct_status add_piece(struct band *b, uint32_t index, struct ct_error *err)
{
    struct ct_pass *p = b->p;
    int64_t from[2], to[2];
    enum ct_status status = ct_path_of(p->a, &p->a->piece[index], SAGITTA_M, &b->w->path, err);
    for (size_t i = 0; !status && i < b->w->path.count; i++) {
        const struct ct_xy at = ct_map_at(&p->map, b->w->path.at[i]);
        to[0] = (int64_t)floor(at.x * ONE_CELL + 0.5);
        to[1] = (int64_t)floor(at.y * ONE_CELL + 0.5);
        if (i)
            status = add_segment(b, index, from, to, err);
        from[0] = to[0];
        from[1] = to[1];
    }
    return status;
}

/* Puts the listed segments in the order of their windows, by counting sort: from[k] is the first
 * of window k. */
static enum ct_status sort_segments(struct band *b, size_t windows, struct ct_error *err)
{
    struct ct_pass_worker *w = b->w;
    free(w->from);
    free(w->sorted);
    w->from = calloc(windows + 2, sizeof *w->from);
    w->sorted = malloc((w->orders + 1) * sizeof *w->sorted);
    if (!w->from || !w->sorted)
        return ct_fail_memory(err);
    for (size_t i = 0; i < w->orders; i++)
        w->from[(w->order[i] >> 32) + 2]++;
    for (size_t k = 0; k < windows; k++)
        w->from[k + 2] += w->from[k + 1];
    for (size_t i = 0; i < w->orders; i++)
        w->sorted[w->from[(w->order[i] >> 32) + 1]++] = (uint32_t)w->order[i];
    return CT_OK;
}

static void add_density(struct ct_pass *p, const struct ct_window *w, int r)
{
    struct ct_density *d = &p->density;
    const int64_t *right = w->right + (size_t)r * (size_t)(w->width + 1);
    const size_t line = (size_t)((w->row + r) / d->side) * (size_t)d->columns;
    for (int k = 0; k < w->width;) {
        const int square = (w->column + k) / d->side;
        int end = (square + 1) * d->side - w->column;
        end = end < w->width ? end : w->width;
        const int64_t people = right[k] - right[end];
        if (people)
            __atomic_fetch_add(&d->people[line + (size_t)square], people, __ATOMIC_RELAXED);
        k = end;
    }
}

static enum ct_status read_window(struct band *b, struct ct_error *err)
{
    struct ct_pass *p = b->p;
    struct ct_pass_worker *w = b->w;
    struct ct_window *win = &w->window;
    enum ct_status status =
        p->wide ? ct_raster_read_double(w->raster, win->column, win->row, win->width, win->height,
                                        w->cells, &w->faults, err)
                : ct_raster_read(w->raster, win->column, win->row, win->width, win->height,
                                 w->cells, &w->faults, err);
    if (status)
        return status;
    if (!ct_window_fill(win, p->wide ? NULL : w->cells, p->wide ? w->cells : NULL)) {
        p->overflow = true; /* the same for every worker: no lock is needed */
        return ct_fail(err, CT_INTERNAL, "E0905", (char *)NULL);
    }
    for (int r = 0; p->density.people && r < win->height; r++)
        if (!win->empty[r])
            add_density(p, win, r);
    return CT_OK;
}

static void integrate_window(struct band *b, size_t window)
{
    struct ct_pass_worker *w = b->w;
    for (size_t i = w->from[window]; i < w->from[window + 1]; i++) {
        const struct ct_segment *s = &w->segment[w->sorted[i]];
        const bool moment = w->moment && s->piece < b->p->a->border_pieces;
        ct_window_integrate(&w->window, s, &w->sum[s->piece],
                            moment ? w->moment + 2 * (size_t)s->piece : NULL);
    }
}

/* The windows of one row of windows, right to left. */
static enum ct_status window_row(struct band *b, int r, struct ct_error *err)
{
    struct ct_pass *p = b->p;
    struct ct_window *win = &b->w->window;
    const int top = b->row0 + r * p->window_rows, bottom = top + p->window_rows;
    win->row = top > p->row0 ? top : p->row0;
    win->height = (bottom < p->row1 ? bottom : p->row1) - win->row;
    if (win->height <= 0)
        return CT_OK;
    memset(win->beyond, 0, (size_t)win->height * sizeof *win->beyond);
    memset(win->beyond_moment, 0, (size_t)win->height * sizeof *win->beyond_moment);
    for (int c = b->windows_across - 1; c >= 0; c--) {
        const int left = b->first_column + c * p->window_columns, right = left + p->window_columns;
        win->column = left > p->column0 ? left : p->column0;
        win->width = (right < p->column1 ? right : p->column1) - win->column;
        enum ct_status status = read_window(b, err);
        if (status)
            return status;
        integrate_window(b, (size_t)r * (size_t)b->windows_across + (size_t)c);
    }
    for (int k = 0; k < win->height; k++)
        b->w->read += win->beyond[k];
    return CT_OK;
}

enum ct_status ct_pass_band(void *context, size_t task, int worker, struct ct_error *err)
{
    struct ct_pass *p = context;
    struct band b = {.p = p, .w = &p->worker[worker]};
    const int rows = p->band_rows / p->window_rows;
    enum ct_status status = CT_OK;
    b.row0 = (p->row0 / p->band_rows + (int)task) * p->band_rows;
    b.row1 = b.row0 + p->band_rows;
    b.first_column = p->column0 / p->window_columns * p->window_columns;
    b.windows_across = (p->column1 - 1 - b.first_column) / p->window_columns + 1;
    b.w->window.first_column = p->column0;
    b.w->segments = b.w->orders = 0;
    for (size_t i = p->band_start[task]; !status && i < p->band_start[task + 1]; i++)
        status = add_piece(&b, p->band_piece[i], err);
    if (!status)
        status = sort_segments(&b, (size_t)rows * (size_t)b.windows_across, err);
    for (int r = 0; !status && r < rows; r++)
        status = window_row(&b, r, err);
    return status;
}
