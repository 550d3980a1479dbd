/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors as values, texts by code. A text is found by bisection, O(log n), and filled in one pass.
 */
#include "base/fail.h"
#include "base/embedded.h"
#include "base/text.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS_ROOM = 2 * 16 }; /* names and values of one call */

static int compare_code(const void *code, const void *message)
{
    return strcmp(code, ((const struct ct_message *)message)->code);
}

static const struct ct_message *find_message(const char *code)
{
    return bsearch(code, ct_messages, ct_messages_count, sizeof *ct_messages, compare_code);
}

const char *ct_message_raw(const char *code, enum ct_text which, enum ct_language lang)
{
    const struct ct_message *message = find_message(code);
    return message ? message->text[which][lang] : NULL;
}

const char *ct_message_severity(const char *code)
{
    const struct ct_message *message = find_message(code);
    return message ? message->severity : NULL;
}

size_t ct_message_count(void)
{
    return ct_messages_count;
}

const char *ct_message_code(size_t i)
{
    return i < ct_messages_count ? ct_messages[i].code : NULL;
}

/* The value of the name s[0..n), or NULL. */
static const char *pair_value(const char *const *pairs, const char *s, size_t n)
{
    for (; *pairs; pairs += 2)
        if (strlen(pairs[0]) == n && memcmp(pairs[0], s, n) == 0)
            return pairs[1];
    return NULL;
}

/* Words s[0..n) of {name?words}, with the value for each star. */
static void add_words(struct ct_buffer *b, const char *s, size_t n, const char *value)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '*')
            ct_buffer_add(b, value);
        else
            ct_buffer_add_n(b, s + i, 1);
    }
}

/* Adds the placeholder at s ("{name}" or "{name?words}") and returns its length; 0 where there is
 * none. */
static size_t add_placeholder(struct ct_buffer *b, const char *s, const char *const *pairs)
{
    size_t name = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz_0123456789");
    if (name == 0)
        return 0;
    const char *value = pair_value(pairs, s + 1, name);
    const char *end = s + 1 + name;
    if (*end == '}' && value) {
        ct_buffer_add(b, value);
        return name + 2;
    }
    size_t words = *end == '?' ? strcspn(end + 1, "}") : 0;
    if (words == 0 || end[1 + words] != '}')
        return 0;
    if (value && *value)
        add_words(b, end + 1, words, value);
    return name + words + 3;
}

void ct_message_format(char *out, size_t size, const char *code, enum ct_text which,
                       enum ct_language lang, const char *const *pairs)
{
    struct ct_buffer text = {0};
    const char *s = ct_message_raw(code, which, lang);
    while (s && *s) {
        size_t taken = *s == '{' ? add_placeholder(&text, s, pairs) : 0;
        if (taken == 0) {
            taken = 1 + strcspn(s + 1, "{");
            ct_buffer_add_n(&text, s, taken);
        }
        s += taken;
    }
    ct_text_fit(out, size, text.data && !text.failed ? text.data : code);
    ct_buffer_free(&text);
}

/* The place that a pair names goes into its field of the error. */
static void set_place(struct ct_error *err, const char *name, const char *value)
{
    if (strcmp(name, "file") == 0)
        ct_text_fit(err->file, sizeof err->file, value);
    else if (strcmp(name, "layer") == 0)
        ct_text_fit(err->layer, sizeof err->layer, value);
    else if (strcmp(name, "feature") == 0)
        ct_text_fit(err->feature, sizeof err->feature, value);
    else if (strcmp(name, "line") == 0)
        err->line = strtol(value, NULL, 10);
    else if (strcmp(name, "column") == 0)
        err->column = strtol(value, NULL, 10);
}

static void fill(struct ct_error *err, const char *const *pairs)
{
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        ct_message_format(err->message[lang], sizeof err->message[lang], err->code, CT_TEXT_MESSAGE,
                          (enum ct_language)lang, pairs);
        ct_message_format(err->hint[lang], sizeof err->hint[lang], err->code, CT_TEXT_HINT,
                          (enum ct_language)lang, pairs);
    }
    for (; *pairs; pairs += 2)
        if (pairs[1])
            set_place(err, pairs[0], pairs[1]);
}

enum ct_status ct_fail(struct ct_error *err, enum ct_status status, const char *code, ...)
{
    if (!err)
        return status;
    const char *pairs[PAIRS_ROOM + 1] = {NULL};
    va_list list;
    va_start(list, code);
    for (size_t n = 0; n < PAIRS_ROOM; n += 2) {
        pairs[n] = va_arg(list, const char *);
        if (!pairs[n])
            break;
        pairs[n + 1] = va_arg(list, const char *);
    }
    va_end(list);
    struct ct_error made = {.status = status};
    ct_text_fit(made.code, sizeof made.code, code);
    fill(&made, pairs);
    *err = made;
    return status;
}

enum ct_status ct_fail_memory(struct ct_error *err)
{
    return ct_fail(err, CT_INTERNAL, "E0900", NULL);
}
