/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * gis/formula.h: arithmetic as C does it, what is not known, and everything that a formula may not
 * do, each refused before it runs or stopped while it does.
 */
#include "gis/formula.h"
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const columns[] = {"households", "floor_area_m2", "rooms", "built", "a"};
enum { COLUMNS = sizeof columns / sizeof *columns };

static struct ct_formulas *formulas;

static struct ct_cell number(double value)
{
    return (struct ct_cell){.type = CT_VALUE_NUMBER, .number = value};
}

static struct ct_cell text(const char *value)
{
    return (struct ct_cell){.type = CT_VALUE_TEXT, .number = (double)NAN, .text = value};
}

static struct ct_cell nothing(void)
{
    return (struct ct_cell){.type = CT_VALUE_NULL, .number = (double)NAN};
}

static void set_row(double households, double floor_area_m2)
{
    struct ct_cell cells[COLUMNS] = {number(households), number(floor_area_m2),
                                     text("服务大厅；警务室、 图书室 "), text("2026-01-31"),
                                     number(1)};
    cells[0].type = CT_VALUE_INTEGER;
    ck_assert_int_eq(ct_formulas_row(formulas, cells, NULL), CT_OK);
}

static void begin(void)
{
    struct ct_cell share = number(0.1), place = text("rural"), open = nothing();
    ck_assert_int_eq(ct_formulas_open(columns, COLUMNS, &formulas, NULL), CT_OK);
    ck_assert_int_eq(ct_formulas_name(formulas, "about_tolerance", &share, NULL), CT_OK);
    ck_assert_int_eq(ct_formulas_name(formulas, "plaza_for", &place, NULL), CT_OK);
    ck_assert_int_eq(ct_formulas_name(formulas, "highest_storey", &open, NULL), CT_OK);
    set_row(1350, 300);
}

static void end(void)
{
    ct_formulas_close(formulas);
}

/* The value of an expression over the row. */
static enum ct_status value(const char *expression, struct ct_cell *out, struct ct_error *err)
{
    struct ct_formula *formula = NULL;
    enum ct_status status = ct_formula_new(formulas, expression, &formula, err);
    ck_assert_msg(status == CT_OK, "%s: %s", expression, err ? err->message[CT_EN] : "");
    status = ct_formula_value(formula, out, err);
    ct_formula_free(formula);
    return status;
}

static double value_of(const char *expression)
{
    struct ct_error err = {0};
    struct ct_cell cell;
    ck_assert_msg(value(expression, &cell, &err) == CT_OK, "%s", err.message[CT_EN]);
    ck_assert_msg(cell.type != CT_VALUE_TEXT, "%s", expression);
    ck_assert_int_eq(cell.type == CT_VALUE_NULL, isnan(cell.number));
    return cell.number;
}

static void same(const char *expression, double expected)
{
    double got = value_of(expression);
    ck_assert_msg(got == expected || (isnan(got) && isnan(expected)), "%s = %g, not %g", expression,
                  got, expected);
}

START_TEST(arithmetic)
{
    for (double households = 0; households < 3000; households += 149.7)
        for (double area = 0; area < 700; area += 61.3) {
            set_row(households, area);
            same("max(300, 20.0 * households / 100)", fmax(300, 20.0 * households / 100));
            same("households / 100 * 20", households / 100 * 20);
            same("floor_area_m2 >= max(300, 0.2 * households)",
                 area >= fmax(300, 0.2 * households));
            same("ceil(households / 7) - floor(households / 7)",
                 ceil(households / 7) - floor(households / 7));
            same("round(abs(floor_area_m2 - households))", floor(fabs(area - households) + 0.5));
        }
}
END_TEST

/* Whole numbers are real ones: in SQL 1 / 2 would be 0. */
START_TEST(whole_numbers)
{
    same("households / 100", 13.5);
    same("1 / 2 * households", 675);
    same("20/100", 0.2);
    same("1350 = households", 1);
    same("1e3 / 2000", 0.5);
    same("1.5e-1", 0.15);
    same(".5 + 2.", 2.5);
    same("0x10 / 1", 16);
    same("substr('370102', 1, 2) = '37'", 1);
    same("round(2.345, 1)", 2.3);
}
END_TEST

START_TEST(unknown)
{
    set_row((double)NAN, 300);
    static const char *const expressions[] = {
        "households",
        "max(300, 20 * households / 100)",
        "households > 5 and 1",
        "not households",
        "1 / 0",
        "households / 0",
        "9e999",
        ":highest_storey",
        "nullif(3, 3)",
        "lists(null, 'a')",
        "days(built, '2026-02-30')",
        "iif(households > 5, 1, null)",
    };
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
        same(expressions[i], (double)NAN);
    same("coalesce(households, 7)", 7);
    same("households > 5 and 0", 0);
    same("households is null", 1);
    same("floor_area_m2 >= 300 or households > 5", 1);
}
END_TEST

START_TEST(texts)
{
    struct ct_cell cell;
    same("lists(rooms, '警务室')", 1);
    same("lists(rooms, '警务')", 0);
    same("lists(rooms, '档案室|图书室')", 1);
    same("lists(rooms, '')", 0);
    same("lists(rooms, '服务大厅') + lists(rooms, '图书室') + lists(rooms, '档案室')", 2);
    same("'QH社区服务站' like '%社区服务站'", 1);
    same("length('a;b--c/*d*/') = 11 and 'it''s' = 'it''s'", 1);
    same(":plaza_for = 'rural'", 1);
    ck_assert_int_eq(value("upper('a') || lower('B')", &cell, NULL), CT_OK);
    ck_assert_int_eq(cell.type, CT_VALUE_TEXT);
}
END_TEST

/* Against days counted one by one. */
START_TEST(dates)
{
    static const int months[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int n = 0;
    for (int year = 1999; year < 2005; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= months[month - 1] + (month == 2 && year % 4 == 0);
                 day++, n++) {
                char expression[64];
                snprintf(expression, sizeof expression, "days('1999-01-01', '%d-%02d-%02d')", year,
                         month, day);
                same(expression, n);
            }
    ck_assert_int_eq(n, 6 * 365 + 2);
    same("days('2100-02-28', '2100-03-01')", 1);
    same("days(built, '2025-12-31')", -31);
    same("days('2025-13-01', built)", (double)NAN);
    same("days('2025-1-1', built)", (double)NAN);
    same("days('2100-02-29', built)", (double)NAN);
}
END_TEST

START_TEST(uses)
{
    struct ct_formula *formula = NULL;
    size_t column = 99;
    ck_assert_int_eq(ct_formula_new(formulas,
                                    "floor_area_m2 * :about_tolerance > households - floor_area_m2 "
                                    "and :plaza_for = :plaza_for",
                                    &formula, NULL),
                     CT_OK);
    ck_assert(ct_formula_column(formula, 0, &column) && column == 1);
    ck_assert(ct_formula_column(formula, 1, &column) && column == 0);
    ck_assert(!ct_formula_column(formula, 2, &column));
    ck_assert_str_eq(ct_formula_name(formula, 0), "about_tolerance");
    ck_assert_str_eq(ct_formula_name(formula, 1), "plaza_for");
    ck_assert_ptr_null(ct_formula_name(formula, 2));
    ct_formula_free(formula);
}
END_TEST

/* A value that is given later, and another row, are seen by a formula made before. */
START_TEST(later_values)
{
    struct ct_formula *formula = NULL;
    struct ct_cell cell, ten = number(10);
    ck_assert_int_eq(ct_formula_new(formulas, "households * :about_tolerance", &formula, NULL),
                     CT_OK);
    ck_assert_int_eq(ct_formula_value(formula, &cell, NULL), CT_OK);
    ck_assert_double_eq(cell.number, 135);
    ck_assert_int_eq(ct_formulas_name(formulas, "about_tolerance", &ten, NULL), CT_OK);
    set_row(7, 0);
    ck_assert_int_eq(ct_formula_value(formula, &cell, NULL), CT_OK);
    ck_assert_double_eq(cell.number, 70);
    ct_formula_free(formula);
}
END_TEST

static const char *const hostile[] = {
    "ATTACH 'x.db' AS x",
    "1) FROM object; ATTACH 'x.db' AS x; SELECT (1",
    "1) FROM object; DROP TABLE object; --",
    "1), (2",
    "1), (SELECT name FROM sqlite_master",
    "1) UNION ALL SELECT (2",
    "1, 2",
    "(1, 2)",
    "load_extension('x.so')",
    "readfile('/etc/passwd')",
    "writefile('x', 'y')",
    "edit('x')",
    "(SELECT sql FROM sqlite_master)",
    "(SELECT 1)",
    "exists (SELECT 1 FROM object)",
    "households IN (SELECT floor_area_m2 FROM object)",
    "households IN object",
    "households IN (VALUES (1), (2))",
    "households IN sqlite_master",
    "(SELECT * FROM pragma_database_list)",
    "(SELECT file FROM pragma_database_list('main'))",
    "pragma_database_list",
    "households IN pragma_table_list",
    "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n)",
    "randomblob(1000000000)",
    "zeroblob(1000000000)",
    "hex(zeroblob(100000000))",
    "printf('%.1000000000c', 'x')",
    "format('%.1000000000c', 'x')",
    "replace('aaaa', 'a', 'bbbbbbbb')",
    "char(65, 66)",
    "quote(households)",
    "group_concat(households)",
    "sum(households)",
    "count(*)",
    "max(households)",
    "min(households)",
    "max(households) OVER ()",
    "abs(households) OVER ()",
    "row_number() OVER ()",
    "(SELECT value FROM json_each('[1,2]'))",
    "json('{}')",
    "'{\"a\":1}' -> 'a'",
    "date('now')",
    "datetime()",
    "strftime('%s', 'now')",
    "julianday('now')",
    "unixepoch()",
    "CURRENT_TIMESTAMP",
    "random()",
    "sqlite_version()",
    "sqlite_source_id()",
    "sqlite_compileoption_get(1)",
    "last_insert_rowid()",
    "changes()",
    "likelihood(1, 0.5)",
    "fts3_tokenizer('x')",
    "GetGeometryRow(1)",
    "'a' REGEXP 'b'",
    "'a' MATCH 'b'",
    "households COLLATE nothing",
    "RAISE(ABORT, 'x')",
    "rowid",
    "object.rowid",
    "main.sqlite_master.name",
    "sqlite_master.name",
    ":unknown",
    "?1",
    "@about_tolerance",
    "$about_tolerance",
    "households -- and more",
    "households /* and more */",
    "/*",
    "1;",
    ";",
    "",
    "  \t\n",
    "\"households\"",
    "`households`",
    "[households]",
    "x'41'",
    "households'",
    "'",
    "((1)",
    "(1))",
    "1 FROM object WHERE 1",
    "1 LIMIT 1",
    "households households",
    "lists(rooms)",
    "lists()",
    "days('a', 'b', 'c')",
    "like('a', 'b', 'c', 'd')",
    "1 = = 2",
    "PRAGMA database_list",
    "UPDATE object SET a = 1",
    "DELETE FROM object",
    "VACUUM INTO 'x.db'",
};

START_TEST(refused)
{
    struct ct_formula *formula = NULL;
    struct ct_error err = {0};
    enum ct_status status = ct_formula_new(formulas, hostile[_i], &formula, &err);
    ck_assert_msg(status == CT_INPUT, "%s", hostile[_i]);
    ck_assert_ptr_null(formula);
    ck_assert_str_eq(err.code, "E0601");
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        ck_assert_msg(strstr(err.message[lang], "{") == NULL || strchr(hostile[_i], '{') != NULL,
                      "%s", err.message[lang]);
        ck_assert(strstr(err.message[lang], hostile[_i]) != NULL);
    }
    same("households", 1350); /* the others go on */
}
END_TEST

static void refused_text(char *expression)
{
    struct ct_formula *formula = NULL;
    struct ct_error err = {0};
    ck_assert_int_eq(ct_formula_new(formulas, expression, &formula, &err), CT_INPUT);
    ck_assert_str_eq(err.code, "E0601");
    free(expression);
}

static char *repeated(const char *piece, size_t n, const char *middle, const char *last)
{
    size_t size = n * (strlen(piece) + strlen(last)) + strlen(middle) + 1;
    char *s = calloc(size, 1), *at = s;
    for (size_t i = 0; i < n; i++)
        at = stpcpy(at, piece);
    at = stpcpy(at, middle);
    for (size_t i = 0; i < n; i++)
        at = stpcpy(at, last);
    return s;
}

START_TEST(too_large)
{
    refused_text(repeated("(", 900, "1", ")"));
    refused_text(repeated("1+", 500, "1", ""));
    refused_text(repeated("not ", 400, "1", ""));
    refused_text(repeated("abs(", 300, "1", ")"));
    refused_text(repeated("1+", 500000, "1", ""));
    refused_text(repeated("case when a then ", 110, "1", " end"));
    refused_text(repeated("max(1,", 150, "1", ")"));
}
END_TEST

START_TEST(nearest)
{
    static const struct {
        const char *formula, *nearest;
    } slips[] = {{"housholds > 1", "\"households\""},
                 {"floor_aera_m2", "\"floor_area_m2\""},
                 {":about_tolerence", "\"about_tolerance\""},
                 {"flor(1)", "\"floor\""},
                 {"list(rooms, 'x')", "\"lists\""}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        struct ct_formula *formula = NULL;
        struct ct_error err = {0};
        ck_assert_int_eq(ct_formula_new(formulas, slips[i].formula, &formula, &err), CT_INPUT);
        ck_assert_msg(strstr(err.hint[CT_EN], slips[i].nearest) != NULL, "%s: %s", slips[i].formula,
                      err.hint[CT_EN]);
    }
}
END_TEST

static void stopped(char *expression)
{
    struct ct_cell cell;
    struct ct_error err = {0};
    ck_assert_int_eq(value(expression, &cell, &err), CT_INPUT);
    ck_assert_str_eq(err.code, "E0602");
    ck_assert_int_eq(cell.type, CT_VALUE_NULL);
    free(expression);
}

/* More steps, or longer texts, than a formula may take; and the same with less. */
START_TEST(slow)
{
    stopped(repeated("(a+a+a+a+a+a+a+a+a+a+a)+", 80, "1", ""));
    same("(a+a+a+a+a+a+a+a+a+a+a)+(a+a+a+a+a+a+a+a+a+a+a)+1", 23);
    same("length('x' || rooms) > 10", 1);
    struct ct_cell cells[COLUMNS] = {number(1), number(1), text(NULL), nothing(), number(1)};
    char *longest = repeated("x", 5000, "", "");
    cells[2] = text(longest);
    ck_assert_int_eq(ct_formulas_row(formulas, cells, NULL), CT_OK);
    same("length(rooms)", 5000);
    stopped(strdup("length(rooms || rooms)"));
    stopped(strdup("'a' like 'b' escape 'cd'"));
    free(longest);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("formula");
    TCase *tests = tcase_create("formula");
    tcase_add_checked_fixture(tests, begin, end);
    tcase_add_test(tests, arithmetic);
    tcase_add_test(tests, whole_numbers);
    tcase_add_test(tests, unknown);
    tcase_add_test(tests, texts);
    tcase_add_test(tests, dates);
    tcase_add_test(tests, uses);
    tcase_add_test(tests, later_values);
    tcase_add_loop_test(tests, refused, 0, (int)(sizeof hostile / sizeof *hostile));
    tcase_add_test(tests, too_large);
    tcase_add_test(tests, nearest);
    tcase_add_test(tests, slow);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? 1 : 0;
}
