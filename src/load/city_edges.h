/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: the edges of all communities, matched with each other.
 *
 * Where two communities share a border, each edge of one is an edge of the other in the opposite
 * direction (interiors lie on the left). An edge is `open` where the numbers of both directions
 * differ. Crossing an edge that is not open does not change how many communities hold a place; so
 * if no open edge touches the inside of another community, none overlap.
 */
#ifndef CT_LOAD_CITY_EDGES_H
#define CT_LOAD_CITY_EDGES_H

#include "load/city.h"

#define CT_NO_EDGE UINT32_MAX

struct ct_edge_slot {
    uint32_t first; /* edge; CT_NO_EDGE: free */
    uint16_t tag;   /* more of the hash, so that few others are compared */
    int16_t net;    /* edges in one direction less those in the other */
};

struct ct_edges {
    const struct ct_communities *communities;
    size_t count;    /* one a vertex, so that the edge of a vertex is found by its index */
    size_t *base;    /* first edge of each community, communities + 1 */
    uint32_t *owner; /* community of an edge */
    uint32_t *next;  /* the next edge on the same two places; CT_NO_EDGE at the end */
    bool *open;
    struct ct_edge_slot *slot; /* hash table: one a pair of places */
    size_t slots;
};

/* O(vertices). E0903 for more than 2^32 - 2 vertices. */
enum ct_status CT_CHECKED ct_edges_match(const struct ct_communities *communities,
                                         struct ct_edges *out, struct ct_error *err);
void ct_edges_free(struct ct_edges *edges);
/* The ends of an edge, {lon, lat, lon, lat}; false where it is none: the last vertex of a ring. */
bool ct_edges_ends(const struct ct_edges *edges, size_t edge, double ends[4]);
/* The first edge that lies on the same two places (itself at the least). */
size_t ct_edges_first(const struct ct_edges *edges, size_t edge);

#endif
