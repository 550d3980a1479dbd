/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See control_points.h.
 */
#include "load/control_points.h"
#include "base/fail.h"
#include "base/text.h"
#include "gis/vector.h"
#include <stdio.h>
#include <stdlib.h>

static enum ct_status find_columns(const struct ct_vector *table, int column[CT_POINT_NUMBERS],
                                   struct ct_error *err)
{
    static const char *const names[CT_POINT_NUMBERS] = {"x", "y", "lon", "lat"};
    for (size_t k = 0; k < CT_POINT_NUMBERS; k++) {
        column[k] = -1;
        for (size_t i = 0; i < ct_vector_fields(table); i++)
            if (ct_text_equal_fold(ct_vector_field_name(table, i), names[k]))
                column[k] = (int)i;
        if (column[k] < 0)
            return ct_vector_no_field(table, names[k], err);
    }
    return CT_OK;
}

static enum ct_status take(const struct ct_feature *row, const int column[CT_POINT_NUMBERS],
                           const char *file, double **numbers, size_t *count, struct ct_error *err)
{
    double *more = realloc(*numbers, (*count + CT_POINT_NUMBERS) * sizeof *more);
    if (more == NULL)
        return ct_fail_memory(err);
    *numbers = more;
    for (size_t k = 0; k < CT_POINT_NUMBERS; k++) {
        const char *text = row->text[column[k]];
        char line[24];
        snprintf(line, sizeof line, "%ld", row->row);
        if (text == NULL || !ct_text_number(text, &more[*count + k]))
            return ct_fail(err, CT_INPUT, "E0315", "file", file, "row", line, "value",
                           text ? text : "", NULL);
    }
    *count += CT_POINT_NUMBERS;
    return CT_OK;
}

enum ct_status ct_control_points_read(const char *file, double **numbers, size_t *count,
                                      struct ct_error *err)
{
    const struct ct_vector_options options = {.path = file};
    struct ct_vector *table = NULL;
    struct ct_feature *row = NULL;
    int column[CT_POINT_NUMBERS];
    bool more = true;
    *numbers = NULL;
    *count = 0;
    enum ct_status status = ct_vector_open(&options, &table, err);
    if (status == CT_OK)
        status = find_columns(table, column, err);
    while (status == CT_OK) {
        status = ct_vector_next(table, &row, &more, err);
        if (status != CT_OK || !more)
            break;
        status = take(row, column, file, numbers, count, err);
    }
    ct_vector_close(table);
    if (status != CT_OK) {
        free(*numbers);
        *numbers = NULL;
    }
    return status;
}
