/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Explaining a row: the row itself, the formulas of its layer, what the files of queries/explain/
 * select for it, and the queries behind its table. Everything comes from the output, so that an old
 * one is explained by what it was made with. O(rows of the table).
 */
#include "base/fail.h"
#include "base/script.h"
#include "base/text.h"
#include "publish/explanation.h"
#include "publish/output.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 200 };

struct asking {
    struct ct_explanation *explanation;
    struct ct_work *work;
    const char *table, *id, *column;
    char **columns; /* of the table, without fid and geom */
    size_t count;
    bool is_column; /* `column` is one of them; else a text in one of them */
    char *layer_sql;
    struct ct_error *err;
};

static bool fill(char **to, const char *from)
{
    *to = ct_text_copy(from != NULL ? from : "");
    return *to != NULL;
}

enum ct_status ct_explanation_add(struct ct_explanation *explanation, const char *section,
                                  const char *const heading[2], const char *const title[2],
                                  const char *const text[2], struct ct_error *err)
{
    struct ct_explained *more =
        realloc(explanation->lines, (explanation->count + 1) * sizeof *more);

    if (more == NULL)
        return ct_fail_memory(err);
    explanation->lines = more;
    struct ct_explained *line = &more[explanation->count++];
    *line = (struct ct_explained){0};
    bool good = fill(&line->section, section);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        good = good && fill(&line->heading[lang], heading[lang]) &&
               fill(&line->title[lang], title[lang]) && fill(&line->text[lang], text[lang]);
    return good ? CT_OK : ct_fail_memory(err);
}

/* --- the table ------------------------------------------------------------------------------ */

/* The first column of every row of a SELECT with one parameter (NULL: none). */
static enum ct_status list(struct asking *a, const char *sql, const char *value, char ***out,
                           size_t *count)
{
    struct ct_query *rows = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(a->work, sql, &rows, a->err);

    if (status == CT_OK && value != NULL)
        ct_query_text(rows, 1, value);
    while (status == CT_OK) {
        status = ct_query_step(rows, &row, a->err);
        if (status != CT_OK || !row)
            break;
        char **more = realloc(*out, (*count + 2) * sizeof *more);
        if (more == NULL || (*out = more, !fill(&more[*count], ct_query_get_text(rows, 0)))) {
            status = ct_fail_memory(a->err);
            break;
        }
        more[++*count] = NULL;
    }
    ct_query_free(rows);
    return status;
}

static void free_list(char **words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    free(words);
}

static bool has(char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

static enum ct_status check_table(struct asking *a)
{
    static const char sql[] = "SELECT table_name FROM out.gpkg_contents ORDER BY table_name";
    static const char columns[] = "SELECT name FROM pragma_table_info(?, 'out')"
                                  " WHERE name NOT IN ('fid', 'geom') ORDER BY cid";
    char **tables = NULL;
    size_t count = 0;
    enum ct_status status = list(a, sql, NULL, &tables, &count);

    if (status == CT_OK && !has(tables, count, a->table))
        status = ct_fail(a->err, CT_USAGE, "E0692", "value", a->table, "nearest",
                         count > 0 ? ct_text_nearest(a->table, (const char *const *)tables) : NULL,
                         NULL);
    free_list(tables, count);
    if (status == CT_OK)
        status = list(a, columns, a->table, &a->columns, &a->count);
    a->is_column = a->column != NULL && has(a->columns, a->count, a->column);
    return status;
}

/* --- one row -------------------------------------------------------------------------------- */

static const char *text_of(const struct ct_explained_row *row, const char *column)
{
    for (size_t i = 0; i < row->count; i++)
        if (strcmp(row->columns[i], column) == 0)
            return row->cells[i].type == CT_VALUE_TEXT ? row->cells[i].text : NULL;
    return NULL;
}

static bool has_column(const struct ct_explained_row *row, const char *column)
{
    return has(row->columns, row->count, column);
}

/* What the row is about: the level and the column that names the object. */
static const char *level_of(const struct ct_explained_row *row, const char **id)
{
    static const char *const levels[] = {"community", "street", "county", "planning_unit"};
    const char *level = text_of(row, "level");

    *id = has_column(row, "project_id")                                       ? "project_id"
          : has_column(row, "unit_id") && strcmp(row->table, "facility") != 0 ? "unit_id"
                                                                              : "facility_id";
    if (level != NULL)
        return level;
    for (size_t i = 0; i < 4; i++)
        if (strcmp(row->table, levels[i]) == 0)
            return levels[i];
    return strcmp(*id, "project_id") == 0 ? "project"
           : strcmp(*id, "unit_id") == 0  ? "community"
                                          : "facility";
}

/* Puts what the files of queries/explain/ ask for into the table asked. */
static enum ct_status set_asked(struct asking *a, const struct ct_explained_row *row)
{
    static const char make[] = "CREATE TEMP TABLE IF NOT EXISTS asked"
                               " (level, unit, standard, clause, evidence); DELETE FROM asked;";
    const char *id, *level = level_of(row, &id);
    const char *const values[] = {level, text_of(row, id), text_of(row, "standard"),
                                  text_of(row, "clause"), text_of(row, "evidence")};
    struct ct_query *query = NULL;
    enum ct_status status = ct_work_script(a->work, "asked", make, a->err);

    if (status == CT_OK)
        status = ct_query_new(a->work, "INSERT INTO asked VALUES (?, ?, ?, ?, ?)", &query, a->err);
    if (status == CT_OK) {
        for (int i = 0; i < 5; i++)
            ct_query_text(query, i + 1, values[i]);
        status = ct_query_run(query, a->err);
    }
    ct_query_free(query);
    return status;
}

/* Is every word of the list a table of the output? */
static enum ct_status is_there(struct asking *a, const char *words, bool *all)
{
    enum ct_status status = CT_OK;

    *all = true;
    while (status == CT_OK && *all && *words != '\0') {
        char word[64];
        size_t n = strcspn(words, " ");
        snprintf(word, sizeof word, "%.*s", (int)n, words);
        status = ct_output_has(a->work, "out", word, all, a->err);
        words += n + strspn(words + n, " ");
    }
    return status;
}

static bool applies(const char *tables, const char *table)
{
    size_t n = strlen(table);

    for (const char *at = tables; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
        if (*at == '*' || (strncmp(at, table, n) == 0 && (at[n] == ' ' || at[n] == '\0')))
            return true;
    return false;
}

/* The lines that one file selects. */
static enum ct_status add_selected(struct asking *a, const struct ct_embedded *file)
{
    char section[32], heading[2][96];
    struct ct_query *rows = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(a->work, file->text, &rows, a->err);

    ct_script_value(file->text, "title_en", heading[CT_EN], sizeof heading[CT_EN]);
    ct_script_value(file->text, "title_zh", heading[CT_ZH], sizeof heading[CT_ZH]);
    ct_script_value(file->text, "section", section, sizeof section);
    while (status == CT_OK) {
        status = ct_query_step(rows, &row, a->err);
        if (status != CT_OK || !row)
            break;
        status = ct_explanation_add(
            a->explanation, section, (const char *const[]){heading[CT_EN], heading[CT_ZH]},
            (const char *const[]){ct_query_get_text(rows, 1), ct_query_get_text(rows, 0)},
            (const char *const[]){ct_query_get_text(rows, 3), ct_query_get_text(rows, 2)}, a->err);
    }
    ct_query_free(rows);
    return status;
}

static enum ct_status add_files(struct asking *a)
{
    const struct ct_embedded *file;
    enum ct_status status = CT_OK;

    for (size_t i = 0;
         status == CT_OK && (file = ct_script_file("queries/explain/", ".sql", i)) != NULL; i++) {
        char tables[128], needs[128];
        bool there = false;
        ct_script_value(file->text, "tables", tables, sizeof tables);
        ct_script_value(file->text, "needs", needs, sizeof needs);
        if (!applies(tables, a->table))
            continue;
        status = is_there(a, needs, &there);
        if (status == CT_OK && there)
            status = add_selected(a, file);
    }
    return status;
}

static enum ct_status add_cells(struct asking *a, const struct ct_explained_row *row)
{
    static const char *const heading[2] = {"Row", "行"};
    static const char sql[] =
        "SELECT coalesce(description, ''), coalesce(title, '')"
        " FROM out.gpkg_data_columns WHERE table_name = ? AND column_name = ?";
    struct ct_query *titles = NULL;
    enum ct_status status = ct_query_new(a->work, sql, &titles, a->err);

    for (size_t i = 0; status == CT_OK && i < row->count; i++) {
        char number[32], title[2][192];
        bool found = false;
        const struct ct_cell *cell = &row->cells[i];
        if (a->is_column && cell->type != CT_VALUE_TEXT && strcmp(row->columns[i], a->column) != 0)
            continue; /* the texts say which row it is */
        if (cell->type != CT_VALUE_TEXT && cell->type != CT_VALUE_NULL)
            ct_text_from_double(number, cell->number);
        const char *value = cell->type == CT_VALUE_NULL   ? "NULL"
                            : cell->type == CT_VALUE_TEXT ? cell->text
                                                          : number;
        ct_query_text(titles, 1, a->table);
        ct_query_text(titles, 2, row->columns[i]);
        status = ct_query_step(titles, &found, a->err);
        for (int lang = CT_EN; lang <= CT_ZH; lang++)
            snprintf(title[lang], sizeof title[lang], "%s %s", row->columns[i],
                     found ? ct_query_get_text(titles, lang) : "");
        ct_query_reset(titles);
        if (status == CT_OK)
            status = ct_explanation_add(a->explanation, "row", heading,
                                        (const char *const[]){title[CT_EN], title[CT_ZH]},
                                        (const char *const[]){value, value}, a->err);
    }
    ct_query_free(titles);
    return status;
}

static enum ct_status explain_one(struct asking *a, const struct ct_query *query)
{
    struct ct_explained_row row = {.table = a->table,
                                   .layer_sql = a->layer_sql,
                                   .count = a->count,
                                   .columns = a->columns,
                                   .cells = calloc(a->count + 1, sizeof *row.cells)};

    if (row.cells == NULL)
        return ct_fail_memory(a->err);
    for (size_t i = 0; i < a->count; i++) {
        enum ct_value type = ct_query_type(query, (int)i);
        row.cells[i] = (struct ct_cell){
            .type = type == CT_VALUE_BLOB ? CT_VALUE_NULL : type,
            .number = ct_query_get_number(query, (int)i),
            .text = type == CT_VALUE_TEXT ? ct_query_get_text(query, (int)i) : NULL};
    }
    enum ct_status status = add_cells(a, &row);
    if (status == CT_OK)
        status = ct_explain_formulas(a->explanation, &row, a->is_column ? a->column : NULL, a->err);
    if (status == CT_OK)
        status = set_asked(a, &row);
    if (status == CT_OK)
        status = add_files(a);
    free(row.cells);
    return status;
}

/* --- the rows meant ------------------------------------------------------------------------- */

static const char *const id_columns[] = {"unit_id", "facility_id", "project_id", "site_id",
                                         "gap_id",  "key",         "clause",     "name",
                                         "code",    "old_ids",     "new_ids"};
enum { ID_COLUMNS = sizeof id_columns / sizeof *id_columns };

static void add_condition(const struct asking *a, struct ct_buffer *sql)
{
    ct_buffer_add(sql, "(?1 = '#' || fid");
    for (size_t i = 0; i < ID_COLUMNS; i++)
        if (has(a->columns, a->count, id_columns[i]))
            ct_buffer_printf(sql, " OR CAST(\"%s\" AS TEXT) = ?1", id_columns[i]);
    ct_buffer_add(sql, ")");
    if (a->column == NULL || a->is_column)
        return;
    ct_buffer_add(sql, " AND ?2 IN (");
    for (size_t i = 0; i < a->count; i++)
        ct_buffer_printf(sql, "%s\"%s\"", i > 0 ? ", " : "", a->columns[i]);
    ct_buffer_add(sql, ")");
}

static enum ct_status find_rows(struct asking *a, struct ct_query **out)
{
    struct ct_buffer sql = {0};

    ct_buffer_add(&sql, "SELECT ");
    for (size_t i = 0; i < a->count; i++)
        ct_buffer_printf(&sql, "%s\"%s\"", i > 0 ? ", " : "", a->columns[i]);
    ct_buffer_printf(&sql, " FROM out.\"%s\" WHERE ", a->table);
    add_condition(a, &sql);
    ct_buffer_printf(&sql, " ORDER BY fid LIMIT %d", MOST_ROWS);
    enum ct_status status =
        sql.failed ? ct_fail_memory(a->err) : ct_query_new(a->work, sql.data, out, a->err);
    ct_buffer_free(&sql);
    if (status != CT_OK)
        return status;
    ct_query_text(*out, 1, a->id);
    if (a->column != NULL && !a->is_column)
        ct_query_text(*out, 2, a->column);
    return CT_OK;
}

/* Nothing was found: was it the id, or the column? */
static enum ct_status none_found(struct asking *a)
{
    if (a->column != NULL && !a->is_column)
        return ct_fail(a->err, CT_USAGE, "E0694", "table", a->table, "value", a->column, "nearest",
                       ct_text_nearest(a->column, (const char *const *)a->columns), "id", a->id,
                       NULL);
    return ct_fail(a->err, CT_USAGE, "E0693", "table", a->table, "value", a->id, NULL);
}

static enum ct_status explain_rows(struct asking *a)
{
    struct ct_query *rows = NULL;
    bool row = true;
    size_t count = 0;
    enum ct_status status = find_rows(a, &rows);

    while (status == CT_OK) {
        status = ct_query_step(rows, &row, a->err);
        if (status != CT_OK || !row)
            break;
        count++;
        status = explain_one(a, rows);
    }
    ct_query_free(rows);
    if (status == CT_OK && count == 0)
        status = none_found(a);
    return status == CT_OK ? ct_explain_queries(a->explanation, a->work, a->table,
                                                a->is_column ? a->column : NULL, a->err)
                           : status;
}

static enum ct_status read_layer(struct asking *a)
{
    static const char sql[] = "SELECT sql FROM out.query WHERE name = ?";
    char name[96], **texts = NULL;
    size_t count = 0;

    snprintf(name, sizeof name, "layers/%s.sql", a->table);
    enum ct_status status = list(a, sql, name, &texts, &count);
    if (count > 0) {
        a->layer_sql = texts[0];
        texts[0] = NULL;
    }
    free_list(texts, count);
    return status;
}

enum ct_status ct_explain_row(const char *path, const char *table, const char *id,
                              const char *column, struct ct_explanation **out, struct ct_error *err)
{
    struct asking a = {.table = table, .id = id, .column = column, .err = err};

    *out = a.explanation = calloc(1, sizeof *a.explanation);
    if (a.explanation == NULL)
        return ct_fail_memory(err);
    enum ct_status status = ct_output_open(path, &a.work, err);
    if (status == CT_OK)
        status = check_table(&a);
    if (status == CT_OK)
        status = read_layer(&a);
    if (status == CT_OK)
        status = explain_rows(&a);
    free_list(a.columns, a.count);
    free(a.layer_sql);
    ct_work_close(a.work);
    return status;
}

void ct_explanation_free(struct ct_explanation *explanation)
{
    for (size_t i = 0; explanation != NULL && i < explanation->count; i++) {
        struct ct_explained *line = &explanation->lines[i];
        free(line->section);
        for (int lang = CT_EN; lang <= CT_ZH; lang++) {
            free(line->heading[lang]);
            free(line->title[lang]);
            free(line->text[lang]);
        }
    }
    if (explanation != NULL)
        free(explanation->lines);
    free(explanation);
}

size_t ct_explanation_lines(const struct ct_explanation *explanation)
{
    return explanation->count;
}

struct ct_explanation_line ct_explanation_line(const struct ct_explanation *explanation, size_t i)
{
    const struct ct_explained *line = &explanation->lines[i];

    return (struct ct_explanation_line){
        .section = line->section,
        .heading = {line->heading[CT_EN], line->heading[CT_ZH]},
        .title = {line->title[CT_EN], line->title[CT_ZH]},
        .text = {line->text[CT_EN], line->text[CT_ZH]},
    };
}
