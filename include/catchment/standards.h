/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standards: tables of clauses, built in or files of one's own (CSV, XLSX, ODS).
 */
#ifndef CATCHMENT_STANDARDS_H
#define CATCHMENT_STANDARDS_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The name of the i-th standard that is built in; false past the last. */
bool ct_standard_name(size_t i, char name[64]);

struct ct_standard_set; /* standards and their clauses; owned by the caller */

/* Reads standards by name or file, in order, and compiles their formulas for every level that they
 * apply to. A clause takes the place of one with its id that was read before. Where something is
 * wrong with rows or formulas, *out is filled all the same, with what is sound and every error, and
 * the status is CT_CHECK_FAILED (E0624). O(size x words). */
enum ct_status CT_CHECKED ct_standard_set_read(const char *const *names, size_t count,
                                               struct ct_standard_set **out, struct ct_error *err);
void ct_standard_set_free(struct ct_standard_set *set);
/* Everything that is wrong, with file and cell ("C7" in `feature`); no more than 200 are kept. */
size_t ct_standard_set_errors(const struct ct_standard_set *set);
const struct ct_error *ct_standard_set_error(const struct ct_standard_set *set, size_t i);

struct ct_standard_view {
    const char *name, *file;                          /* file NULL: built in */
    const char *title[2];                             /* [CT_EN], [CT_ZH] */
    const char *document, *issued, *period, *note[2]; /* "" where not given */
};
size_t ct_standard_set_count(const struct ct_standard_set *set);
struct ct_standard_view ct_standard_set_standard(const struct ct_standard_set *set, size_t i);

/* A clause. Texts are "" where the cell is empty; what formulas mean: catchment help standards. */
struct ct_clause_view {
    size_t standard; /* index */
    long row;        /* of its file, from 1 */
    const char *id, *section, *applies_to, *condition, *measure, *comparison, *limit;
    const char *limit_high; /* of "between", else "" */
    const char *unit, *strength, *year, *quote_zh, *text_zh, *text_en, *source, *confidence;
};
size_t ct_standard_set_clauses(const struct ct_standard_set *set);
struct ct_clause_view ct_standard_set_clause(const struct ct_standard_set *set, size_t i);

/* What a word of a clause is called: kind "applies_to", "comparison", "strength" or "confidence";
 * the word itself where it is not known. */
const char *ct_clause_word(const struct ct_standard_set *set, const char *kind, const char *word,
                           enum ct_language lang);

/* A word that formulas of a level may use. */
struct ct_column_view {
    const char *name, *type; /* "number" or "text" */
    const char *unit, *title[2];
};
/* Calls `each` for every column of a level ("project", "community" ...) by name; false ends it.
 * E0615 for a level that is not known. */
enum ct_status CT_CHECKED ct_standard_columns(const char *level,
                                              bool (*each)(void *context,
                                                           const struct ct_column_view *column),
                                              void *context, struct ct_error *err);

/* A named value that formulas read as ":name", and a plan may set under `parameters`. */
struct ct_parameter_view {
    const char *name, *value, *choices, *unit, *title[2], *explain[2];
};
enum ct_status CT_CHECKED
ct_standard_parameters(bool (*each)(void *context, const struct ct_parameter_view *parameter),
                       void *context, struct ct_error *err);

#ifdef __cplusplus
}
#endif
#endif
