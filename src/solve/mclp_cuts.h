/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cuts of maximal covering: inequalities that every set of sites obeys and the linear relaxation
 * does not,
 *
 *   covered rows of R <= (|R| - 1) / 2 + sum over open sites j of ceil(a_j / 2),   |R| odd,
 *
 * a_j: how many rows of R site j covers (rows that one site covers). They are halves of the sum of
 * "covered <= open sites of the row" and "covered <= 1", rounded down (Chvatal-Gomory cuts with
 * multipliers one half: Caprara and Fischetti 1996). No limit on sets of sites is used, so that
 * they hold under all of them.
 */
#ifndef CT_SOLVE_MCLP_CUTS_H
#define CT_SOLVE_MCLP_CUTS_H

#include "base/pool.h"
#include "solve/mclp.h"

/* Sum over rows of what is covered <= most + sum over sites of factor * opened. */
struct ct_mclp_cuts {
    size_t count;
    size_t *row_start, *start; /* [count + 1] */
    uint32_t *row;             /* [row_start[count]] */
    uint32_t *site;            /* [start[count]] */
    double *factor;
    double *most;     /* [count] */
    uint32_t *origin; /* [count]: the cut at the root */
    size_t room, row_room, entry_room;
};

void ct_mclp_cuts_free(struct ct_mclp_cuts *cuts);
/* The cut of an odd number of different rows of `cover`, each covered by one open site. `scratch`
 * [cover->sites] is zero before and after. O(entries of the rows). */
enum ct_status CT_CHECKED ct_mclp_cuts_add(struct ct_mclp_cuts *cuts, const struct ct_mclp *cover,
                                           const uint32_t *row, size_t count, uint8_t *scratch,
                                           struct ct_error *err);
/* Keeps those that are marked, in their order; the others are gone. */
void ct_mclp_cuts_keep(struct ct_mclp_cuts *cuts, const uint8_t *marked);
/* What is left of the cuts of `root` when sites are fixed as `state` says, for the cover that
 * ct_mclp_fix leaves. O(entries of rows and cuts). */
enum ct_status CT_CHECKED ct_mclp_cuts_fix(const struct ct_mclp *root,
                                           const struct ct_mclp_cuts *cuts,
                                           const enum ct_site_state *state,
                                           const struct ct_mclp *left, struct ct_mclp_cuts *out,
                                           struct ct_error *err);

/* Adds cuts of `cover` that x [sites] and y [rows], opened and covered in part, break the most.
 * Deterministic for any pool; `round` varies what is looked at. */
enum ct_status CT_CHECKED ct_mclp_separate(const struct ct_mclp *cover, const float *x,
                                           const float *y, unsigned round, struct ct_pool *pool,
                                           struct ct_mclp_cuts *cuts, size_t *added,
                                           struct ct_error *err);

#endif
