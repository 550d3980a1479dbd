/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fields: what is spread over the plane (ground area, people of a raster), integrated along the
 * pieces of an arrangement so that sums over closed boundaries are what lies inside (Green).
 * Integrals are exact integers of a unit, so that sums do not depend on their order, on threads or
 * on the raster's blocks, and what cancels cancels to zero.
 */
#ifndef CT_MEASURE_FIELD_H
#define CT_MEASURE_FIELD_H

#include "base/pool.h"
#include "gis/raster.h"
#include "measure/arrangement.h"

__extension__ typedef __int128 ct_exact;

struct ct_integrals {
    ct_exact *sum;    /* [pieces] */
    double unit;      /* value = sum * unit */
    ct_exact *moment; /* [border pieces][2]: column and row moments; NULL where not asked for */
    double moment_unit;
};
void ct_integrals_free(struct ct_integrals *integrals);

/* People summed by coarse squares of a raster: where people live, for gaps. */
struct ct_density {
    int side; /* cells a square's side */
    int columns, rows;
    int64_t *people; /* [rows * columns] */
    double unit;
};
void ct_density_free(struct ct_density *density);

/* Ground area in m2 on the ellipsoid. Arcs in closed form (relative error below 1e-9 for radii to
 * 20 km), borders by Simpson's rule on the equal-area ordinate. O(vertices). */
enum ct_status CT_CHECKED ct_field_area(const struct ct_arrangement *a, struct ct_integrals *out,
                                        struct ct_error *err);

struct ct_field_raster {
    const char *file, *crs;
    int band;
    bool moments;    /* also moments of the border pieces */
    double square_m; /* > 0: also density, in squares of about this many metres */
};

struct ct_raster_sums {
    double read; /* people read */
    struct ct_raster_faults faults;
    struct ct_density density;
    struct ct_map *map;     /* plane -> cells; caller frees (ct_map_free, free) */
    double geotransform[6]; /* cells -> raster CRS */
    char *crs;              /* caller frees */
};

/* People of a raster, a cell's people spread evenly over the cell. One pass in block order by
 * bands; O(cells read + cells that pieces cut). Memory: a window of cells a thread. Reads the whole
 * cells of the window that bounds the zones. E0334 where that window is empty. */
enum ct_status CT_CHECKED ct_field_raster(const struct ct_arrangement *a,
                                          const struct ct_field_raster *field, struct ct_pool *pool,
                                          struct ct_integrals *out, struct ct_raster_sums *sums,
                                          struct ct_error *err);

#endif
