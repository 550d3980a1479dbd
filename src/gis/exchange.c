/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See exchange.h. A Shapefile's DBF carries a date of change, which is set to CT_GPKG_TIME's day.
 *
 * Source: gdal.org/drivers/vector: shapefile, geojson, flatgeobuf; RFC 7946.
 */
#include "gis/exchange.h"
#include "base/fail.h"
#include "gis/feature.h"
#include "gis/quiet.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdlib.h>
#include <string.h>

struct exchange {
    const struct ct_exchange_layer *plan;
    OGRSpatialReferenceH crs;
    OGRCoordinateTransformationH to; /* NULL: the file has the CRS of the rows */
    GDALDatasetH dataset;
    OGRLayerH layer;
};

static enum ct_status write_error(const char *what, struct ct_error *err)
{
    const char *reason = ct_quiet_words();
    return ct_fail(err, CT_OUTPUT, "E0505", "reason", *reason != '\0' ? reason : what, NULL);
}

static enum ct_status crs_new(const char *definition, OGRSpatialReferenceH *out,
                              struct ct_error *err)
{
    *out = OSRNewSpatialReference(NULL);
    if (*out == NULL)
        return ct_fail_memory(err);
    if (OSRSetFromUserInput(*out, definition) != OGRERR_NONE)
        return ct_fail(err, CT_OUTPUT, "E0509", "crs", definition, NULL);
    OSRSetAxisMappingStrategy(*out, OAMS_TRADITIONAL_GIS_ORDER);
    return CT_OK;
}

/* From `crs`, which becomes WGS 84. */
static enum ct_status to_degrees(OGRSpatialReferenceH *crs, const char *definition,
                                 OGRCoordinateTransformationH *out, struct ct_error *err)
{
    OGRSpatialReferenceH degrees = NULL;
    enum ct_status status = crs_new("OGC:CRS84", &degrees, err);

    if (status == CT_OK)
        *out = OCTNewCoordinateTransformation(*crs, degrees);
    if (status == CT_OK && *out == NULL)
        status = ct_fail(err, CT_OUTPUT, "E0509", "crs", definition, NULL);
    OSRDestroySpatialReference(*crs);
    *crs = degrees;
    return status;
}

/* --- one file ------------------------------------------------------------------------------- */

static const struct format {
    const char *name, *driver, *layer_options[3];
} formats[] = {
    {"shp", "ESRI Shapefile", {"DBF_DATE_LAST_UPDATE=2000-01-01", NULL, NULL}},
    {"geojson", "GeoJSON", {"RFC7946=YES", "COORDINATE_PRECISION=7", NULL}},
    {"fgb", "FlatGeobuf", {NULL, NULL, NULL}},
};

static const struct format *find_format(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

static bool add_field(OGRLayerH layer, const struct ct_exchange_field *plan)
{
    OGRFieldDefnH field = OGR_Fld_Create(plan->name, ct_feature_field(plan->type));

    OGR_Fld_SetWidth(field, plan->width);
    OGR_Fld_SetPrecision(field, plan->decimals);
    OGRErr failed = OGR_L_CreateField(layer, field, FALSE);
    OGR_Fld_Destroy(field);
    return failed == OGRERR_NONE;
}

static enum ct_status create_file(struct exchange *e, struct ct_error *err)
{
    const struct format *format = find_format(e->plan->format);
    GDALDriverH driver = format != NULL ? GDALGetDriverByName(format->driver) : NULL;
    char **options = NULL;

    if (driver == NULL)
        return write_error(e->plan->format, err);
    for (int i = 0; format->layer_options[i] != NULL; i++)
        options = CSLAddString(options, format->layer_options[i]);
    if (e->plan->encoding != NULL)
        options = CSLSetNameValue(options, "ENCODING", e->plan->encoding);
    e->dataset = GDALCreate(driver, e->plan->path, 0, 0, 0, GDT_Unknown, NULL);
    if (e->dataset != NULL)
        e->layer = GDALDatasetCreateLayer(e->dataset, e->plan->name, e->crs,
                                          ct_feature_geometry(e->plan->geometry), options);
    CSLDestroy(options);
    bool made = e->layer != NULL;
    for (size_t i = 0; i < e->plan->field_count && made; i++)
        made = add_field(e->layer, &e->plan->fields[i]);
    return made ? CT_OK : write_error(e->plan->name, err);
}

static enum ct_status write_row(const struct exchange *e, OGRFeatureH feature,
                                const struct ct_query *rows, struct ct_error *err)
{
    if (!ct_feature_set(feature, rows, (int)e->plan->field_count))
        return write_error(e->plan->name, err);
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    if (geometry != NULL && e->to != NULL && OGR_G_Transform(geometry, e->to) != OGRERR_NONE)
        return ct_fail(err, CT_OUTPUT, "E0509", "crs", e->plan->crs, NULL);
    if (OGR_L_CreateFeature(e->layer, feature) != OGRERR_NONE)
        return write_error(e->plan->name, err);
    return CT_OK;
}

static enum ct_status write_rows(const struct exchange *e, struct ct_query *rows, size_t *count,
                                 struct ct_error *err)
{
    bool row = false;
    enum ct_status status = CT_OK;
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(e->layer));

    if (feature == NULL)
        return ct_fail_memory(err);
    for (*count = 0; status == CT_OK; *count += row) {
        status = ct_query_step(rows, &row, err);
        if (status != CT_OK || !row)
            break;
        status = write_row(e, feature, rows, err);
    }
    OGR_F_Destroy(feature);
    return status;
}

static enum ct_status write_file(struct exchange *e, struct ct_query *rows, size_t *count,
                                 struct ct_error *err)
{
    bool degrees = strcmp(e->plan->format, "geojson") == 0;
    enum ct_status status = crs_new(e->plan->crs, &e->crs, err);

    if (status == CT_OK && degrees)
        status = to_degrees(&e->crs, e->plan->crs, &e->to, err);
    if (status == CT_OK)
        status = create_file(e, err);
    if (status == CT_OK)
        status = write_rows(e, rows, count, err);
    ct_quiet_forget();
    if (e->dataset != NULL)
        GDALClose(e->dataset);
    if (status == CT_OK && ct_quiet_failed()) /* what was kept back did not go to the disk */
        status = write_error(e->plan->name, err);
    return status;
}

enum ct_status ct_exchange_write(const struct ct_exchange_layer *layer, struct ct_query *rows,
                                 size_t *count, struct ct_error *err)
{
    struct exchange e = {.plan = layer};

    if ((size_t)ct_query_columns(rows) != layer->field_count + 1)
        return ct_fail(err, CT_INTERNAL, "E0910", "name", layer->name, "reason",
                       "number of columns", NULL);
    ct_quiet_begin();
    enum ct_status status = write_file(&e, rows, count, err);
    if (e.to != NULL)
        OCTDestroyCoordinateTransformation(e.to);
    OSRDestroySpatialReference(e.crs);
    ct_quiet_end();
    return status;
}

/* --- places in degrees ---------------------------------------------------------------------- */

struct ct_lonlat {
    OGRSpatialReferenceH crs;
    OGRCoordinateTransformationH to;
    char name[256]; /* of the CRS */
};

enum ct_status ct_lonlat_new(const char *crs, struct ct_lonlat **out, struct ct_error *err)
{
    struct ct_lonlat *lonlat = calloc(1, sizeof *lonlat);

    *out = NULL;
    if (lonlat == NULL)
        return ct_fail_memory(err);
    ct_text_fit(lonlat->name, sizeof lonlat->name, crs);
    ct_quiet_begin();
    enum ct_status status = crs_new(crs, &lonlat->crs, err);
    if (status == CT_OK)
        status = to_degrees(&lonlat->crs, crs, &lonlat->to, err);
    ct_quiet_end();
    if (status == CT_OK)
        *out = lonlat;
    else
        ct_lonlat_free(lonlat);
    return status;
}

void ct_lonlat_free(struct ct_lonlat *lonlat)
{
    if (lonlat == NULL)
        return;
    if (lonlat->to != NULL)
        OCTDestroyCoordinateTransformation(lonlat->to);
    OSRDestroySpatialReference(lonlat->crs);
    free(lonlat);
}

static double rounded(double degrees)
{
    return round(degrees * 1e7) / 1e7;
}

// NOLINTNEXTLINE(misc-no-recursion): a geometry is as deep as its parts, 3
static void round_vertices(OGRGeometryH geometry)
{
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++)
        round_vertices(OGR_G_GetGeometryRef(geometry, i));
    if (OGR_G_GetGeometryCount(geometry) > 0)
        return;
    for (int i = 0; i < OGR_G_GetPointCount(geometry); i++)
        OGR_G_SetPoint_2D(geometry, i, rounded(OGR_G_GetX(geometry, i)),
                          rounded(OGR_G_GetY(geometry, i)));
}

static void point_inside(OGRGeometryH geometry, double *lon, double *lat)
{
    OGRGeometryH point = OGR_G_PointOnSurface(geometry);

    if (point == NULL)
        point = OGR_G_CreateGeometry(wkbPoint);
    if (point != NULL && OGR_G_IsEmpty(point))
        OGR_G_Centroid(geometry, point); /* of lines; a point's is itself */
    *lon = point != NULL ? rounded(OGR_G_GetX(point, 0)) : (double)NAN;
    *lat = point != NULL ? rounded(OGR_G_GetY(point, 0)) : (double)NAN;
    OGR_G_DestroyGeometry(point);
}

enum ct_status ct_lonlat_place(struct ct_lonlat *lonlat, const void *wkb, size_t size, double *lon,
                               double *lat, struct ct_buffer *wkt, struct ct_error *err)
{
    OGRGeometryH geometry = NULL;
    char *text = NULL;
    enum ct_status status = CT_OK;

    ct_quiet_begin();
    if (OGR_G_CreateFromWkb(wkb, NULL, &geometry, (int)size) != OGRERR_NONE)
        status = write_error("WKB", err);
    else if (OGR_G_Transform(geometry, lonlat->to) != OGRERR_NONE)
        status = ct_fail(err, CT_OUTPUT, "E0509", "crs", lonlat->name, NULL);
    if (status == CT_OK) {
        point_inside(geometry, lon, lat);
        round_vertices(geometry);
    }
    if (status == CT_OK && wkt != NULL && OGR_G_ExportToIsoWkt(geometry, &text) == OGRERR_NONE)
        ct_buffer_add(wkt, text);
    CPLFree(text);
    OGR_G_DestroyGeometry(geometry);
    ct_quiet_end();
    return status;
}
