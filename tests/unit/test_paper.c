/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of sheets: outlines that are thinned stay within 0.05 mm of what they were (by brute
 * force), places, colours and marks, and the sizes of text.
 */
#include "lib/fonts.h"
#include "publish/paper_parts.h"
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 4000 };

static double distance(double x, double y, double ax, double ay, double bx, double by)
{
    double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
    double t = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;

    t = fmin(fmax(t, 0), 1);
    return hypot(x - ax - t * dx, y - ay - t * dy);
}

START_TEST(outlines_are_thinned)
{
    static double x[MANY], y[MANY], tx[MANY], ty[MANY];
    bool sound;
    unsigned seed = 7;

    for (int i = 0; i < MANY; i++) { /* a wavy circle with noise of 0.02 mm */
        double angle = 2 * M_PI * i / (MANY - 1), radius = 50 + 3 * sin(9 * angle);
        seed = seed * 1103515245U + 12345U;
        radius += 0.02 * ((double)(seed >> 16 & 1023) / 1023);
        tx[i] = x[i] = radius * cos(angle);
        ty[i] = y[i] = radius * sin(angle);
    }
    size_t n = ct_outline_thin(tx, ty, MANY, &sound);
    ck_assert(sound);
    ck_assert_uint_gt(n, 60);
    ck_assert_uint_lt(n, MANY / 4);
    ck_assert_double_eq(tx[0], x[0]);
    ck_assert_double_eq(ty[n - 1], y[MANY - 1]);
    for (int i = 0; i < MANY; i++) {
        double best = INFINITY;
        for (size_t k = 0; k + 1 < n; k++)
            best = fmin(best, distance(x[i], y[i], tx[k], ty[k], tx[k + 1], ty[k + 1]));
        ck_assert_double_le(best, 0.05 + 1e-12);
    }
}
END_TEST

START_TEST(short_outlines_stay)
{
    double x[] = {0, 10, 10, 0, 0}, y[] = {0, 0, 10, 10, 0}, two[] = {0, 0.01};
    bool sound;

    ck_assert_uint_eq(ct_outline_thin(x, y, 5, &sound), 5);
    ck_assert_uint_eq(ct_outline_thin(two, two, 2, &sound), 2);
    ck_assert_uint_eq(ct_outline_thin(two, two, 0, &sound), 0);
}
END_TEST

START_TEST(colours)
{
    ck_assert_uint_eq(ct_paper_colour("241,142,102"), 0xf18e66ffU);
    ck_assert_uint_eq(ct_paper_colour("1,2,3,4"), 0x01020304U);
    ck_assert_uint_eq(ct_paper_colour(""), 0);
    ck_assert_uint_eq(ct_paper_colour(NULL), 0);
}
END_TEST

START_TEST(marks_by_name)
{
    ck_assert_int_eq(ct_mark_of("circle"), CT_MARK_CIRCLE);
    ck_assert_int_eq(ct_mark_of("cross_fill"), CT_MARK_CROSS);
    ck_assert_int_eq(ct_mark_of("heart"), CT_MARK_NONE);
    ck_assert_int_eq(ct_mark_of(NULL), CT_MARK_NONE);
}
END_TEST

START_TEST(places_on_paper)
{
    struct ct_paper_map map = {
        .frame = {10, 20, 100, 50}, .scale = 10000, .west = 500000, .north = 3600000};
    double x[] = {500000, 500500}, y[] = {3600000, 3599900}; /* 50 mm east, 10 mm south */

    ct_paper_place(&map, 2, x, y);
    ck_assert_double_eq_tol(x[0], 10, 1e-9);
    ck_assert_double_eq_tol(y[0], 20, 1e-9);
    ck_assert_double_eq_tol(x[1], 60, 1e-9);
    ck_assert_double_eq_tol(y[1], 30, 1e-9);
}
END_TEST

/* An axis holds its values, in a few round steps, whatever they are. */
START_TEST(axes_are_round)
{
    static const double values[] = {0, 0.003, 1, 7, 10, 99.9, 2027, 2028, 123456, 1.5e9, 4e17};
    enum { VALUES = sizeof values / sizeof *values };

    for (int i = 0; i < VALUES; i++)
        for (int k = i; k < VALUES; k++)
            for (int whole = 0; whole < 2; whole++) {
                struct ct_axis axis = {values[i], values[k], 0, 0, 0};
                ct_axis_round(&axis, 5, whole);
                double steps = (axis.high - axis.low) / axis.step;
                ck_assert_double_le(axis.low, values[i]);
                ck_assert_double_ge(axis.high, values[k] * (1 - 1e-9));
                ck_assert_double_gt(steps, 0.5);
                ck_assert_double_lt(steps, 7.5);
                ck_assert_double_eq_tol(steps, round(steps), 1e-6);
                ck_assert(!whole || axis.step >= 1);
                if (values[i] <= values[k] / 2)
                    ck_assert_double_eq(axis.low, 0);
            }
}
END_TEST

START_TEST(boxes_meet)
{
    struct ct_mm_boxes boxes = {0};

    for (int i = 0; i < 1000; i++)
        ck_assert(ct_mm_boxes_add(&boxes, &(struct ct_mm_box){2 * i, 0, 1, 1}));
    ck_assert(ct_mm_boxes_meet(&boxes, &(struct ct_mm_box){1998.5, 0.5, 1, 1}));
    ck_assert(!ct_mm_boxes_meet(&boxes, &(struct ct_mm_box){1.1, 0, 0.8, 1}));
    ck_assert(!ct_mm_boxes_meet(&boxes, &(struct ct_mm_box){0, 1.5, 2000, 1}));
    free(boxes.rows);
}
END_TEST

/* Twice the points are twice as wide; a line that is broken is not wider than its box. */
START_TEST(text_is_measured)
{
    struct ct_paper *paper = NULL;
    struct ct_error err = {0};
    struct ct_lettering small = {.points = 8}, large = {.points = 16},
                        broken = {.points = 8, .width_mm = 20};
    double w1, h1, w2, h2, w3, h3;
    const char *text = "abc abc abc abc abc abc abc abc";

    if (ct_paper_new(&paper, &err) != CT_OK)
        return; /* no font at all: tests/cases/sheets.sh says what then */
    ck_assert_int_eq(ct_paper_begin(paper, CT_PAPER_DRY, NULL, "", NULL, &err), CT_OK);
    ct_paper_measure(paper, &small, text, &w1, &h1);
    ct_paper_measure(paper, &large, text, &w2, &h2);
    ct_paper_measure(paper, &broken, text, &w3, &h3);
    ck_assert_double_eq_tol(w2 / w1, 2, 0.02);
    ck_assert_double_eq_tol(h2 / h1, 2, 0.02);
    ck_assert_double_le(w3, 20.01);
    ck_assert_double_ge(h3, 1.9 * h1);
    ck_assert_int_eq(ct_paper_end(paper, &err), CT_OK);
    ct_paper_free(paper);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("paper");
    TCase *tests = tcase_create("paper");

    tcase_add_test(tests, outlines_are_thinned);
    tcase_add_test(tests, short_outlines_stay);
    tcase_add_test(tests, colours);
    tcase_add_test(tests, marks_by_name);
    tcase_add_test(tests, places_on_paper);
    tcase_add_test(tests, axes_are_round);
    tcase_add_test(tests, boxes_meet);
#ifndef __SANITIZE_THREAD__ /* pango looks for fonts in a thread that the sanitizer cannot see     \
                               into */
    tcase_add_test(tests, text_is_measured);
#else
    (void)text_is_measured;
#endif
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
