/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is done at a node: the relaxation of what is left, sites fixed whose other state would bring
 * the bound below the best set known, the same again while much is fixed; a set by rounding; the
 * site to branch on, by what branching took from the bound before (pseudo-costs: Benichou et al.
 * 1971). Cost: passes over the entries that are left.
 */
#include "solve/mclp_node.h"
#include "base/fail.h"
#include "solve/pick.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE = 40, ROUNDS = 8, CUT_STEPS = 3000 };
static const double least_closed = 0.01; /* of the gap, by a round of cuts */

void ct_warm_free(struct ct_warm *warm)
{
    if (warm == NULL || --warm->users > 0)
        return;
    free(warm->x);
    free(warm->y);
    free(warm->v);
    free(warm->limit);
    free(warm);
}

static struct ct_warm *new_warm(const struct ct_mclp *root, size_t cuts, bool parts)
{
    struct ct_warm *warm = calloc(1, sizeof *warm);

    if (warm == NULL)
        return NULL;
    warm->users = 1;
    warm->pace = 1;
    warm->x = calloc(root->sites + root->rows + 1, sizeof *warm->x);
    warm->limit = calloc(root->limits.count + 1, sizeof *warm->limit);
    warm->cuts = cuts;
    warm->v = calloc(cuts + 1, sizeof *warm->v);
    warm->y = parts ? calloc(root->rows + 1, sizeof *warm->y) : NULL;
    if (warm->x == NULL || warm->limit == NULL || warm->v == NULL || (parts && warm->y == NULL)) {
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
    for (size_t c = 0; relax->cuts != NULL && c < relax->cuts->count; c++)
        if (relax->cuts->origin[c] < warm->cuts)
            relax->v[c] = (double)warm->v[relax->cuts->origin[c]];
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
    memset(warm->v, 0, warm->cuts * sizeof *warm->v);
    for (size_t c = 0; relax->cuts != NULL && c < relax->cuts->count; c++)
        warm->v[relax->cuts->origin[c]] = (float)relax->v[c];
    for (size_t i = 0; warm->y != NULL && i < cover->rows; i++)
        warm->y[cover->origin[i]] = relax->y[i];
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

/* What is left of the root and its cuts below a node. */
static enum ct_status cover_of(const struct ct_wave *wave, const struct ct_node *node,
                               struct ct_mclp *out, struct ct_mclp_cuts *cuts, struct ct_error *err)
{
    size_t n = wave->root->sites;
    enum ct_site_state *state = malloc((n + 1) * sizeof *state);

    if (state == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < n; j++)
        state[j] = (enum ct_site_state)node->state[j];
    enum ct_status status = ct_mclp_fix(wave->root, state, out, err);
    if (status == CT_OK)
        status = ct_mclp_cuts_fix(wave->root, wave->cuts, state, out, cuts, err);
    free(state);
    return status;
}

/* One round: relax, fix, round off. *again: enough was fixed to be worth another. */
static enum ct_status do_round(const struct ct_wave *wave, struct ct_expanded *out, bool first,
                               bool caller, bool *again, struct ct_error *err)
{
    struct ct_mclp cover = {0};
    struct ct_mclp_cuts cuts = {0};
    struct ct_relax relax = {0};
    struct ct_node *node = out->node;
    size_t fixed = 0;
    const struct ct_warm *warm = !first ? out->warm : node->warm != NULL ? node->warm : wave->warm;
    enum ct_status status = cover_of(wave, node, &cover, &cuts, err);

    *again = false;
    out->site = UINT32_MAX;
    if (status == CT_OK)
        status = ct_relax_new(&cover, &cuts, wave->pool, &relax, err);
    if (status == CT_OK) {
        warm_up(wave, &cover, warm, &relax);
        status = run(wave, &relax, caller, &out->cut, err);
    }
    if (status == CT_OK) {
        size_t entries = cover.start[cover.rows] + cover.sites;
        entries += cuts.count > 0 ? cuts.start[cuts.count] : 0;
        out->work += (double)relax.steps * (double)entries;
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
    ct_mclp_cuts_free(&cuts);
    ct_mclp_free(&cover);
    return status;
}

/* --- cuts at the root ------------------------------------------------------------------------- */

/* Room for duals of cuts that have been added. */
static enum ct_status fit_warm(struct ct_warm *warm, size_t cuts, struct ct_error *err)
{
    float *v = realloc(warm->v, (cuts + 1) * sizeof *v);

    if (v == NULL)
        return ct_fail_memory(err);
    for (size_t c = warm->cuts; c < cuts; c++)
        v[c] = 0;
    warm->v = v;
    warm->cuts = cuts;
    return CT_OK;
}

/* Drops the cuts that have no dual. */
static enum ct_status purge(struct ct_warm *warm, struct ct_mclp_cuts *cuts, struct ct_error *err)
{
    uint8_t *marked = calloc(cuts->count + 1, 1);
    size_t kept = 0;

    if (marked == NULL)
        return ct_fail_memory(err);
    for (size_t c = 0; c < cuts->count; c++) {
        marked[c] = warm->v[c] > 0;
        if (marked[c])
            warm->v[kept++] = warm->v[c];
    }
    ct_mclp_cuts_keep(cuts, marked);
    warm->cuts = kept;
    free(marked);
    return CT_OK;
}

/* Sites and rows that are fixed are not in the relaxation: what they are, for all of the root. */
static void complete_warm(const struct ct_mclp *root, const uint8_t *state, struct ct_warm *warm)
{
    for (size_t j = 0; j < root->sites; j++)
        if (state[j] != CT_SITE_FREE)
            warm->x[j] = state[j] == CT_SITE_REQUIRED;
    for (size_t i = 0; i < root->rows; i++) {
        size_t opened = 0, left = 0;
        float last = 0;
        for (size_t k = root->start[i]; k < root->start[i + 1]; k++) {
            opened += state[root->site[k]] == CT_SITE_REQUIRED;
            left += state[root->site[k]] == CT_SITE_FREE;
            last = state[root->site[k]] == CT_SITE_FREE ? warm->x[root->site[k]] : last;
        }
        if (opened > 0 || left < 2)
            warm->y[i] = opened > 0 ? 1 : left == 1 ? last : 0;
    }
}

/* Adds cuts that the root's relaxation breaks and relaxes again, while that closes enough of the
 * gap. */
static enum ct_status cut_rounds(const struct ct_wave *wave, struct ct_expanded *out,
                                 unsigned first, unsigned last, bool caller, struct ct_error *err)
{
    struct ct_wave shorter = *wave;
    enum ct_status status = CT_OK;
    bool again = false;
    int idle = 0;

    shorter.steps = CUT_STEPS;
    for (unsigned round = first; round < last && idle < 2 && status == CT_OK; round++) {
        double before = out->node->bound;
        size_t added = 0;
        complete_warm(wave->root, out->node->state, out->warm);
        status = ct_mclp_separate(wave->root, out->warm->x, out->warm->y, round, wave->pool,
                                  wave->cuts, &added, err);
        if (status == CT_OK && added > 0)
            status = fit_warm(out->warm, wave->cuts->count, err);
        if (status != CT_OK || added == 0)
            break;
        status = do_round(&shorter, out, false, caller, &again, err);
        if (status != CT_OK || out->closed || out->cut)
            break;
        status = purge(out->warm, wave->cuts, err);
        bool enough = before - out->node->bound >= least_closed * (before - wave->value);
        idle = enough ? 0 : idle + 1;
    }
    return status;
}

/* Rounds while they fix much, and until there is a site to branch on. */
static enum ct_status do_rounds(const struct ct_wave *wave, struct ct_expanded *out, bool first,
                                bool caller, struct ct_error *err)
{
    bool again = true;
    enum ct_status status = CT_OK;

    for (int round = 0; round < ROUNDS && again && status == CT_OK; round++) {
        status = do_round(wave, out, first && round == 0, caller, &again, err);
        first = false;
        if (out->closed || out->cut)
            break;
        again = again || out->site == UINT32_MAX;
        if (out->site == UINT32_MAX)
            round = 0;
    }
    return status;
}

enum ct_status ct_node_expand(const struct ct_wave *wave, struct ct_expanded *out, bool caller,
                              struct ct_error *err)
{
    bool at_root = out->node->site == UINT32_MAX && wave->warm == NULL;

    out->value = -(double)INFINITY;
    out->fall = (double)NAN;
    out->warm = new_warm(wave->root, wave->cuts->count, at_root);
    if (out->warm == NULL)
        return ct_fail_memory(err);
    return do_rounds(wave, out, true, caller, err);
}

enum ct_status ct_node_strengthen(const struct ct_wave *wave, struct ct_expanded *out,
                                  unsigned first, unsigned last, bool caller, struct ct_error *err)
{
    if (out->closed || out->cut)
        return CT_OK;
    enum ct_status status = cut_rounds(wave, out, first, last, caller, err);
    if (status == CT_OK && !out->closed && !out->cut && wave->cuts->count > 0)
        status = do_rounds(wave, out, false, caller, err);
    return status;
}
