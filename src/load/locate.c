/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A grid of boxes over the communities, about one cell a community; then crossings of a ray to the
 * east. Each edge is worked from its lower end, so that the two neighbours of a border compute the
 * very same crossing and a place on it falls to one of them.
 */
#include "load/locate.h"
#include "base/fail.h"
#include <math.h>
#include <stdlib.h>

struct ct_locator {
    const struct ct_communities *communities;
    double (*box)[4]; /* of each community */
    double whole[4];
    size_t columns, rows;
    size_t *start, *item; /* communities of each cell, ascending */
};

bool ct_shape_holds(const struct ct_shape *shape, double lon, double lat)
{
    bool inside = false;
    for (size_t part = 0; part < shape->parts; part++) {
        for (size_t i = shape->start[part]; i + 1 < shape->start[part + 1]; i++) {
            size_t low = i, high = i + 1;
            if ((shape->lat[i] > lat) == (shape->lat[i + 1] > lat))
                continue;
            if (shape->lat[low] > shape->lat[high]) {
                low = i + 1;
                high = i;
            }
            double share = (lat - shape->lat[low]) / (shape->lat[high] - shape->lat[low]);
            if (lon < shape->lon[low] + share * (shape->lon[high] - shape->lon[low]))
                inside = !inside;
        }
    }
    return inside;
}

static size_t step(double value, double from, double to, size_t n)
{
    double k = floor((value - from) / (to - from) * (double)n);
    if (!(k > 0))
        return 0;
    return k < (double)n ? (size_t)k : n - 1;
}

/* Calls for each cell of each community: counts, or places where `fill`. */
static void spread(struct ct_locator *l, bool fill)
{
    for (size_t c = 0; c < l->communities->count; c++) {
        const double *b = l->box[c], *w = l->whole;
        size_t c0 = step(b[0], w[0], w[2], l->columns), c1 = step(b[2], w[0], w[2], l->columns);
        size_t r0 = step(b[1], w[1], w[3], l->rows), r1 = step(b[3], w[1], w[3], l->rows);
        for (size_t r = r0; r <= r1; r++) {
            for (size_t k = r * l->columns + c0; k <= r * l->columns + c1; k++) {
                if (fill)
                    l->item[l->start[k]++] = c;
                else
                    l->start[k + 1]++;
            }
        }
    }
}

static bool build(struct ct_locator *l)
{
    size_t n = l->columns * l->rows;
    l->start = calloc(n + 2, sizeof *l->start);
    if (l->start == NULL)
        return false;
    spread(l, false);
    for (size_t k = 0; k < n; k++)
        l->start[k + 1] += l->start[k];
    l->item = malloc((l->start[n] + 1) * sizeof *l->item);
    if (l->item == NULL)
        return false;
    spread(l, true); /* moves each start to the next cell's */
    for (size_t k = n; k > 0; k--)
        l->start[k] = l->start[k - 1];
    l->start[0] = 0;
    return true;
}

static void measure(struct ct_locator *l)
{
    double *w = l->whole;
    w[0] = w[1] = HUGE_VAL;
    w[2] = w[3] = -HUGE_VAL;
    for (size_t c = 0; c < l->communities->count; c++) {
        double *b = l->box[c];
        ct_shape_bounds(&l->communities->shape[c], b);
        w[0] = fmin(w[0], b[0]);
        w[1] = fmin(w[1], b[1]);
        w[2] = fmax(w[2], b[2]);
        w[3] = fmax(w[3], b[3]);
    }
}

enum ct_status ct_locator_new(const struct ct_communities *communities, struct ct_locator **out,
                              struct ct_error *err)
{
    *out = NULL;
    struct ct_locator *l = calloc(1, sizeof *l);
    if (l == NULL)
        return ct_fail_memory(err);
    l->communities = communities;
    l->columns = l->rows = (size_t)sqrt((double)communities->count) + 1;
    l->box = calloc(communities->count + 1, sizeof *l->box);
    if (l->box != NULL)
        measure(l);
    if (l->box == NULL || !build(l)) {
        ct_locator_free(l);
        return ct_fail_memory(err);
    }
    *out = l;
    return CT_OK;
}

void ct_locator_free(struct ct_locator *locator)
{
    if (locator == NULL)
        return;
    free(locator->box);
    free(locator->start);
    free(locator->item);
    free(locator);
}

ptrdiff_t ct_locator_find(const struct ct_locator *l, double lon, double lat)
{
    const double *w = l->whole;
    if (!(lon >= w[0] && lon <= w[2] && lat >= w[1] && lat <= w[3]))
        return -1;
    size_t cell = step(lat, w[1], w[3], l->rows) * l->columns + step(lon, w[0], w[2], l->columns);
    for (size_t k = l->start[cell]; k < l->start[cell + 1]; k++) {
        const double *b = l->box[l->item[k]];
        if (lon >= b[0] && lon <= b[2] && lat >= b[1] && lat <= b[3] &&
            ct_shape_holds(&l->communities->shape[l->item[k]], lon, lat))
            return (ptrdiff_t)l->item[k];
    }
    return -1;
}

enum ct_status ct_locator_each(const struct ct_locator *l, const double box[4],
                               enum ct_status (*visit)(void *context, size_t community,
                                                       struct ct_error *err),
                               void *context, struct ct_error *err)
{
    const double *w = l->whole;
    size_t c0 = step(box[0], w[0], w[2], l->columns), c1 = step(box[2], w[0], w[2], l->columns);
    size_t r0 = step(box[1], w[1], w[3], l->rows), r1 = step(box[3], w[1], w[3], l->rows);
    for (size_t r = r0; r <= r1; r++) {
        size_t first = l->start[r * l->columns + c0], last = l->start[r * l->columns + c1 + 1];
        for (size_t k = first; k < last; k++) {
            const double *b = l->box[l->item[k]];
            if (box[0] > b[2] || b[0] > box[2] || box[1] > b[3] || b[1] > box[3])
                continue;
            enum ct_status status = visit(context, l->item[k], err);
            if (status != CT_OK)
                return status;
        }
    }
    return CT_OK;
}
