/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Quickselect (Hoare 1961) with the middle of three as pivot. Expected O(n).
 */
#include "solve/pick.h"
#include <stdlib.h>

int ct_pick_before(const struct ct_pick *a, const struct ct_pick *b)
{
    return a->profit != b->profit ? a->profit > b->profit : a->site < b->site;
}

static struct ct_pick middle_of(const struct ct_pick *a, const struct ct_pick *b,
                                const struct ct_pick *c)
{
    if (ct_pick_before(a, b))
        return ct_pick_before(b, c) ? *b : ct_pick_before(a, c) ? *c : *a;
    return ct_pick_before(a, c) ? *a : ct_pick_before(b, c) ? *c : *b;
}

static void swap(struct ct_pick *a, struct ct_pick *b)
{
    struct ct_pick kept = *a;
    *a = *b;
    *b = kept;
}

void ct_pick_largest(struct ct_pick *pick, size_t n, size_t k)
{
    size_t low = 0, high = n; /* the k-th border lies in [low, high) */

    while (k > low && k < high && high - low > 1) {
        struct ct_pick pivot =
            middle_of(&pick[low], &pick[low + (high - low) / 2], &pick[high - 1]);
        size_t i = low, j = high - 1;
        for (;;) {
            while (ct_pick_before(&pick[i], &pivot))
                i++;
            while (ct_pick_before(&pivot, &pick[j]))
                j--;
            if (i >= j)
                break;
            swap(&pick[i++], &pick[j--]);
        }
        /* [low, i) are not after the pivot, [i, high) not before it */
        if (k <= i && i < high)
            high = i;
        else
            low = i;
    }
}

static int order(const void *left, const void *right)
{
    const struct ct_pick *a = left, *b = right;
    return ct_pick_before(b, a) - ct_pick_before(a, b);
}

void ct_pick_sort(struct ct_pick *pick, size_t n)
{
    if (n > 1)
        qsort(pick, n, sizeof *pick, order);
}
