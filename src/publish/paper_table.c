/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables: rows as high as their highest cell, the names of columns again on every page. A fixed
 * table that has no room for all says how many rows it leaves out. O(cells).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/paper_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 20 };
#define PAD_MM 0.9

void ct_paper_cells_free(struct ct_paper_cells *cells)
{
    for (size_t i = 0; cells->text != NULL && i < cells->rows * cells->columns; i++)
        free(cells->text[i]);
    free(cells->text);
    *cells = (struct ct_paper_cells){0};
}

const char *ct_paper_cell(const struct ct_paper_cells *cells, size_t row, size_t column)
{
    return cells->text[row * cells->columns + column];
}

/* A row of texts; query NULL: the names of columns. */
static enum ct_status add_row(struct ct_paper_cells *cells, const struct ct_query *query,
                              bool names, struct ct_error *err)
{
    size_t n = cells->rows * cells->columns, bytes = (n + cells->columns) * sizeof *cells->text;
    char **text = realloc(cells->text, bytes + sizeof *text);

    if (text == NULL)
        return ct_fail_memory(err);
    cells->text = text;
    memset(text + n, 0, cells->columns * sizeof *text);
    cells->rows++;
    for (size_t i = 0; i < cells->columns; i++) {
        const char *value =
            names ? ct_query_column_name(query, (int)i) : ct_query_get_text(query, (int)i);
        text[n + i] = ct_text_copy(value != NULL ? value : "");
        if (text[n + i] == NULL)
            return ct_fail_memory(err);
    }
    return CT_OK;
}

enum ct_status ct_paper_cells_read(struct ct_work *work, const char *sql, const char *sheet,
                                   struct ct_paper_cells *cells, struct ct_error *err)
{
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, sql, &query, err);

    if (status == CT_OK) {
        ct_query_named_text(query, ":sheet", sheet);
        cells->columns = (size_t)ct_query_columns(query);
        status = add_row(cells, query, true, err);
    }
    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        status = add_row(cells, query, false, err);
    }
    ct_query_free(query);
    return status;
}

/* --- drawing -------------------------------------------------------------------------------- */

struct table {
    struct ct_paper_sheet *sheet;
    const struct ct_paper_cells *cells;
    struct ct_table_form form;
    double widths[MOST_COLUMNS];
    size_t columns;
};

static void share_width(struct table *table)
{
    double sum = 0;
    const char *at = table->form.weights;

    for (size_t i = 0; i < table->columns; i++) {
        char *end = NULL;
        double weight = at != NULL ? strtod(at, &end) : 0;
        table->widths[i] = end != at && weight > 0 ? weight : 1;
        at = end;
        sum += table->widths[i];
    }
    for (size_t i = 0; i < table->columns; i++)
        table->widths[i] *= table->form.width / sum;
}

static struct ct_lettering lettering_of(const struct table *table, size_t row, size_t column)
{
    const char *aligns = table->form.aligns;
    char align = aligns != NULL && strlen(aligns) > column ? aligns[column] : 'l';
    bool name = table->form.heads ? row == 0 : column % 2 == 0;

    return (struct ct_lettering){.points = table->form.points,
                                 .width_mm = table->widths[column] - 2 * PAD_MM,
                                 .bold = name,
                                 .align = table->form.heads && row == 0 ? CT_CENTRE
                                          : align == 'c'                ? CT_CENTRE
                                          : align == 'r'                ? CT_RIGHT
                                                                        : CT_LEFT,
                                 .colour = CT_PAPER_BLACK};
}

static double row_height(const struct table *table, size_t row)
{
    double most = 0, width, height;

    for (size_t i = 0; i < table->columns; i++) {
        struct ct_lettering lettering = lettering_of(table, row, i);
        ct_paper_measure(table->sheet->paper, &lettering, ct_paper_cell(table->cells, row, i),
                         &width, &height);
        most = height > most ? height : most;
    }
    return most + 2 * PAD_MM * 0.7;
}

static void draw_row(struct table *table, size_t row, double height)
{
    struct ct_paper *paper = table->sheet->paper;
    double x = table->form.x, y = table->sheet->y, width, tall;

    for (size_t i = 0; i < table->columns; i++) {
        struct ct_lettering lettering = lettering_of(table, row, i);
        const char *text = ct_paper_cell(table->cells, row, i);
        ct_paper_box(paper, x, y, table->widths[i], height);
        ct_paper_paint(paper, &(struct ct_ink){.fill = lettering.bold ? 0xeceff2ffU : 0,
                                               .line = 0x808080ffU,
                                               .line_mm = 0.15});
        ct_paper_measure(paper, &lettering, text, &width, &tall);
        ct_paper_text(paper, x + PAD_MM, y + (height - tall) / 2, &lettering, text);
        x += table->widths[i];
    }
    table->sheet->y += height;
}

static void say_left_out(struct table *table, size_t rows)
{
    char text[64];
    struct ct_lettering lettering = {.points = table->form.points, .colour = 0x606060ffU};

    snprintf(text, sizeof text, "… +%zu", rows);
    ct_paper_text(table->sheet->paper, table->form.x + PAD_MM, table->sheet->y + 0.3, &lettering,
                  text);
}

static enum ct_status next_page(struct table *table, size_t row, double head, struct ct_error *err)
{
    enum ct_status status = ct_paper_sheet_next(table->sheet, err);

    if (status == CT_OK && table->form.heads && row > 0)
        draw_row(table, 0, head);
    return status;
}

static double all_rows(const struct table *table)
{
    double sum = 0;

    for (size_t i = table->form.heads ? 0 : 1; i < table->cells->rows; i++)
        sum += row_height(table, i);
    return sum;
}

/* A fixed table becomes smaller until it fits. */
static void fit(struct table *table)
{
    double room = table->form.bottom - table->sheet->y;

    while (all_rows(table) > room && table->form.points > 5.5)
        table->form.points -= 0.25;
}

enum ct_status ct_table_draw(struct ct_paper_sheet *sheet, const struct ct_paper_cells *cells,
                             const struct ct_table_form *form, bool flows, struct ct_error *err)
{
    struct table table = {.sheet = sheet, .cells = cells, .form = *form};
    enum ct_status status = CT_OK;

    table.columns = cells->columns < MOST_COLUMNS ? cells->columns : MOST_COLUMNS;
    share_width(&table);
    if (!flows)
        fit(&table);
    double head = form->heads ? row_height(&table, 0) : 0;
    double bottom = flows ? sheet->bottom : form->bottom;
    for (size_t i = form->heads ? 0 : 1; i < cells->rows && status == CT_OK; i++) {
        double height = row_height(&table, i), needed = height;
        if (i == 0 && cells->rows > 1)
            needed += row_height(&table, 1); /* no head alone at the bottom */
        if (sheet->y + needed > bottom && !flows) {
            say_left_out(&table, cells->rows - i);
            break;
        }
        if (sheet->y + needed > bottom && sheet->y > sheet->top + head + 1)
            status = next_page(&table, i, head, err);
        if (status == CT_OK)
            draw_row(&table, i, height);
    }
    return status;
}
