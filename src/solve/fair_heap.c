/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Open nodes of fair covering: the lowest level first, then the best bound. O(log nodes).
 */
#include "base/fail.h"
#include "base/grow.h"
#include "solve/fair.h"
#include <stdlib.h>

struct ct_fair_node *ct_fair_node_new(const struct ct_fair *fair, bool warm)
{
    struct ct_fair_node *node = calloc(1, sizeof *node);

    if (node == NULL)
        return NULL;
    node->state = calloc(fair->sites + 1, 1);
    node->lambda = warm ? calloc(fair->compared + 1, sizeof *node->lambda) : NULL;
    node->rho = warm ? calloc(fair->rows + 1, 1) : NULL;
    if (node->state != NULL && (!warm || (node->lambda != NULL && node->rho != NULL)))
        return node;
    ct_fair_node_free(node);
    return NULL;
}

void ct_fair_node_free(struct ct_fair_node *node)
{
    if (node == NULL)
        return;
    free(node->state);
    free(node->lambda);
    free(node->rho);
    free(node);
}

static bool before(const struct ct_fair_node *a, const struct ct_fair_node *b)
{
    if (a->level != b->level)
        return a->level < b->level;
    return a->bound != b->bound ? a->bound > b->bound : a->number < b->number;
}

enum ct_status ct_fair_push(struct ct_fair_heap *heap, struct ct_fair_node *node,
                            struct ct_error *err)
{
    if (!ct_grow((void **)&heap->node, &heap->room, heap->count, sizeof(struct ct_fair_node *))) {
        ct_fair_node_free(node);
        return ct_fail_memory(err);
    }
    size_t i = heap->count++;
    while (i > 0 && before(node, heap->node[(i - 1) / 2])) {
        heap->node[i] = heap->node[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap->node[i] = node;
    heap->warm += node->rho != NULL;
    return CT_OK;
}

struct ct_fair_node *ct_fair_pop(struct ct_fair_heap *heap)
{
    struct ct_fair_node *top = heap->node[0], *last = heap->node[--heap->count];
    size_t i = 0;

    for (;;) {
        size_t k = 2 * i + 1;
        if (k >= heap->count)
            break;
        k += k + 1 < heap->count && before(heap->node[k + 1], heap->node[k]);
        if (!before(heap->node[k], last))
            break;
        heap->node[i] = heap->node[k];
        i = k;
    }
    heap->node[i] = last;
    heap->warm -= top->rho != NULL;
    return top;
}
