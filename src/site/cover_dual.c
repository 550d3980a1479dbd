/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the Lagrangian bound and the volume algorithm that raises it. For multipliers u >=
 * 0 of the rows the bound is sum(need u) + sum over columns of min(0, price - sum of their rows' u)
 * - what may be left, where rows of side "at most" count with -u, and what may be left uncovered
 * within the slack is at most a fractional knapsack. All of it is whole numbers: no rounding enters
 * a bound. The direction of a step is floating point; whatever it is, the bound holds. Source:
 * Barahona, Anbil 2000. Cost of a round: O(entries), and O(rows) expected for the knapsack.
 */
#include "site/cover.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- workspace -------------------------------------------------------------------------------- */

struct ct_cover_dual *ct_cover_dual_new(size_t rows, size_t columns)
{
    struct ct_cover_dual *d = calloc(1, sizeof *d);
    if (d == NULL)
        return NULL;
    d->trial = calloc(rows + 1, sizeof *d->trial);
    d->reduced = calloc(columns + 1, sizeof *d->reduced);
    d->best_reduced = calloc(columns + 1, sizeof *d->best_reduced);
    d->direction = calloc(rows + 1, sizeof *d->direction);
    d->gradient = calloc(rows + 1, sizeof *d->gradient);
    d->order = calloc(rows + 1, sizeof *d->order);
    d->open = calloc(columns + 1, 1);
    d->count = calloc(rows + 1, sizeof *d->count);
    d->score = calloc(columns + 1, sizeof *d->score);
    d->wanted = calloc(columns + 1, sizeof *d->wanted);
    d->picked = calloc(columns + 1, sizeof *d->picked);
    if (d->trial != NULL && d->reduced != NULL && d->best_reduced != NULL && d->direction != NULL &&
        d->gradient != NULL && d->order != NULL && d->open != NULL && d->count != NULL &&
        d->score != NULL && d->wanted != NULL && d->picked != NULL)
        return d;
    ct_cover_dual_free(d);
    return NULL;
}

void ct_cover_dual_free(struct ct_cover_dual *d)
{
    if (d == NULL)
        return;
    free(d->trial);
    free(d->reduced);
    free(d->best_reduced);
    free(d->direction);
    free(d->gradient);
    free(d->order);
    free(d->open);
    free(d->count);
    free(d->score);
    free(d->wanted);
    free(d->picked);
    free(d);
}

void ct_cover_dual_begin(struct ct_cover_dual *d)
{
    d->step = 0.1;
    d->share = 0.1;
}

void ct_cover_dual_start(struct ct_cover *c, int64_t scale)
{
    for (size_t i = 0; i < c->rows; i++) {
        int64_t least = INT64_MAX;
        for (size_t k = c->row_start[i]; !c->most[i] && k < c->row_start[i + 1]; k++) {
            uint32_t j = c->row_column[k];
            int64_t length = (int64_t)(c->column_start[j + 1] - c->column_start[j]);
            int64_t each = c->price[j] * scale / length;
            least = each < least ? each : least;
        }
        c->multiplier[i] = least < INT64_MAX ? least : 0;
    }
}

/* Multipliers up to this keep every sum below 2^61. */
static int64_t highest(const struct ct_cover *c)
{
    int64_t needs = 0;

    for (size_t i = 0; i < c->rows; i++)
        needs += c->need[i];
    return ((int64_t)1 << 60) / ((int64_t)c->entries + needs + 1);
}

int64_t ct_cover_scale(const struct ct_cover *c)
{
    int64_t sum = 1, dearest = 1, scale = (int64_t)1 << 24, high = highest(c);

    for (size_t j = 0; j < c->columns; j++) {
        sum += c->price[j];
        dearest = c->price[j] > dearest ? c->price[j] : dearest;
    }
    while (scale > 1 && (sum > ((int64_t)1 << 59) / scale || dearest > high / 16 / scale))
        scale /= 2;
    return scale;
}

/* --- what may be left uncovered --------------------------------------------------------------- */

static bool leavable(const struct ct_cover *c, size_t i)
{
    return i < c->demands && c->weight[i] <= c->slack;
}

/* Is a unit of row a's weight worth more than one of row b's? */
static bool worth_more(const struct ct_cover *c, const int64_t *u, uint32_t a, uint32_t b)
{
    __int128 left = (__int128)u[a] * c->need[a] * c->weight[b];
    __int128 right = (__int128)u[b] * c->need[b] * c->weight[a];
    return left != right ? left > right : a < b;
}

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t t = *a;
    *a = *b;
    *b = t;
}

/* Puts the rows that are worth more than the one in the middle before it; returns its place. */
static size_t split(const struct ct_cover *c, const int64_t *u, uint32_t *order, size_t from,
                    size_t to)
{
    size_t at = from;

    swap(&order[from + (to - from) / 2], &order[to - 1]);
    for (size_t i = from; i + 1 < to; i++)
        if (worth_more(c, u, order[i], order[to - 1]))
            swap(&order[i], &order[at++]);
    swap(&order[at], &order[to - 1]);
    return at;
}

/* The first of `order`, worth most, that fill the slack; those before it fit in whole. */
static size_t critical(const struct ct_cover *c, const int64_t *u, uint32_t *order, size_t count,
                       int64_t *room)
{
    size_t from = 0, to = count;

    while (from < to) {
        size_t at = split(c, u, order, from, to);
        int64_t weight = 0;
        for (size_t i = from; i < at && weight <= *room; i++)
            weight += c->weight[order[i]];
        if (weight > *room) {
            to = at;
        } else if (weight + c->weight[order[at]] > *room) {
            *room -= weight;
            return at;
        } else {
            *room -= weight + c->weight[order[at]];
            from = at + 1;
        }
    }
    return from;
}

/* The most that the multipliers of rows left uncovered can add up to, rounded up; gradient[i] of
 * the rows left is lowered. Weights are positive. */
static int64_t knapsack(const struct ct_cover *c, struct ct_cover_dual *d, const int64_t *u)
{
    size_t count = 0;
    int64_t sum = 0, room = c->slack;

    if (c->slack == 0)
        return 0;
    for (size_t i = 0; i < c->demands; i++)
        if (leavable(c, i) && u[i] > 0)
            d->order[count++] = (uint32_t)i;
    size_t at = critical(c, u, d->order, count, &room);
    for (size_t k = 0; k < at; k++) {
        sum += u[d->order[k]] * c->need[d->order[k]];
        d->gradient[d->order[k]] -= (double)c->need[d->order[k]];
    }
    if (at == count)
        return sum;
    uint32_t last = d->order[at];
    __int128 part = (__int128)u[last] * c->need[last] * room;
    d->gradient[last] -= (double)c->need[last] * (double)room / (double)c->weight[last];
    return sum + (int64_t)((part + c->weight[last] - 1) / c->weight[last]);
}

/* --- the bound -------------------------------------------------------------------------------- */

/* The bound for multipliers u; d->reduced, d->open and d->gradient belong to it. */
static int64_t bound_of(const struct ct_cover *c, struct ct_cover_dual *d, int64_t scale,
                        int64_t *u)
{
    int64_t bound = 0;

    for (size_t i = 0; i < c->rows; i++) {
        d->gradient[i] = (double)c->need[i];
        u[i] = c->most[i] ? -u[i] : u[i];
        bound += u[i] * c->need[i];
    }
    for (size_t j = 0; j < c->columns; j++) {
        int64_t reduced = c->price[j] * scale;
        for (size_t k = c->column_start[j]; k < c->column_start[j + 1]; k++)
            reduced -= u[c->column_row[k]];
        d->reduced[j] = reduced;
        d->open[j] = reduced < 0;
        bound += reduced < 0 ? reduced : 0;
        for (size_t k = c->column_start[j]; reduced < 0 && k < c->column_start[j + 1]; k++)
            d->gradient[c->column_row[k]] -= 1;
    }
    for (size_t i = 0; i < c->rows; i++) {
        u[i] = c->most[i] ? -u[i] : u[i];
        d->gradient[i] = c->most[i] ? -d->gradient[i] : d->gradient[i];
    }
    d->work += c->entries + c->rows + c->columns;
    return bound - knapsack(c, d, u);
}

/* --- the volume algorithm --------------------------------------------------------------------- */

struct volume {
    double step;     /* fraction of Polyak's */
    double share;    /* of the newest solution in the average, at most */
    int64_t bound;   /* best */
    int64_t checked; /* best when the share was last looked at */
    int worse;       /* rounds since the last better one */
};

/* trial = multipliers + step along the direction; false where the direction is (nearly) nought. */
static bool move(const struct ct_cover *c, struct ct_cover_dual *d, const struct volume *v,
                 int64_t goal)
{
    double norm = 0, high = (double)highest(c);

    for (size_t i = 0; i < c->rows; i++)
        if (c->multiplier[i] > 0 || d->direction[i] > 0)
            norm += d->direction[i] * d->direction[i];
    if (norm < 1e-9)
        return false;
    double step = v->step * (double)(goal - v->bound) / norm;
    for (size_t i = 0; i < c->rows; i++) {
        double u = (double)c->multiplier[i] + step * d->direction[i];
        d->trial[i] = (int64_t)fmin(fmax(u, 0), high);
    }
    return true;
}

/* How much of the newest solution makes the average shortest. */
static double best_share(const struct ct_cover *c, const struct ct_cover_dual *d,
                         const struct volume *v)
{
    double above = 0, below = 0;

    for (size_t i = 0; i < c->rows; i++) {
        double apart = d->gradient[i] - d->direction[i];
        above -= apart * d->direction[i];
        below += apart * apart;
    }
    double share = below > 0 ? above / below : v->share;
    return fmin(fmax(share, v->share / 10), v->share);
}

static void average(struct ct_cover *c, struct ct_cover_dual *d, double share)
{
    for (size_t i = 0; i < c->rows; i++)
        d->direction[i] += share * (d->gradient[i] - d->direction[i]);
    for (size_t j = 0; j < c->columns; j++)
        c->primal[j] += share * ((double)d->open[j] - c->primal[j]);
}

static void better(struct ct_cover *c, struct ct_cover_dual *d, struct volume *v, int64_t bound)
{
    double along = 0;

    for (size_t i = 0; i < c->rows; i++)
        along += d->direction[i] * d->gradient[i];
    if (along > 0)
        v->step = fmin(v->step * 1.1, 2);
    v->bound = bound;
    v->worse = 0;
    memcpy(c->multiplier, d->trial, c->rows * sizeof *d->trial);
    memcpy(d->best_reduced, d->reduced, c->columns * sizeof *d->reduced);
}

/* Slow progress: trust the average more. False where there is none to be hoped for. */
static bool worth_it(struct volume *v, size_t round, int64_t scale)
{
    if (round % 50 != 49)
        return true;
    int64_t gained = v->bound - v->checked;
    int64_t size = v->bound > 0 ? v->bound : -v->bound;
    if (gained < size / 100)
        v->share = fmax(v->share / 2, 1e-3);
    v->checked = v->bound;
    return gained > size / 20000 || gained > scale / 50;
}

/* The direction that the inherited average has with these rows. */
static void start_direction(const struct ct_cover *c, struct ct_cover_dual *d)
{
    for (size_t i = 0; i < c->rows; i++) {
        double sum = (double)c->need[i];
        for (size_t k = c->row_start[i]; k < c->row_start[i + 1]; k++)
            sum -= c->primal[c->row_column[k]];
        d->direction[i] = c->most[i] ? -sum : leavable(c, i) ? fmin(sum, d->gradient[i]) : sum;
    }
}

/* A bound to head for: not far above what is reached. */
static int64_t aim(const struct volume *v, int64_t goal, int64_t scale)
{
    int64_t near = v->bound + (v->bound > 0 ? v->bound : -v->bound) / 10 + scale;
    goal = goal > v->bound ? goal : v->bound + scale;
    return near < goal ? near : goal;
}

int64_t ct_cover_raise(struct ct_cover *c, struct ct_cover_dual *d, int64_t scale, int64_t goal,
                       int64_t enough, size_t rounds)
{
    struct volume v = {.step = d->step, .share = d->share};

    memcpy(d->trial, c->multiplier, c->rows * sizeof *d->trial);
    v.bound = v.checked = bound_of(c, d, scale, d->trial);
    memcpy(d->best_reduced, d->reduced, c->columns * sizeof *d->reduced);
    start_direction(c, d);
    for (size_t round = 0; round < rounds && v.bound <= enough; round++) {
        if (!worth_it(&v, round, scale) || !move(c, d, &v, aim(&v, goal, scale)))
            break;
        int64_t bound = bound_of(c, d, scale, d->trial);
        double share = best_share(c, d, &v);
        if (bound > v.bound)
            better(c, d, &v, bound);
        else if (++v.worse % 20 == 0)
            v.step *= 0.66;
        average(c, d, share);
    }
    d->step = v.step;
    d->share = v.share;
    return v.bound;
}
