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
 *   quote_zh            the clause's own words
 *   text_zh, text_en    what it says, in Chinese (where the words themselves are not at hand) and
 * in English source      document, or the address where a text was found confidence  text (the
 * document itself) | found (seen quoted) | memory (not confirmed)
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
    size_t standard;                 /* index into standards */
    char *id, *section, *applies_to; /* its words as above, separated by | */
    char *condition, *measure, *limit, *limit_high, *unit, *year;
    char *quote_zh, *text_zh, *text_en, *source, *confidence;
    unsigned levels;   /* bits 1u << enum ct_level */
    bool urban, rural; /* community: only these; both false: all */
    enum ct_comparison comparison;
    enum ct_strength strength;
    long row; /* in its file, from 1 */
};

/* The columns of a standard. */
enum ct_field {
    CT_FIELD_ID,
    CT_FIELD_SECTION,
    CT_FIELD_APPLIES_TO,
    CT_FIELD_CONDITION,
    CT_FIELD_MEASURE,
    CT_FIELD_COMPARISON,
    CT_FIELD_LIMIT,
    CT_FIELD_UNIT,
    CT_FIELD_STRENGTH,
    CT_FIELD_YEAR,
    CT_FIELD_QUOTE_ZH,
    CT_FIELD_TEXT_ZH,
    CT_FIELD_TEXT_EN,
    CT_FIELD_SOURCE,
    CT_FIELD_CONFIDENCE,
    CT_FIELDS
};
extern const char *const ct_field_names[CT_FIELDS]; /* "id" ... */

struct ct_standard {
    char *name; /* "qinghai-2013", or the file's name without its folder and ending */
    char *file; /* NULL for a built-in one */
    char *title[2], *document, *issued, *period, *note[2];
    int column[CT_FIELDS]; /* of its file, from 0; -1: not there */
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
/* The i-th built-in name; false past the last. */
bool ct_standard_built_in(size_t i, char name[64]);

/* Everything that is wrong in standards, in the order of rows; no more than CT_COMPLAINTS are kept.
 * {0} is empty. */
enum { CT_COMPLAINTS = 200 };
struct ct_complaints {
    struct ct_error *rows;
    size_t count; /* all of them; min(count, CT_COMPLAINTS) rows */
};
enum ct_status CT_CHECKED ct_complaints_add(struct ct_complaints *complaints,
                                            const struct ct_error *error, struct ct_error *err);
void ct_complaints_free(struct ct_complaints *complaints);
/* Reads on after an error of a row: what is sound goes to *out, the rest to *complaints. */
enum ct_status CT_CHECKED ct_standards_read_all(const char *const *names, size_t count,
                                                struct ct_standards *out,
                                                struct ct_complaints *complaints,
                                                struct ct_error *err);
/* The name of a standard's file, and the cell of a clause in it ("C7"; "row 7" where it has no such
 * column). */
const char *ct_standard_file(const struct ct_standard *standard, char path[128]);
void ct_clause_cell(const struct ct_standard *standard, const struct ct_clause *clause,
                    enum ct_field field, char cell[32]);

extern const char *const ct_comparison_names[], *const ct_strength_names[];

#endif
