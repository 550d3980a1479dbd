/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The raster pass in progress: what the files that make it share. The raster is taken by bands of
 * rows (a task each); a band by windows of cells on block edges, from right to left, so that the
 * people right of a window are known in every row.
 */
#ifndef CT_MEASURE_RASTER_PASS_H
#define CT_MEASURE_RASTER_PASS_H

#include "measure/field.h"
#include "measure/map.h"
#include "measure/path.h"
#include "measure/scan.h"

struct ct_pass_worker {
    struct ct_raster *raster;
    struct ct_window window;
    void *cells;
    struct ct_path path;
    struct ct_segment *segment;
    size_t segments, segment_room;
    uint64_t *order;  /* window << 32 | segment */
    uint32_t *sorted; /* segments by window */
    size_t *from;     /* windows + 1, into sorted */
    size_t orders, order_room;
    ct_exact *sum, *moment;
    ct_exact read;
    struct ct_raster_faults faults;
};

struct ct_pass {
    const struct ct_arrangement *a;
    const struct ct_field_raster *field;
    struct ct_map map;
    struct ct_raster_info info;
    int flip;                         /* -1 where rows run north */
    int column0, row0, column1, row1; /* cells that are read */
    int band_rows, window_columns, window_rows, bands;
    int wide; /* 1: cells as double */
    double scale;
    struct ct_pass_worker *worker;
    int workers;
    size_t *band_start; /* bands + 1 */
    uint32_t *band_piece;
    struct ct_density density;
    bool overflow; /* a row had too many people for the quantum */
};

/* Which cells are read, in which windows and bands, and which pieces touch which band. E0334 where
 * the raster does not overlap the zones. */
enum ct_status CT_CHECKED ct_pass_lay_out(struct ct_pass *p, struct ct_error *err);

/* One band, by one worker: adds to the worker's sums. A ct_task_fn. */
enum ct_status CT_CHECKED ct_pass_band(void *context, size_t task, int worker,
                                       struct ct_error *err);

#endif
