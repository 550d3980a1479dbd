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
    return (struct ct_xy){CT_EARTH_A * lon * DEGREE, CT_EARTH_A * (atanh(s) - e * atanh(e * s))};
}

/* Geographic from conformal latitude: sum of c[j] sin(2 j chi) by Clenshaw. Source: Karney,
 * Transverse Mercator with an accuracy of a few nanometers, J. Geodesy 85 (2011), and
 * GeographicLib's auxiliary latitudes, order 6 in the third flattening n: error below 1e-15 rad. */
static double geographic_latitude(double chi)
{
    const double n = CT_EARTH_F / (2 - CT_EARTH_F), n2 = n * n, n3 = n2 * n, n4 = n3 * n;
    const double n5 = n4 * n, n6 = n5 * n;
    const double c[7] = {
        0,
        2 * n - 2.0 / 3 * n2 - 2 * n3 + 116.0 / 45 * n4 + 26.0 / 45 * n5 - 2854.0 / 675 * n6,
        7.0 / 3 * n2 - 8.0 / 5 * n3 - 227.0 / 45 * n4 + 2704.0 / 315 * n5 + 2323.0 / 945 * n6,
        56.0 / 15 * n3 - 136.0 / 35 * n4 - 1262.0 / 105 * n5 + 73814.0 / 2835 * n6,
        4279.0 / 630 * n4 - 332.0 / 35 * n5 - 399572.0 / 14175 * n6,
        4174.0 / 315 * n5 - 144838.0 / 6237 * n6,
        601676.0 / 22275 * n6,
    };
    const double twice_cos = 2 * cos(2 * chi);
    double b1 = 0, b2 = 0;
    for (int j = 6; j > 0; j--) {
        const double b = c[j] + twice_cos * b1 - b2;
        b2 = b1;
        b1 = b;
    }
    return chi + b1 * sin(2 * chi);
}

struct ct_xy ct_plane_to_lonlat(double x, double y)
{
    const double chi = atan(sinh(y / CT_EARTH_A));
    return (struct ct_xy){x / CT_EARTH_A / DEGREE, geographic_latitude(chi) / DEGREE};
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
