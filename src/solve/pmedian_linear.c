/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The linear relaxation of the p-median over the sites that are free at the root:
 *
 *   min sum of t[i],  t[i] + sum over the row's c < D of (D - c) y[j] >= D,  sum of y <= places,
 *
 * for every demand i and every cost D of its row. Only rows that a solution breaks are added, the
 * worst of a demand in closed form: D is the cost at which the row's y reach 1. Its duals give
 * multipliers (the mean of a demand's D), whose Lagrangian bound is at least the program's; that
 * bound is computed elsewhere and exactly: nothing that GLPK says is taken for proved.
 *
 * Source: C. Duran-Mateluna, Z. Ales, S. Elloumi, "An efficient Benders decomposition for the
 * p-median problem", EJOR 308 (2023).
 */
#include "base/fail.h"
#include "base/grow.h"
#include "solve/pmedian_parts.h"
#include "solve/program.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 1000, TRY_STEPS = 50, FAR = 64, FAR_ROWS = 8 };
static const size_t most_entries = 100000; /* of a linear program's first rows */
static const uint32_t none = UINT32_MAX;
static const double broken = 1e-6; /* of a demand's unit */

struct row {
    uint32_t demand;
    int64_t cost; /* D */
};

struct ct_linear {
    const struct ct_median *median; /* its rows in the root's states */
    struct ct_program *program;
    size_t sites, columns; /* columns: of free sites, then of demands */
    uint32_t *column;      /* [sites]; none: not free */
    uint32_t *of_demand;   /* [demands]: column; none: nothing to decide */
    double *unit;          /* [demands]: its column is (t - least cost) / unit */
    double scale, least;   /* of the objective; sum of least costs */
    struct row *row;       /* of the program, after the number of sites */
    size_t rows, room;
    uint32_t *index; /* [columns] */
    double *factor;  /* [columns] */
    double *value;   /* [columns] */
    double *dual;    /* [dual_room] */
    size_t dual_room;
    double *mass, *level; /* [demands]: sums of duals, of duals x D */
};

/* --- memory ----------------------------------------------------------------------------------- */

void ct_linear_free(void *linear)
{
    struct ct_linear *l = linear;

    if (l == NULL)
        return;
    ct_program_free(l->program);
    free(l->column);
    free(l->of_demand);
    free(l->unit);
    free(l->row);
    free(l->index);
    free(l->factor);
    free(l->value);
    free(l->dual);
    free(l->mass);
    free(l->level);
    free(l);
}

static enum ct_status allocate(struct ct_linear *l, struct ct_error *err)
{
    size_t m = l->median->demands + 1, n = l->sites + 1;

    l->column = malloc(n * sizeof *l->column);
    l->of_demand = malloc(m * sizeof *l->of_demand);
    l->unit = calloc(m, sizeof *l->unit);
    l->mass = calloc(m, sizeof *l->mass);
    l->level = calloc(m, sizeof *l->level);
    l->index = calloc(n + m, sizeof *l->index);
    l->factor = calloc(n + m, sizeof *l->factor);
    l->value = calloc(n + m, sizeof *l->value);
    return l->column && l->of_demand && l->unit && l->mass && l->level && l->index && l->factor &&
                   l->value
               ? CT_OK
               : ct_fail_memory(err);
}

/* --- rows ------------------------------------------------------------------------------------- */

static int64_t least_cost(const struct ct_median *median, size_t i)
{
    return median->start[i] < median->start[i + 1] ? median->cost[median->start[i]]
                                                   : median->limit[i];
}

/* The row of demand i at cost D. */
static enum ct_status add_row(struct ct_linear *l, size_t i, int64_t cost, struct ct_error *err)
{
    const struct ct_median *median = l->median;
    size_t count = 0;
    double unit = l->unit[i];

    if (!ct_grow((void **)&l->row, &l->room, l->rows, sizeof *l->row))
        return ct_fail_memory(err);
    for (size_t k = median->start[i]; k < median->start[i + 1] && median->cost[k] < cost; k++) {
        if (l->column[median->site[k]] == none)
            continue;
        l->index[count] = l->column[median->site[k]];
        l->factor[count++] = (double)(cost - median->cost[k]) / unit;
    }
    l->index[count] = l->of_demand[i];
    l->factor[count++] = 1;
    l->row[l->rows++] = (struct row){(uint32_t)i, cost};
    return ct_program_row(l->program, l->index, l->factor, count,
                          (double)(cost - least_cost(median, i)) / unit, (double)INFINITY, err);
}

/* The rows on both sides of a multiplier. */
static enum ct_status first_rows(struct ct_linear *l, size_t i, int64_t multiplier,
                                 struct ct_error *err)
{
    const struct ct_median *median = l->median;
    int64_t least = least_cost(median, i), below = least, above = median->limit[i];
    enum ct_status status = CT_OK;

    for (size_t k = median->start[i]; k < median->start[i + 1]; k++) {
        if (median->cost[k] >= multiplier) {
            above = median->cost[k];
            break;
        }
        below = median->cost[k];
    }
    if (below > least)
        status = add_row(l, i, below, err);
    if (status == CT_OK && above > below)
        status = add_row(l, i, above, err);
    return status;
}

/* How far demand i costs more than its column says under y = value, in units; *cost: the D. */
static double breach(const struct ct_linear *l, size_t i, int64_t *cost)
{
    const struct ct_median *median = l->median;
    double left = 1, sum = 0, least = (double)least_cost(median, i);

    *cost = median->limit[i];
    for (size_t k = median->start[i]; k < median->start[i + 1]; k++) {
        uint32_t column = l->column[median->site[k]];
        double y = column != none ? l->value[column] : 0;
        if (y >= left - 1e-9) {
            *cost = median->cost[k];
            break;
        }
        left -= y;
        sum += y * ((double)median->cost[k] - least);
    }
    sum += left * ((double)*cost - least);
    return sum / l->unit[i] - l->value[l->of_demand[i]];
}

/* --- the program ------------------------------------------------------------------------------ */

static void count_columns(struct ct_linear *l, const uint8_t *state)
{
    const struct ct_median *median = l->median;

    for (size_t j = 0; j < l->sites; j++)
        l->column[j] = state[j] == CT_SITE_FREE ? (uint32_t)l->columns++ : none;
    for (size_t i = 0; i < median->demands; i++)
        l->of_demand[i] = median->start[i] < median->start[i + 1] ? (uint32_t)l->columns++ : none;
}

static enum ct_status fill(struct ct_linear *l, size_t places, const int64_t *multiplier,
                           struct ct_error *err)
{
    const struct ct_median *median = l->median;
    size_t free_sites = 0;

    for (size_t j = 0; j < l->sites; j++)
        if (l->column[j] != none)
            l->index[free_sites++] = l->column[j];
    enum ct_status status = ct_program_row(l->program, l->index, NULL, free_sites,
                                           -(double)INFINITY, (double)places, err);
    for (size_t i = 0; i < median->demands; i++) {
        double above = (double)(multiplier[i] - least_cost(median, i));
        l->unit[i] = fmax(above, 1);
        l->scale = fmax(l->scale, l->unit[i]);
        l->least += (double)least_cost(median, i);
    }
    for (size_t i = 0; i < median->demands && status == CT_OK; i++) {
        if (l->of_demand[i] == none)
            continue;
        ct_program_column(l->program, l->of_demand[i], 0, (double)INFINITY, -l->unit[i] / l->scale);
        status = first_rows(l, i, multiplier[i], err);
    }
    return status;
}

/* Entries cheaper than the multipliers: what a row of every demand takes in a program. */
static size_t entries_below(const struct ct_median *median, const int64_t *multiplier)
{
    size_t entries = 0;

    for (size_t i = 0; i < median->demands; i++)
        for (size_t k = median->start[i];
             k < median->start[i + 1] && median->cost[k] < multiplier[i]; k++)
            entries++;
    return entries;
}

/* Where a row goes far beyond its multiplier, multipliers are limited, which takes nothing from a
 * bound's truth: the far entries need not be kept. */
static void cut_far(struct ct_median *median, const int64_t *multiplier)
{
    for (size_t i = 0; i < median->demands; i++) {
        size_t from = median->start[i], near = 0, n = median->start[i + 1] - from;
        while (near < n && median->cost[from + near] < multiplier[i])
            near++;
        if (n > FAR_ROWS * near + FAR)
            median->limit[i] = median->cost[from + FAR_ROWS * near + FAR];
    }
}

bool ct_linear_limit(struct ct_median *median, const int64_t *multiplier)
{
    if (entries_below(median, multiplier) > most_entries)
        return false;
    cut_far(median, multiplier);
    return true;
}

enum ct_status ct_linear_new(const struct ct_median *median, const uint8_t *state,
                             const int64_t *multiplier, void **out, struct ct_error *err)
{
    struct ct_linear *l = calloc(1, sizeof *l);
    if (l == NULL)
        return ct_fail_memory(err);
    l->median = median;
    l->sites = median->problem->choice.sites;
    size_t places = ct_free_slots(&median->problem->choice, ct_state_count(state, l->sites));
    enum ct_status status = allocate(l, err);
    if (status == CT_OK) {
        count_columns(l, state);
        status = ct_program_new(l->columns, &l->program, err);
    }
    if (status == CT_OK)
        status = fill(l, places, multiplier, err);
    if (status != CT_OK) {
        ct_linear_free(l);
        return status;
    }
    *out = l;
    return CT_OK;
}

/* --- one solution ----------------------------------------------------------------------------- */

static void set_states(struct ct_linear *l, const uint8_t *state)
{
    for (size_t j = 0; j < l->sites; j++)
        if (l->column[j] != none)
            ct_program_column(l->program, l->column[j], state[j] == CT_SITE_REQUIRED ? 1 : 0,
                              state[j] == CT_SITE_FORBIDDEN ? 0 : 1, 0);
}

/* A demand's multiplier: the mean of the D of its rows by their duals; what is left to the least.
 */
static void read_duals(struct ct_linear *l, int64_t *multiplier)
{
    const struct ct_median *median = l->median;

    memset(l->mass, 0, median->demands * sizeof *l->mass);
    memset(l->level, 0, median->demands * sizeof *l->level);
    for (size_t r = 0; r < l->rows; r++) {
        uint32_t i = l->row[r].demand;
        double part = -l->dual[r + 1] * l->scale / l->unit[i];
        if (part > 0) {
            l->mass[i] += part;
            l->level[i] += part * (double)(l->row[r].cost - least_cost(median, i));
        }
    }
    for (size_t i = 0; i < median->demands; i++) {
        double above = l->level[i] / fmax(l->mass[i], 1);
        double most = (double)(median->limit[i] - least_cost(median, i));
        multiplier[i] =
            above >= most ? median->limit[i] : least_cost(median, i) + (int64_t)(above + 0.5);
    }
}

static enum ct_status add_broken(struct ct_linear *l, size_t *added, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    *added = 0;
    for (size_t i = 0; i < l->median->demands && status == CT_OK; i++) {
        int64_t cost = 0;
        if (l->of_demand[i] == none || breach(l, i, &cost) < broken)
            continue;
        status = add_row(l, i, cost, err);
        ++*added;
    }
    return status;
}

static bool room_for_duals(struct ct_linear *l)
{
    if (l->dual_room > l->rows)
        return true;
    double *more = realloc(l->dual, (l->room + 1) * sizeof *more);
    if (more == NULL)
        return false;
    l->dual = more;
    l->dual_room = l->room + 1;
    return true;
}

/* Of the columns as they are. */
static double value_of(const struct ct_linear *l)
{
    double sum = l->least;

    for (size_t i = 0; i < l->median->demands; i++)
        if (l->of_demand[i] != none)
            sum += l->unit[i] * l->value[l->of_demand[i]];
    return ldexp(sum, -l->median->shift);
}

enum ct_status ct_linear_round(void *linear, const uint8_t *state, struct ct_relaxed *out,
                               struct ct_error *err)
{
    struct ct_linear *l = linear;
    size_t steps = STEPS;

    out->added = 0;
    set_states(l, state);
    if (!room_for_duals(l))
        return ct_fail_memory(err);
    switch (ct_program_go_on(l->program, -(double)INFINITY, &steps, l->value, l->dual)) {
    case CT_PROGRAM_STOPPED:
        out->is = CT_RELAX_UNFINISHED;
        return CT_OK;
    case CT_PROGRAM_IMPOSSIBLE:
        out->is = CT_RELAX_FAILED;
        return CT_OK;
    case CT_PROGRAM_SOLVED:
        break;
    }
    out->is = CT_RELAX_SOLVED;
    out->value = value_of(l);
    for (size_t j = 0; j < l->sites; j++)
        out->mean[j] = l->column[j] != none ? l->value[l->column[j]] : state[j] == CT_SITE_REQUIRED;
    read_duals(l, out->multiplier);
    return add_broken(l, &out->added, err);
}

enum ct_status ct_linear_try(void *linear, uint32_t site, bool opened, double *value,
                             struct ct_error *err)
{
    struct ct_linear *l = linear;
    size_t steps = TRY_STEPS;
    uint8_t *basis = malloc(l->columns + l->rows + 2);

    if (basis == NULL)
        return ct_fail_memory(err);
    ct_program_stand(l->program, basis);
    ct_program_column(l->program, l->column[site], opened, opened, 0);
    enum ct_program_answer answer =
        ct_program_go_on(l->program, -(double)INFINITY, &steps, l->value, NULL);
    *value = answer == CT_PROGRAM_IMPOSSIBLE ? (double)INFINITY : value_of(l);
    ct_program_column(l->program, l->column[site], 0, 1, 0);
    ct_program_return(l->program, basis);
    free(basis);
    return CT_OK;
}
