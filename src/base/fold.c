/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names as people compare them: see ct_text_fold. O(length).
 * Source: the full-width forms of Unicode, U+FF01 to U+FF5E, are ASCII moved by 0xFEE0 (NFKC).
 */
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* A full-width form as its ASCII character; any other as it is. */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

static bool is_letter_or_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Blanks and marks that writers put in or leave out: ASCII, Latin-1, general and CJK ones. */
static bool is_mark(uint32_t c)
{
    return (c < 0x80 && !is_letter_or_digit(c)) || (c >= 0x80 && c <= 0xBF) ||
           (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x3004) ||
           (c >= 0x3008 && c <= 0x3020) || c == 0xFEFF;
}

char *ct_text_fold(const char *s)
{
    char *folded = malloc(strlen(s) + 1), *to = folded;
    if (folded == NULL)
        return NULL;
    while (*s) {
        uint32_t c = 0;
        size_t taken = ct_utf8_next(s, &c);
        uint32_t plain = narrow(c);
        if (plain < 0x80 && is_letter_or_digit(plain)) {
            *to++ = (char)(plain >= 'A' && plain <= 'Z' ? plain + ('a' - 'A') : plain);
        } else if (!is_mark(plain)) {
            memcpy(to, s, taken);
            to += taken;
        }
        s += taken;
    }
    *to = '\0';
    return folded;
}
