/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Control points: places that are known both in the coordinates of a source and in degrees. An
 * affine from the source into the CRS is fitted by least squares; what is left over is measured on
 * the ground. Local grids of cities are Gauss-Kruger with an origin, a meridian or a turn of their
 * own, so an affine into a Gauss-Kruger projection follows them to centimetres over a city. O(n).
 */
#include "base/affine.h"
#include "base/fail.h"
#include "gis/crs_parts.h"
#include <stdio.h>
#include <stdlib.h>

/* The columns x, y, u, v: source, and the CRS. */
struct columns {
    size_t n;
    double *x, *y, *u, *v;
};

const char *ct_crs_about_points(const struct ct_placing *placing, char out[160])
{
    size_t n = placing->point_numbers / 4;
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += placing->points[4 * i + 2];
    snprintf(out, 160, "+proj=tmerc +lat_0=0 +lon_0=%.6f +k=1 +x_0=500000 +ellps=GRS80 +units=m",
             n > 0 ? sum / (double)n : 0);
    return out;
}

const struct ct_fit *ct_crs_fit(const struct ct_crs *crs)
{
    return crs->fit.points > 0 ? &crs->fit : NULL;
}

static bool make_columns(const struct ct_placing *placing, struct columns *c)
{
    c->n = placing->point_numbers / 4;
    c->x = calloc(4 * c->n + 1, sizeof *c->x);
    if (c->x == NULL)
        return false;
    c->y = c->x + c->n;
    c->u = c->y + c->n;
    c->v = c->u + c->n;
    for (size_t i = 0; i < c->n; i++) {
        const double *point = &placing->points[4 * i];
        c->x[i] = point[0];
        c->y[i] = point[1];
        c->u[i] = point[2];
        c->v[i] = point[3];
    }
    return true;
}

static void measure(struct ct_crs *crs, const struct ct_placing *placing, struct columns *c)
{
    double squares = 0;
    crs->fit = (struct ct_fit){.points = c->n};
    ct_crs_to_lonlat(crs, c->n, c->x, c->y);
    for (size_t i = 0; i < c->n; i++) {
        const double *point = &placing->points[4 * i];
        double left_m = ct_plane_distance_m(c->x[i], c->y[i], point[2], point[3]);
        squares += left_m * left_m;
        if (left_m > crs->fit.largest_m) {
            crs->fit.largest_m = left_m;
            crs->fit.worst = i;
        }
    }
    crs->fit.rms_m = sqrt(squares / (double)c->n);
}

enum ct_status ct_crs_fit_points(struct ct_crs *crs, const struct ct_placing *placing,
                                 struct ct_error *err)
{
    struct columns c = {0};
    char count[24];
    if (!make_columns(placing, &c))
        return ct_fail_memory(err);
    snprintf(count, sizeof count, "%zu", c.n);
    enum ct_status status = CT_OK;
    if (!ct_crs_from_lonlat(crs, c.n, c.u, c.v) ||
        !ct_affine_fit(c.n, c.x, c.y, c.u, c.v, crs->affine))
        status = ct_fail(err, CT_USAGE, "E0328", "count", count, NULL);
    crs->has_affine = status == CT_OK;
    if (status == CT_OK)
        measure(crs, placing, &c);
    free(c.x);
    return status;
}
