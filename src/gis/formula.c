/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas by SQLite, behind three walls: the text must stay inside its brackets (formula_text.c),
 * the authorizer lets one SELECT pass, the columns of `object` and the functions of
 * formula_functions.c, and the machine stops after STEPS_MOST steps or at a text of LENGTH_MOST
 * bytes. There is no table that could be written. A formula is prepared twice, once as a WHERE,
 * where SQLite refuses what adds up rows. O(size) to compile, O(steps) to run.
 */
#include "gis/formula.h"
#include "base/fail.h"
#include "gis/formula_parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_AT_ONCE = 50, STEPS_MOST = 1000, LENGTH_MOST = 8192, COLUMNS_MOST = 1900 };

struct name {
    char *name, *text;
    struct ct_cell value; /* its text is `text` */
};

struct ct_formulas {
    sqlite3 *db;
    char **columns;
    struct ct_formula_row row;
    struct name *names;
    size_t name_count;
    int steps; /* in STEPS_AT_ONCE */
    /* While one is compiled: */
    struct ct_formula *now;
    int selects;
    bool short_of_memory;
    char reason[2][160], nearest[80]; /* why it is refused */
};

struct ct_formula {
    struct ct_formulas *formulas;
    sqlite3_stmt *statement;
    size_t *columns, column_count;
    size_t *names, name_count; /* by the index that SQLite gives them, from 1 */
};

/* --- what is allowed ------------------------------------------------------------------------- */

static void refuse(struct ct_formulas *f, const char *en, const char *zh, const char *word,
                   const char *const *words)
{
    const char *nearest = words != NULL ? ct_text_nearest(word, words) : NULL;
    snprintf(f->reason[CT_EN], sizeof f->reason[CT_EN], en, word);
    snprintf(f->reason[CT_ZH], sizeof f->reason[CT_ZH], zh, word);
    snprintf(f->nearest, sizeof f->nearest, "%s", nearest != NULL ? nearest : "");
}

static int refuse_function(struct ct_formulas *f, const char *name)
{
    refuse(f, "formulas have no function \"%.40s\"", "公式中没有函数“%.40s”", name,
           ct_formula_functions);
    return SQLITE_DENY;
}

static int allow_function(struct ct_formulas *f, const char *name)
{
    for (size_t i = 0; ct_formula_functions[i] != NULL; i++)
        if (ct_text_equal_fold(name, ct_formula_functions[i]))
            return SQLITE_OK;
    return refuse_function(f, name);
}

/* Adds i to a list, once. */
static bool add_once(size_t **list, size_t *count, size_t i)
{
    for (size_t k = 0; k < *count; k++)
        if ((*list)[k] == i)
            return true;
    size_t *longer = realloc(*list, (*count + 1) * sizeof **list);
    if (longer == NULL)
        return false;
    *list = longer;
    longer[(*count)++] = i;
    return true;
}

static int allow_column(struct ct_formulas *f, const char *table, const char *column)
{
    if (strcmp(table, "object") == 0 && *column == '\0') /* no column is read */
        return SQLITE_OK;
    for (size_t i = 0; strcmp(table, "object") == 0 && i < f->row.count; i++) {
        if (strcmp(column, f->columns[i]) != 0)
            continue;
        if (add_once(&f->now->columns, &f->now->column_count, i))
            return SQLITE_OK;
        f->short_of_memory = true;
        return SQLITE_DENY;
    }
    refuse(f, "there is no column \"%.40s\"", "没有“%.40s”这一列", column,
           (const char *const *)f->columns);
    return SQLITE_DENY;
}

static int authorize(void *formulas, int action, const char *a, const char *b, const char *database,
                     const char *trigger)
{
    struct ct_formulas *f = formulas;
    (void)database, (void)trigger;
    if (action == SQLITE_FUNCTION)
        return allow_function(f, b);
    if (action == SQLITE_READ)
        return allow_column(f, a, b);
    if (action == SQLITE_SELECT && f->selects++ == 0)
        return SQLITE_OK;
    refuse(f, "a formula reads the columns of its own object only", "公式只能读取所评对象自己的列",
           "", NULL);
    return SQLITE_DENY;
}

static int count_steps(void *formulas)
{
    return ++((struct ct_formulas *)formulas)->steps > STEPS_MOST / STEPS_AT_ONCE;
}

/* --- the connection -------------------------------------------------------------------------- */

static void set_limits(sqlite3 *db)
{
    static const int limits[][2] = {
        {SQLITE_LIMIT_EXPR_DEPTH, 100},     {SQLITE_LIMIT_COMPOUND_SELECT, 1},
        {SQLITE_LIMIT_VDBE_OP, 20000},      {SQLITE_LIMIT_FUNCTION_ARG, 32},
        {SQLITE_LIMIT_ATTACHED, 0},         {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 0},    {SQLITE_LIMIT_WORKER_THREADS, 0},
        {SQLITE_LIMIT_LENGTH, LENGTH_MOST}, {SQLITE_LIMIT_SQL_LENGTH, LENGTH_MOST},
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        sqlite3_limit(db, limits[i][0], limits[i][1]);
}

static int close_doors(struct ct_formulas *f)
{
    static const int doors[][2] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_DQS_DML, 0}, /* "x" is never a text */
    };
    int code = SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < sizeof doors / sizeof *doors; i++)
        code = sqlite3_db_config(f->db, doors[i][0], doors[i][1], (int *)NULL);
    if (code == SQLITE_OK)
        code = sqlite3_set_authorizer(f->db, authorize, f);
    sqlite3_progress_handler(f->db, STEPS_AT_ONCE, count_steps, f);
    return code;
}

/* The table is made when it is first read: before the limits, which its many columns exceed. */
static int open_connection(struct ct_formulas *f)
{
    int code = sqlite3_open_v2(
        ":memory:", &f->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = ct_formula_register(f->db);
    if (code == SQLITE_OK)
        code = ct_formula_object(f->db, &f->row);
    if (code == SQLITE_OK)
        code = sqlite3_exec(f->db, "SELECT 1 FROM object", NULL, NULL, NULL);
    set_limits(f->db);
    return code == SQLITE_OK ? close_doors(f) : code;
}

static enum ct_status copy_columns(struct ct_formulas *f, const char *const *columns, size_t count,
                                   struct ct_error *err)
{
    f->columns = calloc(count + 1, sizeof *f->columns);
    f->row.cells = calloc(count + 1, sizeof *f->row.cells);
    if (f->columns == NULL || f->row.cells == NULL)
        return ct_fail_memory(err);
    f->row.columns = (const char *const *)f->columns;
    for (; f->row.count < count; f->row.count++)
        if ((f->columns[f->row.count] = ct_text_copy(columns[f->row.count])) == NULL)
            return ct_fail_memory(err);
    return CT_OK;
}

enum ct_status ct_formulas_open(const char *const *columns, size_t count, struct ct_formulas **out,
                                struct ct_error *err)
{
    struct ct_formulas *f = calloc(1, sizeof *f);
    *out = NULL;
    if (f == NULL)
        return ct_fail_memory(err);
    enum ct_status status = count > 0 && count <= COLUMNS_MOST
                                ? copy_columns(f, columns, count, err)
                                : ct_fail(err, CT_INTERNAL, "E0903", "reason", "columns", NULL);
    if (status == CT_OK && open_connection(f) != SQLITE_OK)
        status = sqlite3_errcode(f->db) == SQLITE_NOMEM
                     ? ct_fail_memory(err)
                     : ct_fail(err, CT_INTERNAL, "E0910", "name", "formula", "reason",
                               sqlite3_errmsg(f->db), NULL);
    if (status != CT_OK) {
        ct_formulas_close(f);
        return status;
    }
    *out = f;
    return CT_OK;
}

void ct_formulas_close(struct ct_formulas *f)
{
    if (f == NULL)
        return;
    sqlite3_close(f->db);
    for (size_t i = 0; f->columns != NULL && f->columns[i] != NULL; i++)
        free(f->columns[i]);
    for (size_t i = 0; i < f->name_count; i++) {
        free(f->names[i].name);
        free(f->names[i].text);
    }
    free(f->names);
    free(f->columns);
    free(f->row.cells);
    free(f);
}

/* --- values ---------------------------------------------------------------------------------- */

static struct name *find_name(const struct ct_formulas *f, const char *name)
{
    for (size_t i = 0; i < f->name_count; i++)
        if (strcmp(f->names[i].name, name) == 0)
            return &f->names[i];
    return NULL;
}

static struct name *add_name(struct ct_formulas *f, const char *name)
{
    struct name *longer = realloc(f->names, (f->name_count + 1) * sizeof *longer);
    if (longer == NULL)
        return NULL;
    f->names = longer;
    longer[f->name_count] = (struct name){.name = ct_text_copy(name)};
    return longer[f->name_count].name != NULL ? &longer[f->name_count++] : NULL;
}

enum ct_status ct_formulas_name(struct ct_formulas *f, const char *name,
                                const struct ct_cell *value, struct ct_error *err)
{
    struct name *to = find_name(f, name);
    char *text = value->type == CT_VALUE_TEXT ? ct_text_copy(value->text) : NULL;
    if (to == NULL)
        to = add_name(f, name);
    if (to == NULL || (value->type == CT_VALUE_TEXT && text == NULL)) {
        free(text);
        return ct_fail_memory(err);
    }
    free(to->text);
    to->text = text;
    to->value = *value;
    to->value.text = text;
    return CT_OK;
}

enum ct_status ct_formulas_row(struct ct_formulas *f, const struct ct_cell *cells,
                               struct ct_error *err)
{
    (void)err;
    memcpy(f->row.cells, cells, f->row.count * sizeof *cells);
    return CT_OK;
}

/* --- compiling ------------------------------------------------------------------------------- */

static enum ct_status unlawful(struct ct_formulas *f, const char *text, struct ct_error *err)
{
    char start[240]; /* a long one leaves room for the reason */
    ct_text_fit(start, sizeof start, text);
    return ct_fail(err, CT_INPUT, "E0601", "formula", start, "reason", f->reason[CT_EN],
                   "reason_zh", f->reason[CT_ZH], "nearest", f->nearest, NULL);
}

/* Why SQLite refused it, where the authorizer has not said so. */
static void find_reason(struct ct_formulas *f)
{
    static const char column[] = "no such column: ", function[] = "no such function: ";
    const char *why = sqlite3_errmsg(f->db);
    if (*f->reason[CT_EN] != '\0')
        return;
    if (strncmp(why, column, sizeof column - 1) == 0)
        allow_column(f, "", why + sizeof column - 1);
    else if (strncmp(why, function, sizeof function - 1) == 0)
        refuse_function(f, why + sizeof function - 1);
    else
        refuse(f, "%.150s", "SQLite：%.120s", why, NULL);
}

/* Prepares `form` with the expression in place of its "?". */
static enum ct_status prepare(struct ct_formula *formula, const char *text, const char *expression,
                              const char *form, struct ct_error *err)
{
    struct ct_formulas *f = formula->formulas;
    const char *tail = "";
    struct ct_buffer sql = {0};
    sqlite3_finalize(formula->statement);
    formula->statement = NULL;
    f->selects = f->steps = 0;
    for (const char *at = form; *at != '\0'; at++)
        ct_buffer_add_n(&sql, *at == '?' ? expression : at, *at == '?' ? strlen(expression) : 1);
    int code = sql.failed ? SQLITE_NOMEM
                          : sqlite3_prepare_v2(f->db, sql.data, -1, &formula->statement, &tail);
    bool one = code == SQLITE_OK && *tail == '\0' &&
               sqlite3_column_count(formula->statement) == 1 &&
               sqlite3_stmt_readonly(formula->statement);
    ct_buffer_free(&sql);
    if (one)
        return CT_OK;
    if (code == SQLITE_NOMEM || f->short_of_memory)
        return ct_fail_memory(err);
    find_reason(f);
    return unlawful(f, text, err);
}

static enum ct_status unknown_name(struct ct_formulas *f, const char *text, const char *name,
                                   struct ct_error *err)
{
    const char **known = calloc(f->name_count + 1, sizeof *known);
    if (known == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < f->name_count; i++)
        known[i] = f->names[i].name;
    refuse(f, "there is no value \":%.40s\"", "没有名为“:%.40s”的参数", name, known);
    free(known);
    return unlawful(f, text, err);
}

static enum ct_status find_names(struct ct_formula *formula, const char *text, struct ct_error *err)
{
    struct ct_formulas *f = formula->formulas;
    int count = sqlite3_bind_parameter_count(formula->statement);
    formula->names = calloc((size_t)count + 1, sizeof *formula->names);
    if (formula->names == NULL)
        return ct_fail_memory(err);
    for (int i = 1; i <= count; i++) {
        const char *name = sqlite3_bind_parameter_name(formula->statement, i);
        const struct name *known = name && *name == ':' ? find_name(f, name + 1) : NULL;
        if (known == NULL)
            return unknown_name(f, text, name != NULL ? name + 1 : "?", err);
        formula->names[formula->name_count++] = (size_t)(known - f->names);
    }
    return CT_OK;
}

static enum ct_status compile(struct ct_formula *formula, const char *text, struct ct_error *err)
{
    struct ct_formulas *f = formula->formulas;
    struct ct_buffer expression = {0};
    const char *reason[2] = {NULL, NULL};
    enum ct_status status = CT_OK;
    f->now = formula;
    *f->reason[CT_EN] = *f->reason[CT_ZH] = *f->nearest = '\0';
    if (!ct_formula_text(text, &expression, reason)) {
        refuse(f, "%s", "%s", reason[CT_EN], NULL);
        snprintf(f->reason[CT_ZH], sizeof f->reason[CT_ZH], "%s", reason[CT_ZH]);
        status = unlawful(f, text, err);
    } else if (expression.failed)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = prepare(formula, text, expression.data, "SELECT 1 FROM object WHERE (?)", err);
    if (status == CT_OK)
        status = prepare(formula, text, expression.data, "SELECT (?) FROM object", err);
    if (status == CT_OK)
        status = find_names(formula, text, err);
    ct_buffer_free(&expression);
    f->now = NULL;
    return status;
}

enum ct_status ct_formula_new(struct ct_formulas *formulas, const char *text,
                              struct ct_formula **out, struct ct_error *err)
{
    struct ct_formula *formula = calloc(1, sizeof *formula);
    *out = NULL;
    if (formula == NULL)
        return ct_fail_memory(err);
    formula->formulas = formulas;
    enum ct_status status = compile(formula, text, err);
    if (status != CT_OK) {
        ct_formula_free(formula);
        return status;
    }
    *out = formula;
    return CT_OK;
}

void ct_formula_free(struct ct_formula *formula)
{
    if (formula == NULL)
        return;
    sqlite3_finalize(formula->statement);
    free(formula->columns);
    free(formula->names);
    free(formula);
}

bool ct_formula_column(const struct ct_formula *formula, size_t i, size_t *column)
{
    if (i >= formula->column_count)
        return false;
    *column = formula->columns[i];
    return true;
}

const char *ct_formula_name(const struct ct_formula *formula, size_t i)
{
    return i < formula->name_count ? formula->formulas->names[formula->names[i]].name : NULL;
}

/* --- running --------------------------------------------------------------------------------- */

static int bind(sqlite3_stmt *statement, int i, const struct ct_cell *value)
{
    if (value->type == CT_VALUE_TEXT)
        return sqlite3_bind_text(statement, i, value->text, -1, SQLITE_TRANSIENT);
    if (value->type == CT_VALUE_INTEGER || value->type == CT_VALUE_NUMBER)
        return sqlite3_bind_double(statement, i, value->number); /* NAN becomes NULL */
    return sqlite3_bind_null(statement, i);
}

static enum ct_status stopped(struct ct_formula *formula, int code, struct ct_error *err)
{
    const char *text = sqlite3_sql(formula->statement);
    const char *en = sqlite3_errmsg(formula->formulas->db), *zh = en;
    if (code == SQLITE_NOMEM)
        return ct_fail_memory(err);
    if (code == SQLITE_INTERRUPT) {
        en = "it takes more than 1,000 steps";
        zh = "超过 1000 步";
    } else if (code == SQLITE_TOOBIG) {
        en = "a text is longer than 8,192 bytes";
        zh = "有文字超过 8192 字节";
    }
    return ct_fail(err, CT_INPUT, "E0602", "formula", text, "reason", en, "reason_zh", zh, NULL);
}

/* Infinity is no value: NULL. */
static struct ct_cell result(sqlite3_stmt *statement)
{
    struct ct_cell cell = {.type = CT_VALUE_NULL, .number = (double)NAN};
    int type = sqlite3_column_type(statement, 0);
    if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
        double number = sqlite3_column_double(statement, 0);
        if (isfinite(number)) {
            cell.type = type == SQLITE_INTEGER ? CT_VALUE_INTEGER : CT_VALUE_NUMBER;
            cell.number = number;
        }
    } else if (type != SQLITE_NULL) {
        cell.type = CT_VALUE_TEXT;
        cell.text = (const char *)sqlite3_column_text(statement, 0);
    }
    return cell;
}

enum ct_status ct_formula_value(struct ct_formula *formula, struct ct_cell *out,
                                struct ct_error *err)
{
    struct ct_formulas *f = formula->formulas;
    int code = SQLITE_OK;
    sqlite3_reset(formula->statement);
    f->steps = 0;
    for (size_t i = 0; code == SQLITE_OK && i < formula->name_count; i++)
        code = bind(formula->statement, (int)i + 1, &f->names[formula->names[i]].value);
    if (code == SQLITE_OK)
        code = sqlite3_step(formula->statement);
    if (code == SQLITE_ROW) {
        *out = result(formula->statement);
        if (out->type != CT_VALUE_TEXT || out->text != NULL)
            return CT_OK;
        code = SQLITE_NOMEM;
    }
    *out = (struct ct_cell){.type = CT_VALUE_NULL, .number = (double)NAN};
    return stopped(formula, code, err);
}
