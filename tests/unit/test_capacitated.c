/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Capacitated p-median and covering against enumeration of all sets, with every assignment (median)
 * or the least cut (covering): value, bound, status; with every kind of restriction, at any
 * cut-off, for any number of threads.
 */
#include "lib/siting.h"
#include "solve/models.h"
#include <check.h>
#include <math.h>
#include <string.h>

static int64_t load_of(const struct ct_problem *problem, size_t i)
{
    return problem->load != NULL ? problem->load[i] : problem->reach.weight[i];
}

/* The least cost of demands i.. with this room left, below `best`; INT64_MAX: none. */
static int64_t assign(const struct ct_problem *problem, uint32_t set, size_t i, int64_t *room)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    int64_t best = INT64_MAX;

    if (i == reach->demands)
        return 0;
    if (reach->weight[i] == 0)
        return assign(problem, set, i + 1, room);
    for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++) {
        uint32_t j = reach->site[k];
        if (!(set >> j & 1) || room[j] < load_of(problem, i))
            continue;
        room[j] -= load_of(problem, i);
        int64_t rest = assign(problem, set, i + 1, room);
        room[j] += load_of(problem, i);
        if (rest != INT64_MAX && rest + reach->cost[k] * reach->weight[i] < best)
            best = rest + reach->cost[k] * reach->weight[i];
    }
    return best;
}

static int64_t median_of(const struct ct_problem *problem, uint32_t set)
{
    int64_t room[16];
    memcpy(room, problem->capacity, problem->choice.sites * sizeof *room);
    return assign(problem, set, 0, room);
}

/* Most weight that the set can serve, as the least cut: for each part of the open sites on the
 * source's side (their demands are cut), the capacity of the others. Less what is not served. */
static int64_t unserved_of(const struct ct_problem *problem, uint32_t set)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    int64_t least = INT64_MAX, all = 0;

    for (size_t i = 0; i < reach->demands; i++)
        all += reach->weight[i];
    for (uint32_t part = set;; part = (part - 1) & set) {
        int64_t cut = 0;
        for (size_t j = 0; j < problem->choice.sites; j++)
            cut += (set & ~part) >> j & 1 ? problem->capacity[j] : 0;
        for (size_t i = 0; i < reach->demands; i++) {
            bool reached = false;
            for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++)
                reached = reached || (part >> reach->site[k] & 1);
            cut += reached ? reach->weight[i] : 0;
        }
        least = cut < least ? cut : least;
        if (part == 0)
            break;
    }
    return all - least;
}

static int64_t enumerate(const struct ct_problem *problem,
                         int64_t (*value)(const struct ct_problem *, uint32_t))
{
    int64_t best = INT64_MAX;
    uint32_t site[16];

    for (uint32_t set = 0; set < 1U << problem->choice.sites; set++) {
        size_t count = siting_list(set, problem->choice.sites, site);
        if (!ct_choice_allows(&problem->choice, site, count))
            continue;
        int64_t cost = value(problem, set);
        best = cost < best ? cost : best;
    }
    return best;
}

static int64_t total(const struct ct_problem *problem)
{
    int64_t all = 0;
    for (size_t i = 0; i < problem->reach.demands; i++)
        all += problem->reach.weight[i];
    return all;
}

static void make(struct ct_problem *problem, unsigned seed, size_t most_demands, bool loads)
{
    siting_state = seed * 2654435761U + 3;
    size_t n = 1 + siting_random(6), m = 1 + siting_random(most_demands);

    *problem = (struct ct_problem){.share = -1};
    siting_reach(&problem->reach, n, m);
    siting_choice(&problem->choice, n, seed % 16);
    problem->capacity = calloc(n + 1, sizeof *problem->capacity);
    for (size_t j = 0; j < n; j++)
        problem->capacity[j] = (int64_t)siting_random(30);
    if (loads)
        problem->load = calloc(m + 1, sizeof *problem->load);
    for (size_t i = 0; loads && i < m; i++)
        problem->load[i] = (int64_t)siting_random(9);
}

static void solve(const struct ct_model *model, const struct ct_problem *problem,
                  struct ct_search search, struct ct_solution *out)
{
    struct ct_error err = {0};
    ct_search_begin(&search);
    ck_assert_msg(model->solve(problem, &search, out, &err) == CT_OK, "%s", err.message[0]);
}

static bool stop_after(void *context, double objective, double bound)
{
    int *left = context;
    (void)objective;
    (void)bound;
    return --*left >= 0;
}

START_TEST(median_equals_enumeration)
{
    for (unsigned k = 0; k < 250; k++) {
        struct ct_problem problem;
        struct ct_solution out = {0};
        make(&problem, 250 * (unsigned)_i + k, 7, k % 3 == 0);
        int64_t best = enumerate(&problem, median_of);
        solve(&ct_model_capacitated_pmedian, &problem, (struct ct_search){.threads = 1}, &out);
        if (best == INT64_MAX)
            ck_assert_msg(out.status == CT_SOLVED_INFEASIBLE, "%d %u", _i, k);
        else
            ck_assert_msg(out.status == CT_SOLVED_OPTIMAL && out.objective == (double)best &&
                              out.bound == (double)best,
                          "%d %u: %f %f, not %lld", _i, k, out.objective, out.bound,
                          (long long)best);
        ct_solution_free(&out);
        ct_problem_free(&problem);
    }
}
END_TEST

START_TEST(cover_equals_enumeration)
{
    for (unsigned k = 0; k < 250; k++) {
        struct ct_problem problem;
        struct ct_solution out = {0};
        make(&problem, 5000 + 250 * (unsigned)_i + k, 14, false);
        int64_t least = enumerate(&problem, unserved_of);
        double best = (double)(total(&problem) - least);
        solve(&ct_model_capacitated_cover, &problem, (struct ct_search){.threads = 1}, &out);
        if (least == INT64_MAX)
            ck_assert_msg(out.status == CT_SOLVED_INFEASIBLE, "%d %u", _i, k);
        else
            ck_assert_msg(out.status == CT_SOLVED_OPTIMAL && out.objective == best &&
                              out.bound == best,
                          "%d %u: %f %f, not %f", _i, k, out.objective, out.bound, best);
        ct_solution_free(&out);
        ct_problem_free(&problem);
    }
}
END_TEST

START_TEST(bounds_hold_wherever_it_is_stopped)
{
    for (unsigned k = 0; k < 40; k++) {
        struct ct_problem problem;
        make(&problem, 9000 + k, 7, k % 2 == 0);
        int64_t best = enumerate(&problem, median_of);
        for (int calls = 0; calls < 5; calls++) {
            struct ct_solution out = {0};
            int left = calls;
            solve(&ct_model_capacitated_pmedian, &problem,
                  (struct ct_search){.threads = 2, .go_on = stop_after, .context = &left}, &out);
            if (out.status == CT_SOLVED_INFEASIBLE)
                ck_assert(best == INT64_MAX);
            else
                ck_assert(best == INT64_MAX || out.bound <= (double)best);
            ck_assert(isnan(out.objective) || out.objective >= (double)best);
            ct_solution_free(&out);
        }
        ct_problem_free(&problem);
    }
}
END_TEST

START_TEST(cover_bounds_hold_wherever_it_is_stopped)
{
    for (unsigned k = 0; k < 40; k++) {
        struct ct_problem problem;
        make(&problem, 12000 + k, 14, false);
        int64_t least = enumerate(&problem, unserved_of);
        double best = (double)(total(&problem) - least);
        for (int calls = 0; calls < 5 && least != INT64_MAX; calls++) {
            struct ct_solution out = {0};
            int left = calls;
            solve(&ct_model_capacitated_cover, &problem,
                  (struct ct_search){.threads = 2, .go_on = stop_after, .context = &left}, &out);
            ck_assert(out.status != CT_SOLVED_INFEASIBLE && out.bound >= best);
            ck_assert(isnan(out.objective) || out.objective <= best);
            ct_solution_free(&out);
        }
        ct_problem_free(&problem);
    }
}
END_TEST

static void same(const struct ct_solution *a, const struct ct_solution *b)
{
    ck_assert(a->status == b->status && a->count == b->count && a->nodes == b->nodes);
    ck_assert(a->count == 0 || memcmp(a->site, b->site, a->count * sizeof *a->site) == 0);
    ck_assert(a->bound == b->bound || (isnan(a->bound) && isnan(b->bound)));
}

START_TEST(threads_change_nothing)
{
    const struct ct_model *model =
        _i % 2 == 0 ? &ct_model_capacitated_pmedian : &ct_model_capacitated_cover;

    for (unsigned k = 0; k < 12; k++) {
        struct ct_problem problem;
        struct ct_solution out[3] = {{0}};
        make(&problem, 20000 + 100 * (unsigned)_i + k, 40, false);
        for (int t = 0; t < 3; t++)
            solve(model, &problem, (struct ct_search){.threads = t + 1, .seed = 5}, &out[t]);
        same(&out[0], &out[1]);
        same(&out[0], &out[2]);
        for (int t = 0; t < 3; t++)
            ct_solution_free(&out[t]);
        ct_problem_free(&problem);
    }
}
END_TEST

START_TEST(what_they_cannot_do)
{
    struct ct_problem problem;
    struct ct_solution out = {0};
    struct ct_search search = {.threads = 1};
    struct ct_error err = {0};

    make(&problem, 1, 5, false);
    problem.reach.weight[0] = INT64_MAX / 2;
    ck_assert_int_eq(ct_model_capacitated_cover.solve(&problem, &search, &out, &err), CT_INPUT);
    ck_assert_str_eq(err.code, "E0802");
    problem.twice = true;
    ck_assert_int_eq(ct_model_capacitated_cover.solve(&problem, &search, &out, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0801");
    ck_assert_int_eq(ct_model_capacitated_pmedian.solve(&problem, &search, &out, &err), CT_USAGE);
    ck_assert_str_eq(err.code, "E0801");
    ct_problem_free(&problem);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("capacitated");
    TCase *tests = tcase_create("capacitated");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, median_equals_enumeration, 0, 8);
    tcase_add_loop_test(tests, cover_equals_enumeration, 0, 8);
    tcase_add_test(tests, bounds_hold_wherever_it_is_stopped);
    tcase_add_test(tests, cover_bounds_hold_wherever_it_is_stopped);
    tcase_add_loop_test(tests, threads_change_nothing, 0, 4);
    tcase_add_test(tests, what_they_cannot_do);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
