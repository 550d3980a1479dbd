/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The common outline of polygons that lie side by side.
 */
#ifndef CT_GIS_DISSOLVE_H
#define CT_GIS_DISSOLVE_H

#include "catchment/status.h"
#include "gis/shape.h"

/* Outline of n polygons that do not overlap. Borders that two of them walk in opposite directions
 * fall away; rings narrower than about a centimetre (borders that neighbours did not draw quite
 * alike) too. Vertices that densification put in are left out. O(vertices). */
enum ct_status CT_CHECKED ct_dissolve(const struct ct_shape *const *shapes, size_t n,
                                      struct ct_shape *out, struct ct_error *err);

#endif
