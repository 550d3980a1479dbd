/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See join.h. Keys are sorted once; a look-up is a binary search.
 */
#include "load/join.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/parts.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FULL_CODE = 12, PREFIX_MOST = 4, PREFIX_LEAST = 2 };

struct named {
    char *name, *street; /* folded */
    size_t target;
};

struct ct_joiner {
    size_t count;
    char **code; /* shortened */
    struct ct_id *codes;
    struct named *names;
    char prefix[PREFIX_MOST + 1]; /* of all codes; "" where there is none */
};

/* --- keys ----------------------------------------------------------------------------------- */

static bool is_digits(const char *s)
{
    return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* "420102000000" as "420102", "420102005000" as "420102005"; others as they are. */
static char *short_code(const char *code)
{
    char *copy = ct_text_copy(code);
    size_t n = copy ? strlen(copy) : 0;
    if (n != FULL_CODE || !is_digits(copy))
        return copy;
    while (n > 6 && memcmp(copy + n - 3, "000", 3) == 0)
        n -= 3;
    copy[n] = '\0';
    return copy;
}

/* A folded name without the word for its committee. */
static char *fold_name(const char *name)
{
    static const char *const endings[] = {"居民委员会", "村民委员会", "居委会", "村委会"};
    char *folded = ct_text_fold(name);
    size_t n = folded ? strlen(folded) : 0;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t m = strlen(endings[i]);
        if (n > m && strcmp(folded + n - m, endings[i]) == 0) {
            folded[n - m] = '\0';
            break;
        }
    }
    return folded;
}

static int by_name(const void *a, const void *b)
{
    const struct named *s = a, *t = b;
    int order = strcmp(s->name, t->name);
    return order != 0 ? order : (s->target > t->target) - (s->target < t->target);
}

/* What all codes begin with; "" where some are no numbers, or begin otherwise. */
static void find_prefix(struct ct_joiner *j)
{
    size_t same = PREFIX_MOST;
    const char *first = j->count > 0 ? j->code[0] : "";
    for (size_t i = 0; i < j->count; i++) {
        size_t k = 0;
        while (k < same && first[k] != '\0' && j->code[i][k] == first[k])
            k++;
        same = is_digits(j->code[i]) ? k : 0;
    }
    snprintf(j->prefix, sizeof j->prefix, "%.*s", same >= PREFIX_LEAST ? (int)same : 0, first);
}

enum ct_status ct_joiner_new(size_t n, char *const *code, char *const *name, char *const *street,
                             struct ct_joiner **out, struct ct_error *err)
{
    struct ct_joiner *j = calloc(1, sizeof *j);
    *out = j;
    if (j == NULL)
        return ct_fail_memory(err);
    j->count = n;
    j->code = calloc(n + 1, sizeof *j->code);
    j->names = calloc(n + 1, sizeof *j->names);
    bool good = j->code && j->names;
    for (size_t i = 0; good && i < n; i++) {
        j->code[i] = short_code(code[i]);
        j->names[i] = (struct named){fold_name(name[i]), ct_text_fold(street ? street[i] : ""), i};
        good = j->code[i] && j->names[i].name && j->names[i].street;
    }
    j->codes = good ? ct_ids_sorted(j->code, n) : NULL;
    if (j->codes == NULL) {
        ct_joiner_free(j);
        *out = NULL;
        return ct_fail_memory(err);
    }
    if (n > 1)
        qsort(j->names, n, sizeof *j->names, by_name);
    find_prefix(j);
    return CT_OK;
}

void ct_joiner_free(struct ct_joiner *joiner)
{
    if (joiner == NULL)
        return;
    for (size_t i = 0; i < joiner->count && joiner->code && joiner->names; i++) {
        free(joiner->code[i]);
        free(joiner->names[i].name);
        free(joiner->names[i].street);
    }
    free(joiner->code);
    free(joiner->codes);
    free(joiner->names);
    free(joiner);
}

/* --- look-ups ------------------------------------------------------------------------------- */

static size_t first_named(const struct ct_joiner *j, const char *name)
{
    size_t low = 0, high = j->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(j->names[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static enum ct_match find_name(const struct ct_joiner *j, const char *name, const char *street,
                               size_t *target)
{
    size_t found = 0;
    if (*name == '\0')
        return CT_MATCH_NONE;
    for (size_t i = first_named(j, name); i < j->count && strcmp(j->names[i].name, name) == 0;
         i++) {
        const struct named *named = &j->names[i];
        if (*street != '\0' && *named->street != '\0' && strcmp(named->street, street) != 0)
            continue;
        *target = named->target;
        found++;
    }
    if (found == 0)
        return CT_MATCH_NONE;
    return found == 1 ? CT_MATCH_NAME : CT_MATCH_AMBIGUOUS;
}

static enum ct_match find_code(const struct ct_joiner *j, const char *code, size_t *target)
{
    ptrdiff_t found = *code ? ct_ids_find(j->codes, j->count, code) : -1;
    if (found >= 0) {
        *target = (size_t)found;
        return CT_MATCH_CODE;
    }
    bool elsewhere = *j->prefix && is_digits(code) && strlen(code) >= 6 &&
                     strncmp(code, j->prefix, strlen(j->prefix)) != 0;
    return elsewhere ? CT_MATCH_ELSEWHERE : CT_MATCH_NONE;
}

enum ct_status ct_joiner_find(const struct ct_joiner *joiner, const char *code, const char *name,
                              const char *street, enum ct_match *how, size_t *target,
                              struct ct_error *err)
{
    char *plain_code = short_code(code), *plain_name = fold_name(name);
    char *plain_street = ct_text_fold(street);
    enum ct_status status = CT_OK;
    if (plain_code == NULL || plain_name == NULL || plain_street == NULL) {
        status = ct_fail_memory(err);
    } else {
        *how = find_code(joiner, plain_code, target);
        if (*how == CT_MATCH_NONE)
            *how = find_name(joiner, plain_name, plain_street, target);
    }
    free(plain_code);
    free(plain_name);
    free(plain_street);
    return status;
}

enum ct_status ct_join_tell(const size_t counts[CT_MATCHES], const char *layer, const char *to_en,
                            const char *to_zh, size_t targets, struct ct_findings *findings,
                            struct ct_error *err)
{
    char number[CT_MATCHES][24], rows[24], failed[24], all[24];
    size_t sum = 0;
    for (size_t i = 0; i < CT_MATCHES; i++) {
        sum += counts[i];
        snprintf(number[i], sizeof number[i], "%zu", counts[i]);
    }
    snprintf(rows, sizeof rows, "%zu", sum);
    snprintf(failed, sizeof failed, "%zu", counts[CT_MATCH_NONE] + counts[CT_MATCH_AMBIGUOUS]);
    snprintf(all, sizeof all, "%zu", targets);
    struct ct_place place = ct_place_none;
    place.layer = layer;
    return ct_findings_add(findings, "F0420", &place, err, "rows", rows, "to", to_en, "to_zh",
                           to_zh, "code", number[CT_MATCH_CODE], "name", number[CT_MATCH_NAME],
                           "place", number[CT_MATCH_PLACE], "failed", failed, "elsewhere",
                           counts[CT_MATCH_ELSEWHERE] ? number[CT_MATCH_ELSEWHERE] : "", "all", all,
                           NULL);
}
