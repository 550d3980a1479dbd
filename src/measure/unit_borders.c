/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See unit_borders.h. Pairs come from the grid of boxes; of a pair, the edges near the other's box
 * are sorted by their west end and compared by a sweep. An edge counts over the length on which
 * the other lies within the tolerance, across.
 */
#include "measure/unit_borders.h"
#include "base/fail.h"
#include "base/grow.h"
#include <stdlib.h>

struct edge {
    struct ct_xy a, b;
    double west, east, east_before; /* the last: of all edges up to here */
};

struct edges {
    size_t count, room;
    struct edge *edge;
};

struct looking {
    const struct ct_zones *zones;
    const uint32_t *group;
    double tolerance_m;
    struct edges own, other;
    uint32_t *seen; /* [zones]: looked at from this zone, + 1 */
};

static struct ct_box widened(struct ct_box box, double by)
{
    return (struct ct_box){box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by};
}

static bool meet(const struct ct_box *a, const struct ct_box *b)
{
    return a->x0 <= b->x1 && b->x0 <= a->x1 && a->y0 <= b->y1 && b->y0 <= a->y1;
}

static int by_west(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    return a->west < b->west ? -1 : a->west > b->west;
}

/* Edges of a zone that meet a box, from west to east. */
static bool take_edges(const struct ct_zones *z, size_t zone, const struct ct_box *box,
                       struct edges *out)
{
    out->count = 0;
    for (size_t r = z->ring_start[zone]; r < z->ring_start[zone + 1]; r++)
        for (size_t i = z->vertex_start[r]; i + 1 < z->vertex_start[r + 1]; i++) {
            const struct ct_xy a = ct_point_m(z->vertex[i]), b = ct_point_m(z->vertex[i + 1]);
            const struct ct_box own = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x),
                                       fmax(a.y, b.y)};
            if (!meet(&own, box))
                continue;
            if (!ct_grow((void **)&out->edge, &out->room, out->count, sizeof *out->edge))
                return false;
            out->edge[out->count++] = (struct edge){a, b, own.x0, own.x1, 0};
        }
    if (out->count)
        qsort(out->edge, out->count, sizeof *out->edge, by_west);
    double east = -INFINITY;
    for (size_t i = 0; i < out->count; i++)
        out->edge[i].east_before = east = fmax(east, out->edge[i].east);
    return true;
}

/* The length of the segment from (s0, d0) to (s1, d1), s0 < s1, on which |d| <= most and
 * 0 <= s <= length. */
static double within(double s0, double d0, double s1, double d1, double length, double most)
{
    const double rise = (d1 - d0) / (s1 - s0);
    double from = fmax(s0, 0), to = fmin(s1, length);
    if (fabs(rise) > 1e-12) {
        const double p = s0 + (-most - d0) / rise, q = s0 + (most - d0) / rise;
        from = fmax(from, fmin(p, q));
        to = fmin(to, fmax(p, q));
    } else if (fabs(d0) > most) {
        return 0;
    }
    return fmax(to - from, 0);
}

/* Along e: how far f runs the other way within `most` of it. */
static double along(const struct edge *e, const struct edge *f, double most)
{
    const double dx = e->b.x - e->a.x, dy = e->b.y - e->a.y, length = hypot(dx, dy);
    if (!(length > 0))
        return 0;
    const double ux = dx / length, uy = dy / length;
    const double ax = f->a.x - e->a.x, ay = f->a.y - e->a.y;
    const double bx = f->b.x - e->a.x, by = f->b.y - e->a.y;
    const double sa = ax * ux + ay * uy, sb = bx * ux + by * uy;
    const double da = ay * ux - ax * uy, db = by * ux - bx * uy;
    return sb < sa ? within(sb, db, sa, da, length, most) : 0;
}

/* The first of these edges whose west end lies beyond x. */
static size_t beyond(const struct edges *edges, double x)
{
    size_t low = 0, high = edges->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (edges->edge[middle].west <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Do the borders of own and other run along each other? Lengths are of the plane. */
static bool share(const struct looking *l, double tolerance, double scale)
{
    double alike = 0, near = 0;
    for (size_t i = 0; i < l->own.count; i++) {
        const struct edge *e = &l->own.edge[i];
        for (size_t k = beyond(&l->other, e->east + tolerance); k > 0; k--) {
            const struct edge *f = &l->other.edge[k - 1];
            if (f->east_before < e->west - tolerance)
                break;
            alike += along(e, f, 1e-3 * scale);
            near += along(e, f, tolerance);
            if (alike > 0.02 * scale || near >= CT_BORDER_LEAST_M * scale)
                return true;
        }
    }
    return false;
}

static enum ct_status look_at(struct looking *l, uint32_t a, uint32_t b,
                              struct ct_border_pairs *out, struct ct_error *err)
{
    const struct ct_zones *z = l->zones;
    const struct ct_xy at = {(z->box[a].x0 + z->box[a].x1) / 2, (z->box[a].y0 + z->box[a].y1) / 2};
    const double scale = ct_plane_scale(ct_zones_lonlat(z, at.x, at.y).y);
    const double tolerance = l->tolerance_m * scale;
    const struct ct_box box_a = widened(z->box[a], tolerance);
    const struct ct_box box_b = widened(z->box[b], tolerance);
    if (!meet(&box_a, &z->box[b]))
        return CT_OK;
    if (!take_edges(z, a, &box_b, &l->own) || !take_edges(z, b, &box_a, &l->other))
        return ct_fail_memory(err);
    if (!share(l, tolerance, scale))
        return CT_OK;
    if (!ct_grow((void **)&out->pair, &out->room, out->count, sizeof *out->pair))
        return ct_fail_memory(err);
    out->pair[out->count][0] = a;
    out->pair[out->count++][1] = b;
    return CT_OK;
}

/* All pairs of a zone with a later one. */
static enum ct_status look_from(struct looking *l, uint32_t a, struct ct_border_pairs *out,
                                struct ct_error *err)
{
    const struct ct_grid *g = &l->zones->grid;
    const struct ct_box box = widened(l->zones->box[a], 2 * l->tolerance_m + 1);
    const int c0 = ct_grid_column(g, box.x0), c1 = ct_grid_column(g, box.x1);
    const int r0 = ct_grid_row(g, box.y0), r1 = ct_grid_row(g, box.y1);
    enum ct_status status = CT_OK;
    for (int r = r0; r <= r1; r++)
        for (int c = c0; c <= c1; c++) {
            const size_t square = ct_grid_square(g, c, r);
            for (size_t i = g->start[square]; i < g->start[square + 1] && !status; i++) {
                const uint32_t b = g->item[i];
                if (b <= a || l->group[a] != l->group[b] || l->seen[b] == a + 1)
                    continue;
                l->seen[b] = a + 1;
                status = look_at(l, a, b, out, err);
            }
        }
    return status;
}

enum ct_status ct_unit_borders(const struct ct_zones *zones, const uint32_t *group,
                               double tolerance_m, struct ct_border_pairs *out,
                               struct ct_error *err)
{
    struct looking l = {.zones = zones, .group = group, .tolerance_m = tolerance_m};
    l.seen = calloc(zones->count + 1, sizeof *l.seen);
    enum ct_status status = l.seen != NULL ? CT_OK : ct_fail_memory(err);
    for (uint32_t a = 0; a < zones->count && !status; a++)
        if (zones->ring_start[a + 1] > zones->ring_start[a])
            status = look_from(&l, a, out, err);
    free(l.seen);
    free(l.own.edge);
    free(l.other.edge);
    return status;
}

void ct_border_pairs_free(struct ct_border_pairs *pairs)
{
    free(pairs->pair);
    *pairs = (struct ct_border_pairs){0};
}
