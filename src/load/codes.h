/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of codes that changed: an old code and a new one that stands for it, a row a pair. A
 * merged unit is several rows with one new code, a split one several rows with one old code.
 */
#ifndef CT_LOAD_CODES_H
#define CT_LOAD_CODES_H

#include "catchment/status.h"
#include <stddef.h>

struct ct_code_pairs {
    size_t count;
    char **old_code, **new_code;
};

/* Reads a table with the columns old and new (layers/inputs/code.csv). Rows that are blank in both
 * are left out; in one of them: E0691. E0311 where a column is missing. O(size). */
enum ct_status CT_CHECKED ct_codes_read(const char *file, struct ct_code_pairs *out,
                                        struct ct_error *err);
void ct_codes_free(struct ct_code_pairs *pairs);

#endif
