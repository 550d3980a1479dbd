/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: the table of keys (plan_keys.c), as putting a value (plan_put.c) sees it.
 */
#ifndef CT_LOAD_PLAN_TABLE_H
#define CT_LOAD_PLAN_TABLE_H

#include "load/plan_set.h"

enum {
    CT_KEY_ROOM = 80,
    CT_NAME_ROOM = 40,
    CT_NAMES_MOST = 40,
    CT_KEY_INDICES = 3,
    CT_NO_INDEX = -1
};

/* A struct of the plan that keys belong to: the plan itself, a layer, or an entry of a list. */
struct ct_key_group {
    const char *prefix;
    size_t at, count_at; /* offsets in struct ct_plan */
    size_t size;         /* of an entry; 0: no list */
    size_t line_at;      /* offset of the line in the struct; 0: it keeps none */
    enum ct_status (*start)(void *entry, struct ct_error *err);
};

struct ct_key {
    const char *path;
    const struct ct_key_group *group;
    const struct ct_plan_type *type;
    size_t at;       /* offset in the group's struct */
    size_t count_at; /* of a list; 0: one value */
};

/* A path with its indices taken out: "kinds[].radius[]", {0, 1}. */
struct ct_key_spot {
    char pattern[CT_KEY_ROOM];
    long index[CT_KEY_INDICES];
};
/* false where the path is none. */
bool ct_key_path(const char *path, struct ct_key_spot *spot);

/* The key of a pattern, or NULL. */
const struct ct_key *ct_key_find(const char *pattern);
/* May the last part of its path be any name? */
bool ct_key_any_name(const struct ct_key *key);
/* Of a list of rows: the values a row; else 0. */
size_t ct_key_width(const struct ct_key *key);
/* Of a list: are its entries texts? */
bool ct_key_texts(const struct ct_key *key);

struct ct_key_names {
    char text[CT_NAMES_MOST][CT_NAME_ROOM];
    const char *words[CT_NAMES_MOST + 1];
    size_t count;
};

/* The keys that may stand under a pattern ("" for the top), or in the entries of a list. */
void ct_key_names(const char *parent, struct ct_key_names *names);

#endif
