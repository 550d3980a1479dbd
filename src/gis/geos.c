/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See geos.h. Conversions copy coordinates once, O(vertices); a validity test is O(n log n).
 */
#include "gis/geos.h"
#include <geos_c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void hear(const char *message, void *words)
{
    snprintf(words, sizeof((struct ct_geos *)0)->words, "%s", message);
}

bool ct_geos_begin(struct ct_geos *geos)
{
    geos->words[0] = '\0';
    geos->handle = GEOS_init_r();
    if (geos->handle == NULL)
        return false;
    GEOSContext_setErrorMessageHandler_r(geos->handle, hear, geos->words);
    return true;
}

void ct_geos_end(struct ct_geos *geos)
{
    if (geos->handle != NULL)
        GEOS_finish_r(geos->handle);
    geos->handle = NULL;
}

static void destroy_all(struct ct_geos *geos, GEOSGeometry **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        GEOSGeom_destroy_r(geos->handle, list[i]);
}

static GEOSGeometry *ring_of(struct ct_geos *geos, const struct ct_shape *shape, size_t part)
{
    size_t a = shape->start[part], n = shape->start[part + 1] - a;
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromArrays_r(
        geos->handle, shape->lon + a, shape->lat + a, NULL, NULL, (unsigned)n);
    return points ? GEOSGeom_createLinearRing_r(geos->handle, points) : NULL;
}

/* The polygon of parts [first, last): an outer ring and its holes. */
static GEOSGeometry *polygon_of(struct ct_geos *geos, const struct ct_shape *shape, size_t first,
                                size_t last)
{
    size_t n = last - first, made = 0;
    GEOSGeometry **rings = malloc(n * sizeof(GEOSGeometry *));
    GEOSGeometry *polygon = NULL;
    while (rings != NULL && made < n) {
        rings[made] = ring_of(geos, shape, first + made);
        if (rings[made] == NULL)
            break;
        made++;
    }
    if (made == n)
        polygon = GEOSGeom_createPolygon_r(geos->handle, rings[0], rings + 1, (unsigned)n - 1);
    else if (rings != NULL)
        destroy_all(geos, rings, made);
    free(rings);
    return polygon;
}

static size_t next_outer(const struct ct_shape *shape, size_t part)
{
    part++;
    while (part < shape->parts && shape->hole[part])
        part++;
    return part;
}

struct GEOSGeom_t *ct_geos_from_shape(struct ct_geos *geos, const struct ct_shape *shape)
{
    if (shape->parts > 0 && next_outer(shape, 0) == shape->parts)
        return polygon_of(geos, shape, 0, shape->parts);
    GEOSGeometry **polygons = malloc((shape->parts + 1) * sizeof(GEOSGeometry *));
    GEOSGeometry *whole = NULL;
    size_t n = 0, part = 0;
    while (polygons != NULL && part < shape->parts) {
        size_t last = next_outer(shape, part);
        polygons[n] = polygon_of(geos, shape, part, last);
        if (polygons[n] == NULL)
            break;
        n++;
        part = last;
    }
    if (polygons != NULL && part == shape->parts)
        whole = GEOSGeom_createCollection_r(geos->handle, GEOS_MULTIPOLYGON, polygons, (unsigned)n);
    else if (polygons != NULL)
        destroy_all(geos, polygons, n);
    free(polygons);
    return whole;
}

static bool take_ring(struct ct_geos *geos, const GEOSGeometry *ring, bool hole,
                      struct ct_shape *out)
{
    const GEOSCoordSequence *points = GEOSGeom_getCoordSeq_r(geos->handle, ring);
    unsigned n = 0;
    if (points == NULL || !GEOSCoordSeq_getSize_r(geos->handle, points, &n) ||
        !ct_shape_begin(out, hole) || !ct_shape_reserve(out, n))
        return false;
    if (n > 0 && !GEOSCoordSeq_copyToArrays_r(geos->handle, points, out->lon + out->vertices,
                                              out->lat + out->vertices, NULL, NULL))
        return false;
    out->vertices += n;
    out->start[out->parts] = out->vertices;
    return true;
}

static bool take_polygon(struct ct_geos *geos, const GEOSGeometry *polygon, struct ct_shape *out)
{
    if (!take_ring(geos, GEOSGetExteriorRing_r(geos->handle, polygon), false, out))
        return false;
    int holes = GEOSGetNumInteriorRings_r(geos->handle, polygon);
    for (int i = 0; i < holes; i++)
        if (!take_ring(geos, GEOSGetInteriorRingN_r(geos->handle, polygon, i), true, out))
            return false;
    return holes >= 0;
}

static bool take_any(struct ct_geos *geos, const GEOSGeometry *geometry, struct ct_shape *out)
{
    int type = GEOSGeomTypeId_r(geos->handle, geometry);
    if (GEOSisEmpty_r(geos->handle, geometry) == 1)
        return true;
    if (type == GEOS_POLYGON)
        return take_polygon(geos, geometry, out);
    if (type != GEOS_MULTIPOLYGON && type != GEOS_GEOMETRYCOLLECTION)
        return true;
    int n = GEOSGetNumGeometries_r(geos->handle, geometry);
    for (int i = 0; i < n; i++)
        if (!take_any(geos, GEOSGetGeometryN_r(geos->handle, geometry, i), out))
            return false;
    return true;
}

bool ct_geos_to_shape(struct ct_geos *geos, const struct GEOSGeom_t *geometry, struct ct_shape *out)
{
    out->kind = CT_SHAPE_POLYGONS;
    bool taken = take_any(geos, geometry, out);
    ct_shape_orient(out);
    return taken;
}

static bool mend(struct ct_geos *geos, const GEOSGeometry *bad, struct ct_shape *shape)
{
    GEOSGeometry *good = GEOSMakeValid_r(geos->handle, bad);
    if (good == NULL)
        return false;
    ct_shape_clear(shape);
    bool taken = ct_geos_to_shape(geos, good, shape);
    GEOSGeom_destroy_r(geos->handle, good);
    return taken;
}

bool ct_geos_repair(struct ct_geos *geos, struct ct_shape *shape, char *reason)
{
    reason[0] = '\0';
    GEOSGeometry *geometry = ct_geos_from_shape(geos, shape);
    if (geometry == NULL)
        return false;
    bool done = true;
    char valid = GEOSisValid_r(geos->handle, geometry);
    if (valid != 1) {
        char *why = GEOSisValidReason_r(geos->handle, geometry);
        hear(why ? why : geos->words, reason);
        GEOSFree_r(geos->handle, why);
        done = mend(geos, geometry, shape);
    }
    GEOSGeom_destroy_r(geos->handle, geometry);
    return done;
}
