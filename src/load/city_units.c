/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning units that the plan gives: polygons, and the unit of each community by a point inside
 * it. O((communities + units) x few).
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/overlay.h"
#include "load/parts.h"
#include "load/reading.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    struct ct_reading reading;
    struct ct_planning_units *units;
    int id, name;
    size_t room;
};

static bool make_room(struct loading *l)
{
    struct ct_planning_units *u = l->units;
    if (u->count < l->room)
        return true;
    size_t room = l->room ? l->room * 2 : 64;
    char **id = realloc(u->id, room * sizeof *id);
    u->id = id ? id : u->id;
    char **name = realloc(u->name, room * sizeof *name);
    u->name = name ? name : u->name;
    struct ct_shape *shape = realloc(u->shape, room * sizeof *shape);
    u->shape = shape ? shape : u->shape;
    int64_t *fid = realloc(u->fid, room * sizeof *fid);
    u->fid = fid ? fid : u->fid;
    long *row = realloc(u->row, room * sizeof *row);
    u->row = row ? row : u->row;
    l->room = room;
    return id && name && shape && fid && row;
}

/* The id, or the feature id where there is none. */
static char *read_id(const struct loading *l)
{
    char fid[24], *id = ct_reading_text(&l->reading, l->id);
    if (id == NULL || *id != '\0')
        return id;
    free(id);
    snprintf(fid, sizeof fid, "%" PRId64, l->reading.feature->fid);
    return ct_text_copy(fid);
}

static enum ct_status take(struct loading *l, struct ct_error *err)
{
    struct ct_planning_units *u = l->units;
    struct ct_feature *feature = l->reading.feature;
    bool closed = true;
    enum ct_status status = CT_OK;
    if (feature->shape.kind == CT_SHAPE_LINES)
        status = ct_reading_close_lines(&feature->shape, &closed, err);
    if (status == CT_OK && feature->shape.parts > 0 && feature->shape.kind != CT_SHAPE_POLYGONS)
        status = ct_reading_wrong_kind(&l->reading, feature->shape.kind, "polygons", "面", err);
    if (status != CT_OK)
        return status;
    if (!make_room(l))
        return ct_fail_memory(err);
    char *id = read_id(l), *name = ct_reading_text(&l->reading, l->name);
    if (id == NULL || name == NULL) {
        free(id);
        free(name);
        return ct_fail_memory(err);
    }
    size_t i = u->count++;
    u->id[i] = id;
    u->name[i] = name;
    u->fid[i] = feature->fid;
    u->row[i] = feature->row;
    if (feature->repaired)
        status = ct_reading_find_repair(&l->reading, "F0460", id, err);
    u->shape[i] = feature->shape;
    feature->shape = (struct ct_shape){0};
    return status;
}

static enum ct_status read_units(struct loading *l, struct ct_error *err)
{
    bool more = true;
    enum ct_status status = ct_reading_field(&l->reading, "id", &l->id, err);
    if (status == CT_OK)
        status = ct_reading_field(&l->reading, "name", &l->name, err);
    if (status == CT_OK)
        status = ct_reading_next(&l->reading, &more, err);
    while (status == CT_OK && more) {
        status = take(l, err);
        if (status == CT_OK)
            status = ct_reading_next(&l->reading, &more, err);
    }
    if (status == CT_OK && l->units->count == 0)
        status = ct_fail(err, CT_INPUT, "E0307", "file", l->reading.source->file, "layer",
                         ct_vector_layer_name(l->reading.vector), NULL);
    return status;
}

/* Units whose results could not be told apart are refused. */
static enum ct_status check_ids(const struct loading *l, struct ct_error *err)
{
    struct ct_id *ids = ct_ids_sorted(l->units->id, l->units->count);
    enum ct_status status = ids ? CT_OK : ct_fail_memory(err);
    for (size_t i = 1; status == CT_OK && i < l->units->count; i++)
        if (strcmp(ids[i].id, ids[i - 1].id) == 0)
            status = ct_fail(err, CT_INPUT, "E0337", "file", l->reading.source->file, "layer",
                             ct_vector_layer_name(l->reading.vector), "value", ids[i].id, NULL);
    free(ids);
    return status;
}

/* The unit of each community: the first that holds its inner point. */
static enum ct_status place_communities(const struct loading *l, struct ct_city *city,
                                        struct ct_error *err)
{
    const struct ct_communities *c = &city->communities;
    struct ct_planning_units *u = l->units;
    double(*box)[4] = calloc(u->count + 1, sizeof *box);
    u->of_community = calloc(c->count + 1, sizeof *u->of_community);
    enum ct_status status = box && u->of_community ? CT_OK : ct_fail_memory(err);
    for (size_t k = 0; status == CT_OK && k < u->count; k++)
        ct_shape_bounds(&u->shape[k], box[k]);
    for (size_t i = 0; status == CT_OK && i < c->count; i++) {
        struct ct_place place = ct_place_none;
        status = ct_overlay_inner_point(&c->shape[i], &place.lon, &place.lat, err);
        u->of_community[i] = -1;
        for (size_t k = 0; status == CT_OK && k < u->count && u->of_community[i] < 0; k++)
            if (place.lon >= box[k][0] && place.lon <= box[k][2] && place.lat >= box[k][1] &&
                place.lat <= box[k][3] && ct_shape_holds(&u->shape[k], place.lon, place.lat))
                u->of_community[i] = (ptrdiff_t)k;
        place.layer = c->layer;
        place.feature = c->id[i];
        place.row = c->row[i];
        if (status == CT_OK && u->of_community[i] < 0)
            status = ct_findings_add(l->reading.findings, "F0456", &place, err, NULL);
    }
    free(box);
    return status;
}

enum ct_status ct_load_planning_units(const struct ct_plan *plan, struct ct_findings *findings,
                                      struct ct_city *city, struct ct_error *err)
{
    struct loading l = {.units = &city->planning_units};
    if (plan->planning_units.file == NULL)
        return CT_OK;
    enum ct_status status =
        ct_reading_open(&l.reading, &plan->planning_units, "planning_unit", findings, err);
    if (status != CT_OK)
        return status;
    l.units->layer = ct_text_copy(ct_vector_layer_name(l.reading.vector));
    status = l.units->layer ? read_units(&l, err) : ct_fail_memory(err);
    if (status == CT_OK)
        status = check_ids(&l, err);
    if (status == CT_OK)
        status = place_communities(&l, city, err);
    ct_reading_close(&l.reading);
    return status;
}

void ct_city_planning_units_free(struct ct_city *city)
{
    struct ct_planning_units *u = &city->planning_units;
    for (size_t i = 0; i < u->count; i++) {
        free(u->id[i]);
        free(u->name[i]);
        ct_shape_free(&u->shape[i]);
    }
    free(u->layer);
    free(u->id);
    free(u->name);
    free(u->shape);
    free(u->of_community);
    free(u->fid);
    free(u->row);
}
