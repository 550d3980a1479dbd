/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See inputs.h. The embedded file is copied and cut in place: lines, commas, bars. It holds no
 * quotes; a test reads all of them. O(size).
 */
#include "load/inputs.h"
#include "base/embedded.h"
#include "base/fail.h"
#include "base/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 5 };

static size_t count_of(const char *s, char c)
{
    size_t n = 0;
    for (; *s; s++)
        n += *s == c;
    return n;
}

/* Cuts the names of a row at the bars, into `at`; returns the place after their NULL. */
static const char **cut_names(char *names, const char **at)
{
    for (char *name = strsep(&names, "|"); name != NULL; name = strsep(&names, "|"))
        if (*name != '\0')
            *at++ = name;
    *at++ = NULL;
    return at;
}

static const char **cut_row(char *line, struct ct_input_names *row, const char **at)
{
    char *cell[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        cell[i] = line ? strsep(&line, ",") : NULL;
    *row = (struct ct_input_names){.meaning = cell[0],
                                   .title = {[CT_EN] = cell[2], [CT_ZH] = cell[1]},
                                   .unit = cell[3],
                                   .names = at};
    return cut_names(cell[COLUMNS - 1], at);
}

static enum ct_status cut(struct ct_input_table *table, struct ct_error *err)
{
    size_t lines = count_of(table->text, '\n'), bars = count_of(table->text, '|');
    table->rows = calloc(lines + 1, sizeof *table->rows);
    table->names = calloc(bars + 2 * lines + 2, sizeof *table->names);
    if (table->rows == NULL || table->names == NULL)
        return ct_fail_memory(err);
    const char **at = table->names;
    char *rest = table->text;
    strsep(&rest, "\n"); /* the heading */
    for (char *line = strsep(&rest, "\n"); line && *line; line = strsep(&rest, "\n"))
        if (count_of(line, ',') == COLUMNS - 1)
            at = cut_row(line, &table->rows[table->count++], at);
    return CT_OK;
}

enum ct_status ct_input_table_read(const char *kind, struct ct_input_table *out,
                                   struct ct_error *err)
{
    char path[64];
    *out = (struct ct_input_table){0};
    snprintf(path, sizeof path, "layers/inputs/%s.csv", kind);
    const struct ct_embedded *file = ct_embedded_find(path);
    if (file == NULL)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", path, NULL);
    out->text = ct_text_copy(file->text);
    if (out->text == NULL)
        return ct_fail_memory(err);
    enum ct_status status = cut(out, err);
    if (status != CT_OK)
        ct_input_table_free(out);
    return status;
}

void ct_input_table_free(struct ct_input_table *table)
{
    free(table->rows);
    free(table->names);
    free(table->text);
    *table = (struct ct_input_table){0};
}

const struct ct_input_names *ct_input_table_find(const struct ct_input_table *table,
                                                 const char *meaning)
{
    for (size_t i = 0; i < table->count; i++)
        if (strcmp(table->rows[i].meaning, meaning) == 0)
            return &table->rows[i];
    return NULL;
}

enum ct_dimension ct_input_dimension(const struct ct_input_names *names)
{
    static const struct {
        const char *unit;
        enum ct_dimension dimension;
    } units[] = {{"户", CT_HOUSEHOLDS}, {"人", CT_PEOPLE}, {"㎡", CT_AREA}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strncmp(names->unit, units[i].unit, strlen(units[i].unit)) == 0)
            return units[i].dimension;
    return CT_PURE;
}

bool ct_input_name_fits(const struct ct_input_names *names, const char *name, const char *word)
{
    enum ct_dimension dimension = ct_input_dimension(names);
    double factor = 1;
    size_t stem = 0;
    if (ct_text_same_name(name, word))
        return true;
    if (dimension == CT_PURE || !ct_unit_of_name(word, dimension, &factor, NULL, &stem))
        return false;
    char *alone = strndup(word, stem);
    bool fits = alone != NULL && ct_text_same_name(name, alone);
    free(alone);
    return fits;
}

int ct_input_names_has(const struct ct_input_names *names, const char *word)
{
    for (const char **name = names->names; *name; name++)
        if (ct_input_name_fits(names, *name, word))
            return 1;
    return 0;
}
