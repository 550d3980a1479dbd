/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See unit_search.h. The exact search: the best cut of a connected set S is a connected unit that
 * holds S's first vertex and the best cut of each part that is left, kept by S as a bit mask
 * (dynamic programming over what is reachable). Vertices are numbered along the graph from one end
 * to the other, so that what is left mostly stays in one piece and few sets are reached.
 */
#include "measure/unit_search.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

struct memo {
    uint64_t set, take; /* set 0: free */
    struct ct_unit_cost cost;
};

struct search {
    const struct ct_unit_goal *goal;
    size_t n, steps;
    uint32_t vertex[CT_UNIT_MOST]; /* of the graph */
    int64_t people[CT_UNIT_MOST], twice[CT_UNIT_MOST][CT_UNIT_MOST];
    uint64_t near[CT_UNIT_MOST];
    struct memo *memo;
    size_t room, used; /* room: a power of 2 */
    bool no_memory;
};

struct ct_unit_cost ct_unit_cost_of(const struct ct_unit_goal *goal, int64_t people)
{
    const __int128 off = 2 * (__int128)people - goal->low - goal->high;
    return (struct ct_unit_cost){people < goal->low ? people : 0, off * off, 1};
}

static int first_of(uint64_t set)
{
    return __builtin_ctzll(set);
}

static uint64_t bit(int v)
{
    return (uint64_t)1 << v;
}

/* --- what was solved -------------------------------------------------------------------------- */

static struct memo *find(const struct search *s, uint64_t set)
{
    size_t i = (size_t)((set * 0x9E3779B97F4A7C15U) >> 20) & (s->room - 1);
    while (s->memo[i].set != 0 && s->memo[i].set != set)
        i = (i + 1) & (s->room - 1);
    return &s->memo[i];
}

static bool grow(struct search *s)
{
    struct memo *old = s->memo;
    const size_t room = s->room;
    struct memo *memo = calloc(2 * room, sizeof *memo);
    if (memo == NULL)
        return false;
    s->memo = memo;
    s->room = 2 * room;
    for (size_t i = 0; i < room; i++)
        if (old[i].set != 0)
            *find(s, old[i].set) = old[i];
    free(old);
    return true;
}

static void keep(struct search *s, struct memo row)
{
    if (2 * s->used >= s->room && !grow(s)) {
        s->no_memory = true;
        return;
    }
    *find(s, row.set) = row;
    s->used++;
}

/* --- the search ------------------------------------------------------------------------------- */

static uint64_t part_of(const struct search *s, uint64_t set)
{
    uint64_t part = bit(first_of(set)), todo = part;
    while (todo != 0) {
        const int v = first_of(todo);
        const uint64_t more = s->near[v] & set & ~part;
        todo = (todo & (todo - 1)) | more;
        part |= more;
    }
    return part;
}

/* People that v adds to a set. */
static int64_t added(const struct search *s, int v, uint64_t set)
{
    int64_t people = s->people[v];
    for (uint64_t k = s->near[v] & set; k != 0; k &= k - 1)
        people -= s->twice[v][first_of(k)];
    return people;
}

static int64_t people_of(const struct search *s, uint64_t set)
{
    int64_t people = 0;
    for (uint64_t k = set; k != 0; k &= k - 1)
        people += added(s, first_of(k), set & (bit(first_of(k)) - 1));
    return people;
}

static struct ct_unit_cost solve(struct search *s, uint64_t set);

static bool gave_up(const struct search *s)
{
    return s->no_memory || s->steps > s->goal->most_steps;
}

/* All connected sets that hold `unit`, none of `closed`, and vertices of best->set. */
static void extend(struct search *s, uint64_t unit, int64_t people, uint64_t edge, uint64_t closed,
                   struct memo *best)
{
    struct ct_unit_cost cost = ct_unit_cost_of(s->goal, people);
    s->steps++;
    if (gave_up(s))
        return;
    if (ct_unit_cost_less(cost, best->cost))
        cost = ct_unit_cost_add(cost, solve(s, best->set & ~unit));
    if (ct_unit_cost_less(cost, best->cost)) {
        best->cost = cost;
        best->take = unit;
    }
    for (uint64_t k = edge; k != 0 && !gave_up(s); k &= k - 1) {
        const int v = first_of(k);
        const int64_t more = people + added(s, v, unit);
        closed |= bit(v);
        if (more <= s->goal->high)
            extend(s, unit | bit(v), more, (edge | (s->near[v] & best->set)) & ~closed & ~unit,
                   closed, best);
    }
}

/* Of a connected set. Below twice `low` one unit is best: of two, one would be below. */
static struct ct_unit_cost solve_part(struct search *s, uint64_t set)
{
    const struct memo *known = find(s, set);
    if (known->set == set)
        return known->cost;
    const int v = first_of(set);
    const int64_t people = people_of(s, set);
    struct memo best = {set, set, {INT64_MAX, 0, 0}};
    if (people < 2 * s->goal->low && people <= s->goal->high)
        best.cost = ct_unit_cost_of(s->goal, people);
    else
        extend(s, bit(v), s->people[v], s->near[v] & set, bit(v), &best);
    keep(s, best);
    return best.cost;
}

static struct ct_unit_cost solve(struct search *s, uint64_t set)
{
    struct ct_unit_cost cost = {0, 0, 0};
    for (uint64_t rest = set; rest != 0 && !gave_up(s);) {
        const uint64_t part = part_of(s, rest);
        cost = ct_unit_cost_add(cost, solve_part(s, part));
        rest &= ~part;
    }
    return cost;
}

/* --- from the graph and back ------------------------------------------------------------------ */

/* Where v stands in part[0..n), which is ascending; n where it does not. */
static size_t place_in(const uint32_t *part, size_t n, uint32_t v)
{
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (part[middle] < v)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && part[low] == v ? low : n;
}

static void take_graph(struct search *s, const struct ct_unit_graph *graph, const size_t *place,
                       const uint32_t *part)
{
    for (size_t i = 0; i < s->n; i++) {
        const uint32_t v = part[i];
        s->vertex[place[i]] = v;
        s->people[place[i]] = graph->people[v];
        for (size_t e = graph->start[v]; e < graph->start[v + 1]; e++) {
            const size_t k = place_in(part, s->n, graph->to[e]);
            if (k == s->n)
                continue;
            s->near[place[i]] |= bit((int)place[k]);
            s->twice[place[i]][place[k]] = graph->twice[e];
        }
    }
}

/* Breadth first from one vertex: order[i] is the i-th reached; unreached ones follow. */
static void walk(const struct search *s, int from, int *order)
{
    uint64_t seen = bit(from), all = s->n == CT_UNIT_MOST ? UINT64_MAX : bit((int)s->n) - 1;
    size_t count = 1;
    order[0] = from;
    for (size_t i = 0; i < s->n; i++) {
        if (i == count) {
            order[count++] = first_of(all & ~seen);
            seen |= bit(order[i]);
        }
        for (uint64_t k = s->near[order[i]] & ~seen; k != 0; k &= k - 1)
            order[count++] = first_of(k);
        seen |= s->near[order[i]];
    }
}

/* Numbers the vertices from one end of the graph to the other. */
static void take_part(struct search *s, const struct ct_unit_graph *graph, const uint32_t *part)
{
    int order[CT_UNIT_MOST];
    size_t place[CT_UNIT_MOST] = {0};
    for (size_t i = 0; i < s->n; i++)
        place[i] = i;
    take_graph(s, graph, place, part);
    walk(s, 0, order);
    walk(s, order[s->n - 1], order);
    for (size_t i = 0; i < s->n; i++)
        place[order[i]] = i;
    memset(s->near, 0, sizeof s->near);
    memset(s->twice, 0, sizeof s->twice);
    take_graph(s, graph, place, part);
}

static void give_units(const struct search *s, uint64_t all, uint32_t *unit_of)
{
    while (all != 0) {
        const uint64_t unit = find(s, part_of(s, all))->take;
        uint32_t first = UINT32_MAX;
        for (uint64_t k = unit; k != 0; k &= k - 1)
            if (s->vertex[first_of(k)] < first)
                first = s->vertex[first_of(k)];
        for (uint64_t k = unit; k != 0; k &= k - 1)
            unit_of[s->vertex[first_of(k)]] = first;
        all &= ~unit;
    }
}

enum ct_status ct_unit_search_exact(const struct ct_unit_graph *graph,
                                    const struct ct_unit_goal *goal, const uint32_t *part, size_t n,
                                    uint32_t *unit_of, struct ct_unit_cost *cost, bool *found,
                                    struct ct_error *err)
{
    *found = false;
    if (n == 0 || n > CT_UNIT_MOST || goal->most_steps == 0)
        return CT_OK;
    struct search *s = calloc(1, sizeof *s);
    if (s == NULL)
        return ct_fail_memory(err);
    const uint64_t all = n == CT_UNIT_MOST ? UINT64_MAX : bit((int)n) - 1;
    s->goal = goal;
    s->n = n;
    s->room = 64;
    s->memo = calloc(s->room, sizeof *s->memo);
    s->no_memory = s->memo == NULL;
    if (!s->no_memory) {
        take_part(s, graph, part);
        *cost = solve(s, all);
        *found = !gave_up(s);
    }
    if (*found)
        give_units(s, all, unit_of);
    const enum ct_status status = s->no_memory ? ct_fail_memory(err) : CT_OK;
    free(s->memo);
    free(s);
    return status;
}

/* The connected part that holds v, of vertices whose unit is not known (UINT32_MAX); marked as in
 * one unit with v. Returns its size. */
static size_t flood(const struct ct_unit_graph *graph, uint32_t v, uint32_t *unit_of,
                    uint32_t *part)
{
    size_t n = 1;
    part[0] = v;
    unit_of[v] = v;
    for (size_t i = 0; i < n; i++)
        for (size_t e = graph->start[part[i]]; e < graph->start[part[i] + 1]; e++)
            if (unit_of[graph->to[e]] == UINT32_MAX) {
                unit_of[graph->to[e]] = v;
                part[n++] = graph->to[e];
            }
    return n;
}

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* One connected part; *exact whether it was searched to the end. */
static enum ct_status search_part(const struct ct_unit_graph *graph,
                                  const struct ct_unit_goal *goal, const uint32_t *part, size_t n,
                                  uint32_t *unit_of, bool *exact, struct ct_error *err)
{
    struct ct_unit_cost cost;
    enum ct_status status = ct_unit_search_exact(graph, goal, part, n, unit_of, &cost, exact, err);
    if (status == CT_OK && !*exact)
        status = ct_unit_search_improve(graph, goal, part, n, unit_of, err);
    return status;
}

enum ct_status ct_unit_search(const struct ct_unit_graph *graph, const struct ct_unit_goal *goal,
                              uint32_t *unit_of, bool *exact, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    uint32_t *part = malloc((graph->count + 1) * sizeof *part);
    if (part == NULL)
        return ct_fail_memory(err);
    for (size_t v = 0; v < graph->count; v++) {
        unit_of[v] = graph->people[v] > goal->high ? (uint32_t)v : UINT32_MAX;
        exact[v] = true;
    }
    for (uint32_t v = 0; v < graph->count && status == CT_OK; v++) {
        if (unit_of[v] != UINT32_MAX)
            continue;
        const size_t n = flood(graph, v, unit_of, part);
        bool found;
        qsort(part, n, sizeof *part, by_number);
        status = search_part(graph, goal, part, n, unit_of, &found, err);
        for (size_t i = 0; i < n; i++)
            exact[part[i]] = found;
    }
    free(part);
    return status;
}
