/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The files of layers/: SQL with a head (base/script.h) that says what it makes. One new file is
 * one new table of the output.
 */
#ifndef CT_PUBLISH_SCRIPT_H
#define CT_PUBLISH_SCRIPT_H

#include "base/script.h"
#include "gis/gpkg.h"
#include <stdbool.h>
#include <stddef.h>

#define CT_LAYER_COLUMNS 32

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
/* The next one that is written for a purpose ("audit", "review", "site", "compare"): its head names
 * it in "-- for: ...", or has no such line and the purpose is audit, review or site. *i starts at
 * 0. */
bool ct_layer_next(const char *purpose, size_t *i, struct ct_layer_script *out);

#endif
