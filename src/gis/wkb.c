/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Well-known binary, written byte by byte: no library and no per-vertex object stands between a
 * shape and the database. O(vertices).
 *
 * Source: OGC 06-103r4 (ISO 19125-1), section 8.2.
 */
#include "gis/wkb.h"
#include "base/fail.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the byte order mark below says so");

enum { POINT = 1, LINE = 2, POLYGON = 3, MULTIPOINT = 4, MULTILINE = 5, MULTIPOLYGON = 6 };

void ct_wkb_free(struct ct_wkb *wkb)
{
    free(wkb->data);
    free(wkb->x);
    free(wkb->y);
    *wkb = (struct ct_wkb){0};
}

static void put(struct ct_wkb *wkb, const void *bytes, size_t n)
{
    memcpy(wkb->data + wkb->size, bytes, n);
    wkb->size += n;
}

static void put_count(struct ct_wkb *wkb, size_t n)
{
    uint32_t count = (uint32_t)n;
    put(wkb, &count, sizeof count);
}

static void put_head(struct ct_wkb *wkb, size_t type)
{
    unsigned char little = 1;
    put(wkb, &little, 1);
    put_count(wkb, type);
}

static void put_xy(struct ct_wkb *wkb, size_t i)
{
    put(wkb, &wkb->x[i], sizeof *wkb->x);
    put(wkb, &wkb->y[i], sizeof *wkb->y);
}

static bool reserve(struct ct_wkb *wkb, size_t bytes, size_t vertices)
{
    if (bytes > wkb->room) {
        unsigned char *data = realloc(wkb->data, bytes);
        if (data == NULL)
            return false;
        wkb->data = data;
        wkb->room = bytes;
    }
    if (vertices > wkb->vertices_room) {
        double *x = realloc(wkb->x, vertices * sizeof *x);
        wkb->x = x != NULL ? x : wkb->x;
        double *y = realloc(wkb->y, vertices * sizeof *y);
        wkb->y = y != NULL ? y : wkb->y;
        if (x == NULL || y == NULL)
            return false;
        wkb->vertices_room = vertices;
    }
    return true;
}

static bool is_added(const struct ct_shape *shape, size_t vertex)
{
    return shape->added != NULL && shape->added[vertex];
}

/* The vertices that are kept, transformed in one call. */
static enum ct_status transform(struct ct_wkb *wkb, const struct ct_shape *shape,
                                struct ct_projector *projector, struct ct_error *err)
{
    size_t n = 0;

    for (size_t i = 0; i < shape->vertices; i++) {
        if (is_added(shape, i))
            continue;
        wkb->x[n] = shape->lon[i];
        wkb->y[n++] = shape->lat[i];
    }
    return ct_projector_apply(projector, n, wkb->x, wkb->y, err);
}

/* One part as a list of vertices; *next is the first of them in wkb->x and moves on. */
static void put_part(struct ct_wkb *wkb, const struct ct_shape *shape, size_t part, size_t *next)
{
    size_t count_at = wkb->size, n = 0;

    put_count(wkb, 0);
    for (size_t i = shape->start[part]; i < shape->start[part + 1]; i++) {
        if (is_added(shape, i))
            continue;
        put_xy(wkb, (*next)++);
        n++;
    }
    uint32_t count = (uint32_t)n;
    memcpy(wkb->data + count_at, &count, sizeof count);
}

static size_t rings_of(const struct ct_shape *shape, size_t outer)
{
    size_t end = outer + 1;
    while (end < shape->parts && shape->hole[end])
        end++;
    return end - outer;
}

static void put_polygons(struct ct_wkb *wkb, const struct ct_shape *shape)
{
    size_t polygons = 0, next = 0;

    for (size_t i = 0; i < shape->parts; i += rings_of(shape, i))
        polygons++;
    put_head(wkb, MULTIPOLYGON);
    put_count(wkb, polygons);
    for (size_t i = 0; i < shape->parts;) {
        size_t rings = rings_of(shape, i);
        put_head(wkb, POLYGON);
        put_count(wkb, rings);
        for (size_t end = i + rings; i < end; i++)
            put_part(wkb, shape, i, &next);
    }
}

static void put_lines(struct ct_wkb *wkb, const struct ct_shape *shape)
{
    size_t next = 0;

    put_head(wkb, MULTILINE);
    put_count(wkb, shape->parts);
    for (size_t i = 0; i < shape->parts; i++) {
        put_head(wkb, LINE);
        put_part(wkb, shape, i, &next);
    }
}

static void put_points(struct ct_wkb *wkb, const struct ct_shape *shape)
{
    if (shape->vertices > 1) {
        put_head(wkb, MULTIPOINT);
        put_count(wkb, shape->vertices);
    }
    for (size_t i = 0; i < shape->vertices; i++) {
        put_head(wkb, POINT);
        put_xy(wkb, i);
    }
}

enum ct_status ct_wkb_from_shape(struct ct_wkb *wkb, const struct ct_shape *shape,
                                 struct ct_projector *projector, struct ct_error *err)
{
    wkb->size = 0;
    if (shape->kind == CT_SHAPE_NONE || shape->vertices == 0)
        return CT_OK;
    /* heads are 9 bytes at most, a part and a polygon each have one; a vertex may be a Point */
    size_t room = 9 + 18 * shape->parts + 21 * shape->vertices;
    if (!reserve(wkb, room, shape->vertices))
        return ct_fail_memory(err);
    enum ct_status status = transform(wkb, shape, projector, err);
    if (status != CT_OK)
        return status;
    if (shape->kind == CT_SHAPE_POLYGONS)
        put_polygons(wkb, shape);
    else if (shape->kind == CT_SHAPE_LINES)
        put_lines(wkb, shape);
    else
        put_points(wkb, shape);
    return CT_OK;
}

enum ct_status ct_wkb_from_point(struct ct_wkb *wkb, double x, double y, struct ct_error *err)
{
    wkb->size = 0;
    if (!reserve(wkb, 21, 1))
        return ct_fail_memory(err);
    wkb->x[0] = x;
    wkb->y[0] = y;
    put_head(wkb, POINT);
    put_xy(wkb, 0);
    return CT_OK;
}
