/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Weighted places of a population layer: see places.h.
 */
#include "measure/places.h"

#include "base/fail.h"
#include "gis/overlay.h"
#include "measure/map.h"
#include "measure/mask.h"
#include "measure/zones.h"
#include <stdlib.h>

struct walk {
    const struct ct_city *city;
    const struct ct_population *population;
    struct ct_zones zones; /* communities, then overlaps */
    struct ct_mask mask;
    struct ct_shape part; /* of a polygon in a community */
    ct_place_fn visit;
    void *context;
};

static enum ct_status make_zones(const struct ct_city *city, struct ct_zones *out,
                                 struct ct_error *err)
{
    const size_t n = city->communities.count, k = city->overlaps.count;
    const struct ct_shape **shape = malloc((n + k + 1) * sizeof *shape);
    if (!shape)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n + k; i++)
        shape[i] = i < n ? &city->communities.shape[i] : &city->overlaps.shape[i - n];
    const enum ct_status status =
        ct_zones_new(shape, n + k, ct_zones_origin(city->bounds), out, err);
    free(shape);
    return status;
}

/* --- points ----------------------------------------------------------------------------------- */

static enum ct_status walk_points(struct walk *w, struct ct_error *err)
{
    const struct ct_population *p = w->population;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < p->count; i++) {
        const struct ct_xy at = ct_plane_from_lonlat(p->lon[i], p->lat[i]);
        uint32_t zone[CT_MOST_AT_ONE_PLACE], first = UINT32_MAX;
        const size_t n = ct_zones_at(&w->zones, at.x - w->zones.x0, at.y - w->zones.y0, zone,
                                     CT_MOST_AT_ONE_PLACE);
        for (size_t k = 0; k < n; k++)
            first = zone[k] < first ? zone[k] : first;
        if (first >= w->city->communities.count || !(p->people[i] > 0))
            continue;
        status = w->visit(
            w->context,
            &(struct ct_demand_place){
                .lon = p->lon[i], .lat = p->lat[i], .community = first, .people = p->people[i]},
            err);
    }
    return status;
}

/* --- a raster --------------------------------------------------------------------------------- */

struct cells {
    struct ct_raster *raster;
    struct ct_map map;
    int width, height; /* of the raster */
    double *people;    /* of the mask's box */
    size_t room;
};

/* The rings of a zone in cells, over the mask. */
static void draw_zone(struct walk *w, const struct cells *c, size_t zone, double sign)
{
    const struct ct_zones *z = &w->zones;
    for (size_t r = z->ring_start[zone]; r < z->ring_start[zone + 1]; r++) {
        struct ct_xy a = ct_map_at(&c->map, ct_point_m(z->vertex[z->vertex_start[r]]));
        for (size_t i = z->vertex_start[r] + 1; i < z->vertex_start[r + 1]; i++) {
            const struct ct_xy b = ct_map_at(&c->map, ct_point_m(z->vertex[i]));
            ct_mask_edge(&w->mask, a.x, a.y, b.x, b.y, sign);
            a = b;
        }
    }
}

static void cells_of(const struct walk *w, const struct cells *c, size_t zone, int box[4])
{
    const struct ct_zones *z = &w->zones;
    double range[4] = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = z->vertex_start[z->ring_start[zone]];
         i < z->vertex_start[z->ring_start[zone + 1]]; i++) {
        const struct ct_xy at = ct_map_at(&c->map, ct_point_m(z->vertex[i]));
        range[0] = fmin(range[0], at.x);
        range[1] = fmin(range[1], at.y);
        range[2] = fmax(range[2], at.x);
        range[3] = fmax(range[3], at.y);
    }
    for (int k = 0; k < 4; k++)
        box[k] = (int)(k < 2 ? floor(range[k]) : ceil(range[k]));
}

/* Reads the cells of the mask's box that the raster has; the rest hold nobody. */
static enum ct_status read_cells(const struct walk *w, struct cells *c, struct ct_error *err)
{
    const struct ct_mask *m = &w->mask;
    const size_t cells = (size_t)m->width * (size_t)m->height;
    struct ct_raster_faults faults = {0};
    const int x0 = m->column > 0 ? m->column : 0, y0 = m->row > 0 ? m->row : 0;
    const int x1 = m->column + m->width < c->width ? m->column + m->width : c->width;
    const int y1 = m->row + m->height < c->height ? m->row + m->height : c->height;
    if (cells + 1 > c->room) {
        double *more = realloc(c->people, (cells + 1) * sizeof *more);
        if (!more)
            return ct_fail_memory(err);
        c->people = more;
        c->room = cells + 1;
    }
    for (size_t i = 0; i < cells; i++)
        c->people[i] = 0;
    enum ct_status status = CT_OK;
    for (int y = y0; status == CT_OK && x0 < x1 && y < y1; y++)
        status = ct_raster_read_double(c->raster, x0, y, x1 - x0, 1,
                                       c->people + (size_t)(y - m->row) * (size_t)m->width +
                                           (size_t)(x0 - m->column),
                                       &faults, err);
    return status;
}

/* Half the diagonal of a cell on the ground. */
static double spread_of(const struct walk *w, const struct cells *c)
{
    const struct ct_mask *m = &w->mask;
    double spread = 0;
    for (int k = 0; k < 4; k++) {
        const struct ct_xy a = ct_map_back(&c->map, (struct ct_xy){m->column, m->row});
        const struct ct_xy b = ct_map_back(&c->map, (struct ct_xy){m->column + (k & 1 ? 0.5 : -0.5),
                                                                   m->row + (k & 2 ? 0.5 : -0.5)});
        const struct ct_xy p = ct_zones_lonlat(&w->zones, a.x, a.y);
        const struct ct_xy q = ct_zones_lonlat(&w->zones, b.x, b.y);
        spread = fmax(spread, ct_plane_distance_m(p.x, p.y, q.x, q.y));
    }
    return spread * 1.001; /* cells of one community differ a little */
}

static enum ct_status walk_community(struct walk *w, struct cells *c, size_t community,
                                     struct ct_error *err)
{
    const struct ct_overlaps *o = &w->city->overlaps;
    int box[4];
    if (w->zones.ring_start[community] == w->zones.ring_start[community + 1])
        return CT_OK;
    cells_of(w, c, community, box);
    enum ct_status status =
        ct_mask_begin(&w->mask, box[0], box[1], box[2] - box[0] + 1, box[3] - box[1] + 1, err);
    if (status == CT_OK)
        draw_zone(w, c, community, 1);
    for (size_t k = 0; status == CT_OK && k < o->count; k++)
        if (o->b[k] == community)
            draw_zone(w, c, w->city->communities.count + k, -1);
    if (status == CT_OK) {
        ct_mask_finish(&w->mask);
        status = read_cells(w, c, err);
    }
    const double spread = status == CT_OK ? spread_of(w, c) : 0;
    for (int y = 0; status == CT_OK && y < w->mask.height; y++)
        for (int x = 0; status == CT_OK && x < w->mask.width; x++) {
            const double people = c->people[y * w->mask.width + x] *
                                  w->mask.sum[(size_t)y * ((size_t)w->mask.width + 2) + (size_t)x];
            if (!(people > 0))
                continue;
            const struct ct_xy at =
                ct_map_back(&c->map, (struct ct_xy){box[0] + x + 0.5, box[1] + y + 0.5});
            const struct ct_xy d = ct_zones_lonlat(&w->zones, at.x, at.y);
            status = w->visit(w->context,
                              &(struct ct_demand_place){d.x, d.y, community, people, spread}, err);
        }
    return status;
}

static enum ct_status walk_raster(struct walk *w, struct ct_error *err)
{
    const struct ct_population *p = w->population;
    struct cells c = {0};
    enum ct_status status = ct_raster_open(p->file, p->band, p->crs, &c.raster, err);
    if (status != CT_OK)
        return status;
    const struct ct_raster_info *info = ct_raster_describe(c.raster);
    c.width = info->width;
    c.height = info->height;
    status = ct_map_new(&w->zones, info, p->crs, &c.map, err);
    for (size_t i = 0; status == CT_OK && i < w->city->communities.count; i++)
        status = walk_community(w, &c, i, err);
    ct_map_free(&c.map);
    free(c.people);
    ct_raster_close(c.raster);
    return status;
}

/* --- polygons --------------------------------------------------------------------------------- */

/* Places in squares: the frame of one polygon. */
struct squares {
    double x0, y0, side; /* plane metres */
    double all;          /* squares that the polygon covers */
    double people, spread_m;
};

static struct ct_xy in_squares(const struct squares *s, double lon, double lat)
{
    const struct ct_xy p = ct_plane_from_lonlat(lon, lat);
    return (struct ct_xy){(p.x - s->x0) / s->side, (p.y - s->y0) / s->side};
}

static void draw_shape(struct ct_mask *mask, const struct squares *s, const struct ct_shape *shape,
                       double sign)
{
    for (size_t part = 0; part < shape->parts; part++)
        for (size_t i = shape->start[part]; i + 1 < shape->start[part + 1]; i++) {
            const struct ct_xy a = in_squares(s, shape->lon[i], shape->lat[i]);
            const struct ct_xy b = in_squares(s, shape->lon[i + 1], shape->lat[i + 1]);
            ct_mask_edge(mask, a.x, a.y, b.x, b.y, sign);
        }
}

/* The squares that hold a box of degrees. */
static enum ct_status frame(struct walk *w, const struct squares *s, const double box[4],
                            struct ct_error *err)
{
    const struct ct_xy a = in_squares(s, box[0], box[1]), b = in_squares(s, box[2], box[3]);
    const int column = (int)floor(a.x - 1e-6), row = (int)floor(a.y - 1e-6);
    return ct_mask_begin(&w->mask, column, row, (int)ceil(b.x + 1e-6) - column + 1,
                         (int)ceil(b.y + 1e-6) - row + 1, err);
}

static double mask_total(const struct ct_mask *m)
{
    double all = 0;
    for (size_t i = 0; i < ((size_t)m->width + 2) * (size_t)m->height; i++)
        all += m->sum[i];
    return all;
}

static enum ct_status give_squares(struct walk *w, const struct squares *s, size_t community,
                                   struct ct_error *err)
{
    const struct ct_mask *m = &w->mask;
    enum ct_status status = CT_OK;
    for (int y = 0; status == CT_OK && y < m->height; y++)
        for (int x = 0; status == CT_OK && x < m->width; x++) {
            const double part = m->sum[(size_t)y * ((size_t)m->width + 2) + (size_t)x];
            const struct ct_xy d = ct_plane_to_lonlat(s->x0 + s->side * (m->column + x + 0.5),
                                                      s->y0 + s->side * (m->row + y + 0.5));
            if (part > 0)
                status = w->visit(w->context,
                                  &(struct ct_demand_place){d.x, d.y, community,
                                                            s->people * part / s->all, s->spread_m},
                                  err);
        }
    return status;
}

static bool apart(const double a[4], const double b[4])
{
    return a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3];
}

/* The polygon's part in one community, without what earlier communities claim too. */
static enum ct_status walk_part(struct walk *w, const struct squares *s,
                                const struct ct_shape *shape, const double box[4], size_t community,
                                struct ct_error *err)
{
    const struct ct_overlaps *o = &w->city->overlaps;
    double its[4];
    if (!ct_shape_bounds(&w->city->communities.shape[community], its) || apart(box, its))
        return CT_OK;
    ct_shape_free(&w->part);
    enum ct_status status =
        ct_overlay_and(shape, &w->city->communities.shape[community], &w->part, err);
    if (status != CT_OK || w->part.parts == 0)
        return status;
    status = frame(w, s, box, err);
    if (status == CT_OK)
        draw_shape(&w->mask, s, &w->part, 1);
    for (size_t k = 0; status == CT_OK && k < o->count; k++) {
        if (o->b[k] != community)
            continue;
        ct_shape_free(&w->part);
        status = ct_overlay_and(shape, &o->shape[k], &w->part, err);
        if (status == CT_OK)
            draw_shape(&w->mask, s, &w->part, -1);
    }
    if (status != CT_OK)
        return status;
    ct_mask_finish(&w->mask);
    return give_squares(w, s, community, err);
}

static enum ct_status walk_polygons(struct walk *w, double square_m, struct ct_error *err)
{
    const struct ct_population *p = w->population;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < p->count; i++) {
        double box[4];
        if (!(p->people[i] > 0) || !ct_shape_bounds(&p->shape[i], box))
            continue;
        const struct ct_xy a = ct_plane_from_lonlat(box[0], box[1]);
        struct squares s = {.x0 = a.x,
                            .y0 = a.y,
                            .side = square_m * ct_plane_scale((box[1] + box[3]) / 2),
                            .people = p->people[i],
                            .spread_m = 0.708 * square_m};
        status = frame(w, &s, box, err);
        if (status != CT_OK)
            break;
        draw_shape(&w->mask, &s, &p->shape[i], 1);
        ct_mask_finish(&w->mask);
        s.all = mask_total(&w->mask);
        for (size_t c = 0; status == CT_OK && s.all > 0 && c < w->city->communities.count; c++)
            status = walk_part(w, &s, &p->shape[i], box, c, err);
    }
    return status;
}

enum ct_status ct_demand_places(const struct ct_city *city, size_t demand, double square_m,
                                ct_place_fn visit, void *context, struct ct_error *err)
{
    struct walk w = {
        .city = city, .population = &city->population[demand], .visit = visit, .context = context};
    enum ct_status status = make_zones(city, &w.zones, err);
    if (status == CT_OK)
        switch (w.population->kind) {
        case CT_POPULATION_RASTER:
            status = walk_raster(&w, err);
            break;
        case CT_POPULATION_POINTS:
            status = walk_points(&w, err);
            break;
        case CT_POPULATION_POLYGONS:
            status = walk_polygons(&w, square_m, err);
            break;
        }
    ct_zones_free(&w.zones);
    ct_mask_free(&w.mask);
    ct_shape_free(&w.part);
    return status;
}
