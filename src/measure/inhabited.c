/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where people live, in squares: see inhabited.h. People inside a polygon come from the same exact
 * integral along its boundary as in the raster pass (scan.h), with squares for cells.
 */
#include "measure/inhabited.h"

#include "base/fail.h"
#include "measure/link.h"
#include <stdlib.h>
#include <string.h>

static const double ONE_CELL = (double)(1 << CT_CELL_BITS);

static struct ct_xy square_of(const struct ct_measuring *m, double lon, double lat)
{
    const struct ct_xy p = ct_plane_from_lonlat(lon, lat);
    const struct ct_xy cell =
        ct_map_at(m->density_map, (struct ct_xy){p.x - m->zones.x0, p.y - m->zones.y0});
    return (struct ct_xy){cell.x / m->density.side, cell.y / m->density.side};
}

static enum ct_status make_room(struct ct_inhabited *h, size_t squares, struct ct_error *err)
{
    if (squares <= h->room)
        return CT_OK;
    struct ct_window *w = &h->window;
    const size_t n = 2 * squares; /* sums have one column more than there are squares */
    h->room = 0;
    free(w->right);
    free(w->moment);
    free(w->beyond);
    free(w->beyond_moment);
    free(w->edge_moment);
    free(w->empty);
    free(h->people);
    w->right = malloc(n * sizeof *w->right);
    w->moment = malloc(n * sizeof *w->moment);
    w->beyond = malloc(n * sizeof *w->beyond);
    w->beyond_moment = malloc(n * sizeof *w->beyond_moment);
    w->edge_moment = malloc(n * sizeof *w->edge_moment);
    w->empty = malloc(n);
    h->people = malloc(n * sizeof *h->people);
    if (!w->right || !w->moment || !w->beyond || !w->beyond_moment || !w->edge_moment ||
        !w->empty || !h->people)
        return ct_fail_memory(err);
    h->room = squares;
    return CT_OK;
}

static void range_of(const struct ct_measuring *m, const struct ct_shape *shape, int range[4])
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    for (size_t i = 0; i < shape->vertices; i++) {
        const struct ct_xy s = square_of(m, shape->lon[i], shape->lat[i]);
        low[0] = fmin(low[0], s.x);
        low[1] = fmin(low[1], s.y);
        high[0] = fmax(high[0], s.x);
        high[1] = fmax(high[1], s.y);
    }
    const int size[2] = {m->density.columns, m->density.rows};
    for (int k = 0; k < 2; k++) {
        range[k] = (int)fmin(fmax(floor(low[k]) - 1, 0), size[k] - 1);
        range[k + 2] = (int)fmin(fmax(ceil(high[k]) + 1, range[k] + 1), size[k]);
    }
}

enum ct_status ct_inhabited_load(struct ct_inhabited *h, const struct ct_shape *shape,
                                 struct ct_error *err)
{
    const struct ct_density *d = &h->m->density;
    struct ct_window *w = &h->window;
    int range[4];
    range_of(h->m, shape, range);
    w->column = w->first_column = range[0];
    w->row = range[1];
    w->width = range[2] - range[0];
    w->height = range[3] - range[1];
    w->scale = 0x1p30;
    enum ct_status status = make_room(h, (size_t)w->width * (size_t)w->height, err);
    if (status)
        return status;
    h->empty_squares = 0;
    for (int r = 0; r < w->height; r++)
        for (int c = 0; c < w->width; c++) {
            const int64_t people = d->people[(size_t)(w->row + r) * (size_t)d->columns +
                                             (size_t)(w->column + c)];
            h->people[r * w->width + c] = (double)people * d->unit;
            h->empty_squares += people == 0;
        }
    memset(w->beyond, 0, (size_t)w->height * sizeof *w->beyond);
    memset(w->beyond_moment, 0, (size_t)w->height * sizeof *w->beyond_moment);
    if (!ct_window_fill(w, NULL, h->people))
        return ct_fail(err, CT_INTERNAL, "E0905", (char *)NULL);
    const struct ct_map *map = h->m->density_map;
    const struct ct_xy o = ct_map_at(map, (struct ct_xy){0, 0});
    const struct ct_xy e = ct_map_at(map, (struct ct_xy){1, 0});
    const struct ct_xy n = ct_map_at(map, (struct ct_xy){0, 1});
    h->flip = (e.x - o.x) * (n.y - o.y) - (e.y - o.y) * (n.x - o.x) < 0 ? 1 : -1;
    return CT_OK;
}

/* ---- outline ---------------------------------------------------------------------------------- */

static bool lives(const struct ct_inhabited *h, int c, int r)
{
    return c >= 0 && r >= 0 && c < h->window.width && r < h->window.height &&
           h->people[r * h->window.width + c] > 0;
}

static enum ct_status add_run(const struct ct_inhabited *h, struct ct_chains *chains, int c0,
                              int r0, int c1, int r1, struct ct_error *err)
{
    const struct ct_measuring *m = h->m;
    const double side = m->density.side;
    const struct ct_xy ends[2] = {
        ct_map_back(m->density_map, (struct ct_xy){(h->window.column + c0) * side,
                                                   (h->window.row + r0) * side}),
        ct_map_back(m->density_map, (struct ct_xy){(h->window.column + c1) * side,
                                                   (h->window.row + r1) * side})};
    return ct_chains_add(chains, ends, 2, h->flip < 0, err);
}

/* Horizontal runs of the outline along the top of row r: inside below runs west, inside above
 * runs east. */
static enum ct_status runs_along(const struct ct_inhabited *h, int r, struct ct_chains *chains,
                                 struct ct_error *err)
{
    for (int c = 0; c < h->window.width;) {
        const bool below = lives(h, c, r), above = lives(h, c, r - 1);
        const int from = c++;
        if (below == above)
            continue;
        while (lives(h, c, r) == below && lives(h, c, r - 1) == above)
            c++;
        if (below ? add_run(h, chains, c, r, from, r, err) : add_run(h, chains, from, r, c, r, err))
            return CT_INTERNAL;
    }
    return CT_OK;
}

/* Vertical runs along the left of column c: inside to the right runs south, to the left north. */
static enum ct_status runs_down(const struct ct_inhabited *h, int c, struct ct_chains *chains,
                                struct ct_error *err)
{
    for (int r = 0; r < h->window.height;) {
        const bool right = lives(h, c, r), left = lives(h, c - 1, r);
        const int from = r++;
        if (right == left)
            continue;
        while (lives(h, c, r) == right && lives(h, c - 1, r) == left)
            r++;
        if (right ? add_run(h, chains, c, from, c, r, err) : add_run(h, chains, c, r, c, from, err))
            return CT_INTERNAL;
    }
    return CT_OK;
}

enum ct_status ct_inhabited_outline(const struct ct_inhabited *h, struct ct_shape *out,
                                    struct ct_error *err)
{
    const struct ct_zones *z = &h->m->zones;
    struct ct_chains chains = {0};
    enum ct_status status = CT_OK;
    bool closed = true;
    for (int r = 0; !status && r <= h->window.height; r++)
        status = runs_along(h, r, &chains, err);
    for (int c = 0; !status && c <= h->window.width; c++)
        status = runs_down(h, c, &chains, err);
    if (!status)
        status = ct_chains_link(&chains, (struct ct_xy){z->x0, z->y0}, out, &closed, err);
    if (!status && !closed)
        status = ct_fail(err, CT_INTERNAL, "E0905", (char *)NULL);
    ct_chains_free(&chains);
    return status;
}

/* ---- people of a polygon ----------------------------------------------------------------------- */

static void add_edge(const struct ct_inhabited *h, struct ct_xy a, struct ct_xy b, ct_exact *sum,
                     ct_exact moment[2])
{
    struct ct_segment s = {
        .u0 = (int64_t)floor(a.x * ONE_CELL + 0.5), .v0 = (int64_t)floor(a.y * ONE_CELL + 0.5),
        .u1 = (int64_t)floor(b.x * ONE_CELL + 0.5), .v1 = (int64_t)floor(b.y * ONE_CELL + 0.5),
        .sign = h->flip};
    if (s.v0 == s.v1)
        return;
    if (s.v0 > s.v1)
        s = (struct ct_segment){.u0 = s.u1, .v0 = s.v1, .u1 = s.u0, .v1 = s.v0, .sign = -s.sign};
    ct_window_integrate(&h->window, &s, sum, moment);
}

double ct_inhabited_people(const struct ct_inhabited *h, const struct ct_shape *shape,
                           size_t first, size_t last, struct ct_xy *centre)
{
    const struct ct_measuring *m = h->m;
    ct_exact sum = 0, moment[2] = {0, 0};
    for (size_t part = first; part < last; part++) {
        struct ct_xy at = {0, 0};
        for (size_t i = shape->start[part]; i < shape->start[part + 1]; i++) {
            const struct ct_xy next = square_of(m, shape->lon[i], shape->lat[i]);
            if (i > shape->start[part])
                add_edge(h, at, next, &sum, moment);
            at = next;
        }
    }
    const double people = (double)sum * 0x1p-41 / h->window.scale;
    if (people > 0) {
        const double side = m->density.side;
        const struct ct_xy p = ct_map_back(
            m->density_map, (struct ct_xy){(double)moment[0] * 0x1p-20 / people * side,
                                           (double)moment[1] * 0x1p-20 / people * side});
        *centre = ct_zones_lonlat(&m->zones, p.x, p.y);
    }
    return people;
}

void ct_inhabited_free(struct ct_inhabited *h)
{
    free(h->window.right);
    free(h->window.moment);
    free(h->window.beyond);
    free(h->window.beyond_moment);
    free(h->window.edge_moment);
    free(h->window.empty);
    free(h->people);
    *h = (struct ct_inhabited){0};
}
