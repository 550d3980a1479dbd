/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * solve/lscp.c against all sets of sites: thousands of random small problems with every kind of
 * side constraint, with shares and for coverage twice; bounds while the search runs and when it is
 * cut off; a country of towns, whose best is known; the points that meet all lines of an affine
 * space, whose number is known, for the tree and for threads; what it refuses and how it says why.
 */
#include "lib/planted.h"
#include "lib/towns.h"
#include "lib/watched.h"

enum { PROBLEMS = 6000, ROUNDS = 4 };

/* --- the truth -------------------------------------------------------------------------------- */

static double price_of(const struct ct_choice *choice, uint32_t set)
{
    double price = 0;

    for (size_t j = 0; j < choice->sites; j++)
        if (set >> j & 1)
            price += choice->price != NULL ? (double)choice->price[j] : 1;
    return price;
}

static double wanted(const struct ct_problem *problem)
{
    double all = 0;

    for (size_t i = 0; i < problem->reach.demands; i++)
        all += (double)problem->reach.weight[i];
    return problem->share < 0 ? all : (double)problem->share;
}

/* INFINITY where it is not allowed or does not cover what it must. */
static double price_if_right(const struct ct_problem *problem, uint32_t set)
{
    struct ct_choice choice = problem->choice;
    choice.budget = -1;
    bool right = covering_allows(&choice, set) && covering_cover(problem, set) >= wanted(problem);
    return right ? price_of(&choice, set) : (double)INFINITY;
}

/* --- random problems -------------------------------------------------------------------------- */

static struct ct_problem random_problem(uint64_t seed)
{
    struct ct_problem problem = covering_random(seed, 12, 24);
    uint64_t state = seed * 77;

    free(problem.value);
    problem.value = NULL;
    if (covering_below(&state, 2) == 0)
        problem.share = (int64_t)(wanted(&problem) * (double)covering_below(&state, 11) / 10);
    if (covering_below(&state, 40) == 0)
        problem.share = (int64_t)wanted(&problem) + 1;
    if (covering_below(&state, 3) > 0) /* mostly possible */
        problem.choice.most = 0;
    return problem;
}

START_TEST(every_small_problem)
{
    size_t possible = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
        struct ct_problem problem = random_problem(seed);
        double best = watched_best(&problem, price_if_right);
        struct watch watch = {.best = best, .most_calls = SIZE_MAX};
        struct ct_solution solution = watched_solve(&ct_model_lscp, &problem, &watch, 1);
        watched_holds(&problem, price_if_right, best, &solution);
        ck_assert_msg(solution.status == (isinf(best) ? CT_SOLVED_INFEASIBLE : CT_SOLVED_OPTIMAL),
                      "seed %lu", (unsigned long)seed);
        possible += !isinf(best);
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(possible, PROBLEMS / 4);
    ck_assert_uint_lt(possible, PROBLEMS - PROBLEMS / 10);
}
END_TEST

/* Cut off at once: whatever was found and proved holds. */
START_TEST(cut_off)
{
    for (uint64_t seed = 1; seed <= PROBLEMS / 4; seed++) {
        struct ct_problem problem = random_problem(seed);
        double best = watched_best(&problem, price_if_right);
        struct watch watch = {.best = best, .most_calls = 0};
        struct ct_solution solution = watched_solve(&ct_model_lscp, &problem, &watch, 1);
        watched_holds(&problem, price_if_right, best, &solution);
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
}
END_TEST

/* --- lines of affine spaces over three -------------------------------------------------------- */

static uint32_t third(uint32_t a, uint32_t b)
{
    uint32_t c = 0;

    for (uint32_t place = 1; place < 243; place *= 3)
        c += (6 - a / place % 3 - b / place % 3) % 3 * place;
    return c;
}

/* Every line of `points` = 3^n points is a demand that its three points reach. */
static struct ct_problem lines(uint32_t points)
{
    struct ct_problem problem = {.share = -1, .choice = {.sites = points, .budget = -1}};
    struct ct_reach_matrix *reach = &problem.reach;
    size_t demands = (size_t)points * (points - 1) / 6;

    reach->sites = points;
    reach->start = calloc(demands + 1, sizeof *reach->start);
    reach->site = calloc(demands * 3, sizeof *reach->site);
    reach->weight = calloc(demands, sizeof *reach->weight);
    for (uint32_t a = 0; a < points; a++)
        for (uint32_t b = a + 1; b < points; b++) {
            if (third(a, b) <= b)
                continue;
            uint32_t *row = reach->site + reach->start[reach->demands];
            row[0] = a;
            row[1] = b;
            row[2] = third(a, b);
            reach->weight[reach->demands++] = 1;
            reach->start[reach->demands] = reach->start[reach->demands - 1] + 3;
        }
    ck_assert_uint_eq(reach->demands, demands);
    return problem;
}

/* What meets all lines leaves a set without a line; the largest have 2, 4 and 9 points. */
START_TEST(points_on_all_lines)
{
    const struct {
        uint32_t points;
        double fewest;
    } known[] = {{3, 1}, {9, 5}, {27, 18}};

    for (size_t k = 0; k < 3; k++) {
        struct ct_problem problem = lines(known[k].points);
        struct ct_solution solution = watched_known(&ct_model_lscp, &problem, known[k].fewest, 1);
        ct_solution_free(&solution);
        watched_by_threads(&ct_model_lscp, &problem, known[k].fewest, SIZE_MAX);
        ct_problem_free(&problem);
    }
}
END_TEST

/* 61 of 81 points; its proof takes long: stopped after some rounds, by any number of threads. */
START_TEST(threads_and_rounds)
{
    struct ct_problem problem = lines(81);
    struct watch watch = {.best = 61, .most_calls = ROUNDS};
    struct ct_solution solution = watched_solve(&ct_model_lscp, &problem, &watch, 2);

    ck_assert_int_eq(solution.status, CT_SOLVED_FEASIBLE);
    ck_assert(solution.bound >= 27 && solution.bound <= 61);
    ct_solution_free(&solution);
    watched_by_threads(&ct_model_lscp, &problem, 61, ROUNDS);
    ct_problem_free(&problem);
}
END_TEST

/* --- a country of towns ----------------------------------------------------------------------- */

/* 288 sites and 360 demands; what a radius needs is the sum of what its towns need. */
START_TEST(towns_far_apart)
{
    struct country *country = malloc(sizeof *country);
    size_t solved = 0;

    ck_assert_ptr_nonnull(country);
    for (uint64_t seed = 11; seed <= 13; seed++) {
        country_make(country, seed);
        for (int step = 0; step < 16; step++) {
            double radius = 4 + 3.7 * step;
            size_t known = country_sites(country, radius);
            if (known == SIZE_MAX)
                continue;
            struct ct_problem problem = country_problem(country, radius);
            struct ct_solution solution = watched_known(&ct_model_lscp, &problem, (double)known, 1);
            ct_solution_free(&solution);
            ct_problem_free(&problem);
            solved++;
        }
    }
    ck_assert_uint_gt(solved, 10);
    free(country);
}
END_TEST

/* --- planted ---------------------------------------------------------------------------------- */

START_TEST(planted_among_decoys)
{
    for (uint64_t seed = 21; seed <= 26; seed++) {
        struct planted planted = planted_make(seed, 24, 30 * (seed - 20));
        struct ct_problem problem = planted_problem(&planted, true);
        struct ct_solution solution =
            watched_known(&ct_model_lscp, &problem, (double)planted.triples, 1);
        ct_solution_free(&solution);
        ct_problem_free(&problem);
        free(planted.triple);
    }
}
END_TEST

/* --- what it says ----------------------------------------------------------------------------- */

START_TEST(says_why)
{
    size_t start[] = {0, 1, 1, 2};
    uint32_t site[] = {0, 1};
    int64_t weight[] = {5, 7, 3};
    enum ct_site_state state[] = {CT_SITE_FREE, CT_SITE_FORBIDDEN};
    struct ct_problem problem = {
        .reach = {.sites = 2, .demands = 3, .start = start, .site = site, .weight = weight},
        .choice = {.sites = 2, .state = state, .budget = -1},
        .share = -1};
    struct watch watch = {.best = (double)INFINITY, .most_calls = SIZE_MAX};

    struct ct_solution solution = watched_solve(&ct_model_lscp, &problem, &watch, 1);
    ck_assert_int_eq(solution.status, CT_SOLVED_INFEASIBLE);
    ck_assert_str_eq(solution.why[CT_EN],
                     "no allowed site reaches 2 of the demands (weight 10): 1, 2");
    ck_assert_ptr_nonnull(strstr(solution.why[CT_ZH], "2 个需求（权重 10）"));
    ct_solution_free(&solution);
    problem.share = 6;
    solution = watched_solve(&ct_model_lscp, &problem, &watch, 1);
    ck_assert_ptr_nonnull(strstr(solution.why[CT_EN], "reach a weight of 5, 6 is wanted"));
    ct_solution_free(&solution);
    problem.share = 5;
    watch.best = 1;
    solution = watched_solve(&ct_model_lscp, &problem, &watch, 1);
    ck_assert_int_eq(solution.status, CT_SOLVED_OPTIMAL);
    ck_assert_double_eq(solution.objective, 1);
    ct_solution_free(&solution);
    state[1] = CT_SITE_FREE;
    weight[1] = 0;
    problem.share = -1;
    problem.choice.most = 1;
    watch.best = (double)INFINITY;
    solution = watched_solve(&ct_model_lscp, &problem, &watch, 1);
    ck_assert_int_eq(solution.status, CT_SOLVED_INFEASIBLE);
    ck_assert_ptr_nonnull(strstr(solution.why[CT_EN], "conflict"));
    ct_solution_free(&solution);
}
END_TEST

START_TEST(refuses)
{
    size_t start[] = {0, 1};
    uint32_t site[] = {0};
    int64_t weight[] = {1}, capacity[] = {1}, price[] = {-1};
    struct ct_problem problem = {
        .reach = {.sites = 1, .demands = 1, .start = start, .site = site, .weight = weight},
        .choice = {.sites = 1, .budget = -1},
        .share = -1,
        .capacity = capacity};
    struct ct_search search = {0};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ck_assert_int_eq(ct_model_lscp.solve(&problem, &search, &solution, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0801");
    problem.capacity = NULL;
    problem.choice.price = price;
    ck_assert_int_eq(ct_model_lscp.solve(&problem, &search, &solution, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0819");
    problem.choice.price = NULL;
    weight[0] = INT64_MAX;
    ck_assert_int_eq(ct_model_lscp.solve(&problem, &search, &solution, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0802");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("cover");
    TCase *tests = tcase_create("cover");

    tcase_add_test(tests, every_small_problem);
    tcase_add_test(tests, cut_off);
    tcase_add_test(tests, points_on_all_lines);
    tcase_add_test(tests, threads_and_rounds);
    tcase_add_test(tests, towns_far_apart);
    tcase_add_test(tests, planted_among_decoys);
    tcase_add_test(tests, says_why);
    tcase_add_test(tests, refuses);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
