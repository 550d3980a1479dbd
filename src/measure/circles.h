/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The service circles of one reach, in metres from the origin of the zones. Two circles of exactly
 * the same centre and radius are told apart by index: the one of lower index lies inside the other,
 * so that depth counts both.
 */
#ifndef CT_MEASURE_CIRCLES_H
#define CT_MEASURE_CIRCLES_H

#include "measure/zones.h"

struct ct_circles {
    size_t count;
    struct ct_circle *circle;
    double largest_r;
    struct ct_grid centres; /* by centre */
    struct ct_grid rims;    /* by squares that the rim touches */
};

/* Circles of n facilities (indices into lon, lat) with a radius each. O(n). */
enum ct_status CT_CHECKED ct_circles_new(size_t n, const uint32_t *facility, const double *lon,
                                         const double *lat, const double *radius_m,
                                         const struct ct_zones *zones, struct ct_circles *out,
                                         struct ct_error *err);
void ct_circles_free(struct ct_circles *circles);

/* Is a place inside? The one predicate that everything about circles goes by. */
static inline int ct_circle_holds(const struct ct_circle *c, double x, double y)
{
    const double dx = x - c->x, dy = y - c->y;
    return dx * dx + dy * dy < c->r * c->r;
}

/* How many circles hold the place. O(circles near). */
unsigned ct_circles_depth(const struct ct_circles *circles, double x, double y);

/* Where the rims of two circles cross: false where they do not. `enter` is where rim i, run
 * counter-clockwise, enters circle j, `leave` where it leaves it. The two places are the same bits
 * for (i, j) and (j, i), the other way round. */
int ct_circles_cross(const struct ct_circles *circles, uint32_t i, uint32_t j, struct ct_xy *enter,
                     struct ct_xy *leave);
/* Does circle i lie wholly inside circle j? */
int ct_circles_nested(const struct ct_circles *circles, uint32_t i, uint32_t j);

#endif
