/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small linear program, solved by GLPK: maximise profits of columns between bounds, under rows.
 * GLPK keeps its memory by thread: a program is made, used and freed by one thread. What it says is
 * floating point: bounds that are proved are computed from its duals by the caller.
 */
#ifndef CT_SOLVE_PROGRAM_H
#define CT_SOLVE_PROGRAM_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_program;

enum ct_program_answer {
    CT_PROGRAM_SOLVED,
    CT_PROGRAM_IMPOSSIBLE, /* no values meet the rows */
    CT_PROGRAM_STOPPED,    /* by the time limit or for want of precision */
};

/* Columns lie in [0, 1] with profit 0 until said otherwise. */
enum ct_status CT_CHECKED ct_program_new(size_t columns, struct ct_program **out,
                                         struct ct_error *err);
void ct_program_free(struct ct_program *program);
/* least <= sum of factor * column <= most; factor NULL: all 1; infinite sides do not bind. */
enum ct_status CT_CHECKED ct_program_row(struct ct_program *program, const uint32_t *column,
                                         const double *factor, size_t count, double least,
                                         double most, struct ct_error *err);
void ct_program_column(struct ct_program *program, size_t column, double least, double most,
                       double profit);
/* The best values (value[columns], may be NULL) and the rows' duals (dual[rows], may be NULL).
 * Starts from the last answer. */
enum ct_program_answer ct_program_best(struct ct_program *program, double *value, double *dual);
/* Where the simplex method stands, [columns + rows]; and back to there (rows added since stand as
 * they were added). */
void ct_program_stand(const struct ct_program *program, uint8_t *basis);
void ct_program_return(struct ct_program *program, const uint8_t *basis);
/* Is the row basic, so that it says nothing where the method stands? */
bool ct_program_idle(const struct ct_program *program, size_t row);
/* The dual simplex method from where it stands, for at most *steps steps, which become those that
 * it took, and until the profit is seen to be less than `enough`. Value and dual as above; where it
 * stopped on the way, values are of no use and duals not the best. */
enum ct_program_answer ct_program_go_on(struct ct_program *program, double enough, size_t *steps,
                                        double *value, double *dual);
/* The best whole values, by branch and bound. */
enum ct_program_answer ct_program_best_whole(struct ct_program *program, double seconds,
                                             double *value);

#endif
