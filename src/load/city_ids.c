/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ids in order. O(n log n) to sort, O(log n) a look-up.
 */
#include "load/parts.h"
#include <stdlib.h>
#include <string.h>

static int by_id(const void *a, const void *b)
{
    const struct ct_id *s = a, *t = b;
    int order = strcmp(s->id, t->id);
    return order != 0 ? order : (s->index > t->index) - (s->index < t->index);
}

struct ct_id *ct_ids_sorted(char *const *ids, size_t n)
{
    struct ct_id *sorted = malloc((n + 1) * sizeof *sorted);
    for (size_t i = 0; sorted != NULL && i < n; i++)
        sorted[i] = (struct ct_id){ids[i], i};
    if (sorted != NULL && n > 1)
        qsort(sorted, n, sizeof *sorted, by_id);
    return sorted;
}

ptrdiff_t ct_ids_find(const struct ct_id *sorted, size_t n, const char *id)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(sorted[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && strcmp(sorted[low].id, id) == 0 ? (ptrdiff_t)sorted[low].index : -1;
}
