/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: the kinds of facilities of a city. Those of the plan, in its order; or, where
 * the plan names none, those that turn up in the data, by name, all counting, with the plan's
 * default radii.
 */
#ifndef CT_LOAD_CITY_KINDS_H
#define CT_LOAD_CITY_KINDS_H

#include "load/city.h"

/* Those of the plan. */
enum ct_status CT_CHECKED ct_kinds_begin(const struct ct_plan *plan, struct ct_city *city,
                                         struct ct_error *err);
/* The index of a kind by name; -1 where the plan has kinds, but not this one. */
enum ct_status CT_CHECKED ct_kinds_index(const struct ct_plan *plan, struct ct_city *city,
                                         const char *name, ptrdiff_t *index, struct ct_error *err);
/* Sorts kinds that turned up in the data, and changes the n indices with them. */
enum ct_status CT_CHECKED ct_kinds_sort(const struct ct_plan *plan, struct ct_city *city,
                                        size_t *indices, size_t n, struct ct_error *err);
void ct_kinds_free(struct ct_city *city);

#endif
