/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A (multi)polygon, line set or point set outside any library: parts of vertices in degrees.
 * Polygons: every part is one closed ring (first vertex repeated at the end), outer rings
 * counter-clockwise, holes clockwise right after the outer ring they belong to.
 */
#ifndef CT_GIS_SHAPE_H
#define CT_GIS_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

enum ct_shape_kind { CT_SHAPE_NONE, CT_SHAPE_POINTS, CT_SHAPE_LINES, CT_SHAPE_POLYGONS };

struct ct_shape {
    enum ct_shape_kind kind;
    size_t parts, parts_room;
    size_t *start; /* parts + 1 offsets into lon/lat */
    bool *hole;    /* parts, polygons only */
    size_t vertices, vertices_room;
    double *lon, *lat;
    bool *added; /* vertices that densification put in; NULL where there are none. Outputs
                    leave them out. */
};

void ct_shape_free(struct ct_shape *shape);
void ct_shape_clear(struct ct_shape *shape); /* empties, keeps the memory */
/* Makes room for so many more vertices. This and appending: false where memory is short. */
bool ct_shape_reserve(struct ct_shape *shape, size_t vertices);
bool ct_shape_begin(struct ct_shape *shape, bool hole);
bool ct_shape_add(struct ct_shape *shape, double lon, double lat, bool added);
/* Replaces what `to` held; takes no more memory than is needed. */
bool ct_shape_copy(struct ct_shape *to, const struct ct_shape *from);
/* Signed area of one ring in square degrees, counter-clockwise positive. */
double ct_shape_ring_area(const struct ct_shape *shape, size_t part);
/* Area of polygons on the ellipsoid in m2 (edges straight in degrees, by the trapezoid rule: exact
 * to 1e-6 of itself for edges below 1 km). */
double ct_shape_area_m2(const struct ct_shape *shape);
/* Turns the rings of polygons: outer counter-clockwise, holes clockwise. */
void ct_shape_orient(struct ct_shape *shape);
/* West, south, east, north; false (and an inverted box) where there is no vertex. */
bool ct_shape_bounds(const struct ct_shape *shape, double bounds[4]);

#endif
