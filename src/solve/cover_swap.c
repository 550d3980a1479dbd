/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: a cheaper solution by local search with weights. One column too few are open; a
 * column that is missed least closes, one that covers a row now wanting opens, and rows that want
 * gain weight, so that the search leaves every place where it is stuck. Only for covers whose rows
 * all need one column. Deterministic: a generator of its own, a counted amount of work.
 * Source: Gao, Weise, Li 2015 (row weighting local search). A step costs O(entries that change).
 */
#include "solve/cover_parts.h"
#include <stdlib.h>
#include <string.h>

struct swaps {
    const struct ct_cover *c;
    uint8_t *open, *may; /* [columns]: open; may be opened again */
    int64_t *score;      /* [columns]: weight that opening wins, less what closing loses */
    uint64_t *since;     /* [columns]: step of the last change */
    int64_t *weight;     /* [rows] */
    uint32_t *count;     /* [rows]: open columns */
    uint32_t *wanting, *place;
    size_t wants;
    uint32_t *list, *at; /* open columns, and the place of each */
    size_t opens;
    int64_t price;
    uint64_t random, step, work;
};

static size_t below(struct swaps *s, size_t n)
{
    s->random ^= s->random << 13;
    s->random ^= s->random >> 7;
    s->random ^= s->random << 17;
    return (size_t)(s->random % n);
}

static void want(struct swaps *s, uint32_t i)
{
    s->place[i] = (uint32_t)s->wants;
    s->wanting[s->wants++] = i;
}

static void content(struct swaps *s, uint32_t i)
{
    uint32_t last = s->wanting[--s->wants];
    s->wanting[s->place[i]] = last;
    s->place[last] = s->place[i];
}

/* A row that was not covered is, or the other way: what its columns would win. */
static void all_of(struct swaps *s, uint32_t i, uint32_t but, int64_t more)
{
    const struct ct_cover *c = s->c;

    for (size_t e = c->row_start[i]; e < c->row_start[i + 1]; e++) {
        uint32_t j = c->row_column[e];
        if (j == but)
            continue;
        s->score[j] += more;
        s->may[j] = 1;
    }
    s->work += c->row_start[i + 1] - c->row_start[i];
}

/* The one other open column of a row loses it when it closes, or no longer. */
static void only_of(struct swaps *s, uint32_t i, uint32_t but, int64_t more)
{
    const struct ct_cover *c = s->c;

    for (size_t e = c->row_start[i]; e < c->row_start[i + 1]; e++) {
        uint32_t j = c->row_column[e];
        if (j == but || !s->open[j])
            continue;
        s->score[j] += more;
        return;
    }
}

static void open_column(struct swaps *s, uint32_t j)
{
    const struct ct_cover *c = s->c;

    s->open[j] = 1;
    s->score[j] = -s->score[j];
    s->price += c->price[j];
    s->since[j] = s->step;
    s->at[j] = (uint32_t)s->opens;
    s->list[s->opens++] = j;
    for (size_t e = c->column_start[j]; e < c->column_start[j + 1]; e++) {
        uint32_t i = c->column_row[e];
        s->count[i]++;
        if (s->count[i] == 1) {
            content(s, i);
            all_of(s, i, j, -s->weight[i]);
        } else if (s->count[i] == 2) {
            only_of(s, i, j, s->weight[i]);
        }
    }
    s->work += c->column_start[j + 1] - c->column_start[j];
}

static void close_column(struct swaps *s, uint32_t j)
{
    const struct ct_cover *c = s->c;
    uint32_t last = s->list[--s->opens];

    s->list[s->at[j]] = last;
    s->at[last] = s->at[j];
    s->open[j] = 0;
    s->score[j] = -s->score[j];
    s->price -= c->price[j];
    s->since[j] = s->step;
    s->may[j] = 0;
    for (size_t e = c->column_start[j]; e < c->column_start[j + 1]; e++) {
        uint32_t i = c->column_row[e];
        s->count[i]--;
        if (s->count[i] == 0) {
            want(s, i);
            all_of(s, i, j, s->weight[i]);
        } else if (s->count[i] == 1) {
            only_of(s, i, j, -s->weight[i]);
        }
    }
    s->work += c->column_start[j + 1] - c->column_start[j];
}

/* Does column a win more for its price than b? */
static bool rather(const struct swaps *s, uint32_t a, uint32_t b)
{
    double left = (double)s->score[a] * (double)(s->c->price[b] + 1);
    double right = (double)s->score[b] * (double)(s->c->price[a] + 1);

    if (left != right)
        return left > right;
    return s->since[a] != s->since[b] ? s->since[a] < s->since[b] : a < b;
}

static uint32_t to_close(struct swaps *s, uint32_t but)
{
    uint32_t best = UINT32_MAX;

    for (size_t k = 0; k < s->opens; k++)
        if (s->list[k] != but && (best == UINT32_MAX || rather(s, s->list[k], best)))
            best = s->list[k];
    s->work += s->opens;
    return best;
}

static uint32_t to_open(struct swaps *s, int64_t upper)
{
    const struct ct_cover *c = s->c;
    uint32_t i = s->wanting[below(s, s->wants)], best = UINT32_MAX;

    for (size_t e = c->row_start[i]; e < c->row_start[i + 1]; e++) {
        uint32_t j = c->row_column[e];
        if (s->may[j] && s->price + c->price[j] < upper &&
            (best == UINT32_MAX || rather(s, j, best)))
            best = j;
    }
    s->work += c->row_start[i + 1] - c->row_start[i];
    return best;
}

static void weigh(struct swaps *s)
{
    for (size_t k = 0; k < s->wants; k++) {
        s->weight[s->wanting[k]]++;
        const struct ct_cover *c = s->c;
        for (size_t e = c->row_start[s->wanting[k]]; e < c->row_start[s->wanting[k] + 1]; e++)
            s->score[c->row_column[e]]++;
        s->work += c->row_start[s->wanting[k] + 1] - c->row_start[s->wanting[k]];
    }
}

/* One exchange below a price. */
static void exchange(struct swaps *s, int64_t upper, uint32_t *last)
{
    uint32_t j = to_close(s, *last);

    s->step++;
    if (j != UINT32_MAX)
        close_column(s, j);
    for (int k = 0; k < 2 && s->wants > 0; k++) {
        j = to_open(s, upper);
        if (j == UINT32_MAX)
            break;
        open_column(s, j);
        *last = j;
        weigh(s);
    }
}

static void start(struct swaps *s, const uint32_t *picked, size_t count)
{
    const struct ct_cover *c = s->c;

    s->random = 0x9E3779B97F4A7C15U;
    for (uint32_t i = 0; i < c->rows; i++) {
        s->weight[i] = 1;
        want(s, i);
    }
    for (size_t j = 0; j < c->columns; j++) {
        s->score[j] = (int64_t)(c->column_start[j + 1] - c->column_start[j]);
        s->may[j] = 1;
    }
    for (size_t k = 0; k < count; k++)
        open_column(s, picked[k]);
}

static bool fits(const struct ct_cover *c)
{
    for (size_t i = 0; i < c->rows; i++)
        if (c->most[i] || c->need[i] != 1 || c->weight[i] <= c->slack)
            return false;
    return true;
}

static int64_t search(struct swaps *s, struct ct_cover_dual *d, size_t *count, int64_t upper,
                      int64_t target, uint64_t work)
{
    uint32_t last = UINT32_MAX;

    while (s->work < work && upper > target) {
        while (s->wants == 0 && s->opens > 0) {
            if (s->price < upper) {
                upper = s->price;
                *count = s->opens;
                memcpy(d->picked, s->list, s->opens * sizeof *s->list);
            }
            close_column(s, to_close(s, UINT32_MAX));
        }
        if (s->opens == 0 && s->wants == 0)
            break;
        exchange(s, upper, &last);
    }
    return upper;
}

int64_t ct_cover_swap(const struct ct_cover *c, struct ct_cover_dual *d, size_t *count,
                      int64_t price, int64_t upper, int64_t target, uint64_t work)
{
    size_t wide = 2 * c->columns + c->rows, narrow = 2 * c->columns + 3 * c->rows;
    char *block = fits(c) ? calloc(1, 8 * wide + 4 * narrow + 2 * c->columns + 64) : NULL;

    if (block == NULL)
        return price;
    struct swaps s = {.c = c, .score = (int64_t *)block};
    s.since = (uint64_t *)(s.score + c->columns);
    s.weight = (int64_t *)(s.since + c->columns);
    s.count = (uint32_t *)(s.weight + c->rows);
    s.wanting = s.count + c->rows;
    s.place = s.wanting + c->rows;
    s.list = s.place + c->rows;
    s.at = s.list + c->columns;
    s.open = (uint8_t *)(s.at + c->columns);
    s.may = s.open + c->columns;
    start(&s, d->picked, *count);
    upper = price < upper ? price : upper;
    int64_t found = search(&s, d, count, upper, target, work);
    d->work += s.work;
    free(block);
    return found < upper ? found : price;
}
