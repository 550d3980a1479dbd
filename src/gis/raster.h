/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a population raster by windows, never whole. One ct_raster per thread.
 */
#ifndef CT_GIS_RASTER_H
#define CT_GIS_RASTER_H

#include "catchment/status.h"
#include "gis/crs.h"
#include <stdint.h>

struct ct_raster_info {
    int width, height; /* cells */
    int block_width, block_height;
    double geotransform[6]; /* GDAL's: cell -> raster CRS */
    char crs[256];          /* code or name, for messages */
    char *wkt;              /* definition for ct_crs_new; owned by the info */
};

struct ct_raster;

/* E0301 cannot be read (E0303 not there, E0304 empty), E0330 no such band, E0332 its cells are not
 * real numbers, E0321 no CRS (and `crs` NULL), E0331 no or degenerate geotransform. `crs` overrides
 * the file's. */
enum ct_status CT_CHECKED ct_raster_open(const char *path, int band, const char *crs,
                                         struct ct_raster **out, struct ct_error *err);
void ct_raster_close(struct ct_raster *raster);
const struct ct_raster_info *ct_raster_describe(const struct ct_raster *raster);
/* Bounds in degrees {west, south, east, north}, from the densified outline. */
enum ct_status CT_CHECKED ct_raster_bounds(struct ct_raster *raster, double bounds[4],
                                           struct ct_error *err);

/* How many cells of a window were not plain people. */
struct ct_raster_faults {
    int64_t nodata, nan, negative;
    double negative_sum;
};

/* Reads columns [col, col+width), rows [row, row+height) into out (row-major, width*height floats
 * of a Float32 or smaller band, else see _double), with scale and offset applied and nodata, NaN
 * and negative cells as 0 (counted in *faults, which is added to). Window edges on block edges
 * decode each block once. E0302 names the block where data is damaged, E0333 the cell that holds
 * more than 1e8: no population. */
enum ct_status CT_CHECKED ct_raster_read(struct ct_raster *raster, int col, int row, int width,
                                         int height, float *out, struct ct_raster_faults *faults,
                                         struct ct_error *err);
enum ct_status CT_CHECKED ct_raster_read_double(struct ct_raster *raster, int col, int row,
                                                int width, int height, double *out,
                                                struct ct_raster_faults *faults,
                                                struct ct_error *err);
/* Does the band need doubles (Float64, Int32, UInt32, or scale/offset)? */
int ct_raster_is_double(const struct ct_raster *raster);

#endif
