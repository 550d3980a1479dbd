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
    ptrdiff_t facility;   /* nearest straight, of the lowest index; -1: none of the kind */
    double distance_m;    /* straight, from the project's ground (0 on it) or its point */
    double walk_m;        /* from the project's point to the facility of the kind that is nearest
                             on foot, which may be another; NAN: no streets, or not reached */
    double covered_share; /* within the kind's first radius: of its ground; of its point 0 or 1 */
};
struct ct_reach_change {
    size_t project;         /* or CT_ALL_PROJECTS */
    size_t zone, reach;     /* as in measures.h: an overlap counts with weight -1 */
    double people, covered; /* first population layer, with the project */
};
struct ct_load_change {
    size_t project;                       /* or CT_ALL_PROJECTS */
    ptrdiff_t facility, project_facility; /* one of them is -1 */
    double people; /* of the first layer and the project, to whom it is nearest of its kind */
};

struct ct_surroundings {
    size_t near_count, reach_count, load_count;
    struct ct_near *near; /* by project, kind */
    struct ct_reach_change *reach;
    struct ct_load_change *load;
};

/* People of a project without a stated population: households times plan household_size, else
 * times the people that the city's communities with known households have a household; NAN where
 * neither is known (a finding; then no reach and load, and it is not among all projects). Findings
 * are about projects and streets (F0560..). Progress: "surroundings". */
enum ct_status CT_CHECKED ct_surroundings_measure(
    const struct ct_city *city, const struct ct_measures *measures, const struct ct_run *run,
    struct ct_findings *findings, struct ct_surroundings **out, struct ct_error *err);
void ct_surroundings_free(struct ct_surroundings *surroundings);

#endif
