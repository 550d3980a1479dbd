/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: the memory of a cover, and what follows from decisions: forced columns, rows that
 * are met, what cannot be met. A cover is one block of O(entries + rows + columns) bytes.
 */
#include "base/fail.h"
#include "solve/cover_parts.h"
#include <stdlib.h>
#include <string.h>

/* --- memory ----------------------------------------------------------------------------------- */

static void *cut(char **at, size_t bytes)
{
    void *piece = *at;
    *at += (bytes + 7) / 8 * 8;
    return piece;
}

static size_t bytes_needed(size_t rows, size_t columns, size_t entries, size_t taken)
{
    size_t wide = (rows + 1) + (columns + 1) + 2 * columns + 3 * rows;
    size_t narrow = 2 * entries + columns + taken + columns;

    return sizeof(struct ct_cover) + 8 * wide + 4 * narrow + rows + 256;
}

struct ct_cover *ct_cover_new(size_t rows, size_t columns, size_t entries, size_t taken)
{
    char *at = calloc(1, bytes_needed(rows, columns, entries, taken));
    if (at == NULL)
        return NULL;
    struct ct_cover *c = cut(&at, sizeof *c);
    c->rows = c->demands = rows;
    c->columns = columns;
    c->entries = entries;
    c->row_start = cut(&at, (rows + 1) * sizeof(size_t));
    c->column_start = cut(&at, (columns + 1) * sizeof(size_t));
    c->price = cut(&at, columns * sizeof(int64_t));
    c->primal = cut(&at, columns * sizeof(double));
    c->need = cut(&at, rows * sizeof(int64_t));
    c->weight = cut(&at, rows * sizeof(int64_t));
    c->multiplier = cut(&at, rows * sizeof(int64_t));
    c->row_column = cut(&at, entries * sizeof(uint32_t));
    c->column_row = cut(&at, entries * sizeof(uint32_t));
    c->site = cut(&at, columns * sizeof(uint32_t));
    c->taken = cut(&at, (taken + columns) * sizeof(uint32_t));
    c->most = cut(&at, rows * sizeof(bool));
    return c;
}

void ct_cover_free(struct ct_cover *cover)
{
    free(cover);
}

void ct_cover_index(struct ct_cover *c)
{
    memset(c->column_start, 0, (c->columns + 1) * sizeof(size_t));
    for (size_t k = 0; k < c->entries; k++)
        c->column_start[c->row_column[k] + 1]++;
    for (size_t j = 0; j < c->columns; j++)
        c->column_start[j + 1] += c->column_start[j];
    for (size_t i = 0; i < c->rows; i++)
        for (size_t k = c->row_start[i]; k < c->row_start[i + 1]; k++)
            c->column_row[c->column_start[c->row_column[k]]++] = (uint32_t)i;
    for (size_t j = c->columns; j > 0; j--)
        c->column_start[j] = c->column_start[j - 1];
    c->column_start[0] = 0;
}

/* --- what follows ----------------------------------------------------------------------------- */

void ct_cover_decide(struct ct_cover_rest *rest, uint32_t column, enum ct_cover_state state)
{
    const struct ct_cover *c = rest->cover;

    rest->state[column] = (uint8_t)state;
    for (size_t k = c->column_start[column]; k < c->column_start[column + 1]; k++) {
        uint32_t i = c->column_row[k];
        rest->left[i]--;
        rest->need[i] -= state == CT_COVER_IN;
    }
}

static void decide_all(struct ct_cover_rest *rest, size_t row, enum ct_cover_state state)
{
    const struct ct_cover *c = rest->cover;

    for (size_t k = c->row_start[row]; k < c->row_start[row + 1]; k++)
        if (rest->state[c->row_column[k]] == CT_COVER_FREE)
            ct_cover_decide(rest, c->row_column[k], state);
}

/* "At most": full, broken, or never full. Does something follow? */
static bool follow_most(struct ct_cover_rest *rest, size_t i)
{
    if (rest->need[i] < 0)
        rest->impossible = true;
    if (rest->left[i] > rest->need[i] && rest->need[i] > 0)
        return false;
    rest->live[i] = 0;
    if (rest->left[i] > rest->need[i])
        decide_all(rest, i, CT_COVER_OUT);
    return true;
}

static bool follow_least(struct ct_cover_rest *rest, size_t i)
{
    bool must = rest->weight[i] > rest->slack;

    if (rest->need[i] <= 0) {
        rest->live[i] = 0;
    } else if (rest->left[i] < rest->need[i]) {
        rest->impossible |= must;
        rest->slack -= must ? 0 : rest->weight[i];
        rest->live[i] = 0;
    } else if (must && rest->left[i] == rest->need[i]) {
        rest->live[i] = 0;
        decide_all(rest, i, CT_COVER_IN);
    } else {
        return false;
    }
    return true;
}

void ct_cover_follow(struct ct_cover_rest *rest)
{
    for (bool again = true; again && !rest->impossible;) {
        again = false;
        for (size_t i = 0; i < rest->cover->rows && !rest->impossible; i++)
            if (rest->live[i])
                again |= rest->cover->most[i] ? follow_most(rest, i) : follow_least(rest, i);
    }
}

/* --- the rest as a cover of its own ----------------------------------------------------------- */

static void copy_columns(const struct ct_cover_rest *rest, struct ct_cover *out, uint32_t *name)
{
    const struct ct_cover *c = rest->cover;
    size_t n = 0;

    out->paid = c->paid;
    memcpy(out->taken, c->taken, c->taken_count * sizeof *c->taken);
    out->taken_count = c->taken_count;
    for (size_t j = 0; j < c->columns; j++) {
        if (rest->state[j] == CT_COVER_IN) {
            out->taken[out->taken_count++] = c->site[j];
            out->paid += c->price[j];
        }
        if (rest->state[j] != CT_COVER_FREE)
            continue;
        name[j] = (uint32_t)n;
        out->price[n] = c->price[j];
        out->primal[n] = c->primal[j];
        out->site[n++] = c->site[j];
    }
}

static void copy_rows(const struct ct_cover_rest *rest, struct ct_cover *out, const uint32_t *name)
{
    const struct ct_cover *c = rest->cover;
    size_t m = 0, entries = 0;

    out->demands = 0;
    for (size_t i = 0; i < c->rows; i++) {
        if (!rest->live[i])
            continue;
        out->demands += i < c->demands;
        out->need[m] = rest->need[i];
        out->weight[m] = rest->weight[i] > rest->slack ? CT_COVER_MUST : rest->weight[i];
        out->multiplier[m] = c->multiplier[i];
        out->most[m] = c->most[i];
        for (size_t k = c->row_start[i]; k < c->row_start[i + 1]; k++)
            if (rest->state[c->row_column[k]] == CT_COVER_FREE)
                out->row_column[entries++] = name[c->row_column[k]];
        out->row_start[++m] = entries;
    }
}

static struct ct_cover *rest_of(const struct ct_cover_rest *rest)
{
    const struct ct_cover *c = rest->cover;
    size_t rows = 0, columns = 0, entries = 0, taken = c->taken_count;

    for (size_t j = 0; j < c->columns; j++) {
        columns += rest->state[j] == CT_COVER_FREE;
        taken += rest->state[j] == CT_COVER_IN;
    }
    for (size_t i = 0; i < c->rows; i++) {
        rows += rest->live[i];
        entries += rest->live[i] ? (size_t)rest->left[i] : 0;
    }
    uint32_t *name = malloc((c->columns + 1) * sizeof *name);
    struct ct_cover *out = name != NULL ? ct_cover_new(rows, columns, entries, taken) : NULL;
    if (out != NULL) {
        copy_columns(rest, out, name);
        copy_rows(rest, out, name);
        ct_cover_index(out);
        out->slack = rest->slack;
        out->depth = c->depth;
    }
    free(name);
    return out;
}

/* Rows and their counts under the decisions so far. */
static void begin(struct ct_cover_rest *rest)
{
    const struct ct_cover *c = rest->cover;

    memset(rest->live, 1, c->rows);
    memcpy(rest->need, c->need, c->rows * sizeof *c->need);
    memcpy(rest->weight, c->weight, c->rows * sizeof *c->weight);
    for (size_t i = 0; i < c->rows; i++)
        rest->left[i] = (int64_t)(c->row_start[i + 1] - c->row_start[i]);
    for (size_t j = 0; j < c->columns; j++)
        if (rest->state[j] != CT_COVER_FREE)
            ct_cover_decide(rest, (uint32_t)j, rest->state[j]);
}

static bool rest_new(const struct ct_cover *cover, uint8_t *state, struct ct_cover_rest *out)
{
    size_t rows = cover->rows;
    int64_t *numbers = malloc((3 * rows + 1) * sizeof *numbers + rows);

    *out = (struct ct_cover_rest){.cover = cover, .state = state, .slack = cover->slack};
    if (numbers == NULL)
        return false;
    out->need = numbers;
    out->left = numbers + rows;
    out->weight = numbers + 2 * rows;
    out->live = (uint8_t *)(numbers + 3 * rows);
    begin(out);
    ct_cover_follow(out);
    return true;
}

enum ct_status ct_cover_reduce(const struct ct_cover *cover, uint8_t *state, struct ct_cover **out,
                               struct ct_error *err)
{
    enum ct_status status = CT_OK;
    struct ct_cover_rest rest;

    *out = NULL;
    if (!rest_new(cover, state, &rest))
        return ct_fail_memory(err);
    if (!rest.impossible)
        ct_cover_dominate(&rest);
    if (!rest.impossible && (*out = rest_of(&rest)) == NULL)
        status = ct_fail_memory(err);
    free(rest.need);
    return status;
}

enum ct_status ct_cover_imply(const struct ct_cover *cover, uint8_t *state, bool dominance,
                              bool *possible, struct ct_error *err)
{
    struct ct_cover_rest rest;

    if (!rest_new(cover, state, &rest))
        return ct_fail_memory(err);
    if (dominance && !rest.impossible)
        ct_cover_dominate(&rest);
    *possible = !rest.impossible;
    free(rest.need);
    return CT_OK;
}
