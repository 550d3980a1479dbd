/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See city_edges.h. Places are equal where they round to the same 1e-9 degree (0.1 mm). A table
 * with open addressing holds the first edge on two places, and chains the others: 20 bytes a
 * vertex.
 */
#include "load/city_edges.h"
#include "base/fail.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct key {
    int64_t x0, y0, x1, y1; /* the lower end first */
};

static int64_t rounded(double degrees)
{
    return (int64_t)floor(degrees * 1e9 + 0.5);
}

static struct key key_of(const double e[4])
{
    struct key k = {rounded(e[0]), rounded(e[1]), rounded(e[2]), rounded(e[3])};
    if (k.x1 < k.x0 || (k.x1 == k.x0 && k.y1 < k.y0))
        return (struct key){k.x1, k.y1, k.x0, k.y0};
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

static size_t hash_of(const struct key *k)
{
    return (size_t)mix(mix(mix(mix(0, k->x0), k->y0), k->x1), k->y1);
}

bool ct_edges_same_way(const double a[4], const double b[4])
{
    return rounded(a[0]) == rounded(b[0]) && rounded(a[1]) == rounded(b[1]);
}

bool ct_edges_ends(const struct ct_edges *edges, size_t edge, double ends[4])
{
    size_t owner = edges->owner[edge];
    const struct ct_shape *shape = &edges->communities->shape[owner];
    size_t i = edge - edges->base[owner];
    if (i + 1 >= shape->vertices || edges->next[edge] == edge)
        return false;
    ends[0] = shape->lon[i];
    ends[1] = shape->lat[i];
    ends[2] = shape->lon[i + 1];
    ends[3] = shape->lat[i + 1];
    return true;
}

/* The slot of an edge: its group's, or the free one where a group would begin. */
static size_t slot_of(const struct ct_edges *edges, const double ends[4])
{
    struct key key = key_of(ends);
    size_t s = hash_of(&key) & (edges->slots - 1);
    for (; edges->slot[s] != CT_NO_EDGE; s = (s + 1) & (edges->slots - 1)) {
        double other[4];
        if (!ct_edges_ends(edges, edges->slot[s], other))
            continue;
        struct key k = key_of(other);
        if (same_key(&key, &k))
            break;
    }
    return s;
}

size_t ct_edges_first(const struct ct_edges *edges, size_t edge)
{
    double ends[4];
    return ct_edges_ends(edges, edge, ends) ? edges->slot[slot_of(edges, ends)] : edge;
}

static void insert(struct ct_edges *edges, size_t edge)
{
    double ends[4];
    if (!ct_edges_ends(edges, edge, ends))
        return;
    if (rounded(ends[0]) == rounded(ends[2]) && rounded(ends[1]) == rounded(ends[3])) {
        edges->next[edge] = (uint32_t)edge; /* no length: none */
        return;
    }
    size_t s = slot_of(edges, ends);
    edges->next[edge] = edges->slot[s];
    edges->slot[s] = (uint32_t)edge;
}

/* Marks all edges of the group that begins with `first` where the directions do not cancel. */
static void mark_open(struct ct_edges *edges, size_t first)
{
    double ends[4], other[4];
    long net = 0;
    ct_edges_ends(edges, first, ends);
    for (size_t e = first; e != CT_NO_EDGE; e = edges->next[e]) {
        ct_edges_ends(edges, e, other);
        net += ct_edges_same_way(ends, other) ? 1 : -1;
    }
    for (size_t e = first; net != 0 && e != CT_NO_EDGE; e = edges->next[e])
        edges->open[e] = true;
}

/* An edge that is none is chained to itself. */
static void lay_out(struct ct_edges *edges)
{
    const struct ct_communities *c = edges->communities;
    memset(edges->next, 0xFF, edges->count * sizeof *edges->next);
    memset(edges->slot, 0xFF, edges->slots * sizeof *edges->slot);
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
    for (size_t s = 0; s < out->slots; s++)
        if (out->slot[s] != CT_NO_EDGE)
            mark_open(out, out->slot[s]);
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
