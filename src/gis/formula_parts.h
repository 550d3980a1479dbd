/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: the parts of formulas.
 */
#ifndef CT_GIS_FORMULA_PARTS_H
#define CT_GIS_FORMULA_PARTS_H

#include "base/text.h"
#include "gis/formula.h"
#include <sqlite3.h>

/* formula_text.c: the text as SQLite gets it, whole numbers made real ("100" as "100.0"), so that
 * 20 / 100 is 0.2. false (a reason in both languages) where it cannot stand between brackets:
 * brackets that do not match, a semicolon, a comment, a quotation that is none of a text. */
bool ct_formula_text(const char *text, struct ct_buffer *out, const char *reason[2]);

/* formula_functions.c: the names of the functions that formulas may call, NULL-terminated; and our
 * own ones, put into a connection. */
extern const char *const ct_formula_functions[];
int ct_formula_register(sqlite3 *db);

/* formula_object.c: the table `object` of one row, whose cells are read where they stand. */
struct ct_formula_row {
    const char *const *columns;
    size_t count;
    struct ct_cell *cells;
};
int ct_formula_object(sqlite3 *db, struct ct_formula_row *row);

#endif
