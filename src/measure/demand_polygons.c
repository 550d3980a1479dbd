/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A demand that is polygons: people spread evenly over the ground of each polygon. Every part that
 * a polygon shares with a zone becomes a small zone of its own; circles and lines cut those, and
 * their ground areas, closed form, carry the people. O(overlaps of polygons and zones).
 */
#include "base/grow.h"
#include "measure/measuring.h"

#include "base/fail.h"
#include "gis/overlay.h"
#include <stdlib.h>

struct part {
    uint32_t polygon, zone;
};

struct take {
    struct ct_measuring *m;
    const struct ct_population *population;
    size_t demand;
    struct part *part;
    struct ct_shape *shape; /* of the parts */
    size_t parts, part_room, shape_room;
    double *per_m2; /* [polygons] */
};

static enum ct_status intersect(struct take *t, uint32_t polygon, uint32_t zone,
                                struct ct_error *err)
{
    const struct ct_city *city = t->m->city;
    const size_t communities = city->communities.count;
    const struct ct_shape *with = zone < communities ? &city->communities.shape[zone]
                                                     : &city->overlaps.shape[zone - communities];
    if (!ct_grow((void **)&t->part, &t->part_room, t->parts, sizeof *t->part) ||
        !ct_grow((void **)&t->shape, &t->shape_room, t->parts, sizeof *t->shape))
        return ct_fail_memory(err);
    struct ct_shape *shape = &t->shape[t->parts];
    *shape = (struct ct_shape){0};
    enum ct_status status = ct_overlay_and(&t->population->shape[polygon], with, shape, err);
    if (status || !shape->parts) {
        ct_shape_free(shape);
        return status;
    }
    t->part[t->parts++] = (struct part){polygon, zone};
    return CT_OK;
}

static int apart(const struct ct_box *a, const struct ct_box *b)
{
    return a->x0 > b->x1 || b->x0 > a->x1 || a->y0 > b->y1 || b->y0 > a->y1;
}

static enum ct_status cut_polygon(struct take *t, uint32_t polygon, const struct ct_box *box,
                                  uint32_t *seen, struct ct_error *err)
{
    const struct ct_zones *z = &t->m->zones;
    const struct ct_grid *g = &z->grid;
    if (apart(box, &z->all))
        return CT_OK;
    const int c1 = ct_grid_column(g, box->x1), r1 = ct_grid_row(g, box->y1);
    for (int r = ct_grid_row(g, box->y0); r <= r1; r++)
        for (int c = ct_grid_column(g, box->x0); c <= c1; c++) {
            const size_t s = ct_grid_square(g, c, r);
            for (size_t k = g->start[s]; k < g->start[s + 1]; k++) {
                const uint32_t zone = g->item[k];
                if (seen[zone] == polygon + 1 || apart(box, &z->box[zone]))
                    continue;
                seen[zone] = polygon + 1;
                enum ct_status status = intersect(t, polygon, zone, err);
                if (status)
                    return status;
            }
        }
    return CT_OK;
}

static enum ct_status zones_of(const struct take *t, const struct ct_shape *shape, size_t n,
                               struct ct_zones *zones, struct ct_error *err)
{
    const struct ct_shape **list = malloc((n + 1) * sizeof *list);
    const struct ct_xy origin = {t->m->zones.x0, t->m->zones.y0};
    if (!list)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        list[i] = &shape[i];
    const enum ct_status status = ct_zones_new(list, n, origin, zones, err);
    free(list);
    return status;
}

/* People a m2 of every polygon. */
static enum ct_status densities(struct take *t, const struct ct_zones *polygons, double *read,
                                struct ct_error *err)
{
    enum ct_status status = ct_zones_area_m2(polygons, t->per_m2, err);
    for (size_t i = 0; !status && i < polygons->count; i++) {
        const double people = t->population->people[i];
        *read += people;
        t->per_m2[i] = t->per_m2[i] > 0 ? people / t->per_m2[i] : 0;
    }
    return status;
}

static enum ct_status cut_all(struct take *t, double *read, struct ct_error *err)
{
    const size_t n = t->population->count;
    struct ct_zones polygons = {0};
    uint32_t *seen = calloc(t->m->zones.count + 1, sizeof *seen);
    t->per_m2 = calloc(n + 1, sizeof *t->per_m2);
    enum ct_status status = seen && t->per_m2 ? CT_OK : ct_fail_memory(err);
    if (!status)
        status = zones_of(t, t->population->shape, n, &polygons, err);
    if (!status)
        status = densities(t, &polygons, read, err);
    for (uint32_t i = 0; !status && i < n; i++)
        status = cut_polygon(t, i, &polygons.box[i], seen, err);
    ct_zones_free(&polygons);
    free(seen);
    return status;
}

static void take_part(struct take *t, const struct ct_tally *tally, size_t i)
{
    struct ct_measures *out = t->m->out;
    const uint32_t zone = t->part[i].zone;
    const double per_m2 = t->per_m2[t->part[i].polygon];
    ct_people_of(out, t->demand)[zone] += per_m2 * ct_tally_value(tally, tally->total[i]);
    for (size_t r = 0; r < out->reaches; r++)
        for (size_t d = 0; d < CT_DEPTHS; d++)
            ct_reached_of(out, t->demand, r, zone)[d] +=
                per_m2 *
                ct_tally_value(tally, tally->reached[(r * tally->zones + i) * CT_DEPTHS + d]);
}

static enum ct_status take_shares(struct take *t, const struct ct_tally *tally,
                                  struct ct_error *err)
{
    for (size_t k = 0; k < tally->kinds; k++)
        for (size_t i = 0; i < tally->near[k].count; i++) {
            const struct ct_share *s = &tally->near[k].row[i];
            const struct part *part = &t->part[s->zone];
            const double people = t->per_m2[part->polygon] * ct_tally_value(tally, s->sum);
            if (ct_measure_assign(t->m, t->demand, k, part->zone, s->site, people, err))
                return CT_INTERNAL;
        }
    return CT_OK;
}

/* Centre of people: of the parts' centroids, weighted by their people. */
static enum ct_status take_centres(struct take *t, const struct ct_zones *parts,
                                   const struct ct_tally *tally, struct ct_error *err)
{
    struct ct_measures *out = t->m->out;
    double(*sum)[3] = calloc(out->zones + 1, sizeof *sum);
    if (!sum)
        return ct_fail_memory(err);
    for (size_t i = 0; i < t->parts; i++) {
        const double people =
            t->per_m2[t->part[i].polygon] * ct_tally_value(tally, tally->total[i]);
        const struct ct_xy at = ct_zones_centroid(parts, i);
        sum[t->part[i].zone][0] += people * at.x;
        sum[t->part[i].zone][1] += people * at.y;
        sum[t->part[i].zone][2] += people;
    }
    for (size_t c = 0; c < out->communities; c++)
        if (sum[c][2] > 0) {
            const struct ct_xy d =
                ct_zones_lonlat(&t->m->zones, sum[c][0] / sum[c][2], sum[c][1] / sum[c][2]);
            out->centre[c].lon = d.x;
            out->centre[c].lat = d.y;
        }
    free(sum);
    return CT_OK;
}

static enum ct_status measure_parts(struct take *t, struct ct_error *err)
{
    struct ct_measuring *m = t->m;
    struct ct_zones zones = {0};
    struct ct_arrangement a = {0};
    struct ct_integrals in = {0};
    struct ct_tally tally = {0};
    enum ct_status status = zones_of(t, t->shape, t->parts, &zones, err);
    if (!status)
        status =
            ct_arrange(&zones, m->out->reaches, m->circles, m->out->kinds, m->partitions, &a, err);
    if (!status)
        status = ct_field_area(&a, &in, err);
    if (!status)
        status = ct_tally_new(&a, &in, true, &tally, err);
    for (size_t i = 0; !status && i < t->parts; i++)
        take_part(t, &tally, i);
    if (!status)
        status = take_shares(t, &tally, err);
    if (!status && t->demand == 0)
        status = take_centres(t, &zones, &tally, err);
    ct_tally_free(&tally);
    ct_integrals_free(&in);
    ct_arrangement_free(&a);
    ct_zones_free(&zones);
    return status;
}

enum ct_status ct_measure_polygons(struct ct_measuring *m, size_t demand, struct ct_error *err)
{
    struct take t = {.m = m, .population = &m->city->population[demand], .demand = demand};
    double read = 0;
    enum ct_status status = cut_all(&t, &read, err);
    if (!status)
        status = measure_parts(&t, err);
    if (!status)
        ct_measure_account(m, demand, read);
    for (size_t i = 0; i < t.parts; i++)
        ct_shape_free(&t.shape[i]);
    free(t.shape);
    free(t.part);
    free(t.per_m2);
    return status;
}
