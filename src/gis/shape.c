/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes. Appending is amortised O(1); memory doubles as it grows and is kept by ct_shape_clear.
 */
#include "gis/shape.h"
#include "gis/plane.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* realloc of so many items; NULL (and the old memory kept) where there is none. */
static void *resized(void *data, size_t item, size_t room)
{
    return room > SIZE_MAX / item ? NULL : realloc(data, room * item);
}

static bool more_parts(struct ct_shape *shape)
{
    size_t room = shape->parts_room ? shape->parts_room * 2 : 4;
    size_t *start = resized(shape->start, sizeof *start, room + 1);
    shape->start = start ? start : shape->start;
    bool *hole = resized(shape->hole, sizeof *hole, room);
    shape->hole = hole ? hole : shape->hole;
    if (start == NULL || hole == NULL)
        return false;
    shape->parts_room = room;
    return true;
}

static bool more_added(struct ct_shape *shape, size_t room)
{
    bool *added = resized(shape->added, sizeof *added, room);
    if (added == NULL)
        return false;
    memset(added + shape->vertices, 0, room - shape->vertices);
    shape->added = added;
    return true;
}

bool ct_shape_reserve(struct ct_shape *shape, size_t vertices)
{
    if (vertices <= shape->vertices_room - shape->vertices)
        return true;
    size_t room = shape->vertices_room * 2;
    if (room < shape->vertices + vertices)
        room = shape->vertices + vertices;
    double *lon = resized(shape->lon, sizeof *lon, room);
    shape->lon = lon ? lon : shape->lon;
    double *lat = resized(shape->lat, sizeof *lat, room);
    shape->lat = lat ? lat : shape->lat;
    if (lon == NULL || lat == NULL || (shape->added != NULL && !more_added(shape, room)))
        return false;
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
    void *copy = resized(NULL, item, n);
    *ok = copy != NULL && *ok;
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
    if (!ok) {
        ct_shape_free(&copy);
        return false;
    }
    ct_shape_free(to);
    *to = copy;
    return true;
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

double ct_shape_area_m2(const struct ct_shape *shape)
{
    const double x_per_degree = CT_EARTH_A * (M_PI / 180.0);
    double sum = 0;
    for (size_t part = 0; part < shape->parts; part++) {
        size_t a = shape->start[part], b = shape->start[part + 1];
        double y0 = ct_plane_equal_area(shape->lat[a]), y = 0;
        for (size_t i = a; i + 1 < b; i++) {
            double next = ct_plane_equal_area(shape->lat[i + 1]) - y0;
            sum -= (y + next) / 2 * (shape->lon[i + 1] - shape->lon[i]) * x_per_degree;
            y = next;
        }
    }
    return sum;
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
