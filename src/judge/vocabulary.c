/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words of formulas, gathered from the heads of queries/objects/ and the tables of layers/inputs/,
 * sorted by name. A word that stands twice keeps its first meaning: a column goes before an
 * indicator. O(words log words).
 */
#include "judge/vocabulary.h"
#include "base/fail.h"
#include "base/script.h"
#include "load/inputs.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct ct_vocabulary {
    struct ct_word *words;
    size_t count, room;
};

static enum ct_status add(struct ct_vocabulary *v, const struct ct_word *word, struct ct_error *err)
{
    if (v->count == v->room) {
        size_t room = v->room > 0 ? 2 * v->room : 256;
        struct ct_word *longer = realloc(v->words, room * sizeof *longer);
        if (longer == NULL)
            return ct_fail_memory(err);
        v->words = longer;
        v->room = room;
    }
    v->words[v->count++] = *word;
    return CT_OK;
}

/* --- columns ---------------------------------------------------------------------------------- */

static void join(char *out, size_t size, const char *role, const char *between, const char *rest)
{
    char text[320];
    snprintf(text, sizeof text, "%s%s%s", role, *role != '\0' ? between : "", rest);
    ct_text_fit(out, size, text);
}

/* The word of a column; of a role where `role` is not NULL: "station_largest_m2". */
static struct ct_word column_word(const struct ct_script_column *column,
                                  const struct ct_input_names *role)
{
    struct ct_word word = {.text = strcmp(column->type, "text") == 0};
    join(word.name, sizeof word.name, role ? role->meaning : "", "_", column->name);
    join(word.unit, sizeof word.unit, "", "", column->unit);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        join(word.title[lang], sizeof word.title[lang], role ? role->title[lang] : "",
             lang == CT_ZH ? "：" : ": ", column->title[lang]);
    return word;
}

static enum ct_status add_columns(struct ct_vocabulary *v, const char *file,
                                  const struct ct_input_names *role, struct ct_error *err)
{
    char path[64];
    struct ct_script_column column;
    enum ct_status status = CT_OK;
    snprintf(path, sizeof path, "queries/objects/%s.sql", file);
    const struct ct_embedded *script = ct_embedded_find(path);
    if (script == NULL)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", path, NULL);
    for (const char *at = script->text; status == CT_OK && ct_script_column(&at, &column);) {
        struct ct_word word = column_word(&column, role);
        status = add(v, &word, err);
    }
    return status;
}

static enum ct_status add_roles(struct ct_vocabulary *v, const char *file, struct ct_error *err)
{
    struct ct_input_table roles = {0};
    enum ct_status status = ct_input_table_read("role", &roles, err);
    for (size_t i = 0; status == CT_OK && i < roles.count; i++)
        status = add_columns(v, file, &roles.rows[i], err);
    ct_input_table_free(&roles);
    return status;
}

/* --- indicators ------------------------------------------------------------------------------- */

/* "元/月 CNY/mo" is CNY/mo; what says a kind of value is no unit. */
static struct ct_word indicator_word(const struct ct_input_names *row)
{
    static const char *const texts[] = {"date", "text", "list"};
    const char *unit = strrchr(row->unit, ' ');
    struct ct_word word = {.text = false};
    unit = unit != NULL ? unit + 1 : row->unit;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        word.text = word.text || strcmp(unit, texts[i]) == 0;
    ct_text_fit(word.name, sizeof word.name, row->meaning);
    if (!word.text && strcmp(unit, "yes") != 0)
        ct_text_fit(word.unit, sizeof word.unit, unit);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        ct_text_fit(word.title[lang], sizeof word.title[lang], row->title[lang]);
    return word;
}

static enum ct_status add_indicators(struct ct_vocabulary *v, struct ct_error *err)
{
    struct ct_input_table table = {0};
    enum ct_status status = ct_input_table_read("indicator", &table, err);
    for (size_t i = 0; status == CT_OK && i < table.count; i++) {
        struct ct_word word = indicator_word(&table.rows[i]);
        status = add(v, &word, err);
    }
    ct_input_table_free(&table);
    return status;
}

/* --- a level ---------------------------------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct ct_word *)a)->name, ((const struct ct_word *)b)->name);
}

/* The order in which words were added, while they are sorted. */
struct ranked {
    struct ct_word word;
    size_t rank;
};

static int by_name_and_rank(const void *a, const void *b)
{
    const struct ranked *first = a, *second = b;
    int order = strcmp(first->word.name, second->word.name);
    return order != 0 ? order : (first->rank > second->rank) - (first->rank < second->rank);
}

static enum ct_status sort(struct ct_vocabulary *v, struct ct_error *err)
{
    struct ranked *all = calloc(v->count + 1, sizeof *all);
    if (all == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < v->count; i++)
        all[i] = (struct ranked){v->words[i], i};
    qsort(all, v->count, sizeof *all, by_name_and_rank);
    size_t kept = 0;
    for (size_t i = 0; i < v->count; i++)
        if (i == 0 || strcmp(all[i].word.name, all[i - 1].word.name) != 0)
            v->words[kept++] = all[i].word;
    v->count = kept;
    free(all);
    return CT_OK;
}

/* The files of queries/objects that speak of a level; roles NULL: of facilities as such. */
static void files_of(enum ct_level level, const char **own, const char **roles)
{
    *own = "unit";
    *roles = "unit_role";
    if (level == CT_LEVEL_PROJECT) {
        *own = "project";
        *roles = "project_role";
    } else if (level == CT_LEVEL_FACILITY) {
        *own = "facility";
        *roles = NULL;
    }
}

enum ct_status ct_vocabulary_new(enum ct_level level, struct ct_vocabulary **out,
                                 struct ct_error *err)
{
    const char *own, *roles;
    struct ct_vocabulary *v = calloc(1, sizeof *v);
    *out = NULL;
    if (v == NULL)
        return ct_fail_memory(err);
    files_of(level, &own, &roles);
    enum ct_status status = add_columns(v, own, NULL, err);
    if (status == CT_OK && roles != NULL)
        status = add_roles(v, roles, err);
    if (status == CT_OK)
        status = add_indicators(v, err);
    if (status == CT_OK)
        status = sort(v, err);
    if (status != CT_OK) {
        ct_vocabulary_free(v);
        return status;
    }
    *out = v;
    return CT_OK;
}

void ct_vocabulary_free(struct ct_vocabulary *vocabulary)
{
    if (vocabulary == NULL)
        return;
    free(vocabulary->words);
    free(vocabulary);
}

size_t ct_vocabulary_count(const struct ct_vocabulary *vocabulary)
{
    return vocabulary->count;
}

const struct ct_word *ct_vocabulary_word(const struct ct_vocabulary *vocabulary, size_t i)
{
    return i < vocabulary->count ? &vocabulary->words[i] : NULL;
}

const struct ct_word *ct_vocabulary_find(const struct ct_vocabulary *vocabulary, const char *name)
{
    struct ct_word key = {.text = false};
    if (strlen(name) >= sizeof key.name)
        return NULL;
    snprintf(key.name, sizeof key.name, "%s", name);
    return bsearch(&key, vocabulary->words, vocabulary->count, sizeof key, by_name);
}
