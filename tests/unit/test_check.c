/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check/check.h on cities made of squares: holes against a flood fill, duplicates against all
 * pairs, ranges at their bounds; and the Voronoi cells of gis/overlay.h against the nearest of all
 * places.
 */
#include "base/text.h"
#include "check/check.h"
#include "gis/overlay.h"
#include "gis/plane.h"
#include "lib/folder.h"
#include "load/locate.h"
#include "load/parts.h"
#include <math.h>

#define STEP 0.001 /* degrees */
enum { SIDE = 8, CELLS = SIDE * SIDE, POINTS = 300 };

static struct ct_city city;
static struct ct_findings findings;
static unsigned state;
static size_t room; /* communities that have texts */

/* Numerical Recipes' generator: the same numbers everywhere. */
static unsigned roll(unsigned n)
{
    state = state * 1664525U + 1013904223U;
    return (state >> 8) % n;
}

static void add_ring(struct ct_shape *shape, double west, double south, double east, double north,
                     bool hole)
{
    const double x[2][5] = {{west, east, east, west, west}, {west, west, east, east, west}};
    const double y[2][5] = {{south, south, north, north, south},
                            {south, north, north, south, south}};
    shape->kind = CT_SHAPE_POLYGONS;
    ck_assert(ct_shape_begin(shape, hole));
    for (int i = 0; i < 5; i++)
        ck_assert(ct_shape_add(shape, x[hole][i], y[hole][i], false));
}

/* Room for n communities, all their texts empty. */
static void begin_city(size_t n)
{
    static char *const none = (char *)(uintptr_t) "";
    struct ct_communities *c = &city.communities;
    city = (struct ct_city){.communities = {.layer = ct_text_copy("c")}};
    findings = (struct ct_findings){0};
    room = n;
    c->id = calloc(n, sizeof *c->id);
    c->name = calloc(n, sizeof *c->name);
    c->street = calloc(n, sizeof *c->street);
    c->county = calloc(n, sizeof *c->county);
    c->area_type = calloc(n, sizeof *c->area_type);
    c->households = calloc(n, sizeof *c->households);
    c->population = calloc(n, sizeof *c->population);
    c->shape = calloc(n, sizeof *c->shape);
    c->fid = calloc(n, sizeof *c->fid);
    c->row = calloc(n, sizeof *c->row);
    for (size_t i = 0; i < n; i++) {
        c->id[i] = ct_text_copy(none);
        c->name[i] = ct_text_copy(none);
        c->street[i] = ct_text_copy(none);
        c->county[i] = ct_text_copy(none);
        c->households[i] = c->population[i] = NAN;
    }
    for (size_t i = 0; i < CT_RANGES; i++)
        city.ranges[i] =
            (struct ct_range){ct_range_defaults[i].bounds[0], ct_range_defaults[i].bounds[1]};
}

static void end_city(void)
{
    struct ct_city *copy = calloc(1, sizeof *copy);
    ck_assert_ptr_nonnull(copy);
    *copy = city;
    copy->communities.count = room;
    ct_city_free(copy);
    ct_findings_free(&findings);
}

static struct ct_shape *add_square(double west, double south, double east, double north)
{
    struct ct_shape *shape = &city.communities.shape[city.communities.count++];
    add_ring(shape, west, south, east, north, false);
    return shape;
}

static void find_holes(void)
{
    assert_ok(ct_load_overlaps(&findings, &city, &err));
    assert_ok(ct_check_holes(&city, &findings, &err));
}

static size_t found(const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < findings.count; i++)
        n += strcmp(findings.rows[i].code, code) == 0;
    return n;
}

/* --- holes ---------------------------------------------------------------------------------- */

static double at(int k)
{
    return 30 + STEP * k;
}

/* Fills from a missing cell; true where the outside was reached. */
static bool flood(const bool *missing, bool *seen, int column, int row, int *cells)
{
    if (column < 0 || row < 0 || column >= SIDE || row >= SIDE)
        return true;
    int k = row * SIDE + column;
    if (!missing[k] || seen[k])
        return false;
    seen[k] = true;
    ++*cells;
    bool out = flood(missing, seen, column - 1, row, cells);
    out |= flood(missing, seen, column + 1, row, cells);
    out |= flood(missing, seen, column, row - 1, cells);
    return out | flood(missing, seen, column, row + 1, cells);
}

static void compare_with_flood(const bool *missing)
{
    bool seen[CELLS] = {false};
    size_t holes = 0;
    int enclosed = 0;
    double area = 0, wanted = 0;
    for (int k = 0; k < CELLS; k++) {
        int cells = 0;
        if (!missing[k] || seen[k] || flood(missing, seen, k % SIDE, k / SIDE, &cells))
            continue;
        holes++;
        enclosed += cells;
    }
    ck_assert_uint_eq(found("F0112"), holes);
    ck_assert_uint_eq(findings.count, holes);
    for (size_t i = 0; i < findings.count; i++)
        area += findings.rows[i].area_m2;
    struct ct_shape one = {0};
    add_ring(&one, at(3), at(3), at(4), at(4), false);
    wanted = enclosed * ct_shape_area_m2(&one);
    ct_shape_free(&one);
    ck_assert_double_eq_tol(area, wanted, 1e-4 * wanted + 1e-9); /* cells shrink to the north */
}

START_TEST(holes_are_those_of_a_flood_fill)
{
    state = (unsigned)_i + 1;
    bool missing[CELLS];
    begin_city(CELLS);
    for (int k = 0; k < CELLS; k++) {
        missing[k] = roll(3) == 0;
        if (!missing[k])
            add_square(at(k % SIDE), at(k / SIDE), at(k % SIDE + 1), at(k / SIDE + 1));
    }
    find_holes();
    compare_with_flood(missing);
    end_city();
}
END_TEST

/* Two communities with a strip of about 0.5 m between them, closed at both ends by two others. */
START_TEST(a_sliver_is_told_apart_from_a_hole)
{
    begin_city(4);
    add_square(at(0), at(0), at(1), at(1));
    add_square(at(1) + 5e-6, at(0), at(2), at(1));
    add_square(at(0), at(-1), at(2), at(0));
    add_square(at(0), at(1), at(2), at(2));
    find_holes();
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_uint_eq(found("F0113"), 1);
    ck_assert_double_eq_tol(findings.rows[0].area_m2, 0.4822 * 110.85, 0.2);
    ck_assert_uint_eq(findings.rows[0].shape.parts, 1);
    end_city();
}
END_TEST

/* An island in a lake: the lake is a hole with a hole, the island is not one. */
START_TEST(an_island_is_no_hole)
{
    begin_city(2);
    struct ct_shape *ring = add_square(at(0), at(0), at(5), at(5));
    add_ring(ring, at(1), at(1), at(4), at(4), true);
    add_square(at(2), at(2), at(3), at(3));
    find_holes();
    ck_assert_uint_eq(found("F0112"), 1);
    ck_assert_uint_eq(findings.rows[0].shape.parts, 2);
    double outer = ct_shape_area_m2(ring);
    ck_assert_double_eq_tol(findings.rows[0].area_m2, outer / 2, 0.01 * outer);
    end_city();
}
END_TEST

/* The neighbour has vertices on the border that the other has not. */
START_TEST(borders_drawn_with_other_vertices_are_no_holes)
{
    begin_city(3);
    add_square(at(0), at(0), at(2), at(1));
    add_square(at(0), at(1), at(1), at(2));
    add_square(at(1), at(1), at(2), at(2));
    find_holes();
    ck_assert_uint_eq(findings.count, 0);
    end_city();
}
END_TEST

/* --- duplicates ----------------------------------------------------------------------------- */

static void begin_facilities(size_t n)
{
    struct ct_facilities *f = &city.facilities;
    begin_city(2);
    add_square(at(0), at(0), at(1), at(1));
    f->id = calloc(n, sizeof *f->id);
    f->name = calloc(n, sizeof *f->name);
    f->kind = calloc(n, sizeof *f->kind);
    f->floor_area_m2 = calloc(n, sizeof *f->floor_area_m2);
    f->lon = calloc(n, sizeof *f->lon);
    f->lat = calloc(n, sizeof *f->lat);
    f->shape = calloc(n, sizeof *f->shape);
    f->community = calloc(n, sizeof *f->community);
    f->serves_start = calloc(n + 1, sizeof *f->serves_start);
    f->serves = calloc(n, sizeof *f->serves);
    f->source = calloc(n, sizeof *f->source);
    f->fid = calloc(n, sizeof *f->fid);
    f->row = calloc(n, sizeof *f->row);
}

static void add_facility(const char *name, double lon, double lat)
{
    struct ct_facilities *f = &city.facilities;
    char id[16];
    snprintf(id, sizeof id, "f%zu", f->count);
    f->id[f->count] = ct_text_copy(id);
    f->name[f->count] = ct_text_copy(name);
    f->floor_area_m2[f->count] = NAN;
    f->lon[f->count] = lon;
    f->lat[f->count] = lat;
    f->serves_start[f->count + 1] = f->serves_start[f->count];
    f->count++;
}

/* The least facility that leads to this one over steps of at most 100 m, by all pairs. */
static void group_by_all_pairs(size_t group[POINTS])
{
    const struct ct_facilities *f = &city.facilities;
    bool changed = true;
    for (size_t i = 0; i < f->count; i++)
        group[i] = i;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < f->count; i++)
            for (size_t k = 0; k < f->count; k++)
                if (group[k] < group[i] && strcmp(f->name[i], f->name[k]) == 0 &&
                    ct_plane_distance_m(f->lon[i], f->lat[i], f->lon[k], f->lat[k]) <= 100) {
                    group[i] = group[k];
                    changed = true;
                }
    }
}

START_TEST(duplicates_are_those_of_all_pairs)
{
    static const char *const names[] = {"a", "b", "c", ""};
    size_t group[POINTS], groups = 0;
    state = (unsigned)_i + 7;
    begin_facilities(POINTS);
    for (int i = 0; i < POINTS; i++)
        add_facility(names[roll(4)], 114 + roll(1000) * 2e-5, 30 + roll(1000) * 2e-5);
    group_by_all_pairs(group);
    assert_ok(ct_check_duplicates(&city, &findings, &err));
    for (size_t i = 0; i < POINTS; i++) {
        bool first = false;
        for (size_t k = i + 1; k < POINTS && group[i] == i && *city.facilities.name[i]; k++)
            first |= group[k] == i;
        groups += first;
        if (!first)
            continue;
        size_t told = 0;
        for (size_t t = 0; t < findings.count; t++)
            told += strcmp(findings.rows[t].feature, city.facilities.id[i]) == 0;
        ck_assert_uint_eq(told, 1);
    }
    ck_assert_uint_gt(groups, 10);
    ck_assert_uint_eq(findings.count, groups);
    end_city();
}
END_TEST

START_TEST(names_that_differ_in_brackets)
{
    begin_facilities(5);
    add_facility("中山医院", 114, 30);
    add_facility("中山医院(门诊部)", 114, 30.0002);
    add_facility("中山医院（东院）", 114, 30.002);
    add_facility("北医院", 114, 30);
    add_facility("北医院", 114, 30);
    assert_ok(ct_check_duplicates(&city, &findings, &err));
    ck_assert_uint_eq(found("F0310"), 1);
    ck_assert_uint_eq(found("F0315"), 1);
    ck_assert_str_eq(findings.rows[1].feature, "f0");
    end_city();
}
END_TEST

START_TEST(names_are_compared_without_marks)
{
    begin_facilities(4);
    add_facility("东湖社区（A）服务站", 114, 30);
    add_facility("东湖社区 (a)服务站", 114, 30.0008);
    add_facility("东湖社区服务站", 114, 30);
    add_facility("东湖社区（A）服务站", 114, 30.01);
    assert_ok(ct_check_duplicates(&city, &findings, &err));
    ck_assert_uint_eq(found("F0310"), 1);
    ck_assert_uint_eq(found("F0315"), 1); /* with the third */
    ck_assert_str_eq(findings.rows[0].feature, "f0");
    ck_assert_ptr_nonnull(strstr(findings.rows[0].text[CT_EN], "f1"));
    ck_assert_ptr_nonnull(strstr(findings.rows[0].text[CT_EN], "88.7")); /* 0.0008 degrees */
    end_city();
}
END_TEST

/* --- ranges --------------------------------------------------------------------------------- */

/* A square of 0.001 degrees at 30 N is 0.010695 km2. */
START_TEST(ranges_of_a_community)
{
    static const struct {
        double population, households;
        size_t per_household, density;
    } cases[] = {{100, 40, 0, 0},   {100, 20, 0, 0},  {101, 20, 1, 0},  {59, 40, 1, 0},
                 {60, 40, 0, 0},    {0.5, NAN, 0, 1}, {1, NAN, 0, 0},   {1100, NAN, 0, 1},
                 {1060, NAN, 0, 0}, {NAN, 40, 0, 0},  {NAN, NAN, 0, 0}, {100, 0, 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin_city(1);
        add_square(at(0), at(0), at(1), at(1));
        city.communities.population[0] = cases[i].population;
        city.communities.households[0] = cases[i].households;
        assert_ok(ct_check_ranges(&city, &findings, &err));
        ck_assert_msg(found("F0114") == cases[i].per_household, "case %zu: household", i);
        ck_assert_msg(found("F0115") == cases[i].density, "case %zu: density", i);
        ck_assert_uint_eq(findings.errors, 0);
        end_city();
    }
}
END_TEST

/* Two communities of 100 and 300 households. A building of 1,600 m2 serves both: 400 m2 a 100
 * households where it is split, 1,600 and 533 where it counts whole. */
START_TEST(ranges_of_facilities)
{
    static struct ct_kind kinds[1] = {{.counts = true}};
    for (int whole = 0; whole < 2; whole++) {
        begin_facilities(2);
        add_square(at(1), at(0), at(2), at(1));
        city.communities.households[0] = 100;
        city.communities.households[1] = 300;
        city.kinds = kinds;
        city.shared = whole ? CT_SHARED_WHOLE : CT_SHARED_SPLIT;
        add_facility("x", 114, 30);
        add_facility("y", 114, 30);
        city.facilities.floor_area_m2[0] = 1600;
        city.facilities.floor_area_m2[1] = 9;
        city.facilities.serves[1] = 1;
        city.facilities.serves_start[1] = city.facilities.serves_start[2] = 2;
        assert_ok(ct_check_ranges(&city, &findings, &err));
        ck_assert_uint_eq(found("F0311"), 1); /* 9 m2 */
        ck_assert_uint_eq(found("F0312"), whole ? 2 : 0);
        city.kinds = NULL;
        end_city();
    }
}
END_TEST

/* --- Voronoi -------------------------------------------------------------------------------- */

START_TEST(cells_hold_what_is_nearest)
{
    enum { N = 40, SAMPLES = 2000 };
    const double box[4] = {113.9, 29.9, 114.1, 30.1};
    double lon[N], lat[N], area = 0;
    struct ct_shape cell[N], whole = {0};
    state = (unsigned)_i + 3;
    for (int i = 0; i < N; i++) {
        lon[i] = 113.9 + 0.0002 * roll(1000);
        lat[i] = 29.9 + 0.0002 * roll(1000);
    }
    assert_ok(ct_overlay_voronoi(N, lon, lat, box, cell, &err));
    for (int s = 0; s < SAMPLES; s++) {
        double x = 113.9 + 0.0002 * roll(1000) + 1e-5, y = 29.9 + 0.0002 * roll(1000) + 1e-5;
        int nearest = 0, holders = 0;
        for (int i = 1; i < N; i++)
            if (ct_plane_distance_m(x, y, lon[i], lat[i]) <
                ct_plane_distance_m(x, y, lon[nearest], lat[nearest]) * (1 - 1e-5))
                nearest = i;
        for (int i = 0; i < N; i++)
            holders += ct_shape_holds(&cell[i], x, y);
        ck_assert_int_eq(holders, 1);
        double best = ct_plane_distance_m(x, y, lon[nearest], lat[nearest]);
        for (int i = 0; i < N; i++) /* near a border the plane may prefer the neighbour by 0.1 % */
            if (ct_shape_holds(&cell[i], x, y))
                ck_assert_double_le(ct_plane_distance_m(x, y, lon[i], lat[i]), best * 1.001);
    }
    add_ring(&whole, box[0], box[1], box[2], box[3], false);
    for (int i = 0; i < N; i++) {
        area += ct_shape_area_m2(&cell[i]);
        ct_shape_free(&cell[i]);
    }
    ck_assert_double_eq_tol(area, ct_shape_area_m2(&whole), 1e-6 * area);
    ct_shape_free(&whole);
}
END_TEST

START_TEST(one_place_and_the_same_place_twice)
{
    const double box[4] = {113.9, 29.9, 114.1, 30.1}, lon[3] = {114, 114.05, 114},
                 lat[3] = {30, 30, 30};
    struct ct_shape cell[3];
    assert_ok(ct_overlay_voronoi(1, lon, lat, box, cell, &err));
    ck_assert_uint_eq(cell[0].vertices, 5);
    ct_shape_free(&cell[0]);
    assert_ok(ct_overlay_voronoi(3, lon, lat, box, cell, &err));
    ck_assert_uint_eq(cell[2].parts, 0);
    double bounds[4];
    ck_assert(ct_shape_bounds(&cell[0], bounds));
    ck_assert_double_eq_tol(bounds[2], 114.025, 1e-9); /* half-way */
    for (int i = 0; i < 3; i++)
        ct_shape_free(&cell[i]);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("check");
    tcase_add_loop_test(tests, holes_are_those_of_a_flood_fill, 0, 20);
    tcase_add_test(tests, a_sliver_is_told_apart_from_a_hole);
    tcase_add_test(tests, an_island_is_no_hole);
    tcase_add_test(tests, borders_drawn_with_other_vertices_are_no_holes);
    tcase_add_loop_test(tests, duplicates_are_those_of_all_pairs, 0, 5);
    tcase_add_test(tests, names_that_differ_in_brackets);
    tcase_add_test(tests, names_are_compared_without_marks);
    tcase_add_test(tests, ranges_of_a_community);
    tcase_add_test(tests, ranges_of_facilities);
    tcase_add_loop_test(tests, cells_hold_what_is_nearest, 0, 3);
    tcase_add_test(tests, one_place_and_the_same_place_twice);
    return run_tests(suite_create("check"), tests);
}
