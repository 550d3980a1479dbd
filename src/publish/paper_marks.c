/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See paper_marks.h. Each is a ring of corners about its centre. O(corners).
 */
#include "publish/paper_marks.h"
#include <math.h>
#include <string.h>

enum { MOST_CORNERS = 36 };

/* Corners on one circle, or on two by turns: the first upwards, or half a step aside. */
struct figure {
    const char *name;
    int corners;
    double size, inner, turn; /* radii as shares of the size; turn in steps */
};
static const struct figure figures[] = {
    [CT_MARK_NONE] = {"", 0, 0, 0, 0},
    [CT_MARK_CIRCLE] = {"circle", 36, 0.5, 0.5, 0},
    [CT_MARK_SQUARE] = {"square", 4, 0.62, 0.62, 0.5},
    [CT_MARK_TRIANGLE] = {"triangle", 3, 0.66, 0.66, 0},
    [CT_MARK_DIAMOND] = {"diamond", 4, 0.62, 0.62, 0},
    [CT_MARK_PENTAGON] = {"pentagon", 5, 0.56, 0.56, 0},
    [CT_MARK_STAR] = {"star", 10, 0.68, 0.3, 0},
    [CT_MARK_HEXAGON] = {"hexagon", 6, 0.55, 0.55, 0},
    [CT_MARK_CROSS] = {"cross_fill", 12, 0, 0, 0},
};
enum { FIGURES = sizeof figures / sizeof *figures };

enum ct_mark ct_mark_of(const char *name)
{
    for (int i = 1; name != NULL && i < FIGURES; i++)
        if (strcmp(figures[i].name, name) == 0)
            return (enum ct_mark)i;
    return CT_MARK_NONE;
}

static void corner(enum ct_mark mark, int i, double *x, double *y)
{
    static const double cross[12][2] = {{-1, -3}, {1, -3}, {1, -1}, {3, -1}, {3, 1},   {1, 1},
                                        {1, 3},   {-1, 3}, {-1, 1}, {-3, 1}, {-3, -1}, {-1, -1}};
    const struct figure *figure = &figures[mark];
    double angle = 2 * M_PI * (i + figure->turn) / figure->corners;
    double radius = i % 2 == 0 ? figure->size : figure->inner;

    *x = mark == CT_MARK_CROSS ? cross[i][0] * 0.19 : radius * sin(angle);
    *y = mark == CT_MARK_CROSS ? cross[i][1] * 0.19 : -radius * cos(angle);
}

void ct_mark_draw(struct ct_paper *paper, enum ct_mark mark, double x, double y, double size_mm,
                  const struct ct_ink *ink)
{
    double xs[MOST_CORNERS], ys[MOST_CORNERS];
    int n = figures[mark].corners;

    for (int i = 0; i < n; i++) {
        corner(mark, i, &xs[i], &ys[i]);
        xs[i] = x + xs[i] * size_mm;
        ys[i] = y + ys[i] * size_mm;
    }
    ct_paper_ring(paper, xs, ys, (size_t)n);
    ct_paper_paint(paper, ink);
}
