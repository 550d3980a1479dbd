/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The measuring in progress: what the files of this room share while they fill struct ct_measures.
 */
#ifndef CT_MEASURE_MEASURING_H
#define CT_MEASURE_MEASURING_H

#include "base/pool.h"
#include "measure/field.h"
#include "measure/map.h"
#include "measure/measures.h"
#include "measure/tally.h"

struct ct_measuring {
    const struct ct_city *city;
    const struct ct_run *run;
    struct ct_findings *findings;
    struct ct_pool *pool;
    struct ct_zones zones;           /* communities, then overlaps */
    struct ct_circles *circles;      /* [reaches] */
    struct ct_partition *partitions; /* [kinds] */
    struct ct_arrangement arrangement;
    struct ct_measures *out;
    bool people_only;               /* no centres and no density */
    const bool *kinds;              /* with service areas and gaps; NULL: all */
    size_t assignment_room, merged; /* rows that a merge has left */
    /* where the people of the first demand live, for gaps: squares of a raster or of the plane */
    struct ct_density density;
    struct ct_map *density_map; /* plane -> cells of which the squares are made */
    double cell_place[6];       /* cells -> coordinates: x = [0] + column [1] + row [2], y = .. */
    char *cell_crs;             /* of those coordinates; NULL: metres from the zones' origin */
};

/* Fills out->reach, circles and partitions. */
enum ct_status CT_CHECKED ct_measure_reaches(struct ct_measuring *m, struct ct_error *err);

/* Of a city only people, people by reach and assignments, of all its population layers; no area,
 * centre, nearest, gap or service area, and no finding. */
enum ct_status CT_CHECKED ct_measure_people(const struct ct_city *city, struct ct_pool *pool,
                                            struct ct_measures **out, struct ct_error *err);

/* The same, and service areas and gaps of the kinds that are marked. */
enum ct_status CT_CHECKED ct_measure_changed(const struct ct_city *city, struct ct_pool *pool,
                                             const bool *kinds, struct ct_measures **out,
                                             struct ct_error *err);

/* Are service areas and gaps of this reach wanted? */
static inline bool ct_measure_wants(const struct ct_measuring *m, size_t reach)
{
    const ptrdiff_t kind = m->out->reach[reach].kind;
    return !m->kinds || (kind >= 0 && m->kinds[kind]);
}

/* Where one kind counts alone, "all counting kinds" has that kind's figures: copied, at the end. */
enum ct_status CT_CHECKED ct_measure_alone(struct ct_measuring *m, struct ct_error *err);

/* One demand: fills its slice of out->people, out->reached_people, out->account, appends its
 * assignments; the first demand also gives out->centre and the density. */
enum ct_status CT_CHECKED ct_measure_raster(struct ct_measuring *m, size_t demand,
                                            struct ct_error *err);
enum ct_status CT_CHECKED ct_measure_points(struct ct_measuring *m, size_t demand,
                                            struct ct_error *err);
enum ct_status CT_CHECKED ct_measure_polygons(struct ct_measuring *m, size_t demand,
                                              struct ct_error *err);

enum ct_status CT_CHECKED ct_measure_service_areas(struct ct_measuring *m, struct ct_error *err);
enum ct_status CT_CHECKED ct_measure_gaps(struct ct_measuring *m, struct ct_error *err);

/* Appends the people of a zone nearest to a site, shared equally by the site's facilities. */
enum ct_status CT_CHECKED ct_measure_assign(struct ct_measuring *m, size_t demand, size_t kind,
                                            uint32_t zone, uint32_t site, double people,
                                            struct ct_error *err);
/* inside, twice and outside of an account from read and out->people. */
void ct_measure_account(struct ct_measuring *m, size_t demand, double read);
/* What is doubtful about the accounts, as findings. */
enum ct_status CT_CHECKED ct_measure_account_findings(struct ct_measuring *m, struct ct_error *err);

/* Slices of the results. */
static inline double *ct_people_of(const struct ct_measures *m, size_t demand)
{
    return m->people + demand * m->zones;
}
static inline double *ct_reached_of(const struct ct_measures *m, size_t demand, size_t reach,
                                    size_t zone)
{
    return m->reached_people + ((demand * m->reaches + reach) * m->zones + zone) * CT_DEPTHS;
}
static inline double *ct_reached_area_of(const struct ct_measures *m, size_t reach, size_t zone)
{
    return m->reached_area_m2 + (reach * m->zones + zone) * CT_DEPTHS;
}

/* Side of the squares that say where people live: fine against the smallest radius, so that the
 * outlines of gaps look right. */
double ct_measure_square_m(const struct ct_measures *out);
/* Ground area of every zone, O(vertices). */
enum ct_status CT_CHECKED ct_zones_area_m2(const struct ct_zones *zones, double *area_m2,
                                           struct ct_error *err);
/* Centroid of a zone's area (plane metres from the origin; plane areas, good for a place). */
struct ct_xy ct_zones_centroid(const struct ct_zones *zones, size_t zone);

#endif
