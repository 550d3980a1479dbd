/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See codes.h.
 */
#include "load/codes.h"
#include "base/fail.h"
#include "base/text.h"
#include "gis/vector.h"
#include "load/inputs.h"
#include <stdio.h>
#include <stdlib.h>

static enum ct_status find_column(const struct ct_vector *table, const struct ct_input_table *names,
                                  const char *meaning, int *column, struct ct_error *err)
{
    const struct ct_input_names *row = ct_input_table_find(names, meaning);

    for (size_t i = 0; i < ct_vector_fields(table); i++)
        if (ct_input_names_has(row, ct_vector_field_name(table, i))) {
            *column = (int)i;
            return CT_OK;
        }
    return ct_vector_no_field(table, row->names[0], err);
}

static char *cell(const struct ct_feature *row, int column)
{
    const char *text = row->text[column];
    return ct_text_copy(text != NULL ? text : "");
}

static enum ct_status take(const struct ct_feature *row, const int column[2], const char *file,
                           struct ct_code_pairs *out, struct ct_error *err)
{
    char line[24];
    size_t n = out->count;
    char **a = realloc(out->old_code, (n + 1) * sizeof *a);

    if (a == NULL)
        return ct_fail_memory(err);
    out->old_code = a;
    char **b = realloc(out->new_code, (n + 1) * sizeof *b);
    if (b == NULL)
        return ct_fail_memory(err);
    out->new_code = b;
    a[n] = cell(row, column[0]);
    b[n] = cell(row, column[1]);
    out->count++;
    if (a[n] == NULL || b[n] == NULL)
        return ct_fail_memory(err);
    if ((*a[n] == '\0') == (*b[n] == '\0'))
        return CT_OK;
    snprintf(line, sizeof line, "%ld", row->row);
    return ct_fail(err, CT_INPUT, "E0691", "file", file, "row", line, NULL);
}

/* Blank rows say nothing. */
static void drop_blank(struct ct_code_pairs *pairs)
{
    size_t kept = 0;

    for (size_t i = 0; i < pairs->count; i++) {
        if (*pairs->old_code[i] == '\0') {
            free(pairs->old_code[i]);
            free(pairs->new_code[i]);
            continue;
        }
        pairs->old_code[kept] = pairs->old_code[i];
        pairs->new_code[kept++] = pairs->new_code[i];
    }
    pairs->count = kept;
}

static enum ct_status read_rows(struct ct_vector *table, const int column[2], const char *file,
                                struct ct_code_pairs *out, struct ct_error *err)
{
    struct ct_feature *row = NULL;
    bool more = true;
    enum ct_status status = CT_OK;

    while (status == CT_OK) {
        status = ct_vector_next(table, &row, &more, err);
        if (status != CT_OK || !more)
            break;
        status = take(row, column, file, out, err);
    }
    return status;
}

enum ct_status ct_codes_read(const char *file, struct ct_code_pairs *out, struct ct_error *err)
{
    const struct ct_vector_options options = {.path = file};
    struct ct_vector *table = NULL;
    struct ct_input_table names = {0};
    int column[2] = {0, 0};

    *out = (struct ct_code_pairs){0};
    enum ct_status status = ct_input_table_read("code", &names, err);
    if (status == CT_OK)
        status = ct_vector_open(&options, &table, err);
    if (status == CT_OK)
        status = find_column(table, &names, "old", &column[0], err);
    if (status == CT_OK)
        status = find_column(table, &names, "new", &column[1], err);
    if (status == CT_OK)
        status = read_rows(table, column, file, out, err);
    ct_vector_close(table);
    ct_input_table_free(&names);
    if (status == CT_OK)
        drop_blank(out);
    else
        ct_codes_free(out);
    return status;
}

void ct_codes_free(struct ct_code_pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        free(pairs->old_code[i]);
        free(pairs->new_code[i]);
    }
    free(pairs->old_code);
    free(pairs->new_code);
    *pairs = (struct ct_code_pairs){0};
}
