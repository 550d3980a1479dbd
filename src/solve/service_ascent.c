/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The bound of one node: the volume algorithm on the multipliers, in exact fixed point, and fixing
 * of sites by what it would cost at least to have them otherwise. An iteration costs what the model
 * takes to price its sites, and O(sites + demands).
 *
 * Source: F. Barahona, R. Anbil, "The volume algorithm: producing primal solutions with a
 * subgradient method", Math. Program. 87 (2000).
 */
#include "base/fail.h"
#include "solve/service.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIX_EVERY = 50, RED = 15, HALVE_EVERY = 100 };
static const int64_t lowest = -((int64_t)1 << 62);

/* --- memory ----------------------------------------------------------------------------------- */

enum ct_status ct_ascent_new(struct ct_service *service, struct ct_ascent *out,
                             struct ct_error *err)
{
    size_t n = service->sites + 1, m = service->demands + 1;

    *out = (struct ct_ascent){.service = service};
    out->limit = calloc(m, sizeof *out->limit);
    out->best = calloc(m, sizeof *out->best);
    out->trial = calloc(m, sizeof *out->trial);
    out->rho = calloc(n, sizeof *out->rho);
    out->open = calloc(n, 1);
    out->served = calloc(m, sizeof *out->served);
    out->direction = calloc(m, sizeof *out->direction);
    out->mean = calloc(n, sizeof *out->mean);
    out->order = calloc(n, sizeof *out->order);
    out->profit = calloc(n, sizeof *out->profit);
    out->forced = calloc(n, sizeof *out->forced);
    if (!out->limit || !out->best || !out->trial || !out->rho || !out->open || !out->served ||
        !out->direction || !out->mean || !out->order || !out->profit || !out->forced) {
        ct_ascent_free(out);
        return ct_fail_memory(err);
    }
    enum ct_status status = service->kind->desk_new(service, &out->desk, err);
    if (status != CT_OK)
        ct_ascent_free(out);
    return status;
}

void ct_ascent_free(struct ct_ascent *ascent)
{
    if (ascent->service != NULL)
        ascent->service->kind->desk_free(ascent->desk);
    free(ascent->limit);
    free(ascent->best);
    free(ascent->trial);
    free(ascent->rho);
    free(ascent->open);
    free(ascent->served);
    free(ascent->direction);
    free(ascent->mean);
    free(ascent->order);
    free(ascent->profit);
    free(ascent->forced);
    *ascent = (struct ct_ascent){0};
}

/* --- the best set of sites at given prices ---------------------------------------------------- */

static bool before(const int64_t *rho, uint32_t a, uint32_t b)
{
    return rho[a] != rho[b] ? rho[a] < rho[b] : a < b;
}

/* Puts the `k` lowest of order[0..n) first (Hoare's selection; keys are distinct). */
static void select_lowest(const int64_t *rho, uint32_t *order, size_t n, size_t k)
{
    size_t low = 0, high = n;

    while (high - low > 1 && k > low && k < high) {
        uint32_t pivot = order[low + (high - low) / 2];
        size_t i = low, j = high - 1;
        for (;;) {
            while (before(rho, order[i], pivot))
                i++;
            while (before(rho, pivot, order[j]))
                j--;
            if (i >= j)
                break;
            uint32_t t = order[i];
            order[i] = order[j];
            order[j] = t;
        }
        /* order[j] is the pivot: below it the lower ones */
        if (k <= j)
            high = j;
        else
            low = j + 1;
    }
}

static size_t list_free(struct ct_ascent *a, const uint8_t *state)
{
    size_t n = 0;

    for (size_t j = 0; j < a->service->sites; j++) {
        a->open[j] = state[j] == CT_SITE_REQUIRED;
        if (state[j] == CT_SITE_FREE)
            a->order[n++] = (uint32_t)j;
    }
    return n;
}

static int64_t add(int64_t sum, int64_t more)
{
    return sum + more < lowest ? lowest : sum + more;
}

/* The lowest sum of rho over allowed sets where only their number binds: the lowest ones. */
static int64_t choose_by_number(struct ct_ascent *a, const uint8_t *state)
{
    size_t n = list_free(a, state);
    struct ct_state_counts counts = {.free = n};
    int64_t sum = 0;

    for (size_t j = 0; j < a->service->sites; j++)
        if (a->open[j]) {
            counts.required++;
            sum = add(sum, a->rho[j]);
        }
    size_t slots = ct_free_slots(&a->service->problem->choice, counts);
    select_lowest(a->rho, a->order, n, slots);
    for (size_t k = 0; k < slots; k++) {
        a->open[a->order[k]] = 1;
        sum = add(sum, a->rho[a->order[k]]);
    }
    return sum;
}

/* The same for any choice; rounded down, with room for the rounding of profits. */
static enum ct_status choose_any(struct ct_ascent *a, const uint8_t *state, int64_t *sum,
                                 struct ct_error *err)
{
    size_t n = a->service->sites;
    double bound = 0, total = 0;

    for (size_t j = 0; j < n; j++) {
        a->profit[j] = -ldexp((double)a->rho[j], -a->service->shift);
        a->forced[j] = (enum ct_site_state)state[j];
        total += a->profit[j];
    }
    enum ct_status status = ct_choice_best(a->choice, a->profit, a->forced, a->open, &bound, err);
    if (status != CT_OK || bound == -(double)INFINITY) {
        *sum = INT64_MAX;
        return status;
    }
    bound = ldexp(bound + total * (double)(n + 8) * 0x1p-52, a->service->shift) + 1;
    *sum = bound < 0x1p62 ? -(int64_t)ceil(bound) : lowest;
    return CT_OK;
}

/* The bound of these multipliers (INT64_MAX: no set is allowed); leaves rho, open, served. */
static enum ct_status evaluate(struct ct_ascent *a, const int64_t *multiplier, const uint8_t *state,
                               int64_t *bound, struct ct_error *err)
{
    const struct ct_service *s = a->service;
    int64_t sum = 0, chosen = 0;

    s->kind->price(a->desk, multiplier, a->rho);
    if (s->by_number) {
        chosen = choose_by_number(a, state);
    } else {
        enum ct_status status = choose_any(a, state, &chosen, err);
        if (status != CT_OK)
            return status;
    }
    for (size_t i = 0; i < s->demands; i++)
        sum += s->size != NULL ? s->size[i] * multiplier[i] : multiplier[i];
    *bound = chosen == INT64_MAX ? INT64_MAX : sum + chosen;
    s->kind->serve(a->desk, multiplier, a->open, a->served);
    return CT_OK;
}

/* --- the volume algorithm --------------------------------------------------------------------- */

struct volume {
    double factor, alpha_most;
    unsigned red, good;
    int64_t bound, halved_at; /* the bound when alpha was last looked at */
};

static double size_of(const struct ct_service *s, size_t i)
{
    return s->size != NULL ? (double)s->size[i] : 1.0;
}

/* Square of the part of the direction that can be gone. */
static double length(const struct ct_ascent *a)
{
    double sum = 0;

    for (size_t i = 0; i < a->service->demands; i++) {
        double d = a->direction[i];
        bool blocked = d > 0 ? a->best[i] >= a->limit[i] : a->best[i] <= 0;
        sum += blocked ? 0 : d * d;
    }
    return sum;
}

/* trial = best + step in the direction; false where there is nowhere to go. */
static bool step(struct ct_ascent *a, const struct volume *v, int64_t upper)
{
    double square = length(a), now = (double)v->bound;
    double one = ldexp(1.0, a->service->shift);
    double target = fmin((double)upper * one, now + 0.05 * fabs(now) + one);
    double t = v->factor * (target - now) / square;

    if (square <= 0 || t <= 0)
        return false;
    for (size_t i = 0; i < a->service->demands; i++) {
        double u = (double)a->best[i] + t * a->direction[i];
        a->trial[i] = u <= 0 ? 0 : u >= (double)a->limit[i] ? a->limit[i] : (int64_t)(u + 0.5);
    }
    return true;
}

/* direction = alpha x subgradient + (1 - alpha) x direction, alpha so that it is short. Returns
 * subgradient x old direction. */
static double average(struct ct_ascent *a, const struct volume *v)
{
    const struct ct_service *s = a->service;
    double gg = 0, gd = 0, dd = 0;

    for (size_t i = 0; i < s->demands; i++) {
        double g = size_of(s, i) - a->served[i], d = a->direction[i];
        gg += g * g;
        gd += g * d;
        dd += d * d;
    }
    double below = gg + dd - 2 * gd;
    double alpha = below > 0 ? (dd - gd) / below : v->alpha_most;
    alpha = fmax(v->alpha_most / 10, fmin(v->alpha_most, alpha));
    for (size_t i = 0; i < s->demands; i++)
        a->direction[i] = alpha * (size_of(s, i) - a->served[i]) + (1 - alpha) * a->direction[i];
    for (size_t j = 0; j < s->sites; j++)
        a->mean[j] = alpha * a->open[j] + (1 - alpha) * a->mean[j];
    return gd;
}

static void judge_step(struct volume *v, bool better, double along)
{
    if (!better) {
        if (++v->red >= RED) {
            v->factor *= 0.7;
            v->red = 0;
        }
    } else if (along > 0) {
        v->factor = fmin(v->factor * 1.1, 2.0);
        v->red = 0;
    }
}

/* --- fixing ----------------------------------------------------------------------------------- */

/* Sites whose other state would cost too much are fixed (rho and open are those of `bound`). The
 * number of those. */
static size_t fix(struct ct_ascent *a, int64_t bound, int64_t upper, uint8_t *state)
{
    const struct ct_service *s = a->service;
    int64_t dearest = INT64_MIN, cheapest = INT64_MAX, from = ct_closed_from(s, upper);
    struct ct_state_counts counts = ct_state_count(state, s->sites);
    size_t fixed = 0, slots = ct_free_slots(&s->problem->choice, counts);

    if (from == INT64_MAX || slots == 0 || slots == counts.free)
        return 0;
    for (size_t j = 0; j < s->sites; j++)
        if (state[j] == CT_SITE_FREE && a->open[j])
            dearest = a->rho[j] > dearest ? a->rho[j] : dearest;
        else if (state[j] == CT_SITE_FREE)
            cheapest = a->rho[j] < cheapest ? a->rho[j] : cheapest;
    for (size_t j = 0; j < s->sites; j++) {
        if (state[j] != CT_SITE_FREE)
            continue;
        if (a->open[j] && bound - a->rho[j] + cheapest >= from)
            state[j] = CT_SITE_REQUIRED;
        else if (!a->open[j] && bound + a->rho[j] - dearest >= from)
            state[j] = CT_SITE_FORBIDDEN;
        fixed += state[j] != CT_SITE_FREE;
    }
    return fixed;
}

static void clamp(struct ct_ascent *a)
{
    for (size_t i = 0; i < a->service->demands; i++)
        a->best[i] = a->best[i] < 0 ? 0 : a->best[i] > a->limit[i] ? a->limit[i] : a->best[i];
}

/* Enters the node's states and starts again from the best multipliers. */
static enum ct_status enter(struct ct_ascent *a, const struct ct_ascent_plan *plan,
                            const struct ct_service_node *node, int64_t *bound,
                            struct ct_error *err)
{
    enum ct_status status =
        a->service->kind->enter(a->desk, node->state, plan->root, a->limit, err);

    if (status != CT_OK)
        return status;
    clamp(a);
    return evaluate(a, a->best, node->state, bound, err);
}

/* Fixes, and enters again where enough was fixed to matter. */
static enum ct_status tighten(struct ct_ascent *a, const struct ct_ascent_plan *plan,
                              struct ct_service_node *node, struct volume *v, struct ct_error *err)
{
    int64_t bound = 0;
    size_t fixed = 0;
    enum ct_status status = evaluate(a, a->best, node->state, &bound, err);

    if (status == CT_OK && a->service->by_number)
        fixed = fix(a, bound, plan->upper, node->state);
    if (status != CT_OK || fixed == 0)
        return status;
    status = enter(a, plan, node, &bound, err);
    v->bound = bound > v->bound ? bound : v->bound;
    return status;
}

/* --- a node ----------------------------------------------------------------------------------- */

static void begin(struct ct_ascent *a)
{
    for (size_t i = 0; i < a->service->demands; i++)
        a->direction[i] = size_of(a->service, i) - a->served[i];
    for (size_t j = 0; j < a->service->sites; j++)
        a->mean[j] = a->open[j];
}

/* One step; false where there is no further one. */
static enum ct_status iterate(struct ct_ascent *a, const struct ct_ascent_plan *plan,
                              struct ct_service_node *node, struct volume *v, bool *more,
                              struct ct_error *err)
{
    int64_t bound = 0;

    *more = step(a, v, plan->upper);
    if (!*more)
        return CT_OK;
    enum ct_status status = evaluate(a, a->trial, node->state, &bound, err);
    if (status != CT_OK)
        return status;
    double along = average(a, v);
    judge_step(v, bound > v->bound, along);
    if (bound > v->bound) {
        int64_t *t = a->best;
        a->best = a->trial;
        a->trial = t;
        v->bound = bound;
    }
    a->iterations++;
    return CT_OK;
}

/* Every so often: look at the set, fix, see whether it still gets better. */
static enum ct_status pause(struct ct_ascent *a, struct ct_ascent_plan *plan,
                            struct ct_service_node *node, struct volume *v, unsigned k, bool *more,
                            struct ct_error *err)
{
    if (plan->look != NULL)
        plan->look(plan->context, a->open, &plan->upper);
    enum ct_status status = tighten(a, plan, node, v, err);
    if (k % HALVE_EVERY == 0) {
        double one = ldexp(1.0, a->service->shift), gap = (double)plan->upper * one;
        double gain = (double)v->bound - (double)v->halved_at;
        gap -= (double)v->halved_at;
        v->alpha_most = gain < 0.03 * gap ? fmax(v->alpha_most / 2, 0.01) : v->alpha_most;
        *more = plan->root ? gain > 2e-3 * gap || v->alpha_most > 0.01 : gain > 0.02 * gap;
        v->halved_at = v->bound;
    }
    return status;
}

static enum ct_status climb(struct ct_ascent *a, struct ct_ascent_plan *plan,
                            struct ct_service_node *node, struct volume *v, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool more = true;

    for (unsigned k = 1; status == CT_OK && more && k <= plan->iterations; k++) {
        if (v->bound >= ct_closed_from(a->service, plan->upper) || v->factor < 1e-5)
            break;
        status = iterate(a, plan, node, v, &more, err);
        if (status == CT_OK && more && k % FIX_EVERY == 0)
            status = pause(a, plan, node, v, k, &more, err);
        if (k % 10 == 0 && !ct_search_goes_on(plan->search, (double)plan->upper,
                                              ldexp((double)v->bound, -a->service->shift)))
            break;
    }
    return status == CT_OK ? tighten(a, plan, node, v, err) : status;
}

static enum ct_status run(struct ct_ascent *ascent, struct ct_ascent_plan *plan,
                          struct ct_service_node *node, struct ct_error *err)
{
    struct volume v = {.factor = node->factor > 0 ? fmax(4 * node->factor, 0.003) : 0.05,
                       .alpha_most = 0.1};
    size_t m = ascent->service->demands;

    memcpy(ascent->best, node->multiplier, m * sizeof *ascent->best);
    enum ct_status status = enter(ascent, plan, node, &v.bound, err);
    if (status != CT_OK)
        return status;
    v.halved_at = v.bound;
    begin(ascent);
    if (v.bound != INT64_MAX)
        status = climb(ascent, plan, node, &v, err);
    memcpy(node->multiplier, ascent->best, m * sizeof *ascent->best);
    node->factor = v.factor;
    node->bound = v.bound > node->bound ? v.bound : node->bound;
    if (node->bound >= ct_closed_from(ascent->service, plan->upper))
        node->bound = INT64_MAX;
    return status;
}

enum ct_status ct_ascent_run(struct ct_ascent *ascent, struct ct_ascent_plan *plan,
                             struct ct_service_node *node, struct ct_error *err)
{
    const struct ct_service *s = ascent->service;
    enum ct_status status = CT_OK;

    if (!s->by_number)
        status = ct_choice_solver_new(&s->problem->choice, &ascent->choice, err);
    if (status == CT_OK)
        status = run(ascent, plan, node, err);
    ct_choice_solver_free(ascent->choice);
    ascent->choice = NULL;
    return status;
}

enum ct_status ct_ascent_prove(struct ct_ascent *a, const struct ct_ascent_plan *plan,
                               const int64_t *multiplier, struct ct_service_node *node,
                               struct ct_error *err)
{
    size_t m = a->service->demands;
    struct volume v = {0};

    memcpy(a->best, multiplier, m * sizeof *a->best);
    enum ct_status status = enter(a, plan, node, &v.bound, err);
    if (status == CT_OK && v.bound != INT64_MAX)
        status = tighten(a, plan, node, &v, err);
    if (v.bound > node->bound) {
        node->bound = v.bound;
        memcpy(node->multiplier, a->best, m * sizeof *a->best);
    }
    if (node->bound >= ct_closed_from(a->service, plan->upper))
        node->bound = INT64_MAX;
    return status;
}
