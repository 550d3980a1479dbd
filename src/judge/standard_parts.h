/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside judge only: the rows of one standard while they are read.
 */
#ifndef CT_JUDGE_STANDARD_PARTS_H
#define CT_JUDGE_STANDARD_PARTS_H

#include "gis/grid.h"
#include "judge/standard.h"
#include "load/inputs.h"

struct ct_standard_reading {
    struct ct_rows grid;
    struct ct_input_table columns; /* layers/inputs/standard.csv */
    struct ct_input_table words;   /* layers/inputs/standard_word.csv; its unit is the group */
    struct ct_standard *standard;
    struct ct_standards *into; /* clauses of this one alone */
    struct ct_complaints *complaints;
    struct ct_error error; /* the one being made */
};

/* standard_rows.c: head lines, names of columns, clauses. Only faults of ours and lack of memory
 * fail; the rest are complaints. */
enum ct_status CT_CHECKED ct_standard_take(struct ct_standard_reading *reading,
                                           struct ct_error *err);
/* Adds reading->error. */
enum ct_status CT_CHECKED ct_standard_complain(struct ct_standard_reading *reading,
                                               struct ct_error *err);

/* standard_words.c: the word of a group that a cell holds, or NULL. */
const char *ct_standard_word(const struct ct_standard_reading *reading, const char *group,
                             const char *cell);
/* The words of a group ("a, b"), and the nearest to a cell ("" where none is near). */
void ct_standard_known(const struct ct_standard_reading *reading, const char *group,
                       const char *cell, char known[400], char nearest[64]);
/* The i-th level of applies_to; its word without the rest of the text at *at, which moves behind
 * it; false at the end. */
bool ct_standard_piece(const char **at, char piece[64]);

void ct_clause_free(struct ct_clause *clause);

#endif
