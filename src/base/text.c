/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Strict reading and writing of numbers, copying, growing strings. Numbers use the "C" locale
 * whatever the process has set. All O(length).
 */
#include "base/text.h"
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *skip_blanks(const char *s)
{
    return s + strspn(s, " \t\r\n");
}

static const char *skip_digits(const char *s)
{
    return s + strspn(s, "0123456789");
}

/* The end of a decimal number at s (sign, digits, point, exponent), or NULL. */
static const char *number_end(const char *s)
{
    s += *s == '-' || *s == '+';
    const char *end = skip_digits(s);
    size_t digits = (size_t)(end - s);
    if (*end == '.') {
        s = end + 1;
        end = skip_digits(s);
        digits += (size_t)(end - s);
    }
    if (digits == 0)
        return NULL;
    if (*end == 'e' || *end == 'E') {
        s = end + 1;
        s += *s == '-' || *s == '+';
        const char *exponent = skip_digits(s);
        return exponent > s ? exponent : NULL;
    }
    return end;
}

/* The number at the front of s and where it ends; NULL where there is none or it is too large. */
static const char *read_number(const char *s, double *out)
{
    s = skip_blanks(s);
    const char *end = number_end(s);
    if (!end)
        return NULL;
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0); /* constant, cannot fail in practice */
    if (!c)
        return NULL;
    *out = strtod_l(s, NULL, c);
    freelocale(c);
    return isfinite(*out) ? end : NULL;
}

bool ct_text_number(const char *s, double *out)
{
    double value = 0;
    const char *end = read_number(s, &value);
    if (!end || *skip_blanks(end) != '\0')
        return false;
    *out = value;
    return true;
}

bool ct_text_length_m(const char *s, double *out)
{
    static const struct {
        const char *name;
        double metres;
    } units[] = {{"m", 1}, {"km", 1000}, {"米", 1}, {"千米", 1000}, {"公里", 1000}};
    double value = 0;
    const char *end = read_number(s, &value);
    if (!end)
        return false;
    end = skip_blanks(end);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i].name);
        if (strncmp(end, units[i].name, n) == 0 && *skip_blanks(end + n) == '\0') {
            *out = value * units[i].metres;
            return isfinite(*out);
        }
    }
    return false;
}

bool ct_text_integer(const char *s, long long *out)
{
    s = skip_blanks(s);
    const char *digits = s + (*s == '-' || *s == '+');
    const char *end = skip_digits(digits);
    if (end == digits || *skip_blanks(end) != '\0')
        return false;
    long long value = 0;
    for (const char *d = digits; d < end; d++)
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, *d - '0', &value)) /* below 0, where there is more room */
            return false;
    if (*s != '-' && __builtin_sub_overflow(0, value, &value))
        return false;
    *out = value;
    return true;
}

void ct_text_from_double(char *out, double value)
{
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = c ? uselocale(c) : (locale_t)0;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, 32, "%.*g", digits, value);
        if (strtod(out, NULL) == value) // NOLINT: the very same number is meant
            break;
    }
    if (!c)
        return;
    uselocale(before);
    freelocale(c);
}

char *ct_text_copy(const char *s)
{
    return s ? strdup(s) : NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

bool ct_text_equal_fold(const char *a, const char *b)
{
    while (*a && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* Room for n more bytes and the terminator. */
static bool reserve(struct ct_buffer *b, size_t n)
{
    if (b->failed || n >= SIZE_MAX / 2 - b->size) {
        b->failed = true;
        return false;
    }
    if (b->size + n < b->room)
        return true;
    size_t room = b->room < 64 ? 64 : b->room;
    while (room <= b->size + n)
        room *= 2;
    char *data = realloc(b->data, room);
    if (!data) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->room = room;
    return true;
}

void ct_buffer_add_n(struct ct_buffer *b, const char *s, size_t n)
{
    if (!reserve(b, n))
        return;
    memcpy(b->data + b->size, s, n);
    b->size += n;
    b->data[b->size] = '\0';
}

void ct_buffer_add(struct ct_buffer *b, const char *s)
{
    ct_buffer_add_n(b, s, strlen(s));
}

void ct_buffer_printf(struct ct_buffer *b, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    va_list again;
    va_copy(again, list);
    int n = vsnprintf(NULL, 0, format, list);
    if (n < 0)
        b->failed = true;
    else if (reserve(b, (size_t)n)) {
        vsnprintf(b->data + b->size, (size_t)n + 1, format, again);
        b->size += (size_t)n;
    }
    va_end(again);
    va_end(list);
}

void ct_buffer_free(struct ct_buffer *b)
{
    free(b->data);
    *b = (struct ct_buffer){0};
}
