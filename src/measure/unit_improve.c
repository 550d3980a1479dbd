/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Units of a part that is too large to search: see unit_search.h. Greedily: the unit with the
 * fewest people takes the neighbour that gains the most, until none gains. Then windows: the
 * communities of two or three neighbouring units are cut anew, exactly. Each step makes the cut
 * better, so there is an end; rounds are limited all the same. Once more with units that were
 * evened out first (unit_moves.c), and the better of the two cuts stays. Cost: O(n^2) to merge,
 * with small factors, and O(units x neighbours x WINDOW_STEPS) a round.
 */
#include "base/fail.h"
#include "measure/unit_cut.h"
#include <stdlib.h>

/* Windows of more communities would seldom be searched to the end. */
enum { ROUNDS = 30, WINDOW_STEPS = 5000, WINDOW_MOST = 20 };

static bool begin(struct ct_cut *c)
{
    c->people = malloc(c->graph->count * sizeof *c->people);
    c->next = malloc(c->graph->count * sizeof *c->next);
    c->done = calloc(c->graph->count, sizeof *c->done);
    c->around = malloc(c->graph->count * sizeof *c->around);
    c->seen = calloc(c->graph->count, sizeof *c->seen);
    c->changed = calloc(c->graph->count, sizeof *c->changed);
    if (!c->people || !c->next || !c->done || !c->around || !c->seen || !c->changed)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        const uint32_t v = c->part[i];
        c->unit_of[v] = v;
        c->people[v] = c->graph->people[v];
        c->next[v] = UINT32_MAX;
    }
    return true;
}

static void end(struct ct_cut *c)
{
    free(c->people);
    free(c->next);
    free(c->done);
    free(c->around);
    free(c->seen);
    free(c->changed);
}

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Fills `around` with the units beside a unit; those of a community above `high` are not in it. */
static void look_around(struct ct_cut *c, uint32_t unit)
{
    const struct ct_unit_graph *g = c->graph;
    size_t n = 0;
    for (uint32_t v = unit; v != UINT32_MAX; v = c->next[v])
        for (size_t e = g->start[v]; e < g->start[v + 1]; e++) {
            const uint32_t other = c->unit_of[g->to[e]];
            bool known = other == unit || g->people[g->to[e]] > c->goal->high;
            for (size_t i = 0; i < n && !known; i++)
                known = c->around[i] == other;
            if (!known)
                c->around[n++] = other;
        }
    qsort(c->around, n, sizeof *c->around, by_number);
    c->around_count = n;
}

/* People that stand in both units. */
static int64_t shared(const struct ct_cut *c, uint32_t a, uint32_t b)
{
    const struct ct_unit_graph *g = c->graph;
    int64_t people = 0;
    for (uint32_t v = a; v != UINT32_MAX; v = c->next[v])
        for (size_t e = g->start[v]; e < g->start[v + 1]; e++)
            if (c->unit_of[g->to[e]] == b)
                people += g->twice[e];
    return people;
}

static void merge(struct ct_cut *c, uint32_t a, uint32_t b, int64_t people)
{
    const uint32_t low = a < b ? a : b, high = a < b ? b : a;
    uint32_t tail = low;
    while (c->next[tail] != UINT32_MAX)
        tail = c->next[tail];
    for (uint32_t v = high; v != UINT32_MAX; v = c->next[v])
        c->unit_of[v] = low;
    c->next[tail] = high;
    c->people[low] = people;
    c->done[low] = false;
}

/* The merge of `unit` that gains the most; false where none does. */
static bool merge_best(struct ct_cut *c, uint32_t unit)
{
    const struct ct_unit_cost own = ct_unit_cost_of(c->goal, c->people[unit]);
    struct ct_unit_cost best = {0, 0, 0};
    uint32_t with = UINT32_MAX;
    int64_t people = 0;
    look_around(c, unit);
    for (size_t i = 0; i < c->around_count; i++) {
        const uint32_t b = c->around[i];
        const int64_t both = c->people[unit] + c->people[b] - shared(c, unit, b);
        const struct ct_unit_cost change =
            ct_unit_cost_minus(ct_unit_cost_minus(ct_unit_cost_of(c->goal, both), own),
                               ct_unit_cost_of(c->goal, c->people[b]));
        if (both > c->goal->high || !ct_unit_cost_less(change, best))
            continue;
        best = change;
        with = b;
        people = both;
    }
    if (with != UINT32_MAX)
        merge(c, unit, with, people);
    return with != UINT32_MAX;
}

static void merge_all(struct ct_cut *c)
{
    for (;;) {
        uint32_t least = UINT32_MAX;
        for (size_t i = 0; i < c->n; i++) {
            const uint32_t v = c->part[i];
            if (c->unit_of[v] == v && !c->done[v] &&
                (least == UINT32_MAX || c->people[v] < c->people[least]))
                least = v;
        }
        if (least == UINT32_MAX)
            return;
        if (!merge_best(c, least))
            c->done[least] = true;
    }
}

/* Was none of these units another one when this window was looked at before? */
static bool looked_at(const struct ct_cut *c, const uint32_t *units, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c->changed[units[i]] + 1 >= c->round)
            return false;
    return true;
}

/* Cuts the communities of these units anew; *better tells whether that gained. */
static enum ct_status window(struct ct_cut *c, const uint32_t *units, size_t count, bool *better,
                             struct ct_error *err)
{
    const struct ct_unit_goal goal = {c->goal->low, c->goal->high, WINDOW_STEPS};
    uint32_t vertex[WINDOW_MOST], before[WINDOW_MOST];
    struct ct_unit_cost had = {0, 0, 0}, cost;
    size_t n = 0;
    bool found;
    *better = false;
    if (looked_at(c, units, count))
        return CT_OK;
    for (size_t i = 0; i < count; i++) {
        had = ct_unit_cost_add(had, ct_unit_cost_of(c->goal, c->people[units[i]]));
        for (uint32_t v = units[i]; v != UINT32_MAX; v = c->next[v]) {
            if (n == WINDOW_MOST)
                return CT_OK;
            vertex[n++] = v;
        }
    }
    qsort(vertex, n, sizeof *vertex, by_number);
    for (size_t i = 0; i < n; i++)
        before[i] = c->unit_of[vertex[i]];
    enum ct_status status =
        ct_unit_search_exact(c->graph, &goal, vertex, n, c->unit_of, &cost, &found, err);
    *better = status == CT_OK && found && ct_unit_cost_less(cost, had);
    if (*better)
        ct_cut_name(c, vertex, n);
    for (size_t i = 0; i < n && *better; i++)
        c->changed[c->unit_of[vertex[i]]] = c->round;
    for (size_t i = 0; i < n && !*better; i++)
        c->unit_of[vertex[i]] = before[i];
    return status;
}

/* Windows of three: with a unit beside either. */
static enum ct_status windows_of_three(struct ct_cut *c, uint32_t a, uint32_t b, bool *better,
                                       struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (int side = 0; side < 2 && status == CT_OK && !*better; side++) {
        look_around(c, side ? b : a);
        for (size_t i = 0; i < c->around_count && status == CT_OK && !*better; i++) {
            const uint32_t units[] = {a, b, c->around[i]};
            if (units[2] != a && units[2] != b)
                status = window(c, units, 3, better, err);
        }
    }
    return status;
}

/* Windows of a unit with each unit beside it, until one gains. */
static enum ct_status windows_of(struct ct_cut *c, uint32_t a, bool *better, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && !*better; i++) {
        look_around(c, a);
        if (i >= c->around_count)
            break;
        const uint32_t units[] = {a, c->around[i]};
        if (units[1] > a)
            status = window(c, units, 2, better, err);
        if (status == CT_OK && !*better)
            status = windows_of_three(c, a, units[1], better, err);
    }
    return status;
}

/* All windows, until none gains; *cost of what has come out. */
static enum ct_status look_through(struct ct_cut *c, struct ct_unit_cost *cost,
                                   struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool any = true;
    for (size_t i = 0; i < c->n; i++)
        c->changed[c->part[i]] = 0;
    for (c->round = 1; c->round <= ROUNDS && any && status == CT_OK; c->round++) {
        any = false;
        for (size_t i = 0; i < c->n && status == CT_OK; i++) {
            bool better = false;
            if (c->unit_of[c->part[i]] == c->part[i])
                status = windows_of(c, c->part[i], &better, err);
            any |= better;
        }
    }
    *cost = (struct ct_unit_cost){0, 0, 0};
    for (size_t i = 0; i < c->n; i++)
        if (c->unit_of[c->part[i]] == c->part[i])
            *cost = ct_unit_cost_add(*cost, ct_unit_cost_of(c->goal, c->people[c->part[i]]));
    return status;
}

/* Windows from the merged units, and from these evened out: the better cut of the two. */
static enum ct_status improve(struct ct_cut *c, uint32_t *first, uint32_t *merged,
                              struct ct_error *err)
{
    struct ct_unit_cost one, other;
    for (size_t i = 0; i < c->n; i++)
        merged[i] = c->unit_of[c->part[i]];
    enum ct_status status = look_through(c, &one, err);
    for (size_t i = 0; i < c->n; i++) {
        first[i] = c->unit_of[c->part[i]];
        c->unit_of[c->part[i]] = merged[i];
    }
    ct_cut_name(c, c->part, c->n);
    ct_cut_even_out(c);
    if (status == CT_OK)
        status = look_through(c, &other, err);
    for (size_t i = 0; status == CT_OK && !ct_unit_cost_less(other, one) && i < c->n; i++)
        c->unit_of[c->part[i]] = first[i];
    return status;
}

enum ct_status ct_unit_search_improve(const struct ct_unit_graph *graph,
                                      const struct ct_unit_goal *goal, const uint32_t *part,
                                      size_t n, uint32_t *unit_of, struct ct_error *err)
{
    struct ct_cut c = {.graph = graph, .goal = goal, .part = part, .n = n, .unit_of = unit_of};
    uint32_t *first = malloc(n * sizeof *first), *merged = malloc(n * sizeof *merged);
    enum ct_status status =
        begin(&c) && first != NULL && merged != NULL ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK) {
        merge_all(&c);
        status = improve(&c, first, merged, err);
    }
    end(&c);
    free(first);
    free(merged);
    return status;
}
