/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The choice of sites as a run: see include/catchment/site.h. Seconds and threads do not show in
 * the result where the search comes to its end.
 */
#include "catchment/site.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include "publish/result.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct telling {
    struct ct_run run;
    bool stopped;
};

/* A stop ends the search, not the run. */
static bool go_on(void *context, double objective, double bound)
{
    struct telling *t = context;
    const double share =
        objective > 0 && bound > 0 ? fmin(objective, bound) / fmax(objective, bound) : 0;
    if (t->run.progress != NULL && !t->run.progress(t->run.context, "site", share))
        t->stopped = true;
    return !t->stopped;
}

static enum ct_status tell_closed(const struct ct_proposal *p, struct ct_sites *out,
                                  struct ct_error *err)
{
    const struct ct_facilities *f = &p->siting.city->facilities;
    out->closed = calloc(p->closed_count + 1, sizeof *out->closed);
    out->closed_id = calloc(p->closed_count + 1, sizeof *out->closed_id);
    if (out->closed == NULL || out->closed_id == NULL)
        return ct_fail_memory(err);
    out->closed_count = p->closed_count;
    for (size_t i = 0; i < p->closed_count; i++) {
        const struct ct_loss *loss = &p->loss[i];
        ct_text_fit(out->closed_id[i], sizeof out->closed_id[i], f->id[p->closed[i]]);
        out->closed[i] = (struct ct_closed_view){
            .id = out->closed_id[i], .people = loss->people, .lost = loss->lost};
    }
    return CT_OK;
}

static enum ct_status tell_site(const struct ct_proposal *p, size_t i, struct ct_sites *out,
                                struct ct_error *err)
{
    const struct ct_chosen *chosen = &p->chosen[i];
    const struct ct_site_place *place = &p->siting.site[chosen->site];
    const double all = p->siting.total_people;
    char *kind = ct_siting_kind_names(&p->siting, place->kinds);
    if (kind == NULL)
        return ct_fail_memory(err);
    ct_text_fit(out->kind[i], sizeof out->kind[i], kind);
    free(kind);
    ct_text_fit(out->id[i], sizeof out->id[i], place->id);
    out->rows[i] = (struct ct_site_view){.id = out->id[i],
                                         .kind = out->kind[i],
                                         .price = place->price,
                                         .rank = chosen->rank,
                                         .year = chosen->year,
                                         .people = chosen->gain,
                                         .cumulative = chosen->cumulative,
                                         .share = all > 0 ? chosen->cumulative / all : (double)NAN};
    return CT_OK;
}

static enum ct_status tell(const struct ct_proposal *p, struct ct_sites *out, struct ct_error *err)
{
    const double all = p->siting.total_people;
    out->about = (struct ct_proposal_view){.model = p->siting.model->name,
                                           .status = ct_solution_status_names[p->solution.status],
                                           .unit = p->unit_name,
                                           .objective = p->solution.objective / p->unit,
                                           .bound = p->solution.bound / p->unit,
                                           .gap = p->gap,
                                           .counted = p->siting.rate ? "households" : "persons",
                                           .people = all,
                                           .nodes = p->solution.nodes,
                                           .kinds = p->siting.kind_count};
    out->rows = calloc(p->count + 1, sizeof *out->rows);
    out->id = calloc(p->count + 1, sizeof *out->id);
    out->kind = calloc(p->count + 1, sizeof *out->kind);
    if (out->rows == NULL || out->id == NULL || out->kind == NULL)
        return ct_fail_memory(err);
    out->count = p->count;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < p->count; i++)
        status = tell_site(p, i, out, err);
    return status == CT_OK ? tell_closed(p, out, err) : status;
}

enum ct_status ct_site_city(const struct ct_plan *plan, const struct ct_city *city,
                            const struct ct_measures *measures, const struct ct_siting_way *way,
                            struct ct_run *run, struct ct_result *out, struct ct_proposal *proposal,
                            struct ct_error *err)
{
    struct telling t = {.run = *run};
    const struct ct_search search = {.seconds = way->seconds,
                                     .threads = run->threads,
                                     .seed = way->seed,
                                     .go_on = go_on,
                                     .context = &t};
    enum ct_status status = ct_progress(run, "site", 0, err);
    if (status == CT_OK)
        status = ct_propose(plan, city, measures, &search, &out->findings, proposal, err);
    if (t.stopped)
        run->progress = NULL;
    if (status == CT_OK)
        status = ct_proposal_measure(proposal, run->threads, err);
    return status == CT_OK ? tell(proposal, &out->sites, err) : status;
}

enum ct_status ct_site(const struct ct_plan *plan, const char *path, const struct ct_run *run,
                       double seconds, uint64_t seed, struct ct_result **out, struct ct_error *err)
{
    const struct ct_siting_way way = {seconds, seed};
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return ct_fail_memory(err);
    if (!ct_plan_has_site(plan))
        return ct_fail(err, CT_USAGE, "E0836", NULL);
    return ct_run_plan(plan, path, run, false, &way, *out, err);
}

struct ct_proposal_view ct_result_proposal(const struct ct_result *result)
{
    return result->sites.about;
}

size_t ct_result_sites(const struct ct_result *result)
{
    return result->sites.count;
}

struct ct_site_view ct_result_site(const struct ct_result *result, size_t i)
{
    return result->sites.rows[i];
}

size_t ct_result_closings(const struct ct_result *result)
{
    return result->sites.closed_count;
}

struct ct_closed_view ct_result_closed(const struct ct_result *result, size_t i)
{
    return result->sites.closed[i];
}
