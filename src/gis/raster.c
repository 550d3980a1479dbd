/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Population rasters. Blocks are decoded straight from the file with GDALReadBlock, past GDAL's
 * block cache, into one block of memory, or in place where a window is one block of the very type
 * asked for: O(cells), each block of a window once, and memory that does not depend on the raster.
 * What cells mean is settled in raster_cells.c.
 */
#include "gis/raster.h"
#include "base/fail.h"
#include "base/text.h"
#include "gis/quiet.h"
#include "gis/raster_cells.h"
#include "gis/vector.h"
#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct ct_raster {
    GDALDatasetH dataset;
    GDALRasterBandH band;
    GDALDataType type;
    size_t type_size;
    struct ct_raster_info info;
    struct ct_cells cells;
    bool as_double;
    char *path;
    void *block; /* one block as it stands in the file */
};

static enum ct_status fail_open(const struct ct_raster *raster, const char *code,
                                const char *reason, struct ct_error *err)
{
    return ct_fail(err, CT_INPUT, code, "file", raster->path, "reason", reason, NULL);
}

static enum ct_status open_band(struct ct_raster *raster, int band, struct ct_error *err)
{
    char text[32];
    raster->dataset = GDALOpenEx(raster->path, GDAL_OF_RASTER | GDAL_OF_READONLY, NULL, NULL, NULL);
    if (raster->dataset == NULL)
        return fail_open(raster, "E0301",
                         *ct_quiet_words() ? ct_quiet_words() : "no known raster format", err);
    int bands = GDALGetRasterCount(raster->dataset);
    snprintf(text, sizeof text, "%d", bands);
    if (band < 1 || band > bands)
        return ct_fail(err, CT_INPUT, "E0330", "file", raster->path, "bands", text, NULL);
    raster->band = GDALGetRasterBand(raster->dataset, band);
    raster->type = GDALGetRasterDataType(raster->band);
    raster->type_size = (size_t)GDALGetDataTypeSizeBytes(raster->type);
    if (GDALDataTypeIsComplex(raster->type) || raster->type_size == 0)
        return fail_open(raster, "E0332", GDALGetDataTypeName(raster->type), err);
    return CT_OK;
}

static enum ct_status describe(struct ct_raster *raster, struct ct_error *err)
{
    struct ct_raster_info *info = &raster->info;
    info->width = GDALGetRasterXSize(raster->dataset);
    info->height = GDALGetRasterYSize(raster->dataset);
    GDALGetBlockSize(raster->band, &info->block_width, &info->block_height);
    const double *t = info->geotransform;
    bool placed = GDALGetGeoTransform(raster->dataset, info->geotransform) == CE_None;
    double determinant = t[1] * t[5] - t[2] * t[4];
    if (!placed || !isfinite(t[0] + t[3] + determinant) || determinant == 0)
        return fail_open(raster, "E0331", "", err);
    return CT_OK;
}

/* The definition of the CRS as text, to be freed with free(); NULL where the file has none. */
static char *definition_of(GDALDatasetH dataset)
{
    static const char *const format[] = {"FORMAT=WKT2_2018", NULL};
    OGRSpatialReferenceH srs = GDALGetSpatialRef(dataset);
    char *wkt = NULL;
    if (srs == NULL || OSRIsLocal(srs) || OSRExportToWktEx(srs, &wkt, format) != OGRERR_NONE)
        return NULL;
    char *copy = ct_text_copy(wkt);
    CPLFree(wkt);
    return copy;
}

static enum ct_status find_crs(struct ct_raster *raster, const char *given, struct ct_error *err)
{
    struct ct_raster_info *info = &raster->info;
    struct ct_crs *crs = NULL;
    info->wkt = given ? ct_text_copy(given) : definition_of(raster->dataset);
    if (info->wkt == NULL)
        return fail_open(raster, "E0321", "", err);
    enum ct_status status = ct_crs_new(info->wkt, &crs, err);
    if (status != CT_OK)
        return status;
    const char *code = ct_crs_code(crs);
    snprintf(info->crs, sizeof info->crs, "%s", *code ? code : ct_crs_name(crs));
    ct_crs_free(crs);
    return CT_OK;
}

static void find_meaning(struct ct_raster *raster)
{
    struct ct_cells *cells = &raster->cells;
    int has = 0;
    cells->scale = 1;
    cells->nodata = GDALGetRasterNoDataValue(raster->band, &has);
    cells->has_nodata = has != 0;
    double scale = GDALGetRasterScale(raster->band, &has);
    if (has && isfinite(scale) && scale != 0)
        cells->scale = scale;
    double offset = GDALGetRasterOffset(raster->band, &has);
    if (has && isfinite(offset))
        cells->offset = offset;
    bool wide = raster->type == GDT_Float64 || raster->type == GDT_Int32 ||
                raster->type == GDT_UInt32 || raster->type == GDT_Int64 ||
                raster->type == GDT_UInt64;
    raster->as_double = wide || cells->scale != 1 || cells->offset != 0;
}

static enum ct_status attach(struct ct_raster *raster, int band, const char *crs,
                             struct ct_error *err)
{
    enum ct_status status = ct_file_readable(raster->path, err);
    if (status == CT_OK)
        status = open_band(raster, band, err);
    if (status == CT_OK)
        status = describe(raster, err);
    if (status == CT_OK)
        status = find_crs(raster, crs, err);
    if (status != CT_OK)
        return status;
    find_meaning(raster);
    size_t cells = (size_t)raster->info.block_width * (size_t)raster->info.block_height;
    raster->block = malloc(cells * raster->type_size);
    return raster->block ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_raster_open(const char *path, int band, const char *crs, struct ct_raster **out,
                              struct ct_error *err)
{
    *out = NULL;
    struct ct_raster *raster = calloc(1, sizeof *raster);
    if (raster == NULL)
        return ct_fail_memory(err);
    raster->path = ct_text_copy(path);
    ct_quiet_begin();
    enum ct_status status = raster->path ? attach(raster, band, crs, err) : ct_fail_memory(err);
    ct_quiet_end();
    if (status == CT_OK)
        *out = raster;
    else
        ct_raster_close(raster);
    return status;
}

void ct_raster_close(struct ct_raster *raster)
{
    if (raster == NULL)
        return;
    ct_quiet_begin();
    GDALClose(raster->dataset);
    ct_quiet_end();
    free(raster->info.wkt);
    free(raster->path);
    free(raster->block);
    free(raster);
}

const struct ct_raster_info *ct_raster_describe(const struct ct_raster *raster)
{
    return &raster->info;
}

int ct_raster_is_double(const struct ct_raster *raster)
{
    return raster->as_double;
}

/* The window of one call. */
struct window {
    int col, row, width, height;
    void *out;
    bool as_double;
    struct ct_raster_faults *faults;
};

/* What a window and a block share, in cells of the raster. */
struct share {
    int col, row, width, height;
};

static struct share share_of(const struct ct_raster *raster, const struct window *w, int bx, int by)
{
    int bw = raster->info.block_width, bh = raster->info.block_height;
    int west = bx * bw > w->col ? bx * bw : w->col;
    int north = by * bh > w->row ? by * bh : w->row;
    int east = (bx + 1) * bw < w->col + w->width ? (bx + 1) * bw : w->col + w->width;
    int south = (by + 1) * bh < w->row + w->height ? (by + 1) * bh : w->row + w->height;
    return (struct share){west, north, east - west, south - north};
}

static enum ct_status fail_block(const struct ct_raster *raster, int bx, int by,
                                 struct ct_error *err)
{
    char x[16], y[16];
    snprintf(x, sizeof x, "%d", bx);
    snprintf(y, sizeof y, "%d", by);
    return ct_fail(err, CT_INPUT, "E0302", "file", raster->path, "block_column", x, "block_row", y,
                   "reason", ct_quiet_words(), NULL);
}

static enum ct_status fail_cell(const struct ct_raster *raster, int col, int row, double value,
                                struct ct_error *err)
{
    char x[16], y[16], v[32];
    snprintf(x, sizeof x, "%d", col);
    snprintf(y, sizeof y, "%d", row);
    ct_text_from_double(v, value);
    return ct_fail(err, CT_INPUT, "E0333", "file", raster->path, "cell_column", x, "cell_row", y,
                   "value", v, NULL);
}

/* Cleans n cells that begin at a column and row; `width` is the length of their rows. */
static enum ct_status clean(const struct ct_raster *raster, const struct window *w, void *cells,
                            size_t n, const struct share *s, struct ct_error *err)
{
    size_t bad = w->as_double ? ct_cells_clean_double(&raster->cells, cells, n, w->faults)
                              : ct_cells_clean(&raster->cells, cells, n, w->faults);
    if (bad == n)
        return CT_OK;
    int col = s->col + (int)bad % s->width, row = s->row + (int)bad / s->width;
    double value = w->as_double ? ((double *)cells)[bad] : (double)((float *)cells)[bad];
    return fail_cell(raster, col, row, value, err);
}

/* Copies what the decoded block shares with the window, a row at a time. */
static enum ct_status take_block(const struct ct_raster *raster, const struct window *w,
                                 const struct share *s, struct ct_error *err)
{
    size_t size = w->as_double ? sizeof(double) : sizeof(float);
    GDALDataType type = w->as_double ? GDT_Float64 : GDT_Float32;
    int bw = raster->info.block_width, bh = raster->info.block_height;
    enum ct_status status = CT_OK;
    for (int r = 0; status == CT_OK && r < s->height; r++) {
        struct share line = {s->col, s->row + r, s->width, 1};
        size_t from = (size_t)(line.row % bh) * (size_t)bw + (size_t)(s->col % bw);
        size_t to = (size_t)(line.row - w->row) * (size_t)w->width + (size_t)(s->col - w->col);
        const char *in = (const char *)raster->block + from * raster->type_size;
        char *out = (char *)w->out + to * size;
        GDALCopyWords(in, raster->type, (int)raster->type_size, out, type, (int)size, s->width);
        status = clean(raster, w, out, (size_t)s->width, &line, err);
    }
    return status;
}

/* Is the window just this block, in the type of the file? Then it is decoded in place. */
static bool is_block(const struct ct_raster *raster, const struct window *w, const struct share *s)
{
    return s->width == raster->info.block_width && s->height == raster->info.block_height &&
           s->width == w->width && s->height == w->height &&
           raster->type == (w->as_double ? GDT_Float64 : GDT_Float32);
}

static enum ct_status read_block(struct ct_raster *raster, const struct window *w, int bx, int by,
                                 struct ct_error *err)
{
    struct share share = share_of(raster, w, bx, by);
    bool direct = is_block(raster, w, &share);
    if (GDALReadBlock(raster->band, bx, by, direct ? w->out : raster->block) != CE_None)
        return fail_block(raster, bx, by, err);
    if (direct)
        return clean(raster, w, w->out, (size_t)w->width * (size_t)w->height, &share, err);
    return take_block(raster, w, &share, err);
}

static enum ct_status read_window(struct ct_raster *raster, const struct window *w,
                                  struct ct_error *err)
{
    int bw = raster->info.block_width, bh = raster->info.block_height;
    enum ct_status status = CT_OK;
    ct_quiet_begin();
    for (int by = w->row / bh; status == CT_OK && by * bh < w->row + w->height; by++)
        for (int bx = w->col / bw; status == CT_OK && bx * bw < w->col + w->width; bx++)
            status = read_block(raster, w, bx, by, err);
    ct_quiet_end();
    return status;
}

enum ct_status ct_raster_read(struct ct_raster *raster, int col, int row, int width, int height,
                              float *out, struct ct_raster_faults *faults, struct ct_error *err)
{
    struct window w = {col, row, width, height, out, false, faults};
    return read_window(raster, &w, err);
}

enum ct_status ct_raster_read_double(struct ct_raster *raster, int col, int row, int width,
                                     int height, double *out, struct ct_raster_faults *faults,
                                     struct ct_error *err)
{
    struct window w = {col, row, width, height, out, true, faults};
    return read_window(raster, &w, err);
}

#define OUTLINE 64 /* points a side of the outline */

enum ct_status ct_raster_bounds(struct ct_raster *raster, double bounds[4], struct ct_error *err)
{
    static const double corner[5][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    const double *t = raster->info.geotransform;
    double x[4 * OUTLINE], y[4 * OUTLINE];
    struct ct_crs *crs = NULL;
    enum ct_status status = ct_crs_new(raster->info.wkt, &crs, err);
    if (status != CT_OK)
        return status;
    for (int i = 0; i < 4 * OUTLINE; i++) {
        const double *a = corner[i / OUTLINE], *b = corner[i / OUTLINE + 1];
        double share = (double)(i % OUTLINE) / OUTLINE;
        double col = raster->info.width * (a[0] + share * (b[0] - a[0]));
        double row = raster->info.height * (a[1] + share * (b[1] - a[1]));
        x[i] = t[0] + col * t[1] + row * t[2];
        y[i] = t[3] + col * t[4] + row * t[5];
    }
    const size_t n = sizeof x / sizeof *x;
    if (!ct_crs_to_lonlat(crs, n, x, y))
        status =
            ct_fail(err, CT_INPUT, "E0322", "file", raster->path, "crs", raster->info.crs, NULL);
    ct_crs_free(crs);
    struct ct_shape outline = {.vertices = n, .lon = x, .lat = y};
    ct_shape_bounds(&outline, bounds);
    return status;
}
