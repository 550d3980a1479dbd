/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fast interchange for the p-median, with greedy filling and perturbation (iterated local search).
 * A move costs the entries up to each demand's second nearest open site, and a look at the profits
 * of sites that gain anything.
 *
 * Source: R. Whitaker, INFOR 21 (1983); M. Resende, R. Werneck, "A fast swap-based local search
 * procedure for location problems", Ann. Oper. Res. 150 (2007).
 */
#include "base/fail.h"
#include "solve/pmedian_parts.h"
#include <stdlib.h>
#include <string.h>

static const uint32_t none = UINT32_MAX;
enum { KICKS_A_SITE = 10 };

struct near {
    uint32_t first, second;     /* open sites; none */
    int64_t cost, next, weight; /* of the two (penalty where there is none), of the demand */
};

struct ct_swap {
    const struct ct_median *median;
    size_t slots;      /* open_most */
    struct near *near; /* [demands] */
    uint8_t *open;     /* [sites] */
    uint32_t *slot;    /* [sites]: of an open site */
    uint32_t *site;    /* [slots]: sites in use come first */
    size_t count;
    int64_t *gain;  /* [sites]: what opening it saves, nothing closed */
    int64_t *loss;  /* [slots]: what closing it costs, nothing opened */
    int64_t *extra; /* [sites x slots]: what both at once save beyond gain - loss */
    int64_t value;
    uint64_t steps;
    struct ct_keeper keeper;
    uint8_t *best;
};

/* --- memory ----------------------------------------------------------------------------------- */

void ct_swap_free(struct ct_swap *swap)
{
    if (swap == NULL)
        return;
    free(swap->near);
    free(swap->open);
    free(swap->slot);
    free(swap->site);
    free(swap->gain);
    free(swap->loss);
    free(swap->extra);
    free(swap->best);
    ct_keeper_free(&swap->keeper);
    free(swap);
}

/* Nothing is open. */
static void clear(struct ct_swap *s)
{
    const struct ct_median *median = s->median;

    for (size_t i = 0; i < median->demands; i++)
        s->near[i] = (struct near){.first = none,
                                   .second = none,
                                   .cost = -1,
                                   .weight = median->problem->reach.weight[median->row[i]]};
}

enum ct_status ct_swap_new(const struct ct_median *median, struct ct_swap **out,
                           struct ct_error *err)
{
    size_t n = median->problem->choice.sites + 1, slots = median->open_most + 1;
    struct ct_swap *s = calloc(1, sizeof *s);

    if (s == NULL)
        return ct_fail_memory(err);
    s->median = median;
    s->slots = slots;
    s->near = calloc(median->demands + 1, sizeof *s->near);
    s->open = calloc(n, 1);
    s->best = calloc(n, 1);
    s->slot = calloc(n, sizeof *s->slot);
    s->site = calloc(slots, sizeof *s->site);
    s->gain = calloc(n, sizeof *s->gain);
    s->loss = calloc(slots, sizeof *s->loss);
    s->extra = calloc(n * slots, sizeof *s->extra);
    if (!s->near || !s->open || !s->best || !s->slot || !s->site || !s->gain || !s->loss ||
        !s->extra) {
        ct_swap_free(s);
        return ct_fail_memory(err);
    }
    enum ct_status status = ct_keeper_new(&median->problem->choice, &s->keeper, err);
    if (status != CT_OK) {
        ct_swap_free(s);
        return status;
    }
    clear(s);
    *out = s;
    return CT_OK;
}

/* --- profits ---------------------------------------------------------------------------------- */

/* Adds (sign 1) or takes away (-1) what demand i says to the profits. */
static void contribute(struct ct_swap *s, size_t i, int64_t sign)
{
    const struct ct_reach_matrix *reach = &s->median->problem->reach;
    const struct near *near = &s->near[i];
    size_t row = s->median->row[i], k = reach->start[row], end = reach->start[row + 1];
    size_t slot = near->first != none ? s->slot[near->first] : 0;
    int64_t *extra = near->first != none ? s->extra + slot : NULL;
    int64_t between = sign * (near->next - near->cost);

    if (extra != NULL)
        s->loss[slot] += between;
    for (; k < end; k++) {
        int64_t cost = reach->cost[k] * near->weight;
        if (cost >= near->cost)
            break;
        s->gain[reach->site[k]] += sign * (near->cost - cost);
        if (extra != NULL)
            extra[reach->site[k] * s->slots] += between;
    }
    for (; k < end && extra != NULL; k++) {
        int64_t cost = reach->cost[k] * near->weight;
        if (cost >= near->next)
            break;
        extra[reach->site[k] * s->slots] += sign * (near->next - cost);
    }
    s->steps += k - reach->start[row];
}

static struct near two_nearest(struct ct_swap *s, size_t i)
{
    const struct ct_reach_matrix *reach = &s->median->problem->reach;
    size_t row = s->median->row[i], k = reach->start[row];
    int64_t weight = s->near[i].weight, penalty = s->median->penalty[i];
    struct near near = {none, none, penalty, penalty, weight};

    for (; k < reach->start[row + 1] && near.second == none; k++) {
        uint32_t j = reach->site[k];
        if (!s->open[j])
            continue;
        if (near.first == none) {
            near.first = j;
            near.cost = reach->cost[k] * weight;
        } else {
            near.second = j;
            near.next = reach->cost[k] * weight;
        }
    }
    s->steps += k - reach->start[row];
    return near;
}

/* After sites opened or closed. Slots of sites that closed must still be known. */
static void refresh(struct ct_swap *s)
{
    s->value = 0;
    for (size_t i = 0; i < s->median->demands; i++) {
        struct near near = two_nearest(s, i), *old = &s->near[i];
        if (near.first != old->first || near.second != old->second || old->cost < 0) {
            if (old->cost >= 0)
                contribute(s, i, -1);
            *old = near;
            contribute(s, i, 1);
        }
        s->value += near.cost;
    }
}

/* --- moves ------------------------------------------------------------------------------------ */

/* Opens `in` in the place of `out` (none: a new place). Before the next refresh() no site may
 * change twice: a closed site's place is looked up to take back what it said. */
static void change(struct ct_swap *s, uint32_t in, uint32_t out)
{
    uint32_t place = out != none ? s->slot[out] : (uint32_t)s->count++;

    ct_keeper_move(&s->keeper, in, out);
    if (out != none)
        s->open[out] = 0;
    s->open[in] = 1;
    s->slot[in] = place;
    s->site[place] = in;
}

/* Everything anew: exactly these sites are open. */
static void reset(struct ct_swap *s, const uint8_t *open)
{
    size_t n = s->median->problem->choice.sites;

    for (size_t i = 0; i < s->median->demands; i++)
        if (s->near[i].cost >= 0)
            contribute(s, i, -1);
    clear(s);
    s->count = 0;
    for (size_t j = 0; j < n; j++) {
        s->open[j] = open[j];
        if (open[j]) {
            s->slot[j] = (uint32_t)s->count;
            s->site[s->count++] = (uint32_t)j;
        }
    }
    ct_keeper_set(&s->keeper, open);
    refresh(s);
}

/* From the present set to that one, by swaps where both have as many sites. */
static void go_to(struct ct_swap *s, const uint8_t *open)
{
    size_t n = s->median->problem->choice.sites, in = 0, out = 0, opened = 0, closed = 0;

    for (size_t j = 0; j < n; j++) {
        opened += open[j] && !s->open[j];
        closed += !open[j] && s->open[j];
    }
    if (opened != closed || 2 * opened > s->count) {
        reset(s, open);
        return;
    }
    for (; opened > 0; opened--) {
        while (!open[in] || s->open[in])
            in++;
        while (open[out] || !s->open[out])
            out++;
        change(s, (uint32_t)in, (uint32_t)out);
    }
    refresh(s);
}

struct move {
    int64_t profit;
    uint32_t in, out;
};

/* The best swap that opens `in`, if it is better than *best. */
static void consider(const struct ct_swap *s, const uint8_t *state, uint32_t in, struct move *best)
{
    const int64_t *extra = s->extra + in * s->slots;

    if (ct_keeper_allows(&s->keeper, in, none))
        *best = (struct move){s->gain[in], in, none};
    for (size_t k = 0; k < s->count; k++) {
        int64_t profit = s->gain[in] + extra[k] - s->loss[k];
        if (profit > best->profit && state[s->site[k]] != CT_SITE_REQUIRED &&
            ct_keeper_allows(&s->keeper, in, s->site[k]))
            *best = (struct move){profit, in, s->site[k]};
    }
}

/* Best moves until none is left. */
static void descend(struct ct_swap *s, const uint8_t *state)
{
    size_t n = s->median->problem->choice.sites;
    struct move best = {.profit = 1};

    while (best.profit > 0) {
        best = (struct move){0, none, none};
        for (size_t j = 0; j < n; j++)
            if (s->gain[j] > best.profit && !s->open[j] && state[j] != CT_SITE_FORBIDDEN) {
                consider(s, state, (uint32_t)j, &best);
                s->steps += s->count / 2;
            }
        if (best.profit > 0) {
            change(s, best.in, best.out);
            refresh(s);
        }
    }
}

/* Opens what gains most, as long as more may open. */
static void fill(struct ct_swap *s, const uint8_t *state)
{
    size_t n = s->median->problem->choice.sites;
    uint32_t in = 0;

    while (in != none) {
        in = none;
        for (size_t j = 0; j < n; j++)
            if (!s->open[j] && state[j] != CT_SITE_FORBIDDEN &&
                (in == none || s->gain[j] > s->gain[in]) &&
                ct_keeper_allows(&s->keeper, (uint32_t)j, none))
                in = (uint32_t)j;
        if (in != none) {
            change(s, in, none);
            refresh(s);
        }
    }
}

/* A few random swaps; false where none was found. */
static bool kick(struct ct_swap *s, const uint8_t *state, uint64_t *random)
{
    size_t n = s->median->problem->choice.sites, wanted = 2 + ct_random(random) % 3, swaps = 0;

    for (size_t tries = 0; swaps < wanted && tries < 40 && s->count > 0; tries++) {
        uint32_t in = (uint32_t)(ct_random(random) % n);
        uint32_t out = s->site[ct_random(random) % s->count];
        if (s->open[in] || state[in] == CT_SITE_FORBIDDEN || state[out] == CT_SITE_REQUIRED ||
            !ct_keeper_allows(&s->keeper, in, out))
            continue;
        change(s, in, out);
        refresh(s);
        swaps++;
    }
    s->steps += n;
    return swaps > 0;
}

static bool is_allowed(const struct ct_swap *s)
{
    const struct ct_choice *choice = &s->median->problem->choice;
    uint32_t *sorted = malloc((s->count + 1) * sizeof *sorted);

    if (sorted != NULL)
        memcpy(sorted, s->site, s->count * sizeof *sorted);
    bool is = sorted != NULL && ct_choice_allows(choice, sorted, s->count);
    free(sorted);
    return is;
}

int64_t ct_swap_polish(struct ct_swap *swap, uint8_t *open, const uint8_t *state, uint64_t effort,
                       uint64_t seed, const struct ct_search *search)
{
    uint64_t random = seed;
    size_t n = swap->median->problem->choice.sites, count = 0;

    for (size_t j = 0; j < n; j++)
        count += open[j];
    if (count > swap->median->open_most)
        return INT64_MAX;
    go_to(swap, open);
    fill(swap, state);
    descend(swap, state);
    if (!is_allowed(swap))
        return INT64_MAX;
    int64_t value = swap->value;
    memcpy(swap->best, swap->open, n);
    uint64_t end = swap->steps + effort;
    for (size_t kicks = 0; kicks < KICKS_A_SITE * n && swap->steps < end; kicks++) {
        if (!ct_search_goes_on(search, (double)value, 0) || !kick(swap, state, &random))
            break;
        descend(swap, state);
        if (swap->value <= value) {
            value = swap->value;
            memcpy(swap->best, swap->open, n);
        } else {
            go_to(swap, swap->best);
        }
    }
    memcpy(open, swap->best, n);
    return value;
}
