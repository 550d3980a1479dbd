/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes one sheet, row by row. A text that is too long for a cell goes on in the cell below, in a
 * row of its own; rows beyond a sheet's go on in a further sheet with the same header. O(rows).
 */
#include "publish/sheet.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Widths, in digits: a header is wrapped to three lines at most. */
enum { NARROWEST = 7, WIDEST = 44, WIDEST_LONG = 44, MOST_LINES = 28, ROWS_A_LOOK = 8192 };

enum ct_status ct_sheet_word(struct ct_workbook *workbook, const char *kind, const char *code,
                             char *out)
{
    struct ct_query *query = NULL;
    bool row = false;
    enum ct_status status = ct_query_new(
        workbook->work, "SELECT said_text FROM said WHERE said_kind = ? AND said_code = ?", &query,
        workbook->err);

    snprintf(out, 64, "%.63s", code);
    if (status == CT_OK) {
        ct_query_text(query, 1, kind);
        ct_query_text(query, 2, code);
        status = ct_query_step(query, &row, workbook->err);
    }
    if (status == CT_OK && row)
        ct_text_fit(out, 64, ct_query_get_text(query, 0));
    ct_query_free(query);
    return status;
}

/* --- widths ----------------------------------------------------------------------------------- */

static void widen(struct ct_sheet *sheet, size_t column, size_t width)
{
    size_t widest = sheet->script->columns[column].format == CT_BOOK_LONG ? WIDEST_LONG : WIDEST;
    double wanted = (double)(width < widest ? width : widest) + 2.5;

    sheet->widths[column] = fmax(sheet->widths[column], wanted);
}

void ct_sheet_widen(struct ct_sheet *sheet, size_t column, const char *text)
{
    if (sheet->widths[column] <= WIDEST || sheet->script->columns[column].format == CT_BOOK_LONG)
        widen(sheet, column, ct_text_width(text));
}

static void widen_number(struct ct_sheet *sheet, size_t column, double value)
{
    static const int behind[CT_BOOK_FORMATS] = {
        [CT_BOOK_AREA] = 3, [CT_BOOK_PERCENT] = 4, [CT_BOOK_NUMBER] = 3};
    int digits = fabs(value) >= 10 ? (int)floor(log10(fabs(value))) + 1 : 1;

    digits += digits / 3 + behind[sheet->script->columns[column].format] + 1;
    widen(sheet, column, (size_t)digits);
}

/* --- parts ------------------------------------------------------------------------------------ */

/* A counting word of Chinese (户, 人): the English title says what is counted. */
static bool is_counter(const char *unit)
{
    uint32_t sign = 0;

    return ct_utf8_next(unit, &sign) > 0 && sign >= 0x4E00;
}

static void header_text(const struct ct_sheet *sheet, size_t i, struct ct_buffer *out)
{
    const struct ct_sheet_column *column = &sheet->script->columns[i];
    enum ct_language lang = sheet->workbook->lang;

    const char *unit = column->unit;

    if (unit[0] == '\0' && column->format == CT_BOOK_PERCENT)
        unit = "%";
    ct_buffer_add(out, column->title[lang]);
    if (unit[0] != '\0' && (lang == CT_ZH || !is_counter(unit)))
        ct_buffer_printf(out, lang == CT_ZH ? "（%s）" : " (%s)", unit);
}

/* One line, two, or three. */
static double header_width(double width)
{
    if (width <= 12)
        return fmax(NARROWEST, width + 2);
    return width <= 24 ? width / 2 + 3 : width / 3 + 4;
}

static enum ct_status write_header(struct ct_sheet *sheet)
{
    struct ct_book_style style = {.format = CT_BOOK_TEXT, .look = CT_BOOK_HEAD};

    for (size_t i = 0; i < sheet->script->count; i++) {
        struct ct_buffer text = {0};
        header_text(sheet, i, &text);
        if (text.failed)
            return ct_fail_memory(sheet->workbook->err);
        size_t width = ct_text_width(text.data);
        sheet->widths[i] = header_width((double)width);
        ct_book_text(sheet->workbook->book, 0, (uint16_t)i, style, text.data);
        ct_buffer_free(&text);
    }
    return CT_OK;
}

static enum ct_status begin_part(struct ct_sheet *sheet)
{
    size_t n = sheet->part_count;
    struct ct_sheet_part *parts = realloc(sheet->parts, (n + 1) * sizeof *parts);

    if (parts == NULL)
        return ct_fail_memory(sheet->workbook->err);
    sheet->parts = parts;
    sheet->part_count++;
    parts[n] = (struct ct_sheet_part){.last = 0};
    ct_book_sheet(sheet->workbook->book, sheet->script->title[sheet->workbook->lang], n + 1,
                  parts[n].name);
    sheet->row = 1;
    return write_header(sheet);
}

/* The colours of a column's words. */
static enum ct_status add_colours(struct ct_sheet *sheet, size_t column, uint32_t last)
{
    struct ct_workbook *w = sheet->workbook;
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(
        w->work,
        "SELECT said_text, said_colour FROM said WHERE said_kind = ? AND said_colour IS NOT NULL"
        " ORDER BY said_code",
        &query, w->err);

    if (status == CT_OK)
        ct_query_text(query, 1, sheet->script->columns[column].words);
    while (status == CT_OK && (status = ct_query_step(query, &row, w->err)) == CT_OK && row)
        ct_book_colour(w->book, 1, last, (uint16_t)column, ct_query_get_text(query, 0),
                       (enum ct_book_colour)ct_query_get_integer(query, 1));
    ct_query_free(query);
    return status;
}

static enum ct_status end_part(struct ct_sheet *sheet)
{
    const struct ct_sheet_script *script = sheet->script;
    enum ct_status status = CT_OK;
    uint32_t last = sheet->row - 1;
    struct ct_book_layout layout = {.columns = (uint16_t)script->count,
                                    .frozen = script->frozen,
                                    .widths = sheet->widths,
                                    .last = last,
                                    .title = sheet->workbook->title,
                                    .page = sheet->workbook->lang == CT_ZH ? "&C第 &P 页，共 &N 页"
                                                                           : "&Cpage &P of &N"};

    ct_book_layout(sheet->workbook->book, &layout);
    for (size_t i = 0; i < script->count && status == CT_OK; i++)
        if (script->columns[i].words[0] != '\0')
            status = add_colours(sheet, i, last);
    return status;
}

void ct_sheet_filter(struct ct_sheet *sheet)
{
    ct_book_filter(sheet->workbook->book, sheet->row - 1, (uint16_t)sheet->script->count);
}

enum ct_status ct_sheet_room(struct ct_sheet *sheet)
{
    if (sheet->row < sheet->workbook->rows)
        return CT_OK;
    ct_sheet_filter(sheet);
    enum ct_status status = end_part(sheet);
    return status == CT_OK ? begin_part(sheet) : status;
}

/* --- rows ------------------------------------------------------------------------------------- */

/* Writes what fits of a text and moves *text behind it; NULL when all is written. */
static enum ct_status write_text(struct ct_sheet *sheet, size_t column, const char **text)
{
    struct ct_book_style style = {sheet->script->columns[column].format, CT_BOOK_PLAIN};
    size_t fit = ct_book_fit(*text, sheet->workbook->characters);
    bool whole = (*text)[fit] == '\0';
    char *piece = whole ? NULL : strndup(*text, fit);

    if (!whole && piece == NULL)
        return ct_fail_memory(sheet->workbook->err);
    if (style.format != CT_BOOK_LONG)
        style.format = CT_BOOK_TEXT;
    ct_book_text(sheet->workbook->book, sheet->row, (uint16_t)column, style, whole ? *text : piece);
    ct_sheet_widen(sheet, column, whole ? *text : piece);
    free(piece);
    *text = whole ? NULL : *text + fit;
    return CT_OK;
}

static void write_other(struct ct_sheet *sheet, struct ct_query *query, size_t i)
{
    struct ct_book_style style = {sheet->script->columns[i].format, CT_BOOK_PLAIN};

    if (ct_query_type(query, (int)i) == CT_VALUE_NULL) {
        ct_book_blank(sheet->workbook->book, sheet->row, (uint16_t)i, style);
        return;
    }
    double value = ct_query_get_number(query, (int)i);
    if (style.format == CT_BOOK_NUMBER)
        style.format = value == floor(value) ? CT_BOOK_INTEGER : CT_BOOK_AREA;
    ct_book_number(sheet->workbook->book, sheet->row, (uint16_t)i, style, value);
    widen_number(sheet, i, value);
}

/* Rows below with what is left of long texts. */
static enum ct_status write_rest(struct ct_sheet *sheet, const char **rest)
{
    enum ct_status status = CT_OK;
    bool left = true;

    while (left && status == CT_OK) {
        left = false;
        for (size_t i = 0; i < sheet->script->count; i++)
            left |= rest[i] != NULL;
        if (left)
            status = ct_sheet_room(sheet);
        for (size_t i = 0; left && i < sheet->script->count && status == CT_OK; i++)
            if (rest[i] != NULL)
                status = write_text(sheet, i, &rest[i]);
        sheet->row += left;
    }
    return status;
}

/* Lines of a wrapped text in a column of the greatest width; a word may move to the next one. */
static size_t lines_of(const char *text)
{
    size_t lines = 0;

    while (lines < MOST_LINES) {
        size_t n = strcspn(text, "\n");
        char *line = strndup(text, n);
        lines += 1 + (line != NULL ? ct_text_width(line) : n) / (WIDEST_LONG - 2);
        free(line);
        if (text[n] == '\0')
            break;
        text += n + 1;
    }
    return lines < MOST_LINES ? lines : MOST_LINES;
}

/* Makes the row as high as its longest wrapped text needs. */
static void heighten(struct ct_sheet *sheet, struct ct_query *query)
{
    size_t lines = 1;

    for (size_t i = 0; i < sheet->script->count; i++) {
        if (sheet->script->columns[i].format != CT_BOOK_LONG ||
            ct_query_type(query, (int)i) != CT_VALUE_TEXT)
            continue;
        size_t needed = lines_of(ct_query_get_text(query, (int)i));
        lines = needed > lines ? needed : lines;
    }
    if (lines > 1)
        ct_book_height(sheet->workbook->book, sheet->row, (double)lines);
}

static enum ct_status write_row(struct ct_sheet *sheet, struct ct_query *query)
{
    const char *rest[CT_SHEET_COLUMNS] = {NULL};
    int level = ct_sheet_find(sheet->script, sheet->script->level);

    if (sheet->detail[0] == '\0' && level >= 0)
        ct_text_fit(sheet->detail, sizeof sheet->detail, ct_query_get_text(query, level));
    enum ct_status status = ct_sheet_groups(sheet, query);

    if (status == CT_OK)
        status = ct_sheet_room(sheet);
    if (status == CT_OK)
        heighten(sheet, query);
    for (size_t i = 0; i < sheet->script->count && status == CT_OK; i++) {
        rest[i] =
            ct_query_type(query, (int)i) == CT_VALUE_TEXT ? ct_query_get_text(query, (int)i) : NULL;
        if (rest[i] != NULL)
            status = write_text(sheet, i, &rest[i]);
        else
            write_other(sheet, query, i);
    }
    if (status != CT_OK)
        return status;
    ct_sheet_add(sheet, query);
    sheet->row++;
    return write_rest(sheet, rest);
}

static enum ct_status write_rows(struct ct_sheet *sheet)
{
    struct ct_workbook *w = sheet->workbook;
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_sheet_query(w, sheet->script, &query);

    for (size_t n = 1; status == CT_OK; n++) {
        status = ct_query_step(query, &row, w->err);
        if (status != CT_OK || !row)
            break;
        status = write_row(sheet, query);
        if (status == CT_OK && n % ROWS_A_LOOK == 0)
            status = ct_progress(w->run, "publish", 0.5, w->err);
    }
    ct_query_free(query);
    return status == CT_OK ? ct_sheet_groups(sheet, NULL) : status;
}

enum ct_status ct_sheet_write(struct ct_workbook *workbook, const struct ct_sheet_script *script)
{
    struct ct_sheet *sheet = calloc(1, sizeof *sheet);
    enum ct_status status;

    if (sheet == NULL)
        return ct_fail_memory(workbook->err);
    sheet->workbook = workbook;
    sheet->script = script;
    status = begin_part(sheet);
    if (status == CT_OK)
        status = write_rows(sheet);
    if (status == CT_OK)
        status = end_part(sheet);
    for (size_t i = 0; i < script->count; i++)
        ct_query_free(sheet->formulas[i]);
    for (size_t i = 0; i <= CT_SHEET_GROUPS; i++)
        free(sheet->groups[i].value);
    free(sheet->parts);
    free(sheet);
    return status;
}
