/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts embedded at build time by embed.cmake: the files of queries/ and layers/ as they stand,
 * the heads of the layers and base/messages.csv as tables.
 */
#ifndef CT_BASE_EMBEDDED_H
#define CT_BASE_EMBEDDED_H

#include <stddef.h>

struct ct_embedded {
    const char *path; /* "layers/community.sql", "queries/facts/10_levels.sql" */
    const char *text; /* terminated */
    size_t size;      /* without the terminator */
};

/* Sorted by path (byte order). */
extern const struct ct_embedded ct_embedded[];
extern const size_t ct_embedded_count;

/* The file of this path, or NULL. */
const struct ct_embedded *ct_embedded_find(const char *path);

/* The head of a file layers/NAME.sql. */
struct ct_embedded_layer {
    const char *name, *kind; /* kind: "features" | "attributes" */
    const char *title[2];    /* [enum ct_language] */
    const char *columns;     /* comma-separated, in order */
};

/* Sorted by name. */
extern const struct ct_embedded_layer ct_embedded_layers[];
extern const size_t ct_embedded_layer_count;

/* A row of messages.csv. */
struct ct_message {
    const char *code, *severity;
    const char *text[3][2]; /* [enum ct_text][enum ct_language], base/fail.h */
};

/* Sorted by code. */
extern const struct ct_message ct_messages[];
extern const size_t ct_messages_count;

#endif
