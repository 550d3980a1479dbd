/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the search as a whole. First the root, serially; then rounds: up to BATCH open
 * nodes, best bound first, are searched depth first, each for a counted amount of work and under
 * the price that was known when the round began; then what they found and what they left is put
 * together in their order. So the result does not depend on the number of threads, and the search
 * stops between rounds only. Memory: the open nodes; where they are many, the deepest go first.
 */
#include "base/fail.h"
#include "base/pool.h"
#include "solve/cover_linear.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BATCH = 8,
    MANY_OPEN = 2000,
    ROOT_SLICES = 40,
    ROOT_ROUNDS = 50,
    IMPROVE_WORK = 5000000,
    TARGET_WORK = 60000000,
    MOST_LINEAR = 1000000
};

/* --- lists and tasks -------------------------------------------------------------------------- */

enum ct_status ct_cover_push(struct ct_cover_nodes *list, struct ct_cover_node node,
                             struct ct_error *err)
{
    if (list->count == list->room) {
        size_t room = list->room * 2 + 64;
        struct ct_cover_node *more = realloc(list->node, room * sizeof *more);
        if (more == NULL) {
            ct_cover_node_free(&node);
            return ct_fail_memory(err);
        }
        list->node = more;
        list->room = room;
    }
    list->node[list->count++] = node;
    return CT_OK;
}

void ct_cover_nodes_free(struct ct_cover_nodes *list)
{
    for (size_t i = 0; i < list->count; i++)
        ct_cover_node_free(&list->node[i]);
    free(list->node);
    *list = (struct ct_cover_nodes){0};
}

enum ct_status ct_cover_task_begin(struct ct_cover_task *task, const struct ct_cover *cover,
                                   struct ct_error *err)
{
    task->dual = ct_cover_dual_new(cover->rows, cover->columns);
    task->state = malloc(cover->columns + 1);
    task->best = malloc((cover->columns + cover->taken_count + 1) * sizeof *task->best);
    for (int side = 0; side < 2; side++) {
        task->gains.sum[side] = calloc(cover->columns + 1, sizeof(double));
        task->gains.tries[side] = calloc(cover->columns + 1, sizeof(uint32_t));
        if (task->gains.sum[side] == NULL || task->gains.tries[side] == NULL)
            return ct_fail_memory(err);
    }
    if (task->dual == NULL || task->state == NULL || task->best == NULL)
        return ct_fail_memory(err);
    return CT_OK;
}

void ct_cover_task_end(struct ct_cover_task *task)
{
    ct_cover_nodes_free(&task->open);
    ct_cover_dual_free(task->dual);
    free(task->state);
    free(task->best);
    for (int side = 0; side < 2; side++) {
        free(task->gains.sum[side]);
        free(task->gains.tries[side]);
    }
    *task = (struct ct_cover_task){0};
}

/* --- the search ------------------------------------------------------------------------------- */

struct search {
    const struct ct_search *limits;
    struct ct_cover_task root, task[BATCH];
    struct ct_cover_nodes open;
    struct ct_cover_linear *linear; /* NULL: the nodes are bounded by multipliers */
    struct ct_pool *pool;
    int64_t unit;               /* all prices are multiples of it */
    int64_t target, stopped_at; /* the root's bound where it was not pushed */
    uint64_t numbers;
    size_t busy;
};

static int64_t lowest(const struct search *s)
{
    int64_t bound = s->root.upper;

    for (size_t i = 0; i < s->open.count; i++)
        bound = s->open.node[i].bound < bound ? s->open.node[i].bound : bound;
    return bound;
}

static bool goes_on(const struct search *s, int64_t bound)
{
    double unit = (double)s->unit;
    double price = s->root.found ? (double)s->root.upper * unit : (double)INFINITY;

    return !(s->root.found && s->root.upper <= s->target) &&
           ct_search_goes_on(s->limits, price, (double)bound * unit);
}

static bool cuts_go_on(void *context, int64_t bound)
{
    return goes_on(context, bound);
}

/* The first open node, by linear programs where they are of a size for it. Where a target is to be
 * met and nobody knows whether it can be, exchanges come before branching. */
static enum ct_status open_root(struct search *s, struct ct_cover *cover, int64_t price,
                                struct ct_error *err)
{
    struct ct_cover_node node = {.cover = cover, .bound = price, .depth = cover->depth};
    bool linear = cover->slack == 0 &&
                  cover->entries + cover->rows + cover->columns < MOST_LINEAR && goes_on(s, price);

    if (!linear)
        return ct_cover_push(&s->open, node, err);
    node.cover = NULL;
    enum ct_status status = ct_cover_relax(&s->root, cover, cuts_go_on, s, &s->linear, &node, err);
    if (status != CT_OK || node.place == NULL)
        return status;
    if (s->target >= 0 && s->root.upper > s->target)
        ct_cover_improve(&s->root, s->linear->core, TARGET_WORK);
    return ct_cover_push(&s->open, node, err);
}

/* Narrows the root in slices, and makes it the first open node. */
static enum ct_status search_root(struct search *s, struct ct_cover *cover, struct ct_error *err)
{
    struct ct_cover_task *t = &s->root;
    enum ct_status status = ct_cover_task_begin(t, cover, err);
    int64_t bound = 0, last = 0, price = cover->paid;

    if (status == CT_OK) {
        ct_cover_dual_begin(t->dual, 1);
        ct_cover_dual_start(cover, t->scale);
    }
    for (int slice = 0; slice < ROOT_SLICES && status == CT_OK && cover != NULL; slice++) {
        bool changed;
        last = bound;
        status = ct_cover_narrow(t, &cover, ROOT_ROUNDS, &bound, &changed, err);
        if (status != CT_OK || cover == NULL)
            break;
        int64_t now = changed ? price : ct_cover_price(t, cover, bound);
        price = now > price ? now : price;
        bool slow = slice > 0 && !changed && bound - last < t->scale / 100 + bound / 20000;
        if (slow || slice % 16 == 3)
            ct_cover_improve(t, cover, s->target >= 0 ? TARGET_WORK / 3 : IMPROVE_WORK);
        if (!goes_on(s, price) || slow)
            break;
    }
    t->nodes++;
    if (status != CT_OK || cover == NULL) {
        ct_cover_free(cover);
        return status;
    }
    return open_root(s, cover, price, err);
}

/* The place of the open node to go on with. */
static size_t next(const struct ct_cover_nodes *open)
{
    size_t best = 0;

    for (size_t i = 1; i < open->count; i++) {
        const struct ct_cover_node *a = &open->node[i], *b = &open->node[best];
        bool first = a->bound != b->bound ? a->bound < b->bound : a->number < b->number;
        if (open->count > MANY_OPEN)
            first = a->depth != b->depth ? a->depth > b->depth : first;
        best = first ? i : best;
    }
    return best;
}

static struct ct_cover_node take_out(struct ct_cover_nodes *open, size_t at)
{
    struct ct_cover_node node = open->node[at];

    open->node[at] = open->node[--open->count];
    open->node[open->count] = (struct ct_cover_node){0};
    return node;
}

static enum ct_status hand_out(struct search *s, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (s->busy = 0; s->busy < BATCH && s->open.count > 0 && status == CT_OK; s->busy++) {
        struct ct_cover_task *t = &s->task[s->busy];
        struct ct_cover_node node = take_out(&s->open, next(&s->open));
        t->scale = s->root.scale;
        t->upper = s->root.upper;
        t->target = s->target;
        t->found = false;
        t->nodes = 0;
        status = ct_cover_push(&t->open, node, err);
    }
    return status;
}

static enum ct_status dive(void *context, size_t task, int worker, struct ct_error *err)
{
    struct search *s = context;
    (void)worker;
    return s->linear != NULL ? ct_cover_branch(&s->task[task], err)
                             : ct_cover_dive(&s->task[task], err);
}

static void take_best(struct ct_cover_task *to, const struct ct_cover_task *from)
{
    to->nodes += from->nodes;
    if (!from->found || from->upper >= to->upper)
        return;
    to->found = true;
    to->upper = from->upper;
    to->best_count = from->best_count;
    memcpy(to->best, from->best, from->best_count * sizeof *to->best);
}

static enum ct_status put_together(struct search *s, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (size_t k = 0; k < s->busy; k++)
        take_best(&s->root, &s->task[k]);
    for (size_t k = 0; k < s->busy; k++) {
        struct ct_cover_nodes *left = &s->task[k].open;
        for (size_t i = 0; i < left->count && status == CT_OK; i++) {
            struct ct_cover_node node = left->node[i];
            left->node[i] = (struct ct_cover_node){0};
            if (node.bound >= s->root.upper) {
                ct_cover_node_free(&node);
                continue;
            }
            node.number = s->numbers++;
            status = ct_cover_push(&s->open, node, err);
        }
        if (status == CT_OK)
            left->count = 0;
    }
    return status;
}

static enum ct_status begin_tasks(struct search *s, struct ct_error *err)
{
    const struct ct_cover *core = s->linear != NULL ? s->linear->core : s->open.node[0].cover;
    enum ct_status status = CT_OK;

    for (size_t k = 0; k < BATCH && status == CT_OK; k++) {
        status = ct_cover_task_begin(&s->task[k], core, err);
        s->task[k].linear = s->linear;
    }
    return status;
}

static enum ct_status search_tree(struct search *s, struct ct_error *err)
{
    enum ct_status status = s->open.count > 0 ? begin_tasks(s, err) : CT_OK;

    while (status == CT_OK && s->open.count > 0 && goes_on(s, lowest(s))) {
        if (s->open.count > 1 && s->pool == NULL)
            status = ct_pool_new(s->limits->threads, &s->pool, err);
        if (status == CT_OK)
            status = hand_out(s, err);
        if (status == CT_OK && s->busy == 1)
            status = dive(s, 0, 0, err);
        else if (status == CT_OK)
            status = ct_pool_run(s->pool, s->busy, dive, s, err);
        if (status == CT_OK)
            status = put_together(s, err);
    }
    return status;
}

/* --- from outside ----------------------------------------------------------------------------- */

static int64_t common_unit(const struct ct_cover *cover)
{
    int64_t unit = 0;

    for (size_t j = 0; j < cover->columns; j++) {
        int64_t a = cover->price[j];
        while (a != 0) {
            int64_t rest = unit % a;
            unit = a;
            a = rest;
        }
    }
    return unit > 0 ? unit : 1;
}

/* Prices in units; the price of all is a price that nothing exceeds. */
static int64_t in_units(struct ct_cover *cover, int64_t unit)
{
    int64_t all = cover->paid / unit;

    cover->paid = all;
    for (size_t j = 0; j < cover->columns; j++)
        all += cover->price[j] /= unit;
    return all;
}

static int64_t floor_units(int64_t price, int64_t unit)
{
    return price / unit - (price % unit < 0);
}

/* What is better than `upper`: the first solution has to be below upper + 1. */
static enum ct_status solve_reduced(struct search *s, struct ct_cover *cover, int64_t upper,
                                    bool root_only, struct ct_cover_result *out,
                                    struct ct_error *err)
{
    int64_t all = in_units(cover, s->unit), most = floor_units(upper, s->unit);

    s->root.scale = ct_cover_scale(cover);
    s->root.target = s->target;
    s->root.upper = (all < most ? all : most) + 1;
    enum ct_status status = search_root(s, cover, err);
    if (status == CT_OK && !root_only)
        status = search_tree(s, err);
    if (status != CT_OK)
        return status;
    out->bound = all < most && lowest(s) > all ? upper + 1 : lowest(s) * s->unit;
    out->nodes = s->root.nodes;
    out->found = s->root.found;
    if (out->found) {
        out->price = s->root.upper * s->unit;
        out->site = s->root.best;
        out->count = s->root.best_count;
        s->root.best = NULL;
    }
    return CT_OK;
}

enum ct_status ct_cover_solve(const struct ct_cover *cover, uint8_t *state, int64_t upper,
                              int64_t target, bool root_only, const struct ct_search *search,
                              struct ct_cover_result *out, struct ct_error *err)
{
    struct search s = {.limits = search, .unit = common_unit(cover)};
    struct ct_cover *rest = NULL;
    enum ct_status status = ct_cover_reduce(cover, state, &rest, err);

    *out = (struct ct_cover_result){.bound = upper < INT64_MAX ? upper + 1 : upper};
    s.target = target < 0 ? -1 : floor_units(target, s.unit);
    if (status == CT_OK && rest != NULL)
        status = solve_reduced(&s, rest, upper, root_only, out, err);
    ct_cover_nodes_free(&s.open);
    ct_cover_linear_free(s.linear);
    ct_cover_task_end(&s.root);
    for (size_t k = 0; k < BATCH; k++)
        ct_cover_task_end(&s.task[k]);
    ct_pool_free(s.pool);
    return status;
}

void ct_cover_result_free(struct ct_cover_result *result)
{
    free(result->site);
    *result = (struct ct_cover_result){0};
}
