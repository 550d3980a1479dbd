/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment standards: what is built in, what formulas may use, and whether a file is sound.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "standards_parts.h"
#include <stdlib.h>
#include <string.h>

enum ct_status read_standard(const char *name, struct ct_standard_set **out, struct ct_error *err)
{
    enum ct_status status = ct_standard_set_read(&name, 1, out, err);
    if (status != CT_CHECK_FAILED)
        return status;
    *err = *ct_standard_set_error(*out, 0);
    ct_standard_set_free(*out);
    *out = NULL;
    return err->status;
}

/* --- list ------------------------------------------------------------------------------------- */

/* "54 clauses: must 20, gate 6, ..." */
static void describe(const struct ct_standard_set *set, enum ct_language lang,
                     struct ct_buffer *out)
{
    static const char *const strengths[] = {"must", "gate", "should", "target", "report"};
    static const char *const between[2][2] = {{": ", "："}, {", ", "、"}};
    size_t clauses = ct_standard_set_clauses(set);
    ct_buffer_printf(out, lang == CT_ZH ? "%zu 条" : "%zu clauses", clauses);
    for (size_t k = 0, shown = 0; k < sizeof strengths / sizeof *strengths; k++) {
        size_t n = 0;
        for (size_t i = 0; i < clauses; i++)
            n += strcmp(ct_standard_set_clause(set, i).strength, strengths[k]) == 0;
        if (n > 0)
            ct_buffer_printf(out, "%s%s %zu", between[shown++ > 0][lang],
                             ct_clause_word(set, "strength", strengths[k], lang), n);
    }
}

static void add_standard(const struct ct_standard_set *set, enum ct_language lang,
                         struct table *table)
{
    struct ct_buffer text = {0};
    struct ct_standard_view standard = ct_standard_set_standard(set, 0);
    describe(set, lang, &text);
    if (*standard.period != '\0')
        ct_buffer_printf(&text, lang == CT_ZH ? "；%s" : "; %s", standard.period);
    table->failed = table->failed || text.failed;
    table_add(table, standard.name, standard.title[lang], text.data);
    ct_buffer_free(&text);
}

static enum ct_status list_standards(const struct arguments *arguments, const char *const *words,
                                     struct ct_error *err)
{
    char name[64];
    struct table table = {.right = -1};
    struct ct_buffer text = {0};
    struct ct_json json;
    enum ct_status status = CT_OK;
    (void)words;
    json_start(&json, &text, "standards");
    ct_json_array(&json, "standards");
    for (size_t i = 0; status == CT_OK && ct_standard_name(i, name); i++) {
        struct ct_standard_set *set = NULL;
        status = read_standard(name, &set, err);
        if (status == CT_OK) {
            add_standard(set, arguments->lang, &table);
            json_standard(&json, NULL, set);
        }
        ct_standard_set_free(set);
    }
    ct_json_end_array(&json);
    if (status == CT_OK && has_option(arguments, OPTION_JSON)) {
        status = json_finish(&json, err);
    } else {
        if (status == CT_OK)
            table_print(stdout, &table, "");
        ct_buffer_free(&text);
    }
    table_free(&table);
    return status;
}

/* --- check ------------------------------------------------------------------------------------ */

static void json_fault(struct ct_json *json, const struct ct_error *error)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "code", error->code);
    ct_json_string(json, "file", error->file);
    ct_json_integer(json, "line", error->line);
    ct_json_integer(json, "column", error->column);
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        ct_json_object(json, lang == CT_ZH ? "zh" : "en");
        ct_json_string(json, "message", error->message[lang]);
        ct_json_string(json, "hint", error->hint[lang]);
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
}

static void report(const struct ct_standard_set *set, enum ct_language lang)
{
    struct ct_buffer text = {0};
    describe(set, lang, &text);
    for (size_t i = 0; i < ct_standard_set_errors(set); i++)
        print_error(stdout, ct_standard_set_error(set, i), lang);
    if (!text.failed)
        printf("%s: %s\n", ct_standard_set_standard(set, 0).name, text.data);
    ct_buffer_free(&text);
}

static void json_report(struct ct_json *json, const struct ct_standard_set *set)
{
    ct_json_object(json, NULL);
    json_standard(json, "standard", set);
    ct_json_array(json, "errors");
    for (size_t i = 0; i < ct_standard_set_errors(set); i++)
        json_fault(json, ct_standard_set_error(set, i));
    ct_json_end_array(json);
    ct_json_end_object(json);
}

/* Each file by itself; all of them, also where one is wrong. */
static enum ct_status check_standards(const struct arguments *arguments, const char *const *words,
                                      struct ct_error *err)
{
    bool as_json = has_option(arguments, OPTION_JSON);
    struct ct_buffer text = {0};
    struct ct_json json;
    enum ct_status worst = CT_OK, status = CT_OK;
    json_start(&json, &text, "standards");
    ct_json_array(&json, "checked");
    for (; status == CT_OK && *words != NULL; words++) {
        struct ct_standard_set *set = NULL;
        struct ct_error why = {0};
        status = ct_standard_set_read(words, 1, &set, &why);
        if (status != CT_OK && (worst == CT_OK || status != CT_CHECK_FAILED))
            *err = why;
        if (set != NULL) {
            worst = status == CT_OK ? worst : status;
            status = CT_OK;
            if (as_json)
                json_report(&json, set);
            else
                report(set, arguments->lang);
        }
        ct_standard_set_free(set);
    }
    ct_json_end_array(&json);
    struct ct_error fault = {0};
    if (status == CT_OK && as_json && json_finish(&json, &fault) != CT_OK) {
        *err = fault;
        return fault.status;
    }
    if (!as_json || status != CT_OK)
        ct_buffer_free(&text);
    return status != CT_OK ? status : worst;
}

/* --- what formulas may use -------------------------------------------------------------------- */

struct listing {
    struct table table;
    enum ct_language lang;
};

static bool add_column(void *context, const struct ct_column_view *column)
{
    struct listing *listing = context;
    table_add(&listing->table, column->name, column->title[listing->lang],
              *column->unit != '\0'               ? column->unit
              : strcmp(column->type, "text") == 0 ? "text"
                                                  : "");
    return true;
}

static bool add_parameter(void *context, const struct ct_parameter_view *parameter)
{
    struct listing *listing = context;
    struct ct_buffer text = {0};
    ct_buffer_printf(&text, "%s%s%s%s", parameter->title[listing->lang],
                     *parameter->choices != '\0' ? " (" : "", parameter->choices,
                     *parameter->choices != '\0' ? ")" : "");
    table_add(&listing->table, parameter->name, *parameter->value != '\0' ? parameter->value : "-",
              text.data);
    listing->table.failed = listing->table.failed || text.failed;
    ct_buffer_free(&text);
    return true;
}

static enum ct_status list_columns(const struct arguments *arguments, const char *const *words,
                                   struct ct_error *err)
{
    struct listing listing = {{.right = -1}, arguments->lang};
    enum ct_status status = ct_standard_columns(words[0], add_column, &listing, err);
    table_print(stdout, &listing.table, "");
    table_free(&listing.table);
    return status;
}

static enum ct_status list_parameters(const struct arguments *arguments, const char *const *words,
                                      struct ct_error *err)
{
    struct listing listing = {{.right = -1}, arguments->lang};
    (void)words;
    enum ct_status status = ct_standard_parameters(add_parameter, &listing, err);
    table_print(stdout, &listing.table, "");
    table_free(&listing.table);
    return status;
}

/* --- the verbs -------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    size_t least; /* words behind it */
    standards_verb run;
} verbs[] = {
    {"list", 0, list_standards},        {"show", 1, show_standard},
    {"check", 1, check_standards},      {"diff", 2, diff_standards},
    {"table", 0, table_of_standards},   {"columns", 1, list_columns},
    {"parameters", 0, list_parameters},
};
enum { VERBS = sizeof verbs / sizeof *verbs };

static enum ct_status unknown_verb(const char *word, struct ct_error *err)
{
    const char *known[VERBS + 1] = {NULL};
    struct ct_buffer list = {0};
    for (size_t i = 0; i < VERBS; i++) {
        known[i] = verbs[i].name;
        ct_buffer_printf(&list, "%s%s", i > 0 ? " | " : "", verbs[i].name);
    }
    enum ct_status status = list.failed
                                ? ct_fail_memory(err)
                                : ct_fail(err, CT_USAGE, "E0623", "value", word, "known", list.data,
                                          "nearest", ct_text_nearest(word, known), NULL);
    ct_buffer_free(&list);
    return status;
}

enum ct_status run_standards(const struct arguments *arguments, struct ct_error *err)
{
    const char *const *words = arguments->words;
    const char *verb = arguments->word_count > 0 ? words[0] : "list";
    size_t behind = arguments->word_count > 0 ? arguments->word_count - 1 : 0;
    for (size_t i = 0; i < VERBS; i++) {
        if (strcmp(verb, verbs[i].name) != 0)
            continue;
        if (behind < verbs[i].least)
            return ct_fail(err, CT_USAGE, "E0623", "missing",
                           strcmp(verb, "columns") == 0 ? "LEVEL"
                           : strcmp(verb, "diff") == 0  ? "A B"
                                                        : "NAME",
                           "known", verb, NULL);
        return verbs[i].run(arguments, words + (arguments->word_count > 0), err);
    }
    return unknown_verb(verb, err);
}
