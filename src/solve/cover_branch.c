/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: branch and bound by linear programs. A node is what is decided of the core's
 * columns and where the simplex method stood. Columns are decided by what follows from the
 * decisions and by reduced price; then the column is branched on whose two sides raise the bound
 * most, which is tried with a few steps of the dual simplex method until enough is known of a
 * column (strong branching, pseudocosts; Achterberg, Koch, Martin 2005). A task keeps what it knows
 * of columns, so that its work depends on the nodes it was given and not on threads.
 */
#include "base/fail.h"
#include "solve/cover_linear.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    QUANTUM = 60000000, /* of a desk's work */
    MOST_STEPS = 100000,
    TRY_STEPS = 60,
    CANDIDATES = 40,
    RELIABLE = 4, /* tries of a side after which its gain is believed */
    IN_VAIN = 8,  /* candidates tried since the best */
    ROUNDS = 4,
    DOMINANCE_ENTRIES = 40000
};

/* --- a node is settled ------------------------------------------------------------------------ */

static void look_for_solution(struct ct_cover_task *t, const struct ct_cover_desk *d)
{
    const struct ct_cover *core = d->linear->core;
    size_t count;
    int64_t price = ct_cover_desk_solution(d, t->dual->picked, &count);

    if (price != INT64_MAX && price < t->upper - core->paid)
        ct_cover_keep(t, core, price, t->dual->picked, count);
}

/* Decides what follows and bounds, while columns are decided. *open: there is more to be done. */
static enum ct_status settle(struct ct_cover_task *t, struct ct_cover_desk *d, uint8_t *state,
                             int64_t *bound, bool *open, struct ct_error *err)
{
    const struct ct_cover *core = d->linear->core;
    bool small = core->entries < DOMINANCE_ENTRIES;

    *open = true;
    for (int round = 0; round < ROUNDS; round++) {
        bool possible;
        enum ct_status status = ct_cover_imply(core, state, small && round == 0, &possible, err);
        if (status != CT_OK || !possible) {
            *open = false;
            return status;
        }
        d->work += 2 * core->entries;
        ct_cover_desk_fix(d, state);
        *bound = ct_cover_desk_bound(d, t->scale, ct_cover_enough(t, core), MOST_STEPS);
        if (*bound <= ct_cover_enough(t, core))
            look_for_solution(t, d);
        *open = *bound <= ct_cover_enough(t, core);
        if (!*open || ct_cover_fix(t, core, d->reduced, *bound, state) == 0)
            break;
    }
    return CT_OK;
}

/* --- which column ----------------------------------------------------------------------------- */

struct
try {
    uint32_t column;
    double estimate;
    int64_t bound[2]; /* of the sides, taken and left; in 1/scale */
};

static double part(double x, int side)
{
    return side == 0 ? 1 - x : x;
}

/* What a side is expected to gain: by its own tries, else by all columns'. */
static double expected(const struct ct_cover_gains *g, uint32_t j, double x, int side,
                       const double mean[2])
{
    double each = g->tries[side][j] > 0 ? g->sum[side][j] / g->tries[side][j] : mean[side];
    return fmax(each * part(x, side), 1e-6);
}

static void mean_gains(const struct ct_cover_gains *g, size_t columns, double mean[2])
{
    for (int side = 0; side < 2; side++) {
        double sum = 0, tries = 0;
        for (size_t j = 0; j < columns; j++) {
            sum += g->sum[side][j];
            tries += g->tries[side][j];
        }
        mean[side] = tries > 0 ? sum / tries : 1;
    }
}

/* Free columns, the most promising first; broken ones, or where there are none, any. */
static size_t candidates(const struct ct_cover_task *t, const struct ct_cover_desk *d,
                         const uint8_t *state, struct try *out)
{
    double mean[2];
    size_t count = 0, columns = d->linear->core->columns;

    mean_gains(&t->gains, columns, mean);
    for (int pass = 0; pass < 2 && count == 0; pass++)
        for (uint32_t j = 0; j < columns; j++) {
            double x = d->x[j];
            if (state[j] != CT_COVER_FREE || (pass == 0 && (x < 1e-6 || x > 1 - 1e-6)))
                continue;
            double worth = expected(&t->gains, j, x, 0, mean) * expected(&t->gains, j, x, 1, mean);
            size_t at = count < CANDIDATES ? count++ : CANDIDATES;
            if (at == CANDIDATES && worth <= out[CANDIDATES - 1].estimate)
                continue;
            at = at == CANDIDATES ? at - 1 : at;
            for (; at > 0 && out[at - 1].estimate < worth; at--)
                out[at] = out[at - 1];
            out[at] = (struct try){.column = j, .estimate = worth};
        }
    return count;
}

/* A side for a few steps; the desk is as before. */
static int64_t try_side(struct ct_cover_task *t, struct ct_cover_desk *d, uint8_t *state,
                        uint32_t column, int side, double x, int64_t base)
{
    state[column] = side == 0 ? CT_COVER_IN : CT_COVER_OUT;
    ct_cover_desk_fix(d, state);
    ct_program_return(d->program, d->basis);
    int64_t bound =
        ct_cover_desk_bound(d, t->scale, ct_cover_enough(t, d->linear->core), TRY_STEPS);
    state[column] = CT_COVER_FREE;
    double gain = (double)(bound > base ? bound - base : 0) / (double)t->scale;
    t->gains.sum[side][column] += gain / fmax(part(x, side), 1e-3);
    t->gains.tries[side][column]++;
    return bound > base ? bound : base;
}

static double worth_of(const struct try *c, int64_t base, int64_t scale)
{
    double taken = (double)(c->bound[0] - base) / (double)scale;
    double left = (double)(c->bound[1] - base) / (double)scale;
    return fmax(taken, 1e-6) * fmax(left, 1e-6);
}

/* The bounds of the two sides, tried or taken from the node; how much it is worth. */
static double weigh(struct ct_cover_task *t, struct ct_cover_desk *d, uint8_t *state, double x,
                    int64_t base, struct try *c)
{
    const struct ct_cover_gains *g = &t->gains;

    c->bound[0] = c->bound[1] = base;
    if (g->tries[0][c->column] >= RELIABLE && g->tries[1][c->column] >= RELIABLE)
        return c->estimate;
    for (int side = 0; side < 2; side++)
        c->bound[side] = try_side(t, d, state, c->column, side, x, base);
    return worth_of(c, base, t->scale);
}

/* The best of the candidates; *decided: sides were closed on the way, state has it. */
static struct try choose(struct ct_cover_task *t, struct ct_cover_desk *d, uint8_t *state,
                         const double *x, int64_t base, struct try *some, size_t count,
                         bool *decided)
{
    int64_t most = ct_cover_enough(t, d->linear->core);
    struct try best = {.column = UINT32_MAX};
    double worth = -1;
    size_t vain = 0;

    *decided = false;
    for (size_t k = 0; k < count && vain < IN_VAIN && !*decided; k++) {
        double w = weigh(t, d, state, x[some[k].column], base, &some[k]);
        vain++;
        if (some[k].bound[0] > most || some[k].bound[1] > most) {
            state[some[k].column] = some[k].bound[0] > most ? CT_COVER_OUT : CT_COVER_IN;
            *decided = true;
        } else if (w > worth) {
            worth = w;
            best = some[k];
            vain = 0;
        }
    }
    return best;
}

/* --- a node ----------------------------------------------------------------------------------- */

static enum ct_status push_sides(struct ct_cover_task *t, const struct ct_cover_desk *d,
                                 const uint8_t *state, const struct try *best, size_t depth,
                                 struct ct_error *err)
{
    size_t columns = d->linear->core->columns;

    for (int side = 1; side >= 0; side--) {
        struct ct_cover_node node = {.bound = ct_cover_price(t, d->linear->core, best->bound[side]),
                                     .depth = depth + 1};
        node.place = malloc(2 * columns + d->rows + 1);
        if (node.place == NULL)
            return ct_fail_memory(err);
        memcpy(node.place, state, columns);
        memcpy(node.place + columns, d->basis, columns + d->rows);
        node.place[best->column] = side == 0 ? CT_COVER_IN : CT_COVER_OUT;
        enum ct_status status = ct_cover_push(&t->open, node, err);
        if (status != CT_OK)
            return status;
    }
    return CT_OK;
}

/* Branches, or decides a column and says so. */
static enum ct_status split(struct ct_cover_task *t, struct ct_cover_desk *d, uint8_t *state,
                            int64_t bound, size_t depth, bool *decided, struct ct_error *err)
{
    struct try some[CANDIDATES];
    size_t columns = d->linear->core->columns, count = candidates(t, d, state, some);
    double *x = malloc((columns + 1) * sizeof *x);

    *decided = false;
    if (x == NULL)
        return ct_fail_memory(err);
    memcpy(x, d->x, columns * sizeof *x);
    ct_program_stand(d->program, d->basis);
    struct try best = choose(t, d, state, x, bound, some, count, decided);
    free(x);
    if (*decided) {
        ct_program_return(d->program, d->basis);
        return CT_OK;
    }
    return best.column != UINT32_MAX ? push_sides(t, d, state, &best, depth, err) : CT_OK;
}

static enum ct_status look_at(struct ct_cover_task *t, struct ct_cover_desk *d,
                              struct ct_cover_node *node, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool again = true;

    t->nodes++;
    ct_cover_desk_fix(d, node->place);
    ct_program_return(d->program, node->place + d->linear->core->columns);
    while (status == CT_OK && again) {
        int64_t bound = 0;
        bool open;
        again = false;
        status = settle(t, d, node->place, &bound, &open, err);
        if (status == CT_OK && open)
            status = split(t, d, node->place, bound, node->depth, &again, err);
    }
    return status;
}

enum ct_status ct_cover_branch(struct ct_cover_task *t, struct ct_error *err)
{
    struct ct_cover_desk desk;
    enum ct_status status = ct_cover_desk_new(t->linear, &desk, err);

    while (status == CT_OK && t->open.count > 0 && desk.work < QUANTUM &&
           !(t->found && t->upper <= t->target)) {
        struct ct_cover_node node = t->open.node[--t->open.count];
        if (node.bound < t->upper)
            status = look_at(t, &desk, &node, err);
        ct_cover_node_free(&node);
    }
    ct_cover_desk_free(&desk);
    return status;
}
