/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Typographic variants as plain text: the part of Unicode's compatibility forms (NFKC, UAX 15) that
 * occurs in Chinese tables. O(length).
 */
#include "base/quantity.h"
#include <stdlib.h>
#include <string.h>

struct form {
    uint32_t from, to; /* a range of characters */
    const char *plain;
};

/* In order. Full-width ASCII (U+FF01..FF5E) is moved, not listed. */
static const struct form forms[] = {
    {0x00A0, 0x00A0, " "},  {0x00B2, 0x00B2, "2"},  {0x00B3, 0x00B3, "3"},  {0x00B9, 0x00B9, "1"},
    {0x2000, 0x200A, " "},  {0x200B, 0x200F, ""},   {0x2010, 0x2015, "-"},  {0x2028, 0x2029, " "},
    {0x202F, 0x202F, " "},  {0x2030, 0x2030, "%o"}, {0x205F, 0x205F, " "},  {0x2060, 0x2060, ""},
    {0x2212, 0x2212, "-"},  {0x2236, 0x2236, ":"},  {0x3000, 0x3000, " "},  {0x3010, 0x3010, "["},
    {0x3011, 0x3011, "]"},  {0x3014, 0x3014, "["},  {0x3015, 0x3015, "]"},  {0x339C, 0x339C, "mm"},
    {0x339D, 0x339D, "cm"}, {0x339E, 0x339E, "km"}, {0x33A1, 0x33A1, "m2"}, {0x33A2, 0x33A2, "km2"},
    {0x33A5, 0x33A5, "m3"}, {0x33CA, 0x33CA, "ha"}, {0xFE59, 0xFE59, "("},  {0xFE5A, 0xFE5A, ")"},
    {0xFE63, 0xFE63, "-"},  {0xFEFF, 0xFEFF, ""},
};

/* The plain form of a character, or NULL where it is plain. */
static const char *plain_form(uint32_t c)
{
    size_t low = 0, high = sizeof forms / sizeof *forms;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > forms[middle].to)
            low = middle + 1;
        else if (c < forms[middle].from)
            high = middle;
        else
            return forms[middle].plain;
    }
    return NULL;
}

static void add_blank(struct ct_buffer *to)
{
    if (to->size > 0 && to->data[to->size - 1] != ' ')
        ct_buffer_add_n(to, " ", 1);
}

static void add_plain(struct ct_buffer *to, const char *s, size_t taken, uint32_t c)
{
    const char *plain = plain_form(c);
    if (c <= ' ' || (plain != NULL && *plain == ' '))
        add_blank(to);
    else if (c >= 0xFF01 && c <= 0xFF5E)
        ct_buffer_add_n(to, (char[]){(char)(c - 0xFEE0)}, 1);
    else if (plain != NULL)
        ct_buffer_add(to, plain);
    else
        ct_buffer_add_n(to, s, taken);
}

char *ct_text_plain(const char *s)
{
    struct ct_buffer to = {0};
    ct_buffer_add(&to, "");
    while (*s) {
        uint32_t c = 0;
        size_t taken = ct_utf8_next(s, &c);
        add_plain(&to, s, taken, c);
        s += taken;
    }
    if (to.failed) {
        ct_buffer_free(&to);
        return NULL;
    }
    if (to.size > 0 && to.data[to.size - 1] == ' ')
        to.data[--to.size] = '\0';
    return to.data;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool same_but_blanks(const char *a, const char *b)
{
    for (;; a++, b++) {
        a += *a == ' ';
        b += *b == ' ';
        if (lower(*a) != lower(*b))
            return false;
        if (*a == '\0')
            return true;
    }
}

/* May the plain form of s be another? All listed forms begin with one of these bytes. */
static bool may_vary(const char *s)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c <= ' ' || c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEF)
            return true;
    }
    return false;
}

bool ct_text_same_name(const char *a, const char *b)
{
    if (ct_text_equal_fold(a, b))
        return true;
    if (!may_vary(a) && !may_vary(b))
        return false;
    char *left = ct_text_plain(a), *right = ct_text_plain(b);
    bool same = left != NULL && right != NULL && same_but_blanks(left, right);
    free(left);
    free(right);
    return same;
}
