/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: a solution by the prices that the multipliers leave. Columns are picked by reduced
 * price over rows still wanted (Caprara, Fischetti, Toth 1999), then what is not needed goes, the
 * dearest first. O(picks x columns + entries).
 */
#include "solve/cover.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct picking {
    const struct ct_cover *cover;
    struct ct_cover_dual *d; /* count: still needed by a row; score: reduced price */
    double *wanted;          /* [columns]: rows still wanted */
    int64_t open_weight;     /* of rows not met that may be left */
    size_t open_must;        /* rows that must be met and are not */
    size_t picks;
};

static bool must(const struct ct_cover *c, size_t i)
{
    return i >= c->demands || c->weight[i] > c->slack;
}

static void begin(struct picking *p, int64_t scale)
{
    const struct ct_cover *c = p->cover;

    for (size_t i = 0; i < c->rows; i++) {
        p->d->count[i] = c->need[i];
        if (c->most[i])
            continue;
        p->open_must += must(c, i);
        p->open_weight += must(c, i) ? 0 : c->weight[i];
    }
    for (size_t j = 0; j < c->columns; j++) {
        double score = (double)c->price[j] * (double)scale, wanted = 0;
        for (size_t k = c->column_start[j]; k < c->column_start[j + 1]; k++) {
            uint32_t i = c->column_row[k];
            score -= c->most[i] ? 0 : (double)c->multiplier[i];
            wanted += !c->most[i];
        }
        p->d->score[j] = score;
        p->wanted[j] = wanted;
        p->d->open[j] = 0;
    }
    p->d->work += c->entries;
}

static bool room(const struct picking *p, size_t j)
{
    const struct ct_cover *c = p->cover;

    for (size_t k = c->column_start[j]; k < c->column_start[j + 1]; k++)
        if (c->most[c->column_row[k]] && p->d->count[c->column_row[k]] <= 0)
            return false;
    return true;
}

static size_t cheapest(const struct picking *p)
{
    size_t best = SIZE_MAX;
    double least = (double)INFINITY;

    for (size_t j = 0; j < p->cover->columns; j++) {
        double score = p->d->score[j], wanted = p->wanted[j];
        if (p->d->open[j] || wanted <= 0)
            continue;
        score = score > 0 ? score / wanted : score * wanted;
        if (score >= least || !room(p, j))
            continue;
        least = score;
        best = j;
    }
    p->d->work += p->cover->columns / 4;
    return best;
}

static void met(struct picking *p, uint32_t i)
{
    const struct ct_cover *c = p->cover;

    p->open_must -= must(c, i);
    p->open_weight -= must(c, i) ? 0 : c->weight[i];
    for (size_t k = c->row_start[i]; k < c->row_start[i + 1]; k++) {
        p->d->score[c->row_column[k]] += (double)c->multiplier[i];
        p->wanted[c->row_column[k]] -= 1;
    }
    p->d->work += c->row_start[i + 1] - c->row_start[i];
}

static void pick(struct picking *p, size_t j)
{
    const struct ct_cover *c = p->cover;

    p->d->open[j] = 1;
    p->d->picked[p->picks++] = (uint32_t)j;
    for (size_t k = c->column_start[j]; k < c->column_start[j + 1]; k++) {
        uint32_t i = c->column_row[k];
        if (--p->d->count[i] == 0 && !c->most[i])
            met(p, i);
    }
}

/* Can the column go, and its rows still have enough, or be left? */
static bool needless(struct picking *p, size_t j)
{
    const struct ct_cover *c = p->cover;
    int64_t weight = p->open_weight;

    for (size_t k = c->column_start[j]; k < c->column_start[j + 1]; k++) {
        uint32_t i = c->column_row[k];
        if (c->most[i] || p->d->count[i] != 0)
            continue;
        if (must(c, i) || c->weight[i] > c->slack - weight)
            return false;
        weight += c->weight[i];
    }
    p->open_weight = weight;
    for (size_t k = c->column_start[j]; k < c->column_start[j + 1]; k++)
        p->d->count[c->column_row[k]]++;
    p->d->open[j] = 0;
    return true;
}

/* The dearest first, the last picked among equals. */
static void dearest_first(const struct ct_cover *c, uint32_t *picked, size_t count)
{
    for (size_t a = 1; a < count; a++) {
        uint32_t j = picked[a];
        size_t b = a;
        for (; b > 0 && c->price[picked[b - 1]] <= c->price[j]; b--)
            picked[b] = picked[b - 1];
        picked[b] = j;
    }
}

int64_t ct_cover_greedy(const struct ct_cover *cover, struct ct_cover_dual *dual, int64_t scale,
                        size_t *count)
{
    struct picking p = {.cover = cover, .d = dual, .wanted = dual->wanted};
    int64_t price = 0;

    *count = 0;
    begin(&p, scale);
    while (p.open_must > 0 || p.open_weight > cover->slack) {
        size_t j = cheapest(&p);
        if (j == SIZE_MAX)
            return INT64_MAX;
        pick(&p, j);
    }
    dearest_first(cover, dual->picked, p.picks);
    for (size_t k = 0; k < p.picks; k++) {
        if (needless(&p, dual->picked[k]))
            continue;
        price += cover->price[dual->picked[k]];
        dual->picked[(*count)++] = dual->picked[k];
    }
    return price;
}
