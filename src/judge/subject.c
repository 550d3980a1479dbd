/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each clause about projects is about, by the words in its formulas: see opinion.h. A word is
 * a run of [a-z0-9_] that the vocabulary knows, outside quotes and not behind a colon. O(size of
 * the standards x log words).
 */
#include "base/fail.h"
#include "base/text.h"
#include "judge/opinion.h"
#include "load/inputs.h"
#include <stdlib.h>
#include <string.h>

const char *const ct_part_names[] = {"provision", "procedure", "surroundings"};

static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";

/* The next word at or after *s; *s moves behind it. 0: none. */
static size_t next_word(const char **s, const char **word)
{
    while (**s != '\0') {
        if (**s == '\'') { /* to the quote that ends it */
            const char *end = strchr(*s + 1, '\'');
            *s = end != NULL ? end + 1 : *s + strlen(*s);
            continue;
        }
        bool named = **s == ':';
        *s += named;
        size_t n = strspn(*s, letters);
        *word = *s;
        *s += n > 0 ? n : !named;
        if (n > 0 && !named)
            return n;
    }
    return 0;
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static bool of_surroundings(const char *word)
{
    static const char *const ends[] = {"_nearest_m", "_nearest_walk_m", "_covered_share"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(word, ends[i]))
            return true;
    return false;
}

struct words {
    struct ct_vocabulary *known;
    struct ct_input_table indicators;
};

/* What a formula adds to the subject; the first word of the measure is its title. */
static void read_formula(const struct words *words, const char *formula, bool measure,
                         struct ct_subject *out)
{
    const char *at = formula, *found;
    char name[64];

    for (size_t n; (n = next_word(&at, &found)) > 0;) {
        if (n >= sizeof name)
            continue;
        memcpy(name, found, n);
        name[n] = '\0';
        const struct ct_word *word = ct_vocabulary_find(words->known, name);
        if (word == NULL)
            continue;
        if (of_surroundings(name))
            out->part = CT_SURROUNDINGS;
        else if (out->part == CT_PROVISION && ct_input_table_find(&words->indicators, name))
            out->part = CT_PROCEDURE;
        out->handover = out->handover || strstr(word->title[CT_ZH], "移交") != NULL;
        for (int lang = CT_EN; measure && lang <= CT_ZH && *out->title[CT_ZH] == '\0'; lang++)
            ct_text_fit(out->title[lang], sizeof out->title[lang], word->title[lang]);
    }
}

static bool about_projects(const struct ct_clause *clause)
{
    return (clause->levels & (1u << CT_LEVEL_PROJECT)) != 0;
}

static enum ct_status fail_no_gate(const struct ct_standards *standards, struct ct_error *err)
{
    struct ct_buffer names = {0};

    for (size_t i = 0; i < standards->standard_count; i++)
        ct_buffer_printf(&names, "%s%s", i > 0 ? ", " : "", standards->standards[i].name);
    enum ct_status status = names.failed
                                ? ct_fail_memory(err)
                                : ct_fail(err, CT_USAGE, "E0660", "standards", names.data, NULL);
    ct_buffer_free(&names);
    return status;
}

static enum ct_status read_all(const struct ct_standards *standards, const struct words *words,
                               struct ct_subjects *out, struct ct_error *err)
{
    bool gate = false;

    for (size_t i = 0; i < standards->clause_count; i++) {
        const struct ct_clause *clause = &standards->clauses[i];
        struct ct_subject *subject = &out->rows[i];
        if (!about_projects(clause))
            continue;
        read_formula(words, clause->measure, true, subject);
        read_formula(words, clause->limit, false, subject);
        read_formula(words, clause->limit_high, false, subject);
        bool handover = subject->handover;
        read_formula(words, clause->condition, false, subject);
        subject->handover = handover; /* a condition is not what it asks for */
        gate = gate || clause->strength == CT_GATE;
    }
    return gate ? CT_OK : fail_no_gate(standards, err);
}

enum ct_status ct_subjects_read(const struct ct_standards *standards, struct ct_subjects *out,
                                struct ct_error *err)
{
    struct words words = {0};
    enum ct_status status = ct_vocabulary_new(CT_LEVEL_PROJECT, &words.known, err);

    *out = (struct ct_subjects){.standards = standards,
                                .rows = calloc(standards->clause_count + 1, sizeof *out->rows)};
    if (status == CT_OK && out->rows == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_input_table_read("indicator", &words.indicators, err);
    if (status == CT_OK)
        status = read_all(standards, &words, out, err);
    ct_input_table_free(&words.indicators);
    ct_vocabulary_free(words.known);
    if (status != CT_OK)
        ct_subjects_free(out);
    return status;
}

void ct_subjects_free(struct ct_subjects *subjects)
{
    free(subjects->rows);
    *subjects = (struct ct_subjects){0};
}
