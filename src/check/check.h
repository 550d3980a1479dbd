/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * city -> findings: what is doubtful in a city that could be loaded. Nothing is changed, and
 * nothing here is of severity "error": results stay right, but somebody should look.
 */
#ifndef CT_CHECK_CHECK_H
#define CT_CHECK_CHECK_H

#include "check/finding.h"
#include "load/city.h"

/* All checks below, in their order. */
enum ct_status CT_CHECKED ct_check_city(const struct ct_city *city, struct ct_findings *findings,
                                        struct ct_error *err);

/* geometry.c: ground between communities that none of them holds: holes (F0112) and slivers
 * (F0113), as polygons with their area. O(r log r) for r segments of the rim. */
enum ct_status CT_CHECKED ct_check_holes(const struct ct_city *city, struct ct_findings *findings,
                                         struct ct_error *err);

/* duplicates.c: facilities of one name, blanks and marks aside, within 100 m of each other,
 * whatever layer they are from: one finding (F0310) a group; or F0315 where
 * they differ in what stands in brackets. O(n log n), more where one name is
 * very frequent. */
enum ct_status CT_CHECKED ct_check_duplicates(const struct ct_city *city,
                                              struct ct_findings *findings, struct ct_error *err);

/* ranges.c: people a household (F0114), floor area of a facility (F0311), floor area per 100
 * households (F0312), density of the population given (F0115), outside city->ranges. O(n). */
enum ct_status CT_CHECKED ct_check_ranges(const struct ct_city *city, struct ct_findings *findings,
                                          struct ct_error *err);
/* F0115 for one community with so many people, as a layer (NULL: the communities) says. */
enum ct_status CT_CHECKED ct_check_density(const struct ct_city *city, size_t community,
                                           double people, double area_m2, const char *layer,
                                           struct ct_findings *findings, struct ct_error *err);

/* shift.c: a layer that looks shifted against another as web maps shift (GCJ-02, BD-09): places
 * against streets, borders against borders (F0411), facilities against the communities that they
 * name (F0412). O(n). */
enum ct_status CT_CHECKED ct_check_shifts(const struct ct_city *city, struct ct_findings *findings,
                                          struct ct_error *err);

#endif
