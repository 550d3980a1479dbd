/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See compile.h. O(words) to open, O(size of a formula) to compile.
 */
#include "judge/compile.h"
#include "base/fail.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>

static enum ct_status name_parameters(struct ct_formulas *formulas,
                                      const struct ct_parameters *parameters, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < parameters->count; i++) {
        const struct ct_parameter *parameter = &parameters->rows[i];
        struct ct_cell value = {.type = CT_VALUE_NULL, .number = parameter->number};
        if (*parameter->value != '\0') {
            value.type = *parameter->choices != '\0' ? CT_VALUE_TEXT : CT_VALUE_NUMBER;
            value.text = value.type == CT_VALUE_TEXT ? parameter->value : NULL;
        }
        status = ct_formulas_name(formulas, parameter->name, &value, err);
    }
    return status;
}

enum ct_status ct_compiler_open(enum ct_level level, const struct ct_parameters *parameters,
                                struct ct_compiler *out, struct ct_error *err)
{
    const char **names = NULL;
    *out = (struct ct_compiler){.level = level};
    enum ct_status status = ct_vocabulary_new(level, &out->vocabulary, err);
    size_t count = status == CT_OK ? ct_vocabulary_count(out->vocabulary) : 0;
    if (status == CT_OK && (names = calloc(count + 1, sizeof *names)) == NULL)
        status = ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < count; i++)
        names[i] = ct_vocabulary_word(out->vocabulary, i)->name;
    if (status == CT_OK)
        status = ct_formulas_open(names, count, &out->formulas, err);
    if (status == CT_OK)
        status = name_parameters(out->formulas, parameters, err);
    free(names);
    if (status != CT_OK)
        ct_compiler_close(out);
    return status;
}

void ct_compiler_close(struct ct_compiler *compiler)
{
    ct_formulas_close(compiler->formulas);
    ct_vocabulary_free(compiler->vocabulary);
    *compiler = (struct ct_compiler){0};
}

/* --- a clause --------------------------------------------------------------------------------- */

struct place {
    const struct ct_standards *standards;
    const struct ct_clause *clause;
    enum ct_field field;
};

static enum ct_status compile(const struct ct_compiler *compiler, const struct place *place,
                              const char *text, struct ct_formula **out, struct ct_error *err)
{
    struct ct_error why = {0};
    const struct ct_standard *standard = &place->standards->standards[place->clause->standard];
    if (*text == '\0')
        return CT_OK;
    enum ct_status status = ct_formula_new(compiler->formulas, text, out, &why);
    if (status == CT_OK)
        return CT_OK;
    if (status != CT_INPUT) {
        if (err != NULL)
            *err = why;
        return status;
    }
    char file[128], cell[32], line[24], column[24];
    ct_clause_cell(standard, place->clause, place->field, cell);
    snprintf(line, sizeof line, "%ld", place->clause->row);
    snprintf(column, sizeof column, "%d", standard->column[place->field] + 1);
    return ct_fail(err, CT_INPUT, "E0611", "file", ct_standard_file(standard, file), "cell", cell,
                   "line", line, "column", column, "clause", place->clause->id, "level",
                   ct_level_names[compiler->level], "reason", why.message[CT_EN], "reason_zh",
                   why.message[CT_ZH], "hint", why.hint[CT_EN], "hint_zh", why.hint[CT_ZH], NULL);
}

enum ct_status ct_compile(const struct ct_compiler *compiler, const struct ct_standards *standards,
                          const struct ct_clause *clause, struct ct_compiled *out,
                          struct ct_error *err)
{
    struct place place = {standards, clause, CT_FIELD_CONDITION};
    *out = (struct ct_compiled){0};
    enum ct_status status = compile(compiler, &place, clause->condition, &out->condition, err);
    place.field = CT_FIELD_MEASURE;
    if (status == CT_OK)
        status = compile(compiler, &place, clause->measure, &out->measure, err);
    place.field = CT_FIELD_LIMIT;
    if (status == CT_OK)
        status = compile(compiler, &place, clause->limit, &out->limit, err);
    if (status == CT_OK)
        status = compile(compiler, &place, clause->limit_high, &out->limit_high, err);
    if (status != CT_OK)
        ct_compiled_free(out);
    return status;
}

void ct_compiled_free(struct ct_compiled *compiled)
{
    ct_formula_free(compiled->condition);
    ct_formula_free(compiled->measure);
    ct_formula_free(compiled->limit);
    ct_formula_free(compiled->limit_high);
    *compiled = (struct ct_compiled){0};
}

/* --- all -------------------------------------------------------------------------------------- */

static enum ct_status complain(const struct ct_compiler *compiler, const struct place *place,
                               const char *text, struct ct_complaints *complaints,
                               struct ct_error *err)
{
    struct ct_formula *formula = NULL;
    struct ct_error why = {0};
    enum ct_status status = compile(compiler, place, text, &formula, &why);
    ct_formula_free(formula);
    if (status == CT_INPUT)
        return ct_complaints_add(complaints, &why, err);
    if (status != CT_OK && err != NULL)
        *err = why;
    return status;
}

static enum ct_status compile_level(const struct ct_compiler *compiler,
                                    const struct ct_standards *standards,
                                    struct ct_complaints *complaints, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; i < standards->clause_count; i++) {
        const struct ct_clause *clause = &standards->clauses[i];
        const struct {
            enum ct_field field;
            const char *text;
        } formulas[] = {{CT_FIELD_CONDITION, clause->condition},
                        {CT_FIELD_MEASURE, clause->measure},
                        {CT_FIELD_LIMIT, clause->limit},
                        {CT_FIELD_LIMIT, clause->limit_high}};
        bool applies = clause->levels & 1u << compiler->level;
        for (size_t k = 0; applies && status == CT_OK && k < 4; k++) {
            const struct place place = {standards, clause, formulas[k].field};
            status = complain(compiler, &place, formulas[k].text, complaints, err);
        }
    }
    return status;
}

enum ct_status ct_compile_all(const struct ct_standards *standards,
                              const struct ct_parameters *parameters,
                              struct ct_complaints *complaints, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (enum ct_level level = 0; status == CT_OK && level < CT_LEVELS; level++) {
        struct ct_compiler compiler;
        status = ct_compiler_open(level, parameters, &compiler, err);
        if (status == CT_OK)
            status = compile_level(&compiler, standards, complaints, err);
        ct_compiler_close(&compiler);
    }
    return status;
}
