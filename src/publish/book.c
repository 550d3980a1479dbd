/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The only file that knows libxlsxwriter. Its constant-memory mode keeps one row at a time and
 * writes texts where they stand (inline) instead of into one shared table.
 *
 * Source: ECMA-376-1 18.3, 18.18; "Excel specifications and limits" (support.microsoft.com);
 * libxlsxwriter 1.1.4. Colours: shades of Okabe & Ito's palette, which colour-blind readers tell
 * apart, each with its dark text.
 */
#include "publish/book.h"
#include "base/fail.h"
#include "base/text.h"
#include "gis/zip_count.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

struct ct_book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    char *folder, *path;
    uint32_t *rows; /* of each sheet */
    size_t sheets;
    lxw_format *cells[CT_BOOK_LOOKS][CT_BOOK_FORMATS];
    lxw_format *colours[CT_BOOK_COLOURS];
    lxw_error failed; /* the first */
};

static const char *const number_formats[CT_BOOK_FORMATS] = {"@",        "@",    "#,##0",
                                                            "#,##0.00", "0.0%", "General"};

static void note(struct ct_book *book, lxw_error error)
{
    if (book->failed == LXW_NO_ERROR)
        book->failed = error;
}

/* --- formats ---------------------------------------------------------------------------------- */

static void draw_look(lxw_format *format, enum ct_book_look look)
{
    static const lxw_color_t fills[CT_BOOK_LOOKS] = {0, 0xEEF3F8, 0xDCE6F1, 0x1F4E79};

    format_set_font_name(format, "Microsoft YaHei");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_border_color(format, 0xC8CED6);
    if (look == CT_BOOK_PLAIN)
        return;
    format_set_bold(format);
    format_set_bg_color(format, fills[look]);
    if (look == CT_BOOK_HEAD) {
        format_set_font_color(format, LXW_COLOR_WHITE);
        format_set_align(format, LXW_ALIGN_CENTER);
        format_set_text_wrap(format);
    }
}

static void add_cells(struct ct_book *book)
{
    for (int look = 0; look < CT_BOOK_LOOKS; look++)
        for (int i = 0; i < CT_BOOK_FORMATS; i++) {
            lxw_format *format = workbook_add_format(book->workbook);
            if (format == NULL) {
                note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
                return;
            }
            draw_look(format, (enum ct_book_look)look);
            format_set_num_format(format, number_formats[i]);
            if (i == CT_BOOK_LONG)
                format_set_text_wrap(format);
            if (look != CT_BOOK_HEAD && (i == CT_BOOK_LONG || i == CT_BOOK_TEXT))
                format_set_indent(format, 1);
            book->cells[look][i] = format;
        }
}

static void add_colours(struct ct_book *book)
{
    static const struct {
        lxw_color_t fill, text;
    } shades[CT_BOOK_COLOURS] = {
        [CT_BOOK_GOOD] = {0xBFE5D8, 0x00543C},
        [CT_BOOK_FAIR] = {0xFBF3B4, 0x5C5200},
        [CT_BOOK_BAD] = {0xF5C4A3, 0x7A2E00},
        [CT_BOOK_NONE] = {0xD9D9D9, 0x404040},
    };

    for (int i = 0; i < CT_BOOK_COLOURS; i++) {
        lxw_format *format = workbook_add_format(book->workbook);
        if (format == NULL) {
            note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
            return;
        }
        format_set_bg_color(format, shades[i].fill);
        format_set_font_color(format, shades[i].text);
        if (i == CT_BOOK_BAD)
            format_set_bold(format);
        book->colours[i] = format;
    }
}

/* --- the book --------------------------------------------------------------------------------- */

enum ct_status ct_book_new(const char *path, const char *folder, const char *title,
                           struct ct_book **out, struct ct_error *err)
{
    struct ct_book *book = calloc(1, sizeof *book);
    char kept[128];

    *out = book;
    if (book == NULL)
        return ct_fail_memory(err);
    book->folder = ct_text_copy(folder);
    book->path = ct_text_copy(path);
    if (book->folder != NULL && book->path != NULL) {
        lxw_workbook_options options = {
            .constant_memory = LXW_TRUE, .tmpdir = book->folder, .use_zip64 = LXW_TRUE};
        book->workbook = workbook_new_opt(path, &options);
    }
    if (book->workbook == NULL) {
        ct_book_discard(book);
        *out = NULL;
        return ct_fail_memory(err);
    }
    ct_text_fit(kept, sizeof kept, title);
    /* Without a time of its own it would be the clock's. */
    lxw_doc_properties properties = {.title = kept, .author = "catchment", .created = 946684800};
    note(book, workbook_set_properties(book->workbook, &properties));
    add_cells(book);
    add_colours(book);
    return CT_OK;
}

void ct_book_discard(struct ct_book *book)
{
    if (book == NULL)
        return;
    if (book->workbook != NULL) /* lxw_workbook_free would leave files open */
        (void)workbook_close(book->workbook);
    free(book->folder);
    free(book->path);
    free(book->rows);
    free(book);
}

/* The library does not look whether what waits on disk could be written: is every row there? */
static bool is_whole(const struct ct_book *book)
{
    bool whole = true;

    for (size_t i = 0; i < book->sheets && whole; i++) {
        char name[64];
        size_t rows = 0, ends = 0;
        snprintf(name, sizeof name, "xl/worksheets/sheet%u.xml", (unsigned)i + 1);
        whole = ct_zip_count(book->path, name, "<row ", &rows) && rows == book->rows[i] &&
                ct_zip_count(book->path, name, "</worksheet>", &ends) && ends == 1;
    }
    return whole;
}

enum ct_status ct_book_close(struct ct_book *book, struct ct_error *err)
{
    lxw_error error = book->failed;

    if (error == LXW_NO_ERROR) {
        error = workbook_close(book->workbook); /* frees it */
        book->workbook = NULL;
    }
    if (error == LXW_NO_ERROR && !is_whole(book))
        error = LXW_ERROR_READING_TMPFILE;
    ct_book_discard(book);
    return error == LXW_NO_ERROR
               ? CT_OK
               : ct_fail(err, CT_OUTPUT, "E0740", "reason", lxw_strerror(error), NULL);
}

/* --- names ------------------------------------------------------------------------------------ */

size_t ct_book_fit(const char *text, size_t units)
{
    size_t bytes = 0, step;
    uint32_t sign;

    while ((step = ct_utf8_next(text + bytes, &sign)) > 0) {
        size_t taken = sign > 0xFFFF ? 2 : 1;
        if (taken > units)
            break;
        units -= taken;
        bytes += step;
    }
    return bytes;
}

void ct_book_column(char *out, uint16_t column)
{
    char letters[8];
    int n = 0;

    for (int i = column; i >= 0; i = i / 26 - 1)
        letters[n++] = (char)('A' + i % 26);
    while (n > 0)
        *out++ = letters[--n];
    *out = '\0';
}

static void sheet_name(const char *title, size_t number, char *name)
{
    char tail[16] = "", kept[128];

    if (number > 1)
        snprintf(tail, sizeof tail, " (%u)", (unsigned)(number % 100000));
    ct_text_fit(kept, sizeof kept, title);
    for (char *s = kept; *s != '\0'; s++)
        if (strchr("[]:*?/\\'", *s) != NULL)
            *s = '-';
    kept[ct_book_fit(kept, CT_BOOK_NAME - strlen(tail))] = '\0';
    snprintf(name, 128, "%.100s%s", kept, tail);
}

void ct_book_sheet(struct ct_book *book, const char *title, size_t part, char *name)
{
    sheet_name(title, part, name);
    if (book->failed != LXW_NO_ERROR)
        return;
    for (; workbook_get_worksheet_by_name(book->workbook, name) != NULL; part++)
        sheet_name(title, part + 1, name);
    book->sheet = workbook_add_worksheet(book->workbook, name);
    if (book->sheet == NULL) {
        note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    note(book, worksheet_set_row(book->sheet, 0, 48, NULL));
}

/* --- cells ------------------------------------------------------------------------------------ */

static lxw_format *format_of(const struct ct_book *book, struct ct_book_style style)
{
    return book->cells[style.look][style.format];
}

void ct_book_height(struct ct_book *book, uint32_t row, double lines)
{
    if (book->failed == LXW_NO_ERROR)
        note(book, worksheet_set_row(book->sheet, row, 14.25 * lines, NULL));
}

/* Does "_x0041_" stand at s? Readers would take it for the sign of that number (ECMA-376
 * ST_Xstring). */
static bool is_escape(const char *s)
{
    return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 &&
           s[6] == '_';
}

/* The text with such places marked, for the caller to free; NULL where there is none. */
static char *escaped(const char *text)
{
    struct ct_buffer out = {0};
    bool any = false;

    for (const char *s = text; (s = strstr(s, "_x")) != NULL && !any; s++)
        any = is_escape(s);
    for (const char *s = text; any && *s != '\0'; s++) {
        ct_buffer_add(&out, is_escape(s) ? "_x005F" : "");
        ct_buffer_add_n(&out, s, 1);
    }
    if (!out.failed)
        return out.data;
    ct_buffer_free(&out);
    return NULL;
}

void ct_book_text(struct ct_book *book, uint32_t row, uint16_t column, struct ct_book_style style,
                  const char *text)
{
    if (book->failed != LXW_NO_ERROR)
        return;
    char *safe = escaped(text);
    bool fits = safe != NULL && safe[ct_book_fit(safe, CT_BOOK_CHARACTERS)] == '\0';
    note(book, worksheet_write_string(book->sheet, row, column, fits ? safe : text,
                                      format_of(book, style)));
    free(safe);
}

void ct_book_number(struct ct_book *book, uint32_t row, uint16_t column, struct ct_book_style style,
                    double value)
{
    if (book->failed == LXW_NO_ERROR)
        note(book, worksheet_write_number(book->sheet, row, column, value, format_of(book, style)));
}

void ct_book_blank(struct ct_book *book, uint32_t row, uint16_t column, struct ct_book_style style)
{
    if (book->failed == LXW_NO_ERROR)
        note(book, worksheet_write_blank(book->sheet, row, column, format_of(book, style)));
}

void ct_book_formula(struct ct_book *book, uint32_t row, uint16_t column,
                     struct ct_book_style style, const char *formula, double value)
{
    if (book->failed == LXW_NO_ERROR)
        note(book, worksheet_write_formula_num(book->sheet, row, column, formula,
                                               format_of(book, style), value));
}

void ct_book_colour(struct ct_book *book, uint32_t first, uint32_t last, uint16_t column,
                    const char *text, enum ct_book_colour colour)
{
    char quoted[260];

    if (book->failed != LXW_NO_ERROR || last < first)
        return;
    snprintf(quoted, sizeof quoted, "\"%s\"", text);
    lxw_conditional_format rule = {.type = LXW_CONDITIONAL_TYPE_CELL,
                                   .criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO,
                                   .value_string = quoted,
                                   .format = book->colours[colour]};
    note(book, worksheet_conditional_format_range(book->sheet, first, column, last, column, &rule));
}

/* --- sheets ----------------------------------------------------------------------------------- */

static void print_setup(struct ct_book *book, const struct ct_book_layout *layout)
{
    struct ct_buffer head = {0};

    worksheet_set_landscape(book->sheet);
    worksheet_set_paper(book->sheet, 9); /* A4 */
    worksheet_set_margins(book->sheet, 0.4, 0.4, 0.7, 0.6);
    worksheet_fit_to_pages(book->sheet, 1, 0);
    note(book, worksheet_repeat_rows(book->sheet, 0, 0));
    note(book, worksheet_set_footer(book->sheet, layout->page));
    ct_buffer_add(&head, "&L&A&R");
    for (const char *s = layout->title; *s != '\0'; s++)
        ct_buffer_add_n(&head, *s == '&' ? "&&" : s, *s == '&' ? 2 : 1);
    if (!head.failed && ct_book_fit(head.data, 250) == head.size) /* a longer one is left out */
        note(book, worksheet_set_header(book->sheet, head.data));
    ct_buffer_free(&head);
}

void ct_book_filter(struct ct_book *book, uint32_t last, uint16_t columns)
{
    if (book->failed == LXW_NO_ERROR)
        note(book, worksheet_autofilter(book->sheet, 0, 0, last, (uint16_t)(columns - 1)));
}

static void note_rows(struct ct_book *book, uint32_t rows)
{
    uint32_t *all = realloc(book->rows, (book->sheets + 1) * sizeof *all);

    if (all == NULL) {
        note(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    book->rows = all;
    all[book->sheets++] = rows;
}

void ct_book_layout(struct ct_book *book, const struct ct_book_layout *layout)
{
    uint16_t last_column = (uint16_t)(layout->columns - 1);
    char corner[8], range[48];

    if (book->failed != LXW_NO_ERROR)
        return;
    for (uint16_t i = 0; i < layout->columns; i++)
        note(book, worksheet_set_column(book->sheet, i, i, layout->widths[i], NULL));
    worksheet_freeze_panes(book->sheet, 1, layout->frozen);
    ct_book_column(corner, last_column);
    snprintf(range, sizeof range, "A1:%s%u", corner, (unsigned)layout->last + 1);
    note(book, worksheet_ignore_errors(book->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range));
    print_setup(book, layout);
    note_rows(book, layout->last + 1);
}
