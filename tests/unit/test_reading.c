/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * load/reading.h: fields found by their usual names however they are written, numbers with units,
 * codes, and the findings that say what was done.
 */
#include "base/fail.h"
#include "lib/folder.h"
#include "load/reading.h"
#include <math.h>

static struct ct_reading reading;
static struct ct_findings findings;
static struct ct_source source;

static enum ct_status open_table(const char *text)
{
    write_text("t.csv", text);
    source = (struct ct_source){.file = (char *)"t.csv"};
    findings = (struct ct_findings){0};
    return ct_reading_open(&reading, &source, "facility", &findings, &err);
}

static void finish(void)
{
    ct_reading_close(&reading);
    ct_findings_free(&findings);
}

static int field_of(const char *meaning)
{
    int field = -1;
    assert_ok(ct_reading_field(&reading, meaning, &field, &err));
    return field;
}

/* The last finding of a code, or NULL. */
static const struct ct_finding *found(const char *code)
{
    const struct ct_finding *last = NULL;
    for (size_t i = 0; i < findings.count; i++)
        if (strcmp(findings.rows[i].code, code) == 0)
            last = &findings.rows[i];
    return last;
}

static void assert_number(double wanted, const char *code, const char *cell)
{
    double value;
    bool more;
    size_t before = findings.count;
    assert_ok(ct_reading_next(&reading, &more, &err));
    ck_assert(more);
    assert_ok(ct_reading_number(&reading, field_of("floor_area"), "x", "F0301", &value, &err));
    ck_assert(isnan(wanted) ? isnan(value) : fabs(value - wanted) < 1e-9 * wanted + 1e-12);
    ck_assert_uint_eq(findings.count, before + (code != NULL));
    if (code == NULL)
        return;
    ck_assert_str_eq(findings.rows[before].code, code);
    ck_assert_str_eq(findings.rows[before].cell, cell);
    ck_assert_ptr_null(strchr(findings.rows[before].text[CT_EN], '{'));
}

START_TEST(numbers)
{
    assert_ok(open_table("服务设施一览表,,,\n设施编号,经度,纬度,建筑面积（㎡）\n"
                         "F1,114,30,350\nF2,114,30,\"1,200㎡\"\nF3,114,30,约３００\n"
                         "F4,114,30,0.5亩\nF5,114,30,\nF6,114,30,待定\nF7,114,30,-5\n"
                         "合计,,,2000\n"));
    assert_number(350, NULL, NULL);
    assert_number(1200, NULL, NULL);
    assert_number(300, "F0442", "D5 建筑面积（㎡）: 约３００");
    ck_assert_ptr_nonnull(strstr(findings.rows[findings.count - 1].text[CT_EN], "300"));
    assert_number(10000.0 / 30, "F0442", "D6 建筑面积（㎡）: 0.5亩");
    assert_number(NAN, NULL, NULL);
    assert_number(NAN, "F0301", "D8 建筑面积（㎡）: 待定");
    assert_number(NAN, "F0301", "D9 建筑面积（㎡）: -5");
    ck_assert_str_eq(found("F0435")->cell, "A10");
    ck_assert_int_eq(found("F0433")->row, 1);
    finish();
}
END_TEST

START_TEST(units_of_a_column)
{
    assert_ok(open_table("id,lon,lat,建筑面积（万平方米）\n1,114,30,1.5\n2,114,30,800㎡\n"));
    ck_assert_ptr_nonnull(strstr(found("F0443")->done[CT_EN], "10000"));
    assert_number(15000, NULL, NULL);
    assert_number(800, "F0442", "D3 建筑面积（万平方米）: 800㎡");
    finish();
    assert_ok(open_table("id,lon,lat,建筑面积\n,度,度,公顷\n1,114,30,0.1\n"));
    ck_assert_ptr_nonnull(found("F0434"));
    assert_number(1000, NULL, NULL);
    finish();
}
END_TEST

START_TEST(codes_stay_text)
{
    bool more;
    assert_ok(open_table("设施编号,经度,纬度\n3.40402E+11,114,30\n3.40402001001E11,114,30\n"
                         "340402001002.0,114,30\n"));
    static const char *const codes[] = {"3.40402E+11", "340402001001", "340402001002"};
    for (int i = 0; i < 3; i++) {
        assert_ok(ct_reading_next(&reading, &more, &err));
        char *id = ct_reading_text(&reading, field_of("id"));
        ck_assert_str_eq(id, codes[i]);
        free(id);
    }
    ck_assert_str_eq(found("F0441")->cell, "A2 设施编号: 3.40402E+11");
    ck_assert_uint_eq(findings.count, 1);
    finish();
}
END_TEST

START_TEST(names_of_fields)
{
    int field;
    assert_ok(open_table("\"设施\n名称\",经度,纬度,ＪＺＭＪ\n甲,114,30,5\n"));
    ck_assert_int_eq(field_of("floor_area"), 3);
    finish();
    assert_ok(open_table("名称,经度,纬度,建筑面积（㎡）,用房面积\n甲,114,30,5,6\n"));
    assert_fails(ct_reading_field(&reading, "floor_area", &field, &err), "E0312");
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "建筑面积（㎡）"));
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "用房面积"));
    finish();
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("reading");
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, units_of_a_column);
    tcase_add_test(tests, codes_stay_text);
    tcase_add_test(tests, names_of_fields);
    return run_tests(suite_create("reading"), tests);
}
