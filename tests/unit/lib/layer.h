/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One vector layer under test: opened as departments give it, read row by row, with its notes.
 */
#ifndef LAYER_H
#define LAYER_H

#include "base/text.h"
#include "folder.h"
#include "gis/vector.h"

static struct ct_vector *vector;
static struct ct_feature *feature;
static bool more;
static const char *const merged[] = {"街道", NULL};

static inline enum ct_status open_in(const char *path, const char *encoding)
{
    const struct ct_vector_options options = {
        .path = path, .crs = "EPSG:4490", .encoding = encoding, .merged_names = merged};
    vector = NULL;
    return ct_vector_open(&options, &vector, &err);
}

static inline void next(void)
{
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(more);
}

static inline void assert_end(void)
{
    assert_ok(ct_vector_next(vector, &feature, &more, &err));
    ck_assert(!more);
}

static inline const char *text_of(const char *field)
{
    int i = ct_vector_field_index(vector, field);
    ck_assert_msg(i >= 0, "no field %s", field);
    return feature->text[i] ? feature->text[i] : "";
}

/* The note of this code, or NULL. */
static inline const struct ct_vector_note *note(const char *code)
{
    for (size_t i = 0; i < ct_vector_notes(vector); i++)
        if (strcmp(ct_vector_note(vector, i)->code, code) == 0)
            return ct_vector_note(vector, i);
    return NULL;
}

static inline size_t notes(const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < ct_vector_notes(vector); i++)
        n += strcmp(ct_vector_note(vector, i)->code, code) == 0;
    return n;
}

#endif
