/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The items of a sheet (rows of sheet_item), in their order: those with a place stand there, those
 * without flow down the page and over to the next. Items of every page are drawn as it begins.
 * O(items).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/paper_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNDER_HEADING_MM 16 /* no heading stands alone at the bottom */

/* A row of sheet_item; texts belong to `items`. */
struct item {
    const char *what, *align, *sql, *weights;
    struct ct_mm_box box;
    double points, gap;
    bool flows, bold;
};

static const char item_sql[] =
    "SELECT what, x, y, width, height, points, bold, align, sql, weights, gap FROM sheet_item"
    " WHERE form = (SELECT form FROM sheet WHERE sheet = :sheet + 0) AND every = %d"
    " ORDER BY position, rowid";

static double number(const struct ct_paper_cells *cells, size_t row, size_t column)
{
    return strtod(ct_paper_cell(cells, row, column), NULL);
}

static struct item item_of(const struct ct_paper_cells *cells, size_t row)
{
    return (struct item){.what = ct_paper_cell(cells, row, 0),
                         .box = {number(cells, row, 1), number(cells, row, 2),
                                 number(cells, row, 3), number(cells, row, 4)},
                         .points = number(cells, row, 5),
                         .bold = number(cells, row, 6) > 0,
                         .align = ct_paper_cell(cells, row, 7),
                         .sql = ct_paper_cell(cells, row, 8),
                         .weights = ct_paper_cell(cells, row, 9),
                         .gap = number(cells, row, 10),
                         .flows = *ct_paper_cell(cells, row, 2) == '\0'};
}

/* {page}, {pages} and {scale} in a text. */
static char *filled(const struct ct_paper_sheet *sheet, const char *text)
{
    struct ct_buffer out = {0};

    ct_buffer_add(&out, "");
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        ct_buffer_add_n(&out, text, plain);
        text += plain;
        if (strncmp(text, "{page}", 6) == 0)
            ct_buffer_printf(&out, "%d", sheet->page);
        else if (strncmp(text, "{pages}", 7) == 0)
            ct_buffer_printf(&out, "%d", sheet->pages);
        else if (strncmp(text, "{scale}", 7) == 0)
            ct_buffer_printf(&out, "%.0f", sheet->view.scale);
        else if (*text != '\0')
            ct_buffer_add_n(&out, text, 1);
        text += strncmp(text, "{page}", 6) == 0    ? 6
                : strncmp(text, "{pages}", 7) == 0 ? 7
                : strncmp(text, "{scale}", 7) == 0 ? 7
                                                   : *text != '\0';
    }
    if (out.failed)
        ct_buffer_free(&out);
    return out.data;
}

/* Room for something so high; else the next page begins. */
static enum ct_status make_room(struct ct_paper_sheet *sheet, const struct item *item,
                                double height, struct ct_error *err)
{
    if (!item->flows || sheet->y + height <= sheet->bottom || sheet->y <= sheet->top)
        return CT_OK;
    return ct_paper_sheet_next(sheet, err);
}

static struct ct_lettering lettering_of(const struct item *item)
{
    return (struct ct_lettering){.points = item->points,
                                 .width_mm = item->box.width,
                                 .bold = item->bold,
                                 .align = *item->align == 'c'   ? CT_CENTRE
                                          : *item->align == 'r' ? CT_RIGHT
                                                                : CT_LEFT,
                                 .colour = CT_PAPER_BLACK};
}

/* The place of what explains a map that flows: from its upper border. */
static struct ct_mm_box on_map(const struct ct_paper_sheet *sheet, const struct item *item)
{
    struct ct_mm_box box = item->box;

    if (item->flows)
        box.y = sheet->view.frame.y + item->gap;
    return box;
}

/* One text; it becomes smaller until it fits its box, or a page. */
static enum ct_status draw_text(struct ct_paper_sheet *sheet, const struct item *item,
                                const char *raw, struct ct_error *err)
{
    bool caption = strcmp(item->what, "caption") == 0, flows = item->flows && !caption;
    struct ct_lettering lettering = lettering_of(item);
    struct ct_mm_box box = caption ? on_map(sheet, item) : item->box;
    char *text = filled(sheet, raw);
    double width, height,
        room = item->box.height > 0 ? item->box.height : sheet->bottom - sheet->top;

    if (text == NULL)
        return ct_fail_memory(err);
    ct_paper_measure(sheet->paper, &lettering, text, &width, &height);
    while (height > room && lettering.points > 5) {
        lettering.points -= 0.5;
        ct_paper_measure(sheet->paper, &lettering, text, &width, &height);
    }
    enum ct_status status =
        caption ? CT_OK : make_room(sheet, item, height + (item->bold ? UNDER_HEADING_MM : 0), err);
    if (status == CT_OK)
        ct_paper_text(sheet->paper, box.x, flows ? sheet->y : box.y, &lettering, text);
    if (status == CT_OK && flows)
        sheet->y += height + (*text != '\0' ? item->gap : 0);
    free(text);
    return status;
}

/* A text a row of the query, one below the other. */
static enum ct_status draw_texts(struct ct_paper_sheet *sheet, const struct item *item,
                                 struct ct_error *err)
{
    struct ct_paper_cells cells = {0};
    enum ct_status status = ct_paper_cells_read(sheet->work, item->sql, sheet->number, &cells, err);

    for (size_t i = 1; i < cells.rows && status == CT_OK; i++)
        status = draw_text(sheet, item, ct_paper_cell(&cells, i, 0), err);
    ct_paper_cells_free(&cells);
    return status;
}

/* "table" with names above, "fields" with names on the left. Nothing where there are no rows. */
static enum ct_status draw_table(struct ct_paper_sheet *sheet, const struct item *item,
                                 struct ct_error *err)
{
    struct ct_paper_cells cells = {0};
    struct ct_table_form form = {.x = item->box.x,
                                 .width = item->box.width,
                                 .points = item->points,
                                 .weights = item->weights,
                                 .aligns = item->align,
                                 .heads = strcmp(item->what, "table") == 0,
                                 .bottom = item->box.y + item->box.height};
    double y = sheet->y;
    enum ct_status status = ct_paper_cells_read(sheet->work, item->sql, sheet->number, &cells, err);

    if (!item->flows)
        sheet->y = item->box.y;
    if (status == CT_OK && cells.rows > 1)
        status = ct_table_draw(sheet, &cells, &form, item->flows, err);
    if (!item->flows)
        sheet->y = y;
    else if (cells.rows > 1)
        sheet->y += item->gap;
    ct_paper_cells_free(&cells);
    return status;
}

/* A chart; `weights` is the title of its axis of x. Nothing where there are no rows. */
static enum ct_status draw_chart(struct ct_paper_sheet *sheet, const struct item *item,
                                 struct ct_error *err)
{
    struct ct_paper_cells cells = {0};
    struct ct_mm_box box = item->box;
    enum ct_status status = ct_paper_cells_read(sheet->work, item->sql, sheet->number, &cells, err);

    if (status == CT_OK && cells.rows > 1) {
        status = make_room(sheet, item, box.height, err);
        box.y = item->flows ? sheet->y : box.y;
        if (status == CT_OK)
            ct_chart_draw(sheet, &cells, &box, item->points, item->weights);
        if (item->flows)
            sheet->y += box.height + item->gap;
    }
    ct_paper_cells_free(&cells);
    return status;
}

static enum ct_status draw_map(struct ct_paper_sheet *sheet, const struct item *item,
                               struct ct_error *err)
{
    struct ct_mm_box box = item->box;
    enum ct_status status = make_room(sheet, item, box.height + 8, err);

    if (status != CT_OK)
        return status;
    if (item->flows) {
        box.y = sheet->y + 3.5; /* for the numbers of the grid */
        sheet->y = box.y + box.height + 3.5 + item->gap;
    }
    return ct_paper_map_draw(sheet, &box, err);
}

/* What explains the map, and lines. */
static void draw_part(struct ct_paper_sheet *sheet, const struct item *item)
{
    struct ct_mm_box box = on_map(sheet, item);
    double height;

    if (strcmp(item->what, "legend") == 0)
        ct_legend_draw(sheet, &box, item->points, &height);
    else if (strcmp(item->what, "scale") == 0)
        ct_scale_draw(sheet, &box, item->points);
    else if (strcmp(item->what, "north") == 0)
        ct_north_draw(sheet, &box);
    else if (strcmp(item->what, "from") == 0)
        sheet->y = box.height;
    else if (strcmp(item->what, "box") == 0) {
        ct_paper_box(sheet->paper, box.x, box.y, box.width, box.height);
        ct_paper_paint(sheet->paper, &(struct ct_ink){.line = CT_PAPER_BLACK, .line_mm = 0.35});
    }
}

static enum ct_status is_wanted(struct ct_paper_sheet *sheet, const struct item *item, bool *wanted,
                                struct ct_error *err)
{
    struct ct_paper_cells cells = {0};
    enum ct_status status = ct_paper_cells_read(sheet->work, item->sql, sheet->number, &cells, err);

    *wanted = cells.rows > 1;
    ct_paper_cells_free(&cells);
    return status;
}

static enum ct_status draw_item(struct ct_paper_sheet *sheet, const struct item *item,
                                struct ct_error *err)
{
    static const char *const texts[] = {"text", "caption"}, *const tables[] = {"table", "fields"};
    bool wanted = true;

    for (int i = 0; i < 2; i++) {
        if (strcmp(item->what, texts[i]) == 0)
            return draw_texts(sheet, item, err);
        if (strcmp(item->what, tables[i]) == 0)
            return draw_table(sheet, item, err);
    }
    if (strcmp(item->what, "chart") == 0)
        return draw_chart(sheet, item, err);
    enum ct_status status = is_wanted(sheet, item, &wanted, err);
    if (status != CT_OK || !wanted)
        return status;
    if (strcmp(item->what, "map") == 0)
        return draw_map(sheet, item, err);
    draw_part(sheet, item);
    return CT_OK;
}

static enum ct_status draw_items(struct ct_paper_sheet *sheet, bool every, struct ct_error *err)
{
    char sql[512];
    struct ct_paper_cells items = {0};

    snprintf(sql, sizeof sql, item_sql, every);
    enum ct_status status = ct_paper_cells_read(sheet->work, sql, sheet->number, &items, err);
    for (size_t i = 1; i < items.rows && status == CT_OK; i++) {
        struct item item = item_of(&items, i);
        status = draw_item(sheet, &item, err);
    }
    ct_paper_cells_free(&items);
    return status;
}

enum ct_status ct_paper_sheet_next(struct ct_paper_sheet *sheet, struct ct_error *err)
{
    enum ct_status status = ct_paper_page(sheet->paper, sheet->width, sheet->height, err);

    sheet->page++;
    sheet->y = sheet->top;
    return status == CT_OK ? draw_items(sheet, true, err) : status;
}

enum ct_status ct_paper_sheet_draw(struct ct_paper_sheet *sheet, struct ct_error *err)
{
    enum ct_status status = ct_paper_sheet_next(sheet, err);

    if (status == CT_OK)
        status = draw_items(sheet, false, err);
    ct_paper_map_free(&sheet->view);
    return status;
}
