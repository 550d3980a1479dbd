/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON (RFC 8259), two blanks a level. What is no UTF-8 in a string becomes U+FFFD. O(1) memory
 * beside the buffer: after a value its parent is not empty any more, so one flag does for all
 * depths.
 */
#include "base/json.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void ct_json_begin(struct ct_json *j, struct ct_buffer *out)
{
    *j = (struct ct_json){.out = out, .first = true};
}

void ct_json_begin_line(struct ct_json *j, struct ct_buffer *out)
{
    *j = (struct ct_json){.out = out, .first = true, .one_line = true};
}

/* A new line; of a document in one line a blank between values. */
static void line(struct ct_json *j, bool between)
{
    if (j->one_line) {
        ct_buffer_add(j->out, between ? " " : "");
        return;
    }
    ct_buffer_add(j->out, "\n");
    for (int i = 0; i < j->depth; i++)
        ct_buffer_add(j->out, "  ");
}

static void add_character(struct ct_buffer *out, const char *s, size_t n, uint32_t code)
{
    static const char escaped[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    const char *at = code < 0x80 ? strchr(escaped, (int)code) : NULL;
    if (at)
        ct_buffer_printf(out, "\\%c", letter[at - escaped]);
    else if (code < 0x20 || code == 0x7f)
        ct_buffer_printf(out, "\\u%04" PRIx32, code);
    else if (code == 0xfffd)
        ct_buffer_add(out, "\xef\xbf\xbd");
    else
        ct_buffer_add_n(out, s, n);
}

static void add_string(struct ct_buffer *out, const char *s)
{
    uint32_t code = 0;
    ct_buffer_add(out, "\"");
    for (size_t n; (n = ct_utf8_next(s, &code)) > 0; s += n)
        add_character(out, s, n, code);
    ct_buffer_add(out, "\"");
}

/* What stands before a value: comma, line break, key. */
static void before(struct ct_json *j, const char *key)
{
    if (!j->first)
        ct_buffer_add(j->out, ",");
    if (j->depth > 0)
        line(j, !j->first);
    if (key) {
        add_string(j->out, key);
        ct_buffer_add(j->out, ": ");
    }
    j->first = false;
}

static void open_group(struct ct_json *j, const char *key, const char *bracket)
{
    before(j, key);
    ct_buffer_add(j->out, bracket);
    j->depth++;
    j->first = true;
}

static void close_group(struct ct_json *j, const char *bracket)
{
    j->depth--;
    if (!j->first)
        line(j, false);
    ct_buffer_add(j->out, bracket);
    j->first = false;
}

static void plain(struct ct_json *j, const char *key, const char *value)
{
    before(j, key);
    ct_buffer_add(j->out, value);
}

void ct_json_object(struct ct_json *j, const char *key)
{
    open_group(j, key, "{");
}

void ct_json_array(struct ct_json *j, const char *key)
{
    open_group(j, key, "[");
}

void ct_json_end_object(struct ct_json *j)
{
    close_group(j, "}");
}

void ct_json_end_array(struct ct_json *j)
{
    close_group(j, "]");
}

void ct_json_string(struct ct_json *j, const char *key, const char *value)
{
    if (!value) {
        plain(j, key, "null");
        return;
    }
    before(j, key);
    add_string(j->out, value);
}

void ct_json_number(struct ct_json *j, const char *key, double value)
{
    char text[32];
    ct_text_from_double(text, value);
    plain(j, key, isfinite(value) ? text : "null");
}

void ct_json_integer(struct ct_json *j, const char *key, int64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, value);
    plain(j, key, text);
}

void ct_json_bool(struct ct_json *j, const char *key, bool value)
{
    plain(j, key, value ? "true" : "false");
}

void ct_json_null(struct ct_json *j, const char *key)
{
    plain(j, key, "null");
}
