/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/project.h against PROJ, point by point, for the kinds of CRS that outputs have.
 */
#include "gis/project.h"
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct ct_error err;

enum { POINTS = 20000 };

/* The largest distance between projector and PROJ over random points of a box. */
static double worst(const char *definition, double west, double south, double size)
{
    struct ct_crs *crs = NULL;
    struct ct_projector *projector = NULL;
    static double x[POINTS], y[POINTS], u[POINTS], v[POINTS];
    double most = 0;

    ck_assert_int_eq(ct_crs_new(definition, &crs, &err), CT_OK);
    ck_assert_int_eq(ct_projector_new(crs, &projector, &err), CT_OK);
    srand(7);
    for (int i = 0; i < POINTS; i++) {
        x[i] = u[i] = west + size * rand() / RAND_MAX;
        y[i] = v[i] = south + size * rand() / RAND_MAX;
    }
    ck_assert_int_eq(ct_projector_apply(projector, POINTS, x, y, &err), CT_OK);
    ck_assert(ct_crs_from_lonlat(crs, POINTS, u, v));
    for (int i = 0; i < POINTS; i++)
        most = fmax(most, hypot(x[i] - u[i], y[i] - v[i]));
    ct_projector_free(projector);
    ct_crs_free(crs);
    return most;
}

START_TEST(as_proj_within_a_hundredth_of_a_millimetre)
{
    ck_assert_double_lt(worst("EPSG:4547", 113.2, 29.8, 2), 1e-5); /* CGCS2000, 3-degree zone */
    ck_assert_double_lt(worst("EPSG:4526", 113.2, 52, 2), 1e-5);   /* with the zone's number */
    ck_assert_double_lt(worst("EPSG:32648", 103.5, 1.1, 1), 1e-5); /* UTM at the equator */
    ck_assert_double_lt(worst("EPSG:3035", -9, 36, 20), 1e-5);     /* equal-area, a continent */
    ck_assert_double_lt(worst("EPSG:3857", 100, -60, 3), 1e-5);
    ck_assert_double_lt(worst("EPSG:4490", 113.2, 29.8, 2), 1e-10); /* degrees stay degrees */
}
END_TEST

/* A polynomial does not do across the seam of a projection: PROJ is asked. */
START_TEST(where_it_is_not_smooth)
{
    ck_assert_double_lt(worst("+proj=igh +datum=WGS84", -40.3, 10, 0.6), 1e-5);
}
END_TEST

START_TEST(no_place_in_the_crs)
{
    struct ct_crs *crs = NULL;
    struct ct_projector *projector = NULL;
    double x = NAN, y = 30;

    ck_assert_int_eq(ct_crs_new("EPSG:4547", &crs, &err), CT_OK);
    ck_assert_int_eq(ct_projector_new(crs, &projector, &err), CT_OK);
    ck_assert_int_eq(ct_projector_apply(projector, 1, &x, &y, &err), CT_OUTPUT);
    ck_assert_str_eq(err.code, "E0509");
    ck_assert_int_eq(ct_projector_apply(projector, 0, NULL, NULL, &err), CT_OK);
    ct_projector_free(projector);
    ct_crs_free(crs);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("project");
    TCase *tests = tcase_create("project");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, as_proj_within_a_hundredth_of_a_millimetre);
    tcase_add_test(tests, where_it_is_not_smooth);
    tcase_add_test(tests, no_place_in_the_crs);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
