/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plane to raster: see map.h.
 */
#include "measure/map.h"

#include "base/fail.h"
#include <stdlib.h>

#define TOLERANCE_CELLS 1e-5
#define MOST_KNOTS      4000000.0

struct source {
    const struct ct_zones *zones;
    struct ct_crs *crs;
    double inverse[6]; /* raster CRS -> column, row */
};

static int invert(const double g[6], double out[6])
{
    const double det = g[1] * g[5] - g[2] * g[4];
    if (!(fabs(det) > 0))
        return 0;
    out[1] = g[5] / det;
    out[2] = -g[2] / det;
    out[4] = -g[4] / det;
    out[5] = g[1] / det;
    out[0] = -g[0] * out[1] - g[3] * out[2];
    out[3] = -g[0] * out[4] - g[3] * out[5];
    return 1;
}

/* n places along a row from (x, y) in steps, as columns and rows. */
static enum ct_status ask(const struct source *s, double x, double y, double step, int n,
                          double (*out)[2], struct ct_error *err)
{
    double *lon = malloc(2 * (size_t)n * sizeof *lon), *lat = lon + n;
    if (!lon)
        return ct_fail_memory(err);
    for (int i = 0; i < n; i++) {
        const struct ct_xy d = ct_zones_lonlat(s->zones, x + i * step, y);
        lon[i] = d.x;
        lat[i] = d.y;
    }
    const bool done = ct_crs_from_lonlat(s->crs, (size_t)n, lon, lat);
    for (int i = 0; done && i < n; i++) {
        out[i][0] = s->inverse[0] + lon[i] * s->inverse[1] + lat[i] * s->inverse[2];
        out[i][1] = s->inverse[3] + lon[i] * s->inverse[4] + lat[i] * s->inverse[5];
    }
    free(lon);
    return done ? CT_OK : ct_fail(err, CT_INPUT, "E0322", "crs", ct_crs_name(s->crs), (char *)NULL);
}

static enum ct_status fill(const struct source *s, struct ct_map *map, struct ct_error *err)
{
    map->knot = malloc((size_t)map->nx * (size_t)map->ny * sizeof *map->knot);
    if (!map->knot)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    for (int r = 0; !status && r < map->ny; r++)
        status = ask(s, map->x0, map->y0 + r * map->step, map->step, map->nx,
                     map->knot + (size_t)r * (size_t)map->nx, err);
    return status;
}

/* Is the middle of every mesh right? */
static enum ct_status agrees(const struct source *s, const struct ct_map *map, bool *good,
                             struct ct_error *err)
{
    const int n = map->nx - 3;
    double(*truth)[2] = malloc((size_t)n * sizeof *truth);
    enum ct_status status = truth ? CT_OK : ct_fail_memory(err);
    *good = true;
    for (int r = 1; !status && r < map->ny - 2; r++) {
        const double x = map->x0 + 1.5 * map->step, y = map->y0 + (r + 0.5) * map->step;
        status = ask(s, x, y, map->step, n, truth, err);
        for (int c = 0; !status && c < n; c++) {
            const struct ct_xy got = ct_map_at(map, (struct ct_xy){x + c * map->step, y});
            if (!(fabs(got.x - truth[c][0]) < TOLERANCE_CELLS &&
                  fabs(got.y - truth[c][1]) < TOLERANCE_CELLS))
                *good = false;
        }
    }
    free(truth);
    return status;
}

static enum ct_status refine(const struct source *s, struct ct_map *map, struct ct_error *err)
{
    const struct ct_box *box = &s->zones->all;
    const double w = box->x1 - box->x0 + 20, h = box->y1 - box->y0 + 20;
    bool good = false;
    double step = fmax(w, h) / 4;
    while (!good) {
        step /= 2;
        if ((w / step + 5) * (h / step + 5) > MOST_KNOTS)
            return ct_fail(err, CT_INPUT, "E0322", "crs", ct_crs_name(s->crs), (char *)NULL);
        free(map->knot);
        *map = (struct ct_map){.x0 = box->x0 - 10 - step,
                               .y0 = box->y0 - 10 - step,
                               .step = step,
                               .nx = (int)ceil(w / step) + 4,
                               .ny = (int)ceil(h / step) + 4};
        enum ct_status status = fill(s, map, err);
        if (!status)
            status = agrees(s, map, &good, err);
        if (status)
            return status;
    }
    return CT_OK;
}

/* Does every column of knots have one u and every row one v? */
static bool is_separable(const struct ct_map *map)
{
    for (int r = 0; r < map->ny; r++)
        for (int c = 0; c < map->nx; c++) {
            const double *k = map->knot[(size_t)r * (size_t)map->nx + (size_t)c];
            if (k[0] != map->knot[c][0] || k[1] != map->knot[(size_t)r * (size_t)map->nx][1])
                return false;
        }
    return true;
}

static enum ct_status separate(struct ct_map *map, struct ct_error *err)
{
    if (!is_separable(map))
        return CT_OK;
    map->column = malloc((size_t)map->nx * sizeof *map->column);
    map->row = malloc((size_t)map->ny * sizeof *map->row);
    if (!map->column || !map->row)
        return ct_fail_memory(err);
    for (int c = 0; c < map->nx; c++)
        map->column[c] = map->knot[c][0];
    for (int r = 0; r < map->ny; r++)
        map->row[r] = map->knot[(size_t)r * (size_t)map->nx][1];
    return CT_OK;
}

enum ct_status ct_map_new(const struct ct_zones *zones, const struct ct_raster_info *raster,
                          const char *crs, struct ct_map *out, struct ct_error *err)
{
    struct source s = {.zones = zones};
    *out = (struct ct_map){0};
    enum ct_status status = ct_crs_new(crs ? crs : raster->wkt, &s.crs, err);
    if (!status && !invert(raster->geotransform, s.inverse))
        status = ct_fail(err, CT_INPUT, "E0331", (char *)NULL);
    if (!status)
        status = refine(&s, out, err);
    if (!status)
        status = separate(out, err);
    ct_crs_free(s.crs);
    if (status)
        ct_map_free(out);
    return status;
}

void ct_map_free(struct ct_map *map)
{
    free(map->knot);
    free(map->column);
    free(map->row);
    *map = (struct ct_map){0};
}

/* Weights of the knots -1, 0, 1, 2 at t in [0, 1]. */
static inline void weights(double t, double w[4])
{
    const double a = t + 1, b = t - 1, c = t - 2;
    w[0] = -t * b * c / 6;
    w[1] = a * b * c / 2;
    w[2] = -a * t * c / 2;
    w[3] = a * t * b / 6;
}

struct ct_xy ct_map_at(const struct ct_map *map, struct ct_xy place)
{
    const double fx = (place.x - map->x0) / map->step, fy = (place.y - map->y0) / map->step;
    const int c = fx < 1 ? 1 : fx >= map->nx - 3 ? map->nx - 3 : (int)fx;
    const int r = fy < 1 ? 1 : fy >= map->ny - 3 ? map->ny - 3 : (int)fy;
    double wx[4], wy[4];
    struct ct_xy sum = {0, 0};
    weights(fx - c, wx);
    weights(fy - r, wy);
    if (map->column) {
        const double *u = map->column + c - 1, *v = map->row + r - 1;
        return (struct ct_xy){wx[0] * u[0] + wx[1] * u[1] + wx[2] * u[2] + wx[3] * u[3],
                              wy[0] * v[0] + wy[1] * v[1] + wy[2] * v[2] + wy[3] * v[3]};
    }
    for (int j = 0; j < 4; j++) {
        const double(*k)[2] =
            (const double(*)[2])map->knot + (size_t)(r - 1 + j) * (size_t)map->nx + (size_t)(c - 1);
        sum.x += wy[j] * (wx[0] * k[0][0] + wx[1] * k[1][0] + wx[2] * k[2][0] + wx[3] * k[3][0]);
        sum.y += wy[j] * (wx[0] * k[0][1] + wx[1] * k[1][1] + wx[2] * k[2][1] + wx[3] * k[3][1]);
    }
    return sum;
}

struct ct_xy ct_map_back(const struct ct_map *map, struct ct_xy cell)
{
    const double h = map->step * 1e-3;
    struct ct_xy p = {map->x0 + 0.5 * map->nx * map->step, map->y0 + 0.5 * map->ny * map->step};
    for (int i = 0; i < 20; i++) {
        const struct ct_xy at = ct_map_at(map, p);
        const struct ct_xy e = ct_map_at(map, (struct ct_xy){p.x + h, p.y});
        const struct ct_xy n = ct_map_at(map, (struct ct_xy){p.x, p.y + h});
        const double a = (e.x - at.x) / h, b = (n.x - at.x) / h;
        const double c = (e.y - at.y) / h, d = (n.y - at.y) / h, det = a * d - b * c;
        const double u = cell.x - at.x, v = cell.y - at.y;
        const struct ct_xy step = {(d * u - b * v) / det, (a * v - c * u) / det};
        p.x += step.x;
        p.y += step.y;
        if (fabs(step.x) + fabs(step.y) < 1e-6)
            break;
    }
    return p;
}
