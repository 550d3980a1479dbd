/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The raster pass laid out: cells, windows, bands, and the pieces of every band. See raster_pass.h.
 * O(pieces + zones' vertices).
 */
#include "measure/raster_pass.h"

#include "base/fail.h"
#include <stdlib.h>

#define BAND_ROWS    256
#define WINDOW_CELLS (1 << 16) /* a window's cells and sums stay in the cache */
#define MOST_CELLS   (1 << 22)

static void widen(double range[4], struct ct_xy at)
{
    range[0] = fmin(range[0], at.x);
    range[1] = fmin(range[1], at.y);
    range[2] = fmax(range[2], at.x);
    range[3] = fmax(range[3], at.y);
}

/* The whole cells that bound the zones. */
static void bound(struct ct_pass *p)
{
    const struct ct_zones *z = p->a->zones;
    double range[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < z->vertices; i++)
        widen(range, ct_map_at(&p->map, ct_point_m(z->vertex[i])));
    p->column0 = (int)fmax(0, floor(fmin(range[0], p->info.width)));
    p->row0 = (int)fmax(0, floor(fmin(range[1], p->info.height)));
    p->column1 = (int)fmin(p->info.width, ceil(fmax(range[2], 0)));
    p->row1 = (int)fmin(p->info.height, ceil(fmax(range[3], 0)));
}

static int round_up(int n, int to)
{
    return (n + to - 1) / to * to;
}

/* Windows on block edges: tiles are taken as they are, or several small ones together; strips at
 * full width. */
static void lay_out(struct ct_pass *p)
{
    const int bw = p->info.block_width, bh = p->info.block_height;
    p->window_rows = bh;
    p->window_columns = bw >= 256 ? bw : round_up(256, bw);
    if (p->window_columns > p->info.width)
        p->window_columns = p->info.width;
    while (p->window_rows < BAND_ROWS &&
           (int64_t)(p->window_rows + bh) * p->window_columns <= WINDOW_CELLS)
        p->window_rows += bh;
    if ((int64_t)p->window_rows * p->window_columns > MOST_CELLS) { /* huge blocks */
        p->window_rows = BAND_ROWS;
        p->window_columns = p->window_columns < 1024 ? p->window_columns : 1024;
    }
    p->band_rows = round_up(BAND_ROWS, p->window_rows);
    const int first = p->row0 / p->band_rows, last = (p->row1 - 1) / p->band_rows;
    p->bands = last - first + 1;
}

/* The rows that a piece spans, generously: those of its circle, line or zone. */
static void rows_of(const struct ct_pass *p, const struct ct_piece *piece, double range[4])
{
    struct ct_box box;
    range[0] = range[1] = INFINITY;
    range[2] = range[3] = -INFINITY;
    if (piece->type == CT_PIECE_LINE) {
        const struct ct_point *vertex = p->a->partitions[piece->set].vertex + piece->first;
        for (size_t i = 0; i < piece->count; i++)
            widen(range, ct_map_at(&p->map, ct_point_m(vertex[i])));
        widen(range, ct_map_at(&p->map, piece->from));
        widen(range, ct_map_at(&p->map, piece->to));
        return;
    }
    if (piece->type == CT_PIECE_ARC) {
        const struct ct_circle *c = &p->a->circles[piece->set].circle[piece->item];
        const double r = c->r * 1.01;
        box = (struct ct_box){c->x - r, c->y - r, c->x + r, c->y + r};
    } else {
        box = p->a->zones->box[piece->zone];
    }
    for (int k = 0; k < 4; k++)
        widen(range,
              ct_map_at(&p->map, (struct ct_xy){k & 1 ? box.x1 : box.x0, k & 2 ? box.y1 : box.y0}));
}

static void bands_of(const struct ct_pass *p, const double range[4], int *first, int *last)
{
    const int top = p->row0 / p->band_rows;
    *first = (int)fmax(0, floor((range[1] - 1) / p->band_rows) - top);
    *last = (int)fmin(p->bands - 1, floor((range[3] + 1) / p->band_rows) - top);
}

/* Lists the pieces of every band, by counting sort. */
static enum ct_status index_bands(struct ct_pass *p, struct ct_error *err)
{
    const size_t n = p->a->pieces;
    int(*span)[2] = malloc((n + 1) * sizeof *span);
    p->band_start = calloc((size_t)p->bands + 2, sizeof *p->band_start);
    enum ct_status status = span && p->band_start ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < n; i++) {
        double range[4];
        rows_of(p, &p->a->piece[i], range);
        bands_of(p, range, &span[i][0], &span[i][1]);
        for (int b = span[i][0]; b <= span[i][1]; b++)
            p->band_start[b + 2]++;
    }
    if (!status) {
        for (int b = 0; b < p->bands; b++)
            p->band_start[b + 2] += p->band_start[b + 1];
        p->band_piece = malloc((p->band_start[p->bands + 1] + 1) * sizeof *p->band_piece);
        status = p->band_piece ? CT_OK : ct_fail_memory(err);
    }
    for (size_t i = 0; !status && i < n; i++)
        for (int b = span[i][0]; b <= span[i][1]; b++)
            p->band_piece[p->band_start[b + 1]++] = (uint32_t)i;
    free(span);
    return status;
}

enum ct_status ct_pass_lay_out(struct ct_pass *p, struct ct_error *err)
{
    bound(p);
    if (p->column0 >= p->column1 || p->row0 >= p->row1)
        return ct_fail(err, CT_INPUT, "E0334", "file", p->field->file, (char *)NULL);
    lay_out(p);
    return index_bands(p, err);
}
