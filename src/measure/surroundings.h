/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * city with projects + measures -> what is around each project, and what the projects do to it.
 *
 * near: for each project and kind the nearest existing facility (straight on the ellipsoid), the
 * walk to it along the streets where there are any, and the share of the project (of its ground, or
 * of its point) within the kind's standard radius.
 * reach, load: what would be measured if the project stood there with its people and premises, and
 * if all did: only the zones and facilities for which that differs from today. Equal to measuring
 * the changed city anew (tests).
 */
#ifndef CT_MEASURE_SURROUNDINGS_H
#define CT_MEASURE_SURROUNDINGS_H

#include "load/city.h"
#include "measure/measures.h"

#define CT_ALL_PROJECTS SIZE_MAX

struct ct_near {
    size_t project, kind;
    ptrdiff_t facility; /* -1: none of the kind */
    double distance_m;  /* NAN where none */
    double walk_m;      /* NAN: no streets, or not reached along them */
    double covered_share;
};
struct ct_reach_change {
    size_t project; /* or CT_ALL_PROJECTS */
    size_t zone, reach;
    double people, covered; /* first population layer, with the project */
};
struct ct_load_change {
    size_t project;                       /* or CT_ALL_PROJECTS */
    ptrdiff_t facility, project_facility; /* one of them is -1 */
    double people;
};

struct ct_surroundings {
    size_t near_count, reach_count, load_count;
    struct ct_near *near;
    struct ct_reach_change *reach;
    struct ct_load_change *load;
};

/* People of a project without a stated population: households times plan household_size, else
 * times :persons a household of the city; NAN where neither is known (then no reach and load). */
enum ct_status CT_CHECKED ct_surroundings_measure(
    const struct ct_plan *plan, const struct ct_city *city, const struct ct_measures *measures,
    const struct ct_run *run, struct ct_surroundings **out, struct ct_error *err);
void ct_surroundings_free(struct ct_surroundings *surroundings);

#endif
