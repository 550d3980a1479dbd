/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Groups that share no site and of which at most one is opened: options of one candidate.
 */
#ifndef CT_SOLVE_CHOICE_EXCLUSIVE_H
#define CT_SOLVE_CHOICE_EXCLUSIVE_H

#include "solve/pick.h"
#include "solve/problem.h"

struct ct_exclusive;

/* *out stays NULL where a choice has no groups or others than these. O(sites + groups). */
enum ct_status CT_CHECKED ct_exclusive_new(const struct ct_choice *choice,
                                           struct ct_exclusive **out, struct ct_error *err);
void ct_exclusive_free(struct ct_exclusive *exclusive);

/* Of n picks the best of each group of which none is open (ties: the first); returns how many are
 * left. *clash where two of one group are open. O(sites + n). */
size_t ct_exclusive_best(struct ct_exclusive *exclusive, const uint8_t *open, struct ct_pick *pick,
                         size_t n, bool *clash);
/* Begins anew with what is open; then: may this site be opened too? It counts as open from then on.
 */
void ct_exclusive_begin(struct ct_exclusive *exclusive, const uint8_t *open);
bool ct_exclusive_enters(struct ct_exclusive *exclusive, uint32_t site);

#endif
