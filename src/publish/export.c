/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An output as files of a folder: its layers in the format that is asked for, its tables as CSV,
 * and fields.csv, which says what every field is. The key `fid` of the output stands in every file,
 * so that they can be joined. Memory does not grow with the output.
 */
#include "base/fail.h"
#include "base/progress.h"
#include "catchment/publish.h"
#include "publish/csv.h"
#include "publish/exporting.h"
#include "publish/output.h"
#include <stdlib.h>
#include <string.h>

/* --- reading -------------------------------------------------------------------------------- */

/* How a column is read: as it is, but texts of a DBF as export_shape.c has prepared them. */
static void add_column(struct ct_buffer *sql, const struct ct_export *e,
                       const struct ct_export_table *table, const struct ct_export_column *column)
{
    bool gbk = e->charset.converter != NULL && column->field.type == CT_COLUMN_TEXT;

    ct_buffer_add(sql, ", ");
    if (column->has_long)
        ct_buffer_printf(sql,
                         "coalesce((SELECT x.cut FROM export_text x WHERE x.\"table\" = '%s'"
                         " AND x.\"column\" = '%s' AND x.fid = t.\"%s\"), ",
                         table->name, column->name, table->columns[0].name);
    ct_buffer_printf(sql, gbk ? "replace(\"%s\", 'm²', '㎡')" : "\"%s\"", column->name);
    ct_buffer_printf(sql, "%s AS \"%s\"", column->has_long ? ")" : "", column->name);
}

enum ct_status ct_export_rows(struct ct_export *e, const struct ct_export_table *table,
                              const char *condition, struct ct_query **out)
{
    struct ct_buffer sql = {0};

    if (*table->geometry_column != '\0')
        ct_buffer_printf(&sql, "SELECT AsBinary(GeomFromGPB(\"%s\"))", table->geometry_column);
    else
        ct_buffer_add(&sql, "SELECT NULL");
    for (size_t i = 0; i < table->column_count; i++)
        add_column(&sql, e, table, &table->columns[i]);
    ct_buffer_printf(&sql, " FROM out.\"%s\" t %s ORDER BY \"%s\"", table->name, condition,
                     table->columns[0].name);
    enum ct_status status =
        sql.failed ? ct_fail_memory(e->err) : ct_query_new(e->work, sql.data, out, e->err);
    ct_buffer_free(&sql);
    return status;
}

/* --- files ---------------------------------------------------------------------------------- */

static enum ct_status fresh_path(struct ct_export *e, const char *name, const char *ending,
                                 char **out)
{
    struct ct_buffer file = {0};

    ct_buffer_printf(&file, "%s.%s", name, ending);
    *out = file.failed ? NULL : ct_folder_path(&e->folder, file.data);
    ct_buffer_free(&file);
    return *out != NULL ? CT_OK : ct_fail_memory(e->err);
}

static enum ct_status write_csv(struct ct_export *e, const struct ct_export_table *table,
                                const char *ending, enum ct_csv_geometry geometry,
                                struct ct_query *rows)
{
    struct ct_lonlat *lonlat = NULL;
    char *path = NULL;
    enum ct_status status = fresh_path(e, table->name, ending, &path);

    if (status == CT_OK && geometry != CT_CSV_NONE)
        status = ct_lonlat_new(table->crs, &lonlat, e->err);
    if (status == CT_OK)
        status = ct_csv_write(path, rows, geometry, lonlat, e->err);
    ct_lonlat_free(lonlat);
    free(path);
    return status;
}

/* SELECT `columns` FROM `from`, as a file of its own. */
static enum ct_status write_query(struct ct_export *e, const struct ct_export_table *table,
                                  const char *ending, enum ct_csv_geometry geometry,
                                  const char *sql)
{
    struct ct_query *rows = NULL;
    enum ct_status status = ct_query_new(e->work, sql, &rows, e->err);

    if (status == CT_OK)
        status = write_csv(e, table, ending, geometry, rows);
    ct_query_free(rows);
    return status;
}

/* The columns of rows of `condition` ("" all), without geometry. */
static enum ct_status write_table(struct ct_export *e, struct ct_export_table *table,
                                  const char *ending, const char *condition)
{
    struct ct_buffer sql = {0}, file = {0};

    ct_buffer_add(&sql, "SELECT ");
    for (size_t i = 0; i < table->column_count; i++)
        ct_buffer_printf(&sql, "%s\"%s\"", i > 0 ? ", " : "", table->columns[i].name);
    ct_buffer_printf(&sql, " FROM out.\"%s\" %s ORDER BY 1", table->name, condition);
    ct_buffer_printf(&file, "%s.%s", table->name, ending);
    enum ct_status status = sql.failed || file.failed
                                ? ct_fail_memory(e->err)
                                : write_query(e, table, ending, CT_CSV_NONE, sql.data);
    if (status == CT_OK)
        status = ct_export_note(e, table, file.data);
    ct_buffer_free(&sql);
    ct_buffer_free(&file);
    return status;
}

/* FlatGeobuf has no rows without a place; they go into TABLE.none.csv. */
static enum ct_status write_placeless(struct ct_export *e, struct ct_export_table *table)
{
    struct ct_buffer condition = {0}, sql = {0};
    struct ct_query *query = NULL;
    bool any = false;

    ct_buffer_printf(&condition, "WHERE \"%s\" IS NULL", table->geometry_column);
    ct_buffer_printf(&sql, "SELECT 1 FROM out.\"%s\" %s LIMIT 1", table->name,
                     condition.failed ? "" : condition.data);
    enum ct_status status = sql.failed || condition.failed
                                ? ct_fail_memory(e->err)
                                : ct_query_new(e->work, sql.data, &query, e->err);
    if (status == CT_OK)
        status = ct_query_step(query, &any, e->err);
    ct_query_free(query);
    if (status == CT_OK && any)
        status = write_table(e, table, "none.csv", condition.data);
    ct_buffer_free(&sql);
    ct_buffer_free(&condition);
    return status;
}

/* Outlines go into a file of their own: a cell of Excel ends at 32,767 characters. */
static enum ct_status write_outlines(struct ct_export *e, const struct ct_export_table *table)
{
    struct ct_buffer sql = {0};

    ct_buffer_printf(&sql,
                     "SELECT AsBinary(GeomFromGPB(\"%s\")), \"%s\" FROM out.\"%s\" ORDER BY 2",
                     table->geometry_column, table->columns[0].name, table->name);
    enum ct_status status = sql.failed ? ct_fail_memory(e->err)
                                       : write_query(e, table, "wkt.csv", CT_CSV_WKT, sql.data);
    ct_buffer_free(&sql);
    return status;
}

static enum ct_status write_exchange(struct ct_export *e, const struct ct_export_table *table,
                                     struct ct_query *rows)
{
    size_t count = 0;
    struct ct_exchange_layer layer = {.format = e->format,
                                      .name = table->name,
                                      .crs = table->crs,
                                      .geometry = table->geometry,
                                      .field_count = table->column_count};
    struct ct_exchange_field *fields = calloc(table->column_count, sizeof *fields);
    char *path = NULL;
    enum ct_status status =
        fields != NULL ? fresh_path(e, table->name, e->format, &path) : ct_fail_memory(e->err);

    for (size_t i = 0; i < table->column_count && status == CT_OK; i++)
        fields[i] = table->columns[i].field;
    layer.fields = fields;
    layer.path = path;
    if (status == CT_OK)
        status = ct_exchange_write(&layer, rows, &count, e->err);
    free(path);
    free(fields);
    return status;
}

static enum ct_status write_layer(struct ct_export *e, struct ct_export_table *table)
{
    bool csv = strcmp(e->format, "csv") == 0, fgb = strcmp(e->format, "fgb") == 0;
    struct ct_buffer file = {0}, placed = {0};
    struct ct_query *rows = NULL;

    ct_buffer_printf(&placed, "WHERE \"%s\" IS NOT NULL", table->geometry_column);
    ct_buffer_printf(&file, "%s.%s", table->name, e->format);
    enum ct_status status = placed.failed || file.failed
                                ? ct_fail_memory(e->err)
                                : ct_export_rows(e, table, fgb ? placed.data : "", &rows);
    if (status == CT_OK)
        status =
            csv ? write_csv(e, table, "csv", CT_CSV_LONLAT, rows) : write_exchange(e, table, rows);
    ct_query_free(rows);
    if (status == CT_OK)
        status = ct_export_note(e, table, file.data);
    if (status == CT_OK && csv && strcmp(table->geometry, "POINT") != 0)
        status = write_outlines(e, table);
    if (status == CT_OK && fgb)
        status = write_placeless(e, table);
    ct_buffer_free(&placed);
    ct_buffer_free(&file);
    return status;
}

/* --- all ------------------------------------------------------------------------------------ */

/* QGIS's own tables and those that say how the output was made are no data of a shapefile. */
static bool left_out(const struct ct_export *e, const char *table)
{
    if (strcmp(table, "qgis_projects") == 0)
        return true;
    return strcmp(e->format, "shp") == 0 &&
           (strcmp(table, "query") == 0 || strcmp(table, "layer_styles") == 0);
}

static enum ct_status write_one(struct ct_export *e, const struct ct_query *row)
{
    struct ct_export_table table = {0};
    enum ct_status status;

    ct_text_fit(table.name, sizeof table.name, ct_query_get_text(row, 0));
    if (ct_query_get_text(row, 1) != NULL) {
        ct_text_fit(table.geometry_column, sizeof table.geometry_column, ct_query_get_text(row, 1));
        ct_text_fit(table.geometry, sizeof table.geometry, ct_query_get_text(row, 2));
        table.crs = ct_text_copy(ct_query_get_text(row, 3));
        if (table.crs == NULL)
            return ct_fail_memory(e->err);
    }
    status = ct_export_columns(e, &table);
    if (status == CT_OK) {
        if (table.crs == NULL)
            status = write_table(e, &table, "csv", "");
        else if (strcmp(e->format, "shp") == 0)
            status = ct_export_shape(e, &table);
        else
            status = write_layer(e, &table);
    }
    ct_export_table_free(&table);
    return status;
}

static enum ct_status write_all(struct ct_export *e, const struct ct_run *run)
{
    static const char sql[] =
        "SELECT c.table_name, g.column_name, g.geometry_type_name,"
        " CASE upper(s.organization) WHEN 'EPSG' THEN 'EPSG:' || s.organization_coordsys_id"
        " ELSE s.definition END, count(*) OVER ()"
        " FROM out.gpkg_contents c"
        " LEFT JOIN out.gpkg_geometry_columns g ON g.table_name = c.table_name"
        " LEFT JOIN out.gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY c.table_name";
    struct ct_query *tables = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(e->work, sql, &tables, e->err);

    for (size_t done = 0; status == CT_OK; done++) {
        status = ct_query_step(tables, &row, e->err);
        if (status != CT_OK || !row)
            break;
        status = ct_progress(run, "publish", (double)done / ct_query_get_number(tables, 4), e->err);
        if (status == CT_OK && !left_out(e, ct_query_get_text(tables, 0)))
            status = write_one(e, tables);
    }
    ct_query_free(tables);
    return status;
}

static enum ct_status write_fields(struct ct_export *e)
{
    static const struct ct_export_table fields = {.name = "fields"};
    return write_query(e, &fields, "csv", CT_CSV_NONE, "SELECT * FROM export_field ORDER BY rowid");
}

static enum ct_status check_words(struct ct_export *e)
{
    static const char *const formats[] = {"shp", "geojson", "csv", "fgb"};
    bool shape = strcmp(e->format, "shp") == 0, known = false;

    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        known |= strcmp(e->format, formats[i]) == 0;
    if (!known)
        return ct_fail(e->err, CT_USAGE, "E0695", "value", e->format, NULL);
    if (strcmp(e->encoding, "UTF-8") != 0 && (!shape || strcmp(e->encoding, "GBK") != 0))
        return ct_fail(e->err, CT_USAGE, "E0696", "value", e->encoding, "format", e->format, NULL);
    return ct_charset_open(&e->charset, e->encoding)
               ? CT_OK
               : ct_fail(e->err, CT_INTERNAL, "E0119", "part", e->encoding, NULL);
}

enum ct_status ct_write_export(const char *output, const char *folder, const char *format,
                               const char *encoding, const struct ct_run *run, struct ct_error *err)
{
    static const char tables[] =
        "CREATE TABLE export_field (file, field, \"table\", \"column\", type, unit, title_zh,"
        " title_en, note_zh, note_en);"
        "CREATE TABLE export_text (\"table\", fid INTEGER, \"column\", cut, whole,"
        " PRIMARY KEY (\"table\", \"column\", fid));";
    struct ct_export e = {
        .format = format, .encoding = encoding != NULL ? encoding : "UTF-8", .err = err};
    enum ct_status status = check_words(&e);

    if (status == CT_OK)
        status = ct_output_open(output, &e.work, err);
    if (status == CT_OK)
        status = ct_work_script(e.work, "export", tables, err);
    if (status == CT_OK)
        status = ct_folder_begin(&e.folder, folder, err);
    if (status == CT_OK)
        status = write_all(&e, run);
    if (status == CT_OK)
        status = write_fields(&e);
    if (status == CT_OK)
        status = ct_folder_finish(&e.folder, run != NULL && run->overwrite, err);
    if (status == CT_OK)
        status = ct_export_drop_indexes(&e);
    ct_folder_discard(&e.folder);
    ct_work_close(e.work);
    ct_charset_close(&e.charset);
    return status;
}
