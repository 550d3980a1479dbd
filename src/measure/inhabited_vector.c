/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Squares of the plane with the people of a demand that is points or polygons: what a raster
 * brings along by itself. They only say where gaps are inhabited and how people fall to patches.
 * Points lie in one square; a polygon's people go in equal shares to the squares whose centre it
 * holds, or to the square of its centroid. O(points), O(vertices x squares of a polygon's box).
 */
#include "measure/inhabited.h"

#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

#define MOST_SQUARES 2e5
#define UNIT         0x1p-30

static double side_of(const struct ct_measuring *m)
{
    const struct ct_box *b = &m->zones.all;
    const double lat = ct_zones_lonlat(&m->zones, 0, 0).y;
    return fmax(ct_measure_square_m(m->out) * ct_plane_scale(lat),
                sqrt((b->x1 - b->x0) * (b->y1 - b->y0) / MOST_SQUARES));
}

/* A map that is linear: cell = (place - corner) / side, rows running north. */
static enum ct_status lay_squares(struct ct_measuring *m, struct ct_error *err)
{
    const struct ct_box *b = &m->zones.all;
    const double side = side_of(m), w = b->x1 - b->x0 + 2 * side, h = b->y1 - b->y0 + 2 * side;
    struct ct_map *map = m->density_map = calloc(1, sizeof *map);
    if (!map)
        return ct_fail_memory(err);
    *map = (struct ct_map){
        .x0 = b->x0 - side, .y0 = b->y0 - side, .step = fmax(w, h) / 3, .nx = 4, .ny = 4};
    map->knot = malloc(16 * sizeof *map->knot);
    m->density = (struct ct_density){
        .side = 1, .columns = (int)ceil(w / side), .rows = (int)ceil(h / side), .unit = UNIT};
    m->density.people =
        calloc((size_t)m->density.columns * (size_t)m->density.rows, sizeof *m->density.people);
    if (!map->knot || !m->density.people)
        return ct_fail_memory(err);
    const double place[6] = {map->x0, side, 0, map->y0, 0, side};
    memcpy(m->cell_place, place, sizeof place);
    for (int k = 0; k < 16; k++) {
        const int column = k % 4, row = k / 4;
        map->knot[k][0] = column * map->step / side;
        map->knot[k][1] = row * map->step / side;
    }
    return CT_OK;
}

static void put(struct ct_measuring *m, struct ct_xy place, double people)
{
    const struct ct_xy cell = ct_map_at(m->density_map, place);
    const int c = (int)floor(cell.x), r = (int)floor(cell.y);
    if (c >= 0 && r >= 0 && c < m->density.columns && r < m->density.rows)
        m->density.people[(size_t)r * (size_t)m->density.columns + (size_t)c] +=
            (int64_t)(people / UNIT);
}

static void put_points(struct ct_measuring *m, const struct ct_population *p)
{
    for (size_t i = 0; i < p->count; i++) {
        const struct ct_xy at = ct_plane_from_lonlat(p->lon[i], p->lat[i]);
        put(m, (struct ct_xy){at.x - m->zones.x0, at.y - m->zones.y0}, p->people[i]);
    }
}

/* Calls for every square centre that the polygon holds; returns how many. people 0: only counts. */
static size_t put_polygon(struct ct_measuring *m, const struct ct_zones *polygons, uint32_t i,
                          double people)
{
    const struct ct_map *map = m->density_map;
    const struct ct_box *b = &polygons->box[i];
    const struct ct_xy low = ct_map_at(map, (struct ct_xy){b->x0, b->y0});
    const struct ct_xy high = ct_map_at(map, (struct ct_xy){b->x1, b->y1});
    size_t n = 0;
    for (int r = (int)fmax(low.y, 0); r <= (int)fmin(high.y, m->density.rows - 1); r++)
        for (int c = (int)fmax(low.x, 0); c <= (int)fmin(high.x, m->density.columns - 1); c++) {
            const struct ct_xy at = {m->cell_place[0] + (c + 0.5) * m->cell_place[1],
                                     m->cell_place[3] + (r + 0.5) * m->cell_place[5]};
            if (!ct_zones_hold(polygons, i, at.x, at.y))
                continue;
            n++;
            if (people > 0)
                put(m, at, people);
        }
    return n;
}

static enum ct_status put_polygons(struct ct_measuring *m, const struct ct_population *p,
                                   struct ct_error *err)
{
    const struct ct_shape **list = malloc((p->count + 1) * sizeof *list);
    struct ct_zones polygons = {0};
    enum ct_status status = list ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < p->count; i++)
        list[i] = &p->shape[i];
    if (!status)
        status =
            ct_zones_new(list, p->count, (struct ct_xy){m->zones.x0, m->zones.y0}, &polygons, err);
    for (uint32_t i = 0; !status && i < p->count; i++) {
        const size_t n = put_polygon(m, &polygons, i, 0);
        if (n)
            put_polygon(m, &polygons, i, p->people[i] / (double)n);
        else
            put(m, ct_zones_centroid(&polygons, i), p->people[i]);
    }
    ct_zones_free(&polygons);
    free(list);
    return status;
}

enum ct_status ct_inhabited_prepare(struct ct_measuring *m, struct ct_error *err)
{
    const struct ct_population *p = &m->city->population[0];
    if (p->kind == CT_POPULATION_RASTER)
        return CT_OK; /* the raster pass has made them */
    enum ct_status status = lay_squares(m, err);
    if (!status && p->kind == CT_POPULATION_POINTS)
        put_points(m, p);
    else if (!status)
        status = put_polygons(m, p, err);
    return status;
}
