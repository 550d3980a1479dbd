/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The inner loop of the raster pass: a window of cells with the sums of people to the right of
 * every cell, and the integral of "people to the right" along a straight segment.
 *
 * For a closed boundary, the integral of (people to the right of the boundary, in its row) dv is
 * the people inside. Within one cell the integrand is linear, so a segment costs one product a
 * cell it touches; nothing is done for cells inside.
 *
 * Places are integers of 2^-20 cell, people integers of a quantum (2^-36 or, for rasters with
 * enormous rows, 2^-16): all sums are exact.
 */
#ifndef CT_MEASURE_SCAN_H
#define CT_MEASURE_SCAN_H

#include "measure/field.h"

#define CT_CELL_BITS    20
#define CT_MOMENT_SHIFT 12

struct ct_segment {         /* v0 < v1; sign -1 where the piece runs the other way */
    int64_t u0, v0, u1, v1; /* 2^-20 cells from the raster's first cell */
    uint32_t piece;
    int32_t sign;
};

struct ct_window {
    int column, row, width, height; /* cells */
    int first_column;               /* of all windows: what lies left of it sees every column */
    int64_t *right;                 /* [height][width + 1]: quanta at and right of a column */
    int64_t *moment;                /* same shape: the same x (column in the window + 0.5), in
                                       2^(CT_MOMENT_SHIFT - 1) quanta; NULL where not asked for */
    int64_t *beyond;                /* [height]: quanta at and right of the window's first column;
                                       before it is filled, right of the window */
    double *beyond_moment;          /* [height]: the same, people x (column + 0.5) */
    double *edge_moment;            /* [height]: right of the window */
    unsigned char *empty;           /* [height]: no people in this row of the window */
    double scale;                   /* quanta a person */
};

/* Room for `sums` = height * (width + 1) and `rows` = height of any window up to that; moments only
 * where asked for. False where memory is short. */
bool ct_window_room(struct ct_window *w, size_t sums, size_t rows, bool moments);
void ct_window_free(struct ct_window *w);

/* Turns cells (row-major people, >= 0) into right-hand sums, and moves `beyond` on. False where a
 * row has more people than the quantum can say. Exactly one of cells_f and cells_d is given. */
bool ct_window_fill(struct ct_window *w, const float *cells_f, const double *cells_d);

/* Adds a segment's integral over the window to *sum (quanta x 2^-41 rows) and, where moment is not
 * NULL, the moments of columns and rows to moment[0], moment[1] (2^-20). */
void ct_window_integrate(const struct ct_window *w, const struct ct_segment *s, ct_exact *sum,
                         ct_exact *moment);

#endif
