/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: what the cells of a band mean.
 */
#ifndef CT_GIS_RASTER_CELLS_H
#define CT_GIS_RASTER_CELLS_H

#include "gis/raster.h"
#include <stdbool.h>

struct ct_cells {
    double nodata; /* as it stands in the file, before scale and offset */
    bool has_nodata;
    double scale, offset;
};

/* Turns n raw values into people in place: nodata, NaN and negative cells become 0 and are counted.
 * Returns n, or the index of the first value that is too large to be people. The float one is for
 * bands without scale and offset. */
size_t ct_cells_clean(const struct ct_cells *cells, float *v, size_t n,
                      struct ct_raster_faults *faults);
size_t ct_cells_clean_double(const struct ct_cells *cells, double *v, size_t n,
                             struct ct_raster_faults *faults);

#endif
