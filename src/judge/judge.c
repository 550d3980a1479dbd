/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All clauses of all standards, compiled once for each level (bar.c), and one object after the
 * other judged by them. Memory: a prepared statement a formula.
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

/* --- all levels ------------------------------------------------------------------------------ */

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
            status =
                ct_bar_open(standards, parameters, (enum ct_level)level, &judge->bars[level], err);
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
    for (int level = 0; level < CT_LEVELS; level++)
        ct_bar_close(&judge->bars[level]);
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
