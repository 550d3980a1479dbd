/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Polygon algebra by GEOS on shapes in degrees. Each call makes what it needs; no state.
 */
#ifndef CT_GIS_OVERLAY_H
#define CT_GIS_OVERLAY_H

#include "catchment/status.h"
#include "gis/shape.h"

/* out = a AND b, a minus b; polygons only (lines and points of the result are left out). Empty
 * results have zero parts. */
enum ct_status CT_CHECKED ct_overlay_and(const struct ct_shape *a, const struct ct_shape *b,
                                         struct ct_shape *out, struct ct_error *err);
enum ct_status CT_CHECKED ct_overlay_minus(const struct ct_shape *a, const struct ct_shape *b,
                                           struct ct_shape *out, struct ct_error *err);
/* Makes a polygon shape valid in place where it is not (MakeValid, polygons kept). */
enum ct_status CT_CHECKED ct_overlay_mend(struct ct_shape *shape, struct ct_error *err);
/* Union of n shapes; `coverage` promises that they do not overlap and share vertices (fast path;
 * falls back where GEOS finds it is not so). */
enum ct_status CT_CHECKED ct_overlay_union(const struct ct_shape *const *shapes, size_t n,
                                           int coverage, struct ct_shape *out,
                                           struct ct_error *err);
/* A point inside polygons: the centroid, or a point on the surface where it falls outside. */
enum ct_status CT_CHECKED ct_overlay_inner_point(const struct ct_shape *shape, double *lon,
                                                 double *lat, struct ct_error *err);
/* Delaunay triangulation of n distinct points of the measuring plane: *triangles gets 3 point
 * indices a triangle, counter-clockwise (caller frees), O(n log n). Fewer than 3 points or all on
 * a line: zero triangles. */
enum ct_status CT_CHECKED ct_overlay_delaunay(size_t n, const double *x, const double *y,
                                              size_t *triangle_count, size_t **triangles,
                                              struct ct_error *err);
/* The faces that n segments {lon, lat, lon, lat} enclose, each with its holes, wherever they cross:
 * *faces gets *count shapes, one polygon each (the caller frees them). What hangs loose is left
 * out. O((n + crossings) log n). */
enum ct_status CT_CHECKED ct_overlay_faces(size_t n, const double (*segments)[4], size_t *count,
                                           struct ct_shape **faces, struct ct_error *err);
/* The Voronoi cells of n places, n >= 1, cut to the box west, south, east, north (degrees):
 * cells[i] gets the places that are nearer to place i than to any other, in the measuring plane. Of
 * places that are the same to 1e-9 degree, all but the first get no parts. O(n log n). */
enum ct_status CT_CHECKED ct_overlay_voronoi(size_t n, const double *lon, const double *lat,
                                             const double box[4], struct ct_shape *cells,
                                             struct ct_error *err);

#endif
