/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Maximal covering (Church and ReVelle 1974): the most weight within reach, by a number of sites or
 * within a budget, in part where it falls with distance, or twice. Proved by branch and bound over
 * the linear relaxation. Cost: see mclp_relax.c (a step: a pass over the entries) and mclp_tree.c.
 * Memory: about 16 bytes an entry, 60 a row.
 */
#include "solve/mclp.h"
#include "base/fail.h"
#include "solve/choice.h"
#include "solve/models.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double seconds_for_any = 60; /* to find one set that groups and a budget allow */

static enum ct_status check(const struct ct_problem *problem, struct ct_error *err)
{
    double total = 0;

    if (problem->capacity != NULL)
        return ct_fail(err, CT_USAGE, "E0801", "model", "mclp", "what", "capacity", NULL);
    if (problem->share >= 0)
        return ct_fail(err, CT_USAGE, "E0801", "model", "mclp", "what", "share", NULL);
    for (size_t i = 0; i < problem->reach.demands; i++) {
        if (problem->reach.weight[i] < 0)
            return ct_fail(err, CT_INPUT, "E0802", NULL);
        total += (double)problem->reach.weight[i] * (problem->value != NULL ? 1000 : 1);
    }
    return total <= 9007199254740992.0 ? CT_OK : ct_fail(err, CT_INPUT, "E0802", NULL);
}

/* Some allowed set, for limits that a greedy search may not meet. *none: there is no such set. */
static enum ct_status any_set(const struct ct_problem *problem, double seconds,
                              const struct ct_mclp *cover, uint8_t **out, bool *none,
                              struct ct_error *err)
{
    struct ct_choice_solver *solver = NULL;
    size_t n = problem->choice.sites;
    double *profit = calloc(n + 1, sizeof *profit);
    uint8_t *open = calloc(n + 1, 1), *marks = calloc(cover->sites + 1, 1);
    bool found = false;
    enum ct_status status = profit == NULL || open == NULL || marks == NULL
                                ? ct_fail_memory(err)
                                : ct_choice_solver_new(&problem->choice, &solver, err);

    for (size_t j = 0; status == CT_OK && j < cover->sites; j++)
        profit[cover->name[j]] = cover->own[j] + 1;
    for (size_t i = 0; status == CT_OK && i < cover->rows; i++)
        for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++)
            profit[cover->name[cover->site[k]]] += cover->weight[i];
    if (status == CT_OK)
        status = ct_choice_any(solver, profit, NULL, seconds, open, &found, none, err);
    for (size_t j = 0; status == CT_OK && j < cover->sites; j++)
        marks[j] = open[cover->name[j]];
    ct_choice_solver_free(solver);
    free(profit);
    free(open);
    *out = status == CT_OK && found ? marks : NULL;
    if (*out == NULL)
        free(marks);
    return status;
}

static enum ct_status list_sites(const struct ct_problem *problem, const struct ct_mclp *cover,
                                 const uint8_t *open, struct ct_solution *out, struct ct_error *err)
{
    const struct ct_choice *choice = &problem->choice;
    size_t k = 0;

    out->site = malloc((choice->sites + 1) * sizeof *out->site);
    if (out->site == NULL)
        return ct_fail_memory(err);
    for (uint32_t j = 0; j < choice->sites; j++) {
        bool is_free = k < cover->sites && cover->name[k] == j;
        if (is_free ? open[k] != 0 : choice->state != NULL && choice->state[j] == CT_SITE_REQUIRED)
            out->site[out->count++] = j;
        k += is_free;
    }
    return CT_OK;
}

/* Holds the answer against its plain computation. */
static enum ct_status confirm(const struct ct_problem *problem, const struct ct_solution *solution,
                              struct ct_error *err)
{
    double plain = ct_problem_cover(problem, solution->site, solution->count);

    if (plain == solution->objective &&
        ct_choice_allows(&problem->choice, solution->site, solution->count))
        return CT_OK;
    return ct_fail(err, CT_INTERNAL, "E0903", "reason", "a plan is not worth what was computed",
                   NULL);
}

/* From thousandths as ct_problem_cover has them. */
static double unscaled(double value, double scale)
{
    return scale == 1 ? value : value / 1000.0;
}

static void say_infeasible(struct ct_solution *out)
{
    out->status = CT_SOLVED_INFEASIBLE;
    out->objective = out->bound = (double)NAN;
    snprintf(out->why[0], sizeof out->why[0],
             "no set of sites meets the number, the budget and the groups together");
    snprintf(out->why[1], sizeof out->why[1], "没有任何选址组合能同时满足数量、预算和分组要求");
}

static enum ct_status finish(const struct ct_problem *problem, const struct ct_mclp *cover,
                             const struct ct_tree_result *tree, double scale,
                             struct ct_solution *out, struct ct_error *err)
{
    out->nodes = tree->nodes;
    out->bound = unscaled(tree->bound, scale);
    out->status = CT_SOLVED_FEASIBLE;
    out->objective = (double)NAN;
    if (tree->open == NULL) {
        if (tree->bound == -(double)INFINITY)
            say_infeasible(out);
        return CT_OK;
    }
    enum ct_status status = list_sites(problem, cover, tree->open, out, err);
    if (status != CT_OK)
        return status;
    out->objective = ct_problem_cover(problem, out->site, out->count);
    if (fabs(out->objective - unscaled(tree->value, scale)) > 1e-9 * fabs(out->objective))
        out->objective = (double)NAN; /* confirm() fails */
    if (tree->bound <= tree->value) {
        out->status = CT_SOLVED_OPTIMAL;
        out->bound = out->objective;
    }
    return confirm(problem, out, err);
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct ct_mclp cover = {0};
    struct ct_tree_result tree = {.bound = -(double)INFINITY};
    uint8_t *open = NULL;
    bool none = false;
    double scale = problem->value != NULL ? 1000 : 1;
    enum ct_status status = check(problem, err);

    *out = (struct ct_solution){0};
    if (status == CT_OK)
        status = ct_mclp_new(problem, &cover, err);
    if (status == CT_OK)
        status = any_set(
            problem, search->seconds > 0 ? fmin(search->seconds, seconds_for_any) : seconds_for_any,
            &cover, &open, &none, err);
    if (status == CT_OK && !none && !cover.impossible)
        status = ct_tree_search(&problem->choice, &cover, open, scale, search, &tree, err);
    if (status == CT_OK)
        status = finish(problem, &cover, &tree, scale, out, err);
    if (status != CT_OK)
        ct_solution_free(out);
    free(tree.open);
    free(open);
    ct_mclp_free(&cover);
    return status;
}

const struct ct_model ct_model_mclp = {
    .name = "mclp",
    .title = {"maximal covering", "最大覆盖"},
    .maximises = true,
    .solve = solve,
};
