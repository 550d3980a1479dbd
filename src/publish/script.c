/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the heads of the layers. O(size).
 */
#include "publish/script.h"
#include <stdio.h>
#include <string.h>

static enum ct_column_type column_type(const char *name)
{
    if (strcmp(name, "integer") == 0)
        return CT_COLUMN_INTEGER;
    return strcmp(name, "real") == 0 ? CT_COLUMN_REAL : CT_COLUMN_TEXT;
}

static void take_column(const struct ct_script_column *from, struct ct_column *column)
{
    *column = (struct ct_column){.type = column_type(from->type)};
    memcpy(column->name, from->name, sizeof column->name);
    memcpy(column->title, from->title, sizeof column->title);
    memcpy(column->unit, from->unit, sizeof column->unit);
}

bool ct_layer_script(size_t i, struct ct_layer_script *out)
{
    static const char folder[] = "layers/", suffix[] = ".sql";
    const struct ct_embedded *file = ct_script_file(folder, suffix, i);

    if (file == NULL)
        return false;
    *out = (struct ct_layer_script){.sql = file->text};
    const char *name = file->path + strlen(folder);
    snprintf(out->name, sizeof out->name, "%.*s", (int)(strlen(name) - strlen(suffix)), name);
    ct_script_value(file->text, "kind", out->kind, sizeof out->kind);
    ct_script_value(file->text, "geometry", out->geometry, sizeof out->geometry);
    if (!ct_script_value(file->text, "for", out->purposes, sizeof out->purposes))
        snprintf(out->purposes, sizeof out->purposes, "audit review site");
    ct_script_value(file->text, "title_en", out->title[CT_EN], sizeof out->title[CT_EN]);
    ct_script_value(file->text, "title_zh", out->title[CT_ZH], sizeof out->title[CT_ZH]);
    struct ct_script_column column;
    for (const char *at = file->text;
         out->column_count < CT_LAYER_COLUMNS && ct_script_column(&at, &column);)
        take_column(&column, &out->columns[out->column_count++]);
    return true;
}

/* Is it one of the words, which blanks separate? */
static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);

    for (; *words != '\0'; words += strspn(words, " ")) {
        size_t size = strcspn(words, " ");
        if (size == n && strncmp(words, word, n) == 0)
            return true;
        words += size;
    }
    return false;
}

bool ct_layer_next(const char *purpose, size_t *i, struct ct_layer_script *out)
{
    while (ct_layer_script((*i)++, out))
        if (has_word(out->purposes, purpose))
            return true;
    return false;
}
