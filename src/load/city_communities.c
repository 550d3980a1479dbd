/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The communities of a city. O(vertices log vertices) for validity, else linear; ids are compared
 * by sorting.
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/indicators.h"
#include "load/parts.h"
#include "load/reading.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct row {
    char *id, *name, *street, *county;
    enum ct_area_type area_type;
    double households, population, registered;
    struct ct_shape shape;
    int64_t fid;
    long row;
};

struct loading {
    const struct ct_plan *plan;
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_indicator_columns columns;
    struct ct_input_table area_types;
    int id, name, street, county, area_type, households, population, registered; /* fields */
    struct row *rows;
    size_t count, room;
    size_t closed; /* lines that were taken for polygons */
};

static void free_rows(struct loading *l)
{
    for (size_t i = 0; i < l->count; i++) {
        free(l->rows[i].id);
        free(l->rows[i].name);
        free(l->rows[i].street);
        free(l->rows[i].county);
        ct_shape_free(&l->rows[i].shape);
    }
    free(l->rows);
}

static enum ct_status find_fields(struct loading *l, struct ct_error *err)
{
    const struct {
        const char *meaning;
        int *field;
    } wanted[] = {{"id", &l->id},
                  {"name", &l->name},
                  {"street", &l->street},
                  {"county", &l->county},
                  {"area_type", &l->area_type},
                  {"households", &l->households},
                  {"population", &l->population},
                  {"registered_households", &l->registered}};
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < sizeof wanted / sizeof *wanted; i++)
        status = ct_reading_field(&l->reading, wanted[i].meaning, wanted[i].field, err);
    if (status == CT_OK && l->id < 0)
        status = ct_reading_find(&l->reading, "F0111", NULL, NULL, NULL, err);
    if (status == CT_OK)
        status = ct_indicator_columns_find(l->city, &l->reading, &l->columns, err);
    return status;
}

/* One more row, zeroed and counted; NULL where memory is short. */
static struct row *next_row(struct loading *l)
{
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 256;
        struct row *rows = realloc(l->rows, room * sizeof *rows);
        if (rows == NULL)
            return NULL;
        l->rows = rows;
        l->room = room;
    }
    l->rows[l->count] = (struct row){0};
    return &l->rows[l->count++];
}

/* The id, or the feature id where there is none. */
static enum ct_status read_id(struct loading *l, char **id, struct ct_error *err)
{
    char fid[24];
    snprintf(fid, sizeof fid, "%" PRId64, l->reading.feature->fid);
    *id = ct_reading_text(&l->reading, l->id);
    if (*id == NULL)
        return ct_fail_memory(err);
    if (**id != '\0')
        return CT_OK;
    free(*id);
    *id = ct_text_copy(fid);
    if (*id == NULL)
        return ct_fail_memory(err);
    return l->id < 0 ? CT_OK : ct_reading_find(&l->reading, "F0110", *id, NULL, NULL, err);
}

enum ct_area_type ct_area_type_of(const struct ct_input_table *types, const char *word)
{
    if (ct_input_names_has(ct_input_table_find(types, "urban"), word))
        return CT_AREA_URBAN;
    return ct_input_names_has(ct_input_table_find(types, "rural"), word) ? CT_AREA_RURAL
                                                                         : CT_AREA_UNKNOWN;
}

static enum ct_status read_area_type(struct loading *l, struct row *row, struct ct_error *err)
{
    char *text = ct_reading_text(&l->reading, l->area_type);
    if (text == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    row->area_type = ct_area_type_of(&l->area_types, text);
    if (row->area_type == CT_AREA_UNKNOWN && *text != '\0')
        status = ct_reading_find(&l->reading, "F0109", row->id,
                                 ct_vector_field_name(l->reading.vector, (size_t)l->area_type),
                                 text, err);
    free(text);
    return status;
}

static enum ct_status read_texts(struct loading *l, struct row *row, struct ct_error *err)
{
    row->name = ct_reading_text(&l->reading, l->name);
    row->street = ct_reading_text(&l->reading, l->street);
    row->county = ct_reading_text(&l->reading, l->county);
    return row->name && row->street && row->county ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_numbers(struct loading *l, struct row *row, struct ct_error *err)
{
    enum ct_status status =
        ct_reading_number(&l->reading, l->households, row->id, "F0105", &row->households, err);
    if (status == CT_OK && row->households == 0)
        status = ct_reading_find(&l->reading, "F0106", row->id, NULL, NULL, err);
    if (status == CT_OK)
        status =
            ct_reading_number(&l->reading, l->population, row->id, "F0107", &row->population, err);
    if (status == CT_OK)
        status =
            ct_reading_number(&l->reading, l->registered, row->id, "F0105", &row->registered, err);
    return status;
}

static enum ct_status read_row(struct loading *l, struct row *row, struct ct_error *err)
{
    struct ct_feature *feature = l->reading.feature;
    row->fid = feature->fid;
    row->row = feature->row;
    enum ct_status status = read_id(l, &row->id, err);
    if (status == CT_OK)
        status = read_texts(l, row, err);
    if (status == CT_OK)
        status = read_area_type(l, row, err);
    if (status == CT_OK)
        status = read_numbers(l, row, err);
    if (status == CT_OK)
        status = ct_indicators_take(l->city, &l->reading, &l->columns, CT_LEVEL_COMMUNITY, row->id,
                                    row->id, CT_INDICATOR_PLAIN, err);
    if (status == CT_OK && feature->repaired)
        status = ct_reading_find_repair(&l->reading, "F0102", row->id, err);
    row->shape = feature->shape;
    feature->shape = (struct ct_shape){0};
    return status;
}

/* A community without a shape is left out and said. */
static enum ct_status skip(struct loading *l, struct ct_error *err)
{
    char *id = NULL;
    enum ct_status status = read_id(l, &id, err);
    if (status == CT_OK)
        status = ct_reading_find(&l->reading, "F0104", id, NULL, NULL, err);
    free(id);
    return status;
}

static enum ct_status read_rows(struct loading *l, struct ct_error *err)
{
    bool more = true;
    long seen = 0;
    enum ct_status status = ct_reading_next(&l->reading, &more, err);
    for (; status == CT_OK && more; status = ct_reading_next(&l->reading, &more, err)) {
        struct row *row = NULL;
        bool closed = false;
        if (l->reading.feature->shape.kind == CT_SHAPE_LINES)
            status = ct_reading_close_lines(&l->reading.feature->shape, &closed, err);
        l->closed += closed;
        if (status != CT_OK)
            return status;
        enum ct_shape_kind kind = l->reading.feature->shape.kind;
        seen++;
        if (kind == CT_SHAPE_NONE || l->reading.feature->shape.parts == 0)
            status = skip(l, err);
        else if (kind == CT_SHAPE_POINTS && !l->plan->thiessen)
            status = ct_fail(err, CT_INPUT, "E0316", "file", l->reading.source->file, "layer",
                             ct_vector_layer_name(l->reading.vector), NULL);
        else if (kind != (l->plan->thiessen ? CT_SHAPE_POINTS : CT_SHAPE_POLYGONS))
            status = ct_reading_wrong_kind(&l->reading, kind, "polygons", "面", err);
        else if ((row = next_row(l)) == NULL)
            status = ct_fail_memory(err);
        else
            status = read_row(l, row, err);
        if (status != CT_OK)
            return status;
    }
    if (status == CT_OK && l->count == 0)
        status = seen ? ct_reading_wrong_kind(&l->reading, CT_SHAPE_NONE, "polygons", "面", err)
                      : ct_fail(err, CT_INPUT, "E0307", "file", l->reading.source->file, "layer",
                                ct_vector_layer_name(l->reading.vector), NULL);
    return status;
}

static bool make_columns(struct ct_communities *c, size_t n)
{
    c->id = calloc(n, sizeof *c->id);
    c->name = calloc(n, sizeof *c->name);
    c->street = calloc(n, sizeof *c->street);
    c->county = calloc(n, sizeof *c->county);
    c->area_type = calloc(n, sizeof *c->area_type);
    c->households = calloc(n, sizeof *c->households);
    c->population = calloc(n, sizeof *c->population);
    c->registered = calloc(n, sizeof *c->registered);
    c->shape = calloc(n, sizeof *c->shape);
    c->fid = calloc(n, sizeof *c->fid);
    c->row = calloc(n, sizeof *c->row);
    return c->id && c->name && c->street && c->county && c->area_type && c->households &&
           c->population && c->registered && c->shape && c->fid && c->row;
}

/* Moves the rows into the columns of the city. */
static enum ct_status give(struct loading *l, struct ct_communities *c, struct ct_error *err)
{
    c->offset = l->reading.source->placing.offset;
    c->layer = ct_text_copy(ct_vector_layer_name(l->reading.vector));
    if (c->layer == NULL || !make_columns(c, l->count))
        return ct_fail_memory(err);
    for (size_t i = 0; i < l->count; i++) {
        const struct row *row = &l->rows[i];
        c->id[i] = row->id;
        c->name[i] = row->name;
        c->street[i] = row->street;
        c->county[i] = row->county;
        c->area_type[i] = row->area_type;
        c->households[i] = row->households;
        c->population[i] = row->population;
        c->registered[i] = row->registered;
        c->shape[i] = row->shape;
        c->fid[i] = row->fid;
        c->row[i] = row->row;
    }
    c->count = l->count;
    l->count = 0;
    return CT_OK;
}

void ct_community_move(struct ct_communities *c, size_t to, size_t from)
{
    if (to == from)
        return;
    c->id[to] = c->id[from];
    c->name[to] = c->name[from];
    c->street[to] = c->street[from];
    c->county[to] = c->county[from];
    c->area_type[to] = c->area_type[from];
    c->households[to] = c->households[from];
    c->population[to] = c->population[from];
    c->registered[to] = c->registered[from];
    c->shape[to] = c->shape[from];
    c->fid[to] = c->fid[from];
    c->row[to] = c->row[from];
    c->id[from] = c->name[from] = c->street[from] = c->county[from] = NULL;
    c->shape[from] = (struct ct_shape){0};
}

void ct_community_clear(struct ct_communities *c, size_t i)
{
    free(c->id[i]);
    free(c->name[i]);
    free(c->street[i]);
    free(c->county[i]);
    ct_shape_free(&c->shape[i]);
    c->id[i] = c->name[i] = c->street[i] = c->county[i] = NULL;
}

/* Two communities of one id: results could not be told apart. */
static enum ct_status find_doubles(struct ct_findings *findings, const struct ct_communities *c,
                                   struct ct_error *err)
{
    struct ct_id *ids = ct_ids_sorted(c->id, c->count);
    if (ids == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    for (size_t i = 1; status == CT_OK && i < c->count; i++) {
        if (strcmp(ids[i].id, ids[i - 1].id) != 0)
            continue;
        char other[24];
        struct ct_place place = ct_place_none;
        size_t k = ids[i].index;
        snprintf(other, sizeof other, "%ld", c->row[ids[i - 1].index]);
        place.layer = c->layer;
        place.feature = c->id[k];
        place.row = c->row[k];
        place.lon = c->shape[k].lon[0];
        place.lat = c->shape[k].lat[0];
        status = ct_findings_add(findings, "F0101", &place, err, "other", other, NULL);
    }
    free(ids);
    return status;
}

static enum ct_status tell_closed(const struct loading *l, struct ct_error *err)
{
    char count[24];
    struct ct_place place = ct_place_none;
    place.layer = ct_vector_layer_name(l->reading.vector);
    snprintf(count, sizeof count, "%zu", l->closed);
    return ct_findings_add(l->reading.findings, "F0119", &place, err, "count", count, NULL);
}

enum ct_status ct_load_communities(const struct ct_plan *plan, struct ct_findings *findings,
                                   struct ct_city *city, struct ct_error *err)
{
    struct loading l = {.plan = plan, .city = city};
    enum ct_status status =
        ct_reading_open(&l.reading, &plan->communities, "community", findings, err);
    if (status != CT_OK)
        return status;
    status = ct_input_table_read("area_type", &l.area_types, err);
    if (status == CT_OK)
        status = find_fields(&l, err);
    if (status == CT_OK)
        status = read_rows(&l, err);
    if (status == CT_OK && l.closed > 0)
        status = tell_closed(&l, err);
    if (status == CT_OK)
        status = give(&l, &city->communities, err);
    if (status == CT_OK && plan->thiessen)
        status = ct_load_thiessen(plan, findings, &city->communities, err);
    if (status == CT_OK)
        status = find_doubles(findings, &city->communities, err);
    free_rows(&l);
    ct_indicator_columns_free(&l.columns);
    ct_input_table_free(&l.area_types);
    ct_reading_close(&l.reading);
    return status;
}
