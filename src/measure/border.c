/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zone borders cut where they cross circles and nearest-facility lines: see arrangement.h.
 *
 * Every edge is looked at in one canonical direction, so the two zones that share it cut it at the
 * same bits.
 */
#include "base/grow.h"
#include "measure/arrangement.h"

#include "base/fail.h"
#include <stdlib.h>

#define STRETCH     8 /* edges that are looked up together */
#define RING_PROBES 8

/* A place on a ring where a label changes. */
struct event {
    size_t edge; /* index of the edge's first vertex */
    double t;    /* share of the edge, in the ring's direction */
    struct ct_xy node;
    uint32_t slot;
    int32_t delta;  /* circles: change of depth */
    uint32_t label; /* lines: the site behind */
};

struct border {
    struct ct_arrangement *a;
    struct ct_crossings *of_circles, *of_lines;
    struct event *event;
    size_t events, event_room;
    uint32_t *seen; /* per item of a grid: the last edge it was a candidate of */
    uint32_t edge_serial;
    uint32_t *candidate;
    size_t candidates, candidate_room;
    uint32_t *label; /* per slot */
    uint32_t zone;
};

/* An edge in canonical direction. */
struct edge {
    size_t index;
    struct ct_point p, q;
    struct ct_xy a, b; /* the same in metres */
    int reversed;
};

static struct edge edge_of(const struct ct_zones *z, size_t i)
{
    struct edge e = {.index = i, .p = z->vertex[i], .q = z->vertex[i + 1]};
    if (e.q.x < e.p.x || (e.q.x == e.p.x && e.q.y < e.p.y)) {
        const struct ct_point t = e.p;
        e.p = e.q;
        e.q = t;
        e.reversed = 1;
    }
    e.a = ct_point_m(e.p);
    e.b = ct_point_m(e.q);
    return e;
}

/* Collects the items of the squares along the edge, each once. */
static enum ct_status gather(struct border *b, const struct ct_grid *g, struct ct_xy p,
                             struct ct_xy q, struct ct_error *err)
{
    const int c0 = ct_grid_column(g, fmin(p.x, q.x)), c1 = ct_grid_column(g, fmax(p.x, q.x));
    const int r0 = ct_grid_row(g, fmin(p.y, q.y)), r1 = ct_grid_row(g, fmax(p.y, q.y));
    if ((c1 - c0) * (r1 - r0) > 4) { /* a long slanting edge: by halves */
        const struct ct_xy m = {(p.x + q.x) / 2, (p.y + q.y) / 2};
        enum ct_status status = gather(b, g, p, m, err);
        return status ? status : gather(b, g, m, q, err);
    }
    for (int r = r0; r <= r1; r++)
        for (size_t k = g->start[ct_grid_square(g, c0, r)];
             k < g->start[ct_grid_square(g, c1, r) + 1]; k++) {
            const uint32_t item = g->item[k];
            if (b->seen[item] == b->edge_serial)
                continue;
            b->seen[item] = b->edge_serial;
            if (!ct_grow((void **)&b->candidate, &b->candidate_room, b->candidates,
                         sizeof *b->candidate))
                return ct_fail_memory(err);
            b->candidate[b->candidates++] = item;
        }
    return CT_OK;
}

static enum ct_status candidates_of(struct border *b, const struct ct_grid *g, const struct edge *e,
                                    struct ct_error *err)
{
    b->edge_serial++;
    b->candidates = 0;
    return gather(b, g, e->a, e->b, err);
}

static struct ct_xy place_on(const struct edge *e, double t)
{
    return (struct ct_xy){e->a.x + t * (e->b.x - e->a.x), e->a.y + t * (e->b.y - e->a.y)};
}

static enum ct_status note(struct border *b, const struct edge *e, double t, struct event event,
                           struct ct_crossings *crossings, struct ct_crossing crossing,
                           struct ct_error *err)
{
    event.edge = e->index;
    event.node = place_on(e, t);
    event.t = e->reversed ? 1 - t : t;
    crossing.node = event.node;
    crossing.zone = b->zone;
    if (!ct_grow((void **)&b->event, &b->event_room, b->events, sizeof *b->event) ||
        !ct_grow((void **)&crossings->row, &crossings->room, crossings->count,
                 sizeof *crossings->row))
        return ct_fail_memory(err);
    b->event[b->events++] = event;
    crossings->row[crossings->count++] = crossing;
    return CT_OK;
}

/* One crossing of an edge and a circle; `entering` in canonical direction. Going into a circle the
 * zone on the left is behind whoever follows the rim counter-clockwise. */
static enum ct_status cross_circle(struct border *b, const struct edge *e, uint16_t reach,
                                   uint32_t circle, double t, int entering, struct ct_error *err)
{
    const struct ct_circle *c = &b->a->circles[reach].circle[circle];
    t = fmin(fmax(t, 0.0), 1.0);
    const struct ct_xy node = place_on(e, t);
    const int delta = entering != e->reversed ? 1 : -1;
    const struct event event = {.slot = reach, .delta = delta};
    const struct ct_crossing crossing = {
        .curve = circle, .at = atan2(node.y - c->y, node.x - c->x), .delta = -delta};
    return note(b, e, t, event, &b->of_circles[reach], crossing, err);
}

static enum ct_status edge_and_circle(struct border *b, const struct edge *e, uint16_t reach,
                                      uint32_t circle, struct ct_error *err)
{
    const struct ct_circle *c = &b->a->circles[reach].circle[circle];
    const int in0 = ct_circle_holds(c, e->a.x, e->a.y), in1 = ct_circle_holds(c, e->b.x, e->b.y);
    if (in0 && in1)
        return CT_OK;
    const double dx = e->b.x - e->a.x, dy = e->b.y - e->a.y;
    const double fx = e->a.x - c->x, fy = e->a.y - c->y;
    const double length2 = dx * dx + dy * dy, half = fx * dx + fy * dy;
    const double cross = fx * dy - fy * dx; /* distance of the line from the centre x length */
    const double root2 = c->r * c->r * length2 - cross * cross;
    if (in0 != in1) {
        const double root = sqrt(fmax(root2, 0.0));
        return cross_circle(b, e, reach, circle, (-half + (in0 ? root : -root)) / length2, in1,
                            err);
    }
    if (root2 <= 0 || half >= 0 || half <= -length2)
        return CT_OK;
    const double root = sqrt(root2);
    enum ct_status status = cross_circle(b, e, reach, circle, (-half - root) / length2, 1, err);
    return status ? status : cross_circle(b, e, reach, circle, (-half + root) / length2, 0, err);
}

static enum ct_status edge_and_line(struct border *b, const struct edge *e, uint16_t kind,
                                    uint32_t segment, struct ct_error *err)
{
    const struct ct_partition *part = &b->a->partitions[kind];
    const struct ct_point u = part->vertex[segment], v = part->vertex[segment + 1];
    const bool p_left = ct_left_of_line(u, v, e->p), q_left = ct_left_of_line(u, v, e->q);
    const bool u_left = ct_left_of_border(e->p, e->q, u), v_left = ct_left_of_border(e->p, e->q, v);
    if (p_left == q_left || u_left == v_left)
        return CT_OK;
    const __int128 ou = ct_orient(e->p, e->q, u), ov = ct_orient(e->p, e->q, v);
    const double share = ou == ov ? 0 : (double)ou / (double)(ou - ov); /* along the segment */
    const double wp = (double)ct_orient(u, v, e->p), wq = (double)ct_orient(u, v, e->q);
    const uint32_t line = part->line_of[segment];
    const bool end_left = e->reversed ? p_left : q_left; /* in the ring's direction */
    const int enters = (ov >= 0) != e->reversed;         /* the line's end is left of the ring */
    const struct event event = {.slot = (uint32_t)b->a->reaches + kind,
                                .label = end_left ? part->left[line] : part->right[line]};
    const struct ct_crossing crossing = {
        .curve = line, .at = (double)segment + share, .delta = enters ? 1 : -1};
    return note(b, e, wp == wq ? 0 : wp / (wp - wq), event, &b->of_lines[kind], crossing, err);
}

/* Does any square that the box touches hold an item? */
static int any_near(const struct ct_grid *g, const struct ct_box *box)
{
    const int c0 = ct_grid_column(g, box->x0), c1 = ct_grid_column(g, box->x1);
    const int r1 = ct_grid_row(g, box->y1);
    for (int r = ct_grid_row(g, box->y0); r <= r1; r++)
        if (g->start[ct_grid_square(g, c0, r)] < g->start[ct_grid_square(g, c1, r) + 1])
            return 1;
    return 0;
}

static struct ct_box box_of(const struct ct_zones *z, size_t first, size_t last)
{
    struct ct_point low = z->vertex[first], high = low;
    for (size_t i = first + 1; i <= last; i++) {
        const struct ct_point p = z->vertex[i];
        low.x = p.x < low.x ? p.x : low.x;
        low.y = p.y < low.y ? p.y : low.y;
        high.x = p.x > high.x ? p.x : high.x;
        high.y = p.y > high.y ? p.y : high.y;
    }
    const struct ct_xy a = ct_point_m(low), b = ct_point_m(high);
    return (struct ct_box){a.x, a.y, b.x, b.y};
}

typedef enum ct_status (*crosser)(struct border *b, const struct edge *e, uint16_t set,
                                  uint32_t item, struct ct_error *err);

static enum ct_status cross_edges(struct border *b, size_t first, size_t last,
                                  const struct ct_grid *g, uint16_t set, crosser cross,
                                  struct ct_error *err)
{
    for (size_t i = first; i < last; i++) {
        const struct edge e = edge_of(b->a->zones, i);
        if (e.p.x == e.q.x && e.p.y == e.q.y)
            continue;
        if (candidates_of(b, g, &e, err))
            return CT_INTERNAL;
        for (size_t k = 0; k < b->candidates; k++)
            if (cross(b, &e, set, b->candidate[k], err))
                return CT_INTERNAL;
    }
    return CT_OK;
}

/* The edges [first, last) against one set of circles or lines: most zones meet few of the sets, and
 * most stretches of a border meet nothing. */
static enum ct_status cross_set(struct border *b, size_t first, size_t last,
                                const struct ct_grid *g, uint16_t set, crosser cross,
                                struct ct_error *err)
{
    enum ct_status status = CT_OK;
    if (!any_near(g, &b->a->zones->box[b->zone]))
        return CT_OK;
    for (size_t i = first; !status && i < last; i += STRETCH) {
        const size_t end = i + STRETCH < last ? i + STRETCH : last;
        const struct ct_box box = box_of(b->a->zones, i, end);
        if (any_near(g, &box))
            status = cross_edges(b, i, end, g, set, cross, err);
    }
    return status;
}

static enum ct_status cross_all(struct border *b, size_t first, size_t last, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (uint16_t r = 0; !status && r < b->a->reaches; r++)
        if (b->a->circles[r].count)
            status = cross_set(b, first, last, &b->a->circles[r].rims, r, edge_and_circle, err);
    for (uint16_t k = 0; !status && k < b->a->kinds; k++)
        if (b->a->partitions[k].lines)
            status =
                cross_set(b, first, last, &b->a->partitions[k].segments, k, edge_and_line, err);
    return status;
}

static int by_place(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    if (a->edge != b->edge)
        return a->edge < b->edge ? -1 : 1;
    if (a->t != b->t)
        return a->t < b->t ? -1 : 1;
    return a->slot < b->slot ? -1 : a->slot > b->slot;
}

static enum ct_status mark(struct ct_arrangement *a, uint32_t slot, uint32_t label,
                           struct ct_error *err)
{
    if (!ct_grow((void **)&a->mark, &a->mark_room, a->marks, sizeof *a->mark))
        return ct_fail_memory(err);
    a->mark[a->marks++] = (struct ct_mark){(uint32_t)a->pieces, slot, label};
    return CT_OK;
}

/* The site nearest to a ring that crosses no line of a kind: asked at a few vertices, the answer
 * that is surest counts, as some may lie on a line. */
static uint32_t surest_site(const struct ct_arrangement *a, const struct ct_partition *part,
                            size_t first, size_t last)
{
    uint32_t site = UINT32_MAX;
    double surest = -1;
    for (size_t i = 0; i < RING_PROBES; i++) {
        double margin_m;
        const struct ct_xy p =
            ct_point_m(a->zones->vertex[first + (last - first) * i / RING_PROBES]);
        const uint32_t found = ct_partition_nearest(part, a->zones, p.x, p.y, &margin_m);
        if (margin_m > surest) {
            surest = margin_m;
            site = found;
        }
    }
    return site;
}

/* The labels at a ring's first vertex. A ring that crosses lines of a kind ends in the label it
 * began with. */
static enum ct_status first_labels(struct border *b, size_t first, size_t last,
                                   struct ct_error *err)
{
    const struct ct_arrangement *a = b->a;
    const struct ct_xy p = ct_point_m(a->zones->vertex[first]);
    for (size_t reach = 0; reach < a->reaches; reach++)
        b->label[reach] = ct_circles_depth(&a->circles[reach], p.x, p.y);
    for (size_t k = 0; k < a->kinds; k++)
        b->label[a->reaches + k] = UINT32_MAX - 1; /* to be found */
    for (size_t i = 0; i < b->events; i++)
        if (b->event[i].slot >= a->reaches)
            b->label[b->event[i].slot] = b->event[i].label;
    for (size_t k = 0; k < a->kinds; k++)
        if (b->label[a->reaches + k] == UINT32_MAX - 1)
            b->label[a->reaches + k] = surest_site(a, &a->partitions[k], first, last);
    for (size_t s = 0; s < a->reaches + a->kinds; s++)
        if (mark(b->a, (uint32_t)s, b->label[s], err))
            return CT_INTERNAL;
    return CT_OK;
}

static enum ct_status border_piece(struct border *b, uint32_t ring, struct ct_xy from,
                                   struct ct_xy to, size_t first, size_t count,
                                   struct ct_error *err)
{
    struct ct_piece *piece = ct_arrange_piece(b->a);
    if (!piece)
        return ct_fail_memory(err);
    *piece = (struct ct_piece){.from = from,
                               .to = to,
                               .zone = b->zone,
                               .item = ring,
                               .type = CT_PIECE_BORDER,
                               .winding = 1};
    piece->first = first;
    piece->count = count;
    return CT_OK;
}

static enum ct_status cut_ring(struct border *b, uint32_t ring, size_t first, size_t last,
                               struct ct_error *err)
{
    const struct ct_zones *z = b->a->zones;
    struct ct_xy from = ct_point_m(z->vertex[first]);
    size_t next = first + 1; /* the first vertex behind `from` */
    if (first_labels(b, first, last, err))
        return CT_INTERNAL;
    for (size_t i = 0; i < b->events; i++) {
        const struct event *e = &b->event[i];
        if (border_piece(b, ring, from, e->node, next, e->edge + 1 - next, err))
            return CT_INTERNAL;
        const uint32_t label = e->slot < b->a->reaches ? (b->label[e->slot] += (uint32_t)e->delta)
                                                       : (b->label[e->slot] = e->label);
        if (mark(b->a, e->slot, label, err))
            return CT_INTERNAL;
        from = e->node;
        next = e->edge + 1;
    }
    return border_piece(b, ring, from, ct_point_m(z->vertex[last]), next, last - next, err);
}

static enum ct_status ring(struct border *b, uint32_t r, struct ct_error *err)
{
    const struct ct_zones *z = b->a->zones;
    const size_t first = z->vertex_start[r], end = z->vertex_start[r + 1];
    b->events = 0;
    if (end - first < 4)
        return CT_OK;
    enum ct_status status = cross_all(b, first, end - 1, err);
    if (status)
        return status;
    if (b->events)
        qsort(b->event, b->events, sizeof *b->event, by_place);
    return cut_ring(b, r, first, end - 1, err);
}

static enum ct_status prepare(struct border *b, struct ct_error *err)
{
    size_t most = 1;
    for (size_t i = 0; i < b->a->reaches; i++)
        most = most > b->a->circles[i].count ? most : b->a->circles[i].count;
    for (size_t i = 0; i < b->a->kinds; i++) {
        const struct ct_partition *p = &b->a->partitions[i];
        const size_t n = p->lines ? p->line_start[p->lines] : 0;
        most = most > n ? most : n;
    }
    b->seen = calloc(most, sizeof *b->seen);
    b->label = calloc(b->a->reaches + b->a->kinds + 1, sizeof *b->label);
    return b->seen && b->label ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_arrange_borders(struct ct_arrangement *a, struct ct_crossings *of_circles,
                                  struct ct_crossings *of_lines, struct ct_error *err)
{
    struct border b = {.a = a, .of_circles = of_circles, .of_lines = of_lines};
    enum ct_status status = prepare(&b, err);
    for (uint32_t zone = 0; !status && zone < a->zones->count; zone++) {
        b.zone = zone;
        for (size_t r = a->zones->ring_start[zone]; !status && r < a->zones->ring_start[zone + 1];
             r++)
            status = ring(&b, (uint32_t)r, err);
    }
    a->border_pieces = a->pieces;
    free(b.event);
    free(b.seen);
    free(b.candidate);
    free(b.label);
    return status;
}
