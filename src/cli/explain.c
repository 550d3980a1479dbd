/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment explain: the long text of a code, or the list of codes.
 * catchment explain OUT.gpkg TABLE ID [COLUMN]: one number back to where it came from.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include <stdlib.h>
#include <string.h>

static void message(const char *code, enum ct_language lang, char out[768])
{
    ct_message_format(out, 768, code, CT_TEXT_MESSAGE, lang, (const char *const[]){NULL});
}

static void json_code(struct ct_json *json, const char *code)
{
    char text[768];
    ct_json_object(json, NULL);
    ct_json_string(json, "code", code);
    ct_json_string(json, "severity", ct_message_severity(code));
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        message(code, (enum ct_language)lang, text);
        ct_json_object(json, lang == CT_ZH ? "zh" : "en");
        ct_json_string(json, "message", text);
        ct_json_string(json, "explain", ct_explain(code, (enum ct_language)lang));
        ct_json_end_object(json);
    }
    ct_json_end_object(json);
}

static enum ct_status print_json(const char *code, struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "explain");
    ct_json_array(&json, "codes");
    for (size_t i = 0; i < ct_codes(); i++)
        if (!code || strcmp(code, ct_code(i)) == 0)
            json_code(&json, ct_code(i));
    ct_json_end_array(&json);
    return json_finish(&json, err);
}

static void print_list(enum ct_language lang)
{
    struct table table = {.right = -1};
    char text[768];
    for (size_t i = 0; i < ct_codes(); i++) {
        message(ct_code(i), lang, text);
        table_add(&table, ct_code(i), text, NULL);
    }
    table_print(stdout, &table, "");
    table_free(&table);
}

static enum ct_status unknown_code(const char *code, struct ct_error *err)
{
    const char **known = calloc(ct_codes() + 1, sizeof *known);
    if (!known)
        return ct_fail_memory(err);
    for (size_t i = 0; i < ct_codes(); i++)
        known[i] = ct_code(i);
    enum ct_status status = ct_fail(err, CT_USAGE, "E0108", "value", code, "nearest",
                                    ct_text_nearest(code, known), NULL);
    free(known);
    return status;
}

/* The code as it is written in the table: "e0122" is E0122. */
static const char *find_code(const char *word)
{
    for (size_t i = 0; i < ct_codes(); i++)
        if (ct_text_equal_fold(ct_code(i), word))
            return ct_code(i);
    return NULL;
}

/* --- a row of an output ---------------------------------------------------------------------- */

/* Texts of several lines stand below their title, as they are. */
static void print_line(const struct ct_explanation_line *line, enum ct_language lang)
{
    if (strchr(line->text[lang], '\n'))
        printf("  %s\n\n%s\n", line->title[lang], line->text[lang]);
    else
        printf("  %s: %s\n", line->title[lang], line->text[lang]);
}

static void print_explanation(const struct ct_explanation *explanation, enum ct_language lang)
{
    const char *section = "";
    for (size_t i = 0; i < ct_explanation_lines(explanation); i++) {
        const struct ct_explanation_line line = ct_explanation_line(explanation, i);
        if (strcmp(line.section, section) != 0)
            printf("%s%s\n", i > 0 ? "\n" : "", line.heading[lang]);
        section = line.section;
        print_line(&line, lang);
    }
}

static enum ct_status print_explanation_json(const struct ct_explanation *explanation,
                                             struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "explain");
    ct_json_array(&json, "lines");
    for (size_t i = 0; i < ct_explanation_lines(explanation); i++) {
        const struct ct_explanation_line line = ct_explanation_line(explanation, i);
        ct_json_object(&json, NULL);
        ct_json_string(&json, "section", line.section);
        for (int lang = CT_EN; lang <= CT_ZH; lang++) {
            ct_json_object(&json, lang == CT_ZH ? "zh" : "en");
            ct_json_string(&json, "title", line.title[lang]);
            ct_json_string(&json, "text", line.text[lang]);
            ct_json_end_object(&json);
        }
        ct_json_end_object(&json);
    }
    ct_json_end_array(&json);
    return json_finish(&json, err);
}

static enum ct_status explain_row(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_explanation *explanation = NULL;
    const char *const *words = arguments->words;
    enum ct_status status =
        ct_explain_row(words[0], words[1], words[2], arguments->word_count > 3 ? words[3] : NULL,
                       &explanation, err);
    if (status == CT_OK && has_option(arguments, OPTION_JSON))
        status = print_explanation_json(explanation, err);
    else if (status == CT_OK)
        print_explanation(explanation, arguments->lang);
    ct_explanation_free(explanation);
    return status;
}

enum ct_status run_explain(const struct arguments *arguments, struct ct_error *err)
{
    const char *word = arguments->words[0], *code = word ? find_code(word) : NULL;
    if (arguments->word_count > 2)
        return explain_row(arguments, err);
    if (arguments->word_count == 2)
        return ct_fail(err, CT_USAGE, "E0105", "argument", "ID", "usage",
                       arguments->command->usage[1], NULL);
    if (word && !code)
        return unknown_code(word, err);
    if (has_option(arguments, OPTION_JSON))
        return print_json(code, err);
    if (!code) {
        print_list(arguments->lang);
        return CT_OK;
    }
    char text[768];
    message(code, arguments->lang, text);
    printf("%s: %s\n\n%s\n", code, text, ct_explain(code, arguments->lang));
    return CT_OK;
}
