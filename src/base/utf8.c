/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 (RFC 3629) and the width of characters on a terminal. O(length).
 * Source of the widths: Unicode 14, EastAsianWidth.txt (W and F, merged into blocks), and the
 * blocks of combining marks that occur with Latin, kana and symbols.
 */
#include "base/text.h"
#include <string.h>

/* How many bytes follow a first byte, and the bits it holds; -1 where it is none. */
static int first_byte(unsigned char c, uint32_t *bits)
{
    if (c >= 0xc2 && c <= 0xdf) {
        *bits = c & 0x1fu;
        return 1;
    }
    if (c >= 0xe0 && c <= 0xef) {
        *bits = c & 0x0fu;
        return 2;
    }
    if (c >= 0xf0 && c <= 0xf4) {
        *bits = c & 0x07u;
        return 3;
    }
    *bits = c;
    return c < 0x80 ? 0 : -1;
}

/* Bytes of the character at s[0..n), n > 0; 0 where it is none. */
static size_t decode(const char *s, size_t n, uint32_t *code)
{
    static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    int more = first_byte((unsigned char)s[0], code);
    if (more < 0 || (size_t)more >= n)
        return 0;
    for (int i = 1; i <= more; i++) {
        unsigned char c = (unsigned char)s[i];
        if ((c & 0xc0u) != 0x80u)
            return 0;
        *code = *code << 6 | (c & 0x3fu);
    }
    bool surrogate = *code >= 0xd800 && *code <= 0xdfff;
    return *code < least[more] || surrogate || *code > 0x10ffff ? 0 : (size_t)more + 1;
}

bool ct_utf8_valid(const char *s, size_t n)
{
    uint32_t code = 0;
    while (n > 0) {
        size_t taken = decode(s, n, &code);
        if (taken == 0)
            return false;
        s += taken;
        n -= taken;
    }
    return true;
}

size_t ct_utf8_next(const char *s, uint32_t *code_point)
{
    if (*s == '\0')
        return 0;
    size_t taken = decode(s, strnlen(s, 4), code_point);
    if (taken > 0)
        return taken;
    *code_point = 0xfffd;
    return 1;
}

void ct_text_fit(char *out, size_t size, const char *s)
{
    size_t used = 0;
    uint32_t code = 0;
    for (size_t n; (n = ct_utf8_next(s + used, &code)) > 0 && used + n < size;)
        used += n;
    memcpy(out, s, used);
    out[used] = '\0';
}

struct range {
    uint32_t first, last;
};

static bool within(uint32_t code, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (code <= ranges[i].last)
            return code >= ranges[i].first;
    return false;
}

static size_t character_width(uint32_t code)
{
    static const struct range none[] = {
        {0x300, 0x36f},   {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x20d0, 0x20ff},
        {0x302a, 0x302d}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}};
    static const struct range wide[] = {{0x1100, 0x115f},   {0x2329, 0x232a},   {0x2e80, 0x303e},
                                        {0x3041, 0x3247},   {0x3250, 0x4dbf},   {0x4e00, 0xa4c6},
                                        {0xa960, 0xa97c},   {0xac00, 0xd7a3},   {0xf900, 0xfad9},
                                        {0xfe10, 0xfe19},   {0xfe30, 0xfe6b},   {0xff01, 0xff60},
                                        {0xffe0, 0xffe6},   {0x16fe0, 0x1b2fb}, {0x1f200, 0x1f64f},
                                        {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff}, {0x20000, 0x3fffd}};
    if (code < 0x20 || within(code, none, sizeof none / sizeof *none))
        return 0;
    return within(code, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

size_t ct_text_width(const char *utf8)
{
    size_t width = 0;
    uint32_t code = 0;
    for (size_t n; (n = ct_utf8_next(utf8, &code)) > 0; utf8 += n)
        width += character_width(code);
    return width;
}
