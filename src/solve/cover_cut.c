/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: cuts by halving. Rows sum(factor x) >= least of whole numbers are added up,
 * together with -x >= -1 for some columns; half of that, its factors and its right side rounded up,
 * holds for every x in {0, 1}: all of it is whole numbers, so that no cut is ever wrong. It cuts
 * off the x at hand where the right side is odd and the slack of the rows plus the x (or 1 - x) of
 * columns with odd factors is less than 1. Such sums are looked for by elimination modulo 2, the
 * largest x first. Sources: Caprara, Fischetti 1996; Koster, Zymolka, Kutschka 2009 (the
 * elimination). Memory O(rows (rows + columns) / 8) bytes; time O(rows^2 (rows + columns) / 64) at
 * most.
 */
#include "base/fail.h"
#include "solve/cover_linear.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TIGHT     1e-9 /* a slack or x that is as good as nought */
#define VIOLATION 0.02 /* of what a cut is worth keeping for */
enum { MOST_ROWS = 4000, MOST_FACTOR = 1000 };

/* A sum of rows modulo 2. */
struct sum {
    double slack;
    bool odd, used;
};

struct half {
    struct ct_cover_linear *linear;
    const double *x;
    size_t count, words, row_words; /* sums; words of their columns and of their rows */
    struct sum *sum;
    uint64_t *bits; /* [count][words + row_words]: odd columns, then the rows that it is of */
    uint32_t *row;  /* [count]: of the linear */
    uint32_t *order, *name; /* broken columns, largest weight first; [columns]: place there */
    size_t broken;
    double *weight;  /* [broken] */
    int32_t *factor; /* [columns] */
    uint64_t *block;
};

static double broken_by(double x)
{
    return x < 0.5 ? x : 1 - x;
}

/* --- the rows modulo 2 ------------------------------------------------------------------------ */

static double slack_of(const struct half *h, size_t i)
{
    const struct ct_cover_linear *l = h->linear;
    double sum = -(double)l->least[i];

    for (size_t k = l->start[i]; k < l->start[i + 1]; k++)
        sum += l->factor[k] * h->x[l->column[k]];
    return sum > 0 ? sum : 0;
}

/* Columns by weight, largest first. */
static void order_columns(struct half *h)
{
    for (uint32_t j = 0; j < h->linear->core->columns; j++) {
        double w = broken_by(h->x[j]);
        if (!(w > TIGHT))
            continue;
        size_t at = h->broken++;
        for (; at > 0 && h->weight[at - 1] < w; at--) {
            h->weight[at] = h->weight[at - 1];
            h->order[at] = h->order[at - 1];
        }
        h->weight[at] = w;
        h->order[at] = j;
    }
    memset(h->name, 0xff, h->linear->core->columns * sizeof *h->name);
    for (uint32_t k = 0; k < h->broken; k++)
        h->name[h->order[k]] = k;
}

static uint64_t *bits_of(const struct half *h, size_t s)
{
    return h->bits + s * (h->words + h->row_words);
}

static void flip(uint64_t *bits, size_t at)
{
    bits[at / 64] ^= (uint64_t)1 << (at % 64);
}

static bool has(const uint64_t *bits, size_t at)
{
    return (bits[at / 64] >> (at % 64) & 1) != 0;
}

static void fill_sum(struct half *h, size_t s)
{
    const struct ct_cover_linear *l = h->linear;
    size_t i = h->row[s];

    h->sum[s] = (struct sum){.slack = slack_of(h, i), .odd = l->least[i] % 2 != 0};
    for (size_t k = l->start[i]; k < l->start[i + 1]; k++) {
        if (l->factor[k] % 2 == 0)
            continue;
        if (h->name[l->column[k]] != UINT32_MAX)
            flip(bits_of(h, s), h->name[l->column[k]]);
        h->sum[s].odd ^= h->x[l->column[k]] >= 0.5;
    }
    flip(bits_of(h, s) + h->words, s);
}

static void half_free(struct half *h)
{
    free(h->sum);
    free(h->row);
    free(h->order);
    free(h->name);
    free(h->weight);
    free(h->factor);
    free(h->block);
}

static enum ct_status half_new(struct half *h, struct ct_error *err)
{
    size_t columns = h->linear->core->columns, rows = h->linear->rows;

    h->order = malloc((columns + 1) * sizeof *h->order);
    h->name = malloc((columns + 1) * sizeof *h->name);
    h->weight = malloc((columns + 1) * sizeof *h->weight);
    h->factor = calloc(columns + 1, sizeof *h->factor);
    h->row = malloc((rows + 1) * sizeof *h->row);
    h->sum = malloc((rows + 1) * sizeof *h->sum);
    if (h->order == NULL || h->name == NULL || h->weight == NULL || h->factor == NULL ||
        h->row == NULL || h->sum == NULL)
        return ct_fail_memory(err);
    order_columns(h);
    for (size_t i = 0; i < rows && h->count < MOST_ROWS; i++)
        if (slack_of(h, i) < 1 - VIOLATION)
            h->row[h->count++] = (uint32_t)i;
    h->words = h->broken / 64 + 1;
    h->row_words = h->count / 64 + 1;
    h->block = calloc((h->count + 1) * (h->words + h->row_words), sizeof *h->block);
    if (h->block == NULL)
        return ct_fail_memory(err);
    h->bits = h->block;
    for (size_t s = 0; s < h->count; s++)
        fill_sum(h, s);
    return CT_OK;
}

/* --- from a sum to a cut ---------------------------------------------------------------------- */

/* By how much half of the sum cuts off x, or less than nought. */
static double violation(const struct half *h, size_t s)
{
    double left = h->sum[s].odd ? 1 - h->sum[s].slack : 0;
    const uint64_t *bits = bits_of(h, s);

    for (size_t w = 0; w < h->words && left > 0; w++)
        for (uint64_t rest = bits[w]; rest != 0; rest &= rest - 1)
            left -= h->weight[w * 64 + (size_t)__builtin_ctzll(rest)];
    return left / 2;
}

static int64_t half_up(int64_t a)
{
    return a / 2 + (a > 0 ? a % 2 : 0);
}

/* h->factor and the return value: the sum of the rows of s. */
static int64_t add_up(struct half *h, size_t s)
{
    const struct ct_cover_linear *l = h->linear;
    int64_t least = 0;

    memset(h->factor, 0, l->core->columns * sizeof *h->factor);
    for (size_t r = 0; r < h->count; r++) {
        if (!has(bits_of(h, s) + h->words, r))
            continue;
        least += l->least[h->row[r]];
        for (size_t k = l->start[h->row[r]]; k < l->start[h->row[r] + 1]; k++)
            h->factor[l->column[k]] += l->factor[k];
    }
    return least;
}

/* Halves and adds it, where it is short, cuts off x by enough and its factors are small. */
static enum ct_status add_cut(struct half *h, size_t s, bool *added, struct ct_error *err)
{
    size_t columns = h->linear->core->columns, count = 0;
    int64_t least = add_up(h, s);
    uint32_t *column = malloc((columns + 1) * sizeof *column);
    double missing, size = 0;

    *added = false;
    if (column == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < columns; j++)
        if (h->factor[j] % 2 != 0 && h->x[j] >= 0.5) {
            h->factor[j]--;
            least--;
        }
    least = half_up(least);
    missing = (double)least;
    bool small = true;
    for (uint32_t j = 0; j < columns; j++) {
        int64_t f = half_up(h->factor[j]);
        if (f == 0)
            continue;
        small = small && llabs(f) <= MOST_FACTOR;
        column[count] = j;
        h->factor[count++] = (int32_t)f; /* count <= j */
        missing -= (double)f * h->x[j];
        size += (double)f * (double)f;
    }
    enum ct_status status = CT_OK;
    if (small && missing > VIOLATION && missing > VIOLATION * sqrt(size)) {
        status = ct_cover_linear_add(h->linear, column, h->factor, count, least, err);
        *added = status == CT_OK;
    }
    free(column);
    return status;
}

/* --- elimination ------------------------------------------------------------------------------ */

/* The unused sum with the bit and the least slack. */
static size_t pivot_for(const struct half *h, size_t bit)
{
    size_t best = SIZE_MAX;

    for (size_t s = 0; s < h->count; s++)
        if (!h->sum[s].used && has(bits_of(h, s), bit) &&
            (best == SIZE_MAX || h->sum[s].slack < h->sum[best].slack))
            best = s;
    return best;
}

static void add_to(struct half *h, size_t to, size_t from)
{
    uint64_t *a = bits_of(h, to);
    const uint64_t *b = bits_of(h, from);

    for (size_t w = 0; w < h->words + h->row_words; w++)
        a[w] ^= b[w];
    h->sum[to].slack += h->sum[from].slack;
    h->sum[to].odd ^= h->sum[from].odd;
    h->sum[to].used = h->sum[to].slack >= 1 - VIOLATION; /* it cannot become a cut */
}

/* Eliminates a column; sums that cut x off become cuts. */
static enum ct_status eliminate(struct half *h, size_t bit, size_t most, size_t *added,
                                struct ct_error *err)
{
    size_t pivot = pivot_for(h, bit);
    enum ct_status status = CT_OK;

    if (pivot == SIZE_MAX)
        return CT_OK;
    h->sum[pivot].used = true;
    for (size_t s = 0; s < h->count && *added < most && status == CT_OK; s++) {
        bool cut;
        if (h->sum[s].used || !has(bits_of(h, s), bit))
            continue;
        add_to(h, s, pivot);
        if (h->sum[s].used || violation(h, s) <= VIOLATION)
            continue;
        status = add_cut(h, s, &cut, err);
        *added += cut;
        h->sum[s].used = cut;
    }
    return status;
}

enum ct_status ct_cover_cut(struct ct_cover_linear *linear, const double *x, size_t most,
                            size_t *added, struct ct_error *err)
{
    struct half h = {.linear = linear, .x = x};
    enum ct_status status = half_new(&h, err);

    *added = 0;
    for (size_t k = 0; k < h.broken && *added < most && status == CT_OK; k++)
        status = eliminate(&h, k, most, added, err);
    half_free(&h);
    return status;
}
