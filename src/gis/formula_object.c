/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table `object` that formulas read: a virtual table of one row, whose cells are the caller's.
 * It stores nothing, so that the connection has nothing that could be written. Numbers are real,
 * whole ones too: 150 / 100 is 1.5. O(1) a cell.
 *
 * Source: sqlite.org/vtab.html, "eponymous-only virtual tables".
 */
#include "gis/formula_parts.h"
#include <stdlib.h>

struct table {
    sqlite3_vtab base;
    struct ct_formula_row *row;
};
struct cursor {
    sqlite3_vtab_cursor base;
    bool past;
};

static int connect(sqlite3 *db, void *row, int n, const char *const *words, sqlite3_vtab **out,
                   char **error)
{
    struct ct_formula_row *of = row;
    struct ct_buffer sql = {0};
    struct table *table = calloc(1, sizeof *table);
    (void)n, (void)words, (void)error;
    ct_buffer_add(&sql, "CREATE TABLE object(");
    for (size_t i = 0; i < of->count; i++)
        ct_buffer_printf(&sql, "%s%s", i > 0 ? "," : "", of->columns[i]);
    ct_buffer_add(&sql, ")");
    int code = table == NULL || sql.failed ? SQLITE_NOMEM : sqlite3_declare_vtab(db, sql.data);
    ct_buffer_free(&sql);
    if (code != SQLITE_OK) {
        free(table);
        return code;
    }
    table->row = of;
    *out = &table->base;
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *table)
{
    free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedRows = 1;
    info->estimatedCost = 1;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct cursor *cursor = calloc(1, sizeof *cursor);
    (void)table;
    if (cursor == NULL)
        return SQLITE_NOMEM;
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    free(cursor);
    return SQLITE_OK;
}

static int first(sqlite3_vtab_cursor *cursor, int index, const char *name, int n,
                 sqlite3_value **values)
{
    (void)index, (void)name, (void)n, (void)values;
    ((struct cursor *)cursor)->past = false;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor)
{
    ((struct cursor *)cursor)->past = true;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *cursor)
{
    return ((struct cursor *)cursor)->past;
}

static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *context, int i)
{
    const struct ct_cell *cell = &((struct table *)cursor->pVtab)->row->cells[i];
    if (cell->type == CT_VALUE_INTEGER || cell->type == CT_VALUE_NUMBER)
        sqlite3_result_double(context, cell->number); /* NAN becomes NULL */
    else if (cell->type == CT_VALUE_TEXT)
        sqlite3_result_text(context, cell->text, -1, SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
    (void)cursor;
    *id = 1;
    return SQLITE_OK;
}

int ct_formula_object(sqlite3 *db, struct ct_formula_row *row)
{
    static const sqlite3_module module = {.xConnect = connect,
                                          .xBestIndex = best_index,
                                          .xDisconnect = disconnect,
                                          .xOpen = open_cursor,
                                          .xClose = close_cursor,
                                          .xFilter = first,
                                          .xNext = next,
                                          .xEof = at_end,
                                          .xColumn = column,
                                          .xRowid = row_id};
    return sqlite3_create_module_v2(db, "object", &module, row, NULL);
}
