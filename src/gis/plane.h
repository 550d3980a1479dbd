/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plane that all measuring happens in: the ellipsoidal (conformal) Mercator projection of
 * GRS80, no zones, x = a * longitude, y = a * isometric latitude, in metres at the equator.
 *
 * Why this plane: it is conformal, so a geodesic circle of radius r is a Euclidean circle up to
 * O(r^3/R^2) once its centre is moved (0.2 mm at 2 km, 3 mm at 5 km, at 55 degrees north); its
 * cylindrical equal-area sibling has the same x, so an area on the ellipsoid is the closed
 * integral of Y(y) dx (Green), exact; meridians and parallels are its axes.
 *
 * Places that must agree between neighbours (border vertices) are stored on a lattice of
 * CT_LATTICE_M metres as integers, so that orientation tests are exact in 128 bits.
 *
 * Source: Snyder, Map Projections - A Working Manual, USGS PP 1395, eq. 7-7, 7-9, 3-12.
 * Valid for |latitude| <= 84 degrees.
 */
#ifndef CT_GIS_PLANE_H
#define CT_GIS_PLANE_H

#include <math.h>
#include <stdint.h>

#define CT_EARTH_A       6378137.0
#define CT_EARTH_F       (1.0 / 298.257222101)
#define CT_LATTICE_PER_M 8192.0 /* lattice steps a plane metre: 0.12 mm */

struct ct_xy {
    double x, y;
};
struct ct_circle {
    double x, y, r; /* in the plane */
};

struct ct_xy ct_plane_from_lonlat(double lon, double lat);
struct ct_xy ct_plane_to_lonlat(double x, double y); /* .x lon, .y lat, degrees; to 1e-14 rad */
/* Plane metres a ground metre at a latitude (degrees). */
double ct_plane_scale(double lat);
/* Y(y) of the equal-area sibling: area on the ellipsoid = closed integral of -Y dx
 * (counter-clockwise), in m2. */
double ct_plane_equal_area(double lat);
/* The geodesic circle about lon/lat as a circle of the plane (north and south point exact). */
struct ct_circle ct_plane_circle(double lon, double lat, double radius_m);
/* Geodesic distance in metres (Karney 2013, by PROJ's geodesic.h). */
double ct_plane_distance_m(double lon0, double lat0, double lon1, double lat1);

static inline int64_t ct_lattice(double plane_m)
{
    return (int64_t)llround(plane_m * CT_LATTICE_PER_M);
}
static inline double ct_lattice_m(int64_t steps)
{
    return (double)steps / CT_LATTICE_PER_M;
}

#endif
