/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/quantity.h: numbers with units as departments write them, units of columns, codes that a
 * spreadsheet turned into numbers, typographic variants.
 */
#include "base/quantity.h"
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

START_TEST(numbers_are_read)
{
    static const struct {
        const char *text;
        enum ct_dimension dimension;
        double factor, value;
        bool approximate;
    } rows[] = {
        {"1200", CT_HOUSEHOLDS, 1, 1200, false},
        {" 1200.5 ", CT_AREA, 1, 1200.5, false},
        {"１２００", CT_HOUSEHOLDS, 1, 1200, false},
        {"１２００户", CT_HOUSEHOLDS, 1, 1200, false},
        {"１．５", CT_AREA, 1, 1.5, false},
        {"约1,200户", CT_HOUSEHOLDS, 1, 1200, true},
        {"约 1，200 户左右", CT_HOUSEHOLDS, 1, 1200, true},
        {"3,000", CT_PEOPLE, 1, 3000, false},
        {"1,234,567.8", CT_AREA, 1, 1234567.8, false},
        {"1 200", CT_PEOPLE, 1, 1200, false},
        {"300余", CT_HOUSEHOLDS, 1, 300, true},
        {"300多户", CT_HOUSEHOLDS, 1, 300, true},
        {"500人以上", CT_PEOPLE, 1, 500, true},
        {"约1.2万人", CT_PEOPLE, 1, 12000, true},
        {"1.2万", CT_PEOPLE, 1, 12000, false},
        {"1.2万余人", CT_PEOPLE, 1, 12000, true},
        {"3千人", CT_PEOPLE, 1, 3000, false},
        {"350㎡", CT_AREA, 1, 350, false},
        {"350 m²", CT_AREA, 1, 350, false},
        {"350平方米", CT_AREA, 1, 350, false},
        {"350平", CT_AREA, 1, 350, false},
        {"0.35万平方米", CT_AREA, 1, 3500, false},
        {"15亩", CT_AREA, 1, 10000, false},
        {"2公顷", CT_AREA, 1, 20000, false},
        {"2 hm²", CT_AREA, 1, 20000, false},
        {"2ha", CT_AREA, 1, 20000, false},
        {"1.5平方公里", CT_AREA, 1, 1.5e6, false},
        {"1.5km²", CT_AREA, 1, 1.5e6, false},
        {"1.5㎢", CT_AREA, 1, 1.5e6, false},
        {"1.2", CT_PEOPLE, 1e4, 12000, false},     /* a column in 万人 */
        {"12000人", CT_PEOPLE, 1e4, 12000, false}, /* a unit of its own wins */
        {"1200套", CT_HOUSEHOLDS, 1, 1200, false},
        {"-5", CT_PURE, 1, -5, false},
        {"1e3", CT_PURE, 1, 1000, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ct_quantity q;
        ck_assert_msg(ct_quantity_read(rows[i].text, rows[i].dimension, rows[i].factor, &q), "%s",
                      rows[i].text);
        ck_assert_msg(q.approximate == rows[i].approximate, "%s", rows[i].text);
        ck_assert_double_eq_tol(q.value, rows[i].value, 1e-9 * fabs(rows[i].value) + 1e-12);
    }
}
END_TEST

START_TEST(what_is_no_number)
{
    static const struct {
        const char *text;
        enum ct_dimension dimension;
    } rows[] = {{"", CT_PEOPLE},
                {"—", CT_PEOPLE},
                {"/", CT_PEOPLE},
                {"无", CT_PEOPLE},
                {"1-1.5万", CT_PEOPLE},
                {"二〇一五年", CT_PEOPLE},
                {"1200户", CT_PEOPLE},
                {"1200人", CT_HOUSEHOLDS},
                {"350㎡", CT_PEOPLE},
                {"12,00", CT_PEOPLE},
                {"1,20", CT_PEOPLE},
                {"1200,5000", CT_PEOPLE},
                {"3.5.1", CT_AREA},
                {"约", CT_PEOPLE},
                {"万", CT_PEOPLE},
                {"120人次", CT_PEOPLE},
                {"1200户3500人", CT_HOUSEHOLDS},
                {"不足300", CT_HOUSEHOLDS},
                {"nan", CT_PURE},
                {"1e999", CT_PURE},
                {"0x10", CT_PURE},
                {"350㎡×2", CT_AREA},
                {"--5", CT_PURE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ct_quantity q;
        ck_assert_msg(!ct_quantity_read(rows[i].text, rows[i].dimension, 1, &q), "%s",
                      rows[i].text);
    }
}
END_TEST

START_TEST(units_of_columns)
{
    static const struct {
        const char *name;
        enum ct_dimension dimension;
        double factor;
        const char *stem, *unit;
    } rows[] = {{"面积（㎡）", CT_AREA, 1, "面积", "m2"},
                {"面积(万平方米)", CT_AREA, 1e4, "面积", "万平方米"},
                {"用地面积/亩", CT_AREA, 1e4 / 15, "用地面积", "亩"},
                {"常住人口（万人）", CT_PEOPLE, 1e4, "常住人口", "万人"},
                {"人口_万人", CT_PEOPLE, 1e4, "人口", "万人"},
                {"户数【户】", CT_HOUSEHOLDS, 1, "户数", "户"},
                {"规模（户、人）", CT_PEOPLE, 1, "规模", "人"},
                {"占地(单位：公顷)", CT_AREA, 1e4, "占地", "公顷"}};
    double factor;
    char unit[32];
    size_t stem;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_msg(ct_unit_of_name(rows[i].name, rows[i].dimension, &factor, unit, &stem), "%s",
                      rows[i].name);
        ck_assert_double_eq_tol(factor, rows[i].factor, 1e-9 * factor);
        ck_assert_uint_eq(stem, strlen(rows[i].stem));
        ck_assert_str_eq(unit, rows[i].unit);
    }
    ck_assert(!ct_unit_of_name("街道(乡镇)", CT_AREA, &factor, unit, &stem));
    ck_assert(!ct_unit_of_name("密度（人/公顷）", CT_PEOPLE, &factor, unit, &stem));
    ck_assert(!ct_unit_of_name("人口数_合计", CT_PEOPLE, &factor, unit, &stem));
    ck_assert(!ct_unit_of_name("面积（㎡）", CT_PEOPLE, &factor, unit, &stem));
    ck_assert(!ct_unit_of_name("（㎡）", CT_AREA, &factor, unit, &stem));
    ck_assert(ct_unit_read("（万元）", CT_PURE, &factor, unit));
    ck_assert(!ct_unit_read("", CT_PURE, &factor, unit));
    ck_assert(!ct_unit_read("人口", CT_PURE, &factor, unit));
}
END_TEST

START_TEST(codes)
{
    static const struct {
        const char *text, *restored;
        enum ct_code_state state;
    } rows[] = {{"340402001001", NULL, CT_CODE_AS_IS},
                {"3.40402E+11", NULL, CT_CODE_LOST},
                {"3.40402e+11", NULL, CT_CODE_LOST},
                {"3.40402001001E11", "340402001001", CT_CODE_RESTORED},
                {"340402001001.0", "340402001001", CT_CODE_RESTORED},
                {"1.5", NULL, CT_CODE_AS_IS},
                {"12.0", NULL, CT_CODE_AS_IS}, /* a clause, a version */
                {"A1", NULL, CT_CODE_AS_IS},
                {"", NULL, CT_CODE_AS_IS}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char out[32] = "";
        ck_assert_msg(ct_code_read(rows[i].text, out) == rows[i].state, "%s", rows[i].text);
        if (rows[i].restored != NULL)
            ck_assert_str_eq(out, rows[i].restored);
    }
}
END_TEST

START_TEST(plain_text)
{
    static const char *const rows[][2] = {{"　武汉 市\r\n ", "武汉 市"},
                                          {"ＡＢ１２（㎡）％", "AB12(m2)%"},
                                          {"\xEF\xBB\xBF名称", "名称"},
                                          {"a\xC2\xA0"
                                           "b—c",
                                           "a b-c"},
                                          {"km²", "km2"},
                                          {"", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *plain = ct_text_plain(rows[i][0]);
        ck_assert_ptr_nonnull(plain);
        ck_assert_str_eq(plain, rows[i][1]);
        free(plain);
    }
    ck_assert(ct_text_same_name("街道（乡镇）", "街道(乡镇)"));
    ck_assert(ct_text_same_name("社区\n名称", "社区名称"));
    ck_assert(ct_text_same_name("ＸＺＱＤＭ", "xzqdm"));
    ck_assert(!ct_text_same_name("社区", "社区名称"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tests = tcase_create("quantity");
    tcase_add_test(tests, numbers_are_read);
    tcase_add_test(tests, what_is_no_number);
    tcase_add_test(tests, units_of_columns);
    tcase_add_test(tests, codes);
    tcase_add_test(tests, plain_text);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
