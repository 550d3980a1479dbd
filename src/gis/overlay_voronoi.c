/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Voronoi cells by GEOS in the measuring plane, which is conformal: near by, what is nearer in the
 * plane is nearer on the ground.
 */
#include "base/fail.h"
#include "gis/geos.h"
#include "gis/overlay.h"
#include "gis/plane.h"
#include <geos_c.h>
#include <math.h>
#include <stdlib.h>

#define SAME_DEG 1e-9

struct voronoi {
    struct ct_geos geos;
    size_t n;
    const double *lon, *lat;
    double *x, *y; /* of the places that differ, in the plane */
    size_t *place; /* which they are */
    size_t count;
};

static int by_place(const void *a, const void *b, void *context)
{
    const struct voronoi *v = context;
    size_t i = *(const size_t *)a, k = *(const size_t *)b;
    if (v->lon[i] != v->lon[k]) // NOLINT: an order
        return v->lon[i] < v->lon[k] ? -1 : 1;
    if (v->lat[i] != v->lat[k]) // NOLINT: an order
        return v->lat[i] < v->lat[k] ? -1 : 1;
    return (i > k) - (i < k);
}

static bool stands_before(const struct voronoi *v, size_t i)
{
    for (size_t k = v->count; k > 0; k--) {
        size_t other = v->place[k - 1];
        if (v->lon[i] - v->lon[other] > SAME_DEG)
            return false;
        if (fabs(v->lat[i] - v->lat[other]) <= SAME_DEG)
            return true;
    }
    return false;
}

/* The places from west to east, each once. */
static bool list_places(struct voronoi *v)
{
    size_t *order = malloc((v->n + 1) * sizeof *order);
    v->x = malloc((v->n + 1) * sizeof *v->x);
    v->y = malloc((v->n + 1) * sizeof *v->y);
    v->place = malloc((v->n + 1) * sizeof *v->place);
    bool good = order && v->x && v->y && v->place;
    for (size_t i = 0; good && i < v->n; i++)
        order[i] = i;
    if (good)
        qsort_r(order, v->n, sizeof *order, by_place, v);
    for (size_t i = 0; good && i < v->n; i++) {
        if (stands_before(v, order[i]))
            continue;
        struct ct_xy at = ct_plane_from_lonlat(v->lon[order[i]], v->lat[order[i]]);
        v->x[v->count] = at.x;
        v->y[v->count] = at.y;
        v->place[v->count++] = order[i];
    }
    free(order);
    return good;
}

static GEOSGeometry *box_of(struct ct_geos *geos, const double box[4])
{
    struct ct_xy low = ct_plane_from_lonlat(box[0], box[1]);
    struct ct_xy high = ct_plane_from_lonlat(box[2], box[3]);
    return GEOSGeom_createRectangle_r(geos->handle, low.x, low.y, high.x, high.y);
}

/* GEOS's cells, cut to the box; a collection in no order. */
static GEOSGeometry *draw(struct voronoi *v, const double box[4])
{
    struct ct_geos *geos = &v->geos;
    GEOSGeometry *frame = box_of(geos, box);
    if (v->count == 1 || frame == NULL)
        return frame;
    GEOSCoordSequence *points =
        GEOSCoordSeq_copyFromArrays_r(geos->handle, v->x, v->y, NULL, NULL, (unsigned)v->count);
    GEOSGeometry *line = points ? GEOSGeom_createLineString_r(geos->handle, points) : NULL;
    GEOSGeometry *cells = line ? GEOSVoronoiDiagram_r(geos->handle, line, frame, 0, 0) : NULL;
    GEOSGeom_destroy_r(geos->handle, line);
    GEOSGeom_destroy_r(geos->handle, frame);
    return cells;
}

static void to_degrees(struct ct_shape *shape)
{
    for (size_t i = 0; i < shape->vertices; i++) {
        struct ct_xy at = ct_plane_to_lonlat(shape->lon[i], shape->lat[i]);
        shape->lon[i] = at.x;
        shape->lat[i] = at.y;
    }
}

/* Does the convex ring hold the place? The sides of it all lie to the left. */
static bool holds(const struct ct_shape *cell, double x, double y)
{
    for (size_t i = 0; i + 1 < cell->vertices; i++) {
        const double *px = cell->lon + i, *py = cell->lat + i;
        if ((px[1] - px[0]) * (y - py[0]) - (py[1] - py[0]) * (x - px[0]) < 0)
            return false;
    }
    return cell->vertices > 0;
}

/* Gives a cell to the place in it. Cells are few thousand at most: O(cells) each. */
static void give(const struct voronoi *v, struct ct_shape *cell, struct ct_shape *cells)
{
    for (size_t k = 0; k < v->count; k++) {
        struct ct_shape *to = &cells[v->place[k]];
        if (to->parts > 0 || !holds(cell, v->x[k], v->y[k]))
            continue;
        to_degrees(cell);
        *to = *cell;
        *cell = (struct ct_shape){0};
        return;
    }
}

/* Cuts each cell to the box (GEOS draws them beyond it) and hands it out. */
static bool hand_out(struct voronoi *v, const GEOSGeometry *drawn, const double box[4],
                     struct ct_shape *cells)
{
    GEOSContextHandle_t handle = v->geos.handle;
    GEOSGeometry *frame = box_of(&v->geos, box);
    int n = GEOSGetNumGeometries_r(handle, drawn);
    bool good = frame != NULL && n > 0;
    for (int i = 0; good && i < n; i++) {
        struct ct_shape cell = {0};
        GEOSGeometry *cut = GEOSIntersection_r(handle, GEOSGetGeometryN_r(handle, drawn, i), frame);
        good = cut != NULL && ct_geos_to_shape(&v->geos, cut, &cell);
        if (good)
            give(v, &cell, cells);
        ct_shape_free(&cell);
        GEOSGeom_destroy_r(handle, cut);
    }
    GEOSGeom_destroy_r(handle, frame);
    return good;
}

enum ct_status ct_overlay_voronoi(size_t n, const double *lon, const double *lat,
                                  const double box[4], struct ct_shape *cells, struct ct_error *err)
{
    struct voronoi v = {.n = n, .lon = lon, .lat = lat};
    for (size_t i = 0; i < n; i++)
        cells[i] = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    if (!ct_geos_begin(&v.geos))
        return ct_fail_memory(err);
    enum ct_status status = list_places(&v) ? CT_OK : ct_fail_memory(err);
    GEOSGeometry *drawn = status == CT_OK ? draw(&v, box) : NULL;
    if (status == CT_OK && (drawn == NULL || !hand_out(&v, drawn, box, cells)))
        status = ct_fail(err, CT_INTERNAL, "E0903", "reason", v.geos.words, NULL);
    GEOSGeom_destroy_r(v.geos.handle, drawn);
    ct_geos_end(&v.geos);
    free(v.x);
    free(v.y);
    free(v.place);
    return status;
}
