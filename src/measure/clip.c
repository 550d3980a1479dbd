/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Polygons cut to squares: see clip.h.
 */
#include "measure/clip.h"
#include "base/grow.h"

#include "base/fail.h"
#include <stdlib.h>

/* Where the polygon's boundary crosses a lattice line. */
struct crossing {
    int line;
    double at;
};
struct crossings {
    struct crossing *row;
    size_t count, room;
};

struct clip {
    const struct ct_mask *mask;
    struct ct_chains *out;
    struct crossings across[2]; /* of vertical lines (u = line), of horizontal lines (v = line) */
    struct ct_xy *run;          /* the chain being built, inside the set */
    size_t places, room;
};

static bool in_set(const struct ct_mask *m, int column, int row)
{
    const int c = column - m->column, r = row - m->row;
    return c >= 0 && r >= 0 && c < m->width && r < m->height && m->value[r * m->width + c] > 0;
}

static enum ct_status add_place(struct clip *k, struct ct_xy at, struct ct_error *err)
{
    if (!ct_grow((void **)&k->run, &k->room, k->places, sizeof *k->run))
        return ct_fail_memory(err);
    k->run[k->places++] = at;
    return CT_OK;
}

static enum ct_status end_run(struct clip *k, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    if (k->places > 1)
        status = ct_chains_add(k->out, k->run, k->places, false, err);
    k->places = 0;
    return status;
}

/* ---- the boundary, square by square ------------------------------------------------------------
 */

/* The next lattice line of one axis that a segment crosses, with where. */
struct stepper {
    int line, last, step; /* line to cross next; `last` is the last one */
    double from, per;     /* t = (line - from) * per */
};

static struct stepper stepper_of(double a, double b)
{
    const int ca = (int)floor(a), cb = (int)floor(b);
    return (struct stepper){.line = b > a ? ca + 1 : ca,
                            .last = b > a ? cb : cb + 1,
                            .step = b > a ? 1 : -1,
                            .from = a,
                            .per = b != a ? 1 / (b - a) : 0};
}

static double next_t(const struct stepper *s)
{
    if ((s->last - s->line) * s->step < 0)
        return INFINITY;
    return (s->line - s->from) * s->per;
}

static enum ct_status cross(struct clip *k, int axis, int line, double at, struct ct_xy node,
                            int from[2], struct ct_error *err)
{
    struct crossings *list = &k->across[axis];
    const bool before = in_set(k->mask, from[0], from[1]);
    if (!ct_grow((void **)&list->row, &list->room, list->count, sizeof *list->row))
        return ct_fail_memory(err);
    list->row[list->count++] = (struct crossing){line, at};
    from[axis] += from[axis] < line ? 1 : -1;
    const bool after = in_set(k->mask, from[0], from[1]);
    if (before == after)
        return CT_OK;
    enum ct_status status = add_place(k, node, err);
    return status || after ? status : end_run(k, err);
}

static enum ct_status segment(struct clip *k, struct ct_xy a, struct ct_xy b, int square[2],
                              struct ct_error *err)
{
    struct stepper su = stepper_of(a.x, b.x), sv = stepper_of(a.y, b.y);
    enum ct_status status = CT_OK;
    while (!status) {
        const double tu = next_t(&su), tv = next_t(&sv);
        if (isinf(tu) && isinf(tv))
            break;
        if (tu <= tv) {
            const double v = a.y + tu * (b.y - a.y);
            status = cross(k, 0, su.line, v, (struct ct_xy){su.line, v}, square, err);
            su.line += su.step;
        } else {
            const double u = a.x + tv * (b.x - a.x);
            status = cross(k, 1, sv.line, u, (struct ct_xy){u, sv.line}, square, err);
            sv.line += sv.step;
        }
    }
    if (!status && in_set(k->mask, square[0], square[1]))
        status = add_place(k, b, err);
    return status;
}

static enum ct_status boundary(struct clip *k, const struct ct_chains *polygon,
                               struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t c = 0; !status && c < polygon->chains; c++) {
        const struct ct_xy *at = polygon->at + polygon->start[c];
        const size_t n = polygon->start[c + 1] - polygon->start[c];
        int square[2] = {(int)floor(at[0].x), (int)floor(at[0].y)};
        if (in_set(k->mask, square[0], square[1]))
            status = add_place(k, at[0], err);
        for (size_t i = 0; !status && i + 1 < n; i++)
            status = segment(k, at[i], at[i + 1], square, err);
        if (!status)
            status = end_run(k, err);
    }
    return status;
}

/* ---- the outline of the set, where it is inside -------------------------------------------------
 */

static int by_line(const void *x, const void *y)
{
    const struct crossing *a = x, *b = y;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

static enum ct_status side(struct clip *k, int axis, int line, double from, double to, bool forward,
                           struct ct_error *err)
{
    const struct ct_xy ends[2] = {axis ? (struct ct_xy){from, line} : (struct ct_xy){line, from},
                                  axis ? (struct ct_xy){to, line} : (struct ct_xy){line, to}};
    return ct_chains_add(k->out, ends, 2, !forward, err);
}

/* The stretch [from, to) of a line, on one side of which the set lies: its parts inside the
 * polygon. row[*i] is the first crossing of the line that is not behind; *inside is the state
 * there. */
static enum ct_status stretch(struct clip *k, int axis, int line, int from, int to, bool forward,
                              const struct crossing *row, size_t n, size_t *i, bool *inside,
                              struct ct_error *err)
{
    double begin = from;
    enum ct_status status = CT_OK;
    for (; *i < n && row[*i].at < from; ++*i)
        *inside = !*inside;
    for (; !status && *i < n && row[*i].at < to; ++*i) {
        if (*inside)
            status = side(k, axis, line, begin, row[*i].at, forward, err);
        *inside = !*inside;
        begin = row[*i].at;
    }
    if (!status && *inside)
        status = side(k, axis, line, begin, to, forward, err);
    return status;
}

/* +1 where the set lies beyond the line (higher u or v) but not before it, -1 the other way. */
static int outline_at(const struct ct_mask *m, int axis, int line, int along)
{
    const bool beyond = axis ? in_set(m, along, line) : in_set(m, line, along);
    const bool before = axis ? in_set(m, along, line - 1) : in_set(m, line - 1, along);
    return (int)beyond - (int)before;
}

static enum ct_status outline(struct clip *k, int axis, int line, const struct crossing *row,
                              size_t n, struct ct_error *err)
{
    const struct ct_mask *m = k->mask;
    const int first = axis ? m->column : m->row, end = first + (axis ? m->width : m->height);
    bool inside = false;
    size_t i = 0;
    for (int from = first; from < end;) {
        const int kind = outline_at(m, axis, line, from);
        int to = from + 1;
        while (to < end && outline_at(m, axis, line, to) == kind)
            to++;
        /* a set to the right of a line is on the left of who runs down, a set above a line on the
         * left of who runs right */
        if (kind &&
            stretch(k, axis, line, from, to, (kind > 0) == (axis == 1), row, n, &i, &inside, err))
            return CT_INTERNAL;
        from = to;
    }
    return CT_OK;
}

static enum ct_status outlines(struct clip *k, int axis, struct ct_error *err)
{
    const struct ct_mask *m = k->mask;
    struct crossings *list = &k->across[axis];
    const int first = axis ? m->row : m->column, last = first + (axis ? m->height : m->width);
    size_t from = 0;
    enum ct_status status = CT_OK;
    if (list->count)
        qsort(list->row, list->count, sizeof *list->row, by_line);
    for (int line = first; !status && line <= last; line++) {
        while (from < list->count && list->row[from].line < line)
            from++;
        size_t to = from;
        while (to < list->count && list->row[to].line == line)
            to++;
        if (to > from)
            status = outline(k, axis, line, list->row + from, to - from, err);
        from = to;
    }
    return status;
}

enum ct_status ct_clip(const struct ct_chains *polygon, const struct ct_mask *mask,
                       struct ct_chains *out, struct ct_error *err)
{
    struct clip k = {.mask = mask, .out = out};
    enum ct_status status = boundary(&k, polygon, err);
    for (int axis = 0; !status && axis < 2; axis++)
        status = outlines(&k, axis, err);
    free(k.run);
    free(k.across[0].row);
    free(k.across[1].row);
    return status;
}
