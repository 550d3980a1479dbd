/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning units and street centres in queries/facts/, on the town that was computed on paper
 * (lib/town.h).
 */
#include "gis/work.h"
#include "lib/town.h"

static struct town town;
static char folder[64];
static char *unit_ids[] = {(char *)"U1", (char *)"U2", (char *)"U3"};
static struct ct_shape unit_shapes[3];
static ptrdiff_t of_community[COMMUNITIES];
static int64_t unit_fid[3];
static long unit_row[3];

static void setup(void)
{
    static const ptrdiff_t of[COMMUNITIES] = {0, 0, 1, -1}; /* nobody stands in the third */

    memcpy(of_community, of, sizeof of);
    town_build(&town);
    town_enter(folder);
}

static void teardown(void)
{
    town_free(&town);
    town_leave(folder);
}

static struct ct_planning_units units(void)
{
    return (struct ct_planning_units){.count = 3,
                                      .id = unit_ids,
                                      .name = unit_ids,
                                      .of_community = of_community,
                                      .fid = unit_fid,
                                      .row = unit_row};
}

static void publish(const struct ct_planning_units *built)
{
    const struct ct_publication publication = {.plan = &town.plan,
                                               .city = &town.city,
                                               .findings = &town.findings,
                                               .measures = &town.measures,
                                               .built_units = built};
    const struct ct_run run = {.overwrite = true};
    struct ct_figures figures = {0};
    struct ct_error err = {0};
    ck_assert_msg(ct_publish("out.gpkg", &publication, &run, 0, &figures, &err) == CT_OK, "%s",
                  err.message[CT_EN]);
    ct_figures_free(&figures);
}

/* The one value that a SELECT gives, as text; "-" for NULL. */
static void assert_value(const char *sql, const char *expected)
{
    struct ct_work *output = NULL;
    struct ct_query *query = NULL;
    struct ct_error err = {0};
    bool row = false;

    ck_assert_int_eq(ct_work_open("out.gpkg", &output, &err), CT_OK);
    ck_assert_msg(ct_query_new(output, sql, &query, &err) == CT_OK, "%s", err.message[CT_EN]);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    const char *found = row ? ct_query_get_text(query, 0) : "(no row)";
    ck_assert_msg(strcmp(found != NULL ? found : "-", expected) == 0, "%s: %s", sql,
                  found != NULL ? found : "-");
    ct_query_free(query);
    ct_work_close(output);
}

static void assert_units(void)
{
    assert_value("SELECT group_concat(unit_id || ' ' || communities || ' ' || community_ids || ' '"
                 " || people || ' ' || class || ' ' || sets, ', ') FROM planning_unit",
                 /* 200 + 250 - 50: ground that A and B claim counts once */
                 "U1 2 A;B 400.0 below 1, U2 1 C 100.0 below 1, U3 0  0.0 below 1");
    assert_value("SELECT group_concat(street || '/' || county, ', ') FROM planning_unit",
                 "东街/甲, 东街/乙, /");
    assert_value("SELECT total || ' ' || covered FROM coverage WHERE level = 'planning_unit'"
                 " AND unit_id = 'U1' AND kind = 'station' AND reach = 500 AND demand = 'people'",
                 "400.0 210.0");
    assert_value("SELECT households || ' ' || floor_area_m2 FROM planning_unit"
                 " WHERE unit_id = 'U2'",
                 "40.0 " /* 300 m2 serve A with 100 households and C with 40 */
                 "85.7142857142857");
    assert_value("SELECT coverage_fraction FROM community_statistic WHERE unit_id = 'U1'"
                 " AND area_type = 'all'",
                 "2/2");
    /* nothing else has changed */
    assert_value("SELECT group_concat(total, ' ') FROM coverage WHERE level IN ('street', 'county',"
                 " 'city') AND kind = 'station' AND reach = 500 AND demand = 'people'",
                 "100.0 400.0 100.0 400.0 480.0");
}

START_TEST(units_that_were_built)
{
    const struct ct_planning_units built = units();

    publish(&built);
    assert_units();
    assert_value("SELECT group_concat(derived) FROM planning_unit", "1,1,1");
    assert_value("SELECT group_concat(geom IS NOT NULL) FROM planning_unit", "1,1,0");
}
END_TEST

/* Those of the plan go first, and have shapes of their own. */
START_TEST(units_of_the_plan)
{
    const struct ct_planning_units built = {0};

    town.city.planning_units = units();
    town.city.planning_units.shape = unit_shapes;
    town.city.planning_units.layer = (char *)"units";
    town.plan.planning_units.file = (char *)"/somewhere/units.gpkg";
    for (int i = 0; i < 3; i++)
        town_square(&unit_shapes[i], 114.0 + 0.02 * i, 30.5, 0.02);
    publish(&built);
    assert_units();
    assert_value("SELECT group_concat(derived) FROM planning_unit", "0,0,0");
    assert_value("SELECT group_concat(geom IS NOT NULL) FROM planning_unit", "1,1,1");
    for (int i = 0; i < 3; i++)
        ct_shape_free(&unit_shapes[i]);
}
END_TEST

/* Where the layer shows nobody, people are as given; bounds are the parameters'. */
START_TEST(classes_of_units)
{
    const struct ct_planning_units built = units();
    struct ct_plan_parameter set[] = {{(char *)"planning_unit_low", (char *)"150", 0},
                                      {(char *)"planning_unit_high", (char *)"200", 0}};

    town.plan.parameters = set;
    town.plan.parameter_count = 2;
    of_community[3] = 2; /* D, whose people the layer does not show */
    town.given[3] = 150;
    town.given[0] = 9999; /* A's are measured */
    publish(&built);
    assert_value("SELECT group_concat(people || ' ' || class || ' ' || sets, ', ')"
                 " FROM planning_unit",
                 "400.0 above 2, 100.0 below 1, 150.0 within 1");
    assert_value("SELECT instr(styleQML, '150～200 人') > 0 FROM layer_styles"
                 " WHERE f_table_name = 'planning_unit'",
                 "1");
    town.plan.parameter_count = 0;
}
END_TEST

static void assert_streets(const char *bound, const char *expected)
{
    char sql[256];

    snprintf(sql, sizeof sql,
             "SELECT streets || ' ' || with_centre || ' ' || without_centre || ' ' || below || ' '"
             " || unknown || ' ' || meeting || ' ' || rate_1_decimal FROM street_statistic"
             " WHERE level = 'city' AND bound_m2 = %s",
             bound);
    assert_value(sql, expected);
}

/* F0 (300 m2) serves A and C, one community of each of the two streets; F1 (100 m2) and F2 (not
 * known) serve B, which stands in the first. */
START_TEST(centres_of_streets)
{
    char *roles[] = {(char *)"street_centre"};

    publish(NULL);
    assert_value("SELECT with_centre FROM street_statistic WHERE level = 'city'", "-");
    town.kinds[0].roles = roles;
    town.kinds[0].role_count = 1;
    town.floor_area[2] = 499;
    publish(NULL);
    assert_streets("500", "2 2 0 2 0 0 0.0%");
    town.floor_area[2] = NAN; /* it might be large */
    publish(NULL);
    assert_streets("500", "2 2 0 1 1 0 0.0%");
    town.floor_area[1] = 500; /* the bound is enough, whatever F2 has */
    publish(NULL);
    assert_streets("500", "2 2 0 1 0 1 50.0%");
    assert_streets("800", "2 2 0 1 1 0 0.0%");
    town.kind[0] = 1; /* F0 is no centre any more */
    publish(NULL);
    assert_streets("500", "2 1 1 0 0 1 50.0%");
    assert_value("SELECT group_concat(unit_id || ' ' || without_centre) FROM street_statistic"
                 " WHERE level = 'county' AND bound_m2 = 500",
                 "乙 1,甲 0");
    town.kinds[0].role_count = 0;
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("units");
    TCase *tests = tcase_create("units");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, units_that_were_built);
    tcase_add_test(tests, units_of_the_plan);
    tcase_add_test(tests, classes_of_units);
    tcase_add_test(tests, centres_of_streets);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
