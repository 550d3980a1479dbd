/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas of strangers: small SQL expressions over named columns, as "max(300, 20.0 * households /
 * 100)". They run in a private SQLite connection in memory that holds one table of one row and
 * nothing else. An authorizer allows the columns of that table, the named values ":name" and a list
 * of pure functions; no other table, no subquery, no PRAGMA, no file, no function that makes long
 * texts, reads a clock or random numbers. A formula that runs for more than a fixed number of steps
 * of SQLite's machine stops.
 *
 * Functions: abs ceil coalesce floor glob ifnull iif instr length like lower max min nullif round
 * sign substr trim typeof upper, and two of our own:
 *   lists(text, 'a|b')  1 where one of the words is an item of the list (items end at ; ； 、 , ，
 *                       or a line end, blanks aside), else 0; NULL for NULL
 *   days(a, b)          days from date a to date b ("2026-01-31"); NULL where one is no date
 *
 * Source: sqlite.org/c3ref/set_authorizer.html, sqlite.org/security.html.
 */
#ifndef CT_GIS_FORMULA_H
#define CT_GIS_FORMULA_H

#include "catchment/status.h"
#include "gis/work.h"
#include <stdbool.h>
#include <stddef.h>

struct ct_cell {
    enum ct_value type; /* NULL, INTEGER, NUMBER or TEXT */
    double number;      /* of INTEGER and NUMBER; else NAN */
    const char *text;   /* of TEXT; else NULL */
};

struct ct_formulas; /* the connection, its columns and named values */
struct ct_formula;  /* one compiled expression */

/* Columns are names [a-z][a-z0-9_]*, at most 1,900. O(columns). */
enum ct_status CT_CHECKED ct_formulas_open(const char *const *columns, size_t count,
                                           struct ct_formulas **out, struct ct_error *err);
void ct_formulas_close(struct ct_formulas *formulas); /* after its formulas are freed */

/* Gives ":name" a value, for all formulas compiled before and after; one that a formula reads is
 * named before it is compiled. */
enum ct_status CT_CHECKED ct_formulas_name(struct ct_formulas *formulas, const char *name,
                                           const struct ct_cell *value, struct ct_error *err);
/* The row that formulas see from now on: a cell for each column, whose texts must live as long.
 * Whole numbers are real ones for formulas: 150 / 100 is 1.5. O(columns). */
enum ct_status CT_CHECKED ct_formulas_row(struct ct_formulas *formulas, const struct ct_cell *cells,
                                          struct ct_error *err);

/* E0601 with {formula} and {reason}: not an expression, an unknown column or ":name" (with the
 * nearest), something that is not allowed. */
enum ct_status CT_CHECKED ct_formula_new(struct ct_formulas *formulas, const char *text,
                                         struct ct_formula **out, struct ct_error *err);
void ct_formula_free(struct ct_formula *formula);
/* Of the current row; text lives until the next call with this formula. E0602: stopped. */
enum ct_status CT_CHECKED ct_formula_value(struct ct_formula *formula, struct ct_cell *out,
                                           struct ct_error *err);
/* The i-th column (index into those of ct_formulas_open) and named value that it reads, in the
 * order of first use; false past the last. */
bool ct_formula_column(const struct ct_formula *formula, size_t i, size_t *column);
const char *ct_formula_name(const struct ct_formula *formula, size_t i);

#endif
