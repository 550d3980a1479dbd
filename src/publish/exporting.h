/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside publish only: an output while it is taken apart into files.
 */
#ifndef CT_PUBLISH_EXPORTING_H
#define CT_PUBLISH_EXPORTING_H

#include "base/charset.h"
#include "gis/exchange.h"
#include "gis/work.h"
#include "publish/folder.h"

enum { CT_DBF_NAME = 10, CT_DBF_TEXT = 254, CT_DBF_DIGITS = 15 };

struct ct_export {
    struct ct_work *work; /* the output is attached as `out` */
    struct ct_folder folder;
    const char *format, *encoding;
    struct ct_charset charset; /* of `encoding` */
    struct ct_error *err;
};

/* A column of a table and what is made of it. The key of the table is the first. */
struct ct_export_column {
    char name[64]; /* in the output */
    char title[2][160];
    struct ct_exchange_field field;
    bool has_long; /* texts of more than CT_DBF_TEXT bytes */
};

struct ct_export_table {
    char name[64], geometry[24], geometry_column[64]; /* "" where it has none */
    char *crs;                                        /* of its geometry; NULL: none */
    struct ct_export_column *columns;
    size_t column_count;
};

/* export_columns.c: reads the columns; field names are those of the output. O(columns). */
enum ct_status CT_CHECKED ct_export_columns(struct ct_export *e, struct ct_export_table *table);
void ct_export_table_free(struct ct_export_table *table);
/* Field names of a DBF, CT_DBF_NAME bytes of the encoding: the Chinese title without its unit, or
 * its beginning; where that is taken, its beginning and its last two characters, then a number.
 * Without a title the name of the column. O(columns^2). */
void ct_export_dbf_names(const struct ct_export *e, struct ct_export_table *table);
/* A line of fields.csv for every column. */
enum ct_status CT_CHECKED ct_export_note(struct ct_export *e, const struct ct_export_table *table,
                                         const char *file);

/* Runs SELECT geometry, columns FROM the table, rows of `condition` ("" all), in the order of keys.
 * In GBK, which has no ², "m²" is read as "㎡". */
enum ct_status CT_CHECKED ct_export_rows(struct ct_export *e, const struct ct_export_table *table,
                                         const char *condition, struct ct_query **out);

/* export_shape.c: a layer as Shapefiles, one a type of geometry. E0730 for a character that the
 * encoding lacks. O(size). */
enum ct_status CT_CHECKED ct_export_shape(struct ct_export *e, struct ct_export_table *table);
/* Spatial indexes that other programs made beside older files of these names (.qix, .sbn, .sbx)
 * would hide features of the new ones: they go. O(files). */
enum ct_status CT_CHECKED ct_export_drop_indexes(struct ct_export *e);

#endif
