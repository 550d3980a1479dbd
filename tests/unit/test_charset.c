/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long text is in UTF-8 and GBK, what GBK lacks, and what fits: against the code tables (GBK
 * has two bytes for each of 社 C9E7, 区 C7F8, ㎡ A94D; none for ² U+00B2 and 𠮷 U+20BB7).
 */
#include "base/charset.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(sizes)
{
    struct ct_charset utf8, gbk;
    const char *lacks;

    ck_assert(ct_charset_open(&utf8, "UTF-8") && ct_charset_open(&gbk, "GBK"));
    ck_assert_uint_eq(ct_charset_size(&utf8, "社区a㎡", &lacks), 10);
    ck_assert_ptr_null(lacks);
    ck_assert_uint_eq(ct_charset_size(&gbk, "社区a㎡", &lacks), 7);
    ck_assert_ptr_null(lacks);
    ck_assert_uint_eq(ct_charset_size(&gbk, "", &lacks), 0);
    ct_charset_close(&gbk);
    ct_charset_close(&utf8);
}
END_TEST

START_TEST(what_gbk_lacks)
{
    static const char *const texts[] = {"m²", "社区𠮷祥²"};
    static const size_t at[] = {1, 6};
    struct ct_charset gbk;
    const char *lacks;

    ck_assert(ct_charset_open(&gbk, "GBK"));
    for (int i = 0; i < 2; i++) {
        (void)ct_charset_size(&gbk, texts[i], &lacks);
        ck_assert_ptr_eq(lacks, texts[i] + at[i]);
    }
    ct_charset_close(&gbk);
    ck_assert(!ct_charset_open(&gbk, "no such encoding"));
}
END_TEST

/* No character is cut, whatever the room. */
START_TEST(what_fits)
{
    static const char text[] = "每百户ab设施";
    static const size_t in_utf8[] = {0, 0, 0, 3, 3, 3, 6, 6, 6, 9, 10, 11, 11, 11, 14};
    static const size_t in_gbk[] = {0, 0, 3, 3, 6, 6, 9, 10, 11, 11, 14, 14, 17, 17, 17};
    struct ct_charset utf8, gbk;

    ck_assert(ct_charset_open(&utf8, "UTF-8") && ct_charset_open(&gbk, "GBK"));
    for (size_t room = 0; room < sizeof in_utf8 / sizeof *in_utf8; room++) {
        ck_assert_uint_eq(ct_charset_fit(&utf8, text, room), in_utf8[room]);
        ck_assert_uint_eq(ct_charset_fit(&gbk, text, room), in_gbk[room]);
    }
    ct_charset_close(&gbk);
    ct_charset_close(&utf8);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("charset");
    TCase *t = tcase_create("charset");
    tcase_add_test(t, sizes);
    tcase_add_test(t, what_gbk_lacks);
    tcase_add_test(t, what_fits);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
