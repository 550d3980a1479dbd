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

struct ct_findings; /* check/finding.h */

enum ct_area_type { CT_AREA_UNKNOWN, CT_AREA_URBAN, CT_AREA_RURAL };

struct ct_communities {
    char *layer;           /* its name, for findings */
    enum ct_offset offset; /* that was taken out */
    size_t count;
    char **id, **name, **street, **county; /* street, county: "" where the layer has none */
    enum ct_area_type *area_type;
    double *households; /* as given; NAN where not */
    double *population; /* as given; NAN where not */
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
