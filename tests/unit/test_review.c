/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opinions by a small standard of our own: areas of two kinds, clauses that are no gates, words of
 * surroundings and procedure, and what a caller of the library sees.
 */
#include "catchment/catchment.h"
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[] = "/tmp/catchment-standard-XXXXXX.csv";
static const char standard[] =
    "# title_zh: 甲办法\n"
    "# title_en: Rules A\n"
    "id,section,applies_to,condition,measure,comparison,limit,unit,strength,year,quote_zh,text_en,"
    "source,confidence\n"
    "A-1,一,project,,floor_area_m2,>=,300,m2,gate,,用房,Premises,invented,memory\n"
    "A-2,二,project,,floor_area_m2,>=,households / 4,m2,gate,,用房,Premises,invented,memory\n"
    "A-3,三,project,,plaza_land_area_m2,>=,1000,m2,gate,,广场,Plaza,invented,memory\n"
    "A-4,四,project,,own_entrance,yes,,,must,,入口,Entrance,invented,memory\n"
    "A-5,五,project,,station_nearest_m,<=,500,m,should,,距离,Distance,invented,memory\n"
    "A-6,六,project,stage = 'handover',handover_area_m2,>=,floor_area_m2,m2,gate,,移交,Handover,"
    "invented,memory\n"
    "A-7,七,community,,households,>,0,households,gate,,户数,Households,invented,memory\n";

static struct ct_result *result;
static struct ct_error err;

static void start(void)
{
    strcpy(path + strlen(path) - 10, "XXXXXX.csv");
    int fd = mkstemps(path, 4);
    ck_assert_int_ge(fd, 0);
    FILE *file = fdopen(fd, "w");
    ck_assert_int_gt(fputs(standard, file), 0);
    fclose(file);
    result = NULL;
    memset(&err, 0, sizeof err);
}

static void stop(void)
{
    ct_result_free(result);
    unlink(path);
}

static enum ct_status review(const char *project, const char *parameter)
{
    const char *standards[] = {path}, *parameters[] = {parameter}, *projects[] = {project};
    ct_result_free(result);
    result = NULL;
    return ct_review_quick(standards, 1, parameters, parameter != NULL, projects, 1, &result, &err);
}

static struct ct_project_view opinion(const char *project, const char *parameter)
{
    enum ct_status status = review(project, parameter);
    ck_assert_msg(status == CT_OK, "%s %s", err.code, err.message[CT_EN]);
    ck_assert_uint_eq(ct_result_projects(result), 1);
    return ct_result_project(result, 0);
}

static void assert_has(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "no \"%s\" in \"%s\"", part, text);
}

/* Of two limits on one area the larger shortage is told; another area stands beside it by name. */
START_TEST(areas_of_two_kinds)
{
    struct ct_project_view view = opinion(
        "id=甲,households=2000,floor_area_m2=280.5,plaza_land_area_m2=400,own_entrance=是", NULL);
    ck_assert_str_eq(view.id, "甲");
    ck_assert_str_eq(view.conclusion, "refuse");
    ck_assert_str_eq(view.phrase[CT_ZH],
                     "不符合规定配置标准，依据《甲办法》一（A-1，差19.5m²）、二（A-2，差219.5m²）、"
                     "三（A-3，差600m²）不予批准，不得颁发建设工程规划许可证，请补足"
                     "配建社区用房建筑面积（计入部分）219.5m²、户外文体广场：项目内用地面积600m²"
                     "后重新报审。");
    assert_has(view.phrase[CT_EN], "under Rules A, 一 (A-1, short by 19.5 m²); 二 (A-2, short by "
                                   "219.5 m²); 三 (A-3, short by 600 m²) it is not approved");
    ck_assert_str_eq(view.advice[CT_ZH], "");
    ck_assert_str_eq(view.text[CT_ZH], view.phrase[CT_ZH]);
}
END_TEST

START_TEST(others_advise)
{
    struct ct_project_view view =
        opinion("households=1000,floor_area_m2=300,plaza_land_area_m2=1000,own_entrance=否,"
                "station_nearest_m=501,premises=3",
                NULL);
    ck_assert_str_eq(view.conclusion, "approve");
    ck_assert_str_eq(view.phrase[CT_ZH], "符合配置标准，同意通过社区服务设施配套审查。");
    assert_has(view.advice[CT_ZH], "建议：《甲办法》四（A-4）：");
    assert_has(view.advice[CT_ZH], "；《甲办法》五（A-5）：");
    assert_has(view.advice[CT_ZH], "；配建用房分设 3 处，宜集中设置。");
    assert_has(view.text[CT_EN], "passed. Advice: Rules A, 四 (A-4): ");
}
END_TEST

/* What a gate lacks is listed before what others lack, each once. */
START_TEST(supplies)
{
    struct ct_project_view view = opinion("floor_area_m2=300", NULL);
    ck_assert_str_eq(view.conclusion, "supply");
    ck_assert_str_eq(view.phrase[CT_ZH],
                     "资料不全，退件补正：规划户数、户外文体广场：项目内用地面积。");
    ck_assert_uint_eq(view.supplies, 4);
    static const char *const names[] = {"households", "plaza_land_area_m2", "own_entrance",
                                        "station_nearest_m"};
    for (size_t i = 0; i < 4; i++) {
        struct ct_supply_view supply = ct_result_supply(result, 0, i);
        ck_assert_str_eq(supply.name, names[i]);
        ck_assert_int_eq(supply.gate, i < 2);
    }
}
END_TEST

START_TEST(parts)
{
    struct ct_project_view view = opinion("households=1000,floor_area_m2=300", NULL);
    static const struct {
        const char *clause, *part, *result;
    } rows[] = {{"A-1", "provision", "met"},        {"A-2", "provision", "met"},
                {"A-3", "provision", "unknown"},    {"A-4", "provision", "unknown"},
                {"A-5", "surroundings", "unknown"}, {"A-6", "procedure", "exempt"}};
    ck_assert_uint_eq(view.verdicts, 6); /* that on communities is none of them */
    for (size_t i = 0; i < 6; i++) {
        struct ct_verdict_view verdict = ct_result_verdict(result, 0, i);
        ck_assert_str_eq(verdict.clause, rows[i].clause);
        ck_assert_str_eq(verdict.part, rows[i].part);
        ck_assert_str_eq(verdict.result, rows[i].result);
    }
    ck_assert(isnan(ct_result_verdict(result, 0, 2).value));
    ck_assert_double_eq(ct_result_verdict(result, 0, 2).limit_value, 1000);
    ck_assert_str_eq(ct_result_verdict(result, 0, 0).title[CT_ZH],
                     "配建社区用房建筑面积（计入部分）");
}
END_TEST

/* The stage says which refusal it is. */
START_TEST(stages)
{
    static const char met[] =
        "households=1000,floor_area_m2=300,plaza_land_area_m2=1000,handover_area_m2=299";
    struct ct_project_view view = opinion(met, "stage=handover");
    ck_assert_str_eq(view.conclusion, "refuse");
    assert_has(view.phrase[CT_ZH],
               "六（A-6，差1m²），未足额移交，不予办理验收手续，请补足1m²后重新申请验收。");
    view = opinion("households=1000,floor_area_m2=299,plaza_land_area_m2=1000", "stage=completion");
    assert_has(view.phrase[CT_ZH], "一（A-1，差1m²），一律不得通过验收，请补足1m²");
    view = opinion("stage=移交,households=1000,floor_area_m2=299,plaza_land_area_m2=1000,"
                   "handover_area_m2=0",
                   NULL);
    assert_has(view.phrase[CT_ZH], "，一律不得通过验收，未足额移交，不予办理验收手续，");
    ck_assert_str_eq(view.stage, "handover");
}
END_TEST

START_TEST(wrong)
{
    ck_assert_int_eq(review("households=1,households=2", NULL), CT_USAGE);
    ck_assert_str_eq(err.code, "E0664");
    ck_assert_uint_eq(ct_result_projects(result), 0);
    ck_assert_int_eq(review("", NULL), CT_USAGE);
    ck_assert_str_eq(err.code, "E0133");
    ck_assert_int_eq(review("=3", NULL), CT_USAGE);
    ck_assert_str_eq(err.code, "E0133");
    ck_assert_int_eq(review("households=3,", "stage"), CT_USAGE);
    ck_assert_str_eq(err.code, "E0133");
    ck_assert_int_eq(review("households=\xff", NULL), CT_USAGE);
    ck_assert_str_eq(err.code, "E0663");
    ck_assert_str_eq(opinion("households=,floor_area_m2=300", NULL).conclusion, "supply");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("review");
    TCase *cases = tcase_create("review");
    tcase_add_checked_fixture(cases, start, stop);
    tcase_add_test(cases, areas_of_two_kinds);
    tcase_add_test(cases, others_advise);
    tcase_add_test(cases, supplies);
    tcase_add_test(cases, parts);
    tcase_add_test(cases, stages);
    tcase_add_test(cases, wrong);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
