/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a standard: head lines "# key: value", the names of the columns, a clause a row.
 * Every cell that is wrong is a complaint with its address, what is allowed and what is nearest.
 * O(cells x words).
 */
#include "base/fail.h"
#include "judge/standard_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_field_names[CT_FIELDS] = {
    "id",       "section", "applies_to", "condition", "measure", "comparison", "limit",     "unit",
    "strength", "year",    "quote_zh",   "text_zh",   "text_en", "source",     "confidence"};
const char *const ct_comparison_names[] = {">=",    "<=",      ">",   "<", "=",
                                           "about", "between", "yes", ""};
const char *const ct_strength_names[] = {"must", "gate", "should", "target", "report"};

/* A cell without the blanks around it. */
static char *cell_text(const struct ct_standard_reading *r, size_t row, int column)
{
    const char *s = column >= 0 ? ct_rows_cell(&r->grid, row, (size_t)column) : "";
    s += strspn(s, " \t\r\n");
    size_t n = strlen(s);
    while (n > 0 && strchr(" \t\r\n", s[n - 1]) != NULL)
        n--;
    return strndup(s, n);
}

enum ct_status ct_standard_complain(struct ct_standard_reading *r, struct ct_error *err)
{
    return ct_complaints_add(r->complaints, &r->error, err);
}

/* Where the next complaint is: file, cell, line. */
struct place {
    char file[128], cell[32], line[24], column[24];
};

static const char *set_place(const struct ct_standard_reading *r, size_t row, int column,
                             struct place *place)
{
    ct_standard_file(r->standard, place->file);
    ct_rows_address(row, column >= 0 ? (size_t)column : 0, place->cell);
    snprintf(place->line, sizeof place->line, "%zu", row + 1);
    snprintf(place->column, sizeof place->column, "%d", column >= 0 ? column + 1 : 1);
    return place->file;
}

/* A word that is none of a group (code E0613, E0615, E0619). */
static enum ct_status unknown_word(struct ct_standard_reading *r, const char *code, size_t row,
                                   int column, const char *group, const char *value,
                                   struct ct_error *err)
{
    struct place at;
    char known[400], nearest[64];
    ct_standard_known(r, group, value, known, nearest);
    ct_fail(&r->error, CT_INPUT, code, "file", set_place(r, row, column, &at), "cell", at.cell,
            "line", at.line, "column", at.column, "value", value, "field", group, "known", known,
            "nearest", nearest, NULL);
    return ct_standard_complain(r, err);
}

/* --- head lines ------------------------------------------------------------------------------- */

static bool is_head(const struct ct_rows *grid, size_t row)
{
    return strncmp(ct_rows_cell(grid, row, 0), "# ", 2) == 0;
}

static bool is_blank(const struct ct_rows *grid, size_t row)
{
    for (size_t c = 0; c < ct_rows_width(grid, row); c++)
        if (ct_rows_cell(grid, row, c)[strspn(ct_rows_cell(grid, row, c), " \t\r\n")] != '\0')
            return false;
    return true;
}

/* The whole row as it was before it was cut at its commas. */
static bool join_cells(const struct ct_rows *grid, size_t row, struct ct_buffer *text)
{
    size_t width = ct_rows_width(grid, row);
    ct_buffer_add(text, "");
    while (width > 1 && *ct_rows_cell(grid, row, width - 1) == '\0')
        width--;
    for (size_t c = 0; c < width; c++)
        ct_buffer_printf(text, "%s%s", c > 0 ? "," : "", ct_rows_cell(grid, row, c));
    return !text->failed;
}

static char **head_field(struct ct_standard *standard, const char *key)
{
    const struct {
        const char *key;
        char **to;
    } heads[] = {{"title_zh", &standard->title[CT_ZH]}, {"title_en", &standard->title[CT_EN]},
                 {"document", &standard->document},     {"issued", &standard->issued},
                 {"period", &standard->period},         {"note_zh", &standard->note[CT_ZH]},
                 {"note_en", &standard->note[CT_EN]}};
    for (size_t i = 0; key != NULL && i < sizeof heads / sizeof *heads; i++)
        if (strcmp(heads[i].key, key) == 0)
            return heads[i].to;
    return NULL;
}

static enum ct_status take_head(struct ct_standard_reading *r, size_t row, struct ct_error *err)
{
    struct ct_buffer text = {0};
    char key[64];
    enum ct_status status = CT_OK;
    if (!join_cells(&r->grid, row, &text))
        return ct_fail_memory(err);
    const char *line = text.data + 2;
    const char *colon = strchr(line, ':'), *wide = strstr(line, "：");
    if (wide != NULL && (colon == NULL || wide < colon))
        colon = wide;
    ct_text_fit(key, sizeof key, line);
    if (colon != NULL && (size_t)(colon - line) < sizeof key)
        key[colon - line] = '\0';
    char **to = head_field(r->standard, ct_standard_word(r, "head", key));
    if (to == NULL || colon == NULL) {
        status = unknown_word(r, "E0619", row, 0, "head", key, err);
    } else {
        colon += colon == wide ? strlen("：") : 1;
        free(*to);
        *to = ct_text_copy(colon + strspn(colon, " "));
        status = *to != NULL ? CT_OK : ct_fail_memory(err);
    }
    ct_buffer_free(&text);
    return status;
}

/* --- columns ---------------------------------------------------------------------------------- */

/* The field that a column is called, or CT_FIELDS. */
static enum ct_field field_of(const struct ct_standard_reading *r, const char *name)
{
    for (size_t i = 0; i < r->columns.count; i++)
        for (enum ct_field f = 0; f < CT_FIELDS; f++)
            if (strcmp(r->columns.rows[i].meaning, ct_field_names[f]) == 0 &&
                ct_input_names_has(&r->columns.rows[i], name))
                return f;
    return CT_FIELDS;
}

static bool column_is_empty(const struct ct_rows *grid, size_t from, size_t column)
{
    for (size_t row = from; row < grid->rows; row++)
        if (!is_head(grid, row) && *ct_rows_cell(grid, row, column) != '\0')
            return false;
    return true;
}

static enum ct_status take_column(struct ct_standard_reading *r, size_t row, size_t c,
                                  struct ct_error *err)
{
    char *name = cell_text(r, row, (int)c);
    if (name == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    enum ct_field field = *name != '\0' ? field_of(r, name) : CT_FIELDS;
    if (*name == '\0' && column_is_empty(&r->grid, row + 1, c))
        ; /* nothing there */
    else if (field == CT_FIELDS || r->standard->column[field] >= 0)
        status = unknown_word(r, "E0613", row, (int)c, "", name, err);
    else
        r->standard->column[field] = (int)c;
    free(name);
    return status;
}

static size_t widest(const struct ct_rows *grid, size_t from)
{
    size_t most = 0;
    for (size_t row = from; row < grid->rows; row++)
        if (!is_head(grid, row) && ct_rows_width(grid, row) > most)
            most = ct_rows_width(grid, row);
    return most;
}

static enum ct_status take_columns(struct ct_standard_reading *r, size_t row, struct ct_error *err)
{
    static const enum ct_field needed[] = {CT_FIELD_ID, CT_FIELD_APPLIES_TO, CT_FIELD_STRENGTH};
    enum ct_status status = CT_OK;
    char known[400], nearest[64];
    struct place at;
    for (size_t c = 0; status == CT_OK && c < widest(&r->grid, row); c++)
        status = take_column(r, row, c, err);
    ct_standard_known(r, "", "", known, nearest);
    for (size_t i = 0; status == CT_OK && i < sizeof needed / sizeof *needed; i++) {
        if (r->standard->column[needed[i]] >= 0)
            continue;
        ct_fail(&r->error, CT_INPUT, "E0612", "file", set_place(r, row, 0, &at), "cell", at.cell,
                "line", at.line, "column", at.column, "field", ct_field_names[needed[i]], "known",
                known, NULL);
        status = ct_standard_complain(r, err);
    }
    return status;
}

/* --- clauses ---------------------------------------------------------------------------------- */

static enum ct_status empty_cell(struct ct_standard_reading *r, const struct ct_clause *clause,
                                 enum ct_field field, struct ct_error *err)
{
    struct place at;
    int column = r->standard->column[field];
    ct_fail(&r->error, CT_INPUT, "E0614", "file",
            set_place(r, (size_t)clause->row - 1, column, &at), "cell", at.cell, "line", at.line,
            "column", at.column, "field", ct_field_names[field], NULL);
    return ct_standard_complain(r, err);
}

static enum ct_status misfit(struct ct_standard_reading *r, const struct ct_clause *clause,
                             const char *en, const char *zh, struct ct_error *err)
{
    struct place at;
    ct_fail(&r->error, CT_INPUT, "E0617", "file",
            set_place(r, (size_t)clause->row - 1, r->standard->column[CT_FIELD_LIMIT], &at), "cell",
            at.cell, "line", at.line, "column", at.column, "reason", en, "reason_zh", zh, NULL);
    return ct_standard_complain(r, err);
}

/* One word of a cell; *word stays NULL where it is none (a complaint) or empty. */
static enum ct_status take_word(struct ct_standard_reading *r, size_t row, enum ct_field field,
                                const char *cell, const char **word, struct ct_error *err)
{
    *word = *cell != '\0' ? ct_standard_word(r, ct_field_names[field], cell) : NULL;
    if (*word != NULL || *cell == '\0')
        return CT_OK;
    return unknown_word(r, "E0615", row, r->standard->column[field], ct_field_names[field], cell,
                        err);
}

static int index_of(const char *word, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(word, names[i]) == 0)
            return i;
    return -1;
}

/* Adds a level to a clause. */
static void add_level(struct ct_clause *clause, const char *word, bool *all, struct ct_buffer *text)
{
    int level = index_of(word, ct_level_names, CT_LEVELS);
    bool urban = strcmp(word, "community_urban") == 0;
    bool rural = strcmp(word, "community_rural") == 0;
    if (urban || rural)
        level = CT_LEVEL_COMMUNITY;
    else if (level < 0) /* province */
        level = CT_LEVEL_CITY;
    *all = *all || strcmp(word, "community") == 0;
    clause->urban = clause->urban || urban;
    clause->rural = clause->rural || rural;
    clause->levels |= 1u << level;
    ct_buffer_printf(text, "%s%s", text->size > 0 ? "|" : "", word);
}

static enum ct_status take_levels(struct ct_standard_reading *r, struct ct_clause *clause,
                                  struct ct_error *err)
{
    size_t row = (size_t)clause->row - 1;
    char piece[64];
    bool all = false;
    struct ct_buffer text = {0};
    enum ct_status status = CT_OK;
    char *cell = clause->applies_to;
    for (const char *at = cell; status == CT_OK && ct_standard_piece(&at, piece);) {
        const char *word = NULL;
        status = take_word(r, row, CT_FIELD_APPLIES_TO, piece, &word, err);
        if (word != NULL)
            add_level(clause, word, &all, &text);
    }
    if (all || (clause->urban && clause->rural))
        clause->urban = clause->rural = false;
    if (status == CT_OK && *cell == '\0')
        status = empty_cell(r, clause, CT_FIELD_APPLIES_TO, err);
    ct_buffer_add(&text, "");
    clause->applies_to = text.data;
    free(cell);
    return text.failed ? ct_fail_memory(err) : status;
}

/* "low .. high" into limit and limit_high. */
static enum ct_status split_limit(struct ct_standard_reading *r, struct ct_clause *clause,
                                  struct ct_error *err)
{
    char *dots = strstr(clause->limit, "..");
    bool two = dots != NULL && dots != clause->limit && strstr(dots + 2, "..") == NULL &&
               dots[2 + strspn(dots + 2, " ")] != '\0';
    if (clause->comparison != CT_BETWEEN)
        return dots == NULL ? CT_OK
                            : misfit(r, clause, "only \"between\" has a limit \"low .. high\"",
                                     "只有 between 的限值写作“下限 .. 上限”", err);
    if (!two)
        return misfit(r, clause, "\"between\" needs a limit \"low .. high\"",
                      "between 的限值应写作“下限 .. 上限”", err);
    char *high = ct_text_copy(dots + 2 + strspn(dots + 2, " "));
    if (high == NULL)
        return ct_fail_memory(err);
    free(clause->limit_high);
    clause->limit_high = high;
    while (dots > clause->limit && dots[-1] == ' ')
        dots--;
    *dots = '\0';
    return CT_OK;
}

static enum ct_status check_limit(struct ct_standard_reading *r, struct ct_clause *clause,
                                  struct ct_error *err)
{
    bool limited = clause->comparison != CT_REPORTED && clause->comparison != CT_YES;
    if (clause->comparison != CT_REPORTED && *clause->measure == '\0')
        return empty_cell(r, clause, CT_FIELD_MEASURE, err);
    if (limited && *clause->limit == '\0')
        return empty_cell(r, clause, CT_FIELD_LIMIT, err);
    if (!limited && *clause->limit != '\0')
        return clause->comparison == CT_YES
                   ? misfit(r, clause, "\"yes\" has no limit", "yes 不填限值", err)
                   : misfit(r, clause, "a limit without a comparison", "有限值而无比较符", err);
    return split_limit(r, clause, err);
}

static enum ct_status take_comparison(struct ct_standard_reading *r, struct ct_clause *clause,
                                      char *const cell[CT_FIELDS], struct ct_error *err)
{
    const size_t row = (size_t)clause->row - 1;
    const char *word = NULL;
    const size_t before = r->complaints->count;
    enum ct_status status =
        take_word(r, row, CT_FIELD_COMPARISON, cell[CT_FIELD_COMPARISON], &word, err);
    clause->comparison = CT_REPORTED;
    if (word != NULL)
        clause->comparison =
            (enum ct_comparison)index_of(word, ct_comparison_names, CT_REPORTED + 1);
    return status == CT_OK && r->complaints->count == before ? check_limit(r, clause, err) : status;
}

static enum ct_status take_strength(struct ct_standard_reading *r, struct ct_clause *clause,
                                    char *const cell[CT_FIELDS], struct ct_error *err)
{
    const size_t row = (size_t)clause->row - 1;
    const char *word = NULL;
    if (*cell[CT_FIELD_STRENGTH] == '\0')
        return empty_cell(r, clause, CT_FIELD_STRENGTH, err);
    enum ct_status status =
        take_word(r, row, CT_FIELD_STRENGTH, cell[CT_FIELD_STRENGTH], &word, err);
    if (word != NULL)
        clause->strength = (enum ct_strength)index_of(word, ct_strength_names, CT_REPORT + 1);
    return status;
}

static enum ct_status take_confidence(struct ct_standard_reading *r, struct ct_clause *clause,
                                      struct ct_error *err)
{
    const char *word = NULL;
    enum ct_status status =
        take_word(r, (size_t)clause->row - 1, CT_FIELD_CONFIDENCE, clause->confidence, &word, err);
    if (word == NULL)
        return status;
    free(clause->confidence);
    clause->confidence = ct_text_copy(word);
    return clause->confidence != NULL ? CT_OK : ct_fail_memory(err);
}

static enum ct_status check_id(struct ct_standard_reading *r, const struct ct_clause *clause,
                               struct ct_error *err)
{
    struct place at;
    if (*clause->id == '\0')
        return empty_cell(r, clause, CT_FIELD_ID, err);
    for (size_t i = 0; i < r->into->clause_count; i++) {
        char row[24];
        const struct ct_clause *other = &r->into->clauses[i];
        if (other == clause || strcmp(other->id, clause->id) != 0)
            continue;
        snprintf(row, sizeof row, "%ld", other->row);
        ct_fail(&r->error, CT_INPUT, "E0616", "file",
                set_place(r, (size_t)clause->row - 1, r->standard->column[CT_FIELD_ID], &at),
                "cell", at.cell, "line", at.line, "column", at.column, "value", clause->id, "row",
                row, NULL);
        return ct_standard_complain(r, err);
    }
    return CT_OK;
}

/* The texts of a row; those that become words stay in cell[]. */
static bool take_texts(const struct ct_standard_reading *r, struct ct_clause *clause,
                       char *cell[CT_FIELDS])
{
    char **const to[CT_FIELDS] = {&clause->id,        &clause->section,  &clause->applies_to,
                                  &clause->condition, &clause->measure,  &cell[CT_FIELD_COMPARISON],
                                  &clause->limit,     &clause->unit,     &cell[CT_FIELD_STRENGTH],
                                  &clause->year,      &clause->quote_zh, &clause->text_zh,
                                  &clause->text_en,   &clause->source,   &clause->confidence};
    bool good = (clause->limit_high = ct_text_copy("")) != NULL;
    for (enum ct_field f = 0; f < CT_FIELDS; f++) {
        *to[f] = cell_text(r, (size_t)clause->row - 1, r->standard->column[f]);
        good = good && *to[f] != NULL;
    }
    return good;
}

static enum ct_status take_clause(struct ct_standard_reading *r, size_t row, struct ct_error *err)
{
    char *cell[CT_FIELDS] = {NULL};
    struct ct_clause *clause = &r->into->clauses[r->into->clause_count++];
    *clause = (struct ct_clause){.row = (long)row + 1};
    enum ct_status status = take_texts(r, clause, cell) ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK)
        status = check_id(r, clause, err);
    if (status == CT_OK)
        status = take_levels(r, clause, err);
    if (status == CT_OK)
        status = take_comparison(r, clause, cell, err);
    if (status == CT_OK)
        status = take_strength(r, clause, cell, err);
    if (status == CT_OK)
        status = take_confidence(r, clause, err);
    free(cell[CT_FIELD_COMPARISON]);
    free(cell[CT_FIELD_STRENGTH]);
    return status;
}

enum ct_status ct_standard_take(struct ct_standard_reading *r, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    bool named = false;
    r->into->clauses = calloc(r->grid.rows + 1, sizeof *r->into->clauses);
    if (r->into->clauses == NULL)
        return ct_fail_memory(err);
    for (size_t row = 0; status == CT_OK && row < r->grid.rows; row++) {
        if (is_head(&r->grid, row)) {
            status = take_head(r, row, err);
        } else if (is_blank(&r->grid, row)) {
            continue;
        } else if (!named) {
            size_t before = r->complaints->count;
            named = true;
            status = take_columns(r, row, err);
            if (r->complaints->count > before)
                break; /* the rows cannot be understood */
        } else {
            const size_t before = r->complaints->count;
            status = take_clause(r, row, err);
            if (r->complaints->count > before) /* only sound clauses stay */
                ct_clause_free(&r->into->clauses[--r->into->clause_count]);
        }
    }
    if (status == CT_OK && !named)
        status = take_columns(r, r->grid.rows, err);
    return status;
}
