/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A country of small towns far from each other, for covering and p-center of some hundred sites
 * whose best is known without solving it: all sets of sites of each town say how near k sites get
 * to everybody there, and a country within a radius needs the sum of what its towns need.
 */
#ifndef TOWNS_H
#define TOWNS_H

#include "covering.h"

enum { TOWNS = 24, TOWN_SITES = 12, TOWN_DEMANDS = 15, TOWN_APART = 1000000 };

struct country {
    double site[TOWNS * TOWN_SITES][2], demand[TOWNS * TOWN_DEMANDS][2];
    double nearest[TOWNS][TOWN_SITES + 1]; /* the least worst distance by so many sites of a town */
};

static inline double country_distance(const void *context, size_t site, size_t demand)
{
    const struct country *c = context;
    return hypot(c->site[site][0] - c->demand[demand][0], c->site[site][1] - c->demand[demand][1]);
}

static inline double town_worst(const struct country *c, size_t town, uint32_t set)
{
    double worst = 0;

    for (size_t i = 0; i < TOWN_DEMANDS; i++) {
        double near = (double)INFINITY;
        for (size_t j = 0; j < TOWN_SITES; j++)
            if (set >> j & 1)
                near =
                    fmin(near, country_distance(c, town * TOWN_SITES + j, town * TOWN_DEMANDS + i));
        worst = fmax(worst, near);
    }
    return worst;
}

/* Points on a grid of so many lines, so that distances tie, of a size of its own in each town. */
static inline void country_make(struct country *c, uint64_t seed)
{
    uint64_t state = seed;

    for (size_t t = 0; t < TOWNS; t++) {
        size_t lines = 5 + covering_below(&state, 40), size = 1 + covering_below(&state, 3);
        double x = (double)t * TOWN_APART;
        for (size_t j = 0; j < TOWN_SITES; j++) {
            c->site[t * TOWN_SITES + j][0] = x + (double)(covering_below(&state, lines) * size);
            c->site[t * TOWN_SITES + j][1] = (double)(covering_below(&state, lines) * size);
        }
        for (size_t i = 0; i < TOWN_DEMANDS; i++) {
            c->demand[t * TOWN_DEMANDS + i][0] = x + (double)(covering_below(&state, lines) * size);
            c->demand[t * TOWN_DEMANDS + i][1] = (double)(covering_below(&state, lines) * size);
        }
        for (size_t k = 0; k <= TOWN_SITES; k++)
            c->nearest[t][k] = (double)INFINITY;
        for (uint32_t set = 1; set < 1U << TOWN_SITES; set++) {
            double *near = &c->nearest[t][__builtin_popcount(set)];
            *near = fmin(*near, town_worst(c, t, set));
        }
    }
}

/* How many sites a radius needs; SIZE_MAX: no number is enough. */
static inline size_t country_sites(const struct country *c, double radius)
{
    size_t sum = 0;

    for (size_t t = 0; t < TOWNS; t++) {
        size_t k = 1;
        while (k <= TOWN_SITES && c->nearest[t][k] > radius)
            k++;
        if (k > TOWN_SITES)
            return SIZE_MAX;
        sum += k;
    }
    return sum;
}

/* The least radius that so many sites are enough for. */
static inline double country_radius(const struct country *c, size_t sites)
{
    double best = (double)INFINITY;

    for (size_t t = 0; t < TOWNS; t++)
        for (size_t k = 1; k <= TOWN_SITES; k++)
            if (c->nearest[t][k] < best && country_sites(c, c->nearest[t][k]) <= sites)
                best = c->nearest[t][k];
    return best;
}

/* Who is within a radius of whom, by town and in any order; INFINITY: everybody of everybody. */
static inline struct ct_problem country_problem(const struct country *c, double radius)
{
    struct ct_problem problem = {.share = -1,
                                 .choice = {.sites = TOWNS * TOWN_SITES, .budget = -1},
                                 .distance = country_distance,
                                 .context = c};
    struct ct_reach_matrix *reach = &problem.reach;

    reach->sites = TOWNS * TOWN_SITES;
    reach->demands = TOWNS * TOWN_DEMANDS;
    reach->start = calloc(reach->demands + 1, sizeof *reach->start);
    reach->site = calloc(reach->demands * reach->sites, sizeof *reach->site);
    reach->weight = calloc(reach->demands, sizeof *reach->weight);
    for (size_t i = 0; i < reach->demands; i++) {
        size_t at = reach->start[i];
        for (uint32_t j = 0; j < reach->sites; j++)
            if (country_distance(c, j, i) <= radius)
                reach->site[at++] = j;
        reach->start[i + 1] = at;
        reach->weight[i] = 1;
    }
    return problem;
}

#endif
