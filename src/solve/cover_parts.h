/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the covering solver only: decisions and what follows from them.
 */
#ifndef CT_SOLVE_COVER_PARTS_H
#define CT_SOLVE_COVER_PARTS_H

#include "solve/cover.h"

/* A cover under decisions. */
struct ct_cover_rest {
    const struct ct_cover *cover;
    uint8_t *state; /* [columns]: enum ct_cover_state */
    uint8_t *live;  /* [rows]: still to be looked at */
    int64_t *need;  /* [rows]: less the columns taken */
    int64_t *left;  /* [rows]: free columns */
    int64_t *weight, slack;
    bool impossible;
};
void ct_cover_decide(struct ct_cover_rest *rest, uint32_t column, enum ct_cover_state state);
/* Decides what must be so, until nothing follows. */
void ct_cover_follow(struct ct_cover_rest *rest);
/* What follows from state[columns] is added to it; *possible false: nothing meets the rows. With
 * `dominance`, columns that others replace are left too. */
enum ct_status CT_CHECKED ct_cover_imply(const struct ct_cover *cover, uint8_t *state,
                                         bool dominance, bool *possible, struct ct_error *err);
/* Drops rows that other rows imply and columns that others replace, and what follows. */
void ct_cover_dominate(struct ct_cover_rest *rest);

/* --- branch and bound ------------------------------------------------------------------------- */

/* By multipliers, a cover of its own; by linear programs, a place among those of one core. */
struct ct_cover_node {
    struct ct_cover *cover;
    uint8_t *place; /* state[columns], basis[columns + rows] */
    int64_t bound;  /* of the price in all */
    uint64_t number;
    size_t depth; /* decisions that led here */
};
void ct_cover_node_free(struct ct_cover_node *node);

struct ct_cover_nodes {
    size_t count, room;
    struct ct_cover_node *node;
};
/* Takes the node, also where it fails. */
enum ct_status CT_CHECKED ct_cover_push(struct ct_cover_nodes *list, struct ct_cover_node node,
                                        struct ct_error *err);
void ct_cover_nodes_free(struct ct_cover_nodes *list);

/* What taking ([0]) and leaving ([1]) columns gained so far, in price for each unit of x. */
struct ct_cover_gains {
    double *sum[2];
    uint32_t *tries[2];
};

struct ct_cover_linear;

/* A part of the search with a workspace of its own: what it looks at, what it found and left. */
struct ct_cover_task {
    struct ct_cover_dual *dual;
    uint8_t *state; /* [columns] */
    struct ct_cover_nodes open;
    int64_t scale, upper, target; /* looks for prices below upper */
    bool found;
    uint32_t *best; /* sites, of price upper where found */
    size_t best_count;
    uint64_t nodes;
    const struct ct_cover_linear *linear; /* NULL: by multipliers */
    struct ct_cover_gains gains;
};
/* For covers not larger than this one. */
enum ct_status CT_CHECKED ct_cover_task_begin(struct ct_cover_task *task,
                                              const struct ct_cover *cover, struct ct_error *err);
void ct_cover_task_end(struct ct_cover_task *task);
/* Bounds a node by up to `rounds` rounds, tries a greedy solution, decides columns by reduced
 * price. *cover is replaced by what is left of it, NULL where nothing better is in it; *bound is in
 * 1/scale, without what is paid; *changed: columns were decided. */
enum ct_status CT_CHECKED ct_cover_narrow(struct ct_cover_task *task, struct ct_cover **cover,
                                          size_t rounds, int64_t *bound, bool *changed,
                                          struct ct_error *err);
/* Nothing below this, in 1/scale and without what is paid, is of use. */
int64_t ct_cover_enough(const struct ct_cover_task *task, const struct ct_cover *cover);
/* Columns that a better solution must or cannot have, by reduced price; free ones of state[columns]
 * are decided. How many? */
size_t ct_cover_fix(const struct ct_cover_task *task, const struct ct_cover *cover,
                    const int64_t *reduced, int64_t bound, uint8_t *state);
/* A better solution: columns of the cover, of that price without what is paid. */
void ct_cover_keep(struct ct_cover_task *task, const struct ct_cover *cover, int64_t price,
                   const uint32_t *column, size_t count);
/* Greedy, then exchanges for a counted amount of work: a better solution is kept. */
void ct_cover_improve(struct ct_cover_task *task, const struct ct_cover *cover, uint64_t work);
/* The price in all that a bound in 1/scale says. */
int64_t ct_cover_price(const struct ct_cover_task *task, const struct ct_cover *cover,
                       int64_t bound);
/* Depth first through task->open, until a counted amount of work is spent, the target reached or
 * nothing left. */
enum ct_status CT_CHECKED ct_cover_dive(struct ct_cover_task *task, struct ct_error *err);
/* The same by linear programs. */
enum ct_status CT_CHECKED ct_cover_branch(struct ct_cover_task *task, struct ct_error *err);

#endif
