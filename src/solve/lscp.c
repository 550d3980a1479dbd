/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Model "lscp": the fewest or cheapest sites such that everyone, or a share of the weight (PSCLP),
 * is within reach; with `twice`, within reach of two. The budget does not apply: the price is what
 * is made small. By set covering (solve/cover.h), exact; memory O(entries).
 */
#include "base/fail.h"
#include "solve/cover.h"
#include "solve/models.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the problem as a cover ------------------------------------------------------------------- */

static int64_t weight_of(const struct ct_problem *problem, size_t demand)
{
    return problem->reach.weight != NULL ? problem->reach.weight[demand] : 1;
}

static bool weights_add_up(const struct ct_problem *problem, int64_t *sum)
{
    *sum = 0;
    for (size_t i = 0; i < problem->reach.demands; i++)
        if (weight_of(problem, i) < 0 || __builtin_add_overflow(*sum, weight_of(problem, i), sum) ||
            *sum > (int64_t)1 << 53)
            return false;
    return true;
}

static bool prices_add_up(const struct ct_choice *choice)
{
    int64_t sum = 0;

    for (size_t j = 0; choice->price != NULL && j < choice->sites; j++)
        if (choice->price[j] < 0 || __builtin_add_overflow(sum, choice->price[j], &sum) ||
            sum > (int64_t)1 << 53)
            return false;
    return true;
}

static enum ct_status check(const struct ct_problem *problem, int64_t *weight, struct ct_error *err)
{
    if (problem->capacity != NULL)
        return ct_fail(err, CT_USAGE, "E0801", "model", "lscp", "what", "capacity", NULL);
    if (problem->value != NULL)
        return ct_fail(err, CT_USAGE, "E0801", "model", "lscp", "what", "value", NULL);
    if (!weights_add_up(problem, weight))
        return ct_fail(err, CT_USAGE, "E0802", NULL);
    if (!prices_add_up(&problem->choice))
        return ct_fail(err, CT_USAGE, "E0819", NULL);
    return CT_OK;
}

static void fill_rows(const struct ct_problem *problem, struct ct_cover *c)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    size_t row = 0, at = 0;

    for (size_t i = 0; i < reach->demands; i++) {
        if (weight_of(problem, i) == 0)
            continue;
        size_t count = reach->start[i + 1] - reach->start[i];
        memcpy(c->row_column + at, reach->site + reach->start[i], count * sizeof *reach->site);
        c->need[row] = problem->twice ? 2 : 1;
        c->weight[row] = problem->share < 0 ? CT_COVER_MUST : weight_of(problem, i);
        at += count;
        c->row_start[++row] = at;
    }
    c->demands = row;
}

static struct ct_cover *cover_of(const struct ct_problem *problem, int64_t weight)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    size_t rows, entries;

    ct_cover_side_size(&problem->choice, &rows, &entries);
    for (size_t i = 0; i < reach->demands; i++) {
        rows += weight_of(problem, i) > 0;
        entries += weight_of(problem, i) > 0 ? reach->start[i + 1] - reach->start[i] : 0;
    }
    struct ct_cover *c = ct_cover_new(rows, reach->sites, entries, 0);
    if (c == NULL)
        return NULL;
    for (size_t j = 0; j < reach->sites; j++) {
        c->price[j] = problem->choice.price != NULL ? problem->choice.price[j] : 1;
        c->site[j] = (uint32_t)j;
    }
    fill_rows(problem, c);
    ct_cover_sides(c, &problem->choice);
    ct_cover_index(c);
    c->slack = problem->share < 0 ? 0 : weight - problem->share;
    return c;
}

/* --- why there is none ------------------------------------------------------------------------ */

static bool within_reach(const struct ct_problem *problem, size_t demand)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    size_t sites = 0, wanted = problem->twice ? 2 : 1;

    for (size_t k = reach->start[demand]; k < reach->start[demand + 1]; k++)
        sites += problem->choice.state == NULL ||
                 problem->choice.state[reach->site[k]] != CT_SITE_FORBIDDEN;
    return sites >= wanted;
}

static void say(struct ct_solution *out, const char *code, const char *const *pairs)
{
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        ct_message_format(out->why[lang], sizeof out->why[lang], code, CT_TEXT_MESSAGE,
                          (enum ct_language)lang, pairs);
}

/* Names the demands that no allowed site reaches. */
bool ct_site_why_unreached(const struct ct_problem *problem, struct ct_solution *out)
{
    char first[128] = "", count[24], weight[24], wanted[24], share[24];
    size_t unreached = 0, used = 0;
    int64_t sum = 0, all = 0;

    for (size_t i = 0; i < problem->reach.demands; i++) {
        all += weight_of(problem, i);
        if (weight_of(problem, i) == 0 || within_reach(problem, i))
            continue;
        if (unreached++ < 5)
            used += (size_t)snprintf(first + used, sizeof first - used, "%s%zu",
                                     unreached > 1 ? ", " : "", i);
        sum += weight_of(problem, i);
    }
    snprintf(count, sizeof count, "%zu", unreached);
    snprintf(weight, sizeof weight, "%" PRId64, sum);
    snprintf(share, sizeof share, "%" PRId64, all - sum);
    snprintf(wanted, sizeof wanted, "%" PRId64, problem->share);
    const char *const pairs[] = {
        "count", count, "weight", weight, "first", first, "more", unreached > 5 ? "…" : "",
        "share", share, "wanted", wanted, NULL};
    bool partial = problem->share >= 0;
    if (partial ? all - sum >= problem->share : unreached == 0)
        return false;
    say(out, partial ? "E0816" : "E0815", pairs);
    return true;
}

static void explain(const struct ct_problem *problem, struct ct_solution *out)
{
    const char *const none[] = {NULL};

    out->status = CT_SOLVED_INFEASIBLE;
    out->objective = out->bound = (double)NAN;
    if (!ct_site_why_unreached(problem, out))
        say(out, "E0817", none);
}

/* --- the answer ------------------------------------------------------------------------------- */

static int by_site(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Held against the problem: allowed, of the price that was said, and covering what it must. */
static bool holds(const struct ct_problem *problem, const struct ct_cover_result *result,
                  int64_t weight)
{
    struct ct_choice choice = problem->choice;
    int64_t price = 0, wanted = problem->share < 0 ? weight : problem->share;
    struct ct_problem plain = *problem;

    choice.budget = -1;
    for (size_t k = 0; k < result->count; k++)
        price += choice.price != NULL ? choice.price[result->site[k]] : 1;
    return ct_choice_allows(&choice, result->site, result->count) && price == result->price &&
           ct_problem_cover(&plain, result->site, result->count) >= (double)wanted;
}

static enum ct_status answer(const struct ct_problem *problem, struct ct_cover_result *result,
                             int64_t weight, struct ct_solution *out, struct ct_error *err)
{
    out->nodes = result->nodes;
    if (!result->found && result->bound > CT_COVER_PRICE_MOST) {
        explain(problem, out);
        return CT_OK;
    }
    out->bound = (double)result->bound;
    out->objective = (double)NAN;
    out->status = CT_SOLVED_FEASIBLE;
    if (!result->found)
        return CT_OK;
    if (!holds(problem, result, weight))
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", "lscp", NULL);
    qsort(result->site, result->count, sizeof *result->site, by_site);
    out->objective = (double)result->price;
    out->status = result->bound >= result->price ? CT_SOLVED_OPTIMAL : CT_SOLVED_FEASIBLE;
    out->site = result->site;
    out->count = result->count;
    result->site = NULL;
    return CT_OK;
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct ct_cover_result result = {0};
    struct ct_cover *cover = NULL;
    uint8_t *state = NULL;
    int64_t weight = 0;

    *out = (struct ct_solution){0};
    enum ct_status status = check(problem, &weight, err);
    if (status != CT_OK)
        return status;
    if (problem->share > weight) {
        explain(problem, out);
        return CT_OK;
    }
    cover = cover_of(problem, weight);
    state = malloc(problem->choice.sites + 1);
    if (cover == NULL || state == NULL) {
        status = ct_fail_memory(err);
        goto done;
    }
    ct_cover_states(&problem->choice, state);
    status =
        ct_cover_solve(cover, state, CT_COVER_PRICE_MOST, INT64_MIN, false, search, &result, err);
    if (status == CT_OK)
        status = answer(problem, &result, weight, out, err);
done:
    ct_cover_result_free(&result);
    ct_cover_free(cover);
    free(state);
    return status;
}

const struct ct_model ct_model_lscp = {
    .name = "lscp",
    .title = {"cover all: the fewest or cheapest sites", "全覆盖：设施最少或费用最低"},
    .maximises = false,
    .solve = solve,
};
