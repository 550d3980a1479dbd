/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places near a place: a grid of the measuring plane, where a geodesic circle is a circle to a few
 * millimetres; only where that does not decide is the geodesic asked.
 */
#include "base/fail.h"
#include "gis/plane.h"
#include "measure/grid.h"
#include "site/siting.h"
#include <stdlib.h>

struct ct_around {
    size_t count;
    double reach_m;
    double *lon, *lat;
    struct ct_circle *circle;
    struct ct_grid grid;
};

static struct ct_box box_of(const struct ct_circle *c)
{
    const double r = c->r * 1.0001 + 0.1;
    return (struct ct_box){c->x - r, c->y - r, c->x + r, c->y + r};
}

static enum ct_status index_circles(struct ct_around *a, struct ct_error *err)
{
    struct ct_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < a->count; i++) {
        const struct ct_box b = box_of(&a->circle[i]);
        all = (struct ct_box){fmin(all.x0, b.x0), fmin(all.y0, b.y0), fmax(all.x1, b.x1),
                              fmax(all.y1, b.y1)};
    }
    if (a->count == 0)
        all = (struct ct_box){0, 0, 1, 1};
    ct_grid_begin(&a->grid, all, a->count > 0 ? a->circle[0].r : 1.0, 16 * a->count + 64);
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < a->count; i++)
        status = ct_grid_put_box(&a->grid, box_of(&a->circle[i]), (uint32_t)i, err);
    return status == CT_OK ? ct_grid_finish(&a->grid, err) : status;
}

enum ct_status ct_around_new(size_t n, const double *lon, const double *lat, double reach_m,
                             struct ct_around **out, struct ct_error *err)
{
    struct ct_around *a = calloc(1, sizeof *a);
    *out = a;
    if (!a)
        return ct_fail_memory(err);
    a->count = n;
    a->reach_m = reach_m;
    a->lon = malloc((n + 1) * sizeof *a->lon);
    a->lat = malloc((n + 1) * sizeof *a->lat);
    a->circle = malloc((n + 1) * sizeof *a->circle);
    if (!a->lon || !a->lat || !a->circle)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        a->lon[i] = lon[i];
        a->lat[i] = lat[i];
        a->circle[i] = ct_plane_circle(lon[i], lat[i], reach_m);
    }
    return index_circles(a, err);
}

void ct_around_free(struct ct_around *around)
{
    if (!around)
        return;
    free(around->lon);
    free(around->lat);
    free(around->circle);
    ct_grid_free(&around->grid);
    free(around);
}

enum ct_status ct_around_each(const struct ct_around *a, double lon, double lat, ct_around_fn visit,
                              void *context, struct ct_error *err)
{
    const struct ct_xy at = ct_plane_from_lonlat(lon, lat);
    const struct ct_grid *g = &a->grid;
    const size_t square = ct_grid_square(g, ct_grid_column(g, at.x), ct_grid_row(g, at.y));
    enum ct_status status = CT_OK;
    for (uint32_t k = g->start[square]; status == CT_OK && k < g->start[square + 1]; k++) {
        const uint32_t i = g->item[k];
        const struct ct_circle *c = &a->circle[i];
        if (hypot(at.x - c->x, at.y - c->y) > c->r * 1.0001 + 0.1)
            continue;
        const double d = ct_plane_distance_m(lon, lat, a->lon[i], a->lat[i]);
        if (d <= a->reach_m)
            status = visit(context, i, d, err);
    }
    return status;
}

static enum ct_status found(void *context, uint32_t item, double distance_m, struct ct_error *err)
{
    (void)item;
    (void)distance_m;
    (void)err;
    *(bool *)context = true;
    return CT_OK;
}

bool ct_around_any(const struct ct_around *around, double lon, double lat)
{
    struct ct_error err;
    bool any = false;
    return ct_around_each(around, lon, lat, found, &any, &err) == CT_OK && any;
}
