/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The clauses of one level, compiled over the columns that they read and no others, so that an
 * object costs what is judged of it. Two passes: one over all words of the level, which says what
 * is wrong and what is used; one over the words that are used. O(words + clauses).
 */
#include "base/fail.h"
#include "judge/compile.h"
#include "judge/judging.h"
#include <stdlib.h>

static enum ct_status name_parameters(struct ct_formulas *formulas,
                                      const struct ct_parameters *parameters, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < parameters->count && status == CT_OK; i++) {
        const struct ct_cell cell = ct_parameter_cell(&parameters->rows[i]);
        status = ct_formulas_name(formulas, parameters->rows[i].name, &cell, err);
    }
    return status;
}

static enum ct_status open_formulas(const struct ct_word *const *words, size_t count,
                                    const struct ct_parameters *parameters,
                                    struct ct_formulas **out, struct ct_error *err)
{
    const char **names = malloc((count + 1) * sizeof *names);

    if (names == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        names[i] = words[i]->name;
    enum ct_status status = ct_formulas_open(names, count, out, err);
    free(names);
    return status == CT_OK ? name_parameters(*out, parameters, err) : status;
}

static struct ct_read *find_read(struct ct_case *of, const struct ct_word *word,
                                 const struct ct_parameter *parameter)
{
    for (size_t i = 0; i < of->read_count; i++)
        if (of->reads[i].word == word && of->reads[i].parameter == parameter)
            return &of->reads[i];
    return NULL;
}

static enum ct_status add_read(struct ct_case *of, struct ct_read read, struct ct_error *err)
{
    struct ct_read *found = find_read(of, read.word, read.parameter);

    if (found != NULL) {
        found->by |= read.by;
        return CT_OK;
    }
    struct ct_read *all = realloc(of->reads, (of->read_count + 1) * sizeof *all);
    if (all == NULL)
        return ct_fail_memory(err);
    of->reads = all;
    all[of->read_count++] = read;
    return CT_OK;
}

/* Notes what an expression reads. */
static enum ct_status add_reads(struct ct_case *of, enum ct_role_of role, const struct ct_bar *bar,
                                const struct ct_parameters *parameters, struct ct_error *err)
{
    const struct ct_formula *formula = of->expressions[role].formula;
    enum ct_status status = CT_OK;
    size_t column = 0;

    for (size_t i = 0; status == CT_OK && ct_formula_column(formula, i, &column); i++)
        status = add_read(
            of, (struct ct_read){.word = bar->words[column], .column = column, .by = 1u << role},
            err);
    for (size_t i = 0; status == CT_OK && ct_formula_name(formula, i) != NULL; i++)
        status = add_read(of,
                          (struct ct_read){.parameter = ct_parameters_find(
                                               parameters, ct_formula_name(formula, i)),
                                           .by = 1u << role},
                          err);
    return status;
}

static const char *text_of(const struct ct_clause *clause, enum ct_role_of role)
{
    const char *const texts[CT_EXPRESSIONS] = {[CT_CONDITION] = clause->condition,
                                               [CT_MEASURE] = clause->measure,
                                               [CT_LIMIT] = clause->limit,
                                               [CT_LIMIT_HIGH] = clause->limit_high};
    return texts[role] != NULL ? texts[role] : "";
}

static enum ct_status compile_case(struct ct_case *of, const struct ct_bar *bar,
                                   const struct ct_parameters *parameters, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (int role = 0; role < CT_EXPRESSIONS && status == CT_OK; role++) {
        struct ct_expression *expression = &of->expressions[role];
        expression->text = text_of(of->clause, (enum ct_role_of)role);
        if (*expression->text == '\0')
            continue;
        status = ct_formula_new(bar->formulas, expression->text, &expression->formula, err);
        if (status == CT_OK)
            status = add_reads(of, (enum ct_role_of)role, bar, parameters, err);
        if (status == CT_OK)
            status = ct_expression_look(expression, bar->formulas, err);
    }
    return status;
}

void ct_bar_close(struct ct_bar *bar)
{
    for (size_t i = 0; i < bar->case_count; i++) {
        for (int role = 0; role < CT_EXPRESSIONS; role++)
            ct_expression_free(&bar->cases[i].expressions[role]);
        free(bar->cases[i].reads);
    }
    free(bar->cases);
    free(bar->words);
    ct_formulas_close(bar->formulas);
    ct_vocabulary_free(bar->vocabulary);
    *bar = (struct ct_bar){0};
}

/* The clauses of a level over the words of its bar. */
static enum ct_status compile_cases(struct ct_bar *bar, const struct ct_standards *standards,
                                    const struct ct_parameters *parameters, enum ct_level level,
                                    struct ct_error *err)
{
    enum ct_status status =
        open_formulas(bar->words, bar->word_count, parameters, &bar->formulas, err);

    bar->cases = calloc(standards->clause_count + 1, sizeof *bar->cases);
    if (status == CT_OK && bar->cases == NULL)
        status = ct_fail_memory(err);
    for (size_t i = 0; i < standards->clause_count && status == CT_OK; i++) {
        const struct ct_clause *clause = &standards->clauses[i];
        if ((clause->levels & 1u << level) == 0)
            continue;
        struct ct_case *of = &bar->cases[bar->case_count++];
        of->clause = clause;
        of->standard = &standards->standards[clause->standard];
        status = compile_case(of, bar, parameters, err);
    }
    return status;
}

/* Marks the words of the vocabulary that the clauses of the level read. */
static enum ct_status mark_read(const struct ct_compiler *compiler,
                                const struct ct_standards *standards, bool *read,
                                struct ct_error *err)
{
    enum ct_status status = CT_OK;
    size_t column = 0;

    for (size_t i = 0; i < standards->clause_count && status == CT_OK; i++) {
        struct ct_compiled compiled = {0};
        if ((standards->clauses[i].levels & 1u << compiler->level) == 0)
            continue;
        status = ct_compile(compiler, standards, &standards->clauses[i], &compiled, err);
        const struct ct_formula *const all[] = {compiled.condition, compiled.measure,
                                                compiled.limit, compiled.limit_high};
        for (int f = 0; f < 4; f++)
            for (size_t k = 0; all[f] != NULL && ct_formula_column(all[f], k, &column); k++)
                read[column] = true;
        ct_compiled_free(&compiled);
    }
    return status;
}

/* The words that are read, in the order of the vocabulary; one where none is, because a row has at
 * least a column. */
static enum ct_status find_words(struct ct_bar *bar, const struct ct_compiler *compiler,
                                 const struct ct_standards *standards, struct ct_error *err)
{
    size_t count = ct_vocabulary_count(compiler->vocabulary);
    bool *read = calloc(count + 1, sizeof *read);
    enum ct_status status = CT_OK;

    bar->words = calloc(count + 1, sizeof *bar->words);
    if (read == NULL || bar->words == NULL)
        status = ct_fail_memory(err);
    else
        status = mark_read(compiler, standards, read, err);
    for (size_t i = 0; i < count && status == CT_OK; i++)
        if (read[i] || (i + 1 == count && bar->word_count == 0))
            bar->words[bar->word_count++] = ct_vocabulary_word(compiler->vocabulary, i);
    free(read);
    return status;
}

enum ct_status ct_bar_open(const struct ct_standards *standards,
                           const struct ct_parameters *parameters, enum ct_level level,
                           struct ct_bar *out, struct ct_error *err)
{
    struct ct_compiler compiler;
    enum ct_status status = ct_compiler_open(level, parameters, &compiler, err);

    if (status == CT_OK)
        status = find_words(out, &compiler, standards, err);
    out->vocabulary = compiler.vocabulary; /* its words are kept */
    compiler.vocabulary = NULL;
    ct_compiler_close(&compiler);
    return status == CT_OK ? compile_cases(out, standards, parameters, level, err) : status;
}
