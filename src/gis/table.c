/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table file as a layer: its rows are read as text, decoded, laid out (table_layout.c), merged
 * cells filled, and the rows of data put into a layer in memory that is read like any other. What
 * is left out is noted with its address. O(cells), all in memory.
 */
#include "gis/table.h"
#include "base/fail.h"
#include "base/quantity.h"
#include "gis/vector_parts.h"
#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Sheets are read as rows of text. */
static const char *const sheet_settings[][2] = {
    {"OGR_XLSX_HEADERS", "DISABLE"}, {"OGR_XLSX_FIELD_TYPES", "STRING"},
    {"OGR_ODS_HEADERS", "DISABLE"},  {"OGR_ODS_FIELD_TYPES", "STRING"},
    {"OGR_XLS_HEADERS", "DISABLE"},  {"OGR_XLS_FIELD_TYPES", "STRING"},
};

/* For this thread, until it is called with false. */
static void set_sheets(bool on)
{
    for (size_t i = 0; i < sizeof sheet_settings / sizeof *sheet_settings; i++)
        CPLSetThreadLocalConfigOption(sheet_settings[i][0], on ? sheet_settings[i][1] : NULL);
}

enum ct_table_kind ct_table_kind(const char *path)
{
    GDALDriverH driver = GDALIdentifyDriverEx(path, GDAL_OF_VECTOR, NULL, NULL);
    const char *name = driver ? GDALGetDriverShortName(driver) : "";
    if (strcmp(name, "CSV") == 0)
        return strncasecmp(path, "CSV:", 4) == 0 ? CT_TABLE_NONE : CT_TABLE_CSV;
    if (strcmp(name, "XLSX") == 0 || strcmp(name, "ODS") == 0 || strcmp(name, "XLS") == 0)
        return CT_TABLE_SHEETS;
    return CT_TABLE_NONE;
}

enum ct_status ct_table_open_sheets(struct ct_vector *vector, struct ct_error *err)
{
    set_sheets(true);
    vector->dataset = GDALOpenEx(vector->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
    for (int i = 0; vector->dataset != NULL && i < GDALDatasetGetLayerCount(vector->dataset); i++)
        OGR_L_GetFeatureCount(GDALDatasetGetLayer(vector->dataset, i), 1); /* reads the sheet */
    set_sheets(false);
    return vector->dataset ? CT_OK
                           : ct_fail(err, CT_INPUT, "E0301", "file", vector->path, "reason",
                                     "no known vector format", NULL);
}

void ct_sheet_free(struct ct_sheet *table)
{
    if (table == NULL)
        return;
    for (size_t c = 0; table->unit != NULL && c < table->columns; c++)
        free(table->unit[c]);
    free(table->unit);
    free(table->row);
    free(table);
}

void ct_sheet_cell(const struct ct_sheet *table, size_t row, size_t column, char cell[128])
{
    char address[32];
    ct_rows_address(row, column, address);
    snprintf(cell, 128, "%s%s%s", table->sheet, *table->sheet ? "!" : "", address);
}

/* --- reading --------------------------------------------------------------------------------- */

static bool add_feature(struct ct_rows *grid, OGRFeatureH feature)
{
    while (grid->rows + 1 < (size_t)OGR_F_GetFID(feature)) /* rows without cells */
        if (!ct_rows_end_row(grid))
            return false;
    for (int i = 0; i < OGR_F_GetFieldCount(feature); i++) {
        const char *text = OGR_F_GetFieldAsString(feature, i);
        if (!ct_rows_add(grid, text, strlen(text)))
            return false;
    }
    return ct_rows_end_row(grid);
}

enum ct_status ct_rows_from_layer(void *layer, struct ct_rows *grid, struct ct_error *err)
{
    bool good = true;
    OGR_L_ResetReading(layer);
    for (OGRFeatureH next = OGR_L_GetNextFeature(layer); good && next != NULL;
         next = good ? OGR_L_GetNextFeature(layer) : NULL) {
        good = add_feature(grid, next);
        OGR_F_Destroy(next);
    }
    return good ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_grid(struct ct_vector *vector, const char *encoding,
                                struct ct_rows *grid, struct ct_error *err)
{
    struct ct_rows raw = {0};
    const struct ct_rows_of of = {vector->path, vector->name};
    const char *declared = "UTF-8";
    enum ct_status status = vector->layer ? ct_rows_from_layer(vector->layer, &raw, err)
                                          : ct_rows_from_csv(vector->path, &raw, &declared, err);
    if (status == CT_OK)
        status = ct_rows_decode(&of, &raw, vector->layer ? NULL : encoding, declared,
                                &vector->encoding, grid, err);
    ct_rows_free(&raw);
    return status;
}

/* --- what is left out ------------------------------------------------------------------------ */

/* The filled cells of a row in one text. */
static void describe(const struct ct_rows *grid, size_t row, char out[160])
{
    struct ct_buffer text = {0};
    for (size_t c = 0; c < ct_rows_width(grid, row); c++) {
        const char *cell = ct_rows_cell(grid, row, c);
        if (*cell != '\0')
            ct_buffer_printf(&text, "%s%s", text.size ? " | " : "", cell);
    }
    ct_text_fit(out, 160, text.data ? text.data : "");
    ct_buffer_free(&text);
}

static enum ct_status note_rows(struct ct_vector *vector, const struct ct_rows *grid,
                                const struct ct_layout *layout, struct ct_error *err)
{
    static const char *const codes[] = {[CT_ROW_TITLE] = "F0433",
                                        [CT_ROW_UNITS] = "F0434",
                                        [CT_ROW_TOTAL] = "F0435",
                                        [CT_ROW_REMARK] = "F0436",
                                        [CT_ROW_DATA] = NULL};
    enum ct_status status = CT_OK;
    for (size_t r = 0; status == CT_OK && r < grid->rows; r++) {
        const char *code = layout->kind[r] == CT_ROW_NAMES || layout->kind[r] == CT_ROW_BLANK
                               ? NULL
                               : codes[layout->kind[r]];
        if (code == NULL)
            continue;
        char cell[128], text[160];
        ct_sheet_cell(vector->table, r, 0, cell);
        describe(grid, r, text);
        status = ct_vector_add_note(vector, code, cell, (long)r + 1, NULL, text, err);
    }
    return status;
}

/* --- merged cells ---------------------------------------------------------------------------- */

static bool is_merged(const char *name, const char *const *names)
{
    for (; names != NULL && *names != NULL; names++)
        if (ct_text_same_name(name, *names))
            return true;
    return false;
}

/* The value of a cell, or of the last filled one above it in a merged column. */
static const char *filled(const char *cell, const char **above, bool merged, size_t *count)
{
    bool blank = cell[strspn(cell, " \t\r\n")] == '\0';
    if (!merged)
        return cell;
    if (!blank)
        *above = cell;
    else if (*above != NULL)
        ++*count;
    return blank && *above != NULL ? *above : cell;
}

/* --- the layer in memory --------------------------------------------------------------------- */

struct column {
    const char *above; /* the last filled cell */
    bool merged;
    size_t filled; /* blank cells that repeat the one above */
};

static bool make_layer(struct ct_vector *vector, const struct ct_layout *layout, bool wkt)
{
    GDALDriverH driver = GDALGetDriverByName("Memory");
    vector->dataset = driver ? GDALCreate(driver, "", 0, 0, 0, GDT_Unknown, NULL) : NULL;
    if (vector->dataset == NULL)
        return false;
    vector->layer = GDALDatasetCreateLayer(vector->dataset, vector->name, NULL,
                                           wkt ? wkbUnknown : wkbNone, NULL);
    for (size_t c = 0; vector->layer != NULL && c < layout->columns; c++) {
        OGRFieldDefnH field = OGR_Fld_Create(layout->name[c], OFTString);
        OGR_L_CreateField(vector->layer, field, 0);
        OGR_Fld_Destroy(field);
    }
    return vector->layer != NULL;
}

static enum ct_status set_geometry(OGRFeatureH feature, const char *wkt, const char *row,
                                   struct ct_error *err)
{
    char *at = (char *)(uintptr_t)wkt;
    OGRGeometryH geometry = NULL;
    if (wkt[strspn(wkt, " \t\r\n")] == '\0')
        return CT_OK;
    if (OGR_G_CreateFromWkt(&at, NULL, &geometry) != OGRERR_NONE)
        return ct_fail(err, CT_INPUT, "E0310", "row", row, "reason", "it is no WKT", NULL);
    OGR_F_SetGeometryDirectly(feature, geometry);
    return CT_OK;
}

static enum ct_status add_row(struct ct_vector *vector, const struct ct_rows *grid, size_t row,
                              struct column *columns, ptrdiff_t wkt, struct ct_error *err)
{
    struct ct_sheet *table = vector->table;
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(vector->layer));
    char number[24];
    snprintf(number, sizeof number, "%zu", row + 1);
    for (size_t c = 0; c < table->columns; c++) {
        const char *cell = filled(ct_rows_cell(grid, row, c), &columns[c].above, columns[c].merged,
                                  &columns[c].filled);
        OGR_F_SetFieldString(feature, (int)c, cell);
    }
    enum ct_status status = CT_OK;
    if (wkt >= 0)
        status = set_geometry(feature, ct_rows_cell(grid, row, (size_t)wkt), number, err);
    table->row[table->rows++] = row;
    OGR_F_SetFID(feature, (GIntBig)table->rows);
    if (status == CT_OK && OGR_L_CreateFeature(vector->layer, feature) != OGRERR_NONE)
        status = ct_fail_memory(err);
    OGR_F_Destroy(feature);
    return status;
}

static enum ct_status note_filled(struct ct_vector *vector, const struct ct_layout *layout,
                                  const struct column *columns, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t c = 0; status == CT_OK && c < layout->columns; c++) {
        char count[24], cell[128];
        if (columns[c].filled == 0)
            continue;
        snprintf(count, sizeof count, "%zu", columns[c].filled);
        ct_sheet_cell(vector->table, layout->names, c, cell);
        status = ct_vector_add_note(vector, "F0437", cell, 0, layout->name[c], count, err);
    }
    return status;
}

static enum ct_status add_rows(struct ct_vector *vector, const struct ct_rows *grid,
                               const struct ct_layout *layout, const char *const *merged,
                               struct ct_error *err)
{
    ptrdiff_t wkt = -1;
    struct column *columns = calloc(layout->columns + 1, sizeof *columns);
    if (columns == NULL)
        return ct_fail_memory(err);
    for (size_t c = 0; c < layout->columns; c++) {
        columns[c].merged = is_merged(layout->name[c], merged);
        wkt = wkt < 0 && ct_text_same_name(layout->name[c], "WKT") ? (ptrdiff_t)c : wkt;
    }
    enum ct_status status = make_layer(vector, layout, wkt >= 0) ? CT_OK : ct_fail_memory(err);
    for (size_t r = 0; status == CT_OK && r < grid->rows; r++)
        if (layout->kind[r] == CT_ROW_DATA)
            status = add_row(vector, grid, r, columns, wkt, err);
    if (status == CT_OK)
        status = note_filled(vector, layout, columns, err);
    free(columns);
    return status;
}

/* --- all together ---------------------------------------------------------------------------- */

static enum ct_status start_table(struct ct_vector *vector, struct ct_layout *layout,
                                  struct ct_error *err)
{
    struct ct_sheet *table = calloc(1, sizeof *table);
    vector->table = table;
    if (table == NULL)
        return ct_fail_memory(err);
    table->row = calloc(layout->data + 1, sizeof *table->row);
    table->columns = layout->columns;
    table->unit = layout->unit;
    layout->unit = NULL;
    if (vector->layer != NULL)
        ct_text_fit(table->sheet, sizeof table->sheet, vector->name);
    return table->row ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_table_take(struct ct_vector *vector, const struct ct_vector_options *options,
                             struct ct_error *err)
{
    struct ct_rows grid = {0};
    struct ct_layout layout = {0};
    enum ct_status status = read_grid(vector, options->encoding, &grid, err);
    if (status == CT_OK)
        status = ct_vector_note_encoding(vector, err);
    if (status == CT_OK && !ct_layout_find(&grid, &layout))
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = start_table(vector, &layout, err);
    if (status == CT_OK)
        status = note_rows(vector, &grid, &layout, err);
    if (status == CT_OK) {
        GDALClose(vector->dataset);
        vector->dataset = vector->layer = NULL;
        status = add_rows(vector, &grid, &layout, options->merged_names, err);
    }
    ct_encoding_free(&vector->encoding); /* all is UTF-8 now */
    ct_layout_free(&layout);
    ct_rows_free(&grid);
    return status;
}
