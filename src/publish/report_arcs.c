/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See report_arcs.h. A vertex is a node where two visits of it do not have the same two neighbours.
 * Between nodes every ring that has one step of a border has all of it, so an arc is told by its
 * first two vertices; its direction is the one with the lower ends.
 *
 * Source: the topology of TopoJSON (github.com/topojson/topojson-specification, section 2).
 */
#include "publish/report_arcs.h"
#include "base/fail.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void ct_integers_add(struct ct_integers *list, int32_t value)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 256;
        int32_t *data = realloc(list->data, room * sizeof *data);
        if (data == NULL) {
            list->failed = true;
            return;
        }
        list->data = data;
        list->room = room;
    }
    list->data[list->count++] = value;
}

void ct_integers_free(struct ct_integers *list)
{
    free(list->data);
    *list = (struct ct_integers){0};
}

void ct_arcs_free(struct ct_arcs *arcs)
{
    struct ct_integers *lists[] = {&arcs->x,    &arcs->y,          &arcs->before, &arcs->after,
                                   &arcs->ring, &arcs->ring_start, &arcs->point,  &arcs->arc_start,
                                   &arcs->use,  &arcs->use_start};

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        ct_integers_free(lists[i]);
    free(arcs->slots);
    free(arcs->node);
    free(arcs->kept);
    *arcs = (struct ct_arcs){0};
}

static bool any_failed(const struct ct_arcs *arcs)
{
    return arcs->failed || arcs->x.failed || arcs->y.failed || arcs->before.failed ||
           arcs->after.failed || arcs->ring.failed || arcs->ring_start.failed ||
           arcs->point.failed || arcs->arc_start.failed || arcs->use.failed ||
           arcs->use_start.failed;
}

static size_t hash_pair(int32_t a, int32_t b)
{
    uint64_t z = ((uint64_t)(uint32_t)a << 32 | (uint32_t)b) * 0x9e3779b97f4a7c15U;
    return (size_t)(z ^ z >> 29);
}

/* --- vertices ----------------------------------------------------------------------------------
 */

static size_t slot_of(const struct ct_arcs *arcs, int32_t x, int32_t y)
{
    size_t i = hash_pair(x, y) & (arcs->slot_count - 1);

    while (arcs->slots[i] >= 0 &&
           (arcs->x.data[arcs->slots[i]] != x || arcs->y.data[arcs->slots[i]] != y))
        i = (i + 1) & (arcs->slot_count - 1);
    return i;
}

static bool grow_slots(struct ct_arcs *arcs)
{
    size_t count = arcs->slot_count ? arcs->slot_count * 2 : 1024;
    int32_t *slots = malloc(count * sizeof *slots);

    if (slots == NULL)
        return false;
    memset(slots, 0xff, count * sizeof *slots);
    free(arcs->slots);
    arcs->slots = slots;
    arcs->slot_count = count;
    for (size_t v = 0; v < arcs->x.count; v++)
        slots[slot_of(arcs, arcs->x.data[v], arcs->y.data[v])] = (int32_t)v;
    return true;
}

/* The number of the vertex at a place; -1 where memory is short. */
static int32_t vertex_at(struct ct_arcs *arcs, int32_t x, int32_t y)
{
    if (2 * (arcs->x.count + 1) > arcs->slot_count && !grow_slots(arcs))
        return -1;
    size_t slot = slot_of(arcs, x, y);
    if (arcs->slots[slot] < 0) {
        arcs->slots[slot] = (int32_t)arcs->x.count;
        ct_integers_add(&arcs->x, x);
        ct_integers_add(&arcs->y, y);
        ct_integers_add(&arcs->before, -1);
        ct_integers_add(&arcs->after, -1);
    }
    return any_failed(arcs) ? -1 : arcs->slots[slot];
}

bool ct_arcs_add_ring(struct ct_arcs *arcs, const double *x, const double *y, size_t n)
{
    struct ct_integers *ring = &arcs->ring;
    size_t start = ring->count;

    for (size_t i = 0; i < n && !any_failed(arcs); i++) {
        int32_t v = vertex_at(arcs, (int32_t)lround(x[i] / CT_ARC_CELL_M),
                              (int32_t)lround(y[i] / CT_ARC_CELL_M));
        arcs->failed |= v < 0;
        if (ring->count == start || ring->data[ring->count - 1] != v)
            ct_integers_add(ring, v);
    }
    while (ring->count > start + 1 && ring->data[ring->count - 1] == ring->data[start])
        ring->count--;
    if (any_failed(arcs) || ring->count < start + 3) {
        ring->count = start;
        return false;
    }
    ct_integers_add(&arcs->ring_start, (int32_t)start);
    return true;
}

/* --- nodes -------------------------------------------------------------------------------------
 */

struct ring {
    const int32_t *vertex;
    size_t count;
};

static struct ring ring_of(const struct ct_arcs *arcs, size_t i)
{
    size_t start = (size_t)arcs->ring_start.data[i];
    return (struct ring){arcs->ring.data + start, (size_t)arcs->ring_start.data[i + 1] - start};
}

static void visit(struct ct_arcs *arcs, int32_t v, int32_t p, int32_t n)
{
    int32_t low = p < n ? p : n, high = p < n ? n : p;

    if (arcs->before.data[v] < 0) {
        arcs->before.data[v] = low;
        arcs->after.data[v] = high;
    }
    if (low == high || arcs->before.data[v] != low || arcs->after.data[v] != high)
        arcs->node[v] = true;
}

static void find_nodes(struct ct_arcs *arcs)
{
    for (size_t i = 0; i + 1 < arcs->ring_start.count; i++) {
        struct ring r = ring_of(arcs, i);
        for (size_t k = 0; k < r.count; k++)
            visit(arcs, r.vertex[k], r.vertex[(k + r.count - 1) % r.count],
                  r.vertex[(k + 1) % r.count]);
    }
}

/* --- arcs --------------------------------------------------------------------------------------
 */

/* Arcs by their first two vertices. */
struct arc_index {
    int32_t *slots; /* -1 empty */
    size_t count;
};

/* The piece of a ring from one node to the next, or all of it. */
struct piece {
    struct ring ring;
    size_t from, steps;
};

static int32_t piece_vertex(const struct piece *p, size_t i)
{
    return p->ring.vertex[(p->from + i) % p->ring.count];
}

/* Is it to be stored the other way round? */
static bool backwards(const struct piece *p)
{
    int32_t first = piece_vertex(p, 0), last = piece_vertex(p, p->steps);
    int32_t second = piece_vertex(p, 1), other = piece_vertex(p, p->steps - 1);

    return first != last ? first > last : second > other;
}

static size_t index_slot(const struct arc_index *index, const struct ct_arcs *arcs, int32_t a,
                         int32_t b)
{
    size_t i = hash_pair(a, b) & (index->count - 1);

    for (; index->slots[i] >= 0; i = (i + 1) & (index->count - 1)) {
        const int32_t *arc = arcs->point.data + arcs->arc_start.data[index->slots[i]];
        if (arc[0] == a && arc[1] == b)
            break;
    }
    return i;
}

static bool grow_index(struct arc_index *index, const struct ct_arcs *arcs)
{
    struct arc_index grown = {.count = index->count ? index->count * 2 : 1024};

    grown.slots = malloc(grown.count * sizeof *grown.slots);
    if (grown.slots == NULL)
        return false;
    memset(grown.slots, 0xff, grown.count * sizeof *grown.slots);
    for (size_t i = 0; i + 1 < arcs->arc_start.count; i++) {
        const int32_t *arc = arcs->point.data + arcs->arc_start.data[i];
        grown.slots[index_slot(&grown, arcs, arc[0], arc[1])] = (int32_t)i;
    }
    free(index->slots);
    *index = grown;
    return true;
}

static void add_arc(struct ct_arcs *arcs, struct arc_index *index, const struct piece *p)
{
    bool back = backwards(p);
    size_t arc = arcs->arc_start.count - 1;

    if (2 * (arc + 1) > index->count && !grow_index(index, arcs)) {
        arcs->failed = true;
        return;
    }
    size_t slot = index_slot(index, arcs, piece_vertex(p, back ? p->steps : 0),
                             piece_vertex(p, back ? p->steps - 1 : 1));
    if (index->slots[slot] < 0) {
        index->slots[slot] = (int32_t)arc;
        for (size_t i = 0; i <= p->steps; i++)
            ct_integers_add(&arcs->point, piece_vertex(p, back ? p->steps - i : i));
        ct_integers_add(&arcs->arc_start, (int32_t)arcs->point.count);
    }
    ct_integers_add(&arcs->use, back ? ~index->slots[slot] : index->slots[slot]);
}

/* Where a ring is cut first: at its first node; without one, at its lowest vertex. */
static size_t first_cut(const struct ct_arcs *arcs, struct ring r, bool *closed)
{
    size_t lowest = 0;

    *closed = false;
    for (size_t i = 0; i < r.count; i++) {
        if (arcs->node[r.vertex[i]])
            return i;
        lowest = r.vertex[i] < r.vertex[lowest] ? i : lowest;
    }
    *closed = true;
    return lowest;
}

static void cut_ring(struct ct_arcs *arcs, struct arc_index *index, struct ring r)
{
    bool closed;
    struct piece p = {.ring = r, .from = first_cut(arcs, r, &closed)};

    for (size_t done = 0; done < r.count && !any_failed(arcs); done += p.steps) {
        p.steps = closed ? r.count : 1;
        while (!closed && !arcs->node[piece_vertex(&p, p.steps)])
            p.steps++;
        add_arc(arcs, index, &p);
        p.from = (p.from + p.steps) % r.count;
    }
}

enum ct_status ct_arcs_build(struct ct_arcs *arcs, struct ct_error *err)
{
    struct arc_index index = {0};

    ct_integers_add(&arcs->ring_start, (int32_t)arcs->ring.count);
    ct_integers_add(&arcs->arc_start, 0);
    ct_integers_add(&arcs->use_start, 0);
    arcs->node = calloc(arcs->x.count + 1, sizeof *arcs->node);
    if (arcs->node == NULL || any_failed(arcs))
        return ct_fail_memory(err);
    find_nodes(arcs);
    for (size_t i = 0; i + 1 < arcs->ring_start.count && !any_failed(arcs); i++) {
        cut_ring(arcs, &index, ring_of(arcs, i));
        ct_integers_add(&arcs->use_start, (int32_t)arcs->use.count);
    }
    free(index.slots);
    return any_failed(arcs) ? ct_fail_memory(err) : CT_OK;
}
