/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * solve/fair.c against all sets of sites: thousands of random small problems with every kind of
 * side constraint, districts that nobody can reach, ties; both orders of shares; shares that count
 * up to a limit; bounds while the search runs and when it is cut off; what it refuses.
 */
#include "lib/covering.h"
#include "solve/models.h"
#include <math.h>

enum { PROBLEMS = 900, MOST_DISTRICTS = 8 };
__extension__ typedef __int128 wide;

/* --- the truth -------------------------------------------------------------------------------- */

struct fraction {
    int64_t part, whole;
};
struct worth {
    size_t count; /* districts that are compared */
    struct fraction share[MOST_DISTRICTS];
    int64_t total;
};

static int order_of(struct fraction a, struct fraction b)
{
    wide left = (wide)a.part * b.whole, right = (wide)b.part * a.whole;
    return (left > right) - (left < right);
}

/* Do the states of sites leave open how much of a district is served? */
static bool is_compared(const struct ct_problem *p, size_t district)
{
    int64_t least = 0, most = 0;

    for (size_t i = 0; i < p->reach.demands; i++) {
        bool required = false, may = false;
        for (size_t k = p->reach.start[i]; k < p->reach.start[i + 1]; k++) {
            enum ct_site_state state =
                p->choice.state == NULL ? CT_SITE_FREE : p->choice.state[p->reach.site[k]];
            required = required || state == CT_SITE_REQUIRED;
            may = may || state != CT_SITE_FORBIDDEN;
        }
        if (p->fairness.district[i] != district)
            continue;
        least += required ? p->reach.weight[i] : 0;
        most += may ? p->reach.weight[i] : 0;
    }
    return p->fairness.whole[district] > 0 && most > least;
}

static struct worth worth_of(const struct ct_problem *p, uint32_t set)
{
    const struct ct_fairness *f = &p->fairness;
    struct worth worth = {0};
    int64_t part[MOST_DISTRICTS];

    for (size_t d = 0; d < f->districts; d++)
        part[d] = f->base[d];
    for (size_t i = 0; i < p->reach.demands; i++) {
        bool reached = false;
        for (size_t k = p->reach.start[i]; k < p->reach.start[i + 1]; k++)
            reached = reached || (set >> p->reach.site[k] & 1) != 0;
        part[f->district[i]] += reached ? p->reach.weight[i] : 0;
    }
    for (size_t d = 0; d < f->districts; d++) {
        worth.total += part[d];
        if (!is_compared(p, d))
            continue;
        struct fraction share = {part[d], f->whole[d]}, most = {f->enough, 1000000};
        if (f->enough > 0 && order_of(share, most) > 0)
            share = most;
        size_t at = worth.count++;
        for (; at > 0 && order_of(share, worth.share[at - 1]) < 0; at--)
            worth.share[at] = worth.share[at - 1];
        worth.share[at] = share;
    }
    return worth;
}

static int compare(const struct ct_problem *p, const struct worth *a, const struct worth *b)
{
    size_t levels = p->fairness.lexicographic || a->count == 0 ? a->count : 1;

    for (size_t i = 0; i < levels; i++) {
        int order = order_of(a->share[i], b->share[i]);
        if (order != 0)
            return order;
    }
    return (a->total > b->total) - (a->total < b->total);
}

struct fair_truth {
    size_t sets;
    struct worth best;
};

static struct fair_truth find_truth(const struct ct_problem *p)
{
    struct fair_truth truth = {0};

    for (uint32_t set = 0; set < 1U << p->choice.sites; set++) {
        if (!covering_allows(&p->choice, set))
            continue;
        struct worth worth = worth_of(p, set);
        if (truth.sets++ == 0 || compare(p, &worth, &truth.best) > 0)
            truth.best = worth;
    }
    return truth;
}

static double worst_of(const struct worth *worth)
{
    return worth->count == 0 ? 1 : (double)worth->share[0].part / (double)worth->share[0].whole;
}

/* --- problems --------------------------------------------------------------------------------- */

static struct ct_problem random_problem(uint64_t seed, size_t sites, size_t demands)
{
    struct ct_problem p = covering_random(seed, sites, demands);
    struct ct_fairness *f = &p.fairness;
    uint64_t state = seed ^ 0xFA1F;

    free(p.value);
    p.value = NULL;
    p.twice = false;
    f->districts = 1 + covering_below(&state, MOST_DISTRICTS);
    f->lexicographic = covering_below(&state, 2) == 0;
    f->enough = covering_below(&state, 4) == 0 ? 1 + (int64_t)covering_below(&state, 1000000) : 0;
    f->district = calloc(p.reach.demands + 1, sizeof *f->district);
    f->base = calloc(f->districts, sizeof *f->base);
    f->whole = calloc(f->districts, sizeof *f->whole);
    for (size_t i = 0; i < p.reach.demands; i++) {
        f->district[i] = (uint32_t)covering_below(&state, f->districts);
        f->whole[f->district[i]] += p.reach.weight[i];
    }
    bool equal = covering_below(&state, 3) == 0; /* many ties */
    for (size_t d = 0; d < f->districts; d++) {
        f->base[d] = covering_below(&state, 3) == 0 ? (int64_t)covering_below(&state, 12) : 0;
        f->whole[d] += f->base[d];
        f->whole[d] += covering_below(&state, 2) == 0 ? (int64_t)covering_below(&state, 20) : 0;
        if (equal && f->whole[d] <= 60)
            f->whole[d] = 60;
    }
    return p;
}

/* --- tests ------------------------------------------------------------------------------------ */

struct watch {
    struct fair_truth truth;
    size_t calls, most_calls;
};

static bool watches(void *context, double objective, double bound)
{
    struct watch *watch = context;

    ck_assert(!(objective > worst_of(&watch->truth.best) + 1e-12));
    ck_assert(bound >= worst_of(&watch->truth.best) - 1e-12);
    return ++watch->calls < watch->most_calls;
}

static struct ct_solution solve(const struct ct_problem *problem, struct watch *watch, int threads)
{
    struct ct_search search = {.threads = threads, .seed = 7, .go_on = watches, .context = watch};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ct_search_begin(&search);
    enum ct_status status = ct_model_fair_mclp.solve(problem, &search, &solution, &err);
    ck_assert_msg(status == CT_OK, "%s %s", err.code, err.message[CT_EN]);
    return solution;
}

/* Every level: as the set has it, no less than proved, and no bound below the truth. */
static void levels_hold(const struct ct_problem *problem, const struct worth *best,
                        const struct worth *own, const struct ct_solution *solution)
{
    const size_t levels = problem->fairness.lexicographic ? best->count : best->count > 0;
    bool proved = true;

    ck_assert_uint_eq(solution->fair.levels, best->count);
    for (size_t i = 0; i < best->count; i++) {
        const struct ct_fair_level *level = &solution->fair.level[i];
        const struct fraction found = {level->part, level->whole};
        ck_assert_int_eq(order_of(found, own->share[i]), 0);
        if (i >= levels)
            continue;
        ck_assert(level->bound >=
                  (double)best->share[i].part / (double)best->share[i].whole - 1e-12);
        ck_assert(proved || !level->proved);
        proved = level->proved;
        if (proved)
            ck_assert_int_eq(order_of(found, best->share[i]), 0);
    }
    ck_assert_double_eq(solution->fair.total, (double)own->total);
    ck_assert(solution->fair.total_bound >= (double)best->total - 1e-6);
}

static void holds(const struct ct_problem *problem, const struct fair_truth *truth,
                  const struct ct_solution *solution, bool to_the_end)
{
    if (truth->sets == 0) {
        ck_assert_int_eq(solution->status, CT_SOLVED_INFEASIBLE);
        ck_assert_int_ne(solution->why[CT_EN][0], 0);
        ck_assert_int_ne(solution->why[CT_ZH][0], 0);
        return;
    }
    ck_assert_int_ne(solution->status, CT_SOLVED_INFEASIBLE);
    ck_assert(solution->bound >= worst_of(&truth->best) - 1e-12);
    if (to_the_end)
        ck_assert_int_eq(solution->status, CT_SOLVED_OPTIMAL);
    if (isnan(solution->objective))
        return;
    uint32_t set = 0;
    for (size_t i = 0; i < solution->count; i++)
        set |= 1U << solution->site[i];
    struct worth own = worth_of(problem, set);
    ck_assert(covering_allows(&problem->choice, set));
    ck_assert_double_eq_tol(worst_of(&own), solution->objective, 1e-12);
    levels_hold(problem, &truth->best, &own, solution);
    if (solution->status == CT_SOLVED_OPTIMAL) {
        ck_assert_int_eq(compare(problem, &own, &truth->best), 0);
        ck_assert_double_eq_tol(solution->bound, worst_of(&truth->best), 1e-12);
    }
}

START_TEST(best_of_all_sets)
{
    size_t none = 0, deep = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS; seed++) {
        struct ct_problem problem = random_problem(seed, 10, 24);
        struct watch watch = {.truth = find_truth(&problem), .most_calls = SIZE_MAX};
        struct ct_solution solution = solve(&problem, &watch, 1);
        holds(&problem, &watch.truth, &solution, true);
        none += watch.truth.sets == 0;
        deep += watch.truth.best.count > 2 && problem.fairness.lexicographic;
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(none, PROBLEMS / 50); /* all kinds were there */
    ck_assert_uint_lt(none, PROBLEMS / 2);
    ck_assert_uint_gt(deep, PROBLEMS / 10);
}
END_TEST

START_TEST(cut_off_anywhere)
{
    size_t open = 0;

    for (uint64_t seed = 1; seed <= PROBLEMS / 3; seed++) {
        struct ct_problem problem = random_problem(seed + PROBLEMS, 12, 60);
        struct watch watch = {.truth = find_truth(&problem), .most_calls = 1 + seed % 40};
        struct ct_solution solution = solve(&problem, &watch, 1);
        holds(&problem, &watch.truth, &solution, false);
        open += solution.status == CT_SOLVED_FEASIBLE;
        ct_solution_free(&solution);
        ct_problem_free(&problem);
    }
    ck_assert_uint_gt(open, PROBLEMS / 60);
}
END_TEST

START_TEST(threads_change_nothing)
{
    for (uint64_t seed = 1; seed <= 40; seed++) {
        struct ct_problem problem = random_problem(seed + (uint64_t)9 * PROBLEMS, 16, 200);
        struct watch watch = {.truth = find_truth(&problem), .most_calls = SIZE_MAX};
        struct ct_solution one = solve(&problem, &watch, 1), two = solve(&problem, &watch, 3);
        holds(&problem, &watch.truth, &one, true);
        ck_assert_uint_eq(one.count, two.count);
        ck_assert_uint_eq(one.nodes, two.nodes);
        if (one.count > 0)
            ck_assert_mem_eq(one.site, two.site, one.count * sizeof *one.site);
        ct_solution_free(&one);
        ct_solution_free(&two);
        ct_problem_free(&problem);
    }
}
END_TEST

/* Sites that reach nobody are not tried one by one. */
START_TEST(nothing_to_reach)
{
    enum { SITES = 200 };
    int64_t whole[2] = {0, 0}, base[2] = {0, 0}, weight[1] = {5};
    uint32_t district[1] = {1}, site[1] = {7};
    size_t start[2] = {0, 1};
    struct ct_problem problem = {
        .reach = {.sites = SITES, .start = start, .site = site, .weight = weight},
        .choice = {.sites = SITES, .most = 30, .budget = -1},
        .fairness = {.districts = 2, .district = district, .base = base, .whole = whole},
        .share = -1};

    for (size_t demands = 0; demands < 2; demands++) {
        struct ct_search search = {.seed = 7};
        struct ct_solution solution = {0};
        problem.reach.demands = demands;
        whole[1] = demands > 0 ? 20 : 0;
        ck_assert_int_eq(ct_model_fair_mclp.solve(&problem, &search, &solution, NULL), CT_OK);
        ck_assert_int_eq(solution.status, CT_SOLVED_OPTIMAL);
        ck_assert_double_eq_tol(solution.objective, demands > 0 ? 0.25 : 1, 1e-12);
        ck_assert_uint_lt(solution.nodes, 100);
        ct_solution_free(&solution);
    }
}
END_TEST

static void refuses(const struct ct_problem *problem, const char *code)
{
    struct ct_search search = {0};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ck_assert_int_ne(ct_model_fair_mclp.solve(problem, &search, &solution, &err), CT_OK);
    ck_assert_str_eq(err.code, code);
}

START_TEST(what_it_cannot_do)
{
    struct ct_problem problem = random_problem(3, 8, 12);

    ck_assert_uint_gt(problem.reach.demands, 0);
    problem.share = 5;
    refuses(&problem, "E0801");
    problem.share = -1;
    problem.twice = true;
    refuses(&problem, "E0801");
    problem.twice = false;
    problem.fairness.whole[0] = INT64_MAX / 2;
    refuses(&problem, "E0802");
    problem.fairness.whole[0] = -1;
    refuses(&problem, "E0802");
    problem.fairness.districts = 0;
    refuses(&problem, "E0801");
    ct_problem_free(&problem);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fair");
    TCase *tests = tcase_create("fair");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, best_of_all_sets);
    tcase_add_test(tests, cut_off_anywhere);
    tcase_add_test(tests, threads_change_nothing);
    tcase_add_test(tests, nothing_to_reach);
    tcase_add_test(tests, what_it_cannot_do);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
