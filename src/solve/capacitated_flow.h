/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The most weight that open sites can serve within reach and capacity, demands divided in whole
 * units: a maximum flow from sites to demands that follows sites as they open and close.
 */
#ifndef CT_SOLVE_CAPACITATED_FLOW_H
#define CT_SOLVE_CAPACITATED_FLOW_H

#include "solve/problem.h"

/* Who reaches whom, both ways; demands with a weight only. */
struct ct_flow_graph {
    size_t sites, demands, entries;
    const int64_t *capacity; /* [sites] */
    int64_t *weight;         /* [demands] */
    size_t *row;             /* [demands + 1]: entries of a demand */
    uint32_t *site;          /* [entries] */
    uint32_t *demand;        /* [entries] */
    size_t *column;          /* [sites + 1] */
    size_t *entry;           /* [entries]: those of a site */
};

struct ct_flow {
    const struct ct_flow_graph *graph;
    uint8_t *open;         /* [sites] */
    int64_t *flow;         /* [entries] */
    int64_t *spare, *left; /* [sites], [demands] */
    int64_t served;        /* the maximum for `open` */
    size_t *to_demand;     /* [demands]: the entry it was reached by; SIZE_MAX: not */
    size_t *to_site;       /* [sites]: the same */
    uint32_t *queue;       /* [sites] */
    uint64_t steps;
};

enum ct_status CT_CHECKED ct_flow_graph_new(const struct ct_problem *problem,
                                            struct ct_flow_graph *out, struct ct_error *err);
void ct_flow_graph_free(struct ct_flow_graph *graph);
enum ct_status CT_CHECKED ct_flow_new(const struct ct_flow_graph *graph, struct ct_flow *out,
                                      struct ct_error *err);
void ct_flow_free(struct ct_flow *flow);
/* Exactly these sites are open. */
void ct_flow_set(struct ct_flow *flow, const uint8_t *open);
void ct_flow_open(struct ct_flow *flow, uint32_t site);
void ct_flow_close(struct ct_flow *flow, uint32_t site);

#endif
