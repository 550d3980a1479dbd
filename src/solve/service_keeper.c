/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moves that keep a set of sites allowed: number, budget and groups are counted along, so that a
 * swap is judged in the time of the groups its two sites are in. States are left to the caller.
 */
#include "base/fail.h"
#include "solve/service.h"
#include <stdlib.h>
#include <string.h>

/* Which groups each site is in, as rows. */
static void list_groups(const struct ct_choice *choice, struct ct_keeper *out)
{
    for (size_t g = 0; g < choice->group_count; g++)
        for (size_t i = 0; i < choice->groups[g].count; i++)
            out->start[choice->groups[g].site[i] + 1]++;
    for (size_t j = 0; j < choice->sites; j++)
        out->start[j + 1] += out->start[j];
    for (size_t g = choice->group_count; g-- > 0;)
        for (size_t i = 0; i < choice->groups[g].count; i++) {
            size_t j = choice->groups[g].site[i];
            out->group[--out->start[j + 1]] = (uint32_t)g;
        }
    /* each start[j + 1] is now where row j begins */
    memmove(out->start, out->start + 1, choice->sites * sizeof *out->start);
}

enum ct_status ct_keeper_new(const struct ct_choice *choice, struct ct_keeper *out,
                             struct ct_error *err)
{
    size_t total = 0;

    for (size_t g = 0; g < choice->group_count; g++)
        total += choice->groups[g].count;
    *out = (struct ct_keeper){.choice = choice};
    out->of_group = calloc(choice->group_count + 1, sizeof *out->of_group);
    out->start = calloc(choice->sites + 2, sizeof *out->start);
    out->group = calloc(total + 1, sizeof *out->group);
    if (out->of_group == NULL || out->start == NULL || out->group == NULL) {
        ct_keeper_free(out);
        return ct_fail_memory(err);
    }
    list_groups(choice, out);
    out->start[choice->sites] = total;
    return CT_OK;
}

void ct_keeper_free(struct ct_keeper *keeper)
{
    free(keeper->of_group);
    free(keeper->start);
    free(keeper->group);
    *keeper = (struct ct_keeper){0};
}

static bool binds(const struct ct_choice *choice)
{
    return choice->price != NULL && choice->budget >= 0;
}

void ct_keeper_set(struct ct_keeper *keeper, const uint8_t *open)
{
    keeper->open = 0;
    keeper->spent = 0;
    memset(keeper->of_group, 0, keeper->choice->group_count * sizeof *keeper->of_group);
    for (size_t j = 0; j < keeper->choice->sites; j++)
        if (open[j])
            ct_keeper_move(keeper, (uint32_t)j, UINT32_MAX);
}

static bool is_in(const struct ct_keeper *keeper, uint32_t site, uint32_t group)
{
    if (site == UINT32_MAX)
        return false;
    for (size_t k = keeper->start[site]; k < keeper->start[site + 1]; k++)
        if (keeper->group[k] == group)
            return true;
    return false;
}

static bool groups_allow(const struct ct_keeper *keeper, uint32_t in, uint32_t out)
{
    const struct ct_site_group *groups = keeper->choice->groups;

    for (size_t k = in != UINT32_MAX ? keeper->start[in] : 0;
         in != UINT32_MAX && k < keeper->start[in + 1]; k++) {
        uint32_t g = keeper->group[k];
        if (!is_in(keeper, out, g) && keeper->of_group[g] + 1 > groups[g].most)
            return false;
    }
    for (size_t k = out != UINT32_MAX ? keeper->start[out] : 0;
         out != UINT32_MAX && k < keeper->start[out + 1]; k++) {
        uint32_t g = keeper->group[k];
        if (!is_in(keeper, in, g) && keeper->of_group[g] < groups[g].least + 1)
            return false;
    }
    return true;
}

bool ct_keeper_allows(const struct ct_keeper *keeper, uint32_t in, uint32_t out)
{
    const struct ct_choice *choice = keeper->choice;
    size_t open = keeper->open + (in != UINT32_MAX) - (out != UINT32_MAX);

    if ((out != UINT32_MAX && open < choice->least) || (choice->most != 0 && open > choice->most))
        return false;
    if (binds(choice)) {
        int64_t spent = keeper->spent + (in != UINT32_MAX ? choice->price[in] : 0) -
                        (out != UINT32_MAX ? choice->price[out] : 0);
        if (spent > choice->budget)
            return false;
    }
    return choice->group_count == 0 || groups_allow(keeper, in, out);
}

static void count(struct ct_keeper *keeper, uint32_t site, bool opens)
{
    if (site == UINT32_MAX)
        return;
    keeper->open += opens ? 1 : (size_t)-1;
    if (binds(keeper->choice))
        keeper->spent += opens ? keeper->choice->price[site] : -keeper->choice->price[site];
    for (size_t k = keeper->start[site]; k < keeper->start[site + 1]; k++)
        keeper->of_group[keeper->group[k]] += opens ? 1 : (size_t)-1;
}

void ct_keeper_move(struct ct_keeper *keeper, uint32_t in, uint32_t out)
{
    count(keeper, in, true);
    count(keeper, out, false);
}
