/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Better sets for the tree of maximal covering: coolings (mclp_swap.c), and the best set of the
 * sites that the last ones are made of, found by a small tree of its own. Cost: the work it is
 * given; a merge costs a tree of MERGED_NODES nodes at most.
 */
#include "base/fail.h"
#include "solve/mclp_tree.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MERGE_AFTER = 10, MERGED_NODES = 150 };
static const double slice_work = 3e7;

/* --- searches --------------------------------------------------------------------------------- */

void ct_tree_look(struct ct_looking *looking)
{
    if (looking->from != NULL)
        ct_exchange_start(looking->swap, looking->from);
    free(looking->from);
    looking->from = NULL;
    ct_exchange_improve(looking->swap, looking->work);
}

void ct_tree_take(struct ct_tree *t, double value, const uint8_t *open)
{
    if (!(value > t->wave.value))
        return;
    t->wave.value = value;
    memcpy(t->open, open, t->wave.root->sites);
}

void ct_tree_take_looks(struct ct_tree *t)
{
    for (size_t i = 0; i < CT_TREE_SWAPS; i++) {
        const uint8_t *open = NULL;
        double value = ct_exchange_best(t->look[i].swap, &open);
        ct_tree_take(t, value, open);
    }
}

static enum ct_status look_task(void *context, size_t task, int worker, struct ct_error *err)
{
    struct ct_tree *t = context;

    (void)worker;
    (void)err;
    ct_tree_look(&t->look[task]);
    return CT_OK;
}

enum ct_status ct_tree_look_all(struct ct_tree *tree, struct ct_error *err)
{
    enum ct_status status = ct_pool_run(tree->pool, CT_TREE_SWAPS, look_task, tree, err);

    ct_tree_take_looks(tree);
    return status;
}

bool ct_tree_tells(const struct ct_tree *t)
{
    return ct_search_goes_on(t->wave.search, t->wave.value / t->wave.scale,
                             fmax(t->wave.bound, t->wave.ceiling) / t->wave.scale);
}

/* --- merging of sets -------------------------------------------------------------------------- */

static size_t coolings(const struct ct_tree *t)
{
    size_t sum = 0;

    for (size_t i = 0; i < CT_TREE_SWAPS; i++) {
        const uint8_t *open = NULL;
        sum += ct_exchange_elite(t->look[i].swap, &open);
    }
    return sum;
}

/* state[root sites]: forbidden but for sites of the last sets and the best; returns how many. */
static size_t mark_sets(const struct ct_tree *t, enum ct_site_state *state)
{
    size_t n = t->wave.root->sites, count = 0;

    for (size_t j = 0; j < n; j++)
        state[j] = t->open[j] ? CT_SITE_FREE : CT_SITE_FORBIDDEN;
    for (size_t i = 0; i < CT_TREE_SWAPS; i++) {
        const uint8_t *open = NULL;
        size_t sets = ct_exchange_elite(t->look[i].swap, &open);
        for (size_t k = 0; k < sets && k < CT_SWAP_ELITE; k++)
            for (size_t j = 0; j < n; j++)
                if (open[k * n + j])
                    state[j] = CT_SITE_FREE;
    }
    for (size_t j = 0; j < n; j++)
        count += state[j] == CT_SITE_FREE;
    return count;
}

/* The best set within `part` of the root, found by a small tree of its own, becomes one of ours. */
static enum ct_status search_part(struct ct_tree *t, const struct ct_mclp *part,
                                  struct ct_error *err)
{
    const struct ct_mclp *root = t->wave.root;
    struct ct_tree_result found = {0};
    uint8_t *open = calloc(root->sites + 1, 1);

    if (open == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < part->sites; j++)
        open[j] = t->open[t->back[part->name[j]]];
    struct ct_tree_order order = {.open = open,
                                  .scale = t->wave.scale,
                                  .ceiling = t->wave.bound,
                                  .most_nodes = MERGED_NODES,
                                  .intensify_at = (double)INFINITY};
    enum ct_status status =
        ct_tree_below(t->wave.choice, part, &order, t->wave.search, &found, err);
    memset(open, 0, root->sites);
    for (size_t j = 0; status == CT_OK && found.open != NULL && j < part->sites; j++)
        open[t->back[part->name[j]]] = found.open[j];
    if (status == CT_OK && found.value > t->wave.value) {
        ct_tree_take(t, found.value, open);
        free(t->look[0].from);
        t->look[0].from = open;
        open = NULL;
    }
    free(found.open);
    free(open);
    return status;
}

/* The best set of the sites that good sets are made of (as in tour merging: Cook and
 * Seymour 2003). */
static enum ct_status merge_sets(struct ct_tree *t, struct ct_error *err)
{
    const struct ct_mclp *root = t->wave.root;
    struct ct_mclp part = {0};

    enum ct_site_state *state = malloc((root->sites + 1) * sizeof *state);
    if (state == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    if (5 * mark_sets(t, state) < 4 * root->sites) {
        status = ct_mclp_fix(root, state, &part, err);
        if (status == CT_OK) {
            ct_mclp_number(&part);
            status = search_part(t, &part, err);
        }
        ct_mclp_free(&part);
    }
    free(state);
    return status;
}

/* Searches for good sets until enough have been found to be merged, in slices. */
static enum ct_status cool(struct ct_tree *t, bool *stopped, struct ct_error *err)
{
    size_t wanted = coolings(t) + MERGE_AFTER, slices = 0;
    enum ct_status status = CT_OK;

    while (status == CT_OK && !*stopped && coolings(t) < wanted) {
        for (size_t i = 0; i < CT_TREE_SWAPS; i++)
            t->look[i].work = slice_work;
        status = ct_tree_look_all(t, err);
        *stopped = !ct_tree_tells(t) || t->wave.value == -(double)INFINITY || ++slices > 1000;
    }
    return status;
}

enum ct_status ct_tree_improve(struct ct_tree *tree, int failures, bool *stopped,
                               struct ct_error *err)
{
    enum ct_status status = CT_OK;

    *stopped = false;
    for (int failed = 0; failed < failures && status == CT_OK && !*stopped;) {
        double value = tree->wave.value;
        status = cool(tree, stopped, err);
        if (status == CT_OK && !*stopped)
            status = merge_sets(tree, err);
        failed = tree->wave.value > value ? 0 : failed + 1;
    }
    return status;
}
