/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See charset.h; iconv does it, a character at a time. O(length).
 */
#include "base/charset.h"
#include "base/text.h"
#include <iconv.h>
#include <string.h>

#define NO_CONVERTER ((iconv_t)-1)

bool ct_charset_open(struct ct_charset *charset, const char *name)
{
    charset->converter = NULL;
    if (strcmp(name, "UTF-8") == 0)
        return true;
    iconv_t converter = iconv_open(name, "UTF-8");
    if (converter == NO_CONVERTER)
        return false;
    charset->converter = converter;
    return true;
}

void ct_charset_close(struct ct_charset *charset)
{
    if (charset->converter != NULL)
        iconv_close(charset->converter);
    charset->converter = NULL;
}

/* Bytes of one character of n bytes; 0 where the encoding has it not. */
static size_t character_size(const struct ct_charset *charset, const char *s, size_t n)
{
    char room[16], *out = room, *in = (char *)s;
    size_t left = sizeof room;

    if (charset->converter == NULL)
        return n;
    if (iconv(charset->converter, &in, &n, &out, &left) != 0) /* or replaced it */
        return 0;
    return sizeof room - left;
}

size_t ct_charset_size(const struct ct_charset *charset, const char *s, const char **lacks)
{
    uint32_t code;
    size_t n, size = 0;

    *lacks = NULL;
    for (; (n = ct_utf8_next(s, &code)) > 0; s += n) {
        size_t bytes = character_size(charset, s, n);
        if (bytes == 0 && *lacks == NULL)
            *lacks = s;
        size += bytes;
    }
    return size;
}

size_t ct_charset_fit(const struct ct_charset *charset, const char *s, size_t most)
{
    uint32_t code;
    size_t n, fit = 0;

    while ((n = ct_utf8_next(s + fit, &code)) > 0) {
        size_t bytes = character_size(charset, s + fit, n);
        if (bytes > most)
            break;
        most -= bytes;
        fit += n;
    }
    return fit;
}
