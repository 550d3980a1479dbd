/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See output.h. An output is told by the tables `run` and `query`, which every one has. O(1).
 */
#include "publish/output.h"
#include "base/fail.h"
#include "base/text.h"

enum ct_status ct_output_has(struct ct_work *work, const char *name, const char *table, bool *has,
                             struct ct_error *err)
{
    struct ct_buffer sql = {0};
    struct ct_query *query = NULL;

    *has = false;
    ct_buffer_printf(&sql, "SELECT 1 FROM %s.sqlite_master WHERE name = ?", name);
    enum ct_status status =
        sql.failed ? ct_fail_memory(err) : ct_query_new(work, sql.data, &query, err);
    if (status == CT_OK) {
        ct_query_text(query, 1, table);
        status = ct_query_step(query, has, err);
    }
    ct_query_free(query);
    ct_buffer_free(&sql);
    return status;
}

enum ct_status ct_output_attach(struct ct_work *work, const char *path, const char *name,
                                struct ct_error *err)
{
    static const char *const tables[] = {"gpkg_contents", "run", "query"};
    bool has = true;
    enum ct_status status = ct_work_attach(work, path, name, err);

    for (int i = 0; status == CT_OK && has && i < 3; i++)
        if (ct_output_has(work, name, tables[i], &has, err) != CT_OK)
            has = false; /* no database at all */
    if (status == CT_OK && !has)
        status = ct_fail(err, CT_INPUT, "E0690", "file", path, NULL);
    return status;
}

enum ct_status ct_output_open(const char *path, struct ct_work **out, struct ct_error *err)
{
    enum ct_status status = ct_work_open(NULL, out, err);

    if (status == CT_OK)
        status = ct_output_attach(*out, path, "out", err);
    if (status == CT_OK)
        return CT_OK;
    ct_work_close(*out);
    *out = NULL;
    return status;
}
