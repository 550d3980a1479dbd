/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plane partitioned by nearest facility of one kind (a Voronoi diagram of the ellipsoid).
 *
 * Topology: Delaunay triangulation in the conformal plane (GEOS). It is the ellipsoid's own up to
 * O(r^3/R^2), because geodesic circles are circles there (gis/plane.h), although their centres are
 * not the Euclidean ones. Geometry: every vertex and every intermediate point of a line is moved to
 * equal straight-line (chord) distance in space from its sites, which on an ellipsoid orders
 * distances as geodesics do up to 0.2 mm at 5 km. Lines are cut so that no chord strays
 * more than 5 cm from the true curve.
 *
 * Facilities at the very same place are one site.
 */
#ifndef CT_MEASURE_PARTITION_H
#define CT_MEASURE_PARTITION_H

#include "measure/zones.h"

struct ct_partition {
    size_t sites;
    struct ct_point *site; /* place on the lattice */
    double (*space)[3];    /* geocentric metres */
    size_t *member_start;  /* sites + 1 */
    uint32_t *member;      /* facilities of a site */
    struct ct_grid grid;   /* sites */
    size_t lines;
    uint32_t *left, *right; /* sites beside a line, running from its first to its last vertex */
    size_t *line_start;     /* lines + 1 */
    struct ct_point *vertex;
    uint32_t *line_of;       /* of a vertex */
    struct ct_grid segments; /* items: the index of a segment's first vertex */
};

/* O(n log n). n = 0 gives a partition without sites. */
enum ct_status CT_CHECKED ct_partition_new(size_t n, const uint32_t *facility, const double *lon,
                                           const double *lat, const struct ct_zones *zones,
                                           struct ct_partition *out, struct ct_error *err);
void ct_partition_free(struct ct_partition *partition);

/* The site nearest to a place (metres from the origin) by distance in space; UINT32_MAX where
 * there is none. Ties: the lower index. *margin_m (may be NULL) says how much farther the next one
 * is, at least 0; INFINITY where it was not met. Expected O(1). */
uint32_t ct_partition_nearest(const struct ct_partition *partition, const struct ct_zones *zones,
                              double x, double y, double *margin_m);

#endif
