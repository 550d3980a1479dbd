/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chains into rings into polygons: see link.h.
 */
#include "measure/link.h"
#include "base/grow.h"

#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

static int compare(struct ct_xy a, struct ct_xy b)
{
    if (a.x != b.x)
        return a.x < b.x ? -1 : 1;
    return a.y < b.y ? -1 : a.y > b.y;
}

enum ct_status ct_chains_add(struct ct_chains *c, const struct ct_xy *at, size_t n, bool backwards,
                             struct ct_error *err)
{
    if (n == 2 && !compare(at[0], at[1]))
        return CT_OK; /* of no length */
    for (size_t i = 0; i < n; i++) {
        if (!ct_grow((void **)&c->at, &c->place_room, c->places, sizeof *c->at))
            return ct_fail_memory(err);
        c->at[c->places++] = at[backwards ? n - 1 - i : i];
    }
    if (!ct_grow((void **)&c->start, &c->chain_room, c->chains + 1, sizeof *c->start))
        return ct_fail_memory(err);
    if (!c->chains)
        c->start[0] = 0;
    c->start[++c->chains] = c->places;
    return CT_OK;
}

void ct_chains_clear(struct ct_chains *chains)
{
    chains->places = chains->chains = 0;
}

void ct_chains_free(struct ct_chains *chains)
{
    free(chains->at);
    free(chains->start);
    *chains = (struct ct_chains){0};
}

struct ring {
    size_t first, count; /* places in work.at */
    double area;         /* signed, plane */
    struct ct_box box;
    size_t outer; /* of a hole: its outer ring */
};

struct begin {
    struct ct_xy at;
    size_t chain;
};

struct work {
    const struct ct_chains *c;
    struct begin *begin; /* by place */
    unsigned char *used;
    struct ct_xy *at;
    size_t places;
    struct ring *ring;
    size_t rings, ring_room;
};

static int by_place(const void *x, const void *y)
{
    const struct begin *a = x, *b = y;
    const int c = compare(a->at, b->at);
    return c ? c : a->chain < b->chain ? -1 : a->chain > b->chain;
}

/* Direction in which a chain leaves its start, or reaches its end. */
static struct ct_xy heading(const struct ct_chains *c, size_t chain, bool at_end)
{
    const size_t first = c->start[chain], last = c->start[chain + 1] - 1;
    const struct ct_xy p = c->at[at_end ? last - 1 : first], q = c->at[at_end ? last : first + 1];
    return (struct ct_xy){q.x - p.x, q.y - p.y};
}

/* Turn from u to v in (-pi, pi], left is positive. */
static double turn(struct ct_xy u, struct ct_xy v)
{
    return atan2(u.x * v.y - u.y * v.x, u.x * v.x + u.y * v.y);
}

/* The unused chain that goes on from the end of `chain`, or SIZE_MAX. */
static size_t next_chain(const struct work *w, size_t chain)
{
    const struct ct_xy end = w->c->at[w->c->start[chain + 1] - 1];
    size_t low = 0, high = w->c->chains, best = SIZE_MAX;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (compare(w->begin[mid].at, end) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    double sharpest = -INFINITY;
    for (; low < w->c->chains && !compare(w->begin[low].at, end); low++) {
        const size_t k = w->begin[low].chain;
        if (w->used[k])
            continue;
        const double angle = turn(heading(w->c, chain, true), heading(w->c, k, false));
        if (angle > sharpest) {
            sharpest = angle;
            best = k;
        }
    }
    return best;
}

static void measure_ring(struct work *w, struct ring *ring)
{
    const struct ct_xy *p = w->at + ring->first, o = p[0];
    ring->box = (struct ct_box){o.x, o.y, o.x, o.y};
    for (size_t i = 0; i + 1 < ring->count; i++) {
        ring->area +=
            ((p[i].x - o.x) * (p[i + 1].y - o.y) - (p[i + 1].x - o.x) * (p[i].y - o.y)) / 2;
        ring->box.x0 = fmin(ring->box.x0, p[i].x);
        ring->box.y0 = fmin(ring->box.y0, p[i].y);
        ring->box.x1 = fmax(ring->box.x1, p[i].x);
        ring->box.y1 = fmax(ring->box.y1, p[i].y);
    }
}

static enum ct_status follow(struct work *w, size_t first, bool *closed, struct ct_error *err)
{
    const struct ct_chains *c = w->c;
    if (!ct_grow((void **)&w->ring, &w->ring_room, w->rings, sizeof *w->ring))
        return ct_fail_memory(err);
    struct ring *ring = &w->ring[w->rings];
    *ring = (struct ring){.first = w->places};
    size_t chain = first;
    do {
        w->used[chain] = 1;
        for (size_t i = c->start[chain]; i < c->start[chain + 1] - 1; i++)
            w->at[w->places++] = c->at[i];
        const struct ct_xy end = c->at[c->start[chain + 1] - 1];
        if (!compare(end, c->at[c->start[first]]))
            break;
        chain = next_chain(w, chain);
    } while (chain != SIZE_MAX);
    if (chain == SIZE_MAX) {
        *closed = false;
        return CT_OK;
    }
    w->at[w->places++] = c->at[c->start[first]];
    ring->count = w->places - ring->first;
    measure_ring(w, ring);
    w->rings += ring->count > 3 && ring->area != 0;
    return CT_OK;
}

static bool holds(const struct work *w, const struct ring *ring, struct ct_xy p)
{
    const struct ct_xy *v = w->at + ring->first;
    bool inside = false;
    for (size_t i = 0; i + 1 < ring->count; i++)
        if ((v[i].y <= p.y) != (v[i + 1].y <= p.y) &&
            p.x < v[i].x + (p.y - v[i].y) / (v[i + 1].y - v[i].y) * (v[i + 1].x - v[i].x))
            inside = !inside;
    return inside;
}

/* The smallest outer ring that holds the hole; SIZE_MAX where none does. */
static size_t outer_of(const struct work *w, const struct ring *hole)
{
    const struct ct_xy *v = w->at + hole->first;
    const struct ct_xy p = {(v[0].x + v[1].x) / 2, (v[0].y + v[1].y) / 2};
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < w->rings; i++) {
        const struct ring *r = &w->ring[i];
        if (r->area > -hole->area && r->box.x0 <= p.x && r->box.x1 >= p.x && r->box.y0 <= p.y &&
            r->box.y1 >= p.y && (best == SIZE_MAX || r->area < w->ring[best].area) &&
            holds(w, r, p))
            best = i;
    }
    return best;
}

static int by_outer(const void *x, const void *y)
{
    const struct ring *a = *(const struct ring *const *)x, *b = *(const struct ring *const *)y;
    if (a->outer != b->outer)
        return a->outer < b->outer ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static void put_ring(const struct work *w, const struct ring *ring, bool hole, struct ct_rings *out)
{
    memcpy(out->at + out->places, w->at + ring->first, ring->count * sizeof *out->at);
    out->places += ring->count;
    out->hole[out->count++] = hole;
    out->start[out->count] = out->places;
}

static enum ct_status put_polygons(struct work *w, struct ct_rings *out, struct ct_error *err)
{
    const struct ring **hole = malloc((w->rings + 1) * sizeof *hole);
    size_t holes = 0, k = 0;
    out->at = malloc((w->places + 1) * sizeof *out->at);
    out->start = calloc(w->rings + 1, sizeof *out->start);
    out->hole = malloc(w->rings + 1);
    if (!hole || !out->at || !out->start || !out->hole) {
        free(hole);
        return ct_fail_memory(err);
    }
    for (size_t i = 0; i < w->rings; i++)
        if (w->ring[i].area < 0) {
            w->ring[i].outer = outer_of(w, &w->ring[i]);
            hole[holes++] = &w->ring[i];
        }
    if (holes)
        qsort(hole, holes, sizeof *hole, by_outer);
    for (size_t i = 0; i < w->rings; i++) {
        if (w->ring[i].area < 0)
            continue;
        put_ring(w, &w->ring[i], false, out);
        for (; k < holes && hole[k]->outer == i; k++)
            put_ring(w, hole[k], true, out);
    }
    free(hole);
    return CT_OK;
}

enum ct_status ct_chains_link(const struct ct_chains *chains, struct ct_rings *out, bool *closed,
                              struct ct_error *err)
{
    struct work w = {.c = chains};
    *out = (struct ct_rings){0};
    *closed = true;
    w.begin = malloc((chains->chains + 1) * sizeof *w.begin);
    w.used = calloc(chains->chains + 1, 1);
    w.at = malloc((chains->places + chains->chains + 1) * sizeof *w.at);
    enum ct_status status = w.begin && w.used && w.at ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < chains->chains; i++)
        w.begin[i] = (struct begin){chains->at[chains->start[i]], i};
    if (!status && chains->chains)
        qsort(w.begin, chains->chains, sizeof *w.begin, by_place);
    for (size_t i = 0; !status && *closed && i < chains->chains; i++)
        if (!w.used[i])
            status = follow(&w, i, closed, err);
    if (!status && *closed)
        status = put_polygons(&w, out, err);
    free(w.begin);
    free(w.used);
    free(w.at);
    free(w.ring);
    return status;
}

void ct_rings_free(struct ct_rings *rings)
{
    free(rings->at);
    free(rings->start);
    free(rings->hole);
    *rings = (struct ct_rings){0};
}

enum ct_status ct_rings_shape(const struct ct_rings *rings, struct ct_xy origin,
                              struct ct_shape *out, struct ct_error *err)
{
    out->kind = CT_SHAPE_POLYGONS;
    if (!ct_shape_reserve(out, rings->places))
        return ct_fail_memory(err);
    for (size_t r = 0; r < rings->count; r++) {
        if (!ct_shape_begin(out, rings->hole[r]))
            return ct_fail_memory(err);
        for (size_t i = rings->start[r]; i < rings->start[r + 1]; i++) {
            const struct ct_xy p = rings->at[i];
            const struct ct_xy d = ct_plane_to_lonlat(origin.x + p.x, origin.y + p.y);
            if (!ct_shape_add(out, d.x, d.y, false))
                return ct_fail_memory(err);
        }
    }
    return CT_OK;
}
