/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check/finding.h: rows keep what they were given, in both languages, and errors are counted.
 */
#include "check/finding.h"
#include "lib/folder.h"
#include <math.h>

START_TEST(a_row_keeps_its_place)
{
    struct ct_findings findings = {0};
    struct ct_shape shape = {.kind = CT_SHAPE_POINTS};
    ck_assert(ct_shape_begin(&shape, false) && ct_shape_add(&shape, 114, 30, false));
    struct ct_place place = ct_place_none;
    place.layer = "社区";
    place.feature = "A1";
    place.cell = "户数: 约300";
    place.row = 7;
    place.lon = 114;
    place.lat = 30;
    place.shape = &shape;
    assert_ok(ct_findings_add(&findings, "F0105", &place, &err, "value", "约300", NULL));
    ct_shape_free(&shape);
    const struct ct_finding *row = &findings.rows[0];
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_uint_eq(findings.errors, 0);
    ck_assert_str_eq(row->code, "F0105");
    ck_assert_str_eq(row->layer, "社区");
    ck_assert_str_eq(row->cell, "户数: 约300");
    ck_assert_int_eq(row->row, 7);
    ck_assert(isnan(row->people) && isnan(row->area_m2));
    ck_assert_uint_eq(row->shape.vertices, 1);
    ck_assert_ptr_nonnull(strstr(row->text[CT_EN], "\"A1\""));
    ck_assert_ptr_nonnull(strstr(row->text[CT_ZH], "“约300”"));
    ck_assert_str_ne(row->done[CT_EN], "");
    ck_assert_str_ne(row->done[CT_ZH], "");
    ct_findings_free(&findings);
    ck_assert_ptr_null(findings.rows);
}
END_TEST

START_TEST(errors_are_counted)
{
    struct ct_findings findings = {0};
    for (int i = 0; i < 100; i++) {
        assert_ok(ct_findings_add(&findings, "F0302", &ct_place_none, &err, NULL));
        assert_ok(ct_findings_add(&findings, "F0101", &ct_place_none, &err, "other", "1", NULL));
    }
    ck_assert_uint_eq(findings.count, 200);
    ck_assert_uint_eq(findings.errors, 100);
    ck_assert_str_eq(findings.rows[0].layer, "");
    ck_assert(isnan(findings.rows[0].lon));
    ct_findings_free(&findings);
    ct_findings_free(NULL);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("finding");
    tcase_add_test(tests, a_row_keeps_its_place);
    tcase_add_test(tests, errors_are_counted);
    return run_tests(suite_create("finding"), tests);
}
