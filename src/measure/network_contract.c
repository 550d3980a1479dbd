/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chains of segments become edges: nodes are the vertices where one, three or more segments meet,
 * and the first vertex of every ring that has none. O(segments).
 */
#include "measure/network.h"

#include "base/fail.h"
#include <stdlib.h>

struct contract {
    const struct ct_network_raw *raw;
    struct ct_network *out;
    size_t *head;      /* raw vertices + 1, into `at` */
    uint32_t *at;      /* segments at a vertex */
    uint32_t *node_of; /* of a raw vertex; UINT32_MAX: none */
    bool *used;        /* [segments] */
    size_t shape;      /* vertices written */
};

static enum ct_status allocate(struct contract *w, struct ct_error *err)
{
    const size_t v = w->raw->vertices, s = w->raw->segments;
    struct ct_network *out = w->out;
    w->head = calloc(v + 2, sizeof *w->head);
    w->at = malloc((2 * s + 1) * sizeof *w->at);
    w->node_of = malloc((v + 1) * sizeof *w->node_of);
    w->used = calloc(s + 1, sizeof *w->used);
    out->end = malloc((s + 1) * sizeof *out->end);
    out->shape_start = calloc(s + 1, sizeof *out->shape_start);
    /* a chain has one vertex more than segments */
    out->lon = malloc((2 * s + 1) * sizeof *out->lon);
    out->lat = malloc((2 * s + 1) * sizeof *out->lat);
    return w->head && w->at && w->node_of && w->used && out->end && out->shape_start && out->lon &&
                   out->lat
               ? CT_OK
               : ct_fail_memory(err);
}

static void list_segments(struct contract *w)
{
    const struct ct_network_raw *raw = w->raw;
    size_t *next = w->head + 1; /* next[v] becomes the end of v */
    for (size_t i = 0; i < raw->segments; i++)
        for (int e = 0; e < 2; e++)
            next[raw->segment[i][e] + 1]++;
    for (size_t v = 0; v < raw->vertices; v++)
        next[v + 1] += next[v];
    for (uint32_t i = 0; i < raw->segments; i++)
        for (int e = 0; e < 2; e++)
            w->at[next[raw->segment[i][e]]++] = i;
}

static void add_vertex(struct contract *w, uint32_t v)
{
    w->out->lon[w->shape] = w->raw->lon[v];
    w->out->lat[w->shape++] = w->raw->lat[v];
}

/* The edge that leaves `node` by a segment. */
static void walk(struct contract *w, uint32_t node, uint32_t segment)
{
    struct ct_network *out = w->out;
    uint32_t v = node;
    add_vertex(w, v);
    for (;;) {
        const uint32_t *end = w->raw->segment[segment];
        w->used[segment] = true;
        v = end[0] == v ? end[1] : end[0];
        add_vertex(w, v);
        if (w->node_of[v] != UINT32_MAX)
            break;
        const uint32_t *two = w->at + w->head[v];
        segment = two[0] == segment ? two[1] : two[0];
    }
    out->end[out->edges][0] = w->node_of[node];
    out->end[out->edges][1] = w->node_of[v];
    out->shape_start[++out->edges] = w->shape;
}

static void walk_from(struct contract *w, uint32_t v)
{
    for (size_t k = w->head[v]; k < w->head[v + 1]; k++)
        if (!w->used[w->at[k]])
            walk(w, v, w->at[k]);
}

static void walk_all(struct contract *w)
{
    for (uint32_t v = 0; v < w->raw->vertices; v++) {
        const size_t degree = w->head[v + 1] - w->head[v];
        w->node_of[v] = degree == 0 || degree == 2 ? UINT32_MAX : (uint32_t)w->out->nodes++;
    }
    for (uint32_t v = 0; v < w->raw->vertices; v++)
        if (w->node_of[v] != UINT32_MAX)
            walk_from(w, v);
    for (uint32_t v = 0; v < w->raw->vertices; v++) /* rings */
        if (w->head[v] < w->head[v + 1] && !w->used[w->at[w->head[v]]]) {
            w->node_of[v] = (uint32_t)w->out->nodes++;
            walk_from(w, v);
        }
}

enum ct_status ct_network_contract(const struct ct_network_raw *raw, struct ct_network *out,
                                   struct ct_error *err)
{
    struct contract w = {.raw = raw, .out = out};
    const enum ct_status status = allocate(&w, err);
    if (!status) {
        list_segments(&w);
        walk_all(&w);
    }
    free(w.head);
    free(w.at);
    free(w.node_of);
    free(w.used);
    return status;
}
