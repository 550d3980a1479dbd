/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The encoding of a vector layer's text. GDAL is asked for the bytes as they stand in the file
 * (Shapefile: ENCODING=""; DXF: UTF-8, which it takes for nothing to do), the encoding is found by
 * trying on all of them, and the text is turned here; a DXF is opened once more, because GDAL reads
 * control codes in its texts. Formats whose text is UTF-8 by definition are only looked at for
 * Chinese that was garbled before it came in. O(text); settings are of this thread and this call.
 */
#include "base/fail.h"
#include "gis/quiet.h"
#include "gis/vector_parts.h"
#include <cpl_conv.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <limits.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_LOOKED_AT = 200, DXF_HEADER = 1 << 16 };

static const char *driver_name(const struct ct_vector *vector)
{
    return GDALGetDriverShortName(GDALGetDatasetDriver(vector->dataset));
}

/* --- sample ---------------------------------------------------------------------------------- */

static void sample_feature(struct ct_sample *sample, OGRFeatureH feature)
{
    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++)
        if (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, i)) == OFTString)
            ct_sample_add(sample, OGR_F_GetFieldAsString(feature, i));
}

/* Names and values of a layer, at most so many rows. */
static void sample_layer(struct ct_sample *sample, OGRLayerH layer, long most)
{
    static const char *no_geometry[] = {"OGR_GEOMETRY", NULL};
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); i++)
        ct_sample_add(sample, OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
    OGR_L_SetIgnoredFields(layer, no_geometry);
    OGR_L_ResetReading(layer);
    for (long i = 0; i < most; i++) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        if (feature == NULL)
            break;
        sample_feature(sample, feature);
        OGR_F_Destroy(feature);
    }
    OGR_L_SetIgnoredFields(layer, NULL);
    OGR_L_ResetReading(layer);
    ct_quiet_forget(); /* what cannot be read is said when it is read */
}

static enum ct_status choose(struct ct_vector *vector, const struct ct_sample *sample,
                             const char *asked, const char *declared, struct ct_error *err)
{
    ct_encoding_free(&vector->encoding);
    if (sample->text.failed)
        return ct_fail_memory(err);
    if (!ct_encoding_choose(&vector->encoding, sample, asked, declared))
        return ct_fail(err, CT_INPUT, "E0318", "file", vector->path, "layer",
                       vector->name ? vector->name : "", "encoding", asked ? asked : "", NULL);
    return ct_vector_note_encoding(vector, err);
}

enum ct_status ct_vector_note_encoding(struct ct_vector *vector, struct ct_error *err)
{
    static const char *const codes[] = {
        [CT_ENCODING_ASCII] = NULL,      [CT_ENCODING_ASKED] = NULL,
        [CT_ENCODING_DECLARED] = NULL,   [CT_ENCODING_FOUND] = "F0430",
        [CT_ENCODING_INSTEAD] = "F0431", [CT_ENCODING_GARBLED] = "F0432",
        [CT_ENCODING_MIXED] = "F0438"};
    const struct ct_encoding *e = &vector->encoding;
    const char *code = codes[e->why];
    enum ct_status status = CT_OK;
    char count[24];
    snprintf(count, sizeof count, "%zu", e->cut);
    if (e->why == CT_ENCODING_FOUND && strcmp(e->name, "UTF-8") == 0)
        code = NULL; /* as it should be */
    if (code != NULL)
        status = ct_vector_add_note(vector, code, "", 0, e->declared, e->name, err);
    if (status == CT_OK && e->doubtful)
        status = ct_vector_add_note(vector, "F0439", "", 0, e->declared, e->name, err);
    if (status == CT_OK && e->cut > 0)
        status = ct_vector_add_note(vector, "F0440", "", 0, e->name, count, err);
    return status;
}

/* --- DXF ------------------------------------------------------------------------------------- */

/* The value behind a variable of the header: "\n$NAME\n  3\nvalue\n". */
static void header_value(const char *head, const char *name, char out[32])
{
    const char *at = strstr(head, name);
    out[0] = '\0';
    for (int lines = 0; at != NULL && lines < 2; lines++) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    if (at != NULL)
        snprintf(out, 32, "%.*s", (int)strcspn(at, "\r\n"), at);
}

/* AutoCAD 2007 (AC1021) and later write UTF-8, earlier ones what the header says. */
static void dxf_declared(const char *path, char out[32])
{
    char *head = calloc(1, DXF_HEADER + 1), version[32];
    VSILFILE *file = VSIFOpenL(path, "rb");
    out[0] = '\0';
    if (head != NULL && file != NULL) {
        size_t n = VSIFReadL(head, 1, DXF_HEADER, file);
        head[n] = '\0';
        header_value(head, "$ACADVER", version);
        header_value(head, "$DWGCODEPAGE", out);
        if (strncmp(version, "AC", 2) == 0 && strcmp(version, "AC1021") >= 0)
            snprintf(out, 32, "UTF-8");
    }
    if (file != NULL)
        VSIFCloseL(file);
    free(head);
}

static GDALDatasetH open_dxf(const char *path, const char *encoding)
{
    CPLSetThreadLocalConfigOption("DXF_ENCODING", encoding);
    GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    CPLSetThreadLocalConfigOption("DXF_ENCODING", NULL);
    return dataset;
}

static enum ct_status find_dxf(struct ct_vector *vector, const char *asked, struct ct_error *err)
{
    struct ct_sample sample = {0};
    char declared[32];
    dxf_declared(vector->path, declared);
    for (int i = 0; i < GDALDatasetGetLayerCount(vector->dataset); i++)
        sample_layer(&sample, GDALDatasetGetLayer(vector->dataset, i), LONG_MAX);
    enum ct_status status = choose(vector, &sample, asked, declared, err);
    ct_sample_free(&sample);
    const struct ct_encoding *e = &vector->encoding;
    bool turn = e->why == CT_ENCODING_ASKED || e->why == CT_ENCODING_DECLARED ||
                e->why == CT_ENCODING_FOUND || e->why == CT_ENCODING_INSTEAD;
    if (status != CT_OK || !turn || strcmp(e->name, "UTF-8") == 0)
        return status;
    GDALClose(vector->dataset);
    vector->dataset = open_dxf(vector->path, e->name);
    ct_encoding_free(&vector->encoding); /* GDAL turns it */
    return vector->dataset ? CT_OK
                           : ct_fail(err, CT_INPUT, "E0301", "file", vector->path, "reason",
                                     ct_quiet_words(), NULL);
}

/* --- any format ------------------------------------------------------------------------------ */

static bool is_driver(const char *path, const char *name)
{
    GDALDriverH driver = GDALIdentifyDriverEx(path, GDAL_OF_VECTOR, NULL, NULL);
    return driver != NULL && strcmp(GDALGetDriverShortName(driver), name) == 0;
}

enum ct_status ct_vector_open_raw(struct ct_vector *vector, const char *asked, struct ct_error *err)
{
    static const char *const raw[] = {"ENCODING=", NULL};
    const char *const *options = is_driver(vector->path, "ESRI Shapefile") ? raw : NULL;
    if (is_driver(vector->path, "DXF"))
        vector->dataset = open_dxf(vector->path, "UTF-8");
    else
        vector->dataset =
            GDALOpenEx(vector->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, options, NULL);
    if (vector->dataset == NULL)
        return ct_fail(err, CT_INPUT, "E0301", "file", vector->path, "reason",
                       *ct_quiet_words() ? ct_quiet_words() : "no known vector format", NULL);
    return strcmp(driver_name(vector), "DXF") == 0 ? find_dxf(vector, asked, err) : CT_OK;
}

/* What a Shapefile declares: its .cpg, else the language byte of its .dbf. */
static const char *shapefile_declared(OGRLayerH layer)
{
    const char *cpg = GDALGetMetadataItem(layer, "ENCODING_FROM_CPG", "SHAPEFILE");
    const char *ldid = GDALGetMetadataItem(layer, "ENCODING_FROM_LDID", "SHAPEFILE");
    return cpg != NULL && *cpg != '\0' && ct_encoding_known(cpg) ? cpg : ldid;
}

enum ct_status ct_vector_find_encoding(struct ct_vector *vector, const char *asked,
                                       struct ct_error *err)
{
    struct ct_sample sample = {0};
    const char *driver = driver_name(vector), *declared = "UTF-8";
    long rows = ROWS_LOOKED_AT;
    if (strcmp(driver, "DXF") == 0 && vector->encoding.converter == NULL)
        asked = NULL; /* it is UTF-8 by now */
    else if (strcmp(driver, "DXF") == 0)
        return CT_OK;
    if (strcmp(driver, "ESRI Shapefile") == 0) {
        declared = shapefile_declared(vector->layer);
        rows = LONG_MAX;
    } else if (strcmp(driver, "MapInfo File") == 0) {
        declared = NULL;
        rows = LONG_MAX;
    }
    sample_layer(&sample, vector->layer, rows);
    enum ct_status status = choose(vector, &sample, asked, declared, err);
    ct_sample_free(&sample);
    return status;
}
