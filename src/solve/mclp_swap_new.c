/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making the workspace of exchanges: the entries by site, the groups of each site. O(entries).
 */
#include "base/fail.h"
#include "solve/mclp_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void ct_exchange_free(struct ct_exchange *swap)
{
    if (swap == NULL)
        return;
    free(swap->start);
    free(swap->row);
    free(swap->count);
    free(swap->keeper);
    free(swap->gain);
    free(swap->loss);
    free(swap->elite);
    free(swap->open);
    free(swap->best);
    free(swap->list);
    free(swap->order);
    free(swap->group_start);
    free(swap->group);
    free(swap->in_group);
    free(swap);
}

static void write_columns(struct ct_exchange *s)
{
    const struct ct_mclp *cover = s->cover;

    for (size_t k = 0; k < cover->start[cover->rows]; k++)
        s->start[cover->site[k] + 1]++;
    for (size_t j = 0; j < cover->sites; j++)
        s->start[j + 1] += s->start[j];
    for (size_t i = 0; i < cover->rows; i++)
        for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++)
            s->row[s->start[cover->site[k]]++] = (uint32_t)i;
    memmove(s->start + 1, s->start, cover->sites * sizeof *s->start);
    s->start[0] = 0;
}

/* number[problem's site] = the cover's, UINT32_MAX: fixed. */
static void write_groups(struct ct_exchange *s, const uint32_t *number)
{
    const struct ct_choice *choice = s->choice;

    for (size_t g = 0; g < choice->group_count; g++)
        for (size_t i = 0; i < choice->groups[g].count; i++)
            if (number[choice->groups[g].site[i]] != UINT32_MAX)
                s->group_start[number[choice->groups[g].site[i]] + 1]++;
    for (size_t j = 0; j < s->cover->sites; j++)
        s->group_start[j + 1] += s->group_start[j];
    for (size_t g = 0; g < choice->group_count; g++)
        for (size_t i = 0; i < choice->groups[g].count; i++)
            if (number[choice->groups[g].site[i]] != UINT32_MAX)
                s->group[s->group_start[number[choice->groups[g].site[i]]]++] = (uint32_t)g;
    memmove(s->group_start + 1, s->group_start, s->cover->sites * sizeof *s->group_start);
    s->group_start[0] = 0;
}

static bool make_room(struct ct_exchange *s)
{
    size_t n = s->cover->sites + 2, m = s->cover->rows + 1, members = 1;

    for (size_t g = 0; g < s->choice->group_count; g++)
        members += s->choice->groups[g].count;
    s->start = calloc(n, sizeof *s->start);
    s->row = malloc((s->cover->start[s->cover->rows] + 1) * sizeof *s->row);
    s->count = calloc(m, sizeof *s->count);
    s->keeper = calloc(m, sizeof *s->keeper);
    s->gain = calloc(n + CT_EXCHANGE_BLOCK, sizeof *s->gain);
    s->loss = calloc(n, sizeof *s->loss);
    s->elite = calloc(n * CT_SWAP_ELITE, 1);
    s->open = calloc(n, 1);
    s->best = calloc(n, 1);
    s->list = calloc(n, sizeof *s->list);
    s->order = calloc(n, sizeof *s->order);
    s->group_start = calloc(n, sizeof *s->group_start);
    s->group = malloc(members * sizeof *s->group);
    s->in_group = calloc(s->choice->group_count + 1, sizeof *s->in_group);
    return s->start != NULL && s->row != NULL && s->count != NULL && s->keeper != NULL &&
           s->gain != NULL && s->loss != NULL && s->elite != NULL && s->open != NULL &&
           s->best != NULL && s->list != NULL && s->order != NULL && s->group_start != NULL &&
           s->group != NULL && s->in_group != NULL;
}

enum ct_status ct_exchange_new(const struct ct_choice *choice, const struct ct_mclp *cover,
                               uint64_t seed, struct ct_exchange **out, struct ct_error *err)
{
    struct ct_exchange *s = calloc(1, sizeof *s);
    uint32_t *number = malloc((choice->sites + 1) * sizeof *number);

    if (s != NULL)
        *s = (struct ct_exchange){.choice = choice, .cover = cover, .random = seed};
    if (s == NULL || number == NULL || !make_room(s)) {
        free(number);
        ct_exchange_free(s);
        return ct_fail_memory(err);
    }
    memset(number, 0xFF, choice->sites * sizeof *number);
    for (size_t j = 0; j < cover->sites; j++)
        number[cover->name[j]] = (uint32_t)j;
    s->budget = choice->price != NULL && choice->budget >= 0;
    write_columns(s);
    write_groups(s, number);
    s->best_value = -(double)INFINITY;
    free(number);
    *out = s;
    return CT_OK;
}
