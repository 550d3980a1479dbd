/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * queries/objects/ on the town that was computed on paper (lib/town.h): the columns that clauses
 * read, by a standard that only reports them. The arithmetic stands beside each number.
 */
#include "gis/work.h"
#include "judge/judge.h"
#include "lib/town.h"

static const char *const words[] = {
    "households",
    "people",
    "area_m2",
    "equivalent_radius_m",
    "communities",
    "urban_communities",
    "rural_communities",
    "facilities",
    "floor_area_m2",
    "largest_facility_m2",
    "per_100_households",
    "per_100_households_mean",
    "coverage_by_count",
    "coverage_by_population",
    "coverage_by_area_bound",
    "urban_coverage_by_count",
    "rural_coverage_by_count",
    "communities_without",
    "communities_below",
    "station_count",
    "station_floor_area_m2",
    "station_largest_m2",
    "station_land_area_m2",
    "station_coverage",
    "station_nearest_m",
    "station_communities",
    "station_communities_share",
    "station_streets",
    "station_streets_share",
    "clinic_count",
    "clinic_largest_m2",
    "clinic_coverage",
    "clinic_nearest_m",
    "clinic_streets_share",
    "park_count",
};

static struct town town;
static char folder[64];
static struct ct_work *output;

static void write_standard(void)
{
    FILE *file = fopen("words.csv", "w");

    fputs("id,applies_to,measure,comparison,limit,strength\n", file);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        fprintf(file, "%s,community|street|county|city,%s,,,report\n", words[i], words[i]);
    fclose(file);
}

static void publish(void)
{
    const char *const names[] = {"words.csv"};
    struct ct_standards standards = {0};
    struct ct_parameters parameters = {0};
    struct ct_judge *judge = NULL;
    struct ct_figures figures = {0};
    struct ct_error err = {0};

    write_standard();
    ck_assert_int_eq(ct_parameters_read(NULL, 0, &parameters, &err), CT_OK);
    ck_assert_msg(ct_standards_read(names, 1, &standards, &err) == CT_OK, "%s", err.message[CT_EN]);
    ck_assert_int_eq(ct_judge_new(&standards, &parameters, &judge, &err), CT_OK);
    const struct ct_publication publication = {.plan = &town.plan,
                                               .city = &town.city,
                                               .findings = &town.findings,
                                               .measures = &town.measures,
                                               .judge = judge};
    ck_assert_msg(ct_publish("out.gpkg", &publication, NULL, 0, &figures, &err) == CT_OK, "%s",
                  err.message[CT_EN]);
    ct_figures_free(&figures);
    ct_judge_free(judge);
    ct_standards_free(&standards);
    ct_parameters_free(&parameters);
    ck_assert_int_eq(ct_work_open("out.gpkg", &output, &err), CT_OK);
}

static void setup(void)
{
    static char *station[] = {(char *)"station"}, *clinic[] = {(char *)"clinic"};

    town_build(&town);
    town_enter(folder);
    town.kinds[0].roles = station;
    town.kinds[1].roles = clinic;
    town.kinds[0].role_count = town.kinds[1].role_count = 1;
}

static void teardown(void)
{
    ct_work_close(output);
    town_free(&town);
    town_leave(folder);
}

static void assert_word(const char *level, const char *unit, const char *word, double expected)
{
    char sql[256];
    struct ct_error err = {0};
    struct ct_query *query = NULL;
    bool row = false;

    snprintf(sql, sizeof sql,
             "SELECT value, result FROM verdict WHERE level = '%s' AND unit_id = '%s' AND clause = "
             "'%s'",
             level, unit, word);
    ck_assert_int_eq(ct_query_new(output, sql, &query, &err), CT_OK);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_msg(row, "no row: %s", sql);
    double value = ct_query_get_number(query, 0);
    ck_assert_msg(isnan(expected) ? isnan(value) : fabs(value - expected) < 1e-9 * (1 + expected),
                  "%s: %.12g, not %.12g", sql, value, expected);
    ck_assert_str_eq(ct_query_get_text(query, 1), isnan(expected) ? "unknown" : "exempt");
    ct_query_free(query);
}

/* A and C share F0 (300 m2) by 100 and 40 households; B has F1 (100 m2) and F2 (not known). */
START_TEST(communities)
{
    publish();
    assert_word("community", "A", "households", 100);
    assert_word("community", "A", "people", 200);
    assert_word("community", "A", "equivalent_radius_m", sqrt(1e6 / acos(-1)));
    assert_word("community", "A", "communities", 1);
    assert_word("community", "A", "urban_communities", 1);
    assert_word("community", "A", "rural_communities", 0);
    assert_word("community", "A", "facilities", 1);
    assert_word("community", "A", "floor_area_m2", 300 * 100 / 140.0);
    assert_word("community", "A", "largest_facility_m2", 300);
    assert_word("community", "A", "per_100_households", 300 * 100 / 140.0);
    assert_word("community", "A", "coverage_by_count", 100);
    assert_word("community", "A", "coverage_by_population", 75);
    assert_word("community", "A", "coverage_by_area_bound", 0);
    assert_word("community", "A", "urban_coverage_by_count", 100);
    assert_word("community", "A", "rural_coverage_by_count", NAN);
    assert_word("community", "A", "communities_below", 1); /* 214 of 300 */
    assert_word("community", "B", "facilities", 2);
    assert_word("community", "B", "floor_area_m2", NAN);
    assert_word("community", "B", "largest_facility_m2", NAN);
    assert_word("community", "B", "per_100_households", NAN);
    assert_word("community", "B", "coverage_by_area_bound", NAN);
    assert_word("community", "B", "coverage_by_population", 40);
    assert_word("community", "D", "floor_area_m2", 0);
    assert_word("community", "D", "largest_facility_m2", 0);
    assert_word("community", "D", "per_100_households", NAN); /* no households */
    assert_word("community", "D", "urban_communities", NAN);  /* does not say */
    assert_word("community", "D", "communities_without", 1);
}
END_TEST

START_TEST(units)
{
    publish();
    assert_word("street", "甲/东街", "communities", 2);
    assert_word("street", "甲/东街", "urban_communities", 1);
    assert_word("street", "甲/东街", "facilities", 3);
    assert_word("street", "甲/东街", "floor_area_m2", NAN);
    assert_word("street", "甲/东街", "households", 200); /* A's are given: nothing is twice */
    assert_word("street", "甲/东街", "people", 200 + 250 - 50);
    assert_word("street", "甲/东街", "coverage_by_population", 100 * (150 + 100 - 40) / 400.0);
    assert_word("street", "甲/东街", "urban_coverage_by_count", 100);
    assert_word("street", "甲/东街", "communities_below", NAN);
    assert_word("street", "乙/东街", "floor_area_m2", 300 * 40 / 140.0);
    assert_word("street", "乙/东街", "per_100_households_mean", 300 * 40 / 140.0 * 100 / 40);
    assert_word("county", "甲", "communities", 2);
    assert_word("city", "*", "communities", 4);
    assert_word("city", "*", "households", 100 + 100 + 40 + 0 - 8); /* 20 people of B and C */
    assert_word("city", "*", "area_m2", 1e6 + 2e6 + 1e6 + 5e5 - 1e5 - 5e4);
    assert_word("city", "*", "coverage_by_count", 75);
    assert_word("city", "*", "coverage_by_population", 100 * (150 + 100 - 40) / 480.0);
    assert_word("city", "*", "coverage_by_area_bound", NAN);
    assert_word("city", "*", "urban_communities", NAN);
    assert_word("city", "*", "communities_without", 1);
    assert_word("city", "*", "per_100_households_mean", NAN);
}
END_TEST

START_TEST(roles)
{
    publish();
    assert_word("community", "A", "station_count", 1);
    assert_word("community", "A", "station_floor_area_m2", 300 * 100 / 140.0);
    assert_word("community", "A", "station_largest_m2", 300);
    assert_word("community", "A", "station_land_area_m2", NAN); /* nobody gave one */
    assert_word("community", "A", "station_coverage", 75);
    assert_word("community", "A", "station_nearest_m", 100);
    assert_word("community", "A", "clinic_count", 1);
    assert_word("community", "A", "clinic_largest_m2", 50);
    assert_word("community", "A", "clinic_coverage", 0);
    assert_word("community", "A", "clinic_nearest_m", 1e9);
    assert_word("community", "A", "station_streets", NAN);
    assert_word("community", "A", "park_count", NAN); /* no kind has that role */
    assert_word("community", "D", "station_count", 0);
    assert_word("community", "D", "station_floor_area_m2", 0);
    assert_word("community", "D", "station_communities", 0);
    assert_word("community", "B", "station_count", 2);
    assert_word("community", "B", "station_largest_m2", NAN);
    assert_word("street", "甲/东街", "station_nearest_m", NAN);
    assert_word("street", "甲/东街", "station_streets", 1);
    assert_word("street", "乙/东街", "clinic_streets_share", 0);
    assert_word("city", "*", "station_count", 3);
    assert_word("city", "*", "station_communities", 3);
    assert_word("city", "*", "station_communities_share", 75);
    assert_word("city", "*", "station_streets", 2);
    assert_word("city", "*", "station_streets_share", 100);
    assert_word("city", "*", "clinic_streets_share", 50);
}
END_TEST

/* A facility counts once where two of its kinds' roles are the same word. */
START_TEST(a_role_of_two_kinds)
{
    town.kinds[1].roles = town.kinds[0].roles;
    publish();
    assert_word("community", "A", "station_count", 2);
    assert_word("community", "A", "station_largest_m2", 300);
    assert_word("community", "A", "station_coverage", NAN); /* nobody measured both together */
    assert_word("community", "A", "station_nearest_m", 100);
    assert_word("city", "*", "station_count", 4);
    assert_word("city", "*", "station_communities", 3);
    assert_word("city", "*", "clinic_count", NAN);
}
END_TEST

START_TEST(households_by_register)
{
    struct ct_plan_parameter set = {(char *)"households_basis", (char *)"registered", 0};
    double registered[COMMUNITIES] = {80, 90, NAN, 0};

    town.plan.parameters = &set;
    town.plan.parameter_count = 1;
    town.city.communities.registered = registered;
    publish();
    assert_word("community", "A", "households", 80);
    assert_word("community", "C", "households", NAN);
    assert_word("community", "A", "floor_area_m2", 150); /* shared evenly: C's are not known */
    assert_word("community", "A", "per_100_households", 150 * 100 / 80.0);
    assert_word("street", "甲/东街", "households", 170); /* a household is registered once */
    assert_word("city", "*", "households", NAN);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("objects");
    TCase *one = tcase_create("objects");

    tcase_add_checked_fixture(one, setup, teardown);
    tcase_add_test(one, communities);
    tcase_add_test(one, units);
    tcase_add_test(one, roles);
    tcase_add_test(one, a_role_of_two_kinds);
    tcase_add_test(one, households_by_register);
    suite_add_tcase(suite, one);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
