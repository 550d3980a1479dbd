/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the measuring plane to the columns and rows of a raster in any CRS, fast: PROJ is asked at
 * the knots of a lattice, between them cubic Lagrange interpolation answers. The lattice is made
 * finer until a check at the middle of every mesh agrees to 1e-5 of a cell.
 */
#ifndef CT_MEASURE_MAP_H
#define CT_MEASURE_MAP_H

#include "gis/raster.h"
#include "measure/zones.h"

struct ct_map {
    double x0, y0, step; /* knot (0, 0), metres from the origin of the zones */
    int nx, ny;          /* knots */
    double (*knot)[2];   /* column, row (fractions of cells) */
    double *column;      /* [nx], row [ny]: where columns go by x alone and rows by y alone (a */
    double *row; /* raster in degrees), so that interpolation in one axis will do; else NULL */
};

/* For all places in the zones' box. E0322 where PROJ cannot transform one. */
enum ct_status CT_CHECKED ct_map_new(const struct ct_zones *zones,
                                     const struct ct_raster_info *raster, const char *crs,
                                     struct ct_map *out, struct ct_error *err);
void ct_map_free(struct ct_map *map);

/* .x column, .y row. O(1). */
struct ct_xy ct_map_at(const struct ct_map *map, struct ct_xy place);

/* The other way, by Newton steps on the map. */
struct ct_xy ct_map_back(const struct ct_map *map, struct ct_xy cell);

#endif
