/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An output -> an Excel workbook: the sheets of layers/workbook/ in order of their names. O(rows);
 * memory does not grow with them.
 */
#include "publish/workbook.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include "publish/output.h"
#include "publish/package.h"
#include "publish/sheet.h"
#include "publish/tables.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the bench: words in one language, tables that the output lacks as empty ones ------------- */

static enum ct_status add_missing(struct ct_workbook *w)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < ct_embedded_layer_count && status == CT_OK; i++) {
        const struct ct_embedded_layer *layer = &ct_embedded_layers[i];
        struct ct_buffer sql = {0};
        bool has = true;
        status = ct_output_has(w->work, "out", layer->name, &has, w->err);
        if (status != CT_OK || has)
            continue;
        ct_buffer_printf(&sql, "CREATE TEMP TABLE \"%s\" (fid INTEGER PRIMARY KEY", layer->name);
        for (const char *at = layer->columns; *at != '\0'; at += strspn(at, ",")) {
            size_t n = strcspn(at, ",");
            ct_buffer_printf(&sql, ", \"%.*s\"", (int)n, at);
            at += n;
        }
        ct_buffer_add(&sql, ")");
        status = sql.failed ? ct_fail_memory(w->err)
                            : ct_work_script(w->work, layer->name, sql.data, w->err);
        ct_buffer_free(&sql);
    }
    return status;
}

static enum ct_status prepare(struct ct_workbook *w)
{
    char asked[96];

    snprintf(asked, sizeof asked,
             "CREATE TEMP TABLE asked (zh INTEGER); INSERT INTO asked VALUES (%d)",
             w->lang == CT_ZH);
    enum ct_status status = ct_work_script(w->work, "asked", asked, w->err);
    if (status == CT_OK)
        status = add_missing(w);
    return status == CT_OK ? ct_tables_query(w->work, "queries/workbook/", w->err) : status;
}

/* The run's own title, else "". The caller frees it. */
static enum ct_status read_title(struct ct_workbook *w, char **out)
{
    struct ct_query *query = NULL;
    bool row = false;
    enum ct_status status =
        ct_query_new(w->work, "SELECT value FROM run WHERE key = 'title'", &query, w->err);

    if (status == CT_OK)
        status = ct_query_step(query, &row, w->err);
    const char *title = row ? ct_query_get_text(query, 0) : NULL;
    *out = ct_text_copy(title != NULL ? title : "");
    ct_query_free(query);
    return status == CT_OK && *out == NULL ? ct_fail_memory(w->err) : status;
}

/* --- sheets ----------------------------------------------------------------------------------- */

/* Notes the columns of a sheet, for the sheet that explains them. */
static enum ct_status note_columns(struct ct_workbook *w, const struct ct_sheet_script *script)
{
    struct ct_query *row = NULL;
    enum ct_status status =
        ct_query_new(w->work, "INSERT INTO book_column VALUES (?, ?, ?, ?, ?, ?, ?)", &row, w->err);

    for (size_t i = 0; i < script->count && status == CT_OK; i++) {
        const struct ct_sheet_column *column = &script->columns[i];
        ct_query_text(row, 1, script->title[w->lang]);
        ct_query_text(row, 2, column->title[w->lang]);
        ct_query_text(row, 3, column->unit);
        ct_query_text(row, 4, column->name);
        ct_query_text(row, 5, column->total);
        ct_query_integer(row, 6, column->used);
        ct_query_text(row, 7, script->table);
        status = ct_query_run(row, w->err);
    }
    ct_query_free(row);
    return status;
}

static enum ct_status write_sheets(struct ct_workbook *w)
{
    struct ct_sheet_script script;
    enum ct_status status = CT_OK;
    bool any = false;

    for (size_t i = 0; status == CT_OK && ct_sheet_script(i, w->lang, &script); i++) {
        status = ct_sheet_use(w, &script, &any);
        if (status == CT_OK && any)
            status = note_columns(w, &script);
        if (status == CT_OK)
            status = ct_progress(w->run, "publish", 0.5, w->err);
        ct_sheet_keep_used(&script);
        if (status == CT_OK && any)
            status = ct_sheet_write(w, &script);
    }
    return status;
}

static enum ct_status write_book(struct ct_workbook *w, const struct ct_package *package)
{
    enum ct_status status = ct_book_new(package->file, package->folder, w->title, &w->book, w->err);

    if (status != CT_OK)
        return status;
    status = write_sheets(w);
    if (status == CT_OK)
        return ct_book_close(w->book, w->err);
    ct_book_discard(w->book);
    return status;
}

static enum ct_status write_package(struct ct_workbook *w, const char *path, bool overwrite)
{
    struct ct_package package = {0};
    enum ct_status status = ct_package_begin(&package, path, w->err);

    if (status == CT_OK)
        status = write_book(w, &package);
    if (status == CT_OK)
        status = ct_package_finish(&package, overwrite, w->err);
    ct_package_discard(&package);
    return status;
}

/* --- the workbook ----------------------------------------------------------------------------- */

enum ct_status ct_workbook_write(const char *output, const char *path,
                                 const struct ct_workbook_limits *limits, enum ct_language lang,
                                 const struct ct_run *run, struct ct_error *err)
{
    struct ct_input_file input = {.path = (char *)output};
    struct ct_workbook w = {.lang = lang,
                            .rows = limits->rows,
                            .characters = limits->characters,
                            .run = run,
                            .err = err};
    char *title = NULL;
    bool overwrite = run != NULL && run->overwrite;
    enum ct_status status = ct_package_allowed(path, &input, 1, overwrite, err);

    if (status == CT_OK)
        status = ct_output_open(output, &w.work, err);
    if (status == CT_OK)
        status = prepare(&w);
    if (status == CT_OK)
        status = read_title(&w, &title);
    w.title = title;
    if (status == CT_OK)
        status = write_package(&w, path, overwrite);
    free(title);
    ct_work_close(w.work);
    return status;
}

enum ct_status ct_write_workbook(const char *output, const char *path, enum ct_language lang,
                                 const struct ct_run *run, struct ct_error *err)
{
    static const struct ct_workbook_limits limits = {CT_BOOK_ROWS, CT_BOOK_CHARACTERS};

    return ct_workbook_write(output, path, &limits, lang, run, err);
}
