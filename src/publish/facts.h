/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * city + findings + measures -> the fact tables of queries/facts/00_facts.sql.
 */
#ifndef CT_PUBLISH_FACTS_H
#define CT_PUBLISH_FACTS_H

#include "check/finding.h"
#include "gis/project.h"
#include "gis/wkb.h"
#include "gis/work.h"
#include "load/city.h"
#include "measure/measures.h"
#include "publish/publish.h"

/* What the facts are made of, and where they go. After a failure `status` stays and nothing more
 * is written, so that a list of tables reads as a list. */
struct ct_facts {
    struct ct_work *work;
    const struct ct_publication *publication;
    const struct ct_plan *plan;
    const struct ct_city *city;
    const struct ct_findings *findings;
    const struct ct_measures *measures;
    struct ct_projector *projector; /* to the output CRS */
    enum ct_status status;
    struct ct_error *err;
};

/* Binds the values of one row. */
typedef void (*ct_fact_fn)(struct ct_query *row, const struct ct_facts *facts, size_t i);

/* Runs `insert` for rows 0..count-1. */
void ct_facts_add(struct ct_facts *facts, const char *insert, size_t count, ct_fact_fn bind);

/* The i-th shape of a table. */
typedef const struct ct_shape *(*ct_fact_shape_fn)(const struct ct_facts *facts, size_t i);
/* Runs `insert` with keys 0..count-1 and their shapes. */
void ct_facts_add_shapes(struct ct_facts *facts, const char *insert, size_t count,
                         ct_fact_shape_fn shape_of);

/* Each fills its tables; O(rows). */
void ct_facts_city(struct ct_facts *facts);
/* Those of the city, else those that were built, else none. */
void ct_facts_planning_units(struct ct_facts *facts);
void ct_facts_indicators(struct ct_facts *facts); /* and roles of kinds, and origins */
void ct_facts_projects(struct ct_facts *facts);
void ct_facts_measures(struct ct_facts *facts);
void ct_facts_shapes(struct ct_facts *facts);
/* Nothing where the publication has no surroundings. */
void ct_facts_surroundings(struct ct_facts *facts);
/* Nothing where the publication has no proposal. */
void ct_facts_site(struct ct_facts *facts);
void ct_facts_after(struct ct_facts *facts); /* service areas and gaps with the proposal built */
/* Plan, versions, settings, input files; `seconds` and `peak_mb` where not NAN. */
void ct_facts_run(struct ct_facts *facts, double seconds, double peak_mb);

/* Inserts key and shape (NULL where empty) by a statement of two parameters. */
enum ct_status CT_CHECKED ct_facts_insert_shape(struct ct_query *row, size_t key,
                                                const struct ct_shape *shape,
                                                struct ct_projector *projector, struct ct_wkb *wkb,
                                                struct ct_error *err);

/* After the queries: unites the communities of each street, county and planning unit that was built
 * into unit_shape. */
void ct_facts_unite(struct ct_facts *facts);

#endif
