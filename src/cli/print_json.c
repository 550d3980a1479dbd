/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The JSON documents of the commands: {"catchment": 1, "command": ..., ...}. The number is the
 * version of their form. Keys and codes are never translated; texts stand in both languages.
 */
#include "base/fail.h"
#include "print.h"
#include <errno.h>
#include <string.h>

enum { JSON_VERSION = 1 };

void json_start(struct ct_json *json, struct ct_buffer *out, const char *command)
{
    ct_json_begin(json, out);
    ct_json_object(json, NULL);
    ct_json_integer(json, "catchment", JSON_VERSION);
    ct_json_string(json, "command", command);
}

enum ct_status json_finish(struct ct_json *json, struct ct_error *err)
{
    ct_json_end_object(json);
    ct_buffer_add(json->out, "\n");
    enum ct_status status = CT_OK;
    if (json->out->failed)
        status = ct_fail_memory(err);
    else if (fwrite(json->out->data, 1, json->out->size, stdout) != json->out->size)
        status = ct_fail(err, CT_OUTPUT, "E0590", "reason", strerror(errno), NULL);
    ct_buffer_free(json->out);
    return status;
}

static void both(struct ct_json *json, const char *key, const char *const *texts)
{
    ct_json_object(json, key);
    ct_json_string(json, "en", texts[CT_EN]);
    ct_json_string(json, "zh", texts[CT_ZH]);
    ct_json_end_object(json);
}

void json_error(struct ct_json *json, const struct ct_error *error)
{
    ct_json_object(json, "error");
    ct_json_integer(json, "exit", (int64_t)error->status);
    ct_json_string(json, "code", error->code);
    both(json, "message", (const char *const[]){error->message[CT_EN], error->message[CT_ZH]});
    both(json, "hint", (const char *const[]){error->hint[CT_EN], error->hint[CT_ZH]});
    ct_json_string(json, "file", error->file);
    ct_json_string(json, "layer", error->layer);
    ct_json_string(json, "feature", error->feature);
    ct_json_integer(json, "line", error->line);
    ct_json_integer(json, "column", error->column);
    ct_json_end_object(json);
}

static void json_finding(struct ct_json *json, const struct ct_finding_view *finding)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "code", finding->code);
    ct_json_string(json, "severity", finding->severity);
    ct_json_string(json, "layer", finding->layer);
    ct_json_string(json, "feature", finding->feature);
    ct_json_string(json, "cell", finding->cell);
    ct_json_integer(json, "row", finding->row);
    ct_json_number(json, "lon", finding->lon);
    ct_json_number(json, "lat", finding->lat);
    ct_json_number(json, "people", finding->people);
    ct_json_number(json, "area_m2", finding->area_m2);
    both(json, "text", finding->text);
    both(json, "done", finding->done);
    ct_json_end_object(json);
}

static void json_figure(struct ct_json *json, const struct ct_figure_view *figure)
{
    ct_json_object(json, NULL);
    ct_json_string(json, "key", figure->key);
    ct_json_number(json, "value", figure->value);
    if (figure->text)
        ct_json_string(json, "text", figure->text);
    ct_json_string(json, "unit", figure->unit);
    both(json, "title", figure->title);
    ct_json_end_object(json);
}

static void json_result(struct ct_json *json, const struct ct_result *result)
{
    ct_json_array(json, "figures");
    for (size_t i = 0; result && i < ct_result_figures(result); i++) {
        struct ct_figure_view figure = ct_result_figure(result, i);
        json_figure(json, &figure);
    }
    ct_json_end_array(json);
    ct_json_array(json, "findings");
    for (size_t i = 0; result && i < ct_result_findings(result); i++) {
        struct ct_finding_view finding = ct_result_finding(result, i);
        json_finding(json, &finding);
    }
    ct_json_end_array(json);
}

enum ct_status print_run_json(const char *command, const char *output,
                              const struct ct_result *result, enum ct_status status,
                              struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    struct ct_error fault = {0};
    json_start(&json, &text, command);
    ct_json_string(&json, "output", status == CT_OK ? output : NULL);
    if (status != CT_OK)
        json_error(&json, err);
    if (strcmp(command, "review") == 0)
        json_projects(&json, result);
    if (strcmp(command, "site") == 0)
        json_sites(&json, result);
    json_totals(&json, result);
    json_result(&json, result);
    enum ct_status written = json_finish(&json, &fault);
    if (written == CT_OK)
        return status;
    *err = fault;
    return written;
}
