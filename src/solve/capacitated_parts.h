/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the capacitated p-median share: its demands, and who serves them.
 */
#ifndef CT_SOLVE_CAPACITATED_PARTS_H
#define CT_SOLVE_CAPACITATED_PARTS_H

#include "solve/service.h"

/* Demands with a weight; costs are weight x cost. */
struct ct_capacitated {
    const struct ct_problem *problem;
    size_t sites, demands;
    int shift;
    uint32_t *row;      /* [demands]: of the reach matrix */
    int64_t *load;      /* [demands] */
    int64_t *cost;      /* [sites x demands]; `never` where it cannot serve */
    int64_t never;      /* above any cost */
    int64_t penalty;    /* what an unserved demand costs */
    int64_t total_most; /* no full assignment costs more */
    size_t *start;      /* [sites + 1]: the demands that each site can serve */
    uint32_t *demand;   /* [start[sites]] */
};

/* Assignments of demands to given open sites, and local search over both. */
struct ct_assign;
enum ct_status CT_CHECKED ct_assign_new(const struct ct_capacitated *model, struct ct_assign **out,
                                        struct ct_error *err);
void ct_assign_free(struct ct_assign *assign);
/* See ct_service_kind; kept with a set: uint32_t server[demands]. Memory O(sites + demands). */
int64_t ct_assign_polish(struct ct_assign *assign, uint8_t *open, const uint8_t *state,
                         uint64_t effort, uint64_t seed, const struct ct_search *search);
int64_t ct_assign_settle(struct ct_assign *assign, uint8_t *open, int64_t *bound);

#endif
