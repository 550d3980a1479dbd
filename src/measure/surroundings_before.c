/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The city before anything is built: boxes and places of all that a change may touch, and what its
 * facilities bear. Made once for all projects. O(vertices + assignments).
 */
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include "measure/zones.h"
#include <stdlib.h>

static struct ct_xy place_of(const struct ct_before *b, double lon, double lat)
{
    const struct ct_xy at = ct_plane_from_lonlat(lon, lat);
    return (struct ct_xy){at.x - b->origin.x, at.y - b->origin.y};
}

static struct ct_box box_at(struct ct_xy at)
{
    return (struct ct_box){at.x, at.y, at.x, at.y};
}

/* A metre wider than its vertices: more than any rounding. */
static struct ct_box box_of(const struct ct_before *b, const struct ct_shape *shape)
{
    struct ct_box box = CT_BOX_NOWHERE;
    for (size_t i = 0; i < shape->vertices; i++) {
        const struct ct_box at = box_at(place_of(b, shape->lon[i], shape->lat[i]));
        ct_box_widen(&box, &at);
    }
    return (struct ct_box){box.x0 - 1, box.y0 - 1, box.x1 + 1, box.y1 + 1};
}

static void place_zones(struct ct_before *b, const struct ct_city *city)
{
    const size_t n = city->communities.count, k = city->overlaps.count;
    b->all = CT_BOX_NOWHERE;
    for (size_t z = 0; z < n + k; z++) {
        b->zone[z] = box_of(b, z < n ? &city->communities.shape[z] : &city->overlaps.shape[z - n]);
        ct_box_widen(&b->all, &b->zone[z]);
    }
}

static void place_rest(struct ct_before *b, const struct ct_city *city)
{
    const struct ct_projects *p = &city->projects;
    const struct ct_facilities *f = &city->facilities;
    const struct ct_project_facilities *q = &city->project_facilities;
    const struct ct_population *first = city->population;
    for (size_t i = 0; i < p->count; i++)
        b->project[i] = p->shape[i].kind == CT_SHAPE_POLYGONS
                            ? box_of(b, &p->shape[i])
                            : box_at(place_of(b, p->lon[i], p->lat[i]));
    for (size_t i = 0; i < f->count; i++)
        b->facility[i] = place_of(b, f->lon[i], f->lat[i]);
    for (size_t i = 0; i < q->count; i++)
        b->premises[i] = place_of(b, q->lon[i], q->lat[i]);
    for (size_t i = 0; b->population && i < first->count; i++)
        b->population[i] = first->kind == CT_POPULATION_POLYGONS
                               ? box_of(b, &first->shape[i])
                               : box_at(place_of(b, first->lon[i], first->lat[i]));
}

/* Assignments of the first layer come first, by zone. An overlap's are counted too often. */
static void add_loads(struct ct_before *b, const struct ct_measures *m)
{
    size_t i = 0;
    for (size_t z = 0; z < m->zones; z++) {
        b->assignment_start[z] = i;
        for (; i < m->assignment_count && m->assignments[i].demand == 0 &&
               m->assignments[i].zone == z;
             i++)
            b->load[m->assignments[i].facility] +=
                z < m->communities ? m->assignments[i].people : -m->assignments[i].people;
    }
    b->assignment_start[m->zones] = i;
}

enum ct_status ct_before_new(const struct ct_city *city, const struct ct_measures *measures,
                             struct ct_before *out, struct ct_error *err)
{
    const struct ct_population *first = city->population;
    const bool raster = first->kind == CT_POPULATION_RASTER;
    *out = (struct ct_before){.origin = ct_zones_origin(city->bounds)};
    out->zone = malloc((measures->zones + 1) * sizeof *out->zone);
    out->project = malloc((city->projects.count + 1) * sizeof *out->project);
    out->population = raster ? NULL : malloc((first->count + 1) * sizeof *out->population);
    out->facility = malloc((city->facilities.count + 1) * sizeof *out->facility);
    out->premises = malloc((city->project_facilities.count + 1) * sizeof *out->premises);
    out->load = calloc(city->facilities.count + 1, sizeof *out->load);
    out->assignment_start = malloc((measures->zones + 1) * sizeof *out->assignment_start);
    if (!out->zone || !out->project || (!raster && !out->population) || !out->facility ||
        !out->premises || !out->load || !out->assignment_start) {
        ct_before_free(out);
        return ct_fail_memory(err);
    }
    place_zones(out, city);
    place_rest(out, city);
    add_loads(out, measures);
    return CT_OK;
}

void ct_before_free(struct ct_before *before)
{
    free(before->zone);
    free(before->project);
    free(before->population);
    free(before->facility);
    free(before->premises);
    free(before->load);
    free(before->assignment_start);
    *before = (struct ct_before){0};
}
