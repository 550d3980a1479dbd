/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streets as a network for walking, and the ways along it from any places to any others.
 *
 * Lines are joined where they share a vertex (equal within CT_NETWORK_SNAP_M of the measuring
 * plane: the first vertex there stands for all). Lines that cross without a common vertex are not
 * joined: bridges and tunnels are drawn so. What a line says of one-way traffic does not bind who
 * walks. A segment that several lines draw counts once. Vertices where two segments meet are no
 * nodes: they stay as the shape of an edge, so that places join the network anywhere along it.
 *
 * Lengths are sums of geodesics, each edge rounded up to a whole millimetre: sums of integers do
 * not depend on their order, and a walk is never shorter than the straight line (to 1 um).
 *
 * Way search: Dijkstra (1959) with a binary heap, from many places at once; every node is told from
 * which of them it is nearest, so the nearest facility of every place is one search a kind. That is
 * a Voronoi diagram of the network (Erwig, The Graph Voronoi Diagram, 2000).
 */
#ifndef CT_MEASURE_NETWORK_H
#define CT_MEASURE_NETWORK_H

#include "gis/plane.h"
#include "gis/shape.h"
#include "measure/grid.h"
#include <stdbool.h>

#define CT_NETWORK_SNAP_M   0.01
#define CT_NETWORK_ACCESS_M 500.0 /* how far a place may lie from the nearest street */
#define CT_NETWORK_ANY      INT64_MAX

struct ct_network {
    size_t nodes, edges;
    size_t *head; /* nodes + 1: the arcs that leave a node, two an edge */
    uint32_t *to, *edge;
    int64_t *length_mm;
    uint32_t (*end)[2];      /* [edges] nodes; the same twice: a loop */
    int64_t *edge_mm;        /* [edges] */
    size_t *shape_start;     /* edges + 1 */
    double *lon, *lat;       /* of shape vertices, from end[0] to end[1] */
    double *along_m;         /* of a shape vertex from end[0] */
    struct ct_xy *place;     /* of a shape vertex in the plane */
    uint32_t *edge_of;       /* of a shape vertex */
    struct ct_grid segments; /* items: the index of a segment's first vertex */
    uint32_t *component;     /* [nodes]; 0 is the one of greatest length */
    size_t components;
    double *component_m; /* [components] length of streets */
};

/* O(vertices log vertices). Lines without a segment give a network without nodes. */
enum ct_status CT_CHECKED ct_network_build(const struct ct_shape *lines, struct ct_network *out,
                                           struct ct_error *err);
void ct_network_free(struct ct_network *network);

/* Where a place joins the network: at the nearest point of the nearest street. */
struct ct_network_place {
    uint32_t edge;
    double lon, lat;     /* that point */
    double along_m;      /* of it, from the edge's first end */
    int64_t end_mm[2];   /* from it to the ends */
    int64_t straight_mm; /* from the place to it */
};

/* False where no street is within limit_m. Expected O(1). */
bool ct_network_join(const struct ct_network *network, double lon, double lat, double limit_m,
                     struct ct_network_place *out);

struct ct_network_step {
    int64_t mm;
    uint32_t source, node;
};

/* A search and what it found; {0} is empty, and may be used again and again for one network. */
struct ct_network_search {
    size_t nodes;
    int64_t *mm;       /* [nodes] from the nearest source; -1: not reached within the cut-off */
    uint32_t *source;  /* [nodes] which one; ties: the first */
    uint32_t *reached; /* the nodes reached, nearest first */
    size_t count;
    const struct ct_network_place *from;
    uint64_t *on_edge; /* sources by edge: edge << 32 | source */
    size_t sources;
    struct ct_network_step *heap;
    size_t heap_count, heap_room;
};

/* From `n` places (kept by reference), as far as `cutoff_mm`, straight ways to the streets
 * included. O((nodes + edges) log nodes) of what is reached. */
enum ct_status CT_CHECKED ct_network_reach(const struct ct_network *network, size_t n,
                                           const struct ct_network_place *from, int64_t cutoff_mm,
                                           struct ct_network_search *search, struct ct_error *err);
void ct_network_search_free(struct ct_network_search *search);

/* Walk from the nearest source to a place, both straight ways included; *source (may be NULL) says
 * which. -1: not reached. O(log sources). Beyond the cut-off it may be -1. */
int64_t ct_network_walk_mm(const struct ct_network *network, const struct ct_network_search *search,
                           const struct ct_network_place *place, uint32_t *source);

/* --- between the files that build it ------------------------------------------------------- */

/* Segments between snapped vertices, each once. */
struct ct_network_raw {
    size_t vertices, segments;
    double *lon, *lat;
    uint32_t (*segment)[2];
};
enum ct_status CT_CHECKED ct_network_snap(const struct ct_shape *lines, struct ct_network_raw *out,
                                          struct ct_error *err);
void ct_network_raw_free(struct ct_network_raw *raw);
/* Fills end, shape_start, lon, lat, nodes, edges from raw segments. */
enum ct_status CT_CHECKED ct_network_contract(const struct ct_network_raw *raw,
                                              struct ct_network *out, struct ct_error *err);

#endif
