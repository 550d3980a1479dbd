/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See unit_cut.h. A unit that is much too small cannot grow by steps that each leave fewer people
 * below `low`: until it is large enough, each makes them more. So these moves look at the squares
 * alone, and whoever calls them keeps the better of two cuts. O(edges + moves x unit) a round.
 */
#include "measure/unit_cut.h"

enum { ROUNDS = 50 };

void ct_cut_name(struct ct_cut *c, const uint32_t *vertex, size_t n)
{
    const struct ct_unit_graph *g = c->graph;
    for (size_t i = 0; i < n; i++)
        c->around[c->unit_of[vertex[i]]] = UINT32_MAX;
    for (size_t i = 0; i < n; i++) { /* the first of each */
        uint32_t *first = &c->around[c->unit_of[vertex[i]]];
        *first = *first == UINT32_MAX ? vertex[i] : *first;
        c->unit_of[vertex[i]] = *first;
    }
    for (size_t i = 0; i < n; i++)
        c->around[c->unit_of[vertex[i]]] = UINT32_MAX;
    for (size_t i = n; i > 0; i--) { /* chains, from the last */
        const uint32_t v = vertex[i - 1];
        c->next[v] = c->around[c->unit_of[v]];
        c->around[c->unit_of[v]] = v;
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t v = vertex[i], unit = c->unit_of[v];
        c->people[unit] = (unit == v ? 0 : c->people[unit]) + g->people[v];
        for (size_t e = g->start[v]; e < g->start[v + 1] && g->to[e] < v; e++)
            if (c->unit_of[g->to[e]] == unit)
                c->people[unit] -= g->twice[e];
    }
}

/* People that v adds to the others of a unit. */
static int64_t adds(const struct ct_cut *c, uint32_t v, uint32_t unit)
{
    const struct ct_unit_graph *g = c->graph;
    int64_t people = g->people[v];
    for (size_t e = g->start[v]; e < g->start[v + 1]; e++)
        if (c->unit_of[g->to[e]] == unit)
            people -= g->twice[e];
    return people;
}

/* Vertices of v's unit that are reached from `from` without v; marked as seen. */
static void reach_without(struct ct_cut *c, uint32_t from, uint32_t v)
{
    const struct ct_unit_graph *g = c->graph;
    size_t n = 1;
    c->around[0] = from;
    c->seen[from] = c->stamp;
    for (size_t i = 0; i < n; i++)
        for (size_t e = g->start[c->around[i]]; e < g->start[c->around[i] + 1]; e++) {
            const uint32_t w = g->to[e];
            if (w == v || c->seen[w] == c->stamp || c->unit_of[w] != c->unit_of[v])
                continue;
            c->seen[w] = c->stamp;
            c->around[n++] = w;
        }
}

/* Does v's unit hold together without it? Not where v is all of it. */
static bool can_leave(struct ct_cut *c, uint32_t v)
{
    const struct ct_unit_graph *g = c->graph;
    bool any = false;
    c->stamp++;
    for (size_t e = g->start[v]; e < g->start[v + 1]; e++) {
        if (c->unit_of[g->to[e]] != c->unit_of[v] || c->seen[g->to[e]] == c->stamp)
            continue;
        if (any)
            return false;
        any = true;
        reach_without(c, g->to[e], v);
    }
    return any;
}

/* Moves v where that evens out the most; false where nothing does. */
static bool move(struct ct_cut *c, uint32_t v)
{
    const struct ct_unit_graph *g = c->graph;
    const uint32_t own = c->unit_of[v];
    const int64_t left = c->people[own] - adds(c, v, own);
    uint32_t to = UINT32_MAX;
    __int128 best = 0;
    for (size_t e = g->start[v]; e < g->start[v + 1]; e++) {
        const uint32_t unit = c->unit_of[g->to[e]];
        if (unit == own || g->people[g->to[e]] > c->goal->high)
            continue;
        const int64_t more = c->people[unit] + adds(c, v, unit);
        const __int128 change = ct_unit_cost_of(c->goal, left).spread +
                                ct_unit_cost_of(c->goal, more).spread -
                                ct_unit_cost_of(c->goal, c->people[own]).spread -
                                ct_unit_cost_of(c->goal, c->people[unit]).spread;
        if (more > c->goal->high || change >= best)
            continue;
        best = change;
        to = unit;
    }
    if (to == UINT32_MAX || !can_leave(c, v))
        return false;
    c->people[to] += adds(c, v, to);
    c->people[own] = left;
    c->unit_of[v] = to;
    return true;
}

void ct_cut_even_out(struct ct_cut *c)
{
    bool moved = true;
    for (int round = 0; round < ROUNDS && moved; round++) {
        moved = false;
        for (size_t i = 0; i < c->n; i++)
            moved |= move(c, c->part[i]);
    }
    ct_cut_name(c, c->part, c->n);
}
