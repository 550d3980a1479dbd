/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the covering solver only: the linear relaxation of a cover, solved by GLPK's dual simplex
 * method, with cuts. What GLPK says is floating point: the duals are rounded to whole multiples of
 * 1/scale, and the bound is computed from them in whole numbers, exact for whatever they are.
 */
#ifndef CT_SOLVE_COVER_LINEAR_H
#define CT_SOLVE_COVER_LINEAR_H

#include "solve/cover_parts.h"
#include "solve/program.h"

/* Rows sum(factor x) >= least of whole numbers, for x in {0, 1}: those of the core, then cuts. */
struct ct_cover_linear {
    struct ct_cover *core; /* owned */
    size_t rows, entries, row_room, entry_room;
    size_t *start; /* [rows + 1] */
    uint32_t *column;
    int32_t *factor;
    int64_t *least; /* [rows] */
    int64_t mass;   /* sum of all |factor| and |least|, + 1 */
};
/* Takes the core, also where it fails. */
enum ct_status CT_CHECKED ct_cover_linear_new(struct ct_cover *core, struct ct_cover_linear **out,
                                              struct ct_error *err);
void ct_cover_linear_free(struct ct_cover_linear *linear);
/* One more row: column and factor [count]. */
enum ct_status CT_CHECKED ct_cover_linear_add(struct ct_cover_linear *linear,
                                              const uint32_t *column, const int32_t *factor,
                                              size_t count, int64_t least, struct ct_error *err);
/* Cuts that violate x most, found by halving sums of rows: *added, at most `most`. */
enum ct_status CT_CHECKED ct_cover_cut(struct ct_cover_linear *linear, const double *x, size_t most,
                                       size_t *added, struct ct_error *err);

/* A program for the rows: made, used and freed by one thread. */
struct ct_cover_desk {
    const struct ct_cover_linear *linear;
    struct ct_program *program;
    size_t rows;      /* of the linear that the program has */
    uint8_t *fixed;   /* [columns]: enum ct_cover_state, as the program has it */
    double *x;        /* [columns] */
    double *dual;     /* [rows] */
    int64_t *reduced; /* [columns]: of the last bound */
    uint8_t *basis;   /* [columns + rows]: a place to keep where it stands */
    uint64_t work;    /* steps, weighed by what one costs */
    bool solved;      /* x is a solution of the relaxation */
    bool ended;       /* more steps lead nowhere */
};
enum ct_status CT_CHECKED ct_cover_desk_new(const struct ct_cover_linear *linear,
                                            struct ct_cover_desk *out, struct ct_error *err);
void ct_cover_desk_free(struct ct_cover_desk *desk);
/* Rows that were added since. */
enum ct_status CT_CHECKED ct_cover_desk_more(struct ct_cover_desk *desk, struct ct_error *err);
/* Columns taken and left as state[columns] says. */
void ct_cover_desk_fix(struct ct_cover_desk *desk, const uint8_t *state);
/* Goes on for up to `steps` steps and until the bound passes `enough`, in 1/scale. Returns the
 * bound of the price without what the core has paid, proved, in 1/scale, and leaves desk->reduced.
 */
int64_t ct_cover_desk_bound(struct ct_cover_desk *desk, int64_t scale, int64_t enough,
                            size_t steps);
/* Where all of x is whole, or nothing is free, and it meets the rows of the core: its columns and
 * their price. INT64_MAX: it is no solution. */
int64_t ct_cover_desk_solution(const struct ct_cover_desk *desk, uint32_t *column, size_t *count);

/* --- the tree --------------------------------------------------------------------------------- */

/* Takes a reduced root: bounds it with cuts, decides columns, for as long as it gains. *node is
 * what is left, for ct_cover_branch with *linear; node->place is NULL where nothing better than
 * task->upper is in it. go_on(context, bound of the price in all) false: no more cuts. */
enum ct_status CT_CHECKED ct_cover_relax(struct ct_cover_task *task, struct ct_cover *cover,
                                         bool (*go_on)(void *context, int64_t bound), void *context,
                                         struct ct_cover_linear **linear,
                                         struct ct_cover_node *node, struct ct_error *err);

#endif
