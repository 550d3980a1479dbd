/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Good sets for maximal covering: greedy, exchanges of one site for another with gains kept up to
 * date (as in Resende and Werneck 2007 for the p-median), and coolings (simulated annealing). A row
 * that is covered once remembers by whom, as the exclusive-or of its open sites, so that covering
 * it twice costs nothing. Opening or closing a site costs the entries of its rows whose state
 * changes; an exchange that is tried, two of those and a look at all sites. Memory: the entries
 * once more, by site.
 */
#include "solve/mclp_swap.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = CT_EXCHANGE_BLOCK, STEPS = 500 };
static const double heat_part[] = {0.03, 0.1}; /* in turn */
static const double coldest = 0.01, closed_off = -1e300;

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
        if (j == but)
            continue;
        if (s->open[j])
            s->loss[j] += opened;
        else
            s->gain[j] += closed;
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
        s->loss[s->keeper[i]] -= weight;
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
        s->loss[s->keeper[i]] += weight;
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
    s->loss[j] = s->gain[j]; /* what it has just gained */
    s->gain[j] = closed_off;
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
    s->gain[j] = s->loss[j];
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

static double largest_of_block(const double *gain)
{
    double most[4] = {gain[0], gain[1], gain[2], gain[3]};

    for (size_t i = 4; i < BLOCK; i += 4)
        for (size_t k = 0; k < 4; k++)
            most[k] = gain[i + k] > most[k] ? gain[i + k] : most[k];
    return fmax(fmax(most[0], most[1]), fmax(most[2], most[3]));
}

/* The closed site that gains most, more than `over`, that may be opened and, if asked, completes
 * the set; SIZE_MAX: none. */
static size_t best_to_open(struct ct_exchange *s, double over, bool complete)
{
    size_t best = SIZE_MAX, n = s->cover->sites;

    for (size_t block = 0; block < n; block += BLOCK) {
        if (largest_of_block(s->gain + block) <= over)
            continue;
        for (size_t j = block; j < block + BLOCK && j < n; j++) {
            if (s->gain[j] <= over || !may_open(s, j) || (complete && !completes(s, j)))
                continue;
            over = s->gain[j];
            best = j;
        }
    }
    s->work += 0.25 * (double)n;
    return best;
}

/* The same by gain for the money. */
static size_t best_for_price(struct ct_exchange *s)
{
    size_t best = SIZE_MAX;
    double over = 0;

    for (size_t j = 0; j < s->cover->sites; j++) {
        double gain = s->gain[j] / ((double)s->choice->price[s->cover->name[j]] + 1e-9);
        if (gain <= over || !may_open(s, j))
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
        size_t j = by_price && s->budget ? best_for_price(s) : best_to_open(s, over, false);
        if (j == SIZE_MAX)
            break;
        open_site(s, j);
    }
    keep_best(s);
}

static bool exchange(struct ct_exchange *s, size_t j)
{
    double loss = s->loss[j];

    close_site(s, j);
    size_t other = best_to_open(s, loss, true);
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

/* In [0, 1). */
static double random_part(struct ct_exchange *s)
{
    return (double)random_below(s, (size_t)1 << 53) * 0x1p-53;
}

/* Exchanges an open site, any, for the best other one, even at a loss that the heat allows
 * (Metropolis et al. 1953; the chance is drawn beforehand). */
static void exchange_warm(struct ct_exchange *s)
{
    uint32_t j = s->list[random_below(s, s->opened)];
    double over = s->loss[j] + s->heat * log(1 - random_part(s));

    close_site(s, j);
    double gain = s->gain[j];
    s->gain[j] = closed_off;
    size_t other = best_to_open(s, over, true);
    s->gain[j] = gain;
    open_site(s, other == SIZE_MAX ? j : other);
}

/* A new cooling begins, from a heat at which a small part of a site's worth is given away. */
static void heat_up(struct ct_exchange *s)
{
    s->heat = heat_part[s->cooled % 2] * fmax(s->value, 1) / (double)s->opened;
    s->steps = STEPS * (s->opened + 8);
    s->cooling = pow(coldest, 1 / (double)s->steps);
}

static void cooled_down(struct ct_exchange *s)
{
    fill(s, false);
    descend(s);
    if (!is_allowed(s))
        set_to(s, s->best);
    memcpy(s->elite + s->cooled++ % CT_SWAP_ELITE * s->cover->sites, s->open, s->cover->sites);
}

void ct_exchange_improve(struct ct_exchange *swap, double work)
{
    double end = swap->work + work;

    if (swap->cover->sites == 0)
        return;
    descend(swap);
    while (swap->work < end && isfinite(swap->best_value) && swap->opened > 0) {
        if (swap->steps == 0)
            heat_up(swap);
        exchange_warm(swap);
        swap->heat *= swap->cooling;
        if (swap->value > swap->best_value)
            keep_best(swap);
        if (--swap->steps == 0)
            cooled_down(swap);
        swap->work += 8; /* whatever happens, it ends */
    }
    if (swap->opened < swap->cover->most)
        fill(swap, false);
}

size_t ct_exchange_elite(const struct ct_exchange *swap, const uint8_t **open)
{
    *open = swap->elite;
    return swap->cooled;
}

double ct_exchange_best(const struct ct_exchange *swap, const uint8_t **open)
{
    *open = swap->best;
    return swap->best_value;
}
