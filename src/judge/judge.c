/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All clauses of all standards, compiled once. Each level has a row of the columns that its clauses
 * read and no others, so that an object costs what is judged of it. Two passes over the formulas of
 * a level: one over all its words to see which are used, one over these. O(words + clauses) to
 * make; memory: a prepared statement a formula.
 */
#include "judge/judge.h"
#include "base/fail.h"
#include "judge/judging.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_result_names[] = {
    [CT_MET] = "met",
    [CT_UNMET] = "unmet",
    [CT_UNKNOWN] = "unknown",
    [CT_EXEMPT] = "exempt",
};

struct ct_judge {
    const struct ct_standards *standards;
    const struct ct_parameters *parameters;
    struct ct_bar bars[CT_LEVELS];
};

/* --- compiling ------------------------------------------------------------------------------- */

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

static void free_cases(struct ct_bar *bar)
{
    for (size_t i = 0; i < bar->case_count; i++) {
        for (int role = 0; role < CT_EXPRESSIONS; role++)
            ct_expression_free(&bar->cases[i].expressions[role]);
        free(bar->cases[i].reads);
    }
    free(bar->cases);
    bar->cases = NULL;
    bar->case_count = 0;
    ct_formulas_close(bar->formulas);
    bar->formulas = NULL;
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

static bool is_read(const struct ct_bar *bar, const struct ct_word *word)
{
    for (size_t i = 0; i < bar->case_count; i++)
        if (find_read(&bar->cases[i], word, NULL) != NULL)
            return true;
    return false;
}

/* Leaves the words that are read, in the order of the vocabulary. */
static void keep_read(struct ct_bar *bar)
{
    size_t kept = 0;

    for (size_t i = 0; i < bar->word_count; i++)
        if (is_read(bar, bar->words[i]))
            bar->words[kept++] = bar->words[i];
    bar->word_count = kept;
}

static enum ct_status open_bar(struct ct_judge *judge, enum ct_level level, struct ct_error *err)
{
    struct ct_bar *bar = &judge->bars[level];
    enum ct_status status = ct_vocabulary_new(level, &bar->vocabulary, err);

    if (status != CT_OK)
        return status;
    bar->word_count = ct_vocabulary_count(bar->vocabulary);
    bar->words = malloc((bar->word_count + 1) * sizeof *bar->words);
    if (bar->words == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < bar->word_count; i++)
        bar->words[i] = ct_vocabulary_word(bar->vocabulary, i);
    status = compile_cases(bar, judge->standards, judge->parameters, level, err);
    if (status != CT_OK)
        return status;
    keep_read(bar);
    free_cases(bar);
    return compile_cases(bar, judge->standards, judge->parameters, level, err);
}

enum ct_status ct_judge_new(const struct ct_standards *standards,
                            const struct ct_parameters *parameters, struct ct_judge **out,
                            struct ct_error *err)
{
    struct ct_judge *judge = calloc(1, sizeof *judge);
    enum ct_status status = CT_OK;
    unsigned levels = 0;

    *out = NULL;
    if (judge == NULL)
        return ct_fail_memory(err);
    judge->standards = standards;
    judge->parameters = parameters;
    for (size_t i = 0; i < standards->clause_count; i++)
        levels |= standards->clauses[i].levels;
    for (int level = 0; level < CT_LEVELS && status == CT_OK; level++)
        if ((levels & 1u << level) != 0)
            status = open_bar(judge, (enum ct_level)level, err);
    if (status == CT_OK)
        *out = judge;
    else
        ct_judge_free(judge);
    return status;
}

void ct_judge_free(struct ct_judge *judge)
{
    if (judge == NULL)
        return;
    for (int level = 0; level < CT_LEVELS; level++) {
        free_cases(&judge->bars[level]);
        free(judge->bars[level].words);
        ct_vocabulary_free(judge->bars[level].vocabulary);
    }
    free(judge);
}

bool ct_judge_has(const struct ct_judge *judge, enum ct_level level)
{
    return judge->bars[level].case_count > 0;
}

const struct ct_word *ct_judge_word(const struct ct_judge *judge, enum ct_level level, size_t i)
{
    return i < judge->bars[level].word_count ? judge->bars[level].words[i] : NULL;
}

const struct ct_standards *ct_judge_standards(const struct ct_judge *judge)
{
    return judge->standards;
}

const struct ct_parameters *ct_judge_parameters(const struct ct_judge *judge)
{
    return judge->parameters;
}

/* --- judging --------------------------------------------------------------------------------- */

/* Values of the arguments of max() and min(), for the reason. */
static enum ct_status reckon_arguments(const struct ct_sight *sight, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (int role = CT_MEASURE; role < CT_EXPRESSIONS; role++) {
        const struct ct_expression *expression = &sight->of->expressions[role];
        for (size_t i = 0; i < expression->argument_count && status == CT_OK; i++) {
            struct ct_cell cell = {0};
            if (expression->arguments[i].plain)
                continue;
            status = ct_formula_value(expression->arguments[i].formula, &cell, err);
            expression->arguments[i].value = cell.number;
        }
    }
    return status;
}

static size_t list_missing(const struct ct_sight *sight, const struct ct_word **out)
{
    size_t count = 0;

    for (size_t i = 0; i < sight->of->read_count; i++) {
        const struct ct_read *read = &sight->of->reads[i];
        if (sight->result == CT_UNKNOWN && read->word != NULL && (read->by & sight->lacking) != 0 &&
            sight->cells[read->column].type == CT_VALUE_NULL)
            out[count++] = read->word;
    }
    return count;
}

struct texts { /* of one verdict, used again for the next */
    struct ct_buffer reason[2], evidence;
    const struct ct_word **missing;
};

static enum ct_status write_texts(struct texts *texts, const struct ct_sight *sight,
                                  struct ct_error *err)
{
    struct ct_buffer *all[] = {&texts->reason[CT_EN], &texts->reason[CT_ZH], &texts->evidence};

    if (sight->why == CT_WHY_COMPARED || sight->why == CT_WHY_REPORTED) {
        enum ct_status status = reckon_arguments(sight, err);
        if (status != CT_OK)
            return status;
    }
    for (int i = 0; i < 3; i++) {
        all[i]->size = 0;
        if (i < 2)
            ct_reason_add(all[i], sight, (enum ct_language)i);
        else
            ct_evidence_add(all[i], sight);
        if (all[i]->failed)
            return ct_fail_memory(err);
    }
    return CT_OK;
}

static enum ct_status emit_verdict(const struct ct_sight *sight, const char *id,
                                   struct texts *texts, ct_verdict_fn emit, void *context,
                                   struct ct_error *err)
{
    enum ct_status status = write_texts(texts, sight, err);

    if (status != CT_OK)
        return status;
    const struct ct_verdict verdict = {
        .standard = sight->of->standard,
        .clause = sight->of->clause,
        .level = sight->level,
        .id = id,
        .result = sight->result,
        .value = sight->value,
        .limit_value = sight->limit_value,
        .gap = sight->gap,
        .reason = {texts->reason[CT_EN].data, texts->reason[CT_ZH].data},
        .evidence = texts->evidence.data,
        .missing = texts->missing,
        .missing_count = list_missing(sight, texts->missing),
    };
    return emit(context, &verdict, err);
}

enum ct_status ct_judge_object(struct ct_judge *judge, enum ct_level level, const char *id,
                               const char *area_type, const struct ct_cell *cells,
                               ct_verdict_fn emit, void *context, struct ct_error *err)
{
    const struct ct_bar *bar = &judge->bars[level];
    struct texts texts = {.missing = malloc((bar->word_count + 1) * sizeof *texts.missing)};
    enum ct_status status = texts.missing == NULL ? ct_fail_memory(err) : CT_OK;

    if (status == CT_OK && bar->case_count > 0)
        status = ct_formulas_row(bar->formulas, cells, err);
    for (size_t i = 0; i < bar->case_count && status == CT_OK; i++) {
        struct ct_sight sight = {
            .of = &bar->cases[i], .parameters = judge->parameters, .cells = cells, .level = level};
        status = ct_sight_judge(&sight, area_type, err);
        if (status == CT_OK)
            status = emit_verdict(&sight, id, &texts, emit, context, err);
    }
    ct_buffer_free(&texts.reason[CT_EN]);
    ct_buffer_free(&texts.reason[CT_ZH]);
    ct_buffer_free(&texts.evidence);
    free(texts.missing);
    return status;
}
