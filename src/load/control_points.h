/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: control points from a table.
 */
#ifndef CT_LOAD_CONTROL_POINTS_H
#define CT_LOAD_CONTROL_POINTS_H

#include "catchment/status.h"
#include "gis/placing.h"

/* Reads columns x, y, lon, lat of any table: *numbers gets CT_POINT_NUMBERS a row (the caller frees
 * them). E0311 for a missing column, E0315 for a cell that is no number. O(rows). */
enum ct_status CT_CHECKED ct_control_points_read(const char *file, double **numbers, size_t *count,
                                                 struct ct_error *err);

#endif
