/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lines of equal distance between neighbouring sites: see partition.h for method and bounds.
 */
#ifndef CT_MEASURE_BISECTOR_H
#define CT_MEASURE_BISECTOR_H

#include "measure/partition.h"

/* Geocentric coordinates (metres) of a place of the measuring plane, height 0. */
void ct_bisector_space(double plane_x, double plane_y, double out[3]);

/* Fills lines, left, right, line_start and vertex of a partition with at least two sites. */
enum ct_status CT_CHECKED ct_bisector_lines(struct ct_partition *p, const struct ct_zones *zones,
                                            struct ct_error *err);

#endif
