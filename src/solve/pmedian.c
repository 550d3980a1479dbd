/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * p-median: open sites so that the sum of weight x cost to the nearest open site is least; every
 * demand with a weight must have one in its row. Lower bound: Lagrangian relaxation of "each demand
 * is assigned to one site" (Cornuejols, Fisher, Nemhauser 1977), see service.h; rows are sorted, so
 * that pricing looks only at entries cheaper than the multiplier, and are cut at a required site.
 *
 * Demands whose row has no open site count a penalty above any full assignment where the numbers
 * allow it (else a lower one: the bound stays valid, but what is infeasible may not be proved so).
 */
#include "base/fail.h"
#include "solve/models.h"
#include "solve/pmedian_parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t most_total = (int64_t)1 << 60;

/* --- the demands that count ------------------------------------------------------------------- */

static bool is_forbidden(const struct ct_choice *choice, uint32_t site)
{
    return choice->state != NULL && choice->state[site] == CT_SITE_FORBIDDEN;
}

/* Sum of the greatest costs in *total; false where it is too great for exact sums. */
static bool sum_greatest(const struct ct_problem *problem, struct ct_median *out)
{
    const struct ct_reach_matrix *reach = &problem->reach;

    for (size_t i = 0; i < reach->demands; i++) {
        size_t end = reach->start[i + 1];
        int64_t most = 0;
        if (reach->weight[i] == 0)
            continue;
        if (end > reach->start[i] &&
            __builtin_mul_overflow(reach->weight[i], reach->cost[end - 1], &most))
            return false;
        out->row[out->demands++] = (uint32_t)i;
        if (__builtin_add_overflow(out->total_most, most, &out->total_most) ||
            out->total_most > most_total / 4)
            return false;
    }
    return true;
}

/* Has the row all sites that may open, and must one open? Then the farthest is the worst. */
static bool is_complete(const struct ct_problem *problem, bool some_opens, size_t row,
                        size_t openable)
{
    size_t n = 0;

    for (size_t k = problem->reach.start[row]; k < problem->reach.start[row + 1]; k++)
        n += !is_forbidden(&problem->choice, problem->reach.site[k]);
    return some_opens && n > 0 && n == openable;
}

static void set_penalties(struct ct_median *median, bool some_opens)
{
    const struct ct_problem *problem = median->problem;
    size_t openable = 0, m = median->demands;
    int64_t room = most_total / 2 / (int64_t)(m + 1), all = median->total_most + 1;

    for (size_t j = 0; j < problem->choice.sites; j++)
        openable += !is_forbidden(&problem->choice, (uint32_t)j);
    for (size_t i = 0; i < m; i++) {
        size_t row = median->row[i], end = problem->reach.start[row + 1];
        int64_t far = end > problem->reach.start[row]
                          ? problem->reach.weight[row] * problem->reach.cost[end - 1]
                          : 0;
        int64_t penalty = all < room ? all : room;
        penalty = penalty > far ? penalty : far + 1;
        median->penalty[i] = is_complete(problem, some_opens, row, openable) ? far : penalty;
    }
}

/* --- the entries that may matter -------------------------------------------------------------- */

/* Copies rows in these states to start, site, cost; what is dearer than a required site is cut.
 * `from` may be the same arrays. */
static void cut_rows(const struct ct_median *from, const uint8_t *state, size_t *start,
                     uint32_t *site, int64_t *cost, int64_t *limit)
{
    size_t to = 0, k = from->start[0];

    for (size_t i = 0; i < from->demands; i++) {
        size_t end = from->start[i + 1];
        int64_t most = from->limit[i];
        start[i] = to;
        for (; k < end && from->cost[k] < most; k++) {
            uint8_t is = state[from->site[k]];
            if (is == CT_SITE_REQUIRED)
                most = from->cost[k];
            if (is != CT_SITE_FREE)
                continue;
            site[to] = from->site[k];
            cost[to++] = from->cost[k];
        }
        limit[i] = most;
        k = end;
    }
    start[from->demands] = to;
}

static enum ct_status allocate(struct ct_median *median, size_t demands, size_t entries,
                               struct ct_error *err)
{
    median->row = calloc(demands + 1, sizeof *median->row);
    median->penalty = calloc(demands + 1, sizeof *median->penalty);
    median->limit = calloc(demands + 1, sizeof *median->limit);
    median->start = calloc(demands + 1, sizeof *median->start);
    median->site = malloc((entries + 1) * sizeof *median->site);
    median->cost = malloc((entries + 1) * sizeof *median->cost);
    return median->row && median->penalty && median->limit && median->start && median->site &&
                   median->cost
               ? CT_OK
               : ct_fail_memory(err);
}

static void median_free(struct ct_median *median)
{
    free(median->row);
    free(median->penalty);
    free(median->limit);
    free(median->start);
    free(median->site);
    free(median->cost);
}

static int shift_for(const struct ct_median *median)
{
    int64_t total = 1;
    int shift = 0;

    for (size_t i = 0; i < median->demands; i++)
        total += median->penalty[i];
    while (shift < 24 && total < most_total >> (shift + 1))
        shift++;
    return shift;
}

static void fill_rows(struct ct_median *median)
{
    const struct ct_reach_matrix *reach = &median->problem->reach;
    size_t to = 0;

    for (size_t i = 0; i < median->demands; i++) {
        size_t row = median->row[i];
        median->start[i] = to;
        median->limit[i] = median->penalty[i] << median->shift;
        for (size_t k = reach->start[row]; k < reach->start[row + 1]; k++) {
            if (is_forbidden(&median->problem->choice, reach->site[k]))
                continue;
            median->site[to] = reach->site[k];
            median->cost[to++] = (reach->weight[row] * reach->cost[k]) << median->shift;
        }
    }
    median->start[median->demands] = to;
}

static int ascending(const void *a, const void *b)
{
    int64_t p = *(const int64_t *)a, q = *(const int64_t *)b;
    return p < q ? -1 : p > q;
}

/* How many sites can be open at most. */
static enum ct_status open_most(const struct ct_choice *choice, size_t *out, struct ct_error *err)
{
    *out = choice->most != 0 && choice->most < choice->sites ? choice->most : choice->sites;
    if (choice->price == NULL || choice->budget < 0)
        return CT_OK;
    int64_t *price = malloc((choice->sites + 1) * sizeof *price), left = choice->budget;
    if (price == NULL)
        return ct_fail_memory(err);
    memcpy(price, choice->price, choice->sites * sizeof *price);
    qsort(price, choice->sites, sizeof *price, ascending);
    for (size_t k = 0; k < *out; k++) {
        left -= price[k];
        if (left < 0)
            *out = k;
    }
    free(price);
    return CT_OK;
}

/* --- what the search asks --------------------------------------------------------------------- */

struct desk {
    struct ct_median *median;
    struct ct_swap *swap;
    size_t *start; /* [demands + 1]: rows in the node's states */
    uint32_t *site;
    int64_t *cost;
    size_t room;
    bool root; /* the median's own rows are used */
};

static void desk_free(void *desk)
{
    struct desk *d = desk;

    if (d == NULL)
        return;
    ct_swap_free(d->swap);
    free(d->start);
    free(d->site);
    free(d->cost);
    free(d);
}

static enum ct_status desk_new(struct ct_service *service, void **out, struct ct_error *err)
{
    struct ct_median *median = service->model;
    struct desk *d = calloc(1, sizeof *d);

    if (d == NULL)
        return ct_fail_memory(err);
    d->median = median;
    d->start = calloc(median->demands + 1, sizeof *d->start);
    enum ct_status status =
        d->start == NULL ? ct_fail_memory(err) : ct_swap_new(median, &d->swap, err);
    if (status != CT_OK) {
        desk_free(d);
        return status;
    }
    *out = d;
    return CT_OK;
}

static enum ct_status make_room(struct desk *d, struct ct_error *err)
{
    size_t entries = d->median->start[d->median->demands] + 1;

    if (d->room >= entries)
        return CT_OK;
    free(d->site);
    free(d->cost);
    d->site = malloc(entries * sizeof *d->site);
    d->cost = malloc(entries * sizeof *d->cost);
    d->room = d->site != NULL && d->cost != NULL ? entries : 0;
    return d->room > 0 ? CT_OK : ct_fail_memory(err);
}

static enum ct_status enter(void *desk, const uint8_t *state, bool root, int64_t *limit,
                            struct ct_error *err)
{
    struct desk *d = desk;
    struct ct_median *median = d->median;

    d->root = root;
    if (root) {
        cut_rows(median, state, median->start, median->site, median->cost, limit);
        memcpy(median->limit, limit, median->demands * sizeof *limit);
        return CT_OK;
    }
    enum ct_status status = make_room(d, err);
    if (status == CT_OK)
        cut_rows(median, state, d->start, d->site, d->cost, limit);
    return status;
}

static void price(void *desk, const int64_t *multiplier, int64_t *rho)
{
    const struct desk *d = desk;
    const size_t *start = d->root ? d->median->start : d->start;
    const uint32_t *site = d->root ? d->median->site : d->site;
    const int64_t *cost = d->root ? d->median->cost : d->cost;

    memset(rho, 0, d->median->problem->choice.sites * sizeof *rho);
    for (size_t i = 0; i < d->median->demands; i++) {
        int64_t u = multiplier[i];
        for (size_t k = start[i]; k < start[i + 1] && cost[k] < u; k++)
            rho[site[k]] += cost[k] - u;
    }
}

static void serve(void *desk, const int64_t *multiplier, const uint8_t *open, double *served)
{
    const struct desk *d = desk;
    const size_t *start = d->root ? d->median->start : d->start;
    const uint32_t *site = d->root ? d->median->site : d->site;
    const int64_t *cost = d->root ? d->median->cost : d->cost;

    for (size_t i = 0; i < d->median->demands; i++) {
        unsigned n = 0;
        for (size_t k = start[i]; k < start[i + 1] && cost[k] < multiplier[i]; k++)
            n += open[site[k]];
        served[i] = n;
    }
}

static int64_t polish(void *desk, uint8_t *open, const uint8_t *state, uint64_t effort,
                      uint64_t seed, const struct ct_search *search)
{
    return ct_swap_polish(((struct desk *)desk)->swap, open, state, effort, seed, search);
}

static int64_t settle(void *desk, uint8_t *open, int64_t upper, int64_t *bound)
{
    const struct ct_median *median = ((struct desk *)desk)->median;
    const struct ct_reach_matrix *reach = &median->problem->reach;
    int64_t sum = 0;

    (void)upper;
    for (size_t i = 0; i < median->demands; i++) {
        size_t row = median->row[i], k = reach->start[row];
        while (k < reach->start[row + 1] && !open[reach->site[k]])
            k++;
        sum += k < reach->start[row + 1] ? reach->weight[row] * reach->cost[k] : median->penalty[i];
    }
    *bound = sum;
    return sum;
}

/* Halfway from the nearest open site to the next one. */
static void start(void *desk, const uint8_t *open, int64_t *multiplier)
{
    const struct ct_median *median = ((struct desk *)desk)->median;

    for (size_t i = 0; i < median->demands; i++) {
        int64_t found[2] = {median->limit[i], median->limit[i]};
        size_t n = 0;
        for (size_t k = median->start[i]; n < 2 && k < median->start[i + 1]; k++)
            if (open[median->site[k]] && median->cost[k] < median->limit[i])
                found[n++] = median->cost[k];
        multiplier[i] = n == 2 ? found[0] / 2 + found[1] / 2 : found[0];
    }
}

static enum ct_status relax_new(void *desk, const uint8_t *state, const int64_t *multiplier,
                                void **relax, struct ct_error *err)
{
    struct ct_median *median = ((struct desk *)desk)->median;

    *relax = NULL;
    if (!ct_linear_limit(median, multiplier))
        return CT_OK;
    cut_rows(median, state, median->start, median->site, median->cost, median->limit);
    return ct_linear_new(median, state, multiplier, relax, err);
}

static const struct ct_service_kind kind = {.desk_new = desk_new,
                                            .desk_free = desk_free,
                                            .enter = enter,
                                            .start = start,
                                            .price = price,
                                            .serve = serve,
                                            .polish = polish,
                                            .settle = settle,
                                            .relax_new = relax_new,
                                            .relax_free = ct_linear_free,
                                            .relax = ct_linear_round,
                                            .relax_try = ct_linear_try};

/* --- the answer ------------------------------------------------------------------------------- */

static enum ct_status infeasible(struct ct_solution *out, const char *en, const char *zh)
{
    out->status = CT_SOLVED_INFEASIBLE;
    out->objective = (double)NAN;
    out->bound = (double)NAN;
    snprintf(out->why[CT_EN], sizeof out->why[CT_EN], "%s", en);
    snprintf(out->why[CT_ZH], sizeof out->why[CT_ZH], "%s", zh);
    return CT_OK;
}

/* Demands that no site which may open reaches. */
static enum ct_status say_unreachable(const struct ct_median *median, struct ct_solution *out,
                                      bool *are)
{
    size_t demands = 0;
    int64_t weight = 0;
    char en[256], zh[256];

    for (size_t i = 0; i < median->demands; i++)
        if (median->start[i] == median->start[i + 1]) {
            demands++;
            weight += median->problem->reach.weight[median->row[i]];
        }
    *are = demands > 0;
    snprintf(en, sizeof en, "%zu demands (weight %lld) are reached by no site that may open",
             demands, (long long)weight);
    snprintf(zh, sizeof zh, "%zu 个需求点（权重 %lld）没有任何可开设的候选点能够到达", demands,
             (long long)weight);
    return *are ? infeasible(out, en, zh) : CT_OK;
}

static enum ct_status answer(const struct ct_median *median, struct ct_service_result *found,
                             struct ct_solution *out, struct ct_error *err)
{
    const struct ct_problem *problem = median->problem;

    out->nodes = found->nodes;
    if (found->lower == INT64_MAX)
        return infeasible(out, "no set of sites is allowed", "没有任何允许的选址组合");
    if (found->lower > median->total_most)
        return infeasible(out, "no allowed set of sites reaches every demand",
                          "没有任何允许的选址组合能够到达全部需求点");
    out->bound = (double)found->lower;
    out->objective = (double)NAN;
    out->status = CT_SOLVED_FEASIBLE;
    out->site = malloc((problem->choice.sites + 1) * sizeof *out->site);
    out->server = malloc((problem->reach.demands + 1) * sizeof *out->server);
    if (out->site == NULL || out->server == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; found->found && j < problem->choice.sites; j++)
        if (found->open[j])
            out->site[out->count++] = (uint32_t)j;
    double value = ct_problem_median(problem, out->site, out->count, out->server);
    if (!found->found || isinf(value)) {
        out->count = 0;
        return CT_OK;
    }
    if (!ct_choice_allows(&problem->choice, out->site, out->count) ||
        value != (double)found->upper || found->lower > found->upper)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", "p-median: not what was promised",
                       NULL);
    out->objective = value;
    out->status = found->lower >= found->upper ? CT_SOLVED_OPTIMAL : CT_SOLVED_FEASIBLE;
    return CT_OK;
}

static enum ct_status prepare(const struct ct_problem *problem, struct ct_median *median,
                              struct ct_service *service, struct ct_error *err)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    const struct ct_choice *choice = &problem->choice;
    enum ct_status status = allocate(median, reach->demands, reach->start[reach->demands], err);

    if (status == CT_OK)
        status = open_most(choice, &median->open_most, err);
    if (status != CT_OK)
        return status;
    if (!sum_greatest(problem, median))
        return ct_fail(err, CT_USAGE, "E0805", "model", "pmedian", NULL);
    service->by_number = (choice->price == NULL || choice->budget < 0) && choice->group_count == 0;
    set_penalties(median, service->by_number || choice->least > 0);
    service->shift = median->shift = shift_for(median);
    fill_rows(median);
    service->demands = median->demands;
    service->served_most = median->total_most;
    return CT_OK;
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct ct_median median = {.problem = problem};
    struct ct_service service = {.kind = &kind,
                                 .look_every = 4,
                                 .problem = problem,
                                 .model = &median,
                                 .sites = problem->choice.sites,
                                 .set_bytes = ct_set_kept(problem->choice.sites)};
    struct ct_service_result found = {0};
    bool unreachable = false;

    *out = (struct ct_solution){0};
    if (problem->reach.cost == NULL || problem->capacity != NULL || problem->twice)
        return ct_fail(err, CT_USAGE, "E0801", "model", "pmedian", "what",
                       problem->reach.cost == NULL ? "cost" : "capacity, twice", NULL);
    enum ct_status status = prepare(problem, &median, &service, err);
    if (status == CT_OK)
        status = say_unreachable(&median, out, &unreachable);
    if (status == CT_OK && !unreachable)
        status = ct_service_search(&service, search, &found, err);
    if (status == CT_OK && !unreachable)
        status = answer(&median, &found, out, err);
    free(found.open);
    median_free(&median);
    if (status != CT_OK)
        ct_solution_free(out);
    return status;
}

const struct ct_model ct_model_pmedian = {
    "pmedian", {"p-median (least walking in all)", "p-中位（总步行最少）"}, false, solve};
