/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vertices of lines that are the same place become one; what lines draw between them becomes a list
 * of segments, each once. O(vertices log vertices).
 */
#include "measure/network.h"

#include "base/fail.h"
#include <stdlib.h>

/* Squares of the plane are four times as wide as vertices may differ, so that most vertices look
 * into one square. */
#define SQUARE_M (4 * CT_NETWORK_SNAP_M)

struct snap {
    struct ct_network_raw *raw;
    struct ct_xy *place; /* of raw vertices */
    uint32_t *slot;      /* raw vertex + 1; 0: free */
    size_t mask;         /* slots - 1 */
};

static size_t slot_of(const struct snap *s, int64_t column, int64_t row)
{
    uint64_t h = (uint64_t)column * 0x9E3779B97F4A7C15u ^ (uint64_t)row * 0xC2B2AE3D27D4EB4Fu;
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (size_t)(h ^ h >> 32) & s->mask;
}

static int64_t square(double plane_m)
{
    return (int64_t)floor(plane_m / SQUARE_M);
}

/* The nearest vertex of one square within the tolerance, if nearer than *best. */
static void look(const struct snap *s, int64_t column, int64_t row, struct ct_xy at, double *best,
                 uint32_t *found)
{
    for (size_t k = slot_of(s, column, row); s->slot[k]; k = (k + 1) & s->mask) {
        const uint32_t v = s->slot[k] - 1;
        const double d = hypot(s->place[v].x - at.x, s->place[v].y - at.y);
        if (d < *best) {
            *best = d;
            *found = v;
        }
    }
}

static uint32_t vertex_at(struct snap *s, double lon, double lat)
{
    const struct ct_xy at = ct_plane_from_lonlat(lon, lat);
    const int64_t c1 = square(at.x + CT_NETWORK_SNAP_M), r1 = square(at.y + CT_NETWORK_SNAP_M);
    double best = CT_NETWORK_SNAP_M;
    uint32_t found = UINT32_MAX;
    for (int64_t r = square(at.y - CT_NETWORK_SNAP_M); r <= r1; r++)
        for (int64_t c = square(at.x - CT_NETWORK_SNAP_M); c <= c1; c++)
            look(s, c, r, at, &best, &found);
    if (found != UINT32_MAX)
        return found;
    size_t k = slot_of(s, square(at.x), square(at.y));
    while (s->slot[k])
        k = (k + 1) & s->mask;
    found = (uint32_t)s->raw->vertices++;
    s->slot[k] = found + 1;
    s->place[found] = at;
    s->raw->lon[found] = lon;
    s->raw->lat[found] = lat;
    return found;
}

static void take_line(struct snap *s, const struct ct_shape *lines, size_t part)
{
    uint32_t last = UINT32_MAX;
    for (size_t i = lines->start[part]; i < lines->start[part + 1]; i++) {
        const uint32_t v = vertex_at(s, lines->lon[i], lines->lat[i]);
        if (last != UINT32_MAX && last != v) {
            uint32_t *segment = s->raw->segment[s->raw->segments++];
            segment[0] = last < v ? last : v;
            segment[1] = last < v ? v : last;
        }
        last = v;
    }
}

static int by_ends(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : a[1] > b[1];
}

static void keep_each_once(struct ct_network_raw *raw)
{
    size_t n = 0;
    if (raw->segments)
        qsort(raw->segment, raw->segments, sizeof *raw->segment, by_ends);
    for (size_t i = 0; i < raw->segments; i++) {
        if (n && !by_ends(raw->segment[n - 1], raw->segment[i]))
            continue;
        raw->segment[n][0] = raw->segment[i][0];
        raw->segment[n++][1] = raw->segment[i][1];
    }
    raw->segments = n;
}

enum ct_status ct_network_snap(const struct ct_shape *lines, struct ct_network_raw *out,
                               struct ct_error *err)
{
    const size_t n = lines->vertices;
    struct snap s = {.raw = out, .mask = 15};
    while (s.mask < 2 * n)
        s.mask = 2 * s.mask + 1;
    *out = (struct ct_network_raw){0};
    out->lon = malloc((n + 1) * sizeof *out->lon);
    out->lat = malloc((n + 1) * sizeof *out->lat);
    out->segment = malloc((n + 1) * sizeof *out->segment);
    s.place = malloc((n + 1) * sizeof *s.place);
    s.slot = calloc(s.mask + 1, sizeof *s.slot);
    enum ct_status status =
        out->lon && out->lat && out->segment && s.place && s.slot ? CT_OK : ct_fail_memory(err);
    for (size_t part = 0; !status && part < lines->parts; part++)
        take_line(&s, lines, part);
    if (!status)
        keep_each_once(out);
    free(s.place);
    free(s.slot);
    if (status)
        ct_network_raw_free(out);
    return status;
}

void ct_network_raw_free(struct ct_network_raw *raw)
{
    free(raw->lon);
    free(raw->lat);
    free(raw->segment);
    *raw = (struct ct_network_raw){0};
}
