/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Set covering: what a choice of sites says as side rows, and which sites are taken or left from
 * the beginning. O(sites + sizes of groups).
 */
#include "solve/cover.h"
#include <string.h>

/* Both sides of "at least and at most so many of these": which of them bind? */
static size_t binding(size_t count, size_t least, size_t most)
{
    return (size_t)(least > 0) + (size_t)(most < count);
}

static size_t most_sites(const struct ct_choice *choice)
{
    return choice->most > 0 ? choice->most : choice->sites;
}

void ct_cover_side_size(const struct ct_choice *choice, size_t *rows, size_t *entries)
{
    *rows = binding(choice->sites, choice->least, most_sites(choice));
    *entries = *rows * choice->sites;
    for (size_t g = 0; g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        size_t n = binding(group->count, group->least, group->most);
        *rows += n;
        *entries += n * group->count;
    }
}

/* One side row behind those that are there; site NULL: all. */
static void add_row(struct ct_cover *c, size_t *row, const uint32_t *site, size_t count,
                    size_t need, bool most)
{
    size_t at = c->row_start[*row];

    for (size_t k = 0; k < count; k++)
        c->row_column[at + k] = site != NULL ? site[k] : (uint32_t)k;
    c->need[*row] = (int64_t)need;
    c->weight[*row] = CT_COVER_MUST;
    c->most[*row] = most;
    c->row_start[++*row] = at + count;
}

static void add_rows(struct ct_cover *c, size_t *row, const uint32_t *site, size_t count,
                     size_t least, size_t most)
{
    if (least > 0)
        add_row(c, row, site, count, least, false);
    if (most < count)
        add_row(c, row, site, count, most, true);
}

void ct_cover_sides(struct ct_cover *c, const struct ct_choice *choice)
{
    size_t row = c->demands;

    add_rows(c, &row, NULL, choice->sites, choice->least, most_sites(choice));
    for (size_t g = 0; g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        add_rows(c, &row, group->site, group->count, group->least, group->most);
    }
}

void ct_cover_states(const struct ct_choice *choice, uint8_t *state)
{
    memset(state, CT_COVER_FREE, choice->sites);
    for (size_t j = 0; choice->state != NULL && j < choice->sites; j++)
        if (choice->state[j] != CT_SITE_FREE)
            state[j] = choice->state[j] == CT_SITE_REQUIRED ? CT_COVER_IN : CT_COVER_OUT;
}
