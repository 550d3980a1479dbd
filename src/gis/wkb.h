/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes of degrees -> well-known binary in an output CRS (ISO 19125-1, little-endian).
 */
#ifndef CT_GIS_WKB_H
#define CT_GIS_WKB_H

#include "gis/project.h"
#include "gis/shape.h"

/* A buffer that is used again for every shape; {0} is empty. */
struct ct_wkb {
    unsigned char *data;
    size_t size, room;
    double *x, *y;
    size_t vertices_room;
};

void ct_wkb_free(struct ct_wkb *wkb);

/* Polygons become one MultiPolygon, lines a MultiLineString, points a Point (or a MultiPoint where
 * there are several); vertices that densification put in are left out. An empty shape gives size 0.
 * E0509 where a vertex has no place in the CRS. O(vertices). */
enum ct_status CT_CHECKED ct_wkb_from_shape(struct ct_wkb *wkb, const struct ct_shape *shape,
                                            struct ct_projector *projector, struct ct_error *err);
/* One point, x and y already in the output CRS. */
enum ct_status CT_CHECKED ct_wkb_from_point(struct ct_wkb *wkb, double x, double y,
                                            struct ct_error *err);

#endif
