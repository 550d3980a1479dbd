/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The encoding of the cells of a table, and tables that are read as they stand. O(cells), all in
 * memory.
 */
#include "base/fail.h"
#include "gis/quiet.h"
#include "gis/table.h"
#include "gis/vector_parts.h"
#include <gdal.h>
#include <stdio.h>
#include <stdlib.h>

static enum ct_status fail_text(const struct ct_rows_of *of, size_t row, size_t column,
                                struct ct_error *err)
{
    char number[24], address[32];
    snprintf(number, sizeof number, "%zu", row + 1);
    ct_rows_address(row, column, address);
    return ct_fail(err, CT_INPUT, "E0323", "file", of->path, "layer", of->layer, "row", number,
                   "feature", number, "field", address, NULL);
}

static enum ct_status decode(const struct ct_rows_of *of, const struct ct_rows *raw,
                             const struct ct_encoding *encoding, struct ct_rows *grid,
                             struct ct_error *err)
{
    struct ct_buffer cell = {0};
    bool good = true;
    for (size_t r = 0; good && r < raw->rows; r++) {
        for (size_t c = 0; good && c < ct_rows_width(raw, r); c++) {
            cell.size = 0;
            ct_buffer_add(&cell, "");
            if (!ct_encoding_add(encoding, &cell, ct_rows_cell(raw, r, c)) && !cell.failed) {
                ct_buffer_free(&cell);
                return fail_text(of, r, c, err);
            }
            good = ct_rows_add(grid, cell.data, cell.size);
        }
        good = good && ct_rows_end_row(grid);
    }
    ct_buffer_free(&cell);
    return good ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_rows_decode(const struct ct_rows_of *of, const struct ct_rows *raw,
                              const char *asked, const char *declared, struct ct_encoding *encoding,
                              struct ct_rows *grid, struct ct_error *err)
{
    struct ct_sample sample = {0};
    for (size_t i = 0; i < raw->cells; i++)
        ct_sample_add(&sample, raw->text.data + raw->cell[i]);
    enum ct_status status = sample.text.failed ? ct_fail_memory(err) : CT_OK;
    if (status == CT_OK && !ct_encoding_choose(encoding, &sample, asked, declared))
        status = ct_fail(err, CT_INPUT, "E0318", "file", of->path, "layer", of->layer, "encoding",
                         asked ? asked : "", NULL);
    ct_sample_free(&sample);
    return status == CT_OK ? decode(of, raw, encoding, grid, err) : status;
}

static enum ct_status read_sheet(const char *path, struct ct_rows *grid, struct ct_error *err)
{
    struct ct_vector vector = {.path = ct_text_copy(path)};
    enum ct_status status =
        vector.path != NULL ? ct_table_open_sheets(&vector, err) : ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_rows_from_layer(GDALDatasetGetLayer(vector.dataset, 0), grid, err);
    if (vector.dataset != NULL)
        GDALClose(vector.dataset);
    free(vector.path);
    return status;
}

static enum ct_status read_csv(const char *path, struct ct_rows *grid, struct ct_error *err)
{
    struct ct_rows raw = {0};
    struct ct_encoding encoding = {.converter = NULL};
    const struct ct_rows_of of = {path, ""};
    const char *declared = NULL;
    enum ct_status status = ct_rows_from_csv(path, &raw, &declared, err);
    if (status == CT_OK)
        status = ct_rows_decode(&of, &raw, NULL, declared, &encoding, grid, err);
    ct_encoding_free(&encoding);
    ct_rows_free(&raw);
    return status;
}

enum ct_status ct_rows_from_file(const char *path, struct ct_rows *grid, struct ct_error *err)
{
    ct_quiet_begin();
    enum ct_status status = ct_table_kind(path) == CT_TABLE_SHEETS ? read_sheet(path, grid, err)
                                                                   : read_csv(path, grid, err);
    ct_quiet_end();
    return status;
}
