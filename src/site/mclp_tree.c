/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branch and bound for maximal covering, best bound first, in waves of a fixed number of nodes and
 * searches for better sets: what the tasks of a wave share does not change meanwhile, and their
 * results are taken in their order, so that threads change nothing. Memory: a byte a site and open
 * node, and 4 bytes a site and row for two nodes until WARM_BYTES are used (then nodes start from
 * the root's relaxation).
 */
#include "base/fail.h"
#include "site/mclp_node.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 8, SWAPS = 2, ROOT_STEPS = 30000, NODE_STEPS = 800 };
enum { MERGE_AFTER = 10, MERGED_NODES = 150 };
static const double slice_work = 3e7, least_work = 2e8;
static const double first_work = 2e7; /* visits of entries by each search at the root */
static const size_t warm_bytes = (size_t)256 << 20;

/* One search for good sets, as a task. */
struct looking {
    struct ct_exchange *swap;
    double work;
    uint8_t *from; /* to start from, or NULL to go on; the tree's to free */
};

struct tree {
    struct ct_wave wave;
    struct ct_node_heap heap;
    struct looking look[SWAPS];
    struct ct_expanded expanded[NODES];
    size_t taken; /* nodes of this wave */
    uint32_t *back;
    struct ct_mclp_cuts cuts;
    struct ct_pseudo *pseudo;
    struct ct_warm *root_warm;
    struct ct_pool *pool;
    uint8_t *open; /* the best set */
    uint64_t nodes, made, most_nodes;
    double work, intensify_at; /* visits of entries by nodes */
    atomic_bool stop;
};

/* --- making ----------------------------------------------------------------------------------- */

static double gcd(double a, double b)
{
    while (b > 0) {
        double rest = fmod(a, b);
        a = b;
        b = rest;
    }
    return a;
}

/* All sets are worth a multiple of this. */
static double unit_of(const struct ct_mclp *cover)
{
    double unit = cover->constant;

    for (size_t i = 0; i < cover->rows && unit != 1; i++)
        unit = gcd(cover->weight[i], unit);
    for (size_t j = 0; j < cover->sites && unit != 1; j++)
        unit = gcd(cover->own[j], unit);
    return fmax(unit, 1);
}

static enum ct_status make_tree(struct tree *t, const struct ct_choice *choice,
                                const struct ct_mclp *cover, double scale,
                                const struct ct_search *search, struct ct_error *err)
{
    *t = (struct tree){0};
    t->back = calloc(choice->sites + 1, sizeof *t->back);
    t->pseudo = calloc(cover->sites + 1, sizeof *t->pseudo);
    t->open = calloc(cover->sites + 1, 1);
    t->wave = (struct ct_wave){.choice = choice,
                               .root = cover,
                               .back = t->back,
                               .pseudo = t->pseudo,
                               .cuts = &t->cuts,
                               .mean = {.up = 1, .down = 1},
                               .search = search,
                               .stop = &t->stop,
                               .value = -(double)INFINITY,
                               .unit = unit_of(cover),
                               .scale = scale,
                               .bound = cover->constant + cover->total};
    enum ct_status status = ct_pool_new(search->threads, &t->pool, err);
    if (status != CT_OK)
        return status;
    struct ct_node *root = ct_node_new(cover->sites);
    if (t->back == NULL || t->pseudo == NULL || t->open == NULL || root == NULL) {
        ct_node_free(root);
        return ct_fail_memory(err);
    }
    root->bound = t->wave.bound;
    for (uint32_t j = 0; j < cover->sites; j++)
        t->back[cover->name[j]] = j;
    for (size_t i = 0; i < SWAPS && status == CT_OK; i++)
        status = ct_exchange_new(choice, cover, search->seed * SWAPS + i, &t->look[i].swap, err);
    if (status != CT_OK) {
        ct_node_free(root);
        return status;
    }
    return ct_node_push(&t->heap, root, err);
}

static void free_tree(struct tree *t)
{
    for (size_t i = 0; i < t->heap.count; i++)
        ct_node_free(t->heap.node[i]);
    free(t->heap.node);
    for (size_t i = 0; i < SWAPS; i++) {
        ct_exchange_free(t->look[i].swap);
        free(t->look[i].from);
    }
    ct_warm_free(t->root_warm);
    ct_mclp_cuts_free(&t->cuts);
    free(t->back);
    free(t->pseudo);
    free(t->open);
    ct_pool_free(t->pool);
}

/* --- searches --------------------------------------------------------------------------------- */

static void look(struct looking *looking)
{
    if (looking->from != NULL)
        ct_exchange_start(looking->swap, looking->from);
    free(looking->from);
    looking->from = NULL;
    ct_exchange_improve(looking->swap, looking->work);
}

static void take_value(struct tree *t, double value, const uint8_t *open)
{
    if (!(value > t->wave.value))
        return;
    t->wave.value = value;
    memcpy(t->open, open, t->wave.root->sites);
}

static void take_looks(struct tree *t)
{
    for (size_t i = 0; i < SWAPS; i++) {
        const uint8_t *open = NULL;
        double value = ct_exchange_best(t->look[i].swap, &open);
        take_value(t, value, open);
    }
}

static enum ct_status first_look(void *context, size_t task, int worker, struct ct_error *err)
{
    struct tree *t = context;

    (void)worker;
    (void)err;
    look(&t->look[task]);
    return CT_OK;
}

/* --- a wave ----------------------------------------------------------------------------------- */

static enum ct_status do_task(void *context, size_t task, int worker, struct ct_error *err)
{
    struct tree *t = context;

    if (task < t->taken)
        return ct_node_expand(&t->wave, &t->expanded[task], worker == 0, err);
    look(&t->look[task - t->taken]);
    return CT_OK;
}

static void learn(struct tree *t, const struct ct_expanded *e)
{
    const struct ct_node *node = e->node;

    if (node->site == UINT32_MAX || isnan(e->fall) || !isfinite(e->fall))
        return;
    struct ct_pseudo *p = &t->pseudo[node->site];
    double up = node->up ? e->fall / fmax(1 - node->part, 1e-3) : 0;
    double down = node->up ? 0 : e->fall / fmax(node->part, 1e-3);
    p->up += up;
    p->down += down;
    p->ups += node->up;
    p->downs += !node->up;
    struct ct_pseudo *mean = &t->wave.mean; /* running: of about the last hundred */
    if (node->up)
        mean->up += (up - mean->up) / fmin((double)++mean->ups, 100);
    else
        mean->down += (down - mean->down) / fmin((double)++mean->downs, 100);
}

static enum ct_status branch(struct tree *t, struct ct_expanded *e, struct ct_error *err)
{
    const struct ct_mclp *root = t->wave.root;
    bool keeps = (t->heap.count + 1) * (root->sites + root->rows) * 4 < 2 * warm_bytes;
    enum ct_status status = CT_OK;

    for (int up = 0; up < 2 && status == CT_OK; up++) {
        struct ct_node *child = ct_node_new(root->sites);
        if (child == NULL)
            return ct_fail_memory(err);
        memcpy(child->state, e->node->state, root->sites);
        child->state[e->site] = up ? CT_SITE_REQUIRED : CT_SITE_FORBIDDEN;
        child->bound = e->node->bound;
        child->site = e->site;
        child->up = up;
        child->part = e->part;
        child->number = ++t->made;
        child->warm = keeps ? e->warm : NULL;
        e->warm->users += keeps;
        status = ct_node_push(&t->heap, child, err);
    }
    return status;
}

/* Puts what became of a node into the tree; frees it. */
static enum ct_status take(struct tree *t, struct ct_expanded *e, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    t->nodes += !e->cut;
    take_value(t, e->value, e->open);
    learn(t, e);
    if (e->cut && !e->closed) {
        status = ct_node_push(&t->heap, e->node, err);
        e->node = NULL;
    } else if (!e->closed && !(e->node->bound < t->wave.value + t->wave.unit)) {
        status = branch(t, e, err);
    }
    if (t->root_warm == NULL && !e->cut) {
        t->root_warm = e->warm;
        t->wave.warm = e->warm;
        e->warm->users++;
    }
    ct_node_free(e->node);
    ct_warm_free(e->warm);
    *e = (struct ct_expanded){.open = e->open, .value = e->value, .work = e->work};
    return status;
}

/* The best set by rounding of this wave is where a search goes on. */
static void pass_on(struct tree *t, size_t to)
{
    struct ct_expanded *best = NULL;

    for (size_t i = 0; i < t->taken; i++)
        if (t->expanded[i].open != NULL && (best == NULL || t->expanded[i].value > best->value))
            best = &t->expanded[i];
    if (best != NULL) {
        free(t->look[to].from);
        t->look[to].from = best->open;
        best->open = NULL;
    }
    for (size_t i = 0; i < t->taken; i++)
        free(t->expanded[i].open);
}

static enum ct_status do_wave(struct tree *t, struct ct_error *err)
{
    bool at_root = t->nodes == 0;
    enum ct_status status = CT_OK;
    double work = 0;

    t->taken = 0;
    while (t->heap.count > 0 && t->taken < NODES) {
        struct ct_node *node = ct_node_pop(&t->heap);
        if (node->bound < t->wave.value + t->wave.unit)
            ct_node_free(node);
        else
            t->expanded[t->taken++] = (struct ct_expanded){.node = node};
    }
    t->wave.pool = at_root ? t->pool : NULL;
    t->wave.steps = at_root ? ROOT_STEPS : NODE_STEPS;
    t->wave.accuracy = at_root ? 0.02 : 0.1;
    if (at_root && t->taken == 1)
        status = ct_node_expand(&t->wave, &t->expanded[0], true, err);
    else if (t->taken > 0)
        status = ct_pool_run(t->pool, t->taken + SWAPS, do_task, t, err);
    for (size_t i = 0; i < t->taken; i++) {
        enum ct_status taken = take(t, &t->expanded[i], err);
        status = status != CT_OK ? status : taken;
        work += t->expanded[i].work;
    }
    t->work += work;
    take_looks(t);
    pass_on(t, (size_t)(t->made / 2 % SWAPS));
    for (size_t i = 0; i < SWAPS; i++)
        t->look[i].work = fmin(fmax(work / NODES, 1e5), 1e8);
    t->wave.bound = t->heap.count > 0 ? fmin(t->wave.bound, t->heap.node[0]->bound) : t->wave.value;
    t->wave.bound = fmax(t->wave.bound, t->wave.value);
    return status;
}

/* What a search is told beside its problem. */
struct order {
    const uint8_t *open;
    double scale, ceiling; /* ceiling: what is said to be the bound at least */
    uint64_t most_nodes;
    double intensify_at;
};

static bool tells(const struct tree *t)
{
    return ct_search_goes_on(t->wave.search, t->wave.value / t->wave.scale,
                             fmax(t->wave.bound, t->wave.ceiling) / t->wave.scale);
}

/* --- merging of sets -------------------------------------------------------------------------- */

static size_t coolings(const struct tree *t)
{
    size_t sum = 0;

    for (size_t i = 0; i < SWAPS; i++) {
        const uint8_t *open = NULL;
        sum += ct_exchange_elite(t->look[i].swap, &open);
    }
    return sum;
}

/* state[root sites]: forbidden but for sites of the last sets and the best; returns how many. */
static size_t mark_sets(const struct tree *t, enum ct_site_state *state)
{
    size_t n = t->wave.root->sites, count = 0;

    for (size_t j = 0; j < n; j++)
        state[j] = t->open[j] ? CT_SITE_FREE : CT_SITE_FORBIDDEN;
    for (size_t i = 0; i < SWAPS; i++) {
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

static enum ct_status search_below(const struct ct_choice *choice, const struct ct_mclp *cover,
                                   const struct order *order, const struct ct_search *search,
                                   struct ct_tree_result *out, struct ct_error *err);

/* The best set within `part` of the root, found by a small tree of its own, becomes one of ours. */
static enum ct_status search_part(struct tree *t, const struct ct_mclp *part, struct ct_error *err)
{
    const struct ct_mclp *root = t->wave.root;
    struct ct_tree_result found = {0};
    uint8_t *open = calloc(root->sites + 1, 1);

    if (open == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < part->sites; j++)
        open[j] = t->open[t->back[part->name[j]]];
    struct order order = {.open = open,
                          .scale = t->wave.scale,
                          .ceiling = t->wave.bound,
                          .most_nodes = MERGED_NODES,
                          .intensify_at = (double)INFINITY};
    enum ct_status status = search_below(t->wave.choice, part, &order, t->wave.search, &found, err);
    memset(open, 0, root->sites);
    for (size_t j = 0; status == CT_OK && found.open != NULL && j < part->sites; j++)
        open[t->back[part->name[j]]] = found.open[j];
    if (status == CT_OK && found.value > t->wave.value) {
        take_value(t, found.value, open);
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
static enum ct_status merge_sets(struct tree *t, struct ct_error *err)
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
static enum ct_status cool(struct tree *t, bool *stopped, struct ct_error *err)
{
    size_t wanted = coolings(t) + MERGE_AFTER, slices = 0;
    enum ct_status status = CT_OK;

    while (status == CT_OK && !*stopped && coolings(t) < wanted) {
        for (size_t i = 0; i < SWAPS; i++)
            t->look[i].work = slice_work;
        status = ct_pool_run(t->pool, SWAPS, first_look, t, err);
        take_looks(t);
        *stopped = !tells(t) || t->wave.value == -(double)INFINITY || ++slices > 1000;
    }
    return status;
}

/* Each time the nodes have cost three times as much as before: searches and merges until that has
 * failed twice. */
static enum ct_status intensify(struct tree *t, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool stopped = false;

    if (t->intensify_at == 0)
        t->intensify_at = fmax(3 * t->work, least_work); /* this was the root */
    if (t->work < t->intensify_at)
        return CT_OK;
    t->intensify_at = 3 * t->work;
    for (int failures = 0; failures < 2 && status == CT_OK;) {
        double value = t->wave.value;
        status = cool(t, &stopped, err);
        if (status == CT_OK && !stopped)
            status = merge_sets(t, err);
        if (stopped)
            break;
        failures = t->wave.value > value ? 0 : failures + 1;
    }
    return status;
}

static enum ct_status search_tree(struct tree *t, const uint8_t *open, struct ct_error *err)
{
    for (size_t i = 0; i < SWAPS; i++) {
        ct_exchange_start(t->look[i].swap, i == 0 ? open : NULL);
        t->look[i].work = fmin(first_work, 50.0 * (double)t->wave.root->start[t->wave.root->rows]);
    }
    enum ct_status status = ct_pool_run(t->pool, SWAPS, first_look, t, err);
    take_looks(t);
    while (status == CT_OK && t->heap.count > 0 && !atomic_load(&t->stop) &&
           t->nodes < t->most_nodes) {
        status = do_wave(t, err);
        if (status == CT_OK && t->heap.count > 0 && !tells(t))
            break;
        if (status == CT_OK && t->heap.count > 0)
            status = intensify(t, err);
    }
    return status;
}

static enum ct_status search_below(const struct ct_choice *choice, const struct ct_mclp *cover,
                                   const struct order *order, const struct ct_search *search,
                                   struct ct_tree_result *out, struct ct_error *err)
{
    struct tree t;
    enum ct_status status = make_tree(&t, choice, cover, order->scale, search, err);

    t.wave.ceiling = order->ceiling;
    t.most_nodes = order->most_nodes;
    t.intensify_at = order->intensify_at;
    if (status == CT_OK)
        status = search_tree(&t, order->open, err);
    if (status == CT_OK) {
        *out = (struct ct_tree_result){.value = t.wave.value, .nodes = t.nodes};
        double bound = floor(t.wave.bound / t.wave.unit) * t.wave.unit;
        out->bound = t.heap.count == 0 ? t.wave.value : fmax(bound, t.wave.value);
        if (isfinite(t.wave.value)) {
            out->open = t.open;
            t.open = NULL;
        }
    }
    free_tree(&t);
    return status;
}

enum ct_status ct_tree_search(const struct ct_choice *choice, const struct ct_mclp *cover,
                              const uint8_t *open, double scale, const struct ct_search *search,
                              struct ct_tree_result *out, struct ct_error *err)
{
    struct order order = {.open = open,
                          .scale = scale,
                          .ceiling = -(double)INFINITY,
                          .most_nodes = UINT64_MAX,
                          .intensify_at = 0};

    return search_below(choice, cover, &order, search, out, err);
}
