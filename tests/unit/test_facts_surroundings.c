/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Surroundings as fact tables: what is not known, and the project of all together, are NULL.
 */
#include "lib/town.h"
#include "measure/surroundings.h"
#include "publish/facts.h"
#include "publish/tables.h"

static struct town town;

/* The rows of a SELECT of one text each, with ; after each. */
static void assert_rows(struct ct_work *work, const char *sql, const char *expected)
{
    struct ct_error err = {0};
    struct ct_query *query = NULL;
    bool row = true;
    char found[512] = "";
    ck_assert_msg(ct_query_new(work, sql, &query, &err) == CT_OK, "%s", err.message[CT_EN]);
    while (ct_query_step(query, &row, &err) == CT_OK && row) {
        strcat(found, ct_query_get_text(query, 0));
        strcat(found, ";");
    }
    ck_assert_str_eq(found, expected);
    ct_query_free(query);
}

START_TEST(tables)
{
    struct ct_near near[] = {{0, 0, 2, 120.5, 150.25, 0.75}, {0, 1, -1, NAN, NAN, 0}};
    struct ct_reach_change reach[] = {{0, 1, 2, 250, 100}, {CT_ALL_PROJECTS, 3, 0, 10, 5}};
    struct ct_load_change load[] = {{0, 4, -1, 77}, {CT_ALL_PROJECTS, -1, 3, 88}};
    const struct ct_surroundings surroundings = {2, 2, 2, near, reach, load};
    struct ct_error err = {0};
    struct ct_publication publication = {.surroundings = &surroundings};
    struct ct_facts facts = {.publication = &publication, .city = &town.city, .err = &err};
    town_build(&town);
    ck_assert_int_eq(ct_work_open(NULL, &facts.work, &err), CT_OK);
    ck_assert_int_eq(ct_tables_facts(facts.work, ct_for_audit.folders[0], &err), CT_OK);
    ct_facts_surroundings(&facts);
    ck_assert_msg(facts.status == CT_OK, "%s", err.message[CT_EN]);
    assert_rows(
        facts.work,
        "SELECT project || ' ' || kind || ' ' || radius_m || ' ' || ifnull(facility, '-') ||"
        " ' ' || ifnull(distance_m, '-') || ' ' || ifnull(walk_m, '-') || ' ' ||"
        " covered_share"
        " FROM project_near ORDER BY kind",
        "0 0 500.0 2 120.5 150.25 0.75;0 1 300.0 - - - 0.0;");
    assert_rows(facts.work,
                "SELECT ifnull(project, '-') || ' ' || zone || ' ' || reach || ' ' || people ||"
                " ' ' || covered FROM project_reach ORDER BY zone",
                "0 1 2 250.0 100.0;- 3 0 10.0 5.0;");
    assert_rows(facts.work,
                "SELECT ifnull(project, '-') || ' ' || ifnull(facility, '-') || ' ' ||"
                " ifnull(project_facility, '-') || ' ' || people FROM project_load ORDER BY people",
                "0 4 - 77.0;- - 3 88.0;");
    publication.surroundings = NULL; /* nothing more */
    ct_facts_surroundings(&facts);
    assert_rows(facts.work, "SELECT count(*) FROM project_load", "2;");
    ct_work_close(facts.work);
    town_free(&town);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("facts of surroundings");
    TCase *t = tcase_create("tables");
    tcase_add_test(t, tables);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
