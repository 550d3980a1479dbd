/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The largest of many: selection without sorting.
 */
#ifndef CT_SOLVE_PICK_H
#define CT_SOLVE_PICK_H

#include <stddef.h>
#include <stdint.h>

struct ct_pick {
    double profit;
    uint32_t site;
};

/* Is a before b? Larger profits first, then lower sites: a strict order, so that what is picked
 * does not depend on how. */
int ct_pick_before(const struct ct_pick *a, const struct ct_pick *b);
/* Moves the `k` first of that order to the front, in no order among themselves. Expected O(n). */
void ct_pick_largest(struct ct_pick *pick, size_t n, size_t k);
/* All in that order. O(n log n). */
void ct_pick_sort(struct ct_pick *pick, size_t n);

#endif
