/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Putting values into the plan by their paths, with an error that says the place of what is wrong.
 * O(keys) a value.
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/plan_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- errors --------------------------------------------------------------------------------- */

/* Gives the error the value's place. */
static enum ct_status at_place(enum ct_status status, const struct ct_plan_value *value,
                               struct ct_error *err)
{
    if (err) {
        ct_text_fit(err->file, sizeof err->file, value->file ? value->file : "");
        err->line = value->line;
        err->column = value->column;
    }
    return status;
}

static enum ct_status wrong(const struct ct_plan_value *value, const struct ct_plan_type *type,
                            const char *code, struct ct_error *err)
{
    enum ct_status status =
        ct_fail(err, CT_USAGE, code, "key", value->path, "value", value->text, "nearest",
                ct_text_nearest(value->text, type->words), "expected", type->expected[CT_EN],
                "expected_zh", type->expected[CT_ZH], NULL);
    return at_place(status, value, err);
}

enum ct_status ct_plan_unknown(const struct ct_plan_value *value, size_t known_bytes,
                               struct ct_error *err)
{
    struct ct_buffer parent = {0}, known = {0};
    struct ct_key_spot spot = {0};
    struct ct_key_names names;
    char word[CT_NAME_ROOM];
    ct_buffer_add_n(&parent, value->path, known_bytes);
    if (parent.failed || !ct_key_path(parent.data, &spot))
        spot.pattern[0] = '\0';
    ct_key_names(spot.pattern, &names);
    const char *rest = value->path + known_bytes;
    rest += known_bytes > 0 && *rest == '.';
    snprintf(word, sizeof word, "%.*s", (int)strcspn(rest, ".["), rest);
    for (size_t i = 0; i < names.count; i++)
        ct_buffer_printf(&known, "%s%s", i ? ", " : "", names.words[i]);
    enum ct_status status =
        ct_fail(err, CT_USAGE, "E0122", "key", value->path, "nearest",
                ct_text_nearest(word, names.words), "known", known.data ? known.data : "", NULL);
    ct_buffer_free(&parent);
    ct_buffer_free(&known);
    return at_place(status, value, err);
}

/* How many bytes of a path lead to something known. */
static size_t known_bytes(const char *path)
{
    struct ct_buffer part = {0};
    size_t known = 0;
    for (size_t end = 0; path[end]; end += path[end] == '.') {
        end += strcspn(path + end, ".");
        ct_buffer_add_n(&part, path + part.size, end - part.size);
        if (part.failed || ct_plan_shape(part.data) == 0)
            break;
        known = end;
    }
    ct_buffer_free(&part);
    return known;
}

static enum ct_status no_path(const struct ct_plan_value *value, size_t count, struct ct_error *err)
{
    char free_index[24];
    snprintf(free_index, sizeof free_index, "%zu", count);
    return ct_fail(err, CT_USAGE, "E0130", "path", value->path, "count", free_index, NULL);
}

/* --- putting -------------------------------------------------------------------------------- */

/* Appends an entry to the list of a group. */
static enum ct_status append_entry(struct ct_plan *plan, const struct ct_key_group *group,
                                   size_t *count, struct ct_error *err)
{
    void *list = NULL;
    memcpy(&list, (char *)plan + group->at, sizeof list);
    void *more = realloc(list, (*count + 1) * group->size);
    if (!more)
        return ct_fail_memory(err);
    memcpy((char *)plan + group->at, &more, sizeof more);
    enum ct_status status = group->start((char *)more + *count * group->size, err);
    if (status == CT_OK)
        ++*count;
    return status;
}

/* The struct that the path's group and first index lead to. */
static enum ct_status find_owner(struct ct_plan *plan, const struct ct_key_group *group, long index,
                                 const struct ct_plan_value *value, char **owner,
                                 struct ct_error *err)
{
    *owner = (char *)plan + group->at;
    if (group->size == 0)
        return CT_OK;
    size_t *count = (size_t *)(void *)((char *)plan + group->count_at);
    if ((size_t)index > *count)
        return no_path(value, *count, err);
    if ((size_t)index == *count) {
        enum ct_status status = append_entry(plan, group, count, err);
        if (status != CT_OK)
            return status;
    }
    memcpy(owner, (char *)plan + group->at, sizeof *owner);
    *owner += (size_t)index * group->size;
    return CT_OK;
}

/* The first line that says something of a layer is the layer's line. */
static void keep_line(const struct ct_key_group *group, char *owner, long line)
{
    long *kept = group->line_at ? (long *)(void *)(owner + group->line_at) : NULL;
    if (kept && *kept == 0)
        *kept = line;
}

static enum ct_status store(const struct ct_key *key, const struct ct_plan_place *place,
                            const struct ct_plan_value *value, struct ct_error *err)
{
    switch (key->type->store(place, value)) {
    case CT_PLAN_WRONG:
        return wrong(value, key->type, "E0123", err);
    case CT_PLAN_NO_UNIT:
        return wrong(value, key->type, "E0124", err);
    case CT_PLAN_NO_MEMORY:
        return ct_fail_memory(err);
    case CT_PLAN_STORED:
        break;
    }
    return CT_OK;
}

static enum ct_status store_parts(const struct ct_key *key, struct ct_plan_place *place,
                                  const struct ct_plan_value *value, char *parts,
                                  struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (char *part; status == CT_OK && (part = strsep(&parts, ","));) {
        struct ct_plan_value one = *value;
        one.text = part;
        place->index = *place->count;
        status = store(key, place, &one, err);
    }
    return status;
}

/* Frees a list of a key. */
static void clear(const struct ct_key *key, void *list, size_t count)
{
    char **texts = list;
    for (size_t i = 0; ct_key_texts(key) && i < count; i++)
        free(texts[i]);
    free(list);
}

/* "500m" or "[500m, 1km]" at a list as a whole: replaces it, or leaves it as it was. */
static enum ct_status store_list(const struct ct_key *key, struct ct_plan_place *place,
                                 const struct ct_plan_value *value, struct ct_error *err)
{
    size_t n = strlen(value->text), old_count = *place->count;
    void *old = NULL, *none = NULL, *fresh = NULL;
    bool many = n > 1 && value->text[0] == '[' && value->text[n - 1] == ']';
    char *parts = strndup(value->text + many, many ? n - 2 : n);
    if (!parts)
        return ct_fail_memory(err);
    memcpy(&old, place->at, sizeof old);
    memcpy(place->at, &none, sizeof none);
    *place->count = 0;
    enum ct_status status = store_parts(key, place, value, parts, err);
    memcpy(&fresh, place->at, sizeof fresh);
    clear(key, status == CT_OK ? old : fresh, status == CT_OK ? old_count : *place->count);
    if (status != CT_OK) {
        memcpy(place->at, &old, sizeof old);
        *place->count = old_count;
    }
    free(parts);
    return status;
}

enum ct_status ct_plan_put(struct ct_plan *plan, const struct ct_plan_value *value,
                           struct ct_error *err)
{
    struct ct_key_spot spot;
    char *owner = NULL;
    if (!ct_key_path(value->path, &spot))
        return no_path(value, 0, err);
    const struct ct_key *key = ct_key_find(spot.pattern);
    if (!key)
        return ct_plan_unknown(value, known_bytes(value->path), err);
    enum ct_status status = find_owner(plan, key->group, spot.index[0], value, &owner, err);
    if (status != CT_OK)
        return status;
    keep_line(key->group, owner, value->line);
    const char *path = ct_key_any_name(key) ? value->path : key->path, *dot = strrchr(path, '.');
    struct ct_plan_place place = {
        .at = owner + key->at, .owner = owner, .name = dot ? dot + 1 : path};
    if (!key->count_at)
        return store(key, &place, value, err);
    place.count = (size_t *)(void *)(owner + key->count_at);
    if (strlen(spot.pattern) == strlen(key->path))
        return store_list(key, &place, value, err);
    const long *index = spot.index + (key->group->size > 0);
    place.index = (size_t)index[0];
    size_t width = ct_key_width(key);
    if (width && index[1] == CT_NO_INDEX)
        return no_path(value, *place.count, err);
    if (width && (size_t)index[1] >= width)
        return wrong(value, key->type, "E0123", err);
    if (width)
        place.index = (size_t)index[0] * width + (size_t)index[1];
    if (place.index == 0 && value->file && !ct_key_texts(key))
        *place.count = 0; /* in a file a list begins with its first entry, whatever was there */
    if (place.index > *place.count)
        return no_path(value, *place.count, err);
    return store(key, &place, value, err);
}
