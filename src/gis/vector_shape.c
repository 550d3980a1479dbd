/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * OGR geometries as shapes. Coordinates are copied a ring at a time, O(vertices).
 */
#include "gis/vector_parts.h"
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>

struct walk {
    struct ct_shape *out;
    int dimension; /* of the parts that count */
    char *reason;
};

static bool close_ring(struct ct_shape *shape)
{
    size_t a = shape->start[shape->parts - 1], b = shape->vertices;
    bool closed = shape->lon[a] == shape->lon[b - 1] && shape->lat[a] == shape->lat[b - 1];
    return closed || ct_shape_add(shape, shape->lon[a], shape->lat[a], false);
}

/* A line or ring as one part. */
static bool add_line(struct walk *walk, OGRGeometryH line, bool hole)
{
    struct ct_shape *out = walk->out;
    int n = OGR_G_GetPointCount(line);
    if (n <= 0)
        return true;
    if (!ct_shape_begin(out, hole) || !ct_shape_reserve(out, (size_t)n + 1))
        return false;
    OGR_G_GetPoints(line, out->lon + out->vertices, (int)sizeof(double), out->lat + out->vertices,
                    (int)sizeof(double), NULL, 0);
    out->vertices += (size_t)n;
    out->start[out->parts] = out->vertices;
    return true;
}

static void drop_part(struct ct_shape *shape)
{
    shape->parts--;
    shape->vertices = shape->start[shape->parts];
}

/* Rings of a polygon; a collapsed outer ring takes its holes with it. */
static bool add_polygon(struct walk *walk, OGRGeometryH polygon)
{
    struct ct_shape *out = walk->out;
    int rings = OGR_G_GetGeometryCount(polygon);
    for (int i = 0; i < rings; i++) {
        size_t before = out->parts;
        if (!add_line(walk, OGR_G_GetGeometryRef(polygon, i), i > 0))
            return false;
        if (out->parts == before)
            continue;
        if (!close_ring(out))
            return false;
        if (out->vertices - out->start[before] >= 4)
            continue;
        drop_part(out);
        snprintf(walk->reason, 128, "a ring with fewer than 4 vertices");
        if (i == 0)
            return true;
    }
    return true;
}

static bool add_point(struct walk *walk, OGRGeometryH point)
{
    return ct_shape_begin(walk->out, false) &&
           ct_shape_add(walk->out, OGR_G_GetX(point, 0), OGR_G_GetY(point, 0), false);
}

static bool add_any(struct walk *walk, OGRGeometryH geometry)
{
    if (OGR_G_IsEmpty(geometry) || OGR_G_GetDimension(geometry) < walk->dimension)
        return true;
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPolygon || type == wkbTriangle)
        return add_polygon(walk, geometry);
    if (type == wkbLineString)
        return add_line(walk, geometry, false);
    if (type == wkbPoint)
        return add_point(walk, geometry);
    int n = OGR_G_GetGeometryCount(geometry);
    for (int i = 0; i < n; i++)
        if (!add_any(walk, OGR_G_GetGeometryRef(geometry, i)))
            return false;
    return true;
}

static bool is_finite(const struct ct_shape *shape)
{
    double sum = 0; /* stays 0 unless there is an infinity or NaN */
    for (size_t i = 0; i < shape->vertices; i++)
        sum += shape->lon[i] * 0.0 + shape->lat[i] * 0.0;
    return sum == 0;
}

static enum ct_status refuse(char reason[128], const char *words)
{
    snprintf(reason, 128, "%s", words);
    return CT_INPUT;
}

enum ct_status ct_shape_from_ogr(void *geometry, struct ct_shape *out, char reason[128])
{
    static const enum ct_shape_kind kinds[] = {CT_SHAPE_POINTS, CT_SHAPE_LINES, CT_SHAPE_POLYGONS};
    OGRGeometryH straight = NULL;
    if (OGR_G_HasCurveGeometry(geometry, 1))
        geometry = straight = OGR_G_GetLinearGeometry(geometry, 0.0, NULL);
    int dimension = geometry ? OGR_G_GetDimension(geometry) : -1;
    struct walk walk = {.out = out, .dimension = dimension, .reason = reason};
    ct_shape_clear(out);
    enum ct_status status = CT_OK;
    if (dimension < 0 || dimension > 2)
        status = refuse(reason, "neither point, line nor polygon");
    else if (!add_any(&walk, geometry))
        status = CT_INTERNAL;
    else if (!is_finite(out))
        status = refuse(reason, "a coordinate is not a number");
    else if (out->parts > 0)
        out->kind = kinds[dimension];
    OGR_G_DestroyGeometry(straight);
    return status;
}
