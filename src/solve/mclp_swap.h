/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workspace of exchanges for maximal covering.
 */
#ifndef CT_SOLVE_MCLP_SWAP_H
#define CT_SOLVE_MCLP_SWAP_H

#include "solve/mclp.h"

enum { CT_EXCHANGE_BLOCK = 32 }; /* gains are looked at by so many */

struct ct_exchange {
    const struct ct_choice *choice;
    const struct ct_mclp *cover;
    size_t *start;    /* [sites + 1] */
    uint32_t *row;    /* by site */
    uint32_t *count;  /* [rows]: open sites */
    uint32_t *keeper; /* [rows]: exclusive-or of its open sites */
    double *gain;     /* [sites, filled up to a block]: of opening; very low where open */
    double *loss;     /* [sites]: of closing an open one */
    uint8_t *open, *best;
    uint32_t *list, *order; /* the open sites; scratch */
    size_t opened;
    double value, best_value, work;
    uint64_t random;
    uint8_t *elite; /* [CT_SWAP_ELITE][sites]: where the last coolings ended */
    size_t cooled;  /* coolings that ended */
    double heat, cooling;
    size_t steps; /* left of this cooling */
    /* what the choice limits; groups of a site in group[group_start[j]..] */
    size_t *group_start;
    uint32_t *group;
    size_t *in_group;    /* [groups]: open sites */
    size_t short_groups; /* groups with fewer than their least */
    bool budget;
    int64_t left;
};

#endif
