/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Errors and texts by code. All texts a person reads stand in base/messages.csv, a row a code:
 *   code,severity,en,zh,hint_en,hint_zh,explain_en,explain_zh
 * with {name} where a value goes, and {name?Did you mean "*"? } for words that are left out where
 * the value is missing or empty (* stands for the value). embed.cmake makes a C table of it.
 * E0xxx are errors, F0xxx findings (severity: error | warning | note).
 */
#ifndef CT_BASE_FAIL_H
#define CT_BASE_FAIL_H

#include "catchment/status.h"
#include <stddef.h>

enum ct_text { CT_TEXT_MESSAGE, CT_TEXT_HINT, CT_TEXT_EXPLAIN };

/* The raw text of a code, or NULL where the code is unknown. O(log n). */
const char *ct_message_raw(const char *code, enum ct_text which, enum ct_language lang);
/* "error", "warning" or "note"; NULL where the code is unknown. */
const char *ct_message_severity(const char *code);
/* The number of codes, and the code of index i. */
size_t ct_message_count(void);
const char *ct_message_code(size_t i);

/* Fills `out` with the text of `code`; `pairs` is a NULL-terminated list name, value, name, value.
 * A placeholder {name} without a value stays as it stands. UTF-8 is never cut inside a
 * character. */
void ct_message_format(char *out, size_t size, const char *code, enum ct_text which,
                       enum ct_language lang, const char *const *pairs);

/* Fills *err (if not NULL) with code and texts, leaves the place fields empty, and returns
 * `status`. The variadic list is name, value pairs (const char *), ended by NULL:
 *     return ct_fail(err, CT_INPUT, "E0301", "file", path, NULL);
 * Values named file, layer, feature also fill those fields; line and column (decimal text) too.
 * A value may point into *err. */
enum ct_status ct_fail(struct ct_error *err, enum ct_status status, const char *code, ...)
    __attribute__((sentinel));

/* Out of memory: code E0900. */
enum ct_status ct_fail_memory(struct ct_error *err);

#endif
