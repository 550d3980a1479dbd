/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Standards as programs outside see them: include/catchment/standards.h.
 */
#include "base/fail.h"
#include "base/text.h"
#include "catchment/standards.h"
#include "judge/compile.h"
#include "load/inputs.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ct_standard_set {
    struct ct_standards standards;
    struct ct_complaints complaints;
    struct ct_input_table words;
};

bool ct_standard_name(size_t i, char name[64])
{
    return ct_standard_built_in(i, name);
}

static enum ct_status read_set(const char *const *names, size_t count, struct ct_standard_set *set,
                               struct ct_error *err)
{
    struct ct_parameters parameters = {0};
    enum ct_status status = ct_input_table_read("standard_word", &set->words, err);
    if (status == CT_OK)
        status = ct_parameters_read(NULL, 0, &parameters, err);
    if (status == CT_OK)
        status = ct_standards_read_all(names, count, &set->standards, &set->complaints, err);
    if (status == CT_OK)
        status = ct_compile_all(&set->standards, &parameters, &set->complaints, err);
    ct_parameters_free(&parameters);
    return status;
}

enum ct_status ct_standard_set_read(const char *const *names, size_t count,
                                    struct ct_standard_set **out, struct ct_error *err)
{
    char found[24];
    struct ct_standard_set *set = calloc(1, sizeof *set);
    *out = NULL;
    if (set == NULL)
        return ct_fail_memory(err);
    enum ct_status status = read_set(names, count, set, err);
    if (status != CT_OK) {
        ct_standard_set_free(set);
        return status;
    }
    *out = set;
    if (set->complaints.count == 0)
        return CT_OK;
    snprintf(found, sizeof found, "%zu", set->complaints.count);
    return ct_fail(err, CT_CHECK_FAILED, "E0624", "count", found, NULL);
}

void ct_standard_set_free(struct ct_standard_set *set)
{
    if (set == NULL)
        return;
    ct_standards_free(&set->standards);
    ct_complaints_free(&set->complaints);
    ct_input_table_free(&set->words);
    free(set);
}

size_t ct_standard_set_errors(const struct ct_standard_set *set)
{
    return set->complaints.count < CT_COMPLAINTS ? set->complaints.count : CT_COMPLAINTS;
}

const struct ct_error *ct_standard_set_error(const struct ct_standard_set *set, size_t i)
{
    return &set->complaints.rows[i];
}

size_t ct_standard_set_count(const struct ct_standard_set *set)
{
    return set->standards.standard_count;
}

struct ct_standard_view ct_standard_set_standard(const struct ct_standard_set *set, size_t i)
{
    const struct ct_standard *s = &set->standards.standards[i];
    return (struct ct_standard_view){.name = s->name,
                                     .file = s->file,
                                     .title = {s->title[CT_EN], s->title[CT_ZH]},
                                     .document = s->document,
                                     .issued = s->issued,
                                     .period = s->period,
                                     .note = {s->note[CT_EN], s->note[CT_ZH]}};
}

size_t ct_standard_set_clauses(const struct ct_standard_set *set)
{
    return set->standards.clause_count;
}

struct ct_clause_view ct_standard_set_clause(const struct ct_standard_set *set, size_t i)
{
    const struct ct_clause *c = &set->standards.clauses[i];
    return (struct ct_clause_view){.standard = c->standard,
                                   .row = c->row,
                                   .id = c->id,
                                   .section = c->section,
                                   .applies_to = c->applies_to,
                                   .condition = c->condition,
                                   .measure = c->measure,
                                   .comparison = ct_comparison_names[c->comparison],
                                   .limit = c->limit,
                                   .limit_high = c->limit_high,
                                   .unit = c->unit,
                                   .strength = ct_strength_names[c->strength],
                                   .year = c->year,
                                   .quote_zh = c->quote_zh,
                                   .text_zh = c->text_zh,
                                   .text_en = c->text_en,
                                   .source = c->source,
                                   .confidence = c->confidence};
}

const char *ct_clause_word(const struct ct_standard_set *set, const char *kind, const char *word,
                           enum ct_language lang)
{
    for (size_t i = 0; i < set->words.count; i++)
        if (strcmp(set->words.rows[i].unit, kind) == 0 &&
            strcmp(set->words.rows[i].meaning, word) == 0)
            return set->words.rows[i].title[lang];
    return word;
}

/* --- what formulas may use -------------------------------------------------------------------- */

static enum ct_status unknown_level(const char *level, struct ct_error *err)
{
    const char *known[CT_LEVELS + 1] = {NULL};
    char list[160] = "";
    for (size_t i = 0; i < CT_LEVELS; i++) {
        size_t used = strlen(list);
        known[i] = ct_level_names[i];
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "", known[i]);
    }
    return ct_fail(err, CT_USAGE, "E0615", "value", level, "field", "level", "known", list,
                   "nearest", ct_text_nearest(level, known), NULL);
}

enum ct_status ct_standard_columns(const char *level,
                                   bool (*each)(void *context, const struct ct_column_view *column),
                                   void *context, struct ct_error *err)
{
    enum ct_level found = 0;
    struct ct_vocabulary *words = NULL;
    while (found < CT_LEVELS && strcmp(ct_level_names[found], level) != 0)
        found++;
    if (found == CT_LEVELS)
        return unknown_level(level, err);
    enum ct_status status = ct_vocabulary_new(found, &words, err);
    for (size_t i = 0; status == CT_OK && i < ct_vocabulary_count(words); i++) {
        const struct ct_word *word = ct_vocabulary_word(words, i);
        const struct ct_column_view column = {word->name,
                                              word->text ? "text" : "number",
                                              word->unit,
                                              {word->title[CT_EN], word->title[CT_ZH]}};
        if (!each(context, &column))
            break;
    }
    ct_vocabulary_free(words);
    return status;
}

enum ct_status ct_standard_parameters(bool (*each)(void *context,
                                                   const struct ct_parameter_view *parameter),
                                      void *context, struct ct_error *err)
{
    struct ct_parameters parameters = {0};
    enum ct_status status = ct_parameters_read(NULL, 0, &parameters, err);
    for (size_t i = 0; status == CT_OK && i < parameters.count; i++) {
        const struct ct_parameter *p = &parameters.rows[i];
        const struct ct_parameter_view view = {p->name,
                                               p->value,
                                               p->choices,
                                               p->unit,
                                               {p->title[CT_EN], p->title[CT_ZH]},
                                               {p->explain[CT_EN], p->explain[CT_ZH]}};
        if (!each(context, &view))
            break;
    }
    ct_parameters_free(&parameters);
    return status;
}
