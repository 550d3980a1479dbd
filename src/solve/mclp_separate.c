/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding cuts that a solution of the relaxation breaks. A set S of rows breaks its cut by half of
 * 1 - (sum over S of the rows' slacks + x of the sites in an odd number of them), so from each row
 * that is tight, pairs of neighbouring rows are added while that sum falls. Cost: a start looks at
 * all pairs of at most NEIGHBOURS rows, over the sites that are opened in part; STARTS starts at
 * most, those of the heaviest rows. Starts are independent: tasks of the pool.
 */
#include "base/fail.h"
#include "solve/mclp_cuts.h"
#include "solve/pick.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STARTS = 8000, TASKS = 16, NEIGHBOURS = 60, MOST_ROWS = 5, USES = 20, MOST_CUTS = 4000 };
static const double least_part = 1e-4;   /* opened at least, to be looked at */
static const double most_slack = 0.3;    /* of a row */
static const double least_shared = 0.1;  /* of two neighbours; at most 1 - it */
static const double least_better = 0.02; /* that a pair of rows must bring */
static const double most_sum = 0.96;     /* of a cut that is broken */

struct found {
    double sum; /* below 1: broken */
    uint32_t row[MOST_ROWS];
    uint8_t count;
};

/* Tight rows by the sites that are opened in part. */
struct support {
    const struct ct_mclp *cover;
    const float *x, *y;
    unsigned round;
    size_t rows;
    uint32_t *name; /* [rows]: the cover's */
    double *slack;  /* [rows] */
    size_t *start;  /* [rows + 1] */
    uint32_t *site;
    size_t *column;      /* [sites + 1] */
    uint32_t *in;        /* rows by site */
    struct found *found; /* [rows] */
};

/* --- the support ------------------------------------------------------------------------------ */

/* How far a row is from being covered by exactly one site opened in all. */
static double slack_of(const struct ct_mclp *cover, const float *x, const float *y, size_t i)
{
    double sum = 0;

    for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++)
        sum += (double)x[cover->site[k]];
    return fmax(1 - (double)y[i], 0) + fmax(sum - (double)y[i], 0);
}

/* The heaviest tight rows, in the order of the cover. */
static bool choose_rows(struct support *s)
{
    const struct ct_mclp *cover = s->cover;
    struct ct_pick *pick = malloc((cover->rows + 1) * sizeof *pick);
    uint8_t *chosen = calloc(cover->rows + 1, 1);
    size_t count = 0;

    for (size_t i = 0; pick != NULL && i < cover->rows; i++)
        if (cover->need[i] == 1 && slack_of(cover, s->x, s->y, i) <= most_slack)
            pick[count++] = (struct ct_pick){.profit = cover->weight[i], .site = (uint32_t)i};
    s->rows = count < STARTS ? count : STARTS;
    s->name = malloc((s->rows + 1) * sizeof *s->name);
    bool made = pick != NULL && chosen != NULL && s->name != NULL;
    if (made) {
        ct_pick_largest(pick, count, s->rows);
        for (size_t i = 0; i < s->rows; i++)
            chosen[pick[i].site] = 1;
        for (size_t i = 0, k = 0; i < cover->rows; i++)
            if (chosen[i])
                s->name[k++] = (uint32_t)i;
    }
    free(pick);
    free(chosen);
    return made;
}

static bool write_rows(struct support *s)
{
    const struct ct_mclp *cover = s->cover;
    size_t entries = 0;

    for (size_t i = 0; i < s->rows; i++)
        entries += cover->start[s->name[i] + 1] - cover->start[s->name[i]];
    s->slack = malloc((s->rows + 1) * sizeof *s->slack);
    s->start = calloc(s->rows + 1, sizeof *s->start);
    s->site = malloc((entries + 1) * sizeof *s->site);
    s->column = calloc(cover->sites + 2, sizeof *s->column);
    s->in = malloc((entries + 1) * sizeof *s->in);
    s->found = calloc(s->rows + 1, sizeof *s->found);
    if (s->slack == NULL || s->start == NULL || s->site == NULL || s->column == NULL ||
        s->in == NULL || s->found == NULL)
        return false;
    entries = 0;
    for (size_t i = 0; i < s->rows; i++) {
        s->slack[i] = slack_of(cover, s->x, s->y, s->name[i]);
        for (size_t k = cover->start[s->name[i]]; k < cover->start[s->name[i] + 1]; k++)
            if ((double)s->x[cover->site[k]] > least_part)
                s->site[entries++] = cover->site[k];
        s->start[i + 1] = entries;
    }
    return true;
}

static void write_columns(struct support *s)
{
    size_t n = s->cover->sites;

    for (size_t k = 0; k < s->start[s->rows]; k++)
        s->column[s->site[k] + 2]++;
    for (size_t j = 1; j < n; j++)
        s->column[j + 1] += s->column[j];
    for (size_t i = 0; i < s->rows; i++)
        for (size_t k = s->start[i]; k < s->start[i + 1]; k++)
            s->in[s->column[s->site[k] + 1]++] = (uint32_t)i;
}

static void free_support(struct support *s)
{
    free(s->name);
    free(s->slack);
    free(s->start);
    free(s->site);
    free(s->column);
    free(s->in);
    free(s->found);
}

/* --- a start ---------------------------------------------------------------------------------- */

struct start {
    const struct support *s;
    double *toll;   /* [sites]: what one more row of the site adds: x, or -x where it is in an odd
                       number */
    double *shared; /* [rows]: with the row at hand; zero between */
    uint32_t *near; /* [rows]: its neighbours */
    size_t count;
};

static double toll_of(const struct start *t, size_t row)
{
    const struct support *s = t->s;
    double sum = s->slack[row];

    for (size_t k = s->start[row]; k < s->start[row + 1]; k++)
        sum += t->toll[s->site[k]];
    return sum;
}

static void turn(struct start *t, size_t row)
{
    for (size_t k = t->s->start[row]; k < t->s->start[row + 1]; k++)
        t->toll[t->s->site[k]] = -t->toll[t->s->site[k]];
}

/* splitmix64 */
static size_t random_below(uint64_t *state, size_t n)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15U;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return (size_t)((z ^ z >> 31) % n);
}

/* Rows that share some of what opens row i, but not most; a random part of them. */
static void find_neighbours(struct start *t, size_t i)
{
    const struct support *s = t->s;
    uint64_t random = (uint64_t)s->round << 32 | s->name[i];
    size_t kept = 0;

    t->count = 0;
    for (size_t k = s->start[i]; k < s->start[i + 1]; k++) {
        uint32_t j = s->site[k];
        for (size_t q = s->column[j]; q < s->column[j + 1]; q++) {
            if (t->shared[s->in[q]] == 0)
                t->near[t->count++] = s->in[q];
            t->shared[s->in[q]] += (double)s->x[j];
        }
    }
    for (size_t a = 0; a < t->count; a++) {
        double shared = t->shared[t->near[a]];
        t->shared[t->near[a]] = 0;
        if (t->near[a] != i && shared > least_shared && shared < 1 - least_shared)
            t->near[kept++] = t->near[a];
    }
    for (t->count = kept; t->count > NEIGHBOURS;)
        t->near[random_below(&random, t->count)] = t->near[t->count - 1], t->count--;
}

/* The best pair of neighbours to add; false: none is good enough. */
static bool best_pair(struct start *t, double *sum, size_t *first, size_t *second)
{
    double best = *sum - least_better;
    bool found = false;

    for (size_t a = 0; a < t->count; a++) {
        double with = *sum + toll_of(t, t->near[a]);
        turn(t, t->near[a]);
        for (size_t b = a + 1; b < t->count; b++) {
            double both = with + toll_of(t, t->near[b]);
            if (both >= best)
                continue;
            best = both;
            *first = a;
            *second = b;
            found = true;
        }
        turn(t, t->near[a]);
    }
    *sum = found ? best : *sum;
    return found;
}

/* Takes the a-th neighbour into the set. */
static void take(struct start *t, size_t a, struct found *out)
{
    out->row[out->count++] = t->near[a];
    turn(t, t->near[a]);
    t->near[a] = t->near[--t->count];
}

static void start_at(struct start *t, size_t i, struct found *out)
{
    size_t a = 0, b = 0;

    *out = (struct found){.count = 1, .row = {(uint32_t)i}};
    out->sum = toll_of(t, i);
    find_neighbours(t, i);
    turn(t, i);
    while (out->count + 2 <= MOST_ROWS && best_pair(t, &out->sum, &a, &b)) {
        take(t, b, out); /* the later one first: it does not move the other */
        take(t, a, out);
    }
    for (size_t k = 0; k < out->count; k++)
        turn(t, out->row[k]);
}

static enum ct_status do_task(void *context, size_t task, int worker, struct ct_error *err)
{
    const struct support *s = context;
    size_t n = s->cover->sites;
    struct start t = {.s = s};

    (void)worker;
    t.toll = malloc((n + 1) * sizeof *t.toll);
    t.shared = calloc(s->rows + 1, sizeof *t.shared);
    t.near = malloc((s->rows + 1) * sizeof *t.near);
    bool made = t.toll != NULL && t.shared != NULL && t.near != NULL;
    for (size_t j = 0; made && j < n; j++)
        t.toll[j] = (double)s->x[j];
    for (size_t i = task; made && i < s->rows; i += TASKS)
        start_at(&t, i, &s->found[i]);
    free(t.toll);
    free(t.shared);
    free(t.near);
    return made ? CT_OK : ct_fail_memory(err);
}

/* --- the cuts --------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The rows of a found set by the cover's numbers, ascending. */
static void name_rows(const struct support *s, struct found *found)
{
    for (size_t k = 0; k < found->count; k++)
        found->row[k] = s->name[found->row[k]];
    qsort(found->row, found->count, sizeof *found->row, by_number);
}

static bool is_known(const struct ct_mclp_cuts *cuts, const struct found *found)
{
    for (size_t c = 0; c < cuts->count; c++)
        if (cuts->row_start[c + 1] - cuts->row_start[c] == found->count &&
            memcmp(cuts->row + cuts->row_start[c], found->row, found->count * sizeof *found->row) ==
                0)
            return true;
    return false;
}

/* The most broken first, while their rows are not in too many of them. */
static enum ct_status add_cuts(struct support *s, struct ct_mclp_cuts *cuts, size_t *added,
                               struct ct_error *err)
{
    const struct ct_mclp *cover = s->cover;
    struct ct_pick *pick = malloc((s->rows + 1) * sizeof *pick);
    uint8_t *scratch = calloc(cover->sites + 1, 1), *uses = calloc(cover->rows + 1, 1);
    size_t count = 0;
    enum ct_status status =
        pick == NULL || scratch == NULL || uses == NULL ? ct_fail_memory(err) : CT_OK;

    for (size_t i = 0; status == CT_OK && i < s->rows; i++) {
        if (s->found[i].count < 3 || s->found[i].sum > most_sum)
            continue;
        name_rows(s, &s->found[i]);
        pick[count++] = (struct ct_pick){.profit = -s->found[i].sum, .site = (uint32_t)i};
    }
    if (status == CT_OK)
        ct_pick_sort(pick, count);
    for (size_t i = 0; status == CT_OK && i < count && *added < MOST_CUTS; i++) {
        const struct found *found = &s->found[pick[i].site];
        bool often = false;
        for (size_t k = 0; k < found->count; k++)
            often = often || uses[found->row[k]] >= USES;
        if (often || is_known(cuts, found))
            continue;
        for (size_t k = 0; k < found->count; k++)
            uses[found->row[k]]++;
        status = ct_mclp_cuts_add(cuts, cover, found->row, found->count, scratch, err);
        ++*added;
    }
    free(pick);
    free(scratch);
    free(uses);
    return status;
}

enum ct_status ct_mclp_separate(const struct ct_mclp *cover, const float *x, const float *y,
                                unsigned round, struct ct_pool *pool, struct ct_mclp_cuts *cuts,
                                size_t *added, struct ct_error *err)
{
    struct support s = {.cover = cover, .x = x, .y = y, .round = round};
    enum ct_status status = choose_rows(&s) && write_rows(&s) ? CT_OK : ct_fail_memory(err);

    *added = 0;
    if (status == CT_OK)
        write_columns(&s);
    for (size_t i = 0; status == CT_OK && pool == NULL && i < TASKS; i++)
        status = do_task(&s, i, 0, err);
    if (status == CT_OK && pool != NULL)
        status = ct_pool_run(pool, TASKS, do_task, &s, err);
    if (status == CT_OK)
        status = add_cuts(&s, cuts, added, err);
    free_support(&s);
    return status;
}
