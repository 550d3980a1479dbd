/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of equal distance: Delaunay edges of the plane, their duals moved to equal distance in
 * space. See partition.h, bisector.h.
 *
 * Three far "ghost" sites close the diagram, so every edge between two real sites has a triangle
 * on both sides; what they bound lies outside the zones and is clipped away.
 */
#include "measure/bisector.h"
#include "base/grow.h"

#include "base/fail.h"
#include "gis/overlay.h"
#include <stdlib.h>

#define GHOSTS          3
#define LONGEST_CHORD_M 1000.0

void ct_bisector_space(double plane_x, double plane_y, double out[3])
{
    const double e2 = CT_EARTH_F * (2.0 - CT_EARTH_F);
    const struct ct_xy d = ct_plane_to_lonlat(plane_x, plane_y);
    const double lon = d.x * M_PI / 180.0, lat = d.y * M_PI / 180.0;
    const double s = sin(lat), c = cos(lat), n = CT_EARTH_A / sqrt(1 - e2 * s * s);
    out[0] = n * c * cos(lon);
    out[1] = n * c * sin(lon);
    out[2] = n * (1 - e2) * s;
}

struct work {
    struct ct_partition *p;
    const struct ct_zones *zones;
    size_t points; /* sites + ghosts */
    double *x, *y; /* one block */
    size_t triangles;
    size_t *corner; /* 3 a triangle */
    struct ct_xy *centre;
    struct ct_box clip;
    size_t vertices, vertex_room, lines, line_room, right_room, start_room;
};

static double squared_gap(const double a[3], const double b[3])
{
    const double dx = a[0] - b[0], dy = a[1] - b[1], dz = a[2] - b[2];
    return dx * dx + dy * dy + dz * dz;
}

/* Moves a place along the direction between two sites until it is as far from one as from the
 * other: secant steps on the difference of distances. */
static struct ct_xy balance(const struct work *w, size_t f, size_t g, struct ct_xy at)
{
    const struct ct_zones *z = w->zones;
    const double dx = w->x[g] - w->x[f], dy = w->y[g] - w->y[f], d = hypot(dx, dy);
    double s0 = 0, s1 = 1, v0 = 0;
    for (int i = 0; i < 8; i++) {
        const double s = i == 0 ? s0 : s1;
        double space[3];
        ct_bisector_space(z->x0 + at.x + s * dx / d, z->y0 + at.y + s * dy / d, space);
        const double v =
            sqrt(squared_gap(space, w->p->space[f])) - sqrt(squared_gap(space, w->p->space[g]));
        if (i > 0) {
            const double slope = (v - v0) / (s1 - s0);
            const double next = slope > 1e-9 ? s1 - v / slope : s1;
            s0 = s1;
            s1 = next;
            if (fabs(s1 - s0) < 1e-6)
                break;
        }
        v0 = v;
    }
    return (struct ct_xy){at.x + s1 * dx / d, at.y + s1 * dy / d};
}

static struct ct_xy circumcentre(const struct work *w, const size_t *t)
{
    const double ax = w->x[t[0]], ay = w->y[t[0]];
    const double bx = w->x[t[1]] - ax, by = w->y[t[1]] - ay;
    const double cx = w->x[t[2]] - ax, cy = w->y[t[2]] - ay;
    const double d = 2 * (bx * cy - by * cx), b2 = bx * bx + by * by, c2 = cx * cx + cy * cy;
    return (struct ct_xy){ax + (cy * b2 - by * c2) / d, ay + (bx * c2 - cx * b2) / d};
}

/* The place of equal distance in space from three sites: Newton steps with the plane's own
 * gradients, which are right to the scale's slope. */
static struct ct_xy balanced_centre(const struct work *w, const size_t *t, struct ct_xy at)
{
    for (int i = 0; i < 6; i++) {
        double space[3], ux[3], uy[3], far[3];
        ct_bisector_space(w->zones->x0 + at.x, w->zones->y0 + at.y, space);
        for (int k = 0; k < 3; k++) {
            const double dx = at.x - w->x[t[k]], dy = at.y - w->y[t[k]], d = hypot(dx, dy);
            far[k] = sqrt(squared_gap(space, w->p->space[t[k]]));
            ux[k] = dx / d * (far[k] / d);
            uy[k] = dy / d * (far[k] / d);
        }
        const double a = ux[1] - ux[0], b = uy[1] - uy[0], c = ux[2] - ux[0], d = uy[2] - uy[0];
        const double u = far[0] - far[1], v = far[0] - far[2], det = a * d - b * c;
        if (fabs(det) < 1e-9)
            break;
        const struct ct_xy step = {(d * u - b * v) / det, (a * v - c * u) / det};
        if (!(hypot(step.x, step.y) < 1e5))
            break;
        at.x += step.x;
        at.y += step.y;
        if (hypot(step.x, step.y) < 1e-5)
            break;
    }
    return at;
}

static int in_clip(const struct work *w, struct ct_xy p)
{
    return p.x >= w->clip.x0 && p.x <= w->clip.x1 && p.y >= w->clip.y0 && p.y <= w->clip.y1;
}

static void centres(struct work *w)
{
    for (size_t i = 0; i < w->triangles; i++) {
        const size_t *t = w->corner + 3 * i;
        w->centre[i] = circumcentre(w, t);
        if (t[0] < w->p->sites && t[1] < w->p->sites && t[2] < w->p->sites &&
            in_clip(w, w->centre[i]))
            w->centre[i] = balanced_centre(w, t, w->centre[i]);
    }
}

/* Cuts a -> b to the clip box (Liang and Barsky 1984); false where nothing is left. */
static int clip_line(const struct work *w, struct ct_xy *a, struct ct_xy *b)
{
    const double dx = b->x - a->x, dy = b->y - a->y;
    const double p[4] = {-dx, dx, -dy, dy};
    const double q[4] = {a->x - w->clip.x0, w->clip.x1 - a->x, a->y - w->clip.y0,
                         w->clip.y1 - a->y};
    double t0 = 0, t1 = 1;
    for (int i = 0; i < 4; i++) {
        if (p[i] == 0 && q[i] < 0)
            return 0;
        if (p[i] < 0)
            t0 = fmax(t0, q[i] / p[i]);
        if (p[i] > 0)
            t1 = fmin(t1, q[i] / p[i]);
    }
    if (t0 >= t1)
        return 0;
    const struct ct_xy start = *a;
    if (t0 > 0)
        *a = (struct ct_xy){start.x + t0 * dx, start.y + t0 * dy};
    if (t1 < 1)
        *b = (struct ct_xy){start.x + t1 * dx, start.y + t1 * dy};
    return 1;
}

static enum ct_status add_vertex(struct work *w, struct ct_xy at, struct ct_error *err)
{
    if (!ct_grow((void **)&w->p->vertex, &w->vertex_room, w->vertices, sizeof *w->p->vertex))
        return ct_fail_memory(err);
    w->p->vertex[w->vertices++] = (struct ct_point){ct_lattice(at.x), ct_lattice(at.y)};
    return CT_OK;
}

static enum ct_status begin_line(struct work *w, size_t left, size_t right, struct ct_error *err)
{
    struct ct_partition *p = w->p;
    if (!ct_grow((void **)&p->left, &w->line_room, w->lines, sizeof *p->left) ||
        !ct_grow((void **)&p->right, &w->right_room, w->lines, sizeof *p->right) ||
        !ct_grow((void **)&p->line_start, &w->start_room, w->lines + 1, sizeof *p->line_start))
        return ct_fail_memory(err);
    p->left[w->lines] = (uint32_t)left;
    p->right[w->lines] = (uint32_t)right;
    p->line_start[w->lines++] = w->vertices;
    return CT_OK;
}

/* The line between sites `left` and `right` from centre a to centre b. */
static enum ct_status draw(struct work *w, size_t left, size_t right, struct ct_xy a,
                           struct ct_xy b, struct ct_error *err)
{
    if (!clip_line(w, &a, &b))
        return CT_OK;
    const int n = (int)fmin(ceil(hypot(b.x - a.x, b.y - a.y) / LONGEST_CHORD_M), 1e5);
    enum ct_status status = begin_line(w, left, right, err);
    if (!status)
        status = add_vertex(w, a, err);
    for (int i = 1; !status && i < n; i++) {
        const double t = (double)i / n;
        const struct ct_xy at = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
        status = add_vertex(w, balance(w, left, right, at), err);
    }
    return status ? status : add_vertex(w, b, err);
}

/* Half of a triangle's side, to be matched with its twin. */
struct side {
    size_t low, high, triangle;
};

static int by_ends(const void *x, const void *y)
{
    const struct side *a = x, *b = y;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    return a->triangle < b->triangle ? -1 : a->triangle > b->triangle;
}

static size_t sides_of(const struct work *w, struct side *side)
{
    size_t n = 0;
    for (size_t i = 0; i < 3 * w->triangles; i++) {
        const size_t a = w->corner[i], b = w->corner[i % 3 == 2 ? i - 2 : i + 1];
        const size_t low = a < b ? a : b, high = a < b ? b : a;
        if (high < w->p->sites)
            side[n++] = (struct side){low, high, i / 3};
    }
    qsort(side, n, sizeof *side, by_ends);
    return n;
}

/* Is the triangle on the left of low -> high? */
static int on_left(const struct work *w, const struct side *s)
{
    const size_t *t = w->corner + 3 * s->triangle;
    for (int k = 0; k < 3; k++)
        if (t[k] == s->low && t[(k + 1) % 3] == s->high)
            return 1;
    return 0;
}

static enum ct_status draw_all(struct work *w, struct ct_error *err)
{
    struct side *side = malloc((3 * w->triangles + 1) * sizeof *side);
    if (!side)
        return ct_fail_memory(err);
    const size_t n = sides_of(w, side);
    enum ct_status status = CT_OK;
    for (size_t i = 0; !status && i + 1 < n; i++) {
        const struct side *s = &side[i], *twin = &side[i + 1];
        if (s->low != twin->low || s->high != twin->high)
            continue;
        const struct side *l = on_left(w, s) ? s : twin, *r = l == s ? twin : s;
        /* seen along low -> high, running from the right centre to the left one has low left */
        status = draw(w, s->low, s->high, w->centre[r->triangle], w->centre[l->triangle], err);
        i++;
    }
    free(side);
    if (!status &&
        !ct_grow((void **)&w->p->line_start, &w->start_room, w->lines, sizeof *w->p->line_start))
        status = ct_fail_memory(err);
    if (!status)
        w->p->line_start[w->lines] = w->vertices;
    w->p->lines = w->lines;
    return status;
}

/* Sites, then ghosts, into `place`: all x, then all y. */
static void place_points(struct work *w, double *place)
{
    static const double ghost[GHOSTS][2] = {{0, 2}, {-1.8, -1.1}, {1.8, -1.1}};
    const double far = 1e8;
    w->points = w->p->sites + GHOSTS;
    w->x = place;
    w->y = place + w->points;
    for (size_t i = 0; i < w->p->sites; i++) {
        const struct ct_xy m = ct_point_m(w->p->site[i]);
        w->x[i] = m.x;
        w->y[i] = m.y;
    }
    for (size_t i = 0; i < GHOSTS; i++) {
        w->x[w->p->sites + i] = ghost[i][0] * far;
        w->y[w->p->sites + i] = ghost[i][1] * far;
    }
}

enum ct_status ct_bisector_lines(struct ct_partition *p, const struct ct_zones *zones,
                                 struct ct_error *err)
{
    const struct ct_box *all = &zones->all;
    struct work w = {.p = p,
                     .zones = zones,
                     .clip = {all->x0 - 2e3, all->y0 - 2e3, all->x1 + 2e3, all->y1 + 2e3}};
    double *place = malloc(2 * (p->sites + GHOSTS) * sizeof *place);
    if (!place)
        return ct_fail_memory(err);
    place_points(&w, place);
    enum ct_status status = ct_overlay_delaunay(w.points, w.x, w.y, &w.triangles, &w.corner, err);
    if (!status && !(w.centre = malloc((w.triangles + 1) * sizeof *w.centre)))
        status = ct_fail_memory(err);
    if (!status) {
        centres(&w);
        status = draw_all(&w, err);
    }
    free(place);
    free(w.corner);
    free(w.centre);
    return status;
}
