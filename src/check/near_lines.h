/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside check only: the distance from a place to the nearest of many lines, by a grid of their
 * segments in the measuring plane.
 */
#ifndef CT_CHECK_NEAR_LINES_H
#define CT_CHECK_NEAR_LINES_H

#include "catchment/status.h"
#include "gis/shape.h"

struct ct_near_lines;

/* All edges of n shapes (lines, or borders of polygons). O(edges). */
enum ct_status CT_CHECKED ct_near_lines_new(const struct ct_shape *shapes, size_t n,
                                            struct ct_near_lines **out, struct ct_error *err);
void ct_near_lines_free(struct ct_near_lines *lines);
/* Metres on the ground to the nearest, at most `most_m`; good to 0.1% below 2 km. O(1) for places
 * near lines. */
double ct_near_lines_m(const struct ct_near_lines *lines, double lon, double lat, double most_m);

#endif
