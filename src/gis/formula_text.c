/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A first look at the text of a formula, so that it stays inside the brackets that it is put into:
 * texts in single quotation marks, words, numbers, brackets that match. What the words mean is
 * SQLite's business. O(length).
 */
#include "gis/formula_parts.h"
#include <ctype.h>
#include <string.h>

enum { TEXT_MOST = 2000 };

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static bool refuse(const char *reason[2], const char *en, const char *zh)
{
    reason[CT_EN] = en;
    reason[CT_ZH] = zh;
    return false;
}

/* The length of a number at s; *whole: digits only. "1e5", ".5", "0x1f" are taken whole. */
static size_t number_length(const char *s, bool *whole)
{
    size_t n = strspn(s, "0123456789");
    *whole = s[n] != '.' && !is_word(s[n]);
    while (is_word(s[n]) || s[n] == '.' ||
           ((s[n] == '-' || s[n] == '+') && n > 0 && (s[n - 1] == 'e' || s[n - 1] == 'E') &&
            memchr(s, 'x', n) == NULL))
        n++;
    return n;
}

/* The length of a text at s with its marks ('' inside is one mark); 0 where it does not end. */
static size_t quoted_length(const char *s)
{
    for (size_t n = 1; s[n] != '\0'; n++)
        if (s[n] == '\'') {
            if (s[n + 1] != '\'')
                return n + 1;
            n++;
        }
    return 0;
}

/* The length of the word, name, number, text or mark at s, put into *out; 0: refused. */
static size_t take(const char *s, struct ct_buffer *out, const char *reason[2])
{
    bool whole = false;
    size_t n = 1;
    if (isdigit((unsigned char)*s) || (*s == '.' && isdigit((unsigned char)s[1])))
        n = number_length(s, &whole);
    else if (is_word(*s))
        while (is_word(s[n]))
            n++;
    else if (*s == '\'')
        n = quoted_length(s);
    if (n == 0)
        refuse(reason, "a quotation mark is not closed", "引号没有配对");
    else if (is_word(*s) && s[n] == '\'')
        n = refuse(reason, "a text may not follow a word", "文字前不能紧接字词");
    ct_buffer_add_n(out, s, n);
    if (whole)
        ct_buffer_add(out, ".0");
    return n;
}

static bool is_lawful(const char *s, int depth, const char *reason[2])
{
    if (*s == ';')
        return refuse(reason, "a semicolon", "含有分号");
    if (strncmp(s, "--", 2) == 0 || strncmp(s, "/*", 2) == 0)
        return refuse(reason, "a comment", "含有注释");
    if (strchr("\"`[]", *s) != NULL)
        return refuse(reason, "only single quotation marks and round brackets are used",
                      "只能使用单引号和圆括号");
    if (*s == ')' && depth == 0)
        return refuse(reason, "a bracket is closed that was not opened", "右括号多余");
    return true;
}

bool ct_formula_text(const char *text, struct ct_buffer *out, const char *reason[2])
{
    int depth = 0;
    if (strlen(text) > TEXT_MOST)
        return refuse(reason, "it is longer than 2,000 bytes", "超过 2000 字节");
    if (text[strspn(text, " \t\r\n")] == '\0')
        return refuse(reason, "it is empty", "为空");
    for (size_t n = 0; *text != '\0'; text += n) {
        if (!is_lawful(text, depth, reason))
            return false;
        depth += (*text == '(') - (*text == ')');
        n = take(text, out, reason);
        if (n == 0)
            return false;
    }
    return depth == 0 || refuse(reason, "a bracket is not closed", "括号没有配对");
}
