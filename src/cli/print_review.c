/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opinions as people read them: the conclusion, then provision, procedure and surroundings clause
 * by clause with its arithmetic, advice, and what is to be supplied; and as JSON.
 */
#include "base/text.h"
#include "print.h"
#include <string.h>

/* --- JSON ------------------------------------------------------------------------------------ */

static void json_verdict(struct ct_json *json, const struct ct_verdict_view *verdict)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "standard", verdict->standard);
    ct_json_string(json, "clause", verdict->clause);
    ct_json_string(json, "section", verdict->section);
    ct_json_string(json, "part", verdict->part);
    ct_json_string(json, "title_zh", verdict->title[CT_ZH]);
    ct_json_string(json, "title_en", verdict->title[CT_EN]);
    ct_json_string(json, "result", verdict->result);
    ct_json_number(json, "value", verdict->value);
    ct_json_number(json, "limit_value", verdict->limit_value);
    ct_json_number(json, "gap", verdict->gap);
    ct_json_string(json, "unit", verdict->unit);
    ct_json_string(json, "strength", verdict->strength);
    ct_json_string(json, "reason_zh", verdict->reason[CT_ZH]);
    ct_json_string(json, "reason_en", verdict->reason[CT_EN]);
    ct_json_string(json, "quote_zh", verdict->quote);
    ct_json_end_object(json);
}

static void json_supply(struct ct_json *json, const struct ct_supply_view *supply)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "name", supply->name);
    ct_json_string(json, "title_zh", supply->title[CT_ZH]);
    ct_json_string(json, "title_en", supply->title[CT_EN]);
    ct_json_string(json, "unit", supply->unit);
    ct_json_bool(json, "gate", supply->gate);
    ct_json_end_object(json);
}

static void json_project(struct ct_json *json, const struct ct_result *result, size_t i)
{
    const struct ct_project_view project = ct_result_project(result, i);
    ct_json_object(json, NULL);
    ct_json_string(json, "id", project.id);
    ct_json_string(json, "name", project.name);
    ct_json_string(json, "stage", project.stage);
    ct_json_string(json, "conclusion", project.conclusion);
    ct_json_string(json, "text_zh", project.text[CT_ZH]);
    ct_json_string(json, "text_en", project.text[CT_EN]);
    ct_json_array(json, "supply");
    for (size_t k = 0; k < project.supplies; k++) {
        const struct ct_supply_view supply = ct_result_supply(result, i, k);
        json_supply(json, &supply);
    }
    ct_json_end_array(json);
    ct_json_array(json, "verdicts");
    for (size_t k = 0; k < project.verdicts; k++) {
        const struct ct_verdict_view verdict = ct_result_verdict(result, i, k);
        json_verdict(json, &verdict);
    }
    ct_json_end_array(json);
    ct_json_end_object(json);
}

void json_projects(struct ct_json *json, const struct ct_result *result)
{
    ct_json_array(json, "projects");
    for (size_t i = 0; result && i < ct_result_projects(result); i++)
        json_project(json, result, i);
    ct_json_end_array(json);
}

/* --- on a terminal --------------------------------------------------------------------------- */

struct word {
    const char *key, *name[2];
};

static const char *name_of(const struct word *words, const char *key, enum ct_language lang)
{
    while (words->key && strcmp(words->key, key) != 0)
        words++;
    return words->key ? words->name[lang] : key;
}

static const struct word conclusions[] = {{"approve", {"approved", "同意"}},
                                          {"refuse", {"REFUSED", "不予批准"}},
                                          {"supply", {"SENT BACK", "退件补正"}},
                                          {NULL, {NULL, NULL}}};
static const struct word stages[] = {{"plan", {"plan review", "方案审查"}},
                                     {"permit", {"building permit", "工程许可"}},
                                     {"completion", {"completion", "竣工验收"}},
                                     {"handover", {"handover", "移交"}},
                                     {NULL, {NULL, NULL}}};
static const struct word results[] = {{"met", {"met", "符合"}},
                                      {"unmet", {"UNMET", "不符合"}},
                                      {"unknown", {"unknown", "无法判定"}},
                                      {"exempt", {"exempt", "不适用"}},
                                      {NULL, {NULL, NULL}}};
static const struct word parts[] = {{"provision", {"Provision", "配建审查"}},
                                    {"procedure", {"Procedure", "程序审查"}},
                                    {"surroundings", {"Surroundings", "周边设施"}},
                                    {NULL, {NULL, NULL}}};

/* "QH-49 六" and whether it can refuse. */
static void add_verdict(struct table *table, const struct ct_verdict_view *verdict,
                        enum ct_language lang)
{
    struct ct_buffer clause = {0};
    bool gate = strcmp(verdict->strength, "gate") == 0;
    ct_buffer_printf(&clause, "%s%s %s", gate ? "* " : "  ", verdict->clause, verdict->section);
    table_add(table, clause.failed ? "" : clause.data, name_of(results, verdict->result, lang),
              verdict->reason[lang]);
    ct_buffer_free(&clause);
}

/* The clauses of one part that apply. */
static void print_part(const struct ct_result *result, size_t project, const char *part,
                       enum ct_language lang)
{
    struct table table = {.right = -1};
    for (size_t i = 0; i < ct_result_project(result, project).verdicts; i++) {
        const struct ct_verdict_view verdict = ct_result_verdict(result, project, i);
        if (strcmp(verdict.part, part) == 0 && strcmp(verdict.result, "exempt") != 0)
            add_verdict(&table, &verdict, lang);
    }
    if (table.count > 0)
        printf("\n%s\n", name_of(parts, part, lang));
    table_print(stdout, &table, "");
    table_free(&table);
}

static void print_exempt(const struct ct_result *result, size_t project, enum ct_language lang)
{
    bool first = true;
    for (size_t i = 0; i < ct_result_project(result, project).verdicts; i++) {
        const struct ct_verdict_view verdict = ct_result_verdict(result, project, i);
        if (strcmp(verdict.result, "exempt") != 0)
            continue;
        if (first)
            fputs(lang == CT_ZH ? "\n不适用或仅列出：" : "\nNot applicable, or only reported: ",
                  stdout);
        printf("%s%s", first ? "" : (lang == CT_ZH ? "、" : ", "), verdict.clause);
        first = false;
    }
    if (!first)
        putchar('\n');
}

static void print_supplies(const struct ct_result *result, size_t project, enum ct_language lang)
{
    size_t count = ct_result_project(result, project).supplies;
    if (count > 0)
        puts(lang == CT_ZH ? "\n需补正的资料（* 为结论所需）"
                           : "\nTo be supplied (* the conclusion needs it)");
    for (size_t i = 0; i < count; i++) {
        const struct ct_supply_view supply = ct_result_supply(result, project, i);
        printf("%s%s (%s)\n", supply.gate ? "* " : "  ", supply.title[lang], supply.name);
    }
}

static void print_opinion(const struct ct_result *result, size_t i, enum ct_language lang)
{
    const struct ct_project_view project = ct_result_project(result, i);
    printf(lang == CT_ZH ? "项目 %s%s%s（%s）：%s\n" : "Project %s%s%s (%s): %s\n", project.id,
           *project.name ? " " : "", project.name, name_of(stages, project.stage, lang),
           name_of(conclusions, project.conclusion, lang));
    puts(project.phrase[lang]);
    for (size_t k = 0; parts[k].key; k++)
        print_part(result, i, parts[k].key, lang);
    print_exempt(result, i, lang);
    if (*project.advice[lang])
        printf("\n%s\n", project.advice[lang]);
    print_supplies(result, i, lang);
}

/* The gate clauses that are not met, or what is to be supplied. */
static void add_why(struct ct_buffer *out, const struct ct_result *result, size_t i,
                    enum ct_language lang)
{
    const struct ct_project_view project = ct_result_project(result, i);
    for (size_t k = 0; k < project.verdicts; k++) {
        const struct ct_verdict_view verdict = ct_result_verdict(result, i, k);
        if (strcmp(verdict.strength, "gate") == 0 && strcmp(verdict.result, "unmet") == 0)
            ct_buffer_printf(out, "%s%s", out->size > 0 ? (lang == CT_ZH ? "、" : ", ") : "",
                             verdict.clause);
    }
    if (out->size == 0)
        ct_buffer_add(out, project.supply[lang]);
}

/* A line a project. */
static void print_list(const struct ct_result *result, enum ct_language lang)
{
    struct table table = {.right = -1};
    for (size_t i = 0; i < ct_result_projects(result); i++) {
        const struct ct_project_view project = ct_result_project(result, i);
        struct ct_buffer name = {0}, why = {0};
        ct_buffer_printf(&name, "%s %s", project.id, project.name);
        add_why(&why, result, i, lang);
        table_add(&table, name.failed ? project.id : name.data,
                  name_of(conclusions, project.conclusion, lang), why.size > 0 ? why.data : "");
        ct_buffer_free(&name);
        ct_buffer_free(&why);
    }
    table_print(stdout, &table, "");
    table_free(&table);
}

static void print_conclusions(const struct ct_result *result, enum ct_language lang)
{
    putchar('\n');
    for (size_t k = 0; conclusions[k].key; k++) {
        size_t n = 0;
        for (size_t i = 0; i < ct_result_projects(result); i++)
            n += strcmp(ct_result_project(result, i).conclusion, conclusions[k].key) == 0;
        printf(lang == CT_ZH ? "%s%s %zu 个" : "%s%s: %zu",
               k > 0 ? (lang == CT_ZH ? "，" : ", ") : "", conclusions[k].name[lang], n);
    }
    putchar('\n');
}

/* Opinions in full where they can be read on a screen; many of them stand in the output. */
enum { FULL_OPINIONS = 12 };

void print_opinions(const char *output, const struct ct_result *result, enum ct_language lang)
{
    size_t count = ct_result_projects(result);
    if (output && count > FULL_OPINIONS)
        print_list(result, lang);
    else
        for (size_t i = 0; i < count; i++) {
            if (i > 0)
                putchar('\n');
            print_opinion(result, i, lang);
        }
    if (count > 1)
        print_conclusions(result, lang);
    if (output)
        printf(lang == CT_ZH ? "\n结果：%s\n" : "\nOutput: %s\n", output);
}
