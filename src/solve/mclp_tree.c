/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branch and bound for maximal covering, best bound first, in waves of a fixed number of nodes and
 * searches for better sets: what the tasks of a wave share does not change meanwhile, and their
 * results are taken in their order, so that threads change nothing. Memory: a byte a site and open
 * node, and 4 bytes a site and row for two nodes until WARM_BYTES are used (then nodes start from
 * the root's relaxation).
 */
#include "solve/mclp_tree.h"
#include "base/fail.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROOT_STEPS = 30000, NODE_STEPS = 800, FEW_ROUNDS = 3, CUT_ROUNDS = 12 };
static const double least_work = 2e8;
static const double first_work = 2e7; /* visits of entries by each search at the root */
static const size_t warm_bytes = (size_t)256 << 20;

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

static enum ct_status make_tree(struct ct_tree *t, const struct ct_choice *choice,
                                const struct ct_mclp *cover, double scale,
                                const struct ct_search *search, struct ct_error *err)
{
    *t = (struct ct_tree){0};
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
    for (size_t i = 0; i < CT_TREE_SWAPS && status == CT_OK; i++)
        status =
            ct_exchange_new(choice, cover, search->seed * CT_TREE_SWAPS + i, &t->look[i].swap, err);
    if (status != CT_OK) {
        ct_node_free(root);
        return status;
    }
    return ct_node_push(&t->heap, root, err);
}

static void free_tree(struct ct_tree *t)
{
    for (size_t i = 0; i < t->heap.count; i++)
        ct_node_free(t->heap.node[i]);
    free(t->heap.node);
    for (size_t i = 0; i < CT_TREE_SWAPS; i++) {
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

/* --- a wave ----------------------------------------------------------------------------------- */

static enum ct_status do_task(void *context, size_t task, int worker, struct ct_error *err)
{
    struct ct_tree *t = context;

    if (task < t->taken)
        return ct_node_expand(&t->wave, &t->expanded[task], worker == 0, err);
    ct_tree_look(&t->look[task - t->taken]);
    return CT_OK;
}

static void learn(struct ct_tree *t, const struct ct_expanded *e)
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

static enum ct_status branch(struct ct_tree *t, struct ct_expanded *e, struct ct_error *err)
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
static enum ct_status take(struct ct_tree *t, struct ct_expanded *e, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    t->nodes += !e->cut;
    ct_tree_take(t, e->value, e->open);
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
static void pass_on(struct ct_tree *t, size_t to)
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

/* The root: its relaxation; cuts; where much is left to do, better sets, so that more can be fixed,
 * and more cuts. */
static enum ct_status expand_root(struct ct_tree *t, struct ct_expanded *e, struct ct_error *err)
{
    bool stopped = false;
    enum ct_status status = ct_node_expand(&t->wave, e, true, err);

    if (status == CT_OK)
        status = ct_node_strengthen(&t->wave, e, 0, FEW_ROUNDS, true, err);
    if (status != CT_OK || e->closed || e->cut)
        return status;
    ct_tree_take(t, e->value, e->open);
    t->wave.bound = e->node->bound;
    if (t->intensify_at == 0 && e->work >= least_work)
        status = ct_tree_improve(t, 1, &stopped, err);
    e->cut = stopped;
    e->closed = e->node->bound < t->wave.value + t->wave.unit;
    if (status == CT_OK)
        status = ct_node_strengthen(&t->wave, e, FEW_ROUNDS, CUT_ROUNDS, true, err);
    return status;
}

static enum ct_status do_wave(struct ct_tree *t, struct ct_error *err)
{
    bool at_root = t->nodes == 0;
    enum ct_status status = CT_OK;
    double work = 0;

    t->taken = 0;
    while (t->heap.count > 0 && t->taken < CT_TREE_NODES) {
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
        status = expand_root(t, &t->expanded[0], err);
    else if (t->taken > 0)
        status = ct_pool_run(t->pool, t->taken + CT_TREE_SWAPS, do_task, t, err);
    for (size_t i = 0; i < t->taken; i++) {
        enum ct_status taken = take(t, &t->expanded[i], err);
        status = status != CT_OK ? status : taken;
        work += t->expanded[i].work;
    }
    t->work += work;
    ct_tree_take_looks(t);
    pass_on(t, (size_t)(t->made / 2 % CT_TREE_SWAPS));
    for (size_t i = 0; i < CT_TREE_SWAPS; i++)
        t->look[i].work = fmin(fmax(work / CT_TREE_NODES, 1e5), 1e8);
    t->wave.bound = t->heap.count > 0 ? fmin(t->wave.bound, t->heap.node[0]->bound) : t->wave.value;
    t->wave.bound = fmax(t->wave.bound, t->wave.value);
    return status;
}

/* Each time the nodes have cost three times as much as before: searches and merges until that has
 * failed twice. */
static enum ct_status intensify(struct ct_tree *t, struct ct_error *err)
{
    bool stopped = false;

    if (t->intensify_at == 0)
        t->intensify_at = fmax(3 * t->work, least_work); /* this was the root */
    if (t->work < t->intensify_at)
        return CT_OK;
    t->intensify_at = 3 * t->work;
    return ct_tree_improve(t, 2, &stopped, err);
}

static enum ct_status search_tree(struct ct_tree *t, const uint8_t *open, struct ct_error *err)
{
    for (size_t i = 0; i < CT_TREE_SWAPS; i++) {
        ct_exchange_start(t->look[i].swap, i == 0 ? open : NULL);
        t->look[i].work = fmin(first_work, 50.0 * (double)t->wave.root->start[t->wave.root->rows]);
    }
    enum ct_status status = ct_tree_look_all(t, err);
    while (status == CT_OK && t->heap.count > 0 && !atomic_load(&t->stop) &&
           t->nodes < t->most_nodes) {
        status = do_wave(t, err);
        if (status == CT_OK && t->heap.count > 0 && !ct_tree_tells(t))
            break;
        if (status == CT_OK && t->heap.count > 0)
            status = intensify(t, err);
    }
    return status;
}

enum ct_status ct_tree_below(const struct ct_choice *choice, const struct ct_mclp *cover,
                             const struct ct_tree_order *order, const struct ct_search *search,
                             struct ct_tree_result *out, struct ct_error *err)
{
    struct ct_tree t;
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
    struct ct_tree_order order = {.open = open,
                                  .scale = scale,
                                  .ceiling = -(double)INFINITY,
                                  .most_nodes = UINT64_MAX,
                                  .intensify_at = 0};

    return ct_tree_below(choice, cover, &order, search, out, err);
}
