/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * site/pcenter.c against all sets of sites: thousands of random small problems with every kind of
 * side constraint, by whole costs and by exact distances, with ties, weights of nought and demands
 * that nothing reaches; bounds when the search is cut off; points on a line, where the answer is
 * known; what it refuses.
 */
#include "lib/covering.h"
#include "site/models.h"
#include <string.h>

enum { PROBLEMS = 6000 };

/* --- the truth -------------------------------------------------------------------------------- */

static double far_away(const void *context, size_t site, size_t demand)
{
    const uint64_t *seed = context;
    uint64_t state = *seed + site * 1009 + demand * 31;
    return sqrt((double)covering_below(&state, 30));
}

static double worst(const struct ct_problem *problem, uint32_t set)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    double worst = 0;

    for (size_t i = 0; i < reach->demands; i++) {
        double near = (double)INFINITY;
        for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++)
            if (set >> reach->site[k] & 1)
                near = fmin(near, problem->distance != NULL
                                      ? problem->distance(problem->context, reach->site[k], i)
                                      : (double)reach->cost[k]);
        if (reach->weight[i] > 0)
            worst = fmax(worst, near);
    }
    return worst;
}

static double nearest(const struct ct_problem *problem)
{
    double best = (double)INFINITY;

    for (uint32_t set = 0; set < 1U << problem->choice.sites; set++)
        if (covering_allows(&problem->choice, set))
            best = fmin(best, worst(problem, set));
    return best;
}

static bool allowed_sets(const struct ct_problem *problem)
{
    return !isinf(nearest(problem));
}

/* --- random problems -------------------------------------------------------------------------- */

static struct ct_problem random_problem(const uint64_t *seed)
{
    struct ct_problem problem = covering_random(*seed, 11, 16);
    struct ct_reach_matrix *reach = &problem.reach;
    uint64_t state = *seed * 91;
    size_t spread = 1 + covering_below(&state, 9);

    free(problem.value);
    problem.value = NULL;
    problem.twice = false;
    reach->cost = calloc(reach->start[reach->demands] + 1, sizeof *reach->cost);
    for (size_t i = 0; i < reach->demands; i++) {
        if (covering_below(&state, 3) > 0 && reach->start[i + 1] == reach->start[i])
            reach->weight[i] = 0; /* mostly possible */
        int64_t cost = 0;
        for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++)
            reach->cost[k] = cost += (int64_t)covering_below(&state, spread);
    }
    if (covering_below(&state, 3) == 0) {
        problem.distance = far_away;
        problem.context = seed;
    }
    return problem;
}

struct watch {
    double best;
    size_t calls, most_calls;
};

static bool watches(void *context, double objective, double bound)
{
    struct watch *watch = context;

    ck_assert(!(objective < watch->best));
    ck_assert(bound <= watch->best);
    return ++watch->calls < watch->most_calls;
}

static struct ct_solution solve(const struct ct_problem *problem, struct watch *watch, int threads)
{
    struct ct_search search = {.threads = threads, .go_on = watches, .context = watch};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ct_search_begin(&search);
    enum ct_status status = ct_model_pcenter.solve(problem, &search, &solution, &err);
    ck_assert_msg(status == CT_OK, "%s %s", err.code, err.message[CT_EN]);
    return solution;
}

static void holds(const struct ct_problem *problem, double best, const struct ct_solution *solution)
{
    uint32_t set = 0;

    ck_assert(isnan(solution->bound) || solution->bound <= best);
    for (size_t i = 0; i < solution->count; i++)
        set |= 1U << solution->site[i];
    if (solution->status == CT_SOLVED_INFEASIBLE) {
        ck_assert(isinf(best));
        ck_assert(solution->why[CT_EN][0] != 0 && solution->why[CT_ZH][0] != 0);
    } else if (!isnan(solution->objective)) {
        ck_assert(covering_allows(&problem->choice, set));
        ck_assert_double_eq(worst(problem, set), solution->objective);
        ck_assert(solution->status != CT_SOLVED_OPTIMAL || solution->objective == best);
    }
}

static size_t run(uint64_t seed, size_t most_calls)
{
    struct ct_problem problem = random_problem(&seed);
    double best = nearest(&problem);
    struct watch watch = {.best = best, .most_calls = most_calls};
    struct ct_solution solution = solve(&problem, &watch, 1 + (int)(seed % 3));

    holds(&problem, best, &solution);
    if (most_calls == SIZE_MAX)
        ck_assert_msg(solution.status == (isinf(best) ? CT_SOLVED_INFEASIBLE : CT_SOLVED_OPTIMAL),
                      "seed %lu", (unsigned long)seed);
    ct_solution_free(&solution);
    bool possible = allowed_sets(&problem);
    ct_problem_free(&problem);
    return possible;
}

START_TEST(every_small_problem)
{
    size_t possible = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS; seed++)
        possible += run(seed, SIZE_MAX);
    ck_assert_uint_gt(possible, PROBLEMS / 5);
    ck_assert_uint_lt(possible, PROBLEMS - PROBLEMS / 10);
}
END_TEST

START_TEST(cut_off)
{
    for (uint64_t seed = 1; seed <= PROBLEMS / 2; seed++)
        run(seed, seed % 7);
}
END_TEST

/* --- triples ---------------------------------------------------------------------------------- */

/* Few sites near to each demand and many demands: the relaxation says little, so that branching and
 * distances of which nothing is known come in. */
static struct ct_problem triples(uint64_t seed)
{
    enum { SITES = 13, DEMANDS = 40 };
    struct ct_problem problem = {.share = -1, .choice = {.sites = SITES, .budget = -1}};
    struct ct_reach_matrix *reach = &problem.reach;
    uint64_t state = seed;

    reach->sites = SITES;
    reach->demands = DEMANDS;
    reach->start = calloc(DEMANDS + 1, sizeof *reach->start);
    reach->site = calloc(DEMANDS * SITES, sizeof *reach->site);
    reach->cost = calloc(DEMANDS * SITES, sizeof *reach->cost);
    reach->weight = calloc(DEMANDS, sizeof *reach->weight);
    for (size_t i = 0; i < DEMANDS; i++) {
        size_t first = i * SITES;
        int64_t cost = 0;
        for (uint32_t j = 0; j < SITES; j++)
            reach->site[first + j] = j;
        for (size_t k = SITES; k > 1; k--) {
            size_t other = covering_below(&state, k);
            uint32_t kept = reach->site[first + k - 1];
            reach->site[first + k - 1] = reach->site[first + other];
            reach->site[first + other] = kept;
        }
        for (size_t k = 0; k < SITES; k++)
            reach->cost[first + k] = cost += (int64_t)covering_below(&state, 40);
        reach->weight[i] = 1;
        reach->start[i + 1] = first + SITES;
    }
    problem.choice.most = 2 + covering_below(&state, 7);
    return problem;
}

START_TEST(relaxation_says_little)
{
    for (uint64_t seed = 1; seed <= 15; seed++) {
        struct ct_problem problem = triples(seed);
        double best = nearest(&problem);
        struct watch watch = {.best = best, .most_calls = SIZE_MAX};
        struct ct_solution solution = solve(&problem, &watch, 1);
        ck_assert_int_eq(solution.status, CT_SOLVED_OPTIMAL);
        ck_assert_double_eq(solution.objective, best);
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
}
END_TEST

/* --- a line ----------------------------------------------------------------------------------- */

enum { POINTS = 600 };

static double along(const void *context, size_t site, size_t demand)
{
    (void)context;
    return site < demand ? (double)(demand - site) : (double)(site - demand);
}

/* n points one apart, all sites: p of them are at most (n - p) / (2 p) away, rounded up. */
START_TEST(points_on_a_line)
{
    struct ct_problem problem = {
        .share = -1, .choice = {.sites = POINTS, .budget = -1}, .distance = along};
    struct ct_reach_matrix *reach = &problem.reach;

    reach->sites = reach->demands = POINTS;
    reach->start = calloc(POINTS + 1, sizeof *reach->start);
    reach->site = calloc((size_t)POINTS * POINTS, sizeof *reach->site);
    reach->weight = calloc(POINTS, sizeof *reach->weight);
    for (size_t i = 0; i < POINTS; i++) {
        reach->start[i + 1] = (i + 1) * POINTS;
        reach->weight[i] = 1;
        for (uint32_t j = 0; j < POINTS; j++)
            reach->site[i * POINTS + j] = j;
    }
    for (size_t p = 1; p < POINTS; p = 2 * p + 3) {
        double known = (double)((POINTS - p + 2 * p - 1) / (2 * p));
        struct watch watch = {.best = known, .most_calls = SIZE_MAX};
        problem.choice.most = p;
        struct ct_solution solution = solve(&problem, &watch, 2);
        ck_assert_int_eq(solution.status, CT_SOLVED_OPTIMAL);
        ck_assert_double_eq(solution.objective, known);
        ct_solution_free(&solution);
    }
    ct_problem_free(&problem);
}
END_TEST

START_TEST(refuses)
{
    size_t start[] = {0, 1};
    uint32_t site[] = {0};
    int64_t weight[] = {1}, cost[] = {4};
    struct ct_problem problem = {
        .reach = {.sites = 1, .demands = 1, .start = start, .site = site, .weight = weight},
        .choice = {.sites = 1, .budget = -1},
        .share = -1};
    struct ct_search search = {0};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ck_assert_int_eq(ct_model_pcenter.solve(&problem, &search, &solution, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0801");
    problem.reach.cost = cost;
    problem.twice = true;
    ck_assert_int_eq(ct_model_pcenter.solve(&problem, &search, &solution, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0801");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pcenter");
    TCase *tests = tcase_create("pcenter");

    tcase_add_test(tests, every_small_problem);
    tcase_add_test(tests, cut_off);
    tcase_add_test(tests, relaxation_says_little);
    tcase_add_test(tests, points_on_a_line);
    tcase_add_test(tests, refuses);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
