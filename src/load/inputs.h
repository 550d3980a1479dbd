/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The names that departments give to what a layer must say: layers/inputs/KIND.csv, a row a meaning
 * with columns meaning,title_zh,title_en,unit,names (names separated by |). A new name is one word
 * in such a row.
 */
#ifndef CT_LOAD_INPUTS_H
#define CT_LOAD_INPUTS_H

#include "base/quantity.h"
#include "catchment/status.h"
#include <stddef.h>

struct ct_input_names {
    const char *meaning, *unit;
    const char *title[2];
    const char **names; /* NULL-terminated */
};

struct ct_input_table {
    struct ct_input_names *rows;
    size_t count;
    char *text; /* the file, cut into the strings above */
    const char **names;
};

/* kind: "community", "population", "facility", "table", "area_type". */
enum ct_status CT_CHECKED ct_input_table_read(const char *kind, struct ct_input_table *out,
                                              struct ct_error *err);
void ct_input_table_free(struct ct_input_table *table);
/* The row of a meaning, or NULL. */
const struct ct_input_names *ct_input_table_find(const struct ct_input_table *table,
                                                 const char *meaning);
/* What its numbers count, by its unit. */
enum ct_dimension ct_input_dimension(const struct ct_input_names *names);
/* Is this word this name: typographic variants, blanks and ASCII case aside, and a unit that fits
 * at its end, "面积（㎡）"? */
bool ct_input_name_fits(const struct ct_input_names *names, const char *name, const char *word);
/* Is it one of the names? */
int ct_input_names_has(const struct ct_input_names *names, const char *word);

#endif
