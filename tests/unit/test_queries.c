/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queries/facts/ on a town that was computed on paper (lib/town.h): each number here is that
 * arithmetic, written out.
 */
#include "gis/work.h"
#include "lib/town.h"
#include <stdio.h>

static struct town town;
static char folder[64];
static struct ct_work *output;

static void publish(void)
{
    struct ct_error err = {0};
    const struct ct_run run = {.overwrite = true};

    ct_work_close(output);
    ck_assert_msg(town_publish(&town, "out.gpkg", &run, &err) == CT_OK, "%s", err.message[CT_EN]);
    ck_assert_int_eq(ct_work_open("out.gpkg", &output, &err), CT_OK);
}

static void setup(void)
{
    town_build(&town);
    town_enter(folder);
    output = NULL;
    publish();
}

static void teardown(void)
{
    ct_work_close(output);
    town_free(&town);
    town_leave(folder);
}

/* The one number that a SELECT gives, NAN for NULL. */
static double number(const char *sql)
{
    struct ct_error err = {0};
    struct ct_query *query = NULL;
    bool row = false;

    ck_assert_msg(ct_query_new(output, sql, &query, &err) == CT_OK, "%s", err.message[CT_EN]);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_msg(row, "no row: %s", sql);
    double value = ct_query_get_number(query, 0);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_msg(!row, "several rows: %s", sql);
    ct_query_free(query);
    return value;
}

static void assert_coverage(const char *level, const char *unit, const char *kind, double reach,
                            const char *demand, double total, double covered)
{
    static const char *const columns[] = {"total", "covered", "share"};
    const double expected[] = {total, covered, total > 0 ? covered / total : (double)NAN};
    char sql[256];

    for (int i = 0; i < 3; i++) {
        snprintf(sql, sizeof sql,
                 "SELECT %s FROM coverage WHERE level = '%s' AND unit_id = '%s' AND kind = '%s'"
                 " AND reach = %g AND demand = '%s' AND metric = 'straight'",
                 columns[i], level, unit, kind, reach, demand);
        double value = number(sql);
        if (isnan(expected[i]))
            ck_assert_msg(isnan(value), "%s: %g", sql, value);
        else
            ck_assert_msg(fabs(value - expected[i]) < 1e-9, "%s: %g", sql, value);
    }
}

START_TEST(coverage_of_people)
{
    assert_coverage("community", "A", "station", 500, "people", 200, 150);
    assert_coverage("community", "B", "station", 500, "people", 250, 100);
    assert_coverage("community", "D", "station", 500, "people", 0, 0);
    /* 200 + 250 - 50 and 150 + 100 - 40: ground that A and B claim counts once */
    assert_coverage("street", "甲/东街", "station", 500, "people", 400, 210);
    assert_coverage("county", "甲", "station", 500, "people", 400, 210);
    assert_coverage("street", "乙/东街", "station", 500, "people", 100, 0);
    /* 550 - 50 - 20 */
    assert_coverage("city", "*", "station", 500, "people", 480, 210);
    assert_coverage("city", "*", "*", 500, "people", 480, 210);
    assert_coverage("city", "*", "station", 500, "elders", 48, 21);
    assert_coverage("city", "*", "clinic''s <&>", 300, "people", 480, 0);
}
END_TEST

START_TEST(coverage_of_households_and_ground)
{
    assert_coverage("community", "A", "station", 500, "households", 100, 75); /* 100 * 150 / 200 */
    assert_coverage("community", "B", "station", 500, "households", 100, 40); /* 100 * 100 / 250 */
    assert_coverage("street", "甲/东街", "station", 500, "households", 200, 115);
    /* 100 + 250 / 2.5 + 100 / 2.5, less 20 / 2.5 that B and C both have; D has no place */
    assert_coverage("city", "*", "station", 500, "households", 232, 115);
    assert_coverage("community", "D", "station", 500, "area_m2", 5e5, 1.25e5);
    assert_coverage("city", "*", "station", 500, "area_m2", 4.35e6, 4.35e6 / 4);
    ck_assert(isnan(number("SELECT total FROM coverage WHERE unit_id = 'D' AND kind = '*'"
                           " AND demand = 'households'")));
}
END_TEST

START_TEST(numbers_of_facilities_within_reach)
{
    static const double expected[] = {270, 160, 50, 0};
    static const char *const columns[] = {"people_0", "people_1", "people_2", "people_3_or_more"};
    char sql[160];

    for (int i = 0; i < 4; i++) {
        snprintf(sql, sizeof sql,
                 "SELECT %s FROM reach_count WHERE level = 'city'"
                 " AND kind = 'station' AND reach = 500 AND demand = 'people'",
                 columns[i]);
        ck_assert_double_eq_tol(number(sql), expected[i], 1e-9);
    }
}
END_TEST

static void assert_floor_area(const char *level, const char *unit, const char *kind,
                              double households, double facilities, double area, double per_100)
{
    static const char *const columns[] = {"households", "facilities", "floor_area_m2",
                                          "per_100_households"};
    const double expected[] = {households, facilities, area, per_100};
    char sql[256];

    for (int i = 0; i < 4; i++) {
        snprintf(sql, sizeof sql,
                 "SELECT %s FROM floor_area WHERE level = '%s' AND unit_id = '%s' AND kind = '%s'",
                 columns[i], level, unit, kind);
        double value = number(sql);
        ck_assert_msg(isnan(expected[i]) ? isnan(value) : fabs(value - expected[i]) < 1e-9,
                      "%s: %.12g, not %.12g", sql, value, expected[i]);
    }
}

START_TEST(floor_area_split_by_households)
{
    double a = 300.0 * 100 / 140, c = 300.0 * 40 / 140; /* F0 serves A and C */

    assert_floor_area("community", "A", "*", 100, 1, a, a);
    assert_floor_area("community", "B", "*", 100, 2, 100, 100); /* F2 is not known: at least 100 */
    assert_floor_area("community", "C", "station", 40, 1, c, c * 2.5);
    assert_floor_area("community", "D", "*", 0, 0, 0, NAN);
    assert_floor_area("street", "甲/东街", "*", 200, 3, a + 100, (a + 100) / 2);
    assert_floor_area("city", "*", "*", 232, 3, 400, 400 * 100.0 / 232); /* F0 once, F4 never */
    assert_floor_area("city", "*", "clinic''s <&>", 232, 1, 50, 50 * 100.0 / 232);
}
END_TEST

START_TEST(floor_area_counted_whole)
{
    town.plan.shared = CT_SHARED_WHOLE;
    publish();
    assert_floor_area("community", "A", "*", 100, 1, 300, 300);
    assert_floor_area("community", "C", "*", 40, 1, 300, 750);
    assert_floor_area("street", "甲/东街", "*", 200, 3, 400, 200);
    assert_floor_area("city", "*", "*", 232, 3, 400, 400 * 100.0 / 232);
}
END_TEST

/* A sum with a hole in it is not known; nor are areas of which none is. */
START_TEST(unknown_stays_unknown)
{
    town.plan.household_size = 0;
    town.floor_area[1] = NAN;
    publish();
    assert_floor_area("community", "A", "*", 100, 1, 150, 150); /* C is not known: split evenly */
    assert_floor_area("community", "B", "*", NAN, 2, NAN, NAN);
    assert_floor_area("city", "*", "*", NAN, 3, 300, NAN);
    ck_assert(isnan(number("SELECT households FROM load WHERE facility_id = 'F1'"
                           " AND demand = 'people'")));
    ck_assert_double_eq(number("SELECT value FROM summary"
                               " WHERE key = 'communities_without_households'"),
                        2);
}
END_TEST

static void assert_rate(const char *unit, const char *type, const char *measure, double numerator,
                        double denominator)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "SELECT numerator * 1e6 + denominator FROM coverage_rate WHERE unit_id = '%s'"
             " AND area_type = '%s' AND measure = '%s' AND abs(rate - %.17g) < 1e-12",
             unit, type, measure, numerator / denominator);
    ck_assert_double_eq_tol(number(sql), numerator * 1e6 + denominator, 1e-6);
}

/* No floor area at all: nothing can be said of bounds. Where there is no facility, much can. */
START_TEST(no_floor_area_is_known)
{
    for (int i = 0; i < FACILITIES; i++)
        town.floor_area[i] = NAN;
    publish();
    assert_floor_area("city", "*", "*", 232, 3, NAN, NAN);
    ck_assert(isnan(number("SELECT share FROM area_class WHERE level = 'city'"
                           " AND basis = 'community' AND bound_m2 = 200")));
    ck_assert(isnan(number("SELECT rate FROM coverage_rate WHERE level = 'city'"
                           " AND area_type = 'all' AND measure = 'by_area_bound'")));
    assert_floor_area("community", "D", "*", 0, 0, 0, NAN);
}
END_TEST

START_TEST(coverage_rates)
{
    assert_rate("*", "all", "by_count", 3, 4);
    assert_rate("*", "all", "by_population", 210, 480);
    assert_rate("*", "all", "by_area_bound", 0, 4);
    assert_rate("*", "urban", "by_count", 2, 2);
    assert_rate("*", "urban", "by_population", 150, 300); /* no ground is claimed by two urban */
    assert_rate("*", "rural", "by_population", 100, 250);
    town.plan.required_urban_m2 = 85;
    town.plan.required_rural_m2 = 100;
    publish();
    assert_rate("*", "all", "by_area_bound", 3, 4);
    assert_rate("*", "rural", "by_area_bound", 1, 1); /* the bound itself is enough */
}
END_TEST

START_TEST(classes_of_floor_area)
{
    /* A 214, B 100, C 86, D 0 m2 */
    ck_assert_double_eq(number("SELECT share FROM area_class WHERE level = 'city'"
                               " AND basis = 'community' AND bound_m2 = 200"),
                        0.25);
    /* D has no households and is not counted */
    ck_assert_double_eq(number("SELECT communities * 10 + at_or_above FROM area_class"
                               " WHERE level = 'city' AND basis = 'per_100_households'"
                               " AND bound_m2 = 30"),
                        33);
}
END_TEST

START_TEST(loads)
{
    /* 200 + 80 - 30, and 250 + 20 - 20 - 20 */
    ck_assert_double_eq_tol(number("SELECT people FROM load WHERE facility_id = 'F0'"
                                   " AND demand = 'people'"),
                            250, 1e-9);
    ck_assert_double_eq_tol(number("SELECT people FROM load WHERE facility_id = 'F1'"
                                   " AND demand = 'elders'"),
                            23, 1e-9);
    /* 100 * 200 / 200 + 40 * 80 / 100, and 100 + 40 * 20 / 100 - 8 */
    ck_assert_double_eq_tol(number("SELECT households FROM load WHERE facility_id = 'F0'"
                                   " AND demand = 'people'"),
                            132, 1e-9);
    ck_assert_double_eq_tol(number("SELECT households FROM load WHERE facility_id = 'F1'"
                                   " AND demand = 'people'"),
                            100, 1e-9);
    ck_assert_double_eq_tol(number("SELECT m2_per_100_households FROM load WHERE facility_id = 'F0'"
                                   " AND demand = 'people'"),
                            300 * 100 / 132.0, 1e-9);
    ck_assert(isnan(number("SELECT m2_per_100_households FROM load WHERE facility_id = 'F4'"
                           " AND demand = 'people'")));
    ck_assert_double_eq(number("SELECT count(*) FROM load"), FACILITIES * DEMANDS);
}
END_TEST

START_TEST(gaps_and_nearest)
{
    ck_assert_double_eq_tol(number("SELECT households FROM gap WHERE rank = 1"), 60, 1e-9);
    ck_assert_double_eq_tol(number("SELECT people FROM gap WHERE unit_id = 'C'"), 100, 1e-9);
    ck_assert_double_eq(number("SELECT people FROM gap_demand WHERE gap_id = 1"
                               " AND demand = 'elders'"),
                        15);
    ck_assert_double_eq(number("SELECT distance_m FROM nearest WHERE unit_id = 'C'"), 300);
    ck_assert_double_eq(number("SELECT count(*) FROM nearest"), COMMUNITIES); /* no clinic */
}
END_TEST

/* All counting kinds together have no radius of their own where theirs differ. */
START_TEST(radii_that_differ)
{
    town.reach[3].radius_m = NAN;
    publish();
    ck_assert_double_eq_tol(
        number("SELECT covered FROM coverage WHERE level = 'city' AND kind = '*'"
               " AND reach IS NULL AND demand = 'people'"),
        210, 1e-9);
    ck_assert_double_eq_tol(number("SELECT value FROM summary WHERE key = 'coverage.*.people'"),
                            210 / 480.0, 1e-9);
    ck_assert_double_eq(
        number("SELECT count(*) FROM layer_styles WHERE f_table_name = 'service_area'"
               " AND styleQML LIKE '%reach&quot; IS NULL%label=\"全部计入设施\"%'"),
        1);
}
END_TEST

START_TEST(nobody_is_lost)
{
    ck_assert_double_eq_tol(number("SELECT value FROM summary WHERE key = 'people_inside.people'"),
                            480, 1e-9);
    ck_assert_double_eq_tol(number("SELECT max(abs(value)) FROM summary"
                                   " WHERE key LIKE 'people_balance.%'"),
                            0, 1e-9);
    ck_assert_double_eq(number("SELECT value FROM summary WHERE key = 'facilities_outside'"), 1);
    ck_assert_double_eq(number("SELECT value FROM summary"
                               " WHERE key = 'facilities_without_floor_area'"),
                        1);
    ck_assert_double_eq(number("SELECT count(*) - count(DISTINCT key) FROM summary"), 0);
    ck_assert_double_eq(number("SELECT count(*) FROM summary WHERE title_zh IS NULL"
                               " OR title_en IS NULL OR unit IS NULL"),
                        0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("queries");
    TCase *tests = tcase_create("queries");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, coverage_of_people);
    tcase_add_test(tests, coverage_of_households_and_ground);
    tcase_add_test(tests, numbers_of_facilities_within_reach);
    tcase_add_test(tests, floor_area_split_by_households);
    tcase_add_test(tests, floor_area_counted_whole);
    tcase_add_test(tests, unknown_stays_unknown);
    tcase_add_test(tests, no_floor_area_is_known);
    tcase_add_test(tests, coverage_rates);
    tcase_add_test(tests, classes_of_floor_area);
    tcase_add_test(tests, loads);
    tcase_add_test(tests, gaps_and_nearest);
    tcase_add_test(tests, radii_that_differ);
    tcase_add_test(tests, nobody_is_lost);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
