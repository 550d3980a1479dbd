/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The population layers of a city. A raster is only looked at (band, CRS, place); points and
 * polygons are read whole, O(vertices).
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/crs.h"
#include "gis/raster.h"
#include "load/parts.h"
#include "load/reading.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    struct ct_reading reading;
    struct ct_population *layer;
    size_t room;
    int people; /* field */
    double bounds[4];
};

/* `data` with room for more items, or NULL where memory is short; *kept is set to it. */
static bool resize(size_t room, size_t item, void *data, void **kept)
{
    void *more = realloc(data, room * item);
    *kept = more ? more : data;
    return more != NULL;
}

static bool make_room(struct loading *l)
{
    struct ct_population *p = l->layer;
    if (p->count < l->room)
        return true;
    size_t room = l->room ? l->room * 2 : 1024;
    void *column[4];
    bool good = resize(room, sizeof *p->people, p->people, &column[0]);
    p->people = column[0];
    if (p->kind == CT_POPULATION_POINTS) {
        good = resize(room, sizeof *p->lon, p->lon, &column[1]) && good;
        good = resize(room, sizeof *p->lat, p->lat, &column[2]) && good;
        p->lon = column[1];
        p->lat = column[2];
    } else {
        good = resize(room, sizeof *p->shape, p->shape, &column[3]) && good;
        p->shape = column[3];
    }
    l->room = good ? room : l->room;
    return good;
}

static void widen(double bounds[4], const double by[4])
{
    bounds[0] = fmin(bounds[0], by[0]);
    bounds[1] = fmin(bounds[1], by[1]);
    bounds[2] = fmax(bounds[2], by[2]);
    bounds[3] = fmax(bounds[3], by[3]);
}

static enum ct_status take_polygons(struct loading *l, double people, struct ct_error *err)
{
    struct ct_population *p = l->layer;
    if (!make_room(l))
        return ct_fail_memory(err);
    p->people[p->count] = people;
    p->shape[p->count] = l->reading.feature->shape;
    l->reading.feature->shape = (struct ct_shape){0};
    p->count++;
    return CT_OK;
}

/* Several points of one feature share its people. */
static enum ct_status take_points(struct loading *l, double people, struct ct_error *err)
{
    const struct ct_shape *shape = &l->reading.feature->shape;
    struct ct_population *p = l->layer;
    for (size_t i = 0; i < shape->vertices; i++) {
        if (!make_room(l))
            return ct_fail_memory(err);
        p->lon[p->count] = shape->lon[i];
        p->lat[p->count] = shape->lat[i];
        p->people[p->count] = people / (double)shape->vertices;
        p->count++;
    }
    return CT_OK;
}

static enum ct_status take(struct loading *l, double people, struct ct_error *err)
{
    double box[4];
    ct_shape_bounds(&l->reading.feature->shape, box);
    widen(l->bounds, box);
    return l->layer->kind == CT_POPULATION_POINTS ? take_points(l, people, err)
                                                  : take_polygons(l, people, err);
}

/* Points or polygons, as the first feature is; a mixture cannot be counted. */
static enum ct_status settle_kind(struct loading *l, struct ct_error *err)
{
    enum ct_shape_kind kind = l->reading.feature->shape.kind;
    enum ct_population_kind wanted =
        kind == CT_SHAPE_POINTS ? CT_POPULATION_POINTS : CT_POPULATION_POLYGONS;
    if (kind == CT_SHAPE_LINES || (l->layer->count > 0 && l->layer->kind != wanted))
        return ct_reading_wrong_kind(&l->reading, kind, "points or polygons of one kind",
                                     "同一类型的点或面", err);
    if (l->layer->count == 0 && kind == CT_SHAPE_POLYGONS && l->people < 0)
        return ct_fail(err, CT_INPUT, "E0314", "file", l->reading.source->file, "layer",
                       ct_vector_layer_name(l->reading.vector), NULL);
    l->layer->kind = wanted;
    return CT_OK;
}

static enum ct_status read_feature(struct loading *l, struct ct_error *err)
{
    const struct ct_feature *feature = l->reading.feature;
    char id[24];
    double people = 1;
    enum ct_status status = CT_OK;
    snprintf(id, sizeof id, "%lld", (long long)feature->fid);
    if (l->people >= 0)
        status = ct_reading_number(&l->reading, l->people, id, "F0202", &people, err);
    if (status != CT_OK)
        return status;
    people = people >= 0 ? people : 0;
    if (feature->shape.parts == 0) {
        char text[32];
        ct_text_from_double(text, people);
        return ct_reading_find(&l->reading, "F0204", id, "people", text, err);
    }
    status = settle_kind(l, err);
    if (status == CT_OK && feature->repaired)
        status = ct_reading_find(&l->reading, "F0205", id, "geometry", feature->reason, err);
    return status == CT_OK ? take(l, people, err) : status;
}

static enum ct_status read_features(struct loading *l, struct ct_error *err)
{
    bool more = true;
    enum ct_status status = ct_reading_field(&l->reading, "people", &l->people, err);
    while (status == CT_OK) {
        status = ct_reading_next(&l->reading, &more, err);
        if (status != CT_OK || !more)
            break;
        status = read_feature(l, err);
    }
    if (status == CT_OK && l->layer->count == 0)
        return ct_fail(err, CT_INPUT, "E0307", "file", l->reading.source->file, "layer",
                       ct_vector_layer_name(l->reading.vector), NULL);
    if (status == CT_OK && l->people < 0) {
        l->reading.feature = NULL;
        status = ct_reading_find(&l->reading, "F0203", NULL, NULL, NULL, err);
    }
    return status;
}

static enum ct_status load_vector(const struct ct_source *source, struct ct_findings *findings,
                                  struct ct_population *layer, double bounds[4],
                                  struct ct_error *err)
{
    struct loading l = {.layer = layer, .bounds = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL}};
    enum ct_status status = ct_reading_open(&l.reading, source, "population", findings, err);
    if (status != CT_OK)
        return status;
    layer->kind = CT_POPULATION_POINTS;
    status = read_features(&l, err);
    memcpy(bounds, l.bounds, sizeof l.bounds);
    ct_reading_close(&l.reading);
    return status;
}

/* Cells stay where they are, so that no one is lost: a raster must say its place by its CRS. */
static enum ct_status check_placing(const struct ct_source *source, struct ct_error *err)
{
    const struct ct_placing *p = &source->placing;
    bool moved = p->offset != CT_OFFSET_NONE || p->towgs84_count > 0 || p->affine_count > 0 ||
                 p->point_numbers > 0 || p->points_file != NULL;
    return moved ? ct_fail(err, CT_USAGE, "E0335", "file", source->file, NULL) : CT_OK;
}

/* The datum of a raster, by the middle of its place. */
static enum ct_status check_datum(const struct ct_source *source, const struct ct_raster *raster,
                                  const double b[4], struct ct_findings *findings,
                                  struct ct_error *err)
{
    const struct ct_raster_info *info = ct_raster_describe(raster);
    struct ct_crs *crs = NULL;
    enum ct_status status = ct_crs_new(info->wkt, &crs, err);
    bool ballpark =
        status == CT_OK && ct_crs_is_ballpark(crs, (b[0] + b[2]) / 2, (b[1] + b[3]) / 2);
    if (ballpark && source->placing.accept_ballpark)
        status = ct_reading_say_ballpark(findings, source->name, info->crs, err);
    else if (ballpark)
        status = ct_fail(err, CT_INPUT, "E0325", "file", source->file, "crs", info->crs, NULL);
    ct_crs_free(crs);
    return status;
}

static enum ct_status load_raster(const struct ct_source *source, struct ct_findings *findings,
                                  struct ct_population *layer, double bounds[4],
                                  struct ct_error *err)
{
    struct ct_raster *raster = NULL;
    enum ct_status status = check_placing(source, err);
    if (status == CT_OK)
        status = ct_raster_open(source->file, source->band, source->crs, &raster, err);
    if (status == CT_OK)
        status = ct_raster_bounds(raster, bounds, err);
    if (status == CT_OK)
        status = check_datum(source, raster, bounds, findings, err);
    ct_raster_close(raster);
    layer->kind = CT_POPULATION_RASTER;
    layer->band = source->band;
    layer->file = ct_text_copy(source->file);
    layer->crs = ct_text_copy(source->crs);
    if (status == CT_OK && (layer->file == NULL || (source->crs != NULL && layer->crs == NULL)))
        status = ct_fail_memory(err);
    return status;
}

/* A layer that lies elsewhere would give nobody, everywhere. */
static enum ct_status find_elsewhere(const struct ct_city *city, const struct ct_source *source,
                                     const double b[4], struct ct_findings *findings,
                                     struct ct_error *err)
{
    const double *c = city->bounds;
    if (b[0] <= c[2] && c[0] <= b[2] && b[1] <= c[3] && c[1] <= b[3])
        return CT_OK;
    struct ct_place place = ct_place_none;
    place.layer = source->name;
    place.lon = (b[0] + b[2]) / 2;
    place.lat = (b[1] + b[3]) / 2;
    return ct_findings_add(findings, "F0201", &place, err, "file", source->file, NULL);
}

static enum ct_status load_layer(const struct ct_source *source, struct ct_findings *findings,
                                 struct ct_city *city, struct ct_error *err)
{
    struct ct_population *layer = &city->population[city->population_count++];
    double bounds[4] = {0};
    layer->offset = source->placing.offset;
    layer->name = ct_text_copy(source->name);
    if (layer->name == NULL)
        return ct_fail_memory(err);
    enum ct_status status = ct_file_readable(source->file, err);
    if (status != CT_OK)
        return status;
    if (ct_file_kind(source->file) == CT_FILE_RASTER)
        status = load_raster(source, findings, layer, bounds, err);
    else
        status = load_vector(source, findings, layer, bounds, err);
    if (status == CT_OK)
        status = find_elsewhere(city, source, bounds, findings, err);
    return status;
}

enum ct_status ct_load_population(const struct ct_plan *plan, struct ct_findings *findings,
                                  struct ct_city *city, struct ct_error *err)
{
    city->population = calloc(plan->population_count + 1, sizeof *city->population);
    if (city->population == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < plan->population_count; i++)
        status = load_layer(&plan->population[i], findings, city, err);
    return status;
}
