/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layers as Shapefiles. Every text is looked at before it is written: a character that the encoding
 * lacks is an error with its row, and a text longer than a DBF holds is cut with "…" there and
 * stands whole in TABLE.texts.csv. Numbers have as many decimals as make 15 digits of the greatest
 * one of their column.
 *
 * Source: ESRI Shapefile Technical Description (1998); dBASE file format, field descriptors.
 */
#include "base/fail.h"
#include "publish/csv.h"
#include "publish/exporting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- looking -------------------------------------------------------------------------------- */

static enum ct_status lacking(struct ct_export *e, const struct ct_export_table *table,
                              const struct ct_export_column *column, const char *key,
                              const char *at)
{
    char character[8] = "", code[16];
    uint32_t point;
    size_t n = ct_utf8_next(at, &point);

    memcpy(character, at, n < sizeof character ? n : 0);
    snprintf(code, sizeof code, "U+%04X", (unsigned)point);
    return ct_fail(e->err, CT_OUTPUT, "E0730", "encoding", e->encoding, "layer", table->name,
                   "feature", key, "column", column->name, "character", character, "code", code,
                   NULL);
}

static enum ct_status keep_long(struct ct_export *e, const struct ct_export_table *table,
                                const struct ct_export_column *column, int64_t fid,
                                const char *text)
{
    static const char sql[] = "INSERT INTO export_text VALUES (?, ?, ?, ?, ?)";
    static const char dots[] = "…"; /* 3 bytes in UTF-8, 2 in GBK */
    struct ct_buffer cut = {0};
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(e->work, sql, &row, e->err);

    ct_buffer_add_n(&cut, text, ct_charset_fit(&e->charset, text, CT_DBF_TEXT - strlen(dots)));
    ct_buffer_add(&cut, dots);
    if (status == CT_OK && cut.failed)
        status = ct_fail_memory(e->err);
    if (status == CT_OK) {
        ct_query_text(row, 1, table->name);
        ct_query_integer(row, 2, fid);
        ct_query_text(row, 3, column->name);
        ct_query_text(row, 4, cut.data);
        ct_query_text(row, 5, text);
        status = ct_query_run(row, e->err);
    }
    ct_query_free(row);
    ct_buffer_free(&cut);
    return status;
}

/* The text of a column in the row where `rows` stands. */
static enum ct_status look_at(struct ct_export *e, const struct ct_export_table *table,
                              struct ct_export_column *column, const struct ct_query *rows,
                              const char *text)
{
    const char *lacks;
    size_t size = ct_charset_size(&e->charset, text, &lacks);

    if (lacks != NULL)
        return lacking(e, table, column, ct_query_get_text(rows, 1), lacks);
    if (size <= CT_DBF_TEXT) {
        column->field.width = (int)size > column->field.width ? (int)size : column->field.width;
        return CT_OK;
    }
    column->field.width = CT_DBF_TEXT;
    column->has_long = true;
    return keep_long(e, table, column, ct_query_get_integer(rows, 1), text);
}

static enum ct_status look_at_row(struct ct_export *e, struct ct_export_table *table,
                                  const struct ct_query *rows)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < table->column_count && status == CT_OK; i++) {
        struct ct_export_column *column = &table->columns[i];
        const char *text =
            column->field.type == CT_COLUMN_TEXT ? ct_query_get_text(rows, (int)i + 1) : NULL;
        if (text != NULL)
            status = look_at(e, table, column, rows, text);
    }
    return status;
}

static enum ct_status look_at_texts(struct ct_export *e, struct ct_export_table *table)
{
    struct ct_query *rows = NULL;
    bool row = true;
    enum ct_status status = ct_export_rows(e, table, "", &rows);

    for (size_t i = 0; i < table->column_count; i++)
        table->columns[i].field.width = table->columns[i].field.type == CT_COLUMN_TEXT;
    while (status == CT_OK) {
        status = ct_query_step(rows, &row, e->err);
        if (status != CT_OK || !row)
            break;
        status = look_at_row(e, table, rows);
    }
    ct_query_free(rows);
    return status;
}

/* Sign, digits before the point, point, decimals. */
static void set_width(struct ct_exchange_field *field, double greatest)
{
    int before = 1;

    while (before < 300 && greatest >= pow(10, before))
        before++;
    field->decimals = before < CT_DBF_DIGITS ? CT_DBF_DIGITS - before : 1;
    field->width = 2 + before + field->decimals;
}

static enum ct_status look_at_numbers(struct ct_export *e, struct ct_export_table *table)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < table->column_count && status == CT_OK; i++) {
        struct ct_export_column *column = &table->columns[i];
        struct ct_buffer sql = {0};
        struct ct_query *query = NULL;
        bool row = false;
        if (column->field.type != CT_COLUMN_REAL)
            continue;
        ct_buffer_printf(&sql, "SELECT coalesce(max(abs(\"%s\")), 0) FROM out.\"%s\"", column->name,
                         table->name);
        status =
            sql.failed ? ct_fail_memory(e->err) : ct_query_new(e->work, sql.data, &query, e->err);
        if (status == CT_OK)
            status = ct_query_step(query, &row, e->err);
        if (status == CT_OK)
            set_width(&column->field, ct_query_get_number(query, 0));
        ct_query_free(query);
        ct_buffer_free(&sql);
    }
    return status;
}

/* --- writing -------------------------------------------------------------------------------- */

/* The kinds of file of a layer that holds any geometry. */
static const struct part {
    const char *suffix, *types, *geometry, *ending;
} parts[] = {
    {"_point", "= 'POINT'", "POINT", "shp"},
    {"_multipoint", "= 'MULTIPOINT'", "MULTIPOINT", "shp"},
    {"_line", "IN ('LINESTRING', 'MULTILINESTRING')", "MULTILINESTRING", "shp"},
    {"_polygon",
     "NOT IN ('POINT', 'MULTIPOINT', 'LINESTRING', 'MULTILINESTRING')", /* else the driver says no
                                                                         */
     "MULTIPOLYGON", "shp"},
    {"_none", "IS NULL", "", "dbf"},
};
enum { PARTS = sizeof parts / sizeof *parts };

static enum ct_status write_file(struct ct_export *e, const struct ct_export_table *table,
                                 const struct part *part, struct ct_query *rows, const char *name,
                                 const char *file)
{
    size_t count = 0;
    struct ct_exchange_layer layer = {.format = "shp",
                                      .name = name,
                                      .crs = table->crs,
                                      .geometry = part->geometry,
                                      .encoding = e->encoding,
                                      .field_count = table->column_count};
    struct ct_exchange_field *fields = calloc(table->column_count, sizeof *fields);
    char *path = ct_folder_path(&e->folder, file);
    enum ct_status status = CT_OK;

    for (size_t i = 0; fields != NULL && i < table->column_count; i++)
        fields[i] = table->columns[i].field;
    layer.fields = fields;
    layer.path = path;
    status = fields != NULL && path != NULL ? ct_exchange_write(&layer, rows, &count, e->err)
                                            : ct_fail_memory(e->err);
    if (status == CT_OK)
        status = ct_export_note(e, table, file);
    free(path);
    free(fields);
    return status;
}

static enum ct_status write_part(struct ct_export *e, const struct ct_export_table *table,
                                 const struct part *part, const char *condition)
{
    char name[96], file[112];
    struct ct_query *rows = NULL;
    enum ct_status status = ct_export_rows(e, table, condition, &rows);

    snprintf(name, sizeof name, "%s%s", table->name, part->suffix);
    snprintf(file, sizeof file, "%s.%s", name, part->ending);
    if (status == CT_OK)
        status = write_file(e, table, part, rows, name, file);
    ct_query_free(rows);
    return status;
}

/* One of the parts, where it has rows. */
static enum ct_status write_if_any(struct ct_export *e, const struct ct_export_table *table,
                                   const struct part *part, size_t *written)
{
    struct ct_buffer condition = {0}, sql = {0};
    struct ct_query *query = NULL;
    bool any = false;
    enum ct_status status;

    ct_buffer_printf(&condition, "WHERE GeometryType(GeomFromGPB(\"%s\")) %s",
                     table->geometry_column, part->types);
    ct_buffer_printf(&sql, "SELECT 1 FROM out.\"%s\" %s LIMIT 1", table->name,
                     condition.failed ? "" : condition.data);
    status = sql.failed || condition.failed ? ct_fail_memory(e->err)
                                            : ct_query_new(e->work, sql.data, &query, e->err);
    if (status == CT_OK)
        status = ct_query_step(query, &any, e->err);
    ct_query_free(query);
    if (status == CT_OK && any)
        status = write_part(e, table, part, condition.data);
    *written += any;
    ct_buffer_free(&sql);
    ct_buffer_free(&condition);
    return status;
}

static enum ct_status write_parts(struct ct_export *e, const struct ct_export_table *table)
{
    struct part whole = {"", "", table->geometry, "shp"};
    size_t written = 0;
    enum ct_status status = CT_OK;

    if (strcmp(table->geometry, "GEOMETRY") != 0)
        return write_part(e, table, &whole, "");
    for (int i = 0; i < PARTS && status == CT_OK; i++)
        status = write_if_any(e, table, &parts[i], &written);
    if (status == CT_OK && written == 0) /* an empty layer is a file, too */
        status = write_part(e, table, &parts[PARTS - 1], "");
    return status;
}

/* TABLE.texts.csv: the long texts whole. */
static enum ct_status write_texts(struct ct_export *e, const struct ct_export_table *table)
{
    static const char sql[] = "SELECT fid, \"column\", whole AS text FROM export_text"
                              " WHERE \"table\" = ? ORDER BY fid, \"column\"";
    char file[96];
    struct ct_query *rows = NULL;
    enum ct_status status = ct_query_new(e->work, sql, &rows, e->err);

    snprintf(file, sizeof file, "%s.texts.csv", table->name);
    char *path = ct_folder_path(&e->folder, file);
    if (status == CT_OK && path == NULL)
        status = ct_fail_memory(e->err);
    if (status == CT_OK) {
        ct_query_text(rows, 1, table->name);
        status = ct_csv_write(path, rows, CT_CSV_NONE, NULL, e->err);
    }
    ct_query_free(rows);
    free(path);
    return status;
}

enum ct_status ct_export_shape(struct ct_export *e, struct ct_export_table *table)
{
    bool any_long = false;
    enum ct_status status;

    ct_export_dbf_names(e, table);
    status = look_at_texts(e, table);
    if (status == CT_OK)
        status = look_at_numbers(e, table);
    for (size_t i = 0; i < table->column_count; i++)
        any_long |= table->columns[i].has_long;
    if (status == CT_OK)
        status = write_parts(e, table);
    return status == CT_OK && any_long ? write_texts(e, table) : status;
}

static enum ct_status drop_index(struct ct_export *e, const char *stem, const char *ending)
{
    struct ct_buffer path = {0};

    ct_buffer_printf(&path, "%s/%s%s", e->folder.target, stem, ending);
    if (path.failed)
        return ct_fail_memory(e->err);
    unlink(path.data);
    ct_buffer_free(&path);
    return CT_OK;
}

enum ct_status ct_export_drop_indexes(struct ct_export *e)
{
    static const char sql[] = "SELECT DISTINCT substr(file, 1, length(file) - 4) FROM export_field"
                              " WHERE file LIKE '%.shp'";
    static const char *const endings[] = {".qix", ".sbn", ".sbx"};
    struct ct_query *files = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(e->work, sql, &files, e->err);

    while (status == CT_OK) {
        status = ct_query_step(files, &row, e->err);
        if (status != CT_OK || !row)
            break;
        for (size_t i = 0; i < sizeof endings / sizeof *endings && status == CT_OK; i++)
            status = drop_index(e, ct_query_get_text(files, 0), endings[i]);
    }
    ct_query_free(files);
    return status;
}
