/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads the heads of SQL files. The files are part of the program (embedded at build time) and
 * tests read every one of them, so a head that is wrong is found there, not here. O(size).
 */
#include "base/script.h"
#include "catchment/status.h"
#include <stdio.h>
#include <string.h>

/* The value of a head line at `line`, or NULL where it is not "-- key: " ("<!-- key: " in XML). */
static const char *line_value(const char *line, const char *key)
{
    size_t n = strlen(key);

    line += strncmp(line, "<!", 2) == 0 ? 2 : 0;
    if (strncmp(line, "-- ", 3) != 0 || strncmp(line + 3, key, n) != 0)
        return NULL;
    line += 3 + n;
    return strncmp(line, ": ", 2) == 0 ? line + 2 : NULL;
}

static const char *next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end != NULL ? end + 1 : NULL;
}

/* The first line at or after `line` with this key, or NULL. */
static const char *find_value(const char *line, const char *key)
{
    for (; line != NULL; line = next_line(line)) {
        const char *value = line_value(line, key);
        if (value != NULL)
            return value;
    }
    return NULL;
}

static void copy_span(char *out, size_t size, const char *from, size_t n)
{
    snprintf(out, size, "%.*s", (int)n, from != NULL ? from : "");
}

bool ct_script_value(const char *text, const char *key, char *out, size_t size)
{
    const char *value = find_value(text, key);

    size_t n = value != NULL ? strcspn(value, "\n") : 0;

    if (n > 4 && strncmp(value + n - 4, " -->", 4) == 0)
        n -= 4;
    copy_span(out, size, value, n);
    return value != NULL;
}

const struct ct_embedded *ct_script_file(const char *folder, const char *suffix, size_t i)
{
    size_t folder_size = strlen(folder), suffix_size = strlen(suffix);

    for (size_t k = 0; k < ct_embedded_count; k++) {
        const char *path = ct_embedded[k].path;
        size_t n = strlen(path);
        if (n <= folder_size + suffix_size || strncmp(path, folder, folder_size) != 0 ||
            strchr(path + folder_size, '/') != NULL || strcmp(path + n - suffix_size, suffix) != 0)
            continue;
        if (i-- == 0)
            return &ct_embedded[k];
    }
    return NULL;
}

/* The next "cell | " of a column line; *line moves behind it. */
static void next_cell(const char **line, char *out, size_t size)
{
    size_t n = strcspn(*line, "|\n"), kept = n;

    while (kept > 0 && (*line)[kept - 1] == ' ')
        kept--;
    copy_span(out, size, *line, kept);
    *line += n;
    if (**line == '|')
        *line += strspn(*line, "| ");
}

bool ct_script_column(const char **at, struct ct_script_column *out)
{
    const char *line = find_value(*at, "column");

    if (line == NULL)
        return false;
    next_cell(&line, out->name, sizeof out->name);
    next_cell(&line, out->type, sizeof out->type);
    next_cell(&line, out->title[CT_ZH], sizeof out->title[CT_ZH]);
    next_cell(&line, out->title[CT_EN], sizeof out->title[CT_EN]);
    next_cell(&line, out->unit, sizeof out->unit);
    *at = line;
    return true;
}
