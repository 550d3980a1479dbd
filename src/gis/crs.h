/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Coordinate reference systems. Degrees are lon, lat in that order, everywhere.
 */
#ifndef CT_GIS_CRS_H
#define CT_GIS_CRS_H

#include "catchment/status.h"
#include "gis/placing.h"
#include "gis/plane.h"
#include <stdbool.h>
#include <stddef.h>

struct ct_crs; /* a CRS with its transformations to and from degrees; one thread at a time */

/* Any text GDAL understands: "EPSG:4547", WKT, a PROJ string. E0320 where it is not understood. */
enum ct_status CT_CHECKED ct_crs_new(const char *definition, struct ct_crs **out,
                                     struct ct_error *err);
/* The CRS of a source, whose coordinates become degrees as `placing` says besides; its way back
 * (ct_crs_from_lonlat) leaves affine and offset out. With control points `definition` may be NULL:
 * they are fitted in a Gauss-Kruger projection about their own meridian. E0326 for a list of a
 * wrong length or several ways at once, E0328 for control points that determine nothing. */
enum ct_status CT_CHECKED ct_crs_new_placed(const char *definition,
                                            const struct ct_placing *placing, struct ct_crs **out,
                                            struct ct_error *err);
void ct_crs_free(struct ct_crs *crs);
bool ct_crs_is_geographic(const struct ct_crs *crs);
/* Are its coordinates lon/lat degrees as they stand (WGS 84, CGCS2000)? */
bool ct_crs_is_degrees(const struct ct_crs *crs);
/* Is it unknown how the CRS's datum relates to WGS 84 at this place, so that coordinates may be off
 * by tens of metres to over 100 m? No for WGS 84, CGCS2000 and others on the GRS 80 ellipsoid. */
bool ct_crs_is_ballpark(const struct ct_crs *crs, double lon, double lat);
/* Of the control points; NULL where there are none. */
const struct ct_fit *ct_crs_fit(const struct ct_crs *crs);
/* Is it a Gauss-Kruger projection (transverse Mercator, scale 1, in metres)? Then its central
 * meridian in degrees and its false easting. */
bool ct_crs_gauss_kruger(const struct ct_crs *crs, double *meridian, double *false_easting_m);
/* "EPSG:4547", or "" where it has no code. */
const char *ct_crs_code(const struct ct_crs *crs);
const char *ct_crs_name(const struct ct_crs *crs);
/* In place, n points; false where one cannot be transformed (it becomes HUGE_VAL). */
bool ct_crs_to_lonlat(struct ct_crs *crs, size_t n, double *x, double *y);
bool ct_crs_from_lonlat(struct ct_crs *crs, size_t n, double *x, double *y);

/* The definition of the output CRS for data in this box of degrees: the CGCS2000 3-degree zone
 * (EPSG:4534..4554, by central meridian) where the box's centre lies in China and the box is at
 * most 4.5 degrees wide; else the UTM zone where it is at most 6 degrees wide; else a Lambert
 * azimuthal equal-area CRS centred on the box (rounded to degrees). */
void ct_crs_auto(double west, double south, double east, double north, char out[256]);

#endif
