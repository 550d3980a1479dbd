/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standards as tables: queries/standards/NAME.csv or a planner's own CSV or XLSX, a row a clause.
 *
 * Rows whose first cell begins with "# " are head lines "# key: value": title_zh, title_en,
 * document, issued, period, note_zh, note_en. The first other row names the columns:
 *
 *   id          "QH-49"
 *   section     where it stands in the document
 *   applies_to  project | facility | community | community_urban | community_rural | street |
 *               planning_unit | county | city | province, several separated by |. A province is
 *               judged on all that the plan holds, as a city is.
 *   condition   formula; the clause applies where it is true. Empty: always. False: exempt. NULL:
 *               unknown.
 *   measure     formula; its value
 *   comparison  >= <= > < = | about (within :about_tolerance of the limit) | between (limit is
 *               "low .. high") | yes (the measure is true) | empty: reported only
 *   limit       formula
 *   unit        m2, m2/100hh, %, m, persons, households, days ... or empty
 *   strength    must | gate | should | target | report
 *   year        of the target, or empty
 *   quote_zh, text_en   the clause's own words; what it says in English
 *   source      document, or the address where a text was found
 *   confidence  text (the document itself) | found (seen quoted) | memory (not confirmed)
 *
 * A row that cannot be read, a formula that does not compile, a word that is not known: E061x with
 * file, cell ("C7"), what and why.
 */
#ifndef CT_JUDGE_STANDARD_H
#define CT_JUDGE_STANDARD_H

#include "catchment/status.h"
#include "load/level.h"
#include <stdbool.h>
#include <stddef.h>

enum ct_comparison {
    CT_AT_LEAST,
    CT_AT_MOST,
    CT_MORE,
    CT_LESS,
    CT_EQUAL,
    CT_ABOUT,
    CT_BETWEEN,
    CT_YES,
    CT_REPORTED
};
enum ct_strength { CT_MUST, CT_GATE, CT_SHOULD, CT_TARGET, CT_REPORT };

/* One row. Texts are "" where the cell is empty. */
struct ct_clause {
    size_t standard; /* index into standards */
    char *id, *section, *condition, *measure, *limit, *limit_high, *unit, *year;
    char *quote_zh, *text_en, *source, *confidence;
    unsigned levels;   /* bits 1u << enum ct_level */
    bool urban, rural; /* community: only these; both false: all */
    enum ct_comparison comparison;
    enum ct_strength strength;
    long row; /* in its file, from 1 */
};

struct ct_standard {
    char *name; /* "qinghai-2013", or the file's name without its folder and ending */
    char *file; /* NULL for a built-in one */
    char *title[2], *document, *issued, *period, *note[2];
};

struct ct_standards {
    struct ct_standard *standards;
    size_t standard_count;
    struct ct_clause *clauses; /* in the order of standards and rows */
    size_t clause_count;
};

/* Reads built-in standards and files by name, in order; a clause whose id was there already takes
 * that one's place. Formulas are compiled by ct_judge_new. O(size). */
enum ct_status CT_CHECKED ct_standards_read(const char *const *names, size_t count,
                                            struct ct_standards *out, struct ct_error *err);
void ct_standards_free(struct ct_standards *standards);
/* The i-th built-in name, or NULL. */
const char *ct_standard_built_in(size_t i);

extern const char *const ct_comparison_names[], *const ct_strength_names[];

#endif
