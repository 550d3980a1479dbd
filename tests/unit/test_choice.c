/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * solve/choice.c, solve/merge.c and solve/pick.c: the best allowed set for random profits against
 * all sets, with every kind of side constraint; merged demands against sorting; selection.
 */
#include "lib/covering.h"
#include "solve/choice.h"
#include "solve/pick.h"
#include <string.h>

enum { CHOICES = 3000, ROUNDS = 4, MOST_SITES = 10 };

static uint32_t bits_of(const uint8_t *open, size_t n)
{
    uint32_t set = 0;

    for (size_t j = 0; j < n; j++)
        set |= (uint32_t)open[j] << j;
    return set;
}

/* The best sum of profits over allowed sets; -INFINITY: there is none. */
static double best_sum(const struct ct_choice *choice, const double *profit)
{
    double best = -(double)INFINITY;

    for (uint32_t set = 0; set < 1U << choice->sites; set++) {
        double sum = 0;
        for (size_t j = 0; j < choice->sites; j++)
            sum += set >> j & 1 ? profit[j] : 0;
        if (covering_allows(choice, set))
            best = fmax(best, sum);
    }
    return best;
}

static void any_is_found(struct ct_choice_solver *solver, const struct ct_choice *choice,
                         const double *profit, bool exists)
{
    uint8_t open[MOST_SITES + 1] = {0};
    bool found = false, none = false;
    struct ct_error err = {0};

    ck_assert_int_eq(ct_choice_any(solver, profit, NULL, 10, open, &found, &none, &err), CT_OK);
    ck_assert_int_eq(found, exists);
    ck_assert_int_eq(none, !exists);
    if (found)
        ck_assert(covering_allows(choice, bits_of(open, choice->sites)));
}

/* A bound holds; without groups and budget it is attained, by an allowed set. */
static void bound_holds(struct ct_choice_solver *solver, const struct ct_choice *choice,
                        const double *profit, double best)
{
    uint8_t open[MOST_SITES + 1] = {0};
    double bound = 0;
    struct ct_error err = {0};

    ck_assert_int_eq(ct_choice_best(solver, profit, NULL, open, &bound, &err), CT_OK);
    ck_assert(bound >= best);
    bool plain = choice->group_count == 0 && (choice->price == NULL || choice->budget < 0);
    if (plain && isfinite(best)) {
        ck_assert_double_eq_tol(bound, best, 1e-8);
        ck_assert(covering_allows(choice, bits_of(open, choice->sites)));
    }
    if (choice->group_count == 0)
        ck_assert_int_eq(isfinite(bound), isfinite(best));
}

START_TEST(bounds_of_choices)
{
    for (uint64_t seed = 1; seed <= CHOICES; seed++) {
        struct ct_problem problem = covering_random(seed, MOST_SITES, 1);
        struct ct_choice *choice = &problem.choice;
        struct ct_choice_solver *solver = NULL;
        uint64_t state = seed;
        struct ct_error err = {0};
        ck_assert_int_eq(ct_choice_solver_new(choice, &solver, &err), CT_OK);
        for (int round = 0; round < ROUNDS; round++) {
            double profit[MOST_SITES];
            for (size_t j = 0; j < choice->sites; j++)
                profit[j] = (double)covering_below(&state, 100) - 20 * round;
            double best = best_sum(choice, profit);
            bound_holds(solver, choice, profit, best);
            any_is_found(solver, choice, round % 2 == 0 ? profit : NULL, isfinite(best));
        }
        ct_choice_solver_free(solver);
        ct_problem_free(&problem);
    }
}
END_TEST

/* Groups of which at most one site is opened and that share none, instead of those drawn. */
static void draw_exclusive(struct ct_choice *choice, uint64_t *state)
{
    uint32_t number[MOST_SITES];
    for (size_t g = 0; g < choice->group_count; g++)
        free(choice->groups[g].site);
    free(choice->groups);
    choice->group_count = 1 + covering_below(state, 4);
    choice->groups = calloc(choice->group_count, sizeof *choice->groups);
    for (size_t j = 0; j < choice->sites; j++)
        number[j] = (uint32_t)covering_below(state, choice->group_count + 2);
    for (size_t g = 0; g < choice->group_count; g++) {
        struct ct_site_group *group = &choice->groups[g];
        *group = (struct ct_site_group){.most = 1, .site = calloc(MOST_SITES, sizeof *group->site)};
        for (uint32_t j = 0; j < choice->sites; j++)
            if (number[j] == g)
                group->site[group->count++] = j;
    }
}

START_TEST(exclusive_groups)
{
    for (uint64_t seed = 1; seed <= CHOICES; seed++) {
        struct ct_problem problem = covering_random(seed, MOST_SITES, 1);
        struct ct_choice *choice = &problem.choice;
        struct ct_choice_solver *solver = NULL;
        uint64_t state = seed;
        draw_exclusive(choice, &state);
        ck_assert_int_eq(ct_choice_solver_new(choice, &solver, NULL), CT_OK);
        for (int round = 0; round < ROUNDS; round++) {
            double profit[MOST_SITES], bound = 0;
            uint8_t open[MOST_SITES + 1] = {0};
            for (size_t j = 0; j < choice->sites; j++)
                profit[j] = (double)covering_below(&state, 100) - 20 * round;
            const double best = best_sum(choice, profit);
            ck_assert_int_eq(ct_choice_best(solver, profit, NULL, open, &bound, NULL), CT_OK);
            ck_assert(bound >= best);
            ck_assert_int_eq(isfinite(bound), isfinite(best));
            if ((choice->price == NULL || choice->budget < 0) && isfinite(best))
                ck_assert_double_eq_tol(bound, best, 1e-8);
            any_is_found(solver, choice, round % 2 == 0 ? profit : NULL, isfinite(best));
        }
        ct_choice_solver_free(solver);
        ct_problem_free(&problem);
    }
}
END_TEST

START_TEST(states_given_apart)
{
    enum ct_site_state state[4] = {CT_SITE_FREE, CT_SITE_FORBIDDEN, CT_SITE_REQUIRED, CT_SITE_FREE};
    struct ct_choice choice = {.sites = 4, .most = 2, .budget = -1};
    const double profit[4] = {3, 9, -1, 5};
    struct ct_choice_solver *solver = NULL;
    uint8_t open[4];
    double bound = 0;

    ck_assert_int_eq(ct_choice_solver_new(&choice, &solver, NULL), CT_OK);
    ck_assert_int_eq(ct_choice_best(solver, profit, state, open, &bound, NULL), CT_OK);
    ck_assert_uint_eq(bits_of(open, 4), 0xC);
    ck_assert_double_eq_tol(bound, 4, 1e-9);
    ct_choice_solver_free(solver);
}
END_TEST

/* --- merging ---------------------------------------------------------------------------------- */

enum { POINTS = 20000, SITES = 9 };

START_TEST(equal_sets_are_one)
{
    int64_t weight[1 << SITES] = {0}, out_of_reach = 0;
    struct ct_merge *merge = NULL;
    struct ct_reach_matrix rows = {0};
    uint64_t state = 5 + (uint64_t)_i;
    size_t different = 0, row = 0;

    ck_assert_int_eq(ct_merge_new(SITES, &merge, NULL), CT_OK);
    for (size_t i = 0; i < POINTS; i++) {
        uint32_t site[SITES], set = (uint32_t)covering_below(&state, 1 << SITES);
        int64_t w = (int64_t)covering_below(&state, 100);
        ck_assert_int_eq(ct_merge_add(merge, site, covering_list(set, site), w, NULL), CT_OK);
        weight[set] += w;
    }
    ck_assert_int_eq(ct_merge_finish(merge, &rows, &out_of_reach, NULL), CT_OK);
    ck_assert_int_eq(out_of_reach, weight[0]);
    for (uint32_t set = 1; set < 1 << SITES; set++)
        different += weight[set] > 0;
    ck_assert_uint_eq(rows.demands, different);
    for (row = 0; row < rows.demands; row++) {
        const uint32_t *site = rows.site + rows.start[row];
        uint32_t set = 0;
        for (size_t k = 0; k < rows.start[row + 1] - rows.start[row]; k++)
            set |= 1U << site[k];
        ck_assert_int_eq(rows.weight[row], weight[set]);
        const uint32_t *before = row > 0 ? rows.site + rows.start[row - 1] : NULL;
        for (size_t k = 0; before != NULL && before + k < site; k++) {
            ck_assert(before[k] <= site[k]); /* in the order of their content */
            if (before[k] < site[k])
                break;
        }
    }
    ct_reach_matrix_free(&rows);
    ct_merge_free(merge);
}
END_TEST

START_TEST(what_is_no_demand)
{
    const uint32_t twice[] = {1, 1}, falling[] = {2, 1}, beyond[] = {1, SITES}, one[] = {3};
    struct ct_merge *merge = NULL;
    struct ct_error err = {0};

    ck_assert_int_eq(ct_merge_new(SITES, &merge, NULL), CT_OK);
    ck_assert_int_eq(ct_merge_add(merge, twice, 2, 1, &err), CT_INTERNAL);
    ck_assert_int_eq(ct_merge_add(merge, falling, 2, 1, &err), CT_INTERNAL);
    ck_assert_int_eq(ct_merge_add(merge, beyond, 2, 1, &err), CT_INTERNAL);
    ck_assert_int_eq(ct_merge_add(merge, one, 1, -1, &err), CT_INTERNAL);
    ck_assert_int_eq(ct_merge_add(merge, one, 1, INT64_MAX, &err), CT_OK);
    ck_assert_int_eq(ct_merge_add(merge, one, 1, 1, &err), CT_INPUT);
    ck_assert_str_eq(err.code, "E0802");
    ct_merge_free(merge);
}
END_TEST

/* --- selection -------------------------------------------------------------------------------- */

START_TEST(the_largest)
{
    uint64_t state = 11;

    for (size_t round = 0; round < 3000; round++) {
        struct ct_pick all[40], sorted[40];
        size_t n = covering_below(&state, 41), k = covering_below(&state, n + 1);
        size_t values = 1 + covering_below(&state, 30);
        for (size_t i = 0; i < n; i++)
            all[i] = (struct ct_pick){.profit = (double)covering_below(&state, values),
                                      .site = (uint32_t)i};
        memcpy(sorted, all, n * sizeof *all);
        ct_pick_sort(sorted, n);
        for (size_t i = 1; i < n; i++)
            ck_assert(
                sorted[i - 1].profit > sorted[i].profit ||
                (sorted[i - 1].profit == sorted[i].profit && sorted[i - 1].site < sorted[i].site));
        ct_pick_largest(all, n, k);
        ct_pick_sort(all, k);
        for (size_t i = 0; i < k; i++)
            ck_assert_uint_eq(all[i].site, sorted[i].site);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("choice");
    TCase *tests = tcase_create("choice");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, bounds_of_choices);
    tcase_add_test(tests, exclusive_groups);
    tcase_add_test(tests, states_given_apart);
    tcase_add_loop_test(tests, equal_sets_are_one, 0, 3);
    tcase_add_test(tests, what_is_no_demand);
    tcase_add_test(tests, the_largest);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
