/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Polygons as chains of directed segments: the sum of the chains of all polygons is the chain of
 * their outline, because a border between two neighbours stands in it once in each direction and
 * cancels. Vertices are the same where they are within a lattice step (1e-9 degree, 0.1 mm). What
 * stays is closed by construction, so rings can be walked without search: a ring ends where the
 * walk meets itself, which also parts rings that touch in a vertex. A first walk that keeps to the
 * right goes round the outside, past the slivers between neighbours, which it takes away; a second
 * one that keeps to the left gives rings that touch but do not cross.
 *
 * O(vertices): one hash table of vertices, everything else by counting. Holes find their ring in
 * O(holes x rings), with boxes first.
 */
#include "gis/dissolve.h"
#include "base/fail.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LATTICE_PER_DEGREE 1e9
#define SLIVER_DEGREES     1e-7

enum { NONE = UINT32_MAX };

struct mesh {
    size_t vertices, segments, room;
    double *lon, *lat;   /* of each vertex */
    uint32_t *from, *to; /* of each segment; from NONE: cancelled */
    uint32_t *slots;     /* hash table: vertex, or NONE */
    size_t slot_mask;
    uint32_t *start, *list; /* segments by a vertex: list[start[v]] .. list[start[v + 1] - 1] */
    uint32_t *path, *seen;  /* walk: segments so far; where a vertex stands in it, or NONE */
    bool *used;             /* by this walk */
};

static void mesh_free(struct mesh *m)
{
    void *all[] = {m->lon,   m->lat,  m->from, m->to,   m->slots,
                   m->start, m->list, m->path, m->seen, m->used};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        free(all[i]);
}

static bool mesh_new(struct mesh *m, size_t room)
{
    size_t slots = 16;
    while (slots < 2 * room)
        slots *= 2;
    m->room = room;
    m->slot_mask = slots - 1;
    m->lon = malloc((room + 1) * sizeof *m->lon);
    m->lat = malloc((room + 1) * sizeof *m->lat);
    m->from = malloc((room + 1) * sizeof *m->from);
    m->to = malloc((room + 1) * sizeof *m->to);
    m->slots = malloc(slots * sizeof *m->slots);
    m->start = malloc((room + 2) * sizeof *m->start);
    m->list = malloc((room + 1) * sizeof *m->list);
    m->path = malloc((room + 1) * sizeof *m->path);
    m->seen = malloc((room + 1) * sizeof *m->seen);
    m->used = malloc((room + 1) * sizeof *m->used);
    if (!m->lon || !m->lat || !m->from || !m->to || !m->slots || !m->start || !m->list ||
        !m->path || !m->seen || !m->used)
        return false;
    memset(m->slots, 0xff, slots * sizeof *m->slots);
    return true;
}

static uint64_t hash(int64_t x, int64_t y)
{
    uint64_t h = (uint64_t)x * 0x9e3779b97f4a7c15u + (uint64_t)y * 0xc2b2ae3d27d4eb4fu;
    h ^= h >> 29;
    h *= 0xbf58476d1ce4e5b9u;
    return h ^ (h >> 32);
}

static int64_t lattice(double degrees)
{
    return llround(degrees * LATTICE_PER_DEGREE);
}

static uint32_t vertex(struct mesh *m, double lon, double lat)
{
    int64_t x = lattice(lon), y = lattice(lat);

    for (size_t slot = hash(x, y) & m->slot_mask;; slot = (slot + 1) & m->slot_mask) {
        uint32_t v = m->slots[slot];
        if (v == NONE) {
            v = (uint32_t)m->vertices++;
            m->slots[slot] = v;
            m->lon[v] = lon;
            m->lat[v] = lat;
            return v;
        }
        if (lattice(m->lon[v]) == x && lattice(m->lat[v]) == y)
            return v;
    }
}

static void add_ring(struct mesh *m, const struct ct_shape *shape, size_t part)
{
    uint32_t last = NONE;

    for (size_t i = shape->start[part]; i < shape->start[part + 1]; i++) {
        if (shape->added != NULL && shape->added[i])
            continue;
        uint32_t v = vertex(m, shape->lon[i], shape->lat[i]);
        if (last != NONE && v != last) {
            m->from[m->segments] = last;
            m->to[m->segments++] = v;
        }
        last = v;
    }
}

static uint32_t lower_end(const struct mesh *m, size_t s)
{
    return m->from[s] < m->to[s] ? m->from[s] : m->to[s];
}

static uint32_t first_end(const struct mesh *m, size_t s)
{
    return m->from[s];
}

/* Lists the segments that are left by one of their ends. */
static void list_by(struct mesh *m, uint32_t (*end)(const struct mesh *, size_t))
{
    memset(m->start, 0, (m->vertices + 2) * sizeof *m->start);
    for (size_t s = 0; s < m->segments; s++)
        if (m->from[s] != NONE)
            m->start[end(m, s) + 2]++;
    for (size_t v = 2; v < m->vertices + 2; v++)
        m->start[v] += m->start[v - 1];
    for (size_t s = 0; s < m->segments; s++)
        if (m->from[s] != NONE)
            m->list[m->start[end(m, s) + 1]++] = (uint32_t)s;
}

/* Takes away the segments at list[a] and a later one of the same vertex that runs back. */
static void cancel_one(struct mesh *m, uint32_t a, uint32_t end)
{
    uint32_t s = m->list[a];

    for (uint32_t b = a + 1; b < end; b++) {
        uint32_t t = m->list[b];
        if (m->from[t] == m->to[s] && m->to[t] == m->from[s]) {
            m->from[s] = m->from[t] = NONE;
            return;
        }
    }
}

static void cancel(struct mesh *m)
{
    list_by(m, lower_end);
    for (size_t v = 0; v < m->vertices; v++)
        for (uint32_t a = m->start[v]; a < m->start[v + 1]; a++)
            if (m->from[m->list[a]] != NONE)
                cancel_one(m, a, m->start[v + 1]);
}

/* How far left of the direction a->b the way b->c turns: -pi..pi. */
static double turn(const struct mesh *m, uint32_t a, uint32_t b, uint32_t c)
{
    double ux = m->lon[b] - m->lon[a], uy = m->lat[b] - m->lat[a];
    double vx = m->lon[c] - m->lon[b], vy = m->lat[c] - m->lat[b];
    return atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}

/* The segment to go on with from vertex b, having come from a (NONE: from nowhere): the sharpest to
 * one side, 1 left, -1 right; NONE where all are used. */
static uint32_t next_segment(const struct mesh *m, uint32_t a, uint32_t b, int side)
{
    uint32_t best = NONE;
    double best_turn = 0;

    for (uint32_t i = m->start[b]; i < m->start[b + 1]; i++) {
        uint32_t s = m->list[i];
        if (m->used[s] || m->from[s] == NONE)
            continue;
        double sharp = a == NONE ? 0 : side * turn(m, a, b, m->to[s]);
        if (best == NONE || sharp > best_turn) {
            best = s;
            best_turn = sharp;
        }
    }
    return best;
}

/* Twice the area of a closed path of segments, and its length. */
static double path_area(const struct mesh *m, const uint32_t *path, size_t n, double *length)
{
    double area = 0, x0 = m->lon[m->from[path[0]]], y0 = m->lat[m->from[path[0]]];

    *length = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t a = m->from[path[i]], b = m->to[path[i]];
        double dx = m->lon[b] - m->lon[a], dy = m->lat[b] - m->lat[a];
        area += (m->lon[a] - x0) * dy - (m->lat[a] - y0) * dx;
        *length += sqrt(dx * dx + dy * dy);
    }
    return area;
}

/* Without `rings`: takes a sliver away for good. Else adds the path as a ring; clockwise ones are
 * holes. */
static bool end_loop(struct mesh *m, const uint32_t *path, size_t n, struct ct_shape *rings)
{
    double length, area = path_area(m, path, n, &length);
    bool sliver = fabs(area) < SLIVER_DEGREES * length;

    if (rings == NULL || sliver) {
        for (size_t i = 0; sliver && i < n; i++)
            m->from[path[i]] = NONE;
        return true;
    }
    if (!ct_shape_begin(rings, area < 0))
        return false;
    for (size_t i = 0; i <= n; i++) {
        uint32_t v = m->from[path[i % n]];
        if (!ct_shape_add(rings, m->lon[v], m->lat[v], false))
            return false;
    }
    return true;
}

/* Walks from one segment until nothing is left to go on with; every loop on the way is a ring. */
static bool walk(struct mesh *m, uint32_t segment, int side, struct ct_shape *rings)
{
    size_t n = 0;

    while (segment != NONE) {
        m->path[n] = segment;
        m->seen[m->from[segment]] = (uint32_t)n++;
        m->used[segment] = true;
        uint32_t v = m->to[segment];
        if (m->seen[v] != NONE) {
            size_t first = m->seen[v];
            for (size_t i = first; i < n; i++)
                m->seen[m->from[m->path[i]]] = NONE;
            if (!end_loop(m, m->path + first, n - first, rings))
                return false;
            n = first;
        }
        segment = next_segment(m, n > 0 ? m->from[m->path[n - 1]] : NONE, v, side);
    }
    return true;
}

static bool walk_all(struct mesh *m, int side, struct ct_shape *rings)
{
    list_by(m, first_end);
    memset(m->seen, 0xff, (m->vertices + 1) * sizeof *m->seen);
    memset(m->used, 0, (m->segments + 1) * sizeof *m->used);
    for (size_t s = 0; s < m->segments; s++)
        if (m->from[s] != NONE && !m->used[s] && !walk(m, (uint32_t)s, side, rings))
            return false;
    return true;
}

/* Is a point inside a ring? By crossings of the ray to the east. */
static bool inside(const struct ct_shape *rings, size_t ring, double x, double y)
{
    bool in = false;

    for (size_t i = rings->start[ring]; i + 1 < rings->start[ring + 1]; i++) {
        double ax = rings->lon[i], ay = rings->lat[i];
        double bx = rings->lon[i + 1], by = rings->lat[i + 1];
        if ((ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax))
            in = !in;
    }
    return in;
}

static double box_size(const struct ct_shape *rings, size_t ring)
{
    double w = INFINITY, e = -INFINITY, s = INFINITY, n = -INFINITY;

    for (size_t i = rings->start[ring]; i < rings->start[ring + 1]; i++) {
        w = fmin(w, rings->lon[i]);
        e = fmax(e, rings->lon[i]);
        s = fmin(s, rings->lat[i]);
        n = fmax(n, rings->lat[i]);
    }
    return (e - w) * (n - s);
}

/* The smallest outer ring around a hole (around the middle of its first side, which is on no other
 * ring); SIZE_MAX where there is none. */
static size_t ring_around(const struct ct_shape *rings, size_t hole)
{
    size_t i = rings->start[hole], best = SIZE_MAX;
    double x = (rings->lon[i] + rings->lon[i + 1]) / 2;
    double y = (rings->lat[i] + rings->lat[i + 1]) / 2, best_size = INFINITY;

    for (size_t ring = 0; ring < rings->parts; ring++) {
        if (rings->hole[ring] || !inside(rings, ring, x, y))
            continue;
        double size = box_size(rings, ring);
        if (size < best_size) {
            best_size = size;
            best = ring;
        }
    }
    return best;
}

static bool copy_ring(struct ct_shape *out, const struct ct_shape *rings, size_t ring)
{
    if (!ct_shape_begin(out, rings->hole[ring]))
        return false;
    for (size_t i = rings->start[ring]; i < rings->start[ring + 1]; i++)
        if (!ct_shape_add(out, rings->lon[i], rings->lat[i], false))
            return false;
    return true;
}

static bool group_rings(const struct ct_shape *rings, struct ct_shape *out)
{
    size_t *around = malloc((rings->parts + 1) * sizeof *around);
    bool ok = around != NULL;

    for (size_t i = 0; ok && i < rings->parts; i++)
        around[i] = rings->hole[i] ? ring_around(rings, i) : SIZE_MAX;
    for (size_t i = 0; ok && i < rings->parts; i++) {
        if (rings->hole[i])
            continue;
        ok = copy_ring(out, rings, i);
        for (size_t k = 0; ok && k < rings->parts; k++)
            if (around[k] == i)
                ok = copy_ring(out, rings, k);
    }
    free(around);
    return ok;
}

enum ct_status ct_dissolve(const struct ct_shape *const *shapes, size_t n, struct ct_shape *out,
                           struct ct_error *err)
{
    struct mesh m = {0};
    struct ct_shape rings = {.kind = CT_SHAPE_POLYGONS};
    size_t room = 0;

    ct_shape_clear(out);
    out->kind = CT_SHAPE_POLYGONS;
    for (size_t i = 0; i < n; i++)
        room += shapes[i]->vertices;
    bool ok = room < NONE / 2 && mesh_new(&m, room);
    for (size_t i = 0; ok && i < n; i++)
        for (size_t part = 0; part < shapes[i]->parts; part++)
            add_ring(&m, shapes[i], part);
    if (ok) {
        cancel(&m);
        ok = walk_all(&m, -1, NULL) && walk_all(&m, 1, &rings) && group_rings(&rings, out);
    }
    mesh_free(&m);
    ct_shape_free(&rings);
    return ok ? CT_OK : ct_fail_memory(err);
}
