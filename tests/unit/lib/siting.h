/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small random siting problems, for comparison with what enumeration of all sets gives: few or all
 * entries, ties, demands of no weight or out of reach, states, groups, budgets.
 */
#ifndef TEST_SITING_H
#define TEST_SITING_H

#include "solve/problem.h"
#include <stdlib.h>

static uint64_t siting_state;

static inline uint64_t siting_random(uint64_t below)
{
    siting_state = siting_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (siting_state >> 33) % below;
}

struct siting_entry {
    int64_t cost;
    uint32_t site;
};

static inline int siting_order(const void *a, const void *b)
{
    const struct siting_entry *p = a, *q = b;
    if (p->cost != q->cost)
        return p->cost < q->cost ? -1 : 1;
    return p->site < q->site ? -1 : 1;
}

/* The n entries of row i, which follows the one before; sorts them. */
static inline void siting_put(struct ct_reach_matrix *reach, size_t i, struct siting_entry *row,
                              size_t n)
{
    size_t at = reach->start[i];

    qsort(row, n, sizeof *row, siting_order);
    for (size_t k = 0; k < n; k++) {
        reach->site[at + k] = row[k].site;
        reach->cost[at + k] = row[k].cost;
    }
    reach->start[i + 1] = at + n;
}

static inline void siting_row(struct ct_reach_matrix *reach, size_t i, uint64_t density,
                              uint64_t costs)
{
    struct siting_entry row[16];
    size_t n = 0;

    for (size_t j = 0; j < reach->sites; j++)
        if (siting_random(100) < density)
            row[n++] = (struct siting_entry){(int64_t)siting_random(costs), (uint32_t)j};
    siting_put(reach, i, row, n);
}

/* Room for n sites and m demands, no entries yet. */
static inline void siting_space(struct ct_reach_matrix *reach, size_t n, size_t m)
{
    *reach = (struct ct_reach_matrix){.sites = n, .demands = m};
    reach->start = calloc(m + 1, sizeof *reach->start);
    reach->site = calloc(n * m + 1, sizeof *reach->site);
    reach->cost = calloc(n * m + 1, sizeof *reach->cost);
    reach->weight = calloc(m + 1, sizeof *reach->weight);
}

/* n <= 16. */
static inline void siting_reach(struct ct_reach_matrix *reach, size_t n, size_t m)
{
    uint64_t density = siting_random(3) == 0 ? 100 : 30 + siting_random(70);
    uint64_t costs = siting_random(3) == 0 ? 4 : 2 + siting_random(200);

    siting_space(reach, n, m);
    for (size_t i = 0; i < m; i++) {
        siting_row(reach, i, density, costs);
        reach->weight[i] = siting_random(6) == 0 ? 0 : 1 + (int64_t)siting_random(9);
    }
}

static inline void siting_groups(struct ct_choice *choice, size_t count)
{
    choice->groups = calloc(count + 1, sizeof *choice->groups);
    choice->group_count = count;
    for (size_t g = 0; g < count; g++) {
        struct ct_site_group *group = &choice->groups[g];
        group->site = calloc(choice->sites, sizeof *group->site);
        for (size_t j = 0; j < choice->sites; j++)
            if (siting_random(2) == 0)
                group->site[group->count++] = (uint32_t)j;
        group->least = siting_random(3) == 0 ? siting_random(3) : 0;
        group->most = group->least + siting_random(3);
    }
}

/* `kinds`: 1 number, 2 states, 4 budget, 8 groups. */
static inline void siting_choice(struct ct_choice *choice, size_t n, unsigned kinds)
{
    *choice = (struct ct_choice){.sites = n, .budget = -1};
    if (kinds & 1) {
        choice->most = siting_random(n) + 1;
        choice->least = siting_random(2) == 0 ? choice->most : siting_random(choice->most + 1);
    }
    if (kinds & 2) {
        choice->state = calloc(n, sizeof *choice->state);
        for (size_t j = 0; j < n; j++)
            choice->state[j] = siting_random(5) == 0   ? CT_SITE_FORBIDDEN
                               : siting_random(6) == 0 ? CT_SITE_REQUIRED
                                                       : CT_SITE_FREE;
    }
    if (kinds & 4) {
        choice->price = calloc(n, sizeof *choice->price);
        for (size_t j = 0; j < n; j++)
            choice->price[j] = (int64_t)siting_random(20);
        choice->budget = (int64_t)siting_random(6 * n);
    }
    if (kinds & 8)
        siting_groups(choice, 1 + siting_random(2));
}

/* The members of a set as a list; how many. */
static inline size_t siting_list(uint32_t set, size_t n, uint32_t *site)
{
    size_t count = 0;

    for (size_t j = 0; j < n; j++)
        if (set >> j & 1)
            site[count++] = (uint32_t)j;
    return count;
}

#endif
