/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a community is out of reach: see uncovered.h. Its boundary is the border pieces at depth
 * 0 and, backwards, the community's arcs of level 1.
 */
#include "measure/uncovered.h"

#include "base/fail.h"
#include "gis/overlay.h"
#include "measure/link.h"
#include "measure/path.h"
#include <stdlib.h>

#define SAGITTA_SHARE 5e-4

static bool is_first_level(const struct ct_piece *p)
{
    return p->type == CT_PIECE_ARC && p->level == 1;
}

static void index_pieces(struct ct_uncovered *u, size_t slots)
{
    const struct ct_arrangement *a = &u->m->arrangement;
    const size_t zones = u->m->zones.count;
    size_t piece = 0, mark = 0;
    for (size_t z = 0; z < zones; z++) {
        u->border_start[z] = piece;
        u->mark_start[z] = mark;
        while (piece < a->border_pieces && a->piece[piece].zone == z)
            piece++;
        while (mark < a->marks && a->mark[mark].piece < piece)
            mark++;
    }
    u->border_start[zones] = piece;
    u->mark_start[zones] = mark;
    for (size_t i = a->border_pieces; i < a->pieces; i++)
        if (is_first_level(&a->piece[i]))
            u->arc_start[a->piece[i].zone * a->reaches + a->piece[i].set + 2]++;
    for (size_t s = 0; s < slots; s++)
        u->arc_start[s + 2] += u->arc_start[s + 1];
    for (size_t i = a->border_pieces; i < a->pieces; i++)
        if (is_first_level(&a->piece[i]))
            u->arc[u->arc_start[a->piece[i].zone * a->reaches + a->piece[i].set + 1]++] =
                (uint32_t)i;
}

enum ct_status ct_uncovered_new(const struct ct_measuring *m, struct ct_uncovered *out,
                                struct ct_error *err)
{
    const struct ct_arrangement *a = &m->arrangement;
    const size_t slots = m->zones.count * a->reaches;
    *out = (struct ct_uncovered){.m = m};
    out->border_start = calloc(m->zones.count + 1, sizeof *out->border_start);
    out->mark_start = calloc(m->zones.count + 1, sizeof *out->mark_start);
    out->arc_start = calloc(slots + 3, sizeof *out->arc_start);
    out->arc = malloc((a->pieces - a->border_pieces + 1) * sizeof *out->arc);
    if (!out->border_start || !out->mark_start || !out->arc_start || !out->arc) {
        ct_uncovered_free(out);
        return ct_fail_memory(err);
    }
    index_pieces(out, slots);
    return CT_OK;
}

void ct_uncovered_free(struct ct_uncovered *u)
{
    free(u->border_start);
    free(u->mark_start);
    free(u->arc_start);
    free(u->arc);
    *u = (struct ct_uncovered){0};
}

/* Walks the border pieces of a community with the depth at each. */
struct walk {
    const struct ct_uncovered *u;
    size_t reach, mark, piece;
    uint32_t depth;
};

static struct walk walk_begin(const struct ct_uncovered *u, size_t reach, size_t community)
{
    return (struct walk){.u = u,
                         .reach = reach,
                         .mark = u->mark_start[community],
                         .piece = u->border_start[community]};
}

static uint32_t depth_here(struct walk *w)
{
    const struct ct_arrangement *a = &w->u->m->arrangement;
    for (; w->mark < a->marks && a->mark[w->mark].piece <= w->piece; w->mark++)
        if (a->mark[w->mark].slot == w->reach)
            w->depth = a->mark[w->mark].label;
    return w->depth;
}

static enum ct_status add_piece(const struct ct_uncovered *u, size_t piece, struct ct_path *path,
                                struct ct_chains *chains, struct ct_error *err)
{
    const struct ct_arrangement *a = &u->m->arrangement;
    const struct ct_piece *p = &a->piece[piece];
    const bool arc = p->type == CT_PIECE_ARC;
    const double sagitta = arc ? a->circles[p->set].circle[p->item].r * SAGITTA_SHARE : 0;
    enum ct_status status = ct_path_of(a, p, sagitta, path, err);
    return status ? status : ct_chains_add(chains, path->at, path->count, arc, err);
}

bool ct_uncovered_is_whole(const struct ct_uncovered *u, size_t reach, size_t community)
{
    const size_t slot = community * u->m->arrangement.reaches + reach;
    for (struct walk w = walk_begin(u, reach, community); w.piece < u->border_start[community + 1];
         w.piece++)
        if (depth_here(&w))
            return false;
    return u->arc_start[slot] == u->arc_start[slot + 1];
}

enum ct_status ct_uncovered_chains(const struct ct_uncovered *u, size_t reach, size_t community,
                                   struct ct_path *path, struct ct_chains *out,
                                   struct ct_error *err)
{
    const size_t slot = community * u->m->arrangement.reaches + reach;
    enum ct_status status = CT_OK;
    for (struct walk w = walk_begin(u, reach, community);
         !status && w.piece < u->border_start[community + 1]; w.piece++)
        if (depth_here(&w) == 0)
            status = add_piece(u, w.piece, path, out, err);
    for (size_t i = u->arc_start[slot]; !status && i < u->arc_start[slot + 1]; i++)
        status = add_piece(u, u->arc[i], path, out, err);
    return status;
}

static enum ct_status add_part(const struct ct_zones *z, const struct ct_shape *shape, size_t part,
                               struct ct_chains *out, struct ct_error *err)
{
    const size_t first = shape->start[part], n = shape->start[part + 1] - first;
    struct ct_xy *at = malloc((n + 1) * sizeof *at);
    if (!at)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const struct ct_xy p = ct_plane_from_lonlat(shape->lon[first + i], shape->lat[first + i]);
        at[i] = (struct ct_xy){p.x - z->x0, p.y - z->y0};
    }
    const enum ct_status status = ct_chains_add(out, at, n, false, err);
    free(at);
    return status;
}

enum ct_status ct_uncovered_overlay(const struct ct_uncovered *u, size_t reach, size_t community,
                                    struct ct_chains *out, struct ct_error *err)
{
    struct ct_shape rest = {0};
    enum ct_status status = ct_overlay_minus(&u->m->city->communities.shape[community],
                                             &u->m->out->reach[reach].area, &rest, err);
    ct_chains_clear(out);
    for (size_t part = 0; !status && part < rest.parts; part++)
        status = add_part(&u->m->zones, &rest, part, out, err);
    ct_shape_free(&rest);
    return status;
}
