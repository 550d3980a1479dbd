/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the descriptions of sheets and makes their queries. O(size).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/sheet.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *value_of(const char *cell)
{
    return strcmp(cell, "-") == 0 ? "" : cell;
}

/* --- columns ---------------------------------------------------------------------------------- */

static enum ct_book_format format_named(const char *name)
{
    static const char *const names[CT_BOOK_FORMATS] = {
        [CT_BOOK_TEXT] = "text", [CT_BOOK_LONG] = "long",       [CT_BOOK_INTEGER] = "integer",
        [CT_BOOK_AREA] = "area", [CT_BOOK_PERCENT] = "percent", [CT_BOOK_NUMBER] = "number"};

    for (int i = 0; i < CT_BOOK_FORMATS; i++)
        if (strcmp(names[i], name) == 0)
            return (enum ct_book_format)i;
    return CT_BOOK_TEXT; /* words */
}

static void take_column(const struct ct_script_column *from, struct ct_sheet_column *column)
{
    *column = (struct ct_sheet_column){0};
    memcpy(column->name, from->name, sizeof column->name);
    memcpy(column->title, from->title, sizeof column->title);
    snprintf(column->unit, sizeof column->unit, "%s", value_of(from->unit));
}

/* What stands behind the unit: "format | total". */
static void take_format(const char *rest, struct ct_sheet_column *column)
{
    char cells[192], *total = cells;

    snprintf(cells, sizeof cells, "%.*s", (int)strcspn(rest, "\n"), rest);
    const char *format = strsep(&total, "|");
    snprintf(column->total, sizeof column->total, "%s",
             total != NULL ? total + strspn(total, " ") : "");
    cells[strcspn(cells, " ")] = '\0';
    column->format = format_named(format);
    if (strncmp(format, "word", 4) == 0)
        snprintf(column->words, sizeof column->words, "%.60s",
                 format[4] == ':' ? format + 5 : column->name);
}

static void own_columns(const char *text, struct ct_sheet_script *out)
{
    struct ct_script_column column;

    for (const char *at = text; out->count < CT_SHEET_COLUMNS && ct_script_column(&at, &column);) {
        take_column(&column, &out->columns[out->count]);
        take_format(at, &out->columns[out->count++]);
    }
}

static bool ends_with(const char *name, const char *end)
{
    size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

/* Of a table as it is, a column's format follows from its name and type. */
static enum ct_book_format guess_format(const struct ct_script_column *from)
{
    if (strcmp(from->type, "text") == 0)
        return strncmp(from->name, "text_", 5) == 0 || strncmp(from->name, "reason_", 7) == 0 ||
                       strncmp(from->name, "quote_", 6) == 0
                   ? CT_BOOK_LONG
                   : CT_BOOK_TEXT;
    if (strcmp(from->type, "integer") == 0)
        return CT_BOOK_INTEGER;
    return strstr(from->name, "share") != NULL || strcmp(from->name, "rate") == 0 ||
                   strcmp(from->name, "growth") == 0
               ? CT_BOOK_PERCENT
               : CT_BOOK_AREA;
}

/* The columns of layers/NAME.sql in one language; texts that are codes become words. */
static void table_columns(const char *table, enum ct_language lang, struct ct_sheet_script *out)
{
    char path[96];
    struct ct_script_column column;

    snprintf(path, sizeof path, "layers/%s.sql", table);
    const struct ct_embedded *file = ct_embedded_find(path);
    for (const char *at = file != NULL ? file->text : "";
         out->count < CT_SHEET_COLUMNS && ct_script_column(&at, &column);) {
        if (ends_with(column.name, lang == CT_ZH ? "_en" : "_zh"))
            continue;
        struct ct_sheet_column *to = &out->columns[out->count++];
        take_column(&column, to);
        to->format = guess_format(&column);
        if (to->format == CT_BOOK_TEXT)
            snprintf(to->words, sizeof to->words, "%s", column.name);
    }
}

/* --- scripts ---------------------------------------------------------------------------------- */

static void read_groups(const char *text, struct ct_sheet_script *out)
{
    char line[192], *rest = line;

    ct_script_value(text, "group", line, sizeof line);
    for (char *word; out->group_count < CT_SHEET_GROUPS && (word = strsep(&rest, " ")) != NULL;)
        if (*word != '\0')
            snprintf(out->groups[out->group_count++], sizeof out->groups[0], "%.60s", word);
}

bool ct_sheet_script(size_t i, enum ct_language lang, struct ct_sheet_script *out)
{
    const struct ct_embedded *file = ct_script_file("layers/workbook/", ".sql", i);
    char frozen[8];
    long long count = 0;

    if (file == NULL)
        return false;
    *out = (struct ct_sheet_script){0};
    ct_script_value(file->text, "title_en", out->title[CT_EN], sizeof out->title[CT_EN]);
    ct_script_value(file->text, "title_zh", out->title[CT_ZH], sizeof out->title[CT_ZH]);
    ct_script_value(file->text, "level", out->level, sizeof out->level);
    ct_script_value(file->text, "label", out->label, sizeof out->label);
    if (ct_script_value(file->text, "frozen", frozen, sizeof frozen) &&
        ct_text_integer(frozen, &count))
        out->frozen = (uint16_t)count;
    read_groups(file->text, out);
    if (ct_script_value(file->text, "table", out->table, sizeof out->table)) {
        table_columns(out->table, lang, out);
    } else {
        out->sql = file->text;
        own_columns(file->text, out);
    }
    return true;
}

int ct_sheet_find(const struct ct_sheet_script *script, const char *name)
{
    for (size_t i = 0; i < script->count; i++)
        if (strcmp(script->columns[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* --- queries ---------------------------------------------------------------------------------- */

/* "(SELECT ...)" without the final semicolon, so that it can stand in another one. */
static void add_source(struct ct_buffer *sql, const struct ct_sheet_script *script)
{
    if (script->sql == NULL) {
        ct_buffer_printf(sql, " FROM \"%s\"", script->table);
        return;
    }
    size_t n = strlen(script->sql);
    while (n > 0 && (script->sql[n - 1] == '\n' || script->sql[n - 1] == ';'))
        n--;
    ct_buffer_add(sql, " FROM (");
    ct_buffer_add_n(sql, script->sql, n);
    ct_buffer_add(sql, ")");
}

static enum ct_status new_query(struct ct_workbook *w, struct ct_buffer *sql, struct ct_query **out)
{
    enum ct_status status =
        sql->failed ? ct_fail_memory(w->err) : ct_query_new(w->work, sql->data, out, w->err);
    ct_buffer_free(sql);
    return status;
}

enum ct_status ct_sheet_use(struct ct_workbook *workbook, struct ct_sheet_script *script, bool *any)
{
    struct ct_buffer sql = {0};
    struct ct_query *query = NULL;

    *any = false;
    if (script->count == 0)
        return CT_OK;
    ct_buffer_add(&sql, "SELECT ");
    for (size_t i = 0; i < script->count; i++)
        ct_buffer_printf(&sql, "%scount(\"%s\")", i > 0 ? ", " : "", script->columns[i].name);
    add_source(&sql, script);
    enum ct_status status = new_query(workbook, &sql, &query);
    if (status == CT_OK)
        status = ct_query_step(query, any, workbook->err);
    *any = false;
    for (size_t i = 0; status == CT_OK && i < script->count; i++) {
        script->columns[i].used = ct_query_get_integer(query, (int)i) > 0;
        *any |= script->columns[i].used;
    }
    ct_query_free(query);
    return status;
}

void ct_sheet_keep_used(struct ct_sheet_script *script)
{
    size_t kept = 0;
    uint16_t frozen = 0;

    for (size_t i = 0; i < script->count; i++) {
        if (!script->columns[i].used)
            continue;
        frozen = (uint16_t)(frozen + (i < script->frozen));
        script->columns[kept++] = script->columns[i];
    }
    script->count = kept;
    script->frozen = frozen;
}

enum ct_status ct_sheet_query(struct ct_workbook *workbook, const struct ct_sheet_script *script,
                              struct ct_query **out)
{
    struct ct_buffer sql = {0};

    ct_buffer_add(&sql, "SELECT ");
    for (size_t i = 0; i < script->count; i++) {
        const struct ct_sheet_column *column = &script->columns[i];
        ct_buffer_add(&sql, i > 0 ? ", " : "");
        if (column->words[0] != '\0')
            ct_buffer_printf(&sql,
                             "coalesce((SELECT said_text FROM said WHERE said_kind = '%s'"
                             " AND said_code = \"%s\"), \"%s\") AS \"%s\"",
                             column->words, column->name, column->name, column->name);
        else
            ct_buffer_printf(&sql, "\"%s\"", column->name);
    }
    add_source(&sql, script);
    if (script->sql == NULL)
        ct_buffer_add(&sql, " ORDER BY fid");
    return new_query(workbook, &sql, out);
}
