/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the linear relaxation, its rows and its proved bound. For whole multipliers u >= 0
 * of rows sum(factor x) >= least, any x in {0, 1} that meets them has a price of at least
 * sum(u least) + sum over free columns of min(0, price - sum(u factor)) + the same of those taken.
 * Cost of a bound: O(entries). Of a step of the simplex method: about O(rows + columns), more where
 * rows are long.
 */
#include "solve/cover_linear.h"
#include "base/fail.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- rows ------------------------------------------------------------------------------------- */

static bool make_room(void **array, size_t count, size_t bytes)
{
    void *more = realloc(*array, count * bytes);

    if (more == NULL)
        return false;
    *array = more;
    return true;
}

static bool room_for(struct ct_cover_linear *l, size_t count)
{
    if (l->rows + 2 > l->row_room) {
        l->row_room = 2 * l->rows + 64;
        if (!make_room((void **)&l->start, l->row_room, sizeof *l->start) ||
            !make_room((void **)&l->least, l->row_room, sizeof *l->least))
            return false;
    }
    if (l->entries + count <= l->entry_room)
        return true;
    l->entry_room = 2 * l->entries + count + 64;
    return make_room((void **)&l->column, l->entry_room, sizeof *l->column) &&
           make_room((void **)&l->factor, l->entry_room, sizeof *l->factor);
}

/* The entries behind the last row become a row. */
static void close_row(struct ct_cover_linear *l, int64_t least)
{
    for (size_t k = l->start[l->rows]; k < l->entries; k++)
        l->mass += llabs((long long)l->factor[k]);
    l->mass += llabs((long long)least);
    l->least[l->rows] = least;
    l->start[++l->rows] = l->entries;
}

enum ct_status ct_cover_linear_add(struct ct_cover_linear *l, const uint32_t *column,
                                   const int32_t *factor, size_t count, int64_t least,
                                   struct ct_error *err)
{
    if (!room_for(l, count))
        return ct_fail_memory(err);
    memcpy(l->column + l->entries, column, count * sizeof *column);
    memcpy(l->factor + l->entries, factor, count * sizeof *factor);
    l->entries += count;
    close_row(l, least);
    return CT_OK;
}

/* Row i of the core; "at most" turned round. */
static void copy_row(struct ct_cover_linear *l, size_t i)
{
    const struct ct_cover *c = l->core;

    for (size_t k = c->row_start[i]; k < c->row_start[i + 1]; k++) {
        l->column[l->entries] = c->row_column[k];
        l->factor[l->entries++] = c->most[i] ? -1 : 1;
    }
    close_row(l, c->most[i] ? -c->need[i] : c->need[i]);
}

enum ct_status ct_cover_linear_new(struct ct_cover *core, struct ct_cover_linear **out,
                                   struct ct_error *err)
{
    struct ct_cover_linear *l = calloc(1, sizeof *l);

    *out = l;
    if (l == NULL) {
        ct_cover_free(core);
        return ct_fail_memory(err);
    }
    l->core = core;
    l->mass = 1;
    for (size_t i = 0; i < core->rows; i++) {
        if (!room_for(l, core->row_start[i + 1] - core->row_start[i]))
            return ct_fail_memory(err);
        if (i == 0)
            l->start[0] = 0;
        copy_row(l, i);
    }
    return CT_OK;
}

void ct_cover_linear_free(struct ct_cover_linear *l)
{
    if (l == NULL)
        return;
    ct_cover_free(l->core);
    free(l->start);
    free(l->column);
    free(l->factor);
    free(l->least);
    free(l);
}

/* --- a program for them ----------------------------------------------------------------------- */

static bool widen(struct ct_cover_desk *d)
{
    const struct ct_cover_linear *l = d->linear;

    return make_room((void **)&d->dual, l->rows + 1, sizeof *d->dual) &&
           make_room((void **)&d->basis, l->rows + l->core->columns + 1, sizeof *d->basis);
}

enum ct_status ct_cover_desk_more(struct ct_cover_desk *d, struct ct_error *err)
{
    const struct ct_cover_linear *l = d->linear;
    double *factor = malloc((l->core->columns + 1) * sizeof *factor);
    enum ct_status status = factor != NULL && widen(d) ? CT_OK : ct_fail_memory(err);

    for (; d->rows < l->rows && status == CT_OK; d->rows++) {
        size_t from = l->start[d->rows], count = l->start[d->rows + 1] - from;
        for (size_t k = 0; k < count; k++)
            factor[k] = l->factor[from + k];
        status = ct_program_row(d->program, l->column + from, factor, count,
                                (double)l->least[d->rows], (double)INFINITY, err);
    }
    free(factor);
    return status;
}

enum ct_status ct_cover_desk_new(const struct ct_cover_linear *linear, struct ct_cover_desk *out,
                                 struct ct_error *err)
{
    size_t columns = linear->core->columns;

    *out = (struct ct_cover_desk){.linear = linear};
    out->fixed = calloc(columns + 1, 1);
    out->x = calloc(columns + 1, sizeof *out->x);
    out->reduced = calloc(columns + 1, sizeof *out->reduced);
    if (out->fixed == NULL || out->x == NULL || out->reduced == NULL)
        return ct_fail_memory(err);
    enum ct_status status = ct_program_new(columns, &out->program, err);
    for (size_t j = 0; j < columns && status == CT_OK; j++)
        ct_program_column(out->program, j, 0, 1, -(double)linear->core->price[j]);
    return status == CT_OK ? ct_cover_desk_more(out, err) : status;
}

void ct_cover_desk_free(struct ct_cover_desk *d)
{
    ct_program_free(d->program);
    free(d->fixed);
    free(d->x);
    free(d->dual);
    free(d->reduced);
    free(d->basis);
    *d = (struct ct_cover_desk){0};
}

void ct_cover_desk_fix(struct ct_cover_desk *d, const uint8_t *state)
{
    for (size_t j = 0; j < d->linear->core->columns; j++) {
        if (state[j] == d->fixed[j])
            continue;
        d->fixed[j] = state[j];
        ct_program_column(d->program, j, state[j] == CT_COVER_IN ? 1 : 0,
                          state[j] == CT_COVER_OUT ? 0 : 1, -(double)d->linear->core->price[j]);
    }
}

/* --- the bound -------------------------------------------------------------------------------- */

/* The bound of the duals, rounded down to whole multipliers. */
static int64_t exact(struct ct_cover_desk *d, int64_t scale)
{
    const struct ct_cover_linear *l = d->linear;
    int64_t bound = 0, highest = ((int64_t)1 << 60) / l->mass; /* keeps every sum below 2^62 */

    for (size_t j = 0; j < l->core->columns; j++)
        d->reduced[j] = l->core->price[j] * scale;
    for (size_t i = 0; i < d->rows; i++) {
        double wanted = -d->dual[i] * (double)scale;
        if (!(wanted >= 1))
            continue;
        int64_t u = wanted < (double)highest ? (int64_t)wanted : highest;
        bound += u * l->least[i];
        for (size_t k = l->start[i]; k < l->start[i + 1]; k++)
            d->reduced[l->column[k]] -= u * l->factor[k];
    }
    for (size_t j = 0; j < l->core->columns; j++)
        if (d->fixed[j] == CT_COVER_IN || (d->fixed[j] == CT_COVER_FREE && d->reduced[j] < 0))
            bound += d->reduced[j];
    return bound;
}

int64_t ct_cover_desk_bound(struct ct_cover_desk *d, int64_t scale, int64_t enough, size_t steps)
{
    const struct ct_cover_linear *l = d->linear;
    double limit = -((double)enough / (double)scale) - 1e-6;

    size_t taken = steps;
    enum ct_program_answer answer = ct_program_go_on(d->program, limit, &taken, d->x, d->dual);

    d->solved = answer == CT_PROGRAM_SOLVED;
    d->ended = answer != CT_PROGRAM_STOPPED || taken < steps;
    d->work += (taken + 10) * (4 * (d->rows + l->core->columns) + l->entries / 8);
    return exact(d, scale);
}

/* --- solutions -------------------------------------------------------------------------------- */

static bool taken(const struct ct_cover_desk *d, size_t j)
{
    return d->fixed[j] == CT_COVER_IN || (d->fixed[j] == CT_COVER_FREE && d->x[j] > 0.5);
}

static bool whole(const struct ct_cover_desk *d)
{
    for (size_t j = 0; j < d->linear->core->columns; j++)
        if (d->fixed[j] == CT_COVER_FREE && (!d->solved || fabs(d->x[j] - round(d->x[j])) > 1e-6))
            return false;
    return true;
}

int64_t ct_cover_desk_solution(const struct ct_cover_desk *d, uint32_t *column, size_t *count)
{
    const struct ct_cover_linear *l = d->linear;
    int64_t price = 0;

    *count = 0;
    if (!whole(d))
        return INT64_MAX;
    for (size_t i = 0; i < l->core->rows; i++) {
        int64_t sum = 0;
        for (size_t k = l->start[i]; k < l->start[i + 1]; k++)
            sum += taken(d, l->column[k]) ? l->factor[k] : 0;
        if (sum < l->least[i])
            return INT64_MAX;
    }
    for (uint32_t j = 0; j < l->core->columns; j++)
        if (taken(d, j)) {
            price += l->core->price[j];
            column[(*count)++] = j;
        }
    return price;
}
