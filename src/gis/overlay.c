/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Polygon algebra by GEOS (OverlayNG, robust by snapping where floating point is not enough).
 * O((n + crossings) log n) a call. See overlay_delaunay.c for triangles.
 */
#include "gis/overlay.h"
#include "base/fail.h"
#include "gis/geos.h"
#include "gis/vector_parts.h"
#include <geos_c.h>
#include <math.h>
#include <stdlib.h>

typedef GEOSGeometry *(*algebra)(GEOSContextHandle_t handle, const GEOSGeometry *a,
                                 const GEOSGeometry *b);

static enum ct_status fail_geos(const struct ct_geos *geos, struct ct_error *err)
{
    return ct_fail(err, CT_INTERNAL, "E0903", "reason", geos->words, NULL);
}

/* Once more with both sides made valid: outlines of arcs and borders may touch themselves in the
 * last bits. */
static GEOSGeometry *combine_mended(struct ct_geos *geos, algebra how, const GEOSGeometry *a,
                                    const GEOSGeometry *b)
{
    GEOSGeometry *va = GEOSMakeValid_r(geos->handle, a), *vb = GEOSMakeValid_r(geos->handle, b);
    GEOSGeometry *result = va && vb ? how(geos->handle, va, vb) : NULL;
    GEOSGeom_destroy_r(geos->handle, va);
    GEOSGeom_destroy_r(geos->handle, vb);
    return result;
}

static enum ct_status combine(algebra how, const struct ct_shape *a, const struct ct_shape *b,
                              struct ct_shape *out, struct ct_error *err)
{
    struct ct_geos geos;
    ct_shape_clear(out);
    if (!ct_geos_begin(&geos))
        return ct_fail_memory(err);
    GEOSGeometry *ga = ct_geos_from_shape(&geos, a), *gb = ct_geos_from_shape(&geos, b);
    GEOSGeometry *result = ga && gb ? how(geos.handle, ga, gb) : NULL;
    if (ga && gb && result == NULL)
        result = combine_mended(&geos, how, ga, gb);
    enum ct_status status = CT_OK;
    if (result == NULL || !ct_geos_to_shape(&geos, result, out))
        status = fail_geos(&geos, err);
    GEOSGeom_destroy_r(geos.handle, result);
    GEOSGeom_destroy_r(geos.handle, ga);
    GEOSGeom_destroy_r(geos.handle, gb);
    ct_geos_end(&geos);
    return status;
}

enum ct_status ct_overlay_and(const struct ct_shape *a, const struct ct_shape *b,
                              struct ct_shape *out, struct ct_error *err)
{
    return combine(GEOSIntersection_r, a, b, out, err);
}

enum ct_status ct_overlay_mend(struct ct_shape *shape, struct ct_error *err)
{
    struct ct_geos geos;
    char reason[192];
    if (ct_shape_surely_valid(shape))
        return CT_OK;
    if (!ct_geos_begin(&geos))
        return ct_fail_memory(err);
    const bool done = ct_geos_repair(&geos, shape, reason);
    ct_geos_end(&geos);
    return done ? CT_OK : fail_geos(&geos, err);
}

enum ct_status ct_overlay_minus(const struct ct_shape *a, const struct ct_shape *b,
                                struct ct_shape *out, struct ct_error *err)
{
    return combine(GEOSDifference_r, a, b, out, err);
}

/* All shapes as one collection of their polygons. */
static GEOSGeometry *collect(struct ct_geos *geos, const struct ct_shape *const *shapes, size_t n)
{
    GEOSGeometry **list = malloc((n + 1) * sizeof(GEOSGeometry *));
    size_t made = 0;
    while (list != NULL && made < n) {
        list[made] = ct_geos_from_shape(geos, shapes[made]);
        if (list[made] == NULL)
            break;
        made++;
    }
    GEOSGeometry *all = NULL;
    if (list != NULL && made == n)
        all = GEOSGeom_createCollection_r(geos->handle, GEOS_GEOMETRYCOLLECTION, list, (unsigned)n);
    for (size_t i = 0; list != NULL && made < n && i < made; i++)
        GEOSGeom_destroy_r(geos->handle, list[i]);
    free(list);
    return all;
}

/* The union of a coverage, or NULL where `all` turns out not to be one: GEOS says so, or the area
 * is not the sum of the areas, or leftovers of unmatched edges make the result invalid. */
static GEOSGeometry *coverage_union(struct ct_geos *geos, const GEOSGeometry *all)
{
    GEOSGeometry *whole = GEOSCoverageUnion_r(geos->handle, all);
    double before = 0, after = 0;
    if (whole != NULL && GEOSArea_r(geos->handle, all, &before) == 1 &&
        GEOSArea_r(geos->handle, whole, &after) == 1 && fabs(after - before) <= 1e-11 * before &&
        GEOSisValid_r(geos->handle, whole) == 1)
        return whole;
    GEOSGeom_destroy_r(geos->handle, whole);
    return NULL;
}

enum ct_status ct_overlay_union(const struct ct_shape *const *shapes, size_t n, int coverage,
                                struct ct_shape *out, struct ct_error *err)
{
    struct ct_geos geos;
    ct_shape_clear(out);
    if (!ct_geos_begin(&geos))
        return ct_fail_memory(err);
    GEOSGeometry *all = collect(&geos, shapes, n);
    GEOSGeometry *whole = all && coverage ? coverage_union(&geos, all) : NULL;
    if (all != NULL && whole == NULL)
        whole = GEOSUnaryUnion_r(geos.handle, all);
    enum ct_status status = CT_OK;
    if (whole == NULL || !ct_geos_to_shape(&geos, whole, out))
        status = fail_geos(&geos, err);
    GEOSGeom_destroy_r(geos.handle, whole);
    GEOSGeom_destroy_r(geos.handle, all);
    ct_geos_end(&geos);
    return status;
}

/* A point inside a polygon shape: its centroid, or a point on its surface. */
static GEOSGeometry *inner_point(struct ct_geos *geos, const GEOSGeometry *polygon)
{
    GEOSGeometry *point = GEOSGetCentroid_r(geos->handle, polygon);
    if (point != NULL && GEOSIntersects_r(geos->handle, polygon, point) == 1)
        return point;
    GEOSGeom_destroy_r(geos->handle, point);
    return GEOSPointOnSurface_r(geos->handle, polygon);
}

enum ct_status ct_overlay_inner_point(const struct ct_shape *shape, double *lon, double *lat,
                                      struct ct_error *err)
{
    struct ct_geos geos;
    if (!ct_geos_begin(&geos))
        return ct_fail_memory(err);
    GEOSGeometry *polygon = ct_geos_from_shape(&geos, shape);
    GEOSGeometry *point = polygon ? inner_point(&geos, polygon) : NULL;
    enum ct_status status = CT_OK;
    if (point == NULL || GEOSGeomGetX_r(geos.handle, point, lon) != 1 ||
        GEOSGeomGetY_r(geos.handle, point, lat) != 1)
        status = fail_geos(&geos, err);
    GEOSGeom_destroy_r(geos.handle, point);
    GEOSGeom_destroy_r(geos.handle, polygon);
    ct_geos_end(&geos);
    return status;
}
