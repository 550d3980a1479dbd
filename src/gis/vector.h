/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading one vector layer (any OGR driver) as features with text fields and shapes in degrees.
 */
#ifndef CT_GIS_VECTOR_H
#define CT_GIS_VECTOR_H

#include "catchment/status.h"
#include "gis/placing.h"
#include "gis/shape.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_vector;

struct ct_vector_options {
    const char *path;
    const char *layer;             /* NULL: the only layer; several are an error that names them */
    const char *crs;               /* NULL: what the file says; none there is E0321 */
    const char *x_field, *y_field; /* a table without geometry: its columns (may be NULL) */
    /* Usual names of them to look for, the first that is there; NULL-terminated. Without names a
     * table is read without places. Columns called lon/lat in any language are degrees where
     * neither the file nor `crs` says otherwise (E0324 for a value out of range). */
    const char *const *x_names, *const *y_names;
    bool place_optional; /* a table without places, or without a CRS for them, is read without */
    const struct ct_placing *placing; /* NULL: the CRS says it all */
    const char *encoding;             /* of the text; NULL: found by trying (base/encoding.h) */
    /* Of a table: usual names of columns whose blank cells, below a merged one, repeat it; may be
     * NULL. */
    const char *const *merged_names;
};

enum ct_status CT_CHECKED ct_vector_open(const struct ct_vector_options *options,
                                         struct ct_vector **out, struct ct_error *err);
void ct_vector_close(struct ct_vector *vector);
const char *ct_vector_layer_name(const struct ct_vector *vector);
const char *ct_vector_crs_name(const struct ct_vector *vector);

/* What was found about the coordinates of a table, and done. */
struct ct_axes {
    bool projected; /* they are metres, as projections of China have them */
    bool exchanged; /* the columns held north, east or lat, lon: taken the other way round */
    int zone;       /* that eastings begin with; 0: with none */
    bool zone_only; /* nothing but the zone says the CRS: CGCS2000 was taken */
    double added_m; /* to every easting, so that its zone prefix is that of the CRS */
};
const struct ct_axes *ct_vector_axes(const struct ct_vector *vector);
/* Of control points, or NULL. */
const struct ct_fit *ct_vector_fit(const struct ct_vector *vector);
/* Was a feature placed although the shift of its datum is not known (placing->accept_ballpark)? */
bool ct_vector_is_ballpark(const struct ct_vector *vector);
/* "EPSG:4526", the CRS of a zone with its number in the eastings: 13..23 (6 degrees), 25..45 (3).
 */
enum ct_zone_system { CT_ZONE_CGCS2000, CT_ZONE_XIAN80, CT_ZONE_BEIJING54 };
const char *ct_zone_crs(int zone, enum ct_zone_system system, char code[16]);
/* What was noticed about text and rows while opening: codes of base/messages.csv. */
struct ct_vector_note {
    char code[8];
    char cell[128];     /* "Sheet1!A7", "" where it is about the whole */
    long row;           /* of the file, 0 where it is about the whole */
    char *name, *value; /* what stands for {field} and {value} */
};
size_t ct_vector_notes(const struct ct_vector *vector);
const struct ct_vector_note *ct_vector_note(const struct ct_vector *vector, size_t i);
/* Where a value of the current feature of a table stands: "Sheet1!C7", "C7"; "" for other layers.
 */
void ct_vector_cell(const struct ct_vector *vector, int field, char cell[128]);
/* The unit that a table gives for a column besides its name, "" where it gives none. */
const char *ct_vector_field_unit(const struct ct_vector *vector, int field);

size_t ct_vector_fields(const struct ct_vector *vector);
const char *ct_vector_field_name(const struct ct_vector *vector, size_t i);
/* Index of a field by its name, or -1: exact, else with typographic variants made plain. */
int ct_vector_field_index(const struct ct_vector *vector, const char *name);
/* E0311 for a name that is no field: the nearest, and all there are. */
enum ct_status ct_vector_no_field(const struct ct_vector *vector, const char *name,
                                  struct ct_error *err);
int64_t ct_vector_count(const struct ct_vector *vector); /* -1 where the driver cannot say */

struct ct_feature {
    int64_t fid;
    long row;                /* 1-based position in the file */
    const char *const *text; /* a value a field, NULL where unset; valid until the next call */
    struct ct_shape shape;   /* degrees; kind NONE where there is no geometry. Edges of a projected
                                source are densified so that they stay within 1 mm of straight in
                                the source CRS when drawn straight in the measuring plane;
                                the vertices put in are marked `added` */
    bool empty;              /* a geometry was there but holds nothing */
    bool repaired;           /* it was invalid and MakeValid mended it */
    struct ct_shape before;  /* where it was repaired: as it was drawn, in degrees */
    char reason[128];        /* why it was invalid, or what the coordinates of a table row say
                                that is not a number */
};

/* Next feature; *more is false at the end. The feature's memory belongs to the vector, but the
 * shape may be taken by whoever leaves a {0} in its place. Polygon layers: invalid polygons are
 * repaired (GEOS MakeValid), lines and points of the repair left out. E0310 for a geometry that
 * cannot be read, E0322 for one that cannot be transformed, E0325 for one whose datum is related to
 * WGS 84 in no known way. */
enum ct_status CT_CHECKED ct_vector_next(struct ct_vector *vector, struct ct_feature **feature,
                                         bool *more, struct ct_error *err);

/* E0303 where there is no such file, E0304 where it is empty, E0301 where it cannot be looked at.
 */
enum ct_status CT_CHECKED ct_file_readable(const char *path, struct ct_error *err);

/* Every file of a dataset (a shapefile with its parts): calls `take` with each path. */
enum ct_status CT_CHECKED ct_file_parts(const char *path,
                                        enum ct_status (*take)(void *context, const char *part,
                                                               struct ct_error *err),
                                        void *context, struct ct_error *err);

/* Is it a raster or a vector file, or neither? For `init` and for population layers. */
enum ct_file_kind { CT_FILE_NEITHER, CT_FILE_RASTER, CT_FILE_VECTOR };
enum ct_file_kind ct_file_kind(const char *path);

#endif
