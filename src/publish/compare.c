/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The two outputs are attached to a bench, read only; queries/compare/ does the rest. O(rows log
 * rows).
 */
#include "catchment/compare.h"
#include "base/fail.h"
#include "base/progress.h"
#include "base/text.h"
#include "load/codes.h"
#include "load/hash.h"
#include "publish/output.h"
#include "publish/package.h"
#include "publish/result.h"
#include "publish/tables.h"
#include <stdlib.h>
#include <string.h>

struct comparison {
    struct ct_work *work;
    const char *side[2], *codes; /* files; codes may be NULL */
    char *crs;                   /* of the newer one */
    struct ct_error *err;
};

static const char *const sides[] = {"old", "new"};

/* old_verdict is old.verdict, or empty where an output has none. */
static enum ct_status make_verdicts(struct comparison *c, const char *side, bool has)
{
    struct ct_buffer sql = {0};

    ct_buffer_printf(
        &sql,
        has ? "CREATE TEMP VIEW %s_verdict AS SELECT * FROM %s.verdict"
            : "CREATE TEMP TABLE %s_verdict (standard, clause, level, unit_id, value, limit_value,"
              " result)",
        side, side);
    enum ct_status status =
        sql.failed ? ct_fail_memory(c->err) : ct_work_script(c->work, side, sql.data, c->err);
    ct_buffer_free(&sql);
    return status;
}

static enum ct_status attach_side(struct comparison *c, int i)
{
    bool areas = false, verdicts = false;
    enum ct_status status = ct_output_attach(c->work, c->side[i], sides[i], c->err);

    if (status == CT_OK)
        status = ct_output_has(c->work, sides[i], "floor_area", &areas, c->err);
    if (status == CT_OK && !areas) /* of another command */
        status = ct_fail(c->err, CT_INPUT, "E0690", "file", c->side[i], NULL);
    if (status == CT_OK)
        status = ct_output_has(c->work, sides[i], "verdict", &verdicts, c->err);
    return status == CT_OK ? make_verdicts(c, sides[i], verdicts) : status;
}

static enum ct_status add_codes(struct comparison *c)
{
    struct ct_code_pairs pairs = {0};
    struct ct_query *row = NULL;
    enum ct_status status = c->codes != NULL ? ct_codes_read(c->codes, &pairs, c->err) : CT_OK;

    if (status == CT_OK)
        status =
            ct_query_new(c->work, "INSERT OR IGNORE INTO code_pair VALUES (?, ?)", &row, c->err);
    for (size_t i = 0; i < pairs.count && status == CT_OK; i++) {
        ct_query_text(row, 1, pairs.old_code[i]);
        ct_query_text(row, 2, pairs.new_code[i]);
        status = ct_query_run(row, c->err);
    }
    ct_query_free(row);
    ct_codes_free(&pairs);
    return status;
}

static enum ct_status add_line(struct comparison *c, const char *key, const char *value)
{
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(c->work, "INSERT INTO run VALUES (?, ?)", &row, c->err);

    if (status == CT_OK) {
        ct_query_text(row, 1, key);
        ct_query_text(row, 2, value);
        status = ct_query_run(row, c->err);
    }
    ct_query_free(row);
    return status;
}

/* A file by its name without folder, its size and sum. */
static enum ct_status add_file(struct comparison *c, const char *key, const char *path)
{
    struct ct_input_file file = {.path = (char *)path};
    struct ct_buffer text = {0};
    const char *slash = strrchr(path, '/');
    enum ct_status status = ct_hash_file(&file, c->err);

    if (status == CT_OK) {
        ct_buffer_printf(&text, "%s %lld %s", slash != NULL ? slash + 1 : path,
                         (long long)file.size, file.sha256);
        status = text.failed ? ct_fail_memory(c->err) : add_line(c, key, text.data);
    }
    ct_buffer_free(&text);
    return status;
}

/* The CRS of the newer output, as it stands there. */
static enum ct_status read_crs(struct comparison *c)
{
    struct ct_query *query = NULL;
    bool row = false;
    enum ct_status status = ct_query_new(c->work, "SELECT new FROM side_crs", &query, c->err);

    if (status == CT_OK)
        status = ct_query_step(query, &row, c->err);
    if (status == CT_OK && row)
        c->crs = ct_text_copy(ct_query_get_text(query, 0));
    if (status == CT_OK && c->crs == NULL)
        status = ct_fail_memory(c->err);
    ct_query_free(query);
    return status;
}

static enum ct_status compute(struct comparison *c)
{
    const char *folder = ct_for_compare.folders[0];
    enum ct_status status = ct_work_open(NULL, &c->work, c->err);

    for (int i = 0; i < 2 && status == CT_OK; i++)
        status = attach_side(c, i);
    if (status == CT_OK)
        status = ct_tables_facts(c->work, folder, c->err);
    if (status == CT_OK)
        status = add_codes(c);
    for (int i = 0; i < 2 && status == CT_OK; i++)
        status = add_file(c, sides[i], c->side[i]);
    if (status == CT_OK && c->codes != NULL)
        status = add_file(c, "codes", c->codes);
    if (status == CT_OK)
        status = read_crs(c);
    if (status == CT_OK)
        status = ct_tables_query(c->work, folder, c->err);
    return status == CT_OK ? ct_tables_describe(c->work, &ct_for_compare, c->err) : status;
}

static enum ct_status write_file(const struct comparison *c, const char *path)
{
    enum ct_status status = ct_tables_features(c->work, &ct_for_compare, path, c->crs, c->err);

    if (status == CT_OK)
        status = ct_tables_attributes(c->work, &ct_for_compare, path, c->err);
    return status == CT_OK ? ct_tables_verify(c->work, path, c->err) : status;
}

enum ct_status ct_compare(const char *older, const char *newer, const char *codes, const char *path,
                          const struct ct_run *run, struct ct_result **out, struct ct_error *err)
{
    bool overwrite = run != NULL && run->overwrite;
    struct comparison c = {.side = {older, newer}, .codes = codes, .err = err};
    struct ct_input_file inputs[] = {{.path = (char *)older},
                                     {.path = (char *)newer},
                                     {.path = (char *)(codes != NULL ? codes : newer)}};
    struct ct_package package = {0};
    struct ct_result *result = calloc(1, sizeof *result);

    *out = result;
    if (result == NULL)
        return ct_fail_memory(err);
    enum ct_status status = ct_package_allowed(path, inputs, 3, overwrite, err);
    if (status == CT_OK)
        status = compute(&c);
    if (status == CT_OK)
        status = ct_figures_read(c.work, &result->figures, err);
    if (status == CT_OK)
        status = ct_progress(run, "publish", 0.5, err);
    if (status == CT_OK)
        status = ct_package_begin(&package, path, err);
    if (status == CT_OK)
        status = write_file(&c, package.file);
    ct_work_close(c.work); /* lets go of the files */
    free(c.crs);
    if (status == CT_OK)
        status = ct_package_finish(&package, overwrite, err);
    ct_package_discard(&package);
    return status;
}
