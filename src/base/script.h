/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The heads of the SQL files of queries/ and layers/: comment lines
 *     -- key: value
 *     -- column: name | text, integer or real | title zh | title en | unit
 * that say what the SQL makes.
 */
#ifndef CT_BASE_SCRIPT_H
#define CT_BASE_SCRIPT_H

#include "base/embedded.h"
#include <stdbool.h>
#include <stddef.h>

/* Copies the value of "-- key: value" from the head; "" and false where there is none. */
bool ct_script_value(const char *text, const char *key, char *out, size_t size);

/* The embedded files below a folder ("queries/facts/") that end in `suffix`, in order of their
 * names: the i-th, or NULL past the last. */
const struct ct_embedded *ct_script_file(const char *folder, const char *suffix, size_t i);

struct ct_script_column {
    char name[64], type[16];
    char title[2][96]; /* [CT_EN], [CT_ZH] */
    char unit[16];     /* "" where it has none */
};
/* The next column line of the text at *at, which moves behind it; false where there is none. */
bool ct_script_column(const char **at, struct ct_script_column *out);

#endif
