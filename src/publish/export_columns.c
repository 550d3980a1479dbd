/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names and types of the fields of an export, and the lines that map them to the output.
 */
#include "base/fail.h"
#include "publish/exporting.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ct_export_table_free(struct ct_export_table *table)
{
    free(table->crs);
    free(table->columns);
    *table = (struct ct_export_table){0};
}

static enum ct_column_type type_of(const char *declared)
{
    if (strcmp(declared, "INTEGER") == 0 || strcmp(declared, "BOOLEAN") == 0)
        return CT_COLUMN_INTEGER;
    return strcmp(declared, "REAL") == 0 ? CT_COLUMN_REAL : CT_COLUMN_TEXT;
}

static enum ct_status take_column(struct ct_export *e, struct ct_export_table *table,
                                  const struct ct_query *row)
{
    const char *titles[2] = {ct_query_get_text(row, 3), ct_query_get_text(row, 2)};
    struct ct_export_column *grown =
        realloc(table->columns, (table->column_count + 1) * sizeof *grown);

    if (grown == NULL)
        return ct_fail_memory(e->err);
    table->columns = grown;
    struct ct_export_column *column = &grown[table->column_count++];
    *column = (struct ct_export_column){.field.type = type_of(ct_query_get_text(row, 1))};
    ct_text_fit(column->name, sizeof column->name, ct_query_get_text(row, 0));
    ct_text_fit(column->field.name, sizeof column->field.name, column->name);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        ct_text_fit(column->title[lang], sizeof column->title[lang],
                    titles[lang] != NULL ? titles[lang] : "");
    return CT_OK;
}

enum ct_status ct_export_columns(struct ct_export *e, struct ct_export_table *table)
{
    static const char sql[] =
        "SELECT i.name, i.type, c.title, c.description FROM pragma_table_info(?1, 'out') i"
        " LEFT JOIN out.gpkg_data_columns c ON c.table_name = ?1 AND c.column_name = i.name"
        " WHERE i.name <> ?2 ORDER BY i.pk = 0, i.cid";
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(e->work, sql, &query, e->err);

    if (status == CT_OK) {
        ct_query_text(query, 1, table->name);
        ct_query_text(query, 2, table->geometry_column);
    }
    while (status == CT_OK) {
        status = ct_query_step(query, &row, e->err);
        if (status != CT_OK || !row)
            break;
        status = take_column(e, table, query);
    }
    ct_query_free(query);
    return status;
}

/* --- names of a DBF ------------------------------------------------------------------------- */

/* "每百户设施面积 (m²)" -> "每百户设施面积", "m²"; `unit` may be NULL. */
static void split_unit(const char *title, char *words, size_t words_room, char *unit,
                       size_t unit_room)
{
    const char *open = strrchr(title, '(');
    size_t n = strlen(title);
    bool has = open != NULL && open > title && open[-1] == ' ' && title[n - 1] == ')';

    ct_text_fit(words, words_room, title);
    if (has)
        words[open - title - 1] = '\0';
    if (unit == NULL)
        return;
    ct_text_fit(unit, unit_room, has ? open + 1 : "");
    if (has && *unit != '\0')
        unit[strlen(unit) - 1] = '\0';
}

/* Letters, digits, "_" and what is not ASCII or one of the marks of a title. */
static bool stays(const char *s, size_t n)
{
    static const char marks[] = "（）、，：；。—";

    if (n > 1) {
        char mark[8] = "";
        memcpy(mark, s, n < sizeof mark ? n : 0);
        return strstr(marks, mark) == NULL;
    }
    return (*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') ||
           *s == '_';
}

/* What of a title may stand in a name; with `brief` up to its first bracket. */
static void plain_words(const struct ct_export_column *column, bool brief, char *out, size_t room)
{
    char words[sizeof column->title[0]];
    uint32_t code;
    size_t n, size = 0;

    split_unit(column->title[CT_ZH], words, sizeof words, NULL, 0);
    char *bracket = strstr(words, "（");
    if (brief && bracket != NULL)
        *bracket = '\0';
    for (const char *s = words; (n = ct_utf8_next(s, &code)) > 0; s += n) {
        if (!stays(s, n) || size + n >= room)
            continue;
        memcpy(out + size, s, n);
        size += n;
    }
    out[size] = '\0';
}

static bool taken(const struct ct_export_table *table, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (ct_text_equal_fold(table->columns[i].field.name, name))
            return true;
    return false;
}

/* As much of `words` as leaves room for `end`, and `end`. */
static void fit_name(const struct ct_export *e, const char *words, const char *end, char out[64])
{
    const char *lacks;
    size_t room = CT_DBF_NAME - ct_charset_size(&e->charset, end, &lacks);
    size_t fit = ct_charset_fit(&e->charset, words, room);

    ct_text_fit(out, 64, words); /* 10 bytes are at most 10 characters of 4 bytes */
    ct_text_fit(out + (fit < 48 ? fit : 48), 16, end);
}

/* The last two characters: what the thing is, in Chinese ("最近设施距离" -> "距离"). */
static const char *last_two(const char *words)
{
    const char *at[2] = {words, words}, *s = words;
    uint32_t code;

    for (size_t n; (n = ct_utf8_next(s, &code)) > 0; s += n) {
        at[0] = at[1];
        at[1] = s;
    }
    return at[0];
}

/* The i-th thing to try: the title cut, the whole title cut, its beginning and end, numbers. */
static void try_name(const struct ct_export *e, const char *brief, const char *whole, unsigned i,
                     char out[64])
{
    char digits[16];
    const char *lacks;
    bool fits = ct_charset_size(&e->charset, whole, &lacks) <= CT_DBF_NAME;

    snprintf(digits, sizeof digits, "%u", i - 1);
    if (i <= 1)
        fit_name(e, i == 0 && !fits ? brief : whole, "", out);
    else
        fit_name(e, whole, i == 2 ? last_two(whole) : digits, out);
}

void ct_export_dbf_names(const struct ct_export *e, struct ct_export_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        struct ct_export_column *column = &table->columns[i];
        char brief[sizeof column->title[0]], whole[sizeof column->title[0]];
        const char *lacks;

        plain_words(column, true, brief, sizeof brief);
        plain_words(column, false, whole, sizeof whole);
        (void)ct_charset_size(&e->charset, whole, &lacks);
        if (*brief == '\0' || lacks != NULL) {
            ct_text_fit(brief, sizeof brief, column->name);
            ct_text_fit(whole, sizeof whole, column->name);
        }
        unsigned tries = 0;
        do
            try_name(e, brief, whole, tries++, column->field.name);
        while (taken(table, i, column->field.name));
    }
}

/* --- fields.csv ----------------------------------------------------------------------------- */

/* What a DBF does to a column, in words. */
static void note_of(const struct ct_export_column *column, const char *table, char out[2][192])
{
    *out[CT_EN] = *out[CT_ZH] = '\0';
    if (column->field.decimals > 0) {
        snprintf(out[CT_EN], 192, "%d decimals", column->field.decimals);
        snprintf(out[CT_ZH], 192, "保留 %d 位小数", column->field.decimals);
    }
    if (column->has_long) {
        snprintf(out[CT_EN], 192, "cut at %d bytes; whole in %s.texts.csv", CT_DBF_TEXT, table);
        snprintf(out[CT_ZH], 192, "超过 %d 字节处截断，全文见 %s.texts.csv", CT_DBF_TEXT, table);
    }
}

static enum ct_status note_column(struct ct_export *e, struct ct_query *row,
                                  const struct ct_export_table *table,
                                  const struct ct_export_column *column, const char *file)
{
    static const char *const types[] = {"text", "integer", "real"};
    char title[2][sizeof column->title[0]], unit[64] = "", note[2][192];

    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        split_unit(column->title[lang], title[lang], sizeof title[lang],
                   lang == CT_ZH ? unit : NULL, sizeof unit);
    note_of(column, table->name, note);
    ct_query_text(row, 1, file);
    ct_query_text(row, 2, column->field.name);
    ct_query_text(row, 3, table->name);
    ct_query_text(row, 4, column->name);
    ct_query_text(row, 5, types[column->field.type]);
    ct_query_text(row, 6, *unit != '\0' ? unit : NULL);
    ct_query_text(row, 7, *title[CT_ZH] != '\0' ? title[CT_ZH] : NULL);
    ct_query_text(row, 8, *title[CT_EN] != '\0' ? title[CT_EN] : NULL);
    ct_query_text(row, 9, *note[CT_ZH] != '\0' ? note[CT_ZH] : NULL);
    ct_query_text(row, 10, *note[CT_EN] != '\0' ? note[CT_EN] : NULL);
    return ct_query_run(row, e->err);
}

enum ct_status ct_export_note(struct ct_export *e, const struct ct_export_table *table,
                              const char *file)
{
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(
        e->work, "INSERT INTO export_field VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", &row, e->err);

    for (size_t i = 0; i < table->column_count && status == CT_OK; i++)
        status = note_column(e, row, table, &table->columns[i], file);
    ct_query_free(row);
    return status;
}
