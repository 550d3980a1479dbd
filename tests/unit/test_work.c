/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/work.h: values go in and come out as they are, errors carry SQLite's words.
 */
#include "gis/work.h"
#include <check.h>
#include <math.h>
#include <string.h>

static struct ct_work *work;
static struct ct_error err;

static void setup(void)
{
    err = (struct ct_error){0};
    ck_assert_int_eq(ct_work_open(NULL, &work, &err), CT_OK);
}

static void teardown(void)
{
    ct_work_close(work);
}

START_TEST(values_come_back)
{
    static const unsigned char bytes[] = {0, 1, 255};
    struct ct_query *query = NULL;
    bool row = false;
    size_t size;

    ck_assert_int_eq(ct_work_script(work, "t", "CREATE TABLE t (a, b, c, d, e, f)", &err), CT_OK);
    ck_assert_int_eq(ct_query_new(work, "INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", &query, &err),
                     CT_OK);
    ct_query_text(query, 1, "社区");
    ct_query_number(query, 2, 0.1);
    ct_query_integer(query, 3, INT64_MIN);
    ct_query_blob(query, 4, bytes, sizeof bytes);
    ct_query_null(query, 5);
    ct_query_number(query, 6, NAN);
    ck_assert_int_eq(ct_query_run(query, &err), CT_OK);
    ct_query_text(query, 1, NULL);
    ck_assert_int_eq(ct_query_run(query, &err), CT_OK);
    ct_query_free(query);

    ck_assert_int_eq(ct_query_new(work, "SELECT * FROM t", &query, &err), CT_OK);
    ck_assert_int_eq(ct_query_columns(query), 6);
    ck_assert_str_eq(ct_query_column_name(query, 5), "f");
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert(row);
    ck_assert_str_eq(ct_query_get_text(query, 0), "社区");
    ck_assert_double_eq(ct_query_get_number(query, 1), 0.1);
    ck_assert(ct_query_get_integer(query, 2) == INT64_MIN);
    ck_assert_mem_eq(ct_query_get_blob(query, 3, &size), bytes, sizeof bytes);
    ck_assert_uint_eq(size, sizeof bytes);
    ck_assert_int_eq(ct_query_type(query, 4), CT_VALUE_NULL);
    ck_assert(isnan(ct_query_get_number(query, 5)));
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_int_eq(ct_query_type(query, 0), CT_VALUE_NULL);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert(!row);
    ct_query_free(query);
}
END_TEST

START_TEST(errors_say_what_sqlite_said)
{
    struct ct_work *other = NULL;
    struct ct_query *query = NULL;

    ck_assert_int_eq(ct_work_script(work, "queries/x.sql", "SELEKT 1", &err), CT_INTERNAL);
    ck_assert_str_eq(err.code, "E0910");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "queries/x.sql"));
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "SELEKT"));
    ck_assert_int_eq(ct_query_new(work, "SELECT * FROM missing", &query, &err), CT_INTERNAL);
    ck_assert_ptr_null(query);
    ck_assert_ptr_nonnull(strstr(err.message[CT_ZH], "missing"));
    ck_assert_int_ne(ct_work_open("/missing/folder/x.db", &other, &err), CT_OK);
    ck_assert_ptr_null(other);
}
END_TEST

START_TEST(a_broken_rule_and_a_wrong_parameter_fail)
{
    struct ct_query *query = NULL;

    ck_assert_int_eq(ct_work_script(work, "t", "CREATE TABLE t (a PRIMARY KEY)", &err), CT_OK);
    ck_assert_int_eq(ct_query_new(work, "INSERT INTO t VALUES (?)", &query, &err), CT_OK);
    ct_query_integer(query, 1, 7);
    ck_assert_int_eq(ct_query_run(query, &err), CT_OK);
    ck_assert_int_eq(ct_query_run(query, &err), CT_INTERNAL);
    ct_query_integer(query, 2, 7);
    ck_assert_int_eq(ct_query_run(query, &err), CT_INTERNAL);
    ct_query_integer(query, 1, 8);
    ck_assert_int_eq(ct_query_run(query, &err), CT_OK);
    ct_query_free(query);
}
END_TEST

START_TEST(spatialite_is_there)
{
    struct ct_query *query = NULL;
    bool row = false;

    ck_assert_int_eq(ct_query_new(work,
                                  "SELECT ST_Area(GeomFromText('POLYGON((0 0,2 0,2 2,0 2,0 0))'))",
                                  &query, &err),
                     CT_OK);
    ck_assert_int_eq(ct_query_step(query, &row, &err), CT_OK);
    ck_assert_double_eq(ct_query_get_number(query, 0), 4);
    ct_query_free(query);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("work");
    TCase *tests = tcase_create("work");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, values_come_back);
    tcase_add_test(tests, errors_say_what_sqlite_said);
    tcase_add_test(tests, a_broken_rule_and_a_wrong_parameter_fail);
    tcase_add_test(tests, spatialite_is_there);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
