/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where people live, in squares: the part of a polygon in squares that hold people, and how many
 * people a polygon holds when each square's people are spread evenly over it. Places are in
 * squares here (column, row); a square is `side` cells of the density wide.
 */
#ifndef CT_MEASURE_INHABITED_H
#define CT_MEASURE_INHABITED_H

#include "gis/crs.h"
#include "measure/link.h"
#include "measure/measuring.h"
#include "measure/scan.h"

/* The squares around one polygon; reused from polygon to polygon. One thread each. */
struct ct_inhabited {
    const struct ct_measuring *m;
    struct ct_crs *crs;      /* of the cells' coordinates */
    struct ct_window window; /* cells are squares */
    double *people;          /* [height][width] */
    size_t room;             /* squares allocated */
    size_t empty_squares;
    bool rows_south;
};

/* Squares for the first demand when it is not a raster: of the plane, about a radius / 8 wide. */
enum ct_status CT_CHECKED ct_inhabited_prepare(struct ct_measuring *m, struct ct_error *err);

enum ct_status CT_CHECKED ct_inhabited_new(const struct ct_measuring *m, struct ct_inhabited *out,
                                           struct ct_error *err);
void ct_inhabited_free(struct ct_inhabited *h);

/* Chains of metres from the origin become chains of squares, in place, moved by `shift` squares.
 * Their interior is on the left with rows counted upwards, whichever way they run. */
void ct_inhabited_place(const struct ct_inhabited *h, struct ct_chains *chains, double shift);
/* Loads the squares that the chains' box touches. */
enum ct_status CT_CHECKED ct_inhabited_load(struct ct_inhabited *h, const struct ct_chains *chains,
                                            struct ct_error *err);
/* The part of the closed chains in squares that hold people. *closed as ct_chains_link says. */
enum ct_status CT_CHECKED ct_inhabited_part(const struct ct_inhabited *h,
                                            const struct ct_chains *chains,
                                            struct ct_chains *scratch, struct ct_rings *out,
                                            bool *closed, struct ct_error *err);
/* People inside the rings [first, last), and their centre (squares). */
double ct_inhabited_people(const struct ct_inhabited *h, const struct ct_rings *rings, size_t first,
                           size_t last, struct ct_xy *centre);
/* Squares to degrees, in place. */
enum ct_status CT_CHECKED ct_inhabited_degrees(const struct ct_inhabited *h, size_t n, double *x,
                                               double *y, struct ct_error *err);

#endif
