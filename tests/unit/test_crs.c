/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/crs.h: what is understood, known points, and the choice of an output CRS.
 */
#include "gis/crs.h"
#include "lib/folder.h"
#include <math.h>

static struct ct_crs *crs;

START_TEST(definitions)
{
    assert_ok(ct_crs_new("EPSG:4547", &crs, &err));
    ck_assert_str_eq(ct_crs_code(crs), "EPSG:4547");
    ck_assert(!ct_crs_is_geographic(crs) && !ct_crs_is_degrees(crs));
    ct_crs_free(crs);
    assert_ok(ct_crs_new("+proj=tmerc +lon_0=114 +x_0=500000 +ellps=GRS80", &crs, &err));
    ck_assert_str_eq(ct_crs_code(crs), "");
    ct_crs_free(crs);
    assert_ok(ct_crs_new("EPSG:4214", &crs, &err)); /* Beijing 1954: degrees of another datum */
    ck_assert(ct_crs_is_geographic(crs) && !ct_crs_is_degrees(crs));
    ct_crs_free(crs);

    assert_fails(ct_crs_new("EPSG:99999", &crs, &err), "E0320");
    ck_assert_ptr_null(crs);
    assert_fails(ct_crs_new("Gauss", &crs, &err), "E0320");
    assert_fails(ct_crs_new("https://example.org/4326", &crs, &err), "E0320");
    assert_fails(ct_crs_new("LOCAL_CS[\"grid\",UNIT[\"metre\",1]]", &crs, &err), "E0320");
    ct_crs_free(NULL);
}
END_TEST

START_TEST(degrees_stay_as_they_are)
{
    const char *const same[] = {"EPSG:4326", "EPSG:4490", "OGC:CRS84", NULL};
    for (size_t i = 0; same[i]; i++) {
        double lon[2] = {114.3, -180}, lat[2] = {30.6, 90};
        assert_ok(ct_crs_new(same[i], &crs, &err));
        ck_assert(ct_crs_is_degrees(crs));
        ck_assert(ct_crs_to_lonlat(crs, 2, lon, lat));
        ck_assert_double_eq(lon[0], 114.3);
        ck_assert_double_eq(lat[0], 30.6);
        lon[1] = 528770; /* metres that call themselves degrees */
        lat[1] = 3386666;
        ck_assert(!ct_crs_to_lonlat(crs, 2, lon, lat));
        ck_assert(isinf(lat[1]) && !isinf(lat[0]));
        ct_crs_free(crs);
    }
}
END_TEST

/* x is east, y is north in every CRS, also where EPSG says northing first. Values: proj.db. */
START_TEST(known_points)
{
    const struct {
        const char *crs;
        double lon, lat, east, north;
    } known[] = {{"EPSG:4548", 116.3975, 39.9087, 448481.5746, 4419565.4353},
                 {"EPSG:4527", 116.3975, 39.9087, 39448481.5746, 4419565.4353},
                 {"EPSG:4547", 114.0579, 22.5431, 505955.8462, 2493941.2457},
                 {"EPSG:4510", 121.4737, 31.2304, 354575.4792, 3457523.5390},
                 {"EPSG:3857", 180, 0, 20037508.3428, 0}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double x = known[i].lon, y = known[i].lat;
        assert_ok(ct_crs_new(known[i].crs, &crs, &err));
        ck_assert(ct_crs_from_lonlat(crs, 1, &x, &y));
        ck_assert_double_eq_tol(x, known[i].east, 1e-3);
        ck_assert_double_eq_tol(y, known[i].north, 1e-3);
        ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
        ck_assert_double_eq_tol(x, known[i].lon, 1e-10);
        ck_assert_double_eq_tol(y, known[i].lat, 1e-10);
        ct_crs_free(crs);
    }
}
END_TEST

static void assert_auto(double lon, double lat, double width, const char *expected)
{
    char chosen[256];
    ct_crs_auto(lon - width / 2, lat - 0.1, lon + width / 2, lat + 0.1, chosen);
    ck_assert_str_eq(chosen, expected);
    assert_ok(ct_crs_new(chosen, &crs, &err));
    double x = lon, y = lat;
    ck_assert(ct_crs_from_lonlat(crs, 1, &x, &y));
    ct_crs_free(crs);
}

START_TEST(output_crs)
{
    assert_auto(114.3, 30.6, 1, "EPSG:4547");      /* Wuhan: 114E */
    assert_auto(117.1, 32.6, 1, "EPSG:4548");      /* Huainan: 117E */
    assert_auto(75.99, 39.47, 1, "EPSG:4534");     /* Kashgar: 75E */
    assert_auto(131.0, 46.6, 1, "EPSG:4553");      /* Jiamusi: 132E */
    assert_auto(110.35, 20.02, 1, "EPSG:4546");    /* Haikou */
    assert_auto(121.56, 25.04, 1, "EPSG:4550");    /* Taipei */
    assert_auto(91.1, 29.65, 1, "EPSG:4539");      /* Lhasa */
    assert_auto(103.85, 1.35, 0.5, "EPSG:32648");  /* Singapore */
    assert_auto(-51.2, -30.05, 0.5, "EPSG:32722"); /* Porto Alegre */
    assert_auto(126.98, 37.57, 0.5, "EPSG:32652"); /* Seoul */
    assert_auto(106.92, 47.92, 0.5, "EPSG:32648"); /* Ulaanbaatar */
    assert_auto(105.85, 21.03, 0.5, "EPSG:32648"); /* Hanoi */
    assert_auto(85.32, 27.72, 0.5, "EPSG:32645");  /* Kathmandu */
    assert_auto(131.9, 43.12, 0.5, "EPSG:32652");  /* Vladivostok */
    assert_auto(114.3, 30.6, 5, "EPSG:32650");     /* too wide for three degrees */
    assert_auto(104.4, 35.1, 40, "+proj=laea +lat_0=35 +lon_0=104 +datum=WGS84 +units=m +no_defs");
}
END_TEST

START_TEST(every_chinese_city_is_in_china)
{
    const char *path = real_file("coords/gcoord_china-cities.json");
    FILE *in = path ? fopen(path, "r") : NULL;
    char line[256];
    int cities = 0;
    if (in == NULL)
        puts("skipped: no real data");
    while (in != NULL && fgets(line, sizeof line, in)) {
        char chosen[256];
        char *at = strstr(line, "\"WGS84\": [");
        if (at == NULL)
            continue;
        double lon = strtod(strchr(at, '[') + 1, &at), lat = strtod(at + 1, NULL);
        ct_crs_auto(lon, lat, lon, lat, chosen);
        ck_assert_msg(strncmp(chosen, "EPSG:45", 7) == 0, "%f %f: %s", lon, lat, chosen);
        cities++;
    }
    if (in != NULL) {
        fclose(in);
        ck_assert_int_eq(cities, 664);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("crs");
    tcase_add_test(tests, definitions);
    tcase_add_test(tests, degrees_stay_as_they_are);
    tcase_add_test(tests, known_points);
    tcase_add_test(tests, output_crs);
    tcase_add_test(tests, every_chinese_city_is_in_china);
    return run_tests(suite_create("crs"), tests);
}
