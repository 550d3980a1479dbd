/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Primal side of the capacitated p-median: demands are assigned in the order of their regret, then
 * shifted and exchanged between sites; a site moves to the best place for what it serves; random
 * swaps of sites between (iterated local search). For a fixed set the assignment is found exactly
 * by depth-first search where that ends within MOST_STEPS. A pass over all exchanges is
 * O(demands^2). */
#include "base/fail.h"
#include "solve/capacitated_parts.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 200000, KICKS_A_SITE = 10 };
static const uint32_t none = UINT32_MAX;

struct ct_assign {
    const struct ct_capacitated *model;
    uint8_t *open;
    uint32_t *server; /* [demands]; none */
    int64_t *room;    /* [sites]: capacity left */
    int64_t value;
    uint32_t *order; /* [demands] */
    int64_t *regret; /* [demands] */
    int64_t *least;  /* [demands + 1]: of the depth-first search: what the rest costs at least */
    uint32_t *site;  /* [sites]: open ones */
    uint32_t *trial; /* [demands]: of the depth-first search */
    uint8_t *best;   /* a set with what is kept */
    size_t sites_open;
    uint64_t steps;
    struct ct_keeper keeper;
};

/* --- memory ----------------------------------------------------------------------------------- */

void ct_assign_free(struct ct_assign *assign)
{
    if (assign == NULL)
        return;
    free(assign->open);
    free(assign->server);
    free(assign->room);
    free(assign->order);
    free(assign->regret);
    free(assign->least);
    free(assign->site);
    free(assign->trial);
    free(assign->best);
    ct_keeper_free(&assign->keeper);
    free(assign);
}

enum ct_status ct_assign_new(const struct ct_capacitated *model, struct ct_assign **out,
                             struct ct_error *err)
{
    struct ct_assign *a = calloc(1, sizeof *a);
    size_t n = model->sites + 1, m = model->demands + 2;

    if (a == NULL)
        return ct_fail_memory(err);
    a->model = model;
    a->open = calloc(n, 1);
    a->server = calloc(m, sizeof *a->server);
    a->room = calloc(n, sizeof *a->room);
    a->order = calloc(m, sizeof *a->order);
    a->regret = calloc(m, sizeof *a->regret);
    a->least = calloc(m, sizeof *a->least);
    a->site = calloc(n, sizeof *a->site);
    a->trial = calloc(m, sizeof *a->trial);
    a->best = calloc(ct_set_kept(n) + m * sizeof *a->server, 1);
    enum ct_status status = ct_keeper_new(&model->problem->choice, &a->keeper, err);
    if (status == CT_OK && (!a->open || !a->server || !a->room || !a->order || !a->regret ||
                            !a->least || !a->site || !a->trial || !a->best))
        status = ct_fail_memory(err);
    if (status != CT_OK) {
        ct_assign_free(a);
        return status;
    }
    *out = a;
    return CT_OK;
}

/* --- sets and assignments --------------------------------------------------------------------- */

static int64_t cost_of(const struct ct_capacitated *model, uint32_t site, size_t demand)
{
    return site == none ? model->penalty : model->cost[site * model->demands + demand];
}

static void put(struct ct_assign *a, size_t demand, uint32_t site)
{
    uint32_t old = a->server[demand];
    int64_t load = a->model->load[demand];

    if (old != none)
        a->room[old] += load;
    if (site != none)
        a->room[site] -= load;
    a->value += cost_of(a->model, site, demand) - cost_of(a->model, old, demand);
    a->server[demand] = site;
}

/* From a set as the search keeps it. Servers that are closed are none. */
static void load_set(struct ct_assign *a, const uint8_t *set)
{
    const struct ct_capacitated *model = a->model;
    const uint8_t *kept = set + ct_set_kept(model->sites);

    memcpy(a->open, set, model->sites);
    ct_keeper_set(&a->keeper, a->open);
    memcpy(a->room, model->problem->capacity, model->sites * sizeof *a->room);
    a->value = model->penalty * (int64_t)model->demands;
    for (size_t i = 0; i < model->demands; i++) {
        uint32_t site;
        memcpy(&site, kept + i * sizeof site, sizeof site);
        a->server[i] = none;
        if (site != none && a->open[site])
            put(a, i, site);
    }
}

static void save_set(const struct ct_assign *a, uint8_t *set)
{
    const struct ct_capacitated *model = a->model;

    memcpy(set, a->open, model->sites);
    memcpy(set + ct_set_kept(model->sites), a->server, model->demands * sizeof *a->server);
}

static void list_open(struct ct_assign *a)
{
    a->sites_open = 0;
    for (size_t j = 0; j < a->model->sites; j++)
        if (a->open[j])
            a->site[a->sites_open++] = (uint32_t)j;
}

/* The cheapest open site with room; its cost and the next one's. */
static uint32_t cheapest(struct ct_assign *a, size_t demand, bool with_room, int64_t *next)
{
    uint32_t site = none;
    int64_t best = a->model->penalty;

    *next = a->model->penalty;
    for (size_t k = 0; k < a->sites_open; k++) {
        uint32_t j = a->site[k];
        int64_t cost = cost_of(a->model, j, demand);
        if (cost >= a->model->never || (with_room && a->room[j] < a->model->load[demand]))
            continue;
        if (cost < best || site == none) {
            *next = site == none ? *next : best;
            best = cost;
            site = j;
        } else if (cost < *next) {
            *next = cost;
        }
    }
    a->steps += a->sites_open;
    return site;
}

/* Demands without a server get one, those with the most regret first, again and again. */
static void assign_rest(struct ct_assign *a)
{
    for (;;) {
        size_t chosen = SIZE_MAX;
        uint32_t site = none;
        int64_t most = -1;
        for (size_t i = 0; i < a->model->demands; i++) {
            int64_t next;
            if (a->server[i] != none)
                continue;
            uint32_t j = cheapest(a, i, true, &next);
            if (j != none && next - cost_of(a->model, j, i) > most) {
                most = next - cost_of(a->model, j, i);
                chosen = i;
                site = j;
            }
        }
        if (chosen == SIZE_MAX)
            return;
        put(a, chosen, site);
    }
}

/* --- local search ----------------------------------------------------------------------------- */

/* Moves single demands to cheaper sites with room; was there one? */
static bool shift(struct ct_assign *a)
{
    bool any = false;

    for (size_t i = 0; i < a->model->demands; i++) {
        int64_t next;
        uint32_t site = cheapest(a, i, true, &next);
        if (site != none && cost_of(a->model, site, i) < cost_of(a->model, a->server[i], i)) {
            put(a, i, site);
            any = true;
        }
    }
    return any;
}

/* Would exchanging the servers of two demands be cheaper, and is there room? */
static bool worth_exchanging(const struct ct_assign *a, size_t i, size_t k)
{
    uint32_t p = a->server[i], q = a->server[k];
    int64_t more = a->model->load[k] - a->model->load[i];

    if (p == q || (p != none && a->room[p] < more) || (q != none && a->room[q] < -more))
        return false;
    return cost_of(a->model, q, i) + cost_of(a->model, p, k) <
           cost_of(a->model, p, i) + cost_of(a->model, q, k);
}

static bool exchange(struct ct_assign *a)
{
    size_t m = a->model->demands;
    bool any = false;

    for (size_t i = 0; i < m; i++)
        for (size_t k = i + 1; k < m; k++)
            if (worth_exchanging(a, i, k)) {
                uint32_t p = a->server[i], q = a->server[k];
                put(a, i, none);
                put(a, k, p);
                put(a, i, q);
                any = true;
            }
    a->steps += m * m / 2;
    return any;
}

/* What `site` would cost in the place of `of`, for all that `of` serves. */
static int64_t cost_there(const struct ct_assign *a, uint32_t site, const uint32_t *served,
                          size_t count)
{
    int64_t sum = 0;

    for (size_t k = 0; k < count && sum < a->model->never; k++)
        sum += cost_of(a->model, site, served[k]);
    return sum;
}

static void replace(struct ct_assign *a, uint32_t in, uint32_t out)
{
    ct_keeper_move(&a->keeper, in, out);
    a->open[out] = 0;
    a->open[in] = 1;
    for (size_t i = 0; i < a->model->demands; i++)
        if (a->server[i] == out)
            put(a, i,
                a->model->cost[in * a->model->demands + i] < a->model->never &&
                        a->room[in] >= a->model->load[i]
                    ? in
                    : none);
}

/* The closed site that would serve best what `site` serves; none where it is best itself. */
static uint32_t better_place(struct ct_assign *a, uint32_t site, const uint8_t *state)
{
    uint32_t best = none, *served = a->order;
    size_t count = 0;
    int64_t load = 0;

    for (size_t i = 0; i < a->model->demands; i++)
        if (a->server[i] == site) {
            served[count++] = (uint32_t)i;
            load += a->model->load[i];
        }
    int64_t least = cost_there(a, site, served, count);
    for (size_t j = 0; j < a->model->sites; j++) {
        if (a->open[j] || state[j] == CT_SITE_FORBIDDEN || a->model->problem->capacity[j] < load)
            continue;
        int64_t cost = cost_there(a, (uint32_t)j, served, count);
        if (cost < least && ct_keeper_allows(&a->keeper, (uint32_t)j, site)) {
            least = cost;
            best = (uint32_t)j;
        }
    }
    a->steps += a->model->sites * count;
    return best;
}

static bool recentre(struct ct_assign *a, const uint8_t *state)
{
    bool any = false;

    for (size_t j = 0; j < a->model->sites; j++) {
        if (!a->open[j] || state[j] == CT_SITE_REQUIRED)
            continue;
        uint32_t in = better_place(a, (uint32_t)j, state);
        if (in != none) {
            replace(a, in, (uint32_t)j);
            any = true;
        }
    }
    return any;
}

static void descend(struct ct_assign *a, const uint8_t *state)
{
    bool any = true;

    while (any) {
        list_open(a);
        assign_rest(a);
        any = shift(a);
        any = exchange(a) || any;
        any = any || recentre(a, state);
    }
}

/* --- as many sites as may open ---------------------------------------------------------------- */

/* What opening `site` would save if nobody had to share it. */
static int64_t saving(struct ct_assign *a, uint32_t site)
{
    const struct ct_capacitated *model = a->model;
    int64_t sum = 0, room = model->problem->capacity[site];

    for (size_t k = model->start[site]; k < model->start[site + 1]; k++) {
        size_t i = model->demand[k];
        int64_t gain = cost_of(model, a->server[i], i) - cost_of(model, site, i);
        if (gain > 0 && model->load[i] <= room) {
            sum += gain;
            room -= model->load[i];
        }
    }
    a->steps += model->start[site + 1] - model->start[site];
    return sum;
}

static void take_over(struct ct_assign *a, uint32_t site)
{
    const struct ct_capacitated *model = a->model;

    for (size_t k = model->start[site]; k < model->start[site + 1]; k++) {
        size_t i = model->demand[k];
        if (cost_of(model, site, i) < cost_of(model, a->server[i], i) &&
            model->load[i] <= a->room[site])
            put(a, i, site);
    }
}

static void fill(struct ct_assign *a, const uint8_t *state)
{
    uint32_t in = 0;

    while (in != none) {
        int64_t most = -1;
        in = none;
        for (size_t j = 0; j < a->model->sites; j++) {
            if (a->open[j] || state[j] == CT_SITE_FORBIDDEN ||
                !ct_keeper_allows(&a->keeper, (uint32_t)j, none))
                continue;
            int64_t gain = saving(a, (uint32_t)j);
            if (gain > most) {
                most = gain;
                in = (uint32_t)j;
            }
        }
        if (in != none) {
            ct_keeper_move(&a->keeper, in, none);
            a->open[in] = 1;
            take_over(a, in);
        }
    }
}

/* One or two random swaps of sites; false where none was found. */
static bool kick(struct ct_assign *a, const uint8_t *state, uint64_t *random)
{
    size_t wanted = 1 + ct_random(random) % 2, done = 0;

    list_open(a);
    for (size_t tries = 0; done < wanted && tries < 40 && a->sites_open > 0; tries++) {
        uint32_t in = (uint32_t)(ct_random(random) % a->model->sites);
        uint32_t out = a->site[ct_random(random) % a->sites_open];
        if (a->open[in] || !a->open[out] || state[in] == CT_SITE_FORBIDDEN ||
            state[out] == CT_SITE_REQUIRED || !ct_keeper_allows(&a->keeper, in, out))
            continue;
        for (size_t i = 0; i < a->model->demands; i++)
            if (a->server[i] == out)
                put(a, i, none);
        replace(a, in, out);
        take_over(a, in);
        done++;
    }
    return done > 0;
}

static bool is_allowed(struct ct_assign *a)
{
    list_open(a);
    return ct_choice_allows(&a->model->problem->choice, a->site, a->sites_open);
}

int64_t ct_assign_polish(struct ct_assign *assign, uint8_t *open, const uint8_t *state,
                         uint64_t effort, uint64_t seed, const struct ct_search *search)
{
    struct ct_assign *a = assign;
    uint64_t random = seed;

    load_set(a, open);
    fill(a, state);
    descend(a, state);
    if (!is_allowed(a))
        return INT64_MAX;
    int64_t value = a->value;
    save_set(a, a->best);
    uint64_t end = a->steps + effort;
    for (size_t kicks = 0; kicks < KICKS_A_SITE * a->model->sites && a->steps < end; kicks++) {
        if (!ct_search_goes_on(search, (double)value, 0) || !kick(a, state, &random))
            break;
        descend(a, state);
        if (a->value <= value) {
            value = a->value;
            save_set(a, a->best);
        } else {
            load_set(a, a->best);
        }
    }
    load_set(a, a->best);
    save_set(a, open);
    return value;
}

/* --- exactly, for a fixed set ----------------------------------------------------------------- */

struct dfs {
    struct ct_assign *a;
    int64_t best;
    uint64_t steps;
};

/* Demand order[at] and the rest; `a` holds the assignment so far. */
static void deepen(struct dfs *d, size_t at, int64_t sum)
{
    struct ct_assign *a = d->a;

    if (++d->steps > MOST_STEPS || sum + a->least[at] >= d->best)
        return;
    if (at == a->model->demands) {
        d->best = sum;
        memcpy(a->trial, a->server, at * sizeof *a->server);
        return;
    }
    size_t i = a->order[at];
    for (size_t k = 0; k <= a->sites_open; k++) {
        uint32_t j = k < a->sites_open ? a->site[k] : none;
        int64_t cost = cost_of(a->model, j, i);
        if (cost >= a->model->never || (j != none && a->room[j] < a->model->load[i]))
            continue;
        put(a, i, j);
        deepen(d, at + 1, sum + cost);
        put(a, i, none);
    }
}

/* Great loads first; least[] from the end. */
static void order_by_load(struct ct_assign *a)
{
    size_t m = a->model->demands;

    for (size_t i = 0; i < m; i++) {
        size_t k = i;
        for (; k > 0 && a->model->load[a->order[k - 1]] < a->model->load[i]; k--)
            a->order[k] = a->order[k - 1];
        a->order[k] = (uint32_t)i;
    }
    a->least[m] = 0;
    for (size_t k = m; k-- > 0;) {
        int64_t next;
        uint32_t site = cheapest(a, a->order[k], false, &next);
        int64_t cost = cost_of(a->model, site, a->order[k]);
        cost = cost < a->model->penalty ? cost : a->model->penalty;
        a->least[k] = a->least[k + 1] + cost;
    }
}

int64_t ct_assign_settle(struct ct_assign *a, uint8_t *open, int64_t *bound)
{
    struct dfs d = {.a = a};

    load_set(a, open);
    list_open(a);
    assign_rest(a);
    while (shift(a) || exchange(a))
        continue;
    d.best = a->value;
    memcpy(a->trial, a->server, a->model->demands * sizeof *a->server);
    for (size_t i = 0; i < a->model->demands; i++)
        put(a, i, none);
    order_by_load(a);
    deepen(&d, 0, 0);
    *bound = d.steps > MOST_STEPS ? a->least[0] : d.best;
    memcpy(a->server, a->trial, a->model->demands * sizeof *a->server);
    save_set(a, open);
    return d.best;
}
