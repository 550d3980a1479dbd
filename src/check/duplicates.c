/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facilities that stand more than once. Sorted by folded name, then from south to north; within a
 * name only what lies within 100 m to the north is compared; near ones are joined into groups
 * (union-find), so that A near B near C is one group. Then once more without what stands in
 * brackets: 医院 and 医院(门诊部) may be parts of one.
 */
#include "base/fail.h"
#include "base/text.h"
#include "check/check.h"
#include "gis/plane.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NEAR_M        100.0
#define NEAR_LAT_DEG  (NEAR_M / 110500.0) /* a degree of latitude is 110,574 m at the least */
#define IDS_IN_A_TEXT 12

/* One way to compare names. */
struct comparison {
    const char *code;
    bool brackets; /* what stands in brackets is part of the name */
};

struct named {
    char *name; /* folded */
    double lat;
    size_t facility, group; /* group: index of another entry, of itself for the first */
    double farthest_m;      /* of the group's links; kept with its first */
};

static int by_name_then_south(const void *a, const void *b)
{
    const struct named *s = a, *t = b;
    int order = strcmp(s->name, t->name);
    if (order != 0)
        return order;
    if (s->lat != t->lat) // NOLINT: an order
        return s->lat < t->lat ? -1 : 1;
    return (s->facility > t->facility) - (s->facility < t->facility);
}

static size_t first_of(struct named *list, size_t i)
{
    while (list[i].group != i) {
        list[i].group = list[list[i].group].group;
        i = list[i].group;
    }
    return i;
}

static void join(struct named *list, size_t i, size_t k, double distance_m)
{
    size_t a = first_of(list, i), b = first_of(list, k), low = a < b ? a : b;
    double farthest = fmax(fmax(list[a].farthest_m, list[b].farthest_m), distance_m);
    list[a].group = list[b].group = low;
    list[low].farthest_m = farthest;
}

static void join_near(const struct ct_facilities *f, struct named *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t a = list[i].facility;
        for (size_t k = i + 1; k < n && list[k].lat - list[i].lat <= NEAR_LAT_DEG &&
                               strcmp(list[k].name, list[i].name) == 0;
             k++) {
            size_t b = list[k].facility;
            double m = ct_plane_distance_m(f->lon[a], f->lat[a], f->lon[b], f->lat[b]);
            if (m <= NEAR_M)
                join(list, i, k, m);
        }
    }
}

/* Cuts out what stands in brackets, of either width. */
static void cut_brackets(char *name)
{
    static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
    for (int i = 0; i < 2; i++) {
        char *from = strstr(name, open[i]), *to = from ? strstr(from, close[i]) : NULL;
        if (to != NULL)
            memmove(from, to + strlen(close[i]), strlen(to + strlen(close[i])) + 1);
    }
}

static char *fold_as(const char *name, const struct comparison *how)
{
    char *copy = ct_text_copy(name);
    if (copy != NULL && !how->brackets)
        cut_brackets(copy);
    char *folded = copy ? ct_text_fold(copy) : NULL;
    free(copy);
    return folded;
}

/* The facilities that have a name. */
static bool list_named(const struct ct_facilities *f, const struct comparison *how,
                       struct named *list, size_t *n)
{
    for (size_t i = 0; i < f->count; i++) {
        char *name = fold_as(f->name[i], how);
        if (name == NULL)
            return false;
        if (*name == '\0') {
            free(name);
            continue;
        }
        list[*n] = (struct named){.name = name, .lat = f->lat[i], .facility = i};
        ++*n;
    }
    if (*n > 1)
        qsort(list, *n, sizeof *list, by_name_then_south);
    for (size_t i = 0; i < *n; i++)
        list[i].group = i;
    return true;
}

static int by_index(const void *a, const void *b)
{
    size_t s = *(const size_t *)a, t = *(const size_t *)b;
    return (s > t) - (s < t);
}

/* Do all members have one name, brackets and all? They were told already. */
static bool all_same(const struct ct_facilities *f, const size_t *members, size_t n)
{
    char *first = ct_text_fold(f->name[members[0]]);
    bool same = first != NULL;
    for (size_t i = 1; same && i < n; i++) {
        char *other = ct_text_fold(f->name[members[i]]);
        same = other != NULL && strcmp(first, other) == 0;
        free(other);
    }
    free(first);
    return same;
}

/* One group of n facilities. */
static enum ct_status tell(const struct ct_facilities *f, const struct comparison *how,
                           size_t *members, size_t n, double farthest_m,
                           struct ct_findings *findings, struct ct_error *err)
{
    struct ct_buffer others = {0};
    char distance[32], count[24];
    qsort(members, n, sizeof *members, by_index);
    for (size_t i = 1; i < n && i <= IDS_IN_A_TEXT; i++)
        ct_buffer_printf(&others, "%s%s", i > 1 ? ", " : "", f->id[members[i]]);
    if (n > IDS_IN_A_TEXT + 1)
        ct_buffer_add(&others, ", ...");
    snprintf(distance, sizeof distance, "%.1f", farthest_m);
    snprintf(count, sizeof count, "%zu", n);
    size_t first = members[0];
    struct ct_place place = ct_place_none;
    place.layer = f->source[first] < f->layer_count ? f->layer[f->source[first]] : NULL;
    place.feature = f->id[first];
    place.row = f->row[first];
    place.lon = f->lon[first];
    place.lat = f->lat[first];
    enum ct_status status =
        others.failed
            ? ct_fail_memory(err)
            : ct_findings_add(findings, how->code, &place, err, "name", f->name[first], "others",
                              others.data, "distance", distance, "count", count, NULL);
    ct_buffer_free(&others);
    return status;
}

/* Groups lie within the run of one name, which begins with the group's first. */
static enum ct_status tell_all(const struct ct_facilities *f, const struct comparison *how,
                               struct named *list, size_t n, struct ct_findings *findings,
                               struct ct_error *err)
{
    size_t *members = malloc((n + 1) * sizeof *members);
    enum ct_status status = members ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < n; i++) {
        size_t count = 0;
        if (list[i].group != i || !(list[i].farthest_m >= 0))
            continue;
        for (size_t k = i; k < n && strcmp(list[k].name, list[i].name) == 0; k++)
            if (first_of(list, k) == i)
                members[count++] = list[k].facility;
        if (count > 1 && (how->brackets || !all_same(f, members, count)))
            status = tell(f, how, members, count, list[i].farthest_m, findings, err);
    }
    free(members);
    return status;
}

static enum ct_status compare(const struct ct_facilities *f, const struct comparison *how,
                              struct ct_findings *findings, struct ct_error *err)
{
    struct named *list = calloc(f->count + 1, sizeof *list);
    size_t n = 0;
    enum ct_status status = list && list_named(f, how, list, &n) ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK) {
        join_near(f, list, n);
        status = tell_all(f, how, list, n, findings, err);
    }
    for (size_t i = 0; i < n; i++)
        free(list[i].name);
    free(list);
    return status;
}

enum ct_status ct_check_duplicates(const struct ct_city *city, struct ct_findings *findings,
                                   struct ct_error *err)
{
    static const struct comparison strict = {"F0310", true}, loose = {"F0315", false};
    enum ct_status status = compare(&city->facilities, &strict, findings, err);
    return status == CT_OK ? compare(&city->facilities, &loose, findings, err) : status;
}
