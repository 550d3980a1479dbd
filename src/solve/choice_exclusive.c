/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The best set of a number of sites with at most one of each group: of every group only the best
 * site can be in it, so these enter a selection, and it stays exact. O(sites) a call.
 */
#include "solve/choice_exclusive.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

struct ct_exclusive {
    size_t sites, groups; /* groups: with those of one site each */
    uint32_t *group;      /* [sites] */
    uint32_t *taken;      /* [groups]: 1 + the pick that stands for it, `opened`, or 0 */
};
static const uint32_t opened = UINT32_MAX;

void ct_exclusive_free(struct ct_exclusive *exclusive)
{
    if (exclusive == NULL)
        return;
    free(exclusive->group);
    free(exclusive->taken);
    free(exclusive);
}

/* False where a group is of another sort. */
static bool number(struct ct_exclusive *e, const struct ct_choice *choice)
{
    for (size_t j = 0; j < e->sites; j++)
        e->group[j] = (uint32_t)(choice->group_count + j);
    for (size_t g = 0; g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        if (group->least != 0 || group->most != 1)
            return false;
        for (size_t i = 0; i < group->count; i++) {
            if (e->group[group->site[i]] < choice->group_count)
                return false;
            e->group[group->site[i]] = (uint32_t)g;
        }
    }
    return true;
}

enum ct_status ct_exclusive_new(const struct ct_choice *choice, struct ct_exclusive **out,
                                struct ct_error *err)
{
    const size_t groups = choice->group_count + choice->sites;
    struct ct_exclusive *e = NULL;

    *out = NULL;
    if (choice->group_count == 0)
        return CT_OK;
    e = calloc(1, sizeof *e);
    if (e == NULL)
        return ct_fail_memory(err);
    *e = (struct ct_exclusive){.sites = choice->sites,
                               .groups = groups,
                               .group = malloc((choice->sites + 1) * sizeof *e->group),
                               .taken = malloc((groups + 1) * sizeof *e->taken)};
    const bool room = e->group != NULL && e->taken != NULL;
    if (room && number(e, choice))
        *out = e;
    else
        ct_exclusive_free(e);
    return room ? CT_OK : ct_fail_memory(err);
}

/* Notes the groups of open sites; true where two of one group are open. */
static bool note_open(struct ct_exclusive *e, const uint8_t *open)
{
    bool clash = false;

    memset(e->taken, 0, e->groups * sizeof *e->taken);
    for (size_t j = 0; j < e->sites; j++) {
        if (!open[j])
            continue;
        clash = clash || e->taken[e->group[j]] == opened;
        e->taken[e->group[j]] = opened;
    }
    return clash;
}

size_t ct_exclusive_best(struct ct_exclusive *e, const uint8_t *open, struct ct_pick *pick,
                         size_t n, bool *clash)
{
    size_t kept = 0;

    *clash = note_open(e, open);
    for (size_t i = 0; i < n; i++) {
        uint32_t *taken = &e->taken[e->group[pick[i].site]];
        if (*taken == 0) {
            pick[kept] = pick[i];
            *taken = (uint32_t)++kept;
        } else if (*taken != opened && pick[i].profit > pick[*taken - 1].profit) {
            pick[*taken - 1] = pick[i];
        }
    }
    return kept;
}

void ct_exclusive_begin(struct ct_exclusive *exclusive, const uint8_t *open)
{
    (void)note_open(exclusive, open);
}

bool ct_exclusive_enters(struct ct_exclusive *exclusive, uint32_t site)
{
    uint32_t *taken = &exclusive->taken[exclusive->group[site]];
    const bool may = *taken != opened;

    *taken = opened;
    return may;
}
