/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Public instances: read, solve, tell.
 */
#include "base/fail.h"
#include "base/text.h"
#include "base/usage.h"
#include "solve/instance.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum ct_status find_model(const char *name, const struct ct_model **out,
                                 struct ct_error *err)
{
    const char *names[32];
    size_t n = 0;

    *out = ct_model_find(name);
    if (*out != NULL)
        return CT_OK;
    while (n < 31 && ct_model(n) != NULL) {
        names[n] = ct_model(n)->name;
        n++;
    }
    names[n] = NULL;
    return ct_fail(err, CT_USAGE, "E0823", "value", name, "nearest", ct_text_nearest(name, names),
                   NULL);
}

static void fill(const struct ct_model *model, const struct ct_instance *instance,
                 struct ct_solution *solution, struct ct_solve_result *out)
{
    out->model = model->name;
    out->status = ct_solution_status_names[solution->status];
    out->objective = solution->objective / instance->scale;
    out->bound = solution->bound / instance->scale;
    out->gap = ct_solution_gap(solution);
    out->sites = instance->problem.reach.sites;
    out->demands = instance->demands_read;
    out->merged = instance->problem.reach.demands;
    out->count = solution->count;
    out->site = solution->site;
    solution->site = NULL;
    out->nodes = solution->nodes;
}

static enum ct_status solve(const struct ct_solve *what, const struct ct_model *model,
                            struct ct_instance *instance, struct ct_solve_result *out,
                            struct ct_error *err)
{
    struct ct_search search = {.seconds = what->seconds,
                               .threads = what->threads,
                               .seed = what->seed,
                               .go_on = what->go_on,
                               .context = what->context};
    struct ct_solution solution = {.objective = (double)NAN, .bound = (double)NAN};

    if (what->share > 0 && what->share < 1) {
        int64_t all = instance->out_of_reach;
        for (size_t i = 0; i < instance->problem.reach.demands; i++)
            all += instance->problem.reach.weight[i];
        instance->problem.share = (int64_t)ceil(what->share * (double)all);
    }
    /* Demands that no site reaches were merged away: all of them cannot be covered. */
    bool hopeless = strcmp(model->name, "lscp") == 0 && instance->problem.share < 0 &&
                    instance->out_of_reach > 0;
    enum ct_status status = CT_OK;
    ct_search_begin(&search);
    if (hopeless)
        solution.status = CT_SOLVED_INFEASIBLE;
    else
        status = model->solve(&instance->problem, &search, &solution, err);
    if (status == CT_OK)
        fill(model, instance, &solution, out);
    ct_solution_free(&solution);
    return status;
}

enum ct_status ct_solve(const struct ct_solve *what, struct ct_solve_result *out,
                        struct ct_error *err)
{
    double started = ct_clock_seconds();
    const struct ct_model *model = NULL;
    struct ct_instance instance = {0};
    bool exact = what->model != NULL && strcmp(what->model, "pcenter") == 0;

    *out = (struct ct_solve_result){0};
    enum ct_status status = what->model != NULL ? find_model(what->model, &model, err) : CT_OK;
    if (status == CT_OK)
        status = ct_instance_read(what, exact, &instance, err);
    if (status == CT_OK && model == NULL)
        status = find_model(instance.model, &model, err);
    if (status == CT_OK)
        status = solve(what, model, &instance, out, err);
    ct_instance_free(&instance);
    out->seconds = ct_clock_seconds() - started;
    out->peak_mb = ct_peak_memory_mb();
    return status;
}

void ct_solve_result_free(struct ct_solve_result *result)
{
    free(result->site);
    *result = (struct ct_solve_result){0};
}
