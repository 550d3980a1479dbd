/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Marks of facilities and projects, by the names that the styles of layers/ use.
 */
#ifndef CT_PUBLISH_PAPER_MARKS_H
#define CT_PUBLISH_PAPER_MARKS_H

#include "publish/paper.h"

enum ct_mark {
    CT_MARK_NONE,
    CT_MARK_CIRCLE,
    CT_MARK_SQUARE,
    CT_MARK_TRIANGLE,
    CT_MARK_DIAMOND,
    CT_MARK_PENTAGON,
    CT_MARK_STAR,
    CT_MARK_HEXAGON,
    CT_MARK_CROSS
};
/* "circle", "square", ..., "cross_fill"; CT_MARK_NONE for another or NULL. */
enum ct_mark ct_mark_of(const char *name);
/* A mark about x, y of the area of a circle of so many millimetres across, nearly. */
void ct_mark_draw(struct ct_paper *paper, enum ct_mark mark, double x, double y, double size_mm,
                  const struct ct_ink *ink);

#endif
