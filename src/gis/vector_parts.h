/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: the parts of the vector reader.
 */
#ifndef CT_GIS_VECTOR_PARTS_H
#define CT_GIS_VECTOR_PARTS_H

#include "base/encoding.h"
#include "base/text.h"
#include "gis/crs.h"
#include "gis/geos.h"
#include "gis/vector.h"

/* The values of one feature as UTF-8 text, one block of memory. */
struct ct_values {
    struct ct_buffer text;
    size_t *offset;     /* SIZE_MAX where unset */
    const char **value; /* into text */
    size_t count;
};

struct ct_vector {
    void *dataset, *layer; /* GDALDatasetH, OGRLayerH */
    char *path, *name;
    char row[24]; /* the row that is being read, as text */
    char **field; /* names, UTF-8 */
    size_t fields;
    struct ct_values values;
    struct ct_encoding encoding;
    struct ct_sheet *table; /* NULL: no table */
    struct ct_vector_note *notes;
    size_t note_count;
    struct ct_crs *crs; /* NULL: nothing to place */
    char crs_name[160];
    int x, y;     /* columns of a table; -1: geometry */
    bool degrees; /* x, y are taken for degrees because they are called so */
    struct ct_axes axes;
    bool accept_ballpark, ballpark;
    struct ct_geos geos;
    struct ct_shape source; /* scratch: the feature in the CRS of the source */
    struct ct_feature feature;
};

/* vector_open.c: dataset, layer, fields and CRS of a new vector. */
enum ct_status ct_vector_attach(struct ct_vector *vector, const struct ct_vector_options *options,
                                struct ct_error *err);

/* vector_axes.c: what the two columns of a table hold; nothing for other layers. */
void ct_vector_look_at_axes(struct ct_vector *vector);
/* Brings what was found and the CRS together. E0327 where the zone is not the CRS's. */
enum ct_status ct_vector_settle_axes(struct ct_vector *vector, struct ct_error *err);

/* vector_encoding.c: opens a dataset that is no table so that its text comes as it stands in the
 * file; then, when the layer is chosen, finds the encoding of its names and values. E0318 where
 * `encoding` is not known or not that of the text. O(text of the layer). */
enum ct_status ct_vector_open_raw(struct ct_vector *vector, const char *encoding,
                                  struct ct_error *err);
enum ct_status ct_vector_find_encoding(struct ct_vector *vector, const char *encoding,
                                       struct ct_error *err);
/* Adds the findings about an encoding. */
enum ct_status ct_vector_note_encoding(struct ct_vector *vector, struct ct_error *err);
/* Adds a note; name and value may be NULL. */
enum ct_status ct_vector_add_note(struct ct_vector *vector, const char *code, const char *cell,
                                  long row, const char *name, const char *value,
                                  struct ct_error *err);

void ct_vector_free_notes(struct ct_vector *vector);

/* table.c: is it a file that is read as a table? */
enum ct_table_kind { CT_TABLE_NONE, CT_TABLE_CSV, CT_TABLE_SHEETS };
enum ct_table_kind ct_table_kind(const char *path);
enum ct_status ct_table_open_sheets(struct ct_vector *vector, struct ct_error *err);
/* Puts in the place of vector->dataset and vector->layer (NULL for a CSV file) a layer in memory
 * with the rows of data as features, all fields text, and geometry of a column called WKT. */
enum ct_status ct_table_take(struct ct_vector *vector, const struct ct_vector_options *options,
                             struct ct_error *err);

/* vector_text.c: all fields of an OGRFeatureH; E0323 for text in no known encoding. */
enum ct_status ct_values_read(struct ct_vector *vector, void *feature, struct ct_error *err);

/* vector_shape.c: an OGRGeometryH as a shape in its own CRS: Z and M dropped, curves as lines, of a
 * collection the parts of highest dimension. Rings that enclose nothing (fewer than 4 vertices)
 * are left out and said in `reason`. CT_INPUT (with the reason) where it cannot be a shape,
 * CT_INTERNAL where memory is short. */
enum ct_status ct_shape_from_ogr(void *geometry, struct ct_shape *out, char reason[128]);

/* vector_simple.c: true where polygons are valid beyond doubt; false means that GEOS must say. */
bool ct_shape_surely_valid(const struct ct_shape *shape);

/* vector_densify.c: `degrees` is `source` transformed vertex by vertex. *out gets it with vertices
 * added so that edges straight in the source stay within 1 mm on the ground when drawn straight in
 * the measuring plane; *changed is false (and out untouched) where none is needed. */
enum ct_status ct_shape_densify(struct ct_crs *crs, const struct ct_shape *source,
                                const struct ct_shape *degrees, struct ct_shape *out, bool *changed,
                                struct ct_error *err);

#endif
