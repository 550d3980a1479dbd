/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of fair covering by district, and shares: fractions of whole numbers, compared by their
 * cross products in 128 bits, so that ties are ties. O(entries); comparing O(districts).
 */
#include "base/fail.h"
#include "solve/fair.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef __int128 wide;

static const int64_t million = 1000000;

void ct_fair_free(struct ct_fair *fair)
{
    free(fair->name);
    free(fair->base);
    free(fair->whole);
    free(fair->unit);
    free(fair->start);
    free(fair->site);
    free(fair->weight);
    free(fair->district);
    free(fair->row_start);
    free(fair->row);
    *fair = (struct ct_fair){0};
}

/* --- making ----------------------------------------------------------------------------------- */

static bool allowed(const struct ct_problem *p, size_t entry)
{
    return p->choice.state == NULL || p->choice.state[p->reach.site[entry]] != CT_SITE_FORBIDDEN;
}

/* Is there a site for a demand that has weight? */
static bool reachable(const struct ct_problem *p, size_t demand)
{
    bool any = false;

    for (size_t k = p->reach.start[demand]; k < p->reach.start[demand + 1]; k++)
        any = any || allowed(p, k);
    return any && p->reach.weight[demand] > 0;
}

/* Does the choice decide whether a demand is served? */
static bool is_undecided(const struct ct_problem *p, size_t demand)
{
    bool any = false;

    for (size_t k = p->reach.start[demand]; k < p->reach.start[demand + 1]; k++) {
        const enum ct_site_state state =
            p->choice.state != NULL ? p->choice.state[p->reach.site[k]] : CT_SITE_FREE;
        if (state == CT_SITE_REQUIRED)
            return false;
        any = any || state == CT_SITE_FREE;
    }
    return any && p->reach.weight[demand] > 0;
}

void ct_fairness_compared(const struct ct_problem *problem, uint8_t *compared)
{
    const struct ct_fairness *f = &problem->fairness;

    memset(compared, 0, f->districts);
    for (size_t i = 0; i < problem->reach.demands; i++)
        if (f->whole[f->district[i]] > 0 && is_undecided(problem, i))
            compared[f->district[i]] = 1;
}

/* number[districts]: those compared first; UINT32_MAX: not compared. */
static void number_districts(const struct ct_problem *p, const uint8_t *compared, uint32_t *number,
                             struct ct_fair *out)
{
    for (uint32_t d = 0; d < p->fairness.districts; d++) {
        number[d] = compared[d] ? (uint32_t)out->compared : UINT32_MAX;
        if (compared[d])
            out->name[out->compared++] = d;
    }
}

static int64_t divisor(int64_t a, int64_t b)
{
    while (b > 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

static void write_districts(const struct ct_problem *p, const uint32_t *number, struct ct_fair *out)
{
    const struct ct_fairness *f = &p->fairness;

    for (size_t d = 0; d < f->districts; d++) {
        size_t to = number[d] == UINT32_MAX ? out->compared : number[d];
        out->base[to] += f->base[d];
        out->whole[to] += f->whole[d];
        out->all_whole += (double)f->whole[d];
    }
    out->levels = f->lexicographic || out->compared == 0 ? out->compared : 1;
}

static void write_rows(const struct ct_problem *p, const uint32_t *number, struct ct_fair *out)
{
    size_t entries = 0;

    for (size_t i = 0; i < p->reach.demands; i++) {
        if (!reachable(p, i))
            continue;
        for (size_t k = p->reach.start[i]; k < p->reach.start[i + 1]; k++)
            if (allowed(p, k))
                out->site[entries++] = p->reach.site[k];
        uint32_t d = number[p->fairness.district[i]];
        d = d == UINT32_MAX ? (uint32_t)out->compared : d;
        out->weight[out->rows] = p->reach.weight[i];
        out->district[out->rows] = d;
        out->unit[d] = divisor(p->reach.weight[i], out->unit[d]);
        out->all_unit = divisor(p->reach.weight[i], out->all_unit);
        out->start[++out->rows] = entries;
    }
}

static void turn_rows(struct ct_fair *out)
{
    for (size_t k = 0; k < out->start[out->rows]; k++)
        out->row_start[out->site[k] + 1]++;
    for (size_t j = 0; j < out->sites; j++)
        out->row_start[j + 1] += out->row_start[j];
    for (size_t i = 0; i < out->rows; i++)
        for (size_t k = out->start[i]; k < out->start[i + 1]; k++)
            out->row[out->row_start[out->site[k]]++] = (uint32_t)i;
    memmove(out->row_start + 1, out->row_start, out->sites * sizeof *out->row_start);
    out->row_start[0] = 0;
}

enum ct_status ct_fair_new(const struct ct_problem *problem, struct ct_fair *out,
                           struct ct_error *err)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    const size_t districts = problem->fairness.districts, entries = reach->start[reach->demands];
    uint32_t *number = malloc((districts + 1) * sizeof *number);
    uint8_t *compared = malloc(districts + 1);

    *out = (struct ct_fair){
        .problem = problem,
        .sites = problem->choice.sites,
        .name = malloc((districts + 1) * sizeof *out->name),
        .base = calloc(districts + 1, sizeof *out->base),
        .whole = calloc(districts + 1, sizeof *out->whole),
        .unit = calloc(districts + 1, sizeof *out->unit),
        .start = calloc(reach->demands + 1, sizeof *out->start),
        .site = malloc((entries + 1) * sizeof *out->site),
        .weight = malloc((reach->demands + 1) * sizeof *out->weight),
        .district = malloc((reach->demands + 1) * sizeof *out->district),
        .row_start = calloc(problem->choice.sites + 2, sizeof *out->row_start),
        .row = malloc((entries + 1) * sizeof *out->row),
    };
    bool room = number != NULL && compared != NULL && out->name != NULL && out->base != NULL &&
                out->whole != NULL && out->unit != NULL && out->start != NULL &&
                out->site != NULL && out->weight != NULL && out->district != NULL &&
                out->row_start != NULL && out->row != NULL;
    if (room) {
        ct_fairness_compared(problem, compared);
        number_districts(problem, compared, number, out);
        write_districts(problem, number, out);
        write_rows(problem, number, out);
        turn_rows(out);
        out->all_whole = fmax(out->all_whole, 1);
        out->all_unit = out->all_unit > 0 ? out->all_unit : 1; /* without rows nothing is more */
    } else {
        ct_fair_free(out);
    }
    free(number);
    free(compared);
    return room ? CT_OK : ct_fail_memory(err);
}

void ct_fair_parts(const struct ct_fair *fair, const uint8_t *open, int64_t *part)
{
    memcpy(part, fair->base, (fair->compared + 1) * sizeof *part);
    for (size_t i = 0; i < fair->rows; i++) {
        size_t k = fair->start[i];
        while (k < fair->start[i + 1] && !open[fair->site[k]])
            k++;
        part[fair->district[i]] += k < fair->start[i + 1] ? fair->weight[i] : 0;
    }
}

/* --- shares ----------------------------------------------------------------------------------- */

int ct_share_order(const struct ct_share *a, const struct ct_share *b)
{
    wide left = (wide)a->part * b->whole, right = (wide)b->part * a->whole;

    return (left > right) - (left < right);
}

static int by_share(const void *left, const void *right)
{
    const struct ct_share *a = left, *b = right;
    int order = ct_share_order(a, b);

    return order != 0 ? order : (a->district > b->district) - (a->district < b->district);
}

void ct_fair_value(const struct ct_fair *fair, const int64_t *part, struct ct_fair_value *out)
{
    const int64_t enough = fair->problem->fairness.enough;

    out->total = part[fair->compared];
    for (size_t d = 0; d < fair->compared; d++) {
        out->total += part[d];
        out->share[d] = (struct ct_share){part[d], fair->whole[d], (uint32_t)d};
        if (enough > 0 && (wide)part[d] * million >= (wide)enough * fair->whole[d])
            out->share[d] = (struct ct_share){enough, million, (uint32_t)d};
    }
    if (fair->compared > 1)
        qsort(out->share, fair->compared, sizeof *out->share, by_share);
}

int ct_fair_order(const struct ct_fair_value *a, const struct ct_fair_value *b, size_t levels,
                  size_t *at)
{
    for (size_t i = 0; i < levels; i++) {
        int order = ct_share_order(&a->share[i], &b->share[i]);
        *at = i + 1;
        if (order != 0)
            return order;
    }
    *at = levels + 1;
    return (a->total > b->total) - (a->total < b->total);
}

int64_t ct_fair_more(const struct ct_fair *fair, size_t district, const struct ct_share *share)
{
    const int64_t enough = fair->problem->fairness.enough, whole = fair->whole[district];
    const int64_t unit = fair->unit[district] > 0 ? fair->unit[district] : 1;

    if (enough > 0 && (wide)share->part * million >= (wide)enough * share->whole)
        return INT64_MAX;
    int64_t part = (int64_t)((wide)share->part * whole / share->whole) + 1;
    int64_t over = part - fair->base[district];
    if (over <= 0)
        return fair->base[district];
    part = fair->base[district] + (over + unit - 1) / unit * unit;
    return part <= whole ? part : INT64_MAX;
}
