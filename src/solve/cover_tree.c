/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the nodes of branch and bound. A node is a cover of its own, reduced, with its
 * multipliers. Branching tries a few columns that the relaxation is least sure of, both ways, with
 * a few rounds of the dual each, and takes the one that raises the bounds most.
 */
#include "solve/cover_parts.h"
#include <stdlib.h>
#include <string.h>

#define NODE_STEP 0.1
enum {
    QUANTUM = 40000000, /* entries that a task looks at */
    NODE_ROUNDS = 60,
    TRY_ROUNDS = 12,
    CANDIDATES = 6
};

/* --- a task ----------------------------------------------------------------------------------- */

void ct_cover_node_free(struct ct_cover_node *node)
{
    ct_cover_free(node->cover);
    free(node->place);
    *node = (struct ct_cover_node){0};
}

void ct_cover_keep(struct ct_cover_task *t, const struct ct_cover *c, int64_t price,
                   const uint32_t *column, size_t count)
{
    memcpy(t->best, c->taken, c->taken_count * sizeof *t->best);
    t->best_count = c->taken_count;
    for (size_t k = 0; k < count; k++)
        t->best[t->best_count++] = c->site[column[k]];
    t->upper = c->paid + price;
    t->found = true;
}

static void try_greedy(struct ct_cover_task *t, const struct ct_cover *c)
{
    size_t picks;
    int64_t price = ct_cover_greedy(c, t->dual, t->scale, &picks);

    if (price != INT64_MAX && price < t->upper - c->paid)
        ct_cover_keep(t, c, price, t->dual->picked, picks);
}

void ct_cover_improve(struct ct_cover_task *t, const struct ct_cover *c, uint64_t work)
{
    size_t picks;
    int64_t price = ct_cover_greedy(c, t->dual, t->scale, &picks);

    if (price == INT64_MAX)
        return;
    price = ct_cover_swap(c, t->dual, &picks, price, t->upper - c->paid, t->target - c->paid, work);
    if (price < t->upper - c->paid)
        ct_cover_keep(t, c, price, t->dual->picked, picks);
}

int64_t ct_cover_enough(const struct ct_cover_task *t, const struct ct_cover *c)
{
    int64_t most = t->upper - 1 - c->paid;
    return most >= 0 ? most * t->scale : -1;
}

int64_t ct_cover_price(const struct ct_cover_task *t, const struct ct_cover *c, int64_t bound)
{
    int64_t whole = bound / t->scale + (bound % t->scale > 0);
    return c->paid + (whole > 0 ? whole : 0);
}

size_t ct_cover_fix(const struct ct_cover_task *t, const struct ct_cover *c, const int64_t *reduced,
                    int64_t bound, uint8_t *state)
{
    int64_t gap = ct_cover_enough(t, c) - bound;
    size_t fixed = 0;

    for (size_t j = 0; j < c->columns; j++) {
        if (state[j] != CT_COVER_FREE)
            continue;
        if (reduced[j] > gap)
            state[j] = CT_COVER_OUT;
        else if (-reduced[j] > gap)
            state[j] = CT_COVER_IN;
        fixed += state[j] != CT_COVER_FREE;
    }
    return fixed;
}

/* --- branching -------------------------------------------------------------------------------- */

/* Columns that the relaxation is least sure of. */
static size_t candidates(const struct ct_cover *c, size_t most, uint32_t *out)
{
    double worth[CANDIDATES];
    size_t count = 0;

    for (size_t j = 0; j < c->columns; j++) {
        double x = c->primal[j];
        double length = (double)(c->column_start[j + 1] - c->column_start[j]);
        double w = (x < 0.5 ? x : 1 - x) * 16 + x + length * 1e-6;
        size_t at = count < most ? count : most;
        while (at > 0 && worth[at - 1] < w)
            at--;
        if (at >= most)
            continue;
        count += count < most;
        for (size_t k = count - 1; k > at; k--) {
            worth[k] = worth[k - 1];
            out[k] = out[k - 1];
        }
        worth[at] = w;
        out[at] = (uint32_t)j;
    }
    return count;
}

struct child {
    struct ct_cover *cover; /* NULL: none needed */
    int64_t bound;          /* of the price in all, in 1/scale */
};

/* One side of a branch, with a few rounds of its own. */
static enum ct_status make_child(struct ct_cover_task *t, const struct ct_cover *c, uint32_t column,
                                 enum ct_cover_state side, size_t rounds, struct child *out,
                                 struct ct_error *err)
{
    memset(t->state, CT_COVER_FREE, c->columns);
    t->state[column] = (uint8_t)side;
    enum ct_status status = ct_cover_reduce(c, t->state, &out->cover, err);
    t->dual->work += 4 * c->entries;
    out->bound = t->upper * t->scale;
    if (status != CT_OK || out->cover == NULL)
        return status;
    ct_cover_dual_begin(t->dual, NODE_STEP);
    int64_t most = ct_cover_enough(t, out->cover);
    int64_t bound = ct_cover_raise(out->cover, t->dual, t->scale, most + t->scale, most, rounds);
    out->cover->depth++;
    if (bound > most) {
        ct_cover_free(out->cover);
        out->cover = NULL;
    } else {
        out->bound = out->cover->paid * t->scale + bound;
    }
    return CT_OK;
}

static double gain(const struct ct_cover_task *t, const struct child *child, int64_t base)
{
    double g = (double)(child->bound - base) / (double)t->scale;
    return g > 1e-6 ? g : 1e-6;
}

/* The pair of children that raises the bound most. out[0]: taken; out[1]: left. */
static enum ct_status branch(struct ct_cover_task *t, const struct ct_cover *c, int64_t bound,
                             struct child out[2], struct ct_error *err)
{
    uint32_t column[CANDIDATES];
    size_t count = candidates(c, CANDIDATES, column);
    int64_t base = c->paid * t->scale + bound;
    double best = -1;
    enum ct_status status = CT_OK;

    for (size_t k = 0; k < count && status == CT_OK; k++) {
        struct child pair[2] = {{0}};
        status = make_child(t, c, column[k], CT_COVER_IN, TRY_ROUNDS, &pair[0], err);
        if (status == CT_OK)
            status = make_child(t, c, column[k], CT_COVER_OUT, TRY_ROUNDS, &pair[1], err);
        double worth = gain(t, &pair[0], base) * gain(t, &pair[1], base);
        bool closed = pair[0].cover == NULL || pair[1].cover == NULL;
        if (status == CT_OK && (worth > best || closed)) {
            ct_cover_free(out[0].cover);
            ct_cover_free(out[1].cover);
            memcpy(out, pair, sizeof pair);
            best = worth;
        } else {
            ct_cover_free(pair[0].cover);
            ct_cover_free(pair[1].cover);
        }
        if (closed)
            break;
    }
    return status;
}

/* --- a node ----------------------------------------------------------------------------------- */

enum ct_status ct_cover_narrow(struct ct_cover_task *t, struct ct_cover **cover, size_t rounds,
                               int64_t *bound, bool *changed, struct ct_error *err)
{
    struct ct_cover *c = *cover;
    int64_t most = ct_cover_enough(t, c);
    bool solved = c->rows == 0;

    *changed = false;
    *bound = solved ? 0 : ct_cover_raise(c, t->dual, t->scale, most + t->scale, most, rounds);
    if (solved && c->paid < t->upper)
        ct_cover_keep(t, c, 0, NULL, 0);
    else if (!solved && *bound <= most)
        try_greedy(t, c);
    if (!solved && *bound <= ct_cover_enough(t, c)) {
        memset(t->state, CT_COVER_FREE, c->columns);
        if (ct_cover_fix(t, c, t->dual->best_reduced, *bound, t->state) == 0)
            return CT_OK;
        *changed = true;
        t->dual->work += 4 * c->entries;
        enum ct_status status = ct_cover_reduce(c, t->state, cover, err);
        ct_cover_free(c);
        return status;
    }
    ct_cover_free(c);
    *cover = NULL;
    return CT_OK;
}

/* Narrows while it shrinks. */
static enum ct_status settle(struct ct_cover_task *t, struct ct_cover **cover, int64_t *bound,
                             struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool changed = true;

    while (status == CT_OK && changed && *cover != NULL) {
        ct_cover_dual_begin(t->dual, NODE_STEP);
        status = ct_cover_narrow(t, cover, NODE_ROUNDS, bound, &changed, err);
    }
    return status;
}

static enum ct_status expand(struct ct_cover_task *t, struct ct_cover *cover, struct ct_error *err)
{
    struct child pair[2] = {{0}};
    int64_t bound;
    enum ct_status status = settle(t, &cover, &bound, err);

    t->nodes++;
    if (status != CT_OK || cover == NULL)
        return status;
    status = branch(t, cover, bound, pair, err);
    for (int side = 1; side >= 0; side--) {
        if (pair[side].cover == NULL)
            continue;
        if (status != CT_OK) {
            ct_cover_free(pair[side].cover);
            continue;
        }
        int64_t paid = pair[side].cover->paid;
        int64_t price = ct_cover_price(t, pair[side].cover, pair[side].bound - paid * t->scale);
        int64_t own = ct_cover_price(t, cover, bound);
        struct ct_cover_node node = {.cover = pair[side].cover,
                                     .bound = price > own ? price : own,
                                     .depth = pair[side].cover->depth};
        status = ct_cover_push(&t->open, node, err);
    }
    ct_cover_free(cover);
    return status;
}

/* Depth first, until the work is spent, the target reached or nothing left. */
enum ct_status ct_cover_dive(struct ct_cover_task *t, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    t->dual->work = 0;
    while (status == CT_OK && t->open.count > 0 && t->dual->work < QUANTUM &&
           !(t->found && t->upper <= t->target)) {
        struct ct_cover_node node = t->open.node[--t->open.count];
        if (node.bound >= t->upper)
            ct_cover_free(node.cover);
        else
            status = expand(t, node.cover, err);
    }
    return status;
}
