/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places along a piece: see path.h.
 */
#include "measure/path.h"

#include "base/fail.h"
#include <stdlib.h>

static enum ct_status make_room(struct ct_path *path, size_t count, struct ct_error *err)
{
    if (count > path->room) {
        struct ct_xy *at = realloc(path->at, (count + count / 2) * sizeof *at);
        if (!at)
            return ct_fail_memory(err);
        path->at = at;
        path->room = count + count / 2;
    }
    path->count = count;
    return CT_OK;
}

/* Radius of the inner places of n equal chords over n * step: end places on the circle of radius
 * r, enclosed area that of the sector. */
static double area_true_radius(double r, double step, size_t n)
{
    const double s = sin(step), m = (double)n;
    if (step < 1e-6) /* the difference is beyond the last bit */
        return r;
    const double a = (m - 2) * s, b = 2 * r * s, c = -r * r * m * step;
    return a > 0 ? (-b + sqrt(b * b - 4 * a * c)) / (2 * a) : -c / b;
}

static enum ct_status arc_path(const struct ct_circle *c, const struct ct_piece *piece,
                               double sagitta_m, struct ct_path *path, struct ct_error *err)
{
    const double sweep = piece->a1 - piece->a0;
    const double widest = 2 * sqrt(2 * fmin(sagitta_m / c->r, 0.1));
    const size_t n = (size_t)fmax(2, ceil(sweep / widest));
    const double step = sweep / (double)n, cs = cos(step), sn = sin(step);
    if (make_room(path, n + 1, err))
        return CT_INTERNAL;
    const double r = area_true_radius(c->r, step, n);
    double x = r * cos(piece->a0), y = r * sin(piece->a0);
    for (size_t i = 1; i < n; i++) {
        const double nx = x * cs - y * sn;
        y = x * sn + y * cs;
        x = nx;
        path->at[i] = (struct ct_xy){c->x + x, c->y + y};
    }
    path->at[0] = piece->from;
    path->at[n] = piece->to;
    return CT_OK;
}

enum ct_status ct_path_of(const struct ct_arrangement *a, const struct ct_piece *piece,
                          double sagitta_m, struct ct_path *path, struct ct_error *err)
{
    if (piece->type == CT_PIECE_ARC)
        return arc_path(&a->circles[piece->set].circle[piece->item], piece, sagitta_m, path, err);
    const struct ct_point *vertex =
        piece->type == CT_PIECE_BORDER ? a->zones->vertex : a->partitions[piece->set].vertex;
    if (make_room(path, piece->count + 2, err))
        return CT_INTERNAL;
    path->at[0] = piece->from;
    for (size_t i = 0; i < piece->count; i++)
        path->at[i + 1] = ct_point_m(vertex[piece->first + i]);
    path->at[piece->count + 1] = piece->to;
    return CT_OK;
}

void ct_path_free(struct ct_path *path)
{
    free(path->at);
    *path = (struct ct_path){0};
}
