/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How the coordinates of a source become degrees where its CRS alone does not say it. {0}: the CRS
 * says it all. The steps in their order: source -> affine (given, or fitted to control points) ->
 * CRS -> datum shift -> offset taken out -> WGS 84 degrees.
 */
#ifndef CT_GIS_PLACING_H
#define CT_GIS_PLACING_H

#include "base/offset.h"
#include <stdbool.h>
#include <stddef.h>

enum { CT_POINT_NUMBERS = 4 }; /* of a control point: x and y in the source, lon and lat */

struct ct_placing {
    enum ct_offset offset; /* of the degrees, after the CRS */
    bool accept_ballpark;  /* a datum shift that is not known is taken for none */
    double *towgs84;       /* 7: dx dy dz in metres, rx ry rz in arc seconds (position vector, as
                              PROJ's +towgs84), scale in ppm */
    size_t towgs84_count;
    double *affine; /* 6: x' = a x + b y + c, y' = d x + e y + f; into the CRS */
    size_t affine_count;
    double *points; /* control points, one after the other; degrees of WGS 84 */
    size_t point_numbers;
    char *points_file; /* a table of the same, in columns x, y, lon, lat */
};

/* How well control points agree with the affine that was fitted to them. */
struct ct_fit {
    size_t points, worst; /* worst: index of the point with the largest residual */
    double rms_m, largest_m;
};

#endif
