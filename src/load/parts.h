/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: the steps by which a city is loaded, in their order. Each fills its part of the
 * city; what it filled belongs to the city, also after a failure.
 */
#ifndef CT_LOAD_PARTS_H
#define CT_LOAD_PARTS_H

#include "check/finding.h"
#include "load/city.h"
#include "load/inputs.h"
#include "load/locate.h"

enum ct_status CT_CHECKED ct_load_communities(const struct ct_plan *plan,
                                              struct ct_findings *findings, struct ct_city *city,
                                              struct ct_error *err);
enum ct_status CT_CHECKED ct_load_overlaps(struct ct_findings *findings, struct ct_city *city,
                                           struct ct_error *err);
enum ct_status CT_CHECKED ct_load_facilities(const struct ct_plan *plan,
                                             struct ct_findings *findings, struct ct_city *city,
                                             struct ct_error *err);
enum ct_status CT_CHECKED ct_load_population(const struct ct_plan *plan,
                                             struct ct_findings *findings, struct ct_city *city,
                                             struct ct_error *err);
/* Nothing where the plan names no streets. */
enum ct_status CT_CHECKED ct_load_streets(const struct ct_plan *plan, struct ct_findings *findings,
                                          struct ct_city *city, struct ct_error *err);
enum ct_status CT_CHECKED ct_load_files(const struct ct_plan *plan, struct ct_city *city,
                                        struct ct_error *err);

/* What standards and the review need; nothing where the plan does not name it. In this order, after
 * communities, facilities and their tables. */
enum ct_status CT_CHECKED ct_load_planning_units(const struct ct_plan *plan,
                                                 struct ct_findings *findings, struct ct_city *city,
                                                 struct ct_error *err);
enum ct_status CT_CHECKED ct_load_projects(const struct ct_plan *plan, struct ct_findings *findings,
                                           struct ct_city *city, struct ct_error *err);
enum ct_status CT_CHECKED ct_load_premises(const struct ct_plan *plan, struct ct_findings *findings,
                                           struct ct_city *city, struct ct_error *err);
enum ct_status CT_CHECKED ct_load_questionnaires(const struct ct_plan *plan,
                                                 struct ct_findings *findings, struct ct_city *city,
                                                 struct ct_error *err);
/* Candidates, allowed and forbidden ground of `site`; nothing where the plan has none. */
enum ct_status CT_CHECKED ct_load_candidates(const struct ct_plan *plan,
                                             struct ct_findings *findings, struct ct_city *city,
                                             struct ct_error *err);
void ct_candidates_free(struct ct_city *city);
/* candidate_costs.c: the word for a mode (NULL where memory is short); modes and costs of all
 * candidates. E0841, E0842: a mode that has no cost, or is none. */
struct ct_input_table;
char *ct_candidate_mode(const struct ct_input_table *modes, const char *word);
enum ct_status CT_CHECKED ct_candidate_costs(const struct ct_plan *plan,
                                             const struct ct_input_table *modes,
                                             struct ct_city *city, struct ct_error *err);
void ct_candidate_costs_free(struct ct_candidates *candidates);
void ct_city_planning_units_free(struct ct_city *city);
void ct_projects_free(struct ct_city *city);
void ct_premises_free(struct ct_city *city);

/* What the plan's `parameters` say: urban or rural by the code (F0457), registered households where
 * resident ones are not known (F0458), stated areas of projects against their polygons (F0506). */
enum ct_status CT_CHECKED ct_apply_parameters(const struct ct_plan *plan,
                                              struct ct_findings *findings, struct ct_city *city,
                                              struct ct_error *err);
enum ct_status CT_CHECKED ct_compare_sites(const struct ct_plan *plan, struct ct_findings *findings,
                                           const struct ct_city *city, struct ct_error *err);
/* The value of a parameter as the plan gives it, else `other`. */
const char *ct_plan_parameter(const struct ct_plan *plan, const char *name, const char *other);
/* Does a stated area differ from that of its polygon by more than `area_tolerance` of it? false
 * where one is not known. */
bool ct_areas_differ(const struct ct_plan *plan, double stated_m2, double polygon_m2);
/* Roles of the kinds: as given, else by their names and titles in layers/inputs/role.csv. */
enum ct_status CT_CHECKED ct_find_roles(struct ct_city *city, struct ct_error *err);

/* Tables of the plan that join so. */
enum ct_status CT_CHECKED ct_load_tables(const struct ct_plan *plan, enum ct_join join,
                                         struct ct_findings *findings, struct ct_city *city,
                                         struct ct_error *err);
/* Communities that are points get ground: Thiessen polygons within those of plan->within. Findings:
 * F0116 that they are derived, F0117 a point outside all (left out), F0118 one at the place of
 * another (left out). E0317 where none is inside. */
enum ct_status CT_CHECKED ct_load_thiessen(const struct ct_plan *plan, struct ct_findings *findings,
                                           struct ct_communities *communities,
                                           struct ct_error *err);
/* Row `from` as row `to` <= from, which was moved or cleared before; and a row emptied. */
void ct_community_move(struct ct_communities *c, size_t to, size_t from);
void ct_community_clear(struct ct_communities *c, size_t i);
/* "城镇", "111", "rural" and other words (layers/inputs/area_type.csv). */
enum ct_area_type ct_area_type_of(const struct ct_input_table *types, const char *word);

/* Ids in order, for finding doubles and for look-ups. */
struct ct_id {
    const char *id;
    size_t index;
};
/* The ids sorted, equal ones by index; NULL where memory is short. The caller frees it. */
struct ct_id *ct_ids_sorted(char *const *ids, size_t n);
/* Index of an id, or -1. */
ptrdiff_t ct_ids_find(const struct ct_id *sorted, size_t n, const char *id);

#endif
