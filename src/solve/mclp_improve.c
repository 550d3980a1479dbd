/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Better sets for the tree of maximal covering: coolings (mclp_swap.c); the best set of the sites
 * that the last ones are made of; and, where no limits bind, the best set with all as it is but for
 * a region, regions growing while they bring nothing. Both are found by small trees of their own.
 * Cost: the work it is given; a merge or a region costs a tree of so many nodes at most.
 */
#include "base/fail.h"
#include "solve/mclp_swap.h"
#include "solve/mclp_tree.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MERGE_AFTER = 10, MERGED_NODES = 150 };
enum { REGION_SITES = 500, REGION_NODES = 20, REGION_EVERY = 8 };
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

/* The best set within `part` of the root, found by a small tree of its own, becomes one of ours;
 * state: what made the part. */
static enum ct_status search_part(struct ct_tree *t, const struct ct_mclp *part,
                                  const enum ct_site_state *state, uint64_t nodes,
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
                                  .most_nodes = nodes,
                                  .intensify_at = (double)INFINITY};
    enum ct_status status =
        ct_tree_below(t->wave.choice, part, &order, t->wave.search, &found, err);
    for (size_t j = 0; j < root->sites; j++)
        open[j] = state[j] == CT_SITE_REQUIRED;
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

static enum ct_status search_states(struct ct_tree *t, const enum ct_site_state *state,
                                    uint64_t nodes, struct ct_error *err)
{
    struct ct_mclp part = {0};
    enum ct_status status = ct_mclp_fix(t->wave.root, state, &part, err);

    if (status == CT_OK) {
        ct_mclp_number(&part);
        status = search_part(t, &part, state, nodes, err);
    }
    ct_mclp_free(&part);
    return status;
}

/* The best set of the sites that good sets are made of (as in tour merging: Cook and
 * Seymour 2003). */
static enum ct_status merge_sets(struct ct_tree *t, struct ct_error *err)
{
    const struct ct_mclp *root = t->wave.root;
    enum ct_site_state *state = malloc((root->sites + 1) * sizeof *state);
    enum ct_status status = CT_OK;

    if (state == NULL)
        return ct_fail_memory(err);
    if (5 * mark_sets(t, state) < 4 * root->sites)
        status = search_states(t, state, MERGED_NODES, err);
    free(state);
    return status;
}

/* --- regions ---------------------------------------------------------------------------------- */

struct region {
    enum ct_site_state *state; /* [root sites]: free inside, as the best set has it outside */
    uint32_t *list;            /* [count]: the free ones */
    size_t count, most;
};

static void join(struct region *r, uint32_t site)
{
    if (r->state[site] == CT_SITE_FREE || r->count == r->most)
        return;
    r->state[site] = CT_SITE_FREE;
    r->list[r->count++] = site;
}

/* The sites next to one by rows that they share, those next to these, and so on. */
static void mark_region(const struct ct_tree *t, uint32_t from, struct region *r)
{
    const struct ct_mclp *root = t->wave.root;
    const struct ct_exchange *swap = t->look[0].swap;

    for (size_t j = 0; j < root->sites; j++)
        r->state[j] = t->open[j] ? CT_SITE_REQUIRED : CT_SITE_FORBIDDEN;
    r->count = 0;
    join(r, from);
    for (size_t at = 0; at < r->count && r->count < r->most; at++)
        for (size_t k = swap->start[r->list[at]]; k < swap->start[r->list[at] + 1]; k++) {
            uint32_t i = swap->row[k];
            for (size_t e = root->start[i]; e < root->start[i + 1]; e++)
                join(r, root->site[e]);
        }
}

/* The best set anew in the region of every eighth of its sites. */
static enum ct_status search_each(struct ct_tree *t, struct region *r, bool *stopped,
                                  struct ct_error *err)
{
    enum ct_status status = CT_OK;
    size_t at = t->swept++;

    for (uint32_t j = 0; j < t->wave.root->sites && status == CT_OK && !*stopped; j++) {
        if (!t->open[j] || at++ % REGION_EVERY != 0)
            continue;
        mark_region(t, j, r);
        status = search_states(t, r->state, REGION_NODES, err);
        *stopped = !ct_tree_tells(t);
    }
    return status;
}

static enum ct_status search_regions(struct ct_tree *t, bool *stopped, struct ct_error *err)
{
    size_t n = t->wave.root->sites;
    double value = t->wave.value;
    struct region r = {.state = malloc((n + 1) * sizeof *r.state),
                       .list = malloc((n + 1) * sizeof *r.list),
                       .most = t->region > 0 ? t->region : REGION_SITES};
    enum ct_status status = CT_OK;

    if (r.state == NULL || r.list == NULL)
        status = ct_fail_memory(err);
    else if (r.most < n)
        status = search_each(t, &r, stopped, err);
    if (!(t->wave.value > value))
        t->region = r.most + r.most / 2;
    free(r.state);
    free(r.list);
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
        if (status == CT_OK && !*stopped && tree->wave.root->limits.count == 0)
            status = search_regions(tree, stopped, err);
        failed = tree->wave.value > value ? 0 : failed + 1;
    }
    return status;
}
