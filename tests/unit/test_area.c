/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Covered areas against closed forms: a disc, two overlapping discs, a disc cut by a border, many
 * discs at one place, discs through one point; and the cells of one polygon against the fractions
 * that exactextract's own tests publish (isciences/exactextract,
 * test_raster_cell_intersection.cpp).
 */
#include "measure/circles.h"
#include "measure/clip.h"
#include "measure/measuring.h"
#include "measure/scan.h"

#include <check.h>
#include <stdlib.h>

static struct ct_shape box(double west, double south, double east, double north)
{
    struct ct_shape s = {.kind = CT_SHAPE_POLYGONS};
    const double x[5] = {west, east, east, west, west}, y[5] = {south, south, north, north, south};
    ct_shape_begin(&s, false);
    for (int i = 0; i < 5; i++)
        ct_shape_add(&s, x[i], y[i], false);
    return s;
}

/* Area by number of facilities of n zones under discs of one radius. */
static void covered(struct ct_shape *shape, size_t zones, size_t n, const double *lon,
                    const double *lat, double radius_m, double (*out)[CT_DEPTHS])
{
    const struct ct_shape *list[4];
    uint32_t facility[16];
    double radius[16];
    struct ct_zones z;
    struct ct_circles circles;
    struct ct_arrangement a;
    struct ct_integrals in;
    struct ct_tally t;
    struct ct_error err = {0};
    const double bounds[4] = {shape[0].lon[0], shape[0].lat[0], shape[0].lon[2], shape[0].lat[2]};
    for (size_t i = 0; i < zones; i++)
        list[i] = &shape[i];
    for (uint32_t i = 0; i < n; i++) {
        facility[i] = i;
        radius[i] = radius_m;
    }
    ck_assert_int_eq(ct_zones_new(list, zones, ct_zones_origin(bounds), &z, &err), CT_OK);
    ck_assert_int_eq(ct_circles_new(n, facility, lon, lat, radius, &z, &circles, &err), CT_OK);
    ck_assert_int_eq(ct_arrange(&z, 1, &circles, 0, NULL, &a, &err), CT_OK);
    ck_assert_int_eq(ct_field_area(&a, &in, &err), CT_OK);
    ck_assert_int_eq(ct_tally_new(&a, &in, false, &t, &err), CT_OK);
    for (size_t i = 0; i < zones; i++) {
        for (size_t d = 0; d < CT_DEPTHS; d++)
            out[i][d] = ct_tally_value(&t, t.reached[i * CT_DEPTHS + d]);
        ct_shape_free(&shape[i]);
    }
    ct_tally_free(&t);
    ct_integrals_free(&in);
    ct_arrangement_free(&a);
    ct_circles_free(&circles);
    ct_zones_free(&z);
}

/* Area of a geodesic disc: of a spherical cap of the Gaussian radius, to (r/R)^4. */
static double disc(double lat, double r)
{
    const double e2 = CT_EARTH_F * (2 - CT_EARTH_F), s = sin(lat * M_PI / 180);
    const double gauss = CT_EARTH_A * sqrt(1 - e2) / (1 - e2 * s * s);
    return 2 * M_PI * gauss * gauss * (1 - cos(r / gauss));
}

START_TEST(one_disc)
{
    for (double lat = 0; lat <= 55; lat += 11)
        for (double r = 100; r <= 5000; r *= 2.3) {
            struct ct_shape s = box(116.9, lat - 0.1, 117.1, lat + 0.1);
            const double lon[1] = {117.0003}, at[1] = {lat};
            double got[1][CT_DEPTHS];
            covered(&s, 1, 1, lon, at, r, got);
            ck_assert_msg(fabs(got[0][1] / disc(lat, r) - 1) < 1e-6, "%g m at %g: %.9f", r, lat,
                          got[0][1] / disc(lat, r));
            ck_assert_double_eq_tol(got[0][2] + got[0][3], 0, 1e-3);
        }
}
END_TEST

START_TEST(two_overlapping_discs)
{
    const double r = 500, lat[2] = {32, 32}, lon[2] = {117, 117.006};
    const double d = ct_plane_distance_m(lon[0], lat[0], lon[1], lat[1]);
    const double lens = 2 * r * r * acos(d / 2 / r) - d / 2 * sqrt(4 * r * r - d * d);
    struct ct_shape s = box(116.9, 31.9, 117.1, 32.1);
    double got[1][CT_DEPTHS];
    covered(&s, 1, 2, lon, lat, r, got);
    ck_assert_double_eq_tol(got[0][2] / lens, 1, 1e-5);
    ck_assert_double_eq_tol(got[0][1] / (2 * (disc(32, r) - lens)), 1, 1e-5);
}
END_TEST

START_TEST(disc_cut_by_a_border)
{
    /* a meridian through the centre halves it; one at 300 m from it leaves a segment */
    const double r = 500, lat[1] = {40}, lon[1] = {117};
    struct ct_shape s[2] = {box(116.9, 39.9, 117, 40.1), box(117, 39.9, 117.1, 40.1)};
    double got[2][CT_DEPTHS];
    covered(s, 2, 1, lon, lat, r, got);
    ck_assert_double_eq_tol(got[0][1] / disc(40, r), 0.5, 1e-7);
    ck_assert_double_eq_tol(got[1][1] / disc(40, r), 0.5, 1e-7);
    const double k = ct_plane_scale(40) / CT_EARTH_A * 180 / M_PI; /* degrees a metre, east */
    struct ct_shape t[2] = {box(116.9, 39.9, 117 + 300 * k, 40.1),
                            box(117 + 300 * k, 39.9, 117.1, 40.1)};
    covered(t, 2, 1, lon, lat, r, got);
    const double segment = r * r * acos(0.6) - 300 * sqrt(r * r - 300.0 * 300);
    ck_assert_double_eq_tol(got[1][1] / segment, 1, 3e-5);
    ck_assert_double_eq_tol((got[0][1] + got[1][1]) / disc(40, r), 1, 1e-6);
}
END_TEST

START_TEST(discs_at_one_place_count_each)
{
    const double lat[3] = {30, 30, 30}, lon[3] = {117, 117, 117};
    struct ct_shape s = box(116.95, 29.95, 117.05, 30.05);
    double got[1][CT_DEPTHS];
    covered(&s, 1, 3, lon, lat, 800, got);
    ck_assert_double_eq_tol(got[0][3] / disc(30, 800), 1, 1e-6);
    ck_assert_double_eq_tol(got[0][1] + got[0][2], 0, 1e-3);
}
END_TEST

/* Four discs whose rims all meet in one point: inclusion and exclusion still add up. */
START_TEST(rims_through_one_point)
{
    double lon[4], lat[4], got[1][CT_DEPTHS];
    for (int i = 0; i < 4; i++) {
        const struct ct_circle c = ct_plane_circle(117, 32, 500);
        const struct ct_xy d =
            ct_plane_to_lonlat(c.x + c.r * cos(i * M_PI / 2), c.y + c.r * sin(i * M_PI / 2));
        lon[i] = d.x;
        lat[i] = d.y;
    }
    struct ct_shape s = box(116.9, 31.9, 117.1, 32.1);
    covered(&s, 1, 4, lon, lat, 500, got);
    /* neighbours share a lens of half a right angle each side: r^2 (pi/2 - 1) */
    const double lens = 500.0 * 500 * (M_PI / 2 - 1);
    ck_assert_double_eq_tol(got[0][2] / (4 * lens), 1, 1e-4);
    ck_assert_double_eq_tol((got[0][1] + 2 * got[0][2] + 3 * got[0][3]) / (4 * disc(32, 500)), 1,
                            1e-5);
}
END_TEST

/* Everything on one lattice: discs centred on the corners of square zones, radius so that rims pass
 * through other corners and touch each other; two of them twice. Against counting at places. */
START_TEST(discs_on_the_corners_of_zones)
{
    const double step = 0.004;
    for (int variant = 0; variant < 6; variant++) {
        struct ct_shape s[4];
        double lon[12], lat[12], got[4][CT_DEPTHS], expected[4][CT_DEPTHS] = {{0}};
        size_t n = 0;
        for (int i = 0; i < 4; i++)
            s[i] = box(117 + step * (i % 2), 20 + step * (i / 2), 117 + step * (i % 2 + 1),
                       20 + step * (i / 2 + 1));
        for (int i = 0; i < 9; i += variant % 3 + 1) {
            lon[n] = 117 + step * (i % 3);
            lat[n++] = 20 + step * (i / 3);
        }
        lon[n] = lon[0];
        lat[n++] = lat[0];
        const double side = ct_plane_distance_m(117, 20, 117 + step, 20);
        const double radius = variant < 3 ? side : side / 2;
        covered(s, 4, n, lon, lat, radius, got);
        const int fine = 300;
        for (int k = 0; k < 4 * fine * fine; k++) {
            const double x = 117 + step * (k % (2 * fine) + 0.5) / fine;
            const double y = 20 + step * (k / (2 * fine) + 0.5) / fine;
            const int zone = (k % (2 * fine) >= fine) + 2 * (k / (2 * fine) >= fine);
            size_t depth = 0;
            for (size_t i = 0; i < n; i++)
                depth += ct_plane_distance_m(x, y, lon[i], lat[i]) < radius;
            expected[zone][depth < 3 ? depth : 3] += 1.0 / fine / fine;
        }
        for (int i = 0; i < 4; i++) {
            const double all = got[i][0] + got[i][1] + got[i][2] + got[i][3];
            for (int d = 0; d < CT_DEPTHS; d++)
                ck_assert_msg(fabs(got[i][d] / all - expected[i][d]) < 2e-3,
                              "variant %d zone %d depth %d: %.5f, counted %.5f", variant, i, d,
                              got[i][d] / all, expected[i][d]);
        }
    }
}
END_TEST

/* ---- one polygon on a small grid of cells
 * -------------------------------------------------------- */

/* Share of every cell of a columns x rows grid that the ring covers; row 0 is the southernmost
 * here, as rows run along v. */
static void fractions(const double (*ring)[2], size_t n, int columns, int rows, double *out)
{
    for (int cell = 0; cell < columns * rows; cell++) {
        float people[16] = {0};
        int64_t right[32], beyond[8] = {0};
        double moment[8] = {0}, edge[8] = {0};
        unsigned char empty[8];
        struct ct_window w = {.width = columns,
                              .height = rows,
                              .right = right,
                              .beyond = beyond,
                              .beyond_moment = moment,
                              .edge_moment = edge,
                              .empty = empty,
                              .scale = 0x1p36};
        ct_exact sum = 0;
        people[cell] = 1;
        ck_assert(ct_window_fill(&w, people, NULL));
        for (size_t i = 0; i + 1 < n; i++) {
            const int up = ring[i][1] < ring[i + 1][1];
            const double *a = ring[up ? i : i + 1], *b = ring[up ? i + 1 : i];
            const struct ct_segment s = {(int64_t)(a[0] * 0x1p20),
                                         (int64_t)(a[1] * 0x1p20),
                                         (int64_t)(b[0] * 0x1p20),
                                         (int64_t)(b[1] * 0x1p20),
                                         0,
                                         up ? -1 : 1};
            if (s.v0 != s.v1)
                ct_window_integrate(&w, &s, &sum, NULL);
        }
        out[cell] = (double)sum * 0x1p-41 / w.scale;
    }
}

static void same(const double (*ring)[2], size_t n, int columns, int rows, const double *expected)
{
    double got[16];
    fractions(ring, n, columns, rows, got);
    for (int r = 0; r < rows; r++) /* published from the north */
        for (int c = 0; c < columns; c++)
            ck_assert_double_eq_tol(got[(rows - 1 - r) * columns + c], expected[r * columns + c],
                                    1e-6);
}

START_TEST(published_fractions)
{
    static const double rectangle[][2] = {{.5, .5}, {2.5, .5}, {2.5, 2.5}, {.5, 2.5}, {.5, .5}};
    static const double notched[][2] = {{.5, .5}, {2.5, .5}, {2.5, 2}, {2, 2},
                                        {2, 2.5}, {.5, 2.5}, {.5, .5}};
    static const double diamond[][2] = {{1.5, .5}, {2.5, 1.5}, {1.5, 2.5}, {.5, 1.5}, {1.5, .5}};
    static const double on_boundary[][2] = {{1, 1.5},  {.5, 1.5},  {.5, .5},
                                            {1.5, .5}, {1.5, 1.5}, {1, 1.5}};
    static const double bouncing[][2] = {{.5, 2.5},  {.5, 1.5},  {.5, 1},
                                         {1.5, 1.5}, {1.5, 2.5}, {.5, 2.5}};
    same(rectangle, 5, 3, 3, (double[]){.25, .5, .25, .5, 1, .5, .25, .5, .25});
    same(notched, 7, 3, 3, (double[]){.25, .5, 0, .5, 1, .5, .25, .5, .25});
    same(diamond, 5, 3, 3, (double[]){0, .25, 0, .25, 1, .25, 0, .25, 0});
    same(on_boundary, 6, 2, 2, (double[]){.25, .25, .25, .25});
    /* its grid begins at -1: moved up by one here; the lowest row of cells stays empty */
    same(bouncing, 6, 2, 3, (double[]){.25, .25, .4375, .3125, 0, 0});
}
END_TEST

START_TEST(polygon_larger_than_the_cells)
{
    static const double ring[][2] = {{-1.5, -.5}, {1.5, -.5}, {1.5, 1.5}, {-1.5, 1.5}, {-1.5, -.5}};
    same(ring, 5, 2, 2, (double[]){.5, .25, 1, .5});
    static const double outside[][2] = {{5, 0}, {6, 0}, {6, 2}, {5, 2}, {5, 0}};
    same(outside, 5, 2, 2, (double[]){0, 0, 0, 0});
}
END_TEST

/* ---- clipping to squares
 * -------------------------------------------------------------------------- */

static double ring_area(const struct ct_rings *r)
{
    double area = 0;
    for (size_t k = 0; k < r->count; k++)
        for (size_t i = r->start[k]; i + 1 < r->start[k + 1]; i++)
            area += (r->at[i].x * r->at[i + 1].y - r->at[i + 1].x * r->at[i].y) / 2;
    return area;
}

/* Random star polygons against random squares: the area of the intersection is the sum, over the
 * set, of the polygon's share of each square. */
START_TEST(clip_to_squares)
{
    srand(5);
    for (int round = 0; round < 300; round++) {
        double value[36], share[36], expected = 0, ring[24][2];
        struct ct_xy at[24];
        for (int i = 0; i < 36; i++)
            value[i] = rand() % 3 ? 1 : 0;
        for (int i = 0; i < 23; i++) {
            const double a = i * 2 * M_PI / 23, r = 0.5 + 2.4 * (rand() % 1000) / 1000.0;
            at[i] = (struct ct_xy){3.013 + r * cos(a), 2.987 + r * sin(a)};
        }
        at[23] = at[0];
        for (int i = 0; i < 24; i++) {
            ring[i][0] = at[i].x;
            ring[i][1] = at[i].y;
        }
        struct ct_chains polygon = {0}, clipped = {0};
        struct ct_rings rings;
        bool closed;
        const struct ct_mask mask = {0, 0, 6, 6, value};
        ck_assert_int_eq(ct_chains_add(&polygon, at, 24, false, NULL), CT_OK);
        ck_assert_int_eq(ct_clip(&polygon, &mask, &clipped, NULL), CT_OK);
        ck_assert_int_eq(ct_chains_link(&clipped, &rings, &closed, NULL), CT_OK);
        ck_assert(closed);
        for (int half = 0; half < 3; half++) { /* two rows of six at a time fit `fractions` */
            double moved[24][2];
            for (int i = 0; i < 24; i++) {
                moved[i][0] = ring[i][0];
                moved[i][1] = ring[i][1] - 2 * half;
            }
            fractions((const double(*)[2])moved, 24, 6, 2, share + 12 * half);
        }
        for (int i = 0; i < 36; i++)
            expected += value[i] * share[i];
        ck_assert_double_eq_tol(ring_area(&rings), expected, 1e-4);
        ct_rings_free(&rings);
        ct_chains_free(&polygon);
        ct_chains_free(&clipped);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("area");
    TCase *t = tcase_create("area");
    tcase_set_timeout(t, 120);
    tcase_add_test(t, one_disc);
    tcase_add_test(t, two_overlapping_discs);
    tcase_add_test(t, disc_cut_by_a_border);
    tcase_add_test(t, discs_at_one_place_count_each);
    tcase_add_test(t, rims_through_one_point);
    tcase_add_test(t, discs_on_the_corners_of_zones);
    tcase_add_test(t, published_fractions);
    tcase_add_test(t, polygon_larger_than_the_cells);
    tcase_add_test(t, clip_to_squares);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
