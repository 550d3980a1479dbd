/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done at a node: the relaxation of what is left, sites fixed whose other state would bring
 * the bound below the best set known, the same again while much is fixed; a set by rounding; the
 * site to branch on, by what branching took from the bound before (pseudo-costs: Benichou et al.
 * 1971). Cost: passes over the entries that are left.
 */
#include "site/mclp_node.h"
#include "base/fail.h"
#include "site/pick.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE = 40, ROUNDS = 8 };

void ct_warm_free(struct ct_warm *warm)
{
    if (warm == NULL || --warm->users > 0)
        return;
    free(warm->x);
    free(warm->limit);
    free(warm);
}

static struct ct_warm *new_warm(const struct ct_mclp *root)
{
    struct ct_warm *warm = calloc(1, sizeof *warm);

    if (warm == NULL)
        return NULL;
    warm->users = 1;
    warm->pace = 1;
    warm->x = calloc(root->sites + root->rows + 1, sizeof *warm->x);
    warm->limit = calloc(root->limits.count + 1, sizeof *warm->limit);
    if (warm->x == NULL || warm->limit == NULL) {
        ct_warm_free(warm);
        return NULL;
    }
    warm->u = warm->x + root->sites;
    return warm;
}

/* --- worth ------------------------------------------------------------------------------------ */

/* The problem's numbers of the open sites: those marked and those required. */
static size_t list_open(const struct ct_choice *choice, const struct ct_mclp *root,
                        const uint8_t *open, uint32_t *site)
{
    size_t count = 0, k = 0;

    for (uint32_t j = 0; j < choice->sites; j++) {
        bool is_free = k < root->sites && root->name[k] == j;
        if (is_free ? open[k] != 0 : choice->state != NULL && choice->state[j] == CT_SITE_REQUIRED)
            site[count++] = j;
        k += is_free;
    }
    return count;
}

enum ct_status ct_node_worth(const struct ct_choice *choice, const struct ct_mclp *root,
                             const uint8_t *open, double *worth, struct ct_error *err)
{
    uint32_t *site = malloc((choice->sites + 1) * sizeof *site);

    if (site == NULL)
        return ct_fail_memory(err);
    bool allowed = ct_choice_allows(choice, site, list_open(choice, root, open, site));
    free(site);
    *worth = root->constant;
    for (size_t j = 0; j < root->sites; j++)
        *worth += open[j] ? root->own[j] : 0;
    for (size_t i = 0; i < root->rows; i++) {
        unsigned count = 0;
        for (size_t k = root->start[i]; k < root->start[i + 1] && count < root->need[i]; k++)
            count += open[root->site[k]];
        *worth += count >= root->need[i] ? root->weight[i] : 0;
    }
    if (!allowed)
        *worth = -(double)INFINITY;
    return CT_OK;
}

/* --- the relaxation at a node ----------------------------------------------------------------- */

static bool goes_on(const struct ct_wave *wave, bool caller)
{
    struct ct_search search = *wave->search;

    if (atomic_load(wave->stop))
        return false;
    if (!caller)
        search.go_on = NULL; /* the caller's thread alone asks */
    if (ct_search_goes_on(&search, wave->value / wave->scale,
                          fmax(wave->bound, wave->ceiling) / wave->scale))
        return true;
    atomic_store(wave->stop, true);
    return false;
}

static void warm_up(const struct ct_wave *wave, const struct ct_mclp *cover,
                    const struct ct_warm *warm, struct ct_relax *relax)
{
    if (warm == NULL)
        return;
    for (size_t j = 0; j < cover->sites; j++)
        relax->x[j] = (double)warm->x[wave->back[cover->name[j]]];
    for (size_t i = 0; i < cover->rows; i++)
        relax->u[i] = warm->u[cover->origin[i]];
    memcpy(relax->limit, warm->limit, cover->limits.count * sizeof *relax->limit);
    relax->pace = warm->pace;
}

static void keep_warm(const struct ct_wave *wave, const struct ct_relax *relax,
                      struct ct_warm *warm)
{
    const struct ct_mclp *cover = relax->cover;

    for (size_t j = 0; j < cover->sites; j++)
        warm->x[wave->back[cover->name[j]]] = (float)relax->x[j];
    for (size_t i = 0; i < cover->rows; i++)
        warm->u[cover->origin[i]] = relax->u[i];
    memcpy(warm->limit, relax->limit, cover->limits.count * sizeof *warm->limit);
    warm->pace = relax->pace;
}

/* Runs it in slices; false where the search was stopped in between. */
static enum ct_status run(const struct ct_wave *wave, struct ct_relax *relax, bool caller,
                          bool *stopped, struct ct_error *err)
{
    double target = wave->value + wave->unit;
    enum ct_status status = CT_OK;

    *stopped = false;
    for (size_t done = 0; done < wave->steps && status == CT_OK; done += SLICE) {
        uint64_t before = relax->steps;
        status = ct_relax_run(relax, SLICE, target, wave->accuracy, err);
        if (relax->steps - before < SLICE)
            break;
        if (!goes_on(wave, caller)) {
            *stopped = true;
            break;
        }
    }
    return status;
}

/* --- fixing and rounding ---------------------------------------------------------------------- */

/* Fixes sites of the node whose other state cannot beat the best set; returns how many. */
static enum ct_status fix_by_losses(const struct ct_wave *wave, const struct ct_relax *relax,
                                    struct ct_node *node, size_t *fixed, struct ct_error *err)
{
    const struct ct_mclp *cover = relax->cover;
    double *loss = malloc((cover->sites + 1) * sizeof *loss);
    uint8_t *taken = malloc(cover->sites + 1);
    double margin = 1e-9 * (fabs(relax->bound) + cover->total); /* of the losses' rounding */

    *fixed = 0;
    if (loss == NULL || taken == NULL) {
        free(loss);
        free(taken);
        return ct_fail_memory(err);
    }
    ct_relax_losses(relax, loss, taken);
    for (size_t j = 0; j < cover->sites; j++) {
        if (relax->bound - loss[j] + margin >= wave->value + wave->unit)
            continue;
        node->state[wave->back[cover->name[j]]] = taken[j] ? CT_SITE_REQUIRED : CT_SITE_FORBIDDEN;
        ++*fixed;
    }
    free(loss);
    free(taken);
    return CT_OK;
}

/* Opens the sites that the relaxation opens most, the required ones first. */
static enum ct_status round_off(const struct ct_wave *wave, const struct ct_relax *relax,
                                struct ct_expanded *out, struct ct_error *err)
{
    const struct ct_mclp *cover = relax->cover;
    struct ct_pick *pick = malloc((cover->sites + 1) * sizeof *pick);
    uint8_t *open = calloc(wave->root->sites + 1, 1);
    double worth = 0;

    if (pick == NULL || open == NULL) {
        free(pick);
        free(open);
        return ct_fail_memory(err);
    }
    for (size_t j = 0; j < wave->root->sites; j++)
        open[j] = out->node->state[j] == CT_SITE_REQUIRED;
    double sum = 0;
    for (size_t j = 0; j < cover->sites; j++) {
        sum += relax->x[j];
        pick[j] = (struct ct_pick){.profit = relax->x[j], .site = wave->back[cover->name[j]]};
    }
    size_t count = (size_t)(sum + 0.5);
    ct_pick_largest(pick, cover->sites, count);
    for (size_t i = 0; i < count && i < cover->sites; i++)
        open[pick[i].site] = 1;
    free(pick);
    enum ct_status status = ct_node_worth(wave->choice, wave->root, open, &worth, err);
    if (status == CT_OK && worth > out->value) {
        free(out->open);
        out->open = open;
        out->value = worth;
        return CT_OK;
    }
    free(open);
    return status;
}

/* --- branching -------------------------------------------------------------------------------- */

static double score_of(const struct ct_wave *wave, uint32_t site, double part)
{
    const struct ct_pseudo *p = &wave->pseudo[site];
    double up = p->ups > 0 ? p->up / p->ups : wave->mean.up;
    double down = p->downs > 0 ? p->down / p->downs : wave->mean.down;

    return fmax(up * (1 - part), 1e-6) * fmax(down * part, 1e-6);
}

static void choose_site(const struct ct_wave *wave, const struct ct_relax *relax,
                        struct ct_expanded *out)
{
    const struct ct_mclp *cover = relax->cover;
    double best = -1;

    for (size_t j = 0; j < cover->sites; j++) {
        uint32_t site = wave->back[cover->name[j]];
        double part = relax->x[j];
        if (out->node->state[site] != CT_SITE_FREE)
            continue;
        double score = part > 1e-4 && part < 1 - 1e-4 ? score_of(wave, site, part) : 0;
        if (score <= best)
            continue;
        best = score;
        out->site = site;
        out->part = part;
    }
}

/* --- a node ----------------------------------------------------------------------------------- */

/* What is left of the root below a node. */
static enum ct_status cover_of(const struct ct_wave *wave, const struct ct_node *node,
                               struct ct_mclp *out, struct ct_error *err)
{
    size_t n = wave->root->sites;
    enum ct_site_state *state = malloc((n + 1) * sizeof *state);

    if (state == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < n; j++)
        state[j] = (enum ct_site_state)node->state[j];
    enum ct_status status = ct_mclp_fix(wave->root, state, out, err);
    free(state);
    return status;
}

/* One round: relax, fix, round off. *again: enough was fixed to be worth another. */
static enum ct_status do_round(const struct ct_wave *wave, struct ct_expanded *out, bool first,
                               bool caller, bool *again, struct ct_error *err)
{
    struct ct_mclp cover = {0};
    struct ct_relax relax = {0};
    struct ct_node *node = out->node;
    size_t fixed = 0;
    const struct ct_warm *warm = !first ? out->warm : node->warm != NULL ? node->warm : wave->warm;
    enum ct_status status = cover_of(wave, node, &cover, err);

    *again = false;
    out->site = UINT32_MAX;
    if (status == CT_OK)
        status = ct_relax_new(&cover, wave->pool, &relax, err);
    if (status == CT_OK) {
        warm_up(wave, &cover, warm, &relax);
        status = run(wave, &relax, caller, &out->cut, err);
    }
    if (status == CT_OK) {
        out->work += (double)relax.steps * (double)(cover.start[cover.rows] + cover.sites);
        if (first && node->site != UINT32_MAX)
            out->fall = fmax(0, node->bound - relax.bound);
        node->bound = fmin(node->bound, relax.bound);
        out->closed = cover.impossible || node->bound < wave->value + wave->unit;
    }
    if (status == CT_OK && !out->closed) {
        status = round_off(wave, &relax, out, err);
        if (status == CT_OK)
            status = fix_by_losses(wave, &relax, node, &fixed, err);
        keep_warm(wave, &relax, out->warm);
        choose_site(wave, &relax, out);
        *again = fixed > 0 && (out->site == UINT32_MAX || 10 * fixed >= cover.sites);
        out->closed = cover.sites == 0; /* one set alone, and it has been looked at */
    }
    ct_relax_free(&relax);
    ct_mclp_free(&cover);
    return status;
}

enum ct_status ct_node_expand(const struct ct_wave *wave, struct ct_expanded *out, bool caller,
                              struct ct_error *err)
{
    bool again = true;
    enum ct_status status = CT_OK;

    out->value = -(double)INFINITY;
    out->fall = (double)NAN;
    out->warm = new_warm(wave->root);
    if (out->warm == NULL)
        return ct_fail_memory(err);
    for (int round = 0; round < ROUNDS && again && status == CT_OK; round++) {
        status = do_round(wave, out, round == 0, caller, &again, err);
        if (out->closed || out->cut)
            break;
        again = again || out->site == UINT32_MAX;
        if (out->site == UINT32_MAX)
            round = 0;
    }
    return status;
}
