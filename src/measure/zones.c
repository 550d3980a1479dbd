/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zones: see zones.h.
 */
#include "measure/zones.h"

#include "base/fail.h"
#include <stdlib.h>

struct ct_xy ct_zones_origin(const double bounds[4])
{
    const struct ct_xy c =
        ct_plane_from_lonlat((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2);
    return (struct ct_xy){ct_lattice_m(ct_lattice(c.x)), ct_lattice_m(ct_lattice(c.y))};
}

static enum ct_status allocate(struct ct_zones *z, const struct ct_shape *const *shapes, size_t n,
                               struct ct_error *err)
{
    for (size_t i = 0; i < n; i++) {
        z->rings += shapes[i]->parts;
        z->vertices += shapes[i]->vertices;
    }
    z->ring_start = calloc(n + 1, sizeof *z->ring_start);
    z->vertex_start = calloc(z->rings + 1, sizeof *z->vertex_start);
    z->vertex = malloc((z->vertices + 1) * sizeof *z->vertex);
    z->box = malloc((n + 1) * sizeof *z->box);
    if (!z->ring_start || !z->vertex_start || !z->vertex || !z->box)
        return ct_fail_memory(err);
    return CT_OK;
}

static void widen(struct ct_box *box, struct ct_xy p)
{
    box->x0 = fmin(box->x0, p.x);
    box->y0 = fmin(box->y0, p.y);
    box->x1 = fmax(box->x1, p.x);
    box->y1 = fmax(box->y1, p.y);
}

static const struct ct_box nowhere = {INFINITY, INFINITY, -INFINITY, -INFINITY};

static void take_shape(struct ct_zones *z, const struct ct_shape *shape, size_t zone, size_t ring)
{
    const int64_t ox = ct_lattice(z->x0), oy = ct_lattice(z->y0);
    size_t k = z->vertex_start[ring];
    z->box[zone] = nowhere;
    for (size_t part = 0; part < shape->parts; part++) {
        for (size_t i = shape->start[part]; i < shape->start[part + 1]; i++) {
            const struct ct_xy p = ct_plane_from_lonlat(shape->lon[i], shape->lat[i]);
            z->vertex[k] = (struct ct_point){ct_lattice(p.x) - ox, ct_lattice(p.y) - oy};
            widen(&z->box[zone], ct_point_m(z->vertex[k]));
            k++;
        }
        z->vertex_start[ring + part + 1] = k;
    }
    z->ring_start[zone + 1] = ring + shape->parts;
}

static enum ct_status index_boxes(struct ct_zones *z, struct ct_error *err)
{
    z->all = nowhere;
    for (size_t i = 0; i < z->count; i++)
        if (z->ring_start[i + 1] > z->ring_start[i]) {
            widen(&z->all, (struct ct_xy){z->box[i].x0, z->box[i].y0});
            widen(&z->all, (struct ct_xy){z->box[i].x1, z->box[i].y1});
        }
    if (z->all.x0 > z->all.x1)
        z->all = (struct ct_box){0, 0, 0, 0};
    ct_grid_begin(&z->grid, z->all, 1.0, 4 * z->count + 1);
    for (size_t i = 0; i < z->count; i++)
        if (z->ring_start[i + 1] > z->ring_start[i] &&
            ct_grid_put_box(&z->grid, z->box[i], (uint32_t)i, err))
            return CT_INTERNAL;
    return ct_grid_finish(&z->grid, err);
}

enum ct_status ct_zones_new(const struct ct_shape *const *shapes, size_t n, struct ct_xy origin,
                            struct ct_zones *out, struct ct_error *err)
{
    *out = (struct ct_zones){.count = n, .x0 = origin.x, .y0 = origin.y};
    enum ct_status status = allocate(out, shapes, n, err);
    if (!status) {
        for (size_t i = 0; i < n; i++)
            take_shape(out, shapes[i], i, out->ring_start[i]);
        status = index_boxes(out, err);
    }
    if (status)
        ct_zones_free(out);
    return status;
}

void ct_zones_free(struct ct_zones *zones)
{
    free(zones->ring_start);
    free(zones->vertex_start);
    free(zones->vertex);
    free(zones->box);
    ct_grid_free(&zones->grid);
    *zones = (struct ct_zones){0};
}

/* Does a ray from p to the east cross the border an odd number of times? A place on the border
 * counts as ever so little east and, less, north of it: so does ct_left_of_line. */
static int holds(const struct ct_zones *z, size_t zone, struct ct_point p)
{
    int inside = 0;
    for (size_t r = z->ring_start[zone]; r < z->ring_start[zone + 1]; r++)
        for (size_t i = z->vertex_start[r]; i + 1 < z->vertex_start[r + 1]; i++) {
            const struct ct_point a = z->vertex[i], b = z->vertex[i + 1];
            if ((a.y <= p.y) != (b.y <= p.y))
                inside ^= b.y > a.y ? ct_orient(a, b, p) > 0 : ct_orient(a, b, p) < 0;
        }
    return inside;
}

bool ct_zones_hold(const struct ct_zones *zones, size_t zone, double x, double y)
{
    return holds(zones, zone, (struct ct_point){ct_lattice(x), ct_lattice(y)});
}

size_t ct_zones_at(const struct ct_zones *zones, double x, double y, uint32_t *out, size_t room)
{
    const struct ct_grid *g = &zones->grid;
    const struct ct_point p = {ct_lattice(x), ct_lattice(y)};
    size_t n = 0;
    if (!zones->count || x < zones->all.x0 || x > zones->all.x1 || y < zones->all.y0 ||
        y > zones->all.y1)
        return 0;
    const size_t s = ct_grid_square(g, ct_grid_column(g, x), ct_grid_row(g, y));
    for (size_t i = g->start[s]; i < g->start[s + 1] && n < room; i++) {
        const uint32_t zone = g->item[i];
        const struct ct_box *b = &zones->box[zone];
        if (x >= b->x0 && x <= b->x1 && y >= b->y0 && y <= b->y1 && holds(zones, zone, p))
            out[n++] = zone;
    }
    return n;
}
