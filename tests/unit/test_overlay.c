/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/overlay.h: closed forms for squares; a triangulation is Delaunay, covers the hull, and does
 * not depend on the order of points.
 */
#include "gis/overlay.h"
#include "lib/folder.h"
#include <math.h>

static struct ct_shape square(double x, double y, double size)
{
    struct ct_shape s = {.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(&s, false));
    ck_assert(ct_shape_add(&s, x, y, false));
    ck_assert(ct_shape_add(&s, x + size, y, false));
    ck_assert(ct_shape_add(&s, x + size, y + size, false));
    ck_assert(ct_shape_add(&s, x, y + size, false));
    ck_assert(ct_shape_add(&s, x, y, false));
    return s;
}

static double area(const struct ct_shape *shape)
{
    double sum = 0;
    for (size_t part = 0; part < shape->parts; part++) {
        double ring = ct_shape_ring_area(shape, part);
        ck_assert((ring < 0) == shape->hole[part]);
        sum += ring;
    }
    return sum;
}

START_TEST(squares)
{
    struct ct_shape a = square(0, 0, 4), b = square(1, 1, 2), c = square(3, 3, 4), out = {0};
    assert_ok(ct_overlay_and(&a, &c, &out, &err));
    ck_assert_double_eq(area(&out), 1);
    assert_ok(ct_overlay_minus(&a, &b, &out, &err)); /* a hole */
    ck_assert_uint_eq(out.parts, 2);
    ck_assert(!out.hole[0] && out.hole[1]);
    ck_assert_double_eq(area(&out), 12);
    assert_ok(ct_overlay_minus(&b, &a, &out, &err));
    ck_assert_uint_eq(out.parts, 0);
    ct_shape_free(&c);
    c = square(4, 0, 4); /* an edge in common: no area */
    assert_ok(ct_overlay_and(&a, &c, &out, &err));
    ck_assert_uint_eq(out.parts, 0);
    ct_shape_free(&a);
    ct_shape_free(&b);
    ct_shape_free(&c);
    ct_shape_free(&out);
}
END_TEST

/* A coverage, and sets that only claim to be one: a half overlap, a border with one vertex more. */
START_TEST(unions)
{
    struct ct_shape a = square(0, 0, 2), b = square(2, 0, 2), c = square(3, 0, 2), out = {0};
    struct ct_shape half = square(2, 0, 1);
    const struct ct_shape *const cover[] = {&a, &b}, *const overlap[] = {&a, &b, &c},
                                 *const uneven[] = {&a, &half};
    for (int coverage = 0; coverage < 2; coverage++) {
        assert_ok(ct_overlay_union(cover, 2, coverage, &out, &err));
        ck_assert_uint_eq(out.parts, 1);
        ck_assert_double_eq(area(&out), 8);
        assert_ok(ct_overlay_union(overlap, 3, coverage, &out, &err));
        ck_assert_uint_eq(out.parts, 1);
        ck_assert_double_eq(area(&out), 10);
        assert_ok(ct_overlay_union(uneven, 2, coverage, &out, &err));
        ck_assert_uint_eq(out.parts, 1);
        ck_assert_double_eq(area(&out), 5);
    }
    assert_ok(ct_overlay_union(NULL, 0, 1, &out, &err));
    ck_assert_uint_eq(out.parts, 0);
    ct_shape_free(&a);
    ct_shape_free(&b);
    ct_shape_free(&c);
    ct_shape_free(&half);
    ct_shape_free(&out);
}
END_TEST

START_TEST(a_point_inside)
{
    struct ct_shape a = square(0, 0, 4), b = square(-1, -1, 4), hook = {0};
    double lon, lat;
    assert_ok(ct_overlay_inner_point(&a, &lon, &lat, &err));
    ck_assert_double_eq_tol(lon, 2, 1e-12);
    ck_assert_double_eq_tol(lat, 2, 1e-12);
    assert_ok(ct_overlay_minus(&a, &b, &hook, &err)); /* its centroid lies in the notch */
    assert_ok(ct_overlay_inner_point(&hook, &lon, &lat, &err));
    ck_assert(lon > 3 || lat > 3);
    ct_shape_free(&a);
    ct_shape_free(&b);
    ct_shape_free(&hook);
}
END_TEST

enum { POINTS = 20000 };
static double x[POINTS], y[POINTS];
static size_t triangles, *corner;

static double twice_area(size_t a, size_t b, size_t c)
{
    return (x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a]);
}

static double triangulate(size_t n)
{
    double sum = 0;
    assert_ok(ct_overlay_delaunay(n, x, y, &triangles, &corner, &err));
    for (size_t t = 0; t < triangles; t++) {
        double twice = twice_area(corner[3 * t], corner[3 * t + 1], corner[3 * t + 2]);
        ck_assert_double_gt(twice, 0);
        sum += twice / 2;
    }
    return sum;
}

/* The centre of a triangle's circle, and its radius. */
static double circle(size_t t, double centre[2])
{
    size_t a = corner[3 * t], b = corner[3 * t + 1], c = corner[3 * t + 2];
    double bx = x[b] - x[a], by = y[b] - y[a], cx = x[c] - x[a], cy = y[c] - y[a];
    double d = 2 * (bx * cy - by * cx), b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    double ux = (cy * b2 - by * c2) / d, uy = (bx * c2 - cx * b2) / d;
    centre[0] = x[a] + ux;
    centre[1] = y[a] + uy;
    return hypot(ux, uy);
}

START_TEST(random_points)
{
    srand48(1);
    for (size_t i = 0; i < POINTS; i++) {
        x[i] = 12.7e6 + floor(drand48() * 1e5 * 8192) / 8192;
        y[i] = 3.6e6 + floor(drand48() * 1e5 * 8192) / 8192;
    }
    const double corners[4][2] = {{0, 0}, {1e5, 0}, {0, 1e5}, {1e5, 1e5}};
    for (size_t i = 0; i < 4; i++) {
        x[i] = 12.7e6 + corners[i][0];
        y[i] = 3.6e6 + corners[i][1];
    }
    ck_assert_double_eq_tol(triangulate(POINTS), 1e10, 1); /* the whole hull */
    ck_assert_uint_eq(triangles, 2 * POINTS - 2 - 4);      /* Euler, 4 points on the hull */
    for (size_t t = 0; t < triangles; t += triangles / 100) {
        double centre[2], radius = circle(t, centre);
        for (size_t i = 0; i < POINTS; i++)
            ck_assert_double_ge(hypot(x[i] - centre[0], y[i] - centre[1]), radius - 1e-2);
    }
    free(corner);
}
END_TEST

START_TEST(points_on_a_lattice)
{
    for (size_t i = 0; i < 900; i++) {
        size_t column = i % 30, row = i / 30;
        x[i] = 500 * (double)column;
        y[i] = 500 * (double)row;
    }
    x[900] = x[17]; /* the same place twice */
    y[900] = y[17];
    ck_assert_double_eq(triangulate(901), 14500.0 * 14500.0);
    ck_assert_uint_eq(triangles, 1682); /* two a square */
    free(corner);
}
END_TEST

START_TEST(points_on_a_line)
{
    for (size_t i = 0; i < 100; i++) {
        x[i] = 10 * (double)i;
        y[i] = 20 * (double)i;
    }
    ck_assert_double_eq(triangulate(100), 0);
    ck_assert_uint_eq(triangles, 0);
    free(corner);
    y[50] += 1; /* one beside it: two fans, one on each side of nothing */
    ck_assert_double_gt(triangulate(100), 0);
    ck_assert_uint_eq(triangles, 98);
    free(corner);
    triangulate(2);
    ck_assert_uint_eq(triangles, 0);
    free(corner);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("overlay");
    tcase_add_test(tests, squares);
    tcase_add_test(tests, unions);
    tcase_add_test(tests, a_point_inside);
    tcase_add_test(tests, random_points);
    tcase_add_test(tests, points_on_a_lattice);
    tcase_add_test(tests, points_on_a_line);
    return run_tests(suite_create("overlay"), tests);
}
