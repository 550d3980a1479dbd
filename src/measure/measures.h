/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What C measured: the facts. Ratios, levels and classes are not here, they are SQL in queries/.
 *
 * A zone is a community (index < communities) or an overlap (index - communities into
 * city->overlaps), which counts with weight -1 in every sum over communities.
 */
#ifndef CT_MEASURE_MEASURES_H
#define CT_MEASURE_MEASURES_H

#include "check/finding.h"
#include "load/city.h"

#define CT_DEPTHS 4 /* reached by 0, 1, 2, 3 or more facilities */

/* One service area: a kind with one radius, or, last where any kind counts, all counting kinds
 * together. */
struct ct_reach {
    ptrdiff_t kind;  /* index into city kinds; -1: all counting kinds, each with its first radius */
    double radius_m; /* NAN for kind -1 where the kinds' radii differ */
    struct ct_shape area; /* dissolved */
    double area_m2;
};

/* People of one zone whose nearest facility of its kind is this one. Facilities at the very same
 * place share them equally. */
struct ct_assignment {
    size_t zone, facility, demand;
    double people;
};

struct ct_nearest {     /* of a community and kind */
    ptrdiff_t facility; /* -1: there is none of this kind */
    double distance_m;  /* geodesic, from the community's centre */
};

struct ct_gap {
    size_t reach, community;
    double *people; /* a number a demand */
    double area_m2;
    ptrdiff_t facility; /* nearest of the kind to the gap's centre of people; -1: none */
    double distance_m;
    double lon, lat; /* its centre of people */
    size_t shape;    /* index into gap_shapes; gaps of several reaches may share one */
};

/* What became of a population layer: read = inside + outside - twice, exactly. */
struct ct_account {
    double read;    /* people read: points, polygons: all; raster: all cells of the window that
                       bounds the communities (whole cells) */
    double inside;  /* sum over communities */
    double twice;   /* counted once too often by it: people inside overlaps */
    double outside; /* in no community */
    int64_t nodata, nan, negative; /* cells, rows */
    double negative_sum;
};

struct ct_measures {
    size_t communities, zones, demands, kinds, reaches;
    struct ct_reach *reach;
    double *area_m2;         /* [zones] */
    double *people;          /* [demands][zones] */
    double *reached_people;  /* [demands][reaches][zones][CT_DEPTHS] */
    double *reached_area_m2; /* [reaches][zones][CT_DEPTHS] */
    struct ct_xy_deg {
        double lon, lat;
    } * centre;                        /* [communities] of the first demand's people;
                    of the area where nobody lives */
    struct ct_nearest *nearest;        /* [kinds][communities] */
    struct ct_assignment *assignments; /* by demand, kind, zone, facility */
    size_t assignment_count;
    struct ct_gap *gaps; /* by reach, then people of the first demand, most first */
    size_t gap_count;
    struct ct_shape *gap_shapes;
    size_t gap_shape_count;
    struct ct_account *account; /* [demands] */
};

struct ct_run;

/* city -> measures. Method and error bounds: head comments of the files of this room. */
enum ct_status CT_CHECKED ct_measure(const struct ct_city *city, const struct ct_run *run,
                                     struct ct_findings *findings, struct ct_measures **out,
                                     struct ct_error *err);
/* After measuring: the people of the first layer in the polygons of findings (holes, slivers,
 * overlaps), and communities of an unlikely density (F0115). */
enum ct_status CT_CHECKED ct_measure_findings(const struct ct_city *city,
                                              const struct ct_measures *measures,
                                              const struct ct_run *run,
                                              struct ct_findings *findings, struct ct_error *err);
void ct_measures_free(struct ct_measures *measures);

#endif
