/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Questionnaires: tables of indicators whose rows are joined to communities, streets, planning
 * units, counties, facilities or projects by id, else by name; or that are about the city. Every
 * row that joins nothing is a finding. O(rows log objects).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/indicators.h"
#include "load/join.h"
#include "load/parts.h"
#include "load/questionnaire_objects.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct joining {
    const struct ct_questionnaire *questionnaire;
    struct ct_city *city;
    struct ct_reading reading;
    struct ct_indicator_columns columns;
    struct ct_project_filling filling; /* of projects: what else the table says of them */
    struct ct_objects objects;
    struct ct_joiner *joiner;
    long *taken; /* by object: the row that was joined to it, 0 for none */
    int id, name, street, county;
    size_t counts[CT_MATCHES];
};

/* A second row about the same object: which is right cannot be told. */
static enum ct_status tell_second(const struct joining *j, size_t object, struct ct_error *err)
{
    char other[24];
    snprintf(other, sizeof other, "%ld", j->taken[object]);
    return ct_reading_find(
        &j->reading, "F0423",
        ct_objects_feature(j->city, j->questionnaire->level, &j->objects, object), NULL, other,
        err);
}

static enum ct_status use_match(struct joining *j, enum ct_match how, size_t target,
                                const char *what, struct ct_error *err)
{
    enum ct_level level = j->questionnaire->level;
    size_t object = how == CT_MATCH_CODE || how == CT_MATCH_NAME ? j->objects.first[target] : 0;
    if (level == CT_LEVEL_FACILITY && how == CT_MATCH_CODE && j->objects.repeated[target])
        how = CT_MATCH_AMBIGUOUS;
    j->counts[how]++;
    if (how == CT_MATCH_ELSEWHERE)
        return CT_OK;
    if (how == CT_MATCH_NONE || how == CT_MATCH_AMBIGUOUS)
        return ct_reading_find(&j->reading, how == CT_MATCH_NONE ? "F0421" : "F0424", what, NULL,
                               NULL, err);
    if (j->taken[object] != 0)
        return tell_second(j, object, err);
    j->taken[object] = j->reading.feature->row;
    enum ct_status status = level == CT_LEVEL_PROJECT
                                ? ct_project_fill(j->city, &j->reading, &j->filling, object, err)
                                : CT_OK;
    return status == CT_OK
               ? ct_indicators_take(j->city, &j->reading, &j->columns, level,
                                    j->objects.object[object],
                                    ct_objects_feature(j->city, level, &j->objects, object),
                                    CT_INDICATOR_PLAIN, err)
               : status;
}

/* What narrows a name: the street of a community, the county of a street. */
static int narrowing(const struct joining *j)
{
    return j->questionnaire->level == CT_LEVEL_STREET ? j->county : j->street;
}

/* The row is about the city where it says so, or where the table has no other. */
static enum ct_match match_city(const struct joining *j, const char *id, const char *name)
{
    bool alone = ct_vector_count(j->reading.vector) == 1 || (j->id < 0 && j->name < 0);
    return alone || strcmp(id, "*") == 0 || strcmp(name, "*") == 0 ? CT_MATCH_CODE : CT_MATCH_NONE;
}

static enum ct_status join_texts(struct joining *j, const char *id, const char *name,
                                 const char *narrow, struct ct_error *err)
{
    enum ct_match how = CT_MATCH_NONE;
    size_t target = 0;
    enum ct_status status = CT_OK;
    if (j->questionnaire->level == CT_LEVEL_CITY)
        how = match_city(j, id, name);
    else
        status = ct_joiner_find(j->joiner, id, *name ? name : id, narrow, &how, &target, err);
    return status == CT_OK ? use_match(j, how, target, *id ? id : name, err) : status;
}

static enum ct_status join_row(struct joining *j, struct ct_error *err)
{
    char *id = ct_reading_text(&j->reading, j->id);
    char *name = ct_reading_text(&j->reading, j->name);
    char *narrow = ct_reading_text(&j->reading, narrowing(j));
    enum ct_status status =
        id && name && narrow ? join_texts(j, id, name, narrow, err) : ct_fail_memory(err);
    free(id);
    free(name);
    free(narrow);
    return status;
}

/* Its tables of usual names. */
static const char *role_of(enum ct_level level)
{
    switch (level) {
    case CT_LEVEL_PROJECT:
        return "project";
    case CT_LEVEL_FACILITY:
        return "facility";
    case CT_LEVEL_COMMUNITY:
        return "community";
    case CT_LEVEL_PLANNING_UNIT:
        return "planning_unit";
    default:
        return "questionnaire";
    }
}

static enum ct_status find_fields(struct joining *j, struct ct_error *err)
{
    enum ct_level level = j->questionnaire->level;
    enum ct_status status = ct_reading_field(&j->reading, "id", &j->id, err);
    if (status == CT_OK)
        status = ct_reading_field(&j->reading, "name", &j->name, err);
    if (status == CT_OK)
        status = ct_reading_field(&j->reading, "street", &j->street, err);
    if (status == CT_OK)
        status = ct_reading_field(&j->reading, "county", &j->county, err);
    if (level == CT_LEVEL_STREET && j->name < 0)
        j->name = j->street;
    if (level == CT_LEVEL_COUNTY && j->name < 0)
        j->name = j->county;
    if (status == CT_OK && level == CT_LEVEL_PROJECT)
        status = ct_project_filling_begin(&j->filling, &j->reading, err);
    if (status == CT_OK)
        status = ct_indicator_columns_find(j->city, &j->reading, &j->columns, err);
    if (status == CT_OK && j->columns.count == 0 && level != CT_LEVEL_PROJECT)
        status = ct_reading_find(&j->reading, "F0459", NULL, NULL, NULL, err);
    return status;
}

static enum ct_status join_rows(struct joining *j, struct ct_findings *findings,
                                struct ct_error *err)
{
    static const char *const names[CT_LEVELS][2] = {
        [CT_LEVEL_PROJECT] = {"projects", "项目"},
        [CT_LEVEL_FACILITY] = {"facilities", "设施"},
        [CT_LEVEL_COMMUNITY] = {"communities", "社区"},
        [CT_LEVEL_STREET] = {"streets", "街道"},
        [CT_LEVEL_PLANNING_UNIT] = {"planning units", "规划单元"},
        [CT_LEVEL_COUNTY] = {"counties", "区县"},
        [CT_LEVEL_CITY] = {"cities", "城市"},
    };
    enum ct_level level = j->questionnaire->level;
    bool more = true;
    enum ct_status status = ct_reading_next(&j->reading, &more, err);
    while (status == CT_OK && more) {
        status = join_row(j, err);
        if (status == CT_OK)
            status = ct_reading_next(&j->reading, &more, err);
    }
    return status == CT_OK ? ct_join_tell(j->counts, ct_vector_layer_name(j->reading.vector),
                                          names[level][CT_EN], names[level][CT_ZH],
                                          j->objects.objects, findings, err)
                           : status;
}

static enum ct_status join_table(struct joining *j, struct ct_findings *findings,
                                 struct ct_error *err)
{
    enum ct_level level = j->questionnaire->level;
    enum ct_status status = ct_reading_open_table(&j->reading, &j->questionnaire->source,
                                                  role_of(level), findings, err);
    if (status != CT_OK)
        return status;
    status = ct_objects_of(j->city, level, &j->objects, err);
    j->taken = calloc(j->objects.count + 1, sizeof *j->taken);
    if (status == CT_OK && j->taken == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_joiner_new(j->objects.count, j->objects.code, j->objects.name,
                               j->objects.narrow, &j->joiner, err);
    if (status == CT_OK)
        status = find_fields(j, err);
    if (status == CT_OK)
        status = join_rows(j, findings, err);
    free(j->taken);
    ct_joiner_free(j->joiner);
    ct_objects_free(&j->objects);
    ct_project_filling_end(&j->filling);
    ct_indicator_columns_free(&j->columns);
    ct_reading_close(&j->reading);
    return status;
}

enum ct_status ct_load_questionnaires(const struct ct_plan *plan, struct ct_findings *findings,
                                      struct ct_city *city, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < plan->questionnaire_count; i++) {
        struct joining j = {.questionnaire = &plan->questionnaires[i], .city = city};
        status = join_table(&j, findings, err);
    }
    return status;
}
