/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The open nodes of a branch and bound: the one with the lowest bound is next, or the deepest as
 * soon as they need much memory. Taking one is O(nodes), little beside what a node costs.
 */
#include "base/fail.h"
#include "solve/service.h"
#include <stdlib.h>
#include <string.h>

static const size_t much_memory = (size_t)1 << 30;

void ct_service_node_free(struct ct_service_node *node)
{
    free(node->state);
    free(node->multiplier);
    *node = (struct ct_service_node){0};
}

enum ct_status ct_service_node_copy(const struct ct_nodes *nodes,
                                    const struct ct_service_node *from, struct ct_service_node *to,
                                    struct ct_error *err)
{
    *to = *from;
    to->state = malloc(nodes->sites + 1);
    to->multiplier = malloc((nodes->demands + 1) * sizeof *to->multiplier);
    if (to->state == NULL || to->multiplier == NULL) {
        ct_service_node_free(to);
        return ct_fail_memory(err);
    }
    memcpy(to->state, from->state, nodes->sites);
    memcpy(to->multiplier, from->multiplier, nodes->demands * sizeof *to->multiplier);
    return CT_OK;
}

void ct_nodes_free(struct ct_nodes *nodes)
{
    for (size_t i = 0; i < nodes->count; i++)
        ct_service_node_free(&nodes->node[i]);
    free(nodes->node);
    nodes->node = NULL;
    nodes->count = nodes->room = 0;
}

enum ct_status ct_nodes_push(struct ct_nodes *nodes, struct ct_service_node *node,
                             struct ct_error *err)
{
    if (nodes->count == nodes->room) {
        size_t room = nodes->room * 2 + 64;
        struct ct_service_node *more = realloc(nodes->node, room * sizeof *more);
        if (more == NULL) {
            ct_service_node_free(node);
            return ct_fail_memory(err);
        }
        nodes->node = more;
        nodes->room = room;
    }
    nodes->node[nodes->count++] = *node;
    *node = (struct ct_service_node){0};
    return CT_OK;
}

static void drop_closed(struct ct_nodes *nodes, int64_t closed_from)
{
    size_t kept = 0;

    for (size_t i = 0; i < nodes->count; i++)
        if (nodes->node[i].bound >= closed_from)
            ct_service_node_free(&nodes->node[i]);
        else
            nodes->node[kept++] = nodes->node[i];
    nodes->count = kept;
}

bool ct_nodes_next(struct ct_nodes *nodes, int64_t closed_from, struct ct_service_node *out)
{
    size_t best = 0;

    drop_closed(nodes, closed_from);
    bool deepest = nodes->count * (nodes->sites + 8 * nodes->demands) > much_memory;
    for (size_t i = 1; i < nodes->count; i++) {
        const struct ct_service_node *a = &nodes->node[i], *b = &nodes->node[best];
        if (deepest && a->depth != b->depth ? a->depth > b->depth : a->bound < b->bound)
            best = i;
    }
    if (nodes->count == 0)
        return false;
    *out = nodes->node[best];
    nodes->node[best] = nodes->node[--nodes->count];
    return true;
}
