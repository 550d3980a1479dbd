/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * p-median against enumeration of all sets: value, bound, status; with every kind of restriction,
 * at any cut-off, for any number of threads.
 */
#include "lib/siting.h"
#include "solve/models.h"
#include <check.h>
#include <math.h>
#include <string.h>

/* The least sum over allowed sets, INT64_MAX where no set serves all; computed from the rows
 * without their order. */
static int64_t cost_of(const struct ct_problem *problem, uint32_t set)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    int64_t sum = 0;

    for (size_t i = 0; i < reach->demands; i++) {
        int64_t nearest = INT64_MAX;
        for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++)
            if (set >> reach->site[k] & 1 && reach->cost[k] < nearest)
                nearest = reach->cost[k];
        if (nearest == INT64_MAX && reach->weight[i] > 0)
            return INT64_MAX;
        sum += nearest == INT64_MAX ? 0 : nearest * reach->weight[i];
    }
    return sum;
}

static int64_t enumerate(const struct ct_problem *problem)
{
    int64_t best = INT64_MAX;
    uint32_t site[16];

    for (uint32_t set = 0; set < 1U << problem->choice.sites; set++) {
        size_t count = siting_list(set, problem->choice.sites, site);
        int64_t cost = cost_of(problem, set);
        if (cost < best && ct_choice_allows(&problem->choice, site, count))
            best = cost;
    }
    return best;
}

static void solve(const struct ct_problem *problem, struct ct_search search,
                  struct ct_solution *out)
{
    struct ct_error err = {0};
    ct_search_begin(&search);
    ck_assert_msg(ct_model_pmedian.solve(problem, &search, out, &err) == CT_OK, "%s",
                  err.message[0]);
}

static void same(const struct ct_solution *a, const struct ct_solution *b)
{
    ck_assert_int_eq(a->status, b->status);
    ck_assert_uint_eq(a->count, b->count);
    ck_assert_uint_eq(a->nodes, b->nodes);
    ck_assert(a->count == 0 || memcmp(a->site, b->site, a->count * sizeof *a->site) == 0);
    ck_assert(a->bound == b->bound || (isnan(a->bound) && isnan(b->bound)));
}

static void make(struct ct_problem *problem, unsigned seed, size_t most_sites, size_t most_demands)
{
    siting_state = seed * 2654435761U + 1;
    size_t n = 1 + siting_random(most_sites), m = 1 + siting_random(most_demands);

    *problem = (struct ct_problem){.share = -1};
    siting_reach(&problem->reach, n, m);
    siting_choice(&problem->choice, n, seed % 16);
}

START_TEST(equals_enumeration)
{
    for (unsigned k = 0; k < 400; k++) {
        struct ct_problem problem;
        struct ct_solution out = {0};
        make(&problem, 400 * (unsigned)_i + k, 10, 14);
        int64_t best = enumerate(&problem);
        solve(&problem, (struct ct_search){.threads = 1, .seed = k}, &out);
        if (best == INT64_MAX) {
            ck_assert_msg(out.status == CT_SOLVED_INFEASIBLE, "%d %u", _i, k);
            ck_assert_uint_gt(strlen(out.why[0]), 0);
        } else {
            ck_assert_msg(out.status == CT_SOLVED_OPTIMAL && out.objective == (double)best &&
                              out.bound == (double)best,
                          "%d %u: %s %f %f, not %lld", _i, k, ct_solution_status_names[out.status],
                          out.objective, out.bound, (long long)best);
        }
        ct_solution_free(&out);
        ct_problem_free(&problem);
    }
}
END_TEST

/* Every demand near two or three of the sites, far from the others: relaxations open halves. */
static void make_halves(struct ct_problem *problem, unsigned seed)
{
    size_t n = 8 + seed % 5, m = 3 * n;
    struct ct_reach_matrix *reach = &problem->reach;

    siting_state = seed * 2654435761U + 7;
    *problem = (struct ct_problem){.share = -1};
    siting_space(reach, n, m);
    siting_choice(&problem->choice, n, seed % 3 == 0 ? 3 : 1);
    problem->choice.most = problem->choice.least = 2 + siting_random(n / 2);
    for (size_t i = 0; i < m; i++) {
        struct siting_entry row[16];
        size_t near[3] = {siting_random(n), siting_random(n), siting_random(n)};
        for (size_t j = 0; j < n; j++) {
            bool is = j == near[0] || j == near[1] || (i % 3 == 0 && j == near[2]);
            int64_t cost = (int64_t)siting_random(is ? 9 : 30);
            row[j] = (struct siting_entry){is ? cost : 60 + cost, (uint32_t)j};
        }
        siting_put(reach, i, row, n);
        reach->weight[i] = 1 + (int64_t)siting_random(3);
    }
}

/* The search must go through nodes by the linear relaxation, which only these bring it to. */
START_TEST(halves_equal_enumeration)
{
    size_t divided = 0;

    for (unsigned k = 0; k < 30; k++) {
        struct ct_problem problem;
        struct ct_solution out[3] = {{0}};
        make_halves(&problem, 30 * (unsigned)_i + k);
        int64_t best = enumerate(&problem);
        for (int t = 0; t < 3; t++)
            solve(&problem, (struct ct_search){.threads = t + 1, .seed = k}, &out[t]);
        same(&out[0], &out[1]);
        same(&out[0], &out[2]);
        divided += out[0].nodes > 2;
        if (best == INT64_MAX)
            ck_assert_msg(out[0].status == CT_SOLVED_INFEASIBLE, "%d %u", _i, k);
        else
            ck_assert_msg(out[0].status == CT_SOLVED_OPTIMAL && out[0].objective == (double)best &&
                              out[0].bound == (double)best,
                          "%d %u: %s %f %f, not %lld", _i, k,
                          ct_solution_status_names[out[0].status], out[0].objective, out[0].bound,
                          (long long)best);
        for (int t = 0; t < 3; t++)
            ct_solution_free(&out[t]);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(divided, 5);
}
END_TEST

static bool stop_after(void *context, double objective, double bound)
{
    int *left = context;
    (void)objective;
    (void)bound;
    return --*left >= 0;
}

START_TEST(bounds_hold_wherever_it_is_stopped)
{
    for (unsigned k = 0; k < 60; k++) {
        struct ct_problem problem;
        make(&problem, 9000 + k, 10, 30);
        int64_t best = enumerate(&problem);
        for (int calls = 0; calls < 6; calls++) {
            struct ct_solution out = {0};
            int left = calls;
            solve(&problem, (struct ct_search){.threads = 2, .go_on = stop_after, .context = &left},
                  &out);
            if (out.status == CT_SOLVED_INFEASIBLE)
                ck_assert(best == INT64_MAX);
            else
                ck_assert(best == INT64_MAX || out.bound <= (double)best);
            if (!isnan(out.objective))
                ck_assert(out.objective >= (double)best);
            if (out.status == CT_SOLVED_OPTIMAL)
                ck_assert(out.objective == (double)best);
            ct_solution_free(&out);
        }
        ct_problem_free(&problem);
    }
}
END_TEST

/* Points in the plane, every one a site and a demand. */
static void plane(struct ct_problem *problem, size_t n, size_t p)
{
    double x[200], y[200];
    struct siting_entry row[200];
    struct ct_reach_matrix *reach = &problem->reach;

    *problem = (struct ct_problem){.share = -1};
    siting_space(reach, n, n);
    problem->choice = (struct ct_choice){.sites = n, .least = p, .most = p, .budget = -1};
    for (size_t i = 0; i < n; i++) {
        x[i] = (double)siting_random(1000);
        y[i] = (double)siting_random(1000);
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            row[j] = (struct siting_entry){(int64_t)hypot(x[i] - x[j], y[i] - y[j]), (uint32_t)j};
        siting_put(reach, i, row, n);
        reach->weight[i] = 1;
    }
}

START_TEST(threads_change_nothing)
{
    struct ct_problem problem;
    struct ct_solution out[3] = {{0}};

    siting_state = 77 + (unsigned)_i;
    plane(&problem, 120, 4 + 6 * (size_t)_i);
    for (int t = 0; t < 3; t++)
        solve(&problem, (struct ct_search){.threads = t + 1, .seed = 5}, &out[t]);
    ck_assert_int_eq(out[0].status, CT_SOLVED_OPTIMAL);
    same(&out[0], &out[1]);
    same(&out[0], &out[2]);
    for (int t = 0; t < 3; t++)
        ct_solution_free(&out[t]);
    ct_problem_free(&problem);
}
END_TEST

START_TEST(what_it_cannot_do)
{
    struct ct_problem problem;
    struct ct_solution out = {0};
    struct ct_search search = {.threads = 1};
    struct ct_error err = {0};

    make(&problem, 1, 5, 5);
    problem.reach.weight[0] = INT64_MAX / 2;
    if (problem.reach.start[1] > 0)
        problem.reach.cost[problem.reach.start[1] - 1] = 1000;
    ck_assert_int_eq(ct_model_pmedian.solve(&problem, &search, &out, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0805");
    problem.twice = true;
    ck_assert_int_eq(ct_model_pmedian.solve(&problem, &search, &out, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0801");
    ct_problem_free(&problem);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pmedian");
    TCase *tests = tcase_create("pmedian");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, equals_enumeration, 0, 10);
    tcase_add_loop_test(tests, halves_equal_enumeration, 0, 4);
    tcase_add_test(tests, bounds_hold_wherever_it_is_stopped);
    tcase_add_loop_test(tests, threads_change_nothing, 0, 4);
    tcase_add_test(tests, what_it_cannot_do);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
