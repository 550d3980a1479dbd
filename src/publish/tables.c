/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attribute tables are plain SQL from the bench into the attached file: a driver between them would
 * cost ten times as much. The bench notes the rows of each layer in `layer`, so that the finished
 * file can be checked against it. O(rows).
 *
 * Source: OGC 12-128r17, clauses 1.1.3, 2.4 (attributes), annex F.9 (schema extension); QGIS
 * qgsogrprovider.cpp for the columns of layer_styles.
 */
#include "publish/tables.h"
#include "base/fail.h"
#include "base/text.h"
#include "publish/project.h"
#include "publish/script.h"
#include "publish/style.h"
#include <stdio.h>
#include <string.h>

static const char facts_file[] = "00_facts.sql";

const struct ct_purpose ct_for_audit = {"audit", {"queries/facts/", "queries/verdicts/"}};
const struct ct_purpose ct_for_review = {
    "review", {"queries/facts/", "queries/verdicts/", "queries/review/"}};
const struct ct_purpose ct_for_site = {"site",
                                       {"queries/facts/", "queries/verdicts/", "queries/site/"}};
const struct ct_purpose ct_for_compare = {"compare", {"queries/compare/"}};

static enum ct_status run_files(struct ct_work *work, const char *folder, bool facts,
                                struct ct_error *err)
{
    const struct ct_embedded *file;
    enum ct_status status = CT_OK;

    for (size_t i = 0; (file = ct_script_file(folder, ".sql", i)) != NULL; i++)
        if (status == CT_OK && (strcmp(file->path + strlen(folder), facts_file) == 0) == facts)
            status = ct_work_script(work, file->path, file->text, err);
    return status;
}

enum ct_status ct_tables_facts(struct ct_work *work, const char *folder, struct ct_error *err)
{
    return run_files(work, folder, true, err);
}

enum ct_status ct_tables_query(struct ct_work *work, const char *folder, struct ct_error *err)
{
    return run_files(work, folder, false, err);
}

static enum ct_status describe_columns(struct ct_query *row, const struct ct_layer_script *layer,
                                       struct ct_error *err)
{
    static const char *const types[] = {"text", "integer", "real"};
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < layer->column_count && status == CT_OK; i++) {
        const struct ct_column *column = &layer->columns[i];
        ct_query_text(row, 1, layer->name);
        ct_query_integer(row, 2, (int64_t)i);
        ct_query_text(row, 3, column->name);
        ct_query_text(row, 4, column->title[CT_ZH]);
        ct_query_text(row, 5, column->title[CT_EN]);
        ct_query_text(row, 6, *column->unit != '\0' ? column->unit : NULL);
        ct_query_text(row, 7, types[column->type]);
        status = ct_query_run(row, err);
    }
    return status;
}

static enum ct_status describe_query(struct ct_query *row, const char *name, const char *text,
                                     struct ct_error *err)
{
    char title[2][128];

    ct_script_value(text, "title_zh", title[CT_ZH], sizeof title[CT_ZH]);
    ct_script_value(text, "title_en", title[CT_EN], sizeof title[CT_EN]);
    ct_query_text(row, 1, name);
    ct_query_text(row, 2, text);
    ct_query_text(row, 3, title[CT_ZH]);
    ct_query_text(row, 4, title[CT_EN]);
    return ct_query_run(row, err);
}

static enum ct_status describe_layer(struct ct_query *row, const struct ct_layer_script *layer,
                                     struct ct_error *err)
{
    char path[80];

    snprintf(path, sizeof path, "layers/%s.sql", layer->name);
    return describe_query(row, path, layer->sql, err);
}

/* First the arithmetic by its own names, then the layers by the names of their files. */
static enum ct_status describe_queries(struct ct_work *work, const struct ct_purpose *purpose,
                                       struct ct_error *err)
{
    const struct ct_embedded *file;
    struct ct_layer_script layer;
    char name[128];
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(work, "INSERT INTO query VALUES (?, ?, ?, ?)", &row, err);

    for (const char *const *folder = purpose->folders; *folder != NULL; folder++)
        for (size_t i = 0; status == CT_OK && (file = ct_script_file(*folder, ".sql", i)); i++)
            status = describe_query(
                row, ct_script_value(file->text, "name", name, sizeof name) ? name : file->path,
                file->text, err);
    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose->name, &i, &layer);)
        status = describe_layer(row, &layer, err);
    ct_query_free(row);
    return status;
}

enum ct_status ct_tables_describe(struct ct_work *work, const struct ct_purpose *purpose,
                                  struct ct_error *err)
{
    static const char tables[] =
        "CREATE TABLE query (name TEXT, sql TEXT, title_zh TEXT, title_en TEXT);"
        "CREATE TABLE layer (name TEXT, geometry TEXT, rows INTEGER);"
        "CREATE TABLE layer_column (layer TEXT, position INTEGER, name TEXT, title_zh TEXT,"
        " title_en TEXT, unit TEXT, type TEXT);"
        "CREATE TABLE layer_style (layer TEXT, id TEXT, lang TEXT, name TEXT, qml TEXT,"
        " is_default INTEGER);";
    struct ct_layer_script layer;
    struct ct_query *row = NULL;
    enum ct_status status = ct_work_script(work, "layers", tables, err);

    if (status == CT_OK)
        status =
            ct_query_new(work, "INSERT INTO layer_column VALUES (?, ?, ?, ?, ?, ?, ?)", &row, err);
    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose->name, &i, &layer);)
        status = describe_columns(row, &layer, err);
    ct_query_free(row);
    if (status == CT_OK)
        status = describe_queries(work, purpose, err);
    if (status == CT_OK)
        status = ct_tables_query(work, "queries/words/", err);
    return status == CT_OK ? ct_style_all(work, purpose->name, err) : status;
}

/* Notes that a layer was written; geometry "" for a table. */
static enum ct_status note_layer(struct ct_work *work, const char *name, const char *geometry,
                                 size_t rows, struct ct_error *err)
{
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(work, "INSERT INTO layer VALUES (?, ?, ?)", &row, err);

    if (status == CT_OK) {
        ct_query_text(row, 1, name);
        ct_query_text(row, 2, geometry);
        ct_query_integer(row, 3, (int64_t)rows);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    return status;
}

static enum ct_status write_features(struct ct_work *work, struct ct_gpkg *gpkg,
                                     const struct ct_layer_script *layer, struct ct_error *err)
{
    const struct ct_gpkg_layer plan = {
        .name = layer->name,
        .identifier = layer->title[CT_ZH],
        .description = layer->title[CT_EN],
        .geometry = layer->geometry,
        .columns = layer->columns,
        .column_count = layer->column_count,
    };
    struct ct_query *rows = NULL;
    size_t count = 0;
    enum ct_status status = ct_query_new(work, layer->sql, &rows, err);

    if (status == CT_OK)
        status = ct_gpkg_write(gpkg, &plan, rows, &count, err);
    ct_query_free(rows);
    return status == CT_OK ? note_layer(work, layer->name, layer->geometry, count, err) : status;
}

enum ct_status ct_tables_features(struct ct_work *work, const struct ct_purpose *purpose,
                                  const char *path, const char *crs, struct ct_error *err)
{
    struct ct_layer_script layer;
    struct ct_gpkg *gpkg = NULL;
    enum ct_status status = ct_gpkg_create(path, crs, &gpkg, err);

    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose->name, &i, &layer);)
        if (strcmp(layer.kind, "features") == 0)
            status = write_features(work, gpkg, &layer, err);
    if (status == CT_OK)
        return ct_gpkg_close(gpkg, err);
    ct_gpkg_abandon(gpkg);
    return status;
}

static void add_names(struct ct_buffer *sql, const struct ct_layer_script *layer, bool types)
{
    static const char *const type_names[] = {" TEXT", " INTEGER", " REAL"};

    for (size_t i = 0; i < layer->column_count; i++)
        ct_buffer_printf(sql, "%s\"%s\"%s", i > 0 ? ", " : "", layer->columns[i].name,
                         types ? type_names[layer->columns[i].type] : "");
}

static enum ct_status fill_table(struct ct_work *work, const struct ct_layer_script *layer,
                                 struct ct_error *err)
{
    struct ct_buffer sql = {0};
    enum ct_status status;

    ct_buffer_printf(&sql,
                     "CREATE TABLE out.\"%s\" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ",
                     layer->name);
    add_names(&sql, layer, true);
    ct_buffer_printf(&sql, ");\nINSERT INTO out.\"%s\" (", layer->name);
    add_names(&sql, layer, false);
    ct_buffer_printf(&sql, ")\n%s\n", layer->sql);
    ct_buffer_printf(&sql, "INSERT INTO layer SELECT '%s', '', count(*) FROM out.\"%s\";",
                     layer->name, layer->name);
    status = sql.failed ? ct_fail_memory(err) : ct_work_script(work, layer->name, sql.data, err);
    ct_buffer_free(&sql);
    return status;
}

static enum ct_status register_table(struct ct_query *row, const struct ct_layer_script *layer,
                                     struct ct_error *err)
{
    ct_query_text(row, 1, layer->name);
    ct_query_text(row, 2, layer->title[CT_ZH]);
    ct_query_text(row, 3, layer->title[CT_EN]);
    return ct_query_run(row, err);
}

static enum ct_status fill_tables(struct ct_work *work, const char *purpose, struct ct_error *err)
{
    static const char contents[] =
        "INSERT INTO out.gpkg_contents (table_name, data_type, identifier, description,"
        " last_change, srs_id) VALUES (?, 'attributes', ?, ?, '" CT_GPKG_TIME "', 0)";
    struct ct_layer_script layer;
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(work, contents, &row, err);

    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose, &i, &layer);) {
        if (strcmp(layer.kind, "attributes") != 0)
            continue;
        status = fill_table(work, &layer, err);
        if (status == CT_OK)
            status = register_table(row, &layer, err);
    }
    ct_query_free(row);
    return status;
}

/* Column titles by GeoPackage's schema extension, styles as QGIS reads them. */
static const char finish[] =
    "CREATE TABLE out.gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,"
    " CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT gdc_tn UNIQUE (table_name, name));"
    "CREATE TABLE out.gpkg_data_column_constraints (constraint_name TEXT NOT NULL,"
    " constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,"
    " max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,"
    " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));"
    "INSERT INTO out.gpkg_extensions (table_name, column_name, extension_name, definition, scope)"
    " VALUES ('gpkg_data_columns', NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),"
    " ('gpkg_data_column_constraints', NULL, 'gpkg_schema',"
    " 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');"
    "INSERT INTO out.gpkg_data_columns (table_name, column_name, title, description)"
    " SELECT layer, name, title_zh || coalesce(' (' || unit || ')', ''),"
    " title_en || coalesce(' (' || unit || ')', '') FROM layer_column ORDER BY rowid;"
    "CREATE TABLE out.layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),"
    " f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME);"
    "INSERT INTO out.layer_styles (f_table_catalog, f_table_schema, f_table_name,"
    " f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui,"
    " update_time)"
    " SELECT '', '', s.layer, CASE l.geometry WHEN '' THEN '' ELSE 'geom' END, s.name, s.qml, '',"
    " s.is_default, s.name, '', NULL, '" CT_GPKG_TIME "'"
    " FROM layer_style s JOIN layer l ON l.name = s.layer WHERE s.lang = 'zh' ORDER BY s.rowid;"
    "INSERT INTO out.gpkg_contents (table_name, data_type, identifier, description, last_change,"
    " srs_id) VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS', '" CT_GPKG_TIME
    "', 0);";

static enum ct_status attach(struct ct_work *work, const char *path, struct ct_error *err)
{
    struct ct_query *query = NULL;
    enum ct_status status = ct_query_new(work, "ATTACH ? AS out", &query, err);

    if (status == CT_OK) {
        ct_query_text(query, 1, path);
        status = ct_query_run(query, err);
    }
    ct_query_free(query);
    return status;
}

enum ct_status ct_tables_attributes(struct ct_work *work, const struct ct_purpose *purpose,
                                    const char *path, struct ct_error *err)
{
    static const char begin[] =
        "PRAGMA out.journal_mode = OFF; PRAGMA out.synchronous = OFF; BEGIN;";
    enum ct_status status = attach(work, path, err);

    if (status == CT_OK)
        status = ct_work_script(work, "attributes", begin, err);
    if (status == CT_OK)
        status = fill_tables(work, purpose->name, err);
    if (status == CT_OK)
        status = ct_work_script(work, "styles", finish, err);
    if (status == CT_OK)
        status = ct_project_write(work, purpose->name, path, err);
    return status == CT_OK ? ct_work_script(work, "attributes", "COMMIT; DETACH out;", err)
                           : status;
}

static enum ct_status expect(struct ct_work *work, const char *sql, const char *expected,
                             struct ct_error *err)
{
    struct ct_query *query = NULL;
    bool row = false;
    enum ct_status status = ct_query_new(work, sql, &query, err);

    if (status == CT_OK)
        status = ct_query_step(query, &row, err);
    if (status == CT_OK) {
        const char *found = row ? ct_query_get_text(query, 0) : NULL;
        if (found == NULL || strcmp(found, expected) != 0)
            status = ct_fail(err, CT_OUTPUT, "E0506", "reason", found != NULL ? found : sql, NULL);
    }
    ct_query_free(query);
    return status;
}

static enum ct_status expect_rows(struct ct_work *work, struct ct_error *err)
{
    struct ct_query *layers = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, "SELECT name, rows FROM layer", &layers, err);

    while (status == CT_OK) {
        struct ct_buffer sql = {0};
        status = ct_query_step(layers, &row, err);
        if (status != CT_OK || !row)
            break;
        ct_buffer_printf(&sql, "SELECT count(*) FROM out.\"%s\"", ct_query_get_text(layers, 0));
        status = sql.failed ? ct_fail_memory(err)
                            : expect(work, sql.data, ct_query_get_text(layers, 1), err);
        ct_buffer_free(&sql);
    }
    ct_query_free(layers);
    return status;
}

enum ct_status ct_tables_verify(struct ct_work *work, const char *path, struct ct_error *err)
{
    enum ct_status status = attach(work, path, err);

    if (status == CT_OK)
        status = expect(work, "PRAGMA out.integrity_check", "ok", err);
    if (status == CT_OK)
        status =
            expect(work, "SELECT count(*) FROM pragma_foreign_key_check(NULL, 'out')", "0", err);
    if (status == CT_OK)
        status = expect_rows(work, err);
    return status == CT_OK ? ct_work_script(work, "verify", "DETACH out", err) : status;
}
