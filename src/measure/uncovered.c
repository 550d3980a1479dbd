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
    for (size_t i = 0; i < a->border_pieces; i++)
        u->border_start[a->piece[i].zone + 1] = i + 1;
    for (size_t z = 0; z < u->m->zones.count; z++)
        if (u->border_start[z + 1] < u->border_start[z])
            u->border_start[z + 1] = u->border_start[z];
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
    out->border_start = calloc(m->zones.count + 2, sizeof *out->border_start);
    out->arc_start = calloc(slots + 3, sizeof *out->arc_start);
    out->arc = malloc((a->pieces - a->border_pieces + 1) * sizeof *out->arc);
    out->depth = calloc(a->border_pieces + 1, sizeof *out->depth);
    if (!out->border_start || !out->arc_start || !out->arc || !out->depth) {
        ct_uncovered_free(out);
        return ct_fail_memory(err);
    }
    index_pieces(out, slots);
    return CT_OK;
}

void ct_uncovered_free(struct ct_uncovered *u)
{
    free(u->border_start);
    free(u->arc_start);
    free(u->arc);
    free(u->depth);
    *u = (struct ct_uncovered){0};
}

void ct_uncovered_begin(struct ct_uncovered *u, size_t reach)
{
    const struct ct_arrangement *a = &u->m->arrangement;
    uint32_t depth = 0;
    size_t k = 0;
    for (size_t i = 0; i < a->border_pieces; i++) {
        for (; k < a->marks && a->mark[k].piece == i; k++)
            if (a->mark[k].slot == reach)
                depth = a->mark[k].label;
        u->depth[i] = depth;
    }
    u->reach = reach;
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

/* The community minus the dissolved service area, by GEOS: where rounding left rings open. */
static enum ct_status by_overlay(const struct ct_uncovered *u, size_t community,
                                 struct ct_shape *out, struct ct_error *err)
{
    ct_shape_clear(out);
    return ct_overlay_minus(&u->m->city->communities.shape[community],
                            &u->m->out->reach[u->reach].area, out, err);
}

enum ct_status ct_uncovered_of(const struct ct_uncovered *u, size_t community,
                               struct ct_shape *out, struct ct_error *err)
{
    const struct ct_zones *z = &u->m->zones;
    const size_t slot = community * u->m->arrangement.reaches + u->reach;
    struct ct_chains chains = {0};
    struct ct_path path = {0};
    bool closed = false;
    enum ct_status status = CT_OK;
    for (size_t i = u->border_start[community]; !status && i < u->border_start[community + 1]; i++)
        if (u->depth[i] == 0)
            status = add_piece(u, i, &path, &chains, err);
    for (size_t i = u->arc_start[slot]; !status && i < u->arc_start[slot + 1]; i++)
        status = add_piece(u, u->arc[i], &path, &chains, err);
    if (!status)
        status = ct_chains_link(&chains, (struct ct_xy){z->x0, z->y0}, out, &closed, err);
    if (!status && !closed)
        status = by_overlay(u, community, out, err);
    ct_chains_free(&chains);
    ct_path_free(&path);
    return status;
}
