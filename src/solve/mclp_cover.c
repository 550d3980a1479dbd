/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Covers: rows of a maximal covering problem, merged, and what is left of them when sites are
 * fixed. O(entries) each; a problem with partial coverage has an entry for each site of each prefix
 * of a row after which the value falls.
 */
#include "base/fail.h"
#include "solve/mclp.h"
#include "solve/merge.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void ct_mclp_free(struct ct_mclp *cover)
{
    free(cover->name);
    free(cover->own);
    free(cover->start);
    free(cover->site);
    free(cover->weight);
    free(cover->need);
    free(cover->origin);
    free(cover->limits.start);
    free(cover->limits.site);
    free(cover->limits.factor);
    free(cover->limits.least);
    free(cover->limits.most);
    *cover = (struct ct_mclp){0};
}

static bool make_room(struct ct_mclp *c, size_t entries, size_t limits, size_t limit_entries)
{
    c->name = malloc((c->sites + 1) * sizeof *c->name);
    c->own = calloc(c->sites + 1, sizeof *c->own);
    c->start = calloc(c->rows + 1, sizeof *c->start);
    c->site = malloc((entries + 1) * sizeof *c->site);
    c->weight = malloc((c->rows + 1) * sizeof *c->weight);
    c->need = malloc(c->rows + 1);
    c->origin = malloc((c->rows + 1) * sizeof *c->origin);
    c->limits.start = calloc(limits + 1, sizeof *c->limits.start);
    c->limits.site = malloc((limit_entries + 1) * sizeof *c->limits.site);
    c->limits.factor = malloc((limit_entries + 1) * sizeof *c->limits.factor);
    c->limits.least = malloc((limits + 1) * sizeof *c->limits.least);
    c->limits.most = malloc((limits + 1) * sizeof *c->limits.most);
    return c->name != NULL && c->own != NULL && c->start != NULL && c->site != NULL &&
           c->weight != NULL && c->need != NULL && c->origin != NULL && c->limits.start != NULL &&
           c->limits.site != NULL && c->limits.factor != NULL && c->limits.least != NULL &&
           c->limits.most != NULL;
}

/* --- from a problem --------------------------------------------------------------------------- */

static int ascending(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* Adds the rows that a demand stands for to the merge. `kept` and `sorted` have room for a row. */
static enum ct_status add_demand(const struct ct_problem *p, size_t i, struct ct_merge *merge,
                                 uint32_t *kept, uint32_t *sorted, struct ct_error *err)
{
    const struct ct_reach_matrix *reach = &p->reach;
    size_t count = 0, need = p->twice ? 2 : 1;

    if (reach->weight[i] <= 0)
        return CT_OK;
    int64_t before = -1; /* the value of the last site kept */
    for (size_t k = reach->start[i]; k <= reach->start[i + 1]; k++) {
        bool last = k == reach->start[i + 1];
        if (!last && p->choice.state != NULL &&
            p->choice.state[reach->site[k]] == CT_SITE_FORBIDDEN)
            continue;
        int64_t value = last ? 0 : p->value != NULL ? p->value[k] : 1;
        if (count >= need && value < before) {
            memcpy(sorted, kept, count * sizeof *kept);
            qsort(sorted, count, sizeof *sorted, ascending);
            enum ct_status status =
                ct_merge_add(merge, sorted, count, reach->weight[i] * (before - value), err);
            if (status != CT_OK)
                return status;
        }
        if (!last)
            kept[count++] = reach->site[k];
        before = value;
    }
    return CT_OK;
}

static enum ct_status merge_demands(const struct ct_problem *p, struct ct_reach_matrix *out,
                                    struct ct_error *err)
{
    struct ct_merge *merge = NULL;
    uint32_t *room = malloc((2 * p->reach.sites + 2) * sizeof *room);
    enum ct_status status =
        room == NULL ? ct_fail_memory(err) : ct_merge_new(p->reach.sites, &merge, err);
    int64_t out_of_reach = 0;

    for (size_t i = 0; status == CT_OK && i < p->reach.demands; i++)
        status = add_demand(p, i, merge, room, room + p->reach.sites + 1, err);
    if (status == CT_OK)
        status = ct_merge_finish(merge, out, &out_of_reach, err);
    ct_merge_free(merge);
    free(room);
    return status;
}

static void write_limits(const struct ct_choice *choice, double unit, struct ct_mclp_limits *out)
{
    size_t entries = 0;

    for (size_t g = 0; g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        for (size_t i = 0; i < group->count; i++) {
            out->site[entries] = group->site[i];
            out->factor[entries++] = 1;
        }
        out->least[g] = group->least > 0 ? (double)group->least : -(double)INFINITY;
        out->most[g] = group->most < group->count ? (double)group->most : (double)INFINITY;
        out->start[g + 1] = entries;
    }
    out->count = choice->group_count;
    if (choice->price == NULL || choice->budget < 0)
        return;
    for (uint32_t j = 0; j < choice->sites; j++) {
        out->site[entries] = j;
        out->factor[entries++] = (double)choice->price[j] / unit;
    }
    out->least[out->count] = -(double)INFINITY;
    out->most[out->count] = ((double)choice->budget + 0.5) / unit;
    out->start[++out->count] = entries;
}

static size_t limit_entries(const struct ct_choice *choice)
{
    size_t entries = choice->price != NULL && choice->budget >= 0 ? choice->sites : 0;

    for (size_t g = 0; g < choice->group_count; g++)
        entries += choice->groups[g].count;
    return entries;
}

static double price_unit(const struct ct_choice *choice)
{
    double unit = 1;

    for (size_t j = 0; choice->price != NULL && j < choice->sites; j++)
        unit = fmax(unit, (double)choice->price[j]);
    return unit;
}

/* All sites free, as they stand in the problem. */
static enum ct_status whole_cover(const struct ct_problem *p, const struct ct_reach_matrix *rows,
                                  struct ct_mclp *out, struct ct_error *err)
{
    const struct ct_choice *choice = &p->choice;

    *out = (struct ct_mclp){.sites = rows->sites, .rows = rows->demands, .least = choice->least};
    out->most = choice->most > 0 && choice->most < out->sites ? choice->most : out->sites;
    if (!make_room(out, rows->start[rows->demands], choice->group_count + 1, limit_entries(choice)))
        return ct_fail_memory(err);
    for (uint32_t j = 0; j < out->sites; j++)
        out->name[j] = j;
    memcpy(out->start, rows->start, (rows->demands + 1) * sizeof *out->start);
    memcpy(out->site, rows->site, rows->start[rows->demands] * sizeof *out->site);
    for (size_t i = 0; i < rows->demands; i++) {
        out->weight[i] = (double)rows->weight[i];
        out->need[i] = p->twice ? 2 : 1;
        out->origin[i] = (uint32_t)i;
        out->total += out->weight[i];
    }
    write_limits(choice, price_unit(choice), &out->limits);
    return CT_OK;
}

enum ct_status ct_mclp_new(const struct ct_problem *problem, struct ct_mclp *out,
                           struct ct_error *err)
{
    struct ct_reach_matrix rows = {0};
    struct ct_mclp whole = {0};
    enum ct_site_state *state = calloc(problem->reach.sites + 1, sizeof *state);
    enum ct_status status =
        state == NULL ? ct_fail_memory(err) : merge_demands(problem, &rows, err);

    for (size_t j = 0; status == CT_OK && j < problem->reach.sites; j++)
        state[j] = problem->choice.state != NULL ? problem->choice.state[j] : CT_SITE_FREE;
    if (status == CT_OK)
        status = whole_cover(problem, &rows, &whole, err);
    if (status == CT_OK && whole.total > 9007199254740992.0)
        status = ct_fail(err, CT_INPUT, "E0802", NULL);
    if (status == CT_OK)
        status = ct_mclp_fix(&whole, state, out, err);
    if (status == CT_OK)
        ct_mclp_number(out);
    ct_reach_matrix_free(&rows);
    ct_mclp_free(&whole);
    free(state);
    return status;
}

void ct_mclp_number(struct ct_mclp *cover)
{
    for (size_t i = 0; i < cover->rows; i++)
        cover->origin[i] = (uint32_t)i;
}

/* --- fixing ----------------------------------------------------------------------------------- */

/* The free sites' new numbers; how many sites may still be opened. */
static void fix_sites(const struct ct_mclp *from, const enum ct_site_state *state, uint32_t *number,
                      struct ct_mclp *out)
{
    size_t opened = 0;

    for (size_t j = 0; j < from->sites; j++) {
        number[j] = (uint32_t)out->sites;
        opened += state[j] == CT_SITE_REQUIRED;
        out->constant += state[j] == CT_SITE_REQUIRED ? from->own[j] : 0;
        if (state[j] != CT_SITE_FREE)
            continue;
        out->name[out->sites] = from->name[j];
        out->own[out->sites] = from->own[j];
        out->total += from->own[j];
        out->sites++;
    }
    out->impossible = from->impossible || opened > from->most;
    out->most = opened < from->most ? from->most - opened : 0;
    out->most = out->most < out->sites ? out->most : out->sites;
    out->least = opened < from->least ? from->least - opened : 0;
    out->impossible = out->impossible || out->least > out->most;
}

static void fix_rows(const struct ct_mclp *from, const enum ct_site_state *state,
                     const uint32_t *number, struct ct_mclp *out)
{
    size_t entries = 0;

    for (size_t i = 0; i < from->rows; i++) {
        size_t first = entries, opened = 0;
        for (size_t k = from->start[i]; k < from->start[i + 1]; k++) {
            uint32_t j = from->site[k];
            opened += state[j] == CT_SITE_REQUIRED;
            if (state[j] == CT_SITE_FREE)
                out->site[entries++] = number[j];
        }
        size_t need = from->need[i] > opened ? from->need[i] - opened : 0;
        if (need == 0)
            out->constant += from->weight[i];
        bool stays = need > 0 && entries - first >= need && entries - first > 1;
        if (need == 1 && entries - first == 1) {
            out->own[out->site[first]] += from->weight[i];
            out->total += from->weight[i];
        }
        if (!stays) {
            entries = first;
            continue;
        }
        out->weight[out->rows] = from->weight[i];
        out->need[out->rows] = (uint8_t)need;
        out->origin[out->rows] = from->origin[i];
        out->total += from->weight[i];
        out->start[++out->rows] = entries;
    }
}

static void fix_limits(const struct ct_mclp_limits *from, const enum ct_site_state *state,
                       const uint32_t *number, struct ct_mclp_limits *out)
{
    size_t entries = 0;

    for (size_t g = 0; g < from->count; g++) {
        double taken = 0;
        for (size_t k = from->start[g]; k < from->start[g + 1]; k++) {
            uint32_t j = from->site[k];
            taken += state[j] == CT_SITE_REQUIRED ? from->factor[k] : 0;
            if (state[j] != CT_SITE_FREE)
                continue;
            out->site[entries] = number[j];
            out->factor[entries++] = from->factor[k];
        }
        out->least[g] = from->least[g] - taken;
        out->most[g] = from->most[g] - taken;
        out->start[g + 1] = entries;
    }
    out->count = from->count;
}

/* Can no set of free sites meet a limit? A margin keeps rounding out of it. */
static bool limits_fail(const struct ct_mclp_limits *limits)
{
    for (size_t g = 0; g < limits->count; g++) {
        double most = 0;
        for (size_t k = limits->start[g]; k < limits->start[g + 1]; k++)
            most += limits->factor[k];
        if (limits->most[g] < -1e-6 || most < limits->least[g] - 1e-6)
            return true;
    }
    return false;
}

enum ct_status ct_mclp_fix(const struct ct_mclp *from, const enum ct_site_state *state,
                           struct ct_mclp *out, struct ct_error *err)
{
    uint32_t *number = malloc((from->sites + 1) * sizeof *number);

    *out = (struct ct_mclp){.sites = from->sites, .rows = from->rows, .constant = from->constant};
    if (number == NULL || !make_room(out, from->start[from->rows], from->limits.count,
                                     from->limits.start[from->limits.count])) {
        free(number);
        ct_mclp_free(out);
        return ct_fail_memory(err);
    }
    out->sites = out->rows = 0;
    fix_sites(from, state, number, out);
    fix_rows(from, state, number, out);
    fix_limits(&from->limits, state, number, &out->limits);
    out->impossible = out->impossible || limits_fail(&out->limits);
    free(number);
    return CT_OK;
}
