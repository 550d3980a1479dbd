/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Units of a part that is too large to search: see unit_search.h. Greedily: the unit with the
 * fewest people takes the neighbour that gains the most, until none gains. Then windows: the
 * communities of two or three neighbouring units are cut anew, exactly. Each step makes the cut
 * better, so there is an end; rounds are limited all the same. Cost: O(n^2) to merge, with small
 * factors, and O(units x neighbours x WINDOW_STEPS) a round.
 */
#include "base/fail.h"
#include "measure/unit_search.h"
#include <stdlib.h>

enum { ROUNDS = 30, WINDOW_STEPS = 5000 };

/* Units are called by their first vertex. */
struct cut {
    const struct ct_unit_graph *graph;
    const struct ct_unit_goal *goal;
    const uint32_t *part;
    size_t n;
    uint32_t *unit_of;
    int64_t *people;  /* of the unit that is called so */
    uint32_t *next;   /* the next vertex of the same unit; UINT32_MAX at the end */
    bool *done;       /* no merge gains */
    uint32_t *around; /* neighbouring units, ascending */
    size_t around_count;
};

static bool begin(struct cut *c)
{
    c->people = malloc(c->graph->count * sizeof *c->people);
    c->next = malloc(c->graph->count * sizeof *c->next);
    c->done = calloc(c->graph->count, sizeof *c->done);
    c->around = malloc(c->graph->count * sizeof *c->around);
    if (!c->people || !c->next || !c->done || !c->around)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        const uint32_t v = c->part[i];
        c->unit_of[v] = v;
        c->people[v] = c->graph->people[v];
        c->next[v] = UINT32_MAX;
    }
    return true;
}

static void end(struct cut *c)
{
    free(c->people);
    free(c->next);
    free(c->done);
    free(c->around);
}

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

/* Fills `around` with the units beside a unit; those of a community above `high` are not in it. */
static void look_around(struct cut *c, uint32_t unit)
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
static int64_t shared(const struct cut *c, uint32_t a, uint32_t b)
{
    const struct ct_unit_graph *g = c->graph;
    int64_t people = 0;
    for (uint32_t v = a; v != UINT32_MAX; v = c->next[v])
        for (size_t e = g->start[v]; e < g->start[v + 1]; e++)
            if (c->unit_of[g->to[e]] == b)
                people += g->twice[e];
    return people;
}

static void merge(struct cut *c, uint32_t a, uint32_t b, int64_t people)
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
static bool merge_best(struct cut *c, uint32_t unit)
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

static void merge_all(struct cut *c)
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

/* After a window: chains and people of the units of these vertices (ascending). */
static void chain(struct cut *c, const uint32_t *vertex, size_t n)
{
    const struct ct_unit_graph *g = c->graph;
    for (size_t i = n; i > 0; i--) { /* from the last, so that each stands before the later ones */
        const uint32_t v = vertex[i - 1], unit = c->unit_of[v];
        c->next[v] = UINT32_MAX;
        for (size_t k = i; k < n && c->next[v] == UINT32_MAX; k++)
            if (c->unit_of[vertex[k]] == unit)
                c->next[v] = vertex[k];
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t v = vertex[i], unit = c->unit_of[v];
        c->people[unit] = (unit == v ? 0 : c->people[unit]) + g->people[v];
        for (size_t e = g->start[v]; e < g->start[v + 1] && g->to[e] < v; e++)
            if (c->unit_of[g->to[e]] == unit)
                c->people[unit] -= g->twice[e];
    }
}

/* Cuts the communities of these units anew; *better tells whether that gained. */
static enum ct_status window(struct cut *c, const uint32_t *units, size_t count, bool *better,
                             struct ct_error *err)
{
    const struct ct_unit_goal goal = {c->goal->low, c->goal->high, WINDOW_STEPS};
    uint32_t vertex[CT_UNIT_MOST], before[CT_UNIT_MOST];
    struct ct_unit_cost had = {0, 0, 0}, cost;
    size_t n = 0;
    bool found;
    *better = false;
    for (size_t i = 0; i < count; i++) {
        had = ct_unit_cost_add(had, ct_unit_cost_of(c->goal, c->people[units[i]]));
        for (uint32_t v = units[i]; v != UINT32_MAX; v = c->next[v]) {
            if (n == CT_UNIT_MOST)
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
        chain(c, vertex, n);
    else
        for (size_t i = 0; i < n; i++)
            c->unit_of[vertex[i]] = before[i];
    return status;
}

/* Windows of three: with a unit beside either. */
static enum ct_status windows_of_three(struct cut *c, uint32_t a, uint32_t b, bool *better,
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
static enum ct_status windows_of(struct cut *c, uint32_t a, bool *better, struct ct_error *err)
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

enum ct_status ct_unit_search_improve(const struct ct_unit_graph *graph,
                                      const struct ct_unit_goal *goal, const uint32_t *part,
                                      size_t n, uint32_t *unit_of, struct ct_error *err)
{
    struct cut c = {.graph = graph, .goal = goal, .part = part, .n = n, .unit_of = unit_of};
    enum ct_status status = begin(&c) ? CT_OK : ct_fail_memory(err);
    bool any = true;
    if (status == CT_OK)
        merge_all(&c);
    for (int round = 0; round < ROUNDS && any && status == CT_OK; round++) {
        any = false;
        for (size_t i = 0; i < n && status == CT_OK; i++) {
            bool better = false;
            if (unit_of[part[i]] == part[i])
                status = windows_of(&c, part[i], &better, err);
            any |= better;
        }
    }
    end(&c);
    return status;
}
