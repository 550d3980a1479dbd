/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/encoding.h: which encoding is taken for which bytes, declared rightly, wrongly or not at
 * all; and that nothing but valid UTF-8 ever comes out.
 */
#include "base/encoding.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

/* 街道 and 社区名称 in GBK, the first one read as Latin-1, and in UTF-8. */
#define GBK     "\xBD\xD6\xB5\xC0"
#define GBK2    "\xC9\xE7\xC7\xF8\xC3\xFB\xB3\xC6"
#define GARBLED "½ÖµÀ"
#define UTF8    "街道"

struct row {
    const char *text, *asked, *declared;
    const char *name, *read; /* read NULL: refused */
    enum ct_encoding_why why;
};

static void check_row(const struct row *row)
{
    struct ct_sample sample = {0};
    struct ct_encoding encoding;
    struct ct_buffer to = {0};
    ct_sample_add(&sample, row->text);
    bool good = ct_encoding_choose(&encoding, &sample, row->asked, row->declared);
    ck_assert_msg(good == (row->read != NULL), "%s as %s", row->text, row->declared);
    if (good) {
        ck_assert_msg(encoding.why == row->why, "%s as %s: %d", row->text, row->declared,
                      (int)encoding.why);
        ck_assert_str_eq(encoding.name, row->name);
        ck_assert(ct_encoding_add(&encoding, &to, row->text));
        ck_assert_str_eq(to.data, row->read);
    }
    ct_buffer_free(&to);
    ct_encoding_free(&encoding);
    ct_sample_free(&sample);
}

START_TEST(what_is_taken)
{
    static const struct row rows[] = {
        {"abc", NULL, NULL, "GB18030", "abc", CT_ENCODING_ASCII},
        {GBK, NULL, NULL, "GB18030", UTF8, CT_ENCODING_FOUND},
        {UTF8, NULL, NULL, "UTF-8", UTF8, CT_ENCODING_FOUND},
        {GBK, NULL, "CP936", "GB18030", UTF8, CT_ENCODING_DECLARED},
        {GBK, NULL, "936", "GB18030", UTF8, CT_ENCODING_DECLARED},
        {GBK, NULL, "ANSI_936", "GB18030", UTF8, CT_ENCODING_DECLARED},
        {GBK, NULL, "GB2312", "GB18030", UTF8, CT_ENCODING_DECLARED},
        {GBK, NULL, "UTF-8", "GB18030", UTF8, CT_ENCODING_INSTEAD},
        {GBK, NULL, "ISO-8859-1", "GB18030", UTF8, CT_ENCODING_INSTEAD},
        {GBK, NULL, "CP1252", "GB18030", UTF8, CT_ENCODING_INSTEAD},
        {GBK, NULL, "OEM", "GB18030", UTF8, CT_ENCODING_FOUND},
        {UTF8, NULL, "CP936", "UTF-8", UTF8, CT_ENCODING_INSTEAD},
        {"社区名称", NULL, "CP936", "UTF-8", "社区名称", CT_ENCODING_INSTEAD},
        {UTF8, NULL, "ISO-8859-1", "UTF-8", UTF8, CT_ENCODING_INSTEAD},
        {GARBLED, NULL, NULL, "GB18030", UTF8, CT_ENCODING_GARBLED},
        {GARBLED, NULL, "UTF-8", "GB18030", UTF8, CT_ENCODING_GARBLED},
        {"K\xF6ln, Stra\xDF"
         "e",
         NULL, "ISO-8859-1", "ISO-8859-1", "Köln, Straße", CT_ENCODING_DECLARED},
        {"Köln", NULL, NULL, "UTF-8", "Köln", CT_ENCODING_FOUND},
        {"\xB5\xF3\xB9\x44", NULL, "BIG5", "BIG5", "街道", CT_ENCODING_DECLARED},
        {GBK, "GBK", "UTF-8", "GB18030", UTF8, CT_ENCODING_ASKED},
        {GBK, "UTF-8", NULL, NULL, NULL, CT_ENCODING_ASKED},
        {GBK, "no such", NULL, NULL, NULL, CT_ENCODING_ASKED},
        {GBK "\xC3", NULL, NULL, "GB18030", UTF8, CT_ENCODING_FOUND}, /* cut in a dbf */
        {"街道\xE5\x8C", NULL, "UTF-8", "UTF-8", "街道", CT_ENCODING_DECLARED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i]);
}
END_TEST

START_TEST(cuts_are_counted_and_doubt_is_said)
{
    struct ct_sample sample = {0};
    struct ct_encoding encoding;
    ct_sample_add(&sample, GBK2);
    ct_sample_add(&sample, GBK "\xC3");
    ck_assert(ct_encoding_choose(&encoding, &sample, NULL, NULL));
    ck_assert_uint_eq(encoding.cut, 1);
    ck_assert(!encoding.doubtful);
    ct_encoding_free(&encoding);
    ct_sample_free(&sample);
    ct_sample_add(&sample, "\x83\x86\x81\x5B\x83\x58"); /* Shift-JIS */
    ck_assert(ct_encoding_choose(&encoding, &sample, NULL, NULL));
    ck_assert(encoding.doubtful);
    ct_encoding_free(&encoding);
    ct_sample_free(&sample);
}
END_TEST

START_TEST(mixed_text)
{
    struct ct_sample sample = {0};
    struct ct_encoding encoding;
    struct ct_buffer to = {0};
    ct_sample_add(&sample, GBK2);
    ct_sample_add(&sample, "街道");
    ck_assert(ct_encoding_choose(&encoding, &sample, NULL, NULL));
    ck_assert_int_eq(encoding.why, CT_ENCODING_MIXED);
    ck_assert(ct_encoding_add(&encoding, &to, GBK2));
    ck_assert(ct_encoding_add(&encoding, &to, "街道"));
    ck_assert_str_eq(to.data, "社区名称街道");
    ck_assert(!ct_encoding_add(&encoding, &to, "Caf\xE9"));
    ck_assert_str_eq(to.data, "社区名称街道");
    ct_buffer_free(&to);
    ct_encoding_free(&encoding);
    ct_sample_free(&sample);
}
END_TEST

/* Whatever the bytes, whatever is declared: what comes out is valid. */
START_TEST(random_bytes)
{
    static const char *const declared[] = {NULL,   "UTF-8", "GBK",  "ISO-8859-1",
                                           "BIG5", "CP437", "SJIS", "nonsense"};
    size_t said = 0;
    srand48(3);
    for (int round = 0; round < 20000; round++) {
        char bytes[3][24];
        struct ct_sample sample = {0};
        struct ct_encoding encoding;
        struct ct_buffer to = {0};
        long low = round % 3 ? 128 : 1;
        for (int i = 0; i < 3; i++) {
            size_t n = (size_t)(drand48() * 23);
            for (size_t k = 0; k < n; k++)
                bytes[i][k] = (char)(low + lrand48() % (256 - low));
            bytes[i][n] = '\0';
            ct_sample_add(&sample, bytes[i]);
        }
        if (ct_encoding_choose(&encoding, &sample, NULL, declared[round % 8]))
            for (int i = 0; i < 3; i++)
                said += ct_encoding_add(&encoding, &to, bytes[i]);
        ck_assert(to.size == 0 || ct_utf8_valid(to.data, to.size));
        ct_buffer_free(&to);
        ct_encoding_free(&encoding);
        ct_sample_free(&sample);
    }
    ck_assert_uint_gt(said, 10000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("encoding");
    TCase *tests = tcase_create("encoding");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, what_is_taken);
    tcase_add_test(tests, cuts_are_counted_and_doubt_is_said);
    tcase_add_test(tests, mixed_text);
    tcase_add_test(tests, random_bytes);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
