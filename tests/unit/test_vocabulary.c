/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * judge/vocabulary.h, judge/parameter.h: the words of every level are lawful names with titles in
 * both languages, columns, roles and indicators among them; parameters take what they may.
 */
#include "judge/parameter.h"
#include "judge/vocabulary.h"
#include "lib/folder.h"
#include <math.h>

static bool is_name(const char *s)
{
    if (*s < 'a' || *s > 'z')
        return false;
    return s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

START_TEST(every_level)
{
    struct ct_vocabulary *words = NULL;
    assert_ok(ct_vocabulary_new((enum ct_level)_i, &words, &err));
    size_t count = ct_vocabulary_count(words);
    ck_assert(count > 50 && count <= 1900);
    for (size_t i = 0; i < count; i++) {
        const struct ct_word *word = ct_vocabulary_word(words, i);
        ck_assert_msg(is_name(word->name), "%s", word->name);
        ck_assert_msg(*word->title[CT_EN] && *word->title[CT_ZH], "%s has no title", word->name);
        ck_assert_ptr_eq(ct_vocabulary_find(words, word->name), word);
        ck_assert(i == 0 || strcmp(ct_vocabulary_word(words, i - 1)->name, word->name) < 0);
    }
    ck_assert_ptr_null(ct_vocabulary_word(words, count));
    ck_assert_ptr_null(ct_vocabulary_find(words, "no_such_word"));
    ct_vocabulary_free(words);
}
END_TEST

START_TEST(words)
{
    static const struct {
        enum ct_level level;
        const char *name, *unit;
        int text; /* -1: not there */
    } known[] = {{CT_LEVEL_COMMUNITY, "households", "households", 0},
                 {CT_LEVEL_STREET, "station_largest_m2", "m2", 0},
                 {CT_LEVEL_CITY, "per_100_households", "m2/100hh", 0},
                 {CT_LEVEL_COMMUNITY, "area_type", "", 1},
                 {CT_LEVEL_PROJECT, "station_nearest_m", "m", 0},
                 {CT_LEVEL_PROJECT, "acceptance_date", "", 1},
                 {CT_LEVEL_FACILITY, "kind", "", 1},
                 {CT_LEVEL_FACILITY, "construction_mode", "", 1},
                 {CT_LEVEL_FACILITY, "station_count", "", -1},
                 {CT_LEVEL_COMMUNITY, "grid_management", "", 0},
                 {CT_LEVEL_COMMUNITY, "average_wage", "CNY/mo", 0},
                 {CT_LEVEL_PROJECT, "equivalent_radius_m", "", -1}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct ct_vocabulary *all = NULL;
        assert_ok(ct_vocabulary_new(known[i].level, &all, &err));
        const struct ct_word *word = ct_vocabulary_find(all, known[i].name);
        ck_assert_msg((word != NULL) == (known[i].text >= 0), "%s", known[i].name);
        if (word != NULL) {
            ck_assert_str_eq(word->unit, known[i].unit);
            ck_assert_int_eq(word->text, known[i].text);
        }
        ct_vocabulary_free(all);
    }
}
END_TEST

/* A word with its role, in both languages. */
START_TEST(titles)
{
    struct ct_vocabulary *all = NULL;
    assert_ok(ct_vocabulary_new(CT_LEVEL_STREET, &all, &err));
    const struct ct_word *word = ct_vocabulary_find(all, "street_centre_count");
    ck_assert_str_eq(word->title[CT_EN], "street service centre: number");
    ck_assert_str_eq(word->title[CT_ZH], "街道（镇）社区服务中心：处数");
    ct_vocabulary_free(all);
}
END_TEST

/* --- parameters ------------------------------------------------------------------------------- */

static struct ct_parameters parameters;

static enum ct_status set(char *name, char *value)
{
    const struct ct_plan_parameter one = {name, value, 12};
    return ct_parameters_read(&one, 1, &parameters, &err);
}

START_TEST(defaults)
{
    assert_ok(ct_parameters_read(NULL, 0, &parameters, &err));
    ck_assert_str_eq(ct_parameters_find(&parameters, "plaza_for")->value, "rural");
    ck_assert(isnan(ct_parameters_find(&parameters, "plaza_for")->number));
    ck_assert_double_eq(ct_parameters_find(&parameters, "about_tolerance")->number, 0.1);
    ck_assert_str_eq(ct_parameters_find(&parameters, "hn21_floor_area_m2")->value, "");
    ck_assert(isnan(ct_parameters_find(&parameters, "hn21_floor_area_m2")->number));
    ck_assert_ptr_null(ct_parameters_find(&parameters, "nothing"));
    for (size_t i = 0; i < parameters.count; i++)
        for (int lang = CT_EN; lang <= CT_ZH; lang++)
            ck_assert_msg(*parameters.rows[i].title[lang] && *parameters.rows[i].explain[lang],
                          "%s", parameters.rows[i].name);
    ct_parameters_free(&parameters);
}
END_TEST

START_TEST(values)
{
    assert_ok(set("plaza_for", "all"));
    ck_assert_str_eq(ct_parameters_find(&parameters, "plaza_for")->value, "all");
    ck_assert_str_eq(ct_parameters_find(&parameters, "plaza_for")->standard_value, "rural");
    ct_parameters_free(&parameters);
    assert_ok(set("lowest_storey", "-1"));
    ck_assert_double_eq(ct_parameters_find(&parameters, "lowest_storey")->number, -1);
    ct_parameters_free(&parameters);
    assert_fails(set("plaza_for", "al"), "E0621");
    ck_assert(strstr(err.hint[CT_EN], "rural|all") != NULL);
    assert_fails(set("plaza_for", ""), "E0621");
    assert_fails(set("about_tolerance", "a tenth"), "E0621");
    assert_fails(set("about_tolerance", "-0.1"), "E0621");
    assert_fails(set("plaza_fur", "all"), "E0620");
    ck_assert(strstr(err.hint[CT_EN], "\"plaza_for\"") != NULL);
    ck_assert_int_eq(err.line, 12);
    ck_assert_uint_eq(parameters.count, 0);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("vocabulary");
    tcase_add_loop_test(tests, every_level, 0, CT_LEVELS);
    tcase_add_test(tests, words);
    tcase_add_test(tests, titles);
    tcase_add_test(tests, defaults);
    tcase_add_test(tests, values);
    return run_tests(suite_create("vocabulary"), tests);
}
