/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the root by linear programs. Bound, cuts, columns decided by reduced price; where
 * many are decided the rest becomes a new core and it begins again. Of the cuts, those that bind in
 * the end stay for the tree. Serial; cost: the simplex method's, a few dozen times from where it
 * stood.
 */
#include "base/fail.h"
#include "solve/cover_linear.h"
#include <stdlib.h>
#include <string.h>

enum { STEPS = 3000, MOST_CUTS = 60, CUT_ROUNDS = 60, IDLE_ROUNDS = 5 };
#define MOST_WORK 4000000000U /* of a desk: without an end of it, the tree begins */

struct root {
    struct ct_cover_task *task;
    bool (*go_on)(void *context, int64_t bound);
    void *context;
    struct ct_cover_linear *linear;
    struct ct_cover_desk desk;
    uint8_t *state; /* [columns of the core] */
    int64_t bound;  /* of the core, in 1/scale */
    int64_t price;  /* proved of all */
    size_t decided;
    bool open; /* something better may be in it */
};

static bool goes_on(const struct root *r)
{
    return r->go_on(r->context, ct_cover_price(r->task, r->linear->core, r->bound));
}

static void look_for_solution(struct root *r)
{
    struct ct_cover_task *t = r->task;
    const struct ct_cover *core = r->linear->core;
    size_t count;
    int64_t price = ct_cover_desk_solution(&r->desk, t->dual->picked, &count);

    if (price != INT64_MAX && price < t->upper - core->paid)
        ct_cover_keep(t, core, price, t->dual->picked, count);
}

/* The relaxation as it is now: a better bound, columns decided. */
static void bound_it(struct root *r)
{
    const struct ct_cover *core = r->linear->core;

    for (r->desk.ended = false; r->open && !r->desk.ended && goes_on(r);) {
        int64_t enough = ct_cover_enough(r->task, core);
        ct_cover_desk_fix(&r->desk, r->state);
        int64_t bound = ct_cover_desk_bound(&r->desk, r->task->scale, enough, STEPS);
        look_for_solution(r);
        r->decided += ct_cover_fix(r->task, core, r->desk.reduced, bound, r->state);
        r->bound = bound > r->bound ? bound : r->bound;
        r->open = r->bound <= ct_cover_enough(r->task, core);
        if (r->desk.work > MOST_WORK)
            break;
    }
}

static enum ct_status add_cuts(struct root *r, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    size_t idle = 0, added = 1;

    for (int round = 0; round < CUT_ROUNDS && r->open && r->desk.solved && added > 0 &&
                        idle < IDLE_ROUNDS && status == CT_OK && goes_on(r);
         round++) {
        int64_t before = r->bound;
        status = ct_cover_cut(r->linear, r->desk.x, MOST_CUTS, &added, err);
        if (status == CT_OK)
            status = ct_cover_desk_more(&r->desk, err);
        if (status == CT_OK && added > 0)
            bound_it(r);
        idle = r->bound - before > r->task->scale / 200 ? 0 : idle + 1;
    }
    return status;
}

/* Drops the cuts that say nothing; *place gets what is decided and where the method stands. */
static enum ct_status leave_place(struct root *r, uint8_t **place, struct ct_error *err)
{
    struct ct_cover_linear *l = r->linear;
    size_t columns = l->core->columns, rows = l->core->rows, entries = l->start[rows];
    uint8_t *basis = r->desk.basis + columns;

    *place = malloc(2 * columns + l->rows + 1);
    if (*place == NULL)
        return ct_fail_memory(err);
    ct_program_stand(r->desk.program, r->desk.basis);
    for (size_t i = rows; i < l->rows; i++) {
        size_t from = l->start[i], count = l->start[i + 1] - from;
        if (ct_program_idle(r->desk.program, i))
            continue;
        memmove(l->column + entries, l->column + from, count * sizeof *l->column);
        memmove(l->factor + entries, l->factor + from, count * sizeof *l->factor);
        entries += count;
        l->least[rows] = l->least[i];
        basis[rows++] = basis[i];
        l->start[rows] = entries;
    }
    l->rows = rows;
    l->entries = entries;
    memcpy(*place, r->state, columns);
    memcpy(*place + columns, r->desk.basis, columns + rows);
    return CT_OK;
}

static void leave(struct root *r)
{
    ct_cover_desk_free(&r->desk);
    ct_cover_linear_free(r->linear);
    free(r->state);
    r->linear = NULL;
    r->state = NULL;
}

/* Bound and cuts of a core; *rest: what is left as a new core, NULL where nothing better is in it
 * or where this one is kept. */
static enum ct_status one_core(struct root *r, struct ct_cover *core, struct ct_cover **rest,
                               struct ct_error *err)
{
    size_t columns = core->columns;
    int64_t paid = core->paid;
    enum ct_status status = ct_cover_linear_new(core, &r->linear, err);

    *rest = NULL;
    r->decided = 0;
    r->open = true;
    r->bound = (r->price - paid) * r->task->scale;
    r->state = calloc(columns + 1, 1);
    if (status == CT_OK && r->state == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_cover_desk_new(r->linear, &r->desk, err);
    if (status != CT_OK)
        return status;
    bound_it(r);
    status = add_cuts(r, err);
    if (r->open)
        r->price = ct_cover_price(r->task, core, r->bound);
    if (status == CT_OK && r->open && r->decided > columns / 8 && goes_on(r)) {
        status = ct_cover_reduce(core, r->state, rest, err);
        r->open = *rest != NULL;
    }
    return status;
}

/* A core without rows is solved. */
static bool is_solution(struct root *r, struct ct_cover *core)
{
    if (core->rows > 0)
        return false;
    if (core->paid < r->task->upper)
        ct_cover_keep(r->task, core, 0, NULL, 0);
    ct_cover_free(core);
    return true;
}

enum ct_status ct_cover_relax(struct ct_cover_task *task, struct ct_cover *cover,
                              bool (*go_on)(void *context, int64_t bound), void *context,
                              struct ct_cover_linear **linear, struct ct_cover_node *node,
                              struct ct_error *err)
{
    struct root r = {.task = task, .go_on = go_on, .context = context, .price = node->bound};
    enum ct_status status = CT_OK;

    while (status == CT_OK && cover != NULL && !is_solution(&r, cover)) {
        struct ct_cover *rest;
        leave(&r);
        status = one_core(&r, cover, &rest, err);
        cover = rest;
    }
    if (status == CT_OK && r.open && r.linear != NULL && cover == NULL) {
        status = leave_place(&r, &node->place, err);
        node->bound = r.price;
        *linear = r.linear;
        r.linear = NULL;
    }
    leave(&r);
    return status;
}
