/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: the steps by which a city is loaded, in their order. Each fills its part of the
 * city; what it filled belongs to the city, also after a failure.
 */
#ifndef CT_LOAD_PARTS_H
#define CT_LOAD_PARTS_H

#include "check/finding.h"
#include "load/city.h"
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
