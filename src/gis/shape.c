/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes. Appending is amortised O(1); memory doubles as it grows and is kept by ct_shape_clear.
 */
#include "gis/shape.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool grow(void **data, size_t item, size_t room)
{
    if (item == 0 || room > SIZE_MAX / item)
        return false;
    void *bigger = realloc(*data, room * item);
    if (bigger == NULL)
        return false;
    *data = bigger;
    return true;
}

static bool more_parts(struct ct_shape *shape)
{
    size_t room = shape->parts_room ? shape->parts_room * 2 : 4;
    if (!grow((void **)&shape->start, sizeof *shape->start, room + 1) ||
        !grow((void **)&shape->hole, sizeof *shape->hole, room))
        return false;
    shape->parts_room = room;
    return true;
}

bool ct_shape_reserve(struct ct_shape *shape, size_t vertices)
{
    if (vertices <= shape->vertices_room - shape->vertices)
        return true;
    size_t room = shape->vertices_room * 2;
    if (room < shape->vertices + vertices)
        room = shape->vertices + vertices;
    if (!grow((void **)&shape->lon, sizeof *shape->lon, room) ||
        !grow((void **)&shape->lat, sizeof *shape->lat, room))
        return false;
    if (shape->added != NULL) {
        if (!grow((void **)&shape->added, sizeof *shape->added, room))
            return false;
        memset(shape->added + shape->vertices, 0, room - shape->vertices);
    }
    shape->vertices_room = room;
    return true;
}

bool ct_shape_begin(struct ct_shape *shape, bool hole)
{
    if (shape->parts == shape->parts_room && !more_parts(shape))
        return false;
    shape->start[shape->parts] = shape->vertices;
    shape->hole[shape->parts] = hole;
    shape->parts++;
    shape->start[shape->parts] = shape->vertices;
    return true;
}

bool ct_shape_add(struct ct_shape *shape, double lon, double lat, bool added)
{
    if (!ct_shape_reserve(shape, 1))
        return false;
    if (added && shape->added == NULL) {
        shape->added = calloc(shape->vertices_room, sizeof *shape->added);
        if (shape->added == NULL)
            return false;
    }
    size_t i = shape->vertices++;
    shape->lon[i] = lon;
    shape->lat[i] = lat;
    if (shape->added != NULL)
        shape->added[i] = added;
    shape->start[shape->parts] = shape->vertices;
    return true;
}

void ct_shape_clear(struct ct_shape *shape)
{
    free(shape->added);
    shape->added = NULL;
    shape->kind = CT_SHAPE_NONE;
    shape->parts = 0;
    shape->vertices = 0;
}

void ct_shape_free(struct ct_shape *shape)
{
    if (shape == NULL)
        return;
    free(shape->start);
    free(shape->hole);
    free(shape->lon);
    free(shape->lat);
    free(shape->added);
    *shape = (struct ct_shape){0};
}

/* A copy of n items, or NULL; *ok becomes false where memory is short. */
static void *copy_of(const void *data, size_t item, size_t n, bool *ok)
{
    if (data == NULL || n == 0)
        return NULL;
    void *copy = NULL;
    *ok = grow(&copy, item, n) && *ok;
    if (copy != NULL)
        memcpy(copy, data, n * item);
    return copy;
}

bool ct_shape_copy(struct ct_shape *to, const struct ct_shape *from)
{
    bool ok = true;
    size_t parts = from->parts, n = from->vertices;
    struct ct_shape copy = {
        .kind = from->kind,
        .parts = parts,
        .parts_room = parts,
        .vertices = n,
        .vertices_room = n,
        .start = copy_of(from->start, sizeof *from->start, parts ? parts + 1 : 0, &ok),
        .hole = copy_of(from->hole, sizeof *from->hole, parts, &ok),
        .lon = copy_of(from->lon, sizeof *from->lon, n, &ok),
        .lat = copy_of(from->lat, sizeof *from->lat, n, &ok),
        .added = copy_of(from->added, sizeof *from->added, n, &ok),
    };
    ct_shape_free(to);
    *to = copy;
    if (!ok)
        ct_shape_free(to);
    return ok;
}

double ct_shape_ring_area(const struct ct_shape *shape, size_t part)
{
    size_t a = shape->start[part], b = shape->start[part + 1];
    double sum = 0;
    for (size_t i = a; i + 1 < b; i++)
        sum += (shape->lon[i] - shape->lon[a]) * (shape->lat[i + 1] - shape->lat[a]) -
               (shape->lon[i + 1] - shape->lon[a]) * (shape->lat[i] - shape->lat[a]);
    return sum / 2;
}

static void reverse_ring(struct ct_shape *shape, size_t part)
{
    size_t i = shape->start[part], j = shape->start[part + 1];
    while (i + 1 < j) {
        j--;
        double lon = shape->lon[i], lat = shape->lat[i];
        shape->lon[i] = shape->lon[j];
        shape->lat[i] = shape->lat[j];
        shape->lon[j] = lon;
        shape->lat[j] = lat;
        if (shape->added != NULL) {
            bool added = shape->added[i];
            shape->added[i] = shape->added[j];
            shape->added[j] = added;
        }
        i++;
    }
}

void ct_shape_orient(struct ct_shape *shape)
{
    if (shape->kind != CT_SHAPE_POLYGONS)
        return;
    for (size_t part = 0; part < shape->parts; part++)
        if ((ct_shape_ring_area(shape, part) < 0) != shape->hole[part])
            reverse_ring(shape, part);
}

bool ct_shape_bounds(const struct ct_shape *shape, double bounds[4])
{
    double west = HUGE_VAL, south = HUGE_VAL, east = -HUGE_VAL, north = -HUGE_VAL;
    for (size_t i = 0; i < shape->vertices; i++) {
        double lon = shape->lon[i], lat = shape->lat[i];
        west = lon < west ? lon : west;
        east = lon > east ? lon : east;
        south = lat < south ? lat : south;
        north = lat > north ? lat : north;
    }
    bounds[0] = west;
    bounds[1] = south;
    bounds[2] = east;
    bounds[3] = north;
    return shape->vertices > 0;
}
