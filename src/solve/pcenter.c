/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Model "pcenter": the least worst distance with at most so many sites, or sites of at most so much
 * price. Exact: a search over distances with set covering (solve/cover.h) on the few demands that
 * matter. No set of sites within r of these demands: the optimum is farther than r. One that is
 * near to these but not to all: its farthest demands are looked at from now on. The answer is
 * proved when no distance of these demands is left between bound and answer.
 * Sources: Minieka 1970; Chen, Chen 2009; Contardo, Iori, Kramer 2019. Memory: pcenter_rows.c.
 */
#include "base/fail.h"
#include "solve/models.h"
#include "solve/pcenter_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of the answer: where halving without branching ends, at first for bounds, for answers, for
 * bounds.
 */
#define COARSE      0.05
#define ANSWER_NEAR 0.0005
#define BOUND_NEAR  0.002

struct work {
    const struct ct_problem *problem;
    const struct ct_search *search;
    struct ct_center center;
    struct ct_center_rows rows;
    struct ct_choice sides; /* what remains of the choice beside the limit */
    bool by_price;
    int64_t limit;    /* of sites, or of price */
    double low, high; /* no answer below low; the best one */
    bool unknown;
    uint32_t *best;
    size_t best_count;
    uint64_t nodes;
};

static enum ct_status check(const struct ct_problem *problem, struct ct_error *err)
{
    const char *what = problem->capacity != NULL ? "capacity"
                       : problem->value != NULL  ? "value"
                       : problem->twice          ? "twice"
                       : problem->share > 0      ? "share"
                                                 : NULL;
    int64_t sum = 0;

    if (what == NULL && problem->distance == NULL && problem->reach.cost == NULL)
        what = "cost";
    if (what != NULL)
        return ct_fail(err, CT_USAGE, "E0801", "model", "pcenter", "what", what, NULL);
    for (size_t j = 0; problem->choice.price != NULL && j < problem->choice.sites; j++)
        if (problem->choice.price[j] < 0 ||
            __builtin_add_overflow(sum, problem->choice.price[j], &sum) || sum > (int64_t)1 << 53)
            return ct_fail(err, CT_USAGE, "E0819", NULL);
    return CT_OK;
}

static void limits(struct work *w)
{
    const struct ct_choice *choice = &w->problem->choice;

    w->sides = *choice;
    w->by_price = choice->price != NULL && choice->budget >= 0;
    w->limit = w->by_price        ? choice->budget
               : choice->most > 0 ? (int64_t)choice->most
                                  : (int64_t)choice->sites;
    if (!w->by_price)
        w->sides.most = 0;
}

/* --- a set of sites --------------------------------------------------------------------------- */

/* Looks at a set; keeps it where it is allowed and better. */
static double look_at(struct work *w, const uint32_t *site, size_t count)
{
    double worst;

    ct_center_clear(&w->center);
    for (size_t k = 0; k < count; k++)
        ct_center_open(&w->center, site[k]);
    ct_center_farthest(&w->center, &worst);
    if (worst < w->high && ct_choice_allows(&w->problem->choice, site, count)) {
        w->high = worst;
        w->best_count = count;
        for (size_t k = 0; k < count; k++)
            w->best[k] = site[k];
    }
    return worst;
}

/* The first rows: each farthest from the sites next to those before it; they are a first answer. */
static enum ct_status first_rows(struct work *w, struct ct_error *err)
{
    size_t sites = w->problem->reach.sites, count = 0;
    size_t most = w->by_price ? 32 : (size_t)w->limit;
    uint32_t *chosen = malloc((sites + 1) * sizeof *chosen);
    enum ct_status status = chosen != NULL ? CT_OK : ct_fail_memory(err);

    ct_center_clear(&w->center);
    for (size_t j = 0; status == CT_OK && j < sites; j++)
        if (w->problem->choice.state != NULL && w->problem->choice.state[j] == CT_SITE_REQUIRED) {
            chosen[count++] = (uint32_t)j;
            ct_center_open(&w->center, (uint32_t)j);
        }
    while (status == CT_OK && count <= most) {
        double worst;
        size_t far = ct_center_farthest(&w->center, &worst);
        if (far == SIZE_MAX || worst <= 0 || (w->rows.has != NULL && w->rows.has[far]))
            break;
        status = ct_center_add(&w->center, &w->rows, far, err);
        const struct ct_center_row *row = &w->rows.row[w->rows.count - 1];
        if (status != CT_OK || row->count == 0 || count == most || worst <= row->value[0])
            break;
        chosen[count++] = row->site[0];
        ct_center_open(&w->center, row->site[0]);
    }
    if (status == CT_OK)
        look_at(w, chosen, count);
    free(chosen);
    return status;
}

/* Rows for demands that the set looked at last leaves farther than `radius`: the farthest of each
 * of its sites, the farthest first, some of them. *added: how many. */
static enum ct_status more_rows(struct work *w, double radius, size_t *added, struct ct_error *err)
{
    size_t most = 4 + w->best_count / 8;
    enum ct_status status = CT_OK;

    for (*added = 0; *added < most && status == CT_OK; (*added)++) {
        double worst;
        size_t far = ct_center_farthest(&w->center, &worst);
        if (far == SIZE_MAX || worst <= radius)
            break;
        uint32_t server = w->center.server[far];
        if (!w->rows.has || !w->rows.has[far])
            status = ct_center_add(&w->center, &w->rows, far, err);
        for (size_t k = 0; k < w->center.demands; k++)
            if (k == far || (server != UINT32_MAX && w->center.server[k] == server))
                w->center.nearest[k] = 0;
    }
    return status;
}

/* --- can the rows be covered? ----------------------------------------------------------------- */

/* A cover of so many demand rows and entries, with its side rows to come. */
static struct ct_cover *empty_cover(const struct work *w, size_t demands, size_t entries)
{
    size_t sites = w->problem->reach.sites, side_rows, side_entries;

    ct_cover_side_size(&w->sides, &side_rows, &side_entries);
    struct ct_cover *c = ct_cover_new(demands + side_rows, sites, entries + side_entries, 0);
    if (c == NULL)
        return NULL;
    for (size_t j = 0; j < sites; j++) {
        c->price[j] = w->by_price ? w->problem->choice.price[j] : 1;
        c->site[j] = (uint32_t)j;
    }
    c->demands = demands;
    for (size_t k = 0; k < demands; k++) {
        c->need[k] = 1;
        c->weight[k] = CT_COVER_MUST;
    }
    return c;
}

static struct ct_cover *cover_of_rows(const struct work *w, double radius)
{
    size_t entries = 0, at = 0;

    for (size_t k = 0; k < w->rows.count; k++)
        entries += ct_center_within(&w->rows.row[k], radius);
    struct ct_cover *c = empty_cover(w, w->rows.count, entries);
    for (size_t k = 0; c != NULL && k < w->rows.count; k++) {
        size_t count = ct_center_within(&w->rows.row[k], radius);
        memcpy(c->row_column + at, w->rows.row[k].site, count * sizeof(uint32_t));
        c->row_start[k + 1] = at += count;
    }
    return c;
}

/* The limits on the search hold for the whole of it: whoever watches sees its numbers. */
static bool watch(void *context, double objective, double bound)
{
    const struct work *w = context;
    (void)objective;
    (void)bound;
    return w->search->go_on == NULL || w->search->go_on(w->search->context, w->high, w->low);
}

/* Is there a set within `radius` of the rows? w->unknown: not found, and not proved that there is
 * none. */
static enum ct_status ask(struct work *w, double radius, bool branching,
                          struct ct_cover_result *out, struct ct_error *err)
{
    struct ct_search search = *w->search;
    struct ct_cover *cover = cover_of_rows(w, radius);
    uint8_t *state = malloc(w->problem->reach.sites + 1);
    enum ct_status status = cover != NULL && state != NULL ? CT_OK : ct_fail_memory(err);

    search.go_on = watch;
    search.context = w;
    *out = (struct ct_cover_result){0};
    if (status == CT_OK) {
        ct_cover_sides(cover, &w->sides);
        ct_cover_index(cover);
        ct_cover_states(&w->problem->choice, state);
        status = ct_cover_solve(cover, state, w->limit, w->limit, !branching, &search, out, err);
    }
    w->nodes += out->nodes;
    w->unknown = !out->found && out->bound <= w->limit;
    ct_cover_free(cover);
    free(state);
    return status;
}

/* --- the search ------------------------------------------------------------------------------- */

/* A set that reaches all demands at all, or proof that there is none: high stays infinite. */
static enum ct_status reach_all(struct work *w, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool possible = true;

    while (status == CT_OK && isinf(w->high) && possible && !w->unknown) {
        struct ct_cover_result result;
        size_t added;
        status = ask(w, (double)INFINITY, true, &result, err);
        possible = result.found;
        if (status == CT_OK && possible) {
            look_at(w, result.site, result.count);
            status = more_rows(w, 1e300, &added, err);
        }
        ct_cover_result_free(&result);
    }
    return status;
}

/* All distances of the rows from w->low or later on, up to but without `end`. */
struct distances {
    double *value, end;
    size_t count;
};

static enum ct_status distances_between(const struct work *w, double from, double to,
                                        struct distances *out, struct ct_error *err)
{
    *out = (struct distances){.end = to};
    return ct_center_distances(&w->rows, from, to, &out->value, &out->count, err);
}

/* One of the distances: raises low, or lowers high, or looks at more demands, or nobody knows. */
static enum ct_status try_distance(struct work *w, const struct distances *some, size_t at,
                                   bool branching, struct ct_error *err)
{
    struct ct_cover_result result;
    size_t added;
    double radius = some->value[at];
    enum ct_status status = ask(w, radius, branching, &result, err);

    if (status == CT_OK && !w->unknown && !result.found)
        w->low = at + 1 < some->count ? some->value[at + 1] : some->end;
    if (status == CT_OK && result.found && look_at(w, result.site, result.count) > radius)
        status = more_rows(w, radius, &added, err);
    ct_cover_result_free(&result);
    return status;
}

/* Halves the distances between *from and *to, without branching; where nobody knows, one end moves:
 * `upwards` looks for answers, else for bounds. Ends where they are `near` of the answer. */
static enum ct_status halve(struct work *w, double *from, double *to, bool upwards, double near,
                            struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool more = true;

    while (status == CT_OK && more && ct_search_goes_on(w->search, w->high, w->low)) {
        struct distances some;
        *from = w->low > *from ? w->low : *from;
        *to = w->high < *to ? w->high : *to;
        status = distances_between(w, *from, *to, &some, err);
        size_t at = some.count / 2;
        more = some.count > 0 && *to - *from > near * w->high;
        if (status == CT_OK && more)
            status = try_distance(w, &some, at, false, err);
        if (status == CT_OK && more && w->unknown)
            *(upwards ? from : to) =
                upwards ? nextafter(some.value[at], (double)INFINITY) : some.value[at];
        free(some.value);
    }
    return status;
}

/* The distance next to the best answer, with branching, until there is none. */
static enum ct_status close_in(struct work *w, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    w->unknown = false;
    while (status == CT_OK && w->low < w->high && !w->unknown &&
           ct_search_goes_on(w->search, w->high, w->low)) {
        struct distances some;
        status = distances_between(w, w->low, w->high, &some, err);
        if (status == CT_OK && some.count == 0)
            w->low = w->high;
        else if (status == CT_OK)
            status = try_distance(w, &some, some.count - 1, true, err);
        free(some.value);
    }
    return status;
}

static enum ct_status search_distances(struct work *w, struct ct_error *err)
{
    double from = 0, to = w->high;
    enum ct_status status = halve(w, &from, &to, false, COARSE, err);

    from = w->low;
    to = w->high;
    if (status == CT_OK)
        status = halve(w, &from, &to, true, ANSWER_NEAR, err);
    to = from;
    from = w->low;
    if (status == CT_OK && to > from)
        status = halve(w, &from, &to, false, BOUND_NEAR, err);
    return status == CT_OK ? close_in(w, err) : status;
}

/* --- the answer ------------------------------------------------------------------------------- */

static int by_site(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void explain(const struct ct_problem *problem, struct ct_solution *out)
{
    struct ct_problem all = *problem;
    const char *const none[] = {NULL};

    out->status = CT_SOLVED_INFEASIBLE;
    out->objective = out->bound = (double)NAN;
    all.share = -1;
    if (ct_site_why_unreached(&all, out))
        return;
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        ct_message_format(out->why[lang], sizeof out->why[lang], "E0817", CT_TEXT_MESSAGE,
                          (enum ct_language)lang, none);
}

static enum ct_status answer(struct work *w, struct ct_solution *out, struct ct_error *err)
{
    out->nodes = w->nodes;
    if (isinf(w->high) && !w->unknown) {
        explain(w->problem, out);
        return CT_OK;
    }
    out->bound = w->low;
    out->objective = (double)NAN;
    out->status = CT_SOLVED_FEASIBLE;
    if (isinf(w->high))
        return CT_OK;
    qsort(w->best, w->best_count, sizeof *w->best, by_site);
    if (!ct_choice_allows(&w->problem->choice, w->best, w->best_count) ||
        ct_problem_center(w->problem, w->best, w->best_count) != w->high)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", "pcenter", NULL);
    out->objective = w->high;
    out->status = w->low >= w->high ? CT_SOLVED_OPTIMAL : CT_SOLVED_FEASIBLE;
    out->count = w->best_count;
    out->site = w->best;
    w->best = NULL;
    return CT_OK;
}

static enum ct_status solve(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err)
{
    struct work w = {.problem = problem, .search = search, .high = (double)INFINITY};

    *out = (struct ct_solution){0};
    enum ct_status status = check(problem, err);
    if (status != CT_OK)
        return status;
    limits(&w);
    w.best = malloc((problem->choice.sites + 1) * sizeof *w.best);
    if (w.best == NULL)
        return ct_fail_memory(err);
    status = ct_center_new(problem, &w.center, err);
    if (status == CT_OK)
        status = first_rows(&w, err);
    if (status == CT_OK)
        status = reach_all(&w, err);
    if (status == CT_OK && !isinf(w.high))
        status = search_distances(&w, err);
    if (status == CT_OK)
        status = answer(&w, out, err);
    ct_center_rows_free(&w.rows);
    ct_center_free(&w.center);
    free(w.best);
    return status;
}

const struct ct_model ct_model_pcenter = {
    .name = "pcenter",
    .title = {"p-center: the least worst distance", "p-中心：最远距离最短"},
    .maximises = false,
    .solve = solve,
};
