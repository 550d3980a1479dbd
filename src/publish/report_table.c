/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One table of an output as columns of JSON: see report_parts.h. A number stands with nine
 * significant digits, a whole one with all.
 */
#include "base/fail.h"
#include "publish/output.h"
#include "publish/report_parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 64, VALUE = 40 };

/* A column while it is read: values that repeat are counted. */
struct column {
    char name[64];
    bool text;
    struct ct_buffer plain, repeat; /* both ways to write it */
    char last[VALUE];
    size_t times, runs;
};

struct reading {
    struct ct_report *report;
    const struct ct_report_table *table;
    struct column columns[MOST_COLUMNS];
    int count;
    size_t rows;
};

static void end_run(struct column *column)
{
    if (column->times > 0)
        ct_buffer_printf(&column->repeat, "%s%s,%zu", column->runs++ ? "," : "", column->last,
                         column->times);
    column->times = 0;
}

static void add_value(struct column *column, const char *value, size_t row)
{
    ct_buffer_add(&column->plain, row ? "," : "");
    ct_buffer_add(&column->plain, value);
    if (column->times > 0 && strcmp(column->last, value) != 0)
        end_run(column);
    column->times++;
    snprintf(column->last, VALUE, "%s", value);
}

static void read_value(struct reading *r, const struct ct_query *query, int i)
{
    char value[VALUE] = "null";
    enum ct_value type = ct_query_type(query, i);
    double number = type == CT_VALUE_NUMBER ? ct_query_get_number(query, i) : 0;

    if (type == CT_VALUE_TEXT) {
        r->columns[i].text = true;
        snprintf(value, VALUE, "%d",
                 ct_texts_place(&r->report->texts, ct_query_get_text(query, i)));
    } else if (type == CT_VALUE_INTEGER) {
        snprintf(value, VALUE, "%lld", (long long)ct_query_get_integer(query, i));
    } else if (type == CT_VALUE_NUMBER && isfinite(number)) {
        bool whole = fabs(number) < 1e15 && number == nearbyint(number); // NOLINT: is it whole?
        snprintf(value, VALUE, whole ? "%.0f" : "%.9g", number);
    }
    add_value(&r->columns[i], value, r->rows);
}

/* The table's columns but its geometry, its key and what is left out; *sql selects them. */
static enum ct_status select_columns(const struct reading *r, struct ct_buffer *sql,
                                     struct ct_error *err)
{
    struct ct_query *query = NULL;
    bool row = false;
    enum ct_status status =
        ct_query_new(r->report->work,
                     "SELECT name FROM pragma_table_info(?1, 'out') WHERE name NOT IN ('fid', "
                     "'geom', coalesce(?2, '')) ORDER BY cid",
                     &query, err);

    if (status == CT_OK) {
        ct_query_text(query, 1, r->table->name);
        ct_query_text(query, 2, r->table->without);
        status = ct_query_step(query, &row, err);
    }
    for (int i = 0; status == CT_OK && row && i < MOST_COLUMNS; i++) {
        ct_buffer_printf(sql, "%s\"%s\"", i ? ", " : "SELECT ", ct_query_get_text(query, 0));
        status = ct_query_step(query, &row, err);
    }
    ct_query_free(query);
    ct_buffer_printf(sql, " FROM out.\"%s\"", r->table->name);
    return status;
}

static enum ct_status count_rows(const struct reading *r, size_t *count, struct ct_error *err)
{
    struct ct_buffer sql = {0};
    struct ct_query *query = NULL;
    bool row = false;

    ct_buffer_printf(&sql, "SELECT count(*) FROM out.\"%s\"", r->table->name);
    enum ct_status status =
        sql.failed ? ct_fail_memory(err) : ct_query_new(r->report->work, sql.data, &query, err);
    if (status == CT_OK)
        status = ct_query_step(query, &row, err);
    if (status == CT_OK)
        *count = (size_t)ct_query_get_integer(query, 0);
    ct_query_free(query);
    ct_buffer_free(&sql);
    return status;
}

static enum ct_status read_rows(struct reading *r, struct ct_query *query, struct ct_error *err)
{
    bool row = false;
    enum ct_status status = ct_query_step(query, &row, err);

    r->count = ct_query_columns(query);
    for (int i = 0; i < r->count; i++)
        snprintf(r->columns[i].name, sizeof r->columns[i].name, "%s",
                 ct_query_column_name(query, i));
    while (status == CT_OK && row) {
        for (int i = 0; i < r->count; i++)
            read_value(r, query, i);
        r->rows++;
        status = ct_query_step(query, &row, err);
    }
    for (int i = 0; i < r->count; i++)
        end_run(&r->columns[i]);
    return status;
}

/* Titles in English and Chinese, by a query of two parameters; the name where there are none. */
static enum ct_status write_title(struct ct_report *report, struct ct_json *json, const char *sql,
                                  const char *table, const char *column, struct ct_error *err)
{
    struct ct_query *query = NULL;
    bool row = false;
    enum ct_status status = ct_query_new(report->work, sql, &query, err);

    if (status != CT_OK)
        return status;
    ct_query_text(query, 1, table);
    ct_query_text(query, 2, column);
    status = ct_query_step(query, &row, err);
    ct_json_array(json, "title");
    ct_json_string(json, NULL, row ? ct_query_get_text(query, 0) : column);
    ct_json_string(json, NULL, row ? ct_query_get_text(query, 1) : column);
    ct_json_end_array(json);
    ct_query_free(query);
    return status;
}

static enum ct_status write_column(struct reading *r, struct ct_json *json, struct column *column,
                                   struct ct_error *err)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "name", column->name);
    enum ct_status status =
        write_title(r->report, json,
                    "SELECT coalesce(description, column_name), coalesce(title, column_name) FROM "
                    "out.gpkg_data_columns WHERE table_name = ? AND column_name = ?",
                    r->table->name, column->name, err);
    ct_json_bool(json, "text", column->text);
    bool repeats = 3 * column->runs < r->rows;
    const struct ct_buffer *values = repeats ? &column->repeat : &column->plain;
    ct_buffer_printf(json->out, ", \"values\": %s", repeats ? "{\"repeat\": [" : "[");
    if (values->size > 0)
        ct_buffer_add_n(json->out, values->data, values->size);
    ct_buffer_add(json->out, repeats ? "]}" : "]");
    ct_json_end_object(json);
    if (status == CT_OK && (column->plain.failed || column->repeat.failed))
        status = ct_fail_memory(err);
    return status;
}

static enum ct_status write_head(struct reading *r, struct ct_json *json, struct ct_error *err)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "name", r->table->name);
    enum ct_status status = write_title(
        r->report, json,
        "SELECT description, identifier FROM out.gpkg_contents WHERE table_name = ? AND ?2 = ?2",
        r->table->name, r->table->name, err);
    ct_json_integer(json, "rows", (int64_t)r->rows);
    return status;
}

static enum ct_status write_index(struct reading *r, struct ct_error *err)
{
    struct ct_json json;
    struct ct_buffer *index = &r->report->index;

    ct_buffer_add(index, index->size > 0 ? ", " : "");
    ct_json_begin_line(&json, index);
    enum ct_status status = write_head(r, &json, err);
    ct_json_end_object(&json);
    return status;
}

static enum ct_status write_table(struct reading *r, size_t all, struct ct_error *err)
{
    struct ct_json json;
    size_t start = ct_report_begin(r->report, r->table->name);

    ct_json_begin_line(&json, r->report->out);
    enum ct_status status = write_head(r, &json, err);
    ct_json_integer(&json, "left_out", (int64_t)(all - r->rows));
    ct_json_array(&json, "columns");
    for (int i = 0; status == CT_OK && i < r->count; i++)
        status = write_column(r, &json, &r->columns[i], err);
    ct_json_end_array(&json);
    ct_json_end_object(&json);
    ct_report_end(r->report, start);
    return status;
}

static enum ct_status read_table(struct reading *r, struct ct_error *err)
{
    struct ct_buffer sql = {0};
    struct ct_query *query = NULL;
    size_t all = 0;
    enum ct_status status = count_rows(r, &all, err);

    if (status == CT_OK)
        status = select_columns(r, &sql, err);
    if (r->table->thin != NULL && all > CT_REPORT_ROWS)
        ct_buffer_printf(&sql, " WHERE %s", r->table->thin);
    ct_buffer_add(&sql, " ORDER BY rowid");
    if (status == CT_OK && sql.failed)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_query_new(r->report->work, sql.data, &query, err);
    if (status == CT_OK)
        status = read_rows(r, query, err);
    if (status == CT_OK && r->rows > 0)
        status = write_index(r, err);
    if (status == CT_OK && r->rows > 0)
        status = write_table(r, all, err);
    ct_query_free(query);
    ct_buffer_free(&sql);
    return status;
}

enum ct_status ct_report_table(struct ct_report *report, const struct ct_report_table *table,
                               struct ct_error *err)
{
    bool has = false;
    enum ct_status status = ct_output_has(report->work, "out", table->name, &has, err);

    if (status != CT_OK || !has)
        return status;
    struct reading *r = calloc(1, sizeof *r);
    if (r == NULL)
        return ct_fail_memory(err);
    r->report = report;
    r->table = table;
    status = read_table(r, err);
    for (int i = 0; i < MOST_COLUMNS; i++) {
        ct_buffer_free(&r->columns[i].plain);
        ct_buffer_free(&r->columns[i].repeat);
    }
    free(r);
    return status;
}
