/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where people live, in squares: which squares a shape touches, their outline, and how many people
 * a polygon holds when each square's people are spread evenly over it.
 */
#ifndef CT_MEASURE_INHABITED_H
#define CT_MEASURE_INHABITED_H

#include "measure/measuring.h"
#include "measure/scan.h"

/* The squares around one shape; reused from shape to shape, {0} is empty. */
struct ct_inhabited {
    const struct ct_measuring *m;
    struct ct_window window; /* cells are squares */
    double *people;          /* [height][width] */
    size_t room;             /* squares allocated */
    size_t empty_squares;
    int flip;                /* -1 where rows run north */
};

/* Squares for the first demand when it is not a raster: of the plane, about a radius / 8 wide. */
enum ct_status CT_CHECKED ct_inhabited_prepare(struct ct_measuring *m, struct ct_error *err);

/* Loads the squares that the shape's box touches. */
enum ct_status CT_CHECKED ct_inhabited_load(struct ct_inhabited *h, const struct ct_shape *shape,
                                            struct ct_error *err);
/* Outline of the loaded squares that hold people. */
enum ct_status CT_CHECKED ct_inhabited_outline(const struct ct_inhabited *h, struct ct_shape *out,
                                               struct ct_error *err);
/* People inside the parts [first, last) of a polygon shape, and their centre in degrees. */
double ct_inhabited_people(const struct ct_inhabited *h, const struct ct_shape *shape,
                           size_t first, size_t last, struct ct_xy *centre);
void ct_inhabited_free(struct ct_inhabited *h);

#endif
