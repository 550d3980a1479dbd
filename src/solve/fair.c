/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fair maximal covering: the largest worst share of a district (or all shares from the worst on,
 * compared in order), then the most weight. Proved by branch and bound over the Lagrangian dual
 * (fair_tree.c, fair_dual.c); objective and bound are the worst share and its bound, and `fair` has
 * them for each level. The sequence of levels is that of lexicographic max-min (Ogryczak and
 * Sliwinski 2006, "On direct methods for lexicographic min-max optimization").
 */
#include "solve/fair.h"
#include "base/fail.h"
#include "solve/models.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double seconds_for_any = 60; /* to find one set that groups and a budget allow */

static enum ct_status check(const struct ct_problem *p, struct ct_error *err)
{
    const char *what = p->capacity != NULL          ? "capacity"
                       : p->share >= 0              ? "share"
                       : p->value != NULL           ? "decay"
                       : p->twice                   ? "backup"
                       : p->fairness.districts == 0 ? "no districts"
                                                    : NULL;
    double total = 0;

    if (what != NULL)
        return ct_fail(err, CT_USAGE, "E0801", "model", "fair-mclp", "what", what, NULL);
    bool good = true;
    for (size_t i = 0; i < p->reach.demands; i++) {
        good = good && p->reach.weight[i] >= 0 && p->fairness.district[i] < p->fairness.districts;
        total += (double)p->reach.weight[i];
    }
    for (size_t d = 0; d < p->fairness.districts; d++) {
        good = good && p->fairness.base[d] >= 0 && p->fairness.whole[d] >= p->fairness.base[d];
        total += (double)p->fairness.whole[d];
    }
    return good && total <= 4503599627370496.0 ? CT_OK : ct_fail(err, CT_INPUT, "E0802", NULL);
}

static void free_best(struct ct_fair_best *best)
{
    free(best->value.share);
    free(best->other.share);
    free(best->open);
    free(best->improved);
    free(best->part);
    free(best->list);
}

static enum ct_status new_best(const struct ct_fair *fair, struct ct_fair_best *best,
                               struct ct_error *err)
{
    const size_t c = fair->compared + 1;

    *best = (struct ct_fair_best){
        .value.share = calloc(c, sizeof *best->value.share),
        .other.share = calloc(c, sizeof *best->other.share),
        .open = calloc(fair->sites + 1, 1),
        .improved = calloc(fair->levels + 2, sizeof *best->improved),
        .part = calloc(c, sizeof *best->part),
        .list = calloc(fair->sites + 1, sizeof *best->list),
    };
    bool room = best->value.share != NULL && best->other.share != NULL && best->open != NULL &&
                best->improved != NULL && best->part != NULL && best->list != NULL;
    return room ? CT_OK : ct_fail_memory(err);
}

/* Some allowed set to start from. *none: there is no such set. */
static enum ct_status any_set(const struct ct_fair *fair, double seconds, struct ct_fair_best *best,
                              bool *none, struct ct_error *err)
{
    struct ct_choice_solver *solver = NULL;
    double *profit = calloc(fair->sites + 1, sizeof *profit);
    uint8_t *open = calloc(fair->sites + 1, 1);
    bool found = false;
    enum ct_status status = profit == NULL || open == NULL
                                ? ct_fail_memory(err)
                                : ct_choice_solver_new(&fair->problem->choice, &solver, err);

    for (size_t j = 0; status == CT_OK && j < fair->sites; j++)
        for (size_t k = fair->row_start[j]; k < fair->row_start[j + 1]; k++) {
            const uint32_t i = fair->row[k];
            profit[j] += (double)fair->weight[i] / fmax(1, (double)fair->whole[fair->district[i]]);
        }
    if (status == CT_OK)
        status = ct_choice_any(solver, profit, NULL, seconds, open, &found, none, err);
    if (status == CT_OK && found)
        ct_fair_offer(fair, best, open, NULL);
    ct_choice_solver_free(solver);
    free(profit);
    free(open);
    return status;
}

/* --- the answer ------------------------------------------------------------------------------- */

static void say_infeasible(struct ct_solution *out)
{
    out->status = CT_SOLVED_INFEASIBLE;
    out->objective = out->bound = (double)NAN;
    snprintf(out->why[0], sizeof out->why[0],
             "no set of sites meets the number, the budget and the groups together");
    snprintf(out->why[1], sizeof out->why[1], "没有任何选址组合能同时满足数量、预算和分组要求");
}

static double bound_of(const struct ct_fair_tree_result *tree, size_t level, double value,
                       double any)
{
    if (level < tree->level)
        return value;
    return fmax(value, level == tree->level ? fmin(tree->bound, any) : any);
}

static enum ct_status write_levels(const struct ct_fair *fair, const struct ct_fair_best *best,
                                   const struct ct_fair_tree_result *tree, struct ct_solution *out,
                                   struct ct_error *err)
{
    struct ct_fair_result *result = &out->fair;

    result->level = calloc(fair->compared + 1, sizeof *result->level);
    if (result->level == NULL)
        return ct_fail_memory(err);
    result->levels = fair->compared;
    for (size_t i = 0; i < fair->compared; i++) {
        const struct ct_share *share = &best->value.share[i];
        const double value = (double)share->part / (double)share->whole;
        const bool level = i < fair->levels;
        result->level[i] = (struct ct_fair_level){
            .district = fair->name[share->district],
            .part = share->part,
            .whole = share->whole,
            .bound = level ? bound_of(tree, i + 1, value, tree->share[i]) : tree->share[i],
            .proved = level && (i + 1 < tree->level || value >= tree->share[i]),
        };
        if (i > 0)
            result->level[i].proved = result->level[i].proved && result->level[i - 1].proved;
    }
    result->total = (double)best->value.total;
    result->total_bound = bound_of(tree, fair->levels + 1, result->total, tree->total);
    return CT_OK;
}

/* Holds the answer against its plain computation. */
static enum ct_status confirm(const struct ct_fair *fair, const struct ct_solution *solution,
                              struct ct_error *err)
{
    const struct ct_problem *problem = fair->problem;
    const int64_t enough = problem->fairness.enough;
    int64_t *part = calloc(problem->fairness.districts + 1, sizeof *part);
    bool same = part != NULL &&
                ct_problem_fairness(problem, solution->site, solution->count, part) &&
                ct_choice_allows(&problem->choice, solution->site, solution->count);
    double total = 0;

    for (size_t d = 0; same && d < problem->fairness.districts; d++)
        total += (double)part[d];
    for (size_t i = 0; same && i < solution->fair.levels; i++) {
        const struct ct_fair_level *level = &solution->fair.level[i];
        const bool full = enough > 0 && level->part == enough && level->whole == 1000000;
        same = full ? (double)part[level->district] * 1e6 >=
                          (double)enough * (double)problem->fairness.whole[level->district] - 0.5
                    : part[level->district] == level->part;
    }
    same = same && total == solution->fair.total;
    if (part == NULL)
        return ct_fail_memory(err);
    free(part);
    return same ? CT_OK
                : ct_fail(err, CT_INTERNAL, "E0903", "reason",
                          "a plan is not worth what was computed", NULL);
}

static enum ct_status finish(const struct ct_fair *fair, const struct ct_fair_best *best,
                             const struct ct_fair_tree_result *tree, struct ct_solution *out,
                             struct ct_error *err)
{
    out->nodes = tree->nodes;
    out->status = CT_SOLVED_FEASIBLE;
    out->objective = (double)NAN;
    out->bound = fair->compared > 0 ? fmin(tree->bound, tree->share[0]) : 1;
    if (!best->known) {
        if (tree->done)
            say_infeasible(out);
        return CT_OK;
    }
    out->site = malloc((fair->sites + 1) * sizeof *out->site);
    if (out->site == NULL)
        return ct_fail_memory(err);
    for (uint32_t j = 0; j < fair->sites; j++)
        if (best->open[j])
            out->site[out->count++] = j;
    enum ct_status status = write_levels(fair, best, tree, out, err);
    if (status != CT_OK)
        return status;
    out->objective = out->bound = 1;
    if (fair->compared > 0) {
        const struct ct_fair_level *worst = &out->fair.level[0];
        out->objective = (double)worst->part / (double)worst->whole;
        out->bound = worst->bound;
    }
    out->status = tree->done ? CT_SOLVED_OPTIMAL : CT_SOLVED_FEASIBLE;
    return confirm(fair, out, err);
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct ct_fair fair = {0};
    struct ct_fair_best best = {0};
    struct ct_fair_tree_result tree = {.done = true};
    bool none = false;
    double seconds = search->seconds > 0 ? fmin(search->seconds, seconds_for_any) : seconds_for_any;
    enum ct_status status = check(problem, err);

    *out = (struct ct_solution){0};
    if (status == CT_OK)
        status = ct_fair_new(problem, &fair, err);
    if (status == CT_OK)
        status = new_best(&fair, &best, err);
    if (status == CT_OK)
        status = any_set(&fair, seconds, &best, &none, err);
    if (status == CT_OK && !none)
        status = ct_fair_search(&fair, search, &best, &tree, err);
    if (status == CT_OK && none)
        say_infeasible(out);
    else if (status == CT_OK)
        status = finish(&fair, &best, &tree, out, err);
    if (status != CT_OK)
        ct_solution_free(out);
    free(tree.share);
    free_best(&best);
    ct_fair_free(&fair);
    return status;
}

const struct ct_model ct_model_fair_mclp = {
    .name = "fair-mclp",
    .title = {"fair maximal covering", "公平最大覆盖"},
    .maximises = true,
    .solve = solve,
};
