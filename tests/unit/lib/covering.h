/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small random covering problems with all side constraints, and the truth about them by looking at
 * every set of sites (as bits).
 */
#ifndef COVERING_H
#define COVERING_H

#include "solve/merge.h"
#include "solve/problem.h"
#include <check.h>
#include <math.h>
#include <stdlib.h>

static inline uint64_t covering_next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

static inline size_t covering_below(uint64_t *state, size_t n)
{
    return (size_t)(covering_next(state) % n);
}

/* The sites of a set; returns how many. */
static inline size_t covering_list(uint32_t set, uint32_t *site)
{
    size_t count = 0;

    for (uint32_t j = 0; j < 32; j++)
        if (set >> j & 1)
            site[count++] = j;
    return count;
}

/* --- the truth -------------------------------------------------------------------------------- */

static inline bool covering_allows(const struct ct_choice *choice, uint32_t set)
{
    size_t count = (size_t)__builtin_popcount(set);
    int64_t price = 0;

    if (count < choice->least || (choice->most > 0 && count > choice->most))
        return false;
    for (size_t j = 0; j < choice->sites; j++) {
        bool open = set >> j & 1;
        price += open && choice->price != NULL ? choice->price[j] : 0;
        if (choice->state != NULL &&
            choice->state[j] == (open ? CT_SITE_FORBIDDEN : CT_SITE_REQUIRED))
            return false;
    }
    for (size_t g = 0; g < choice->group_count; g++) {
        size_t in = 0;
        for (size_t i = 0; i < choice->groups[g].count; i++)
            in += set >> choice->groups[g].site[i] & 1;
        if (in < choice->groups[g].least || in > choice->groups[g].most)
            return false;
    }
    return choice->price == NULL || choice->budget < 0 || price <= choice->budget;
}

static inline double covering_cover(const struct ct_problem *p, uint32_t set)
{
    int64_t sum = 0;

    for (size_t i = 0; i < p->reach.demands; i++) {
        int left = p->twice ? 2 : 1;
        for (size_t k = p->reach.start[i]; k < p->reach.start[i + 1] && left > 0; k++)
            if (set >> p->reach.site[k] & 1 && --left == 0)
                sum += p->reach.weight[i] * (p->value != NULL ? p->value[k] : 1000);
    }
    return (double)sum / 1000;
}

struct truth {
    double best; /* -INFINITY: no set is allowed */
    size_t sets;
};

static inline struct truth covering_truth(const struct ct_problem *p)
{
    struct truth truth = {.best = -(double)INFINITY};

    for (uint32_t set = 0; set < 1U << p->choice.sites; set++) {
        if (!covering_allows(&p->choice, set))
            continue;
        truth.sets++;
        truth.best = fmax(truth.best, covering_cover(p, set));
    }
    return truth;
}

/* --- problems --------------------------------------------------------------------------------- */

static inline void covering_rows(struct ct_problem *p, uint64_t *state, size_t sites,
                                 size_t demands)
{
    struct ct_reach_matrix *reach = &p->reach;
    size_t density = 1 + covering_below(state, 5);

    reach->sites = sites;
    reach->demands = demands;
    reach->start = calloc(demands + 1, sizeof *reach->start);
    reach->site = calloc(demands * sites + 1, sizeof *reach->site);
    reach->weight = calloc(demands + 1, sizeof *reach->weight);
    for (size_t i = 0; i < demands; i++) {
        size_t first = reach->start[i], count = 0;
        for (uint32_t j = 0; j < sites; j++)
            if (covering_below(state, 6) < density)
                reach->site[first + count++] = j;
        for (size_t k = count; k > 1; k--) { /* nearest first: any order */
            size_t other = covering_below(state, k);
            uint32_t kept = reach->site[first + k - 1];
            reach->site[first + k - 1] = reach->site[first + other];
            reach->site[first + other] = kept;
        }
        reach->start[i + 1] = first + count;
        reach->weight[i] =
            (int64_t)covering_below(state, 10) * (covering_below(state, 9) == 0 ? 100 : 1);
    }
}

static inline void covering_values(struct ct_problem *p, uint64_t *state)
{
    p->value = calloc(p->reach.start[p->reach.demands] + 1, sizeof *p->value);
    for (size_t i = 0; i < p->reach.demands; i++) {
        int64_t value = 1000;
        for (size_t k = p->reach.start[i]; k < p->reach.start[i + 1]; k++) {
            if (covering_below(state, 2) == 0)
                value -= (int64_t)covering_below(state, (size_t)value + 1);
            p->value[k] = value;
        }
    }
}

static inline void covering_groups(struct ct_choice *choice, uint64_t *state)
{
    choice->group_count = covering_below(state, 4);
    choice->groups = calloc(choice->group_count + 1, sizeof *choice->groups);
    for (size_t g = 0; g < choice->group_count; g++) {
        struct ct_site_group *group = &choice->groups[g];
        group->site = calloc(choice->sites + 1, sizeof *group->site);
        for (uint32_t j = 0; j < choice->sites; j++)
            if (covering_below(state, 3) == 0)
                group->site[group->count++] = j;
        bool below = covering_below(state, 2) == 0;
        group->least = below ? covering_below(state, 3) : 0;
        group->most =
            below ? group->count : covering_below(state, 2) + (covering_below(state, 4) > 0);
    }
}

static inline void covering_choice(struct ct_choice *choice, uint64_t *state, size_t sites)
{
    *choice = (struct ct_choice){.sites = sites, .budget = -1};
    choice->most = covering_below(state, 4) == 0 ? 0 : 1 + covering_below(state, sites);
    choice->least = covering_below(state, 3) == 0 ? covering_below(state, choice->most + 1) : 0;
    if (covering_below(state, 3) == 0) {
        choice->state = calloc(sites, sizeof *choice->state);
        for (size_t j = 0; j < sites; j++)
            choice->state[j] = covering_below(state, 6) == 0   ? CT_SITE_REQUIRED
                               : covering_below(state, 5) == 0 ? CT_SITE_FORBIDDEN
                                                               : CT_SITE_FREE;
    }
    if (covering_below(state, 3) == 0) {
        choice->price = calloc(sites, sizeof *choice->price);
        for (size_t j = 0; j < sites; j++)
            choice->price[j] = (int64_t)covering_below(state, 50);
        choice->budget = (int64_t)covering_below(state, 25 * sites);
    }
    if (covering_below(state, 3) == 0)
        covering_groups(choice, state);
}

/* Of a seed; ct_problem_free frees it. */
static inline struct ct_problem covering_random(uint64_t seed, size_t most_sites,
                                                size_t most_demands)
{
    struct ct_problem problem = {.share = -1};
    uint64_t state = seed;
    size_t sites = 1 + covering_below(&state, most_sites);

    covering_rows(&problem, &state, sites, covering_below(&state, most_demands + 1));
    covering_choice(&problem.choice, &state, sites);
    problem.twice = covering_below(&state, 4) == 0;
    if (covering_below(&state, 3) == 0)
        covering_values(&problem, &state);
    return problem;
}

#endif
