/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan: making, overriding, completeness, freeing.
 */
#include "load/plan.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/inputs.h"
#include "load/plan_keys.h"
#include "load/plan_site.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Source: the census of 2020 (2.5 to 2.6 persons a household) and the standards of community
 * services; wide enough that what lies outside is most often a wrong unit or a slip. */
const struct ct_range_default ct_range_defaults[CT_RANGES] = {
    [CT_RANGE_DENSITY] = {"density", {50, 100000}},
    [CT_RANGE_HOUSEHOLD] = {"people_per_household", {1.5, 5}},
    [CT_RANGE_FLOOR_AREA] = {"facility_floor_area", {10, 20000}},
    [CT_RANGE_PER_100_HOUSEHOLDS] = {"floor_area_per_100_households", {0, 500}},
};

/* A copy of n numbers, or NULL. */
static double *copy_numbers(const double *numbers, size_t n)
{
    double *copy = malloc(n * sizeof *copy);
    if (copy)
        memcpy(copy, numbers, n * sizeof *copy);
    return copy;
}

static bool set_ranges(struct ct_plan *plan)
{
    bool good = true;
    for (size_t i = 0; i < CT_RANGES; i++) {
        plan->ranges[i].bounds = copy_numbers(ct_range_defaults[i].bounds, 2);
        plan->ranges[i].count = 2;
        good = good && plan->ranges[i].bounds;
    }
    return good;
}

enum ct_status ct_plan_new(struct ct_plan **out, struct ct_error *err)
{
    static const double area[] = {200, 300, 400}, per_100[] = {20, 30};
    *out = NULL;
    struct ct_plan *plan = calloc(1, sizeof *plan);
    if (!plan)
        return ct_fail_memory(err);
    *plan = (struct ct_plan){
        .text = ct_text_copy(""),
        .communities = {.band = 1},
        .site = {.within = {.band = 1}, .forbidden = {.band = 1}, .budget = -1, .budget_m2 = -1},
        .shared = CT_SHARED_SPLIT,
        .area_bounds_m2 = copy_numbers(area, 3),
        .area_bound_count = 3,
        .per_100_bounds_m2 = copy_numbers(per_100, 2),
        .per_100_bound_count = 2,
        .required_urban_m2 = 300,
        .required_rural_m2 = 200,
        .output_crs = ct_text_copy("auto"),
    };
    if (!set_ranges(plan) || !plan->text || !plan->area_bounds_m2 || !plan->per_100_bounds_m2 ||
        !plan->output_crs) {
        ct_plan_free(plan);
        return ct_fail_memory(err);
    }
    *out = plan;
    return CT_OK;
}

static void free_source(struct ct_source *source)
{
    for (size_t i = 0; i < source->field_count; i++) {
        free(source->fields[i].meaning);
        free(source->fields[i].name);
    }
    free(source->fields);
    free(source->name);
    free(source->file);
    free(source->layer);
    free(source->crs);
    free(source->encoding);
    free(source->kind);
    free(source->placing.towgs84);
    free(source->placing.affine);
    free(source->placing.points);
    free(source->placing.points_file);
}

static void free_sources(struct ct_source *sources, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free_source(&sources[i]);
    free(sources);
}

static void free_texts(char **texts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(texts[i]);
    free(texts);
}

static void free_kinds(struct ct_kind *kinds, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(kinds[i].name);
        free(kinds[i].radius_m);
        free_texts(kinds[i].roles, kinds[i].role_count);
        free(kinds[i].title[CT_EN]);
        free(kinds[i].title[CT_ZH]);
    }
    free(kinds);
}

/* What standards and the review need. */
static void free_review(struct ct_plan *plan)
{
    free_source(&plan->planning_units);
    free_sources(plan->projects, plan->project_count);
    free_sources(plan->project_facilities, plan->project_facility_count);
    for (size_t i = 0; i < plan->questionnaire_count; i++)
        free_source(&plan->questionnaires[i].source);
    free(plan->questionnaires);
    free_texts(plan->standards, plan->standard_count);
    for (size_t i = 0; i < plan->parameter_count; i++) {
        free(plan->parameters[i].name);
        free(plan->parameters[i].value);
    }
    free(plan->parameters);
}

static void free_candidates(struct ct_plan_candidates *candidates)
{
    free_source(&candidates->source);
    free(candidates->mode);
}

static void free_weights(struct ct_plan_weight *weights, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(weights[i].name);
    free(weights);
}

static void free_site(struct ct_plan_site *site)
{
    free(site->model);
    free(site->kind);
    for (size_t i = 0; i < site->kind_count; i++)
        free(site->kinds[i].name);
    free(site->kinds);
    free(site->population);
    free(site->decay);
    for (size_t i = 0; i < site->candidate_count; i++)
        free_candidates(&site->candidates[i]);
    free(site->candidates);
    free_source(&site->within);
    free_source(&site->forbidden);
    free_texts(site->pairs, site->pair_ids);
    free_weights(site->weights, site->weight_count);
    free_weights(site->costs, site->cost_count);
    free_texts(site->stay, site->stay_count);
    free(site->years);
}

bool ct_plan_has_standard(const struct ct_plan *plan)
{
    return plan->standard_count > 0;
}

void ct_plan_free(struct ct_plan *plan)
{
    if (!plan)
        return;
    free_source(&plan->communities);
    free_source(&plan->streets);
    free_source(&plan->within);
    for (size_t i = 0; i < plan->table_count; i++)
        free_source(&plan->tables[i].source);
    free(plan->tables);
    free_sources(plan->population, plan->population_count);
    free_sources(plan->facilities, plan->facility_count);
    free_kinds(plan->kinds, plan->kind_count);
    free_review(plan);
    free_site(&plan->site);
    free(plan->path);
    free(plan->text);
    free(plan->title);
    free(plan->default_radius_m);
    free(plan->area_bounds_m2);
    free(plan->per_100_bounds_m2);
    for (size_t i = 0; i < CT_RANGES; i++)
        free(plan->ranges[i].bounds);
    free(plan->output_crs);
    free(plan->output_year);
    free(plan->output_compiled_by);
    free(plan->output_date);
    free(plan);
}

const char *ct_source_field(const struct ct_source *source, const char *meaning)
{
    for (size_t i = 0; i < source->field_count; i++)
        if (strcmp(source->fields[i].meaning, meaning) == 0)
            return source->fields[i].name;
    return NULL;
}

/* Adds "# --set path=value" to the plan's text; a line break in the value goes on as a comment. */
static enum ct_status note_override(struct ct_plan *plan, const char *path, const char *value,
                                    struct ct_error *err)
{
    struct ct_buffer text = {0};
    ct_buffer_add(&text, plan->text);
    if (text.size > 0 && text.data[text.size - 1] != '\n')
        ct_buffer_add(&text, "\n");
    ct_buffer_printf(&text, "# --set %s=", path);
    for (const char *c = value; *c; c++)
        ct_buffer_add(&text, *c == '\n' ? "\n# " : (char[]){*c, '\0'});
    ct_buffer_add(&text, "\n");
    if (text.failed) {
        ct_buffer_free(&text);
        return ct_fail_memory(err);
    }
    free(plan->text);
    plan->text = text.data;
    return CT_OK;
}

enum ct_status ct_plan_set(struct ct_plan *plan, const char *path, const char *value,
                           struct ct_error *err)
{
    enum ct_status status =
        ct_plan_put(plan, &(struct ct_plan_value){.path = path, .text = value}, err);
    return status == CT_OK ? note_override(plan, path, value, err) : status;
}

/* --- completeness --------------------------------------------------------------------------- */

static enum ct_status lacks(const struct ct_plan *plan, const char *code, const char *layer,
                            const char *value, long line, struct ct_error *err)
{
    enum ct_status status =
        ct_fail(err, CT_USAGE, code, "layer", layer, "value", value, "kind", value, NULL);
    if (err) {
        err->layer[0] = '\0'; /* the name of a list, not of a layer */
        ct_text_fit(err->file, sizeof err->file, plan->path ? plan->path : "");
        err->line = line;
    }
    return status;
}

static enum ct_status check_files(const struct ct_plan *plan, const char *list,
                                  const struct ct_source *sources, size_t n, struct ct_error *err)
{
    for (size_t i = 0; i < n; i++) {
        char entry[64];
        snprintf(entry, sizeof entry, "%s[%zu]", list, i);
        if (!sources[i].file)
            return lacks(plan, "E0114", entry, NULL, sources[i].line, err);
    }
    return CT_OK;
}

static enum ct_status check_demands(const struct ct_plan *plan, struct ct_error *err)
{
    for (size_t i = 1; i < plan->population_count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(plan->population[i].name, plan->population[k].name) == 0)
                return lacks(plan, "E0115", "population", plan->population[i].name,
                             plan->population[i].line, err);
    return CT_OK;
}

static enum ct_status check_kinds(const struct ct_plan *plan, struct ct_error *err)
{
    if (plan->kind_count == 0 && plan->default_radius_count == 0)
        return lacks(plan, "E0113", NULL, NULL, 0, err);
    for (size_t i = 0; i < plan->kind_count; i++) {
        const struct ct_kind *kind = &plan->kinds[i];
        char entry[64];
        snprintf(entry, sizeof entry, "kinds[%zu]", i);
        if (!kind->name)
            return lacks(plan, "E0116", entry, NULL, 0, err);
        if (kind->radius_count == 0 && plan->default_radius_count == 0)
            return lacks(plan, "E0113", NULL, kind->name, 0, err);
        for (size_t k = 0; k < i; k++)
            if (strcmp(kind->name, plan->kinds[k].name) == 0)
                return lacks(plan, "E0115", "kinds", kind->name, 0, err);
    }
    return CT_OK;
}

static enum ct_status check_tables(const struct ct_plan *plan, struct ct_error *err)
{
    if (plan->thiessen && !plan->within.file)
        return lacks(plan, "E0136", NULL, NULL, plan->communities.line, err);
    for (size_t i = 0; i < plan->table_count; i++) {
        char entry[64];
        snprintf(entry, sizeof entry, "tables[%zu]", i);
        if (!plan->tables[i].source.file)
            return lacks(plan, "E0114", entry, NULL, plan->tables[i].source.line, err);
    }
    return CT_OK;
}

/* E0137: the roles of a kind are those that standards know. */
static enum ct_status check_roles(const struct ct_plan *plan, struct ct_error *err)
{
    struct ct_input_table roles;
    enum ct_status status = ct_input_table_read("role", &roles, err);
    if (status != CT_OK)
        return status;
    const char **known = calloc(roles.count + 1, sizeof *known);
    if (!known)
        status = ct_fail_memory(err);
    for (size_t i = 0; known && i < roles.count; i++)
        known[i] = roles.rows[i].meaning;
    for (size_t k = 0; status == CT_OK && k < plan->kind_count; k++) {
        const struct ct_kind *kind = &plan->kinds[k];
        for (size_t i = 0; status == CT_OK && i < kind->role_count; i++)
            if (!ct_input_table_find(&roles, kind->roles[i]))
                status = ct_fail(err, CT_USAGE, "E0137", "kind", kind->name, "value",
                                 kind->roles[i], "nearest", ct_text_nearest(kind->roles[i], known),
                                 "file", plan->path ? plan->path : "", NULL);
    }
    free(known);
    ct_input_table_free(&roles);
    return status;
}

static enum ct_status check_questionnaires(const struct ct_plan *plan, struct ct_error *err)
{
    for (size_t i = 0; i < plan->questionnaire_count; i++) {
        const struct ct_questionnaire *one = &plan->questionnaires[i];
        char entry[64];
        snprintf(entry, sizeof entry, "questionnaires[%zu]", i);
        if (!one->source.file)
            return lacks(plan, "E0114", entry, NULL, one->source.line, err);
        if (one->level == CT_LEVELS)
            return lacks(plan, "E0138", entry, NULL, one->source.line, err);
    }
    return CT_OK;
}

/* What standards and the review need. */
static enum ct_status check_review(const struct ct_plan *plan, struct ct_error *err)
{
    enum ct_status status = check_files(plan, "projects", plan->projects, plan->project_count, err);
    if (status == CT_OK)
        status = check_files(plan, "project_facilities", plan->project_facilities,
                             plan->project_facility_count, err);
    if (status == CT_OK)
        status = check_questionnaires(plan, err);
    return status == CT_OK ? check_roles(plan, err) : status;
}

static enum ct_status check_ranges(const struct ct_plan *plan, struct ct_error *err)
{
    for (size_t i = 0; i < CT_RANGES; i++)
        if (plan->ranges[i].count != 2)
            return lacks(plan, "E0135", NULL, ct_range_defaults[i].key, 0, err);
    return CT_OK;
}

enum ct_status ct_plan_complete(const struct ct_plan *plan, struct ct_error *err)
{
    if (!plan->communities.file)
        return lacks(plan, "E0110", NULL, NULL, 0, err);
    if (plan->population_count == 0)
        return lacks(plan, "E0111", NULL, NULL, 0, err);
    if (plan->facility_count == 0)
        return lacks(plan, "E0112", NULL, NULL, 0, err);
    enum ct_status status =
        check_files(plan, "population", plan->population, plan->population_count, err);
    if (status == CT_OK)
        status = check_files(plan, "facilities", plan->facilities, plan->facility_count, err);
    if (status == CT_OK)
        status = check_demands(plan, err);
    if (status == CT_OK)
        status = check_ranges(plan, err);
    if (status == CT_OK)
        status = check_tables(plan, err);
    if (status == CT_OK)
        status = check_review(plan, err);
    if (status == CT_OK)
        status = check_kinds(plan, err);
    return status == CT_OK ? ct_plan_check_site(plan, err) : status;
}
