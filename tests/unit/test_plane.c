/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measuring plane against PROJ's own geodesics (Karney) and closed forms.
 */
#include "gis/plane.h"

#include <check.h>
#include <geodesic.h>
#include <stdlib.h>

static const double LATITUDES[] = {-33, 0, 1.3, 22.5, 32.6, 40, 48, 55};
static const int COUNT = sizeof LATITUDES / sizeof LATITUDES[0];

START_TEST(there_and_back)
{
    for (double lat = -84; lat <= 84; lat += 0.37) {
        const struct ct_xy p = ct_plane_from_lonlat(117.25, lat);
        const struct ct_xy d = ct_plane_to_lonlat(p.x, p.y);
        ck_assert_double_eq_tol(d.x, 117.25, 1e-12);
        ck_assert_double_eq_tol(d.y, lat, 2e-13);
    }
}
END_TEST

/* Every place of the rim lies at the radius, whichever way it is: the promise of the head comment.
 */
START_TEST(rim_is_at_the_radius)
{
    static const double radius[] = {100, 500, 1000, 2000, 5000};
    static const double bound[] = {1e-6, 1e-4, 2e-4, 1e-3, 1e-2};
    for (int i = 0; i < COUNT; i++)
        for (int k = 0; k < 5; k++) {
            const struct ct_circle c = ct_plane_circle(114.3, LATITUDES[i], radius[k]);
            for (int a = 0; a < 360; a += 7) {
                const struct ct_xy d = ct_plane_to_lonlat(c.x + c.r * cos(a * M_PI / 180),
                                                          c.y + c.r * sin(a * M_PI / 180));
                const double far = ct_plane_distance_m(114.3, LATITUDES[i], d.x, d.y);
                ck_assert_msg(fabs(far - radius[k]) < bound[k],
                              "radius %g at %g degrees, direction %d: %.6f m off", radius[k],
                              LATITUDES[i], a, far - radius[k]);
            }
        }
}
END_TEST

START_TEST(scale_is_the_slope)
{
    for (int i = 0; i < COUNT; i++) {
        const double h = 1e-4, lat = LATITUDES[i];
        const double plane =
            ct_plane_from_lonlat(0, lat + h).y - ct_plane_from_lonlat(0, lat - h).y;
        const double ground = ct_plane_distance_m(0, lat - h, 0, lat + h);
        ck_assert_double_eq_tol(plane / ground, ct_plane_scale(lat), 1e-7);
    }
}
END_TEST

/* A lon/lat box: exact by the equal-area ordinate, against Karney's polygon with many places on
 * the parallels (which geodesics do not follow). */
START_TEST(equal_area_box)
{
    for (int i = 0; i < COUNT; i++) {
        struct geod_geodesic g;
        struct geod_polygon p;
        double area, perimeter;
        const double south = LATITUDES[i], north = south + 0.5;
        geod_init(&g, CT_EARTH_A, CT_EARTH_F);
        geod_polygon_init(&p, 0);
        for (int k = 0; k <= 2000; k++)
            geod_polygon_addpoint(&g, &p, south, 100 + k * 0.0005);
        for (int k = 0; k <= 2000; k++)
            geod_polygon_addpoint(&g, &p, north, 101 - k * 0.0005);
        geod_polygon_compute(&g, &p, 0, 1, &area, &perimeter);
        const double width = CT_EARTH_A * M_PI / 180;
        const double got = width * (ct_plane_equal_area(north) - ct_plane_equal_area(south));
        ck_assert_double_eq_tol(got / area, 1, 1e-8);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("plane");
    TCase *t = tcase_create("plane");
    tcase_add_test(t, there_and_back);
    tcase_add_test(t, rim_is_at_the_radius);
    tcase_add_test(t, scale_is_the_slope);
    tcase_add_test(t, equal_area_box);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
