/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of queries/facts/ and layers/: SQL with a head of comment lines
 *     -- key: value
 *     -- column: name | text, integer or real | title zh | title en | unit
 * that say what the SQL makes. One new file is one new table of the output.
 */
#ifndef CT_PUBLISH_SCRIPT_H
#define CT_PUBLISH_SCRIPT_H

#include "base/embedded.h"
#include "gis/gpkg.h"
#include <stdbool.h>
#include <stddef.h>

#define CT_LAYER_COLUMNS 32

/* Copies the value of "-- key: value" from the head; "" and false where there is none. */
bool ct_script_value(const char *text, const char *key, char *out, size_t size);

/* The embedded files below a folder ("queries/facts/") that end in `suffix`, in order of their
 * names: the i-th, or NULL past the last. */
const struct ct_embedded *ct_script_file(const char *folder, const char *suffix, size_t i);

/* One output layer or table. */
struct ct_layer_script {
    char name[64]; /* the file's name */
    char kind[16]; /* "features" | "attributes" */
    char geometry[24];
    char title[2][96];
    char purposes[64]; /* words */
    const char *sql;
    struct ct_column columns[CT_LAYER_COLUMNS];
    size_t column_count;
};

/* The i-th file of layers/, read; false past the last. O(size of the file). */
bool ct_layer_script(size_t i, struct ct_layer_script *out);
/* The next one that is written for a purpose ("audit", "review", "compare"): its head names it in
 * "-- for: ...", or has no such line and the purpose is audit or review. *i starts at 0. */
bool ct_layer_next(const char *purpose, size_t *i, struct ct_layer_script *out);

#endif
