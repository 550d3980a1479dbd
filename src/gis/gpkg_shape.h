/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Geometries of a GeoPackage -> shapes. A shape's "degrees" are here what the file has: x and y of
 * its CRS.
 */
#ifndef CT_GIS_GPKG_SHAPE_H
#define CT_GIS_GPKG_SHAPE_H

#include "catchment/status.h"
#include "gis/shape.h"

/* Fills an emptied shape from the blob of a geometry column; NULL and empty geometries leave it
 * empty. Of a collection the parts of the highest dimension. E0301 where the bytes are no geometry.
 * O(vertices). */
enum ct_status CT_CHECKED ct_shape_from_gpkg(struct ct_shape *shape, const void *blob, size_t size,
                                             struct ct_error *err);

#endif
