/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/text.h: numbers, lengths, UTF-8, widths, nearest words, buffers.
 */
#include "base/text.h"
#include <check.h>
#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *text;
    double value; /* NAN: refused */
} numbers[] = {
    {"12", 12},      {" 12 ", 12},    {"\t12\r\n", 12}, {"-1.5e3", -1500}, {"+.5", 0.5},
    {"5.", 5},       {"1e+30", 1e30}, {"0", 0},         {"1E-2", 0.01},    {"", NAN},
    {" ", NAN},      {"1,500", NAN},  {"5oo", NAN},     {"nan", NAN},      {"inf", NAN},
    {"0x10", NAN},   {"1e", NAN},     {"1e+", NAN},     {".", NAN},        {"-", NAN},
    {"1 2", NAN},    {"1e999", NAN},  {"--1", NAN},     {"１２", NAN},     {"500m", NAN},
    {"12\n13", NAN},
};

START_TEST(number)
{
    double value = -7;
    bool ok = ct_text_number(numbers[_i].text, &value);
    ck_assert_msg(ok == !isnan(numbers[_i].value), "\"%s\"", numbers[_i].text);
    ck_assert_double_eq(value, ok ? numbers[_i].value : -7);
}
END_TEST

static const struct {
    const char *text;
    double metres; /* NAN: refused */
} lengths[] = {
    {"500m", 500},     {"1.5km", 1500}, {"1.5 km", 1500}, {" 500 m ", 500}, {"500米", 500},
    {"1.2千米", 1200}, {"2公里", 2000}, {"0m", 0},        {"-5m", -5},      {"500", NAN},
    {"m", NAN},        {"500ft", NAN},  {"500mm", NAN},   {"500 m m", NAN}, {"5oom", NAN},
    {"1,5km", NAN},    {"15min", NAN},  {"", NAN},        {"500M", NAN},    {"1e308km", NAN},
};

START_TEST(length)
{
    double value = -7;
    bool ok = ct_text_length_m(lengths[_i].text, &value);
    ck_assert_msg(ok == !isnan(lengths[_i].metres), "\"%s\"", lengths[_i].text);
    if (ok)
        ck_assert_double_eq(value, lengths[_i].metres);
}
END_TEST

START_TEST(integer)
{
    long long value = -7;
    ck_assert(ct_text_integer(" 42 ", &value) && value == 42);
    ck_assert(ct_text_integer("-9223372036854775808", &value) && value == INT64_MIN);
    ck_assert(ct_text_integer("9223372036854775807", &value) && value == INT64_MAX);
    ck_assert(ct_text_integer("+0", &value) && value == 0);
    static const char *const refused[] = {
        "", "-", "1.0", "1e3", "0x", "4 2", "9223372036854775808", "-9223372036854775809"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        value = -7;
        ck_assert_msg(!ct_text_integer(refused[i], &value), "\"%s\"", refused[i]);
        ck_assert_int_eq(value, -7);
    }
}
END_TEST

START_TEST(from_double)
{
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0.1, "0.1"},
                {1200, "1200"},
                {1e30, "1e+30"},
                {0, "0"},
                {-2.5, "-2.5"},
                {1.0 / 3, "0.3333333333333333"},
                {0.1 + 0.2, "0.30000000000000004"},
                {123456789012345, "123456789012345"}};
    char text[32];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ct_text_from_double(text, rows[i].value);
        ck_assert_str_eq(text, rows[i].text);
    }
}
END_TEST

START_TEST(double_round_trip)
{
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        double value, back;
        memcpy(&value, &seed, sizeof value);
        if (!isfinite(value))
            continue;
        char text[32];
        ct_text_from_double(text, value);
        ck_assert_msg(ct_text_number(text, &back), "%s", text);
        ck_assert_double_eq(back, value);
    }
}
END_TEST

/* A process with a decimal comma reads and writes the same. Skipped where no such locale is. */
START_TEST(locale_does_not_matter)
{
    if (!setlocale(LC_ALL, "de_DE.UTF-8") && !setlocale(LC_ALL, "fr_FR.UTF-8")) {
        fputs("locale_does_not_matter: skipped, no locale with a decimal comma\n", stderr);
        return;
    }
    char text[32];
    double value = 0;
    ct_text_from_double(text, 2.5);
    ck_assert_str_eq(text, "2.5");
    ck_assert(ct_text_number("2.5", &value) && value == 2.5);
    ck_assert(!ct_text_number("2,5", &value));
}
END_TEST

START_TEST(utf8)
{
    static const struct {
        const char *bytes;
        size_t n;
        bool valid;
    } rows[] = {{"", 0, true},
                {"abc", 3, true},
                {"社区", 6, true},
                {"\xf0\x9f\x8f\xa5", 4, true},
                {"\x00", 1, true},
                {"\xc0\xaf", 2, false},         /* overlong */
                {"\xe0\x80\xaf", 3, false},     /* overlong */
                {"\xed\xa0\x80", 3, false},     /* surrogate */
                {"\xf4\x90\x80\x80", 4, false}, /* above U+10FFFF */
                {"\xe7\xa4", 2, false},         /* cut */
                {"\x80", 1, false},
                {"\xff", 1, false},
                {"\xc9\xe7\xc7\xf8", 4, false}}; /* GBK */
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(ct_utf8_valid(rows[i].bytes, rows[i].n) == rows[i].valid, "row %zu", i);
}
END_TEST

START_TEST(characters)
{
    uint32_t code = 0;
    ck_assert_uint_eq(ct_utf8_next("社区", &code), 3);
    ck_assert_uint_eq(code, 0x793e);
    ck_assert_uint_eq(ct_utf8_next("\xe7\xa4", &code), 1);
    ck_assert_uint_eq(code, 0xfffd);
    ck_assert_uint_eq(ct_utf8_next("", &code), 0);
}
END_TEST

START_TEST(width)
{
    ck_assert_uint_eq(ct_text_width(""), 0);
    ck_assert_uint_eq(ct_text_width("abc"), 3);
    ck_assert_uint_eq(ct_text_width("社区a"), 5);
    ck_assert_uint_eq(ct_text_width("（，）"), 6);
    ck_assert_uint_eq(ct_text_width("e\xcc\x81"), 1);
    ck_assert_uint_eq(ct_text_width("한"), 2);
    ck_assert_uint_eq(ct_text_width("𠀀"), 2);
    ck_assert_uint_eq(ct_text_width("“–”"), 3);
}
END_TEST

START_TEST(fit)
{
    char out[6];
    ct_text_fit(out, sizeof out, "abc");
    ck_assert_str_eq(out, "abc");
    ct_text_fit(out, sizeof out, "abcdefgh");
    ck_assert_str_eq(out, "abcde");
    ct_text_fit(out, sizeof out, "社区社");
    ck_assert_str_eq(out, "社");
    ct_text_fit(out, 1, "a");
    ck_assert_str_eq(out, "");
}
END_TEST

START_TEST(nearest)
{
    static const char *const words[] = {"radius", "radii",    "communities", "id",
                                        "name",   "常住人口", NULL};
    static const struct {
        const char *word, *nearest;
    } rows[] = {{"radus", "radius"},
                {"raduis", "radius"},
                {"Radius", "radius"},
                {"radii", "radii"},
                {"comunities", "communities"},
                {"nmae", "name"},
                {"di", "id"},
                {"xy", NULL},
                {"x", NULL},
                {"", NULL},
                {"population", NULL},
                {"常驻人口", "常住人口"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *found = ct_text_nearest(rows[i].word, words);
        if (!rows[i].nearest)
            ck_assert_msg(!found, "%s -> %s", rows[i].word, found);
        else
            ck_assert_str_eq(found, rows[i].nearest);
    }
    char endless[200];
    memset(endless, 'a', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    ck_assert_ptr_null(ct_text_nearest(endless, words));
}
END_TEST

START_TEST(equal_fold)
{
    ck_assert(ct_text_equal_fold("ID", "id"));
    ck_assert(ct_text_equal_fold("", ""));
    ck_assert(!ct_text_equal_fold("id", "ids"));
    ck_assert(!ct_text_equal_fold("ids", "id"));
    ck_assert(!ct_text_equal_fold("[", "{"));
}
END_TEST

START_TEST(copies)
{
    char *copy = ct_text_copy("社区");
    ck_assert_str_eq(copy, "社区");
    free(copy);
    ck_assert_ptr_null(ct_text_copy(NULL));
}
END_TEST

START_TEST(buffer)
{
    struct ct_buffer b = {0};
    for (int i = 0; i < 1000; i++)
        ct_buffer_printf(&b, "%03d,", i);
    ct_buffer_add(&b, "");
    ct_buffer_add_n(&b, "xyz", 2);
    ck_assert(!b.failed);
    ck_assert_uint_eq(b.size, 4002);
    ck_assert_uint_eq(strlen(b.data), 4002);
    ck_assert_str_eq(b.data + 3996, "999,xy");
    ct_buffer_free(&b);
    ck_assert_ptr_null(b.data);
    ct_buffer_free(&b);
}
END_TEST

START_TEST(buffer_too_large)
{
    struct ct_buffer b = {0};
    ct_buffer_add(&b, "a");
    ct_buffer_add_n(&b, "b", SIZE_MAX / 2);
    ck_assert(b.failed);
    ct_buffer_add(&b, "c");
    ck_assert(b.failed);
    ck_assert_str_eq(b.data, "a");
    ct_buffer_free(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("text");
    suite_add_tcase(suite, tests);
    tcase_add_loop_test(tests, number, 0, sizeof numbers / sizeof *numbers);
    tcase_add_loop_test(tests, length, 0, sizeof lengths / sizeof *lengths);
    tcase_add_test(tests, integer);
    tcase_add_test(tests, from_double);
    tcase_add_test(tests, double_round_trip);
    tcase_add_test(tests, locale_does_not_matter);
    tcase_add_test(tests, utf8);
    tcase_add_test(tests, characters);
    tcase_add_test(tests, width);
    tcase_add_test(tests, fit);
    tcase_add_test(tests, nearest);
    tcase_add_test(tests, equal_fold);
    tcase_add_test(tests, copies);
    tcase_add_test(tests, buffer);
    tcase_add_test(tests, buffer_too_large);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
