/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: tables as people make them (CSV, XLSX, ODS, XLS) turned into a layer of text
 * fields. Titles above the names of columns, rows of units, totals and remarks are left out and
 * noted; cells left blank below a merged one are filled.
 */
#ifndef CT_GIS_TABLE_H
#define CT_GIS_TABLE_H

#include "base/encoding.h"
#include "gis/grid.h"
#include "gis/vector.h"

/* table_csv.c: a file as RFC 4180 has it; the separator (comma, tab, semicolon) is the one that its
 * first lines hold most of. UTF-16 with a byte order mark becomes UTF-8. *declared is "UTF-8" where
 * a mark says so, else NULL. E0301, E0313 for a quotation that does not end. O(size), all in
 * memory. */
enum ct_status CT_CHECKED ct_rows_from_csv(const char *path, struct ct_rows *grid,
                                           const char **declared, struct ct_error *err);
/* table.c: the rows of an OGRLayerH. */
enum ct_status CT_CHECKED ct_rows_from_layer(void *layer, struct ct_rows *grid,
                                             struct ct_error *err);

/* table_grid.c: the same rows in UTF-8. `asked` and `declared` encodings may be NULL; the one found
 * goes to *encoding, which is freed in any case. E0318, E0323 names the cell. */
struct ct_rows_of {
    const char *path, *layer;
};
enum ct_status CT_CHECKED ct_rows_decode(const struct ct_rows_of *of, const struct ct_rows *raw,
                                         const char *asked, const char *declared,
                                         struct ct_encoding *encoding, struct ct_rows *grid,
                                         struct ct_error *err);

/* What the rows of a grid are. */
enum ct_row_kind {
    CT_ROW_BLANK,
    CT_ROW_TITLE,
    CT_ROW_NAMES,
    CT_ROW_UNITS,
    CT_ROW_DATA,
    CT_ROW_TOTAL,
    CT_ROW_REMARK
};
struct ct_layout {
    enum ct_row_kind *kind; /* of each row */
    size_t names;           /* the first row of names */
    size_t columns, data;   /* counts */
    char **name;            /* of each column, the rows of names put together */
    char **unit;            /* of each column, from the row of units or a title; "" where none */
};
/* table_layout.c: false where memory is short. Free it in any case. */
bool ct_layout_find(const struct ct_rows *grid, struct ct_layout *layout);
void ct_layout_free(struct ct_layout *layout);

/* A table as it was read. */
struct ct_sheet {
    char sheet[96]; /* "" for a CSV file */
    size_t *row;    /* of the grid, for each feature */
    char **unit;    /* of each column */
    size_t rows, columns;
};
void ct_sheet_free(struct ct_sheet *table);
/* "Sheet1!C7" */
void ct_sheet_cell(const struct ct_sheet *table, size_t row, size_t column, char cell[128]);

#endif
