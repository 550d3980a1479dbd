/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Facilities that stand outside the communities they name, all of them shifted the same way. A few
 * that do may simply serve neighbours; a layer is named where a declared offset leaves a third of
 * them or less. O(facilities log communities).
 */
#include "check/shift_parts.h"
#include "load/locate.h"
#include <math.h>
#include <stdio.h>

enum { MISSES_LEAST = 10 };

struct misses {
    size_t named, missed;
    double lon, lat; /* of one that misses */
};

static bool serves(const struct ct_facilities *f, size_t i, ptrdiff_t community)
{
    for (size_t k = f->serves_start[i]; k < f->serves_start[i + 1]; k++)
        if ((ptrdiff_t)f->serves[k] == community)
            return true;
    return false;
}

/* Facilities of a source outside what they name, if the source had this offset. */
static struct misses count(const struct ct_city *city, const struct ct_locator *locator,
                           size_t source, enum ct_offset offset)
{
    const struct ct_facilities *f = &city->facilities;
    enum ct_offset declared = f->offset[source];
    struct misses m = {.lon = NAN, .lat = NAN};
    for (size_t i = 0; i < f->count; i++) {
        if (f->source[i] != source || f->serves_start[i] == f->serves_start[i + 1])
            continue;
        double lon = f->lon[i], lat = f->lat[i];
        if (offset != declared)
            ct_shift_move(false, declared, offset, &lon, &lat);
        m.named++;
        if (serves(f, i, ct_locator_find(locator, lon, lat)))
            continue;
        m.missed++;
        m.lon = f->lon[i];
        m.lat = f->lat[i];
    }
    return m;
}

static enum ct_status say(const struct ct_city *city, size_t source, enum ct_offset offset,
                          const struct misses *now, const struct misses *then,
                          struct ct_findings *findings, struct ct_error *err)
{
    char named[24], misses[24], fewer[24], role[40];
    struct ct_shift_words words;
    struct ct_place place = ct_place_none;
    place.layer = city->facilities.layer[source];
    place.lon = now->lon;
    place.lat = now->lat;
    ct_shift_measure(false, city->facilities.offset[source], offset, now->lon, now->lat, &words);
    snprintf(named, sizeof named, "%zu", now->named);
    snprintf(misses, sizeof misses, "%zu", now->missed);
    snprintf(fewer, sizeof fewer, "%zu", then->missed);
    snprintf(role, sizeof role, "facilities[%zu]", source);
    return ct_findings_add(findings, "F0412", &place, err, "count", named, "misses", misses,
                           "fewer", fewer, "offset", words.offset, "size", words.size, "direction",
                           words.direction, "direction_zh", words.direction_zh, "declare",
                           words.declare, "role", role, NULL);
}

static enum ct_status check_source(const struct ct_city *city, const struct ct_locator *locator,
                                   size_t source, struct ct_findings *findings,
                                   struct ct_error *err)
{
    enum ct_offset declared = city->facilities.offset[source], best = declared;
    struct misses now = count(city, locator, source, declared), fewest = now;
    if (now.missed < MISSES_LEAST || now.missed * 10 < now.named)
        return CT_OK;
    for (enum ct_offset offset = CT_OFFSET_NONE; offset <= CT_OFFSET_BD09; offset++) {
        struct misses m = count(city, locator, source, offset);
        if (m.missed < fewest.missed) {
            fewest = m;
            best = offset;
        }
    }
    bool decisive = fewest.missed * 3 <= now.missed;
    return decisive ? say(city, source, best, &now, &fewest, findings, err) : CT_OK;
}

enum ct_status ct_check_named(const struct ct_city *city, struct ct_findings *findings,
                              struct ct_error *err)
{
    struct ct_locator *locator = NULL;
    enum ct_status status = ct_locator_new(&city->communities, &locator, err);
    for (size_t i = 0; status == CT_OK && i < city->facilities.layer_count; i++)
        status = check_source(city, locator, i, findings, err);
    ct_locator_free(locator);
    return status;
}
