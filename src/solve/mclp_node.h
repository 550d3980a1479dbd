/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A node of the tree of maximal covering: sites fixed, a bound, where its relaxation starts.
 */
#ifndef CT_SOLVE_MCLP_NODE_H
#define CT_SOLVE_MCLP_NODE_H

#include "solve/mclp_cuts.h"
#include <stdatomic.h>

/* Where the relaxations of two children start; by the root's sites and rows. */
struct ct_warm {
    int users;
    float *x, *u; /* one allocation */
    float *y;     /* covered in part; the root's alone */
    size_t cuts;
    float *v; /* [cuts]: of the root's first */
    double pace;
    double *limit;
};

struct ct_node {
    double bound;
    uint8_t *state;       /* [root sites]: enum ct_site_state */
    struct ct_warm *warm; /* NULL: the root's */
    uint32_t site;        /* that was branched on; UINT32_MAX: the root */
    bool up;              /* opened there */
    double part;          /* how far open the relaxation had it */
    uint64_t number;      /* in the order of making: ties */
};

/* What branching on a site took from the bound, per unit of rounding. */
struct ct_pseudo {
    double up, down;
    uint32_t ups, downs;
};

/* What nodes of one wave share, unchanged meanwhile. */
struct ct_wave {
    const struct ct_choice *choice;
    const struct ct_mclp *root;
    const uint32_t *back;           /* [problem's sites]: the root's number */
    const struct ct_warm *warm;     /* the root's; NULL at the root itself */
    const struct ct_pseudo *pseudo; /* [root sites] */
    struct ct_pseudo mean;
    const struct ct_search *search;
    atomic_bool *stop;
    double value, unit, scale; /* of the best set known; the objective's grain */
    double bound;              /* of all nodes */
    double ceiling;            /* said to be the bound at least: that of a tree above */
    struct ct_mclp_cuts *cuts; /* of the root; only it adds some */
    struct ct_pool *pool;      /* for the root's relaxation; else NULL */
    size_t steps;              /* of relaxation a round */
    double accuracy;
};

struct ct_expanded {
    struct ct_node *node;
    bool closed;   /* nothing better below */
    bool cut;      /* stopped before it was done: only the bound has changed */
    double fall;   /* of the bound by the branching; NAN: not known */
    uint32_t site; /* to branch on */
    double part;
    struct ct_warm *warm;
    uint8_t *open; /* [root sites]: a set found */
    double value;  /* its worth; -INFINITY: none */
    double work;   /* visits of entries */
};

enum ct_status CT_CHECKED ct_node_expand(const struct ct_wave *wave, struct ct_expanded *out,
                                         bool caller, struct ct_error *err);
/* Rounds first, first + 1, ... last - 1 of cuts at the root, if it is still open. */
enum ct_status CT_CHECKED ct_node_strengthen(const struct ct_wave *wave, struct ct_expanded *out,
                                             unsigned first, unsigned last, bool caller,
                                             struct ct_error *err);
void ct_warm_free(struct ct_warm *warm);
/* The weight that the root's sites marked in `open` cover; -INFINITY if they are not allowed. */
enum ct_status CT_CHECKED ct_node_worth(const struct ct_choice *choice, const struct ct_mclp *root,
                                        const uint8_t *open, double *worth, struct ct_error *err);

/* NULL where memory is short. */
struct ct_node *ct_node_new(size_t sites);
void ct_node_free(struct ct_node *node);

/* Open nodes, the best bound first. */
struct ct_node_heap {
    struct ct_node **node;
    size_t count, room;
};

/* Takes the node over, also where it fails. */
enum ct_status CT_CHECKED ct_node_push(struct ct_node_heap *heap, struct ct_node *node,
                                       struct ct_error *err);
struct ct_node *ct_node_pop(struct ct_node_heap *heap);

#endif
