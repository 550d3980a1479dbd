/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning units where the plan gives none: adjacent communities put together until a number of
 * people lives there (Shenzhen: 10,000 to 20,000, "以1―2万人为规划范围").
 *
 * A unit lies within one street; communities without a street are put together within their county,
 * those without a county within the city. Each unit is connected by borders (unit_borders.h), has
 * at most `high` people unless one community alone has more, and the cut is the best by
 * unit_search.h: proven where a street's search ends within its steps, else improved until
 * nothing near gains (finding F0530). People: the first population layer; where it shows nobody in
 * a community, its population as given. Ground that two communities claim counts once. An island
 * stays alone. The result does not depend on the order of rows, nor on threads.
 */
#ifndef CT_MEASURE_PLANNING_UNITS_H
#define CT_MEASURE_PLANNING_UNITS_H

#include "measure/measures.h"

struct ct_unit_rule {
    double low, high;   /* people */
    double tolerance_m; /* of borders that neighbours did not draw alike */
};

/* out: unit of each community, id "STREET#1" (street as in table `unit`; without one "COUNTY/#1" or
 * "#1") by the least community id, name "STREET#1"; no shapes. E0650 unless 0 < low <= high. */
enum ct_status CT_CHECKED ct_planning_units_build(
    const struct ct_city *city, const struct ct_measures *measures, const struct ct_unit_rule *rule,
    struct ct_findings *findings, struct ct_planning_units *out, struct ct_error *err);
void ct_planning_units_free(struct ct_planning_units *units);

#endif
