/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The facilities of a city, from all facility layers of the plan in order. Linear, besides the
 * look-ups of city_places.c.
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/overlay.h"
#include "load/city_kinds.h"
#include "load/city_places.h"
#include "load/indicators.h"
#include "load/parts.h"
#include "load/reading.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    const struct ct_plan *plan;
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_indicator_columns columns;
    size_t source;
    int id, name, kind, floor_area, land_area, serves, community, street; /* fields */
    struct ct_facility_rows rows;
};

static enum ct_status find_fields(struct loading *l, struct ct_error *err)
{
    const struct {
        const char *meaning;
        int *field;
    } wanted[] = {{"id", &l->id},
                  {"name", &l->name},
                  {"floor_area", &l->floor_area},
                  {"land_area", &l->land_area},
                  {"serves", &l->serves},
                  {"community", &l->community},
                  {"street", &l->street}};
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < sizeof wanted / sizeof *wanted; i++)
        status = ct_reading_field(&l->reading, wanted[i].meaning, wanted[i].field, err);
    l->kind = -1;
    if (status == CT_OK && l->reading.source->kind == NULL)
        status = ct_reading_field(&l->reading, "kind", &l->kind, err);
    if (status == CT_OK)
        status = ct_indicator_columns_find(l->city, &l->reading, &l->columns, err);
    return status;
}

/* The id; the feature id where there is none, with its layer where there are several. */
static char *read_id(const struct loading *l)
{
    char *id = ct_reading_text(&l->reading, l->id);
    if (id == NULL || *id != '\0')
        return id;
    free(id);
    struct ct_buffer text = {0};
    if (l->plan->facility_count > 1)
        ct_buffer_printf(&text, "%s/", ct_vector_layer_name(l->reading.vector));
    ct_buffer_printf(&text, "%" PRId64, l->reading.feature->fid);
    id = text.failed ? NULL : ct_text_copy(text.data);
    ct_buffer_free(&text);
    return id;
}

/* The index of its kind; -1 where it is left out, which is said. */
static enum ct_status read_kind(struct loading *l, const char *id, ptrdiff_t *kind,
                                struct ct_error *err)
{
    const char *fixed = l->reading.source->kind;
    char *name = fixed || l->kind < 0 ? ct_text_copy(fixed ? fixed : "facility")
                                      : ct_reading_text(&l->reading, l->kind);
    if (name == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    *kind = -1;
    if (*name == '\0') {
        status = ct_reading_find(&l->reading, "F0309", id, NULL, NULL, err);
    } else {
        status = ct_kinds_index(l->plan, l->city, name, kind, err);
        if (status == CT_OK && *kind < 0)
            status = ct_reading_find(&l->reading, "F0305", id, "kind", name, err);
    }
    free(name);
    return status;
}

/* The one place that stands for the shape. */
static enum ct_status find_place(const struct ct_reading *reading, const struct ct_shape *shape,
                                 double *lon, double *lat, struct ct_error *err)
{
    if (shape->kind == CT_SHAPE_LINES)
        return ct_reading_wrong_kind(reading, shape->kind, "points or polygons", "点或面", err);
    if (shape->kind == CT_SHAPE_POLYGONS)
        return ct_overlay_inner_point(shape, lon, lat, err);
    double n = (double)shape->vertices;
    *lon = *lat = 0;
    for (size_t i = 0; i < shape->vertices; i++) {
        *lon += shape->lon[i] / n;
        *lat += shape->lat[i] / n;
    }
    return CT_OK;
}

/* The facility's number is that of its row. */
static enum ct_status take_indicators(struct loading *l, const char *id, struct ct_error *err)
{
    char number[24];
    if (l->columns.count == 0)
        return CT_OK;
    snprintf(number, sizeof number, "%zu", l->rows.count - 1);
    return ct_indicators_take(l->city, &l->reading, &l->columns, CT_LEVEL_FACILITY, number, id,
                              CT_INDICATOR_PLAIN, err);
}

/* Its land as given, else the ground of its polygon. */
static enum ct_status read_land(const struct loading *l, struct ct_facility_row *row,
                                struct ct_error *err)
{
    const struct ct_shape *shape = &l->reading.feature->shape;
    enum ct_status status =
        ct_reading_number(&l->reading, l->land_area, row->id, "F0470", &row->land_area_m2, err);
    if (isnan(row->land_area_m2) && shape->kind == CT_SHAPE_POLYGONS)
        row->land_area_m2 = ct_shape_area_m2(shape);
    return status;
}

static enum ct_status fill_row(struct loading *l, struct ct_facility_row *row, struct ct_error *err)
{
    struct ct_feature *feature = l->reading.feature;
    row->source = l->source;
    row->fid = feature->fid;
    row->row = feature->row;
    row->layer = ct_text_copy(ct_vector_layer_name(l->reading.vector));
    row->name = ct_reading_text(&l->reading, l->name);
    row->serves = ct_reading_text(&l->reading, l->serves);
    row->community = ct_reading_text(&l->reading, l->community);
    row->street = ct_reading_text(&l->reading, l->street);
    if (row->layer == NULL || row->name == NULL || row->serves == NULL || row->community == NULL ||
        row->street == NULL)
        return ct_fail_memory(err);
    enum ct_status status =
        ct_reading_number(&l->reading, l->floor_area, row->id, "F0301", &row->floor_area_m2, err);
    if (status == CT_OK)
        status = read_land(l, row, err);
    if (status == CT_OK)
        status = take_indicators(l, row->id, err);
    if (status == CT_OK && feature->repaired)
        status = ct_reading_find_repair(&l->reading, "F0308", row->id, err);
    if (status == CT_OK)
        status = find_place(&l->reading, &feature->shape, &row->lon, &row->lat, err);
    row->shape = feature->shape;
    feature->shape = (struct ct_shape){0};
    return status;
}

/* Takes the current feature, or says why it is left out. */
static enum ct_status take(struct loading *l, struct ct_error *err)
{
    const struct ct_feature *feature = l->reading.feature;
    char *id = read_id(l);
    if (id == NULL)
        return ct_fail_memory(err);
    ptrdiff_t kind = -1;
    enum ct_status status = CT_OK;
    if (feature->shape.parts == 0)
        status = ct_reading_find(&l->reading, "F0307", id, NULL, feature->reason, err);
    else
        status = read_kind(l, id, &kind, err);
    struct ct_facility_row *row =
        status == CT_OK && kind >= 0 ? ct_facility_rows_add(&l->rows) : NULL;
    if (row == NULL) {
        free(id);
        return status == CT_OK && kind >= 0 ? ct_fail_memory(err) : status;
    }
    row->id = id;
    row->kind = (size_t)kind;
    return fill_row(l, row, err);
}

static enum ct_status read_source(struct loading *l, struct ct_findings *findings,
                                  struct ct_error *err)
{
    const struct ct_source *source = &l->plan->facilities[l->source];
    enum ct_status status = ct_reading_open(&l->reading, source, "facility", findings, err);
    if (status != CT_OK)
        return status;
    bool more = true;
    l->city->facilities.offset[l->source] = source->placing.offset;
    l->city->facilities.layer[l->source] = ct_text_copy(ct_vector_layer_name(l->reading.vector));
    status = l->city->facilities.layer[l->source] ? find_fields(l, err) : ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_reading_next(&l->reading, &more, err);
    if (status == CT_OK && !more)
        status = ct_fail(err, CT_INPUT, "E0307", "file", source->file, "layer",
                         ct_vector_layer_name(l->reading.vector), NULL);
    while (status == CT_OK && more) {
        status = take(l, err);
        if (status == CT_OK)
            status = ct_reading_next(&l->reading, &more, err);
    }
    ct_indicator_columns_free(&l->columns);
    ct_reading_close(&l->reading);
    return status;
}

/* A kind of the plan that no facility has. */
static enum ct_status find_unused(const struct ct_city *city, struct ct_findings *findings,
                                  struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t k = 0; status == CT_OK && k < city->kind_count; k++) {
        bool used = false;
        for (size_t i = 0; i < city->facilities.count && !used; i++)
            used = city->facilities.kind[i] == k;
        if (!used)
            status = ct_findings_add(findings, "F0306", &ct_place_none, err, "kind",
                                     city->kinds[k].name, NULL);
    }
    return status;
}

enum ct_status ct_load_facilities(const struct ct_plan *plan, struct ct_findings *findings,
                                  struct ct_city *city, struct ct_error *err)
{
    struct loading l = {.plan = plan, .city = city};
    enum ct_status status = ct_kinds_begin(plan, city, err);
    city->facilities.layer = calloc(plan->facility_count + 1, sizeof(char *));
    city->facilities.offset = calloc(plan->facility_count + 1, sizeof(enum ct_offset));
    city->facilities.layer_count = plan->facility_count;
    if (status == CT_OK && (city->facilities.layer == NULL || city->facilities.offset == NULL))
        status = ct_fail_memory(err);
    for (; status == CT_OK && l.source < plan->facility_count; l.source++)
        status = read_source(&l, findings, err);
    if (status == CT_OK)
        status = ct_facilities_place(&l.rows, findings, city, err);
    if (status == CT_OK)
        status = ct_kinds_sort(plan, city, city->facilities.kind, city->facilities.count, err);
    if (status == CT_OK)
        status = find_unused(city, findings, err);
    ct_facility_rows_free(&l.rows);
    return status;
}
