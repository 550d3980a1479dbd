/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas that a layer's head gives for its columns, computed anew from the row. O(formulas x
 * columns).
 */
#include "base/fail.h"
#include "base/script.h"
#include "base/text.h"
#include "publish/explanation.h"
#include <ctype.h>
#include <string.h>

static const struct ct_cell *cell_of(const struct ct_explained_row *row, const char *name, size_t n)
{
    for (size_t i = 0; i < row->count; i++)
        if (strlen(row->columns[i]) == n && memcmp(row->columns[i], name, n) == 0)
            return &row->cells[i];
    return NULL;
}

static void add_value(struct ct_buffer *out, const struct ct_cell *cell)
{
    char number[32];

    if (cell->type == CT_VALUE_NULL) {
        ct_buffer_add(out, "NULL");
    } else if (cell->type == CT_VALUE_TEXT) {
        ct_buffer_printf(out, "'%s'", cell->text);
    } else {
        ct_text_from_double(number, cell->number);
        ct_buffer_add(out, number);
    }
}

/* The formula with values in place of columns. */
static void add_with_values(struct ct_buffer *out, const char *formula,
                            const struct ct_explained_row *row)
{
    while (*formula != '\0') {
        size_t n = 0;
        while (isalnum((unsigned char)formula[n]) || formula[n] == '_')
            n++;
        const struct ct_cell *cell = n > 0 ? cell_of(row, formula, n) : NULL;
        if (cell != NULL)
            add_value(out, cell);
        else
            ct_buffer_add_n(out, formula, n > 0 ? n : 1);
        formula += n > 0 ? n : 1;
    }
}

static enum ct_status compute(struct ct_formulas *formulas, const char *text, struct ct_cell *out,
                              struct ct_error *err)
{
    struct ct_formula *formula = NULL;
    enum ct_status status = ct_formula_new(formulas, text, &formula, err);

    if (status == CT_OK)
        status = ct_formula_value(formula, out, err);
    out->text = NULL; /* formulas of figures give numbers */
    if (out->type == CT_VALUE_TEXT)
        *out = (struct ct_cell){.type = CT_VALUE_NULL};
    ct_formula_free(formula);
    return status;
}

/* "share = covered / people" */
static enum ct_status add_line(struct ct_explanation *explanation, struct ct_formulas *formulas,
                               const struct ct_explained_row *row, const char *line,
                               struct ct_error *err)
{
    static const char *const heading[2] = {"Formula", "公式"};
    struct ct_buffer title = {0}, text = {0};
    struct ct_cell value = {0};
    const char *formula = strstr(line, " = ");

    if (formula == NULL)
        return CT_OK;
    ct_buffer_add_n(&title, line, (size_t)(formula - line));
    formula += 3;
    enum ct_status status = compute(formulas, formula, &value, err);
    if (status == CT_OK) {
        ct_buffer_printf(&text, "%s = ", formula);
        add_with_values(&text, formula, row);
        ct_buffer_add(&text, " = ");
        add_value(&text, &value);
        status = title.failed || text.failed ? ct_fail_memory(err) : CT_OK;
    }
    if (status == CT_OK)
        status = ct_explanation_add(explanation, "formula", heading,
                                    (const char *const[]){title.data, title.data},
                                    (const char *const[]){text.data, text.data}, err);
    ct_buffer_free(&title);
    ct_buffer_free(&text);
    return status;
}

static bool is_wanted(const char *line, const char *column)
{
    size_t n = column != NULL ? strlen(column) : 0;
    return column == NULL || (strncmp(line, column, n) == 0 && line[n] == ' ');
}

static enum ct_status add_lines(struct ct_explanation *explanation, struct ct_formulas *formulas,
                                const struct ct_explained_row *row, const char *column,
                                struct ct_error *err)
{
    static const char mark[] = "-- formula: ";
    enum ct_status status = CT_OK;

    for (const char *at = row->layer_sql; at != NULL && status == CT_OK;) {
        char line[256];
        if (strncmp(at, mark, strlen(mark)) == 0 &&
            ct_script_value(at, "formula", line, sizeof line) && is_wanted(line, column))
            status = add_line(explanation, formulas, row, line, err);
        at = strchr(at, '\n');
        at = at != NULL ? at + 1 : NULL;
    }
    return status;
}

enum ct_status ct_explain_formulas(struct ct_explanation *explanation,
                                   const struct ct_explained_row *row, const char *column,
                                   struct ct_error *err)
{
    struct ct_formulas *formulas = NULL;
    enum ct_status status =
        ct_formulas_open((const char *const *)row->columns, row->count, &formulas, err);

    if (status == CT_OK)
        status = ct_formulas_row(formulas, row->cells, err);
    if (status == CT_OK)
        status = add_lines(explanation, formulas, row, column, err);
    ct_formulas_close(formulas);
    return status;
}
