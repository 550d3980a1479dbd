/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The SQL bench by SQLite and SpatiaLite. A query error carries SQLite's own words and the name of
 * the script, so that a wrong file of queries/ is found at once. Values are bound, never pasted
 * into SQL. Cost: what SQLite takes; the page cache is held at 16 MB, the rest spills to a file
 * that SQLite has already unlinked.
 *
 * Source: sqlite.org/c3ref, SpatiaLite 5 spatialite.h (one cache a connection, so that no state
 * is shared).
 */
#include "gis/work.h"
#include "base/fail.h"
#include "base/text.h"
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include <spatialite.h> /* wants sqlite3.h before it */

struct ct_work {
    sqlite3 *db;
    void *spatialite; /* SpatiaLite's cache of this connection */
};

struct ct_query {
    struct ct_work *work;
    sqlite3_stmt *statement;
    int bind_status; /* the first failed bind, told by the next step */
};

static enum ct_status sql_error(struct ct_work *work, const char *name, struct ct_error *err)
{
    int code = sqlite3_errcode(work->db);
    if (code == SQLITE_NOMEM)
        return ct_fail_memory(err);
    if (code == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR)
        return ct_fail(err, CT_OUTPUT, "E0505", "reason", sqlite3_errmsg(work->db), NULL);
    return ct_fail(err, CT_INTERNAL, "E0910", "name", name, "reason", sqlite3_errmsg(work->db),
                   NULL);
}

enum ct_status ct_work_open(const char *path, struct ct_work **out, struct ct_error *err)
{
    static const char settings[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                                   "PRAGMA cache_size = -16384; PRAGMA temp_store = FILE;";
    enum ct_status status;
    struct ct_work *work = calloc(1, sizeof *work);

    *out = NULL;
    if (work == NULL)
        return ct_fail_memory(err);
    if (sqlite3_open_v2(path == NULL ? "" : path, &work->db,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                            SQLITE_OPEN_URI,
                        NULL) != SQLITE_OK) {
        status = work->db == NULL ? ct_fail_memory(err) : sql_error(work, "open", err);
        goto done;
    }
    work->spatialite = spatialite_alloc_connection();
    if (work->spatialite == NULL) {
        status = ct_fail_memory(err);
        goto done;
    }
    spatialite_init_ex(work->db, work->spatialite, 0);
    status = path == NULL ? ct_work_script(work, "settings", settings, err) : CT_OK;
done:
    if (status != CT_OK) {
        ct_work_close(work);
        return status;
    }
    *out = work;
    return CT_OK;
}

void ct_work_close(struct ct_work *work)
{
    if (work == NULL)
        return;
    sqlite3_close(work->db);
    if (work->spatialite != NULL)
        spatialite_cleanup_ex(work->spatialite);
    free(work);
}

/* "file:..." with what has a meaning in a URI written as %XX. */
static void add_uri(struct ct_buffer *uri, const char *path)
{
    ct_buffer_add(uri, "file:");
    for (; *path != '\0'; path++)
        if (strchr("?#%", *path) != NULL)
            ct_buffer_printf(uri, "%%%02X", (unsigned)(unsigned char)*path);
        else
            ct_buffer_add_n(uri, path, 1);
    ct_buffer_add(uri, "?mode=ro");
}

enum ct_status ct_work_attach(struct ct_work *work, const char *path, const char *name,
                              struct ct_error *err)
{
    struct ct_query *query = NULL;
    struct ct_buffer uri = {0};

    add_uri(&uri, path);
    enum ct_status status =
        uri.failed ? ct_fail_memory(err) : ct_query_new(work, "ATTACH ? AS ?", &query, err);
    if (status == CT_OK) {
        ct_query_text(query, 1, uri.data);
        ct_query_text(query, 2, name);
        if (sqlite3_step(query->statement) != SQLITE_DONE)
            status = ct_fail(err, CT_INPUT, "E0301", "file", path, "reason",
                             sqlite3_errmsg(work->db), NULL);
    }
    ct_query_free(query);
    ct_buffer_free(&uri);
    return status;
}

enum ct_status ct_work_script(struct ct_work *work, const char *name, const char *sql,
                              struct ct_error *err)
{
    return sqlite3_exec(work->db, sql, NULL, NULL, NULL) == SQLITE_OK ? CT_OK
                                                                      : sql_error(work, name, err);
}

enum ct_status ct_query_new(struct ct_work *work, const char *sql, struct ct_query **out,
                            struct ct_error *err)
{
    struct ct_query *query = calloc(1, sizeof *query);

    *out = NULL;
    if (query == NULL)
        return ct_fail_memory(err);
    query->work = work;
    if (sqlite3_prepare_v2(work->db, sql, -1, &query->statement, NULL) != SQLITE_OK) {
        free(query);
        return sql_error(work, sql, err);
    }
    *out = query;
    return CT_OK;
}

void ct_query_free(struct ct_query *query)
{
    if (query == NULL)
        return;
    sqlite3_finalize(query->statement);
    free(query);
}

static void bound(struct ct_query *query, int status)
{
    if (query->bind_status == SQLITE_OK)
        query->bind_status = status;
}

void ct_query_text(struct ct_query *query, int i, const char *value)
{
    bound(query, sqlite3_bind_text(query->statement, i, value, -1, SQLITE_TRANSIENT));
}

void ct_query_number(struct ct_query *query, int i, double value)
{
    bound(query, sqlite3_bind_double(query->statement, i, value)); /* NAN becomes NULL */
}

void ct_query_integer(struct ct_query *query, int i, int64_t value)
{
    bound(query, sqlite3_bind_int64(query->statement, i, value));
}

void ct_query_blob(struct ct_query *query, int i, const void *data, size_t size)
{
    bound(query, sqlite3_bind_blob64(query->statement, i, data, size, SQLITE_TRANSIENT));
}

void ct_query_null(struct ct_query *query, int i)
{
    bound(query, sqlite3_bind_null(query->statement, i));
}

void ct_query_named_text(struct ct_query *query, const char *name, const char *value)
{
    int i = sqlite3_bind_parameter_index(query->statement, name);
    if (i > 0)
        ct_query_text(query, i, value);
}

static enum ct_status query_error(struct ct_query *query, struct ct_error *err)
{
    enum ct_status status = sql_error(query->work, sqlite3_sql(query->statement), err);
    sqlite3_reset(query->statement);
    query->bind_status = SQLITE_OK;
    return status;
}

enum ct_status ct_query_step(struct ct_query *query, bool *row, struct ct_error *err)
{
    int code =
        query->bind_status == SQLITE_OK ? sqlite3_step(query->statement) : query->bind_status;

    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? CT_OK : query_error(query, err);
}

enum ct_status ct_query_run(struct ct_query *query, struct ct_error *err)
{
    bool row = true;
    enum ct_status status = CT_OK;

    while (row && status == CT_OK)
        status = ct_query_step(query, &row, err);
    if (status == CT_OK)
        sqlite3_reset(query->statement);
    return status;
}

void ct_query_reset(struct ct_query *query)
{
    sqlite3_reset(query->statement);
}

int ct_query_columns(const struct ct_query *query)
{
    return sqlite3_column_count(query->statement);
}

const char *ct_query_column_name(const struct ct_query *query, int i)
{
    return sqlite3_column_name(query->statement, i);
}

enum ct_value ct_query_type(const struct ct_query *query, int i)
{
    switch (sqlite3_column_type(query->statement, i)) {
    case SQLITE_INTEGER:
        return CT_VALUE_INTEGER;
    case SQLITE_FLOAT:
        return CT_VALUE_NUMBER;
    case SQLITE_TEXT:
        return CT_VALUE_TEXT;
    case SQLITE_BLOB:
        return CT_VALUE_BLOB;
    default:
        return CT_VALUE_NULL;
    }
}

const char *ct_query_get_text(const struct ct_query *query, int i)
{
    return (const char *)sqlite3_column_text(query->statement, i);
}

double ct_query_get_number(const struct ct_query *query, int i)
{
    return sqlite3_column_type(query->statement, i) == SQLITE_NULL
               ? (double)NAN
               : sqlite3_column_double(query->statement, i);
}

int64_t ct_query_get_integer(const struct ct_query *query, int i)
{
    return sqlite3_column_int64(query->statement, i);
}

const void *ct_query_get_blob(const struct ct_query *query, int i, size_t *size)
{
    const void *data = sqlite3_column_blob(query->statement, i);
    *size = (size_t)sqlite3_column_bytes(query->statement, i);
    return data;
}
