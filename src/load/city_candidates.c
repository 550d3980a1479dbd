/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places where new facilities may go, from the candidate layers of the plan's `site`, and the
 * ground that is allowed or forbidden. O(rows log rows + vertices).
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/overlay.h"
#include "load/parts.h"
#include "load/reading.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct loading {
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_input_table states, modes;
    size_t source, room;
    int id, name, price, capacity, floor_area, mode, state, street; /* fields */
};

static enum ct_status find_fields(struct loading *l, struct ct_error *err)
{
    const struct {
        const char *meaning;
        int *field;
    } wanted[] = {{"id", &l->id},
                  {"name", &l->name},
                  {"price", &l->price},
                  {"capacity", &l->capacity},
                  {"floor_area", &l->floor_area},
                  {"mode", &l->mode},
                  {"state", &l->state},
                  {"street", &l->street}};
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < sizeof wanted / sizeof *wanted; i++)
        status = ct_reading_field(&l->reading, wanted[i].meaning, wanted[i].field, err);
    return status;
}

static const struct ct_input_names *find_word(const struct ct_input_table *table, const char *word)
{
    for (size_t i = 0; i < table->count; i++)
        if (ct_input_names_has(&table->rows[i], word))
            return &table->rows[i];
    return NULL;
}

static enum ct_status read_state(struct loading *l, struct ct_candidate *row, struct ct_error *err)
{
    static const char *const names[] = {"free", "required", "forbidden"};
    char *word = ct_reading_text(&l->reading, l->state);
    enum ct_status status = CT_OK;
    if (word == NULL)
        return ct_fail_memory(err);
    const struct ct_input_names *found = *word ? find_word(&l->states, word) : NULL;
    for (int i = 0; found != NULL && i < 3; i++)
        if (strcmp(found->meaning, names[i]) == 0)
            row->state = (enum ct_candidate_state)i;
    if (*word && found == NULL)
        status = ct_reading_find(&l->reading, "F0572", row->id, NULL, word, err);
    free(word);
    return status;
}

static enum ct_status read_texts(struct loading *l, struct ct_candidate *row, struct ct_error *err)
{
    row->name = ct_reading_text(&l->reading, l->name);
    row->street = ct_reading_text(&l->reading, l->street);
    char *mode = ct_reading_text(&l->reading, l->mode);
    row->mode = mode != NULL ? ct_candidate_mode(&l->modes, mode) : NULL;
    free(mode);
    return row->name && row->street && row->mode ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_numbers(struct loading *l, struct ct_candidate *row,
                                   struct ct_error *err)
{
    const struct {
        int field;
        double *to;
    } wanted[] = {{l->price, &row->price},
                  {l->capacity, &row->capacity},
                  {l->floor_area, &row->floor_area_m2}};
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < sizeof wanted / sizeof *wanted; i++)
        status =
            ct_reading_number(&l->reading, wanted[i].field, row->id, "F0573", wanted[i].to, err);
    return status;
}

static enum ct_status read_place(struct loading *l, struct ct_candidate *row, struct ct_error *err)
{
    const struct ct_shape *shape = &l->reading.feature->shape;
    if (shape->kind == CT_SHAPE_LINES)
        return ct_reading_wrong_kind(&l->reading, shape->kind, "points or polygons", "点或面", err);
    row->lon = shape->lon[0];
    row->lat = shape->lat[0];
    return shape->kind == CT_SHAPE_POLYGONS
               ? ct_overlay_inner_point(shape, &row->lon, &row->lat, err)
               : CT_OK;
}

/* The id as it stands; else the feature's number, "C" before it. */
static char *read_id(const struct loading *l)
{
    char *id = ct_reading_text(&l->reading, l->id);
    char number[40];
    if (id == NULL || *id != '\0')
        return id;
    free(id);
    snprintf(number, sizeof number, "C%zu.%" PRId64, l->source + 1, l->reading.feature->fid);
    return ct_text_copy(number);
}

static enum ct_status take(struct loading *l, struct ct_error *err)
{
    struct ct_candidates *c = &l->city->candidates;
    const struct ct_feature *feature = l->reading.feature;
    char *id = read_id(l);
    if (id == NULL)
        return ct_fail_memory(err);
    if (feature->shape.parts == 0) {
        enum ct_status status = ct_reading_find(&l->reading, "F0570", id, NULL, NULL, err);
        free(id);
        return status;
    }
    if (c->count == l->room) {
        l->room = l->room ? 2 * l->room : 64;
        struct ct_candidate *more = realloc(c->rows, l->room * sizeof *more);
        if (more == NULL) {
            free(id);
            return ct_fail_memory(err);
        }
        c->rows = more;
    }
    struct ct_candidate *row = &c->rows[c->count++];
    *row = (struct ct_candidate){.id = id,
                                 .price = (double)NAN,
                                 .capacity = (double)NAN,
                                 .floor_area_m2 = (double)NAN,
                                 .cost_per_m2 = (double)NAN,
                                 .source = l->source,
                                 .fid = feature->fid,
                                 .row = feature->row};
    enum ct_status status = read_texts(l, row, err);
    if (status == CT_OK)
        status = read_numbers(l, row, err);
    if (status == CT_OK)
        status = read_state(l, row, err);
    return status == CT_OK ? read_place(l, row, err) : status;
}

static enum ct_status read_source(struct loading *l, const struct ct_source *source,
                                  struct ct_findings *findings, struct ct_error *err)
{
    const size_t before = l->city->candidates.count;
    bool more = true;
    enum ct_status status = ct_reading_open(&l->reading, source, "candidate", findings, err);
    if (status != CT_OK)
        return status;
    status = find_fields(l, err);
    while (status == CT_OK) {
        status = ct_reading_next(&l->reading, &more, err);
        if (status != CT_OK || !more)
            break;
        status = take(l, err);
    }
    if (status == CT_OK && l->city->candidates.count == before)
        status = ct_fail(err, CT_INPUT, "E0307", "file", source->file, "layer",
                         ct_vector_layer_name(l->reading.vector), NULL);
    ct_reading_close(&l->reading);
    return status;
}

static void free_candidate(struct ct_candidate *row)
{
    free(row->id);
    free(row->name);
    free(row->street);
    free(row->mode);
}

/* Of two rows of one id the first stays. */
static enum ct_status drop_doubles(struct ct_city *city, struct ct_findings *findings,
                                   struct ct_error *err)
{
    struct ct_candidates *c = &city->candidates;
    char **ids = malloc((c->count + 1) * sizeof *ids);
    bool *doubled = calloc(c->count + 1, sizeof *doubled);
    for (size_t i = 0; ids != NULL && i < c->count; i++)
        ids[i] = c->rows[i].id;
    struct ct_id *sorted = ids != NULL ? ct_ids_sorted(ids, c->count) : NULL;
    enum ct_status status = sorted && doubled ? CT_OK : ct_fail_memory(err);
    for (size_t i = 1; status == CT_OK && i < c->count; i++)
        doubled[sorted[i].index] = strcmp(sorted[i].id, sorted[i - 1].id) == 0;
    size_t kept = 0;
    for (size_t i = 0; status == CT_OK && i < c->count; i++) {
        struct ct_place place = ct_place_none;
        place.feature = c->rows[i].id;
        place.row = c->rows[i].row;
        if (doubled[i])
            status = ct_findings_add(findings, "F0571", &place, err, NULL);
        if (doubled[i])
            free_candidate(&c->rows[i]);
        else
            c->rows[kept++] = c->rows[i];
    }
    c->count = status == CT_OK ? kept : c->count;
    free(sorted);
    free(ids);
    free(doubled);
    return status;
}

/* All polygons of a layer united. */
static enum ct_status read_ground(const struct ct_source *source, struct ct_findings *findings,
                                  struct ct_shape *out, struct ct_error *err)
{
    struct ct_reading reading;
    struct ct_shape *part = NULL;
    const struct ct_shape **list = NULL;
    size_t n = 0;
    bool more = true;
    if (source->file == NULL)
        return CT_OK;
    enum ct_status status = ct_reading_open(&reading, source, "planning_unit", findings, err);
    if (status != CT_OK)
        return status;
    while (status == CT_OK) {
        status = ct_reading_next(&reading, &more, err);
        if (status != CT_OK || !more)
            break;
        struct ct_shape *shape = &reading.feature->shape;
        if (shape->parts > 0 && shape->kind != CT_SHAPE_POLYGONS)
            status = ct_reading_wrong_kind(&reading, shape->kind, "polygons", "面", err);
        struct ct_shape *grown = status == CT_OK ? realloc(part, (n + 1) * sizeof *part) : NULL;
        if (status != CT_OK || grown == NULL) {
            status = status == CT_OK ? ct_fail_memory(err) : status;
            break;
        }
        part = grown;
        part[n++] = *shape;
        *shape = (struct ct_shape){0};
    }
    list = status == CT_OK ? malloc((n + 1) * sizeof *list) : NULL;
    for (size_t i = 0; list != NULL && i < n; i++)
        list[i] = &part[i];
    if (status == CT_OK)
        status = list ? ct_overlay_union(list, n, 0, out, err) : ct_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        ct_shape_free(&part[i]);
    free(list);
    free(part);
    ct_reading_close(&reading);
    return status;
}

enum ct_status ct_load_candidates(const struct ct_plan *plan, struct ct_findings *findings,
                                  struct ct_city *city, struct ct_error *err)
{
    struct loading l = {.city = city};
    if (!ct_plan_has_site(plan))
        return CT_OK;
    enum ct_status status = ct_input_table_read("candidate_state", &l.states, err);
    if (status == CT_OK)
        status = ct_input_table_read("candidate_mode", &l.modes, err);
    for (; status == CT_OK && l.source < plan->site.candidate_count; l.source++)
        if (plan->site.candidates[l.source].source.file != NULL)
            status = read_source(&l, &plan->site.candidates[l.source].source, findings, err);
    if (status == CT_OK && city->candidates.count > 1)
        status = drop_doubles(city, findings, err);
    if (status == CT_OK)
        status = ct_candidate_costs(plan, &l.modes, city, err);
    if (status == CT_OK)
        status = read_ground(&plan->site.within, findings, &city->candidates.within, err);
    if (status == CT_OK)
        status = read_ground(&plan->site.forbidden, findings, &city->candidates.forbidden, err);
    ct_input_table_free(&l.states);
    ct_input_table_free(&l.modes);
    return status;
}

void ct_candidates_free(struct ct_city *city)
{
    struct ct_candidates *c = &city->candidates;
    for (size_t i = 0; i < c->count; i++)
        free_candidate(&c->rows[i]);
    free(c->rows);
    ct_candidate_costs_free(c);
    ct_shape_free(&c->within);
    ct_shape_free(&c->forbidden);
}
