/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * solve/mclp.c against all sets of sites: thousands of random small problems with every kind of
 * side constraint; bounds while the search runs, when it is cut off, and by threads; what it
 * refuses.
 */
#include "lib/covering.h"
#include "solve/models.h"
#include <math.h>

enum { PROBLEMS = 4000 };

/* Watches a search: what it says must hold at any time; stops it after `calls`. */
struct watch {
    struct truth truth;
    size_t calls, most_calls;
};

static bool watches(void *context, double objective, double bound)
{
    struct watch *watch = context;

    ck_assert(!(objective > watch->truth.best + 1e-9));
    ck_assert(bound >= watch->truth.best - 1e-9);
    return ++watch->calls < watch->most_calls;
}

static struct ct_solution solve_watched(const struct ct_problem *problem, struct watch *watch,
                                        int threads)
{
    struct ct_search search = {.threads = threads, .seed = 7, .go_on = watches, .context = watch};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ct_search_begin(&search);
    enum ct_status status = ct_model_mclp.solve(problem, &search, &solution, &err);
    ck_assert_msg(status == CT_OK, "%s %s", err.code, err.message[CT_EN]);
    return solution;
}

static void holds(const struct ct_problem *problem, const struct truth *truth,
                  const struct ct_solution *solution, bool to_the_end)
{
    if (truth->sets == 0) {
        ck_assert_int_eq(solution->status, CT_SOLVED_INFEASIBLE);
        ck_assert_int_ne(solution->why[CT_EN][0], 0);
        ck_assert_int_ne(solution->why[CT_ZH][0], 0);
        return;
    }
    ck_assert_int_ne(solution->status, CT_SOLVED_INFEASIBLE);
    ck_assert_double_ge(solution->bound, truth->best - 1e-9);
    if (!isnan(solution->objective)) {
        uint32_t set = 0;
        for (size_t i = 0; i < solution->count; i++)
            set |= 1U << solution->site[i];
        ck_assert(covering_allows(&problem->choice, set));
        ck_assert_double_eq_tol(covering_cover(problem, set), solution->objective, 1e-9);
    }
    if (to_the_end)
        ck_assert_int_eq(solution->status, CT_SOLVED_OPTIMAL);
    if (solution->status == CT_SOLVED_OPTIMAL) {
        ck_assert_double_eq_tol(solution->objective, truth->best, 1e-9);
        ck_assert_double_eq_tol(solution->bound, truth->best, 1e-9);
    }
}

START_TEST(best_of_all_sets)
{
    size_t none = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
        struct ct_problem problem = covering_random(seed, 10, 16);
        struct watch watch = {.truth = covering_truth(&problem), .most_calls = SIZE_MAX};
        struct ct_solution solution = solve_watched(&problem, &watch, 1);
        holds(&problem, &watch.truth, &solution, true);
        none += watch.truth.sets == 0;
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(none, PROBLEMS / 50); /* both kinds were there */
    ck_assert_uint_lt(none, PROBLEMS / 2);
}
END_TEST

START_TEST(cut_off_anywhere)
{
    size_t open = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS / 4; seed++) {
        struct ct_problem problem = covering_random(seed + PROBLEMS, 12, 40);
        struct watch watch = {.truth = covering_truth(&problem), .most_calls = 1 + seed % 3};
        struct ct_solution solution = solve_watched(&problem, &watch, 1);
        holds(&problem, &watch.truth, &solution, false);
        open += solution.status == CT_SOLVED_FEASIBLE;
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(open, 0);
}
END_TEST

START_TEST(threads_change_nothing)
{
    for (uint64_t seed = 1; seed <= 60; seed++) {
        struct ct_problem problem = covering_random(seed + 9 * PROBLEMS, 16, 200);
        struct watch watch = {.truth = covering_truth(&problem), .most_calls = SIZE_MAX};
        struct ct_solution one = solve_watched(&problem, &watch, 1);
        holds(&problem, &watch.truth, &one, true);
        for (int threads = 2; threads <= 3; threads++) {
            struct ct_solution other = solve_watched(&problem, &watch, threads);
            ck_assert_uint_eq(other.count, one.count);
            ck_assert_uint_eq(other.nodes, one.nodes);
            for (size_t i = 0; i < one.count; i++)
                ck_assert_uint_eq(other.site[i], one.site[i]);
            ct_solution_free(&other);
        }
        ct_solution_free(&one);
        ct_problem_free(&problem);
    }
}
END_TEST

/* Points and sites in a square, so many that the relaxation is computed in several chunks. */
static struct ct_problem wide_problem(uint64_t seed)
{
    enum { SITES = 200, POINTS = 14000 };
    struct ct_problem problem = {.share = -1};
    struct ct_merge *merge = NULL;
    double x[SITES], y[SITES];
    int64_t out_of_reach = 0;

    for (size_t j = 0; j < SITES; j++) {
        x[j] = (double)covering_below(&seed, 10000);
        y[j] = (double)covering_below(&seed, 10000);
    }
    ck_assert_int_eq(ct_merge_new(SITES, &merge, NULL), CT_OK);
    for (size_t i = 0; i < POINTS; i++) {
        uint32_t site[SITES];
        size_t count = 0;
        double px = (double)covering_below(&seed, 10000), py = (double)covering_below(&seed, 10000);
        for (uint32_t j = 0; j < SITES; j++)
            if (hypot(px - x[j], py - y[j]) < 2500)
                site[count++] = j;
        ck_assert_int_eq(
            ct_merge_add(merge, site, count, 1 + (int64_t)covering_below(&seed, 100), NULL), CT_OK);
    }
    ck_assert_int_eq(ct_merge_finish(merge, &problem.reach, &out_of_reach, NULL), CT_OK);
    ct_merge_free(merge);
    problem.choice = (struct ct_choice){.sites = SITES, .most = 5, .budget = -1};
    return problem;
}

START_TEST(threads_of_a_wide_problem)
{
    struct ct_problem problem = wide_problem(1);

    ck_assert_uint_gt(problem.reach.start[problem.reach.demands], 1 << 17);
    struct ct_search search = {.threads = 1, .seed = 7};
    struct ct_solution one = {0};
    ct_search_begin(&search);
    ck_assert_int_eq(ct_model_mclp.solve(&problem, &search, &one, NULL), CT_OK);
    ck_assert_int_eq(one.status, CT_SOLVED_OPTIMAL);
    for (search.threads = 2; search.threads <= 3; search.threads++) {
        struct ct_solution other = {0};
        ck_assert_int_eq(ct_model_mclp.solve(&problem, &search, &other, NULL), CT_OK);
        ck_assert_double_eq(other.objective, one.objective);
        ck_assert_uint_eq(other.nodes, one.nodes);
        ck_assert_mem_eq(other.site, one.site, one.count * sizeof *one.site);
        ct_solution_free(&other);
    }
    for (size_t i = 0; i < one.count; i++) { /* no exchange is better */
        uint32_t kept = one.site[i];
        for (uint32_t j = 0; j < problem.choice.sites; j++) {
            one.site[i] = j;
            ck_assert(ct_problem_cover(&problem, one.site, one.count) <= one.objective);
        }
        one.site[i] = kept;
    }
    ct_solution_free(&one);
    ct_problem_free(&problem);
}
END_TEST

static void refuses(const struct ct_problem *problem, const char *code)
{
    struct ct_search search = {0};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ct_search_begin(&search);
    ck_assert_int_ne(ct_model_mclp.solve(problem, &search, &solution, &err), CT_OK);
    ck_assert_str_eq(err.code, code);
}

START_TEST(what_it_cannot_do)
{
    struct ct_problem problem = covering_random(3, 8, 12);

    ck_assert_uint_gt(problem.reach.demands, 0);
    problem.share = 5;
    refuses(&problem, "E0801");
    problem.share = -1;
    problem.capacity = calloc(problem.reach.sites, sizeof *problem.capacity);
    refuses(&problem, "E0801");
    free(problem.capacity);
    problem.capacity = NULL;
    problem.reach.weight[0] = INT64_MAX / 2;
    refuses(&problem, "E0802");
    problem.reach.weight[0] = -1;
    refuses(&problem, "E0802");
    ct_problem_free(&problem);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mclp");
    TCase *tests = tcase_create("mclp");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, best_of_all_sets);
    tcase_add_test(tests, cut_off_anywhere);
    tcase_add_test(tests, threads_change_nothing);
    tcase_add_test(tests, threads_of_a_wide_problem);
    tcase_add_test(tests, what_it_cannot_do);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
