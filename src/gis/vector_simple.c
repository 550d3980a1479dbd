/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A quick proof that polygons are valid, for the many that are: GEOS needs five times as long.
 * Edges are sorted into as many strips of y as a quarter of their number; only edges of one strip
 * are compared, and any doubt (a touch, a sign below its error bound, a hole) means "not proved".
 * O(vertices) for shapes whose edges are short against their height.
 */
#include "gis/vector_parts.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct strips {
    const double *x, *y; /* of one ring; edge i goes from vertex i to i + 1 */
    size_t edges, count;
    double low, per_unit;
    uint32_t *start, *item;
};

/* Without the care for NaN that keeps fmin and fmax from being one instruction. */
static double lower(double a, double b)
{
    return a < b ? a : b;
}

static double upper(double a, double b)
{
    return a > b ? a : b;
}

/* Twice the area of a, b, c where its sign is sure; else 0. (Shewchuk 1997, filter A.) */
static double sure_turn(const struct strips *s, size_t a, size_t b, size_t c)
{
    double left = (s->x[a] - s->x[c]) * (s->y[b] - s->y[c]);
    double right = (s->y[a] - s->y[c]) * (s->x[b] - s->x[c]);
    double turn = left - right;
    return fabs(turn) > 4e-16 * (fabs(left) + fabs(right)) ? turn : 0;
}

/* Edges i and i + 1 meet in vertex b only, unless the second runs back over the first. */
static bool neighbours_apart(const struct strips *s, size_t a, size_t b, size_t c)
{
    double dot =
        (s->x[b] - s->x[a]) * (s->x[c] - s->x[b]) + (s->y[b] - s->y[a]) * (s->y[c] - s->y[b]);
    return dot > 0 || sure_turn(s, a, b, c) != 0;
}

static bool apart(const struct strips *s, size_t i, size_t j)
{
    const double *x = s->x, *y = s->y;
    if (upper(x[i], x[i + 1]) < lower(x[j], x[j + 1]) ||
        upper(x[j], x[j + 1]) < lower(x[i], x[i + 1]) ||
        upper(y[i], y[i + 1]) < lower(y[j], y[j + 1]) ||
        upper(y[j], y[j + 1]) < lower(y[i], y[i + 1]))
        return true;
    if (i + 1 == j)
        return neighbours_apart(s, i, j, j + 1);
    if (i == 0 && j + 1 == s->edges)
        return neighbours_apart(s, j, 0, 1);
    double a = sure_turn(s, i, i + 1, j), b = sure_turn(s, i, i + 1, j + 1);
    double c = sure_turn(s, j, j + 1, i), d = sure_turn(s, j, j + 1, i + 1);
    return (a > 0 && b > 0) || (a < 0 && b < 0) || (c > 0 && d > 0) || (c < 0 && d < 0);
}

static size_t strip_of(const struct strips *s, double y)
{
    size_t k = (size_t)((y - s->low) * s->per_unit);
    return k < s->count ? k : s->count - 1;
}

/* Counts edges in strips, or places them where `fill`. */
static void spread(struct strips *s, bool fill)
{
    for (size_t i = 0; i < s->edges; i++) {
        size_t last = strip_of(s, upper(s->y[i], s->y[i + 1]));
        for (size_t k = strip_of(s, lower(s->y[i], s->y[i + 1])); k <= last; k++) {
            if (fill)
                s->item[s->start[k]++] = (uint32_t)i;
            else
                s->start[k + 1]++;
        }
    }
}

static bool all_apart(const struct strips *s)
{
    uint32_t first = 0;
    for (size_t k = 0; k < s->count; k++) {
        uint32_t last = s->start[k]; /* moved to the end of its strip */
        for (uint32_t p = first; p < last; p++)
            for (uint32_t q = p + 1; q < last; q++)
                if (!apart(s, s->item[p], s->item[q]))
                    return false;
        first = last;
    }
    return true;
}

/* Fills the strips; false where edges are so long that it would cost more than it saves. */
static bool sort_edges(struct strips *s)
{
    spread(s, false);
    for (size_t k = 0; k < s->count; k++)
        s->start[k + 1] += s->start[k];
    if (s->start[s->count] > 8 * s->edges)
        return false;
    spread(s, true);
    return true;
}

static bool ring_is_simple(const struct ct_shape *shape, size_t part, struct strips *s)
{
    size_t first = shape->start[part], n = shape->start[part + 1] - first;
    double high = shape->lat[first];
    s->x = shape->lon + first;
    s->y = shape->lat + first;
    s->edges = n - 1;
    s->low = high;
    for (size_t i = 0; i + 1 < n; i++) {
        if (s->x[i] == s->x[i + 1] && s->y[i] == s->y[i + 1])
            return false;
        s->low = lower(s->low, s->y[i]);
        high = upper(high, s->y[i]);
    }
    s->count = n / 4;
    s->per_unit = (double)s->count / (high - s->low);
    if (n < 4 || !isfinite(s->per_unit))
        return false;
    s->start = calloc(s->count + 2, sizeof *s->start);
    s->item = malloc(8 * s->edges * sizeof *s->item);
    bool simple = s->start && s->item && sort_edges(s) && all_apart(s);
    free(s->start);
    free(s->item);
    return simple;
}

bool ct_shape_surely_valid(const struct ct_shape *shape)
{
    double box[2][4];
    size_t parts = shape->parts;
    if (parts == 0 || parts > 2 || shape->vertices > UINT32_MAX / 16)
        return false;
    for (size_t part = 0; part < parts; part++) {
        struct strips s = {0};
        if (shape->hole[part] || !ring_is_simple(shape, part, &s))
            return false;
        struct ct_shape ring = {.vertices = s.edges,
                                .lon = shape->lon + shape->start[part],
                                .lat = shape->lat + shape->start[part]};
        ct_shape_bounds(&ring, box[part]);
    }
    return parts == 1 || box[0][2] < box[1][0] || box[1][2] < box[0][0] || box[0][3] < box[1][1] ||
           box[1][3] < box[0][1];
}
