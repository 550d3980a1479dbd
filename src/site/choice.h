/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best allowed set of sites for given profits: the part that all bounds by relaxation share.
 */
#ifndef CT_SITE_CHOICE_H
#define CT_SITE_CHOICE_H

#include "site/problem.h"

struct ct_choice_solver; /* workspace; one thread */

enum ct_status CT_CHECKED ct_choice_solver_new(const struct ct_choice *choice,
                                               struct ct_choice_solver **out, struct ct_error *err);
void ct_choice_solver_free(struct ct_choice_solver *solver);

/* Maximises the sum of profits over allowed sets, with states fixed as `state` says (NULL: those of
 * the choice). open[sites] gets 0 or 1 of a set that nearly attains it; *bound >= every allowed
 * set's sum (exact for a number of sites and fixed states: sorting; a budget: the fractional
 * knapsack, or exactly; groups: a linear program). -INFINITY where no set is allowed. O(n log n)
 * without groups. */
enum ct_status CT_CHECKED ct_choice_best(struct ct_choice_solver *solver, const double *profit,
                                         const enum ct_site_state *state, uint8_t *open,
                                         double *bound, struct ct_error *err);

#endif
