/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attribute tables of the plan, joined to communities or facilities: by code, else by name within
 * the street, else by place. What a layer does not say is filled in; where both say something else,
 * the layer wins unless the plan says `override: true`. Every row that joins nothing is a finding.
 * O(rows log targets); by place O(targets) a row.
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/plane.h"
#include "load/indicators.h"
#include "load/join.h"
#include "load/parts.h"
#include "load/reading.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEAR_M 100.0 /* a row within so much of one facility only is about it */

/* A column that may be filled. */
struct filling {
    const char *meaning, *wrong; /* wrong: the finding for what is no number; NULL: a text */
    double *number;              /* of the targets; or */
    char **text;
    enum ct_area_type *area_type;
    int field;
};
enum { FILLINGS = 5 };

struct joining {
    const struct ct_table *table;
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_indicator_columns columns;
    struct ct_input_table area_types;
    struct ct_findings *findings;
    struct ct_joiner *joiner;
    struct ct_locator *locator; /* communities only */
    struct filling fill[FILLINGS];
    size_t fills, targets;
    char *const *id;
    long *taken; /* by target: the row that was joined to it, 0 for none */
    int code, name, street;
    size_t counts[CT_MATCHES];
};

/* --- one value ------------------------------------------------------------------------------ */

static bool differ(double a, double b)
{
    return fabs(a - b) > 1e-9 * fmax(fabs(a), fabs(b));
}

static enum ct_status tell_conflict(const struct joining *j, const struct filling *fill, size_t t,
                                    const char *had, const char *value, struct ct_error *err)
{
    const char *field = ct_vector_field_name(j->reading.vector, (size_t)fill->field);
    struct ct_place place = ct_place_none;
    place.layer = ct_vector_layer_name(j->reading.vector);
    place.feature = j->id[t];
    place.row = j->reading.feature->row;
    place.cell = field;
    return ct_findings_add(j->findings, "F0422", &place, err, "field", field, "had", had, "value",
                           value, "kept", j->table->override ? "" : had, "taken",
                           j->table->override ? value : "", NULL);
}

static enum ct_status fill_number(struct joining *j, const struct filling *fill, size_t t,
                                  struct ct_error *err)
{
    double value = NAN, had = fill->number[t];
    char had_text[32], value_text[32];
    enum ct_status status =
        ct_reading_number(&j->reading, fill->field, j->id[t], fill->wrong, &value, err);
    if (status != CT_OK || isnan(value))
        return status;
    if (isnan(had) || j->table->override)
        fill->number[t] = value;
    if (isnan(had) || !differ(had, value))
        return CT_OK;
    ct_text_from_double(had_text, had);
    ct_text_from_double(value_text, value);
    return tell_conflict(j, fill, t, had_text, value_text, err);
}

static enum ct_status fill_area_type(struct joining *j, const struct filling *fill, size_t t,
                                     const char *text, struct ct_error *err)
{
    static const char *const names[] = {"", "urban", "rural"};
    enum ct_area_type value = ct_area_type_of(&j->area_types, text), had = fill->area_type[t];
    if (value == CT_AREA_UNKNOWN)
        return CT_OK;
    if (had == CT_AREA_UNKNOWN || j->table->override)
        fill->area_type[t] = value;
    return had == CT_AREA_UNKNOWN || had == value
               ? CT_OK
               : tell_conflict(j, fill, t, names[had], text, err);
}

/* Texts are only filled in: a name that is written otherwise is no conflict. */
static enum ct_status fill_text(struct joining *j, const struct filling *fill, size_t t,
                                struct ct_error *err)
{
    char *text = ct_reading_text(&j->reading, fill->field);
    if (text == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    if (fill->area_type != NULL) {
        status = fill_area_type(j, fill, t, text, err);
    } else if (*text != '\0' && (*fill->text[t] == '\0' || j->table->override)) {
        char *old = fill->text[t];
        fill->text[t] = text;
        text = old;
    }
    free(text);
    return status;
}

/* --- one row -------------------------------------------------------------------------------- */

/* The only facility within NEAR_M of the row. */
static ptrdiff_t near_facility(const struct ct_facilities *f, double lon, double lat)
{
    ptrdiff_t found = -1;
    for (size_t i = 0; i < f->count; i++) {
        if (fabs(f->lat[i] - lat) > 0.001 ||
            ct_plane_distance_m(lon, lat, f->lon[i], f->lat[i]) > NEAR_M)
            continue;
        if (found >= 0)
            return -1;
        found = (ptrdiff_t)i;
    }
    return found;
}

static void find_by_place(const struct joining *j, enum ct_match *how, size_t *target)
{
    const struct ct_shape *shape = &j->reading.feature->shape;
    if (shape->kind != CT_SHAPE_POINTS || shape->vertices == 0)
        return;
    ptrdiff_t found = j->table->join == CT_JOIN_COMMUNITY
                          ? ct_locator_find(j->locator, shape->lon[0], shape->lat[0])
                          : near_facility(&j->city->facilities, shape->lon[0], shape->lat[0]);
    if (found < 0)
        return;
    *how = CT_MATCH_PLACE;
    *target = (size_t)found;
}

static enum ct_status take_indicators(struct joining *j, size_t t, struct ct_error *err)
{
    bool facility = j->table->join == CT_JOIN_FACILITY;
    char number[24];
    snprintf(number, sizeof number, "%zu", t);
    return ct_indicators_take(j->city, &j->reading, &j->columns,
                              facility ? CT_LEVEL_FACILITY : CT_LEVEL_COMMUNITY,
                              facility ? number : j->id[t], j->id[t],
                              j->table->override ? CT_INDICATOR_FIRST : CT_INDICATOR_PLAIN, err);
}

static enum ct_status fill_target(struct joining *j, size_t t, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < j->fills; i++) {
        const struct filling *fill = &j->fill[i];
        if (fill->field >= 0)
            status = fill->number ? fill_number(j, fill, t, err) : fill_text(j, fill, t, err);
    }
    return status == CT_OK ? take_indicators(j, t, err) : status;
}

/* A second row about the same target: which is right cannot be told. */
static enum ct_status tell_second(const struct joining *j, size_t t, struct ct_error *err)
{
    struct ct_buffer other = {0};
    ct_buffer_printf(&other, "%ld", j->taken[t]);
    enum ct_status status =
        other.failed ? ct_fail_memory(err)
                     : ct_reading_find(&j->reading, "F0423", j->id[t], NULL, other.data, err);
    ct_buffer_free(&other);
    return status;
}

static enum ct_status use_match(struct joining *j, enum ct_match how, size_t t, const char *what,
                                struct ct_error *err)
{
    j->counts[how]++;
    if (how == CT_MATCH_ELSEWHERE)
        return CT_OK;
    if (how == CT_MATCH_NONE || how == CT_MATCH_AMBIGUOUS)
        return ct_reading_find(&j->reading, how == CT_MATCH_NONE ? "F0421" : "F0424", what, NULL,
                               NULL, err);
    if (j->taken[t] != 0)
        return tell_second(j, t, err);
    j->taken[t] = j->reading.feature->row;
    return fill_target(j, t, err);
}

static enum ct_status join_row(struct joining *j, struct ct_error *err)
{
    char *code = ct_reading_text(&j->reading, j->code);
    char *name = ct_reading_text(&j->reading, j->name);
    char *street = ct_reading_text(&j->reading, j->street);
    enum ct_match how = CT_MATCH_NONE;
    size_t t = 0;
    enum ct_status status = code && name && street
                                ? ct_joiner_find(j->joiner, code, name, street, &how, &t, err)
                                : ct_fail_memory(err);
    if (status == CT_OK && (how == CT_MATCH_NONE || how == CT_MATCH_AMBIGUOUS))
        find_by_place(j, &how, &t);
    if (status == CT_OK)
        status = use_match(j, how, t, *code ? code : name, err);
    free(code);
    free(name);
    free(street);
    return status;
}

/* --- one table ------------------------------------------------------------------------------ */

static enum ct_status begin_communities(struct joining *j, struct ct_error *err)
{
    struct ct_communities *c = &j->city->communities;
    const struct filling fill[] = {
        {"registered_households", "F0105", c->registered, NULL, NULL, -1},
        {"households", "F0105", c->households, NULL, NULL, -1},
        {"population", "F0107", c->population, NULL, NULL, -1},
        {"area_type", NULL, NULL, NULL, c->area_type, -1},
        {"county", NULL, NULL, c->county, NULL, -1}};
    memcpy(j->fill, fill, sizeof fill);
    j->fills = sizeof fill / sizeof *fill;
    j->id = c->id;
    j->targets = c->count;
    enum ct_status status = ct_joiner_new(c->count, c->id, c->name, c->street, &j->joiner, err);
    return status == CT_OK ? ct_locator_new(c, &j->locator, err) : status;
}

static enum ct_status begin_facilities(struct joining *j, struct ct_error *err)
{
    struct ct_facilities *f = &j->city->facilities;
    j->fill[0] = (struct filling){"floor_area", "F0301", f->floor_area_m2, NULL, NULL, -1};
    j->fill[1] = (struct filling){"name", NULL, NULL, f->name, NULL, -1};
    j->fill[2] = (struct filling){"land_area", "F0470", f->land_area_m2, NULL, NULL, -1};
    j->fills = 3;
    j->id = f->id;
    j->targets = f->count;
    return ct_joiner_new(f->count, f->id, f->name, NULL, &j->joiner, err);
}

static enum ct_status find_fields(struct joining *j, struct ct_error *err)
{
    enum ct_status status = ct_reading_field(&j->reading, "id", &j->code, err);
    if (status == CT_OK)
        status = ct_reading_field(&j->reading, "name", &j->name, err);
    if (status == CT_OK)
        status = ct_reading_field(&j->reading, "street", &j->street, err);
    for (size_t i = 0; status == CT_OK && i < j->fills; i++)
        status = ct_reading_field(&j->reading, j->fill[i].meaning, &j->fill[i].field, err);
    if (status == CT_OK)
        status = ct_indicator_columns_find(j->city, &j->reading, &j->columns, err);
    return status;
}

static enum ct_status join_rows(struct joining *j, struct ct_error *err)
{
    bool more = true;
    enum ct_status status = ct_reading_next(&j->reading, &more, err);
    while (status == CT_OK && more) {
        status = join_row(j, err);
        if (status == CT_OK)
            status = ct_reading_next(&j->reading, &more, err);
    }
    bool communities = j->table->join == CT_JOIN_COMMUNITY;
    return status == CT_OK
               ? ct_join_tell(j->counts, ct_vector_layer_name(j->reading.vector),
                              communities ? "communities" : "facilities",
                              communities ? "社区" : "设施", j->targets, j->findings, err)
               : status;
}

static enum ct_status join_table(struct joining *j, struct ct_error *err)
{
    bool communities = j->table->join == CT_JOIN_COMMUNITY;
    enum ct_status status = ct_reading_open_table(
        &j->reading, &j->table->source, communities ? "community" : "facility", j->findings, err);
    if (status != CT_OK)
        return status;
    status = ct_input_table_read("area_type", &j->area_types, err);
    if (status == CT_OK)
        status = communities ? begin_communities(j, err) : begin_facilities(j, err);
    j->taken = calloc(j->targets + 1, sizeof *j->taken);
    if (status == CT_OK && j->taken == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = find_fields(j, err);
    if (status == CT_OK)
        status = join_rows(j, err);
    free(j->taken);
    ct_joiner_free(j->joiner);
    ct_locator_free(j->locator);
    ct_input_table_free(&j->area_types);
    ct_indicator_columns_free(&j->columns);
    ct_reading_close(&j->reading);
    return status;
}

enum ct_status ct_load_tables(const struct ct_plan *plan, enum ct_join join,
                              struct ct_findings *findings, struct ct_city *city,
                              struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < plan->table_count; i++) {
        struct joining j = {.table = &plan->tables[i], .city = city, .findings = findings};
        if (j.table->join == join)
            status = join_table(&j, err);
    }
    return status;
}
