/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How coordinates become degrees: Chinese zones, columns of survey tables, datums whose shift is
 * not known, seven parameters, control points, affines, offsets.
 */
#include "base/affine.h"
#include "gis/crs.h"
#include "gis/vector.h"
#include "lib/folder.h"
#include <math.h>

static struct ct_crs *crs;
static struct ct_vector *vector;
static struct ct_feature *feature;
static bool more;

/* --- zones ------------------------------------------------------------------------------------ */

static void assert_projects(int code, const double degrees[2], double east, double north)
{
    char name[16];
    double x = degrees[0], y = degrees[1];
    snprintf(name, sizeof name, "EPSG:%d", code);
    assert_ok(ct_crs_new(name, &crs, &err));
    ck_assert(ct_crs_from_lonlat(crs, 1, &x, &y));
    ck_assert_double_eq_tol(x, east, 1e-4);
    ck_assert_double_eq_tol(y, north, 1e-4);
    ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
    ck_assert_double_eq_tol(x, degrees[0], 1e-11);
    ck_assert_double_eq_tol(y, degrees[1], 1e-11);
    ck_assert(!ct_crs_is_ballpark(crs, degrees[0], degrees[1]));
    ct_crs_free(crs);
}

/* 14 cities in four codes each. */
START_TEST(cgcs2000_cities)
{
    const char *path = real_file("coords/cgcs2000_gk_vectors.csv");
    if (path == NULL) {
        puts("skipped: no cgcs2000_gk_vectors.csv");
        return;
    }
    FILE *in = fopen(path, "r");
    char line[512];
    size_t seen = 0;
    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in) != NULL) {
        double d[2], e3, n3, e, e6, n6, e6cm;
        int three, three_cm, six, six_cm;
        ck_assert_int_eq(sscanf(strchr(line, ','),
                                ",%lf,%lf,%*d,%*d,%d,%lf,%lf,%d,%lf,%*d,%*d,%d,%lf,%lf,%d,%lf",
                                &d[0], &d[1], &three, &e3, &n3, &three_cm, &e, &six, &e6, &n6,
                                &six_cm, &e6cm),
                         12);
        assert_projects(three, d, e3, n3);
        assert_projects(three_cm, d, e, n3);
        assert_projects(six, d, e6, n6);
        assert_projects(six_cm, d, e6cm, n6);
        seen++;
    }
    fclose(in);
    ck_assert_uint_eq(seen, 14);
}
END_TEST

/* Every code of the three systems is the zone that it is said to be (proj.db), on its ellipsoid. */
START_TEST(all_zones)
{
    static const char *const words[] = {"CGCS2000", "Xian 1980", "Beijing 1954"};
    for (int zone = 13; zone <= 45; zone == 23 ? zone = 25 : zone++)
        for (enum ct_zone_system system = CT_ZONE_CGCS2000; system <= CT_ZONE_BEIJING54; system++) {
            char code[16];
            double meridian, easting;
            assert_ok(ct_crs_new(ct_zone_crs(zone, system, code), &crs, &err));
            ck_assert_msg(strncmp(ct_crs_name(crs), words[system], strlen(words[system])) == 0,
                          "%s: %s", code, ct_crs_name(crs));
            ck_assert(ct_crs_gauss_kruger(crs, &meridian, &easting));
            ck_assert_double_eq_tol(meridian, zone >= 25 ? 3 * zone : 6 * zone - 3, 1e-9);
            ck_assert_double_eq_tol(easting, zone * 1e6 + 5e5, 1e-6);
            ct_crs_free(crs);
        }
}
END_TEST

/* --- datums ----------------------------------------------------------------------------------- */

static bool ballpark(const char *definition, double lon, double lat)
{
    assert_ok(ct_crs_new(definition, &crs, &err));
    bool is = ct_crs_is_ballpark(crs, lon, lat);
    ct_crs_free(crs);
    return is;
}

START_TEST(datums)
{
    static const char *const known[] = {
        "EPSG:4326",
        "EPSG:4490",
        "EPSG:4547",
        "EPSG:32650",
        "EPSG:3857",
        "EPSG:7912", /* ITRF2014 */
        "+proj=tmerc +lon_0=114 +x_0=500000 +ellps=GRS80",
        "+proj=tmerc +lon_0=113.9 +x_0=50000 +y_0=-2000000 +ellps=WGS84 +units=m",
        "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0"};
    static const char *const unknown[] = {
        "EPSG:4610", "EPSG:2384",
        "EPSG:2363", "EPSG:4214",
        "EPSG:2436", "EPSG:21419",
        "EPSG:4555", /* New Beijing */ "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        ck_assert_msg(!ballpark(known[i], 116.4, 39.9), "%s", known[i]);
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++)
        ck_assert_msg(ballpark(unknown[i], 116.4, 39.9), "%s", unknown[i]);
    /* EPSG has parameters of Beijing 1954 for the Ordos basin (15918) and Tarim (15921). */
    ck_assert(!ballpark("EPSG:4214", 108.5, 38.0));
    ck_assert(!ballpark("EPSG:4214", 83.0, 41.5));
    ck_assert(ballpark("EPSG:4610", 108.5, 38.0));
}
END_TEST

/* The shift of Xian 1980 by three lengths, computed by hand: geocentric there and back. */
static void shift_by_hand(double *lon, double *lat, const double d[3])
{
    const double a = 6378140, f = 1 / 298.257, e2 = f * (2 - f), rad = M_PI / 180;
    double s = sin(*lat * rad), c = cos(*lat * rad), n = a / sqrt(1 - e2 * s * s);
    double x = n * c * cos(*lon * rad) + d[0], y = n * c * sin(*lon * rad) + d[1];
    double z = n * (1 - e2) * s + d[2];
    const double b = 6378137, g = 1 / 298.257223563, k2 = g * (2 - g), p = hypot(x, y);
    double phi = atan2(z, p * (1 - k2));
    for (int i = 0; i < 20; i++) {
        double m = b / sqrt(1 - k2 * sin(phi) * sin(phi));
        phi = atan2(z + k2 * m * sin(phi), p);
    }
    *lon = atan2(y, x) / rad;
    *lat = phi / rad;
}

START_TEST(seven_parameters)
{
    double seven[7] = {120, -45, 60, 0, 0, 0, 0};
    const struct ct_placing placing = {.towgs84 = seven, .towgs84_count = 7};
    double x = 117.2, y = 31.8, lon = 117.2, lat = 31.8;
    shift_by_hand(&lon, &lat, seven);
    assert_ok(ct_crs_new_placed("EPSG:4610", &placing, &crs, &err));
    ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
    ck_assert(!ct_crs_is_ballpark(crs, x, y));
    ck_assert_double_eq_tol(x, lon, 1e-9);
    ck_assert_double_eq_tol(y, lat, 1e-9);
    ck_assert_double_ge(fabs(x - 117.2), 1e-4);
    ct_crs_free(crs);

    /* A local grid of CGCS2000 by parameters too, and rotations as PROJ's +towgs84 has them. */
    double all[7] = {12.5, -8.25, 30, 1.5, -2.25, 0.75, 4.5}, u = 512000, v = 3500000;
    const struct ct_placing turned = {.towgs84 = all, .towgs84_count = 7};
    x = u;
    y = v;
    assert_ok(ct_crs_new_placed("EPSG:4548", &turned, &crs, &err));
    ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
    ct_crs_free(crs);
    assert_ok(ct_crs_new("+proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80 "
                         "+towgs84=12.5,-8.25,30,1.5,-2.25,0.75,4.5",
                         &crs, &err));
    ck_assert(ct_crs_to_lonlat(crs, 1, &u, &v));
    ck_assert_double_eq_tol(x, u, 1e-9);
    ck_assert_double_eq_tol(y, v, 1e-9);
    ct_crs_free(crs);
}
END_TEST

/* A WKT with an EPSG code keeps its own parameters. */
START_TEST(parameters_of_a_wkt)
{
    const char *wkt =
        "GEOGCS[\"Xian 1980\",DATUM[\"Xian_1980\",SPHEROID[\"IAG 1975\",6378140,298.257],"
        "TOWGS84[120,-45,60,0,0,0,0],AUTHORITY[\"EPSG\",\"6610\"]],"
        "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],"
        "AUTHORITY[\"EPSG\",\"4610\"]]";
    const double shift[3] = {120, -45, 60};
    double x = 117.2, y = 31.8, lon = 117.2, lat = 31.8;
    shift_by_hand(&lon, &lat, shift);
    assert_ok(ct_crs_new(wkt, &crs, &err));
    ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
    ck_assert_double_eq_tol(x, lon, 1e-9);
    ck_assert_double_eq_tol(y, lat, 1e-9);
    ct_crs_free(crs);
}
END_TEST

/* --- affines and control points --------------------------------------------------------------- */

START_TEST(affine_of_points)
{
    const double x[] = {0, 100, 0, 50}, y[] = {0, 0, 200, 70}, line[] = {0, 1, 2, 3};
    double u[4], v[4], map[6];
    const double known[6] = {0.8, -0.6, 1000, 0.6, 0.8, -5000};
    memcpy(u, x, sizeof u);
    memcpy(v, y, sizeof v);
    ct_affine_apply(known, 4, u, v);
    ck_assert_double_eq_tol(u[1], 1080, 1e-12);
    ck_assert_double_eq_tol(v[2], -4840, 1e-12);
    ck_assert(ct_affine_fit(4, x, y, u, v, map));
    for (int i = 0; i < 6; i++)
        ck_assert_double_eq_tol(map[i], known[i], 1e-9);
    ck_assert(!ct_affine_fit(2, x, y, u, v, map));
    ck_assert(!ct_affine_fit(4, line, line, u, v, map));
}
END_TEST

/* A local grid: Gauss-Kruger about 114.2 degrees, origin moved, turned by 1 degree. */
static void local_grid(double lon, double lat, double *x, double *y)
{
    struct ct_crs *own = NULL;
    double e = lon, n = lat, turn = M_PI / 180;
    assert_ok(ct_crs_new("+proj=tmerc +lon_0=114.2 +x_0=0 +ellps=GRS80", &own, &err));
    ck_assert(ct_crs_from_lonlat(own, 1, &e, &n));
    ct_crs_free(own);
    *x = cos(turn) * e - sin(turn) * (n - 3300000) + 20000;
    *y = sin(turn) * e + cos(turn) * (n - 3300000) + 10000;
}

enum { POINTS = 5 };

static void control_points(double numbers[POINTS * CT_POINT_NUMBERS])
{
    static const double at[POINTS][2] = {
        {114.1, 30.4}, {114.5, 30.42}, {114.3, 30.6}, {114.12, 30.75}, {114.48, 30.7}};
    for (size_t i = 0; i < POINTS; i++) {
        double *row = numbers + i * CT_POINT_NUMBERS;
        local_grid(at[i][0], at[i][1], &row[0], &row[1]);
        row[2] = at[i][0];
        row[3] = at[i][1];
    }
}

START_TEST(control_points_of_a_local_grid)
{
    double numbers[POINTS * CT_POINT_NUMBERS], x, y;
    struct ct_placing placing = {.points = numbers, .point_numbers = POINTS * CT_POINT_NUMBERS};
    control_points(numbers);
    assert_ok(ct_crs_new_placed(NULL, &placing, &crs, &err));
    ck_assert_uint_eq(ct_crs_fit(crs)->points, POINTS);
    ck_assert_double_le(ct_crs_fit(crs)->largest_m, 0.2);
    local_grid(114.25, 30.55, &x, &y);
    ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
    ck_assert_double_le(ct_plane_distance_m(x, y, 114.25, 30.55), 0.2);
    ct_crs_free(crs);

    /* In the grid's own projection nothing is left over; a wrong point stands out. */
    assert_ok(ct_crs_new_placed("+proj=tmerc +lon_0=114.2 +ellps=GRS80", &placing, &crs, &err));
    ck_assert_double_le(ct_crs_fit(crs)->largest_m, 1e-4);
    ct_crs_free(crs);
    numbers[2 * CT_POINT_NUMBERS] += 30;
    assert_ok(ct_crs_new_placed(NULL, &placing, &crs, &err));
    ck_assert_uint_eq(ct_crs_fit(crs)->worst, 2);
    ck_assert_double_ge(ct_crs_fit(crs)->largest_m, 10);
    ck_assert_double_le(ct_crs_fit(crs)->rms_m, ct_crs_fit(crs)->largest_m);
    ct_crs_free(crs);
    /* Points settle what a datum leaves open. */
    control_points(numbers);
    assert_ok(ct_crs_new_placed("EPSG:2383", &placing, &crs, &err));
    ck_assert(!ct_crs_is_ballpark(crs, 114.3, 30.6));
    ct_crs_free(crs);
}
END_TEST

START_TEST(an_affine_into_a_zone)
{
    double affine[6] = {1, 0, 500000, 0, 1, 3000000}, x = 29290.1792604, y = 385902.68636797;
    const struct ct_placing placing = {.affine = affine, .affine_count = 6};
    assert_ok(ct_crs_new_placed("EPSG:4547", &placing, &crs, &err));
    ck_assert(ct_crs_to_lonlat(crs, 1, &x, &y));
    ck_assert_double_eq_tol(x, 114.3054, 1e-9); /* Wuhan, as in the vectors of zones */
    ck_assert_double_eq_tol(y, 30.5931, 1e-9);
    ck_assert_ptr_null(ct_crs_fit(crs));
    ct_crs_free(crs);
}
END_TEST

START_TEST(wrong_transforms)
{
    double numbers[12] = {0, 0, 114, 30, 1, 1, 114, 30, 2, 2, 114, 30};
    struct ct_placing placing = {.towgs84 = numbers, .towgs84_count = 3};
    assert_fails(ct_crs_new_placed("EPSG:4610", &placing, &crs, &err), "E0326");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "3 numbers, not 7"));
    placing = (struct ct_placing){.affine = numbers, .affine_count = 7};
    assert_fails(ct_crs_new_placed("EPSG:4547", &placing, &crs, &err), "E0326");
    placing = (struct ct_placing){
        .affine = numbers, .affine_count = 6, .towgs84 = numbers, .towgs84_count = 7};
    assert_fails(ct_crs_new_placed("EPSG:4547", &placing, &crs, &err), "E0326");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "several"));
    placing = (struct ct_placing){.points = numbers, .point_numbers = 11};
    assert_fails(ct_crs_new_placed(NULL, &placing, &crs, &err), "E0326");
    placing.point_numbers = 12; /* all on a line */
    assert_fails(ct_crs_new_placed(NULL, &placing, &crs, &err), "E0328");
    placing.point_numbers = 8;
    assert_fails(ct_crs_new_placed(NULL, &placing, &crs, &err), "E0328");
}
END_TEST

/* --- columns of tables ------------------------------------------------------------------------ */

static enum ct_status open_table(const char *text, const char *definition,
                                 const struct ct_placing *placing)
{
    static const char *const x[] = {"lon", "x", "X坐标", NULL}, *const y[] = {"lat", "y", "Y坐标",
                                                                              NULL};
    const struct ct_vector_options options = {
        .path = "t.csv", .crs = definition, .x_names = x, .y_names = y, .placing = placing};
    write_text("t.csv", text);
    return ct_vector_open(&options, &vector, &err);
}

/* The first row lies in Wuhan (114.3054, 30.5931). */
static void assert_wuhan(void)
{
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(more && feature->shape.vertices == 1);
    ck_assert_double_eq_tol(feature->shape.lon[0], 114.3054, 1e-7);
    ck_assert_double_eq_tol(feature->shape.lat[0], 30.5931, 1e-7);
    ct_vector_close(vector);
}

START_TEST(columns_of_projected_coordinates)
{
    const struct {
        const char *text, *crs;
        bool exchanged, zone_only;
        int zone;
        double added_m;
    } known[] = {
        {"id,x,y\n1,529290.1793,3385902.6864\n", "EPSG:4547", false, false, 0, 0},
        {"id,X坐标,Y坐标\n1,3385902.6864,529290.1793\n", "EPSG:4547", true, false, 0, 0},
        {"id,x,y\n1,38529290.1793,3385902.6864\n", NULL, false, true, 38, 0},
        {"id,x,y\n1,3385902.6864,38529290.1793\n", NULL, true, true, 38, 0},
        {"id,x,y\n1,3388957.7477,20241521.7306\n", NULL, true, true, 20, 0},
        {"id,lon,lat\n1,38529290.1793,3385902.6864\n", NULL, false, true, 38, 0},
        {"id,x,y\n1,38529290.1793,3385902.6864\n", "EPSG:4547", false, false, 38, -38e6},
        {"id,x,y\n1,529290.1793,3385902.6864\n", "EPSG:4526", false, false, 0, 38e6},
        {"id,x,y\n1,38529290.1793,3385902.6864\n", "EPSG:4526", false, false, 38, 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_ok(open_table(known[i].text, known[i].crs, NULL));
        const struct ct_axes *axes = ct_vector_axes(vector);
        ck_assert_msg(axes->exchanged == known[i].exchanged, "%s", known[i].text);
        ck_assert_msg(axes->zone_only == known[i].zone_only, "%s", known[i].text);
        ck_assert_int_eq(axes->zone, known[i].zone);
        ck_assert_double_eq(axes->added_m, known[i].added_m);
        assert_wuhan();
    }
}
END_TEST

START_TEST(columns_without_a_zone)
{
    assert_fails(open_table("x,y\n529290.18,3385902.69\n", NULL, NULL), "E0329");
    assert_fails(open_table("x,y\n3385902.69,529290.18\n", NULL, NULL), "E0329");
    assert_fails(open_table("x,y\n12.5,30\n", NULL, NULL), "E0321");
    assert_fails(open_table("x,y\n39529290.18,3385902.69\n", "EPSG:4547", NULL), "E0327");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "117"));
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "114"));
    /* Two zones in one table: neither is taken for the other. */
    assert_fails(open_table("x,y\n38529290,3385902\n39529290,3385902\n", NULL, NULL), "E0329");
}
END_TEST

START_TEST(columns_of_degrees)
{
    assert_ok(open_table("lon,lat\n114.3054,30.5931\n", NULL, NULL));
    ck_assert(!ct_vector_axes(vector)->exchanged);
    assert_wuhan();
    assert_ok(open_table("lon,lat\n30.5931,114.3054\n30.6,114.4\n", NULL, NULL));
    ck_assert(ct_vector_axes(vector)->exchanged);
    assert_wuhan();
    /* Both ways are possible: the names say it. */
    assert_ok(open_table("lon,lat\n43.8,87.6\n", NULL, NULL));
    ck_assert(!ct_vector_axes(vector)->exchanged);
    ct_vector_close(vector);
    /* Small numbers of a metric system are no degrees. */
    assert_ok(open_table("x,y\n50,120\n", "+proj=tmerc +lon_0=114 +ellps=GRS80", NULL));
    ck_assert(!ct_vector_axes(vector)->exchanged);
    ct_vector_close(vector);
    /* UTM and the like keep their order, whatever the numbers look like. */
    assert_ok(open_table("x,y\n3385902,529290\n", "EPSG:3035", NULL));
    ck_assert(!ct_vector_axes(vector)->exchanged);
    ct_vector_close(vector);
}
END_TEST

/* --- layers ----------------------------------------------------------------------------------- */

START_TEST(layers_of_unknown_datums)
{
    struct ct_placing placing = {0};
    const char *text = "x,y\n448481.57,4419565.44\n";
    assert_ok(open_table(text, "EPSG:2384", &placing));
    assert_fails(ct_vector_next(vector, &feature, &more, &err), "E0325");
    ck_assert_ptr_nonnull(strstr(err.hint[CT_EN], "towgs84"));
    ck_assert_ptr_nonnull(strstr(err.hint[CT_EN], "points"));
    ck_assert_ptr_nonnull(strstr(err.hint[CT_ZH], "accept_ballpark: true"));
    ct_vector_close(vector);
    placing.accept_ballpark = true;
    assert_ok(open_table(text, "EPSG:2384", &placing));
    ck_assert(!ct_vector_is_ballpark(vector));
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(more && ct_vector_is_ballpark(vector));
    ck_assert_double_eq_tol(feature->shape.lon[0], 116.3975, 1e-3);
    ct_vector_close(vector);
}
END_TEST

START_TEST(offsets_come_after_the_crs)
{
    const struct ct_placing gcj02 = {.offset = CT_OFFSET_GCJ02}, bd09 = {.offset = CT_OFFSET_BD09};
    double lon = 114.3054, lat = 30.5931;
    char text[128];
    ct_offset_add(CT_OFFSET_GCJ02, &lon, &lat);
    snprintf(text, sizeof text, "lon,lat\n%.12f,%.12f\n", lon, lat);
    assert_ok(open_table(text, NULL, &gcj02));
    assert_wuhan();
    assert_ok(ct_crs_new("EPSG:4547", &crs, &err));
    ck_assert(ct_crs_from_lonlat(crs, 1, &lon, &lat));
    ct_crs_free(crs);
    snprintf(text, sizeof text, "x,y\n%.6f,%.6f\n", lon, lat);
    assert_ok(open_table(text, "EPSG:4547", &gcj02));
    assert_wuhan();
    lon = 114.3054;
    lat = 30.5931;
    ct_offset_add(CT_OFFSET_BD09, &lon, &lat);
    snprintf(text, sizeof text, "lon,lat\n%.12f,%.12f\n", lon, lat);
    assert_ok(open_table(text, NULL, &bd09));
    assert_wuhan();
}
END_TEST

START_TEST(affine_needs_a_crs)
{
    double six[6] = {1, 0, 500000, 0, 1, 3000000};
    const struct ct_placing placing = {.affine = six, .affine_count = 6};
    const char *text = "x,y\n29290.1793,385902.6864\n";
    assert_fails(open_table(text, NULL, &placing), "E0326");
    assert_ok(open_table(text, "EPSG:4547", &placing));
    assert_wuhan();
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("transform");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, cgcs2000_cities);
    tcase_add_test(tests, all_zones);
    tcase_add_test(tests, datums);
    tcase_add_test(tests, seven_parameters);
    tcase_add_test(tests, parameters_of_a_wkt);
    tcase_add_test(tests, affine_of_points);
    tcase_add_test(tests, control_points_of_a_local_grid);
    tcase_add_test(tests, an_affine_into_a_zone);
    tcase_add_test(tests, wrong_transforms);
    tcase_add_test(tests, columns_of_projected_coordinates);
    tcase_add_test(tests, columns_without_a_zone);
    tcase_add_test(tests, columns_of_degrees);
    tcase_add_test(tests, layers_of_unknown_datums);
    tcase_add_test(tests, offsets_come_after_the_crs);
    tcase_add_test(tests, affine_needs_a_crs);
    return run_tests(suite_create("transform"), tests);
}
