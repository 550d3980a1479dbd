/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a number of an output back to where it came from.
 */
#ifndef CATCHMENT_EXPLAIN_H
#define CATCHMENT_EXPLAIN_H

#include "catchment/status.h"
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One line. Sections: "row" (columns of the row), "formula" (the arithmetic of a column, with its
 * values), "clause" and "evidence" (of a verdict), "query" (the SQL that made the row, whole),
 * "input" and "facility" (input rows with file and feature). */
struct ct_explanation_line {
    const char *section;
    const char *heading[2]; /* of the section */
    const char *title[2];
    const char *text[2];
};

struct ct_explanation;

/* Explains a row of table `table` of the output `path`: the row, or rows, whose id (unit_id,
 * facility_id, project_id, gap_id, key ... or fid) is `id`. `column` (or NULL) is one of its
 * columns; or a text in one of them, which then says which rows are meant, as "QH-29" of verdict.
 * E0692: no such table; E0693: no such row; E0694: `column` is neither; E0690: not an output.
 * O(rows of the table). */
enum ct_status CT_CHECKED ct_explain_row(const char *path, const char *table, const char *id,
                                         const char *column, struct ct_explanation **out,
                                         struct ct_error *err);
void ct_explanation_free(struct ct_explanation *explanation);
size_t ct_explanation_lines(const struct ct_explanation *explanation);
struct ct_explanation_line ct_explanation_line(const struct ct_explanation *explanation, size_t i);

#ifdef __cplusplus
}
#endif
#endif
