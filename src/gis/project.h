/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Degrees -> output CRS for millions of vertices.
 */
#ifndef CT_GIS_PROJECT_H
#define CT_GIS_PROJECT_H

#include "catchment/status.h"
#include "gis/crs.h"
#include <stdbool.h>
#include <stddef.h>

struct ct_projector; /* one thread */

/* `crs` must live on. */
enum ct_status CT_CHECKED ct_projector_new(struct ct_crs *crs, struct ct_projector **out,
                                           struct ct_error *err);
void ct_projector_free(struct ct_projector *projector);

/* In place, n points; within 0.01 mm of ct_crs_from_lonlat, at a tenth of its time. What comes out
 * depends on the point alone. E0509 where a point has no place in the CRS. */
enum ct_status CT_CHECKED ct_projector_apply(struct ct_projector *projector, size_t n, double *x,
                                             double *y, struct ct_error *err);

#endif
