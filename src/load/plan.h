/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan as the other rooms see it. See include/catchment/plan.h for how it is made.
 */
#ifndef CT_LOAD_PLAN_H
#define CT_LOAD_PLAN_H

#include "catchment/plan.h"
#include "gis/placing.h"
#include "load/level.h"
#include <stdbool.h>
#include <stddef.h>

/* A field that the plan names for a meaning ("id" -> "SUBZONE_C"). */
struct ct_field_choice {
    char *meaning, *name;
    long line; /* in the plan, 0 from the command line */
};

/* One input layer. */
struct ct_source {
    char *name;     /* population: its demand name ("people" where none is given) */
    char *file;     /* absolute or as given on the command line */
    char *layer;    /* NULL: the only one */
    char *crs;      /* NULL: the file's */
    char *encoding; /* of its text; NULL: found by trying */
    char *kind;     /* facilities: all are of this kind; NULL: the kind field, else "facility" */
    int band;       /* population raster, from 1 */
    struct ct_placing placing;
    struct ct_field_choice *fields;
    size_t field_count;
    long line;
};

/* A kind of facility. The first radius is its standard radius. */
struct ct_kind {
    char *name;
    double *radius_m;
    size_t radius_count;
    bool counts;    /* towards floor area per 100 households and the facility coverage rate */
    char *title[2]; /* [CT_EN], [CT_ZH]; name where not given */
    char **roles;   /* as standards call it (layers/inputs/role.csv); none given: by its name */
    size_t role_count;
};

/* A table of attributes for communities or facilities. */
enum ct_join { CT_JOIN_COMMUNITY, CT_JOIN_FACILITY };
struct ct_table {
    struct ct_source source;
    enum ct_join join;
    bool override; /* its values go before those of the layer */
};

/* A table of indicators for the objects of a level, joined by their ids. */
struct ct_questionnaire {
    struct ct_source source;
    enum ct_level level;
};

/* What the plan says where documents are open: "parameters: {plaza_for: all}". */
struct ct_plan_parameter {
    char *name, *value;
    long line;
};

enum ct_shared { CT_SHARED_SPLIT, CT_SHARED_WHOLE };

/* What is thought likely; a value outside is a finding. */
enum ct_range_of {
    CT_RANGE_DENSITY,            /* persons a km2 */
    CT_RANGE_HOUSEHOLD,          /* persons a household */
    CT_RANGE_FLOOR_AREA,         /* m2 of a facility */
    CT_RANGE_PER_100_HOUSEHOLDS, /* m2 of all counting facilities */
    CT_RANGES
};
struct ct_range {
    double low, high;
};
/* Their defaults, and their keys under `ranges` in a plan. */
extern const struct ct_range_default {
    const char *key;
    double bounds[2];
} ct_range_defaults[CT_RANGES];

struct ct_plan_range { /* in a plan: a list of two numbers */
    double *bounds;
    size_t count;
};

/* Where new facilities may go: rows of a file, or places that the program makes. */
struct ct_plan_candidates {
    struct ct_source source; /* file NULL: made */
    double grid_m;           /* > 0: the crossings of a grid of this width */
    bool centroids;          /* of communities: the centres of their people */
    bool intersections;      /* of service circles about places of demand */
    char *mode;              /* of those that say none themselves; NULL: not said */
};

/* A step of a plan over years: what is open in this year in all. */
struct ct_plan_year {
    size_t year, sites;       /* sites 0: not said */
    double budget, budget_m2; /* below 0: not said */
};

/* A number for a name. weights: a factor on the people of some communities, in choosing only
 * (urban, rural, a value of the indicator community_type, or an indicator that is yes); costs:
 * money a m2 by mode (a word of layers/inputs/candidate_mode.csv). */
struct ct_plan_weight {
    char *name;
    double factor;
    long line;
};

#define CT_SITE_KINDS_MOST 4
/* A kind that may stand at a site together with others. */
struct ct_plan_site_kind {
    char *name;
    double radius_m;      /* 0: the kind's first */
    double weight;        /* of its people, in choosing only */
    double floor_area_m2; /* that it takes; 0: not said */
    size_t most;          /* new ones; 0: any number */
};

/* covered: whom an existing facility reaches. */
enum ct_site_demand { CT_DEMAND_UNCOVERED, CT_DEMAND_ALL, CT_DEMAND_COVERED };
/* keep: all stay. move: existing ones may close for new ones, so that there are no more than
 * before, or than `total`. close: `closings` of them close, exactly; lscp: those that are not
 * needed. */
enum ct_site_existing { CT_EXISTING_KEEP, CT_EXISTING_MOVE, CT_EXISTING_CLOSE };

/* Of the shares of districts: the worst is made large, or all in order from the worst on. */
enum ct_fairness_order { CT_FAIRNESS_NONE, CT_FAIRNESS_WORST, CT_FAIRNESS_LEXICOGRAPHIC };
enum ct_fairness_over { CT_OVER_UNSAID, CT_OVER_COMMUNITY, CT_OVER_STREET, CT_OVER_COUNTY };
enum ct_site_count { CT_COUNT_PEOPLE, CT_COUNT_HOUSEHOLDS };

/* New facilities of one kind: what is wanted of them, and among which places. */
struct ct_plan_site {
    char *model;             /* NULL: mclp */
    long line;               /* of its first key, never the first member; 0: there is no `site` */
    char *kind, *population; /* NULL: the first */
    struct ct_plan_site_kind *kinds; /* instead of `kind` */
    size_t kind_count;
    enum ct_site_demand demand;
    enum ct_site_existing existing;
    enum ct_site_count count;
    bool unknown_left_out; /* communities without a known number of households; else an error */
    double radius_m;       /* 0: the kind's first */
    double *decay;         /* rows of two numbers: metres, share of people */
    size_t decay_numbers;
    bool backup;     /* who has two within reach counts */
    size_t sites;    /* new; 0: not said */
    size_t total;    /* of the kind, new and existing; 0: not said */
    size_t closings; /* 0: not said */
    char **stay;     /* ids of facilities that stay */
    size_t stay_count;
    double budget;    /* money; < 0: not said */
    double budget_m2; /* floor area; < 0: not said */
    double share;     /* lscp; 0: all */
    enum ct_fairness_order fairness;
    enum ct_fairness_over fairness_over; /* unsaid: community */
    double least_share;                  /* of every district; 0: none */
    double cutoff_m;                     /* pmedian, pcenter: nobody walks further; 0: no limit */
    struct ct_plan_candidates *candidates;
    size_t candidate_count;
    struct ct_source within, forbidden; /* polygons; file NULL: not given */
    double spacing_m;                   /* 0: none */
    size_t street_least, street_most, county_least, county_most; /* 0: none */
    char **pairs;                                                /* ids, two by two */
    size_t pair_ids;
    struct ct_plan_weight *weights;
    size_t weight_count;
    struct ct_plan_weight *costs;
    size_t cost_count;
    double m2_per_100_households; /* of a new facility, and what a capacity is; 0: the lowest bound
                                     of floor_area.per_100_households_bounds */
    size_t curve;                 /* 0: none */
    struct ct_plan_year *years;
    size_t year_count;
};

struct ct_plan {
    struct ct_plan_site site;
    char *path; /* NULL where built from the command line */
    char *text; /* the file's text, then a line "# --set path=value" for every override: stored in
                   the output's `run` table, enough to repeat the run */
    char *title;
    struct ct_source communities; /* file NULL: not given */
    bool thiessen;                /* communities are points: their ground is derived */
    struct ct_source within;      /* polygons that it is cut to; file NULL: not given */
    struct ct_table *tables;
    size_t table_count;
    struct ct_source *population;
    size_t population_count;
    struct ct_source *facilities;
    size_t facility_count;
    struct ct_source streets;        /* file NULL: not given */
    struct ct_source planning_units; /* polygons; file NULL: built where a standard needs them */
    struct ct_source *projects;      /* new residential projects: polygons, points or red lines */
    size_t project_count;
    struct ct_source *project_facilities; /* what they provide: a row a place of premises */
    size_t project_facility_count;
    struct ct_questionnaire *questionnaires;
    size_t questionnaire_count;
    char **standards; /* built-in names, or files */
    size_t standard_count;
    struct ct_plan_parameter *parameters;
    size_t parameter_count;
    struct ct_kind *kinds; /* in the plan's order; empty: every kind found in the data, by
                              name, all counting, with default_radius_m */
    size_t kind_count;
    double *default_radius_m; /* `radius:`, for kinds that have none of their own */
    size_t default_radius_count;
    double household_size;  /* people a household, where households are not given; 0: none */
    enum ct_shared shared;  /* floor_area.shared: split (default) by households | whole */
    double *area_bounds_m2; /* floor_area.community_bounds, default 200 300 400 */
    size_t area_bound_count;
    double *per_100_bounds_m2; /* floor_area.per_100_households_bounds, default 20 30 */
    size_t per_100_bound_count;
    double required_urban_m2; /* floor_area.required_urban, default 300: the bound of the */
    double required_rural_m2; /* floor_area.required_rural, default 200: rate "by area" */
    struct ct_plan_range ranges[CT_RANGES];               /* ranges.* */
    char *output_crs;                                     /* "auto" (default) or a definition */
    char *output_year, *output_compiled_by, *output_date; /* of sheets; NULL: not said */
};

/* Does the plan say anything under `site`? */
static inline bool ct_plan_has_site(const struct ct_plan *plan)
{
    return plan->site.line > 0 || plan->site.candidate_count > 0;
}

/* The name the plan gives for a meaning, or NULL. */
const char *ct_source_field(const struct ct_source *source, const char *meaning);

#endif
