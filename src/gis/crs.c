/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * CRS by GDAL's OSR and PROJ.
 *
 * Degrees are those of the source's own datum where it is WGS 84 or CGCS2000 (they differ by
 * centimetres at epoch 2000; PROJ treats them as the same), so that reading costs one inverse
 * projection or nothing; any other datum is brought to WGS 84 by the operation PROJ prefers.
 * Transforming is O(n), one call for all points.
 */
#include "gis/crs.h"
#include "base/affine.h"
#include "base/fail.h"
#include "gis/crs_parts.h"
#include "gis/quiet.h"
#include <cpl_conv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* WKT 1 names of the datums that count as one, unless a shift is given. */
static bool is_world_datum(OGRSpatialReferenceH srs)
{
    double shift[7];
    const char *datum = OSRGetAttrValue(srs, "DATUM", 0);
    return datum != NULL && OSRGetTOWGS84(srs, shift, 7) != OGRERR_NONE &&
           (strcmp(datum, "WGS_1984") == 0 || strcmp(datum, "China_2000") == 0 ||
            strcmp(datum, "CGCS2000") == 0);
}

static bool is_plain_degrees(OGRSpatialReferenceH srs)
{
    double degree = 0.017453292519943295;
    return OSRIsGeographic(srs) && is_world_datum(srs) &&
           fabs(OSRGetAngularUnits(srs, NULL) - degree) < 1e-12 &&
           fabs(OSRGetPrimeMeridian(srs, NULL)) < 1e-12;
}

static OGRSpatialReferenceH degrees_for(OGRSpatialReferenceH srs)
{
    OGRSpatialReferenceH degrees = NULL;
    if (!OSRIsGeographic(srs) && is_world_datum(srs))
        degrees = OSRCloneGeogCS(srs);
    if (degrees == NULL || !is_plain_degrees(degrees)) {
        OSRDestroySpatialReference(degrees);
        degrees = OSRNewSpatialReference(NULL);
        if (degrees != NULL && OSRImportFromEPSG(degrees, 4326) != OGRERR_NONE) {
            OSRDestroySpatialReference(degrees);
            degrees = NULL;
        }
    }
    if (degrees != NULL)
        OSRSetAxisMappingStrategy(degrees, OAMS_TRADITIONAL_GIS_ORDER);
    return degrees;
}

static bool make_transformations(struct ct_crs *crs)
{
    if (is_plain_degrees(crs->srs))
        return true;
    OGRSpatialReferenceH degrees = degrees_for(crs->srs);
    if (degrees == NULL)
        return false;
    crs->to = OCTNewCoordinateTransformation(crs->srs, degrees);
    crs->from = OCTNewCoordinateTransformation(degrees, crs->srs);
    OSRDestroySpatialReference(degrees);
    return crs->to != NULL && crs->from != NULL;
}

static void describe(struct ct_crs *crs)
{
    const char *name = OSRGetName(crs->srs), *datum = OSRGetAttrValue(crs->srs, "DATUM", 0);
    bool known = name != NULL && *name != '\0' && strcasecmp(name, "unknown") != 0;
    snprintf(crs->name, sizeof crs->name, "%s", known ? name : datum ? datum : "");
    const char *authority = OSRGetAuthorityName(crs->srs, NULL);
    const char *code = OSRGetAuthorityCode(crs->srs, NULL);
    if (authority != NULL && code != NULL)
        snprintf(crs->code, sizeof crs->code, "%s:%s", authority, code);
    crs->geographic = OSRIsGeographic(crs->srs) != 0;
}

/* Gives a CRS the seven parameters of its datum. It goes through a PROJ string, because GDAL passes
 * a CRS with an EPSG code on by this code, and the parameters would be lost. */
static bool bind_datum(OGRSpatialReferenceH srs, const double s[7])
{
    char *text = NULL;
    bool good = OSRSetTOWGS84(srs, s[0], s[1], s[2], s[3], s[4], s[5], s[6]) == OGRERR_NONE &&
                OSRExportToProj4(srs, &text) == OGRERR_NONE &&
                OSRSetFromUserInput(srs, text) == OGRERR_NONE;
    CPLFree(text);
    return good;
}

/* An address is not looked up: a run must not depend on a network. */
static bool understand(struct ct_crs *crs, const char *definition, const double *towgs84)
{
    double own[7];
    crs->srs = OSRNewSpatialReference(NULL);
    if (crs->srs == NULL || strncasecmp(definition, "http", 4) == 0 ||
        OSRSetFromUserInput(crs->srs, definition) != OGRERR_NONE)
        return false;
    describe(crs);
    if (towgs84 == NULL && OSRGetTOWGS84(crs->srs, own, 7) == OGRERR_NONE)
        towgs84 = own;
    if (towgs84 != NULL && !bind_datum(crs->srs, towgs84))
        return false;
    OSRSetAxisMappingStrategy(crs->srs, OAMS_TRADITIONAL_GIS_ORDER);
    return make_transformations(crs);
}

enum ct_status ct_crs_new(const char *definition, struct ct_crs **out, struct ct_error *err)
{
    return ct_crs_new_placed(definition, NULL, out, err);
}

static enum ct_status check_count(const char *key, size_t count, size_t wanted,
                                  struct ct_error *err)
{
    char is[24], should[24];
    if (count == 0 || count == wanted)
        return CT_OK;
    snprintf(is, sizeof is, "%zu", count);
    snprintf(should, sizeof should, "%zu", wanted);
    return ct_fail(err, CT_USAGE, "E0326", "key", key, "count", is, "wanted", should, NULL);
}

/* Lists of the right length, and one way only. */
static enum ct_status check_placing(const struct ct_placing *p, struct ct_error *err)
{
    int ways = (p->towgs84_count > 0) + (p->affine_count > 0) + (p->point_numbers > 0);
    if (ways > 1)
        return ct_fail(err, CT_USAGE, "E0326", "several", "several", NULL);
    enum ct_status status = check_count("towgs84", p->towgs84_count, 7, err);
    if (status == CT_OK)
        status = check_count("affine", p->affine_count, 6, err);
    if (status == CT_OK && p->point_numbers % 4 != 0)
        status = check_count("points", p->point_numbers, (p->point_numbers / 4 + 1) * 4, err);
    return status;
}

static enum ct_status make(struct ct_crs *crs, const char *definition, const double *towgs84,
                           struct ct_error *err)
{
    if (!understand(crs, definition, towgs84))
        return ct_fail(err, CT_INPUT, "E0320", "crs", definition, "reason", ct_quiet_words(), NULL);
    return ct_crs_find_known(crs) ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_crs_new_placed(const char *definition, const struct ct_placing *placing,
                                 struct ct_crs **out, struct ct_error *err)
{
    static const struct ct_placing plain = {0};
    const struct ct_placing *p = placing ? placing : &plain;
    char local[160];
    *out = NULL;
    struct ct_crs *crs = calloc(1, sizeof *crs);
    if (crs == NULL)
        return ct_fail_memory(err);
    enum ct_status status = check_placing(p, err);
    if (definition == NULL)
        definition = ct_crs_about_points(p, local);
    ct_quiet_begin();
    if (status == CT_OK)
        status = make(crs, definition, p->towgs84_count ? p->towgs84 : NULL, err);
    if (status == CT_OK && p->point_numbers > 0)
        status = ct_crs_fit_points(crs, p, err);
    ct_quiet_end();
    if (status == CT_OK && p->affine_count > 0) {
        memcpy(crs->affine, p->affine, sizeof crs->affine);
        crs->has_affine = true;
    }
    crs->offset = p->offset;
    if (status == CT_OK)
        *out = crs;
    else
        ct_crs_free(crs);
    return status;
}

void ct_crs_free(struct ct_crs *crs)
{
    if (crs == NULL)
        return;
    OCTDestroyCoordinateTransformation(crs->to);
    OCTDestroyCoordinateTransformation(crs->from);
    OSRDestroySpatialReference(crs->srs);
    free(crs->known);
    free(crs);
}

bool ct_crs_is_geographic(const struct ct_crs *crs)
{
    return crs->geographic;
}

bool ct_crs_is_degrees(const struct ct_crs *crs)
{
    return crs->to == NULL;
}

bool ct_crs_gauss_kruger(const struct ct_crs *crs, double *meridian, double *false_easting_m)
{
    OGRSpatialReferenceH srs = crs->srs;
    const char *method = OSRGetAttrValue(srs, "PROJECTION", 0);
    *meridian = OSRGetProjParm(srs, SRS_PP_CENTRAL_MERIDIAN, 0, NULL);
    *false_easting_m = OSRGetProjParm(srs, SRS_PP_FALSE_EASTING, 0, NULL);
    return method != NULL && strcmp(method, SRS_PT_TRANSVERSE_MERCATOR) == 0 &&
           fabs(OSRGetProjParm(srs, SRS_PP_SCALE_FACTOR, 1, NULL) - 1) < 1e-9 &&
           fabs(OSRGetLinearUnits(srs, NULL) - 1) < 1e-12;
}

const char *ct_crs_code(const struct ct_crs *crs)
{
    return crs->code;
}

const char *ct_crs_name(const struct ct_crs *crs)
{
    return crs->name;
}

/* Degrees as they stand: only what can be on the globe. */
static bool check_degrees(size_t n, double *lon, double *lat)
{
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good = good & (fabs(lon[i]) <= 360.0) & (fabs(lat[i]) <= 90.0);
    for (size_t i = 0; !good && i < n; i++)
        if (!(fabs(lon[i]) <= 360.0 && fabs(lat[i]) <= 90.0))
            lon[i] = lat[i] = HUGE_VAL;
    return good;
}

static bool transform(OGRCoordinateTransformationH how, size_t n, double *x, double *y)
{
    bool good = true;
    const size_t chunk = 1 << 20;
    ct_quiet_begin();
    for (size_t i = 0; i < n; i += chunk)
        good &= OCTTransform(how, (int)(n - i < chunk ? n - i : chunk), x + i, y + i, NULL) != 0;
    ct_quiet_end();
    return good;
}

bool ct_crs_to_lonlat(struct ct_crs *crs, size_t n, double *x, double *y)
{
    if (crs->has_affine)
        ct_affine_apply(crs->affine, n, x, y);
    bool good = crs->to == NULL ? check_degrees(n, x, y) : transform(crs->to, n, x, y);
    for (size_t i = 0; crs->offset != CT_OFFSET_NONE && i < n; i++)
        ct_offset_remove(crs->offset, &x[i], &y[i]);
    return good;
}

bool ct_crs_from_lonlat(struct ct_crs *crs, size_t n, double *x, double *y)
{
    if (crs->from == NULL)
        return check_degrees(n, x, y);
    return transform(crs->from, n, x, y);
}

/* China, coarsely: mainland, Hainan with Xisha, and Taiwan, with their waters, to about 50 km. It
 * only picks a map projection and says nothing about borders. lon, lat, clockwise from the far
 * north. */
static const double china[][2] = {
    {121.3, 53.5}, {123.6, 53.7}, {125.8, 53.0}, {127.5, 50.4}, {130.7, 49.0}, {131.0, 47.8},
    {134.9, 48.4}, {133.3, 45.0}, {131.2, 44.8}, {131.2, 43.5}, {130.6, 42.4}, {129.4, 42.4},
    {128.0, 42.0}, {126.9, 41.7}, {126.0, 40.9}, {124.3, 39.8}, {123.2, 37.5}, {122.0, 35.0},
    {123.3, 30.5}, {122.5, 26.0}, {121.2, 21.6}, {115.0, 21.5}, {113.2, 17.3}, {113.0, 15.5},
    {111.0, 15.5}, {110.0, 17.9}, {108.3, 18.4}, {108.0, 21.5}, {106.6, 22.0}, {105.3, 23.2},
    {102.5, 22.5}, {101.7, 21.1}, {99.2, 21.9},  {98.7, 24.0},  {97.5, 23.9},  {98.7, 27.6},
    {96.0, 28.2},  {92.0, 26.9},  {89.0, 27.3},  {86.0, 27.9},  {81.2, 30.1},  {78.7, 31.5},
    {78.0, 35.4},  {74.5, 37.2},  {73.5, 39.4},  {76.6, 40.4},  {80.2, 42.1},  {80.3, 44.9},
    {82.5, 45.2},  {83.0, 47.2},  {85.6, 47.1},  {87.3, 49.1},  {90.9, 46.8},  {91.0, 45.2},
    {95.4, 44.3},  {96.4, 42.7},  {105.0, 41.6}, {110.0, 42.6}, {112.0, 45.1}, {119.8, 46.7},
    {115.6, 47.8}, {116.7, 49.8}, {119.3, 50.3}, {120.1, 52.6},
};

static bool in_china(double lon, double lat)
{
    bool inside = false;
    size_t n = sizeof china / sizeof china[0];
    for (size_t i = 0, j = n - 1; i < n; j = i++) {
        const double *a = china[i], *b = china[j];
        if ((a[1] > lat) != (b[1] > lat) &&
            lon < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0])
            inside = !inside;
    }
    return inside;
}

void ct_crs_auto(double west, double south, double east, double north, char out[256])
{
    double lon = (west + east) / 2, lat = (south + north) / 2, width = east - west;
    if (in_china(lon, lat) && width <= 4.5) {
        int zone = (int)floor((lon + 1.5) / 3);
        snprintf(out, 256, "EPSG:%d", 4509 + zone);
    } else if (width <= 6) {
        int zone = (int)floor((lon + 180) / 6) % 60 + 1;
        snprintf(out, 256, "EPSG:%d", (lat < 0 ? 32700 : 32600) + zone);
    } else {
        snprintf(out, 256, "+proj=laea +lat_0=%.0f +lon_0=%.0f +datum=WGS84 +units=m +no_defs", lat,
                 lon);
    }
}
