/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: rows that follow from other rows, columns that others replace. Sets are bits, so
 * that most pairs are told apart by a word. Memory (rows x columns) / 4 bytes, and where that is
 * too much nothing is looked for; a limit on pairs bounds the time.
 *
 * Row i may go where a row k that must be met has a subset of its columns and needs as many. Rows
 * that may be left uncovered and have the same columns are one. Column j may go where column k has
 * its demand rows, is no dearer, and stands in no limiting side row that j is not in; and j itself
 * is in no row that needs more than one, nor in a side row "at least".
 */
#include "solve/cover_parts.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 16 << 20, MOST_PAIRS = 100000000 };

struct bits {
    size_t row_words, column_words; /* words of a column's rows, of a row's columns */
    uint64_t *by_column, *by_row;
    uint64_t *wanted, *limited, *fixed; /* rows: demand, "at most", not to be given up */
    size_t pairs;
};

static void put(uint64_t *set, size_t at)
{
    set[at / 64] |= (uint64_t)1 << (at % 64);
}

static void kinds_of_rows(const struct ct_cover_rest *rest, struct bits *b)
{
    for (size_t i = 0; i < rest->cover->rows; i++) {
        if (!rest->live[i])
            continue;
        if (rest->cover->most[i])
            put(b->limited, i);
        else if (i < rest->cover->demands && rest->need[i] == 1)
            put(b->wanted, i);
        else
            put(b->fixed, i);
    }
}

/* NULL where there is no memory or too much would be needed. */
static uint64_t *bits_new(const struct ct_cover_rest *rest, struct bits *b)
{
    const struct ct_cover *c = rest->cover;
    b->row_words = c->rows / 64 + 1;
    b->column_words = c->columns / 64 + 1;
    size_t words = c->columns * b->row_words + c->rows * b->column_words + 3 * b->row_words;
    uint64_t *block = words <= MOST_WORDS ? calloc(words, sizeof *block) : NULL;

    if (block == NULL)
        return NULL;
    b->by_column = block;
    b->by_row = b->by_column + c->columns * b->row_words;
    b->wanted = b->by_row + c->rows * b->column_words;
    b->limited = b->wanted + b->row_words;
    b->fixed = b->limited + b->row_words;
    for (size_t i = 0; i < c->rows; i++)
        for (size_t k = c->row_start[i]; rest->live[i] && k < c->row_start[i + 1]; k++) {
            if (rest->state[c->row_column[k]] != CT_COVER_FREE)
                continue;
            put(b->by_row + i * b->column_words, c->row_column[k]);
            put(b->by_column + c->row_column[k] * b->row_words, i);
        }
    return block;
}

/* --- rows ------------------------------------------------------------------------------------- */

static bool row_within(const struct ct_cover_rest *rest, const struct bits *b, size_t k, size_t i)
{
    const uint64_t *inner = b->by_row + k * b->column_words;
    const uint64_t *outer = b->by_row + i * b->column_words;

    for (size_t w = 0; w < b->column_words; w++) /* bits of columns decided since do not count */
        if ((inner[w] & ~outer[w]) != 0)
            return false;
    return rest->left[k] <= rest->left[i];
}

/* Is there a reason to drop row i for row k, which has fewer or the same columns? */
static bool row_goes(struct ct_cover_rest *rest, const struct bits *b, size_t k, size_t i)
{
    if (i == k || !rest->live[i] || rest->cover->most[i] || rest->left[k] > rest->left[i] ||
        rest->need[i] > rest->need[k])
        return false;
    if (rest->weight[k] > rest->slack) {
        bool twin = rest->left[i] == rest->left[k] && rest->need[i] == rest->need[k] &&
                    rest->weight[i] > rest->slack;
        return (!twin || i > k) && row_within(rest, b, k, i);
    }
    if (i < k || rest->weight[i] > rest->slack || rest->left[i] != rest->left[k] ||
        rest->need[i] != rest->need[k] || !row_within(rest, b, k, i))
        return false;
    rest->weight[k] += rest->weight[i];
    return true;
}

/* The free column of a row with the fewest entries. */
static uint32_t rarest_column(const struct ct_cover_rest *rest, size_t row)
{
    const struct ct_cover *c = rest->cover;
    uint32_t best = UINT32_MAX;
    size_t least = SIZE_MAX;

    for (size_t k = c->row_start[row]; k < c->row_start[row + 1]; k++) {
        uint32_t j = c->row_column[k];
        size_t length = c->column_start[j + 1] - c->column_start[j];
        if (rest->state[j] != CT_COVER_FREE || length >= least)
            continue;
        least = length;
        best = j;
    }
    return best;
}

static bool drop_rows(struct ct_cover_rest *rest, struct bits *b)
{
    const struct ct_cover *c = rest->cover;
    bool any = false;

    for (size_t k = 0; k < c->rows && b->pairs < MOST_PAIRS; k++) {
        if (!rest->live[k] || c->most[k])
            continue;
        uint32_t j = rarest_column(rest, k);
        for (size_t e = c->column_start[j]; e < c->column_start[j + 1]; e++) {
            size_t i = c->column_row[e];
            if (!row_goes(rest, b, k, i))
                continue;
            rest->live[i] = 0;
            any = true;
        }
        b->pairs += c->column_start[j + 1] - c->column_start[j];
    }
    return any;
}

/* --- columns ---------------------------------------------------------------------------------- */

static bool covers_all_of(const struct bits *b, size_t k, size_t j, bool *more)
{
    const uint64_t *mine = b->by_column + j * b->row_words;
    const uint64_t *other = b->by_column + k * b->row_words;

    for (size_t w = 0; w < b->row_words; w++) {
        if (((mine[w] & ~other[w] & b->wanted[w]) | (other[w] & ~mine[w] & b->limited[w])) != 0)
            return false;
        *more |= ((other[w] & ~mine[w] & (b->wanted[w] | b->fixed[w])) |
                  (mine[w] & ~other[w] & b->limited[w])) != 0;
    }
    return true;
}

static bool replaces(const struct ct_cover_rest *rest, const struct bits *b, size_t k, size_t j)
{
    const struct ct_cover *c = rest->cover;
    bool more = c->price[k] < c->price[j];

    return k != j && rest->state[k] == CT_COVER_FREE && c->price[k] <= c->price[j] &&
           covers_all_of(b, k, j, &more) && (more || k < j);
}

/* The wanted row of a column with the fewest columns, SIZE_MAX: none; *given_up false where the
 * column stands in a row for which it cannot be replaced. */
static size_t rarest_row(const struct ct_cover_rest *rest, const struct bits *b, size_t j,
                         bool *free_to_go)
{
    const struct ct_cover *c = rest->cover;
    size_t best = SIZE_MAX;

    *free_to_go = true;
    for (size_t e = c->column_start[j]; e < c->column_start[j + 1]; e++) {
        size_t i = c->column_row[e];
        uint64_t bit = (uint64_t)1 << (i % 64);
        if ((b->fixed[i / 64] & bit) != 0)
            *free_to_go = false;
        if ((b->wanted[i / 64] & bit) != 0 &&
            (best == SIZE_MAX || rest->left[i] < rest->left[best]))
            best = i;
    }
    return best;
}

static bool column_goes(struct ct_cover_rest *rest, struct bits *b, size_t j)
{
    const struct ct_cover *c = rest->cover;
    bool free_to_go;
    size_t i = rarest_row(rest, b, j, &free_to_go);

    if (!free_to_go || i == SIZE_MAX)
        return free_to_go;
    b->pairs += c->row_start[i + 1] - c->row_start[i];
    for (size_t k = c->row_start[i]; k < c->row_start[i + 1]; k++)
        if (replaces(rest, b, c->row_column[k], j))
            return true;
    return false;
}

static bool drop_columns(struct ct_cover_rest *rest, struct bits *b)
{
    bool any = false;

    for (size_t j = 0; j < rest->cover->columns && b->pairs < MOST_PAIRS; j++) {
        if (rest->state[j] != CT_COVER_FREE || !column_goes(rest, b, j))
            continue;
        ct_cover_decide(rest, (uint32_t)j, CT_COVER_OUT);
        any = true;
    }
    return any;
}

void ct_cover_dominate(struct ct_cover_rest *rest)
{
    bool again = true;

    while (again && !rest->impossible) {
        struct bits b = {0};
        uint64_t *block = bits_new(rest, &b);
        if (block == NULL)
            return;
        bool rows = drop_rows(rest, &b);
        kinds_of_rows(rest, &b);
        bool columns = drop_columns(rest, &b);
        again = (rows || columns) && b.pairs < MOST_PAIRS;
        ct_cover_follow(rest);
        free(block);
    }
}
