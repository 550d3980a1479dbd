/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The city: what the layers say, as struct-of-arrays with stable ids. Index order is the order of
 * the input rows. Unknown numbers are NAN, unknown texts "" (never NULL).
 */
#ifndef CT_LOAD_CITY_H
#define CT_LOAD_CITY_H

#include "catchment/status.h"
#include "gis/shape.h"
#include "load/plan.h"
#include <stdint.h>

struct ct_findings;        /* check/finding.h */
struct ct_indicator_store; /* load/indicators.h */

enum ct_area_type { CT_AREA_UNKNOWN, CT_AREA_URBAN, CT_AREA_RURAL };

struct ct_communities {
    char *layer;           /* its name, for findings */
    enum ct_offset offset; /* that was taken out */
    size_t count;
    char **id, **name, **street, **county; /* street, county: "" where the layer has none */
    enum ct_area_type *area_type;
    double *households; /* as given; NAN where not */
    double *population; /* as given; NAN where not */
    double *registered; /* households by register (户籍户数), as given; NAN where not */
    struct ct_shape *shape;
    int64_t *fid;
    long *row;
};

/* Parts of the plane that several communities claim: for community b each piece is what b shares
 * with the first earlier community a that also has it, so the pieces of all b are what the sum over
 * communities counts too often, exactly once more each. */
struct ct_overlaps {
    size_t count;
    size_t *a, *b;
    struct ct_shape *shape;
};

/* Segments {lon, lat, lon, lat} of borders that no other community walks in the opposite direction:
 * the rim of the city, of holes in it, and of overlaps. What no segment separates is held by the
 * same number of communities. */
struct ct_rim {
    size_t count;
    double (*segment)[4];
};

struct ct_facilities {
    size_t count;
    char **layer;           /* [plan facilities]: the name of each source, for findings */
    enum ct_offset *offset; /* [plan facilities]: that was taken out */
    size_t layer_count;
    char **id, **name;
    size_t *kind; /* index into city kinds */
    double *floor_area_m2;
    double *land_area_m2;   /* as given, else the ground of its polygon, else NAN */
    double *lon, *lat;      /* a polygon's is its centroid, or a point on its surface where the
                               centroid falls outside */
    struct ct_shape *shape; /* as given (points or polygons) */
    ptrdiff_t *community;   /* where it stands; -1 outside all */
    size_t *serves_start, *serves; /* CSR, count+1: communities it serves: those named by the
                                field `serves` (ids, separated by ; or ,), else where it stands */
    size_t *source;                /* index into plan facilities */
    int64_t *fid;
    long *row;
};

enum ct_population_kind { CT_POPULATION_RASTER, CT_POPULATION_POINTS, CT_POPULATION_POLYGONS };

/* One population layer (a demand). A raster stays in its file. */
struct ct_population {
    char *name;
    enum ct_population_kind kind;
    enum ct_offset offset; /* that was taken out */
    char *file, *crs;      /* raster; crs NULL: the file's */
    int band;
    size_t count;           /* points or polygons */
    double *lon, *lat;      /* points */
    double *people;         /* points, polygons: >= 0 */
    struct ct_shape *shape; /* polygons */
};

struct ct_streets {
    char *layer; /* its name, for findings; NULL: the plan names none */
    struct ct_shape lines;
    enum ct_offset offset; /* that was taken out */
};

/* What attribute columns and questionnaires say of an object: one value of one indicator of
 * layers/inputs/indicator.csv. Blank cells are no rows. */
struct ct_indicator {
    enum ct_level level;
    char *object; /* id of a community, street (as table `unit` has it), county, planning unit or
                     project; "*" the city; of a facility its index in decimal digits */
    const char *name;
    double number; /* of a number, in the indicator's unit; yes and no are 1 and 0; else NAN */
    char *text;    /* as it was written; dates as 2026-01-31 */
    char *file;    /* without its folder */
    long row;
};
struct ct_indicators {
    size_t count;
    struct ct_indicator *rows; /* one a level, object and name: what is doubled is a finding, and
                                  the first stays */
};

/* New residential projects. Rows of one id are phases of one project: numbers are added, the shape
 * is theirs together. */
struct ct_project_phase {
    size_t source; /* index into plan projects */
    int64_t fid;
    long row;
};
struct ct_projects {
    char *layer;          /* of the first, for findings */
    char **source_layers; /* [plan projects]: the name of each */
    size_t sources;
    size_t count;
    char **id, **name,
        **stage; /* stage: "plan" | "permit" | "completion" | "handover"; "" unknown */
    size_t *phases;
    size_t *phase_start;            /* CSR, count+1: the rows that a project was read from */
    struct ct_project_phase *phase; /* phases[i] of them */
    double *households, *population;
    double *residential_floor_area_m2, *floor_area_total_m2; /* above ground */
    double *site_area_m2;                                    /* as its text says */
    double *polygon_area_m2;                                 /* of its shape; NAN for a point */
    double *provided_m2;    /* premises, as a field of the project says; NAN where not */
    double *lon, *lat;      /* of its centroid, or a point inside */
    struct ct_shape *shape; /* points or polygons */
    ptrdiff_t *community;   /* where that point is; -1 outside all */
    size_t *source;         /* index into plan projects */
    int64_t *fid;
    long *row;
};

/* Premises that projects provide: a row a place. */
struct ct_project_facilities {
    char **source_layers; /* [plan project_facilities]: the name of each */
    size_t sources;
    size_t count;
    size_t *project;
    char **id, **name, **kind_name; /* kind as written */
    ptrdiff_t *kind;                /* index into city kinds; -1: none of them */
    double *floor_area_m2, *land_area_m2, *polygon_area_m2;
    double *storey;         /* lowest storey, 1 the ground floor, -1 the first below; NAN unknown */
    char **building;        /* "" unknown */
    double *own_entrance;   /* 1, 0, NAN unknown */
    double *lon, *lat;      /* its own place, else the project's */
    bool *placed;           /* has a place of its own */
    struct ct_shape *shape; /* that place: a point or polygons; else NONE */
    size_t *source;         /* index into plan project_facilities */
    int64_t *fid;
    long *row;
};

/* Planning units that the plan gives: the unit of each community, by its centre. */
struct ct_planning_units {
    char *layer;  /* its name; NULL: not given */
    size_t count; /* 0: not given */
    char **id, **name;
    struct ct_shape *shape;
    ptrdiff_t *of_community; /* [communities]; -1: in none */
    int64_t *fid;
    long *row;
};

/* Places where new facilities may go, as files say it. */
enum ct_candidate_state { CT_CANDIDATE_FREE, CT_CANDIDATE_REQUIRED, CT_CANDIDATE_FORBIDDEN };
struct ct_candidate {
    char *id, *name, *street; /* street: as its row says; "" */
    char *mode;               /* new, joint, purchase, rebuild, lease; else as written; "" */
    enum ct_candidate_state state;
    double price, capacity, floor_area_m2; /* NAN: not known */
    double cost_per_m2;                    /* of its mode, by site.costs; NAN: not known */
    double lon, lat;
    size_t source; /* index into plan site.candidates */
    int64_t fid;
    long row;
};
/* What site.candidates[i].mode says of candidates that say nothing themselves. */
struct ct_candidate_mode {
    char *mode;         /* as of a candidate */
    double cost_per_m2; /* NAN: not known */
};
struct ct_candidates {
    size_t count;
    struct ct_candidate *rows;
    size_t source_count;
    struct ct_candidate_mode *sources; /* by site.candidates */
    struct ct_shape within, forbidden; /* no parts: not given */
};

struct ct_input_file {
    char *path;
    int64_t size;
    char sha256[65];
};

struct ct_city {
    char *title;
    struct ct_communities communities;
    struct ct_overlaps overlaps;
    struct ct_rim rim;
    struct ct_facilities facilities;
    struct ct_streets streets;
    struct ct_indicators indicators;
    struct ct_indicator_store *read; /* what indicators were read with; their names are in it */
    struct ct_projects projects;
    struct ct_project_facilities project_facilities;
    struct ct_planning_units planning_units;
    struct ct_candidates candidates;
    struct ct_population *population;
    size_t population_count;
    struct ct_kind *kinds; /* resolved: every kind with its radii */
    size_t kind_count;
    enum ct_shared shared; /* how a facility that serves several counts in each */
    double household_size; /* the plan's; 0: none */
    struct ct_range ranges[CT_RANGES];
    double bounds[4]; /* degrees: west, south, east, north of the communities */
    char crs[256];    /* output CRS, resolved */
    struct ct_input_file
        *files; /* sorted by path: every file opened (a shapefile with its parts) */
    size_t file_count;
};

struct ct_run; /* catchment/audit.h */

/* plan -> city; what is doubtful goes to findings, what makes reading impossible is an error.
 * O(vertices log vertices). */
enum ct_status CT_CHECKED ct_city_load(const struct ct_plan *plan, const struct ct_run *run,
                                       struct ct_findings *findings, struct ct_city **out,
                                       struct ct_error *err);
void ct_city_free(struct ct_city *city);

#endif
