/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/json.h: documents, escapes, numbers.
 */
#include "base/json.h"
#include <check.h>
#include <math.h>
#include <stdlib.h>

static struct ct_buffer out;
static struct ct_json json;

static void start(void)
{
    out = (struct ct_buffer){0};
    ct_json_begin(&json, &out);
}

static void stop(void)
{
    ct_buffer_free(&out);
}

START_TEST(document)
{
    ct_json_object(&json, NULL);
    ct_json_integer(&json, "catchment", 1);
    ct_json_array(&json, "rows");
    ct_json_object(&json, NULL);
    ct_json_number(&json, "share", 0.1);
    ct_json_bool(&json, "ok", true);
    ct_json_end_object(&json);
    ct_json_null(&json, NULL);
    ct_json_array(&json, NULL);
    ct_json_end_array(&json);
    ct_json_end_array(&json);
    ct_json_object(&json, "empty");
    ct_json_end_object(&json);
    ct_json_string(&json, "none", NULL);
    ct_json_end_object(&json);
    ck_assert_str_eq(out.data, "{\n"
                               "  \"catchment\": 1,\n"
                               "  \"rows\": [\n"
                               "    {\n"
                               "      \"share\": 0.1,\n"
                               "      \"ok\": true\n"
                               "    },\n"
                               "    null,\n"
                               "    []\n"
                               "  ],\n"
                               "  \"empty\": {},\n"
                               "  \"none\": null\n"
                               "}");
}
END_TEST

START_TEST(strings)
{
    ct_json_string(&json, NULL, "a\"b\\c/\b\f\n\r\t\x01\x1f\x7f 社区 \xe7\xa4 \xff");
    ck_assert_str_eq(out.data, "\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f 社区 "
                               "\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\"");
}
END_TEST

START_TEST(keys_are_escaped)
{
    ct_json_object(&json, NULL);
    ct_json_bool(&json, "a\"b", false);
    ct_json_end_object(&json);
    ck_assert_str_eq(out.data, "{\n  \"a\\\"b\": false\n}");
}
END_TEST

START_TEST(numbers)
{
    ct_json_array(&json, NULL);
    ct_json_number(&json, NULL, NAN);
    ct_json_number(&json, NULL, INFINITY);
    ct_json_number(&json, NULL, -INFINITY);
    ct_json_number(&json, NULL, 1e30);
    ct_json_integer(&json, NULL, INT64_MIN);
    ct_json_end_array(&json);
    ck_assert_str_eq(out.data, "[\n  null,\n  null,\n  null,\n  1e+30,\n  -9223372036854775808\n]");
}
END_TEST

START_TEST(in_one_line)
{
    ct_json_begin_line(&json, &out);
    ct_json_object(&json, NULL);
    ct_json_string(&json, "a", "x\ny");
    ct_json_array(&json, "b");
    ct_json_integer(&json, NULL, 1);
    ct_json_integer(&json, NULL, 2);
    ct_json_end_array(&json);
    ct_json_object(&json, "c");
    ct_json_end_object(&json);
    ct_json_end_object(&json);
    ck_assert_str_eq(out.data, "{\"a\": \"x\\ny\", \"b\": [1, 2], \"c\": {}}");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("json");
    TCase *tests = tcase_create("json");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_test(tests, document);
    tcase_add_test(tests, strings);
    tcase_add_test(tests, keys_are_escaped);
    tcase_add_test(tests, numbers);
    tcase_add_test(tests, in_one_line);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
