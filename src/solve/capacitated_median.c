/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Capacitated p-median: every demand with a weight is served wholly by one open site; what a site
 * serves is within its capacity; the sum of weight x cost is least. Lower bound: Lagrangian
 * relaxation of "each demand is served"; a site's price is a 0/1 knapsack (Ceselli, Righini 2005).
 * Memory: 8 bytes for each pair of site and demand.
 *
 * An unserved demand counts a penalty above any full assignment where the numbers allow it (else a
 * lower one: the bound stays valid, but what is infeasible may not be proved so).
 */
#include "base/fail.h"
#include "solve/capacitated_knapsack.h"
#include "solve/capacitated_parts.h"
#include "solve/models.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int64_t most_total = (int64_t)1 << 60;

/* --- the problem as it counts -------------------------------------------------------------------
 */

static bool is_forbidden(const struct ct_choice *choice, uint32_t site)
{
    return choice->state != NULL && choice->state[site] == CT_SITE_FORBIDDEN;
}

/* One row into the table of costs; false where a product is too large. */
static bool read_row(struct ct_capacitated *c, size_t row, size_t i)
{
    const struct ct_problem *problem = c->problem;
    int64_t most = 0, cost;

    for (size_t k = problem->reach.start[row]; k < problem->reach.start[row + 1]; k++) {
        uint32_t j = problem->reach.site[k];
        if (is_forbidden(&problem->choice, j) || c->load[i] > problem->capacity[j])
            continue;
        if (__builtin_mul_overflow(problem->reach.weight[row], problem->reach.cost[k], &cost))
            return false;
        c->cost[j * c->demands + i] = cost;
        most = cost > most ? cost : most;
    }
    return !__builtin_add_overflow(c->total_most, most, &c->total_most) &&
           c->total_most < most_total / 4;
}

static enum ct_status allocate(struct ct_capacitated *c, struct ct_error *err)
{
    size_t m = c->problem->reach.demands;

    c->row = calloc(m + 1, sizeof *c->row);
    c->load = calloc(m + 1, sizeof *c->load);
    c->start = calloc(c->sites + 1, sizeof *c->start);
    for (size_t i = 0; c->row != NULL && i < m; i++)
        if (c->problem->reach.weight[i] > 0)
            c->row[c->demands++] = (uint32_t)i;
    c->cost = calloc(c->sites * c->demands + 1, sizeof *c->cost);
    c->demand = calloc(c->sites * c->demands + 1, sizeof *c->demand);
    return c->row && c->load && c->start && c->cost && c->demand ? CT_OK : ct_fail_memory(err);
}

static void list_demands(struct ct_capacitated *c)
{
    size_t to = 0;

    for (size_t j = 0; j < c->sites; j++) {
        c->start[j] = to;
        for (size_t i = 0; i < c->demands; i++)
            if (c->cost[j * c->demands + i] < c->never)
                c->demand[to++] = (uint32_t)i;
    }
    c->start[c->sites] = to;
}

static enum ct_status prepare(struct ct_capacitated *c, struct ct_error *err)
{
    const struct ct_problem *problem = c->problem;
    enum ct_status status = allocate(c, err);

    if (status != CT_OK)
        return status;
    c->never = most_total;
    for (size_t k = 0; k < c->sites * c->demands; k++)
        c->cost[k] = c->never;
    for (size_t i = 0; i < c->demands; i++) {
        size_t row = c->row[i];
        c->load[i] = problem->load != NULL ? problem->load[row] : problem->reach.weight[row];
        if (!read_row(c, row, i))
            return ct_fail(err, CT_USAGE, "E0805", "model", "capacitated-pmedian", NULL);
    }
    int64_t room = most_total / 2 / (int64_t)(c->demands + 1);
    c->penalty = c->total_most < room ? c->total_most + 1 : room;
    while (c->shift < 24 && c->penalty * (int64_t)(c->demands + 1) < most_total >> (c->shift + 1))
        c->shift++;
    list_demands(c);
    return CT_OK;
}

static void capacitated_free(struct ct_capacitated *c)
{
    free(c->row);
    free(c->load);
    free(c->start);
    free(c->cost);
    free(c->demand);
}

/* --- what the search asks -----------------------------------------------------------------------
 */

struct desk {
    const struct ct_capacitated *model;
    struct ct_assign *assign;
    uint8_t *closed, *taken; /* [sites], [entries] */
    struct ct_item *item;    /* [demands] */
};

static void desk_free(void *desk)
{
    struct desk *d = desk;

    if (d == NULL)
        return;
    ct_assign_free(d->assign);
    free(d->closed);
    free(d->taken);
    free(d->item);
    free(d);
}

static enum ct_status desk_new(struct ct_service *service, void **out, struct ct_error *err)
{
    const struct ct_capacitated *c = service->model;
    struct desk *d = calloc(1, sizeof *d);

    if (d == NULL)
        return ct_fail_memory(err);
    d->model = c;
    d->closed = calloc(c->sites + 1, 1);
    d->taken = calloc(c->start[c->sites] + 1, 1);
    d->item = calloc(c->demands + 1, sizeof *d->item);
    enum ct_status status =
        d->closed && d->taken && d->item ? ct_assign_new(c, &d->assign, err) : ct_fail_memory(err);
    if (status != CT_OK) {
        desk_free(d);
        return status;
    }
    *out = d;
    return CT_OK;
}

static enum ct_status enter(void *desk, const uint8_t *state, bool root, int64_t *limit,
                            struct ct_error *err)
{
    struct desk *d = desk;

    (void)root;
    (void)err;
    for (size_t j = 0; j < d->model->sites; j++)
        d->closed[j] = state[j] == CT_SITE_FORBIDDEN;
    for (size_t i = 0; i < d->model->demands; i++)
        limit[i] = d->model->penalty * ((int64_t)1 << d->model->shift);
    return CT_OK;
}

/* The knapsack of one site. */
static int64_t price_site(struct desk *d, size_t j, const int64_t *multiplier)
{
    const struct ct_capacitated *c = d->model;
    int64_t load = 0, sum = 0, room = c->problem->capacity[j];
    size_t n = 0;

    for (size_t k = c->start[j]; k < c->start[j + 1]; k++) {
        size_t i = c->demand[k];
        int64_t profit = multiplier[i] - c->cost[j * c->demands + i] * ((int64_t)1 << c->shift);
        d->taken[k] = 0;
        if (profit <= 0)
            continue;
        d->item[n++] =
            (struct ct_item){.profit = profit, .load = c->load[i], .id = (uint32_t)k, .best = 1};
        load += c->load[i];
        sum += profit;
    }
    if (load > room)
        sum = ct_knapsack(d->item, n, room);
    for (size_t k = 0; k < n; k++)
        d->taken[d->item[k].id] = d->item[k].best;
    return -sum;
}

static void price(void *desk, const int64_t *multiplier, int64_t *rho)
{
    struct desk *d = desk;

    for (size_t j = 0; j < d->model->sites; j++)
        rho[j] = d->closed[j] ? 0 : price_site(d, j, multiplier);
}

static void serve(void *desk, const int64_t *multiplier, const uint8_t *open, double *served)
{
    const struct desk *d = desk;
    const struct ct_capacitated *c = d->model;

    (void)multiplier;
    memset(served, 0, c->demands * sizeof *served);
    for (size_t j = 0; j < c->sites; j++)
        for (size_t k = c->start[j]; open[j] && !d->closed[j] && k < c->start[j + 1]; k++)
            served[c->demand[k]] += d->taken[k];
}

static int64_t polish(void *desk, uint8_t *open, const uint8_t *state, uint64_t effort,
                      uint64_t seed, const struct ct_search *search)
{
    return ct_assign_polish(((struct desk *)desk)->assign, open, state, effort, seed, search);
}

static int64_t settle(void *desk, uint8_t *open, int64_t upper, int64_t *bound)
{
    (void)upper; /* the best for this set is wanted whatever it costs */
    return ct_assign_settle(((struct desk *)desk)->assign, open, bound);
}

static const struct ct_service_kind kind = {.desk_new = desk_new,
                                            .desk_free = desk_free,
                                            .enter = enter,
                                            .price = price,
                                            .serve = serve,
                                            .polish = polish,
                                            .settle = settle};

/* --- the answer ------------------------------------------------------------------------------- */

static void infeasible(struct ct_solution *out, const char *en, const char *zh)
{
    out->status = CT_SOLVED_INFEASIBLE;
    out->objective = (double)NAN;
    out->bound = (double)NAN;
    snprintf(out->why[CT_EN], sizeof out->why[CT_EN], "%s", en);
    snprintf(out->why[CT_ZH], sizeof out->why[CT_ZH], "%s", zh);
}

/* Is it an allowed set and a full assignment within capacities of this value? */
static bool is_as_said(const struct ct_capacitated *c, const struct ct_solution *out, int64_t value)
{
    const struct ct_problem *problem = c->problem;
    int64_t sum = 0, *room = malloc((c->sites + 1) * sizeof *room);
    bool good = room != NULL && ct_choice_allows(&problem->choice, out->site, out->count);

    if (room != NULL)
        memset(room, 0xff, (c->sites + 1) * sizeof *room);
    for (size_t k = 0; good && k < out->count; k++)
        room[out->site[k]] = problem->capacity[out->site[k]];
    for (size_t i = 0; good && i < c->demands; i++) {
        size_t row = c->row[i], k = problem->reach.start[row];
        uint32_t j = out->server[row];
        while (k < problem->reach.start[row + 1] && problem->reach.site[k] != j)
            k++;
        good = k < problem->reach.start[row + 1];
        if (good) {
            room[j] -= c->load[i];
            good = room[j] >= 0;
            sum += problem->reach.weight[row] * problem->reach.cost[k];
        }
    }
    free(room);
    return good && sum == value;
}

static void write_set(const struct ct_capacitated *c, const struct ct_service_result *found,
                      struct ct_solution *out)
{
    const uint8_t *kept = found->open + ct_set_kept(c->sites);

    for (size_t j = 0; j < c->sites; j++)
        if (found->open[j])
            out->site[out->count++] = (uint32_t)j;
    for (size_t i = 0; i < c->demands; i++)
        memcpy(&out->server[c->row[i]], kept + i * sizeof *out->server, sizeof *out->server);
}

static enum ct_status answer(const struct ct_capacitated *c, struct ct_service_result *found,
                             struct ct_solution *out, struct ct_error *err)
{
    out->nodes = found->nodes;
    if (found->lower == INT64_MAX) {
        infeasible(out, "no set of sites is allowed", "没有任何允许的选址组合");
        return CT_OK;
    }
    if (found->lower > c->total_most) {
        infeasible(out, "no allowed set of sites serves every demand within reach and capacity",
                   "没有任何允许的选址组合能在可达范围和容量内服务全部需求点");
        return CT_OK;
    }
    out->bound = (double)found->lower;
    out->objective = (double)NAN;
    out->status = CT_SOLVED_FEASIBLE;
    out->site = calloc(c->sites + 1, sizeof *out->site);
    out->server = malloc((c->problem->reach.demands + 1) * sizeof *out->server);
    if (out->site == NULL || out->server == NULL)
        return ct_fail_memory(err);
    memset(out->server, 0xff, c->problem->reach.demands * sizeof *out->server);
    if (!found->found || found->upper > c->total_most)
        return CT_OK;
    write_set(c, found, out);
    if (!is_as_said(c, out, found->upper) || found->lower > found->upper)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason",
                       "capacitated p-median: not what was promised", NULL);
    out->objective = (double)found->upper;
    out->status = found->lower >= found->upper ? CT_SOLVED_OPTIMAL : CT_SOLVED_FEASIBLE;
    return CT_OK;
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct ct_capacitated c = {.problem = problem, .sites = problem->choice.sites};
    struct ct_service_result found = {0};

    *out = (struct ct_solution){0};
    if (problem->reach.cost == NULL || problem->capacity == NULL || problem->twice)
        return ct_fail(err, CT_USAGE, "E0801", "model", "capacitated-pmedian", "what",
                       problem->twice ? "twice" : "no cost, no capacity", NULL);
    enum ct_status status = prepare(&c, err);
    struct ct_service service = {
        .kind = &kind,
        .look_every = 1,
        .problem = problem,
        .model = &c,
        .sites = c.sites,
        .demands = c.demands,
        .shift = c.shift,
        .served_most = c.total_most,
        .set_bytes = ct_set_kept(c.sites) + c.demands * sizeof(uint32_t),
        .by_number = (problem->choice.price == NULL || problem->choice.budget < 0) &&
                     problem->choice.group_count == 0};
    if (status == CT_OK)
        status = ct_service_search(&service, search, &found, err);
    if (status == CT_OK)
        status = answer(&c, &found, out, err);
    free(found.open);
    capacitated_free(&c);
    if (status != CT_OK)
        ct_solution_free(out);
    return status;
}

const struct ct_model ct_model_capacitated_pmedian = {
    "capacitated-pmedian", {"p-median with capacities", "有容量限制的 p-中位"}, false, solve};
