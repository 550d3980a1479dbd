/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment doctor: libraries, formats and data files, and what to do where one is missing.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include <stdlib.h>

static enum ct_status print_json(const struct ct_doctor_row *rows, size_t n, struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "doctor");
    ct_json_array(&json, "parts");
    for (size_t i = 0; i < n; i++) {
        ct_json_object(&json, NULL);
        ct_json_string(&json, "part", rows[i].part);
        ct_json_string(&json, "found", rows[i].found);
        ct_json_bool(&json, "ok", rows[i].ok);
        ct_json_bool(&json, "needed", rows[i].needed);
        ct_json_object(&json, "advice");
        ct_json_string(&json, "en", rows[i].advice[CT_EN]);
        ct_json_string(&json, "zh", rows[i].advice[CT_ZH]);
        ct_json_end_object(&json);
        ct_json_end_object(&json);
    }
    ct_json_end_array(&json);
    return json_finish(&json, err);
}

static void print_text(const struct ct_doctor_row *rows, size_t n, enum ct_language lang)
{
    static const char *const missing[2] = {"missing", "缺失"};
    struct table table = {.right = -1};
    table_add(&table, "catchment", ct_version(), NULL);
    for (size_t i = 0; i < n; i++)
        table_add(&table, rows[i].part, rows[i].ok ? rows[i].found : missing[lang],
                  rows[i].ok ? NULL : rows[i].advice[lang]);
    table_print(stdout, &table, "");
    table_free(&table);
}

enum ct_status run_doctor(const struct arguments *arguments, struct ct_error *err)
{
    size_t n = ct_doctor(NULL, 0);
    struct ct_doctor_row *rows = calloc(n + 1, sizeof *rows);
    if (!rows)
        return ct_fail_memory(err);
    ct_doctor(rows, n);
    enum ct_status status = CT_OK;
    if (has_option(arguments, OPTION_JSON))
        status = print_json(rows, n, err);
    else
        print_text(rows, n, arguments->lang);
    const char *part = NULL;
    for (size_t i = n; i-- > 0;)
        part = rows[i].ok || !rows[i].needed ? part : rows[i].part;
    if (status == CT_OK && part)
        status = ct_fail(err, CT_INPUT, "E0119", "part", part, NULL);
    free(rows);
    return status;
}
