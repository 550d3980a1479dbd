/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tree of maximal covering inside: what its waves and its searches for good sets share.
 */
#ifndef CT_SOLVE_MCLP_TREE_H
#define CT_SOLVE_MCLP_TREE_H

#include "solve/mclp_node.h"

enum { CT_TREE_NODES = 8, CT_TREE_SWAPS = 2 };

/* One search for good sets, as a task. */
struct ct_looking {
    struct ct_exchange *swap;
    double work;
    uint8_t *from; /* to start from, or NULL to go on; the tree's to free */
};

struct ct_tree {
    struct ct_wave wave;
    struct ct_node_heap heap;
    struct ct_looking look[CT_TREE_SWAPS];
    struct ct_expanded expanded[CT_TREE_NODES];
    size_t taken; /* nodes of this wave */
    uint32_t *back;
    struct ct_mclp_cuts cuts;
    struct ct_pseudo *pseudo;
    struct ct_warm *root_warm;
    struct ct_pool *pool;
    uint8_t *open;        /* the best set */
    size_t region, swept; /* sites of one; how often all have been searched */
    uint64_t nodes, made, most_nodes;
    double work, intensify_at; /* visits of entries by nodes */
    atomic_bool stop;
};

/* What a search is told beside its problem. */
struct ct_tree_order {
    const uint8_t *open;
    double scale, ceiling; /* ceiling: what is said to be the bound at least */
    uint64_t most_nodes;
    double intensify_at;
};

/* One search goes on for its work. */
void ct_tree_look(struct ct_looking *looking);
/* All of them, as tasks. */
enum ct_status CT_CHECKED ct_tree_look_all(struct ct_tree *tree, struct ct_error *err);
/* Takes a set of this worth, or those that searches found, if better than the best. */
void ct_tree_take(struct ct_tree *tree, double value, const uint8_t *open);
void ct_tree_take_looks(struct ct_tree *tree);
/* Tells how far the search is; false: it is to stop. */
bool ct_tree_tells(const struct ct_tree *tree);
/* Searches for good sets and merges them, until that has failed so many times. */
enum ct_status CT_CHECKED ct_tree_improve(struct ct_tree *tree, int failures, bool *stopped,
                                          struct ct_error *err);
/* Branch and bound below `cover`. */
enum ct_status CT_CHECKED ct_tree_below(const struct ct_choice *choice, const struct ct_mclp *cover,
                                        const struct ct_tree_order *order,
                                        const struct ct_search *search, struct ct_tree_result *out,
                                        struct ct_error *err);

#endif
