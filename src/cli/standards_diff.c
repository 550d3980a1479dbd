/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment standards diff: what one standard has and another has not, clause by clause and column
 * by column; clauses of two documents that measure the same side by side. O(clauses^2).
 */
#include "base/fail.h"
#include "base/text.h"
#include "standards_parts.h"
#include <stdlib.h>
#include <string.h>

struct pair {
    const char *names[2];
    struct ct_standard_set *sets[2];
    enum ct_language lang;
    struct ct_json *json; /* NULL: for a person */
};

static const char *limit_of(const struct ct_clause_view *clause, struct ct_buffer *out)
{
    out->size = 0;
    ct_buffer_add(out, "");
    clause_limit(clause, out);
    ct_buffer_printf(out, "%s[%s]", out->size > 0 ? " " : "", clause->strength);
    return out->failed ? "" : out->data;
}

/* --- only in one ------------------------------------------------------------------------------ */

static void only_in(const struct pair *pair, int which)
{
    const struct ct_standard_set *here = pair->sets[which], *there = pair->sets[1 - which];
    struct ct_buffer limit = {0};
    size_t shown = 0;
    if (pair->json)
        ct_json_array(pair->json, which == 0 ? "only_in_first" : "only_in_second");
    for (size_t i = 0; i < ct_standard_set_clauses(here); i++) {
        struct ct_clause_view clause = ct_standard_set_clause(here, i);
        if (find_clause(there, clause.id) < ct_standard_set_clauses(there))
            continue;
        if (pair->json) {
            json_clause(pair->json, NULL, &clause);
            continue;
        }
        if (shown++ == 0)
            printf(pair->lang == CT_ZH ? "仅在 %s 中：\n" : "only in %s:\n", pair->names[which]);
        printf("  %s  %s: %s %s\n", clause.id, clause.applies_to, clause.measure,
               limit_of(&clause, &limit));
    }
    if (pair->json)
        ct_json_end_array(pair->json);
    ct_buffer_free(&limit);
}

/* --- changed ---------------------------------------------------------------------------------- */

static void field_change(const struct pair *pair, const char *field, const char *before,
                         const char *after)
{
    if (pair->json == NULL) {
        printf("  %s: \"%s\" -> \"%s\"\n", field, before, after);
        return;
    }
    ct_json_object(pair->json, field);
    ct_json_string(pair->json, "before", before);
    ct_json_string(pair->json, "after", after);
    ct_json_end_object(pair->json);
}

static void clause_change(const struct pair *pair, const struct ct_clause_view *before,
                          const struct ct_clause_view *after)
{
    char first[512], second[512];
    bool said = false;
    for (int f = 1; f < CLAUSE_FIELDS; f++) {
        const char *a = clause_field(before, f, first), *b = clause_field(after, f, second);
        if (strcmp(a, b) == 0)
            continue;
        if (!said && pair->json) {
            ct_json_object(pair->json, NULL);
            ct_json_string(pair->json, "id", before->id);
        } else if (!said) {
            printf(pair->lang == CT_ZH ? "%s 有变化：\n" : "%s changed:\n", before->id);
        }
        said = true;
        field_change(pair, clause_fields[f], a, b);
    }
    if (said && pair->json)
        ct_json_end_object(pair->json);
}

static void changed(const struct pair *pair)
{
    if (pair->json)
        ct_json_array(pair->json, "changed");
    for (size_t i = 0; i < ct_standard_set_clauses(pair->sets[0]); i++) {
        struct ct_clause_view before = ct_standard_set_clause(pair->sets[0], i);
        size_t k = find_clause(pair->sets[1], before.id);
        if (k == ct_standard_set_clauses(pair->sets[1]))
            continue;
        struct ct_clause_view after = ct_standard_set_clause(pair->sets[1], k);
        clause_change(pair, &before, &after);
    }
    if (pair->json)
        ct_json_end_array(pair->json);
}

/* --- side by side ----------------------------------------------------------------------------- */

/* Is one of the words of `a` ("x|y") one of `b`? */
static bool share_level(const char *a, const char *b)
{
    for (; *a != '\0'; a += *a == '|') {
        size_t n = strcspn(a, "|");
        for (const char *other = b; *other != '\0'; other += *other == '|') {
            size_t m = strcspn(other, "|");
            if (n == m && strncmp(a, other, n) == 0)
                return true;
            other += m;
        }
        a += n;
    }
    return false;
}

static void side(const struct pair *pair, const struct ct_clause_view *a,
                 const struct ct_clause_view *b, bool first)
{
    struct ct_buffer left = {0}, right = {0};
    if (pair->json) {
        ct_json_object(pair->json, NULL);
        json_clause(pair->json, "first", a);
        json_clause(pair->json, "second", b);
        ct_json_end_object(pair->json);
        return;
    }
    if (first)
        printf("%s\n", pair->lang == CT_ZH ? "同一对象、同一度量：" : "same level and measure:");
    limit_of(a, &left);
    limit_of(b, &right);
    if (!left.failed && !right.failed)
        printf("  %s\n    %s  %s\n    %s  %s\n", a->measure, a->id, left.data, b->id, right.data);
    ct_buffer_free(&left);
    ct_buffer_free(&right);
}

/* Clauses of different ids that measure the same at the same level. */
static void side_by_side(const struct pair *pair)
{
    size_t shown = 0;
    if (pair->json)
        ct_json_array(pair->json, "same_measure");
    for (size_t i = 0; i < ct_standard_set_clauses(pair->sets[0]); i++) {
        struct ct_clause_view a = ct_standard_set_clause(pair->sets[0], i);
        for (size_t k = 0; k < ct_standard_set_clauses(pair->sets[1]); k++) {
            struct ct_clause_view b = ct_standard_set_clause(pair->sets[1], k);
            if (*a.measure != '\0' && strcmp(a.id, b.id) != 0 &&
                strcmp(a.measure, b.measure) == 0 && share_level(a.applies_to, b.applies_to))
                side(pair, &a, &b, shown++ == 0);
        }
    }
    if (pair->json)
        ct_json_end_array(pair->json);
}

static void print_diff(const struct pair *pair)
{
    only_in(pair, 0);
    only_in(pair, 1);
    changed(pair);
    side_by_side(pair);
}

enum ct_status diff_standards(const struct arguments *arguments, const char *const *words,
                              struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    struct pair pair = {.names = {words[0], words[1]}, .lang = arguments->lang};
    enum ct_status status = read_standard(words[0], &pair.sets[0], err);
    if (status == CT_OK)
        status = read_standard(words[1], &pair.sets[1], err);
    if (status == CT_OK && has_option(arguments, OPTION_JSON)) {
        json_start(&json, &text, "standards");
        pair.json = &json;
        print_diff(&pair);
        status = json_finish(&json, err);
    } else if (status == CT_OK) {
        print_diff(&pair);
    }
    ct_standard_set_free(pair.sets[0]);
    ct_standard_set_free(pair.sets[1]);
    return status;
}
