/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the p-median share: its demands as they count, and interchange.
 */
#ifndef CT_SOLVE_PMEDIAN_PARTS_H
#define CT_SOLVE_PMEDIAN_PARTS_H

#include "solve/service.h"

/* Demands with a weight. Costs below are weight x cost. */
struct ct_median {
    const struct ct_problem *problem;
    size_t demands;
    uint32_t *row;      /* [demands]: of the reach matrix */
    int64_t *penalty;   /* [demands]: what it costs to leave it unserved */
    size_t *start;      /* [demands + 1]: the entries that may still matter, fixed point */
    uint32_t *site;     /* [start[demands]] */
    int64_t *cost;      /* [start[demands]] */
    int64_t *limit;     /* [demands]: fixed point */
    int shift;          /* binary places of fixed point */
    int64_t total_most; /* no set that serves all costs more */
    size_t open_most;   /* more sites cannot be open */
};

/* Fast interchange (Whitaker 1983; Resende, Werneck 2007): profits of all swaps are kept, and only
 * demands whose two nearest open sites change touch them. Memory sites x open_most x 8 bytes. */
struct ct_swap;
enum ct_status CT_CHECKED ct_swap_new(const struct ct_median *median, struct ct_swap **out,
                                      struct ct_error *err);
void ct_swap_free(struct ct_swap *swap);
/* See ct_service_kind.polish. */
int64_t ct_swap_polish(struct ct_swap *swap, uint8_t *open, const uint8_t *state, uint64_t effort,
                       uint64_t seed, const struct ct_search *search);

/* The linear relaxation (pmedian_linear.c); see ct_service_kind.relax. */
struct ct_linear;
/* Is it small enough to be worth it? Then sets limits that cut far entries of the rows. */
bool ct_linear_limit(struct ct_median *median, const int64_t *multiplier);
enum ct_status CT_CHECKED ct_linear_new(const struct ct_median *median, const uint8_t *state,
                                        const int64_t *multiplier, void **out,
                                        struct ct_error *err);
void ct_linear_free(void *linear);
enum ct_status CT_CHECKED ct_linear_round(void *linear, const uint8_t *state,
                                          struct ct_relaxed *out, struct ct_error *err);
enum ct_status CT_CHECKED ct_linear_try(void *linear, uint32_t site, bool opened, double *value,
                                        struct ct_error *err);

#endif
