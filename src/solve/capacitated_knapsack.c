/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 0/1 knapsack by depth-first search, items in the order of profit a load. All sums are integers;
 * products are 128 bits wide. O(n log n), then at most MOST_STEPS steps of O(n).
 */
#include "solve/capacitated_knapsack.h"
#include <stdbool.h>
#include <stdlib.h>

enum { MOST_STEPS = 3000 };
__extension__ typedef __int128 wide;

static int by_worth(const void *a, const void *b)
{
    const struct ct_item *p = a, *q = b;
    wide left = (wide)p->profit * q->load, right = (wide)q->profit * p->load;

    if (left != right)
        return left > right ? -1 : 1;
    return p->id < q->id ? -1 : p->id > q->id;
}

/* What items from `from` on can add at most in this room. */
static int64_t fractional(const struct ct_item *item, size_t from, size_t n, int64_t room)
{
    int64_t sum = 0;
    size_t k = from;

    for (; k < n && item[k].load <= room; k++) {
        sum += item[k].profit;
        room -= item[k].load;
    }
    if (k < n)
        sum += (int64_t)(((wide)item[k].profit * room + item[k].load - 1) / item[k].load);
    return sum;
}

static void keep(struct ct_item *item, size_t n, size_t decided)
{
    for (size_t k = 0; k < n; k++)
        item[k].best = k < decided && item[k].taken;
}

/* The last taken item is left out instead: where to go on; n + 1 where there is none. */
static size_t step_back(struct ct_item *item, size_t n, size_t at, int64_t *room, int64_t *profit)
{
    while (at > 0 && !item[at - 1].taken)
        at--;
    if (at == 0)
        return n + 1;
    item[at - 1].taken = 0;
    *room += item[at - 1].load;
    *profit -= item[at - 1].profit;
    return at;
}

int64_t ct_knapsack(struct ct_item *item, size_t n, int64_t room)
{
    int64_t best = -1, profit = 0;
    size_t at = 0;
    unsigned steps = 0;

    if (n > 1)
        qsort(item, n, sizeof *item, by_worth);
    int64_t most = fractional(item, 0, n, room);
    for (; at <= n && steps < MOST_STEPS && best < most; steps++) {
        if (profit + fractional(item, at, n, room) <= best) {
            at = step_back(item, n, at, &room, &profit);
            continue;
        }
        for (; at < n; at++) {
            item[at].taken = item[at].load <= room;
            room -= item[at].taken ? item[at].load : 0;
            profit += item[at].taken ? item[at].profit : 0;
        }
        if (profit > best) {
            best = profit;
            keep(item, n, n);
        }
        at = step_back(item, n, at, &room, &profit);
    }
    return at > n ? best : most;
}
