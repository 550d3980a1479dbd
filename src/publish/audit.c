/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The main line: plan -> city -> findings -> measures -> publication, each room called once.
 */
#include "catchment/audit.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/usage.h"
#include "check/check.h"
#include "measure/planning_units.h"
#include "measure/surroundings.h"
#include "publish/result.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Findings of severity "error" would make results wrong. */
static enum ct_status sound(const struct ct_findings *findings, struct ct_error *err)
{
    char count[24];

    if (findings->errors == 0)
        return CT_OK;
    snprintf(count, sizeof count, "%zu", findings->errors);
    return ct_fail(err, CT_CHECK_FAILED, "E0340", "count", count, NULL);
}

enum ct_status ct_check(const struct ct_plan *plan, const struct ct_run *run,
                        struct ct_result **out, struct ct_error *err)
{
    struct ct_city *city = NULL;
    struct ct_result *result = calloc(1, sizeof *result);

    *out = result;
    if (result == NULL)
        return ct_fail_memory(err);
    enum ct_status status = ct_plan_complete(plan, err);
    if (status == CT_OK)
        status = ct_city_load(plan, run, &result->findings, &city, err);
    if (status == CT_OK)
        status = ct_check_city(city, &result->findings, err);
    if (status == CT_OK)
        status = sound(&result->findings, err);
    ct_city_free(city);
    return status;
}

/* The plan's standards with its parameters; judge NULL where it names none. */
struct law {
    struct ct_parameters parameters;
    struct ct_standards standards;
    struct ct_judge *judge;
};

/* Before anything else is read, so that a wrong formula does not come to light after an hour. */
static enum ct_status read_law(const struct ct_plan *plan, struct law *law, struct ct_error *err)
{
    const char *const *names = (const char *const *)plan->standards;
    enum ct_status status =
        ct_parameters_read(plan->parameters, plan->parameter_count, &law->parameters, err);

    if (status != CT_OK || plan->standard_count == 0)
        return status;
    status = ct_standards_read(names, plan->standard_count, &law->standards, err);
    return status == CT_OK ? ct_judge_new(&law->standards, &law->parameters, &law->judge, err)
                           : status;
}

static void free_law(struct law *law)
{
    ct_judge_free(law->judge);
    ct_standards_free(&law->standards);
    ct_parameters_free(&law->parameters);
}

/* Can a review conclude anything? */
static enum ct_status check_gates(const struct law *law, struct ct_error *err)
{
    struct ct_subjects subjects = {0};
    enum ct_status status = ct_subjects_read(&law->standards, &subjects, err);

    ct_subjects_free(&subjects);
    return status;
}

/* Planning units where a clause is about them and the plan gives none. */
static enum ct_status build_units(const struct law *law, const struct ct_city *city,
                                  const struct ct_measures *measures, struct ct_findings *findings,
                                  struct ct_planning_units *out, struct ct_error *err)
{
    static const char *const names[] = {"planning_unit_low", "planning_unit_high",
                                        "planning_unit_tolerance_m"};
    double values[3];

    if (law->judge == NULL || city->planning_units.count > 0 ||
        !ct_judge_has(law->judge, CT_LEVEL_PLANNING_UNIT))
        return CT_OK;
    for (int i = 0; i < 3; i++)
        values[i] = ct_parameters_find(&law->parameters, names[i])->number;
    const struct ct_unit_rule rule = {values[0], values[1], values[2]};
    return ct_planning_units_build(city, measures, &rule, findings, out, err);
}

enum ct_status ct_run_plan(const struct ct_plan *plan, const char *path, const struct ct_run *asked,
                           bool review, const struct ct_siting_way *siting,
                           struct ct_result *result, struct ct_error *err)
{
    struct ct_run own = asked != NULL ? *asked : (struct ct_run){0}, *run = &own;
    struct ct_proposal proposal = {0};
    double started = ct_clock_seconds();
    bool overwrite = run->overwrite;
    struct ct_city *city = NULL;
    struct ct_measures *measures = NULL;
    struct ct_planning_units units = {0};
    struct ct_surroundings *surroundings = NULL;
    struct law law = {0};

    enum ct_status status = ct_plan_complete(plan, err);
    if (status == CT_OK)
        status = ct_publish_allowed(path, NULL, overwrite, err);
    if (status == CT_OK)
        status = read_law(plan, &law, err);
    if (status == CT_OK && review)
        status = check_gates(&law, err);
    if (status == CT_OK)
        status = ct_city_load(plan, run, &result->findings, &city, err);
    if (status == CT_OK && siting != NULL)
        status = ct_siting_radius(plan, city, err);
    if (status == CT_OK)
        status = ct_check_city(city, &result->findings, err);
    if (status == CT_OK)
        status = sound(&result->findings, err);
    if (status == CT_OK)
        status = ct_publish_allowed(path, city, overwrite, err);
    if (status == CT_OK)
        status = ct_measure(city, run, &result->findings, &measures, err);
    if (status == CT_OK)
        status = ct_measure_findings(city, measures, run, &result->findings, err);
    if (status == CT_OK && review)
        status = ct_review_findings(city, &law.parameters, &result->findings, err);
    if (status == CT_OK && review)
        status =
            ct_surroundings_measure(city, measures, run, &result->findings, &surroundings, err);
    if (status == CT_OK)
        status = sound(&result->findings, err);
    if (status == CT_OK && siting != NULL)
        status = ct_site_city(plan, city, measures, siting, run, result, &proposal, err);
    if (status == CT_OK)
        status = build_units(&law, city, measures, &result->findings, &units, err);
    if (status == CT_OK)
        status = ct_publish(path,
                            &(struct ct_publication){.plan = plan,
                                                     .city = city,
                                                     .findings = &result->findings,
                                                     .measures = measures,
                                                     .built_units = &units,
                                                     .judge = law.judge,
                                                     .surroundings = surroundings,
                                                     .proposal = siting != NULL ? &proposal : NULL,
                                                     .opinions = &result->opinions,
                                                     .review = review},
                            run, started, &result->figures, err);
    ct_proposal_free(&proposal);
    ct_surroundings_free(surroundings);
    ct_planning_units_free(&units);
    ct_measures_free(measures);
    ct_city_free(city);
    free_law(&law);
    return status;
}

enum ct_status ct_audit(const struct ct_plan *plan, const char *path, const struct ct_run *run,
                        struct ct_result **out, struct ct_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out != NULL ? ct_run_plan(plan, path, run, false, NULL, *out, err)
                        : ct_fail_memory(err);
}

size_t ct_result_findings(const struct ct_result *result)
{
    return result->findings.count;
}

struct ct_finding_view ct_result_finding(const struct ct_result *result, size_t i)
{
    const struct ct_finding *row = &result->findings.rows[i];

    return (struct ct_finding_view){
        .code = row->code,
        .severity = ct_message_severity(row->code),
        .layer = row->layer,
        .feature = row->feature,
        .cell = row->cell,
        .row = row->row,
        .lon = row->lon,
        .lat = row->lat,
        .people = row->people,
        .area_m2 = row->area_m2,
        .text = {[CT_EN] = row->text[CT_EN], [CT_ZH] = row->text[CT_ZH]},
        .done = {[CT_EN] = row->done[CT_EN], [CT_ZH] = row->done[CT_ZH]},
    };
}

size_t ct_result_figures(const struct ct_result *result)
{
    return result->figures.count;
}

struct ct_figure_view ct_result_figure(const struct ct_result *result, size_t i)
{
    const struct ct_figure *row = &result->figures.rows[i];

    return (struct ct_figure_view){
        .key = row->key,
        .unit = row->unit,
        .title = {[CT_EN] = row->title[CT_EN], [CT_ZH] = row->title[CT_ZH]},
        .value = row->value,
        .text = row->text,
    };
}

size_t ct_result_verdict_totals(const struct ct_result *result)
{
    return result->figures.total_count;
}

struct ct_verdict_total_view ct_result_verdict_total(const struct ct_result *result, size_t i)
{
    const struct ct_verdict_total *row = &result->figures.totals[i];

    return (struct ct_verdict_total_view){
        .standard = row->standard,
        .title = {[CT_EN] = row->title[CT_EN], [CT_ZH] = row->title[CT_ZH]},
        .strength = row->strength,
        .met = row->results[CT_MET],
        .unmet = row->results[CT_UNMET],
        .unknown = row->results[CT_UNKNOWN],
        .exempt = row->results[CT_EXEMPT],
    };
}

void ct_result_free(struct ct_result *result)
{
    if (result == NULL)
        return;
    ct_findings_free(&result->findings);
    ct_figures_free(&result->figures);
    ct_opinions_free(&result->opinions);
    free(result->sites.rows);
    free(result->sites.kind);
    free(result->sites.id);
    free(result->sites.closed);
    free(result->sites.closed_id);
    free(result);
}
