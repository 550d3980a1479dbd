/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People of a raster along the pieces of an arrangement: one pass over its blocks. See field.h and
 * scan.h for the method.
 *
 * The raster is taken by bands of rows (a task each); a band by windows of cells on block edges,
 * from right to left, so that the people right of a window are known in every row. A band collects
 * the segments of the pieces that touch it, sorted by window. Sums are exact integers a worker,
 * added serially at the end: the same bits for any threads, bands and blocks.
 */
#include "measure/field.h"

#include "base/fail.h"
#include "base/text.h"
#include "measure/map.h"
#include "measure/path.h"
#include "measure/scan.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BAND_ROWS 256
#define WINDOW_CELLS (1 << 18)
#define SAGITTA_M 0.05
#define MOST_SQUARES (1 << 21)
static const double ONE_CELL = (double)(1 << CT_CELL_BITS);

struct worker {
    struct ct_raster *raster;
    struct ct_window window;
    void *cells;
    struct ct_path path;
    struct ct_segment *segment;
    size_t segments, segment_room;
    uint64_t *order;     /* window << 32 | segment */
    uint32_t *sorted;    /* segments by window */
    size_t *from;        /* windows + 1, into sorted */
    size_t orders, order_room;
    ct_exact *sum, *moment;
    ct_exact read;
    struct ct_raster_faults faults;
};

struct pass {
    const struct ct_arrangement *a;
    const struct ct_field_raster *field;
    struct ct_map map;
    struct ct_raster_info info;
    int flip;                        /* -1 where rows run north */
    int column0, row0, column1, row1; /* cells that are read */
    int band_rows, window_columns, window_rows, bands;
    int wide;                        /* 1: cells as double */
    double scale;
    struct worker *worker;
    int workers;
    size_t *band_start;              /* bands + 1 */
    uint32_t *band_piece;
    struct ct_density density;
    bool overflow;                   /* a row had too many people for the quantum */
};

/* ---- which cells, which bands -------------------------------------------------------------- */

static void widen(double range[4], struct ct_xy at)
{
    range[0] = fmin(range[0], at.x);
    range[1] = fmin(range[1], at.y);
    range[2] = fmax(range[2], at.x);
    range[3] = fmax(range[3], at.y);
}

/* The whole cells that bound the zones. */
static void bound(struct pass *p)
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
static void lay_out(struct pass *p)
{
    const int bw = p->info.block_width, bh = p->info.block_height;
    p->window_rows = bh;
    p->window_columns = bw >= 256 ? bw : round_up(256, bw);
    if (p->window_columns > p->info.width)
        p->window_columns = p->info.width;
    while (p->window_rows < BAND_ROWS &&
           (int64_t)(p->window_rows + bh) * p->window_columns <= WINDOW_CELLS)
        p->window_rows += bh;
    if ((int64_t)p->window_rows * p->window_columns > 16 * WINDOW_CELLS) { /* huge blocks */
        p->window_rows = BAND_ROWS;
        p->window_columns = p->window_columns < 1024 ? p->window_columns : 1024;
    }
    p->band_rows = round_up(BAND_ROWS, p->window_rows);
    const int first = p->row0 / p->band_rows, last = (p->row1 - 1) / p->band_rows;
    p->bands = last - first + 1;
}

/* The rows that a piece spans, generously: those of its circle, line or zone. */
static void rows_of(const struct pass *p, const struct ct_piece *piece, double range[4])
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
        widen(range, ct_map_at(&p->map, (struct ct_xy){k & 1 ? box.x1 : box.x0,
                                                       k & 2 ? box.y1 : box.y0}));
}

static void bands_of(const struct pass *p, const double range[4], int *first, int *last)
{
    const int top = p->row0 / p->band_rows;
    *first = (int)fmax(0, floor((range[1] - 1) / p->band_rows) - top);
    *last = (int)fmin(p->bands - 1, floor((range[3] + 1) / p->band_rows) - top);
}

/* Lists the pieces of every band, by counting sort. */
static enum ct_status index_bands(struct pass *p, struct ct_error *err)
{
    const size_t n = p->a->pieces;
    int (*span)[2] = malloc((n + 1) * sizeof *span);
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

/* ---- a band ---------------------------------------------------------------------------------- */

struct band {
    struct pass *p;
    struct worker *w;
    int row0, row1;     /* cells */
    int first_column;   /* of the first window */
    int windows_across;
};

static int clamp(int64_t k, int n)
{
    return k < 0 ? 0 : k >= n ? n - 1 : (int)k;
}

/* Lists a segment under every window of the band it may touch. */
static enum ct_status list_segment(struct band *b, uint32_t index, struct ct_error *err)
{
    const struct pass *p = b->p;
    struct worker *w = b->w;
    const struct ct_segment *s = &w->segment[index];
    const int64_t low = s->u0 < s->u1 ? s->u0 : s->u1, high = s->u0 < s->u1 ? s->u1 : s->u0;
    const int c0 = clamp(((low >> CT_CELL_BITS) - b->first_column) / p->window_columns,
                         b->windows_across);
    const int c1 = clamp(((high >> CT_CELL_BITS) - b->first_column) / p->window_columns,
                         b->windows_across);
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
    struct worker *w = b->w;
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
    struct pass *p = b->p;
    int64_t from[2], to[2];
    enum ct_status status =
        ct_path_of(p->a, &p->a->piece[index], SAGITTA_M, &b->w->path, err);
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
    struct worker *w = b->w;
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

static void add_density(struct pass *p, const struct ct_window *w, int r)
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
    struct pass *p = b->p;
    struct worker *w = b->w;
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
    struct worker *w = b->w;
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
    struct pass *p = b->p;
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
        integrate_window(b, (size_t)(r * b->windows_across + c));
    }
    for (int k = 0; k < win->height; k++)
        b->w->read += win->beyond[k];
    return CT_OK;
}

static enum ct_status do_band(void *context, size_t task, int worker, struct ct_error *err)
{
    struct pass *p = context;
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

/* ---- the pass -------------------------------------------------------------------------------- */

static enum ct_status worker_new(const struct pass *p, struct worker *w, struct ct_error *err)
{
    const size_t width = (size_t)p->window_columns, height = (size_t)p->window_rows;
    const size_t sums = height * (width + 1);
    enum ct_status status =
        ct_raster_open(p->field->file, p->field->band, p->field->crs, &w->raster, err);
    if (status)
        return status;
    w->window.scale = p->scale;
    w->window.right = malloc(sums * sizeof *w->window.right);
    w->window.moment = p->field->moments ? malloc(sums * sizeof *w->window.moment) : NULL;
    w->window.beyond = malloc(height * sizeof *w->window.beyond);
    w->window.beyond_moment = malloc(height * sizeof *w->window.beyond_moment);
    w->window.edge_moment = malloc(height * sizeof *w->window.edge_moment);
    w->window.empty = malloc(height);
    w->cells = malloc(width * height * (p->wide ? sizeof(double) : sizeof(float)));
    w->sum = calloc(p->a->pieces + 1, sizeof *w->sum);
    w->moment =
        p->field->moments ? calloc(2 * p->a->border_pieces + 1, sizeof *w->moment) : NULL;
    const int moments = !p->field->moments || (w->window.moment && w->moment);
    return w->window.right && moments && w->window.beyond && w->window.beyond_moment &&
                   w->window.edge_moment && w->window.empty && w->cells && w->sum
               ? CT_OK
               : ct_fail_memory(err);
}

static void worker_free(struct worker *w)
{
    ct_raster_close(w->raster);
    free(w->window.right);
    free(w->window.moment);
    free(w->window.beyond);
    free(w->window.beyond_moment);
    free(w->window.edge_moment);
    free(w->window.empty);
    free(w->cells);
    ct_path_free(&w->path);
    free(w->segment);
    free(w->order);
    free(w->sorted);
    free(w->from);
    free(w->sum);
    free(w->moment);
}

static enum ct_status density_new(struct pass *p, struct ct_error *err)
{
    const struct ct_zones *z = p->a->zones;
    const struct ct_xy here = ct_map_at(&p->map, (struct ct_xy){0, 0});
    const struct ct_xy east = ct_map_at(&p->map, (struct ct_xy){1, 0});
    const struct ct_xy north = ct_map_at(&p->map, (struct ct_xy){0, 1});
    const double lat = ct_zones_lonlat(z, 0, 0).y;
    const double cell_m = 1 / sqrt(fabs((east.x - here.x) * (north.y - here.y) -
                                        (east.y - here.y) * (north.x - here.x))) /
                          ct_plane_scale(lat);
    struct ct_density *d = &p->density;
    d->side = (int)fmax(1, floor(p->field->square_m / cell_m));
    while ((int64_t)(p->info.width / d->side + 1) * (p->info.height / d->side + 1) > MOST_SQUARES)
        d->side++;
    d->columns = (p->info.width - 1) / d->side + 1;
    d->rows = (p->info.height - 1) / d->side + 1;
    d->unit = 1 / p->scale;
    d->people = calloc((size_t)d->columns * (size_t)d->rows, sizeof *d->people);
    return d->people ? CT_OK : ct_fail_memory(err);
}

static void collect(struct pass *p, struct ct_integrals *out, struct ct_raster_sums *sums)
{
    ct_exact read = 0;
    out->sum = p->worker[0].sum;
    out->moment = p->worker[0].moment;
    for (int i = 0; i < p->workers; i++) {
        const struct worker *w = &p->worker[i];
        for (size_t k = 0; i && k < p->a->pieces; k++)
            out->sum[k] += w->sum[k];
        for (size_t k = 0; i && out->moment && k < 2 * p->a->border_pieces; k++)
            out->moment[k] += w->moment[k];
        read += w->read;
        sums->faults.nodata += w->faults.nodata;
        sums->faults.nan += w->faults.nan;
        sums->faults.negative += w->faults.negative;
        sums->faults.negative_sum += w->faults.negative_sum;
    }
    p->worker[0].sum = p->worker[0].moment = NULL;
    out->unit = 0x1p-41 / p->scale;
    out->moment_unit = 0x1p-20;
    sums->read = (double)read / p->scale;
    sums->density = p->density;
    p->density = (struct ct_density){0};
}

static enum ct_status run_pass(struct pass *p, struct ct_pool *pool, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    p->workers = ct_pool_threads(pool);
    p->worker = calloc((size_t)p->workers, sizeof *p->worker);
    if (!p->worker)
        return ct_fail_memory(err);
    if (p->field->square_m > 0)
        status = density_new(p, err);
    for (int i = 0; !status && i < p->workers; i++)
        status = worker_new(p, &p->worker[i], err);
    return status ? status : ct_pool_run(pool, (size_t)p->bands, do_band, p, err);
}

static void pass_clear(struct pass *p)
{
    for (int i = 0; p->worker && i < p->workers; i++)
        worker_free(&p->worker[i]);
    free(p->worker);
    p->worker = NULL;
    ct_density_free(&p->density);
}

static enum ct_status prepare(struct pass *p, const struct ct_raster *raster,
                              struct ct_error *err)
{
    p->info = *ct_raster_describe(raster);
    p->wide = ct_raster_is_double(raster);
    enum ct_status status = ct_map_new(p->a->zones, &p->info, p->field->crs, &p->map, err);
    if (status)
        return status;
    const struct ct_xy o = ct_map_at(&p->map, (struct ct_xy){0, 0});
    const struct ct_xy e = ct_map_at(&p->map, (struct ct_xy){1, 0});
    const struct ct_xy n = ct_map_at(&p->map, (struct ct_xy){0, 1});
    p->flip = (e.x - o.x) * (n.y - o.y) - (e.y - o.y) * (n.x - o.x) < 0 ? 1 : -1;
    bound(p);
    if (p->column0 >= p->column1 || p->row0 >= p->row1)
        return ct_fail(err, CT_INPUT, "E0334", "file", p->field->file, (char *)NULL);
    lay_out(p);
    return index_bands(p, err);
}

/* Where the cells lie, for whoever goes on with them. */
static enum ct_status keep_place(struct pass *p, struct ct_raster_sums *sums, struct ct_error *err)
{
    sums->map = malloc(sizeof *sums->map);
    sums->crs = ct_text_copy(p->field->crs ? p->field->crs : p->info.wkt);
    if (!sums->map || !sums->crs)
        return ct_fail_memory(err);
    *sums->map = p->map;
    p->map = (struct ct_map){0};
    memcpy(sums->geotransform, p->info.geotransform, sizeof sums->geotransform);
    return CT_OK;
}

enum ct_status ct_field_raster(const struct ct_arrangement *a, const struct ct_field_raster *field,
                               struct ct_pool *pool, struct ct_integrals *out,
                               struct ct_raster_sums *sums, struct ct_error *err)
{
    struct pass p = {.a = a, .field = field, .scale = 0x1p36};
    struct ct_raster *raster = NULL;
    *out = (struct ct_integrals){0};
    *sums = (struct ct_raster_sums){0};
    enum ct_status status = ct_raster_open(field->file, field->band, field->crs, &raster, err);
    if (!status)
        status = prepare(&p, raster, err);
    if (!status)
        status = run_pass(&p, pool, err);
    if (status && p.overflow) { /* once more with a coarser quantum */
        pass_clear(&p);
        p.scale = 0x1p16;
        status = run_pass(&p, pool, err);
    }
    if (!status)
        status = keep_place(&p, sums, err);
    if (!status)
        collect(&p, out, sums);
    pass_clear(&p);
    ct_map_free(&p.map);
    free(p.band_start);
    free(p.band_piece);
    ct_raster_close(raster);
    return status;
}

void ct_density_free(struct ct_density *density)
{
    free(density->people);
    *density = (struct ct_density){0};
}
