/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a vector layer: which dataset, which layer, which fields, which CRS, and a clear error
 * where one of them is not there. O(fields).
 */
#include "base/fail.h"
#include "base/quantity.h"
#include "gis/quiet.h"
#include "gis/vector_parts.h"
#include <cpl_conv.h>
#include <errno.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum ct_status ct_file_readable(const char *path, struct ct_error *err)
{
    struct stat about;
    if (strncmp(path, "/vsi", 4) == 0)
        return CT_OK;
    if (stat(path, &about) != 0)
        return ct_fail(err, CT_INPUT, errno == ENOENT ? "E0303" : "E0301", "file", path, "reason",
                       strerror(errno), NULL);
    if (S_ISREG(about.st_mode) && about.st_size == 0)
        return ct_fail(err, CT_INPUT, "E0304", "file", path, NULL);
    return CT_OK;
}

/* A CSV file has no dataset: ct_table_take makes one. */
static enum ct_status open_dataset(struct ct_vector *vector, const char *encoding,
                                   struct ct_error *err)
{
    enum ct_status status = ct_file_readable(vector->path, err);
    if (status != CT_OK)
        return status;
    switch (ct_table_kind(vector->path)) {
    case CT_TABLE_CSV:
        return CT_OK;
    case CT_TABLE_SHEETS:
        return ct_table_open_sheets(vector, err);
    case CT_TABLE_NONE:
        break;
    }
    return ct_vector_open_raw(vector, encoding, err);
}

/* "a, b, c" of the layers, and the one most like `wanted` (or NULL). */
static enum ct_status fail_layer(struct ct_vector *vector, const char *code, const char *wanted,
                                 struct ct_error *err)
{
    int n = GDALDatasetGetLayerCount(vector->dataset);
    const char **names = calloc((size_t)n + 1, sizeof *names);
    struct ct_buffer list = {0};
    if (names == NULL)
        return ct_fail_memory(err);
    for (int i = 0; i < n; i++) {
        names[i] = OGR_L_GetName(GDALDatasetGetLayer(vector->dataset, i));
        ct_buffer_printf(&list, "%s%s", i ? ", " : "", names[i]);
    }
    const char *nearest = wanted ? ct_text_nearest(wanted, names) : NULL;
    enum ct_status status =
        ct_fail(err, CT_INPUT, code, "file", vector->path, "known", list.data ? list.data : "",
                "layer", wanted ? wanted : "", "nearest", nearest ? nearest : "", NULL);
    ct_buffer_free(&list);
    free(names);
    return status;
}

/* The one layer that holds anything; else the only one; else NULL. */
static OGRLayerH only_layer(GDALDatasetH dataset)
{
    OGRLayerH only = NULL;
    int n = GDALDatasetGetLayerCount(dataset), filled = 0;
    if (n == 1)
        return GDALDatasetGetLayer(dataset, 0);
    if (ct_table_kind(GDALGetDescription(dataset)) == CT_TABLE_NONE)
        return NULL;
    for (int i = 0; i < n; i++) { /* empty sheets are usual */
        OGRLayerH layer = GDALDatasetGetLayer(dataset, i);
        if (OGR_L_GetFeatureCount(layer, 0) > 0) {
            only = layer;
            filled++;
        }
    }
    return filled == 1 ? only : NULL;
}

static enum ct_status choose_layer(struct ct_vector *vector, const char *wanted,
                                   struct ct_error *err)
{
    if (vector->dataset == NULL) {
        vector->name = ct_text_copy(CPLGetBasename(vector->path));
        return vector->name ? CT_OK : ct_fail_memory(err);
    }
    if (GDALDatasetGetLayerCount(vector->dataset) == 0)
        return ct_fail(err, CT_INPUT, "E0307", "file", vector->path, NULL);
    vector->layer =
        wanted ? GDALDatasetGetLayerByName(vector->dataset, wanted) : only_layer(vector->dataset);
    if (vector->layer == NULL)
        return fail_layer(vector, wanted ? "E0306" : "E0305", wanted, err);
    vector->name = ct_text_copy(OGR_L_GetName(vector->layer));
    return vector->name ? CT_OK : ct_fail_memory(err);
}

static bool is_table(const struct ct_vector *vector)
{
    return vector->dataset == NULL ||
           ct_table_kind(GDALGetDescription(vector->dataset)) == CT_TABLE_SHEETS;
}

static enum ct_status name_fields(struct ct_vector *vector, struct ct_error *err)
{
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(vector->layer);
    size_t n = (size_t)OGR_FD_GetFieldCount(definition);
    struct ct_values *values = &vector->values;
    vector->field = calloc(n + 1, sizeof *vector->field);
    values->offset = calloc(n + 1, sizeof *values->offset);
    values->value = calloc(n + 1, sizeof *values->value);
    if (vector->field == NULL || values->offset == NULL || values->value == NULL)
        return ct_fail_memory(err);
    values->count = n;
    for (; vector->fields < n; vector->fields++) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, (int)vector->fields);
        struct ct_buffer name = {0};
        bool text = ct_encoding_add(&vector->encoding, &name, OGR_Fld_GetNameRef(field));
        vector->field[vector->fields] = ct_text_copy(name.data ? name.data : "");
        ct_buffer_free(&name);
        if (!text)
            return ct_fail(err, CT_INPUT, "E0323", "file", vector->path, "layer", vector->name,
                           "field", "", NULL);
        if (vector->field[vector->fields] == NULL)
            return ct_fail_memory(err);
    }
    return CT_OK;
}

/* An error about a field that is not there, with the nearest name and all there are. */
static enum ct_status fail_field(const struct ct_vector *vector, const char *code, const char *name,
                                 struct ct_error *err)
{
    const char *nearest = ct_text_nearest(name, (const char *const *)vector->field);
    struct ct_buffer list = {0};
    for (size_t i = 0; i < vector->fields; i++)
        ct_buffer_printf(&list, "%s%s", i ? ", " : "", vector->field[i]);
    enum ct_status status =
        ct_fail(err, CT_INPUT, code, "file", vector->path, "layer", vector->name, "field", name,
                "known", list.data ? list.data : "", "nearest", nearest ? nearest : "", NULL);
    ct_buffer_free(&list);
    return status;
}

enum ct_status ct_vector_no_field(const struct ct_vector *vector, const char *name,
                                  struct ct_error *err)
{
    return fail_field(vector, "E0311", name, err);
}

static int first_of(const struct ct_vector *vector, const char *const *names)
{
    for (; names != NULL && *names != NULL; names++)
        for (size_t i = 0; i < vector->fields; i++)
            if (ct_text_same_name(vector->field[i], *names))
                return (int)i;
    return -1;
}

/* A column that is called longitude or latitude, not just x or y. */
static bool means_degrees(const char *name, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcasestr(name, *words) != NULL)
            return true;
    return false;
}

static enum ct_status find_columns(struct ct_vector *vector,
                                   const struct ct_vector_options *options, struct ct_error *err)
{
    static const char *const east[] = {"lon", "lng", "经", NULL};
    static const char *const north[] = {"lat", "纬", NULL};
    bool table = OGR_L_GetGeomType(vector->layer) == wkbNone;
    vector->x = options->x_field ? ct_vector_field_index(vector, options->x_field) : -1;
    vector->y = options->y_field ? ct_vector_field_index(vector, options->y_field) : -1;
    if (options->x_field && vector->x < 0)
        return ct_vector_no_field(vector, options->x_field, err);
    if (options->y_field && vector->y < 0)
        return ct_vector_no_field(vector, options->y_field, err);
    if (table && vector->x < 0)
        vector->x = first_of(vector, options->x_names);
    if (table && vector->y < 0)
        vector->y = first_of(vector, options->y_names);
    if (vector->x < 0 || vector->y < 0)
        vector->x = vector->y = -1;
    if (table && vector->x < 0 && options->x_names != NULL && !options->place_optional)
        return fail_field(vector, "E0309", "", err);
    vector->degrees = vector->x >= 0 && means_degrees(vector->field[vector->x], east) &&
                      means_degrees(vector->field[vector->y], north);
    return CT_OK;
}

/* What the file says, or NULL: an undefined or local system says nothing. */
static char *crs_of_file(const struct ct_vector *vector)
{
    static const char *const format[] = {"FORMAT=WKT2_2018", NULL};
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(vector->layer);
    if (srs == NULL || OSRIsLocal(srs))
        return NULL;
    const char *name = OSRGetName(srs);
    if (name != NULL && strncasecmp(name, "Undefined", 9) == 0)
        return NULL;
    char *wkt = NULL;
    OSRExportToWktEx(srs, &wkt, format);
    return wkt;
}

/* Where nothing says the CRS: names of degrees or a zone do; else it is not guessed. */
static enum ct_status crs_of_columns(struct ct_vector *vector, char definition[16],
                                     struct ct_error *err)
{
    vector->axes.zone_only = vector->axes.zone > 0;
    if (vector->axes.zone_only)
        ct_zone_crs(vector->axes.zone, CT_ZONE_CGCS2000, definition);
    else if (vector->degrees)
        snprintf(definition, 16, "EPSG:4326");
    else if (vector->axes.projected)
        return ct_fail(err, CT_INPUT, "E0329", "file", vector->path, "layer", vector->name, "x",
                       vector->field[vector->x], "y", vector->field[vector->y], NULL);
    else
        return ct_fail(err, CT_INPUT, "E0321", "file", vector->path, "layer", vector->name, NULL);
    return CT_OK;
}

/* An affine leads into a CRS that only the plan can name; control points need none. */
static enum ct_status crs_of_local(const struct ct_vector *vector,
                                   const struct ct_vector_options *options, struct ct_error *err)
{
    if (options->crs == NULL && options->placing->affine_count > 0)
        return ct_fail(err, CT_USAGE, "E0326", "file", vector->path, "layer", vector->name, "key",
                       "affine", "crs", "crs", NULL);
    return CT_OK;
}

static enum ct_status make_crs(struct ct_vector *vector, const struct ct_vector_options *options,
                               struct ct_error *err)
{
    const struct ct_placing *placing = options->placing;
    bool local = placing != NULL && (placing->affine_count > 0 || placing->point_numbers > 0);
    char *wkt = options->crs || local ? NULL : crs_of_file(vector);
    const char *definition = options->crs ? options->crs : wkt;
    char from_columns[16];
    enum ct_status status = CT_OK;
    if (!local)
        ct_vector_look_at_axes(vector);
    vector->degrees = vector->degrees && definition == NULL && !local;
    if (local) {
        status = crs_of_local(vector, options, err);
    } else if (definition == NULL || *definition == '\0') {
        status = crs_of_columns(vector, from_columns, err);
        definition = from_columns;
    }
    if (status == CT_OK)
        status = ct_crs_new_placed(definition, placing, &vector->crs, err);
    CPLFree(wkt);
    return status;
}

static enum ct_status find_crs(struct ct_vector *vector, const struct ct_vector_options *options,
                               struct ct_error *err)
{
    bool placed = vector->x >= 0 || OGR_L_GetGeomType(vector->layer) != wkbNone;
    if (!placed)
        return CT_OK;
    vector->accept_ballpark = options->placing != NULL && options->placing->accept_ballpark;
    enum ct_status status = make_crs(vector, options, err);
    if (status == CT_INPUT && options->place_optional && vector->x >= 0) {
        vector->x = vector->y = -1; /* columns that cannot be placed */
        vector->degrees = false;
        return CT_OK;
    }
    if (status != CT_OK)
        return status;
    const char *code = ct_crs_code(vector->crs);
    snprintf(vector->crs_name, sizeof vector->crs_name, "%s",
             *code ? code : ct_crs_name(vector->crs));
    return ct_vector_settle_axes(vector, err);
}

enum ct_status ct_vector_attach(struct ct_vector *vector, const struct ct_vector_options *options,
                                struct ct_error *err)
{
    enum ct_status status = open_dataset(vector, options->encoding, err);
    if (status == CT_OK)
        status = choose_layer(vector, options->layer, err);
    if (status == CT_OK && is_table(vector))
        status = ct_table_take(vector, options, err);
    else if (status == CT_OK)
        status = ct_vector_find_encoding(vector, options->encoding, err);
    if (status == CT_OK)
        status = name_fields(vector, err);
    if (status == CT_OK)
        status = find_columns(vector, options, err);
    if (status == CT_OK)
        status = find_crs(vector, options, err);
    return status;
}
