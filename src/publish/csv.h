/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A query as a CSV file: UTF-8 with a byte order mark (so that Excel reads Chinese), one header
 * row, texts in quotation marks, numbers with all their digits, NULL as an empty cell.
 */
#ifndef CT_PUBLISH_CSV_H
#define CT_PUBLISH_CSV_H

#include "gis/exchange.h"
#include "gis/work.h"

/* What becomes of column 0 where it is a geometry (WKB). */
enum ct_csv_geometry {
    CT_CSV_NONE,   /* it is no geometry */
    CT_CSV_LONLAT, /* the columns lon and lat at the end: a point inside it */
    CT_CSV_WKT,    /* the column wkt at the end */
};

/* `lonlat` may be NULL where there is no geometry. E0505. O(size). */
enum ct_status CT_CHECKED ct_csv_write(const char *path, struct ct_query *rows,
                                       enum ct_csv_geometry geometry, struct ct_lonlat *lonlat,
                                       struct ct_error *err);

#endif
