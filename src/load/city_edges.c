/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See city_edges.h. Places are equal where they round to the same 1e-9 degree (0.1 mm). A table
 * with open addressing holds the first edge on two places, and chains the others: 20 bytes a
 * vertex.
 */
#include "load/city_edges.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

struct key {
    int64_t x0, y0, x1, y1; /* the lower end first */
    bool turned;            /* the edge runs from the higher end */
};

static int64_t rounded(double degrees)
{
    return (int64_t)(degrees * 1e9 + (degrees < 0 ? -0.5 : 0.5));
}

static struct key key_of(const double e[4])
{
    struct key k = {rounded(e[0]), rounded(e[1]), rounded(e[2]), rounded(e[3]), false};
    if (k.x1 < k.x0 || (k.x1 == k.x0 && k.y1 < k.y0))
        return (struct key){k.x1, k.y1, k.x0, k.y0, true};
    return k;
}

static bool same_key(const struct key *a, const struct key *b)
{
    return a->x0 == b->x0 && a->y0 == b->y0 && a->x1 == b->x1 && a->y1 == b->y1;
}

static uint64_t mix(uint64_t h, int64_t v)
{
    h = (h ^ (uint64_t)v) * 0x9E3779B97F4A7C15U;
    return h ^ (h >> 29);
}

static uint64_t hash_of(const struct key *k)
{
    return mix(mix(mix(mix(0, k->x0), k->y0), k->x1), k->y1);
}

bool ct_edges_ends(const struct ct_edges *edges, size_t edge, double ends[4])
{
    size_t owner = edges->owner[edge];
    const struct ct_shape *shape = &edges->communities->shape[owner];
    size_t i = edge - edges->base[owner];
    if (edges->next[edge] == edge)
        return false;
    ends[0] = shape->lon[i];
    ends[1] = shape->lat[i];
    ends[2] = shape->lon[i + 1];
    ends[3] = shape->lat[i + 1];
    return true;
}

/* The slot of an edge: its group's, or the free one where a group would begin. */
static struct ct_edge_slot *slot_of(const struct ct_edges *edges, const struct key *key)
{
    uint64_t hash = hash_of(key);
    uint16_t tag = (uint16_t)(hash >> 48);
    size_t s = (size_t)hash & (edges->slots - 1);
    for (; edges->slot[s].first != CT_NO_EDGE; s = (s + 1) & (edges->slots - 1)) {
        double other[4];
        if (edges->slot[s].tag != tag || !ct_edges_ends(edges, edges->slot[s].first, other))
            continue;
        struct key k = key_of(other);
        if (same_key(key, &k))
            return &edges->slot[s];
    }
    edges->slot[s].tag = tag;
    return &edges->slot[s];
}

size_t ct_edges_first(const struct ct_edges *edges, size_t edge)
{
    double ends[4];
    if (!ct_edges_ends(edges, edge, ends))
        return edge;
    struct key key = key_of(ends);
    return slot_of(edges, &key)->first;
}

static void insert(struct ct_edges *edges, size_t edge)
{
    double ends[4];
    if (!ct_edges_ends(edges, edge, ends))
        return;
    struct key key = key_of(ends);
    if (key.x0 == key.x1 && key.y0 == key.y1) {
        edges->next[edge] = (uint32_t)edge; /* no length: none */
        return;
    }
    struct ct_edge_slot *slot = slot_of(edges, &key);
    edges->next[edge] = slot->first;
    slot->first = (uint32_t)edge;
    if (slot->net > -INT16_MAX && slot->net < INT16_MAX)
        slot->net = (int16_t)(slot->net + (key.turned ? -1 : 1));
}

static void mark_open(struct ct_edges *edges)
{
    for (size_t s = 0; s < edges->slots; s++)
        if (edges->slot[s].net != 0)
            for (size_t e = edges->slot[s].first; e != CT_NO_EDGE; e = edges->next[e])
                edges->open[e] = true;
}

/* An edge that is none is chained to itself. */
static void lay_out(struct ct_edges *edges)
{
    const struct ct_communities *c = edges->communities;
    memset(edges->next, 0xFF, edges->count * sizeof *edges->next);
    for (size_t s = 0; s < edges->slots; s++)
        edges->slot[s] = (struct ct_edge_slot){.first = CT_NO_EDGE};
    for (size_t k = 0; k < c->count; k++) {
        const struct ct_shape *shape = &c->shape[k];
        for (size_t i = 0; i < shape->vertices; i++)
            edges->owner[edges->base[k] + i] = (uint32_t)k;
        for (size_t part = 0; part < shape->parts; part++) {
            size_t last = edges->base[k] + shape->start[part + 1] - 1;
            edges->next[last] = (uint32_t)last;
        }
    }
}

enum ct_status ct_edges_match(const struct ct_communities *communities, struct ct_edges *out,
                              struct ct_error *err)
{
    *out = (struct ct_edges){.communities = communities, .slots = 16};
    out->base = calloc(communities->count + 1, sizeof *out->base);
    if (out->base == NULL)
        return ct_fail_memory(err);
    for (size_t k = 0; k < communities->count; k++)
        out->base[k + 1] = out->base[k] + communities->shape[k].vertices;
    out->count = out->base[communities->count];
    if (out->count >= CT_NO_EDGE)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", "more than 2^32 vertices", NULL);
    while (out->slots < out->count + out->count / 2)
        out->slots *= 2;
    out->owner = malloc((out->count + 1) * sizeof *out->owner);
    out->next = malloc((out->count + 1) * sizeof *out->next);
    out->open = calloc(out->count + 1, sizeof *out->open);
    out->slot = malloc(out->slots * sizeof *out->slot);
    if (!out->owner || !out->next || !out->open || !out->slot)
        return ct_fail_memory(err);
    lay_out(out);
    for (size_t e = 0; e < out->count; e++)
        insert(out, e);
    mark_open(out);
    return CT_OK;
}

void ct_edges_free(struct ct_edges *edges)
{
    free(edges->base);
    free(edges->owner);
    free(edges->next);
    free(edges->open);
    free(edges->slot);
    *edges = (struct ct_edges){0};
}
