/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best allowed set of sites for given profits: the part that all bounds by relaxation share.
 */
#ifndef CT_SOLVE_CHOICE_H
#define CT_SOLVE_CHOICE_H

#include "solve/problem.h"

struct ct_choice_solver; /* workspace; made, used and freed by one thread */

enum ct_status CT_CHECKED ct_choice_solver_new(const struct ct_choice *choice,
                                               struct ct_choice_solver **out, struct ct_error *err);
void ct_choice_solver_free(struct ct_choice_solver *solver);

/* Maximises the sum of profits over allowed sets, with states fixed as `state` says (NULL: those of
 * the choice). open[sites] gets 0 or 1 of a set that nearly attains it (it may break a budget or a
 * group: ct_choice_allows tells); *bound >= every allowed set's sum (exact for a number of sites
 * and fixed states: selection, also with groups that share no site and of which at most one is
 * opened; a budget: its best multiplier; other groups: a linear program, whose duals
 * the bound is computed from). -INFINITY where no set is allowed. Expected O(n) for a number, some
 * ten times that with a budget; groups cost GLPK's simplex from the last basis. */
enum ct_status CT_CHECKED ct_choice_best(struct ct_choice_solver *solver, const double *profit,
                                         const enum ct_site_state *state, uint8_t *open,
                                         double *bound, struct ct_error *err);

/* An allowed set, of large profits (NULL: any): *found false where none is known; *none_at_all true
 * where there is none at all. Exact; with other groups and a number or group that asks for some at
 * least exponential at worst, so it is stopped after `seconds` (then both are false). */
enum ct_status CT_CHECKED ct_choice_any(struct ct_choice_solver *solver, const double *profit,
                                        const enum ct_site_state *state, double seconds,
                                        uint8_t *open, bool *found, bool *none_at_all,
                                        struct ct_error *err);

#endif
