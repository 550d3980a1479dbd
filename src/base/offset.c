/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See offset.h. Formulas as published in eviltransform, coordtransform and gcoord (all MIT), with
 * the Krassovsky axis 6378245 m that the services use.
 */
#include "base/offset.h"
#include <math.h>
#include <stdbool.h>

#define AXIS_M 6378245.0
#define E2     0.00669342162296594323
#define DEGREE (M_PI / 180.0)

static double waves(double x)
{
    return 20.0 * sin(6.0 * M_PI * x) + 20.0 * sin(2.0 * M_PI * x);
}

static double north_m(double x, double y)
{
    double swing = 20.0 * sin(M_PI * y) + 40.0 * sin(M_PI * y / 3.0) +
                   160.0 * sin(M_PI * y / 12.0) + 320.0 * sin(M_PI * y / 30.0);
    return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) +
           2.0 / 3.0 * (waves(x) + swing);
}

static double east_m(double x, double y)
{
    double swing = 20.0 * sin(M_PI * x) + 40.0 * sin(M_PI * x / 3.0) +
                   150.0 * sin(M_PI * x / 12.0) + 300.0 * sin(M_PI * x / 30.0);
    return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) +
           2.0 / 3.0 * (waves(x) + swing);
}

static void add_gcj02(double *lon, double *lat)
{
    double x = *lon - 105.0, y = *lat - 35.0, s = sin(*lat * DEGREE);
    double m = 1.0 - E2 * s * s, root = sqrt(m);
    double north = north_m(x, y) / (AXIS_M * (1.0 - E2) / (m * root)) / DEGREE;
    double east = east_m(x, y) / (AXIS_M / root * cos(*lat * DEGREE)) / DEGREE;
    *lon += east;
    *lat += north;
}

/* From GCJ-02. */
static void add_bd09(double *lon, double *lat)
{
    const double turns = 3000.0 * DEGREE;
    double z = hypot(*lon, *lat) + 2e-5 * sin(*lat * turns);
    double theta = atan2(*lat, *lon) + 3e-6 * cos(*lon * turns);
    *lon = z * cos(theta) + 0.0065;
    *lat = z * sin(theta) + 0.006;
}

const char *ct_offset_name(enum ct_offset offset)
{
    static const char *const names[] = {"none", "gcj02", "bd09"};
    return names[offset];
}

void ct_offset_add(enum ct_offset offset, double *lon, double *lat)
{
    if (offset != CT_OFFSET_NONE)
        add_gcj02(lon, lat);
    if (offset == CT_OFFSET_BD09)
        add_bd09(lon, lat);
}

/* x <- x - (f(x) - shifted). f - x changes by at most 2% of a step, so each round gains two digits;
 * only within 1e-7 m of 105 degrees east, where the formula has a kink, it does not. */
void ct_offset_remove(enum ct_offset offset, double *lon, double *lat)
{
    const double shifted[2] = {*lon, *lat}, close = 1e-13; /* degrees: 1e-8 m */
    if (offset == CT_OFFSET_NONE || !isfinite(shifted[0]) || !isfinite(shifted[1]))
        return;
    bool more = true;
    for (int round = 0; more && round < 30; round++) {
        double there[2] = {*lon, *lat};
        ct_offset_add(offset, &there[0], &there[1]);
        double east = there[0] - shifted[0], north = there[1] - shifted[1];
        *lon -= east;
        *lat -= north;
        more = fabs(east) > close || fabs(north) > close;
    }
}
