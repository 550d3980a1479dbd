/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Open nodes of the tree of maximal covering: a binary heap, best bound first, then in the order of
 * making. O(log nodes).
 */
#include "base/fail.h"
#include "solve/mclp_node.h"
#include <stdlib.h>

struct ct_node *ct_node_new(size_t sites)
{
    struct ct_node *node = calloc(1, sizeof *node);

    if (node == NULL)
        return NULL;
    node->site = UINT32_MAX;
    node->state = calloc(sites + 1, 1);
    if (node->state == NULL) {
        ct_node_free(node);
        return NULL;
    }
    return node;
}

void ct_node_free(struct ct_node *node)
{
    if (node == NULL)
        return;
    ct_warm_free(node->warm);
    free(node->state);
    free(node);
}

static bool before(const struct ct_node *a, const struct ct_node *b)
{
    return a->bound != b->bound ? a->bound > b->bound : a->number < b->number;
}

enum ct_status ct_node_push(struct ct_node_heap *heap, struct ct_node *node, struct ct_error *err)
{
    if (heap->count == heap->room) {
        size_t room = 2 * heap->room + 64;
        struct ct_node **grown = realloc(heap->node, room * sizeof(struct ct_node *));
        if (grown == NULL) {
            ct_node_free(node);
            return ct_fail_memory(err);
        }
        heap->node = grown;
        heap->room = room;
    }
    size_t i = heap->count++;
    while (i > 0 && before(node, heap->node[(i - 1) / 2])) {
        heap->node[i] = heap->node[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap->node[i] = node;
    return CT_OK;
}

struct ct_node *ct_node_pop(struct ct_node_heap *heap)
{
    struct ct_node *top = heap->node[0], *last = heap->node[--heap->count];
    size_t i = 0;

    for (;;) {
        size_t k = 2 * i + 1;
        if (k >= heap->count)
            break;
        if (k + 1 < heap->count && before(heap->node[k + 1], heap->node[k]))
            k++;
        if (!before(heap->node[k], last))
            break;
        heap->node[i] = heap->node[k];
        i = k;
    }
    heap->node[i] = last;
    return top;
}
