/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Models that minimise, watched while they search: no bound that they report is ever above the
 * best, no objective below it. The best is the truth of every set of sites, or known by
 * construction.
 */
#ifndef WATCHED_H
#define WATCHED_H

#include "covering.h"
#include "solve/models.h"
#include <string.h>

/* What a set of sites costs; INFINITY: it is not allowed or not enough. */
typedef double watched_truth(const struct ct_problem *problem, uint32_t set);

static inline double watched_best(const struct ct_problem *problem, watched_truth *truth)
{
    double best = (double)INFINITY;

    for (uint32_t set = 0; set < 1U << problem->choice.sites; set++)
        best = fmin(best, truth(problem, set));
    return best;
}

struct watch {
    double best;
    size_t calls, most_calls;
};

static inline bool watched_goes_on(void *context, double objective, double bound)
{
    struct watch *watch = context;

    ck_assert(!(objective < watch->best));
    ck_assert(bound <= watch->best);
    return ++watch->calls < watch->most_calls;
}

static inline struct ct_solution watched_solve(const struct ct_model *model,
                                               const struct ct_problem *problem,
                                               struct watch *watch, int threads)
{
    struct ct_search search = {.threads = threads, .go_on = watched_goes_on, .context = watch};
    struct ct_solution solution = {0};
    struct ct_error err = {0};

    ct_search_begin(&search);
    enum ct_status status = model->solve(problem, &search, &solution, &err);
    ck_assert_msg(status == CT_OK, "%s %s", err.code, err.message[CT_EN]);
    return solution;
}

/* Bound and objective against the truth; sites against what they are said to cost. */
static inline void watched_holds(const struct ct_problem *problem, watched_truth *truth,
                                 double best, const struct ct_solution *solution)
{
    uint32_t set = 0;

    ck_assert(isnan(solution->bound) || solution->bound <= best);
    for (size_t i = 0; i < solution->count; i++)
        set |= 1U << solution->site[i];
    if (solution->status == CT_SOLVED_INFEASIBLE) {
        ck_assert(isinf(best));
        ck_assert(solution->why[CT_EN][0] != 0 && solution->why[CT_ZH][0] != 0);
    } else if (!isnan(solution->objective)) {
        ck_assert_double_eq(truth(problem, set), solution->objective);
        ck_assert(solution->objective >= best);
        ck_assert(solution->status != CT_SOLVED_OPTIMAL || solution->objective == best);
    }
}

/* Solved to the end: the best is known, and the answer is it. */
static inline struct ct_solution watched_known(const struct ct_model *model,
                                               const struct ct_problem *problem, double best,
                                               int threads)
{
    struct watch watch = {.best = best, .most_calls = SIZE_MAX};
    struct ct_solution solution = watched_solve(model, problem, &watch, threads);

    ck_assert_int_eq(solution.status, CT_SOLVED_OPTIMAL);
    ck_assert_double_eq(solution.objective, best);
    ck_assert_double_eq(solution.bound, best);
    return solution;
}

/* The same sites, bound and nodes for one, two and three threads, stopped after some calls. */
static inline void watched_by_threads(const struct ct_model *model,
                                      const struct ct_problem *problem, double best, size_t calls)
{
    struct ct_solution first = {0};

    for (int threads = 1; threads <= 3; threads++) {
        struct watch watch = {.best = best, .most_calls = calls};
        struct ct_solution solution = watched_solve(model, problem, &watch, threads);
        if (threads == 1) {
            first = solution;
            continue;
        }
        ck_assert_int_eq(solution.status, first.status);
        ck_assert_uint_eq(solution.nodes, first.nodes);
        ck_assert_double_eq(solution.bound, first.bound);
        ck_assert_double_eq(solution.objective, first.objective);
        ck_assert_uint_eq(solution.count, first.count);
        ck_assert_mem_eq(solution.site, first.site, first.count * sizeof *first.site);
        ct_solution_free(&solution);
    }
    ct_solution_free(&first);
}

#endif
