/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The heads of layers and styles become rows of map_node, queries/project/ makes the rest of what
 * layers/project.qgs is filled from. QGIS keeps a project as the hexadecimal text of a zip that
 * holds the XML, in a table that is in no list of the GeoPackage (as QGIS itself writes it).
 * O(rows).
 *
 * Source: QGIS 3.22, qgsgeopackageprojectstorage.cpp (the table), qgsproject.cpp (the XML).
 */
#include "publish/project.h"
#include "base/fail.h"
#include "base/text.h"
#include "gis/zip.h"
#include "publish/output.h"
#include "publish/style.h"
#include "publish/tables.h"
#include "publish/template.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = "queries/project/";

/* --- the tree ------------------------------------------------------------------------------- */

enum head { GROUP, ORDER, DRAW, SHOWN, THEME, ALSO, NEEDS, MAP_ZH, MAP_EN, HEADS };

/* What the head says, else what follows from the layer. */
static void read_head(const struct ct_layer_script *layer, const struct ct_style *style,
                      char heads[HEADS][128])
{
    static const char *const keys[HEADS] = {"group", "order", "draw",   "shown", "theme",
                                            "also",  "needs", "map_zh", "map_en"};
    bool table = layer->geometry[0] == '\0';

    for (int i = 0; i < HEADS; i++)
        ct_script_value(style->head, keys[i], heads[i], sizeof heads[i]);
    if (heads[GROUP][0] == '\0' && table)
        snprintf(heads[GROUP], sizeof heads[GROUP], "99");
    if (heads[DRAW][0] == '\0')
        snprintf(heads[DRAW], sizeof heads[DRAW], "%s", table ? "900" : "500");
    if (heads[MAP_ZH][0] == '\0')
        snprintf(heads[MAP_ZH], sizeof heads[MAP_ZH], "%.63s%.63s", layer->title[CT_ZH],
                 style->is_default ? "" : style->title[CT_ZH]);
    if (heads[MAP_EN][0] == '\0')
        snprintf(heads[MAP_EN], sizeof heads[MAP_EN], "%.60s%s%.60s", layer->title[CT_EN],
                 style->is_default ? "" : ": ", style->is_default ? "" : style->title[CT_EN]);
}

/* Has the layer a row that fulfils the condition ("": any row)? */
static enum ct_status has_rows(struct ct_work *work, const char *layer, const char *needs,
                               bool *has, struct ct_error *err)
{
    struct ct_buffer sql = {0};
    struct ct_query *query = NULL;

    ct_buffer_printf(&sql, "SELECT 1 FROM out.\"%s\" WHERE %s LIMIT 1", layer,
                     *needs != '\0' ? needs : "1");
    enum ct_status status =
        sql.failed ? ct_fail_memory(err) : ct_query_new(work, sql.data, &query, err);
    if (status == CT_OK)
        status = ct_query_step(query, has, err);
    ct_query_free(query);
    ct_buffer_free(&sql);
    return status;
}

/* QGIS makes up a name of its own for one of ten characters or less, or with a full stop. */
static void node_name(const struct ct_style *style, char *out, size_t size)
{
    snprintf(out, size, "catchment_%s", style->id);
    for (char *c = out; *c != '\0'; c++)
        *c = *c == '.' ? '_' : *c;
}

static enum ct_status add_node(struct ct_work *work, struct ct_query *row,
                               const struct ct_layer_script *layer, const struct ct_style *style,
                               struct ct_error *err)
{
    char heads[HEADS][128], node[128];
    bool has = false;

    read_head(layer, style, heads);
    if (heads[GROUP][0] == '\0')
        return CT_OK;
    enum ct_status status = has_rows(work, layer->name, heads[NEEDS], &has, err);
    if (status != CT_OK || !has)
        return status;
    node_name(style, node, sizeof node);
    ct_query_text(row, 1, node);
    ct_query_text(row, 2, layer->name);
    ct_query_text(row, 3, style->id);
    ct_query_text(row, 4, heads[GROUP]);
    ct_query_integer(row, 5, strtol(heads[ORDER], NULL, 10));
    ct_query_integer(row, 6, strtol(heads[DRAW], NULL, 10));
    ct_query_integer(row, 7, strcmp(heads[SHOWN], "yes") == 0);
    ct_query_text(row, 8, heads[THEME]);
    ct_query_text(row, 9, heads[ALSO]);
    ct_query_text(row, 10, heads[MAP_ZH]);
    ct_query_text(row, 11, heads[MAP_EN]);
    return ct_query_run(row, err);
}

static enum ct_status add_nodes(struct ct_work *work, const char *purpose, struct ct_error *err)
{
    struct ct_layer_script layer;
    struct ct_style style;
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(
        work, "INSERT INTO map_node VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)", &row, err);

    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose, &i, &layer);)
        for (size_t k = 0; status == CT_OK && ct_style_of(&layer, k, &style); k++)
            status = add_node(work, row, &layer, &style, err);
    ct_query_free(row);
    return status;
}

/* The queries but the first; one whose head needs a table only where the output has it. */
static enum ct_status run_queries(struct ct_work *work, struct ct_error *err)
{
    const struct ct_embedded *file;
    char table[64];
    enum ct_status status = CT_OK;

    for (size_t i = 1; status == CT_OK && (file = ct_script_file(folder, ".sql", i)) != NULL; i++) {
        bool has = true;
        if (ct_script_value(file->text, "needs", table, sizeof table))
            status = ct_output_has(work, "out", table, &has, err);
        if (status == CT_OK && has)
            status = ct_work_script(work, file->path, file->text, err);
    }
    return status;
}

static enum ct_status add_file_name(struct ct_work *work, const char *path, struct ct_error *err)
{
    const char *slash = strrchr(path, '/');
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(work, "INSERT INTO map_file VALUES (?)", &row, err);

    if (status == CT_OK) {
        ct_query_text(row, 1, slash != NULL ? slash + 1 : path);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    return status;
}

/* --- the table ------------------------------------------------------------------------------ */

static enum ct_status insert(struct ct_work *work, const char *name, const struct ct_buffer *zip,
                             struct ct_error *err)
{
    static const char sql[] =
        "INSERT INTO out.qgis_projects VALUES (?, '{\"last_modified_time\": "
        "\"2000-01-01T00:00:00\", \"last_modified_user\": \"catchment\" }', lower(hex(?)))";
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(work, sql, &row, err);

    if (status == CT_OK) {
        ct_query_text(row, 1, name);
        ct_query_blob(row, 2, zip->data, zip->size);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    return status;
}

static enum ct_status write_one(struct ct_work *work, const char *name, enum ct_language lang,
                                struct ct_error *err)
{
    const struct ct_embedded *file = ct_embedded_find("layers/project.qgs");
    struct ct_buffer xml = {0}, zip = {0};
    char entry[64];

    snprintf(entry, sizeof entry, "%s.qgs", name);
    enum ct_status status = file != NULL
                                ? ct_template_fill(work, "project", lang, file->text, &xml, err)
                                : ct_fail(err, CT_INTERNAL, "E0910", "name", name, "reason",
                                          "layers/project.qgs", NULL);
    if (status == CT_OK)
        status = ct_zip_pack(entry, xml.data, xml.size, &zip, err);
    if (status == CT_OK)
        status = insert(work, name, &zip, err);
    ct_buffer_free(&xml);
    ct_buffer_free(&zip);
    return status;
}

enum ct_status ct_project_write(struct ct_work *work, const char *purpose, const char *path,
                                struct ct_error *err)
{
    static const char table[] = "CREATE TABLE out.qgis_projects"
                                "(name TEXT PRIMARY KEY, metadata BLOB, content BLOB);"
                                "INSERT INTO out.gpkg_extensions VALUES ('qgis_projects', NULL,"
                                " 'qgis_projects', 'https://docs.qgis.org/latest/en/docs/"
                                "user_manual/introduction/project_files.html', 'read-write')";
    enum ct_status status = ct_tables_facts(work, folder, err);

    if (status == CT_OK)
        status = add_file_name(work, path, err);
    if (status == CT_OK)
        status = add_nodes(work, purpose, err);
    if (status == CT_OK)
        status = run_queries(work, err);
    if (status == CT_OK)
        status = ct_work_script(work, "qgis_projects", table, err);
    if (status == CT_OK)
        status = write_one(work, "catchment", CT_ZH, err);
    return status == CT_OK ? write_one(work, "catchment_en", CT_EN, err) : status;
}
