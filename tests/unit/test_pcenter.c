/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * solve/pcenter.c against all sets of sites: thousands of random small problems with every kind of
 * side constraint, by whole costs and by exact distances, with ties, weights of nought and demands
 * that nothing reaches; bounds when the search is cut off; points on a line and a country of towns,
 * where the answer is known; any number of threads; what it refuses.
 */
#include "lib/planted.h"
#include "lib/towns.h"
#include "lib/watched.h"

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

static double worst_of_allowed(const struct ct_problem *problem, uint32_t set)
{
    return covering_allows(&problem->choice, set) ? worst(problem, set) : (double)INFINITY;
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

static bool run(uint64_t seed, size_t most_calls)
{
    struct ct_problem problem = random_problem(&seed);
    double best = watched_best(&problem, worst_of_allowed);
    struct watch watch = {.best = best, .most_calls = most_calls};
    struct ct_solution solution =
        watched_solve(&ct_model_pcenter, &problem, &watch, 1 + (int)(seed % 3));

    watched_holds(&problem, worst_of_allowed, best, &solution);
    if (most_calls == SIZE_MAX)
        ck_assert_msg(solution.status == (isinf(best) ? CT_SOLVED_INFEASIBLE : CT_SOLVED_OPTIMAL),
                      "seed %lu", (unsigned long)seed);
    ct_solution_free(&solution);
    ct_problem_free(&problem);
    return !isinf(best);
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
    for (uint64_t seed = 1; seed <= 5; seed++) {
        struct ct_problem problem = triples(seed);
        double best = watched_best(&problem, worst_of_allowed);
        struct ct_solution solution = watched_known(&ct_model_pcenter, &problem, best, 1);
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
        problem.choice.most = p;
        struct ct_solution solution = watched_known(&ct_model_pcenter, &problem, known, 2);
        ct_solution_free(&solution);
    }
    ct_problem_free(&problem);
}
END_TEST

/* --- a country of towns ----------------------------------------------------------------------- */

/* 288 sites and 360 demands whose best is known: by any number of sites, from one a town on. */
START_TEST(towns_far_apart)
{
    struct country *country = malloc(sizeof *country);

    ck_assert_ptr_nonnull(country);
    for (uint64_t seed = 1; seed <= 3; seed++) {
        country_make(country, seed);
        struct ct_problem problem = country_problem(country, (double)INFINITY);
        for (size_t p = TOWNS + seed; p < 6 * TOWNS; p += 11) {
            double known = country_radius(country, p);
            problem.choice.most = p;
            struct ct_solution solution = watched_known(&ct_model_pcenter, &problem, known, 1);
            ct_solution_free(&solution);
        }
        ct_problem_free(&problem);
    }
    free(country);
}
END_TEST

/* --- planted ---------------------------------------------------------------------------------- */

START_TEST(planted_among_decoys)
{
    for (uint64_t seed = 1; seed <= 6; seed++) {
        struct planted planted = planted_make(seed, 24, 30 * seed);
        struct ct_problem problem = planted_problem(&planted, false);
        problem.choice.most = planted.triples;
        struct ct_solution solution = watched_known(&ct_model_pcenter, &problem, PLANTED_RADIUS, 1);
        ct_solution_free(&solution);
        if (seed == 4)
            watched_by_threads(&ct_model_pcenter, &problem, PLANTED_RADIUS, 30);
        ct_problem_free(&problem);
        free(planted.triple);
    }
}
END_TEST

START_TEST(threads)
{
    struct country *country = malloc(sizeof *country);

    ck_assert_ptr_nonnull(country);
    country_make(country, 9);
    struct ct_problem problem = country_problem(country, (double)INFINITY);
    problem.choice.most = 3 * TOWNS;
    double known = country_radius(country, problem.choice.most);
    watched_by_threads(&ct_model_pcenter, &problem, known, SIZE_MAX);
    ct_problem_free(&problem);
    struct ct_problem few = triples(1);
    watched_by_threads(&ct_model_pcenter, &few, watched_best(&few, worst_of_allowed), 20);
    ct_problem_free(&few);
    free(country);
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
    tcase_add_test(tests, towns_far_apart);
    tcase_add_test(tests, planted_among_decoys);
    tcase_add_test(tests, threads);
    tcase_add_test(tests, refuses);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
