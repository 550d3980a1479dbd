/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which site to branch on: the one whose both states are expected to raise the linear relaxation
 * most. Expected is what they did before, a unit; sites that were tried seldom are tried for a few
 * steps of the simplex.
 *
 * Source: T. Achterberg, T. Koch, A. Martin, "Branching rules revisited", Oper. Res. Lett. 33
 * (2005).
 */
#include "base/fail.h"
#include "solve/service.h"
#include <math.h>
#include <stdlib.h>

enum { RELIABLE = 4, TRIED_MOST = 16, PATIENCE = 6 };
static const double whole = 1e-6;

void ct_losses_free(struct ct_losses *losses)
{
    for (int opened = 0; opened < 2; opened++) {
        free(losses->sum[opened]);
        free(losses->times[opened]);
    }
    free(losses->order);
    free(losses->score);
}

enum ct_status ct_losses_new(struct ct_losses *losses, size_t sites, struct ct_error *err)
{
    bool all = true;

    for (int opened = 0; opened < 2; opened++) {
        losses->sum[opened] = calloc(sites + 1, sizeof *losses->sum[opened]);
        losses->times[opened] = calloc(sites + 1, sizeof *losses->times[opened]);
        all = all && losses->sum[opened] != NULL && losses->times[opened] != NULL;
    }
    losses->order = calloc(sites + 1, sizeof *losses->order);
    losses->score = calloc(sites + 1, sizeof *losses->score);
    return all && losses->order != NULL && losses->score != NULL ? CT_OK : ct_fail_memory(err);
}

/* What a state of the site is expected to raise the value by. */
static double expected(const struct ct_losses *l, size_t site, int opened, double y)
{
    uint32_t times = l->times[opened][site];
    double all = l->all_times[opened] > 0 ? l->all[opened] / (double)l->all_times[opened] : 1;
    double a_unit = times > 0 ? l->sum[opened][site] / times : all;

    return a_unit * (opened ? 1 - y : y);
}

static double score(double closed, double opened)
{
    return fmax(closed, 1e-6) * fmax(opened, 1e-6);
}

/* Puts the best `k` of order[0..n) first, by score, then by site. */
static void select_best(struct ct_losses *l, size_t n, size_t k)
{
    for (size_t i = 0; i < k && i < n; i++) {
        size_t best = i;
        for (size_t j = i + 1; j < n; j++) {
            uint32_t a = l->order[j], b = l->order[best];
            if (l->score[a] > l->score[b] || (!(l->score[a] < l->score[b]) && a < b))
                best = j;
        }
        uint32_t first = l->order[best];
        l->order[best] = l->order[i];
        l->order[i] = first;
    }
}

/* Free sites that are neither open nor closed, with their expected scores; how many. */
static size_t list_doubtful(struct ct_core *core, const struct ct_service_node *node)
{
    struct ct_losses *l = &core->losses;
    size_t n = 0;

    for (size_t j = 0; j < core->service->sites; j++) {
        double y = core->relaxed.mean[j];
        if (node->state[j] != CT_SITE_FREE || y < whole || y > 1 - whole)
            continue;
        l->score[j] = score(expected(l, j, 0, y), expected(l, j, 1, y));
        l->order[n++] = (uint32_t)j;
    }
    return n;
}

/* Tries both states of the site; its score. */
static enum ct_status try_site(struct ct_core *core, uint32_t site, struct ct_error *err)
{
    struct ct_losses *l = &core->losses;
    double y = core->relaxed.mean[site], loss[2] = {0};
    double most = fmax((double)core->out->upper - core->relaxed.value, 1);
    enum ct_status status = CT_OK;

    for (int opened = 0; opened < 2 && status == CT_OK; opened++) {
        double value = 0;
        status = core->service->kind->relax_try(core->relax, site, opened == 1, &value, err);
        loss[opened] = fmin(fmax(value - core->relaxed.value, 0), most);
        double a_unit = loss[opened] / (opened ? 1 - y : y);
        l->sum[opened][site] += a_unit;
        l->times[opened][site]++;
        l->all[opened] += a_unit;
        l->all_times[opened]++;
    }
    l->score[site] = score(loss[0], loss[1]);
    return status;
}

/* Where the solution is whole, or there was none: the first free site. */
static uint32_t any_site(const struct ct_core *core, const struct ct_service_node *node)
{
    uint32_t site = 0;

    while (node->state[site] != CT_SITE_FREE && site + 1 < core->service->sites)
        site++;
    return site;
}

enum ct_status ct_core_branch(struct ct_core *core, const struct ct_service_node *node,
                              uint32_t *site, struct ct_error *err)
{
    struct ct_losses *l = &core->losses;
    size_t n = core->relaxed.is == CT_RELAX_SOLVED ? list_doubtful(core, node) : 0;
    double best = -1;
    enum ct_status status = CT_OK;

    *site = n == 0 ? any_site(core, node) : UINT32_MAX;
    select_best(l, n, TRIED_MOST);
    for (size_t k = 0, since = 0; k < n && k < TRIED_MOST && since < PATIENCE; k++, since++) {
        uint32_t j = l->order[k];
        if (l->times[0][j] < RELIABLE || l->times[1][j] < RELIABLE)
            status = try_site(core, j, err);
        if (status != CT_OK)
            return status;
        if (l->score[j] > best) {
            best = l->score[j];
            *site = j;
            since = 0;
        }
    }
    return CT_OK;
}
