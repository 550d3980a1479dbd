/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Service circles cut into arcs: where they cross each other (depth) and zone borders
 * (membership). See arrangement.h.
 *
 * An arc outside of which d circles lie bounds, and only bounds, the part reached by >= d + 1.
 */
#include "base/grow.h"
#include "measure/arrangement.h"

#include "base/fail.h"
#include <stdlib.h>

#define DEEPEST 3 /* parts reached by >= 1, 2, 3 are told apart */

struct event {
    double at;
    struct ct_xy node;
    uint32_t zone; /* of a membership event; UINT32_MAX: of a depth event */
    int delta;
};

struct rim {
    struct ct_arrangement *a;
    uint16_t reach;
    uint32_t circle;
    struct event *event;
    size_t events, room;
    int base_depth; /* at angle -pi */
};

static enum ct_status add_event(struct rim *rim, struct event event, struct ct_error *err)
{
    if (!ct_grow((void **)&rim->event, &rim->room, rim->events, sizeof *rim->event))
        return ct_fail_memory(err);
    rim->event[rim->events++] = event;
    return CT_OK;
}

static enum ct_status meet(struct rim *rim, uint32_t other, struct ct_error *err)
{
    const struct ct_circles *s = &rim->a->circles[rim->reach];
    const struct ct_circle *c = &s->circle[rim->circle];
    struct ct_xy enter, leave;
    if (other == rim->circle)
        return CT_OK;
    if (!ct_circles_cross(s, rim->circle, other, &enter, &leave)) {
        rim->base_depth += ct_circles_nested(s, rim->circle, other);
        return CT_OK;
    }
    const double a0 = atan2(enter.y - c->y, enter.x - c->x);
    const double a1 = atan2(leave.y - c->y, leave.x - c->x);
    if (a0 > a1)
        rim->base_depth++;
    enum ct_status status = add_event(rim, (struct event){a0, enter, UINT32_MAX, 1}, err);
    return status ? status : add_event(rim, (struct event){a1, leave, UINT32_MAX, -1}, err);
}

static enum ct_status meet_neighbours(struct rim *rim, struct ct_error *err)
{
    const struct ct_circles *s = &rim->a->circles[rim->reach];
    const struct ct_grid *g = &s->centres;
    const struct ct_circle *c = &s->circle[rim->circle];
    const double far = c->r + s->largest_r;
    const int c0 = ct_grid_column(g, c->x - far), c1 = ct_grid_column(g, c->x + far);
    const int r0 = ct_grid_row(g, c->y - far), r1 = ct_grid_row(g, c->y + far);
    for (int r = r0; r <= r1; r++)
        for (size_t k = g->start[ct_grid_square(g, c0, r)];
             k < g->start[ct_grid_square(g, c1, r) + 1]; k++)
            if (meet(rim, g->item[k], err))
                return CT_INTERNAL;
    return CT_OK;
}

static int by_angle(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->zone < b->zone ? -1 : a->zone > b->zone;
}

/* The zones at angle -pi: looked up in the middle of the widest stretch without a border, where
 * a look-up cannot err, and carried back from there over the borders between. */
static struct ct_members members_at_start(const struct rim *rim, const struct ct_crossing *row,
                                          size_t n)
{
    const struct ct_circle *c = &rim->a->circles[rim->reach].circle[rim->circle];
    double widest = n ? row[0].at - row[n - 1].at + 2 * M_PI : 2 * M_PI;
    double middle = n ? row[n - 1].at + widest / 2 : 0;
    size_t before = middle > M_PI ? 0 : n; /* crossings between -pi and the middle */
    for (size_t i = 1; i < n; i++)
        if (row[i].at - row[i - 1].at > widest) {
            widest = row[i].at - row[i - 1].at;
            middle = row[i - 1].at + widest / 2;
            before = i;
        }
    struct ct_members m;
    ct_members_set(&m, rim->a->zones, c->x + c->r * cos(middle), c->y + c->r * sin(middle));
    for (size_t i = before; i-- > 0;)
        ct_members_step(&m, row[i].zone, -row[i].delta);
    return m;
}

static enum ct_status arc(struct rim *rim, const struct ct_members *m, int depth, double a0,
                          double a1, struct ct_xy from, struct ct_xy to, struct ct_error *err)
{
    if (depth < 0 || depth >= DEEPEST)
        return CT_OK;
    for (size_t i = 0; i < m->count; i++) {
        struct ct_piece *piece = ct_arrange_piece(rim->a);
        if (!piece)
            return ct_fail_memory(err);
        *piece = (struct ct_piece){.from = from,
                                   .to = to,
                                   .zone = m->zone[i],
                                   .item = rim->circle,
                                   .set = rim->reach,
                                   .type = CT_PIECE_ARC,
                                   .level = (uint8_t)(depth + 1),
                                   .winding = (int8_t)m->winding[i]};
        piece->a0 = a0;
        piece->a1 = a1;
    }
    return CT_OK;
}

/* Runs once around: the arc over angle pi joins the last event to the first. */
static enum ct_status cut(struct rim *rim, struct ct_members members, struct ct_error *err)
{
    const struct ct_circle *c = &rim->a->circles[rim->reach].circle[rim->circle];
    const size_t n = rim->events;
    int depth = rim->base_depth;
    if (!n) {
        const struct ct_xy start = {c->x - c->r, c->y};
        return arc(rim, &members, depth, -M_PI, M_PI, start, start, err);
    }
    for (size_t i = 0; i < n; i++) {
        const struct event *e = &rim->event[i], *next = &rim->event[(i + 1) % n];
        if (e->zone == UINT32_MAX)
            depth += e->delta;
        else
            ct_members_step(&members, e->zone, e->delta);
        const double to = i + 1 < n ? next->at : next->at + 2 * M_PI;
        enum ct_status status = arc(rim, &members, depth, e->at, to, e->node, next->node, err);
        if (status)
            return status;
    }
    return CT_OK;
}

static enum ct_status rim_of(struct rim *rim, const struct ct_crossing *row, size_t n,
                             struct ct_error *err)
{
    rim->events = 0;
    rim->base_depth = 0;
    const struct ct_members members = members_at_start(rim, row, n);
    if (!n && !members.count)
        return CT_OK; /* outside all zones */
    enum ct_status status = meet_neighbours(rim, err);
    for (size_t i = 0; !status && i < n; i++)
        status =
            add_event(rim, (struct event){row[i].at, row[i].node, row[i].zone, row[i].delta}, err);
    if (status)
        return status;
    if (rim->events)
        qsort(rim->event, rim->events, sizeof *rim->event, by_angle);
    return cut(rim, members, err);
}

enum ct_status ct_arrange_arcs(struct ct_arrangement *a, uint16_t reach,
                               struct ct_crossings *crossings, struct ct_error *err)
{
    struct rim rim = {.a = a, .reach = reach};
    enum ct_status status = CT_OK;
    size_t k = 0;
    ct_crossings_sort(crossings);
    for (uint32_t i = 0; !status && i < a->circles[reach].count; i++) {
        const size_t first = k;
        while (k < crossings->count && crossings->row[k].curve == i)
            k++;
        rim.circle = i;
        status = rim_of(&rim, crossings->row + first, k - first, err);
    }
    free(rim.event);
    return status;
}
