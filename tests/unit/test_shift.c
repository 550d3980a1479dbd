/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The detector of offsets on a town of square blocks, and distances to lines against brute force.
 */
#include "base/offset.h"
#include "check/check.h"
#include "check/near_lines.h"
#include "gis/plane.h"
#include "lib/folder.h"
#include <math.h>
#include <stdint.h>

enum { STREETS = 21, STOPS = 200 };
#define WEST  114.2
#define SOUTH 30.5
#define STEP  0.0047 /* of streets, in degrees: about 450 m; no offset is a multiple of it */

static struct ct_city city;
static struct ct_findings findings;
static uint64_t state = 7;

static double random_in(double low, double high)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(state >> 11) / 9007199254740992.0;
}

static void add_line(struct ct_shape *lines, double lon0, double lat0, double lon1, double lat1)
{
    ck_assert(ct_shape_begin(lines, false));
    ck_assert(ct_shape_add(lines, lon0, lat0, false));
    ck_assert(ct_shape_add(lines, lon1, lat1, false));
}

static void lay_streets(struct ct_shape *lines)
{
    double end = STEP * (STREETS - 1);
    lines->kind = CT_SHAPE_LINES;
    for (int i = 0; i < STREETS; i++) {
        add_line(lines, WEST + i * STEP, SOUTH, WEST + i * STEP, SOUTH + end);
        add_line(lines, WEST, SOUTH + i * STEP, WEST + end, SOUTH + i * STEP);
    }
}

/* One square community for each block, so that each has a name to stand in. */
static void lay_communities(struct ct_communities *c)
{
    size_t side = STREETS - 1;
    c->layer = strdup("communities");
    c->count = side * side;
    c->shape = calloc(c->count, sizeof *c->shape);
    for (size_t i = 0; i < c->count; i++) {
        double w = WEST + (double)(i % side) * STEP, s = SOUTH + (double)(i / side) * STEP;
        struct ct_shape *shape = &c->shape[i];
        shape->kind = CT_SHAPE_POLYGONS;
        ck_assert(ct_shape_begin(shape, false));
        const double ring[5][2] = {
            {w, s}, {w + STEP, s}, {w + STEP, s + STEP}, {w, s + STEP}, {w, s}};
        for (int k = 0; k < 5; k++)
            ck_assert(ct_shape_add(shape, ring[k][0], ring[k][1], false));
    }
}

/* Facilities of one source and kind: stops 5 m beside streets, or homes in the blocks. */
static void place_facilities(struct ct_facilities *f, bool beside_streets)
{
    static char *layers[] = {(char *)(uintptr_t) "stops"};
    f->layer = layers;
    f->layer_count = 1;
    f->offset = calloc(1, sizeof *f->offset);
    f->count = STOPS;
    f->kind = calloc(STOPS, sizeof *f->kind);
    f->source = calloc(STOPS, sizeof *f->source);
    f->serves_start = calloc(STOPS + 1, sizeof *f->serves_start);
    f->serves = calloc(STOPS, sizeof *f->serves);
    f->lon = calloc(STOPS, sizeof *f->lon);
    f->lat = calloc(STOPS, sizeof *f->lat);
    for (int i = 0; i < STOPS; i++) {
        double block = floor(random_in(2, STREETS - 3));
        double off = beside_streets ? 0.00005 : random_in(0.3, 0.7) * STEP;
        f->lon[i] = WEST + block * STEP + off;
        f->lat[i] = SOUTH + random_in(2, STREETS - 3) * STEP;
        if (!beside_streets)
            f->lat[i] = SOUTH + (floor(random_in(2, STREETS - 3)) + random_in(0.3, 0.7)) * STEP;
    }
}

static void build(bool beside_streets)
{
    static struct ct_kind kind = {.name = (char *)(uintptr_t) "bus stop"};
    city = (struct ct_city){.kinds = &kind, .kind_count = 1};
    city.streets.layer = strdup("roads");
    lay_streets(&city.streets.lines);
    lay_communities(&city.communities);
    place_facilities(&city.facilities, beside_streets);
}

static void shift_facilities(enum ct_offset offset)
{
    for (size_t i = 0; i < city.facilities.count; i++)
        ct_offset_add(offset, &city.facilities.lon[i], &city.facilities.lat[i]);
}

static void check(void)
{
    ct_findings_free(&findings);
    assert_ok(ct_check_shifts(&city, &findings, &err));
}

static void tear_down(void)
{
    struct ct_facilities *f = &city.facilities;
    for (size_t i = 0; i < city.communities.count; i++)
        ct_shape_free(&city.communities.shape[i]);
    free(city.communities.shape);
    free(city.communities.layer);
    ct_shape_free(&city.streets.lines);
    free(city.streets.layer);
    free(f->offset);
    free(f->kind);
    free(f->source);
    free(f->serves_start);
    free(f->serves);
    free(f->lon);
    free(f->lat);
    ct_findings_free(&findings);
}

static void assert_says(const char *code, const char *layer, const char *const *words)
{
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_str_eq(findings.rows[0].code, code);
    ck_assert_str_eq(findings.rows[0].layer, layer);
    ck_assert_ptr_null(strchr(findings.rows[0].text[CT_EN], '{'));
    ck_assert_ptr_null(strchr(findings.rows[0].text[CT_ZH], '{'));
    for (; *words != NULL; words++)
        ck_assert_msg(strstr(findings.rows[0].text[CT_EN], *words) != NULL ||
                          strstr(findings.rows[0].done[CT_EN], *words) != NULL,
                      "%s: %s %s", *words, findings.rows[0].text[CT_EN],
                      findings.rows[0].done[CT_EN]);
}

START_TEST(what_fits_is_not_mentioned)
{
    build(true);
    check();
    ck_assert_uint_eq(findings.count, 0);
    /* All shifted alike fit each other, declared or not. */
    shift_facilities(CT_OFFSET_GCJ02);
    for (size_t i = 0; i < city.streets.lines.vertices; i++)
        ct_offset_add(CT_OFFSET_GCJ02, &city.streets.lines.lon[i], &city.streets.lines.lat[i]);
    city.communities.count = 0;
    check();
    ck_assert_uint_eq(findings.count, 0);
    city.communities.count = (STREETS - 1) * (STREETS - 1);
    tear_down();
}
END_TEST

START_TEST(points_shifted_against_streets)
{
    static const char *const gcj02[] = {"m to the south-east, as gcj02 does",
                                        "kind \"bus stop\"",
                                        "\"roads\"",
                                        "offset: gcj02",
                                        "facilities[0]",
                                        NULL};
    static const char *const bd09[] = {"as bd09 does", "offset: bd09", NULL};
    build(true);
    shift_facilities(CT_OFFSET_GCJ02);
    check();
    assert_says("F0411", "stops", gcj02);
    ck_assert_ptr_nonnull(strstr(findings.rows[0].text[CT_ZH], "向东南"));
    tear_down();
    build(true);
    shift_facilities(CT_OFFSET_BD09);
    check();
    assert_says("F0411", "stops", bd09);
    tear_down();
}
END_TEST

START_TEST(an_offset_declared_without_need)
{
    static const char *const words[] = {"gcj02", "offset: none", NULL};
    build(true);
    city.facilities.offset[0] = CT_OFFSET_GCJ02;
    for (size_t i = 0; i < STOPS; i++)
        ct_offset_remove(CT_OFFSET_GCJ02, &city.facilities.lon[i], &city.facilities.lat[i]);
    check();
    assert_says("F0411", "stops", words);
    tear_down();
}
END_TEST

START_TEST(shifted_streets)
{
    static const char *const words[] = {"\"stops\"", "offset: gcj02", "for streets", NULL};
    build(true);
    for (size_t i = 0; i < city.streets.lines.vertices; i++)
        ct_offset_add(CT_OFFSET_GCJ02, &city.streets.lines.lon[i], &city.streets.lines.lat[i]);
    city.communities.count = 0;
    check();
    assert_says("F0411", "roads", words);
    city.communities.count = (STREETS - 1) * (STREETS - 1);
    tear_down();
}
END_TEST

START_TEST(homes_say_nothing)
{
    build(false);
    shift_facilities(CT_OFFSET_GCJ02);
    check();
    ck_assert_uint_eq(findings.count, 0);
    tear_down();
}
END_TEST

START_TEST(borders_shifted_against_streets)
{
    static const char *const words[] = {"offset: gcj02", "for communities", NULL};
    build(true);
    for (size_t i = 0; i < city.communities.count; i++)
        for (size_t k = 0; k < city.communities.shape[i].vertices; k++)
            ct_offset_add(CT_OFFSET_GCJ02, &city.communities.shape[i].lon[k],
                          &city.communities.shape[i].lat[k]);
    check();
    assert_says("F0411", "communities", words);
    tear_down();
}
END_TEST

START_TEST(points_shifted_against_their_communities)
{
    static const char *const words[] = {"of 200 facilities", "0 with gcj02", "offset: gcj02", NULL};
    build(false);
    free(city.streets.layer);
    city.streets.layer = NULL;
    for (size_t i = 0; i < STOPS; i++) {
        double column = floor((city.facilities.lon[i] - WEST) / STEP);
        double row = floor((city.facilities.lat[i] - SOUTH) / STEP);
        city.facilities.serves[i] = (size_t)(row * (STREETS - 1) + column);
        city.facilities.serves_start[i + 1] = i + 1;
    }
    check();
    ck_assert_uint_eq(findings.count, 0);
    shift_facilities(CT_OFFSET_GCJ02);
    check();
    assert_says("F0412", "stops", words);
    tear_down();
}
END_TEST

/* People as polygons with the borders of communities, shifted. */
START_TEST(borders_shifted_against_borders)
{
    static const char *const words[] = {"as bd09 does", "population[0]", NULL};
    struct ct_population people = {.name = (char *)(uintptr_t) "people",
                                   .kind = CT_POPULATION_POLYGONS};
    build(true);
    free(city.streets.layer);
    city.streets.layer = NULL;
    people.count = city.communities.count;
    people.shape = calloc(people.count, sizeof *people.shape);
    for (size_t i = 0; i < people.count; i++)
        ck_assert(ct_shape_copy(&people.shape[i], &city.communities.shape[i]));
    city.population = &people;
    city.population_count = 1;
    check();
    ck_assert_uint_eq(findings.count, 0);
    for (size_t i = 0; i < people.count; i++)
        for (size_t k = 0; k < people.shape[i].vertices; k++)
            ct_offset_add(CT_OFFSET_BD09, &people.shape[i].lon[k], &people.shape[i].lat[k]);
    check();
    assert_says("F0411", "people", words);
    for (size_t i = 0; i < people.count; i++)
        ct_shape_free(&people.shape[i]);
    free(people.shape);
    tear_down();
}
END_TEST

static double brute_force_m(const struct ct_shape *lines, double lon, double lat)
{
    struct ct_xy p = ct_plane_from_lonlat(lon, lat);
    double best = HUGE_VAL;
    for (size_t part = 0; part < lines->parts; part++)
        for (size_t i = lines->start[part]; i + 1 < lines->start[part + 1]; i++) {
            struct ct_xy a = ct_plane_from_lonlat(lines->lon[i], lines->lat[i]);
            struct ct_xy b = ct_plane_from_lonlat(lines->lon[i + 1], lines->lat[i + 1]);
            double dx = b.x - a.x, dy = b.y - a.y;
            double t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
            t = fmin(fmax(t, 0), 1);
            best = fmin(best, hypot(a.x + t * dx - p.x, a.y + t * dy - p.y));
        }
    return best / ct_plane_scale(lat);
}

START_TEST(distances)
{
    struct ct_shape lines = {.kind = CT_SHAPE_LINES};
    struct ct_near_lines *near = NULL;
    assert_ok(ct_near_lines_new(&lines, 1, &near, &err));
    ck_assert_double_eq(ct_near_lines_m(near, 114, 30, 500), 500);
    ct_near_lines_free(near);
    for (int i = 0; i < 300; i++) { /* short and long, some across everything */
        double lon = random_in(114, 114.3), lat = random_in(30, 30.3);
        double length = i % 10 ? 0.003 : 0.2;
        add_line(&lines, lon, lat, lon + random_in(-length, length),
                 lat + random_in(-length, length));
    }
    assert_ok(ct_near_lines_new(&lines, 1, &near, &err));
    for (int i = 0; i < 2000; i++) {
        double lon = random_in(113.9, 114.4), lat = random_in(29.9, 30.4);
        double expected = fmin(brute_force_m(&lines, lon, lat), 3000);
        ck_assert_double_eq_tol(ct_near_lines_m(near, lon, lat, 3000), expected, 1e-6);
    }
    ct_near_lines_free(near);
    ct_near_lines_free(NULL);
    ct_shape_free(&lines);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("shift");
    tcase_add_test(tests, what_fits_is_not_mentioned);
    tcase_add_test(tests, points_shifted_against_streets);
    tcase_add_test(tests, an_offset_declared_without_need);
    tcase_add_test(tests, shifted_streets);
    tcase_add_test(tests, homes_say_nothing);
    tcase_add_test(tests, borders_shifted_against_streets);
    tcase_add_test(tests, points_shifted_against_their_communities);
    tcase_add_test(tests, borders_shifted_against_borders);
    tcase_add_test(tests, distances);
    return run_tests(suite_create("shift"), tests);
}
