/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The 0/1 knapsack that prices a site: which demands it would best serve within its capacity.
 */
#ifndef CT_SOLVE_CAPACITATED_KNAPSACK_H
#define CT_SOLVE_CAPACITATED_KNAPSACK_H

#include <stddef.h>
#include <stdint.h>

struct ct_item {
    int64_t profit, load; /* > 0, >= 0 */
    uint32_t id;
    uint8_t taken, best;
};

/* An upper bound of the profit within `room`, exact where depth-first search with the fractional
 * bound (Horowitz, Sahni 1974) ends within some thousand steps, else the fractional one. Sorts the
 * items; `best` is 1 for those of the best set found. O(n log n) and the search. */
int64_t ct_knapsack(struct ct_item *item, size_t n, int64_t room);

#endif
