/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branch and bound for fair covering over sites. A node carries the first level at which something
 * better may be below it; levels before it have been excluded against a set that was the best then,
 * and stay so, as later ones are no worse. Nodes of the lowest level come first, by their bound, so
 * that levels are proved one after the other, and a search that is stopped knows a bound. Memory: a
 * byte a site and row and open node until WARM_BYTES are used, then a byte a site.
 */
#include "base/fail.h"
#include "solve/fair.h"
#include "solve/pick.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROOT_STEPS = 5000, NODE_STEPS = 120 };
static const size_t warm_bytes = (size_t)512 << 20;
static const double first_work = 1e9, slice_work = 1e7; /* visits of entries by exchanges */
static const double swap_part = 0.5;                    /* of the work of nodes, for exchanges */

struct tree {
    const struct ct_fair *fair;
    struct ct_fair_dual *dual;
    struct ct_fair_swap *swap;
    struct ct_fair_best *best;
    struct ct_fair_watch watch;
    struct ct_fair_heap heap;
    double *share; /* [compared]: bounds of the sorted shares */
    double total;
    uint64_t nodes, made;
    double work, swap_work; /* visits of entries: by nodes, by exchanges since the first */
    bool stopped;
    uint8_t *open;
};

bool ct_fair_goes_on(const struct ct_fair_watch *watch)
{
    return ct_search_goes_on(watch->search, watch->objective, watch->bound);
}

/* --- what is told ----------------------------------------------------------------------------- */

static double share_of(const struct tree *t, size_t level)
{
    const struct ct_share *share = &t->best->value.share[level];

    return t->best->known ? (double)share->part / (double)share->whole : -(double)INFINITY;
}

/* The bound of the first level, of nodes that are open with `node` (NULL: none beside). */
static double first_bound(const struct tree *t, const struct ct_fair_node *node)
{
    double bound = share_of(t, 0);

    if (t->heap.count > 0 && t->heap.node[0]->level == 1)
        bound = fmax(bound, t->heap.node[0]->bound);
    if (node != NULL && node->level == 1)
        bound = fmax(bound, node->bound);
    return fmin(bound, t->share[0]);
}

static void tell(struct tree *t, const struct ct_fair_node *node)
{
    t->watch.objective = t->watch.bound = 1;
    if (t->fair->compared == 0)
        return;
    t->watch.objective = share_of(t, 0);
    t->watch.bound = fmax(first_bound(t, node), t->watch.objective);
}

/* --- sets ------------------------------------------------------------------------------------- */

void ct_fair_offer(const struct ct_fair *fair, struct ct_fair_best *best, const uint8_t *open,
                   bool *better)
{
    size_t n = 0, at = 1;

    if (better != NULL)
        *better = false;
    for (uint32_t j = 0; j < fair->sites; j++)
        if (open[j])
            best->list[n++] = j;
    ct_fair_parts(fair, open, best->part);
    ct_fair_value(fair, best->part, &best->other);
    if (best->known && ct_fair_order(&best->other, &best->value, fair->levels, &at) <= 0)
        return;
    if (!ct_choice_allows(&fair->problem->choice, best->list, n))
        return;
    struct ct_fair_value kept = best->value;
    best->value = best->other;
    best->other = kept;
    memcpy(best->open, open, fair->sites);
    best->improved[best->known ? at : 1] = ++best->count;
    best->known = true;
    if (better != NULL)
        *better = true;
}

/* The sites that the dual opens most, as many as it opens in all. */
static enum ct_status offer_rounded(struct tree *t, const struct ct_fair_node *node,
                                    struct ct_error *err)
{
    const size_t n = t->fair->sites;
    const double *part = ct_fair_dual_part(t->dual);
    struct ct_pick *pick = malloc((n + 1) * sizeof *pick);
    double sum = 0;

    if (pick == NULL)
        return ct_fail_memory(err);
    for (uint32_t j = 0; j < n; j++) {
        pick[j] = (struct ct_pick){.profit = part[j], .site = j};
        pick[j].profit += node->state[j] == CT_SITE_REQUIRED ? 1 : 0;
        sum += part[j];
    }
    size_t count = (size_t)(sum + 0.5);
    ct_pick_largest(pick, n, count < n ? count : n);
    memset(t->open, 0, n);
    for (size_t i = 0; i < count && i < n; i++)
        t->open[pick[i].site] = 1;
    free(pick);
    ct_fair_offer(t->fair, t->best, t->open, NULL);
    return CT_OK;
}

/* What it costs to look at exchanges of every site so many times. */
static double looks(const struct tree *t, double times)
{
    const struct ct_fair *f = t->fair;
    double opened = 1;

    for (size_t j = 0; j < f->sites; j++)
        opened += t->best->open[j];
    return times * (2 * (double)f->start[f->rows] +
                    3 * (double)f->sites * opened * (double)(f->compared + 1));
}

static enum ct_status look_for_sets(struct tree *t, const struct ct_fair_node *node,
                                    struct ct_error *err)
{
    const uint64_t before_it = t->best->count;

    ct_fair_offer(t->fair, t->best, ct_fair_dual_set(t->dual), NULL);
    enum ct_status status = offer_rounded(t, node, err);
    if (status != CT_OK || !t->best->known)
        return status;
    const bool better = t->best->count > before_it;
    double work = swap_part * t->work - t->swap_work;
    const double slice = fmax(slice_work, looks(t, 10));
    work = better ? fmax(work, looks(t, 3)) : work;
    if (better || work > slice) {
        t->swap_work += work;
        ct_fair_swap_run(t->swap, t->best->open, work, &t->watch, t->best);
    }
    return status;
}

/* --- a node ----------------------------------------------------------------------------------- */

/* The bound of a level that nothing is known of. */
static double any_bound(const struct tree *t, size_t level)
{
    return level > t->fair->levels ? t->total : t->share[level - 1];
}

/* Excludes levels until one stays open. *closed: nothing is better below. */
static enum ct_status bound(struct tree *t, struct ct_fair_node *node, bool *closed,
                            struct ct_error *err)
{
    const struct ct_fair *f = t->fair;
    const size_t steps = t->nodes <= 1 ? ROOT_STEPS : NODE_STEPS;
    enum ct_fair_answer answer = CT_FAIR_LEVEL_DONE;

    *closed = false;
    while (node->level <= f->levels + 1) {
        ct_fair_dual_goal(t->dual, t->best->known ? &t->best->value : NULL, node->level);
        enum ct_status status = ct_fair_dual_run(t->dual, node, steps, &t->watch, &answer, err);
        if (status != CT_OK)
            return status;
        *closed = answer == CT_FAIR_NOTHING;
        t->stopped = answer == CT_FAIR_STOPPED;
        if (answer != CT_FAIR_LEVEL_DONE)
            return CT_OK;
        ct_fair_dual_keep(t->dual, node);
        node->level++;
        node->bound = any_bound(t, node->level);
    }
    *closed = true;
    return CT_OK;
}

/* A free site that is neither open nor closed; UINT32_MAX: none is free. */
static uint32_t branching_site(const struct tree *t, const struct ct_fair_node *node)
{
    const double *part = ct_fair_dual_part(t->dual);
    const struct ct_fair *f = t->fair;
    uint32_t site = UINT32_MAX;
    double best = -1;

    for (uint32_t j = 0; j < f->sites; j++) {
        if (node->state[j] != CT_SITE_FREE)
            continue;
        double score = part[j] * (1 - part[j]) + 1e-3 * part[j];
        score *= 1 + 1e-6 * (double)(f->row_start[j + 1] - f->row_start[j]);
        if (score <= best)
            continue;
        best = score;
        site = j;
    }
    return site;
}

static enum ct_status push_child(struct tree *t, const struct ct_fair_node *node, uint32_t site,
                                 enum ct_site_state state, struct ct_error *err)
{
    const struct ct_fair *f = t->fair;
    const size_t bytes = f->rows + (f->compared + 1) * sizeof(float) + 1;
    const bool warm = node->rho != NULL && (t->heap.warm + 1) * bytes < warm_bytes;
    struct ct_fair_node *child = ct_fair_node_new(f, warm);

    if (child == NULL)
        return ct_fail_memory(err);
    memcpy(child->state, node->state, f->sites);
    child->state[site] = (uint8_t)state;
    if (warm) {
        child->started = node->started;
        memcpy(child->lambda, node->lambda, (f->compared + 1) * sizeof *child->lambda);
        memcpy(child->rho, node->rho, f->rows);
    }
    child->level = node->level;
    child->bound = node->bound;
    child->number = ++t->made;
    child->stamp = node->stamp;
    return ct_fair_push(&t->heap, child, err);
}

static enum ct_status branch(struct tree *t, const struct ct_fair_node *node, struct ct_error *err)
{
    const uint32_t site = branching_site(t, node);

    if (site == UINT32_MAX)
        return CT_OK; /* all are fixed, and the set has been looked at */
    enum ct_status status = push_child(t, node, site, CT_SITE_REQUIRED, err);
    return status == CT_OK ? push_child(t, node, site, CT_SITE_FORBIDDEN, err) : status;
}

/* One set is left below, of required sites: looks at it. */
static bool is_leaf(struct tree *t, const struct ct_fair_node *node)
{
    const size_t most = t->fair->problem->choice.most;
    size_t opened = 0, free_sites = 0;

    for (size_t j = 0; j < t->fair->sites; j++) {
        t->open[j] = node->state[j] == CT_SITE_REQUIRED;
        opened += t->open[j];
        free_sites += node->state[j] == CT_SITE_FREE;
    }
    if (free_sites > 0 && (most == 0 || opened < most))
        return false;
    ct_fair_offer(t->fair, t->best, t->open, NULL);
    return true;
}

/* Has a better set been found that no set below the node comes up to? */
static bool is_stale(const struct tree *t, const struct ct_fair_node *node)
{
    for (size_t level = 1; level < node->level; level++)
        if (t->best->improved[level] > node->stamp)
            return true;
    return false;
}

static enum ct_status expand(struct tree *t, struct ct_fair_node *node, struct ct_error *err)
{
    bool closed = is_leaf(t, node);
    enum ct_status status = CT_OK;

    t->nodes++;
    for (size_t fixed = 1; fixed > 0 && status == CT_OK && !closed && !t->stopped;) {
        if (is_stale(t, node))
            return CT_OK;
        node->stamp = t->best->count;
        tell(t, node);
        fixed = 0;
        ct_fair_dual_take(t->dual, node);
        status = bound(t, node, &closed, err);
        t->work += ct_fair_dual_work(t->dual);
        if (status != CT_OK || closed || t->stopped)
            break;
        ct_fair_dual_keep(t->dual, node);
        status = look_for_sets(t, node, err);
        if (status == CT_OK)
            status = ct_fair_dual_fix(t->dual, node, &fixed, err);
        closed = fixed > 0 && is_leaf(t, node);
        fixed = 10 * fixed > t->fair->sites ? fixed : 0;
    }
    return status == CT_OK && !closed && !t->stopped ? branch(t, node, err) : status;
}

/* --- the search ------------------------------------------------------------------------------- */

struct gain {
    uint32_t district;
    int64_t weight;
};

static int by_district(const void *left, const void *right)
{
    const struct gain *a = left, *b = right;

    if (a->district != b->district)
        return a->district < b->district ? -1 : 1;
    return (a->weight < b->weight) - (a->weight > b->weight);
}

static int ascending(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* What each site gives each district alone; returns how many there are. */
static size_t list_gains(const struct ct_fair *f, int64_t *sum, struct gain *gain)
{
    size_t n = 0;

    for (size_t j = 0; j < f->sites; j++) {
        for (size_t k = f->row_start[j]; k < f->row_start[j + 1]; k++)
            sum[f->district[f->row[k]]] += f->weight[f->row[k]];
        for (size_t k = f->row_start[j]; k < f->row_start[j + 1]; k++) {
            const uint32_t d = f->district[f->row[k]];
            if (sum[d] > 0)
                gain[n++] = (struct gain){d, sum[d]};
            sum[d] = 0;
        }
    }
    return n;
}

/* No set serves more of a district than its best sites alone, or all of them together. */
static enum ct_status bound_each(struct tree *t, struct ct_error *err)
{
    const struct ct_fair *f = t->fair;
    const size_t most = f->problem->choice.most > 0 ? f->problem->choice.most : f->sites;
    const double enough = (double)f->problem->fairness.enough / 1e6;
    struct gain *gain = malloc((f->start[f->rows] + 1) * sizeof *gain);
    int64_t *sum = calloc(f->compared + 1, sizeof *sum);
    int64_t *all = calloc(f->compared + 1, sizeof *all);

    for (size_t i = 0; all != NULL && i < f->rows; i++)
        all[f->district[i]] += f->weight[i];
    if (gain != NULL && sum != NULL && all != NULL) {
        const size_t n = list_gains(f, sum, gain);
        if (n > 1)
            qsort(gain, n, sizeof *gain, by_district);
        for (size_t i = 0, taken = 0; i < n; i++) {
            taken = i > 0 && gain[i].district == gain[i - 1].district ? taken + 1 : 1;
            sum[gain[i].district] += taken <= most ? gain[i].weight : 0;
        }
        for (size_t d = 0; d <= f->compared; d++) {
            const int64_t part = f->base[d] + (sum[d] < all[d] ? sum[d] : all[d]);
            t->total += (double)part;
            if (d < f->compared)
                t->share[d] = (double)part / (double)f->whole[d];
            if (d < f->compared && enough > 0)
                t->share[d] = fmin(t->share[d], enough);
        }
        if (f->compared > 1)
            qsort(t->share, f->compared, sizeof *t->share, ascending);
    }
    bool room = gain != NULL && sum != NULL && all != NULL;
    free(gain);
    free(sum);
    free(all);
    return room ? CT_OK : ct_fail_memory(err);
}

static enum ct_status push_root(struct tree *t, struct ct_error *err)
{
    const enum ct_site_state *state = t->fair->problem->choice.state;
    struct ct_fair_node *root = ct_fair_node_new(t->fair, true);

    if (root == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; state != NULL && j < t->fair->sites; j++)
        root->state[j] = (uint8_t)state[j];
    root->level = 1;
    root->bound = any_bound(t, 1);
    return ct_fair_push(&t->heap, root, err);
}

static void finish(struct tree *t, struct ct_fair_tree_result *out)
{
    out->done = t->heap.count == 0;
    out->level = out->done ? t->fair->levels + 2 : t->heap.node[0]->level;
    out->bound = out->done ? 0 : t->heap.node[0]->bound;
    out->share = t->share;
    out->total = t->total;
    out->nodes = t->nodes;
    t->share = NULL;
}

static enum ct_status run(struct tree *t, struct ct_error *err)
{
    enum ct_status status = push_root(t, err);

    tell(t, NULL);
    if (t->best->known && status == CT_OK)
        ct_fair_swap_run(t->swap, t->best->open, fmin(first_work, looks(t, 20)), &t->watch,
                         t->best);
    tell(t, NULL);
    if (status == CT_OK && t->fair->compared > 0)
        status = ct_fair_cut(t->fair, fmax(share_of(t, 0), 0), &t->watch, &t->share[0], err);
    while (status == CT_OK && t->heap.count > 0 && !t->stopped) {
        tell(t, NULL);
        if (!ct_fair_goes_on(&t->watch))
            break;
        struct ct_fair_node *node = ct_fair_pop(&t->heap);
        status = expand(t, node, err);
        if (status == CT_OK && t->stopped)
            status = ct_fair_push(&t->heap, node, err);
        else
            ct_fair_node_free(node);
    }
    return status;
}

enum ct_status ct_fair_search(const struct ct_fair *fair, const struct ct_search *search,
                              struct ct_fair_best *best, struct ct_fair_tree_result *out,
                              struct ct_error *err)
{
    struct tree t = {.fair = fair, .best = best, .watch = {.search = search}};

    t.share = calloc(fair->compared + 1, sizeof *t.share);
    t.open = calloc(fair->sites + 1, 1);
    enum ct_status status = t.share != NULL && t.open != NULL ? ct_fair_dual_new(fair, &t.dual, err)
                                                              : ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_fair_swap_new(fair, search->seed, &t.swap, err);
    if (status == CT_OK)
        status = bound_each(&t, err);
    if (status == CT_OK)
        status = run(&t, err);
    if (status == CT_OK)
        finish(&t, out);
    for (size_t i = 0; i < t.heap.count; i++)
        ct_fair_node_free(t.heap.node[i]);
    free(t.heap.node);
    free(t.share);
    free(t.open);
    ct_fair_dual_free(t.dual);
    ct_fair_swap_free(t.swap);
    return status;
}
