/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was noticed while a vector layer was opened, and where the values of a table stand.
 */
#include "base/fail.h"
#include "gis/table.h"
#include "gis/vector_parts.h"
#include <stdio.h>
#include <stdlib.h>

enum ct_status ct_vector_add_note(struct ct_vector *vector, const char *code, const char *cell,
                                  long row, const char *name, const char *value,
                                  struct ct_error *err)
{
    struct ct_vector_note *notes = realloc(vector->notes, (vector->note_count + 1) * sizeof *notes);
    if (notes == NULL)
        return ct_fail_memory(err);
    vector->notes = notes;
    struct ct_vector_note *note = &notes[vector->note_count++];
    *note = (struct ct_vector_note){.row = row,
                                    .name = ct_text_copy(name ? name : ""),
                                    .value = ct_text_copy(value ? value : "")};
    snprintf(note->code, sizeof note->code, "%s", code);
    ct_text_fit(note->cell, sizeof note->cell, cell);
    return note->name && note->value ? CT_OK : ct_fail_memory(err);
}

void ct_vector_free_notes(struct ct_vector *vector)
{
    for (size_t i = 0; i < vector->note_count; i++) {
        free(vector->notes[i].name);
        free(vector->notes[i].value);
    }
    free(vector->notes);
}

size_t ct_vector_notes(const struct ct_vector *vector)
{
    return vector->note_count;
}

const struct ct_vector_note *ct_vector_note(const struct ct_vector *vector, size_t i)
{
    return &vector->notes[i];
}

void ct_vector_cell(const struct ct_vector *vector, int field, char cell[128])
{
    const struct ct_sheet *table = vector->table;
    size_t row = (size_t)vector->feature.row;
    cell[0] = '\0';
    if (table != NULL && field >= 0 && row > 0 && row <= table->rows)
        ct_sheet_cell(table, table->row[row - 1], (size_t)field, cell);
}

const char *ct_vector_field_unit(const struct ct_vector *vector, int field)
{
    const struct ct_sheet *table = vector->table;
    return table != NULL && field >= 0 && (size_t)field < table->columns ? table->unit[field] : "";
}
