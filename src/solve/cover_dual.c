/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the Lagrangian bound and the subgradient steps that raise it. For multipliers u >=
 * 0 of the rows the bound is sum(need u) + sum over columns of min(0, price - sum of their rows' u)
 * - what may be left, where rows of side "at most" count with -u, and what may be left uncovered
 * within the slack is at most a fractional knapsack. All of it is whole numbers: no rounding enters
 * a bound. The direction of a step is floating point; whatever it is, the bound holds. Source:
 * Barahona, Anbil 2000. Cost of a round: O(entries), and O(rows) expected for the knapsack.
 */
#include "solve/cover.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MEMORY  0.4 /* of the direction before */
#define SHRINK  0.7 /* of the step, after PATIENCE rounds without a better bound */
#define AVERAGE 0.1 /* of the newest solution in the estimate */
enum { PATIENCE = 8 };

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

void ct_cover_dual_begin(struct ct_cover_dual *d, double step)
{
    d->step = step;
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

/* --- the ascent ------------------------------------------------------------------------------- */

/* The next multipliers along the direction; false where the direction is nought. */
static bool move(const struct ct_cover *c, struct ct_cover_dual *d, double missing)
{
    double norm = 0, high = (double)highest(c);

    for (size_t i = 0; i < c->rows; i++) {
        d->direction[i] = d->gradient[i] + MEMORY * d->direction[i];
        if (d->trial[i] > 0 || d->direction[i] > 0)
            norm += d->direction[i] * d->direction[i];
    }
    if (norm < 1e-9)
        return false;
    double step = d->step * missing / norm;
    for (size_t i = 0; i < c->rows; i++) {
        double u = (double)d->trial[i] + step * d->direction[i];
        u = u > 0 ? u : 0;
        d->trial[i] = (int64_t)(u < high ? u : high);
    }
    return true;
}

static void keep(struct ct_cover *c, struct ct_cover_dual *d)
{
    memcpy(c->multiplier, d->trial, c->rows * sizeof *d->trial);
    memcpy(d->best_reduced, d->reduced, c->columns * sizeof *d->reduced);
}

int64_t ct_cover_raise(struct ct_cover *c, struct ct_cover_dual *d, int64_t scale, int64_t goal,
                       int64_t enough, size_t rounds)
{
    int64_t best = -((int64_t)1 << 61);
    size_t worse = 0;

    memcpy(d->trial, c->multiplier, c->rows * sizeof *d->trial);
    memset(d->direction, 0, c->rows * sizeof *d->direction);
    for (size_t round = 0;; round++) {
        int64_t bound = bound_of(c, d, scale, d->trial);
        if (bound > best) {
            worse = bound - best > best / 100000 ? 0 : worse;
            best = bound;
            keep(c, d);
        } else if (++worse >= PATIENCE) {
            d->step *= SHRINK;
            worse = 0;
        }
        for (size_t j = 0; j < c->columns; j++)
            c->primal[j] += AVERAGE * ((double)d->open[j] - c->primal[j]);
        double missing = (double)(goal > bound ? goal - bound : scale);
        if (round >= rounds || best > enough || !move(c, d, missing))
            break;
    }
    return best;
}
