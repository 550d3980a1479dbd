/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment explain: the long text of a code, or the list of codes.
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

enum ct_status run_explain(const struct arguments *arguments, struct ct_error *err)
{
    const char *word = arguments->words[0], *code = word ? find_code(word) : NULL;
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
