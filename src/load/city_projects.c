/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * New residential projects, from all project layers of the plan: polygons, points, red lines of a
 * drawing, or tables. Linear, besides uniting phases (city_phases.c) and the validity of red lines.
 */
#include "load/city_projects.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/indicators.h"
#include "load/parts.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_project_meanings[CT_PROJECT_NUMBERS] = {
    [CT_PROJECT_HOUSEHOLDS] = "households",
    [CT_PROJECT_POPULATION] = "population",
    [CT_PROJECT_RESIDENTIAL] = "residential_floor_area",
    [CT_PROJECT_TOTAL] = "floor_area_total",
    [CT_PROJECT_SITE] = "site_area",
    [CT_PROJECT_PROVIDED] = "provided",
};

double *ct_project_column(const struct ct_projects *projects, enum ct_project_number which)
{
    double *const columns[CT_PROJECT_NUMBERS] = {
        [CT_PROJECT_HOUSEHOLDS] = projects->households,
        [CT_PROJECT_POPULATION] = projects->population,
        [CT_PROJECT_RESIDENTIAL] = projects->residential_floor_area_m2,
        [CT_PROJECT_TOTAL] = projects->floor_area_total_m2,
        [CT_PROJECT_SITE] = projects->site_area_m2,
        [CT_PROJECT_PROVIDED] = projects->provided_m2,
    };
    return columns[which];
}

struct loading {
    const struct ct_plan *plan;
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_input_table stages;
    struct ct_project_fields fields;
    struct ct_indicator_columns columns;
    struct ct_project_rows rows;
    int drawn_layer; /* of a drawing: the field of its layers; -1: it is none */
    size_t source, left_out;
};

enum ct_status ct_project_fields_find(const struct ct_reading *reading,
                                      struct ct_project_fields *fields, struct ct_error *err)
{
    enum ct_status status = ct_reading_field(reading, "id", &fields->id, err);
    if (status == CT_OK)
        status = ct_reading_field(reading, "name", &fields->name, err);
    if (status == CT_OK)
        status = ct_reading_field(reading, "phase", &fields->phase, err);
    if (status == CT_OK)
        status = ct_reading_field(reading, "stage", &fields->stage, err);
    for (size_t i = 0; status == CT_OK && i < CT_PROJECT_NUMBERS; i++)
        status = ct_reading_field(reading, ct_project_meanings[i], &fields->number[i], err);
    return status;
}

enum ct_status ct_project_stage(const struct ct_reading *reading, int field,
                                const struct ct_input_table *stages, const char *id,
                                const char **stage, struct ct_error *err)
{
    static const char *const names[] = {"plan", "permit", "completion", "handover"};
    char *text = ct_reading_text(reading, field);
    if (text == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    *stage = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ct_input_names_has(ct_input_table_find(stages, names[i]), text))
            *stage = names[i];
    if (**stage == '\0' && *text != '\0')
        status = ct_reading_find(reading, "F0507", id,
                                 ct_vector_field_name(reading->vector, (size_t)field), text, err);
    free(text);
    return status;
}

static struct ct_project_row *next_row(struct ct_project_rows *rows)
{
    if (rows->count == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 64;
        struct ct_project_row *more = realloc(rows->row, room * sizeof *more);
        if (more == NULL)
            return NULL;
        rows->row = more;
        rows->room = room;
    }
    rows->row[rows->count] = (struct ct_project_row){.stage = ""};
    return &rows->row[rows->count++];
}

static void free_rows(struct ct_project_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        free(rows->row[i].id);
        free(rows->row[i].name);
        free(rows->row[i].phase);
        free(rows->row[i].layer);
        ct_shape_free(&rows->row[i].shape);
    }
    free(rows->row);
}

static bool is_taken(const struct loading *l, const char *id)
{
    for (size_t i = 0; i < l->rows.count; i++)
        if (strcmp(l->rows.row[i].id, id) == 0)
            return true;
    return false;
}

/* A red line without an id is called by the layer it is drawn on, and its number there. */
static void name_by_drawing(const struct loading *l, struct ct_buffer *id)
{
    const char *layer = l->reading.feature->text[l->drawn_layer];
    size_t number = 1;
    ct_buffer_printf(id, "%s-", layer ? layer : "");
    size_t stem = id->size;
    for (size_t i = 0; !id->failed && i < l->rows.count; i++)
        number += strncmp(l->rows.row[i].id, id->data, stem) == 0 ? 1 : 0;
    do {
        id->size = stem;
        ct_buffer_printf(id, "%zu", number++);
    } while (!id->failed && is_taken(l, id->data));
}

/* Its id; where the row has none, the place in the drawing or the feature id, which is said. */
static enum ct_status read_id(const struct loading *l, char **id, struct ct_error *err)
{
    struct ct_buffer text = {0};
    *id = ct_reading_text(&l->reading, l->fields.id);
    if (*id == NULL || **id != '\0')
        return *id ? CT_OK : ct_fail_memory(err);
    free(*id);
    if (l->drawn_layer >= 0)
        name_by_drawing(l, &text);
    else if (l->plan->project_count > 1)
        ct_buffer_printf(&text, "%s/%" PRId64, ct_vector_layer_name(l->reading.vector),
                         l->reading.feature->fid);
    else
        ct_buffer_printf(&text, "%" PRId64, l->reading.feature->fid);
    *id = text.failed ? NULL : ct_text_copy(text.data);
    ct_buffer_free(&text);
    return *id ? ct_reading_find(&l->reading, "F0510", *id, NULL, NULL, err) : ct_fail_memory(err);
}

static enum ct_status fill_row(struct loading *l, struct ct_project_row *row, struct ct_error *err)
{
    struct ct_feature *feature = l->reading.feature;
    row->source = l->source;
    row->fid = feature->fid;
    row->row = feature->row;
    row->name = ct_reading_text(&l->reading, l->fields.name);
    row->phase = ct_reading_text(&l->reading, l->fields.phase);
    row->layer = ct_text_copy(ct_vector_layer_name(l->reading.vector));
    if (row->name == NULL || row->phase == NULL || row->layer == NULL)
        return ct_fail_memory(err);
    enum ct_status status =
        ct_project_stage(&l->reading, l->fields.stage, &l->stages, row->id, &row->stage, err);
    for (size_t i = 0; status == CT_OK && i < CT_PROJECT_NUMBERS; i++)
        status = ct_reading_number(&l->reading, l->fields.number[i], row->id, "F0504",
                                   &row->number[i], err);
    if (status == CT_OK && feature->repaired)
        status = ct_reading_find_repair(&l->reading, "F0511", row->id, err);
    if (status == CT_OK)
        status = ct_indicators_take(l->city, &l->reading, &l->columns, CT_LEVEL_PROJECT, row->id,
                                    row->id, CT_INDICATOR_PHASE, err);
    row->shape = feature->shape;
    feature->shape = (struct ct_shape){0};
    return status;
}

/* Takes the current feature, or says why it is left out. */
static enum ct_status take(struct loading *l, struct ct_error *err)
{
    struct ct_shape *shape = &l->reading.feature->shape;
    bool closed = true;
    enum ct_status status = CT_OK;
    if (shape->kind == CT_SHAPE_LINES)
        status = ct_reading_close_lines(shape, &closed, err);
    if (status != CT_OK)
        return status;
    if (l->drawn_layer >= 0 && shape->kind != CT_SHAPE_POLYGONS && closed) {
        l->left_out++;
        return CT_OK;
    }
    char *id = NULL;
    status = read_id(l, &id, err);
    if (status == CT_OK && !closed)
        status = ct_reading_find(&l->reading, "F0503", id, NULL, NULL, err);
    struct ct_project_row *row = status == CT_OK && closed ? next_row(&l->rows) : NULL;
    if (row == NULL) {
        free(id);
        return status == CT_OK && closed ? ct_fail_memory(err) : status;
    }
    row->id = id;
    return fill_row(l, row, err);
}

/* Is the layer a drawing (DXF)? Its field of layers, else -1. */
static int find_drawn_layer(const struct ct_vector *vector)
{
    return ct_vector_field_index(vector, "EntityHandle") >= 0 &&
                   ct_vector_field_index(vector, "SubClasses") >= 0
               ? ct_vector_field_index(vector, "Layer")
               : -1;
}

static enum ct_status tell_left_out(const struct loading *l, struct ct_error *err)
{
    char count[24];
    struct ct_place place = ct_place_none;
    place.layer = ct_vector_layer_name(l->reading.vector);
    snprintf(count, sizeof count, "%zu", l->left_out);
    return ct_findings_add(l->reading.findings, "F0518", &place, err, "count", count, NULL);
}

static enum ct_status read_source(struct loading *l, struct ct_findings *findings,
                                  struct ct_error *err)
{
    const struct ct_source *source = &l->plan->projects[l->source];
    struct ct_projects *projects = &l->city->projects;
    bool more = true;
    enum ct_status status = ct_reading_open_table(&l->reading, source, "project", findings, err);
    if (status != CT_OK)
        return status;
    l->drawn_layer = find_drawn_layer(l->reading.vector);
    l->left_out = 0;
    char *layer = ct_text_copy(ct_vector_layer_name(l->reading.vector));
    projects->source_layers[l->source] = layer;
    if (l->source == 0)
        projects->layer = ct_text_copy(layer);
    status = layer && projects->layer ? ct_project_fields_find(&l->reading, &l->fields, err)
                                      : ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_indicator_columns_find(l->city, &l->reading, &l->columns, err);
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
    if (status == CT_OK && l->left_out > 0)
        status = tell_left_out(l, err);
    ct_indicator_columns_free(&l->columns);
    ct_reading_close(&l->reading);
    return status;
}

enum ct_status ct_load_projects(const struct ct_plan *plan, struct ct_findings *findings,
                                struct ct_city *city, struct ct_error *err)
{
    struct loading l = {.plan = plan, .city = city};
    if (plan->project_count == 0)
        return CT_OK;
    city->projects.source_layers = calloc(plan->project_count, sizeof(char *));
    if (city->projects.source_layers == NULL)
        return ct_fail_memory(err);
    city->projects.sources = plan->project_count;
    enum ct_status status = ct_input_table_read("stage", &l.stages, err);
    for (; status == CT_OK && l.source < plan->project_count; l.source++)
        status = read_source(&l, findings, err);
    if (status == CT_OK)
        status = ct_projects_unite(&l.rows, findings, city, err);
    free_rows(&l.rows);
    ct_input_table_free(&l.stages);
    return status;
}
