/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: numbers and codes of a layer, with the units of its columns, and what was
 * noticed about its text and rows. O(fields x names) once, O(length) a value.
 */
#include "base/fail.h"
#include "base/quantity.h"
#include "load/reading.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum ct_status say_notes(const struct ct_reading *reading, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < ct_vector_notes(reading->vector); i++) {
        const struct ct_vector_note *note = ct_vector_note(reading->vector, i);
        struct ct_place place = ct_place_none;
        place.layer = ct_vector_layer_name(reading->vector);
        place.cell = note->cell;
        place.row = note->row;
        status = ct_findings_add(reading->findings, note->code, &place, err, "field", note->name,
                                 "value", note->value, NULL);
    }
    return status;
}

/* Is this field the one for a meaning: by the plan, else by its name? */
static bool is_for(const struct ct_reading *reading, const struct ct_input_names *names,
                   const char *field)
{
    const char *given = ct_source_field(reading->source, names->meaning);
    return given != NULL ? strcmp(given, field) == 0 : ct_input_names_has(names, field) != 0;
}

/* The unit of a column: in its name, else as the table gives it. */
static enum ct_status find_unit(struct ct_reading *reading, size_t field, struct ct_error *err)
{
    struct ct_column *column = &reading->columns[field];
    const char *name = ct_vector_field_name(reading->vector, field);
    const char *given = ct_vector_field_unit(reading->vector, (int)field);
    char unit[32], number[32];
    double factor = 1;
    size_t stem = 0;
    if (!ct_unit_of_name(name, column->dimension, &factor, unit, &stem) &&
        !ct_unit_read(given, column->dimension, &factor, unit))
        return CT_OK;
    column->factor = factor;
    if (factor == 1) // NOLINT: the very same number is meant
        return CT_OK;
    struct ct_place place = ct_place_none;
    place.layer = ct_vector_layer_name(reading->vector);
    place.cell = name;
    ct_text_from_double(number, factor);
    return ct_findings_add(reading->findings, "F0443", &place, err, "field", name, "value", unit,
                           "number", number, NULL);
}

enum ct_status ct_reading_look_at_columns(struct ct_reading *reading, struct ct_error *err)
{
    size_t n = ct_vector_fields(reading->vector);
    enum ct_status status = say_notes(reading, err);
    reading->code = -1;
    reading->columns = calloc(n + 1, sizeof *reading->columns);
    if (reading->columns == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < n; i++) {
        const char *field = ct_vector_field_name(reading->vector, i);
        reading->columns[i].factor = 1;
        for (size_t k = 0; status == CT_OK && k < reading->names.count; k++) {
            const struct ct_input_names *names = &reading->names.rows[k];
            enum ct_dimension dimension = ct_input_dimension(names);
            bool code = strcmp(names->meaning, "id") == 0;
            if ((dimension == CT_PURE && !code) || !is_for(reading, names, field))
                continue;
            reading->code = code ? (int)i : reading->code;
            reading->columns[i].dimension = dimension;
            status = code ? CT_OK : find_unit(reading, i, err);
        }
    }
    return status;
}

enum ct_status ct_reading_look_at_column(struct ct_reading *reading, size_t field,
                                         enum ct_dimension dimension, struct ct_error *err)
{
    reading->columns[field].dimension = dimension;
    return dimension == CT_PURE ? CT_OK : find_unit(reading, field, err);
}

bool ct_reading_means(const struct ct_reading *reading, size_t field)
{
    const char *name = ct_vector_field_name(reading->vector, field);
    for (size_t k = 0; k < reading->names.count; k++)
        if (is_for(reading, &reading->names.rows[k], name))
            return true;
    for (size_t k = 0; k < reading->source->field_count; k++)
        if (strcmp(reading->source->fields[k].name, name) == 0)
            return true;
    return false;
}

enum ct_status ct_reading_check_code(const struct ct_reading *reading, struct ct_error *err)
{
    const char *text = reading->feature->text[reading->code];
    char code[32];
    if (text == NULL || ct_code_read(text, code) != CT_CODE_LOST)
        return CT_OK;
    return ct_reading_find(reading, "F0441", text,
                           ct_vector_field_name(reading->vector, (size_t)reading->code), text, err);
}

/* Says how a number was read that is not plain. */
static enum ct_status say_reading(const struct ct_reading *reading, int field, const char *id,
                                  double value, struct ct_error *err)
{
    char number[32];
    ct_text_from_double(number, value);
    return ct_reading_find_number(reading, "F0442", id,
                                  ct_vector_field_name(reading->vector, (size_t)field),
                                  reading->feature->text[field], number, err);
}

enum ct_status ct_reading_number(const struct ct_reading *reading, int field, const char *id,
                                 const char *wrong, double *out, struct ct_error *err)
{
    const char *text = field >= 0 ? reading->feature->text[field] : NULL;
    struct ct_quantity q;
    *out = NAN;
    if (text == NULL || text[strspn(text, " \t\r\n")] == '\0')
        return CT_OK;
    const struct ct_column *column = &reading->columns[field];
    if (!ct_quantity_read(text, column->dimension, column->factor, &q) || q.value < 0)
        return ct_reading_find(reading, wrong, id,
                               ct_vector_field_name(reading->vector, (size_t)field), text, err);
    *out = q.value;
    bool plain = !q.approximate && q.factor == column->factor; // NOLINT: the very same
    return plain ? CT_OK : say_reading(reading, field, id, q.value, err);
}
