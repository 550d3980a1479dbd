/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where communities overlap. On a clean coverage only the edges of its rim are looked at twice:
 * O(vertices) in all. An open edge (city_edges.h) that touches the inside of another community
 * makes a pair that GEOS is asked about; from each pair that does overlap, the neighbours of both
 * are asked too, because an overlap can reach on only across shared borders or open edges.
 */
#include "base/fail.h"
#include "gis/overlay.h"
#include "load/city_edges.h"
#include "load/parts.h"
#include <math.h>
#include <stdlib.h>

#define SLIVER_M2 0.01 /* a shared area below this is rounding */
#define TOUCH_DEG 1e-9 /* 0.1 mm */

struct pair {
    uint32_t a, b; /* a < b */
    struct ct_shape common;
};

/* Pairs that were asked about, and those found to overlap. */
struct pairs {
    const struct ct_communities *communities;
    struct ct_edges edges;
    uint64_t *asked; /* open addressing, 0: free, else (a << 32 | b) + 1 */
    size_t slots, used;
    struct pair *found;
    size_t count, room;
};

struct near {
    uint32_t *community;
    size_t count, room;
};

static size_t slot_for(const struct pairs *p, uint64_t key)
{
    size_t s = (size_t)((key * 0x9E3779B97F4A7C15U) >> 20) & (p->slots - 1);
    while (p->asked[s] != 0 && p->asked[s] != key)
        s = (s + 1) & (p->slots - 1);
    return s;
}

static bool grow_asked(struct pairs *p)
{
    struct pairs bigger = {.slots = p->slots ? p->slots * 2 : 1024};
    bigger.asked = calloc(bigger.slots, sizeof *bigger.asked);
    if (bigger.asked == NULL)
        return false;
    for (size_t s = 0; s < p->slots; s++)
        if (p->asked[s] != 0)
            bigger.asked[slot_for(&bigger, p->asked[s])] = p->asked[s];
    free(p->asked);
    p->asked = bigger.asked;
    p->slots = bigger.slots;
    return true;
}

static uint64_t key_of(size_t a, size_t b)
{
    return (((uint64_t)(a < b ? a : b) << 32) | (uint64_t)(a < b ? b : a)) + 1;
}

static bool was_asked(const struct pairs *p, size_t a, size_t b)
{
    return p->slots > 0 && p->asked[slot_for(p, key_of(a, b))] != 0;
}

static bool remember(struct pairs *p, size_t a, size_t b)
{
    if (p->used * 2 >= p->slots && !grow_asked(p))
        return false;
    p->asked[slot_for(p, key_of(a, b))] = key_of(a, b);
    p->used++;
    return true;
}

static bool boxes_meet(const struct ct_shape *a, const struct ct_shape *b)
{
    double s[4], t[4];
    ct_shape_bounds(a, s);
    ct_shape_bounds(b, t);
    return s[0] < t[2] && t[0] < s[2] && s[1] < t[3] && t[1] < s[3];
}

static double turn(const double *a, const double *b, const double *c)
{
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

static bool same_place(const double *a, const double *b)
{
    return fabs(a[0] - b[0]) < TOUCH_DEG && fabs(a[1] - b[1]) < TOUCH_DEG;
}

/* Is c on the edge a-b, or within a hair of it? */
static bool is_on(const double *a, const double *b, const double *c)
{
    double dx = b[0] - a[0], dy = b[1] - a[1], length = hypot(dx, dy);
    double along = (c[0] - a[0]) * dx + (c[1] - a[1]) * dy;
    return fabs(turn(a, b, c)) <= TOUCH_DEG * length && along > 0 && along < length * length;
}

enum meeting { APART, TOUCH, OPPOSITE };

/* How two edges meet elsewhere than in an end that they share. The same edge in the same direction
 * is a touch (both interiors lie on one side), in the opposite direction a border. */
static enum meeting meet(const double e[4], const double f[4])
{
    const double *a = e, *b = e + 2, *c = f, *d = f + 2;
    bool ac = same_place(a, c), ad = same_place(a, d), bc = same_place(b, c), bd = same_place(b, d);
    if (ad && bc)
        return OPPOSITE;
    if ((ac && bd) || is_on(a, b, c) || is_on(a, b, d) || is_on(c, d, a) || is_on(c, d, b))
        return TOUCH;
    if (ac || ad || bc || bd)
        return APART;
    bool crossing =
        (turn(a, b, c) > 0) != (turn(a, b, d) > 0) && (turn(c, d, a) > 0) != (turn(c, d, b) > 0);
    return crossing ? TOUCH : APART;
}

/* An edge and its box, a hair wider. */
struct probe {
    struct pairs *pairs;
    size_t owner;
    double ends[4], box[4];
};

static void set_box(struct probe *probe)
{
    const double *e = probe->ends;
    probe->box[0] = fmin(e[0], e[2]) - TOUCH_DEG;
    probe->box[1] = fmin(e[1], e[3]) - TOUCH_DEG;
    probe->box[2] = fmax(e[0], e[2]) + TOUCH_DEG;
    probe->box[3] = fmax(e[1], e[3]) + TOUCH_DEG;
}

/* May the edge touch the inside of a shape? Sure where it says no. */
static bool touches(const struct probe *probe, const struct ct_shape *shape)
{
    const double *e = probe->ends, *box = probe->box;
    for (size_t part = 0; part < shape->parts; part++) {
        for (size_t i = shape->start[part]; i + 1 < shape->start[part + 1]; i++) {
            const double *x = shape->lon + i, *y = shape->lat + i;
            if ((x[0] < box[0] && x[1] < box[0]) || (x[0] > box[2] && x[1] > box[2]) ||
                (y[0] < box[1] && y[1] < box[1]) || (y[0] > box[3] && y[1] > box[3]))
                continue;
            const double f[4] = {x[0], y[0], x[1], y[1]};
            enum meeting how = meet(e, f);
            if (how != APART)
                return how == TOUCH;
        }
    }
    return ct_shape_holds(shape, (e[0] + e[2]) / 2, (e[1] + e[3]) / 2);
}

/* May any edge of `a` touch the inside of `b`? */
static bool any_touches(const struct ct_shape *a, const struct ct_shape *b)
{
    double whole[4];
    ct_shape_bounds(b, whole);
    for (size_t part = 0; part < a->parts; part++) {
        for (size_t i = a->start[part]; i + 1 < a->start[part + 1]; i++) {
            struct probe probe = {.ends = {a->lon[i], a->lat[i], a->lon[i + 1], a->lat[i + 1]}};
            const double *box = probe.box;
            set_box(&probe);
            if (box[0] <= whole[2] && whole[0] <= box[2] && box[1] <= whole[3] &&
                whole[1] <= box[3] && touches(&probe, b))
                return true;
        }
    }
    return false;
}

/* Appends a pair, which takes the shape and leaves {0}. */
static bool keep_pair(struct pairs *p, size_t a, size_t b, struct ct_shape *common)
{
    if (p->count == p->room) {
        size_t room = p->room ? p->room * 2 : 64;
        struct pair *found = realloc(p->found, room * sizeof *found);
        if (found == NULL)
            return false;
        p->found = found;
        p->room = room;
    }
    p->found[p->count++] =
        (struct pair){(uint32_t)(a < b ? a : b), (uint32_t)(a < b ? b : a), *common};
    *common = (struct ct_shape){0};
    return true;
}

/* Asks once about a pair; one that overlaps is kept. */
static enum ct_status ask(struct pairs *p, size_t a, size_t b, struct ct_error *err)
{
    const struct ct_shape *sa = &p->communities->shape[a], *sb = &p->communities->shape[b];
    if (a == b || was_asked(p, a, b))
        return CT_OK;
    if (!remember(p, a, b))
        return ct_fail_memory(err);
    if (!boxes_meet(sa, sb) || (!any_touches(sa, sb) && !any_touches(sb, sa)))
        return CT_OK;
    struct ct_shape common = {0};
    enum ct_status status = ct_overlay_and(sa, sb, &common, err);
    if (status == CT_OK && ct_shape_area_m2(&common) > SLIVER_M2 && !keep_pair(p, a, b, &common))
        status = ct_fail_memory(err);
    ct_shape_free(&common);
    return status;
}

static enum ct_status visit(void *context, size_t community, struct ct_error *err)
{
    const struct probe *probe = context;
    if (community == probe->owner || was_asked(probe->pairs, probe->owner, community) ||
        !touches(probe, &probe->pairs->communities->shape[community]))
        return CT_OK;
    return ask(probe->pairs, probe->owner, community, err);
}

static enum ct_status probe_open_edges(struct pairs *p, const struct ct_locator *locator,
                                       struct ct_error *err)
{
    const struct ct_edges *edges = &p->edges;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < edges->count; i++) {
        struct probe probe = {.pairs = p, .owner = edges->owner[i]};
        if (!edges->open[i] || !ct_edges_ends(edges, i, probe.ends))
            continue;
        set_box(&probe);
        status = ct_locator_each(locator, probe.box, visit, &probe, err);
    }
    return status;
}

static bool add_near(struct near *near, uint32_t community)
{
    for (size_t i = 0; i < near->count; i++)
        if (near->community[i] == community)
            return true;
    if (near->count == near->room) {
        size_t room = near->room ? near->room * 2 : 16;
        uint32_t *more = realloc(near->community, room * sizeof *more);
        if (more == NULL)
            return false;
        near->community = more;
        near->room = room;
    }
    near->community[near->count++] = community;
    return true;
}

/* The community and those that share an edge with it. */
static bool find_near(const struct ct_edges *edges, uint32_t community, struct near *near)
{
    near->count = 0;
    bool good = add_near(near, community);
    for (size_t i = edges->base[community]; good && i < edges->base[community + 1]; i++) {
        double ends[4];
        if (!ct_edges_ends(edges, i, ends))
            continue;
        for (size_t e = ct_edges_first(edges, i); good && e != CT_NO_EDGE; e = edges->next[e])
            good = add_near(near, edges->owner[e]);
    }
    return good;
}

/* From a pair that overlaps, an overlap can reach on across a border of one, of the other, or of
 * both where they run together. */
static enum ct_status reach_on(struct pairs *p, uint32_t a, uint32_t b, struct near near[2],
                               struct ct_error *err)
{
    if (!find_near(&p->edges, a, &near[0]) || !find_near(&p->edges, b, &near[1]))
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    for (size_t i = 0; i < near[0].count; i++)
        for (size_t k = 0; status == CT_OK && k < near[1].count; k++)
            status = ask(p, near[0].community[i], near[1].community[k], err);
    return status;
}

static int by_later_then_earlier(const void *s, const void *t)
{
    const struct pair *p = s, *q = t;
    if (p->b != q->b)
        return p->b < q->b ? -1 : 1;
    return (p->a > q->a) - (p->a < q->a);
}

static enum ct_status find_pairs(struct pairs *p, struct ct_error *err)
{
    struct ct_locator *locator = NULL;
    struct near near[2] = {0};
    enum ct_status status = ct_edges_match(p->communities, &p->edges, err);
    if (status == CT_OK)
        status = ct_locator_new(p->communities, &locator, err);
    if (status == CT_OK)
        status = probe_open_edges(p, locator, err);
    ct_locator_free(locator);
    for (size_t i = 0; status == CT_OK && i < p->count; i++)
        status = reach_on(p, p->found[i].a, p->found[i].b, near, err);
    free(near[0].community);
    free(near[1].community);
    if (p->count > 1)
        qsort(p->found, p->count, sizeof *p->found, by_later_then_earlier);
    return status;
}

static enum ct_status tell(const struct ct_communities *c, const struct pair *pair,
                           struct ct_findings *findings, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    place.layer = c->layer;
    place.feature = c->id[pair->b];
    place.row = c->row[pair->b];
    place.lon = pair->common.lon[0];
    place.lat = pair->common.lat[0];
    place.area_m2 = ct_shape_area_m2(&pair->common);
    place.shape = &pair->common;
    return ct_findings_add(findings, "F0103", &place, err, "other", c->id[pair->a], NULL);
}

/* Appends the piece, and leaves {0} in its place. */
static void keep_piece(struct ct_overlaps *o, const struct pair *pair, struct ct_shape *piece)
{
    o->a[o->count] = pair->a;
    o->b[o->count] = pair->b;
    o->shape[o->count] = *piece;
    *piece = (struct ct_shape){0};
    o->count++;
}

/* The piece of pair i: what both have, without what an earlier community has of the later one. */
static enum ct_status cut_piece(const struct pairs *p, size_t i, struct ct_findings *findings,
                                struct ct_overlaps *o, struct ct_error *err)
{
    const struct ct_shape *shape = p->communities->shape;
    const struct pair *pair = &p->found[i];
    struct ct_shape piece = {0}, rest = {0};
    enum ct_status status = tell(p->communities, pair, findings, err);
    if (status == CT_OK && !ct_shape_copy(&piece, &pair->common))
        status = ct_fail_memory(err);
    for (size_t k = i; status == CT_OK && k > 0 && p->found[k - 1].b == pair->b; k--) {
        status = ct_overlay_minus(&piece, &shape[p->found[k - 1].a], &rest, err);
        struct ct_shape old = piece;
        piece = rest;
        rest = old;
    }
    if (status == CT_OK && piece.parts > 0 && ct_shape_area_m2(&piece) > SLIVER_M2)
        keep_piece(o, pair, &piece);
    ct_shape_free(&piece);
    ct_shape_free(&rest);
    return status;
}

static enum ct_status cut_pieces(const struct pairs *p, struct ct_findings *findings,
                                 struct ct_overlaps *o, struct ct_error *err)
{
    if (p->count == 0)
        return CT_OK;
    o->a = calloc(p->count, sizeof *o->a);
    o->b = calloc(p->count, sizeof *o->b);
    o->shape = calloc(p->count, sizeof *o->shape);
    if (o->a == NULL || o->b == NULL || o->shape == NULL)
        return ct_fail_memory(err);
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < p->count; i++)
        status = cut_piece(p, i, findings, o, err);
    return status;
}

/* Keeps the open edges. */
static bool keep_rim(const struct ct_edges *edges, struct ct_rim *rim)
{
    size_t n = 0;
    for (size_t i = 0; i < edges->count; i++)
        n += edges->open[i];
    rim->segment = malloc((n + 1) * sizeof *rim->segment);
    for (size_t i = 0; rim->segment != NULL && i < edges->count; i++)
        if (edges->open[i] && ct_edges_ends(edges, i, rim->segment[rim->count]))
            rim->count++;
    return rim->segment != NULL;
}

enum ct_status ct_load_overlaps(struct ct_findings *findings, struct ct_city *city,
                                struct ct_error *err)
{
    struct pairs p = {.communities = &city->communities};
    enum ct_status status = find_pairs(&p, err);
    if (status == CT_OK)
        status = cut_pieces(&p, findings, &city->overlaps, err);
    if (status == CT_OK && !keep_rim(&p.edges, &city->rim))
        status = ct_fail_memory(err);
    ct_edges_free(&p.edges);
    for (size_t i = 0; i < p.count; i++)
        ct_shape_free(&p.found[i].common);
    free(p.asked);
    free(p.found);
    return status;
}
