/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dissolved service areas: the arcs outside of which no circle lies, linked into rings. The arcs
 * come from an arrangement of the circles in one zone that bounds them all; its ground area is
 * exact, the drawn outline strays at most 1/2000 of the radius.
 */
#include "measure/measuring.h"

#include "base/fail.h"
#include "gis/overlay.h"
#include "measure/link.h"
#include "measure/path.h"
#include <stdlib.h>

#define SAGITTA_SHARE 5e-4

/* A box around all circles, as a shape. */
static enum ct_status frame(const struct ct_measuring *m, const struct ct_circles *s,
                            struct ct_shape *out, struct ct_error *err)
{
    struct ct_box b = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < s->count; i++) {
        const struct ct_circle *c = &s->circle[i];
        b = (struct ct_box){fmin(b.x0, c->x - c->r), fmin(b.y0, c->y - c->r),
                            fmax(b.x1, c->x + c->r), fmax(b.y1, c->y + c->r)};
    }
    const struct ct_xy low = ct_zones_lonlat(&m->zones, b.x0 - 100, b.y0 - 100);
    const struct ct_xy high = ct_zones_lonlat(&m->zones, b.x1 + 100, b.y1 + 100);
    const double x[5] = {low.x, high.x, high.x, low.x, low.x};
    const double y[5] = {low.y, low.y, high.y, high.y, low.y};
    out->kind = CT_SHAPE_POLYGONS;
    if (!ct_shape_begin(out, false))
        return ct_fail_memory(err);
    for (int i = 0; i < 5; i++)
        if (!ct_shape_add(out, x[i], y[i], false))
            return ct_fail_memory(err);
    return CT_OK;
}

static enum ct_status ground_area(const struct ct_arrangement *a, double *area_m2,
                                  struct ct_error *err)
{
    struct ct_integrals in = {0};
    struct ct_tally tally = {0};
    enum ct_status status = ct_field_area(a, &in, err);
    if (!status)
        status = ct_tally_new(a, &in, false, &tally, err);
    *area_m2 = 0;
    for (size_t d = 1; !status && d < CT_DEPTHS; d++)
        *area_m2 += ct_tally_value(&tally, tally.reached[d]);
    ct_tally_free(&tally);
    ct_integrals_free(&in);
    return status;
}

/* Union by GEOS of the circles drawn as polygons: for the rare set of circles whose rims meet so
 * nearly in one place that their order is lost in rounding. */
static enum ct_status union_of_discs(const struct ct_measuring *m, const struct ct_circles *s,
                                     struct ct_shape *out, struct ct_error *err)
{
    const struct ct_arrangement a = {.zones = &m->zones, .circles = s, .reaches = 1};
    struct ct_shape *disc = calloc(s->count + 1, sizeof *disc);
    const struct ct_shape **list = malloc((s->count + 1) * sizeof *list);
    struct ct_path path = {0};
    enum ct_status status = disc && list ? CT_OK : ct_fail_memory(err);
    for (uint32_t i = 0; !status && i < s->count; i++) {
        const struct ct_circle *c = &s->circle[i];
        const struct ct_xy start = {c->x - c->r, c->y};
        struct ct_piece piece = {.from = start, .to = start, .item = i, .type = CT_PIECE_ARC};
        struct ct_chains chains = {0};
        struct ct_rings rings = {0};
        bool closed;
        piece.a0 = -M_PI;
        piece.a1 = M_PI;
        list[i] = &disc[i];
        status = ct_path_of(&a, &piece, c->r * SAGITTA_SHARE, &path, err);
        if (!status)
            status = ct_chains_add(&chains, path.at, path.count, false, err);
        if (!status)
            status = ct_chains_link(&chains, &rings, &closed, err);
        if (!status)
            status =
                ct_rings_shape(&rings, (struct ct_xy){m->zones.x0, m->zones.y0}, &disc[i], err);
        ct_rings_free(&rings);
        ct_chains_free(&chains);
    }
    if (!status)
        status = ct_overlay_union(list, s->count, 0, out, err);
    for (size_t i = 0; disc && i < s->count; i++)
        ct_shape_free(&disc[i]);
    free(disc);
    free(list);
    ct_path_free(&path);
    return status;
}

static enum ct_status outline(const struct ct_measuring *m, const struct ct_arrangement *a,
                              struct ct_shape *out, struct ct_error *err)
{
    struct ct_chains chains = {0};
    struct ct_rings rings = {0};
    struct ct_path path = {0};
    bool closed = false;
    enum ct_status status = CT_OK;
    for (size_t i = a->border_pieces; !status && i < a->pieces; i++) {
        const struct ct_piece *p = &a->piece[i];
        if (p->level != 1)
            continue;
        status = ct_path_of(a, p, a->circles[0].circle[p->item].r * SAGITTA_SHARE, &path, err);
        if (!status)
            status = ct_chains_add(&chains, path.at, path.count, false, err);
    }
    if (!status)
        status = ct_chains_link(&chains, &rings, &closed, err);
    if (!status)
        status = closed ? ct_rings_shape(&rings, (struct ct_xy){m->zones.x0, m->zones.y0}, out, err)
                        : union_of_discs(m, &a->circles[0], out, err);
    ct_rings_free(&rings);
    ct_chains_free(&chains);
    ct_path_free(&path);
    return status;
}

static enum ct_status service_area(struct ct_measuring *m, size_t reach, struct ct_error *err)
{
    const struct ct_circles *s = &m->circles[reach];
    struct ct_reach *out = &m->out->reach[reach];
    struct ct_shape box = {0};
    const struct ct_shape *list[1] = {&box};
    struct ct_zones zones = {0};
    struct ct_arrangement a = {0};
    if (!s->count)
        return CT_OK;
    enum ct_status status = frame(m, s, &box, err);
    if (!status)
        status = ct_zones_new(list, 1, (struct ct_xy){m->zones.x0, m->zones.y0}, &zones, err);
    if (!status)
        status = ct_arrange(&zones, 1, s, 0, NULL, &a, err);
    if (!status)
        status = ground_area(&a, &out->area_m2, err);
    if (!status)
        status = outline(m, &a, &out->area, err);
    ct_arrangement_free(&a);
    ct_zones_free(&zones);
    ct_shape_free(&box);
    return status;
}

enum ct_status ct_measure_service_areas(struct ct_measuring *m, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t r = 0; !status && r < m->out->reaches; r++)
        if (ct_measure_wants(m, r))
            status = service_area(m, r, err);
    return status;
}
