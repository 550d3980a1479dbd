/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Style templates. A SELECT in the template says what is repeated, so that a new kind of facility
 * or a new class bound needs no line of C. O(rows of the SELECT).
 */
#include "publish/style.h"
#include "base/fail.h"
#include "publish/script.h"
#include <stdio.h>
#include <string.h>

static const char each[] = "<!-- each: ", each_end[] = " -->", block_end[] = "<!-- end -->";

static void add_escaped(struct ct_buffer *out, const char *s)
{
    static const char *const escapes[][2] = {
        {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}};

    for (; *s != '\0'; s++) {
        size_t i = 0;
        while (i < 4 && *s != escapes[i][0][0])
            i++;
        if (i < 4)
            ct_buffer_add(out, escapes[i][1]);
        else
            ct_buffer_add_n(out, s, 1);
    }
}

/* Adds the value of the column named s[0..n); false where there is no such column. */
static bool add_value(struct ct_buffer *out, const struct ct_query *row, const char *s, size_t n)
{
    for (int i = 0; i < ct_query_columns(row); i++) {
        const char *name = ct_query_column_name(row, i);
        if (strlen(name) != n || memcmp(name, s, n) != 0)
            continue;
        const char *value = ct_query_get_text(row, i);
        add_escaped(out, value != NULL ? value : "");
        return true;
    }
    return false;
}

static void add_block(struct ct_buffer *out, const struct ct_query *row, const char *s, size_t n)
{
    const char *end = s + n;

    while (s < end) {
        size_t name = *s == '{' ? strcspn(s + 1, "}\n") : 0;
        if (name > 0 && s + 1 + name < end && add_value(out, row, s + 1, name)) {
            s += name + 2;
        } else {
            ct_buffer_add_n(out, s, 1);
            s++;
        }
    }
}

/* s[0..n) with @layer@ replaced. */
static void add_sql(struct ct_buffer *out, const char *layer, const char *s, size_t n)
{
    static const char mark[] = "@layer@";
    const char *end = s + n;

    while (s < end) {
        if (strncmp(s, mark, strlen(mark)) == 0) {
            ct_buffer_add(out, layer);
            s += strlen(mark);
        } else {
            ct_buffer_add_n(out, s, 1);
            s++;
        }
    }
}

static enum ct_status add_rows(struct ct_work *work, const char *sql, const char *block, size_t n,
                               struct ct_buffer *out, struct ct_error *err)
{
    struct ct_query *rows = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, sql, &rows, err);

    while (status == CT_OK && row) {
        status = ct_query_step(rows, &row, err);
        if (status == CT_OK && row)
            add_block(out, rows, block, n);
    }
    ct_query_free(rows);
    return status;
}

/* The block that begins at `s` (behind "<!-- each: "); *rest is what follows its end. */
static enum ct_status fill_block(struct ct_work *work, const char *layer, const char *s,
                                 const char **rest, struct ct_buffer *out, struct ct_error *err)
{
    const char *sql_end = strstr(s, each_end), *end = sql_end ? strstr(sql_end, block_end) : NULL;
    struct ct_buffer sql = {0};
    enum ct_status status;

    if (end == NULL)
        return ct_fail(err, CT_INTERNAL, "E0910", "name", layer, "reason", "template", NULL);
    add_sql(&sql, layer, s, (size_t)(sql_end - s));
    const char *block = sql_end + strlen(each_end);
    status = sql.failed ? ct_fail_memory(err)
                        : add_rows(work, sql.data, block, (size_t)(end - block), out, err);
    ct_buffer_free(&sql);
    *rest = end + strlen(block_end);
    return status;
}

enum ct_status ct_style_fill(struct ct_work *work, const char *layer, const char *template_text,
                             struct ct_buffer *out, struct ct_error *err)
{
    const char *s = template_text;

    for (;;) {
        const char *mark = strstr(s, each);
        if (mark == NULL)
            break;
        ct_buffer_add_n(out, s, (size_t)(mark - s));
        enum ct_status status = fill_block(work, layer, mark + strlen(each), &s, out, err);
        if (status != CT_OK)
            return status;
    }
    ct_buffer_add(out, s);
    return out->failed ? ct_fail_memory(err) : CT_OK;
}

static enum ct_status add_style(struct ct_work *work, const char *layer, const char *style,
                                const char *template_text, bool is_default, struct ct_error *err)
{
    struct ct_query *row = NULL;
    struct ct_buffer qml = {0};
    enum ct_status status = ct_style_fill(work, layer, template_text, &qml, err);

    if (status == CT_OK)
        status = ct_query_new(work, "INSERT INTO layer_style VALUES (?, ?, ?, ?)", &row, err);
    if (status == CT_OK) {
        ct_query_text(row, 1, layer);
        ct_query_text(row, 2, style);
        ct_query_text(row, 3, qml.data);
        ct_query_integer(row, 4, is_default);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    ct_buffer_free(&qml);
    return status;
}

/* Every style of one layer: NAME.qml first, then NAME.STYLE.qml; a table has that of all tables. */
static enum ct_status add_layer(struct ct_work *work, const struct ct_layer_script *layer,
                                struct ct_error *err)
{
    char path[128], style[96];
    const struct ct_embedded *file;

    snprintf(path, sizeof path, "layers/%s.qml", layer->name);
    file = ct_embedded_find(path);
    if (file == NULL)
        file = ct_embedded_find("layers/attributes.qml");
    if (file == NULL)
        return CT_OK;
    enum ct_status status =
        add_style(work, layer->name, layer->title[CT_ZH], file->text, true, err);
    snprintf(path, sizeof path, "layers/%s.", layer->name);
    for (size_t i = 0; status == CT_OK && (file = ct_script_file(path, ".qml", i)) != NULL; i++) {
        ct_script_value(file->text, "title_zh", style, sizeof style);
        status = add_style(work, layer->name, style, file->text, false, err);
    }
    return status;
}

enum ct_status ct_style_all(struct ct_work *work, const char *purpose, struct ct_error *err)
{
    struct ct_layer_script layer;
    enum ct_status status = CT_OK;

    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose, &i, &layer);)
        status = add_layer(work, &layer, err);
    return status;
}
