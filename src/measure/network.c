/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The network of streets: see network.h. Snapping and contracting are in network_snap.c and
 * network_contract.c, the search in network_search.c.
 */
#include "measure/network.h"

#include "base/fail.h"
#include <stdlib.h>

#define SQUARE_M 50.0

static size_t shape_count(const struct ct_network *n)
{
    return n->edges ? n->shape_start[n->edges] : 0;
}

static enum ct_status allocate(struct ct_network *n, struct ct_error *err)
{
    const size_t shape = shape_count(n);
    n->head = calloc(n->nodes + 2, sizeof *n->head);
    n->to = malloc((2 * n->edges + 1) * sizeof *n->to);
    n->edge = malloc((2 * n->edges + 1) * sizeof *n->edge);
    n->length_mm = malloc((2 * n->edges + 1) * sizeof *n->length_mm);
    n->edge_mm = malloc((n->edges + 1) * sizeof *n->edge_mm);
    n->along_m = malloc((shape + 1) * sizeof *n->along_m);
    n->place = malloc((shape + 1) * sizeof *n->place);
    n->edge_of = malloc((shape + 1) * sizeof *n->edge_of);
    n->component = malloc((n->nodes + 1) * sizeof *n->component);
    n->component_m = calloc(n->nodes + 1, sizeof *n->component_m);
    return n->head && n->to && n->edge && n->length_mm && n->edge_mm && n->along_m && n->place &&
                   n->edge_of && n->component && n->component_m
               ? CT_OK
               : ct_fail_memory(err);
}

static int64_t up_to_mm(double m)
{
    return (int64_t)ceil(m * 1000);
}

static void measure_edges(struct ct_network *n)
{
    for (uint32_t e = 0; e < n->edges; e++) {
        double along = 0;
        for (size_t i = n->shape_start[e]; i < n->shape_start[e + 1]; i++) {
            if (i > n->shape_start[e])
                along += ct_plane_distance_m(n->lon[i - 1], n->lat[i - 1], n->lon[i], n->lat[i]);
            n->along_m[i] = along;
            n->place[i] = ct_plane_from_lonlat(n->lon[i], n->lat[i]);
            n->edge_of[i] = e;
        }
        n->edge_mm[e] = up_to_mm(along);
    }
}

static void list_arcs(struct ct_network *n)
{
    size_t *next = n->head + 1; /* next[v] becomes the end of v */
    for (size_t e = 0; e < n->edges; e++)
        for (int k = 0; k < 2; k++)
            next[n->end[e][k] + 1]++;
    for (size_t v = 0; v < n->nodes; v++)
        next[v + 1] += next[v];
    for (uint32_t e = 0; e < n->edges; e++)
        for (int k = 0; k < 2; k++) {
            const size_t arc = next[n->end[e][k]]++;
            n->to[arc] = n->end[e][1 - k];
            n->edge[arc] = e;
            n->length_mm[arc] = n->edge_mm[e];
        }
}

static enum ct_status index_segments(struct ct_network *n, struct ct_error *err)
{
    const size_t shape = shape_count(n);
    struct ct_box all = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < shape; i++) {
        const struct ct_xy p = n->place[i];
        all = (struct ct_box){fmin(all.x0, p.x), fmin(all.y0, p.y), fmax(all.x1, p.x),
                              fmax(all.y1, p.y)};
    }
    if (!shape)
        all = (struct ct_box){0, 0, 0, 0};
    ct_grid_begin(&n->segments, all, SQUARE_M, 2 * shape + 1);
    for (size_t i = 1; i < shape; i++) {
        const struct ct_xy a = n->place[i - 1], b = n->place[i];
        const struct ct_box box = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
        if (n->edge_of[i - 1] == n->edge_of[i] &&
            ct_grid_put_box(&n->segments, box, (uint32_t)(i - 1), err))
            return CT_INTERNAL;
    }
    return ct_grid_finish(&n->segments, err);
}

/* Numbers what hangs together with `start`. */
static void spread(struct ct_network *n, uint32_t start, uint32_t component, uint32_t *stack)
{
    size_t count = 1;
    stack[0] = start;
    n->component[start] = component;
    while (count) {
        const uint32_t v = stack[--count];
        for (size_t arc = n->head[v]; arc < n->head[v + 1]; arc++)
            if (n->component[n->to[arc]] == UINT32_MAX) {
                n->component[n->to[arc]] = component;
                stack[count++] = n->to[arc];
            }
    }
}

static enum ct_status find_components(struct ct_network *n, struct ct_error *err)
{
    uint32_t *stack = malloc((n->nodes + 1) * sizeof *stack);
    size_t largest = 0;
    if (!stack)
        return ct_fail_memory(err);
    for (size_t v = 0; v < n->nodes; v++)
        n->component[v] = UINT32_MAX;
    for (uint32_t v = 0; v < n->nodes; v++)
        if (n->component[v] == UINT32_MAX)
            spread(n, v, (uint32_t)n->components++, stack);
    free(stack);
    for (size_t e = 0; e < n->edges; e++)
        n->component_m[n->component[n->end[e][0]]] += n->along_m[n->shape_start[e + 1] - 1];
    for (size_t c = 0; c < n->components; c++)
        if (n->component_m[c] > n->component_m[largest])
            largest = c;
    for (size_t v = 0; v < n->nodes; v++) /* the largest changes places with the first */
        n->component[v] = n->component[v] == largest ? 0
                          : n->component[v] == 0     ? (uint32_t)largest
                                                     : n->component[v];
    const double first_m = n->component_m[0];
    n->component_m[0] = n->component_m[largest];
    n->component_m[largest] = first_m;
    return CT_OK;
}

enum ct_status ct_network_build(const struct ct_shape *lines, struct ct_network *out,
                                struct ct_error *err)
{
    struct ct_network_raw raw = {0};
    *out = (struct ct_network){0};
    enum ct_status status = ct_network_snap(lines, &raw, err);
    if (!status)
        status = ct_network_contract(&raw, out, err);
    ct_network_raw_free(&raw);
    if (!status)
        status = allocate(out, err);
    if (!status) {
        measure_edges(out);
        list_arcs(out);
        status = index_segments(out, err);
    }
    if (!status)
        status = find_components(out, err);
    if (status)
        ct_network_free(out);
    return status;
}

void ct_network_free(struct ct_network *n)
{
    free(n->head);
    free(n->to);
    free(n->edge);
    free(n->length_mm);
    free(n->end);
    free(n->edge_mm);
    free(n->shape_start);
    free(n->lon);
    free(n->lat);
    free(n->along_m);
    free(n->place);
    free(n->edge_of);
    ct_grid_free(&n->segments);
    free(n->component);
    free(n->component_m);
    *n = (struct ct_network){0};
}

struct foot {
    struct ct_xy from, at; /* the place, and the nearest place of a street so far */
    double distance;       /* plane metres */
    size_t segment;
};

static void try_segment(const struct ct_network *n, size_t i, struct foot *foot)
{
    const struct ct_xy a = n->place[i], b = n->place[i + 1];
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t = ((foot->from.x - a.x) * dx + (foot->from.y - a.y) * dy) / (dx * dx + dy * dy);
    const double share = fmin(fmax(t, 0.0), 1.0);
    const struct ct_xy at = {a.x + share * dx, a.y + share * dy};
    const double d = hypot(at.x - foot->from.x, at.y - foot->from.y);
    if (d < foot->distance || (d == foot->distance && i < foot->segment))
        *foot = (struct foot){foot->from, at, d, i};
}

static void look_within(const struct ct_network *n, double radius, struct foot *foot)
{
    const struct ct_grid *g = &n->segments;
    const int c0 = ct_grid_column(g, foot->from.x - radius);
    const int c1 = ct_grid_column(g, foot->from.x + radius);
    const int r0 = ct_grid_row(g, foot->from.y - radius);
    const int r1 = ct_grid_row(g, foot->from.y + radius);
    for (int r = r0; r <= r1; r++)
        for (size_t k = g->start[ct_grid_square(g, c0, r)];
             k < g->start[ct_grid_square(g, c1, r) + 1]; k++)
            try_segment(n, g->item[k], foot);
}

static void take_foot(const struct ct_network *n, const struct foot *foot, double lon, double lat,
                      struct ct_network_place *out)
{
    const struct ct_xy at = ct_plane_to_lonlat(foot->at.x, foot->at.y);
    const size_t a = foot->segment, b = a + 1;
    const uint32_t e = n->edge_of[a];
    const double before = ct_plane_distance_m(n->lon[a], n->lat[a], at.x, at.y);
    const double after = ct_plane_distance_m(at.x, at.y, n->lon[b], n->lat[b]);
    const double rest = n->along_m[n->shape_start[e + 1] - 1] - n->along_m[b];
    *out = (struct ct_network_place){
        .edge = e,
        .lon = at.x,
        .lat = at.y,
        .along_m = n->along_m[a] + before,
        .end_mm = {up_to_mm(n->along_m[a] + before), up_to_mm(after + rest)},
        .straight_mm = up_to_mm(ct_plane_distance_m(lon, lat, at.x, at.y))};
}

bool ct_network_join(const struct ct_network *n, double lon, double lat, double limit_m,
                     struct ct_network_place *out)
{
    struct foot foot = {ct_plane_from_lonlat(lon, lat), {0, 0}, INFINITY, SIZE_MAX};
    /* a little more than the limit: the plane's scale changes along the way */
    const double limit = limit_m * ct_plane_scale(lat) * 1.001;
    double radius = fmin(n->segments.side, limit);
    if (!n->edges)
        return false;
    look_within(n, radius, &foot);
    while (foot.distance > radius && radius < limit) {
        radius = fmin(2 * radius, limit);
        look_within(n, radius, &foot);
    }
    if (foot.segment == SIZE_MAX)
        return false;
    take_foot(n, &foot, lon, lat, out);
    return (double)out->straight_mm <= limit_m * 1000 + 1;
}
