/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON writer: streams one document into a ct_buffer; commas, escapes and indentation are its
 * business. NAN and infinity are written as null. Keys in the order of the calls.
 */
#ifndef CT_BASE_JSON_H
#define CT_BASE_JSON_H

#include "text.h"
#include <stdint.h>

struct ct_json {
    struct ct_buffer *out;
    int depth;
    bool first; /* nothing written yet at this depth */
    bool one_line;
};

void ct_json_begin(struct ct_json *j, struct ct_buffer *out);
void ct_json_begin_line(struct ct_json *j, struct ct_buffer *out); /* all in one line */
void ct_json_object(struct ct_json *j, const char *key); /* key NULL inside arrays and at the top */
void ct_json_array(struct ct_json *j, const char *key);
void ct_json_end_object(struct ct_json *j);
void ct_json_end_array(struct ct_json *j);
void ct_json_string(struct ct_json *j, const char *key, const char *value); /* NULL -> null */
void ct_json_number(struct ct_json *j, const char *key, double value);
void ct_json_integer(struct ct_json *j, const char *key, int64_t value);
void ct_json_bool(struct ct_json *j, const char *key, bool value);
void ct_json_null(struct ct_json *j, const char *key);

#endif
