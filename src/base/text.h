/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text and numbers: UTF-8 checks, strict number reading, edit distance, display width, growing
 * string buffer. No locale is consulted: the decimal sign is always the point.
 */
#ifndef CT_BASE_TEXT_H
#define CT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads a whole string as a finite number: "12", "1.5e3"; surrounding blanks are allowed,
 * "1,500", "5oo", "", "nan" are not. */
bool ct_text_number(const char *s, double *out);
/* Reads a length with its unit in metres: "500m", "1.5km", "500米", "1.5千米", "1.5公里" (blank
 * between allowed). A missing or other unit fails. */
bool ct_text_length_m(const char *s, double *out);
bool ct_text_integer(const char *s, long long *out);
bool ct_utf8_valid(const char *s, size_t n);
/* The next character of a terminated string: its code point and how many bytes it takes; a byte
 * that is no UTF-8 is U+FFFD and takes one. 0 at the end. */
size_t ct_utf8_next(const char *s, uint32_t *code_point);
/* Copies what fits into out[size], terminated, never cut inside a character. */
void ct_text_fit(char *out, size_t size, const char *s);
/* Columns on a terminal: CJK and full-width are 2, combining marks 0. */
size_t ct_text_width(const char *utf8);
/* The nearest of `words` (NULL-terminated) for "did you mean", or NULL. Distance: characters put
 * in, left out, changed or swapped with their neighbour, case aside; at most max(2, length / 3) and
 * less than the word's length. */
const char *ct_text_nearest(const char *word, const char *const *words);
char *ct_text_copy(const char *s);                     /* NULL for NULL or where memory is short */
bool ct_text_equal_fold(const char *a, const char *b); /* ASCII case-insensitive */
/* A name as it is compared: full-width letters and digits as ASCII, lower case, without blanks and
 * marks ("东湖社区（一区） 12-A" as "东湖社区一区12a"). NULL where memory is short; the caller
 * frees it. */
char *ct_text_fold(const char *s);

/* A growing string; {0} is empty. After a failed allocation `failed` is set and stays. */
struct ct_buffer {
    char *data;
    size_t size, room;
    bool failed;
};
void ct_buffer_add(struct ct_buffer *b, const char *s);
void ct_buffer_add_n(struct ct_buffer *b, const char *s, size_t n);
void ct_buffer_printf(struct ct_buffer *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void ct_buffer_free(struct ct_buffer *b);

/* The first of 15, 16, 17 significant digits that reads back as the same double ("0.1", "1200",
 * "1e+30"); out >= 32 bytes. */
void ct_text_from_double(char *out, double value);

#endif
