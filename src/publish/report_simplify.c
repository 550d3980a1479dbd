/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See report_arcs.h. Every arc is simplified by itself and once, whoever uses it. Without
 * recursion: what is still to be looked at stands on a stack.
 *
 * Source: D. Douglas, T. Peucker: Algorithms for the reduction of the number of points required to
 * represent a digitized line or its caricature. Cartographica 10 (1973) 112-122.
 */
#include "base/fail.h"
#include "publish/report_arcs.h"
#include <stdlib.h>
#include <string.h>

static double square(double x)
{
    return x * x;
}

/* Squared distance of vertex v from the segment a-b, in cells. */
static double apart(const struct ct_arcs *arcs, int32_t v, int32_t a, int32_t b)
{
    double ax = arcs->x.data[a], ay = arcs->y.data[a];
    double dx = arcs->x.data[b] - ax, dy = arcs->y.data[b] - ay;
    double px = arcs->x.data[v] - ax, py = arcs->y.data[v] - ay;
    double length = dx * dx + dy * dy, along = px * dx + py * dy;
    double t = length > 0 && along > 0 ? (along < length ? along / length : 1) : 0;

    return square(px - t * dx) + square(py - t * dy);
}

/* The point between two of an arc that is farthest from their chord; `from` where there is none. */
static size_t farthest(const struct ct_arcs *arcs, size_t from, size_t to, double *distance)
{
    const int32_t *p = arcs->point.data;
    size_t best = from;

    *distance = -1;
    for (size_t i = from + 1; i < to; i++) {
        double d = apart(arcs, p[i], p[from], p[to]);
        if (d > *distance) {
            *distance = d;
            best = i;
        }
    }
    return best;
}

/* Keeps what is farther than the tolerance (squared cells) between two points that are kept. */
static void thin(struct ct_arcs *arcs, struct ct_integers *stack, size_t from, size_t to,
                 double tolerance)
{
    ct_integers_add(stack, (int32_t)from);
    ct_integers_add(stack, (int32_t)to);
    while (stack->count > 0) {
        double distance;
        size_t high = (size_t)stack->data[--stack->count];
        size_t low = (size_t)stack->data[--stack->count];
        size_t middle = farthest(arcs, low, high, &distance);
        if (middle == low || distance <= tolerance)
            continue;
        arcs->kept[middle] = true;
        ct_integers_add(stack, (int32_t)low);
        ct_integers_add(stack, (int32_t)middle);
        ct_integers_add(stack, (int32_t)middle);
        ct_integers_add(stack, (int32_t)high);
    }
}

/* A closed arc always keeps three points: its first, the one farthest from it, and the one farthest
 * from the line between them. */
static void thin_closed(struct ct_arcs *arcs, struct ct_integers *stack, size_t from, size_t to,
                        double tolerance)
{
    double one, two, distance;
    size_t far = farthest(arcs, from, to, &distance);
    size_t before = farthest(arcs, from, far, &one), after = farthest(arcs, far, to, &two);

    arcs->kept[far] = true;
    arcs->kept[one >= two ? before : after] = true;
    thin(arcs, stack, from, far, tolerance);
    thin(arcs, stack, far, to, tolerance);
}

/* *left gets the number of points that are kept. */
static bool thin_all(struct ct_arcs *arcs, struct ct_integers *stack, size_t *left)
{
    double tolerance = square(arcs->tolerance_m / CT_ARC_CELL_M);

    memset(arcs->kept, 0, (arcs->point.count + 1) * sizeof *arcs->kept);
    *left = 0;
    for (size_t i = 0; i + 1 < arcs->arc_start.count; i++) {
        size_t from = (size_t)arcs->arc_start.data[i];
        size_t to = (size_t)arcs->arc_start.data[i + 1] - 1;
        arcs->kept[from] = arcs->kept[to] = true;
        if (arcs->point.data[from] == arcs->point.data[to])
            thin_closed(arcs, stack, from, to, tolerance);
        else
            thin(arcs, stack, from, to, tolerance);
    }
    for (size_t i = 0; i < arcs->point.count; i++)
        *left += arcs->kept[i];
    return !stack->failed;
}

enum ct_status ct_arcs_simplify(struct ct_arcs *arcs, double least_m, size_t budget,
                                struct ct_error *err)
{
    enum { STEPS = 40 };
    struct ct_integers stack = {0};
    size_t left = 0;

    arcs->kept = calloc(arcs->point.count + 1, sizeof *arcs->kept);
    bool sound = arcs->kept != NULL;
    arcs->tolerance_m = least_m;
    for (int i = 0; sound && i < STEPS; i++) {
        sound = thin_all(arcs, &stack, &left);
        if (left <= budget)
            break;
        arcs->tolerance_m *= 2;
    }
    ct_integers_free(&stack);
    return sound ? CT_OK : ct_fail_memory(err);
}

void ct_report_number(struct ct_buffer *out, int64_t value)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint64_t rest = value < 0 ? (uint64_t)-value << 1 | 1 : (uint64_t)value << 1;
    char text[16];
    size_t n = 0;

    do {
        text[n++] = digits[(rest & 31U) | (rest > 31 ? 32U : 0U)];
        rest >>= 5;
    } while (rest > 0);
    ct_buffer_add_n(out, text, n);
}

void ct_arcs_write(const struct ct_arcs *arcs, struct ct_buffer *out)
{
    int64_t x = 0, y = 0;

    for (size_t i = 0; i + 1 < arcs->arc_start.count; i++) {
        size_t from = (size_t)arcs->arc_start.data[i], to = (size_t)arcs->arc_start.data[i + 1];
        int64_t count = 0;
        for (size_t k = from; k < to; k++)
            count += arcs->kept[k];
        ct_report_number(out, count);
        for (size_t k = from; k < to; k++) {
            if (!arcs->kept[k])
                continue;
            int32_t v = arcs->point.data[k];
            ct_report_number(out, arcs->x.data[v] - x);
            ct_report_number(out, arcs->y.data[v] - y);
            x = arcs->x.data[v];
            y = arcs->y.data[v];
        }
    }
}
