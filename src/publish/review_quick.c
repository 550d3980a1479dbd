/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The review without a map: standards, parameters and what is said of each project. O(projects x
 * clauses).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/result.h"
#include "publish/review_words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What all projects are judged with. */
struct court {
    struct ct_standards standards;
    struct ct_parameters parameters;
    struct ct_subjects subjects;
    struct ct_project_words words;
    struct ct_judge *judge;
    size_t *columns; /* of the words that the judge reads, in the vocabulary */
    size_t column_count;
    struct ct_cell *cells;
};

static void close_court(struct court *court)
{
    free(court->columns);
    free(court->cells);
    ct_judge_free(court->judge);
    ct_project_words_free(&court->words);
    ct_subjects_free(&court->subjects);
    ct_parameters_free(&court->parameters);
    ct_standards_free(&court->standards);
}

/* --- parameters ------------------------------------------------------------------------------ */

static enum ct_status split_parameter(const char *text, struct ct_plan_parameter *out,
                                      struct ct_error *err)
{
    size_t n = strcspn(text, "=");

    if (n == 0 || text[n] != '=')
        return ct_fail(err, CT_USAGE, "E0133", "value", text, "form", "NAME=VALUE", "example",
                       "--parameter stage=completion", NULL);
    out->name = strndup(text, n);
    out->value = ct_text_copy(text + n + 1);
    return out->name != NULL && out->value != NULL ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_parameters(const char *const *texts, size_t count,
                                      struct ct_parameters *out, struct ct_error *err)
{
    struct ct_plan_parameter *set = calloc(count + 1, sizeof *set);
    enum ct_status status = set != NULL ? CT_OK : ct_fail_memory(err);

    for (size_t i = 0; status == CT_OK && i < count; i++)
        status = split_parameter(texts[i], &set[i], err);
    if (status == CT_OK)
        status = ct_parameters_read(set, count, out, err);
    for (size_t i = 0; set != NULL && i < count; i++) {
        free(set[i].name);
        free(set[i].value);
    }
    free(set);
    return status;
}

/* --- the court ------------------------------------------------------------------------------- */

static enum ct_status find_columns(struct court *court, struct ct_error *err)
{
    const struct ct_word *word;
    size_t n = 0;

    while (ct_judge_word(court->judge, CT_LEVEL_PROJECT, n) != NULL)
        n++;
    court->columns = calloc(n + 1, sizeof *court->columns);
    court->cells = calloc(n + 1, sizeof *court->cells);
    if (court->columns == NULL || court->cells == NULL)
        return ct_fail_memory(err);
    for (; (word = ct_judge_word(court->judge, CT_LEVEL_PROJECT, court->column_count)) != NULL;
         court->column_count++) {
        size_t i = 0;
        while (strcmp(ct_vocabulary_word(court->words.vocabulary, i)->name, word->name) != 0)
            i++;
        court->columns[court->column_count] = i;
    }
    return CT_OK;
}

static enum ct_status open_court(struct court *court, const char *const *standards,
                                 size_t standard_count, const char *const *parameters,
                                 size_t parameter_count, struct ct_error *err)
{
    enum ct_status status = ct_standards_read(standards, standard_count, &court->standards, err);

    if (status == CT_OK)
        status = read_parameters(parameters, parameter_count, &court->parameters, err);
    if (status == CT_OK)
        status = ct_subjects_read(&court->standards, &court->subjects, err);
    if (status == CT_OK)
        status = ct_project_words_new(&court->words, err);
    if (status == CT_OK)
        status = ct_judge_new(&court->standards, &court->parameters, &court->judge, err);
    return status == CT_OK ? find_columns(court, err) : status;
}

/* --- one project ----------------------------------------------------------------------------- */

static const char *parameter_value(const struct court *court, const char *name)
{
    const struct ct_parameter *found = ct_parameters_find(&court->parameters, name);
    return found != NULL && found->value != NULL ? found->value : "";
}

/* What is not said but follows: the stage from the parameters; premises that are provided count,
 * and those that count are provided, unless storeys are asked for, which were not said. */
static void complete(const struct court *court, const struct ct_project_said *said)
{
    struct ct_cell *counted = ct_project_cell(&court->words, said, "floor_area_m2");
    struct ct_cell *provided = ct_project_cell(&court->words, said, "provided_m2");
    struct ct_cell *stage = ct_project_cell(&court->words, said, "stage");
    bool any_storey = *parameter_value(court, "lowest_storey") == '\0' &&
                      *parameter_value(court, "highest_storey") == '\0';

    if (stage->type == CT_VALUE_NULL)
        *stage = (struct ct_cell){
            .type = CT_VALUE_TEXT, .number = (double)NAN, .text = parameter_value(court, "stage")};
    if (provided->type == CT_VALUE_NULL)
        *provided = *counted;
    else if (counted->type == CT_VALUE_NULL && any_storey)
        *counted = *provided;
}

struct keeping {
    struct ct_opinion *opinion;
    const struct ct_subjects *subjects;
};

static enum ct_status keep(void *context, const struct ct_verdict *verdict, struct ct_error *err)
{
    struct keeping *keeping = context;
    return ct_opinion_add(keeping->opinion, keeping->subjects, verdict, err);
}

static enum ct_status judge_project(struct court *court, const struct ct_project_said *said,
                                    struct ct_opinion *opinion, struct ct_error *err)
{
    struct keeping keeping = {opinion, &court->subjects};

    for (size_t i = 0; i < court->column_count; i++)
        court->cells[i] = said->cells[court->columns[i]];
    enum ct_status status = ct_judge_object(court->judge, CT_LEVEL_PROJECT, opinion->view.id, NULL,
                                            court->cells, keep, &keeping, err);
    if (status == CT_OK)
        status =
            ct_opinion_finish(opinion, ct_project_cell(&court->words, said, "premises")->number,
                              ct_project_cell(&court->words, said, "buildings")->number, err);
    return status;
}

static bool has_id(const struct ct_opinions *opinions, const char *id)
{
    for (size_t i = 0; i < opinions->count; i++)
        if (strcmp(opinions->rows[i].view.id, id) == 0)
            return true;
    return false;
}

static enum ct_status review_one(struct court *court, const char *text, struct ct_opinions *out,
                                 struct ct_error *err)
{
    struct ct_project_said said;
    char number[24];
    enum ct_status status = ct_project_said_read(&court->words, text, &said, err);

    if (status != CT_OK)
        return status;
    snprintf(number, sizeof number, "%zu", out->count + 1);
    const char *id = said.id != NULL ? said.id : number;
    complete(court, &said);
    if (has_id(out, id)) {
        status = ct_fail(err, CT_USAGE, "E0665", "project", id, NULL);
    } else {
        struct ct_opinion *opinion =
            ct_opinions_add(out, id, ct_project_cell(&court->words, &said, "name")->text,
                            ct_project_cell(&court->words, &said, "stage")->text);
        status = opinion != NULL ? judge_project(court, &said, opinion, err) : ct_fail_memory(err);
    }
    ct_project_said_free(&said);
    return status;
}

enum ct_status ct_review_quick(const char *const *standards, size_t standard_count,
                               const char *const *parameters, size_t parameter_count,
                               const char *const *projects, size_t project_count,
                               struct ct_result **out, struct ct_error *err)
{
    struct court court = {0};

    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return ct_fail_memory(err);
    enum ct_status status =
        open_court(&court, standards, standard_count, parameters, parameter_count, err);
    for (size_t i = 0; status == CT_OK && i < project_count; i++)
        status = review_one(&court, projects[i], &(*out)->opinions, err);
    if (status == CT_OK)
        status = ct_opinions_judged(&(*out)->opinions, err);
    close_court(&court);
    return status;
}
