/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See reading.h. O(fields) to find a field, O(1) a value.
 */
#include "load/reading.h"
#include "base/fail.h"
#include "base/quantity.h"
#include "base/text.h"
#include "load/control_points.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MERGED_MOST = 63 };

/* The usual names of what is written once for many rows of a table. */
static void find_merged(const struct ct_input_table *names, const char *merged[MERGED_MOST + 1])
{
    static const char *const meanings[] = {"street", "county", NULL};
    size_t n = 0;
    for (size_t i = 0; meanings[i] != NULL; i++) {
        const struct ct_input_names *row = ct_input_table_find(names, meanings[i]);
        for (const char **name = row ? row->names : NULL; name && *name && n < MERGED_MOST; name++)
            merged[n++] = *name;
    }
    merged[n] = NULL;
}

static enum ct_status open_vector(struct ct_reading *reading, const struct ct_input_table *table,
                                  struct ct_error *err)
{
    const char *merged[MERGED_MOST + 1];
    find_merged(&reading->names, merged);
    const struct ct_source *source = reading->source;
    const struct ct_vector_options options = {
        .path = source->file,
        .layer = source->layer,
        .crs = source->crs,
        .x_field = ct_source_field(source, "lon"),
        .y_field = ct_source_field(source, "lat"),
        .x_names = ct_input_table_find(table, "lon")->names,
        .y_names = ct_input_table_find(table, "lat")->names,
        .place_optional = reading->place_optional,
        .placing = &reading->placing,
        .encoding = source->encoding,
        .merged_names = merged,
    };
    return ct_vector_open(&options, &reading->vector, err);
}

/* The source's way to degrees; control points of a file take the place of those in the plan. */
static enum ct_status find_placing(struct ct_reading *reading, struct ct_error *err)
{
    struct ct_placing *placing = &reading->placing;
    *placing = reading->source->placing;
    if (placing->points_file == NULL)
        return CT_OK;
    enum ct_status status = ct_control_points_read(placing->points_file, &reading->points,
                                                   &placing->point_numbers, err);
    placing->points = reading->points;
    return status;
}

static enum ct_status open_reading(struct ct_reading *reading, struct ct_error *err)
{
    struct ct_input_table table = {0};
    enum ct_status status = ct_input_table_read(reading->role, &reading->names, err);
    if (status == CT_OK)
        status = ct_input_table_read("table", &table, err);
    if (status == CT_OK)
        status = find_placing(reading, err);
    if (status == CT_OK)
        status = open_vector(reading, &table, err);
    if (status == CT_OK)
        status = ct_reading_look_at_columns(reading, err);
    if (status == CT_OK)
        status = ct_reading_say_placing(reading, err);
    ct_input_table_free(&table);
    if (status != CT_OK)
        ct_reading_close(reading);
    return status;
}

enum ct_status ct_reading_open(struct ct_reading *reading, const struct ct_source *source,
                               const char *role, struct ct_findings *findings, struct ct_error *err)
{
    *reading = (struct ct_reading){.source = source, .role = role, .findings = findings};
    return open_reading(reading, err);
}

enum ct_status ct_reading_open_table(struct ct_reading *reading, const struct ct_source *source,
                                     const char *role, struct ct_findings *findings,
                                     struct ct_error *err)
{
    *reading = (struct ct_reading){
        .source = source, .role = role, .findings = findings, .place_optional = true};
    return open_reading(reading, err);
}

void ct_reading_close(struct ct_reading *reading)
{
    ct_vector_close(reading->vector);
    reading->vector = NULL;
    free(reading->points);
    reading->points = NULL;
    free(reading->columns);
    reading->columns = NULL;
    ct_input_table_free(&reading->names);
}

static enum ct_status fail_two(const struct ct_reading *reading, const struct ct_input_names *names,
                               int one, int two, struct ct_error *err)
{
    return ct_fail(err, CT_INPUT, "E0312", "file", reading->source->file, "layer",
                   ct_vector_layer_name(reading->vector), "field",
                   ct_vector_field_name(reading->vector, (size_t)one), "other",
                   ct_vector_field_name(reading->vector, (size_t)two), "meaning", names->meaning,
                   "meaning_en", names->title[CT_EN], "meaning_zh", names->title[CT_ZH], "role",
                   reading->role, NULL);
}

enum ct_status ct_reading_field(const struct ct_reading *reading, const char *meaning, int *field,
                                struct ct_error *err)
{
    const char *given = ct_source_field(reading->source, meaning);
    *field = given ? ct_vector_field_index(reading->vector, given) : -1;
    if (given != NULL)
        return *field >= 0 ? CT_OK : ct_vector_no_field(reading->vector, given, err);
    const struct ct_input_names *names = ct_input_table_find(&reading->names, meaning);
    for (size_t i = 0; names != NULL && i < ct_vector_fields(reading->vector); i++) {
        if (!ct_input_names_has(names, ct_vector_field_name(reading->vector, i)))
            continue;
        if (*field >= 0)
            return fail_two(reading, names, *field, (int)i, err);
        *field = (int)i;
    }
    return CT_OK;
}

enum ct_status ct_reading_next(struct ct_reading *reading, bool *more, struct ct_error *err)
{
    enum ct_status status = ct_vector_next(reading->vector, &reading->feature, more, err);
    if (status == CT_OK && *more && reading->code >= 0)
        status = ct_reading_check_code(reading, err);
    if (status == CT_OK && !*more && ct_vector_is_ballpark(reading->vector))
        status = ct_reading_say_ballpark(reading->findings, ct_vector_layer_name(reading->vector),
                                         ct_vector_crs_name(reading->vector), err);
    return status;
}

char *ct_reading_text(const struct ct_reading *reading, int field)
{
    const char *text = field >= 0 ? reading->feature->text[field] : NULL;
    char code[32];
    if (text == NULL)
        return ct_text_copy("");
    text += strspn(text, " \t\r\n");
    if (field == reading->code && ct_code_read(text, code) == CT_CODE_RESTORED)
        return ct_text_copy(code);
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\r\n", text[n - 1]) != NULL)
        n--;
    return strndup(text, n);
}

enum ct_status ct_reading_find(const struct ct_reading *reading, const char *code, const char *id,
                               const char *name, const char *value, struct ct_error *err)
{
    return ct_reading_find_number(reading, code, id, name, value, "", err);
}

enum ct_status ct_reading_find_number(const struct ct_reading *reading, const char *code,
                                      const char *id, const char *name, const char *value,
                                      const char *number, struct ct_error *err)
{
    const struct ct_feature *feature = reading->feature;
    struct ct_place place = ct_place_none;
    char left[100], right[120], address[128] = "", cell[384] = "";
    ct_text_fit(left, sizeof left, name ? name : "");
    ct_text_fit(right, sizeof right, value ? value : "");
    int field = name ? ct_vector_field_index(reading->vector, name) : -1;
    if (feature != NULL)
        ct_vector_cell(reading->vector, field, address);
    if (name != NULL)
        snprintf(cell, sizeof cell, "%s%s%s: %s", address, *address ? " " : "", left, right);
    place.layer = ct_vector_layer_name(reading->vector);
    place.feature = id;
    place.cell = cell;
    place.row = feature ? feature->row : 0;
    if (feature != NULL && feature->shape.vertices > 0) {
        place.lon = feature->shape.lon[0];
        place.lat = feature->shape.lat[0];
    }
    return ct_findings_add(reading->findings, code, &place, err, "field", name ? name : "", "value",
                           value ? value : "", "number", number, NULL);
}

enum ct_status ct_reading_find_repair(const struct ct_reading *reading, const char *code,
                                      const char *id, struct ct_error *err)
{
    const struct ct_feature *feature = reading->feature;
    struct ct_place place = ct_place_none;
    char cell[200], before[32] = "", after[32], change[32] = "";
    double after_m2 = ct_shape_area_m2(&feature->shape), before_m2 = after_m2;
    snprintf(cell, sizeof cell, "geometry: %s", feature->reason);
    place.layer = ct_vector_layer_name(reading->vector);
    place.feature = id;
    place.cell = cell;
    place.row = feature->row;
    if (feature->shape.vertices > 0) {
        place.lon = feature->shape.lon[0];
        place.lat = feature->shape.lat[0];
    }
    if (feature->before.parts > 0) {
        before_m2 = fabs(ct_shape_area_m2(&feature->before));
        place.shape = &feature->before;
        snprintf(before, sizeof before, "%.2f", before_m2);
        snprintf(change, sizeof change, "%+.2f", after_m2 - before_m2);
    }
    place.area_m2 = fabs(after_m2 - before_m2);
    snprintf(after, sizeof after, "%.2f", after_m2);
    return ct_findings_add(reading->findings, code, &place, err, "value", feature->reason, "before",
                           before, "after", after, "change", change, NULL);
}

enum ct_status ct_reading_wrong_kind(const struct ct_reading *reading, enum ct_shape_kind found,
                                     const char *wanted, const char *wanted_zh,
                                     struct ct_error *err)
{
    static const char *const names[][2] = {[CT_SHAPE_NONE] = {"no geometries", "无几何图形"},
                                           [CT_SHAPE_POINTS] = {"points", "点"},
                                           [CT_SHAPE_LINES] = {"lines", "线"},
                                           [CT_SHAPE_POLYGONS] = {"polygons", "面"}};
    return ct_fail(err, CT_INPUT, "E0308", "file", reading->source->file, "layer",
                   ct_vector_layer_name(reading->vector), "found", names[found][CT_EN], "found_zh",
                   names[found][CT_ZH], "wanted", wanted, "wanted_zh", wanted_zh, NULL);
}
