/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Indicators in the columns of layers: see indicators.h. A layer without any costs one look at its
 * fields.
 */
#include "load/indicators.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/indicators_store.h"
#include "load/values.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum ct_status ct_indicators_begin(struct ct_city *city, struct ct_error *err)
{
    city->read = calloc(1, sizeof *city->read);
    if (city->read == NULL)
        return ct_fail_memory(err);
    enum ct_status status = ct_input_table_read("indicator", &city->read->names, err);
    return status == CT_OK ? ct_input_table_read("answer", &city->read->answers, err) : status;
}

void ct_indicator_read_free(struct ct_indicator_read *read)
{
    free(read->row.object);
    free(read->row.text);
    free(read->row.file);
    free(read->layer);
    free(read->feature);
    *read = (struct ct_indicator_read){0};
}

void ct_indicators_free(struct ct_city *city)
{
    for (size_t i = 0; i < city->indicators.count; i++) {
        free(city->indicators.rows[i].object);
        free(city->indicators.rows[i].text);
        free(city->indicators.rows[i].file);
    }
    free(city->indicators.rows);
    if (city->read == NULL)
        return;
    for (size_t i = 0; i < city->read->count; i++)
        ct_indicator_read_free(&city->read->rows[i]);
    free(city->read->rows);
    ct_input_table_free(&city->read->names);
    ct_input_table_free(&city->read->answers);
    free(city->read);
}

enum ct_indicator_type ct_indicator_type(const struct ct_input_names *names)
{
    if (strcmp(names->unit, "yes") == 0)
        return CT_TYPE_YES;
    if (strcmp(names->unit, "date") == 0)
        return CT_TYPE_DATE;
    return strcmp(names->unit, "text") == 0 || strcmp(names->unit, "list") == 0 ? CT_TYPE_TEXT
                                                                                : CT_TYPE_NUMBER;
}

/* --- columns -------------------------------------------------------------------------------- */

/* Does the text end with a unit of the indicator ("元/㎡ CNY/m2")? Its length before it, else its
 * whole length. */
static size_t before_unit(const struct ct_input_names *names, const char *text)
{
    size_t n = strlen(text);
    for (const char *unit = names->unit; *unit; unit += strspn(unit, " ")) {
        size_t m = strcspn(unit, " ");
        if (n > m && strncmp(text + n - m, unit, m) == 0)
            return n - m;
        unit += m;
    }
    return n;
}

/* A row of units says another one than the indicator has: it is not guessed what that is worth. */
static bool has_other_unit(const struct ct_reading *reading, int field,
                           const struct ct_input_names *names)
{
    const char *given = ct_vector_field_unit(reading->vector, field);
    if (given == NULL || *given == '\0' || ct_indicator_type(names) != CT_TYPE_NUMBER ||
        ct_input_dimension(names) != CT_PURE)
        return false;
    size_t n = strcspn(names->unit, " ");
    return strncmp(given, names->unit, n) != 0 || given[n] != '\0';
}

static enum ct_status add_column(struct ct_reading *reading, struct ct_indicator_columns *out,
                                 int field, const struct ct_input_names *names,
                                 struct ct_error *err)
{
    const char *name = ct_vector_field_name(reading->vector, (size_t)field);
    for (size_t i = 0; i < out->count; i++)
        if (out->column[i].names == names)
            return ct_reading_find(
                reading, "F0452", NULL, name,
                ct_vector_field_name(reading->vector, (size_t)out->column[i].field), err);
    if (has_other_unit(reading, field, names))
        return ct_reading_find_number(reading, "F0453", NULL, name,
                                      ct_vector_field_unit(reading->vector, field), names->unit,
                                      err);
    struct ct_indicator_column *more = realloc(out->column, (out->count + 1) * sizeof *more);
    if (more == NULL)
        return ct_fail_memory(err);
    out->column = more;
    more[out->count++] = (struct ct_indicator_column){field, names};
    return ct_indicator_type(names) == CT_TYPE_NUMBER
               ? ct_reading_look_at_column(reading, (size_t)field, ct_input_dimension(names), err)
               : CT_OK;
}

enum ct_status ct_indicator_columns_find(const struct ct_city *city, struct ct_reading *reading,
                                         struct ct_indicator_columns *out, struct ct_error *err)
{
    const struct ct_input_table *names = &city->read->names;
    enum ct_status status = CT_OK;
    *out = (struct ct_indicator_columns){0};
    for (size_t i = 0; status == CT_OK && i < ct_vector_fields(reading->vector); i++) {
        const char *field = ct_vector_field_name(reading->vector, i);
        if (ct_reading_means(reading, i))
            continue;
        for (size_t k = 0; k < names->count; k++) {
            if (!ct_input_names_has(&names->rows[k], field))
                continue;
            status = add_column(reading, out, (int)i, &names->rows[k], err);
            break;
        }
    }
    return status;
}

void ct_indicator_columns_free(struct ct_indicator_columns *columns)
{
    free(columns->column);
    *columns = (struct ct_indicator_columns){0};
}

/* --- cells ---------------------------------------------------------------------------------- */

/* A number of a unit that the table of quantities does not convert: with that unit or none. The
 * factor 2 tells a number without a unit from one with another. */
static bool read_pure(const struct ct_input_names *names, const char *text, double *out)
{
    struct ct_quantity q;
    char *alone = strndup(text, before_unit(names, text));
    bool good = alone != NULL && ct_quantity_read(alone, CT_PURE, 2, &q) && q.factor == 2 &&
                !q.approximate; // NOLINT: the very same number is meant
    *out = good ? q.value / 2 : (double)NAN;
    free(alone);
    return good;
}

/* The number and the text of a cell; *text NULL where it cannot be read, which is said. */
static enum ct_status read_cell(const struct ct_indicator_store *store,
                                const struct ct_reading *reading,
                                const struct ct_indicator_column *column, const char *feature,
                                double *number, char **text, struct ct_error *err)
{
    const char *field = ct_vector_field_name(reading->vector, (size_t)column->field);
    enum ct_indicator_type type = ct_indicator_type(column->names);
    char date[11] = "";
    bool good = true;
    enum ct_status status = CT_OK;
    *number = NAN;
    if (type == CT_TYPE_YES) {
        good = ct_value_answer(&store->answers, *text, number);
    } else if (type == CT_TYPE_DATE) {
        good = ct_value_date(*text, date);
    } else if (type == CT_TYPE_NUMBER && ct_input_dimension(column->names) == CT_PURE) {
        good = read_pure(column->names, *text, number);
    } else if (type == CT_TYPE_NUMBER) {
        status = ct_reading_number(reading, column->field, feature, "F0450", number, err);
        if (status == CT_OK && !isnan(*number))
            return CT_OK;
    }
    if (!good)
        status = ct_reading_find(reading, "F0450", feature, field, *text, err);
    bool keep = good && (type != CT_TYPE_NUMBER || !isnan(*number));
    if (!keep || type == CT_TYPE_DATE) {
        free(*text);
        *text = keep ? ct_text_copy(date) : NULL;
        if (keep && *text == NULL)
            return ct_fail_memory(err);
    }
    return status;
}

static const char *name_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* One more row; takes over `text`. */
static bool add_row(struct ct_indicator_store *store, const struct ct_reading *reading,
                    enum ct_level level, const char *object, const char *feature, double number,
                    char *text, const struct ct_input_names *names, enum ct_indicator_way way)
{
    if (store->count == store->room) {
        size_t room = store->room ? store->room * 2 : 256;
        struct ct_indicator_read *rows = realloc(store->rows, room * sizeof *rows);
        if (rows == NULL) {
            free(text);
            return false;
        }
        store->rows = rows;
        store->room = room;
    }
    struct ct_indicator_read *read = &store->rows[store->count];
    *read = (struct ct_indicator_read){
        .row = {.level = level,
                .object = ct_text_copy(object),
                .name = names->meaning,
                .number = number,
                .text = text,
                .file = ct_text_copy(name_of_file(reading->source->file)),
                .row = reading->feature->row},
        .names = names,
        .way = way,
        .order = store->count,
        .layer = ct_text_copy(ct_vector_layer_name(reading->vector)),
        .feature = ct_text_copy(feature),
    };
    store->count++;
    return read->row.object && read->row.file && read->layer && read->feature;
}

enum ct_status ct_indicators_take(struct ct_city *city, const struct ct_reading *reading,
                                  const struct ct_indicator_columns *columns, enum ct_level level,
                                  const char *object, const char *feature,
                                  enum ct_indicator_way way, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < columns->count; i++) {
        const struct ct_indicator_column *column = &columns->column[i];
        double number = NAN;
        char *text = ct_reading_text(reading, column->field);
        if (text == NULL)
            return ct_fail_memory(err);
        if (*text == '\0') {
            free(text);
            continue;
        }
        status = read_cell(city->read, reading, column, feature, &number, &text, err);
        if (text != NULL && status != CT_OK)
            free(text);
        else if (text != NULL && !add_row(city->read, reading, level, object, feature, number, text,
                                          column->names, way))
            status = ct_fail_memory(err);
    }
    return status;
}
