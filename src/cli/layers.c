/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment layers: what an output holds.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include <stdlib.h>
#include <string.h>

static void json_columns(struct ct_json *json, const char *columns)
{
    char name[128];
    ct_json_array(json, "columns");
    while (*columns) {
        size_t n = strcspn(columns, ",");
        snprintf(name, sizeof name, "%.*s", (int)n, columns);
        ct_json_string(json, NULL, name + strspn(name, " "));
        columns += n + (columns[n] == ',');
    }
    ct_json_end_array(json);
}

static enum ct_status print_json(const char *name, struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "layers");
    ct_json_array(&json, "layers");
    for (size_t i = 0; i < ct_layers(); i++) {
        struct ct_layer_view layer = ct_layer(i);
        if (name && strcmp(name, layer.name) != 0)
            continue;
        ct_json_object(&json, NULL);
        ct_json_string(&json, "name", layer.name);
        ct_json_string(&json, "kind", layer.kind);
        ct_json_object(&json, "title");
        ct_json_string(&json, "en", layer.title[CT_EN]);
        ct_json_string(&json, "zh", layer.title[CT_ZH]);
        ct_json_end_object(&json);
        json_columns(&json, layer.columns);
        ct_json_end_object(&json);
    }
    ct_json_end_array(&json);
    return json_finish(&json, err);
}

static const char *kind_name(const char *kind, enum ct_language lang)
{
    if (lang == CT_EN)
        return kind;
    return strcmp(kind, "features") == 0 ? "图层" : "表";
}

static void print_list(enum ct_language lang)
{
    struct table table = {.right = -1};
    for (size_t i = 0; i < ct_layers(); i++) {
        struct ct_layer_view layer = ct_layer(i);
        table_add(&table, layer.name, kind_name(layer.kind, lang), layer.title[lang]);
    }
    table_print(stdout, &table, "");
    table_free(&table);
}

static enum ct_status unknown_layer(const char *name, struct ct_error *err)
{
    const char **known = calloc(ct_layers() + 1, sizeof *known);
    if (!known)
        return ct_fail_memory(err);
    for (size_t i = 0; i < ct_layers(); i++)
        known[i] = ct_layer(i).name;
    enum ct_status status = ct_fail(err, CT_USAGE, "E0118", "value", name, "nearest",
                                    ct_text_nearest(name, known), NULL);
    free(known);
    return status;
}

static void print_columns(const char *columns)
{
    while (*columns) {
        size_t n = strcspn(columns, ",");
        size_t blank = strspn(columns, " ");
        printf("%.*s\n", (int)(n - blank), columns + blank);
        columns += n + (columns[n] == ',');
    }
}

enum ct_status run_layers(const struct arguments *arguments, struct ct_error *err)
{
    const char *name = arguments->words[0];
    size_t i = 0;
    while (name && i < ct_layers() && strcmp(ct_layer(i).name, name) != 0)
        i++;
    if (name && i == ct_layers())
        return unknown_layer(name, err);
    if (has_option(arguments, OPTION_JSON))
        return print_json(name, err);
    if (name)
        print_columns(ct_layer(i).columns);
    else
        print_list(arguments->lang);
    return CT_OK;
}
