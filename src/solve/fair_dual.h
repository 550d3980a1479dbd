/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workspace of the dual of fair covering.
 */
#ifndef CT_SOLVE_FAIR_DUAL_H
#define CT_SOLVE_FAIR_DUAL_H

#include "solve/fair.h"

struct ct_fair_rank {
    double lambda;
    uint32_t district;
};

struct ct_fair_dual {
    const struct ct_fair *fair;
    struct ct_choice_solver *solver;
    struct ct_fair_goal goal;
    struct ct_fair_value best; /* the goal's */
    /* the node's rows: those that no required site reaches */
    enum ct_site_state *state; /* [sites] */
    size_t rows;
    size_t *start;
    uint32_t *site, *origin, *district;
    double *weight;
    double *fixed; /* [compared + 1]: parts of base and required sites */
    /* the dual point, its averages; the best */
    double *lambda, *lambda_best;        /* [compared + 1]; the last: of the weight in all */
    double *rho, *rho_best;              /* [rows] */
    double *price;                       /* [compared + 1]: of a unit of a district's weight */
    double *profit, *profit_best, *part; /* [sites] */
    double *short_of;                    /* [rows]: 1 - open sites, on average */
    double *share, *aim;                 /* [compared + 1] */
    struct ct_fair_rank *rank;
    uint8_t *open;                  /* [sites] */
    double bound, need, need_later; /* B, R, R of all later levels; with margins */
    double best_gap, bound_best, need_later_best;
    size_t most_left;
    double work;
};

#endif
