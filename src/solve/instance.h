/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Public instances of siting problems, as files that anybody can get.
 *
 *   orlib-pmed   graph "n m p", then edges "a b length" (the last of doubles counts); every vertex
 * is a site and a demand of weight 1; distances are shortest paths orlib-scp    "rows columns",
 * prices of columns, then for each row how many and which columns cover it tsplib       EUC_2D;
 * every node is a site and a demand of weight 1; distances rounded down (p-median) or exact
 * (p-center) points       "n": n rows "id x y price weight", every point a site and a demand; or "n
 * m": n rows of sites, then m rows of demands; covered where d < radius. Streamed: demands are
 *                merged while they are read
 *   sjc          "n" and n rows "x y", weights in a second file or all 1; covered where d <= radius
 *   census       NODE_COORD_SECTION with latitude and longitude, DEMAND_SECTION; d = acos(...) x
 *                6378100, kept in single precision; covered where d <= radius
 *   capacitated  "n p" and rows "x y capacity demand", or OR-Library "k best", "n p capacity", rows
 *                "i x y demand"
 *
 * Source: people.brunel.ac.uk/~mastjjb/jeb/orlib; Reinelt, TSPLIB 95; Cordeau, Furini, Ljubic 2019.
 */
#ifndef CT_SOLVE_INSTANCE_H
#define CT_SOLVE_INSTANCE_H

#include "catchment/site.h"
#include "solve/problem.h"

/* Coordinates in the plane, for exact distances. */
struct ct_plane_points {
    size_t count;
    double *x, *y;
};

struct ct_instance {
    struct ct_problem problem;
    struct ct_plane_points points; /* where problem.distance is; else empty */
    const char *model;             /* that is usual for the format */
    double scale;                  /* objective of the problem / scale is that of the instance */
    size_t demands_read;
    int64_t out_of_reach; /* weight that no site reaches */
};

/* E0820: format; E0821: a line that is not as it should be; E0822: a radius is missing. `exact`:
 * distances are wanted exact (p-center). */
enum ct_status CT_CHECKED ct_instance_read(const struct ct_solve *what, bool exact,
                                           struct ct_instance *out, struct ct_error *err);
void ct_instance_free(struct ct_instance *instance);

#endif
