/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Good sets for fair covering: a site is exchanged for another, or added, where the sorted shares
 * become better; then a few random exchanges, and again. As sorted shares are a rugged landscape,
 * each round begins with a smooth one: the squares of what the shares lack of an aim, between the
 * worst share and its bound, or somewhat above another share. Then all sorted shares are compared,
 * whatever is asked for (from a plain worst share there is no way uphill on a plateau), then those
 * that are asked for. A look at a site costs its rows and, for each open site, the districts.
 */
#include "base/fail.h"
#include "solve/fair.h"
#include "solve/service.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct ct_fair_swap {
    const struct ct_fair *fair;
    uint8_t *open;
    uint32_t *list; /* the open sites */
    size_t opened;
    uint32_t *count, *keeper;    /* [rows]: open sites, their exclusive-or */
    uint32_t *place;             /* [sites]: in the list */
    int64_t *part, *gain, *next; /* [compared + 1] */
    int64_t *loss;               /* [open sites][compared + 1] */
    size_t loss_room;
    struct ct_fair_value now, other, found;
    size_t levels; /* that are compared */
    double aim;    /* NAN: shares are compared; else what they lack of it */
    double lack;   /* now */
    uint64_t random;
    double work;
};

void ct_fair_swap_free(struct ct_fair_swap *s)
{
    if (s == NULL)
        return;
    void *const arrays[] = {s->open,      s->list,        s->count, s->keeper,
                            s->place,     s->part,        s->gain,  s->next,
                            s->now.share, s->other.share, s->loss,  s->found.share};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
    free(s);
}

enum ct_status ct_fair_swap_new(const struct ct_fair *fair, uint64_t seed,
                                struct ct_fair_swap **out, struct ct_error *err)
{
    struct ct_fair_swap *s = calloc(1, sizeof *s);
    const size_t n = fair->sites + 1, c = fair->compared + 1;

    if (s == NULL)
        return ct_fail_memory(err);
    *s = (struct ct_fair_swap){
        .fair = fair,
        .random = seed,
        .open = calloc(n, 1),
        .list = malloc(n * sizeof *s->list),
        .place = malloc(n * sizeof *s->place),
        .count = malloc((fair->rows + 1) * sizeof *s->count),
        .keeper = malloc((fair->rows + 1) * sizeof *s->keeper),
        .part = malloc(c * sizeof *s->part),
        .gain = malloc(c * sizeof *s->gain),
        .next = malloc(c * sizeof *s->next),
        .now.share = malloc(c * sizeof *s->now.share),
        .other.share = malloc(c * sizeof *s->other.share),
        .found.share = malloc(c * sizeof *s->found.share),
    };
    if (s->open && s->list && s->place && s->count && s->keeper && s->part && s->gain && s->next &&
        s->now.share && s->other.share && s->found.share) {
        *out = s;
        return CT_OK;
    }
    ct_fair_swap_free(s);
    return ct_fail_memory(err);
}

/* --- the state -------------------------------------------------------------------------------- */

/* The squares of what shares lack of the aim; a little less for more weight in all. */
static double lack_of(const struct ct_fair_swap *s, const int64_t *part)
{
    const struct ct_fair *f = s->fair;
    double sum = 0, all = (double)part[f->compared];

    for (size_t d = 0; d < f->compared; d++) {
        const double lack = s->aim - (double)part[d] / (double)f->whole[d];
        sum += lack > 0 ? lack * lack : 0;
        all += (double)part[d];
    }
    return sum - 1e-6 * all / f->all_whole;
}

/* Counts, parts and losses of the open sites; false where memory is short. */
static bool take_in(struct ct_fair_swap *s)
{
    const struct ct_fair *f = s->fair;
    const size_t c = f->compared + 1;

    s->opened = 0;
    for (uint32_t j = 0; j < f->sites; j++)
        if (s->open[j]) {
            s->place[j] = (uint32_t)s->opened;
            s->list[s->opened++] = j;
        }
    if (s->loss_room < s->opened + 1) {
        free(s->loss);
        s->loss_room = 2 * s->opened + 8;
        s->loss = malloc(s->loss_room * c * sizeof *s->loss);
        if (s->loss == NULL)
            s->loss_room = 0;
    }
    if (s->loss == NULL)
        return false;
    memset(s->loss, 0, (s->opened + 1) * c * sizeof *s->loss);
    memcpy(s->part, f->base, c * sizeof *s->part);
    for (size_t i = 0; i < f->rows; i++) {
        s->count[i] = s->keeper[i] = 0;
        for (size_t k = f->start[i]; k < f->start[i + 1]; k++)
            if (s->open[f->site[k]]) {
                s->count[i]++;
                s->keeper[i] ^= f->site[k];
            }
        if (s->count[i] > 0)
            s->part[f->district[i]] += f->weight[i];
        if (s->count[i] == 1)
            s->loss[s->place[s->keeper[i]] * c + f->district[i]] += f->weight[i];
    }
    s->work += (double)f->start[f->rows];
    ct_fair_value(f, s->part, &s->now);
    s->lack = isnan(s->aim) ? 0 : lack_of(s, s->part);
    return true;
}

static bool allowed(struct ct_fair_swap *s)
{
    const struct ct_choice *choice = &s->fair->problem->choice;
    uint32_t *list = s->place; /* is made anew by take_in */
    size_t n = 0;

    for (uint32_t j = 0; j < s->fair->sites; j++)
        if (s->open[j])
            list[n++] = j;
    s->work += (double)s->fair->sites;
    return ct_choice_allows(choice, list, n);
}

static enum ct_site_state state_of(const struct ct_fair_swap *s, size_t site)
{
    const enum ct_site_state *state = s->fair->problem->choice.state;

    return state != NULL ? state[site] : CT_SITE_FREE;
}

/* --- a step ----------------------------------------------------------------------------------- */

/* What site j gains, and what it saves of the other sites' losses (sign -1), or undone (1). */
static void save_losses(struct ct_fair_swap *s, uint32_t j, int64_t sign)
{
    const struct ct_fair *f = s->fair;
    const size_t c = f->compared + 1;

    for (size_t k = f->row_start[j]; k < f->row_start[j + 1]; k++) {
        const uint32_t i = f->row[k];
        if (s->count[i] == 0 && sign < 0)
            s->gain[f->district[i]] += f->weight[i];
        else if (s->count[i] == 1)
            s->loss[s->place[s->keeper[i]] * c + f->district[i]] += sign * f->weight[i];
    }
    s->work += 2 * (double)(f->row_start[j + 1] - f->row_start[j]);
}

/* Can a district's worst be told at once to be worse than now? */
static bool worse_at_once(const struct ct_fair_swap *s)
{
    const struct ct_fair *f = s->fair;

    if (f->compared == 0)
        return false;
    const double worst = (double)s->now.share[0].part / (double)s->now.share[0].whole - 1e-12;
    for (size_t d = 0; d < f->compared; d++)
        if ((double)s->next[d] < worst * (double)f->whole[d])
            return true;
    return false;
}

/* Is s->next better than what is best so far (first: than now)? Keeps what it is worth. */
static bool is_better(struct ct_fair_swap *s, bool first, double *lack)
{
    size_t at = 0;

    if (!isnan(s->aim)) {
        const double own = lack_of(s, s->next);
        const bool better = own < *lack - 1e-12;
        *lack = better ? own : *lack;
        return better;
    }
    if (worse_at_once(s))
        return false;
    ct_fair_value(s->fair, s->next, &s->other);
    s->work += 8 * (double)s->fair->compared;
    return ct_fair_order(&s->other, first ? &s->now : &s->found, s->levels, &at) > 0;
}

/* Would the set be allowed with j open and the o-th closed? */
static bool may_exchange(struct ct_fair_swap *s, uint32_t j, size_t o)
{
    s->open[j] = 1;
    if (o < s->opened)
        s->open[s->list[o]] = 0;
    const bool may = allowed(s);
    s->open[j] = 0;
    for (size_t i = 0; i < s->opened; i++) {
        s->open[s->list[i]] = 1;
        s->place[s->list[i]] = (uint32_t)i;
    }
    return may;
}

/* The best site to close for j (SIZE_MAX: none, *better says whether adding alone is). */
static size_t best_exchange(struct ct_fair_swap *s, uint32_t j, bool *better)
{
    const size_t c = s->fair->compared + 1;
    size_t best = SIZE_MAX;
    double lack = s->lack;

    memset(s->gain, 0, c * sizeof *s->gain);
    save_losses(s, j, -1);
    *better = false;
    memset(s->loss + s->opened * c, 0, c * sizeof *s->loss); /* closing nothing */
    for (size_t o = 0; o <= s->opened; o++) {
        const double kept_lack = lack;
        if (o < s->opened && state_of(s, s->list[o]) == CT_SITE_REQUIRED)
            continue;
        for (size_t d = 0; d < c; d++)
            s->next[d] = s->part[d] + s->gain[d] - s->loss[o * c + d];
        s->work += 3 * (double)c;
        if (!is_better(s, !*better, &lack))
            continue;
        if (!may_exchange(s, j, o)) {
            lack = kept_lack;
            continue;
        }
        struct ct_fair_value kept = s->found;
        s->found = s->other;
        s->other = kept;
        best = o;
        *better = true;
    }
    save_losses(s, j, 1);
    return best;
}

/* Exchanges until none is better. */
static void climb(struct ct_fair_swap *s, double most, const struct ct_fair_watch *watch)
{
    const size_t n = s->fair->sites;
    size_t without = 0;

    for (uint32_t j = (uint32_t)(ct_random(&s->random) % n); without < n && s->work < most;
         j = (uint32_t)((j + 1) % n), without++) {
        bool better = false;
        if (s->open[j] || state_of(s, j) == CT_SITE_FORBIDDEN)
            continue;
        if (without % 64 == 63 && !ct_fair_goes_on(watch))
            return;
        const size_t o = best_exchange(s, j, &better);
        if (!better)
            continue;
        s->open[j] = 1;
        if (o < s->opened)
            s->open[s->list[o]] = 0;
        without = 0;
        if (!take_in(s))
            return;
    }
}

/* A few random exchanges that are allowed. */
static void kick(struct ct_fair_swap *s)
{
    const size_t wanted = 1 + ct_random(&s->random) % 3;

    for (size_t done = 0, tries = 0; done < wanted && tries < 30; tries++) {
        const uint32_t in = (uint32_t)(ct_random(&s->random) % s->fair->sites);
        const uint32_t out = (uint32_t)(ct_random(&s->random) % s->fair->sites);
        if (s->open[in] || !s->open[out])
            continue;
        s->open[in] = 1;
        s->open[out] = 0;
        if (allowed(s)) {
            done++;
        } else {
            s->open[in] = 0;
            s->open[out] = 1;
        }
    }
}

static double random_part(struct ct_fair_swap *s)
{
    return (double)(ct_random(&s->random) >> 11) / 9007199254740992.0;
}

/* An aim between the worst share and its bound, or above some other share of the best. */
static double new_aim(struct ct_fair_swap *s, const struct ct_fair_watch *watch,
                      const struct ct_fair_best *best)
{
    const size_t levels = s->fair->levels;

    if (s->fair->compared == 0 || !best->known)
        return (double)NAN;
    if (watch->bound > watch->objective && random_part(s) < 0.7)
        return watch->objective + random_part(s) * (watch->bound - watch->objective);
    const struct ct_share *share = &best->value.share[ct_random(&s->random) % levels];
    return (1 + 0.1 * random_part(s)) * (double)share->part / (double)share->whole + 1e-6;
}

static bool climb_by(struct ct_fair_swap *s, double aim, size_t levels, double most,
                     const struct ct_fair_watch *watch, struct ct_fair_best *best)
{
    s->aim = aim;
    s->levels = levels;
    if (!take_in(s))
        return false;
    climb(s, most, watch);
    ct_fair_offer(s->fair, best, s->open, NULL);
    return true;
}

void ct_fair_swap_run(struct ct_fair_swap *s, const uint8_t *open, double work,
                      const struct ct_fair_watch *watch, struct ct_fair_best *best)
{
    const struct ct_fair *f = s->fair;
    const double most = s->work + work;

    if (f->sites == 0)
        return;
    memcpy(s->open, open, f->sites);
    for (size_t round = 0; s->work < most && ct_fair_goes_on(watch); round++) {
        const double aim = new_aim(s, watch, best);
        if (!isnan(aim) && !climb_by(s, aim, 0, most, watch, best))
            return;
        if (!climb_by(s, (double)NAN, f->compared, most, watch, best) ||
            !climb_by(s, (double)NAN, f->levels, most, watch, best))
            return;
        if (best->known && round % 4 == 3)
            memcpy(s->open, best->open, f->sites);
        kick(s);
        s->work += (double)f->sites;
    }
}
