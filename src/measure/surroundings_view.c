/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The changed city as far as it differs: the marked zones, the facilities that may matter there,
 * the premises that come, and as population the first layer's people of those zones and the people
 * of the projects. Of a raster all cells of the zones' box are read. O(zones + facilities +
 * population).
 */
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include <stdlib.h>

struct room {
    struct ct_shape *community, *overlap;
    double *lon, *lat;
    size_t *kind;
};

static void *take(struct ct_view *v, size_t n, size_t size)
{
    void *memory = malloc((n + 1) * size);
    if (memory)
        v->memory[v->memories++] = memory;
    return memory;
}

static enum ct_status take_zones(const struct ct_change *c, struct ct_view *v, struct ct_error *err)
{
    const struct ct_city *city = c->s->city;
    const size_t communities = city->communities.count, zones = c->s->measures->zones;
    struct ct_shape *shape = take(v, zones, sizeof *shape);
    size_t n = 0;
    v->zone = take(v, zones, sizeof *v->zone);
    if (!shape || !v->zone)
        return ct_fail_memory(err);
    v->city.communities = (struct ct_communities){.shape = shape};
    for (size_t z = 0; z < zones; z++) {
        if (!c->zone[z])
            continue;
        v->zone[n] = z;
        shape[n++] =
            z < communities ? city->communities.shape[z] : city->overlaps.shape[z - communities];
        if (z < communities)
            v->city.communities.count = n;
    }
    const size_t first = v->city.communities.count;
    v->city.overlaps = (struct ct_overlaps){.count = n - first, .shape = shape + first};
    return CT_OK;
}

static double least_m(const struct ct_box *b, struct ct_xy p)
{
    return hypot(fmax(fmax(b->x0 - p.x, p.x - b->x1), 0.0),
                 fmax(fmax(b->y0 - p.y, p.y - b->y1), 0.0));
}

static double most_m(const struct ct_box *b, struct ct_xy p)
{
    return hypot(fmax(p.x - b->x0, b->x1 - p.x), fmax(p.y - b->y0, b->y1 - p.y));
}

/* Plane metres a ground metre, at most, in a box and around it. */
static double scale_of(const struct ct_change *c, const struct ct_box *box)
{
    const struct ct_xy o = c->before->origin;
    const double south = ct_plane_to_lonlat(o.x, o.y + box->y0).y;
    const double north = ct_plane_to_lonlat(o.x, o.y + box->y1).y;
    return 1.02 * fmax(ct_plane_scale(south), ct_plane_scale(north));
}

/* How far from a box a facility of a kind may stand and still reach, or be nearest to, a place in
 * it. The slack is for scale, which changes by less than M / a over M metres of the plane. */
static double far_m(const struct ct_change *c, size_t kind, const struct ct_box *box, bool nearest)
{
    const struct ct_city *city = c->s->city;
    double radius = 0, most = INFINITY;
    for (size_t r = 0; r < city->kinds[kind].radius_count; r++)
        radius = fmax(radius, city->kinds[kind].radius_m[r]);
    for (size_t i = 0; nearest && i < city->facilities.count; i++)
        if (city->facilities.kind[i] == kind)
            most = fmin(most, most_m(box, c->before->facility[i]));
    radius *= scale_of(c, box);
    return nearest ? fmax(most * (1 + 2 * most / CT_EARTH_A) + 2, radius) : radius;
}

static void take_facility(struct ct_view *v, struct room *room, double lon, double lat, size_t kind,
                          ptrdiff_t of)
{
    const size_t n = v->city.facilities.count++;
    room->lon[n] = lon;
    room->lat[n] = lat;
    room->kind[n] = kind;
    v->facility[n] = of;
}

static void take_kind(const struct ct_change *c, struct ct_view *v, struct room *room, size_t kind)
{
    const struct ct_facilities *f = &c->s->city->facilities;
    const bool changed = c->kind_changed[kind];
    const bool reaches = changed || (c->counting_changed && c->s->city->kinds[kind].counts);
    const double of_ground = far_m(c, kind, &c->ground, true);
    const double of_around = reaches ? far_m(c, kind, &c->around, changed) : -1;
    for (size_t i = 0; i < f->count; i++)
        if (f->kind[i] == kind && (least_m(&c->ground, c->before->facility[i]) <= of_ground ||
                                   least_m(&c->around, c->before->facility[i]) <= of_around))
            take_facility(v, room, f->lon[i], f->lat[i], kind, (ptrdiff_t)i);
}

static enum ct_status take_facilities(const struct ct_change *c, struct ct_view *v,
                                      struct ct_error *err)
{
    const struct ct_project_facilities *q = &c->s->city->project_facilities;
    const size_t n = c->s->city->facilities.count + c->premises_count;
    struct room room = {.lon = take(v, n, sizeof *room.lon),
                        .lat = take(v, n, sizeof *room.lat),
                        .kind = take(v, n, sizeof *room.kind)};
    v->facility = take(v, n, sizeof *v->facility);
    if (!room.lon || !room.lat || !room.kind || !v->facility)
        return ct_fail_memory(err);
    v->city.facilities =
        (struct ct_facilities){.lon = room.lon, .lat = room.lat, .kind = room.kind};
    for (size_t k = 0; k < c->s->city->kind_count; k++)
        take_kind(c, v, &room, k);
    for (size_t i = 0; i < c->premises_count; i++) {
        const size_t k = c->premises[i];
        take_facility(v, &room, q->lon[k], q->lat[k], (size_t)q->kind[k], -1 - (ptrdiff_t)k);
    }
    return CT_OK;
}

/* The first layer where premises matter. */
static enum ct_status take_people(const struct ct_change *c, struct ct_view *v,
                                  struct ct_error *err)
{
    const struct ct_population *from = c->s->city->population;
    struct ct_population *to = &v->population[v->city.population_count];
    if (c->around.x0 > c->around.x1)
        return CT_OK;
    v->base = true;
    v->city.population_count++;
    *to = *from;
    to->count = 0;
    if (from->kind == CT_POPULATION_RASTER)
        return CT_OK;
    const bool points = from->kind == CT_POPULATION_POINTS;
    to->lon = take(v, points ? from->count : 0, sizeof *to->lon);
    to->lat = take(v, points ? from->count : 0, sizeof *to->lat);
    to->people = take(v, from->count, sizeof *to->people);
    to->shape = take(v, points ? 0 : from->count, sizeof *to->shape);
    if (!to->lon || !to->lat || !to->people || !to->shape)
        return ct_fail_memory(err);
    for (size_t i = 0; i < from->count; i++) {
        if (ct_boxes_apart(&c->before->population[i], &c->around))
            continue;
        to->people[to->count] = from->people[i];
        if (points) {
            to->lon[to->count] = from->lon[i];
            to->lat[to->count++] = from->lat[i];
        } else
            to->shape[to->count++] = from->shape[i];
    }
    return CT_OK;
}

/* The projects that are points, or those that are polygons. */
static enum ct_status take_projects(const struct ct_change *c, struct ct_view *v, bool points,
                                    struct ct_error *err)
{
    const struct ct_projects *p = &c->s->city->projects;
    struct ct_population *to = &v->population[v->city.population_count];
    *to = (struct ct_population){.kind = points ? CT_POPULATION_POINTS : CT_POPULATION_POLYGONS,
                                 .lon = take(v, p->count, sizeof *to->lon),
                                 .lat = take(v, p->count, sizeof *to->lat),
                                 .people = take(v, p->count, sizeof *to->people),
                                 .shape = take(v, p->count, sizeof *to->shape)};
    if (!to->lon || !to->lat || !to->people || !to->shape)
        return ct_fail_memory(err);
    for (size_t i = 0; i < p->count; i++) {
        if (!ct_change_holds(c, i) || (p->shape[i].kind != CT_SHAPE_POLYGONS) != points)
            continue;
        to->lon[to->count] = p->lon[i];
        to->lat[to->count] = p->lat[i];
        to->people[to->count] = c->s->people[i];
        to->shape[to->count++] = p->shape[i];
    }
    v->city.population_count += to->count > 0;
    return CT_OK;
}

enum ct_status ct_view_new(const struct ct_change *change, struct ct_view *out,
                           struct ct_error *err)
{
    const struct ct_city *city = change->s->city;
    *out = (struct ct_view){0};
    out->city.kinds = city->kinds;
    out->city.kind_count = city->kind_count;
    for (int i = 0; i < 4; i++)
        out->city.bounds[i] = city->bounds[i];
    out->city.population = out->population;
    enum ct_status status = take_zones(change, out, err);
    if (!status)
        status = take_facilities(change, out, err);
    if (!status)
        status = take_people(change, out, err);
    if (!status)
        status = take_projects(change, out, true, err);
    if (!status)
        status = take_projects(change, out, false, err);
    if (status)
        ct_view_free(out);
    return status;
}

void ct_view_free(struct ct_view *view)
{
    for (size_t i = 0; i < view->memories; i++)
        free(view->memory[i]);
    *view = (struct ct_view){0};
}
