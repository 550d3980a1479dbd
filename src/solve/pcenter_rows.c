/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * p-center: distances from sites to all demands, and from the few demands looked at to all sites.
 * Memory O(entries) where distances are costs; where they are computed and every site reaches every
 * demand, O(sites x demands looked at).
 */
#include "base/fail.h"
#include "solve/pcenter_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- from sites ------------------------------------------------------------------------------- */

static double distance(const struct ct_problem *problem, size_t entry, size_t demand)
{
    return problem->distance != NULL
               ? problem->distance(problem->context, problem->reach.site[entry], demand)
               : (double)problem->reach.cost[entry];
}

static bool all_reach_all(const struct ct_center *center)
{
    const struct ct_reach_matrix *reach = &center->problem->reach;

    for (size_t k = 0; k < center->demands; k++) {
        uint32_t i = center->demand[k];
        if (reach->start[i + 1] - reach->start[i] != reach->sites)
            return false;
    }
    return center->problem->distance != NULL;
}

/* Lists by site, from the rows. */
static enum ct_status turn(struct ct_center *center, struct ct_error *err)
{
    const struct ct_reach_matrix *reach = &center->problem->reach;
    size_t entries = 0;

    center->start = calloc(reach->sites + 2, sizeof *center->start);
    for (size_t k = 0; k < center->demands; k++)
        entries += reach->start[center->demand[k] + 1] - reach->start[center->demand[k]];
    center->at = malloc((entries + 1) * sizeof *center->at);
    center->value = malloc((entries + 1) * sizeof *center->value);
    if (center->start == NULL || center->at == NULL || center->value == NULL)
        return ct_fail_memory(err);
    for (size_t k = 0; k < center->demands; k++)
        for (size_t e = reach->start[center->demand[k]]; e < reach->start[center->demand[k] + 1];
             e++)
            center->start[reach->site[e] + 2]++;
    for (size_t j = 0; j < reach->sites; j++)
        center->start[j + 2] += center->start[j + 1];
    for (size_t k = 0; k < center->demands; k++) {
        uint32_t i = center->demand[k];
        for (size_t e = reach->start[i]; e < reach->start[i + 1]; e++) {
            size_t to = center->start[reach->site[e] + 1]++;
            center->at[to] = (uint32_t)k;
            center->value[to] = distance(center->problem, e, i);
        }
    }
    return CT_OK;
}

enum ct_status ct_center_new(const struct ct_problem *problem, struct ct_center *out,
                             struct ct_error *err)
{
    size_t demands = problem->reach.demands;

    *out = (struct ct_center){.problem = problem};
    out->demand = malloc((demands + 1) * sizeof *out->demand);
    out->nearest = malloc((demands + 1) * sizeof *out->nearest);
    out->server = malloc((demands + 1) * sizeof *out->server);
    if (out->demand == NULL || out->nearest == NULL || out->server == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < demands; i++)
        if (problem->reach.weight == NULL || problem->reach.weight[i] > 0)
            out->demand[out->demands++] = (uint32_t)i;
    out->complete = all_reach_all(out);
    return out->complete ? CT_OK : turn(out, err);
}

void ct_center_free(struct ct_center *center)
{
    free(center->demand);
    free(center->start);
    free(center->at);
    free(center->value);
    free(center->nearest);
    free(center->server);
    *center = (struct ct_center){0};
}

void ct_center_clear(struct ct_center *center)
{
    for (size_t k = 0; k < center->demands; k++) {
        center->nearest[k] = (double)INFINITY;
        center->server[k] = UINT32_MAX;
    }
}

static void nearer(struct ct_center *center, size_t k, double value, uint32_t site)
{
    if (value >= center->nearest[k])
        return;
    center->nearest[k] = value;
    center->server[k] = site;
}

void ct_center_open(struct ct_center *center, uint32_t site)
{
    const struct ct_problem *problem = center->problem;

    for (size_t k = 0; center->complete && k < center->demands; k++)
        nearer(center, k, problem->distance(problem->context, site, center->demand[k]), site);
    if (center->complete)
        return;
    for (size_t e = center->start[site]; e < center->start[site + 1]; e++)
        nearer(center, center->at[e], center->value[e], site);
}

size_t ct_center_farthest(const struct ct_center *center, double *worst)
{
    size_t far = SIZE_MAX;

    *worst = 0;
    for (size_t k = 0; k < center->demands; k++)
        if (far == SIZE_MAX || center->nearest[k] > *worst) {
            far = k;
            *worst = center->nearest[k];
        }
    return far;
}

/* --- from demands ----------------------------------------------------------------------------- */

struct pair {
    double value;
    uint32_t site;
};

static int by_value(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static size_t collect(const struct ct_problem *problem, size_t demand, struct pair *out)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    size_t n = 0;

    for (size_t e = reach->start[demand]; e < reach->start[demand + 1]; e++) {
        uint32_t j = reach->site[e];
        if (problem->choice.state == NULL || problem->choice.state[j] != CT_SITE_FORBIDDEN)
            out[n++] = (struct pair){distance(problem, e, demand), j};
    }
    qsort(out, n, sizeof *out, by_value);
    return n;
}

static bool grow(const struct ct_center *center, struct ct_center_rows *rows)
{
    if (rows->has == NULL)
        rows->has = calloc(center->demands + 1, 1);
    if (rows->count < rows->room)
        return rows->has != NULL;
    size_t room = rows->room * 2 + 32;
    struct ct_center_row *more = realloc(rows->row, room * sizeof *more);
    if (more == NULL)
        return false;
    rows->row = more;
    rows->room = room;
    return rows->has != NULL;
}

enum ct_status ct_center_add(const struct ct_center *center, struct ct_center_rows *rows,
                             size_t demand, struct ct_error *err)
{
    const struct ct_reach_matrix *reach = &center->problem->reach;
    size_t i = center->demand[demand], most = reach->start[i + 1] - reach->start[i];
    struct pair *pairs = malloc((most + 1) * sizeof *pairs);
    struct ct_center_row row = {.demand = demand,
                                .value = malloc((most + 1) * sizeof(double)),
                                .site = malloc((most + 1) * sizeof(uint32_t))};

    if (pairs == NULL || row.value == NULL || row.site == NULL || !grow(center, rows)) {
        free(pairs);
        free(row.value);
        free(row.site);
        return ct_fail_memory(err);
    }
    row.count = collect(center->problem, i, pairs);
    for (size_t k = 0; k < row.count; k++) {
        row.value[k] = pairs[k].value;
        row.site[k] = pairs[k].site;
    }
    free(pairs);
    rows->row[rows->count++] = row;
    rows->has[demand] = 1;
    return CT_OK;
}

void ct_center_rows_free(struct ct_center_rows *rows)
{
    for (size_t k = 0; k < rows->count; k++) {
        free(rows->row[k].value);
        free(rows->row[k].site);
    }
    free(rows->row);
    free(rows->has);
    *rows = (struct ct_center_rows){0};
}

/* The first entry whose value is > radius, or >= radius where it is not to be counted in. */
static size_t first_beyond(const struct ct_center_row *row, double radius, bool with)
{
    size_t from = 0, to = row->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (row->value[middle] < radius || (with && row->value[middle] == radius))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

size_t ct_center_within(const struct ct_center_row *row, double radius)
{
    return first_beyond(row, radius, true);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum ct_status ct_center_distances(const struct ct_center_rows *rows, double low, double high,
                                   double **out, size_t *count, struct ct_error *err)
{
    size_t most = 0, n = 0;

    high = high > low ? high : low;
    for (size_t k = 0; k < rows->count; k++)
        most += first_beyond(&rows->row[k], high, false) - first_beyond(&rows->row[k], low, false);
    double *all = calloc(most > 0 ? most : 1, sizeof *all);
    if (all == NULL)
        return ct_fail_memory(err);
    for (size_t k = 0; k < rows->count; k++) {
        const struct ct_center_row *row = &rows->row[k];
        size_t end = first_beyond(row, high, false);
        for (size_t e = first_beyond(row, low, false); e < end; e++)
            all[n++] = row->value[e];
    }
    qsort(all, n, sizeof *all, by_size);
    *count = 0;
    for (size_t k = 0; k < n; k++)
        if (k == 0 || all[k] != all[k - 1])
            all[(*count)++] = all[k];
    *out = all;
    return CT_OK;
}
