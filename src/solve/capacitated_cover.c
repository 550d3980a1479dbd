/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Capacitated covering: as much weight as can be served within reach and capacity. Weight is
 * people: a demand may be divided among sites in whole units, so that for given sites the answer is
 * a maximum flow. Upper bound: Lagrangian relaxation of "no demand is served more than whole", in
 * which each site is a fractional knapsack; see service.h, where it stands as the least unserved
 * weight.
 */
#include "base/fail.h"
#include "solve/capacitated_flow.h"
#include "solve/models.h"
#include "solve/service.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KICKS_A_SITE = 10 };
static const uint32_t none = UINT32_MAX;

struct cover {
    const struct ct_problem *problem;
    struct ct_flow_graph graph;
    int64_t total;
    int shift;
};

struct ranked {
    int64_t multiplier;
    size_t entry;
};

struct desk {
    const struct cover *cover;
    struct ct_flow flow;
    struct ct_keeper keeper;
    uint8_t *closed, *best; /* [sites] */
    int64_t *amount;        /* [entries]: in the relaxed solution */
    struct ranked *ranked;  /* [demands] */
};

static void desk_free(void *desk)
{
    struct desk *d = desk;

    if (d == NULL)
        return;
    ct_flow_free(&d->flow);
    ct_keeper_free(&d->keeper);
    free(d->closed);
    free(d->best);
    free(d->amount);
    free(d->ranked);
    free(d);
}

static enum ct_status desk_new(struct ct_service *service, void **out, struct ct_error *err)
{
    const struct cover *c = service->model;
    struct desk *d = calloc(1, sizeof *d);

    if (d == NULL)
        return ct_fail_memory(err);
    d->cover = c;
    d->closed = calloc(c->graph.sites + 1, 1);
    d->best = calloc(c->graph.sites + 1, 1);
    d->amount = calloc(c->graph.entries + 1, sizeof *d->amount);
    d->ranked = calloc(c->graph.demands + 1, sizeof *d->ranked);
    enum ct_status status = d->closed && d->best && d->amount && d->ranked
                                ? ct_flow_new(&c->graph, &d->flow, err)
                                : ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_keeper_new(&c->problem->choice, &d->keeper, err);
    if (status != CT_OK) {
        desk_free(d);
        return status;
    }
    *out = d;
    return CT_OK;
}

/* --- bound --------------------------------------------------------------------------------------
 */

static enum ct_status enter(void *desk, const uint8_t *state, bool root, int64_t *limit,
                            struct ct_error *err)
{
    struct desk *d = desk;

    (void)root;
    (void)err;
    for (size_t j = 0; j < d->cover->graph.sites; j++)
        d->closed[j] = state[j] == CT_SITE_FORBIDDEN;
    for (size_t i = 0; i < d->cover->graph.demands; i++)
        limit[i] = (int64_t)1 << d->cover->shift;
    return CT_OK;
}

static int by_multiplier(const void *a, const void *b)
{
    const struct ranked *p = a, *q = b;

    if (p->multiplier != q->multiplier)
        return p->multiplier > q->multiplier ? -1 : 1;
    return p->entry < q->entry ? -1 : p->entry > q->entry;
}

/* A site serves the dearest units first. */
static int64_t price_site(struct desk *d, size_t j, const int64_t *multiplier)
{
    const struct ct_flow_graph *g = &d->cover->graph;
    int64_t room = g->capacity[j], sum = 0;
    size_t n = 0;

    for (size_t k = g->column[j]; k < g->column[j + 1]; k++) {
        size_t e = g->entry[k];
        d->amount[e] = 0;
        if (multiplier[g->demand[e]] > 0)
            d->ranked[n++] = (struct ranked){multiplier[g->demand[e]], e};
    }
    if (n > 1)
        qsort(d->ranked, n, sizeof *d->ranked, by_multiplier);
    for (size_t k = 0; k < n && room > 0; k++) {
        int64_t weight = g->weight[g->demand[d->ranked[k].entry]];
        int64_t amount = weight < room ? weight : room;
        d->amount[d->ranked[k].entry] = amount;
        sum += amount * d->ranked[k].multiplier;
        room -= amount;
    }
    return -sum;
}

static void price(void *desk, const int64_t *multiplier, int64_t *rho)
{
    struct desk *d = desk;

    for (size_t j = 0; j < d->cover->graph.sites; j++)
        rho[j] = d->closed[j] ? 0 : price_site(d, j, multiplier);
}

static void serve(void *desk, const int64_t *multiplier, const uint8_t *open, double *served)
{
    const struct desk *d = desk;
    const struct ct_flow_graph *g = &d->cover->graph;

    (void)multiplier;
    memset(served, 0, g->demands * sizeof *served);
    for (size_t e = 0; e < g->entries; e++)
        if (open[g->site[e]] && !d->closed[g->site[e]])
            served[g->demand[e]] += (double)d->amount[e];
}

/* --- sets that are good -------------------------------------------------------------------------
 */

/* What a site could serve of what is left. */
static int64_t could_serve(const struct desk *d, uint32_t site)
{
    const struct ct_flow_graph *g = &d->cover->graph;
    int64_t sum = 0;

    for (size_t k = g->column[site]; k < g->column[site + 1]; k++)
        sum += d->flow.left[g->demand[g->entry[k]]];
    return sum < g->capacity[site] ? sum : g->capacity[site];
}

/* The closed site, other than `out`, that could serve most and may open; none. */
static uint32_t best_to_open(struct desk *d, const uint8_t *state, uint32_t out)
{
    uint32_t best = none;
    int64_t most = -1;

    for (uint32_t j = 0; j < d->cover->graph.sites; j++) {
        if (d->flow.open[j] || j == out || state[j] == CT_SITE_FORBIDDEN ||
            !ct_keeper_allows(&d->keeper, j, none))
            continue;
        int64_t could = could_serve(d, j);
        if (could > most) {
            most = could;
            best = j;
        }
    }
    d->flow.steps += d->cover->graph.entries;
    return best;
}

static void open_site(struct desk *d, uint32_t site)
{
    ct_keeper_move(&d->keeper, site, none);
    ct_flow_open(&d->flow, site);
}

static void fill(struct desk *d, const uint8_t *state, uint32_t out)
{
    for (uint32_t in = best_to_open(d, state, out); in != none; in = best_to_open(d, state, out))
        open_site(d, in);
}

static void load_set(struct desk *d, const uint8_t *open)
{
    ct_keeper_set(&d->keeper, open);
    ct_flow_set(&d->flow, open);
}

static bool is_allowed(const struct desk *d)
{
    uint32_t *site = malloc((d->cover->graph.sites + 1) * sizeof *site);
    size_t count = 0;

    for (size_t j = 0; site != NULL && j < d->cover->graph.sites; j++)
        if (d->flow.open[j])
            site[count++] = (uint32_t)j;
    bool is = site != NULL && ct_choice_allows(&d->cover->problem->choice, site, count);
    free(site);
    return is;
}

/* Closes a random site and opens what then could serve most, or one at random. */
static bool kick(struct desk *d, const uint8_t *state, uint64_t *random)
{
    size_t n = d->cover->graph.sites;
    uint32_t out = (uint32_t)(ct_random(random) % n), in = (uint32_t)(ct_random(random) % n);

    for (size_t k = 0; k < n && (!d->flow.open[out] || state[out] == CT_SITE_REQUIRED); k++)
        out = (uint32_t)((out + 1) % n);
    if (!d->flow.open[out] || state[out] == CT_SITE_REQUIRED)
        return false;
    ct_keeper_move(&d->keeper, none, out);
    ct_flow_close(&d->flow, out);
    if (ct_random(random) % 4 == 0 && !d->flow.open[in] && state[in] != CT_SITE_FORBIDDEN &&
        ct_keeper_allows(&d->keeper, in, none))
        open_site(d, in);
    fill(d, state, out);
    fill(d, state, none);
    return true;
}

static int64_t polish(void *desk, uint8_t *open, const uint8_t *state, uint64_t effort,
                      uint64_t seed, const struct ct_search *search)
{
    struct desk *d = desk;
    size_t n = d->cover->graph.sites;

    load_set(d, open);
    fill(d, state, none);
    if (!is_allowed(d))
        return INT64_MAX;
    int64_t served = d->flow.served;
    memcpy(d->best, d->flow.open, n);
    uint64_t end = d->flow.steps + effort;
    for (size_t kicks = 0; kicks < KICKS_A_SITE * n && d->flow.steps < end; kicks++) {
        if (!ct_search_goes_on(search, (double)NAN, 0) || !kick(d, state, &seed))
            break;
        if (d->flow.served >= served && is_allowed(d)) {
            served = d->flow.served;
            memcpy(d->best, d->flow.open, n);
        } else {
            load_set(d, d->best);
        }
    }
    memcpy(open, d->best, n);
    return d->cover->total - served;
}

static int64_t settle(void *desk, uint8_t *open, int64_t upper, int64_t *bound)
{
    struct desk *d = desk;

    (void)upper;
    ct_flow_set(&d->flow, open);
    *bound = d->cover->total - d->flow.served;
    return *bound;
}

static const struct ct_service_kind kind = {.desk_new = desk_new,
                                            .desk_free = desk_free,
                                            .enter = enter,
                                            .price = price,
                                            .serve = serve,
                                            .polish = polish,
                                            .settle = settle};

/* --- the answer ---------------------------------------------------------------------------------
 */

/* What the set serves, computed anew, is what was promised. */
static enum ct_status check(const struct cover *c, const struct ct_service_result *found,
                            const struct ct_solution *out, struct ct_error *err)
{
    struct ct_flow flow = {0};
    enum ct_status status = ct_flow_new(&c->graph, &flow, err);

    if (status != CT_OK)
        return status;
    ct_flow_set(&flow, found->open);
    if (!ct_choice_allows(&c->problem->choice, out->site, out->count) ||
        c->total - flow.served != found->upper || found->lower > found->upper)
        status = ct_fail(err, CT_INTERNAL, "E0903", "reason",
                         "capacitated covering: not what was promised", NULL);
    ct_flow_free(&flow);
    return status;
}

static enum ct_status answer(const struct cover *c, struct ct_service_result *found,
                             struct ct_solution *out, struct ct_error *err)
{
    out->nodes = found->nodes;
    out->objective = (double)NAN;
    out->bound = (double)NAN;
    out->status = CT_SOLVED_INFEASIBLE;
    if (found->lower == INT64_MAX) {
        snprintf(out->why[CT_EN], sizeof out->why[CT_EN], "no set of sites is allowed");
        snprintf(out->why[CT_ZH], sizeof out->why[CT_ZH], "没有任何允许的选址组合");
        return CT_OK;
    }
    out->status = CT_SOLVED_FEASIBLE;
    out->bound = (double)(c->total - found->lower);
    out->site = malloc((c->graph.sites + 1) * sizeof *out->site);
    if (out->site == NULL)
        return ct_fail_memory(err);
    for (uint32_t j = 0; found->found && j < c->graph.sites; j++)
        if (found->open[j])
            out->site[out->count++] = j;
    if (!found->found)
        return CT_OK;
    out->objective = (double)(c->total - found->upper);
    out->status = found->lower >= found->upper ? CT_SOLVED_OPTIMAL : CT_SOLVED_FEASIBLE;
    return check(c, found, out, err);
}

/* Sums of weights, as doubles exact. */
static bool add_weights(struct cover *c)
{
    const int64_t most = (int64_t)1 << 53;

    for (size_t i = 0; i < c->problem->reach.demands; i++) {
        int64_t weight = c->problem->reach.weight[i];
        if (weight < 0 || weight > most - c->total)
            return false;
        c->total += weight;
    }
    while (c->shift < 20 && c->total < (int64_t)1 << (59 - c->shift))
        c->shift++;
    return true;
}

static enum ct_status search_for(struct cover *c, const struct ct_search *search,
                                 struct ct_solution *out, struct ct_error *err)
{
    const struct ct_choice *choice = &c->problem->choice;
    struct ct_service_result found = {0};
    struct ct_service service = {.kind = &kind,
                                 .look_every = 1,
                                 .problem = c->problem,
                                 .model = c,
                                 .sites = c->graph.sites,
                                 .demands = c->graph.demands,
                                 .shift = c->shift,
                                 .size = c->graph.weight,
                                 .served_most = c->total,
                                 .set_bytes = c->graph.sites};

    service.by_number = (choice->price == NULL || choice->budget < 0) && choice->group_count == 0;
    enum ct_status status = ct_service_search(&service, search, &found, err);
    if (status == CT_OK)
        status = answer(c, &found, out, err);
    free(found.open);
    return status;
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct cover c = {.problem = problem};

    *out = (struct ct_solution){0};
    if (problem->capacity == NULL || problem->value != NULL || problem->load != NULL ||
        problem->twice)
        return ct_fail(err, CT_USAGE, "E0801", "model", "capacitated-cover", "what",
                       problem->capacity == NULL ? "no capacity" : "value, load, twice", NULL);
    if (!add_weights(&c))
        return ct_fail(err, CT_INPUT, "E0802", NULL);
    enum ct_status status = ct_flow_graph_new(problem, &c.graph, err);
    if (status == CT_OK)
        status = search_for(&c, search, out, err);
    ct_flow_graph_free(&c.graph);
    if (status != CT_OK)
        ct_solution_free(out);
    return status;
}

const struct ct_model ct_model_capacitated_cover = {
    "capacitated-cover", {"maximal covering with capacities", "有容量限制的最大覆盖"}, true, solve};
