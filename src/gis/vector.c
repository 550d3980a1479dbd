/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a vector layer feature by feature: values, geometry, repair, degrees, added vertices.
 * O(vertices) a feature, besides the validity test of polygons, O(n log n). Memory: the largest
 * feature.
 */
#include "gis/vector.h"
#include "base/fail.h"
#include "base/quantity.h"
#include "gis/quiet.h"
#include "gis/table.h"
#include "gis/vector_parts.h"
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum ct_status ct_vector_open(const struct ct_vector_options *options, struct ct_vector **out,
                              struct ct_error *err)
{
    *out = NULL;
    struct ct_vector *vector = calloc(1, sizeof *vector);
    if (vector == NULL)
        return ct_fail_memory(err);
    vector->path = ct_text_copy(options->path);
    enum ct_status status = CT_OK;
    if (vector->path == NULL || !ct_geos_begin(&vector->geos))
        status = ct_fail_memory(err);
    ct_quiet_begin();
    if (status == CT_OK)
        status = ct_vector_attach(vector, options, err);
    ct_quiet_end();
    if (status == CT_OK)
        *out = vector;
    else
        ct_vector_close(vector);
    return status;
}

void ct_vector_close(struct ct_vector *vector)
{
    if (vector == NULL)
        return;
    ct_quiet_begin();
    if (vector->dataset != NULL)
        GDALClose(vector->dataset);
    ct_quiet_end();
    ct_crs_free(vector->crs);
    ct_geos_end(&vector->geos);
    for (size_t i = 0; vector->field != NULL && i < vector->fields; i++)
        free(vector->field[i]);
    free(vector->field);
    free(vector->values.offset);
    free(vector->values.value);
    ct_buffer_free(&vector->values.text);
    ct_encoding_free(&vector->encoding);
    ct_sheet_free(vector->table);
    ct_vector_free_notes(vector);
    ct_shape_free(&vector->source);
    ct_shape_free(&vector->feature.shape);
    ct_shape_free(&vector->feature.before);
    free(vector->path);
    free(vector->name);
    free(vector);
}

const char *ct_vector_layer_name(const struct ct_vector *vector)
{
    return vector->name;
}

const char *ct_vector_crs_name(const struct ct_vector *vector)
{
    return vector->crs_name;
}

const struct ct_axes *ct_vector_axes(const struct ct_vector *vector)
{
    return &vector->axes;
}

const struct ct_fit *ct_vector_fit(const struct ct_vector *vector)
{
    return vector->crs ? ct_crs_fit(vector->crs) : NULL;
}

bool ct_vector_is_ballpark(const struct ct_vector *vector)
{
    return vector->ballpark;
}

size_t ct_vector_fields(const struct ct_vector *vector)
{
    return vector->fields;
}

const char *ct_vector_field_name(const struct ct_vector *vector, size_t i)
{
    return vector->field[i];
}

int ct_vector_field_index(const struct ct_vector *vector, const char *name)
{
    for (size_t i = 0; i < vector->fields; i++)
        if (strcmp(vector->field[i], name) == 0)
            return (int)i;
    for (size_t i = 0; i < vector->fields; i++) /* one of another case is another name */
        if (ct_text_same_name(vector->field[i], name) &&
            !ct_text_equal_fold(vector->field[i], name))
            return (int)i;
    return -1;
}

int64_t ct_vector_count(const struct ct_vector *vector)
{
    ct_quiet_begin();
    int64_t count = OGR_L_GetFeatureCount(vector->layer, 0);
    ct_quiet_end();
    return count;
}

/* Where an error is: the file, the layer and the row that is being read. */
static enum ct_status at_row(const struct ct_vector *vector, enum ct_status status,
                             struct ct_error *err)
{
    if (status != CT_OK && err != NULL && err->file[0] == '\0') {
        ct_text_fit(err->file, sizeof err->file, vector->path);
        ct_text_fit(err->layer, sizeof err->layer, vector->name);
        ct_text_fit(err->feature, sizeof err->feature, vector->row);
    }
    return status;
}

/* The place of a table row: its two columns. A row with a blank one has no place. */
static enum ct_status shape_from_columns(struct ct_vector *vector, struct ct_error *err)
{
    struct ct_feature *f = &vector->feature;
    const struct ct_axes *axes = &vector->axes;
    const char *tx = f->text[axes->exchanged ? vector->y : vector->x];
    const char *ty = f->text[axes->exchanged ? vector->x : vector->y];
    double x, y;
    ct_shape_clear(&vector->source);
    if (tx == NULL || ty == NULL || *tx == '\0' || *ty == '\0')
        return CT_OK;
    if (!ct_text_number(tx, &x) || !ct_text_number(ty, &y)) {
        ct_text_fit(f->reason, sizeof f->reason, ct_text_number(tx, &x) ? ty : tx);
        return CT_OK;
    }
    if (vector->degrees && (fabs(x) > 180 || fabs(y) > 90))
        return ct_fail(err, CT_INPUT, "E0324", "row", vector->row, "x", tx, "y", ty, NULL);
    vector->source.kind = CT_SHAPE_POINTS;
    if (!ct_shape_begin(&vector->source, false) ||
        !ct_shape_add(&vector->source, x + axes->added_m, y, false))
        return ct_fail_memory(err);
    return CT_OK;
}

static enum ct_status repair(struct ct_vector *vector, struct ct_error *err)
{
    struct ct_feature *f = &vector->feature;
    char reason[sizeof vector->geos.words] = "";
    if (!ct_shape_surely_valid(&vector->source) &&
        (!ct_shape_copy(&f->before, &vector->source) ||
         !ct_geos_repair(&vector->geos, &vector->source, reason)))
        return ct_fail(err, CT_INPUT, "E0310", "row", vector->row, "reason", vector->geos.words,
                       NULL);
    if (reason[0] != '\0')
        ct_text_fit(f->reason, sizeof f->reason, reason);
    f->repaired = f->reason[0] != '\0';
    return CT_OK;
}

static enum ct_status shape_from_geometry(struct ct_vector *vector, OGRGeometryH geometry,
                                          struct ct_error *err)
{
    struct ct_feature *f = &vector->feature;
    ct_shape_clear(&vector->source);
    if (geometry == NULL)
        return CT_OK;
    enum ct_status status = ct_shape_from_ogr(geometry, &vector->source, f->reason);
    if (status == CT_INPUT)
        return ct_fail(err, status, "E0310", "row", vector->row, "reason", f->reason, NULL);
    if (status != CT_OK)
        return ct_fail_memory(err);
    if (vector->source.kind == CT_SHAPE_POLYGONS)
        status = repair(vector, err);
    f->empty = vector->source.parts == 0;
    return status;
}

/* A datum whose shift is not known; the plan may take it for none. */
static enum ct_status refuse_ballpark(struct ct_vector *vector, struct ct_error *err)
{
    vector->ballpark = true;
    if (vector->accept_ballpark)
        return CT_OK;
    return ct_fail(err, CT_INPUT, "E0325", "crs", vector->crs_name, NULL);
}

/* What was drawn before the repair, for whoever wants to see it. */
static void before_to_degrees(struct ct_vector *vector)
{
    struct ct_feature *f = &vector->feature;
    if (!f->repaired ||
        !ct_crs_to_lonlat(vector->crs, f->before.vertices, f->before.lon, f->before.lat))
        ct_shape_clear(&f->before);
}

/* The scratch shape in degrees, as the feature's shape. */
static enum ct_status to_degrees(struct ct_vector *vector, struct ct_error *err)
{
    struct ct_shape *source = &vector->source, *shape = &vector->feature.shape;
    struct ct_shape degrees = {0};
    bool changed = false;
    ct_shape_clear(shape);
    if (source->parts == 0)
        return CT_OK;
    if (!ct_shape_copy(&degrees, source))
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    if (!ct_crs_to_lonlat(vector->crs, degrees.vertices, degrees.lon, degrees.lat))
        status = ct_fail(err, CT_INPUT, "E0322", "row", vector->row, "crs", vector->crs_name, NULL);
    else if (ct_crs_is_ballpark(vector->crs, degrees.lon[0], degrees.lat[0]))
        status = refuse_ballpark(vector, err);
    if (status == CT_OK)
        status = ct_shape_densify(vector->crs, source, &degrees, shape, &changed, err);
    if (status == CT_OK && !changed) {
        ct_shape_free(shape);
        *shape = degrees;
        degrees = (struct ct_shape){0};
    }
    ct_shape_free(&degrees);
    ct_shape_orient(shape);
    return status;
}

static enum ct_status read_feature(struct ct_vector *vector, OGRFeatureH feature,
                                   struct ct_error *err)
{
    struct ct_feature *f = &vector->feature;
    f->fid = OGR_F_GetFID(feature);
    f->row++;
    snprintf(vector->row, sizeof vector->row, "%ld", f->row);
    f->empty = f->repaired = false;
    ct_shape_clear(&f->before);
    f->reason[0] = '\0';
    enum ct_status status = ct_values_read(vector, feature, err);
    f->text = vector->values.value;
    if (status != CT_OK)
        return status;
    if (vector->x >= 0)
        status = shape_from_columns(vector, err);
    else
        status = shape_from_geometry(vector, OGR_F_GetGeometryRef(feature), err);
    if (status == CT_OK)
        status = to_degrees(vector, err);
    if (status == CT_OK && f->before.parts > 0)
        before_to_degrees(vector);
    return status;
}

enum ct_status ct_vector_next(struct ct_vector *vector, struct ct_feature **feature, bool *more,
                              struct ct_error *err)
{
    *feature = &vector->feature;
    *more = false;
    ct_quiet_begin();
    OGRFeatureH next = OGR_L_GetNextFeature(vector->layer);
    enum ct_status status = CT_OK;
    if (ct_quiet_failed()) {
        status = ct_fail(err, CT_INPUT, "E0313", "row", *vector->row ? vector->row : "0", "reason",
                         ct_quiet_words(), NULL);
    } else if (next != NULL) {
        status = read_feature(vector, next, err);
        *more = status == CT_OK;
    }
    status = at_row(vector, status, err);
    OGR_F_Destroy(next);
    ct_quiet_end();
    return status;
}

enum ct_status ct_file_parts(const char *path,
                             enum ct_status (*take)(void *context, const char *part,
                                                    struct ct_error *err),
                             void *context, struct ct_error *err)
{
    ct_quiet_begin();
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_READONLY, NULL, NULL, NULL);
    char **parts = dataset ? GDALGetFileList(dataset) : NULL;
    GDALClose(dataset);
    ct_quiet_end();
    enum ct_status status = CT_OK;
    for (int i = 0; status == CT_OK && i < CSLCount(parts); i++)
        status = take(context, parts[i], err);
    if (parts == NULL)
        status = take(context, path, err);
    CSLDestroy(parts);
    return status;
}

static enum ct_file_kind kind_of(const char *path)
{
    enum ct_file_kind kind = CT_FILE_NEITHER;
    if (ct_table_kind(path) != CT_TABLE_NONE)
        return CT_FILE_VECTOR;
    GDALDatasetH vector = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (vector != NULL && GDALDatasetGetLayerCount(vector) > 0)
        kind = CT_FILE_VECTOR;
    GDALClose(vector);
    if (kind == CT_FILE_VECTOR)
        return kind;
    GDALDatasetH raster = GDALOpenEx(path, GDAL_OF_RASTER | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (raster != NULL)
        kind = CT_FILE_RASTER;
    GDALClose(raster);
    return kind;
}

enum ct_file_kind ct_file_kind(const char *path)
{
    ct_quiet_begin();
    enum ct_file_kind kind = kind_of(path);
    ct_quiet_end();
    return kind;
}
