/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of cells as they stand in a table: from CSV text, a CSV file or a sheet. Nothing is guessed
 * about titles, totals or types; every cell is text.
 */
#ifndef CT_GIS_GRID_H
#define CT_GIS_GRID_H

#include "base/text.h"
#include "catchment/status.h"

/* Rows may be of different length. */
struct ct_rows {
    struct ct_buffer text; /* terminated cells, one behind the other */
    size_t *cell;          /* where each begins */
    size_t cells, cell_room;
    size_t *row; /* the first cell of each row, rows + 1 */
    size_t rows, row_room;
};
void ct_rows_free(struct ct_rows *grid);
/* Appends a cell to the last row; ends that row. false where memory is short. */
bool ct_rows_add(struct ct_rows *grid, const char *s, size_t n);
bool ct_rows_end_row(struct ct_rows *grid);
size_t ct_rows_width(const struct ct_rows *grid, size_t row);
/* "" beyond the end of a row. */
const char *ct_rows_cell(const struct ct_rows *grid, size_t row, size_t column);
/* "C7", from 0-based row and column. */
void ct_rows_address(size_t row, size_t column, char out[32]);

/* table_csv.c: comma-separated UTF-8 text (RFC 4180). E0313 for a quotation that does not end. */
enum ct_status CT_CHECKED ct_rows_from_text(const char *text, size_t size, struct ct_rows *grid,
                                            struct ct_error *err);
/* table_grid.c: a CSV file, or the first sheet of an XLSX, ODS or XLS file, as UTF-8. E0301, E0313,
 * E0323 for text that is neither UTF-8 nor GB18030. Free the grid in any case. O(size), all in
 * memory. */
enum ct_status CT_CHECKED ct_rows_from_file(const char *path, struct ct_rows *grid,
                                            struct ct_error *err);

#endif
