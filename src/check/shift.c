/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does a layer look shifted against another as web maps shift (GCJ-02, BD-09)? Every layer is
 * compared as it was read and as it would lie with another offset declared, for itself or for what
 * it is compared with. Compared are facilities, points of people and borders with streets, and
 * borders of people with those of communities: by the median distance to the nearest line. Points
 * of most kinds stand anywhere between streets, but bus stops or shops stand along them: so each
 * kind is looked at by itself, and only a kind that fits well under one offset, and much worse as
 * it is, says something. O(edges + places), at most 4000 places a group.
 */
#include "base/fail.h"
#include "base/offset.h"
#include "check/check.h"
#include "check/near_lines.h"
#include "check/shift_parts.h"
#include "gis/plane.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PLACES_LEAST = 20, PLACES_MOST = 4000 };
#define FAR_M    1000.0 /* from all streets: such a place says nothing */
#define CLOSE_M  15.0
#define DECISIVE 3.0

/* A group of places, and the lines that they are compared with. */
struct comparison {
    struct ct_shifted points, lines;
    const struct ct_near_lines *near;
    const char *kind; /* NULL: all of the layer */
    size_t count;
    double *lon, *lat;
    double *distance; /* scratch */
};

/* What was found by one way of reading. */
struct reading {
    bool of_lines; /* the lines are read otherwise, not the points */
    enum ct_offset offset;
    double median_m;
};

void ct_shift_move(bool of_lines, enum ct_offset declared, enum ct_offset offset, double *lon,
                   double *lat)
{
    ct_offset_add(of_lines ? offset : declared, lon, lat);
    ct_offset_remove(of_lines ? declared : offset, lon, lat);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_m(const struct comparison *c, bool of_lines, enum ct_offset offset)
{
    const enum ct_offset declared = of_lines ? c->lines.offset : c->points.offset;
    for (size_t i = 0; i < c->count; i++) {
        double lon = c->lon[i], lat = c->lat[i];
        if (declared != offset)
            ct_shift_move(of_lines, declared, offset, &lon, &lat);
        c->distance[i] = ct_near_lines_m(c->near, lon, lat, FAR_M);
    }
    qsort(c->distance, c->count, sizeof *c->distance, by_value);
    return c->distance[c->count / 2];
}

/* Leaves out the places that are far from all lines. */
static void drop_far(struct comparison *c)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->count; i++) {
        if (ct_near_lines_m(c->near, c->lon[i], c->lat[i], FAR_M) >= FAR_M)
            continue;
        c->lon[kept] = c->lon[i];
        c->lat[kept++] = c->lat[i];
    }
    c->count = kept;
}

static struct reading best_reading(const struct comparison *c, double *now_m)
{
    struct reading best = {.median_m = HUGE_VAL};
    *now_m = median_m(c, false, c->points.offset);
    for (int of_lines = 0; of_lines <= 1; of_lines++)
        for (enum ct_offset o = CT_OFFSET_NONE; o <= CT_OFFSET_BD09; o++) {
            if (o == (of_lines ? c->lines.offset : c->points.offset))
                continue;
            double m = median_m(c, of_lines, o);
            if (m < best.median_m)
                best = (struct reading){of_lines, o, m};
        }
    return best;
}

void ct_shift_measure(bool of_lines, enum ct_offset declared, enum ct_offset offset, double lon,
                      double lat, struct ct_shift_words *words)
{
    static const char *const names[][2] = {
        {"north", "北"}, {"north-east", "东北"}, {"east", "东"}, {"south-east", "东南"},
        {"south", "南"}, {"south-west", "西南"}, {"west", "西"}, {"north-west", "西北"}};
    double there[2] = {lon, lat};
    ct_shift_move(of_lines, declared, offset, &there[0], &there[1]);
    struct ct_xy is = ct_plane_from_lonlat(lon, lat);
    struct ct_xy should = ct_plane_from_lonlat(there[0], there[1]);
    double sign = of_lines ? -1 : 1, east = sign * (is.x - should.x),
           north = sign * (is.y - should.y);
    int eighth = (int)lround(atan2(east, north) / (M_PI / 4)) & 7;
    snprintf(words->size, sizeof words->size, "%.0f",
             ct_plane_distance_m(lon, lat, there[0], there[1]));
    words->direction = names[eighth][0];
    words->direction_zh = names[eighth][1];
    words->declare = ct_offset_name(offset);
    words->offset = ct_offset_name(offset != CT_OFFSET_NONE ? offset : declared);
}

static enum ct_status say(const struct comparison *c, const struct reading *best, double now_m,
                          struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_shifted *layer = best->of_lines ? &c->lines : &c->points;
    const struct ct_shifted *other = best->of_lines ? &c->points : &c->lines;
    struct ct_place place = ct_place_none;
    struct ct_shift_words words;
    char before[24], after[24], count[24];
    place.layer = layer->name;
    place.lon = c->lon[c->count / 2];
    place.lat = c->lat[c->count / 2];
    ct_shift_measure(best->of_lines, layer->offset, best->offset, place.lon, place.lat, &words);
    snprintf(before, sizeof before, "%.1f", now_m);
    snprintf(after, sizeof after, "%.1f", best->median_m);
    snprintf(count, sizeof count, "%zu", c->count);
    return ct_findings_add(findings, "F0411", &place, err, "other", other->name, "size", words.size,
                           "direction", words.direction, "direction_zh", words.direction_zh,
                           "offset", words.offset, "kind", c->kind, "declare", words.declare,
                           "role", layer->role, "before", before, "after", after, "count", count,
                           NULL);
}

/* Compares one group; *found where it says that something is shifted. */
static enum ct_status compare(struct comparison *c, bool *found, struct ct_findings *findings,
                              struct ct_error *err)
{
    double now_m = 0;
    drop_far(c);
    *found = false;
    if (c->count < PLACES_LEAST)
        return CT_OK;
    struct reading best = best_reading(c, &now_m);
    *found = best.median_m < CLOSE_M && now_m >= DECISIVE * best.median_m;
    return *found ? say(c, &best, now_m, findings, err) : CT_OK;
}

/* --- groups ----------------------------------------------------------------------------------- */

static bool make_room(struct comparison *c)
{
    c->lon = malloc(PLACES_MOST * sizeof *c->lon);
    c->lat = malloc(PLACES_MOST * sizeof *c->lat);
    c->distance = malloc(PLACES_MOST * sizeof *c->distance);
    return c->lon && c->lat && c->distance;
}

static void free_room(struct comparison *c)
{
    free(c->lon);
    free(c->lat);
    free(c->distance);
}

static void put(struct comparison *c, double lon, double lat)
{
    if (c->count == PLACES_MOST)
        return;
    c->lon[c->count] = lon;
    c->lat[c->count++] = lat;
}

/* Facilities of a source, of one kind or (kind_count) of all. */
static size_t put_facilities(struct comparison *c, const struct ct_city *city, size_t source,
                             size_t kind, size_t every)
{
    const struct ct_facilities *f = &city->facilities;
    size_t seen = 0;
    c->count = 0;
    for (size_t i = 0; i < f->count; i++)
        if (f->source[i] == source && (kind == city->kind_count || f->kind[i] == kind) &&
            seen++ % every == 0)
            put(c, f->lon[i], f->lat[i]);
    return seen;
}

/* The kinds of a source one by one, then all together, until one says something. */
static enum ct_status compare_source(struct comparison *c, const struct ct_city *city,
                                     size_t source, struct ct_findings *findings,
                                     struct ct_error *err)
{
    bool found = false;
    enum ct_status status = CT_OK;
    for (size_t kind = 0; status == CT_OK && !found && kind <= city->kind_count; kind++) {
        size_t n = put_facilities(c, city, source, kind, 1);
        if (n > PLACES_MOST)
            put_facilities(c, city, source, kind, n / PLACES_MOST + 1);
        c->kind = kind < city->kind_count ? city->kinds[kind].name : NULL;
        status = compare(c, &found, findings, err);
    }
    return status;
}

static enum ct_status compare_facilities(struct comparison *c, const struct ct_city *city,
                                         struct ct_findings *findings, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < city->facilities.layer_count; i++) {
        c->points = (struct ct_shifted){city->facilities.layer[i], "", city->facilities.offset[i]};
        snprintf(c->points.role, sizeof c->points.role, "facilities[%zu]", i);
        status = compare_source(c, city, i, findings, err);
    }
    c->kind = NULL;
    return status;
}

static enum ct_status compare_vertices(struct comparison *c, const struct ct_shape *shapes,
                                       size_t n, struct ct_findings *findings, struct ct_error *err)
{
    size_t total = 0, seen = 0;
    bool found;
    for (size_t i = 0; i < n; i++)
        total += shapes[i].vertices;
    c->count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < shapes[i].vertices; k++)
            if (seen++ % (total / PLACES_MOST + 1) == 0)
                put(c, shapes[i].lon[k], shapes[i].lat[k]);
    return compare(c, &found, findings, err);
}

static enum ct_status compare_people(struct comparison *c, const struct ct_population *p,
                                     struct ct_findings *findings, struct ct_error *err)
{
    bool found;
    c->count = 0;
    for (size_t i = 0; i < p->count; i += p->count / PLACES_MOST + 1)
        put(c, p->lon[i], p->lat[i]);
    return compare(c, &found, findings, err);
}

/* Population layers of a kind against the lines. */
static enum ct_status compare_population(struct comparison *c, const struct ct_city *city,
                                         enum ct_population_kind kind, struct ct_findings *findings,
                                         struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < city->population_count; i++) {
        const struct ct_population *p = &city->population[i];
        if (p->kind != kind)
            continue;
        c->points = (struct ct_shifted){p->name, "", p->offset};
        snprintf(c->points.role, sizeof c->points.role, "population[%zu]", i);
        status = kind == CT_POPULATION_POINTS
                     ? compare_people(c, p, findings, err)
                     : compare_vertices(c, p->shape, p->count, findings, err);
    }
    return status;
}

static enum ct_status against_streets(struct comparison *c, const struct ct_city *city,
                                      struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_communities *communities = &city->communities;
    struct ct_near_lines *near = NULL;
    if (city->streets.layer == NULL)
        return CT_OK;
    enum ct_status status = ct_near_lines_new(&city->streets.lines, 1, &near, err);
    c->near = near;
    c->lines = (struct ct_shifted){city->streets.layer, "streets", city->streets.offset};
    if (status == CT_OK)
        status = compare_facilities(c, city, findings, err);
    if (status == CT_OK)
        status = compare_population(c, city, CT_POPULATION_POINTS, findings, err);
    c->points = (struct ct_shifted){communities->layer, "communities", communities->offset};
    if (status == CT_OK)
        status = compare_vertices(c, communities->shape, communities->count, findings, err);
    ct_near_lines_free(near);
    return status;
}

/* Only where there are polygons of people. */
static enum ct_status against_borders(struct comparison *c, const struct ct_city *city,
                                      struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_communities *communities = &city->communities;
    struct ct_near_lines *near = NULL;
    bool polygons = false;
    for (size_t i = 0; i < city->population_count; i++)
        polygons = polygons || city->population[i].kind == CT_POPULATION_POLYGONS;
    if (!polygons)
        return CT_OK;
    enum ct_status status = ct_near_lines_new(communities->shape, communities->count, &near, err);
    c->near = near;
    c->lines = (struct ct_shifted){communities->layer, "communities", communities->offset};
    if (status == CT_OK)
        status = compare_population(c, city, CT_POPULATION_POLYGONS, findings, err);
    ct_near_lines_free(near);
    return status;
}

enum ct_status ct_check_shifts(const struct ct_city *city, struct ct_findings *findings,
                               struct ct_error *err)
{
    struct comparison c = {0};
    enum ct_status status = make_room(&c) ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK)
        status = against_streets(&c, city, findings, err);
    if (status == CT_OK)
        status = against_borders(&c, city, findings, err);
    if (status == CT_OK)
        status = ct_check_named(city, findings, err);
    free_room(&c);
    return status;
}
