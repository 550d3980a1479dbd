/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Service circles: see circles.h.
 */
#include "measure/circles.h"

#include "base/fail.h"
#include <stdlib.h>

/* Does the rim touch the square? Yes where the square's nearest point is inside and its farthest
 * point is outside. */
static int rim_touches(const struct ct_grid *g, const struct ct_circle *c, int column, int row)
{
    const double x0 = g->x0 + column * g->side - c->x, x1 = x0 + g->side;
    const double y0 = g->y0 + row * g->side - c->y, y1 = y0 + g->side;
    const double near_x = fmax(fmax(x0, -x1), 0.0), near_y = fmax(fmax(y0, -y1), 0.0);
    const double far_x = fmax(fabs(x0), fabs(x1)), far_y = fmax(fabs(y0), fabs(y1));
    const double slack = 1e-6 * c->r + 1e-3;
    return hypot(near_x, near_y) <= c->r + slack && hypot(far_x, far_y) >= c->r - slack;
}

static enum ct_status put_rim(struct ct_grid *g, const struct ct_circle *c, uint32_t item,
                              struct ct_error *err)
{
    const int c0 = ct_grid_column(g, c->x - c->r - 1), c1 = ct_grid_column(g, c->x + c->r + 1);
    const int r0 = ct_grid_row(g, c->y - c->r - 1), r1 = ct_grid_row(g, c->y + c->r + 1);
    for (int row = r0; row <= r1; row++)
        for (int column = c0; column <= c1; column++)
            if (rim_touches(g, c, column, row) && ct_grid_put(g, column, row, item, err))
                return CT_INTERNAL;
    return CT_OK;
}

static struct ct_box circles_box(const struct ct_circles *s)
{
    struct ct_box box = {0, 0, 0, 0};
    for (size_t i = 0; i < s->count; i++) {
        const struct ct_circle *c = &s->circle[i];
        const struct ct_box b = {c->x - c->r, c->y - c->r, c->x + c->r, c->y + c->r};
        if (i == 0)
            box = b;
        box = (struct ct_box){fmin(box.x0, b.x0), fmin(box.y0, b.y0), fmax(box.x1, b.x1),
                              fmax(box.y1, b.y1)};
    }
    return box;
}

static enum ct_status index_circles(struct ct_circles *s, struct ct_error *err)
{
    const struct ct_box box = circles_box(s);
    ct_grid_begin(&s->centres, box, s->largest_r, 16 * s->count + 16);
    ct_grid_begin(&s->rims, box, s->largest_r / 2, 64 * s->count + 1024);
    for (size_t i = 0; i < s->count; i++) {
        const struct ct_circle *c = &s->circle[i];
        if (ct_grid_put(&s->centres, ct_grid_column(&s->centres, c->x),
                        ct_grid_row(&s->centres, c->y), (uint32_t)i, err) ||
            put_rim(&s->rims, c, (uint32_t)i, err))
            return CT_INTERNAL;
    }
    enum ct_status status = ct_grid_finish(&s->centres, err);
    return status ? status : ct_grid_finish(&s->rims, err);
}

enum ct_status ct_circles_new(size_t n, const uint32_t *facility, const double *lon,
                              const double *lat, const double *radius_m,
                              const struct ct_zones *zones, struct ct_circles *out,
                              struct ct_error *err)
{
    *out = (struct ct_circles){.count = n};
    out->circle = malloc((n + 1) * sizeof *out->circle);
    enum ct_status status = out->circle ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < n; i++) {
        struct ct_circle c = ct_plane_circle(lon[facility[i]], lat[facility[i]], radius_m[i]);
        out->circle[i] = (struct ct_circle){c.x - zones->x0, c.y - zones->y0, c.r};
        out->largest_r = fmax(out->largest_r, c.r);
    }
    if (!status)
        status = index_circles(out, err);
    if (status)
        ct_circles_free(out);
    return status;
}

void ct_circles_free(struct ct_circles *circles)
{
    free(circles->circle);
    ct_grid_free(&circles->centres);
    ct_grid_free(&circles->rims);
    *circles = (struct ct_circles){0};
}

unsigned ct_circles_depth(const struct ct_circles *s, double x, double y)
{
    const struct ct_grid *g = &s->centres;
    unsigned depth = 0;
    if (!s->count)
        return 0;
    const int c0 = ct_grid_column(g, x - s->largest_r), c1 = ct_grid_column(g, x + s->largest_r);
    const int r0 = ct_grid_row(g, y - s->largest_r), r1 = ct_grid_row(g, y + s->largest_r);
    for (int r = r0; r <= r1; r++)
        for (size_t k = g->start[ct_grid_square(g, c0, r)];
             k < g->start[ct_grid_square(g, c1, r) + 1]; k++)
            depth += (unsigned)ct_circle_holds(&s->circle[g->item[k]], x, y);
    return depth;
}

int ct_circles_nested(const struct ct_circles *s, uint32_t i, uint32_t j)
{
    const struct ct_circle *a = &s->circle[i], *b = &s->circle[j];
    const double d = hypot(a->x - b->x, a->y - b->y);
    if (d > fabs(a->r - b->r))
        return 0;
    return a->r < b->r || (a->r == b->r && i < j);
}

int ct_circles_cross(const struct ct_circles *s, uint32_t i, uint32_t j, struct ct_xy *enter,
                     struct ct_xy *leave)
{
    const struct ct_circle *a = &s->circle[i < j ? i : j], *b = &s->circle[i < j ? j : i];
    const double dx = b->x - a->x, dy = b->y - a->y, d = hypot(dx, dy);
    if (d >= a->r + b->r || d <= fabs(a->r - b->r))
        return 0;
    /* along the line of centres, then across it (to its right and to its left) */
    const double along = (d * d + (a->r - b->r) * (a->r + b->r)) / (2 * d);
    const double across = sqrt(fmax(0.0, (a->r - along) * (a->r + along)));
    const double ux = dx / d, uy = dy / d;
    const struct ct_xy right = {a->x + along * ux + across * uy, a->y + along * uy - across * ux};
    const struct ct_xy left = {a->x + along * ux - across * uy, a->y + along * uy + across * ux};
    *enter = i < j ? right : left;
    *leave = i < j ? left : right;
    return 1;
}
