/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Symbols of a map and its legend. O(symbols).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/paper_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t ct_paper_colour(const char *text)
{
    uint32_t colour = 0;
    char *end;

    if (text == NULL || *text == '\0')
        return 0;
    for (int i = 0; i < 4; i++) {
        unsigned long part = i < 3 || *text != '\0' ? strtoul(text, &end, 10) : 255;
        colour = colour << 8 | (uint32_t)(part & 255);
        text = i < 3 || *text != '\0' ? end + (*end == ',') : text;
    }
    return colour;
}

void ct_symbols_free(struct ct_symbols *symbols)
{
    for (size_t i = 0; i < symbols->count; i++) {
        free(symbols->rows[i].label);
        free(symbols->rows[i].heading);
    }
    free(symbols->rows);
    *symbols = (struct ct_symbols){0};
}

static enum ct_hatch hatch_of(const char *style)
{
    if (style == NULL || *style == '\0' || strcmp(style, "solid") == 0)
        return CT_HATCH_NONE;
    if (strcmp(style, "f_diagonal") == 0)
        return CT_HATCH_DOWN;
    return strcmp(style, "b_diagonal") == 0 ? CT_HATCH_UP : CT_HATCH_CROSS;
}

static double number_or_0(const struct ct_query *query, int i)
{
    return ct_query_type(query, i) == CT_VALUE_NULL ? 0 : ct_query_get_number(query, i);
}

static enum ct_status take(const struct ct_query *row, struct ct_symbols *symbols,
                           struct ct_error *err)
{
    struct ct_symbol *rows = realloc(symbols->rows, (symbols->count + 1) * sizeof *rows);
    const char *heading = ct_query_get_text(row, 1), *label = ct_query_get_text(row, 2);

    if (rows == NULL)
        return ct_fail_memory(err);
    symbols->rows = rows;
    struct ct_symbol *symbol = &rows[symbols->count++];
    *symbol = (struct ct_symbol){.heading = ct_text_copy(heading ? heading : ""),
                                 .label = ct_text_copy(label ? label : ""),
                                 .mark = ct_mark_of(ct_query_get_text(row, 10)),
                                 .mark_mm = number_or_0(row, 11),
                                 .always = ct_query_get_integer(row, 12) != 0};
    ct_text_fit(symbol->name, sizeof symbol->name, ct_query_get_text(row, 0));
    symbol->ink = (struct ct_ink){.fill = ct_paper_colour(ct_query_get_text(row, 3)),
                                  .hatch = ct_paper_colour(ct_query_get_text(row, 4)),
                                  .hatch_style = hatch_of(ct_query_get_text(row, 5)),
                                  .hatch_mm = number_or_0(row, 6),
                                  .line = ct_paper_colour(ct_query_get_text(row, 7)),
                                  .line_mm = number_or_0(row, 8),
                                  .dash_mm = number_or_0(row, 9)};
    return symbol->heading != NULL && symbol->label != NULL ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_symbols_read(struct ct_work *work, const char *theme, struct ct_symbols *symbols,
                               struct ct_error *err)
{
    static const char sql[] =
        "SELECT symbol, heading, label, fill, hatch, hatch_style, hatch_mm, line, line_mm, dash_mm,"
        " mark, mark_mm, always FROM sheet_symbol WHERE theme = :theme ORDER BY position, rowid";
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, sql, &query, err);

    if (status == CT_OK)
        ct_query_named_text(query, ":theme", theme);
    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        status = take(query, symbols, err);
    }
    ct_query_free(query);
    return status;
}

/* --- legend --------------------------------------------------------------------------------- */

/* While pages are counted nothing is drawn, and all labels are measured. */
static bool shown(const struct ct_paper_sheet *sheet, const struct ct_symbol *symbol)
{
    return *symbol->label != '\0' && (symbol->always || symbol->drawn > 0 || sheet->pages == 0);
}

static void swatch(struct ct_paper *paper, const struct ct_symbol *symbol,
                   const struct ct_mm_box *box)
{
    double middle = box->y + box->height / 2, x[2] = {box->x, box->x + box->width};

    if (symbol->mark != CT_MARK_NONE) {
        ct_mark_draw(paper, symbol->mark, box->x + box->width / 2, middle,
                     symbol->mark_mm < 2.2 ? 2.2 : symbol->mark_mm, &symbol->ink);
        return;
    }
    if (symbol->ink.fill == 0 && symbol->ink.hatch == 0)
        ct_paper_line(paper, x, (double[]){middle, middle}, 2);
    else
        ct_paper_box(paper, box->x, box->y, box->width, box->height);
    ct_paper_paint(paper, &symbol->ink);
}

/* One pass over the legend; draws only with `sheet`'s paper where `draw`. Returns its height. */
static double pass(struct ct_paper_sheet *sheet, const struct ct_mm_box *box, double points,
                   bool draw)
{
    const struct ct_symbols *symbols = &sheet->view.symbols;
    struct ct_lettering plain = {
        .points = points, .width_mm = box->width - 11, .colour = CT_PAPER_BLACK};
    struct ct_lettering bold = plain;
    const char *heading = "";
    double y = box->y, width, height;

    bold.bold = true;
    bold.width_mm = box->width;
    for (size_t i = 0; i < symbols->count; i++) {
        const struct ct_symbol *symbol = &symbols->rows[i];
        if (!shown(sheet, symbol))
            continue;
        if (*symbol->heading != '\0' && strcmp(symbol->heading, heading) != 0) {
            heading = symbol->heading;
            y += y > box->y ? points * 0.15 : 0;
            ct_paper_measure(sheet->paper, &bold, heading, &width, &height);
            if (draw)
                ct_paper_text(sheet->paper, box->x, y, &bold, heading);
            y += height + points * 0.05;
        }
        ct_paper_measure(sheet->paper, &plain, symbol->label, &width, &height);
        if (draw) {
            ct_paper_text(sheet->paper, box->x + 11, y, &plain, symbol->label);
            swatch(sheet->paper, symbol,
                   &(struct ct_mm_box){box->x + 1, y + points * 0.06, 8, points * 0.36});
        }
        y += height + points * 0.03;
    }
    return y - box->y;
}

void ct_legend_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box, double points,
                    double *height_mm)
{
    *height_mm = pass(sheet, box, points, false);
    while (*height_mm > box->height && points > 5) {
        points -= 0.5;
        *height_mm = pass(sheet, box, points, false);
    }
    pass(sheet, box, points, true);
}
