/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Delaunay triangulation of points of the measuring plane, O(n log n) in practice.
 *
 * Points are taken in the order of their distance from the middle, so that each lies outside the
 * hull of those before it: it is joined to the hull edges it sees, and edges are flipped until each
 * triangle's circle is empty (the sweep-hull of Sinclair, arXiv:1604.01428). Coordinates are those
 * of the lattice, so that "outside" and "sees" are exact in 128 bits, and the triangles fill the
 * convex hull without a hole (GEOS 3.11 leaves notches in its rim). "In the circle" is decided in
 * extended precision with an error bound: four points on one circle keep either diagonal.
 */
#include "base/fail.h"
#include "gis/overlay.h"
#include "gis/plane.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef __int128 wide;

#define NONE    SIZE_MAX
#define BUCKETS 1024

struct site {
    int64_t x, y;
    wide distance; /* squared, from the middle */
    size_t index;  /* of the caller */
};

/* Triangle t has corners 3t, 3t+1, 3t+2; twin[e] is the same edge (from corner e to the next of its
 * triangle) seen from the other side, NONE on the hull. */
struct mesh {
    struct site *site;
    size_t sites;
    size_t *corner, *twin, corners;
    size_t *next, *prev; /* the hull, counter-clockwise, by site */
    size_t *edge;        /* hull edge from a site to its next, as a corner */
    size_t bucket[BUCKETS];
    size_t *stack;
};

static wide turn(const struct site *a, const struct site *b, const struct site *c)
{
    return (wide)(b->x - a->x) * (c->y - a->y) - (wide)(b->y - a->y) * (c->x - a->x);
}

/* Is d inside the circle of the counter-clockwise a, b, c, beyond doubt? */
static bool in_circle(const struct site *a, const struct site *b, const struct site *c,
                      const struct site *d)
{
    typedef long double real;
    real ax = (real)(a->x - d->x), ay = (real)(a->y - d->y);
    real bx = (real)(b->x - d->x), by = (real)(b->y - d->y);
    real cx = (real)(c->x - d->x), cy = (real)(c->y - d->y);
    real a2 = ax * ax + ay * ay, b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    real value = a2 * (bx * cy - by * cx) + b2 * (cx * ay - cy * ax) + c2 * (ax * by - ay * bx);
    real size = a2 * (fabsl(bx * cy) + fabsl(by * cx)) + b2 * (fabsl(cx * ay) + fabsl(cy * ax)) +
                c2 * (fabsl(ax * by) + fabsl(ay * bx));
    return value > size * 0x1p-60L;
}

static size_t next_in_triangle(size_t e)
{
    return e % 3 == 2 ? e - 2 : e + 1;
}

static size_t prev_in_triangle(size_t e)
{
    return e % 3 == 0 ? e + 2 : e - 1;
}

static void link_edges(struct mesh *m, size_t a, size_t b)
{
    m->twin[a] = b;
    if (b != NONE)
        m->twin[b] = a;
    else
        m->edge[m->corner[a]] = a;
}

/* Adds the triangle a, b, c and returns its first corner; its edges get no twins yet. */
static size_t add_triangle(struct mesh *m, size_t a, size_t b, size_t c)
{
    size_t e = m->corners;
    m->corner[e] = a;
    m->corner[e + 1] = b;
    m->corner[e + 2] = c;
    m->twin[e] = m->twin[e + 1] = m->twin[e + 2] = NONE;
    m->corners += 3;
    return e;
}

/* Flips the edge `a` of two triangles where the circle of one holds the other's far corner. */
static bool flip(struct mesh *m, size_t a)
{
    size_t b = m->twin[a];
    if (b == NONE)
        return false;
    size_t a1 = next_in_triangle(a), a2 = prev_in_triangle(a), b2 = prev_in_triangle(b);
    size_t far_a = m->corner[a2], far_b = m->corner[b2];
    const struct site *s = m->site;
    if (!in_circle(&s[far_a], &s[m->corner[a]], &s[m->corner[a1]], &s[far_b]))
        return false;
    m->corner[a] = far_b;
    m->corner[b] = far_a;
    link_edges(m, a, m->twin[b2]);
    link_edges(m, b, m->twin[a2]);
    link_edges(m, a2, b2);
    return true;
}

/* Makes the edge and all that its flipping touches legal. After a flip the two edges that face the
 * new point's quadrangle are looked at again. */
static void legalise(struct mesh *m, size_t edge)
{
    size_t depth = 0, room = 6 * m->sites;
    m->stack[depth++] = edge;
    while (depth > 0) {
        size_t a = m->stack[--depth], b = m->twin[a];
        if (!flip(m, a))
            continue;
        size_t again[2] = {a, next_in_triangle(b)};
        for (int i = 0; i < 2 && depth < room; i++)
            m->stack[depth++] = again[i];
    }
}

static size_t bucket_of(const struct site *middle, const struct site *s)
{
    double dx = (double)(s->x - middle->x), dy = (double)(s->y - middle->y);
    double angle = atan2(dy, dx) / (2 * M_PI) + 0.5;
    return (size_t)(angle * BUCKETS) % BUCKETS;
}

/* A hull site whose edge to the next one p sees, looking from p's direction first; NONE: none. */
static size_t visible_from(const struct mesh *m, const struct site *middle, size_t p)
{
    size_t key = bucket_of(middle, &m->site[p]), start = NONE;
    for (size_t k = 0; k < BUCKETS && start == NONE; k++) {
        size_t candidate = m->bucket[(key + k) % BUCKETS];
        if (candidate != NONE && m->next[candidate] != NONE)
            start = candidate;
    }
    start = m->prev[start];
    size_t a = start;
    do {
        if (turn(&m->site[a], &m->site[m->next[a]], &m->site[p]) < 0)
            return a;
        a = m->next[a];
    } while (a != start);
    return NONE;
}

/* Joins p to the hull edge from a; the corners are p, next(a), a. */
static void join_edge(struct mesh *m, size_t p, size_t a, size_t *right, size_t *left)
{
    size_t outside = m->edge[a];
    size_t e = add_triangle(m, p, m->next[a], a);
    link_edges(m, e + 1, outside);
    *right = e;    /* p -> next(a) */
    *left = e + 2; /* a -> p */
}

static void add_site(struct mesh *m, const struct site *middle, size_t p)
{
    size_t a = visible_from(m, middle, p);
    if (a == NONE)
        return; /* the very same place as another one */
    while (turn(&m->site[m->prev[a]], &m->site[a], &m->site[p]) < 0)
        a = m->prev[a];
    size_t first = a, first_corner = m->corners, fan = NONE, right = NONE, left = NONE;
    do {
        join_edge(m, p, a, &right, &left);
        if (fan != NONE)
            link_edges(m, left, fan);
        else
            m->edge[a] = left;
        fan = right;
        size_t passed = a;
        a = m->next[a];
        if (passed != first)
            m->next[passed] = NONE;
    } while (turn(&m->site[a], &m->site[m->next[a]], &m->site[p]) < 0);
    m->edge[p] = right;
    m->next[first] = p;
    m->prev[p] = first;
    m->next[p] = a;
    m->prev[a] = p;
    m->bucket[bucket_of(middle, &m->site[p])] = p;
    for (size_t e = first_corner, end = m->corners; e < end; e += 3)
        legalise(m, e + 1);
}

static int by_distance(const void *a, const void *b)
{
    const struct site *s = a, *t = b;
    if (s->distance != t->distance)
        return s->distance < t->distance ? -1 : 1;
    if (s->x != t->x)
        return s->x < t->x ? -1 : 1;
    return (s->y > t->y) - (s->y < t->y);
}

static int by_place(const void *a, const void *b)
{
    const struct site *s = a, *t = b;
    if (s->x != t->x)
        return s->x < t->x ? -1 : 1;
    return (s->y > t->y) - (s->y < t->y);
}

/* The first `line` sites stand on one line, site `line` does not: a fan of triangles. */
static void begin_hull(struct mesh *m, const struct site *middle, size_t line)
{
    qsort(m->site, line, sizeof *m->site, by_place);
    bool left = turn(&m->site[0], &m->site[line - 1], &m->site[line]) > 0;
    size_t before = NONE;
    for (size_t i = 0; i + 1 < line; i++) {
        size_t a = left ? i : line - 1 - i, b = left ? i + 1 : line - 2 - i;
        size_t e = add_triangle(m, a, b, line);
        link_edges(m, e, NONE);
        link_edges(m, e + 2, before);
        before = e + 1;
        m->next[a] = b;
        m->prev[b] = a;
    }
    size_t low = left ? 0 : line - 1, high = left ? line - 1 : 0;
    link_edges(m, before, NONE);
    m->next[high] = line;
    m->prev[line] = high;
    m->next[line] = low;
    m->prev[low] = line;
    for (size_t i = 0; i <= line; i++)
        m->bucket[bucket_of(middle, &m->site[i])] = i;
}

static void triangulate(struct mesh *m, const struct site *middle)
{
    size_t line = 2;
    while (line < m->sites && turn(&m->site[0], &m->site[1], &m->site[line]) == 0)
        line++;
    if (line >= m->sites)
        return;
    begin_hull(m, middle, line);
    for (size_t p = line + 1; p < m->sites; p++)
        add_site(m, middle, p);
}

static bool make_room(struct mesh *m, size_t n)
{
    m->site = malloc((n + 1) * sizeof *m->site);
    m->corner = malloc((6 * n + 3) * sizeof *m->corner);
    m->twin = malloc((6 * n + 3) * sizeof *m->twin);
    m->next = malloc((n + 1) * sizeof *m->next);
    m->prev = malloc((n + 1) * sizeof *m->prev);
    m->edge = malloc((n + 1) * sizeof *m->edge);
    m->stack = malloc((6 * n + 3) * sizeof *m->stack);
    for (size_t i = 0; i < BUCKETS; i++)
        m->bucket[i] = NONE;
    return m->site && m->corner && m->twin && m->next && m->prev && m->edge && m->stack;
}

static void free_room(struct mesh *m)
{
    free(m->site);
    free(m->corner);
    free(m->twin);
    free(m->next);
    free(m->prev);
    free(m->edge);
    free(m->stack);
}

/* Sites on the lattice, the same place once, by distance from the middle of all. */
static struct site place_sites(struct mesh *m, size_t n, const double *x, const double *y)
{
    double west = HUGE_VAL, east = -HUGE_VAL, south = HUGE_VAL, north = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        west = fmin(west, x[i]);
        east = fmax(east, x[i]);
        south = fmin(south, y[i]);
        north = fmax(north, y[i]);
    }
    struct site middle = {.x = ct_lattice((west + east) / 2), .y = ct_lattice((south + north) / 2)};
    for (size_t i = 0; i < n; i++) {
        struct site s = {.x = ct_lattice(x[i]), .y = ct_lattice(y[i]), .index = i};
        s.distance =
            (wide)(s.x - middle.x) * (s.x - middle.x) + (wide)(s.y - middle.y) * (s.y - middle.y);
        m->site[i] = s;
    }
    qsort(m->site, n, sizeof *m->site, by_distance);
    for (size_t i = 0; i < n; i++)
        if (m->sites == 0 || by_distance(&m->site[i], &m->site[m->sites - 1]) != 0)
            m->site[m->sites++] = m->site[i];
    return middle;
}

enum ct_status ct_overlay_delaunay(size_t n, const double *x, const double *y,
                                   size_t *triangle_count, size_t **triangles, struct ct_error *err)
{
    struct mesh m = {0};
    *triangle_count = 0;
    *triangles = NULL;
    if (n < 3)
        return CT_OK;
    if (!make_room(&m, n)) {
        free_room(&m);
        return ct_fail_memory(err);
    }
    struct site middle = place_sites(&m, n, x, y);
    if (m.sites >= 3)
        triangulate(&m, &middle);
    for (size_t i = 0; i < m.corners; i++)
        m.corner[i] = m.site[m.corner[i]].index;
    *triangle_count = m.corners / 3;
    *triangles = m.corner;
    m.corner = NULL;
    free_room(&m);
    return CT_OK;
}
