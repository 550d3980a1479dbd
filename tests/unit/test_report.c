/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * publish/report_arcs.h: borders in common are one arc, simplified once and within the tolerance;
 * numbers read back. gis/gpkg_shape.h: blobs byte by byte, whole and cut off anywhere.
 */
#include "gis/gpkg_shape.h"
#include "publish/report_arcs.h"
#include "publish/report_parts.h"
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ct_error err;
static struct ct_arcs arcs;
static struct ct_buffer text;

static void setup(void)
{
    err = (struct ct_error){0};
    arcs = (struct ct_arcs){0};
    text = (struct ct_buffer){0};
}

static void teardown(void)
{
    ct_arcs_free(&arcs);
    ct_buffer_free(&text);
}

/* The other way round, as the page does it. */
static int64_t read_number(const char **at)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    int64_t value = 0, factor = 1, digit;

    do {
        const char *found = strchr(digits, *(*at)++);
        ck_assert_ptr_nonnull(found);
        digit = found - digits;
        value += (digit & 31) * factor;
        factor *= 32;
    } while (digit >= 32);
    return value % 2 ? -(value - 1) / 2 : value / 2;
}

static size_t uses(size_t ring)
{
    return (size_t)(arcs.use_start.data[ring + 1] - arcs.use_start.data[ring]);
}

START_TEST(numbers_read_back)
{
    static const int64_t values[] = {
        0, 1, -1, 15, 16, -16, 31, 32, 1023, 1024, -500000000, 4294967295, 9007199254740991};
    size_t n = sizeof values / sizeof *values;
    for (size_t i = 0; i < n; i++)
        ct_report_number(&text, values[i]);
    const char *at = text.data;
    for (size_t i = 0; i < n; i++)
        ck_assert_int_eq(read_number(&at), values[i]);
    ck_assert_int_eq(*at, '\0');
}
END_TEST

/* Two squares beside each other, the second drawn the other way round and begun elsewhere: their
 * border is one arc, used forwards by one and backwards by the other. */
START_TEST(a_border_in_common_is_one_arc)
{
    const double ax[] = {0, 10, 10, 10, 0, 0}, ay[] = {0, 0, 5, 10, 10, 0};
    const double bx[] = {20, 10, 10, 10, 20, 20}, by[] = {10, 10, 5, 0, 0, 10};
    ck_assert(ct_arcs_add_ring(&arcs, ax, ay, 6));
    ck_assert(ct_arcs_add_ring(&arcs, bx, by, 6));
    ck_assert_int_eq(ct_arcs_build(&arcs, &err), CT_OK);
    ck_assert_uint_eq(arcs.arc_start.count - 1, 3);
    ck_assert_uint_eq(uses(0), 2);
    ck_assert_uint_eq(uses(1), 2);
    int common = 0;
    for (int i = 0; i < 2; i++)
        for (int k = 2; k < 4; k++)
            common += arcs.use.data[i] == arcs.use.data[k] || arcs.use.data[i] == ~arcs.use.data[k];
    ck_assert_int_eq(common, 1);
}
END_TEST

/* An island, and the hole it fills: one closed arc, though their rings begin at other vertices. */
START_TEST(an_island_shares_its_whole_border)
{
    const double hx[] = {2, 4, 4, 2, 2}, hy[] = {2, 2, 4, 4, 2};
    const double ix[] = {4, 4, 2, 2, 4}, iy[] = {4, 2, 2, 4, 4};
    ck_assert(ct_arcs_add_ring(&arcs, hx, hy, 5));
    ck_assert(ct_arcs_add_ring(&arcs, ix, iy, 5));
    ck_assert_int_eq(ct_arcs_build(&arcs, &err), CT_OK);
    ck_assert_uint_eq(arcs.arc_start.count - 1, 1);
    ck_assert_uint_eq(uses(0), 1);
    ck_assert_uint_eq(uses(1), 1);
}
END_TEST

START_TEST(rings_without_area_are_none)
{
    const double x[] = {0, 10, 0.01, 0}, y[] = {0, 0, 0.01, 0};
    ck_assert(!ct_arcs_add_ring(&arcs, x, y, 4)); /* two cells only */
    ck_assert(!ct_arcs_add_ring(&arcs, x, y, 0));
    ck_assert_int_eq(ct_arcs_build(&arcs, &err), CT_OK);
    ck_assert_uint_eq(arcs.arc_start.count - 1, 0);
}
END_TEST

enum { WAVES = 400 };

/* A square whose right border waves by `high` metres. */
static void add_wavy(double high, bool mirrored)
{
    double x[WAVES + 4], y[WAVES + 4];
    size_t n = 0;
    double outer = mirrored ? 2000 : 0;
    x[n] = outer, y[n++] = 0;
    for (int i = 0; i <= WAVES; i++, n++) {
        x[n] = 1000 + high * sin(i * 0.05);
        y[n] = i * 1000.0 / WAVES;
    }
    x[n] = outer, y[n++] = 1000;
    x[n] = outer, y[n++] = 0;
    ck_assert(ct_arcs_add_ring(&arcs, x, y, n));
}

static double apart(size_t v, size_t a, size_t b)
{
    double ax = arcs.x.data[a], ay = arcs.y.data[a], dx = arcs.x.data[b] - ax,
           dy = arcs.y.data[b] - ay, px = arcs.x.data[v] - ax, py = arcs.y.data[v] - ay;
    double t = fmin(fmax((px * dx + py * dy) / (dx * dx + dy * dy), 0), 1);
    return hypot(px - t * dx, py - t * dy) * CT_ARC_CELL_M;
}

/* No vertex that is left out is farther than the tolerance from the line that stays. */
START_TEST(simplified_within_the_tolerance)
{
    add_wavy(40, false);
    add_wavy(40, true);
    ck_assert_int_eq(ct_arcs_build(&arcs, &err), CT_OK);
    ck_assert_uint_eq(arcs.arc_start.count - 1, 3);
    ck_assert_int_eq(ct_arcs_simplify(&arcs, 2, 100000, &err), CT_OK);
    ck_assert_double_eq(arcs.tolerance_m, 2);
    size_t left = 0;
    for (size_t i = 0; i + 1 < arcs.arc_start.count; i++) {
        size_t from = (size_t)arcs.arc_start.data[i], to = (size_t)arcs.arc_start.data[i + 1] - 1;
        ck_assert(arcs.kept[from] && arcs.kept[to]);
        for (size_t low = from, high; low < to; low = high) {
            for (high = low + 1; !arcs.kept[high];)
                high++;
            for (size_t k = low + 1; k < high; k++)
                ck_assert_double_le(apart((size_t)arcs.point.data[k], (size_t)arcs.point.data[low],
                                          (size_t)arcs.point.data[high]),
                                    2.0001);
            left++;
        }
    }
    ck_assert_uint_lt(left, 60);
    ck_assert_uint_gt(left, 15);
}
END_TEST

START_TEST(the_budget_makes_the_tolerance_larger)
{
    add_wavy(40, false);
    ck_assert_int_eq(ct_arcs_build(&arcs, &err), CT_OK);
    ck_assert_int_eq(ct_arcs_simplify(&arcs, 0.1, 12, &err), CT_OK);
    ck_assert_double_gt(arcs.tolerance_m, 2);
    ct_arcs_write(&arcs, &text);
    const char *at = text.data;
    int64_t count = read_number(&at), x = 0, y = 0;
    ck_assert_int_le(count, 12);
    ck_assert_int_ge(count, 4);
    for (int64_t i = 0; i < count; i++) {
        x += read_number(&at);
        y += read_number(&at);
    }
    ck_assert_int_eq(x, 0); /* closed: back at the corner */
    ck_assert_int_eq(y, 0);
    ck_assert_int_eq(*at, '\0');
}
END_TEST

START_TEST(a_closed_arc_stays_a_triangle)
{
    const double x[] = {0, 1, 1, 0, 0}, y[] = {0, 0, 1, 1, 0};
    ck_assert(ct_arcs_add_ring(&arcs, x, y, 5));
    ck_assert_int_eq(ct_arcs_build(&arcs, &err), CT_OK);
    ck_assert_int_eq(ct_arcs_simplify(&arcs, 1000, 1, &err), CT_OK);
    ct_arcs_write(&arcs, &text);
    const char *at = text.data;
    ck_assert_int_eq(read_number(&at), 4);
}
END_TEST

/* --- blobs -------------------------------------------------------------------------------------
 */

static void add_bytes(const void *bytes, size_t n)
{
    ct_buffer_add_n(&text, bytes, n);
}

static void add_count(uint32_t value)
{
    add_bytes(&value, 4);
}

static void add_kind(uint32_t kind)
{
    add_bytes("\1", 1);
    add_count(kind);
}

static void add_ring(double size)
{
    const double xy[] = {0, 0, size, 0, size, size, 0, 0};
    add_count(4);
    add_bytes(xy, sizeof xy);
}

/* A multipolygon of a triangle with a hole and of another triangle, with an envelope of 32 bytes.
 */
static void make_blob(void)
{
    static const char envelope[32] = {0};
    add_bytes("GP\0\3\0\0\0\0", 8);
    add_bytes(envelope, 32);
    add_kind(6);
    add_count(2);
    add_kind(3);
    add_count(2);
    add_ring(9);
    add_ring(3);
    add_kind(3);
    add_count(1);
    add_ring(5);
}

START_TEST(a_blob_is_read_whole_or_refused)
{
    struct ct_shape shape = {0};
    make_blob();
    ck_assert_int_eq(ct_shape_from_gpkg(&shape, text.data, text.size, &err), CT_OK);
    ck_assert_int_eq(shape.kind, CT_SHAPE_POLYGONS);
    ck_assert_uint_eq(shape.parts, 3);
    ck_assert(!shape.hole[0] && shape.hole[1] && !shape.hole[2]);
    ck_assert_uint_eq(shape.vertices, 12);
    ck_assert_double_eq(shape.lon[9], 5);
    for (size_t n = 1; n < text.size; n++) {
        void *cut = malloc(n); /* the sanitizer sees a byte read beyond */
        ck_assert_ptr_nonnull(cut);
        memcpy(cut, text.data, n);
        ck_assert_int_eq(ct_shape_from_gpkg(&shape, cut, n, &err), CT_INPUT);
        ck_assert_str_eq(err.code, "E0301");
        free(cut);
    }
    ck_assert_int_eq(ct_shape_from_gpkg(&shape, NULL, 0, &err), CT_OK);
    ck_assert_uint_eq(shape.vertices, 0);
    ct_shape_free(&shape);
}
END_TEST

START_TEST(huge_counts_and_deep_nests_are_refused)
{
    struct ct_shape shape = {0};
    add_bytes("GP\0\1\0\0\0\0", 8);
    add_kind(2);
    add_count(UINT32_MAX);
    ck_assert_int_eq(ct_shape_from_gpkg(&shape, text.data, text.size, &err), CT_INPUT);
    text.size = 8;
    for (int i = 0; i < 1000; i++) {
        add_kind(7);
        add_count(1);
    }
    ck_assert_int_eq(ct_shape_from_gpkg(&shape, text.data, text.size, &err), CT_INPUT);
    ct_shape_free(&shape);
}
END_TEST

START_TEST(big_endian_and_heights)
{
    static const unsigned char point[] = {
        'G',  'P',  0, 0, 0,    0, 0, 0, /* no envelope */
        0,    0,    0, 3, 0xe9,          /* big-endian, 1001: a point with a height */
        0x40, 0x24, 0, 0, 0,    0, 0, 0, /* 10 */
        0xc0, 0x34, 0, 0, 0,    0, 0, 0, /* -20 */
        0x40, 0x59, 0, 0, 0,    0, 0, 0};
    struct ct_shape shape = {0};
    ck_assert_int_eq(ct_shape_from_gpkg(&shape, point, sizeof point, &err), CT_OK);
    ck_assert_int_eq(shape.kind, CT_SHAPE_POINTS);
    ck_assert_double_eq(shape.lon[0], 10);
    ck_assert_double_eq(shape.lat[0], -20);
    ct_shape_free(&shape);
}
END_TEST

START_TEST(texts_stand_once)
{
    struct ct_texts texts = {0};
    char name[24];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 5000; i++) {
            snprintf(name, sizeof name, "社区%d", i);
            ck_assert_int_eq(ct_texts_place(&texts, name), i);
        }
    ck_assert_int_eq(ct_texts_place(&texts, NULL), -1);
    ck_assert_int_eq(ct_texts_place(&texts, ""), 5000);
    ck_assert_uint_eq(texts.count, 5001);
    ct_texts_free(&texts);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("report");
    TCase *cases = tcase_create("all");
    tcase_add_checked_fixture(cases, setup, teardown);
    tcase_add_test(cases, numbers_read_back);
    tcase_add_test(cases, a_border_in_common_is_one_arc);
    tcase_add_test(cases, an_island_shares_its_whole_border);
    tcase_add_test(cases, rings_without_area_are_none);
    tcase_add_test(cases, simplified_within_the_tolerance);
    tcase_add_test(cases, the_budget_makes_the_tolerance_larger);
    tcase_add_test(cases, a_closed_arc_stays_a_triangle);
    tcase_add_test(cases, a_blob_is_read_whole_or_refused);
    tcase_add_test(cases, huge_counts_and_deep_nests_are_refused);
    tcase_add_test(cases, big_endian_and_heights);
    tcase_add_test(cases, texts_stand_once);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
