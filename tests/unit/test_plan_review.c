/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of a plan that standards and the review of projects need: lists of texts, names that the
 * program does not know, levels, files beside the plan.
 */
#include "load/plan.h"
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/catchment-review-XXXXXX";
static struct ct_plan *plan;
static struct ct_error err;

static void start(void)
{
    strcpy(path + strlen(path) - 6, "XXXXXX");
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    close(fd);
    plan = NULL;
    memset(&err, 0, sizeof err);
}

static void stop(void)
{
    ct_plan_free(plan);
    unlink(path);
}

static enum ct_status read_text(const char *text)
{
    FILE *file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    fprintf(file, "catchment: 1\n%s", text);
    fclose(file);
    ct_plan_free(plan);
    plan = NULL;
    return ct_plan_read(path, &plan, &err);
}

static void assert_reads(const char *text)
{
    enum ct_status status = read_text(text);
    ck_assert_msg(status == CT_OK, "%s %ld:%ld %s", err.code, err.line, err.column,
                  err.message[CT_EN]);
}

static void set(const char *key, const char *value)
{
    enum ct_status status = ct_plan_set(plan, key, value, &err);
    ck_assert_msg(status == CT_OK, "%s: %s", key, err.message[CT_EN]);
}

#define LAYERS                                                                                     \
    "communities: {file: c.gpkg, fields: {registered_households: 户籍户数}}\n"                 \
    "population: [{file: p.tif}]\n"                                                                \
    "facilities: [{file: f.csv, fields: {land_area: 用地}}]\n"                                   \
    "radius: 500m\n"
static const char whole[] =
    LAYERS "standard: [qinghai-2013, ours.csv, /abs/b.XLSX, sub/named]\n"
           "parameters: {plaza_for: all, area_tolerance: 0.02}\n"
           "kinds: [{name: 服务站, roles: [bus_stop, clinic]}]\n"
           "planning_units: {file: u.gpkg, crs: EPSG:4490, fields: {id: 编号, name: 名称}}\n"
           "projects:\n"
           "  - {file: a.gpkg, layer: x, fields: {id: 编号, phase: 期, stage: 阶段}}\n"
           "  - {file: b.dxf, crs: EPSG:4547}\n"
           "project_facilities: [{file: pf.csv, fields: {project: 项目, own_entrance: 入口}}]\n"
           "questionnaires:\n"
           "  - {file: q.csv, level: street, fields: {id: 街道编码, street: 街道}}\n"
           "  - {level: city, file: city.xlsx}\n";

START_TEST(standards_and_parameters)
{
    assert_reads(whole);
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_OK);
    ck_assert_uint_eq(plan->standard_count, 4);
    ck_assert_str_eq(plan->standards[0], "qinghai-2013");
    ck_assert_str_eq(plan->standards[1], "/tmp/ours.csv");
    ck_assert_str_eq(plan->standards[2], "/abs/b.XLSX");
    ck_assert_str_eq(plan->standards[3], "/tmp/sub/named");
    ck_assert_uint_eq(plan->parameter_count, 2);
    ck_assert_str_eq(plan->parameters[0].name, "plaza_for");
    ck_assert_str_eq(plan->parameters[0].value, "all");
    ck_assert_int_eq(plan->parameters[1].line, 7);
    ck_assert_uint_eq(plan->kinds[0].role_count, 2);
    ck_assert_str_eq(plan->kinds[0].roles[1], "clinic");
    ck_assert_str_eq(ct_source_field(&plan->communities, "registered_households"), "户籍户数");
    ck_assert_str_eq(ct_source_field(&plan->facilities[0], "land_area"), "用地");
}
END_TEST

START_TEST(layers_of_projects)
{
    assert_reads(whole);
    ck_assert_str_eq(plan->planning_units.file, "/tmp/u.gpkg");
    ck_assert_str_eq(ct_source_field(&plan->planning_units, "name"), "名称");
    ck_assert_uint_eq(plan->project_count, 2);
    ck_assert_str_eq(plan->projects[0].layer, "x");
    ck_assert_str_eq(ct_source_field(&plan->projects[0], "stage"), "阶段");
    ck_assert_str_eq(plan->projects[1].crs, "EPSG:4547");
    ck_assert_int_eq(plan->projects[1].line, 12);
    ck_assert_uint_eq(plan->project_facility_count, 1);
    ck_assert_str_eq(ct_source_field(&plan->project_facilities[0], "own_entrance"), "入口");
    ck_assert_uint_eq(plan->questionnaire_count, 2);
    ck_assert_int_eq(plan->questionnaires[0].level, CT_LEVEL_STREET);
    ck_assert_str_eq(ct_source_field(&plan->questionnaires[0].source, "street"), "街道");
    ck_assert_int_eq(plan->questionnaires[1].level, CT_LEVEL_CITY);
    ck_assert_str_eq(plan->questionnaires[1].source.file, "/tmp/city.xlsx");
}
END_TEST

START_TEST(overriding)
{
    assert_reads(whole);
    set("standard", "[jiangsu-2006, ours.csv]");
    set("standard[2]", "huainan-2017");
    set("parameters.plaza_for", "urban");
    set("parameters.households_basis", "registered");
    set("kinds[0].roles", "clinic");
    set("questionnaires[1].level", "county");
    set("projects[2].file", "c.csv");
    ck_assert_uint_eq(plan->standard_count, 3);
    ck_assert_str_eq(plan->standards[0], "jiangsu-2006");
    ck_assert_str_eq(plan->standards[1], "ours.csv"); /* relative to where we are */
    ck_assert_uint_eq(plan->parameter_count, 3);
    ck_assert_str_eq(plan->parameters[0].value, "urban");
    ck_assert_int_eq(plan->parameters[0].line, 0);
    ck_assert_str_eq(plan->parameters[2].name, "households_basis");
    ck_assert_uint_eq(plan->kinds[0].role_count, 1);
    ck_assert_int_eq(plan->questionnaires[1].level, CT_LEVEL_COUNTY);
    ck_assert_ptr_nonnull(strstr(plan->text, "\n# --set parameters.plaza_for=urban\n"));
    ck_assert_int_eq(ct_plan_set(plan, "standard", "[a,,b]", &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0123");
    ck_assert_uint_eq(plan->standard_count, 3);
    ck_assert_str_eq(plan->standards[0], "jiangsu-2006");
}
END_TEST

START_TEST(one_standard)
{
    assert_reads("standard: gansu-2012\n");
    ck_assert_uint_eq(plan->standard_count, 1);
    ck_assert_str_eq(plan->standards[0], "gansu-2012");
}
END_TEST

static const struct {
    const char *text, *code;
    long line, column;
    const char *says; /* in message or hint */
} faults[] = {
    {"standard: ''\n", "E0123", 2, 11, "names of standards or files"},
    {"standard: []\n", "E0123", 2, 12, "names of standards"},
    {"standards: a\n", "E0122", 2, 1, "Did you mean \"standard\"?"},
    {"standard: {a: b}\n", "E0129", 2, 11, "single value"},
    {"parameters: [a]\n", "E0127", 2, 13, "parameters must be a mapping"},
    {"parameters: {a: [b]}\n", "E0129", 2, 17, "parameters.a must be a single value"},
    {"parameters: {a: }\n", "E0123", 2, 17, "the value of the parameter"},
    {"parameters: {a: 1, a: 2}\n", "E0125", 2, 20, "parameters.a"},
    {"parameters: {a.b: 1}\n", "E0122", 2, 14, "parameters.a.b"},
    {"parameters: {'': 1}\n", "E0122", 2, 14, "parameters."},
    {"projects: [{fields: {stagge: a}}]\n", "E0122", 2, 22, "Did you mean \"stage\"?"},
    {"projects: {file: a}\n", "E0128", 2, 11, "projects must be a list"},
    {"questionnaires: [{file: a, level: stret}]\n", "E0123", 2, 35, "Did you mean \"street\"?"},
    {"planning_units: {fields: {id: ''}}\n", "E0123", 2, 31, "the name of a field"},
    {"kinds: [{roles: {a: b}}]\n", "E0129", 2, 17, "single value"},
};

START_TEST(fault)
{
    ck_assert_int_eq(read_text(faults[_i].text), CT_USAGE);
    ck_assert_msg(strcmp(err.code, faults[_i].code) == 0, "%s%s: %s", faults[_i].text, err.code,
                  err.message[CT_EN]);
    ck_assert_msg(strstr(err.message[CT_EN], faults[_i].says) ||
                      strstr(err.hint[CT_EN], faults[_i].says),
                  "%s%s\n%s", faults[_i].text, err.message[CT_EN], err.hint[CT_EN]);
    ck_assert_msg(err.line == faults[_i].line && err.column == faults[_i].column, "%s%ld:%ld",
                  faults[_i].text, err.line, err.column);
}
END_TEST

static const struct {
    const char *text, *code, *says;
} incomplete[] = {
    {"projects: [{layer: a}]\n", "E0114", "projects[0]"},
    {"project_facilities: [{file: a}, {layer: a}]\n", "E0114", "project_facilities[1]"},
    {"questionnaires: [{level: city}]\n", "E0114", "questionnaires[0]"},
    {"questionnaires: [{file: a}]\n", "E0138", "questionnaires[0]"},
    {"kinds: [{name: a, roles: [clnic]}]\n", "E0137", "Did you mean \"clinic\"?"},
};

START_TEST(what_is_missing)
{
    char text[512];
    snprintf(text, sizeof text, "%s%s", LAYERS, incomplete[_i].text);
    assert_reads(text);
    ck_assert_int_eq(ct_plan_complete(plan, &err), CT_USAGE);
    ck_assert_str_eq(err.code, incomplete[_i].code);
    ck_assert_msg(strstr(err.message[CT_EN], incomplete[_i].says) ||
                      strstr(err.hint[CT_EN], incomplete[_i].says),
                  "%s %s", err.message[CT_EN], err.hint[CT_EN]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("plan review");
    TCase *tests = tcase_create("plan review");
    suite_add_tcase(suite, tests);
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_test(tests, standards_and_parameters);
    tcase_add_test(tests, layers_of_projects);
    tcase_add_test(tests, overriding);
    tcase_add_test(tests, one_standard);
    tcase_add_loop_test(tests, fault, 0, sizeof faults / sizeof *faults);
    tcase_add_loop_test(tests, what_is_missing, 0, sizeof incomplete / sizeof *incomplete);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
