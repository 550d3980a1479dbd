/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Adding vertices so that an edge that is straight in the source CRS may be drawn straight in the
 * measuring plane. The curvature of one in the other is below tan(latitude)/R, so the edge bends
 * by length^2/8 of that: edges under 200 m need nothing (under 1.1 mm at 55 degrees) and cost one
 * comparison. A longer edge is cut into pieces of at most 10 km, the bend is measured at the middle
 * of each piece, and the number of pieces grows with its square root. Each edge is worked from its
 * lower end, so that both neighbours of a border get the same vertices, bit for bit.
 */
#include "base/fail.h"
#include "gis/plane.h"
#include "gis/vector_parts.h"
#include <math.h>
#include <stdlib.h>

#define TOLERANCE_M 0.001
#define SHORT_DEG   0.0018 /* 200 m of latitude */
#define PIECE_DEG   0.09   /* 10 km of latitude */

struct edge {
    size_t from; /* vertex; the edge goes to from + 1 */
    size_t pieces;
    size_t first; /* of its points in the batch */
    bool backward;
};

struct work {
    struct ct_crs *crs;
    const struct ct_shape *source, *degrees;
    struct edge *edges;
    size_t count;
    double *x, *y; /* a batch of points on edges */
};

static bool is_long(const struct ct_shape *degrees, size_t i)
{
    return fabs(degrees->lon[i + 1] - degrees->lon[i]) > SHORT_DEG ||
           fabs(degrees->lat[i + 1] - degrees->lat[i]) > SHORT_DEG;
}

static size_t count_long(const struct ct_shape *degrees)
{
    size_t n = 0;
    for (size_t part = 0; part < degrees->parts; part++)
        for (size_t i = degrees->start[part]; i + 1 < degrees->start[part + 1]; i++)
            n += is_long(degrees, i);
    return n;
}

static struct edge edge_at(const struct ct_shape *source, const struct ct_shape *degrees, size_t i)
{
    double length =
        hypot(degrees->lon[i + 1] - degrees->lon[i], degrees->lat[i + 1] - degrees->lat[i]);
    double x0 = source->lon[i], x1 = source->lon[i + 1];
    return (struct edge){
        .from = i,
        .pieces = 1 + (size_t)fmin(length / PIECE_DEG, 4000),
        .backward = x1 < x0 || (x1 == x0 && source->lat[i + 1] < source->lat[i]),
    };
}

static void list_long(struct work *w)
{
    const struct ct_shape *degrees = w->degrees;
    size_t n = 0;
    for (size_t part = 0; part < degrees->parts; part++)
        for (size_t i = degrees->start[part]; i + 1 < degrees->start[part + 1]; i++)
            if (is_long(degrees, i))
                w->edges[n++] = edge_at(w->source, degrees, i);
}

/* Puts steps - 1 points between the ends of each edge into the batch and brings them to degrees;
 * steps = pieces * each. */
static enum ct_status sample(struct work *w, size_t each, struct ct_error *err)
{
    size_t n = 0;
    for (size_t e = 0; e < w->count; e++) {
        w->edges[e].first = n;
        n += w->edges[e].pieces * each - 1;
    }
    free(w->x);
    free(w->y);
    w->x = malloc((n + 1) * sizeof *w->x);
    w->y = malloc((n + 1) * sizeof *w->y);
    if (w->x == NULL || w->y == NULL)
        return ct_fail_memory(err);
    for (size_t e = 0; e < w->count; e++) {
        const struct edge *edge = &w->edges[e];
        size_t a = edge->from + edge->backward, b = edge->from + !edge->backward;
        size_t steps = edge->pieces * each;
        const double *x = w->source->lon, *y = w->source->lat;
        for (size_t k = 1; k < steps; k++) {
            double t = (double)k / (double)steps;
            w->x[edge->first + k - 1] = x[a] + t * (x[b] - x[a]);
            w->y[edge->first + k - 1] = y[a] + t * (y[b] - y[a]);
        }
    }
    if (!ct_crs_to_lonlat(w->crs, n, w->x, w->y))
        return ct_fail(err, CT_INPUT, "E0322", "crs", ct_crs_name(w->crs), NULL);
    return CT_OK;
}

/* How far b lies from the straight line a-c in the plane, in metres on the ground. */
static double bend_m(const double a[2], const double b[2], const double c[2])
{
    struct ct_xy p = ct_plane_from_lonlat(a[0], a[1]), q = ct_plane_from_lonlat(b[0], b[1]),
                 r = ct_plane_from_lonlat(c[0], c[1]);
    double dx = r.x - p.x, dy = r.y - p.y, length = hypot(dx, dy);
    if (length == 0)
        return 0;
    return fabs(dx * (q.y - p.y) - dy * (q.x - p.x)) / length / ct_plane_scale(b[1]);
}

/* From the batch with two steps a piece: the pieces that keep the bend below the tolerance. */
static void refine(const struct work *w, struct edge *edge)
{
    const struct ct_shape *d = w->degrees;
    size_t low = edge->from + edge->backward, high = edge->from + !edge->backward;
    const double *x = w->x + edge->first, *y = w->y + edge->first;
    double worst = 0, a[2] = {d->lon[low], d->lat[low]};
    for (size_t piece = 0; piece < edge->pieces; piece++) {
        bool last = piece + 1 == edge->pieces;
        size_t k = 2 * piece;
        double b[2] = {x[k], y[k]};
        double c[2] = {last ? d->lon[high] : x[k + 1], last ? d->lat[high] : y[k + 1]};
        worst = fmax(worst, bend_m(a, b, c));
        a[0] = c[0];
        a[1] = c[1];
    }
    if (worst > TOLERANCE_M)
        edge->pieces *= (size_t)fmin(ceil(sqrt(1.1 * worst / TOLERANCE_M)), 4000);
}

static bool emit_edge(const struct work *w, const struct edge *edge, struct ct_shape *out)
{
    size_t n = edge->pieces - 1;
    for (size_t k = 0; k < n; k++) {
        size_t i = edge->first + (edge->backward ? n - 1 - k : k);
        if (!ct_shape_add(out, w->x[i], w->y[i], true))
            return false;
    }
    return true;
}

static bool emit(const struct work *w, struct ct_shape *out)
{
    const struct ct_shape *d = w->degrees;
    const struct edge *edge = w->edges, *end = w->edges + w->count;
    ct_shape_clear(out);
    out->kind = d->kind;
    for (size_t part = 0; part < d->parts; part++) {
        if (!ct_shape_begin(out, d->hole[part]))
            return false;
        for (size_t i = d->start[part]; i < d->start[part + 1]; i++) {
            if (!ct_shape_add(out, d->lon[i], d->lat[i], false))
                return false;
            if (edge < end && edge->from == i && !emit_edge(w, edge++, out))
                return false;
        }
    }
    return true;
}

enum ct_status ct_shape_densify(struct ct_crs *crs, const struct ct_shape *source,
                                const struct ct_shape *degrees, struct ct_shape *out, bool *changed,
                                struct ct_error *err)
{
    struct work w = {.crs = crs, .source = source, .degrees = degrees};
    *changed = false;
    if (degrees->kind == CT_SHAPE_POINTS || (w.count = count_long(degrees)) == 0)
        return CT_OK;
    w.edges = malloc(w.count * sizeof *w.edges);
    if (w.edges == NULL)
        return ct_fail_memory(err);
    list_long(&w);
    enum ct_status status = sample(&w, 2, err);
    for (size_t e = 0; status == CT_OK && e < w.count; e++) {
        refine(&w, &w.edges[e]);
        *changed |= w.edges[e].pieces > 1;
    }
    if (status == CT_OK && *changed)
        status = sample(&w, 1, err);
    if (status == CT_OK && *changed && !emit(&w, out))
        status = ct_fail_memory(err);
    free(w.edges);
    free(w.x);
    free(w.y);
    return status;
}
