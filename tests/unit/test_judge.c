/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Verdicts: the boundary cases of rules, what is not known, reasons written out, and a standard of
 * every comparison against the same judgement in plain C.
 */
#include "lib/court.h"

#define RESULT(clause) ct_result_names[court_said(clause)->result]

static const char qinghai[] =
    "Q,project,,floor_area_m2,>=,\"max(300, 20.0 * households / 100)\",m2,gate\n";

/* The clause with households and floor area. */
static const struct said *provide(double households, double floor_area_m2)
{
    court_clear();
    court_number(CT_LEVEL_PROJECT, "households", households);
    court_number(CT_LEVEL_PROJECT, "floor_area_m2", floor_area_m2);
    court_judge(CT_LEVEL_PROJECT, NULL);
    return court_said("Q");
}

START_TEST(boundary)
{
    /* households, floor area, limit = max(300, h / 5), gap */
    static const double cases[][4] = {
        {1350, 280, 300, 20},    {1350, 300, 300, 0},      {1499, 299.99, 300, 0.01},
        {1499, 300, 300, 0},     {1500, 300, 300, 0},      {1500, 299.5, 300, 0.5},
        {1501, 300, 300.2, 0.2}, {1501, 300.2, 300.2, 0},  {1501, 300.19, 300.2, 0.01},
        {5000, 1000, 1000, 0},   {5000, 999.9, 1000, 0.1}, {0, 300, 300, 0},
    };

    court_open(qinghai, NULL, 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct said *said = provide(cases[i][0], cases[i][1]);
        ck_assert_int_eq(said->result, cases[i][3] > 0 ? CT_UNMET : CT_MET);
        ck_assert_double_eq_tol(said->value, cases[i][1], 1e-12);
        ck_assert_double_eq_tol(said->limit, cases[i][2], 1e-9);
        ck_assert_double_eq_tol(said->gap, cases[i][3], 1e-9);
    }
    court_close();
}
END_TEST

START_TEST(arithmetic)
{
    court_open(qinghai, NULL, 0);
    const struct said *said = provide(1350, 280);
    ck_assert_str_eq(said->reason[CT_EN],
                     "20 x 1350 / 100 = 270 < 300, so 300 m2; provided 280 m2, 20 m2 missing");
    ck_assert_str_eq(said->reason[CT_ZH],
                     "应配 max(300, 20 × 1350 ÷ 100)：20 × 1350 ÷ 100 = 270 < 300，取 300 m²；"
                     "实配 280 m²，缺 20 m²");
    ck_assert_str_eq(said->evidence,
                     "{\"measure\": \"floor_area_m2\", \"limit\": \"max(300, 20.0 * households / "
                     "100)\", \"values\": {\"floor_area_m2\": 280, \"households\": 1350}}");
    said = provide(2000, 400);
    ck_assert_str_eq(said->reason[CT_EN],
                     "20 x 2000 / 100 = 400 > 300, so 400 m2; provided 400 m2, met");
    said = provide(1500, 400);
    ck_assert_str_eq(said->reason[CT_ZH],
                     "应配 max(300, 20 × 1500 ÷ 100)：20 × 1500 ÷ 100 = 300 = 300，取 300 m²；"
                     "实配 400 m²，符合");
    said = provide(1350, 280.123456); /* two decimals do */
    ck_assert_ptr_nonnull(strstr(said->reason[CT_EN], "provided 280.12 m2, 19.88 m2 missing"));
    said = provide(1350, 299.9996); /* and here they do not */
    ck_assert_ptr_nonnull(strstr(said->reason[CT_EN], "provided 299.9996 m2, 0.0004 m2 missing"));
    court_close();
    court_open("M,project,,\"min(floor_area_m2, 500)\",>=,-(households * -0.2),m2,should\n", NULL,
               0);
    court_clear();
    court_number(CT_LEVEL_PROJECT, "households", 1350);
    court_number(CT_LEVEL_PROJECT, "floor_area_m2", 600);
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(court_said("M")->reason[CT_EN],
                     "to provide: -(1350 x -0.2) = 270 m2; provided 600 > 500, so 500 m2, met");
    court_close();
}
END_TEST

START_TEST(missing)
{
    court_open(qinghai, NULL, 0);
    const struct said *said = provide((double)NAN, 280);
    ck_assert_int_eq(said->result, CT_UNKNOWN);
    ck_assert_str_eq(said->missing, "households ");
    ck_assert_double_eq_tol(said->value, 280, 1e-12);
    ck_assert(isnan(said->limit) && isnan(said->gap));
    ck_assert_str_eq(said->reason[CT_ZH], "缺少：规划户数");
    ck_assert_str_eq(said->reason[CT_EN], "not known: households");
    said = provide((double)NAN, (double)NAN);
    ck_assert_str_eq(said->missing, "floor_area_m2 households ");
    said = provide(1350, (double)NAN);
    ck_assert_int_eq(said->result, CT_UNKNOWN);
    ck_assert_double_eq_tol(said->limit, 300, 1e-12);
    court_close();
}
END_TEST

static const char conditions[] = "IF,project,households >= 1000,floor_area_m2,>=,300,m2,must\n"
                                 "NAMED,project,,floor_area_m2,>=,:hn21_floor_area_m2,m2,must\n"
                                 "ZERO,project,,floor_area_m2 / (households - 1000),>=,1,m2,must\n"
                                 "LISTED,project,,floor_area_m2,,,m2,report\n"
                                 "CONSTANT,project,,1,>=,2,,should\n"
                                 "TEXT,project,,name,=,'东湖',,should\n"
                                 "WORDS,project,,name,>=,3,,should\n"
                                 "YES,project,,own_entrance,yes,,,should\n";

START_TEST(whether_it_applies)
{
    court_open(conditions, NULL, 0);
    court_clear();
    court_number(CT_LEVEL_PROJECT, "floor_area_m2", 250);
    court_text(CT_LEVEL_PROJECT, "name", "东湖");
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_uint_eq(court.count, 8);
    ck_assert_str_eq(RESULT("IF"), "unknown"); /* is it 1,000? */
    ck_assert_str_eq(court_said("IF")->missing, "households ");
    ck_assert_str_eq(RESULT("NAMED"), "unknown");
    ck_assert_ptr_nonnull(strstr(court_said("NAMED")->reason[CT_EN], ":hn21_floor_area_m2"));
    ck_assert_str_eq(RESULT("LISTED"), "exempt");
    ck_assert_double_eq_tol(court_said("LISTED")->value, 250, 1e-12);
    ck_assert_str_eq(RESULT("CONSTANT"), "unmet");
    ck_assert_str_eq(RESULT("TEXT"), "met");
    ck_assert_str_eq(RESULT("WORDS"), "unknown"); /* a text is no number */
    ck_assert_str_eq(RESULT("YES"), "unknown");

    court_number(CT_LEVEL_PROJECT, "households", 1000);
    court_number(CT_LEVEL_PROJECT, "own_entrance", 0);
    court_text(CT_LEVEL_PROJECT, "name", "西湖");
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(RESULT("IF"), "unmet");
    ck_assert_str_eq(RESULT("ZERO"), "unknown"); /* 250 / 0 */
    ck_assert_str_eq(court_said("ZERO")->missing, "");
    ck_assert_str_eq(RESULT("TEXT"), "unmet");
    ck_assert_str_eq(RESULT("YES"), "unmet");
    ck_assert_double_eq_tol(court_said("YES")->limit, 1, 1e-12);

    court_number(CT_LEVEL_PROJECT, "households", 999);
    court_number(CT_LEVEL_PROJECT, "own_entrance", 1);
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(RESULT("IF"), "exempt");
    ck_assert_ptr_nonnull(strstr(court_said("IF")->reason[CT_EN], "condition does not hold"));
    ck_assert_str_eq(RESULT("YES"), "met");
    ck_assert_str_eq(court_said("YES")->evidence,
                     "{\"measure\": \"own_entrance\", \"values\": {\"own_entrance\": 1}}");
    court_close();
}
END_TEST

START_TEST(nothing_is_read)
{
    court_open("A,project,,1,>=,2,,must\nB,project,2 > 1,3,>=,2,,must\n", NULL, 0);
    court_clear();
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(RESULT("A"), "unmet");
    ck_assert_str_eq(RESULT("B"), "met");
    ck_assert(!ct_judge_has(court.judge, CT_LEVEL_CITY));
    court_close();
}
END_TEST

START_TEST(urban_and_rural)
{
    court_open("U,community_urban,,households,<=,3000,households,must\n"
               "R,community_rural,,households,<=,2000,households,must\n"
               "ALL,community,,households,<=,1000,households,must\n"
               "S,street|community_urban,,households,<=,500,households,must\n",
               NULL, 0);
    court_clear();
    court_number(CT_LEVEL_COMMUNITY, "households", 2500);
    court_judge(CT_LEVEL_COMMUNITY, "urban");
    ck_assert_uint_eq(court.count, 4);
    ck_assert_str_eq(RESULT("U"), "met");
    ck_assert_str_eq(RESULT("R"), "exempt");
    ck_assert_str_eq(RESULT("ALL"), "unmet");
    ck_assert_double_eq_tol(court_said("ALL")->gap, 1500, 1e-12);
    court_judge(CT_LEVEL_COMMUNITY, "rural");
    ck_assert_str_eq(RESULT("U"), "exempt");
    ck_assert_str_eq(RESULT("R"), "unmet");
    court_judge(CT_LEVEL_COMMUNITY, NULL);
    ck_assert_str_eq(RESULT("U"), "unknown");
    ck_assert_str_eq(RESULT("R"), "unknown");
    ck_assert_str_eq(court_said("R")->reason[CT_ZH], "缺少：城乡属性");
    ck_assert_str_eq(RESULT("ALL"), "unmet");
    court_clear();
    court_number(CT_LEVEL_STREET, "households", 400);
    court_judge(CT_LEVEL_STREET, NULL); /* a street is neither */
    ck_assert_uint_eq(court.count, 1);
    ck_assert_str_eq(RESULT("S"), "met");
    court_close();
}
END_TEST

static void assert_about(double value, const char *result, double gap)
{
    court_clear();
    court_number(CT_LEVEL_PROJECT, "floor_area_m2", value);
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(RESULT("A"), result);
    ck_assert_double_eq_tol(court_said("A")->gap, gap, 1e-9);
}

START_TEST(about)
{
    static const char clause[] = "A,project,,floor_area_m2,about,400,m2,must\n";
    struct ct_plan_parameter set[] = {{"about_excess", "counted", 0},
                                      {"about_tolerance", "0.05", 0}};

    court_open(clause, NULL, 0); /* a tenth less; more is allowed */
    assert_about(360, "met", 0);
    assert_about(359.5, "unmet", 0.5);
    assert_about(4000, "met", 0);
    court_close();
    court_open(clause, set, 1);
    assert_about(440, "met", 0);
    assert_about(441, "unmet", 1);
    court_close();
    court_open(clause, set, 2);
    assert_about(380, "met", 0);
    assert_about(379, "unmet", 1);
    assert_about(421, "unmet", 1);
    court_close();
}
END_TEST

START_TEST(noise)
{
    court_open("EQ,project,,floor_area_m2 + 0.2,=,0.3,,must\n"
               "LE,project,,floor_area_m2 + 0.2,<=,0.3,,must\n"
               "LT,project,,floor_area_m2 + 0.2,<,0.3,,must\n"
               "GT,project,,floor_area_m2 + 0.2,>,0.3,,must\n",
               NULL, 0);
    court_clear();
    court_number(CT_LEVEL_PROJECT, "floor_area_m2", 0.1); /* 0.1 + 0.2 > 0.3 */
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(RESULT("EQ"), "met");
    ck_assert_str_eq(RESULT("LE"), "met");
    ck_assert_str_eq(RESULT("LT"), "unmet");
    ck_assert_str_eq(RESULT("GT"), "unmet");
    court_number(CT_LEVEL_PROJECT, "floor_area_m2", 0.1 + 1e-6);
    court_judge(CT_LEVEL_PROJECT, NULL);
    ck_assert_str_eq(RESULT("EQ"), "unmet");
    ck_assert_str_eq(RESULT("LE"), "unmet");
    ck_assert_str_eq(RESULT("GT"), "met");
    court_close();
}
END_TEST

/* --- every comparison on random objects ------------------------------------------------------ */

static const char comparisons[] =
    "GE,project,,floor_area_m2,>=,\"max(site_area_m2, households)\",m2,must\n"
    "LE,project,,floor_area_m2,<=,site_area_m2,m2,must\n"
    "GT,project,,floor_area_m2,>,site_area_m2,m2,must\n"
    "LT,project,,floor_area_m2,<,site_area_m2,m2,must\n"
    "EQ,project,,floor_area_m2,=,site_area_m2,m2,must\n"
    "AB,project,,floor_area_m2,about,site_area_m2,m2,must\n"
    "BE,project,,floor_area_m2,between,households .. site_area_m2,m2,must\n"
    "IF,project,households > 3,floor_area_m2,>=,4,m2,must\n";

/* The answer for numbers that differ by 0 or at least 1. */
static enum ct_result_of expected(int i, double h, double f, double s, double *gap)
{
    bool unknown[] = {isnan(f) || isnan(s) || isnan(h),
                      isnan(f) || isnan(s),
                      isnan(f) || isnan(s),
                      isnan(f) || isnan(s),
                      isnan(f) || isnan(s),
                      isnan(f) || isnan(s),
                      isnan(f) || isnan(s) || isnan(h),
                      isnan(h) || (h > 3 && isnan(f))};
    double gaps[] = {fmax(0, (s > h ? s : h) - f),
                     fmax(0, f - s),
                     f > s ? 0 : s - f,
                     f < s ? 0 : f - s,
                     fabs(f - s),
                     fmax(0, 0.9 * s - f),
                     f < h   ? h - f
                     : f > s ? f - s
                             : 0,
                     fmax(0, 4 - f)};
    bool met[] = {f >= s && f >= h, f <= s,           f > s, f < s,
                  f == s, // NOLINT: small integers
                  f >= 0.9 * s,     f >= h && f <= s, f >= 4};

    *gap = (double)NAN;
    if (unknown[i])
        return CT_UNKNOWN;
    if (i == 7 && !(h > 3))
        return CT_EXEMPT;
    *gap = met[i] ? 0 : gaps[i];
    return met[i] ? CT_MET : CT_UNMET;
}

static double random_number(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    unsigned n = *state >> 24;
    return n < 40 ? (double)NAN : (double)(n % 9);
}

START_TEST(all_comparisons)
{
    static const char *const ids[] = {"GE", "LE", "GT", "LT", "EQ", "AB", "BE", "IF"};
    size_t results[4] = {0};
    unsigned state = 20130618;

    court_open(comparisons, NULL, 0);
    for (int n = 0; n < 3000; n++) {
        double h = random_number(&state), f = random_number(&state), s = random_number(&state);
        court_clear();
        court_number(CT_LEVEL_PROJECT, "households", h);
        court_number(CT_LEVEL_PROJECT, "floor_area_m2", f);
        court_number(CT_LEVEL_PROJECT, "site_area_m2", s);
        court_judge(CT_LEVEL_PROJECT, NULL);
        for (int i = 0; i < 8; i++) {
            double gap;
            enum ct_result_of result = expected(i, h, f, s, &gap);
            const struct said *said = court_said(ids[i]);
            ck_assert_msg(said->result == result, "%s of %g %g %g: %s", ids[i], h, f, s,
                          said->reason[CT_EN]);
            ck_assert(isnan(gap) ? isnan(said->gap) : fabs(said->gap - gap) < 1e-9);
            results[result]++;
        }
    }
    for (int i = 0; i < 4; i++)
        ck_assert_uint_gt(results[i], 100);
    court_close();
}
END_TEST

START_TEST(a_wrong_formula)
{
    struct ct_standards standards = {0};
    struct ct_parameters parameters = {0};
    struct ct_judge *judge = NULL;
    const char *const names[] = {"wrong.csv"};
    FILE *file = fopen(names[0], "w");

    fprintf(file, "id,applies_to,measure,comparison,limit,strength\n"
                  "A,project,household,>=,300,must\n");
    fclose(file);
    ck_assert_int_eq(ct_parameters_read(NULL, 0, &parameters, &err), CT_OK);
    ck_assert_int_eq(ct_standards_read(names, 1, &standards, &err), CT_OK);
    ck_assert_int_eq(ct_judge_new(&standards, &parameters, &judge, &err), CT_INPUT);
    ck_assert_ptr_null(judge);
    ck_assert_str_eq(err.code, "E0611");
    ck_assert_int_eq(err.line, 2);
    ck_assert_int_eq(err.column, 3);
    ct_standards_free(&standards);
    ct_parameters_free(&parameters);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("judge");
    TCase *one = tcase_create("judge");

    tcase_add_checked_fixture(one, setup, teardown);
    tcase_add_test(one, boundary);
    tcase_add_test(one, arithmetic);
    tcase_add_test(one, missing);
    tcase_add_test(one, whether_it_applies);
    tcase_add_test(one, nothing_is_read);
    tcase_add_test(one, urban_and_rural);
    tcase_add_test(one, about);
    tcase_add_test(one, noise);
    tcase_add_test(one, all_comparisons);
    tcase_add_test(one, a_wrong_formula);
    suite_add_tcase(suite, one);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
