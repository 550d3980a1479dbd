/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gaps: the inhabited parts of a community that no facility of a kind reaches, one row a contiguous
 * patch. A patch is (community minus service area) where people live, by squares (inhabited.h) of
 * the first demand: cells of its raster, or larger squares where cells are fine against the radius.
 *
 * The people of all patches of a community are exactly its uncovered people of each demand; how
 * they fall to its patches goes by the first demand's squares, spread evenly in a square. Patches
 * end at community borders, so each belongs to one community.
 */
#include "measure/measuring.h"

#include "base/fail.h"
#include "base/progress.h"
#include "gis/overlay.h"
#include "measure/inhabited.h"
#include "measure/uncovered.h"
#include <stdlib.h>

#define LEAST_PEOPLE 1e-6

struct gaps {
    struct ct_measuring *m;
    struct ct_uncovered uncovered;
    struct ct_inhabited inhabited;
    size_t room;
};

/* The patch of parts [first, last) of a shape; `weight` is its people before they are scaled. */
static enum ct_status add_patch(struct gaps *g, size_t community, const struct ct_shape *shape,
                                size_t first, size_t last, struct ct_error *err)
{
    struct ct_measures *out = g->m->out;
    struct ct_xy centre = {NAN, NAN};
    const double weight = ct_inhabited_people(&g->inhabited, shape, first, last, &centre);
    if (!(weight > 0))
        return CT_OK;
    if (!ct_grow((void **)&out->gaps, &g->room, out->gap_count, sizeof *out->gaps))
        return ct_fail_memory(err);
    struct ct_gap *gap = &out->gaps[out->gap_count];
    *gap = (struct ct_gap){.reach = g->uncovered.reach, .community = community, .facility = -1,
                           .distance_m = NAN, .lon = centre.x, .lat = centre.y};
    gap->people = calloc(out->demands + 1, sizeof *gap->people);
    if (!gap->people)
        return ct_fail_memory(err);
    out->gap_count++;
    gap->people[0] = weight;
    gap->shape.kind = CT_SHAPE_POLYGONS;
    for (size_t part = first; part < last; part++) {
        if (!ct_shape_begin(&gap->shape, shape->hole[part]))
            return ct_fail_memory(err);
        for (size_t i = shape->start[part]; i < shape->start[part + 1]; i++)
            if (!ct_shape_add(&gap->shape, shape->lon[i], shape->lat[i], false))
                return ct_fail_memory(err);
    }
    return CT_OK;
}

/* Scales the community's patches so that together they hold its uncovered people. */
static void share_out(struct gaps *g, size_t community, size_t from)
{
    struct ct_measures *out = g->m->out;
    double sum = 0;
    for (size_t i = from; i < out->gap_count; i++)
        sum += out->gaps[i].people[0];
    for (size_t i = from; i < out->gap_count; i++) {
        const double share = out->gaps[i].people[0] / sum;
        for (size_t d = 0; d < out->demands; d++)
            out->gaps[i].people[d] =
                share * ct_reached_of(out, d, g->uncovered.reach, community)[0];
    }
}

static enum ct_status inhabited_part(struct gaps *g, struct ct_shape *shape, struct ct_error *err)
{
    struct ct_shape mask = {0}, both = {0};
    enum ct_status status = ct_inhabited_load(&g->inhabited, shape, err);
    if (status || !g->inhabited.empty_squares)
        return status;
    status = ct_inhabited_outline(&g->inhabited, &mask, err);
    if (!status)
        status = ct_overlay_and(shape, &mask, &both, err);
    if (!status) {
        const struct ct_shape old = *shape;
        *shape = both;
        both = old;
    }
    ct_shape_free(&mask);
    ct_shape_free(&both);
    return status;
}

static enum ct_status gaps_of(struct gaps *g, size_t community, struct ct_error *err)
{
    struct ct_shape shape = {0};
    const size_t from = g->m->out->gap_count;
    enum ct_status status = ct_uncovered_of(&g->uncovered, community, &shape, err);
    if (!status && shape.parts)
        status = inhabited_part(g, &shape, err);
    for (size_t first = 0; !status && first < shape.parts;) {
        size_t last = first + 1;
        while (last < shape.parts && shape.hole[last])
            last++;
        status = add_patch(g, community, &shape, first, last, err);
        first = last;
    }
    if (!status)
        share_out(g, community, from);
    ct_shape_free(&shape);
    return status;
}

static void find_nearest(const struct ct_measuring *m, struct ct_gap *gap)
{
    const struct ct_facilities *f = &m->city->facilities;
    const struct ct_partition *p = &m->partitions[m->out->reach[gap->reach].kind];
    const struct ct_xy at = ct_plane_from_lonlat(gap->lon, gap->lat);
    const uint32_t site =
        ct_partition_nearest(p, &m->zones, at.x - m->zones.x0, at.y - m->zones.y0);
    if (site == UINT32_MAX)
        return;
    gap->facility = p->member[p->member_start[site]];
    gap->distance_m =
        ct_plane_distance_m(gap->lon, gap->lat, f->lon[gap->facility], f->lat[gap->facility]);
}

static enum ct_status measure_patches(struct ct_measuring *m, struct ct_error *err)
{
    struct ct_measures *out = m->out;
    const struct ct_shape **list = malloc((out->gap_count + 1) * sizeof *list);
    double *area = malloc((out->gap_count + 1) * sizeof *area);
    struct ct_zones zones = {0};
    enum ct_status status = list && area ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < out->gap_count; i++)
        list[i] = &out->gaps[i].shape;
    if (!status)
        status = ct_zones_new(list, out->gap_count, (struct ct_xy){m->zones.x0, m->zones.y0},
                              &zones, err);
    if (!status)
        status = ct_zones_area_m2(&zones, area, err);
    for (size_t i = 0; !status && i < out->gap_count; i++) {
        out->gaps[i].area_m2 = area[i];
        find_nearest(m, &out->gaps[i]);
    }
    ct_zones_free(&zones);
    free(list);
    free(area);
    return status;
}

static int by_people(const void *x, const void *y)
{
    const struct ct_gap *a = x, *b = y;
    if (a->reach != b->reach)
        return a->reach < b->reach ? -1 : 1;
    if (a->people[0] != b->people[0])
        return a->people[0] > b->people[0] ? -1 : 1;
    if (a->community != b->community)
        return a->community < b->community ? -1 : 1;
    return a->lon < b->lon ? -1 : a->lon > b->lon;
}

static enum ct_status all_reaches(struct gaps *g, struct ct_error *err)
{
    struct ct_measuring *m = g->m;
    enum ct_status status = CT_OK;
    for (size_t r = 0; !status && r < m->out->reaches; r++) {
        if (m->out->reach[r].kind < 0)
            continue;
        ct_uncovered_begin(&g->uncovered, r);
        for (size_t c = 0; !status && c < m->out->communities; c++)
            if (ct_reached_of(m->out, 0, r, c)[0] > LEAST_PEOPLE)
                status = gaps_of(g, c, err);
        if (!status)
            status = ct_progress(m->run, "measure",
                                 0.85 + 0.15 * (double)(r + 1) / (double)m->out->reaches, err);
    }
    return status;
}

enum ct_status ct_measure_gaps(struct ct_measuring *m, struct ct_error *err)
{
    struct gaps g = {.m = m, .inhabited.m = m};
    if (!m->out->demands)
        return CT_OK;
    enum ct_status status = ct_inhabited_prepare(m, err);
    if (!status)
        status = ct_uncovered_new(m, &g.uncovered, err);
    if (!status)
        status = all_reaches(&g, err);
    if (!status)
        status = measure_patches(m, err);
    if (!status && m->out->gap_count)
        qsort(m->out->gaps, m->out->gap_count, sizeof *m->out->gaps, by_people);
    ct_uncovered_free(&g.uncovered);
    ct_inhabited_free(&g.inhabited);
    return status;
}
