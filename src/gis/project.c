/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A map projection is so smooth that a polynomial of degree 3 in each direction, fitted to 16
 * places of a tile of a quarter of a degree, misses it by about a micrometre. Each tile is fitted
 * when the first vertex falls into it, and proved on 9 other places: where it misses one by more
 * than 0.01 mm (a datum grid with kinks, the edge of the projection) its vertices go to PROJ one by
 * one.
 *
 * Cost: 25 calls of PROJ a tile, then 30 multiplications a vertex.
 * Source: interpolation at Chebyshev nodes; Trefethen, Approximation Theory and Approximation
 * Practice, chapters 2-4. Error for a tile of h: h^4 max|f''''| / 3072.
 */
#include "gis/project.h"
#include "base/fail.h"
#include <math.h>
#include <stdlib.h>

#define TILES_PER_DEGREE 4
#define ALLOWED_M        1e-5
#define ALLOWED_DEGREES  1e-10

enum { ORDER = 4, NODES = ORDER * ORDER, PROBES = 3 };

struct tile {
    int lon, lat;              /* index of its south-west corner */
    bool exact;                /* the polynomial would not do: ask PROJ */
    double x[NODES], y[NODES]; /* coefficients of u^i v^j at [i * ORDER + j], u, v in -1..1 */
};

struct ct_projector {
    struct ct_crs *crs;
    double allowed;
    struct tile *tiles;
    size_t count, room, last; /* last: the tile that was used last */
};

enum ct_status ct_projector_new(struct ct_crs *crs, struct ct_projector **out, struct ct_error *err)
{
    struct ct_projector *projector = calloc(1, sizeof *projector);

    *out = projector;
    if (projector == NULL)
        return ct_fail_memory(err);
    projector->crs = crs;
    projector->allowed = ct_crs_is_geographic(crs) ? ALLOWED_DEGREES : ALLOWED_M;
    return CT_OK;
}

void ct_projector_free(struct ct_projector *projector)
{
    if (projector == NULL)
        return;
    free(projector->tiles);
    free(projector);
}

static int tile_index(double degrees)
{
    return (int)floor(degrees * TILES_PER_DEGREE);
}

/* The place of u (-1..1) on the side of a tile, in degrees; and back. */
static double side_degrees(int index, double u)
{
    return ((double)index + (u + 1) / 2) / TILES_PER_DEGREE;
}

static double side_place(int index, double degrees)
{
    return (degrees * TILES_PER_DEGREE - (double)index) * 2 - 1;
}

static double node(int k)
{
    return cos((2 * k + 1) * M_PI / (2 * ORDER));
}

/* Values at the nodes of a line (`step` apart) -> coefficients of 1, u, u^2, u^3. */
static void fit_line(double *f, size_t step)
{
    double a[ORDER] = {0};

    for (int j = 0; j < ORDER; j++)
        for (int k = 0; k < ORDER; k++)
            a[j] += f[(size_t)k * step] * cos(j * acos(node(k))) * (j == 0 ? 1.0 : 2.0) / ORDER;
    f[0] = a[0] - a[2];
    f[step] = a[1] - 3 * a[3];
    f[2 * step] = 2 * a[2];
    f[3 * step] = 4 * a[3];
}

static void fit(double *f)
{
    for (size_t i = 0; i < ORDER; i++)
        fit_line(f + i * ORDER, 1);
    for (size_t j = 0; j < ORDER; j++)
        fit_line(f + j, ORDER);
}

static double value(const double *c, double u, double v)
{
    double sum = 0;

    for (int i = ORDER - 1; i >= 0; i--) {
        const double *row = c + (size_t)i * ORDER;
        sum = sum * u + (((row[3] * v + row[2]) * v + row[1]) * v + row[0]);
    }
    return sum;
}

/* Is the polynomial good at places that are no nodes? Corners, sides and the middle. */
static bool proved(const struct ct_projector *projector, const struct tile *tile)
{
    for (int i = 0; i < PROBES * PROBES; i++) {
        const int across = i / PROBES, along = i % PROBES;
        double u = across - 1, v = along - 1;
        double x = side_degrees(tile->lon, u), y = side_degrees(tile->lat, v);
        if (!ct_crs_from_lonlat(projector->crs, 1, &x, &y))
            return false;
        if (!(fabs(value(tile->x, u, v) - x) <= projector->allowed &&
              fabs(value(tile->y, u, v) - y) <= projector->allowed))
            return false;
    }
    return true;
}

static void make_tile(const struct ct_projector *projector, struct tile *tile)
{
    for (int i = 0; i < ORDER; i++)
        for (int j = 0; j < ORDER; j++) {
            tile->x[i * ORDER + j] = side_degrees(tile->lon, node(i));
            tile->y[i * ORDER + j] = side_degrees(tile->lat, node(j));
        }
    tile->exact = !ct_crs_from_lonlat(projector->crs, NODES, tile->x, tile->y);
    if (tile->exact)
        return;
    fit(tile->x);
    fit(tile->y);
    tile->exact = !proved(projector, tile);
}

/* The tile of a corner, made where there is none yet; NULL where memory is short. */
static const struct tile *find_tile(struct ct_projector *projector, int lon, int lat)
{
    for (size_t i = 0; i < projector->count; i++)
        if (projector->tiles[i].lon == lon && projector->tiles[i].lat == lat) {
            projector->last = i;
            return &projector->tiles[i];
        }
    if (projector->count == projector->room) {
        size_t room = projector->room ? projector->room * 2 : 8;
        struct tile *tiles = realloc(projector->tiles, room * sizeof *tiles);
        if (tiles == NULL)
            return NULL;
        projector->tiles = tiles;
        projector->room = room;
    }
    projector->last = projector->count++;
    struct tile *tile = &projector->tiles[projector->last];
    *tile = (struct tile){.lon = lon, .lat = lat};
    make_tile(projector, tile);
    return tile;
}

static const struct tile *tile_of(struct ct_projector *projector, double x, double y)
{
    int lon = tile_index(x), lat = tile_index(y);

    if (projector->count > 0) {
        const struct tile *tile = &projector->tiles[projector->last];
        if (tile->lon == lon && tile->lat == lat)
            return tile;
    }
    return find_tile(projector, lon, lat);
}

enum ct_status ct_projector_apply(struct ct_projector *projector, size_t n, double *x, double *y,
                                  struct ct_error *err)
{
    for (size_t i = 0; i < n; i++) {
        bool placed = fabs(x[i]) <= 360 && fabs(y[i]) <= 90;
        const struct tile *tile = placed ? tile_of(projector, x[i], y[i]) : NULL;
        if (placed && tile == NULL)
            return ct_fail_memory(err);
        if (placed && !tile->exact) {
            double u = side_place(tile->lon, x[i]), v = side_place(tile->lat, y[i]);
            x[i] = value(tile->x, u, v);
            y[i] = value(tile->y, u, v);
        } else if (!placed || !ct_crs_from_lonlat(projector->crs, 1, &x[i], &y[i])) {
            return ct_fail(err, CT_OUTPUT, "E0509", "crs", ct_crs_name(projector->crs), NULL);
        }
    }
    return CT_OK;
}
