/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/dissolve.h: outlines of squares in a grid, with holes, touching corners, noise and
 * T-junctions; and GEOS as the judge of a coverage with wavy borders.
 */
#include "gis/dissolve.h"
#include "gis/overlay.h"
#include <check.h>
#include <math.h>
#include <stdlib.h>

static struct ct_error err;

static double area(const struct ct_shape *shape)
{
    double sum = 0;
    for (size_t part = 0; part < shape->parts; part++)
        for (size_t i = shape->start[part]; i + 1 < shape->start[part + 1]; i++)
            sum += (shape->lon[i] * shape->lat[i + 1] - shape->lon[i + 1] * shape->lat[i]) / 2;
    return sum;
}

static size_t holes(const struct ct_shape *shape)
{
    size_t n = 0;
    for (size_t part = 0; part < shape->parts; part++)
        n += shape->hole[part];
    return n;
}

static void square(struct ct_shape *shape, double x, double y, double noise)
{
    const double dx[] = {0, 1, 1, 0, 0}, dy[] = {0, 0, 1, 1, 0};

    *shape = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(shape, false));
    for (int i = 0; i < 5; i++)
        ck_assert(ct_shape_add(shape, x + dx[i] + noise, y + dy[i] - noise, false));
}

/* Dissolves the squares of a picture of # and blanks; rows from north to south. */
static void dissolve(const char *const *rows, size_t n, struct ct_shape *out)
{
    struct ct_shape squares[64];
    const struct ct_shape *list[64];
    size_t count = 0;

    for (size_t r = 0; r < n; r++)
        for (size_t c = 0; rows[r][c] != '\0'; c++)
            if (rows[r][c] == '#') {
                square(&squares[count], 100 + (double)c, 30 - (double)r,
                       1e-12 * (double)(count % 3));
                list[count] = &squares[count];
                count++;
            }
    ck_assert_int_eq(ct_dissolve(list, count, out, &err), CT_OK);
    ck_assert_double_eq_tol(area(out), (double)count, 1e-8);
    for (size_t i = 0; i < count; i++)
        ct_shape_free(&squares[i]);
}

START_TEST(a_block_is_one_ring)
{
    static const char *const rows[] = {"###", "###"};
    struct ct_shape out = {0};

    dissolve(rows, 2, &out);
    ck_assert_uint_eq(out.parts, 1);
    ck_assert_uint_eq(out.vertices, 11); /* 10 corners on the rim, the first again */
    ct_shape_free(&out);
}
END_TEST

START_TEST(a_hole_stays)
{
    static const char *const rows[] = {"###", "# #", "###"};
    struct ct_shape out = {0};

    dissolve(rows, 3, &out);
    ck_assert_uint_eq(out.parts, 2);
    ck_assert(!out.hole[0]);
    ck_assert(out.hole[1]);
    ct_shape_free(&out);
}
END_TEST

START_TEST(an_island_in_a_lake)
{
    static const char *const rows[] = {"#####", "#   #", "# # #", "#   #",
                                       "#####", "     ", "#    "};
    struct ct_shape out = {0};

    dissolve(rows, 7, &out);
    ck_assert_uint_eq(out.parts, 4);
    ck_assert_uint_eq(holes(&out), 1);
    ck_assert(out.hole[1] || out.hole[2] || out.hole[3]);
    ct_shape_free(&out);
}
END_TEST

START_TEST(corners_touch_without_crossing)
{
    static const char *const rows[] = {"# #", " # ", "# #"};
    static const char *const ring[] = {" # ", "# #", " # "};
    struct ct_shape out = {0};

    dissolve(rows, 3, &out);
    ck_assert_uint_eq(out.parts, 5);
    ck_assert_uint_eq(holes(&out), 0);
    dissolve(ring, 3, &out);
    ck_assert_uint_eq(out.parts, 4);
    ck_assert_uint_eq(holes(&out), 0);
    ct_shape_free(&out);
}
END_TEST

/* The neighbour of a long side has a vertex in its middle, a hair off the line. */
START_TEST(slivers_fall_away)
{
    struct ct_shape left, right = {.kind = CT_SHAPE_POLYGONS}, out = {0};
    const struct ct_shape *list[] = {&left, &right};
    const double x[] = {1, 2, 2, 1, 1 + 3e-9, 1}, y[] = {0, 0, 1, 1, 0.5, 0};

    square(&left, 0, 0, 0);
    ck_assert(ct_shape_begin(&right, false));
    for (int i = 0; i < 6; i++)
        ck_assert(ct_shape_add(&right, x[i], y[i], false));
    ck_assert_int_eq(ct_dissolve(list, 2, &out, &err), CT_OK);
    ck_assert_uint_eq(out.parts, 1);
    ck_assert_double_eq_tol(area(&out), 2, 1e-8);
    ct_shape_free(&left);
    ct_shape_free(&right);
    ct_shape_free(&out);
}
END_TEST

static double wave(int line, int step)
{
    return step % 8 == 0 ? 0 : 0.05 * sin(line * 2.3 + step);
}

/* A cell of an 8 x 8 grid whose sides are waves of 8 steps. */
static void cell(struct ct_shape *shape, int c, int r)
{
    *shape = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(shape, false));
    for (int i = 0; i < 8; i++)
        ck_assert(ct_shape_add(shape, (8 * c + i) / 8.0, r + wave(r, 8 * c + i), false));
    for (int i = 0; i < 8; i++)
        ck_assert(ct_shape_add(shape, c + 1 + wave(c + 41, 8 * r + i), (8 * r + i) / 8.0, false));
    for (int i = 8; i > 0; i--)
        ck_assert(ct_shape_add(shape, (8 * c + i) / 8.0, r + 1 + wave(r + 1, 8 * c + i), false));
    for (int i = 8; i >= 0; i--)
        ck_assert(ct_shape_add(shape, c + wave(c + 40, 8 * r + i), (8 * r + i) / 8.0, false));
}

START_TEST(geos_finds_the_same)
{
    struct ct_shape cells[64], mine = {0}, theirs = {0}, both = {0};
    const struct ct_shape *list[64];
    size_t n = 0;

    for (int i = 0; i < 64; i++)
        if (i % 5 != 3) {
            cell(&cells[n], i % 8, i / 8);
            list[n] = &cells[n];
            n++;
        }
    ck_assert_int_eq(ct_dissolve(list, n, &mine, &err), CT_OK);
    ck_assert_int_eq(ct_overlay_union(list, n, 0, &theirs, &err), CT_OK);
    ck_assert_double_eq_tol(area(&mine), area(&theirs), 1e-9);
    ck_assert_uint_eq(holes(&mine), holes(&theirs));
    ck_assert_int_eq(ct_overlay_minus(&mine, &theirs, &both, &err), CT_OK);
    ck_assert_double_eq_tol(area(&both), 0, 1e-9);
    for (size_t i = 0; i < n; i++)
        ct_shape_free(&cells[i]);
    ct_shape_free(&mine);
    ct_shape_free(&theirs);
    ct_shape_free(&both);
}
END_TEST

START_TEST(nothing_gives_nothing)
{
    struct ct_shape out = {0};

    ck_assert_int_eq(ct_dissolve(NULL, 0, &out, &err), CT_OK);
    ck_assert_uint_eq(out.parts, 0);
    ct_shape_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dissolve");
    TCase *tests = tcase_create("dissolve");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, a_block_is_one_ring);
    tcase_add_test(tests, a_hole_stays);
    tcase_add_test(tests, an_island_in_a_lake);
    tcase_add_test(tests, corners_touch_without_crossing);
    tcase_add_test(tests, slivers_fall_away);
    tcase_add_test(tests, geos_finds_the_same);
    tcase_add_test(tests, nothing_gives_nothing);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
