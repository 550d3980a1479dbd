/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See style.h. O(rows of the SELECTs in the templates).
 */
#include "publish/style.h"
#include "base/fail.h"
#include "publish/template.h"
#include <stdio.h>
#include <string.h>

static bool default_style(const struct ct_layer_script *layer, struct ct_style *out)
{
    char path[128];

    snprintf(path, sizeof path, "layers/%s.qml", layer->name);
    const struct ct_embedded *file = ct_embedded_find(path);
    if (file == NULL)
        file = ct_embedded_find("layers/attributes.qml");
    if (file == NULL)
        return false;
    *out = (struct ct_style){.qml = file->text, .head = layer->sql, .is_default = true};
    memcpy(out->id, layer->name, sizeof layer->name);
    memcpy(out->title, layer->title, sizeof out->title);
    return true;
}

bool ct_style_of(const struct ct_layer_script *layer, size_t i, struct ct_style *out)
{
    char folder[80];

    if (i == 0)
        return default_style(layer, out);
    snprintf(folder, sizeof folder, "layers/%s.", layer->name);
    const struct ct_embedded *file = ct_script_file(folder, ".qml", i - 1);
    if (file == NULL)
        return false;
    *out = (struct ct_style){.qml = file->text, .head = file->text};
    const char *name = file->path + strlen("layers/");
    snprintf(out->id, sizeof out->id, "%.*s", (int)(strlen(name) - strlen(".qml")), name);
    ct_script_value(file->text, "title_zh", out->title[CT_ZH], sizeof out->title[CT_ZH]);
    ct_script_value(file->text, "title_en", out->title[CT_EN], sizeof out->title[CT_EN]);
    return true;
}

static enum ct_status add_style(struct ct_work *work, const char *layer,
                                const struct ct_style *style, enum ct_language lang,
                                struct ct_error *err)
{
    struct ct_query *row = NULL;
    struct ct_buffer qml = {0};
    enum ct_status status = ct_template_fill(work, layer, lang, style->qml, &qml, err);

    if (status == CT_OK)
        status = ct_query_new(work, "INSERT INTO layer_style VALUES (?, ?, ?, ?, ?, ?)", &row, err);
    if (status == CT_OK) {
        ct_query_text(row, 1, layer);
        ct_query_text(row, 2, style->id);
        ct_query_text(row, 3, lang == CT_ZH ? "zh" : "en");
        ct_query_text(row, 4, style->title[lang]);
        ct_query_text(row, 5, qml.data);
        ct_query_integer(row, 6, style->is_default);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    ct_buffer_free(&qml);
    return status;
}

enum ct_status ct_style_all(struct ct_work *work, const char *purpose, struct ct_error *err)
{
    static const enum ct_language languages[] = {CT_ZH, CT_EN};
    struct ct_layer_script layer;
    struct ct_style style;
    enum ct_status status = CT_OK;

    for (size_t i = 0; status == CT_OK && ct_layer_next(purpose, &i, &layer);)
        for (size_t k = 0; status == CT_OK && ct_style_of(&layer, k, &style); k++)
            for (int l = 0; status == CT_OK && l < 2; l++)
                status = add_style(work, layer.name, &style, languages[l], err);
    return status;
}
