/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Good sets for maximal covering: greedy, exchanges of one site for another with gains kept up to
 * date (as in Resende and Werneck 2007 for the p-median), and iterated local search. A row that is
 * covered once remembers by whom, as the exclusive-or of its open sites, so that covering it twice
 * costs nothing. Opening or closing a site costs the entries of its rows whose state changes; an
 * exchange that is tried, two of those and a look at all sites. Memory: the entries once more, by
 * site.
 */
#include "base/fail.h"
#include "site/mclp.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ct_exchange {
    const struct ct_choice *choice;
    const struct ct_mclp *cover;
    size_t *start;    /* [sites + 1] */
    uint32_t *row;    /* by site */
    uint32_t *count;  /* [rows]: open sites */
    uint32_t *keeper; /* [rows]: exclusive-or of its open sites */
    double *gain;     /* [sites]: of opening, or the loss of closing */
    uint8_t *open, *best;
    uint32_t *list, *order; /* the open sites; scratch */
    size_t opened;
    double value, best_value, work;
    uint64_t random;
    /* what the choice limits; groups of a site in group[group_start[j]..] */
    size_t *group_start;
    uint32_t *group;
    size_t *in_group;    /* [groups]: open sites */
    size_t short_groups; /* groups with fewer than their least */
    bool budget;
    int64_t left;
};

/* --- making ----------------------------------------------------------------------------------- */

void ct_exchange_free(struct ct_exchange *swap)
{
    if (swap == NULL)
        return;
    free(swap->start);
    free(swap->row);
    free(swap->count);
    free(swap->keeper);
    free(swap->gain);
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
    s->gain = calloc(n, sizeof *s->gain);
    s->open = calloc(n, 1);
    s->best = calloc(n, 1);
    s->list = calloc(n, sizeof *s->list);
    s->order = calloc(n, sizeof *s->order);
    s->group_start = calloc(n, sizeof *s->group_start);
    s->group = malloc(members * sizeof *s->group);
    s->in_group = calloc(s->choice->group_count + 1, sizeof *s->in_group);
    return s->start != NULL && s->row != NULL && s->count != NULL && s->keeper != NULL &&
           s->gain != NULL && s->open != NULL && s->best != NULL && s->list != NULL &&
           s->order != NULL && s->group_start != NULL && s->group != NULL && s->in_group != NULL;
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

/* splitmix64 (Steele, Lea, Flood 2014) */
static size_t random_below(struct ct_exchange *s, size_t n)
{
    uint64_t z = s->random += 0x9E3779B97F4A7C15U;

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return (size_t)((z ^ z >> 31) % (n > 0 ? n : 1));
}

/* --- opening and closing ---------------------------------------------------------------------- */

/* A row's gains change for the sites but one: by `closed` for closed ones, by `opened` for open. */
static void change_row(struct ct_exchange *s, size_t i, size_t but, double closed, double opened)
{
    const struct ct_mclp *cover = s->cover;

    for (size_t k = cover->start[i]; k < cover->start[i + 1]; k++) {
        uint32_t j = cover->site[k];
        s->gain[j] += j == but ? 0 : s->open[j] ? opened : closed;
    }
    s->work += (double)(cover->start[i + 1] - cover->start[i]);
}

static void count_up(struct ct_exchange *s, size_t i, size_t j)
{
    double weight = s->cover->weight[i];
    unsigned need = s->cover->need[i], count = s->count[i];

    if (count + 1 == need) {
        s->value += weight;
        change_row(s, i, j, -weight, weight);
    } else if (count + 2 == need) {
        change_row(s, i, j, weight, 0);
    } else if (count == need && need == 1) {
        s->gain[s->keeper[i]] -= weight;
    } else if (count == need) {
        change_row(s, i, j, 0, -weight);
    }
    s->count[i]++;
    s->keeper[i] ^= (uint32_t)j;
}

static void count_down(struct ct_exchange *s, size_t i, size_t j)
{
    double weight = s->cover->weight[i];
    unsigned need = s->cover->need[i], count = s->count[i];

    s->count[i]--;
    s->keeper[i] ^= (uint32_t)j;
    if (count == need) {
        s->value -= weight;
        change_row(s, i, j, weight, -weight);
    } else if (count + 1 == need) {
        change_row(s, i, j, -weight, 0);
    } else if (count == need + 1 && need == 1) {
        s->gain[s->keeper[i]] += weight;
    } else if (count == need + 1) {
        change_row(s, i, j, 0, weight);
    }
}

/* Counts a site in or out of its groups and the budget. */
static void count_limits(struct ct_exchange *s, size_t j, bool in)
{
    if (s->budget)
        s->left += in ? -s->choice->price[s->cover->name[j]] : s->choice->price[s->cover->name[j]];
    for (size_t k = s->group_start[j]; k < s->group_start[j + 1]; k++) {
        size_t g = s->group[k], least = s->choice->groups[g].least;
        bool was = s->in_group[g] < least;
        s->in_group[g] = in ? s->in_group[g] + 1 : s->in_group[g] - 1;
        bool is = s->in_group[g] < least;
        s->short_groups = s->short_groups + is - was;
    }
}

static void open_site(struct ct_exchange *s, size_t j)
{
    s->open[j] = 1;
    s->value += s->cover->own[j];
    for (size_t k = s->start[j]; k < s->start[j + 1]; k++)
        count_up(s, s->row[k], j);
    s->list[s->opened++] = (uint32_t)j;
    count_limits(s, j, true);
}

static void close_site(struct ct_exchange *s, size_t j)
{
    size_t at = 0;

    s->open[j] = 0;
    s->value -= s->cover->own[j];
    for (size_t k = s->start[j]; k < s->start[j + 1]; k++)
        count_down(s, s->row[k], j);
    while (s->list[at] != j)
        at++;
    s->list[at] = s->list[--s->opened];
    count_limits(s, j, false);
}

/* --- what is allowed -------------------------------------------------------------------------- */

static bool may_open(const struct ct_exchange *s, size_t j)
{
    if (s->open[j] || s->opened >= s->cover->most ||
        (s->budget && s->choice->price[s->cover->name[j]] > s->left))
        return false;
    for (size_t k = s->group_start[j]; k < s->group_start[j + 1]; k++) {
        size_t g = s->group[k];
        if (s->in_group[g] >= s->choice->groups[g].most)
            return false;
    }
    return true;
}

/* Are all lower limits met once site j is open? */
static bool completes(const struct ct_exchange *s, size_t j)
{
    size_t mended = 0;

    for (size_t k = s->group_start[j]; k < s->group_start[j + 1]; k++)
        mended += s->in_group[s->group[k]] + 1 == s->choice->groups[s->group[k]].least;
    return s->opened + 1 >= s->cover->least && mended == s->short_groups;
}

static bool is_allowed(const struct ct_exchange *s)
{
    return s->opened >= s->cover->least && s->opened <= s->cover->most && s->short_groups == 0 &&
           (!s->budget || s->left >= 0);
}

static void keep_best(struct ct_exchange *s)
{
    if (!is_allowed(s) || s->value <= s->best_value)
        return;
    for (size_t g = 0; g < s->choice->group_count; g++)
        if (s->in_group[g] > s->choice->groups[g].most)
            return;
    s->best_value = s->value;
    memcpy(s->best, s->open, s->cover->sites);
}

/* --- search ----------------------------------------------------------------------------------- */

/* The closed site that gains most (by price, where there is a budget and `by_price`), that may be
 * opened and, if asked, completes the set; SIZE_MAX: none gains more than `over`. */
static size_t best_to_open(struct ct_exchange *s, double over, bool complete, bool by_price)
{
    size_t best = SIZE_MAX;

    for (size_t j = 0; j < s->cover->sites; j++) {
        double gain = s->gain[j];
        if (by_price)
            gain /= (double)s->choice->price[s->cover->name[j]] + 1e-9;
        if (gain <= over || s->open[j] || !may_open(s, j) || (complete && !completes(s, j)))
            continue;
        over = gain;
        best = j;
    }
    s->work += (double)s->cover->sites;
    return best;
}

/* Opens what gains most while something does, or too few are open. */
static void fill(struct ct_exchange *s, bool by_price)
{
    for (;;) {
        double over = s->opened < s->cover->least ? -1 : 0;
        size_t j = best_to_open(s, over, false, by_price && s->budget);
        if (j == SIZE_MAX)
            break;
        open_site(s, j);
    }
    keep_best(s);
}

static bool exchange(struct ct_exchange *s, size_t j)
{
    double loss = s->gain[j];

    close_site(s, j);
    size_t other = best_to_open(s, loss, true, false);
    open_site(s, other == SIZE_MAX ? j : other);
    return other != SIZE_MAX;
}

/* Exchanges until none gains. */
static void descend(struct ct_exchange *s)
{
    bool gained = true;

    while (gained) {
        gained = false;
        size_t count = s->opened;
        memcpy(s->order, s->list, count * sizeof *s->order);
        for (size_t i = 0; i < count; i++) {
            size_t k = i + random_below(s, count - i);
            uint32_t j = s->order[k];
            s->order[k] = s->order[i];
            if (s->open[j] && exchange(s, j))
                gained = true;
        }
        if (s->opened < s->cover->most)
            fill(s, false);
    }
    keep_best(s);
}

static void set_to(struct ct_exchange *s, const uint8_t *open)
{
    for (size_t i = s->opened; i-- > 0;)
        if (open == NULL || !open[s->list[i]])
            close_site(s, s->list[i]);
    for (size_t j = 0; open != NULL && j < s->cover->sites; j++)
        if (open[j] && !s->open[j])
            open_site(s, j);
}

/* What the fixed sites take of the limits; nothing else is open. */
static void start_limits(struct ct_exchange *s)
{
    const struct ct_choice *choice = s->choice;

    s->left = choice->budget;
    for (size_t j = 0; s->budget && j < choice->sites; j++)
        if (choice->state != NULL && choice->state[j] == CT_SITE_REQUIRED)
            s->left -= choice->price[j];
    s->short_groups = 0;
    for (size_t g = 0; g < choice->group_count; g++) {
        const struct ct_site_group *group = &choice->groups[g];
        s->in_group[g] = 0;
        for (size_t i = 0; i < group->count; i++)
            s->in_group[g] +=
                choice->state != NULL && choice->state[group->site[i]] == CT_SITE_REQUIRED;
        s->short_groups += s->in_group[g] < group->least;
    }
}

/* The gains with nothing open. */
static void start_gains(struct ct_exchange *s)
{
    const struct ct_mclp *cover = s->cover;

    s->value = cover->constant;
    memcpy(s->gain, cover->own, cover->sites * sizeof *s->gain);
    for (size_t i = 0; i < cover->rows; i++)
        for (size_t k = cover->start[i]; k < cover->start[i + 1] && cover->need[i] == 1; k++)
            s->gain[cover->site[k]] += cover->weight[i];
}

void ct_exchange_start(struct ct_exchange *swap, const uint8_t *open)
{
    if (swap->best_value == -(double)INFINITY && swap->opened == 0) {
        start_limits(swap);
        start_gains(swap);
    }
    set_to(swap, open);
    keep_best(swap);
    fill(swap, open == NULL);
}

/* Closes some sites at random, those that lose little rather than others, and fills up anew. */
static void disturb(struct ct_exchange *s)
{
    size_t most = s->opened / 8 + 2, count = 1 + random_below(s, most);

    for (size_t i = 0; i < count && s->opened > 0; i++) {
        uint32_t a = s->list[random_below(s, s->opened)], b = s->list[random_below(s, s->opened)];
        close_site(s, s->gain[a] <= s->gain[b] ? a : b);
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t j = (uint32_t)random_below(s, s->cover->sites);
        if (may_open(s, j) && random_below(s, 2) == 0)
            open_site(s, j);
    }
    fill(s, false);
}

void ct_exchange_improve(struct ct_exchange *swap, double work)
{
    double end = swap->work + work;
    size_t failures = 0;

    if (swap->cover->sites == 0)
        return;
    descend(swap);
    while (swap->work < end && isfinite(swap->best_value)) {
        double before = swap->best_value;
        disturb(swap);
        descend(swap);
        failures = swap->best_value > before ? 0 : failures + 1;
        if (swap->value < swap->best_value * (1 - 2e-3) || failures % 20 == 19 || !is_allowed(swap))
            set_to(swap, swap->best);
        swap->work += 100; /* whatever happens, it ends */
    }
}

double ct_exchange_best(const struct ct_exchange *swap, const uint8_t **open)
{
    *open = swap->best;
    return swap->best_value;
}
