/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment standards show: the clauses of a standard for a person, or as JSON.
 */
#include "base/fail.h"
#include "base/text.h"
#include "standards_parts.h"
#include <stdlib.h>
#include <string.h>

const char *const clause_fields[CLAUSE_FIELDS] = {
    "id",       "section", "applies_to", "condition", "measure", "comparison", "limit",     "unit",
    "strength", "year",    "quote_zh",   "text_zh",   "text_en", "source",     "confidence"};

const char *clause_field(const struct ct_clause_view *c, int field, char limit[512])
{
    const char *const texts[CLAUSE_FIELDS] = {
        c->id,         c->section, c->applies_to, c->condition, c->measure,
        c->comparison, c->limit,   c->unit,       c->strength,  c->year,
        c->quote_zh,   c->text_zh, c->text_en,    c->source,    c->confidence};
    if (texts[field] != c->limit || *c->limit_high == '\0')
        return texts[field];
    snprintf(limit, 512, "%s .. %s", c->limit, c->limit_high);
    return limit;
}

void clause_limit(const struct ct_clause_view *c, struct ct_buffer *out)
{
    ct_buffer_printf(out, "%s%s%s%s%s%s%s", c->comparison, *c->limit != '\0' ? " " : "", c->limit,
                     *c->limit_high != '\0' ? " .. " : "", c->limit_high,
                     *c->unit != '\0' && *c->comparison != '\0' ? " " : "",
                     *c->comparison != '\0' ? c->unit : "");
}

size_t find_clause(const struct ct_standard_set *set, const char *id)
{
    size_t i = 0;
    while (i < ct_standard_set_clauses(set) && strcmp(ct_standard_set_clause(set, i).id, id) != 0)
        i++;
    return i;
}

/* --- JSON ------------------------------------------------------------------------------------- */

void json_clause(struct ct_json *json, const char *key, const struct ct_clause_view *clause)
{
    char limit[512];
    ct_json_object(json, key);
    for (int f = 0; f < CLAUSE_FIELDS; f++)
        ct_json_string(json, clause_fields[f], clause_field(clause, f, limit));
    ct_json_integer(json, "row", clause->row);
    ct_json_end_object(json);
}

static void both(struct ct_json *json, const char *key, const char *const *texts)
{
    ct_json_object(json, key);
    ct_json_string(json, "en", texts[CT_EN]);
    ct_json_string(json, "zh", texts[CT_ZH]);
    ct_json_end_object(json);
}

void json_standard(struct ct_json *json, const char *key, const struct ct_standard_set *set)
{
    struct ct_standard_view standard = ct_standard_set_standard(set, 0);
    ct_json_object(json, key);
    ct_json_string(json, "name", standard.name);
    ct_json_string(json, "file", standard.file);
    both(json, "title", standard.title);
    ct_json_string(json, "document", standard.document);
    ct_json_string(json, "issued", standard.issued);
    ct_json_string(json, "period", standard.period);
    both(json, "note", standard.note);
    ct_json_array(json, "clauses");
    for (size_t k = 0; k < ct_standard_set_clauses(set); k++) {
        struct ct_clause_view clause = ct_standard_set_clause(set, k);
        json_clause(json, NULL, &clause);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

static enum ct_status print_json(const struct ct_standard_set *set, const char *id,
                                 struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "standards");
    if (id == NULL) {
        ct_json_array(&json, "standards");
        json_standard(&json, NULL, set);
        ct_json_end_array(&json);
    } else {
        struct ct_clause_view clause = ct_standard_set_clause(set, find_clause(set, id));
        json_clause(&json, "clause", &clause);
    }
    return json_finish(&json, err);
}

/* --- for a person ----------------------------------------------------------------------------- */

static void line(const char *en, const char *zh, const char *value, enum ct_language lang)
{
    if (*value != '\0')
        printf("  %s%s%s\n", lang == CT_ZH ? zh : en, lang == CT_ZH ? "：" : ": ", value);
}

/* "community, street" from "community|street". */
static void print_levels(const struct ct_standard_set *set, const char *applies_to,
                         enum ct_language lang)
{
    for (const char *at = applies_to; *at != '\0';) {
        char word[64];
        size_t n = strcspn(at, "|");
        snprintf(word, sizeof word, "%.*s", (int)n, at);
        printf("%s%s",
               at == applies_to ? ""
               : lang == CT_ZH  ? "、"
                                : ", ",
               ct_clause_word(set, "applies_to", word, lang));
        at += n + (at[n] == '|');
    }
}

static void print_rule(const struct ct_standard_set *set, const struct ct_clause_view *clause,
                       enum ct_language lang)
{
    struct ct_buffer rule = {0};
    ct_buffer_printf(&rule, "%s%s", clause->measure, *clause->comparison != '\0' ? " " : "");
    clause_limit(clause, &rule);
    if (!rule.failed)
        line("rule", "规则", rule.data, lang);
    line("where", "条件", clause->condition, lang);
    line("year", "年份", clause->year, lang);
    (void)set;
    ct_buffer_free(&rule);
}

static void print_clause(const struct ct_standard_set *set, const struct ct_clause_view *clause,
                         enum ct_language lang)
{
    printf("%s  %s%s[%s] ", clause->id, clause->section, *clause->section != '\0' ? "  " : "",
           ct_clause_word(set, "strength", clause->strength, lang));
    print_levels(set, clause->applies_to, lang);
    printf("\n");
    line("text", "原文", clause->quote_zh, lang);
    line("in Chinese", "大意", clause->text_zh, lang);
    line("in English", "英文", clause->text_en, lang);
    print_rule(set, clause, lang);
    line("source", "来源", clause->source, lang);
    if (*clause->confidence != '\0')
        line("confidence", "可信度", ct_clause_word(set, "confidence", clause->confidence, lang),
             lang);
    printf("\n");
}

static void print_head(const struct ct_standard_set *set, enum ct_language lang)
{
    struct ct_standard_view standard = ct_standard_set_standard(set, 0);
    printf("%s\n", standard.title[lang]);
    line("document", "文号", standard.document, lang);
    line("issued", "发布", standard.issued, lang);
    line("period", "适用期", standard.period, lang);
    line("note", "说明", standard.note[lang], lang);
    printf("\n");
}

static enum ct_status unknown_clause(const struct ct_standard_set *set, const char *name,
                                     const char *id, struct ct_error *err)
{
    size_t count = ct_standard_set_clauses(set);
    const char **known = calloc(count + 1, sizeof *known);
    if (known == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        known[i] = ct_standard_set_clause(set, i).id;
    enum ct_status status = ct_fail(err, CT_USAGE, "E0622", "name", name, "value", id, "nearest",
                                    ct_text_nearest(id, known), NULL);
    free(known);
    return status;
}

enum ct_status show_standard(const struct arguments *arguments, const char *const *words,
                             struct ct_error *err)
{
    struct ct_standard_set *set = NULL;
    const char *id = words[1];
    enum ct_status status = read_standard(words[0], &set, err);
    if (status == CT_OK && id != NULL && find_clause(set, id) == ct_standard_set_clauses(set))
        status = unknown_clause(set, words[0], id, err);
    if (status == CT_OK && has_option(arguments, OPTION_JSON)) {
        status = print_json(set, id, err);
    } else if (status == CT_OK) {
        if (id == NULL)
            print_head(set, arguments->lang);
        for (size_t i = 0; i < ct_standard_set_clauses(set); i++) {
            struct ct_clause_view clause = ct_standard_set_clause(set, i);
            if (id == NULL || strcmp(clause.id, id) == 0)
                print_clause(set, &clause, arguments->lang);
        }
    }
    ct_standard_set_free(set);
    return status;
}
