/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading one vector layer (any OGR driver) as features with text fields and shapes in degrees.
 */
#ifndef CT_GIS_VECTOR_H
#define CT_GIS_VECTOR_H

#include "catchment/status.h"
#include "gis/shape.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_vector;

struct ct_vector_options {
    const char *path;
    const char *layer;     /* NULL: the only layer; several are an error that names them */
    const char *crs;       /* NULL: what the file says; none there is E0321 */
    const char *x_field, *y_field; /* a table without geometry: its columns (may be NULL) */
    const char *const *x_names, *const *y_names; /* usual names to look for, NULL-terminated */
};

enum ct_status CT_CHECKED ct_vector_open(const struct ct_vector_options *options,
                                         struct ct_vector **out, struct ct_error *err);
void ct_vector_close(struct ct_vector *vector);
const char *ct_vector_layer_name(const struct ct_vector *vector);
const char *ct_vector_crs_name(const struct ct_vector *vector);
size_t ct_vector_fields(const struct ct_vector *vector);
const char *ct_vector_field_name(const struct ct_vector *vector, size_t i);
/* Index of a field by exact name, or -1. */
int ct_vector_field_index(const struct ct_vector *vector, const char *name);
int64_t ct_vector_count(const struct ct_vector *vector); /* -1 where the driver cannot say */

struct ct_feature {
    int64_t fid;
    long row;                 /* 1-based position in the file */
    const char *const *text;  /* a value a field, NULL where unset; valid until the next call */
    struct ct_shape shape;    /* degrees; kind NONE where there is no geometry. Edges of a projected
                                 source are densified so that they stay within 1 mm of straight in
                                 the source CRS when drawn straight in the measuring plane;
                                 the vertices put in are marked `added` */
    bool empty;               /* a geometry was there but empty */
    bool repaired;            /* it was invalid and MakeValid mended it */
    char reason[128];         /* why it was invalid */
};

/* Next feature; *more is false at the end. The feature's memory belongs to the vector. Polygon
 * layers: invalid polygons are repaired (GEOS MakeValid), lines and points of the repair left out.
 * E0310 for a geometry that cannot be read, E0322 for one that cannot be transformed. */
enum ct_status CT_CHECKED ct_vector_next(struct ct_vector *vector, struct ct_feature **feature,
                                         bool *more, struct ct_error *err);

/* Is it a raster or a vector file, or neither? For `init` and for population layers. */
enum ct_file_kind { CT_FILE_NEITHER, CT_FILE_RASTER, CT_FILE_VECTOR };
enum ct_file_kind ct_file_kind(const char *path);

#endif
