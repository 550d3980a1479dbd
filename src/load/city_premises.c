/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Premises that projects provide: a row a place, joined to its project by id. O(rows log projects).
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/overlay.h"
#include "load/parts.h"
#include "load/reading.h"
#include "load/values.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct premises { /* fields */
    int project, id, name, kind, floor_area, land_area, storey, building, own_entrance;
};

struct loading {
    const struct ct_plan *plan;
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_input_table answers;
    struct premises fields;
    struct ct_id *projects; /* sorted */
    size_t source, room;
};

static enum ct_status find_fields(struct loading *l, struct ct_error *err)
{
    struct premises *f = &l->fields;
    const struct {
        const char *meaning;
        int *field;
    } wanted[] = {{"project", &f->project},
                  {"id", &f->id},
                  {"name", &f->name},
                  {"kind", &f->kind},
                  {"floor_area", &f->floor_area},
                  {"land_area", &f->land_area},
                  {"storey", &f->storey},
                  {"building", &f->building},
                  {"own_entrance", &f->own_entrance}};
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < sizeof wanted / sizeof *wanted; i++)
        status = ct_reading_field(&l->reading, wanted[i].meaning, wanted[i].field, err);
    return status;
}

static bool grow(void *column, size_t room, size_t size)
{
    void *old = NULL;
    memcpy(&old, column, sizeof old);
    void *more = realloc(old, room * size);
    if (more != NULL)
        memcpy(column, &more, sizeof more);
    return more != NULL;
}

#define GROW(column) grow(&f->column, room, sizeof *f->column)
static bool make_room(struct ct_project_facilities *f, size_t *have)
{
    size_t room = *have ? *have * 2 : 64;
    if (f->count < *have)
        return true;
    *have = room;
    return GROW(project) && GROW(id) && GROW(name) && GROW(kind_name) && GROW(kind) &&
           GROW(floor_area_m2) && GROW(land_area_m2) && GROW(polygon_area_m2) && GROW(storey) &&
           GROW(building) && GROW(own_entrance) && GROW(lon) && GROW(lat) && GROW(placed) &&
           GROW(shape) && GROW(source) && GROW(fid) && GROW(row);
}
#undef GROW

/* The kind of the city with this name or title; -1 where there is none. */
static ptrdiff_t find_kind(const struct ct_city *city, const char *name)
{
    for (size_t i = 0; i < city->kind_count; i++)
        if (strcmp(city->kinds[i].name, name) == 0)
            return (ptrdiff_t)i;
    for (size_t i = 0; i < city->kind_count; i++)
        if (strcmp(city->kinds[i].title[CT_ZH], name) == 0 ||
            strcmp(city->kinds[i].title[CT_EN], name) == 0)
            return (ptrdiff_t)i;
    return -1;
}

static enum ct_status find_project(const struct loading *l, ptrdiff_t *project,
                                   struct ct_error *err)
{
    char *id = ct_reading_text(&l->reading, l->fields.project);
    if (id == NULL)
        return ct_fail_memory(err);
    *project = ct_ids_find(l->projects, l->city->projects.count, id);
    enum ct_status status =
        *project >= 0 ? CT_OK : ct_reading_find(&l->reading, "F0512", id, NULL, id, err);
    free(id);
    return status;
}

/* A cell that is no number: a storey, or yes and no. */
static enum ct_status read_word(const struct loading *l, int field, bool storey, const char *id,
                                double *out, struct ct_error *err)
{
    char *text = ct_reading_text(&l->reading, field);
    enum ct_status status = CT_OK;
    *out = NAN;
    if (text == NULL)
        return ct_fail_memory(err);
    bool good = *text == '\0' ||
                (storey ? ct_value_storey(text, out) : ct_value_answer(&l->answers, text, out));
    if (!good) {
        *out = NAN;
        status = ct_reading_find(&l->reading, "F0504", id,
                                 ct_vector_field_name(l->reading.vector, (size_t)field), text, err);
    }
    free(text);
    return status;
}

/* Its own place, else that of its project. */
static enum ct_status read_place(struct loading *l, size_t i, struct ct_error *err)
{
    struct ct_project_facilities *f = &l->city->project_facilities;
    struct ct_shape *shape = &l->reading.feature->shape;
    f->placed[i] =
        shape->parts > 0 && (shape->kind == CT_SHAPE_POINTS || shape->kind == CT_SHAPE_POLYGONS);
    f->polygon_area_m2[i] = NAN;
    f->lon[i] = l->city->projects.lon[f->project[i]];
    f->lat[i] = l->city->projects.lat[f->project[i]];
    if (!f->placed[i])
        return CT_OK;
    f->shape[i] = *shape;
    *shape = (struct ct_shape){0};
    f->lon[i] = f->shape[i].lon[0];
    f->lat[i] = f->shape[i].lat[0];
    if (f->shape[i].kind == CT_SHAPE_POINTS)
        return CT_OK;
    f->polygon_area_m2[i] = ct_shape_area_m2(&f->shape[i]);
    return ct_overlay_inner_point(&f->shape[i], &f->lon[i], &f->lat[i], err);
}

static enum ct_status read_numbers(struct loading *l, size_t i, struct ct_error *err)
{
    struct ct_project_facilities *f = &l->city->project_facilities;
    const char *id = f->id[i];
    enum ct_status status = ct_reading_number(&l->reading, l->fields.floor_area, id, "F0504",
                                              &f->floor_area_m2[i], err);
    if (status == CT_OK)
        status = ct_reading_number(&l->reading, l->fields.land_area, id, "F0504",
                                   &f->land_area_m2[i], err);
    if (status == CT_OK)
        status = read_word(l, l->fields.storey, true, id, &f->storey[i], err);
    return status == CT_OK
               ? read_word(l, l->fields.own_entrance, false, id, &f->own_entrance[i], err)
               : status;
}

static enum ct_status read_texts(struct loading *l, size_t i, struct ct_error *err)
{
    struct ct_project_facilities *f = &l->city->project_facilities;
    f->id[i] = ct_reading_text(&l->reading, l->fields.id);
    f->name[i] = ct_reading_text(&l->reading, l->fields.name);
    f->kind_name[i] = ct_reading_text(&l->reading, l->fields.kind);
    f->building[i] = ct_reading_text(&l->reading, l->fields.building);
    return f->id[i] && f->name[i] && f->kind_name[i] && f->building[i] ? CT_OK
                                                                       : ct_fail_memory(err);
}

/* Its floor area against that of its polygon. */
static enum ct_status compare_areas(const struct loading *l, size_t i, struct ct_error *err)
{
    const struct ct_project_facilities *f = &l->city->project_facilities;
    char stated[32], drawn[32];
    if (!ct_areas_differ(l->plan, f->floor_area_m2[i], f->polygon_area_m2[i]))
        return CT_OK;
    snprintf(stated, sizeof stated, "%.2f", f->floor_area_m2[i]);
    snprintf(drawn, sizeof drawn, "%.2f", f->polygon_area_m2[i]);
    return ct_reading_find_number(&l->reading, "F0514", f->id[i], NULL, stated, drawn, err);
}

static enum ct_status fill_row(struct loading *l, size_t project, struct ct_error *err)
{
    struct ct_project_facilities *f = &l->city->project_facilities;
    const struct ct_feature *feature = l->reading.feature;
    if (!make_room(f, &l->room))
        return ct_fail_memory(err);
    size_t i = f->count++;
    f->project[i] = project;
    f->source[i] = l->source;
    f->fid[i] = feature->fid;
    f->row[i] = feature->row;
    f->shape[i] = (struct ct_shape){0};
    f->id[i] = f->name[i] = f->kind_name[i] = f->building[i] = NULL;
    enum ct_status status = read_texts(l, i, err);
    if (status != CT_OK)
        return status;
    f->kind[i] = find_kind(l->city, f->kind_name[i]);
    if (f->kind[i] < 0)
        status = ct_reading_find(&l->reading, "F0513", f->id[i], "kind", f->kind_name[i], err);
    if (status == CT_OK)
        status = read_numbers(l, i, err);
    if (status == CT_OK && feature->repaired)
        status = ct_reading_find_repair(&l->reading, "F0520", f->id[i], err);
    if (status == CT_OK)
        status = read_place(l, i, err);
    return status == CT_OK ? compare_areas(l, i, err) : status;
}

static enum ct_status read_rows(struct loading *l, struct ct_error *err)
{
    bool more = true;
    enum ct_status status = ct_reading_next(&l->reading, &more, err);
    while (status == CT_OK && more) {
        ptrdiff_t project = -1;
        status = find_project(l, &project, err);
        if (status == CT_OK && project >= 0)
            status = fill_row(l, (size_t)project, err);
        if (status == CT_OK)
            status = ct_reading_next(&l->reading, &more, err);
    }
    return status;
}

static enum ct_status read_source(struct loading *l, struct ct_findings *findings,
                                  struct ct_error *err)
{
    const struct ct_source *source = &l->plan->project_facilities[l->source];
    enum ct_status status =
        ct_reading_open_table(&l->reading, source, "project_facility", findings, err);
    if (status != CT_OK)
        return status;
    char *layer = ct_text_copy(ct_vector_layer_name(l->reading.vector));
    l->city->project_facilities.source_layers[l->source] = layer;
    status = layer ? find_fields(l, err) : ct_fail_memory(err);
    if (status == CT_OK && l->fields.project < 0)
        status = ct_fail(err, CT_INPUT, "E0336", "file", source->file, "layer",
                         ct_vector_layer_name(l->reading.vector), NULL);
    if (status == CT_OK)
        status = read_rows(l, err);
    ct_reading_close(&l->reading);
    return status;
}

enum ct_status ct_load_premises(const struct ct_plan *plan, struct ct_findings *findings,
                                struct ct_city *city, struct ct_error *err)
{
    struct loading l = {.plan = plan, .city = city};
    if (plan->project_facility_count == 0)
        return CT_OK;
    city->project_facilities.source_layers = calloc(plan->project_facility_count, sizeof(char *));
    if (city->project_facilities.source_layers == NULL)
        return ct_fail_memory(err);
    city->project_facilities.sources = plan->project_facility_count;
    l.projects = ct_ids_sorted(city->projects.id, city->projects.count);
    enum ct_status status =
        l.projects ? ct_input_table_read("answer", &l.answers, err) : ct_fail_memory(err);
    for (; status == CT_OK && l.source < plan->project_facility_count; l.source++)
        status = read_source(&l, findings, err);
    ct_input_table_free(&l.answers);
    free(l.projects);
    return status;
}

void ct_premises_free(struct ct_city *city)
{
    struct ct_project_facilities *f = &city->project_facilities;
    for (size_t i = 0; i < f->count; i++) {
        free(f->id[i]);
        free(f->name[i]);
        free(f->kind_name[i]);
        free(f->building[i]);
        ct_shape_free(&f->shape[i]);
    }
    for (size_t i = 0; i < f->sources; i++)
        free(f->source_layers[i]);
    free(f->source_layers);
    free(f->project);
    free(f->id);
    free(f->name);
    free(f->kind_name);
    free(f->kind);
    free(f->floor_area_m2);
    free(f->land_area_m2);
    free(f->polygon_area_m2);
    free(f->storey);
    free(f->building);
    free(f->own_entrance);
    free(f->lon);
    free(f->lat);
    free(f->placed);
    free(f->shape);
    free(f->source);
    free(f->fid);
    free(f->row);
}
