/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Feature tables by GDAL's GPKG driver, in one transaction, with the spatial index built once at
 * the end. Settings of GDAL hold for this thread only and only between create and close; GDAL's
 * own words go into the error, never to the terminal.
 *
 * Source: OGC 12-128r17 (GeoPackage 1.3), gdal.org/drivers/vector/gpkg.html.
 */
#include "gis/gpkg.h"
#include "base/fail.h"
#include "gis/feature.h"
#include "gis/quiet.h"
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <stdlib.h>

struct ct_gpkg {
    GDALDatasetH dataset;
    OGRSpatialReferenceH crs;
};

/* Name and value of the settings that make bytes equal and writing fast. The file is a temporary
 * one that is checked, synced and renamed by the caller, so SQLite need not sync it. */
static const char *const settings[][2] = {
    {"OGR_CURRENT_DATE", CT_GPKG_TIME},
    {"OGR_SQLITE_SYNCHRONOUS", "OFF"},
    {"OGR_SQLITE_JOURNAL", "MEMORY"},
    {"OGR_SQLITE_CACHE", "16"},
};

static void settings_on(bool on)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        CPLSetThreadLocalConfigOption(settings[i][0], on ? settings[i][1] : NULL);
}

static enum ct_status write_error(const char *what, struct ct_error *err)
{
    const char *reason = ct_quiet_words();
    return ct_fail(err, CT_OUTPUT, "E0505", "reason", *reason ? reason : what, NULL);
}

static enum ct_status set_crs(struct ct_gpkg *gpkg, const char *crs, struct ct_error *err)
{
    gpkg->crs = OSRNewSpatialReference(NULL);
    if (gpkg->crs == NULL)
        return ct_fail_memory(err);
    if (OSRSetFromUserInput(gpkg->crs, crs) != OGRERR_NONE)
        return ct_fail(err, CT_OUTPUT, "E0509", "crs", crs, NULL);
    OSRSetAxisMappingStrategy(gpkg->crs, OAMS_TRADITIONAL_GIS_ORDER);
    return CT_OK;
}

static enum ct_status open_dataset(struct ct_gpkg *gpkg, const char *path, struct ct_error *err)
{
    char **options = CSLSetNameValue(NULL, "VERSION", "1.3");
    GDALDriverH driver = GDALGetDriverByName("GPKG");

    if (driver != NULL)
        gpkg->dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, options);
    CSLDestroy(options);
    if (gpkg->dataset == NULL || GDALDatasetStartTransaction(gpkg->dataset, FALSE) != OGRERR_NONE)
        return write_error("GPKG", err);
    return CT_OK;
}

enum ct_status ct_gpkg_create(const char *path, const char *crs, struct ct_gpkg **out,
                              struct ct_error *err)
{
    enum ct_status status;
    struct ct_gpkg *gpkg = calloc(1, sizeof *gpkg);

    *out = NULL;
    if (gpkg == NULL)
        return ct_fail_memory(err);
    settings_on(true);
    ct_quiet_begin();
    status = set_crs(gpkg, crs, err);
    if (status == CT_OK)
        status = open_dataset(gpkg, path, err);
    ct_quiet_end();
    if (status != CT_OK)
        ct_gpkg_abandon(gpkg);
    else
        *out = gpkg;
    return status;
}

static bool add_columns(OGRLayerH layer, const struct ct_gpkg_layer *plan)
{
    for (size_t i = 0; i < plan->column_count; i++) {
        OGRFieldDefnH field =
            OGR_Fld_Create(plan->columns[i].name, ct_feature_field(plan->columns[i].type));
        OGRErr failed = OGR_L_CreateField(layer, field, FALSE);
        OGR_Fld_Destroy(field);
        if (failed != OGRERR_NONE)
            return false;
    }
    return true;
}

static OGRLayerH create_layer(struct ct_gpkg *gpkg, const struct ct_gpkg_layer *plan)
{
    char **options = CSLSetNameValue(NULL, "IDENTIFIER", plan->identifier);
    options = CSLSetNameValue(options, "DESCRIPTION", plan->description);
    OGRLayerH layer = GDALDatasetCreateLayer(gpkg->dataset, plan->name, gpkg->crs,
                                             ct_feature_geometry(plan->geometry), options);
    CSLDestroy(options);
    return layer != NULL && add_columns(layer, plan) ? layer : NULL;
}

static enum ct_status write_rows(OGRLayerH layer, struct ct_query *rows, int fields, size_t *count,
                                 struct ct_error *err)
{
    bool row = false;
    enum ct_status status = CT_OK;
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));

    if (feature == NULL)
        return ct_fail_memory(err);
    for (*count = 0; status == CT_OK; (*count)++) {
        status = ct_query_step(rows, &row, err);
        if (status != CT_OK || !row)
            break;
        if (!ct_feature_set(feature, rows, fields) ||
            OGR_L_CreateFeature(layer, feature) != OGRERR_NONE)
            status = write_error(OGR_L_GetName(layer), err);
    }
    OGR_F_Destroy(feature);
    return status;
}

enum ct_status ct_gpkg_write(struct ct_gpkg *gpkg, const struct ct_gpkg_layer *plan,
                             struct ct_query *rows, size_t *count, struct ct_error *err)
{
    enum ct_status status;

    if ((size_t)ct_query_columns(rows) != plan->column_count + 1)
        return ct_fail(err, CT_INTERNAL, "E0910", "name", plan->name, "reason", "number of columns",
                       NULL);
    ct_quiet_begin();
    OGRLayerH layer = create_layer(gpkg, plan);
    status = layer != NULL ? write_rows(layer, rows, (int)plan->column_count, count, err)
                           : write_error(plan->name, err);
    ct_quiet_end();
    return status;
}

static void gpkg_free(struct ct_gpkg *gpkg)
{
    OSRDestroySpatialReference(gpkg->crs);
    settings_on(false);
    free(gpkg);
}

enum ct_status ct_gpkg_close(struct ct_gpkg *gpkg, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    ct_quiet_begin();
    if (GDALDatasetCommitTransaction(gpkg->dataset) != OGRERR_NONE)
        status = write_error("COMMIT", err);
    GDALClose(gpkg->dataset);
    if (status == CT_OK && ct_quiet_failed())
        status = write_error("close", err);
    ct_quiet_end();
    gpkg_free(gpkg);
    return status;
}

void ct_gpkg_abandon(struct ct_gpkg *gpkg)
{
    if (gpkg == NULL)
        return;
    ct_quiet_begin();
    if (gpkg->dataset != NULL) {
        (void)GDALDatasetRollbackTransaction(gpkg->dataset);
        GDALClose(gpkg->dataset);
    }
    ct_quiet_end();
    gpkg_free(gpkg);
}
