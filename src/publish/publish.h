/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * city + findings + measures -> one GeoPackage, whole or not at all.
 */
#ifndef CT_PUBLISH_PUBLISH_H
#define CT_PUBLISH_PUBLISH_H

#include "catchment/audit.h"
#include "gis/work.h"
#include "judge/judge.h"
#include "measure/measures.h"

struct ct_surroundings; /* measure/surroundings.h */
struct ct_opinions;     /* judge/opinion.h */
struct ct_proposal;     /* site/siting.h */

/* All that a publication is made of. */
struct ct_publication {
    const struct ct_plan *plan;
    const struct ct_city *city;
    const struct ct_findings *findings;
    const struct ct_measures *measures;
    const struct ct_planning_units *built_units; /* where the city has none; NULL: none built */
    struct ct_judge *judge;                      /* NULL: no standard */
    const struct ct_surroundings *surroundings;  /* NULL: no projects */
    const struct ct_proposal *proposal;          /* NULL: no sites were chosen */
    bool review;                                 /* layers of projects are written */
    struct ct_opinions *opinions;                /* of a review: filled */
};

/* A key figure as it stands in the table `summary`. */
struct ct_figure {
    char *key, *unit, *title[2], *text;
    double value;
};
/* Verdicts of one standard and strength, projects aside. */
struct ct_verdict_total {
    char *standard, *title[2], *strength;
    size_t results[4]; /* by enum ct_result_of */
};
struct ct_figures {
    struct ct_figure *rows;
    size_t count;
    struct ct_verdict_total *totals; /* in the order of standards; none without a standard */
    size_t total_count;
};

/* May this output be written? CT_OUTPUT: exists and no overwrite (E0501), folder missing or not
 * writable (E0502), stale -wal/-journal/-shm beside it (E0503), or it is one of the inputs (E0504).
 * Called before the measuring, so that a long run does not fail at its end. */
enum ct_status CT_CHECKED ct_publish_allowed(const char *path, const struct ct_city *city,
                                             bool overwrite, struct ct_error *err);

/* Writes the GeoPackage of an audit or review; *figures gets the summary. Seconds and peak memory
 * go in only with run->stamp (started: clock at the start of the run, CLOCK_MONOTONIC seconds). */
enum ct_status CT_CHECKED ct_publish(const char *path, const struct ct_publication *publication,
                                     const struct ct_run *run, double started,
                                     struct ct_figures *figures, struct ct_error *err);
/* Reads the table `summary` of the bench into empty figures; free them in any case. */
enum ct_status CT_CHECKED ct_figures_read(struct ct_work *work, struct ct_figures *figures,
                                          struct ct_error *err);
/* Adds the totals of `judged`. */
enum ct_status CT_CHECKED ct_figures_read_totals(struct ct_work *work, struct ct_figures *figures,
                                                 struct ct_error *err);
void ct_figures_free(struct ct_figures *figures);

#endif
