/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/fail.h and the table of messages: every row whole, in both languages, with the same
 * placeholders.
 */
#include "base/embedded.h"
#include "base/fail.h"
#include "base/text.h"
#include "catchment/about.h"
#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(rows_are_sorted_and_whole)
{
    for (size_t i = 0; i < ct_messages_count; i++) {
        const struct ct_message *row = &ct_messages[i];
        if (i > 0)
            ck_assert_str_lt(ct_messages[i - 1].code, row->code);
        bool finding = row->code[0] == 'F';
        bool known =
            !strcmp(row->severity, "error") ||
            (finding && (!strcmp(row->severity, "warning") || !strcmp(row->severity, "note")));
        ck_assert_msg(known, "%s: severity %s", row->code, row->severity);
        for (int text = CT_TEXT_MESSAGE; text <= CT_TEXT_EXPLAIN; text++)
            for (int lang = CT_EN; lang <= CT_ZH; lang++) {
                const char *s = row->text[text][lang];
                ck_assert_msg(*s, "%s: text %d of language %d is missing", row->code, text, lang);
                ck_assert_msg(ct_utf8_valid(s, strlen(s)), "%s", row->code);
            }
    }
}
END_TEST

/* Is each "{name" of a also in b? A name that ends in _zh is the other language of one. */
static void assert_same_names(const char *code, const char *a, const char *b)
{
    for (const char *s = a; (s = strchr(s, '{')); s++) {
        size_t n = 1 + strspn(s + 1, "abcdefghijklmnopqrstuvwxyz_0123456789");
        if (n == 1 || (s[n] != '}' && s[n] != '?'))
            continue;
        char name[64];
        ck_assert_uint_lt(n, sizeof name);
        memcpy(name, s, n);
        name[n] = '\0';
        if (n > 4 && strcmp(name + n - 3, "_zh") == 0)
            name[n - 3] = '\0';
        ck_assert_msg(strstr(b, name) != NULL, "%s: %s is in one language only", code, name);
    }
}

START_TEST(languages_have_the_same_placeholders)
{
    for (size_t i = 0; i < ct_messages_count; i++)
        for (int text = CT_TEXT_MESSAGE; text <= CT_TEXT_HINT; text++) {
            const struct ct_message *row = &ct_messages[i];
            assert_same_names(row->code, row->text[text][CT_EN], row->text[text][CT_ZH]);
            assert_same_names(row->code, row->text[text][CT_ZH], row->text[text][CT_EN]);
        }
}
END_TEST

START_TEST(look_up)
{
    ck_assert_ptr_null(ct_message_raw("E9999", CT_TEXT_MESSAGE, CT_EN));
    ck_assert_ptr_null(ct_message_severity(""));
    ck_assert_str_eq(ct_message_severity("E0900"), "error");
    ck_assert_str_eq(ct_message_raw("E0900", CT_TEXT_MESSAGE, CT_EN), "out of memory");
    ck_assert_str_eq(ct_message_raw("E0900", CT_TEXT_MESSAGE, CT_ZH), "内存不足");
    ck_assert_uint_eq(ct_message_count(), ct_codes());
    ck_assert_ptr_null(ct_message_code(ct_message_count()));
    for (size_t i = 0; i < ct_codes(); i++)
        ck_assert_ptr_nonnull(ct_explain(ct_code(i), CT_ZH));
    ck_assert_ptr_null(ct_explain("E9999", CT_EN));
    ck_assert_uint_gt(strlen(ct_version()), 0);
}
END_TEST

START_TEST(values_are_filled_in)
{
    char out[200];
    ct_message_format(out, sizeof out, "E0125", CT_TEXT_MESSAGE, CT_EN,
                      (const char *const[]){"key", "radius", NULL});
    ck_assert_str_eq(out, "the key \"radius\" stands here twice");
    ct_message_format(out, sizeof out, "E0125", CT_TEXT_MESSAGE, CT_EN,
                      (const char *const[]){NULL});
    ck_assert_str_eq(out, "the key \"{key}\" stands here twice");
    ct_message_format(out, sizeof out, "E9999", CT_TEXT_MESSAGE, CT_EN,
                      (const char *const[]){NULL});
    ck_assert_str_eq(out, "E9999");
}
END_TEST

START_TEST(optional_words)
{
    char out[200];
    ct_message_format(out, sizeof out, "E0122", CT_TEXT_HINT, CT_EN,
                      (const char *const[]){"nearest", "radius", "known", "a, b", NULL});
    ck_assert_str_eq(out, "Did you mean \"radius\"? Keys known here: a, b.");
    ct_message_format(out, sizeof out, "E0122", CT_TEXT_HINT, CT_EN,
                      (const char *const[]){"nearest", NULL, "known", "a, b", NULL});
    ck_assert_str_eq(out, "Keys known here: a, b.");
    ct_message_format(out, sizeof out, "E0122", CT_TEXT_HINT, CT_ZH,
                      (const char *const[]){"nearest", "", "known", "a", NULL});
    ck_assert_str_eq(out, "此处可用的键：a。");
    /* braces that are no placeholder stay */
    ct_message_format(out, sizeof out, "E0110", CT_TEXT_HINT, CT_EN,
                      (const char *const[]){"file", "x", NULL});
    ck_assert_ptr_nonnull(strstr(out, "{file: ...}"));
}
END_TEST

START_TEST(long_values_are_cut_between_characters)
{
    char value[3000], out[20];
    for (size_t i = 0; i + 3 < sizeof value; i += 3)
        memcpy(value + i, "社", 4);
    ct_message_format(out, sizeof out, "E0125", CT_TEXT_MESSAGE, CT_ZH,
                      (const char *const[]){"key", value, NULL});
    ck_assert(ct_utf8_valid(out, strlen(out)));
    ck_assert_uint_ge(strlen(out), sizeof out - 3);
    struct ct_error err;
    ck_assert_int_eq(ct_fail(&err, CT_USAGE, "E0120", "file", value, "reason", value, NULL),
                     CT_USAGE);
    ck_assert(ct_utf8_valid(err.message[CT_ZH], strlen(err.message[CT_ZH])));
    ck_assert(ct_utf8_valid(err.file, strlen(err.file)));
}
END_TEST

START_TEST(fail)
{
    struct ct_error err;
    memset(&err, 'x', sizeof err);
    enum ct_status status =
        ct_fail(&err, CT_USAGE, "E0125", "key", "radius", "first", "3", "file", "p.yaml", "line",
                "12", "column", "5", "layer", "l", "feature", "f", NULL);
    ck_assert_int_eq(status, CT_USAGE);
    ck_assert_int_eq(err.status, CT_USAGE);
    ck_assert_str_eq(err.code, "E0125");
    ck_assert_str_eq(err.message[CT_EN], "the key \"radius\" stands here twice");
    ck_assert_str_eq(err.message[CT_ZH], "键“radius”在此重复");
    ck_assert_str_eq(err.hint[CT_EN], "Keep one of them; the first stands in line 3.");
    ck_assert_str_eq(err.file, "p.yaml");
    ck_assert_str_eq(err.layer, "l");
    ck_assert_str_eq(err.feature, "f");
    ck_assert_int_eq(err.line, 12);
    ck_assert_int_eq(err.column, 5);
    ck_assert_double_eq(err.lon, 0);
}
END_TEST

START_TEST(fail_from_its_own_texts)
{
    struct ct_error err;
    (void)ct_fail(&err, CT_INPUT, "E0903", "reason", "first", NULL);
    (void)ct_fail(&err, CT_INTERNAL, "E0903", "reason", err.message[CT_EN], NULL);
    ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "first"));
    ck_assert_int_eq(err.status, CT_INTERNAL);
}
END_TEST

START_TEST(fail_without_an_error)
{
    ck_assert_int_eq(ct_fail(NULL, CT_INPUT, "E0903", "reason", "x", NULL), CT_INPUT);
    ck_assert_int_eq(ct_fail_memory(NULL), CT_INTERNAL);
}
END_TEST

START_TEST(embedded_files)
{
    for (size_t i = 0; i < ct_embedded_count; i++) {
        if (i > 0)
            ck_assert_str_lt(ct_embedded[i - 1].path, ct_embedded[i].path);
        ck_assert_uint_eq(strlen(ct_embedded[i].text), ct_embedded[i].size);
        ck_assert_ptr_eq(ct_embedded_find(ct_embedded[i].path), &ct_embedded[i]);
    }
    ck_assert_ptr_null(ct_embedded_find("layers/none.sql"));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fail");
    TCase *tests = tcase_create("fail");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, rows_are_sorted_and_whole);
    tcase_add_test(tests, languages_have_the_same_placeholders);
    tcase_add_test(tests, look_up);
    tcase_add_test(tests, values_are_filled_in);
    tcase_add_test(tests, optional_words);
    tcase_add_test(tests, long_values_are_cut_between_characters);
    tcase_add_test(tests, fail);
    tcase_add_test(tests, fail_from_its_own_texts);
    tcase_add_test(tests, fail_without_an_error);
    tcase_add_test(tests, embedded_files);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
