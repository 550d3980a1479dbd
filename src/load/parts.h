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
