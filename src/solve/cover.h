/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside site only: set covering with prices, as the models `lscp` and `pcenter` need it. The
 * cheapest columns (sites) such that every demand row has as many of them as it needs, or rows of
 * not more than a given weight have not; and side rows: at least or at most so many of a group.
 *
 * Method: reductions (forced columns, dominated rows and columns), a Lagrangian dual, greedy by
 * reduced prices and exchanges, fixing by reduced prices, branch and bound: by linear programs with
 * cuts (cover_linear.h) where all rows must be met and there are up to a million entries, else by
 * the Lagrangian dual. Multipliers are whole numbers, fractions 1/scale of a price unit, so that
 * every bound is exact.
 * Sources: Caprara, Fischetti, Toth 1999 and 2000 (Lagrangian set covering); Beasley 1987
 * (reductions, bounds).
 */
#ifndef CT_SOLVE_COVER_H
#define CT_SOLVE_COVER_H

#include "solve/problem.h"

#define CT_COVER_MUST       INT64_MAX          /* weight of a row that must be covered */
#define CT_COVER_PRICE_MOST ((int64_t)1 << 56) /* prices add up to less */

/* Rows 0..demands-1 are demands, the rest are side rows. All arrays lie in one block. */
struct ct_cover {
    size_t rows, demands, columns, entries;
    size_t *row_start, *column_start;  /* [rows + 1], [columns + 1] */
    uint32_t *row_column, *column_row; /* [entries], ascending in each row and column */
    int64_t *price;                    /* [columns], >= 0 */
    int64_t *need;                     /* [rows]: so many of its columns */
    int64_t *weight;                   /* [rows]: what it costs of the slack to leave it */
    int64_t slack;                     /* weight of demand rows that may be left */
    int64_t *multiplier;               /* [rows], >= 0, in 1/scale */
    double *primal;                    /* [columns]: estimate of the relaxation's solution */
    uint32_t *site;                    /* [columns] */
    bool *most;                        /* [rows]: side row "at most need" */
    int64_t paid;                      /* for the sites taken already */
    uint32_t *taken;
    size_t taken_count;
    size_t depth; /* decisions of branch and bound that led here */
};

/* Empty rows; the caller fills row_start, row_column, price, need, weight, most, site and calls
 * ct_cover_index. NULL where memory is short. */
struct ct_cover *ct_cover_new(size_t rows, size_t columns, size_t entries, size_t taken);
void ct_cover_index(struct ct_cover *cover);
void ct_cover_free(struct ct_cover *cover);

/* Side rows of a choice: how many, and their entries; then written behind the demand rows, whose
 * row_start is filled (columns are the choice's sites). */
void ct_cover_side_size(const struct ct_choice *choice, size_t *rows, size_t *entries);
void ct_cover_sides(struct ct_cover *cover, const struct ct_choice *choice);
/* state[sites]: required sites are taken, forbidden ones left. */
void ct_cover_states(const struct ct_choice *choice, uint8_t *state);

/* What is to be done with a column. */
enum ct_cover_state { CT_COVER_FREE, CT_COVER_IN, CT_COVER_OUT };

/* The rest of `cover` when columns are taken and left as `state` says ([columns], changed: what
 * follows is added) and everything that follows from it is done: forced columns, dominated rows
 * and columns. *out NULL: infeasible. O(entries x rounds), dominance O(pairs that share a row). */
enum ct_status CT_CHECKED ct_cover_reduce(const struct ct_cover *cover, uint8_t *state,
                                          struct ct_cover **out, struct ct_error *err);

/* The dual bound. Workspace for covers not larger than the one it was made for. */
struct ct_cover_dual {
    int64_t *trial, *reduced, *best_reduced; /* [rows], [columns], [columns] */
    double *direction, *gradient;            /* [rows] */
    uint32_t *order;                         /* [rows]: of the knapsack */
    uint8_t *open;                           /* [columns] */
    int64_t *count;                          /* [rows] */
    double *score, *wanted;                  /* [columns] */
    uint32_t *picked;                        /* [columns] */
    double step;                             /* fraction of Polyak's, from call to call */
    uint64_t work;                           /* entries looked at: the measure of time */
};
struct ct_cover_dual *ct_cover_dual_new(size_t rows, size_t columns);
void ct_cover_dual_free(struct ct_cover_dual *dual);
/* The first step: 1 where nothing is known of the multipliers, less where they are inherited. */
void ct_cover_dual_begin(struct ct_cover_dual *dual, double step);
/* The first multipliers: the least share of a column's price that falls on the row. */
void ct_cover_dual_start(struct ct_cover *cover, int64_t scale);

/* Fractions of a price unit, a power of 2 such that no sum overflows. */
int64_t ct_cover_scale(const struct ct_cover *cover);

/* Raises the multipliers for up to `rounds` rounds, or until the bound exceeds `enough`; returns
 * the best bound of what remains to be paid, in 1/scale: exact for the multipliers left in the
 * cover; dual->best_reduced are the reduced prices of it. `goal`: a price that it will hardly
 * exceed. */
int64_t ct_cover_raise(struct ct_cover *cover, struct ct_cover_dual *dual, int64_t scale,
                       int64_t goal, int64_t enough, size_t rounds);

/* A cheap solution by reduced prices: dual->picked gets the columns, *count how many; returns its
 * price without what is paid, or INT64_MAX where none was found. */
int64_t ct_cover_greedy(const struct ct_cover *cover, struct ct_cover_dual *dual, int64_t scale,
                        size_t *count);

/* A cheaper one by exchanges from that one, below `upper` and down to `target`, for a counted
 * amount of work. The same answer; the price is returned unchanged where nothing better was found.
 */
int64_t ct_cover_swap(const struct ct_cover *cover, struct ct_cover_dual *dual, size_t *count,
                      int64_t price, int64_t upper, int64_t target, uint64_t work);

/* The whole search. */
struct ct_cover_result {
    bool found;
    int64_t price, bound; /* of `site`; proved: no solution below `bound` */
    uint32_t *site;       /* not sorted */
    size_t count;
    uint64_t nodes;
};
/* Looks for a solution of a price <= `upper` and stops at one of a price <= `target` (INT64_MIN:
 * never); state[columns] says what is taken and left (it is changed). A bound above `upper` says
 * that there is none. root_only: without branching. */
enum ct_status CT_CHECKED ct_cover_solve(const struct ct_cover *cover, uint8_t *state,
                                         int64_t upper, int64_t target, bool root_only,
                                         const struct ct_search *search,
                                         struct ct_cover_result *out, struct ct_error *err);
void ct_cover_result_free(struct ct_cover_result *result);

/* out->why names the demands that no allowed site reaches; false where all, or as much weight as
 * problem->share wants, are within reach. */
bool ct_site_why_unreached(const struct ct_problem *problem, struct ct_solution *out);

#endif
