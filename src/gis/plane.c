/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measuring plane: see plane.h. Pure arithmetic, O(1) a call.
 */
#include "gis/plane.h"

#include <geodesic.h>
#include <stddef.h>

#define DEGREE (M_PI / 180.0)

static const double E2 = CT_EARTH_F * (2.0 - CT_EARTH_F);

static double eccentricity(void)
{
    return sqrt(E2);
}

struct ct_xy ct_plane_from_lonlat(double lon, double lat)
{
    const double e = eccentricity(), s = sin(lat * DEGREE);
    return (struct ct_xy){CT_EARTH_A * lon * DEGREE,
                          CT_EARTH_A * (atanh(s) - e * atanh(e * s))};
}

struct ct_xy ct_plane_to_lonlat(double x, double y)
{
    const double e = eccentricity(), psi = y / CT_EARTH_A;
    double s = tanh(psi);
    for (int i = 0; i < 12; i++) { /* contracts by e^2 = 0.0067 a step */
        const double next = tanh(psi + e * atanh(e * s));
        if (next == s)
            break;
        s = next;
    }
    return (struct ct_xy){x / CT_EARTH_A / DEGREE, asin(s) / DEGREE};
}

double ct_plane_scale(double lat)
{
    const double s = sin(lat * DEGREE);
    return sqrt(1.0 - E2 * s * s) / cos(lat * DEGREE);
}

double ct_plane_equal_area(double lat)
{
    const double e = eccentricity(), s = sin(lat * DEGREE);
    return CT_EARTH_A * (1.0 - E2) / 2.0 * (s / (1.0 - E2 * s * s) + atanh(e * s) / e);
}

struct ct_circle ct_plane_circle(double lon, double lat, double radius_m)
{
    struct geod_geodesic ellipsoid;
    double north, south, unused;
    geod_init(&ellipsoid, CT_EARTH_A, CT_EARTH_F);
    geod_direct(&ellipsoid, lat, lon, 0.0, radius_m, &north, &unused, &unused);
    geod_direct(&ellipsoid, lat, lon, 180.0, radius_m, &south, &unused, &unused);
    const double y1 = ct_plane_from_lonlat(lon, north).y, y0 = ct_plane_from_lonlat(lon, south).y;
    return (struct ct_circle){CT_EARTH_A * lon * DEGREE, (y0 + y1) / 2.0, (y1 - y0) / 2.0};
}

double ct_plane_distance_m(double lon0, double lat0, double lon1, double lat1)
{
    struct geod_geodesic ellipsoid;
    double distance;
    geod_init(&ellipsoid, CT_EARTH_A, CT_EARTH_F);
    geod_inverse(&ellipsoid, lat0, lon0, lat1, lon1, &distance, NULL, NULL);
    return distance;
}
