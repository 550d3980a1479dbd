/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First the marks and parts, which are text; then the blocks, each by its own SELECT. O(rows).
 */
#include "publish/template.h"
#include "base/embedded.h"
#include "base/fail.h"
#include <stdio.h>
#include <string.h>

static const char each[] = "<!-- each: ", mark_end[] = " -->", block_end[] = "<!-- end -->",
                  part[] = "<!-- part: ";
enum { PARTS_DEEP = 4 }; /* parts in parts */

struct filling {
    struct ct_work *work;
    const char *layer;
    enum ct_language lang;
    struct ct_error *err;
};

/* The row of a block, and those of the blocks around it. */
struct scope {
    const struct ct_query *row;
    const struct scope *outer;
};

static enum ct_status wrong(const struct filling *f, const char *reason)
{
    return ct_fail(f->err, CT_INTERNAL, "E0910", "name", f->layer, "reason", reason, NULL);
}

/* --- marks and parts ------------------------------------------------------------------------ */

static bool starts(const char *s, const char *word)
{
    return strncmp(s, word, strlen(word)) == 0;
}

/* Adds what stands for "@zh:A|en:B@" and returns its length; 0 where it is none. */
static size_t add_choice(const struct filling *f, const char *s, struct ct_buffer *out)
{
    size_t line = strcspn(s, "\n");
    const char *en = starts(s, "@zh:") ? strstr(s, "|en:") : NULL;
    const char *end = en != NULL ? strchr(en, '@') : NULL;

    if (end == NULL || end > s + line)
        return 0;
    if (f->lang == CT_ZH)
        ct_buffer_add_n(out, s + 4, (size_t)(en - s - 4));
    else
        ct_buffer_add_n(out, en + 4, (size_t)(end - en - 4));
    return (size_t)(end - s) + 1;
}

static size_t add_mark(const struct filling *f, const char *s, struct ct_buffer *out)
{
    if (starts(s, "@layer@")) {
        ct_buffer_add(out, f->layer);
        return strlen("@layer@");
    }
    if (starts(s, "@lang@")) {
        ct_buffer_add(out, f->lang == CT_ZH ? "zh" : "en");
        return strlen("@lang@");
    }
    return add_choice(f, s, out);
}

static enum ct_status expand(const struct filling *f, const char *s, int deep,
                             struct ct_buffer *out);

/* The part named at `s` (behind "<!-- part: "); *rest is what follows. */
static enum ct_status add_part(const struct filling *f, const char *s, const char **rest, int deep,
                               struct ct_buffer *out)
{
    const char *end = strstr(s, mark_end);
    char path[96];

    snprintf(path, sizeof path, "layers/parts/%.*s.xml", end != NULL ? (int)(end - s) : 0, s);
    const struct ct_embedded *file = ct_embedded_find(path);
    if (end == NULL || file == NULL || deep == 0)
        return wrong(f, path);
    *rest = end + strlen(mark_end);
    const char *text = strchr(file->text, '\n'); /* behind its licence line */
    return expand(f, text != NULL ? text + 1 : "", deep - 1, out);
}

static enum ct_status expand(const struct filling *f, const char *s, int deep,
                             struct ct_buffer *out)
{
    enum ct_status status = CT_OK;

    while (*s != '\0' && status == CT_OK) {
        size_t taken = *s == '@' ? add_mark(f, s, out) : 0;
        if (taken > 0) {
            s += taken;
        } else if (*s == '<' && starts(s, part)) {
            status = add_part(f, s + strlen(part), &s, deep, out);
        } else {
            ct_buffer_add_n(out, s, 1);
            s++;
        }
    }
    return status;
}

/* --- blocks --------------------------------------------------------------------------------- */

void ct_template_escape(struct ct_buffer *out, const char *s)
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

/* The value of the column named s[0..n) of the innermost row that has it; NULL: none has. */
static const char *value_of(const struct scope *scope, const char *s, size_t n)
{
    for (; scope != NULL; scope = scope->outer)
        for (int i = 0; i < ct_query_columns(scope->row); i++) {
            const char *name = ct_query_column_name(scope->row, i), *value;
            if (strlen(name) != n || memcmp(name, s, n) != 0)
                continue;
            value = ct_query_get_text(scope->row, i);
            return value != NULL ? value : "";
        }
    return NULL;
}

/* Adds the value that "{column}" at `s` stands for and returns its length; 0 where it is none. */
static size_t add_value(const struct scope *scope, const char *s, const char *end,
                        struct ct_buffer *out)
{
    bool raw = s[1] == '=';
    const char *name = s + 1 + raw;
    size_t n = strcspn(name, "}\n");
    const char *value = n > 0 && name + n < end ? value_of(scope, name, n) : NULL;

    if (value == NULL)
        return 0;
    if (raw)
        ct_buffer_add(out, value);
    else
        ct_template_escape(out, value);
    return n + 2 + raw;
}

static void bind(struct ct_query *query, const struct scope *scope)
{
    if (scope == NULL)
        return;
    bind(query, scope->outer); /* the inner ones win */
    for (int i = 0; i < ct_query_columns(scope->row); i++) {
        char name[96];
        snprintf(name, sizeof name, ":%s", ct_query_column_name(scope->row, i));
        ct_query_named_text(query, name, ct_query_get_text(scope->row, i));
    }
}

static enum ct_status fill(const struct filling *f, const struct scope *scope, const char *s,
                           const char *end, struct ct_buffer *out);

static enum ct_status fill_rows(const struct filling *f, const struct scope *outer,
                                const char *select, size_t n, const char *block, const char *end,
                                struct ct_buffer *out)
{
    struct ct_buffer sql = {0};
    struct ct_query *rows = NULL;
    bool row = true;

    ct_buffer_add_n(&sql, select, n);
    enum ct_status status =
        sql.failed ? ct_fail_memory(f->err) : ct_query_new(f->work, sql.data, &rows, f->err);
    if (status == CT_OK)
        bind(rows, outer);
    while (status == CT_OK && row) {
        status = ct_query_step(rows, &row, f->err);
        if (status == CT_OK && row)
            status = fill(f, &(struct scope){.row = rows, .outer = outer}, block, end, out);
    }
    ct_query_free(rows);
    ct_buffer_free(&sql);
    return status;
}

/* The "<!-- end -->" of the block whose text begins at `s`, or NULL. */
static const char *find_end(const char *s, const char *end)
{
    for (int deep = 1; s < end; s++) {
        if (*s != '<')
            continue;
        if (starts(s, block_end) && --deep == 0)
            return s;
        deep += starts(s, each);
    }
    return NULL;
}

/* The block whose SELECT begins at `s`; *rest is what follows its end. */
static enum ct_status fill_block(const struct filling *f, const struct scope *scope, const char *s,
                                 const char *end, const char **rest, struct ct_buffer *out)
{
    const char *select_end = strstr(s, mark_end);
    const char *block = select_end != NULL ? select_end + strlen(mark_end) : NULL;
    const char *stop = block != NULL ? find_end(block, end) : NULL;

    if (stop == NULL)
        return wrong(f, "template");
    *rest = stop + strlen(block_end);
    return fill_rows(f, scope, s, (size_t)(select_end - s), block, stop, out);
}

static enum ct_status fill(const struct filling *f, const struct scope *scope, const char *s,
                           const char *end, struct ct_buffer *out)
{
    enum ct_status status = CT_OK;

    while (s < end && status == CT_OK) {
        size_t taken = *s == '{' ? add_value(scope, s, end, out) : 0;
        if (taken > 0) {
            s += taken;
        } else if (*s == '<' && starts(s, each)) {
            status = fill_block(f, scope, s + strlen(each), end, &s, out);
        } else {
            ct_buffer_add_n(out, s, 1);
            s++;
        }
    }
    return status;
}

enum ct_status ct_template_fill(struct ct_work *work, const char *layer, enum ct_language lang,
                                const char *text, struct ct_buffer *out, struct ct_error *err)
{
    const struct filling f = {.work = work, .layer = layer, .lang = lang, .err = err};
    struct ct_buffer whole = {0};
    enum ct_status status = expand(&f, text, PARTS_DEEP, &whole);

    if (status == CT_OK && whole.failed)
        status = ct_fail_memory(err);
    if (status == CT_OK && whole.data != NULL)
        status = fill(&f, NULL, whole.data, whole.data + whole.size, out);
    ct_buffer_free(&whole);
    return status == CT_OK && out->failed ? ct_fail_memory(err) : status;
}
