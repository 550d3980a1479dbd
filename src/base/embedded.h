/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files of queries/, layers/ and base/messages.csv, embedded at build time by embed.cmake.
 */
#ifndef CT_BASE_EMBEDDED_H
#define CT_BASE_EMBEDDED_H

#include <stddef.h>

struct ct_embedded {
    const char *path; /* "layers/community.sql", "queries/facts/10_levels.sql", "messages.csv" */
    const char *text; /* terminated */
    size_t size;      /* without the terminator */
};

/* Sorted by path (byte order). */
extern const struct ct_embedded ct_embedded[];
extern const size_t ct_embedded_count;

/* The file of this path, or NULL. */
const struct ct_embedded *ct_embedded_find(const char *path);

#endif
