/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ct_plan_propose: whatever names files hold, the plan reads back with the same names.
 */
#include "load/plan.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/catchment-propose-XXXXXX";
static struct ct_plan *plan;
static struct ct_error err;

static void start(void)
{
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    plan = NULL;
    err = (struct ct_error){0};
}

static void stop(void)
{
    static const char *const files[] = {"plan.yaml",  "a.geojson", "b.geojson",    "f.geojson",
                                        "odd: #.csv", "p.geojson", "sub/f.geojson"};
    ct_plan_free(plan);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(files[i]);
    rmdir("sub");
    rmdir(folder);
}

static void write_file(const char *name, const char *text)
{
    FILE *file = fopen(name, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

/* A layer of one feature: its properties as JSON, a point or a polygon. */
static void write_layer(const char *name, const char *properties, bool polygon)
{
    char text[2048];
    snprintf(text, sizeof text,
             "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
             "\"properties\":{%s},\"geometry\":%s}]}",
             properties,
             polygon ? "{\"type\":\"Polygon\",\"coordinates\":"
                       "[[[114,30],[114.1,30],[114.1,30.1],[114,30.1],[114,30]]]}"
                     : "{\"type\":\"Point\",\"coordinates\":[114.05,30.05]}");
    write_file(name, text);
}

static void propose(const struct ct_plan_input *inputs, size_t n, enum ct_language lang)
{
    char *yaml = NULL;
    enum ct_status status = ct_plan_propose(inputs, n, lang, &yaml, &err);
    ck_assert_msg(status == CT_OK, "%s", err.message[CT_EN]);
    write_file("plan.yaml", yaml);
    status = ct_plan_read("plan.yaml", &plan, &err);
    ck_assert_msg(status == CT_OK, "%ld: %s\n%s", err.line, err.message[CT_EN], yaml);
    free(yaml);
}

static const char *const odd[] = {
    "a: b", "# x", "x #y", "\"q\"", "-",  "null", "~",  "yes", "*a",  "&a",   "!t",
    "a,b",  "[x]", "{x}",  "50%",   "%x", " a ",  "a:", "'",   "\\n", "诊所", "卫生站（社区）",
    "- a",  "? a", "a\tb", "|",     ">",  "@a",   "`a", "1.5"};
enum { ODD = sizeof odd / sizeof *odd };

START_TEST(odd_kinds)
{
    FILE *file = fopen("odd: #.csv", "w");
    ck_assert_ptr_nonnull(file);
    fputs("lon,lat,kind\n", file);
    for (size_t i = 0; i < ODD; i++) {
        fputs("114.05,30.05,\"", file);
        for (const char *c = odd[i]; *c; c++)
            fprintf(file, *c == '"' ? "\"\"" : "%c", *c);
        fputs("\"\n", file);
    }
    fclose(file);
    propose(&(struct ct_plan_input){.path = "odd: #.csv", .role = CT_ROLE_FACILITIES}, 1, CT_ZH);
    ck_assert_str_eq(plan->facilities[0].file, "odd: #.csv");
    ck_assert_uint_eq(plan->kind_count, ODD);
    for (size_t i = 0; i < ODD; i++)
        ck_assert_str_eq(plan->kinds[i].name, odd[i]);
}
END_TEST

START_TEST(roles_are_guessed)
{
    write_layer("a.geojson", "\"社区编号\":\"1\",\"street\":\"x\"", true);
    write_layer("b.geojson", "\"pop\":5", true);
    write_layer("f.geojson", "\"类别\":\"诊所\",\"建筑面积\":\"5\"", false);
    write_layer("p.geojson", "\"people\":5", false);
    const struct ct_plan_input inputs[] = {
        {.path = "f.geojson"}, {.path = "a.geojson"}, {.path = "b.geojson"}, {.path = "p.geojson"}};
    propose(inputs, 4, CT_EN);
    ck_assert_str_eq(plan->communities.file, "a.geojson");
    ck_assert_str_eq(ct_source_field(&plan->communities, "id"), "社区编号");
    ck_assert_str_eq(ct_source_field(&plan->communities, "street"), "street");
    ck_assert_uint_eq(plan->population_count, 2);
    ck_assert_str_eq(plan->population[0].name, "b");
    ck_assert_str_eq(ct_source_field(&plan->population[0], "people"), "pop");
    ck_assert_str_eq(plan->population[1].file, "p.geojson");
    ck_assert_uint_eq(plan->facility_count, 1);
    ck_assert_str_eq(ct_source_field(&plan->facilities[0], "floor_area"), "建筑面积");
    ck_assert_str_eq(plan->kinds[0].name, "诊所");
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
}
END_TEST

START_TEST(roles_are_given)
{
    write_layer("a.geojson", "\"pop\":5", true);
    write_layer("b.geojson", "\"x\":5", true);
    const struct ct_plan_input inputs[] = {
        {.path = "a.geojson", .role = CT_ROLE_POPULATION, .name = "65+: all"},
        {.path = "b.geojson"},
        {.path = "b.geojson", .role = CT_ROLE_FACILITIES}};
    propose(inputs, 3, CT_EN);
    ck_assert_str_eq(plan->population[0].name, "65+: all");
    ck_assert_str_eq(plan->communities.file, "b.geojson");
    ck_assert_uint_eq(plan->communities.field_count, 0);
    ck_assert_uint_eq(plan->kind_count, 0);
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
}
END_TEST

/* Layers of one name in two folders are two populations, and two kinds only where names differ. */
START_TEST(same_names)
{
    ck_assert_int_eq(mkdir("sub", 0755), 0);
    write_layer("f.geojson", "\"people\":5", false);
    write_layer("sub/f.geojson", "\"people\":6", false);
    write_layer("a.geojson", "\"id\":1", true);
    const struct ct_plan_input inputs[] = {{.path = "a.geojson"},
                                           {.path = "f.geojson"},
                                           {.path = "sub/f.geojson"},
                                           {.path = "f.geojson", .role = CT_ROLE_FACILITIES},
                                           {.path = "sub/f.geojson", .role = CT_ROLE_FACILITIES}};
    propose(inputs, 5, CT_EN);
    ck_assert_str_eq(plan->population[0].name, "f");
    ck_assert_str_eq(plan->population[1].name, "f_2");
    ck_assert_str_eq(plan->facilities[1].kind, "f");
    ck_assert_uint_eq(plan->kind_count, 1);
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
}
END_TEST

START_TEST(no_file)
{
    char *yaml = NULL;
    write_file("a.geojson", "no layer");
    const struct ct_plan_input inputs[] = {{.path = "none.tif"}, {.path = "a.geojson"}};
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(ct_plan_propose(&inputs[i], 1, CT_EN, &yaml, &err), CT_INPUT);
        ck_assert_str_eq(err.code, "E0134");
        ck_assert_ptr_null(yaml);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("propose");
    TCase *tests = tcase_create("propose");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, start, stop);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, odd_kinds);
    tcase_add_test(tests, roles_are_guessed);
    tcase_add_test(tests, roles_are_given);
    tcase_add_test(tests, same_names);
    tcase_add_test(tests, no_file);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
