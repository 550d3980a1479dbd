/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where people live, in squares: see inhabited.h. People inside a polygon come from the same exact
 * integral along its boundary as in the raster pass (scan.h), with squares for cells.
 */
#include "measure/inhabited.h"

#include "base/fail.h"
#include "measure/clip.h"
#include <stdlib.h>
#include <string.h>

static const double ONE_CELL = (double)(1 << CT_CELL_BITS);

enum ct_status ct_inhabited_new(const struct ct_measuring *m, struct ct_inhabited *out,
                                struct ct_error *err)
{
    const double *g = m->cell_place;
    *out = (struct ct_inhabited){.m = m};
    out->rows_south = g[1] * g[5] - g[2] * g[4] < 0;
    out->window.scale = 0x1p30;
    return m->cell_crs ? ct_crs_new(m->cell_crs, &out->crs, err) : CT_OK;
}

void ct_inhabited_free(struct ct_inhabited *h)
{
    ct_window_free(&h->window);
    free(h->people);
    ct_crs_free(h->crs);
    *h = (struct ct_inhabited){0};
}

static enum ct_status make_room(struct ct_inhabited *h, size_t squares, struct ct_error *err)
{
    const size_t n = 2 * squares; /* sums have one column more than there are squares */
    if (squares <= h->room)
        return CT_OK;
    ct_window_free(&h->window);
    free(h->people);
    h->people = malloc(n * sizeof *h->people);
    h->room = squares;
    return ct_window_room(&h->window, n, n, true) && h->people ? CT_OK : ct_fail_memory(err);
}

static void turn_round(struct ct_xy *at, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        const struct ct_xy t = at[i];
        at[i] = at[n - 1 - i];
        at[n - 1 - i] = t;
    }
}

void ct_inhabited_place(const struct ct_inhabited *h, struct ct_chains *chains, double shift)
{
    const double side = h->m->density.side;
    for (size_t i = 0; i < chains->places; i++) {
        const struct ct_xy cell = ct_map_at(h->m->density_map, chains->at[i]);
        chains->at[i] = (struct ct_xy){cell.x / side + shift, cell.y / side + 0.7 * shift};
    }
    for (size_t c = 0; h->rows_south && c < chains->chains; c++)
        turn_round(chains->at + chains->start[c], chains->start[c + 1] - chains->start[c]);
}

static void range_of(const struct ct_measuring *m, const struct ct_chains *chains, int range[4])
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < chains->places; i++) {
        const struct ct_xy s = chains->at[i];
        low[0] = fmin(low[0], s.x);
        low[1] = fmin(low[1], s.y);
        high[0] = fmax(high[0], s.x);
        high[1] = fmax(high[1], s.y);
    }
    const int size[2] = {m->density.columns, m->density.rows};
    for (int k = 0; k < 2; k++) {
        range[k] = (int)fmin(fmax(floor(low[k]), 0), size[k] - 1);
        range[k + 2] = (int)fmin(fmax(floor(high[k]) + 1, range[k] + 1), size[k]);
    }
}

enum ct_status ct_inhabited_load(struct ct_inhabited *h, const struct ct_chains *chains,
                                 struct ct_error *err)
{
    const struct ct_density *d = &h->m->density;
    struct ct_window *w = &h->window;
    int range[4];
    range_of(h->m, chains, range);
    w->column = w->first_column = range[0];
    w->row = range[1];
    w->width = range[2] - range[0];
    w->height = range[3] - range[1];
    enum ct_status status = make_room(h, (size_t)w->width * (size_t)w->height, err);
    if (status)
        return status;
    h->empty_squares = 0;
    for (int r = 0; r < w->height; r++) {
        const int64_t *row = d->people + (size_t)(w->row + r) * (size_t)d->columns + w->column;
        for (int c = 0; c < w->width; c++) {
            h->people[r * w->width + c] = (double)row[c] * d->unit;
            h->empty_squares += row[c] == 0;
        }
    }
    memset(w->beyond, 0, (size_t)w->height * sizeof *w->beyond);
    memset(w->beyond_moment, 0, (size_t)w->height * sizeof *w->beyond_moment);
    return ct_window_fill(w, NULL, h->people) ? CT_OK
                                              : ct_fail(err, CT_INTERNAL, "E0905", (char *)NULL);
}

enum ct_status ct_inhabited_part(const struct ct_inhabited *h, const struct ct_chains *chains,
                                 struct ct_chains *scratch, struct ct_rings *out, bool *closed,
                                 struct ct_error *err)
{
    const struct ct_mask mask = {h->window.column, h->window.row, h->window.width, h->window.height,
                                 h->people};
    enum ct_status status = CT_OK;
    if (!h->empty_squares)
        return ct_chains_link(chains, out, closed, err);
    ct_chains_clear(scratch);
    status = ct_clip(chains, &mask, scratch, err);
    return status ? status : ct_chains_link(scratch, out, closed, err);
}

static void add_edge(const struct ct_inhabited *h, struct ct_xy a, struct ct_xy b, ct_exact *sum,
                     ct_exact moment[2])
{
    struct ct_segment s = {.u0 = (int64_t)floor(a.x * ONE_CELL + 0.5),
                           .v0 = (int64_t)floor(a.y * ONE_CELL + 0.5),
                           .u1 = (int64_t)floor(b.x * ONE_CELL + 0.5),
                           .v1 = (int64_t)floor(b.y * ONE_CELL + 0.5),
                           .sign = -1};
    if (s.v0 == s.v1)
        return;
    if (s.v0 > s.v1)
        s = (struct ct_segment){.u0 = s.u1, .v0 = s.v1, .u1 = s.u0, .v1 = s.v0, .sign = -s.sign};
    ct_window_integrate(&h->window, &s, sum, moment);
}

double ct_inhabited_people(const struct ct_inhabited *h, const struct ct_rings *rings, size_t first,
                           size_t last, struct ct_xy *centre)
{
    ct_exact sum = 0, moment[2] = {0, 0};
    for (size_t ring = first; ring < last; ring++)
        for (size_t i = rings->start[ring]; i + 1 < rings->start[ring + 1]; i++)
            add_edge(h, rings->at[i], rings->at[i + 1], &sum, moment);
    const double people = (double)sum * 0x1p-41 / h->window.scale;
    if (people > 0)
        *centre = (struct ct_xy){(double)moment[0] * 0x1p-20 / people,
                                 (double)moment[1] * 0x1p-20 / people};
    return people;
}

enum ct_status ct_inhabited_degrees(const struct ct_inhabited *h, size_t n, double *x, double *y,
                                    struct ct_error *err)
{
    const double *g = h->m->cell_place, side = h->m->density.side;
    for (size_t i = 0; i < n; i++) {
        const double column = x[i] * side, row = y[i] * side;
        x[i] = g[0] + column * g[1] + row * g[2];
        y[i] = g[3] + column * g[4] + row * g[5];
    }
    if (h->crs)
        return ct_crs_to_lonlat(h->crs, n, x, y)
                   ? CT_OK
                   : ct_fail(err, CT_INPUT, "E0322", "crs", ct_crs_name(h->crs), (char *)NULL);
    for (size_t i = 0; i < n; i++) {
        const struct ct_xy d = ct_zones_lonlat(&h->m->zones, x[i], y[i]);
        x[i] = d.x;
        y[i] = d.y;
    }
    return CT_OK;
}
