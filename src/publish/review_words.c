/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See review_words.h. O(length x words).
 */
#include "publish/review_words.h"
#include "base/fail.h"
#include "base/text.h"
#include "judge/unit_text.h"
#include "load/values.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NO_WORD = -1, THE_ID = -2 };

enum ct_status ct_project_words_new(struct ct_project_words *out, struct ct_error *err)
{
    *out = (struct ct_project_words){0};
    enum ct_status status = ct_vocabulary_new(CT_LEVEL_PROJECT, &out->vocabulary, err);

    if (status == CT_OK)
        status = ct_input_table_read("project", &out->projects, err);
    if (status == CT_OK)
        status = ct_input_table_read("indicator", &out->indicators, err);
    if (status == CT_OK)
        status = ct_input_table_read("answer", &out->answers, err);
    if (status == CT_OK)
        status = ct_input_table_read("stage", &out->stages, err);
    if (status == CT_OK)
        out->count = ct_vocabulary_count(out->vocabulary);
    else
        ct_project_words_free(out);
    return status;
}

void ct_project_words_free(struct ct_project_words *words)
{
    ct_vocabulary_free(words->vocabulary);
    ct_input_table_free(&words->projects);
    ct_input_table_free(&words->indicators);
    ct_input_table_free(&words->answers);
    ct_input_table_free(&words->stages);
    *words = (struct ct_project_words){0};
}

void ct_project_said_free(struct ct_project_said *said)
{
    for (size_t i = 0; i < said->count && said->texts != NULL; i++)
        free(said->texts[i]);
    free(said->texts);
    free(said->cells);
    free(said->id);
    *said = (struct ct_project_said){0};
}

/* --- names ----------------------------------------------------------------------------------- */

static ptrdiff_t word_of(const struct ct_project_words *words, const char *name)
{
    for (size_t i = 0; i < words->count; i++)
        if (strcmp(ct_vocabulary_word(words->vocabulary, i)->name, name) == 0)
            return (ptrdiff_t)i;
    return NO_WORD;
}

static ptrdiff_t titled(const struct ct_project_words *words, const char *name)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct ct_word *word = ct_vocabulary_word(words->vocabulary, i);
        for (int lang = CT_EN; lang <= CT_ZH; lang++)
            if (ct_text_same_name(word->title[lang], name))
                return (ptrdiff_t)i;
    }
    return NO_WORD;
}

/* By the names of layers/inputs/: a meaning is a word, or a word without its unit. */
static ptrdiff_t named(const struct ct_project_words *words, const struct ct_input_table *table,
                       const char *name)
{
    char with_unit[80];

    for (size_t i = 0; i < table->count; i++) {
        const struct ct_input_names *row = &table->rows[i];
        if (!ct_input_names_has(row, name))
            continue;
        if (strcmp(row->meaning, "id") == 0)
            return THE_ID;
        snprintf(with_unit, sizeof with_unit, "%s_m2", row->meaning);
        ptrdiff_t found = word_of(words, row->meaning);
        return found != NO_WORD ? found : word_of(words, with_unit);
    }
    return NO_WORD;
}

static ptrdiff_t find(const struct ct_project_words *words, const char *name)
{
    ptrdiff_t found = word_of(words, name);

    if (found == NO_WORD)
        found = titled(words, name);
    if (found == NO_WORD)
        found = named(words, &words->projects, name);
    return found != NO_WORD ? found : named(words, &words->indicators, name);
}

static enum ct_status fail_unknown(const struct ct_project_words *words, const char *name,
                                   struct ct_error *err)
{
    const char **names = calloc(2 * words->count + 2, sizeof *names);

    if (names == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < words->count; i++) {
        names[i] = ct_vocabulary_word(words->vocabulary, i)->name;
        names[words->count + i] = ct_vocabulary_word(words->vocabulary, i)->title[CT_ZH];
    }
    names[2 * words->count] = "id";
    enum ct_status status = ct_fail(err, CT_USAGE, "E0662", "name", name, "nearest",
                                    ct_text_nearest(name, names), NULL);
    free(names);
    return status;
}

/* --- values ---------------------------------------------------------------------------------- */

static enum ct_dimension dimension_of(const struct ct_word *word)
{
    static const struct {
        const char *unit;
        enum ct_dimension dimension;
    } units[] = {{"m2", CT_AREA}, {"households", CT_HOUSEHOLDS}, {"persons", CT_PEOPLE}};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(word->unit, units[i].unit) == 0)
            return units[i].dimension;
    return CT_PURE;
}

static bool is_storey(const struct ct_word *word)
{
    return strcmp(word->name, "lowest_storey") == 0 || strcmp(word->name, "highest_storey") == 0;
}

/* "85%" is 85 where the unit is %. */
static bool read_share(const struct ct_word *word, const char *value, double *out)
{
    char text[32];
    size_t n = strlen(value);

    if (strcmp(word->unit, "%") != 0 || n == 0 || n >= sizeof text || value[n - 1] != '%')
        return false;
    memcpy(text, value, n - 1);
    text[n - 1] = '\0';
    return ct_text_number(text, out);
}

static bool read_number(const struct ct_project_words *words, const struct ct_word *word,
                        const char *value, double *out)
{
    struct ct_quantity quantity;
    bool plain = *word->unit == '\0' || strcmp(word->unit, "yes") == 0;

    if (is_storey(word))
        return ct_value_storey(value, out);
    if (plain && ct_value_answer(&words->answers, value, out))
        return true;
    if (read_share(word, value, out))
        return *out >= 0;
    if (!ct_quantity_read(value, dimension_of(word), 1, &quantity) || quantity.approximate)
        return false;
    *out = quantity.value;
    return *out >= 0;
}

/* What a text word says: a stage by its usual names, a date as 2026-01-31, else as it stands. */
static char *read_text(const struct ct_project_words *words, const struct ct_word *word,
                       const char *value)
{
    const struct ct_input_names *indicator = ct_input_table_find(&words->indicators, word->name);
    char date[11];

    if (strcmp(word->name, "stage") == 0) {
        for (size_t i = 0; i < words->stages.count; i++)
            if (ct_input_names_has(&words->stages.rows[i], value))
                return ct_text_copy(words->stages.rows[i].meaning);
        return NULL;
    }
    if (indicator != NULL && strcmp(indicator->unit, "date") == 0)
        return ct_value_date(value, date) ? ct_text_copy(date) : NULL;
    return ct_text_copy(value);
}

static enum ct_status fail_value(const struct ct_word *word, const char *value,
                                 struct ct_error *err)
{
    return ct_fail(err, CT_USAGE, "E0663", "name", word->name, "title", word->title[CT_EN],
                   "title_zh", word->title[CT_ZH], "value", value, "unit",
                   ct_unit_name(word->unit, CT_EN), "unit_zh", ct_unit_name(word->unit, CT_ZH),
                   NULL);
}

static enum ct_status take(const struct ct_project_words *words, size_t i, const char *value,
                           struct ct_project_said *said, struct ct_error *err)
{
    const struct ct_word *word = ct_vocabulary_word(words->vocabulary, i);
    struct ct_cell *cell = &said->cells[i];

    if (*value == '\0')
        return CT_OK;
    if (!word->text) {
        *cell = (struct ct_cell){.type = CT_VALUE_NUMBER};
        return read_number(words, word, value, &cell->number) ? CT_OK
                                                              : fail_value(word, value, err);
    }
    said->texts[i] = read_text(words, word, value);
    if (said->texts[i] == NULL)
        return fail_value(word, value, err);
    *cell = (struct ct_cell){.type = CT_VALUE_TEXT, .number = (double)NAN, .text = said->texts[i]};
    return CT_OK;
}

/* --- the text -------------------------------------------------------------------------------- */

static size_t comma(const char *s)
{
    static const char wide[] = "，";
    return *s == ',' ? 1 : strncmp(s, wide, strlen(wide)) == 0 ? strlen(wide) : 0;
}

/* The length of the pair at s: to the last comma before the next "=", or to the end. */
static size_t pair_length(const char *s)
{
    size_t i = strcspn(s, "="), end = 0;

    for (i += s[i] == '='; s[i] != '\0' && s[i] != '='; i++)
        if (comma(s + i) > 0)
            end = i;
    return s[i] == '=' && end > 0 ? end : i + strlen(s + i);
}

/* A copy of s[0..n) without the blanks around it. */
static char *trimmed(const char *s, size_t n)
{
    while (n > 0 && (*s == ' ' || *s == '\t')) {
        s++;
        n--;
    }
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    return strndup(s, n);
}

/* `given` marks the words that were said, the id at the end. */
static enum ct_status take_pair(const struct ct_project_words *words, const char *name,
                                const char *value, bool *given, struct ct_project_said *said,
                                struct ct_error *err)
{
    ptrdiff_t found = find(words, name);

    if (found == NO_WORD)
        return fail_unknown(words, name, err);
    size_t i = found == THE_ID ? words->count : (size_t)found;
    if (given[i])
        return ct_fail(err, CT_USAGE, "E0664", "name", name, NULL);
    given[i] = true;
    if (found != THE_ID)
        return take(words, i, value, said, err);
    said->id = *value != '\0' ? ct_text_copy(value) : NULL;
    return CT_OK;
}

static enum ct_status read_pair(const struct ct_project_words *words, const char *s, size_t n,
                                bool *given, struct ct_project_said *said, struct ct_error *err)
{
    size_t equals = strcspn(s, "=");

    if (equals == 0 || equals >= n)
        return ct_fail(err, CT_USAGE, "E0133", "value", s, "form", "NAME=VALUE,NAME=VALUE",
                       "example", "--project households=1350,floor_area_m2=300", NULL);
    char *name = trimmed(s, equals), *value = trimmed(s + equals + 1, n - equals - 1);
    enum ct_status status = name != NULL && value != NULL
                                ? take_pair(words, name, value, given, said, err)
                                : ct_fail_memory(err);
    free(name);
    free(value);
    return status;
}

enum ct_status ct_project_said_read(const struct ct_project_words *words, const char *text,
                                    struct ct_project_said *out, struct ct_error *err)
{
    bool *given = calloc(words->count + 1, sizeof *given);
    enum ct_status status = CT_OK;

    *out = (struct ct_project_said){.cells = calloc(words->count + 1, sizeof *out->cells),
                                    .texts = calloc(words->count + 1, sizeof *out->texts),
                                    .count = words->count};
    if (out->cells == NULL || out->texts == NULL || given == NULL)
        status = ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < words->count; i++)
        out->cells[i] = (struct ct_cell){.type = CT_VALUE_NULL, .number = (double)NAN};
    do {
        size_t n = pair_length(text);
        if (status == CT_OK)
            status = read_pair(words, text, n, given, out, err);
        text += n;
        text += comma(text);
    } while (status == CT_OK && *text != '\0');
    free(given);
    if (status != CT_OK)
        ct_project_said_free(out);
    return status;
}

struct ct_cell *ct_project_cell(const struct ct_project_words *words,
                                const struct ct_project_said *said, const char *name)
{
    ptrdiff_t i = word_of(words, name);
    return i >= 0 ? &said->cells[i] : NULL;
}
