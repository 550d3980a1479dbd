/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * About a map: the grid of the output CRS with its kilometres, the frame, the scale bar, the north
 * arrow (grid north). O(lines).
 */
#include "base/text.h"
#include "publish/paper_parts.h"
#include <math.h>
#include <stdio.h>

double ct_round_up(double least)
{
    static const double steps[] = {1, 2, 5, 10};
    double power = pow(10, floor(log10(least)));

    for (int i = 0; i < 3; i++)
        if (steps[i] * power >= least * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

struct axis {
    struct ct_paper_sheet *sheet;
    double step_m;
    bool vertical; /* lines of equal x */
};

/* A coordinate in km with as many decimals as its grid needs. */
static void label_of(const struct axis *axis, double at_m, char out[32])
{
    int decimals = axis->step_m >= 1000 ? 0 : axis->step_m >= 100 ? 1 : axis->step_m >= 10 ? 2 : 3;
    snprintf(out, 32, "%.*f", decimals, at_m / 1000);
}

static void draw_line(const struct axis *axis, double at_m)
{
    const struct ct_paper_map *view = &axis->sheet->view;
    const struct ct_mm_box *f = &view->frame;
    static const struct ct_ink ink = {.line = 0x00000030U, .line_mm = 0.1};
    struct ct_lettering lettering = {.points = 6, .colour = 0x505050ffU, .align = CT_CENTRE};
    char text[32];
    double x = at_m, y = at_m;

    label_of(axis, at_m, text);
    ct_paper_place(view, 1, &x, &y);
    if (axis->vertical) {
        if (x < f->x + 5 || x > f->x + f->width - 5)
            return;
        ct_paper_line(axis->sheet->paper, (double[]){x, x}, (double[]){f->y, f->y + f->height}, 2);
        ct_paper_paint(axis->sheet->paper, &ink);
        ct_paper_text(axis->sheet->paper, x, f->y - 3, &lettering, text);
        ct_paper_text(axis->sheet->paper, x, f->y + f->height + 0.3, &lettering, text);
        return;
    }
    if (y < f->y + 3 || y > f->y + f->height - 3)
        return;
    ct_paper_line(axis->sheet->paper, (double[]){f->x, f->x + f->width}, (double[]){y, y}, 2);
    ct_paper_paint(axis->sheet->paper, &ink);
    lettering.halo = 0xffffffe0U;
    lettering.align = CT_LEFT;
    ct_paper_text(axis->sheet->paper, f->x + 0.6, y - 2.7, &lettering, text);
    lettering.align = CT_RIGHT;
    ct_paper_text(axis->sheet->paper, f->x + f->width - 0.6, y - 2.7, &lettering, text);
}

static void draw_axis(struct axis *axis, double low_m, double high_m)
{
    double first = ceil(low_m / axis->step_m);

    for (int i = 0; i < 100 && (first + i) * axis->step_m <= high_m; i++)
        draw_line(axis, (first + i) * axis->step_m);
}

void ct_grid_draw(struct ct_paper_sheet *sheet)
{
    const struct ct_paper_map *view = &sheet->view;
    const struct ct_mm_box *f = &view->frame;
    struct axis axis = {.sheet = sheet, .step_m = ct_round_up(view->scale * 0.04)};
    double per_mm = view->scale / 1000;

    draw_axis(&axis, view->north - f->height * per_mm, view->north);
    axis.vertical = true;
    draw_axis(&axis, view->west, view->west + f->width * per_mm);
    ct_paper_box(sheet->paper, f->x, f->y, f->width, f->height);
    ct_paper_paint(sheet->paper, &(struct ct_ink){.line = CT_PAPER_BLACK, .line_mm = 0.35});
}

static void length_text(double length_m, bool unit, char out[32])
{
    bool km = length_m >= 1000;
    char number[32];

    ct_text_from_double(number, km ? length_m / 1000 : length_m);
    snprintf(out, 32, "%.20s%s", number, !unit ? "" : km ? " km" : " m");
}

void ct_scale_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box, double points)
{
    enum { SEGMENTS = 4 };
    double per_mm = sheet->view.scale / 1000;
    double length_m = ct_round_up(box->width * 0.35 * per_mm), piece = length_m / per_mm / SEGMENTS;
    double x = box->x + (box->width - SEGMENTS * piece) / 2, y = box->y + points * 0.5 + 1;
    struct ct_lettering lettering = {
        .points = points, .colour = CT_PAPER_BLACK, .align = CT_CENTRE};
    char text[32];

    for (int i = 0; i < SEGMENTS; i++) {
        ct_paper_box(sheet->paper, x + i * piece, y, piece, 1.6);
        ct_paper_paint(sheet->paper, &(struct ct_ink){.fill = i % 2 ? 0xffffffffU : CT_PAPER_BLACK,
                                                      .line = CT_PAPER_BLACK,
                                                      .line_mm = 0.2});
    }
    for (int i = 0; i <= SEGMENTS; i += 2) {
        length_text(length_m * i / SEGMENTS, i == SEGMENTS, text);
        ct_paper_text(sheet->paper, x + i * piece, y - points * 0.5, &lettering, text);
    }
}

void ct_north_draw(struct ct_paper_sheet *sheet, const struct ct_mm_box *box)
{
    double x = box->x + box->width / 2, top = box->y + box->height * 0.28;
    double low = box->y + box->height, notch = low - box->height * 0.18;
    double half = box->width * 0.28;
    struct ct_lettering lettering = {
        .points = box->height * 0.75, .bold = true, .colour = CT_PAPER_BLACK, .align = CT_CENTRE};
    struct ct_ink ink = {.fill = CT_PAPER_BLACK, .line = CT_PAPER_BLACK, .line_mm = 0.2};

    ct_paper_text(sheet->paper, x, box->y - box->height * 0.08, &lettering, "N");
    ct_paper_ring(sheet->paper, (double[]){x, x, x - half}, (double[]){top, notch, low}, 3);
    ct_paper_paint(sheet->paper, &ink);
    ink.fill = 0xffffffffU;
    ct_paper_ring(sheet->paper, (double[]){x, x, x + half}, (double[]){top, notch, low}, 3);
    ct_paper_paint(sheet->paper, &ink);
}
