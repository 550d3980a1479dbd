/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a standard's cells, in Chinese or English: layers/inputs/standard_word.csv.
 * O(words).
 */
#include "judge/standard_parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *ct_standard_word(const struct ct_standard_reading *reading, const char *group,
                             const char *cell)
{
    for (size_t i = 0; i < reading->words.count; i++)
        if (strcmp(reading->words.rows[i].unit, group) == 0 &&
            ct_input_names_has(&reading->words.rows[i], cell))
            return reading->words.rows[i].meaning;
    return NULL;
}

/* Every name of a group; NULL-terminated; NULL where memory is short. */
static const char **names_of(const struct ct_input_table *words, const char *group)
{
    size_t n = 0;
    for (size_t i = 0; i < words->count; i++)
        for (const char **name = words->rows[i].names; *name != NULL; name++)
            n++;
    const char **all = calloc(n + 1, sizeof *all);
    n = 0;
    for (size_t i = 0; all != NULL && i < words->count; i++)
        if (strcmp(words->rows[i].unit, group) == 0)
            for (const char **name = words->rows[i].names; *name != NULL; name++)
                all[n++] = *name;
    return all;
}

void ct_standard_known(const struct ct_standard_reading *reading, const char *group,
                       const char *cell, char known[400], char nearest[64])
{
    const struct ct_input_table *words = *group != '\0' ? &reading->words : &reading->columns;
    const char **names = names_of(words, group);
    const char *near = names != NULL ? ct_text_nearest(cell, names) : NULL;
    size_t used = 0;
    snprintf(nearest, 64, "%s", near != NULL ? near : "");
    free(names);
    known[0] = '\0';
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(words->rows[i].unit, group) == 0 && used < 400)
            used += (size_t)snprintf(known + used, 400 - used, "%s%s", used > 0 ? ", " : "",
                                     words->rows[i].meaning);
}

bool ct_standard_piece(const char **at, char piece[64])
{
    if (**at == '\0')
        return false;
    size_t n = strcspn(*at, "|");
    size_t before = strspn(*at, " "), kept = n;
    while (kept > before && (*at)[kept - 1] == ' ')
        kept--;
    snprintf(piece, 64, "%.*s", (int)(kept > before ? kept - before : 0), *at + before);
    *at += n + ((*at)[n] == '|');
    return true;
}
