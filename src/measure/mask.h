/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which part of every cell of a box rings cover: exact areas of straight-edged rings, summed edge
 * by edge (what an edge adds to its cells and to all right of them). Places are in cells. Source:
 * Levien, font-rs (2015): signed area accumulation.
 */
#ifndef CT_MEASURE_MASK_H
#define CT_MEASURE_MASK_H

#include "catchment/status.h"
#include <stddef.h>

struct ct_mask {
    int column, row, width, height; /* cells of the box */
    double *sum;                    /* [height][width + 2] */
    size_t room;
};

/* An empty mask of a box; keeps its memory from box to box. */
enum ct_status CT_CHECKED ct_mask_begin(struct ct_mask *mask, int column, int row, int width,
                                        int height, struct ct_error *err);
void ct_mask_free(struct ct_mask *mask);
/* An edge, which must lie in the box; `sign` -1 takes its ring off. O(cells it touches). */
void ct_mask_edge(struct ct_mask *mask, double x0, double y0, double x1, double y1, double sign);
/* After the last edge: sum[row * (width + 2) + column] becomes the part covered, 0 to 1. */
void ct_mask_finish(struct ct_mask *mask);

#endif
