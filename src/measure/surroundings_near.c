/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The nearest existing facility of each kind to each project, straight, and the share of a project
 * that its kind's first radius covers.
 *
 * The straight distance is from the project's ground (0 where the facility stands on it), for a
 * project given as a point from that point: rules speak of what is within so many metres of a
 * project. The nearest place of the ground is sought in the conformal plane and the distance to it
 * is geodesic. The share is of ground area, closed form (field_area.c); of a point 0 or 1.
 * O(projects x facilities) boxes, and few vertices.
 */
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include "measure/tally.h"
#include <stdlib.h>

struct grounds {
    const struct ct_city *city;
    struct ct_zones zones;      /* the projects; a point has no rings */
    struct ct_circles *circles; /* [kinds] of the first radius */
    struct ct_xy *facility;     /* metres from the origin */
    double *scale;              /* [facilities] of the plane there */
};

static bool has_ground(const struct grounds *g, size_t project)
{
    return g->zones.ring_start[project + 1] > g->zones.ring_start[project];
}

static enum ct_status make_zones(struct grounds *g, struct ct_error *err)
{
    static const struct ct_shape nothing = {0};
    const struct ct_projects *p = &g->city->projects;
    const struct ct_shape **shape = malloc((p->count + 1) * sizeof *shape);
    if (!shape)
        return ct_fail_memory(err);
    for (size_t i = 0; i < p->count; i++)
        shape[i] = p->shape[i].kind == CT_SHAPE_POLYGONS ? &p->shape[i] : &nothing;
    const enum ct_status status =
        ct_zones_new(shape, p->count, ct_zones_origin(g->city->bounds), &g->zones, err);
    free(shape);
    return status;
}

static enum ct_status make_circles(struct grounds *g, struct ct_error *err)
{
    const struct ct_facilities *f = &g->city->facilities;
    uint32_t *facility = malloc((f->count + 1) * sizeof *facility);
    double *radius = malloc((f->count + 1) * sizeof *radius);
    g->circles = calloc(g->city->kind_count + 1, sizeof *g->circles);
    enum ct_status status = facility && radius && g->circles ? CT_OK : ct_fail_memory(err);
    for (size_t k = 0; !status && k < g->city->kind_count; k++) {
        const struct ct_kind *kind = &g->city->kinds[k];
        size_t n = 0;
        for (size_t i = 0; kind->radius_count && i < f->count; i++)
            if (f->kind[i] == k) {
                radius[n] = kind->radius_m[0];
                facility[n++] = (uint32_t)i;
            }
        status =
            ct_circles_new(n, facility, f->lon, f->lat, radius, &g->zones, &g->circles[k], err);
    }
    free(facility);
    free(radius);
    return status;
}

static enum ct_status place_facilities(struct grounds *g, struct ct_error *err)
{
    const struct ct_facilities *f = &g->city->facilities;
    g->facility = malloc((f->count + 1) * sizeof *g->facility);
    g->scale = malloc((f->count + 1) * sizeof *g->scale);
    if (!g->facility || !g->scale)
        return ct_fail_memory(err);
    for (size_t i = 0; i < f->count; i++) {
        const struct ct_xy at = ct_plane_from_lonlat(f->lon[i], f->lat[i]);
        g->facility[i] = (struct ct_xy){at.x - g->zones.x0, at.y - g->zones.y0};
        g->scale[i] = ct_plane_scale(f->lat[i]);
    }
    return CT_OK;
}

/* The place of the border a-b that is nearest to p. */
static struct ct_xy foot_on(struct ct_xy a, struct ct_xy b, struct ct_xy p)
{
    const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
    const double t = length2 > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2 : 0;
    const double share = fmin(fmax(t, 0.0), 1.0);
    return (struct ct_xy){a.x + share * dx, a.y + share * dy};
}

static struct ct_xy nearest_ground(const struct ct_zones *z, size_t project, struct ct_xy p)
{
    struct ct_xy best = p;
    double least = INFINITY;
    for (size_t r = z->ring_start[project]; r < z->ring_start[project + 1]; r++)
        for (size_t i = z->vertex_start[r]; i + 1 < z->vertex_start[r + 1]; i++) {
            const struct ct_xy at =
                foot_on(ct_point_m(z->vertex[i]), ct_point_m(z->vertex[i + 1]), p);
            const double d = hypot(at.x - p.x, at.y - p.y);
            if (d < least) {
                least = d;
                best = at;
            }
        }
    return best;
}

static double distance_m(const struct grounds *g, size_t project, size_t facility)
{
    const struct ct_projects *p = &g->city->projects;
    const double lon = g->city->facilities.lon[facility], lat = g->city->facilities.lat[facility];
    const struct ct_xy at = g->facility[facility];
    if (!has_ground(g, project))
        return ct_plane_distance_m(p->lon[project], p->lat[project], lon, lat);
    if (ct_zones_hold(&g->zones, project, at.x, at.y))
        return 0;
    const struct ct_xy foot = nearest_ground(&g->zones, project, at);
    const struct ct_xy d = ct_zones_lonlat(&g->zones, foot.x, foot.y);
    return ct_plane_distance_m(d.x, d.y, lon, lat);
}

static struct ct_box box_of(const struct grounds *g, size_t project)
{
    if (has_ground(g, project))
        return g->zones.box[project];
    const struct ct_xy p =
        ct_plane_from_lonlat(g->city->projects.lon[project], g->city->projects.lat[project]);
    const double x = p.x - g->zones.x0, y = p.y - g->zones.y0;
    return (struct ct_box){x, y, x, y};
}

/* Looks at a facility of which the box says that it may be nearer than the best of its kind. */
static void find_nearest(const struct grounds *g, size_t project, struct ct_near *near)
{
    const struct ct_facilities *f = &g->city->facilities;
    const struct ct_box box = box_of(g, project);
    const double scale = fmax(ct_plane_scale(ct_zones_lonlat(&g->zones, 0, box.y0).y),
                              ct_plane_scale(ct_zones_lonlat(&g->zones, 0, box.y1).y));
    for (size_t i = 0; i < f->count; i++) {
        struct ct_near *n = &near[f->kind[i]];
        const struct ct_xy at = g->facility[i];
        const double dx = fmax(fmax(box.x0 - at.x, at.x - box.x1), 0.0);
        const double dy = fmax(fmax(box.y0 - at.y, at.y - box.y1), 0.0);
        if (0.999 * hypot(dx, dy) / fmax(scale, g->scale[i]) >= n->distance_m)
            continue; /* NAN: none so far */
        const double d = distance_m(g, project, i);
        if (isnan(n->distance_m) || d < n->distance_m) {
            n->distance_m = d;
            n->facility = (ptrdiff_t)i;
        }
    }
}

static double share_at(const struct grounds *g, size_t project, size_t kind)
{
    const struct ct_box at = box_of(g, project);
    if (!g->city->kinds[kind].radius_count || isnan(g->city->projects.lon[project]))
        return NAN;
    return ct_circles_depth(&g->circles[kind], at.x0, at.y0) > 0 ? 1 : 0;
}

static enum ct_status cover(struct ct_surrounding *s, const struct grounds *g, struct ct_error *err)
{
    const size_t kinds = g->city->kind_count;
    struct ct_arrangement a = {0};
    struct ct_integrals in = {0};
    struct ct_tally t = {0};
    enum ct_status status = ct_arrange(&g->zones, kinds, g->circles, 0, NULL, &a, err);
    if (!status)
        status = ct_field_area(&a, &in, err);
    if (!status)
        status = ct_tally_new(&a, &in, false, &t, err);
    for (size_t i = 0; !status && i < s->out->near_count; i++) {
        struct ct_near *n = &s->out->near[i];
        n->covered_share = share_at(g, n->project, n->kind);
        if (!has_ground(g, n->project) || t.total[n->project] <= 0 || isnan(n->covered_share))
            continue;
        const ct_exact out = t.reached[(n->kind * t.zones + n->project) * CT_DEPTHS];
        n->covered_share = fmin(fmax(1 - (double)out / (double)t.total[n->project], 0.0), 1.0);
    }
    ct_tally_free(&t);
    ct_integrals_free(&in);
    ct_arrangement_free(&a);
    return status;
}

enum ct_status ct_surroundings_near(struct ct_surrounding *s, struct ct_error *err)
{
    struct grounds g = {.city = s->city};
    const size_t projects = s->city->projects.count, kinds = s->city->kind_count;
    s->out->near = calloc(projects * kinds + 1, sizeof *s->out->near);
    enum ct_status status = s->out->near ? make_zones(&g, err) : ct_fail_memory(err);
    if (!status)
        status = make_circles(&g, err);
    if (!status)
        status = place_facilities(&g, err);
    for (size_t p = 0; !status && p < projects; p++) {
        struct ct_near *near = s->out->near + s->out->near_count;
        for (size_t k = 0; k < kinds; k++)
            near[k] = (struct ct_near){p, k, -1, NAN, NAN, NAN};
        s->out->near_count += kinds;
        if (!isnan(s->city->projects.lon[p]))
            find_nearest(&g, p, near);
    }
    if (!status)
        status = cover(s, &g, err);
    for (size_t k = 0; g.circles && k < kinds; k++)
        ct_circles_free(&g.circles[k]);
    free(g.circles);
    free(g.facility);
    free(g.scale);
    ct_zones_free(&g.zones);
    return status ? status : ct_surroundings_walks(s, err);
}
