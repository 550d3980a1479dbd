/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Totals and subtotals of a sheet: formulas over the rows above, each with its value for readers
 * that do not calculate. Where subtotals stand among the rows, formulas add up only the rows that
 * the level column calls by the word of `detail`. O(1) a cell.
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/sheet.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char weighted[] = "weighted ";

static bool has_totals(const struct ct_sheet_script *script)
{
    for (size_t i = 0; i < script->count; i++)
        if (script->columns[i].total[0] != '\0')
            return true;
    return false;
}

/* The column whose values weigh those of column i, or -1. */
static int weight_of(const struct ct_sheet_script *script, size_t i)
{
    const char *total = script->columns[i].total;

    return strncmp(total, weighted, strlen(weighted)) == 0
               ? ct_sheet_find(script, total + strlen(weighted))
               : -1;
}

/* --- adding up -------------------------------------------------------------------------------- */

static void add_value(struct ct_sheet *sheet, struct ct_query *query, size_t i, double value)
{
    int by = weight_of(sheet->script, i);
    double weight = by < 0 ? 1.0 : ct_query_get_number(query, by);

    if (isnan(weight))
        return;
    for (size_t g = 0; g <= sheet->script->group_count; g++) {
        sheet->groups[g].sum[i] += weight * value;
        sheet->groups[g].weight[i] += weight;
        sheet->groups[g].known[i]++;
    }
}

void ct_sheet_add(struct ct_sheet *sheet, struct ct_query *query)
{
    for (size_t i = 0; i < sheet->script->count; i++) {
        enum ct_value type = ct_query_type(query, (int)i);
        if (type == CT_VALUE_INTEGER || type == CT_VALUE_NUMBER)
            add_value(sheet, query, i, ct_query_get_number(query, (int)i));
    }
}

/* --- formulas --------------------------------------------------------------------------------- */

struct span {
    const struct ct_sheet *sheet;
    const struct ct_sheet_group *group;
    bool mixed; /* subtotals stand among the rows */
};

/* 'Sheet'!C2:C9 in part p, the sheet's name only where it is another; false where it is empty. */
static bool add_range(struct ct_buffer *out, const struct span *span, size_t p, size_t column)
{
    const struct ct_sheet *sheet = span->sheet;
    uint32_t first = p == span->group->part ? span->group->row : 1;
    uint32_t last = p + 1 == sheet->part_count ? sheet->row - 1 : sheet->workbook->rows - 1;
    char letters[8];

    if (first > last)
        return false;
    ct_book_column(letters, (uint16_t)column);
    if (p + 1 < sheet->part_count)
        ct_buffer_printf(out, "'%s'!", sheet->parts[p].name);
    ct_buffer_printf(out, "%s%u:%s%u", letters, (unsigned)first + 1, letters, (unsigned)last + 1);
    return true;
}

/* One part's share of what a column adds up to, by the kind of sum: SUM or COUNT, or with `by`
 * SUMPRODUCT. */
static bool add_part(struct ct_buffer *out, const struct span *span, size_t p, size_t column,
                     bool count, int by)
{
    struct ct_buffer range = {0}, level = {0}, weight = {0};
    const struct ct_sheet *sheet = span->sheet;
    int marks = ct_sheet_find(sheet->script, sheet->script->level);
    bool some = add_range(&range, span, p, column);

    if (some && span->mixed)
        some = add_range(&level, span, p, (size_t)marks);
    if (some && by >= 0)
        some = add_range(&weight, span, p, (size_t)by);
    if (some && by >= 0 && span->mixed)
        ct_buffer_printf(out, "SUMPRODUCT((%s=\"%s\")*%s*%s)", level.data, sheet->detail,
                         range.data, weight.data);
    else if (some && by >= 0)
        ct_buffer_printf(out, "SUMPRODUCT(%s,%s)", range.data, weight.data);
    else if (some && span->mixed && count)
        ct_buffer_printf(out, "COUNTIFS(%s,\"%s\",%s,\"<>\")", level.data, sheet->detail,
                         range.data);
    else if (some && span->mixed)
        ct_buffer_printf(out, "SUMIF(%s,\"%s\",%s)", level.data, sheet->detail, range.data);
    else if (some)
        ct_buffer_printf(out, "%s(%s)", count ? "COUNT" : "SUM", range.data);
    out->failed |= range.failed || level.failed || weight.failed;
    ct_buffer_free(&range);
    ct_buffer_free(&level);
    ct_buffer_free(&weight);
    return some;
}

/* All parts, with "+" between. */
static void add_parts(struct ct_buffer *out, const struct span *span, size_t column, bool count,
                      int by)
{
    bool any = false;

    for (size_t p = span->group->part; p < span->sheet->part_count; p++) {
        struct ct_buffer part = {0};
        if (add_part(&part, span, p, column, count, by)) {
            ct_buffer_printf(out, "%s%s", any ? "+" : "", part.data);
            any = true;
        }
        out->failed |= part.failed;
        ct_buffer_free(&part);
    }
}

/* --- totals that are made of totals ----------------------------------------------------------- */

/* Copies `total` with a parameter (`sql`) or a cell of the row for each {name}; false where
 * there is no such column. */
static bool expand(const struct ct_sheet *sheet, const char *total, uint32_t row, bool sql,
                   struct ct_buffer *out)
{
    char name[64], letters[8];

    for (const char *s = total; *s != '\0';) {
        size_t n = strcspn(s, "{");
        ct_buffer_add_n(out, s, n);
        s += n;
        if (*s == '\0')
            break;
        n = strcspn(++s, "}");
        snprintf(name, sizeof name, "%.*s", (int)n, s);
        s += n + (s[n] == '}');
        int column = ct_sheet_find(sheet->script, name);
        if (column < 0)
            return false;
        ct_book_column(letters, (uint16_t)column);
        if (sql)
            ct_buffer_printf(out, "?%d", column + 1);
        else
            ct_buffer_printf(out, "%s%u", letters, (unsigned)row + 1);
    }
    return !out->failed;
}

/* The value of a formula of totals by SQL; NAN where it has none. */
static enum ct_status compute(struct ct_sheet *sheet, size_t i, const double *values, double *out)
{
    struct ct_workbook *w = sheet->workbook;
    struct ct_buffer sql = {0};
    enum ct_status status = CT_OK;
    bool row = false;

    *out = NAN;
    if (sheet->formulas[i] == NULL) {
        ct_buffer_add(&sql, "SELECT ");
        if (expand(sheet, sheet->script->columns[i].total, 0, true, &sql))
            status = ct_query_new(w->work, sql.data, &sheet->formulas[i], w->err);
        ct_buffer_free(&sql);
    }
    if (status != CT_OK || sheet->formulas[i] == NULL)
        return status;
    for (size_t k = 0; k < sheet->script->count; k++) {
        char name[68];
        snprintf(name, sizeof name, "{%s}", sheet->script->columns[k].name);
        if (strstr(sheet->script->columns[i].total, name) != NULL)
            ct_query_number(sheet->formulas[i], (int)k + 1, values[k]);
    }
    status = ct_query_step(sheet->formulas[i], &row, w->err);
    if (status == CT_OK && row)
        *out = ct_query_get_number(sheet->formulas[i], 0);
    ct_query_reset(sheet->formulas[i]);
    return status;
}

/* --- a row of totals -------------------------------------------------------------------------- */

static bool is_plain(const char *total)
{
    return strcmp(total, "sum") == 0 || strcmp(total, "mean") == 0 ||
           strncmp(total, weighted, strlen(weighted)) == 0;
}

/* NAN where no row is known. */
static double plain_value(const struct ct_sheet *sheet, const struct ct_sheet_group *group,
                          size_t i)
{
    const char *total = sheet->script->columns[i].total;

    if (!is_plain(total) || group->known[i] == 0)
        return NAN;
    if (strcmp(total, "sum") == 0)
        return group->sum[i];
    return group->weight[i] > 0 ? group->sum[i] / group->weight[i] : (double)NAN;
}

static void add_formula(const struct span *span, size_t i, uint32_t row, struct ct_buffer *out)
{
    const struct ct_sheet_script *script = span->sheet->script;
    const char *total = script->columns[i].total;
    int by = weight_of(script, i);

    ct_buffer_add(out, "=");
    if (!is_plain(total)) {
        out->failed |= !expand(span->sheet, total, row, false, out);
        return;
    }
    if (strcmp(total, "sum") == 0) {
        add_parts(out, span, i, false, -1);
        return;
    }
    ct_buffer_add(out, "(");
    add_parts(out, span, i, false, by);
    ct_buffer_add(out, ")/(");
    add_parts(out, span, by < 0 ? i : (size_t)by, by < 0, -1);
    ct_buffer_add(out, ")");
}

static enum ct_status write_total(const struct span *span, size_t i, double value,
                                  enum ct_book_look look)
{
    const struct ct_sheet *sheet = span->sheet;
    struct ct_book_style style = {sheet->script->columns[i].format, look};
    struct ct_buffer formula = {0};
    enum ct_status status = CT_OK;

    if (isnan(value)) {
        ct_book_blank(sheet->workbook->book, sheet->row, (uint16_t)i, style);
        return CT_OK;
    }
    add_formula(span, i, sheet->row, &formula);
    if (formula.failed)
        status = ct_fail_memory(sheet->workbook->err);
    else
        ct_book_formula(sheet->workbook->book, sheet->row, (uint16_t)i, style, formula.data, value);
    ct_buffer_free(&formula);
    return status;
}

/* Says whose totals they are: the level's word, and the group's value. */
static enum ct_status write_names(struct ct_sheet *sheet, size_t g, enum ct_book_look look)
{
    const struct ct_sheet_script *script = sheet->script;
    struct ct_book_style style = {CT_BOOK_TEXT, look};
    char word[64];
    int level = ct_sheet_find(script, script->level), label = ct_sheet_find(script, script->label);
    enum ct_status status =
        ct_sheet_word(sheet->workbook, "subtotal", g == 0 ? "*" : script->groups[g - 1], word);

    if (level < 0)
        level = label;
    if (status != CT_OK || level < 0)
        return status;
    ct_book_text(sheet->workbook->book, sheet->row, (uint16_t)level, style, word);
    ct_sheet_widen(sheet, (size_t)level, word);
    for (size_t k = 1; k <= g; k++) {
        int column = ct_sheet_find(script, script->groups[k - 1]);
        if (column >= 0 && sheet->groups[k].value != NULL)
            ct_book_text(sheet->workbook->book, sheet->row, (uint16_t)column, style,
                         sheet->groups[k].value);
    }
    return CT_OK;
}

static enum ct_status write_totals(struct ct_sheet *sheet, size_t g)
{
    enum ct_book_look look = g == 0 ? CT_BOOK_TOTAL : CT_BOOK_SUBTOTAL;
    double values[CT_SHEET_COLUMNS];
    enum ct_status status = ct_sheet_room(sheet);
    struct span span = {sheet, &sheet->groups[g], g < sheet->script->group_count};
    size_t n = sheet->script->count;

    for (size_t i = 0; i < n; i++)
        values[i] = plain_value(sheet, span.group, i);
    for (size_t i = 0; i < n && status == CT_OK; i++)
        if (sheet->script->columns[i].total[0] != '\0' &&
            !is_plain(sheet->script->columns[i].total))
            status = compute(sheet, i, values, &values[i]);
    for (size_t i = 0; i < n && status == CT_OK; i++)
        status = write_total(&span, i, values[i], look);
    if (status == CT_OK)
        status = write_names(sheet, g, look);
    sheet->row++;
    return status;
}

/* --- groups ----------------------------------------------------------------------------------- */

static enum ct_status close_group(struct ct_sheet *sheet, size_t g)
{
    struct ct_sheet_group *group = &sheet->groups[g];
    enum ct_status status = group->value != NULL ? write_totals(sheet, g) : CT_OK;

    free(group->value);
    *group = (struct ct_sheet_group){0};
    return status;
}

static enum ct_status open_group(struct ct_sheet *sheet, size_t g, const char *value)
{
    enum ct_status status = ct_sheet_room(sheet);

    if (status != CT_OK)
        return status;
    sheet->groups[g] = (struct ct_sheet_group){
        .value = ct_text_copy(value), .part = sheet->part_count - 1, .row = sheet->row};
    return value != NULL && sheet->groups[g].value == NULL ? ct_fail_memory(sheet->workbook->err)
                                                           : CT_OK;
}

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* The outermost group whose value the row changes; group_count + 1 where none. */
static size_t first_change(const struct ct_sheet *sheet, struct ct_query *query)
{
    size_t count = sheet->script->group_count;

    for (size_t g = 1; g <= count; g++) {
        int column = ct_sheet_find(sheet->script, sheet->script->groups[g - 1]);
        const char *value = column < 0 ? NULL : ct_query_get_text(query, column);
        if (!same(value, sheet->groups[g].value))
            return g;
    }
    return count + 1;
}

enum ct_status ct_sheet_groups(struct ct_sheet *sheet, struct ct_query *query)
{
    size_t count = sheet->script->group_count;
    size_t changed = query == NULL ? 1 : first_change(sheet, query);
    enum ct_status status = CT_OK;

    if (sheet->groups[0].value == NULL && query != NULL)
        status = open_group(sheet, 0, "");
    for (size_t g = count; g >= changed && status == CT_OK; g--)
        status = close_group(sheet, g);
    for (size_t g = changed; query != NULL && g <= count && status == CT_OK; g++) {
        int column = ct_sheet_find(sheet->script, sheet->script->groups[g - 1]);
        status = open_group(sheet, g, column < 0 ? NULL : ct_query_get_text(query, column));
    }
    if (query != NULL || status != CT_OK)
        return status;
    ct_sheet_filter(sheet);
    return has_totals(sheet->script) ? close_group(sheet, 0) : CT_OK;
}
