/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of keys, and the way from a path to a member of the plan. A new key is one row here.
 * O(keys) a look-up.
 */
#include "load/plan_keys.h"
#include "base/fail.h"
#include "base/text.h"
#include "load/plan_set.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATTERN_ROOM = 80, NAME_ROOM = 40, NAMES_MOST = 24, NO_INDEX = -1 };

/* --- table ---------------------------------------------------------------------------------- */

/* A struct of the plan that keys belong to: the plan itself, a layer, or an entry of a list. */
struct group {
    const char *prefix;
    size_t at, count_at; /* offsets in struct ct_plan */
    size_t size;         /* of an entry; 0: no list */
    size_t line_at;      /* offset of the line in the struct; 0: it keeps none */
    enum ct_status (*start)(void *entry, struct ct_error *err);
};

static enum ct_status start_population(void *entry, struct ct_error *err)
{
    struct ct_source *source = entry;
    *source = (struct ct_source){.name = ct_text_copy("people"), .band = 1};
    return source->name ? CT_OK : ct_fail_memory(err);
}

static enum ct_status start_facilities(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_source *)entry = (struct ct_source){.band = 1};
    return CT_OK;
}

static enum ct_status start_kind(void *entry, struct ct_error *err)
{
    (void)err;
    *(struct ct_kind *)entry = (struct ct_kind){.counts = true};
    return CT_OK;
}

#define IN_PLAN(member)   offsetof(struct ct_plan, member)
#define IN_SOURCE(member) offsetof(struct ct_source, member)
#define IN_KIND(member)   offsetof(struct ct_kind, member)

static const struct group plan_group = {"", 0, 0, 0, 0, NULL};
static const struct group communities = {"communities", IN_PLAN(communities), 0, 0, IN_SOURCE(line),
                                         NULL};
static const struct group population = {
    "population[]",           IN_PLAN(population), IN_PLAN(population_count),
    sizeof(struct ct_source), IN_SOURCE(line),     start_population};
static const struct group facilities = {"facilities[]",          IN_PLAN(facilities),
                                        IN_PLAN(facility_count), sizeof(struct ct_source),
                                        IN_SOURCE(line),         start_facilities};
static const struct group kinds = {
    "kinds[]", IN_PLAN(kinds), IN_PLAN(kind_count), sizeof(struct ct_kind), 0, start_kind};

struct key {
    const char *path;
    const struct group *group;
    const struct ct_plan_type *type;
    size_t at;       /* offset in the group's struct */
    size_t count_at; /* of a list; 0: one value */
};

static const struct key keys[] = {
    {"catchment", &plan_group, &ct_plan_version, 0, 0},
    {"title", &plan_group, &ct_plan_text, IN_PLAN(title), 0},

    {"communities.file", &communities, &ct_plan_file, IN_SOURCE(file), 0},
    {"communities.layer", &communities, &ct_plan_text, IN_SOURCE(layer), 0},
    {"communities.crs", &communities, &ct_plan_text, IN_SOURCE(crs), 0},
    {"communities.encoding", &communities, &ct_plan_text, IN_SOURCE(encoding), 0},
    {"communities.fields.id", &communities, &ct_plan_field, 0, 0},
    {"communities.fields.name", &communities, &ct_plan_field, 0, 0},
    {"communities.fields.street", &communities, &ct_plan_field, 0, 0},
    {"communities.fields.county", &communities, &ct_plan_field, 0, 0},
    {"communities.fields.area_type", &communities, &ct_plan_field, 0, 0},
    {"communities.fields.households", &communities, &ct_plan_field, 0, 0},
    {"communities.fields.population", &communities, &ct_plan_field, 0, 0},

    {"population[].name", &population, &ct_plan_text, IN_SOURCE(name), 0},
    {"population[].file", &population, &ct_plan_file, IN_SOURCE(file), 0},
    {"population[].layer", &population, &ct_plan_text, IN_SOURCE(layer), 0},
    {"population[].crs", &population, &ct_plan_text, IN_SOURCE(crs), 0},
    {"population[].encoding", &population, &ct_plan_text, IN_SOURCE(encoding), 0},
    {"population[].band", &population, &ct_plan_band, IN_SOURCE(band), 0},
    {"population[].fields.people", &population, &ct_plan_field, 0, 0},
    {"population[].fields.lon", &population, &ct_plan_field, 0, 0},
    {"population[].fields.lat", &population, &ct_plan_field, 0, 0},

    {"facilities[].file", &facilities, &ct_plan_file, IN_SOURCE(file), 0},
    {"facilities[].layer", &facilities, &ct_plan_text, IN_SOURCE(layer), 0},
    {"facilities[].crs", &facilities, &ct_plan_text, IN_SOURCE(crs), 0},
    {"facilities[].encoding", &facilities, &ct_plan_text, IN_SOURCE(encoding), 0},
    {"facilities[].kind", &facilities, &ct_plan_text, IN_SOURCE(kind), 0},
    {"facilities[].fields.id", &facilities, &ct_plan_field, 0, 0},
    {"facilities[].fields.name", &facilities, &ct_plan_field, 0, 0},
    {"facilities[].fields.kind", &facilities, &ct_plan_field, 0, 0},
    {"facilities[].fields.floor_area", &facilities, &ct_plan_field, 0, 0},
    {"facilities[].fields.serves", &facilities, &ct_plan_field, 0, 0},
    {"facilities[].fields.lon", &facilities, &ct_plan_field, 0, 0},
    {"facilities[].fields.lat", &facilities, &ct_plan_field, 0, 0},

    {"kinds[].name", &kinds, &ct_plan_kind_name, IN_KIND(name), 0},
    {"kinds[].radius", &kinds, &ct_plan_lengths, IN_KIND(radius_m), IN_KIND(radius_count)},
    {"kinds[].counts", &kinds, &ct_plan_truth, IN_KIND(counts), 0},
    {"kinds[].title.en", &kinds, &ct_plan_text, IN_KIND(title[CT_EN]), 0},
    {"kinds[].title.zh", &kinds, &ct_plan_text, IN_KIND(title[CT_ZH]), 0},

    {"radius", &plan_group, &ct_plan_lengths, IN_PLAN(default_radius_m),
     IN_PLAN(default_radius_count)},
    {"household_size", &plan_group, &ct_plan_positive, IN_PLAN(household_size), 0},
    {"floor_area.shared", &plan_group, &ct_plan_shared, IN_PLAN(shared), 0},
    {"floor_area.community_bounds", &plan_group, &ct_plan_ascending, IN_PLAN(area_bounds_m2),
     IN_PLAN(area_bound_count)},
    {"floor_area.per_100_households_bounds", &plan_group, &ct_plan_ascending,
     IN_PLAN(per_100_bounds_m2), IN_PLAN(per_100_bound_count)},
    {"floor_area.required_urban", &plan_group, &ct_plan_positive, IN_PLAN(required_urban_m2), 0},
    {"floor_area.required_rural", &plan_group, &ct_plan_positive, IN_PLAN(required_rural_m2), 0},
    {"output.crs", &plan_group, &ct_plan_text, IN_PLAN(output_crs), 0},
};
enum { KEYS = sizeof keys / sizeof *keys };

/* --- paths ---------------------------------------------------------------------------------- */

/* A path with its indices taken out: "kinds[].radius[]", {0, 1}. */
struct spot {
    char pattern[PATTERN_ROOM];
    long index[2];
};

/* Reads "[12]" at s; returns its length, 0 where it is none. */
static size_t read_index(const char *s, long *index)
{
    size_t digits = strspn(s + 1, "0123456789");
    if (digits == 0 || digits > 6 || s[1 + digits] != ']')
        return 0;
    *index = strtol(s + 1, NULL, 10);
    return digits + 2;
}

static bool read_path(const char *path, struct spot *spot)
{
    *spot = (struct spot){.index = {NO_INDEX, NO_INDEX}};
    int indices = 0;
    size_t n = 0;
    while (*path) {
        if (n + 3 > PATTERN_ROOM)
            return false;
        spot->pattern[n++] = *path;
        if (*path != '[') {
            path++;
            continue;
        }
        size_t taken = indices < 2 ? read_index(path, &spot->index[indices++]) : 0;
        if (taken == 0)
            return false;
        spot->pattern[n++] = ']';
        path += taken;
    }
    return true;
}

static const struct key *find_key(const char *pattern)
{
    for (size_t i = 0; i < KEYS; i++) {
        size_t n = strlen(keys[i].path);
        if (strncmp(pattern, keys[i].path, n) != 0)
            continue;
        if (pattern[n] == '\0' || (keys[i].count_at && strcmp(pattern + n, "[]") == 0))
            return &keys[i];
    }
    return NULL;
}

unsigned ct_plan_shape(const char *path)
{
    struct spot spot;
    if (!read_path(path, &spot))
        return 0;
    size_t n = strlen(spot.pattern);
    const struct key *key = find_key(spot.pattern);
    if (key)
        return key->count_at && strlen(key->path) == n ? CT_PLAN_SCALAR | CT_PLAN_LIST
                                                       : CT_PLAN_SCALAR;
    for (size_t i = 0; i < KEYS; i++) {
        if (strncmp(keys[i].path, spot.pattern, n) != 0)
            continue;
        if (n == 0 || keys[i].path[n] == '.')
            return CT_PLAN_MAPPING;
        if (keys[i].path[n] == '[')
            return CT_PLAN_LIST;
    }
    return 0;
}

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

struct names {
    char text[NAMES_MOST][NAME_ROOM];
    const char *words[NAMES_MOST + 1];
    size_t count;
};

/* The keys that may stand under a pattern ("" for the top), or in the entries of a list. */
static void find_names(const char *parent, struct names *names)
{
    size_t n = strlen(parent);
    names->count = 0;
    for (size_t i = 0; i < KEYS && names->count < NAMES_MOST; i++) {
        const char *rest = keys[i].path + n;
        if (strncmp(keys[i].path, parent, n) != 0)
            continue;
        rest += strncmp(rest, "[]", 2) == 0 ? 2 : 0;
        if (n > 0 && *rest++ != '.')
            continue;
        char *name = names->text[names->count];
        snprintf(name, NAME_ROOM, "%.*s", (int)strcspn(rest, ".["), rest);
        if (names->count == 0 || strcmp(name, names->words[names->count - 1]) != 0)
            names->words[names->count++] = name;
    }
    names->words[names->count] = NULL;
}

enum ct_status ct_plan_unknown(const struct ct_plan_value *value, size_t known_bytes,
                               struct ct_error *err)
{
    struct ct_buffer parent = {0}, known = {0};
    struct spot spot = {0};
    struct names names;
    char word[NAME_ROOM];
    ct_buffer_add_n(&parent, value->path, known_bytes);
    if (parent.failed || !read_path(parent.data, &spot))
        spot.pattern[0] = '\0';
    find_names(spot.pattern, &names);
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
static enum ct_status append_entry(struct ct_plan *plan, const struct group *group, size_t *count,
                                   struct ct_error *err)
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
static enum ct_status find_owner(struct ct_plan *plan, const struct group *group, long index,
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
static void keep_line(const struct group *group, char *owner, long line)
{
    long *kept = group->line_at ? (long *)(void *)(owner + group->line_at) : NULL;
    if (kept && *kept == 0)
        *kept = line;
}

static enum ct_status store(const struct key *key, const struct ct_plan_place *place,
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

static enum ct_status store_parts(const struct key *key, struct ct_plan_place *place,
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

/* "500m" or "[500m, 1km]" at a list as a whole: replaces it, or leaves it as it was. */
static enum ct_status store_list(const struct key *key, struct ct_plan_place *place,
                                 const struct ct_plan_value *value, struct ct_error *err)
{
    size_t n = strlen(value->text), old_count = *place->count;
    double **list = place->at, *old = *list;
    bool many = n > 1 && value->text[0] == '[' && value->text[n - 1] == ']';
    char *parts = strndup(value->text + many, many ? n - 2 : n);
    if (!parts)
        return ct_fail_memory(err);
    *list = NULL;
    *place->count = 0;
    enum ct_status status = store_parts(key, place, value, parts, err);
    free(status == CT_OK ? old : *list);
    if (status != CT_OK) {
        *list = old;
        *place->count = old_count;
    }
    free(parts);
    return status;
}

enum ct_status ct_plan_put(struct ct_plan *plan, const struct ct_plan_value *value,
                           struct ct_error *err)
{
    struct spot spot;
    char *owner = NULL;
    if (!read_path(value->path, &spot))
        return no_path(value, 0, err);
    const struct key *key = find_key(spot.pattern);
    if (!key)
        return ct_plan_unknown(value, known_bytes(value->path), err);
    enum ct_status status = find_owner(plan, key->group, spot.index[0], value, &owner, err);
    if (status != CT_OK)
        return status;
    keep_line(key->group, owner, value->line);
    const char *dot = strrchr(key->path, '.');
    struct ct_plan_place place = {
        .at = owner + key->at, .owner = owner, .name = dot ? dot + 1 : key->path};
    if (!key->count_at)
        return store(key, &place, value, err);
    place.count = (size_t *)(void *)(owner + key->count_at);
    if (strlen(spot.pattern) == strlen(key->path))
        return store_list(key, &place, value, err);
    place.index = (size_t)spot.index[key->group->size > 0];
    if (place.index == 0 && value->file)
        *place.count = 0; /* in a file a list begins with its first entry, whatever was there */
    if (place.index > *place.count)
        return no_path(value, *place.count, err);
    return store(key, &place, value, err);
}
