/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See quantity.h. Grammar, on plain text: [约] number [余] [万] [余] [unit] [余]; a number has its
 * digits in groups of three or in one group. 15 亩 are one hectare. O(length).
 */
#include "base/quantity.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct unit {
    const char *name; /* plain, lower case */
    enum ct_dimension dimension;
    double factor;
};

/* A name that begins with another stands before it. */
static const struct unit units[] = {
    {"户", CT_HOUSEHOLDS, 1},
    {"套", CT_HOUSEHOLDS, 1},
    {"households", CT_HOUSEHOLDS, 1},
    {"household", CT_HOUSEHOLDS, 1},
    {"人次", CT_PURE, 1}, /* visits are no people */
    {"人", CT_PEOPLE, 1},
    {"口", CT_PEOPLE, 1},
    {"people", CT_PEOPLE, 1},
    {"persons", CT_PEOPLE, 1},
    {"平方公里", CT_AREA, 1e6},
    {"平方千米", CT_AREA, 1e6},
    {"km2", CT_AREA, 1e6},
    {"km^2", CT_AREA, 1e6},
    {"sq km", CT_AREA, 1e6},
    {"公顷", CT_AREA, 1e4},
    {"hm2", CT_AREA, 1e4},
    {"ha", CT_AREA, 1e4},
    {"亩", CT_AREA, 1e4 / 15},
    {"平方米", CT_AREA, 1},
    {"平米", CT_AREA, 1},
    {"平方", CT_AREA, 1},
    {"平", CT_AREA, 1},
    {"方", CT_AREA, 1},
    {"m2", CT_AREA, 1},
    {"m^2", CT_AREA, 1},
    {"sq m", CT_AREA, 1},
    {"sqm", CT_AREA, 1},
    /* The rest only tells a row of units from a row of names. */
    {"公里", CT_PURE, 1},
    {"千米", CT_PURE, 1},
    {"米", CT_PURE, 1},
    {"km", CT_PURE, 1},
    {"m", CT_PURE, 1},
    {"个", CT_PURE, 1},
    {"处", CT_PURE, 1},
    {"间", CT_PURE, 1},
    {"层", CT_PURE, 1},
    {"栋", CT_PURE, 1},
    {"座", CT_PURE, 1},
    {"张", CT_PURE, 1},
    {"年", CT_PURE, 1},
    {"岁", CT_PURE, 1},
    {"度", CT_PURE, 1},
    {"元", CT_PURE, 1},
    {"%", CT_PURE, 1},
};

static const char *const before[] = {"大约", "约为", "约", "近", "逾", "超过", "~", "≈", NULL};
static const char *const after[] = {"余", "多", "以上", "左右", "上下", "+", NULL};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static const char *skip_blank(const char *s)
{
    return s + (*s == ' ');
}

/* Behind `word` where s begins with it (case aside); else NULL. */
static const char *after_word(const char *s, const char *word)
{
    for (; *word; s++, word++)
        if (lower(*s) != *word)
            return NULL;
    return s;
}

/* Behind the first of the words that s begins with; s where it begins with none. */
static const char *after_any(const char *s, const char *const *words, bool *found)
{
    for (; *words; words++) {
        const char *end = after_word(s, *words);
        if (end != NULL) {
            *found = true;
            return skip_blank(end);
        }
    }
    return s;
}

/* Behind 万 and the like; s where there is none. */
static const char *after_scale(const char *s, double *factor, bool *found)
{
    static const struct unit scales[] = {
        {"万", CT_PURE, 1e4}, {"千", CT_PURE, 1e3}, {"百", CT_PURE, 1e2}, {"亿", CT_PURE, 1e8}};
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        const char *end = after_word(s, scales[i].name);
        if (end == NULL)
            continue;
        *factor *= scales[i].factor;
        *found = true;
        return skip_blank(end);
    }
    return s;
}

/* Behind the unit that s begins with; NULL where it begins with none. */
static const char *after_unit(const char *s, const struct unit **unit)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        const char *end = after_word(s, units[i].name);
        if (end == NULL)
            continue;
        *unit = &units[i];
        return skip_blank(end);
    }
    return NULL;
}

/* --- numbers -------------------------------------------------------------------------------- */

static size_t digits_of(const char *s)
{
    return strspn(s, "0123456789");
}

/* "1,200,000" or "1 200 000" without its separators; behind it, or s where it is none. */
static const char *after_groups(const char *s, struct ct_buffer *digits)
{
    size_t n = digits_of(s);
    char mark = s[n];
    if (n == 0 || n > 3 || (mark != ',' && mark != ' ') || digits_of(s + n + 1) != 3)
        return s;
    ct_buffer_add_n(digits, s, n);
    for (s += n; *s == mark && digits_of(s + 1) == 3; s += 4)
        ct_buffer_add_n(digits, s + 1, 3);
    return s;
}

/* The number at the front of s; behind it, or NULL. */
static const char *after_number(const char *s, double *value)
{
    struct ct_buffer digits = {0};
    const char *rest = s + (*s == '+' || *s == '-');
    ct_buffer_add_n(&digits, s, (size_t)(rest - s));
    rest = after_groups(rest, &digits);
    size_t more = strspn(rest, "0123456789.");
    bool exponent = more > 0 && lower(rest[more]) == 'e';
    if (exponent)
        more += rest[more + 1] == '+' || rest[more + 1] == '-' ? 2 : 1;
    more += exponent ? digits_of(rest + more) : 0;
    ct_buffer_add_n(&digits, rest, more);
    rest += more;
    bool good = !digits.failed && digits.size > 0 && ct_text_number(digits.data, value);
    ct_buffer_free(&digits);
    return good ? rest : NULL;
}

static bool read_plain(const char *s, enum ct_dimension dimension, double factor,
                       struct ct_quantity *out)
{
    const struct unit *unit = NULL;
    bool own = false;
    double worth = 1;
    s = after_number(after_any(s, before, &out->approximate), &out->value);
    if (s == NULL)
        return false;
    s = after_any(skip_blank(s), after, &out->approximate);
    s = after_any(after_scale(s, &worth, &own), after, &out->approximate);
    const char *end = after_unit(s, &unit);
    if (end != NULL && unit->dimension != dimension)
        return false;
    if (end != NULL) {
        worth *= unit->factor;
        own = true;
        s = after_any(end, after, &out->approximate);
    }
    out->factor = own ? worth : factor;
    out->value *= out->factor;
    return *s == '\0' && isfinite(out->value);
}

bool ct_quantity_read(const char *s, enum ct_dimension dimension, double factor,
                      struct ct_quantity *out)
{
    *out = (struct ct_quantity){.factor = factor};
    if (ct_text_number(s, &out->value)) {
        out->value *= factor;
        return true;
    }
    char *plain = ct_text_plain(s);
    bool good = plain != NULL && read_plain(plain, dimension, factor, out);
    free(plain);
    return good;
}

/* --- units ---------------------------------------------------------------------------------- */

/* A list of units on plain text: "人、户", "m2". */
static bool read_units(const char *s, enum ct_dimension dimension, double *factor, char *name)
{
    bool found = false, scaled = false;
    while (*s) {
        const struct unit *unit = NULL;
        double worth = 1;
        const char *end = after_unit(after_scale(s, &worth, &scaled), &unit);
        if (end == NULL)
            return false;
        if (!found && (dimension == CT_PURE || unit->dimension == dimension)) {
            *factor = worth * unit->factor;
            if (name != NULL)
                snprintf(name, 32, "%.*s", (int)(end - s), s);
            found = true;
        }
        const char *next = after_word(end, "、");
        s = next ? next : end + (*end == ',' || *end == ';');
        if (s == end && *s != '\0')
            return false;
    }
    return found;
}

static bool read_unit_text(char *s, enum ct_dimension dimension, double *factor, char *name)
{
    size_t n = strlen(s);
    if (n > 2 && (*s == '(' || *s == '[') && (s[n - 1] == ')' || s[n - 1] == ']')) {
        s[n - 1] = '\0';
        s++;
    }
    const char *rest = after_word(s, "计量单位");
    rest = rest ? rest : after_word(s, "单位");
    if (rest != NULL)
        rest += *rest == ':';
    return read_units(skip_blank(rest ? rest : s), dimension, factor, name);
}

bool ct_unit_read(const char *s, enum ct_dimension dimension, double *factor, char *unit)
{
    char *plain = ct_text_plain(s);
    bool good = plain != NULL && read_unit_text(plain, dimension, factor, unit);
    free(plain);
    return good;
}

/* Where the last bracket (of any kind), slash or underline of a name begins, or NULL. */
static const char *last_mark(const char *name)
{
    static const char *const marks[] = {"(",  "（", "[",  "【", "〔", "/",
                                        "／", "_",  "，", ",",  NULL};
    const char *last = NULL;
    for (size_t i = 0; marks[i] != NULL; i++)
        for (const char *at = strstr(name, marks[i]); at; at = strstr(at + 1, marks[i]))
            last = last == NULL || at > last ? at : last;
    return last;
}

bool ct_unit_of_name(const char *name, enum ct_dimension dimension, double *factor, char *unit,
                     size_t *stem)
{
    const char *mark = last_mark(name);
    if (mark == NULL || mark == name)
        return false;
    uint32_t c = 0;
    size_t taken = ct_utf8_next(mark, &c);
    bool bracket = strchr("/_,", *mark) == NULL && c != 0xFF0F && c != 0xFF0C;
    *stem = (size_t)(mark - name);
    return ct_unit_read(bracket ? mark : mark + taken, dimension, factor, unit);
}

/* --- codes ---------------------------------------------------------------------------------- */

enum ct_code_state ct_code_read(const char *s, char *out)
{
    size_t whole = digits_of(s);
    if (whole == 0 || s[whole] != '.')
        return CT_CODE_AS_IS;
    const char *part = s + whole + 1;
    size_t places = digits_of(part);
    if (part[places] == '\0' && whole >= 4 && strspn(part, "0") == places) {
        snprintf(out, 32, "%.*s", (int)whole, s);
        return CT_CODE_RESTORED;
    }
    long long exponent = 0;
    if (whole != 1 || places == 0 || lower(part[places]) != 'e' ||
        !ct_text_integer(part + places + 1, &exponent) || exponent < 5 || exponent > 20)
        return CT_CODE_AS_IS;
    if ((size_t)exponent > places)
        return CT_CODE_LOST;
    if ((size_t)exponent < places)
        return CT_CODE_AS_IS;
    snprintf(out, 32, "%c%.*s", *s, (int)places, part);
    return CT_CODE_RESTORED;
}
