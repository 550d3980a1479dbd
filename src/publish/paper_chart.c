/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A chart of lines: rows of (series, colour, line_mm, dash_mm, mark, x, y), those of a series
 * together and in the order of x. Both axes have round steps and begin at 0 where the least value
 * is below half of the greatest. A series of one point is its mark alone. O(rows).
 */
#include "base/text.h"
#include "publish/paper_parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SERIES, COLOUR, LINE_MM, DASH_MM, MARK, X, Y, COLUMNS };
#define MARK_MM 1.7

struct chart {
    struct ct_paper_sheet *sheet;
    const struct ct_paper_cells *cells;
    struct ct_lettering lettering;
    struct ct_axis x, y;
};

static double number(const struct chart *chart, size_t row, size_t column)
{
    return strtod(ct_paper_cell(chart->cells, row, column), NULL);
}

static double place(const struct ct_axis *axis, double value)
{
    return axis->from_mm +
           (value - axis->low) / (axis->high - axis->low) * (axis->to_mm - axis->from_mm);
}

void ct_axis_round(struct ct_axis *axis, double steps, bool whole)
{
    if (axis->low >= 0 && axis->low <= axis->high / 2)
        axis->low = 0;
    if (!(axis->high > axis->low))
        axis->high = axis->low + fmax(1, fabs(axis->low) / 100);
    axis->step = ct_round_up((axis->high - axis->low) / steps);
    if (whole && axis->step < 1)
        axis->step = 1;
    axis->low = axis->step * floor(axis->low / axis->step + 1e-9);
    axis->high = axis->step * ceil(axis->high / axis->step - 1e-9);
}

static void find_ends(struct chart *chart, const struct ct_mm_box *box)
{
    const double line = chart->lettering.points * 0.5;

    chart->x = (struct ct_axis){INFINITY, -INFINITY, 0, box->x + 6 * line, box->x + box->width - 2};
    chart->y = (struct ct_axis){INFINITY, -INFINITY, 0, box->y + box->height - 2.6 * line,
                                box->y + 1.4 * line};
    for (size_t i = 1; i < chart->cells->rows; i++) {
        chart->x.low = fmin(chart->x.low, number(chart, i, X));
        chart->x.high = fmax(chart->x.high, number(chart, i, X));
        chart->y.low = fmin(chart->y.low, number(chart, i, Y));
        chart->y.high = fmax(chart->y.high, number(chart, i, Y));
    }
    ct_axis_round(&chart->x, 10, true);
    ct_axis_round(&chart->y, 5, false);
}

static void draw_grid(struct chart *chart)
{
    static const struct ct_ink grid = {.line = 0xd0d0d0ffU, .line_mm = 0.1};
    static const struct ct_ink axis = {.line = CT_PAPER_BLACK, .line_mm = 0.2};
    struct ct_paper *paper = chart->sheet->paper;
    const struct ct_axis *x = &chart->x, *y = &chart->y;
    char text[32];

    chart->lettering.align = CT_RIGHT;
    for (int i = 0; y->low + i * y->step <= y->high + y->step / 2; i++) {
        double value = y->low + i * y->step, at = place(y, value);
        ct_paper_line(paper, (double[]){x->from_mm, x->to_mm}, (double[]){at, at}, 2);
        ct_paper_paint(paper, i == 0 ? &axis : &grid);
        ct_text_from_double(text, value);
        ct_paper_text(paper, x->from_mm - 1, at - chart->lettering.points * 0.25, &chart->lettering,
                      text);
    }
    chart->lettering.align = CT_CENTRE;
    for (int i = 0; x->low + i * x->step <= x->high + x->step / 2; i++) {
        double value = x->low + i * x->step;
        ct_text_from_double(text, value);
        ct_paper_text(paper, place(x, value), y->from_mm + 0.6, &chart->lettering, text);
    }
}

static struct ct_ink ink_of(const struct chart *chart, size_t row)
{
    return (struct ct_ink){.line = ct_paper_colour(ct_paper_cell(chart->cells, row, COLOUR)),
                           .line_mm = number(chart, row, LINE_MM),
                           .dash_mm = number(chart, row, DASH_MM)};
}

static void draw_mark(struct chart *chart, size_t row, double x, double y)
{
    enum ct_mark mark = ct_mark_of(ct_paper_cell(chart->cells, row, MARK));
    struct ct_ink ink = {.fill = ink_of(chart, row).line};

    if (mark != CT_MARK_NONE)
        ct_mark_draw(chart->sheet->paper, mark, x, y, MARK_MM, &ink);
}

/* Rows first .. last - 1 are of one series. */
static void draw_series(struct chart *chart, size_t first, size_t last)
{
    struct ct_ink ink = ink_of(chart, first);
    double x[2], y[2];

    for (size_t i = first; i < last; i++) {
        x[1] = place(&chart->x, number(chart, i, X));
        y[1] = place(&chart->y, number(chart, i, Y));
        if (i > first) {
            ct_paper_line(chart->sheet->paper, x, y, 2);
            ct_paper_paint(chart->sheet->paper, &ink);
        }
        draw_mark(chart, i, x[1], y[1]);
        x[0] = x[1];
        y[0] = y[1];
    }
}

/* The name of a series in the line above the chart; *x moves behind it. */
static void name_series(struct chart *chart, size_t row, double *x, double y)
{
    const char *name = ct_paper_cell(chart->cells, row, SERIES);
    const double middle = y + chart->lettering.points * 0.25;
    struct ct_ink ink = ink_of(chart, row);
    double width, height;

    chart->lettering.align = CT_LEFT;
    ct_paper_line(chart->sheet->paper, (double[]){*x, *x + 8}, (double[]){middle, middle}, 2);
    ct_paper_paint(chart->sheet->paper, &ink);
    draw_mark(chart, row, *x + 4, middle);
    ct_paper_text(chart->sheet->paper, *x + 9.5, y, &chart->lettering, name);
    ct_paper_measure(chart->sheet->paper, &chart->lettering, name, &width, &height);
    *x += width + 14;
}

static bool same_series(const struct chart *chart, size_t a, size_t b)
{
    return strcmp(ct_paper_cell(chart->cells, a, SERIES), ct_paper_cell(chart->cells, b, SERIES)) ==
           0;
}

void ct_chart_draw(struct ct_paper_sheet *sheet, const struct ct_paper_cells *cells,
                   const struct ct_mm_box *box, double points, const char *axis_title)
{
    struct chart chart = {
        .sheet = sheet, .cells = cells, .lettering = {.points = points, .colour = CT_PAPER_BLACK}};

    if (cells->rows < 2 || cells->columns < COLUMNS)
        return;
    find_ends(&chart, box);
    draw_grid(&chart);
    double x = chart.x.from_mm;
    for (size_t first = 1, last; first < cells->rows; first = last) {
        for (last = first + 1; last < cells->rows && same_series(&chart, first, last);)
            last++;
        draw_series(&chart, first, last);
        name_series(&chart, first, &x, box->y - points * 0.1);
    }
    chart.lettering.align = CT_CENTRE;
    ct_paper_text(sheet->paper, (chart.x.from_mm + chart.x.to_mm) / 2,
                  box->y + box->height - points * 0.5, &chart.lettering, axis_title);
}
