/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Problems of some hundred sites with a planted answer that is hard to find: demands are cut into
 * triples, each near to one site, and among many sites near to random triples these alone reach
 * everybody: no fewer sites can. One demand is nobody's near neighbour but at PLANTED_RADIUS, so
 * that p-center can do no better. What takes "not found" for "there is none" goes wrong here.
 */
#ifndef PLANTED_H
#define PLANTED_H

#include "covering.h"

enum { PLANTED_RADIUS = 100 };

struct planted {
    size_t triples, sites;
    uint32_t (*triple)[3]; /* [sites] */
};

static inline void planted_shuffle(uint32_t *list, size_t count, uint64_t *state)
{
    for (size_t k = count; k > 1; k--) {
        size_t other = covering_below(state, k);
        uint32_t kept = list[k - 1];
        list[k - 1] = list[other];
        list[other] = kept;
    }
}

static inline struct planted planted_make(uint64_t seed, size_t triples, size_t decoys)
{
    struct planted p = {.triples = triples, .sites = triples + decoys};
    uint64_t state = seed;
    uint32_t *order = calloc(p.sites, sizeof *order), *all = calloc(3 * triples, sizeof *all);

    p.triple = calloc(p.sites, sizeof *p.triple);
    for (uint32_t k = 0; k < p.sites; k++)
        order[k] = k;
    for (uint32_t i = 0; i < 3 * triples; i++)
        all[i] = i;
    planted_shuffle(order, p.sites, &state);
    for (size_t k = 0; k < p.sites; k++) {
        size_t from = k < triples ? 3 * k : 0; /* one cut for all that are planted, else anew */
        if (k == 0 || k >= triples)
            planted_shuffle(all, 3 * triples, &state);
        for (size_t c = 0; c < 3; c++)
            p.triple[order[k]][c] = all[from + c];
    }
    free(order);
    free(all);
    return p;
}

static inline bool planted_near(const struct planted *p, size_t site, size_t demand)
{
    const uint32_t *t = p->triple[site];
    return t[0] == demand || t[1] == demand || t[2] == demand;
}

/* Exact distances that hardly tie: up to PLANTED_RADIUS to the triple, more to all others. */
static inline double planted_distance(const void *context, size_t site, size_t demand)
{
    const struct planted *p = context;
    uint64_t state = site * 100003 + demand;
    double part = (double)covering_below(&state, 1 << 20) / (1 << 20);

    if (!planted_near(p, site, demand))
        return 2 * PLANTED_RADIUS + PLANTED_RADIUS * part;
    return demand == 0 ? PLANTED_RADIUS : PLANTED_RADIUS * part;
}

/* All reach all for p-center; `near`: the triples alone, for covering. */
static inline struct ct_problem planted_problem(const struct planted *p, bool near)
{
    struct ct_problem problem = {.share = -1,
                                 .choice = {.sites = p->sites, .budget = -1},
                                 .distance = planted_distance,
                                 .context = p};
    struct ct_reach_matrix *reach = &problem.reach;

    reach->sites = p->sites;
    reach->demands = 3 * p->triples;
    reach->start = calloc(reach->demands + 1, sizeof *reach->start);
    reach->site = calloc(reach->demands * reach->sites, sizeof *reach->site);
    reach->weight = calloc(reach->demands, sizeof *reach->weight);
    for (size_t i = 0; i < reach->demands; i++) {
        size_t at = reach->start[i];
        for (uint32_t j = 0; j < reach->sites; j++)
            if (!near || planted_near(p, j, i))
                reach->site[at++] = j;
        reach->start[i + 1] = at;
        reach->weight[i] = 1;
    }
    return problem;
}

#endif
