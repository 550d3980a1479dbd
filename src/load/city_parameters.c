/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the plan's `parameters` change in what is read, and the roles of kinds. O(communities +
 * kinds x roles).
 * Source: the last three of twelve digits of a community's code are below 200 for a residents'
 * committee, else a villagers' committee (National Bureau of Statistics, rules of division codes).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ct_plan_parameter(const struct ct_plan *plan, const char *name, const char *other)
{
    for (size_t i = 0; i < plan->parameter_count; i++)
        if (strcmp(plan->parameters[i].name, name) == 0)
            return plan->parameters[i].value;
    return other;
}

bool ct_areas_differ(const struct ct_plan *plan, double stated_m2, double polygon_m2)
{
    double share = 0.01;
    if (!ct_text_number(ct_plan_parameter(plan, "area_tolerance", "0.01"), &share))
        share = 0.01;
    return fabs(stated_m2 - polygon_m2) > share * polygon_m2; /* false for NAN */
}

/* --- communities ---------------------------------------------------------------------------- */

static enum ct_area_type type_of_code(const char *code)
{
    if (strlen(code) != 12 || strspn(code, "0123456789") != 12)
        return CT_AREA_UNKNOWN;
    return strtol(code + 9, NULL, 10) < 200 ? CT_AREA_URBAN : CT_AREA_RURAL;
}

static enum ct_status take_types(struct ct_findings *findings, struct ct_communities *c,
                                 struct ct_error *err)
{
    size_t unknown = 0;
    char count[24];
    struct ct_place place = ct_place_none;
    for (size_t i = 0; i < c->count; i++) {
        c->area_type[i] = type_of_code(c->id[i]);
        unknown += c->area_type[i] == CT_AREA_UNKNOWN ? 1 : 0;
    }
    place.layer = c->layer;
    snprintf(count, sizeof count, "%zu", unknown);
    return unknown > 0 ? ct_findings_add(findings, "F0457", &place, err, "count", count, NULL)
                       : CT_OK;
}

/* Registered households are not resident ones: they are used where the plan says so, by the queries
 * that follow. */
static enum ct_status tell_registered(const struct ct_plan *plan, struct ct_findings *findings,
                                      const struct ct_communities *c, struct ct_error *err)
{
    size_t only = 0;
    char count[24];
    struct ct_place place = ct_place_none;
    for (size_t i = 0; i < c->count; i++)
        only += isnan(c->households[i]) && !isnan(c->registered[i]) ? 1 : 0;
    if (only == 0 ||
        strcmp(ct_plan_parameter(plan, "households_basis", "resident"), "registered") == 0)
        return CT_OK;
    place.layer = c->layer;
    snprintf(count, sizeof count, "%zu", only);
    return ct_findings_add(findings, "F0458", &place, err, "count", count, NULL);
}

enum ct_status ct_apply_parameters(const struct ct_plan *plan, struct ct_findings *findings,
                                   struct ct_city *city, struct ct_error *err)
{
    struct ct_communities *c = &city->communities;
    enum ct_status status = CT_OK;
    if (strcmp(ct_plan_parameter(plan, "area_type_from", "field"), "code") == 0)
        status = take_types(findings, c, err);
    return status == CT_OK ? tell_registered(plan, findings, c, err) : status;
}

enum ct_status ct_compare_sites(const struct ct_plan *plan, struct ct_findings *findings,
                                const struct ct_city *city, struct ct_error *err)
{
    const struct ct_projects *p = &city->projects;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < p->count; i++) {
        char stated[32], drawn[32];
        struct ct_place place = ct_place_none;
        if (!ct_areas_differ(plan, p->site_area_m2[i], p->polygon_area_m2[i]))
            continue;
        place.layer = p->layer;
        place.feature = p->id[i];
        place.row = p->row[i];
        place.lon = p->lon[i];
        place.lat = p->lat[i];
        snprintf(stated, sizeof stated, "%.2f", p->site_area_m2[i]);
        snprintf(drawn, sizeof drawn, "%.2f", p->polygon_area_m2[i]);
        status =
            ct_findings_add(findings, "F0506", &place, err, "value", stated, "number", drawn, NULL);
    }
    return status;
}

/* --- roles ---------------------------------------------------------------------------------- */

static bool is_role(const struct ct_kind *kind, const struct ct_input_names *role)
{
    return ct_input_names_has(role, kind->name) || ct_input_names_has(role, kind->title[CT_EN]) ||
           ct_input_names_has(role, kind->title[CT_ZH]);
}

static bool add_role(struct ct_kind *kind, const char *role)
{
    char **roles = realloc(kind->roles, (kind->role_count + 1) * sizeof *roles);
    if (roles == NULL)
        return false;
    kind->roles = roles;
    roles[kind->role_count] = ct_text_copy(role);
    return roles[kind->role_count++] != NULL;
}

enum ct_status ct_find_roles(struct ct_city *city, struct ct_error *err)
{
    struct ct_input_table roles;
    enum ct_status status = ct_input_table_read("role", &roles, err);
    if (status != CT_OK)
        return status;
    for (size_t k = 0; status == CT_OK && k < city->kind_count; k++) {
        struct ct_kind *kind = &city->kinds[k];
        if (kind->role_count > 0)
            continue;
        for (size_t i = 0; status == CT_OK && i < roles.count; i++)
            if (is_role(kind, &roles.rows[i]) && !add_role(kind, roles.rows[i].meaning))
                status = ct_fail_memory(err);
    }
    ct_input_table_free(&roles);
    return status;
}
