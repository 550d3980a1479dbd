/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside publish only: the sheets of a workbook. A sheet is a file of layers/workbook/:
 *     -- title_zh: B 社区级（底表）
 *     -- title_en: B Communities
 *     -- table: NAME        instead of an SQL of its own: a table as layers/NAME.sql describes it
 *     -- frozen: 3          columns that stay while scrolling
 *     -- level: level       the column that says what a row is; its words of kind "subtotal" by
 * group
 *     -- label: name        the column that says whose subtotal it is
 *     -- group: county street   columns that rows are ordered by; a subtotal after each, outermost
 *                           first
 *     -- column: name | - | title zh | title en | unit | format | total
 * and a SELECT. "-" is an empty cell. Formats: text, long, integer, area, percent, number (whole or
 * two decimals), word (a code that queries/workbook/00_words.sql has in both languages, of the kind
 * of the column's name) or word:KIND. Totals: sum; mean; weighted COLUMN; or a formula of other
 * totals in {braces}, of signs that Excel and SQL share. A table that the output does not have is
 * empty; a sheet without rows is left out, and so is a column without a value.
 */
#ifndef CT_PUBLISH_SHEET_H
#define CT_PUBLISH_SHEET_H

#include "base/script.h"
#include "gis/work.h"
#include "publish/book.h"

enum { CT_SHEET_COLUMNS = 40, CT_SHEET_GROUPS = 3 };

/* A workbook on its way. */
struct ct_workbook {
    struct ct_work *work; /* the output attached as `out` */
    struct ct_book *book;
    enum ct_language lang;
    const char *title; /* of every printed page */
    uint32_t rows;     /* of a sheet, with its header */
    size_t characters; /* of a cell */
    const struct ct_run *run;
    struct ct_error *err;
};

struct ct_sheet_column {
    char name[64], unit[16], total[160];
    char title[2][96];
    char words[64]; /* kind of its words; "" where it has none */
    enum ct_book_format format;
    bool used; /* has a value */
};

struct ct_sheet_script {
    char title[2][96];
    char table[64], level[64], label[64];
    char groups[CT_SHEET_GROUPS][64];
    size_t group_count;
    uint16_t frozen;
    const char *sql; /* NULL: the table */
    struct ct_sheet_column columns[CT_SHEET_COLUMNS];
    size_t count;
};

/* The i-th file of layers/workbook/, read; false past the last. A sheet of a table that the program
 * does not know has no columns. O(size of the file). */
bool ct_sheet_script(size_t i, enum ct_language lang, struct ct_sheet_script *out);
/* The column of this name, or -1. */
int ct_sheet_find(const struct ct_sheet_script *script, const char *name);
/* Finds which columns have values (`used`); *any: has one? */
enum ct_status CT_CHECKED ct_sheet_use(struct ct_workbook *workbook, struct ct_sheet_script *script,
                                       bool *any);
/* Keeps the columns that have values. */
void ct_sheet_keep_used(struct ct_sheet_script *script);
/* Its rows, with words instead of codes. */
enum ct_status CT_CHECKED ct_sheet_query(struct ct_workbook *workbook,
                                         const struct ct_sheet_script *script,
                                         struct ct_query **out);

/* A sheet while it is written: it goes on in further parts where rows are too many. */
struct ct_sheet_part {
    char name[128];
    uint32_t last; /* row */
};
struct ct_sheet_group {
    char *value; /* NULL: none is open */
    size_t part; /* where it starts */
    uint32_t row;
    double sum[CT_SHEET_COLUMNS], weight[CT_SHEET_COLUMNS]; /* weight: of mean and weighted */
    size_t known[CT_SHEET_COLUMNS];
};
struct ct_sheet {
    struct ct_workbook *workbook;
    const struct ct_sheet_script *script;
    struct ct_sheet_part *parts;
    size_t part_count;
    uint32_t row; /* the next one of the last part */
    double widths[CT_SHEET_COLUMNS];
    char detail[64]; /* what the level column says in rows that totals add up */
    struct ct_sheet_group groups[CT_SHEET_GROUPS + 1]; /* [0] is the whole sheet */
    struct ct_query *formulas[CT_SHEET_COLUMNS];
};

/* sheet.c: writes one; O(rows). */
enum ct_status CT_CHECKED ct_sheet_write(struct ct_workbook *workbook,
                                         const struct ct_sheet_script *script);
/* Makes room for a row, in a new part where need be. */
enum ct_status CT_CHECKED ct_sheet_room(struct ct_sheet *sheet);
/* The rows so far can be filtered; a total below stays where it is. */
void ct_sheet_filter(struct ct_sheet *sheet);
/* Widens a column for a text. */
void ct_sheet_widen(struct ct_sheet *sheet, size_t column, const char *text);
/* A word in the workbook's language into out[64]; the code where there is none. */
enum ct_status CT_CHECKED ct_sheet_word(struct ct_workbook *workbook, const char *kind,
                                        const char *code, char *out);

/* sheet_total.c: adds a row to the open groups; opens and closes them as their values change
 * (`query` NULL: closes all, and writes the total where a column has one). */
enum ct_status CT_CHECKED ct_sheet_groups(struct ct_sheet *sheet, struct ct_query *query);
void ct_sheet_add(struct ct_sheet *sheet, struct ct_query *query);

#endif
