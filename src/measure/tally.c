/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signed sums of integrals: see tally.h, and arrangement.h for which piece bounds what.
 */
#include "measure/tally.h"
#include "base/grow.h"

#include "base/fail.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct work {
    const struct ct_arrangement *a;
    const struct ct_integrals *in;
    struct ct_tally *t;
    bool nearest;
    uint32_t *label;   /* per slot, of the border piece at hand */
    ct_exact *pending; /* per kind: sum under the present label */
};

static enum ct_status add_share(struct ct_shares *shares, uint32_t zone, uint32_t site,
                                ct_exact sum, struct ct_error *err)
{
    if (!sum || site == UINT32_MAX)
        return CT_OK;
    if (!ct_grow((void **)&shares->row, &shares->room, shares->count, sizeof *shares->row))
        return ct_fail_memory(err);
    shares->row[shares->count++] = (struct ct_share){zone, site, sum};
    return CT_OK;
}

static ct_exact *reached(const struct ct_tally *t, size_t reach, size_t zone)
{
    return t->reached + (reach * t->zones + zone) * CT_DEPTHS;
}

static enum ct_status flush(struct work *w, size_t kind, uint32_t zone, struct ct_error *err)
{
    const ct_exact sum = w->pending[kind];
    w->pending[kind] = 0;
    return add_share(&w->t->near[kind], zone, w->label[w->a->reaches + kind], sum, err);
}

/* Border pieces run ring by ring; marks before a piece change the labels it goes by. */
static enum ct_status tally_borders(struct work *w, struct ct_error *err)
{
    const struct ct_arrangement *a = w->a;
    size_t m = 0;
    uint32_t zone = 0;
    for (size_t i = 0; i < a->border_pieces; i++) {
        for (; m < a->marks && a->mark[m].piece == i; m++) {
            const uint32_t slot = a->mark[m].slot;
            if (slot >= a->reaches && flush(w, slot - a->reaches, zone, err))
                return CT_INTERNAL;
            w->label[slot] = a->mark[m].label;
        }
        zone = a->piece[i].zone;
        const ct_exact sum = w->in->sum[i];
        w->t->total[zone] += sum;
        for (size_t r = 0; r < a->reaches; r++) {
            const uint32_t depth = w->label[r];
            reached(w->t, r, zone)[depth < CT_DEPTHS ? depth : CT_DEPTHS - 1] += sum;
        }
        for (size_t k = 0; w->nearest && k < a->kinds; k++)
            w->pending[k] += sum;
    }
    for (size_t k = 0; k < a->kinds; k++)
        if (flush(w, k, zone, err))
            return CT_INTERNAL;
    return CT_OK;
}

/* An arc of level k moves what it encloses from "k - 1 facilities" to "k". */
static void tally_arc(struct work *w, const struct ct_piece *p, ct_exact sum)
{
    ct_exact *depth = reached(w->t, p->set, p->zone);
    depth[p->level - 1] -= sum;
    depth[p->level] += sum;
}

static enum ct_status tally_line(struct work *w, const struct ct_piece *p, ct_exact sum,
                                 struct ct_error *err)
{
    const struct ct_partition *part = &w->a->partitions[p->set];
    struct ct_shares *shares = &w->t->near[p->set];
    enum ct_status status = add_share(shares, p->zone, part->left[p->item], sum, err);
    return status ? status : add_share(shares, p->zone, part->right[p->item], -sum, err);
}

static int by_zone(const void *x, const void *y)
{
    const struct ct_share *a = x, *b = y;
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    return a->site < b->site ? -1 : a->site > b->site;
}

static void merge(struct ct_shares *shares)
{
    size_t n = 0;
    if (shares->count)
        qsort(shares->row, shares->count, sizeof *shares->row, by_zone);
    for (size_t i = 0; i < shares->count;) {
        struct ct_share sum = shares->row[i++];
        while (i < shares->count && shares->row[i].zone == sum.zone &&
               shares->row[i].site == sum.site)
            sum.sum += shares->row[i++].sum;
        if (sum.sum)
            shares->row[n++] = sum;
    }
    shares->count = n;
}

static enum ct_status tally_all(struct work *w, struct ct_error *err)
{
    const struct ct_arrangement *a = w->a;
    enum ct_status status = tally_borders(w, err);
    for (size_t i = a->border_pieces; !status && i < a->pieces; i++) {
        const struct ct_piece *p = &a->piece[i];
        const ct_exact sum = w->in->sum[i] * p->winding;
        if (p->type == CT_PIECE_ARC)
            tally_arc(w, p, sum);
        else if (w->nearest)
            status = tally_line(w, p, sum, err);
    }
    for (size_t k = 0; !status && k < a->kinds; k++)
        merge(&w->t->near[k]);
    return status;
}

static enum ct_status fail_open(size_t zone, struct ct_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%zu", zone + 1);
    return ct_fail(err, CT_INTERNAL, "E0904", "zone", text, (char *)NULL);
}

/* Is no part less than nothing? */
static enum ct_status check(const struct ct_tally *t, struct ct_error *err)
{
    double all = 0;
    for (size_t z = 0; z < t->zones; z++)
        all += fabs((double)t->total[z]);
    for (size_t z = 0; z < t->zones; z++) {
        const double slack = 1e-5 * fabs((double)t->total[z]) + 1e-9 * all;
        if ((double)t->total[z] < -slack)
            return fail_open(z, err);
        for (size_t r = 0; r < t->reaches; r++)
            for (size_t d = 0; d < CT_DEPTHS; d++)
                if ((double)reached(t, r, z)[d] < -slack)
                    return fail_open(z, err);
    }
    for (size_t k = 0; k < t->kinds; k++)
        for (size_t i = 0; i < t->near[k].count; i++) {
            const struct ct_share *s = &t->near[k].row[i];
            if ((double)s->sum < -1e-5 * fabs((double)t->total[s->zone]) - 1e-9 * all)
                return fail_open(s->zone, err);
        }
    return CT_OK;
}

enum ct_status ct_tally_new(const struct ct_arrangement *a, const struct ct_integrals *integrals,
                            bool nearest, struct ct_tally *out, struct ct_error *err)
{
    struct work w = {.a = a, .in = integrals, .t = out, .nearest = nearest};
    const size_t zones = a->zones->count;
    *out = (struct ct_tally){
        .zones = zones, .reaches = a->reaches, .kinds = a->kinds, .unit = integrals->unit};
    out->total = calloc(zones + 1, sizeof *out->total);
    out->reached = calloc(zones * a->reaches * CT_DEPTHS + 1, sizeof *out->reached);
    out->near = calloc(a->kinds + 1, sizeof *out->near);
    w.label = calloc(a->reaches + a->kinds + 1, sizeof *w.label);
    w.pending = calloc(a->kinds + 1, sizeof *w.pending);
    enum ct_status status = out->total && out->reached && out->near && w.label && w.pending
                                ? tally_all(&w, err)
                                : ct_fail_memory(err);
    free(w.label);
    free(w.pending);
    if (!status)
        status = check(out, err);
    if (status)
        ct_tally_free(out);
    return status;
}

void ct_tally_free(struct ct_tally *tally)
{
    for (size_t k = 0; tally->near && k < tally->kinds; k++)
        free(tally->near[k].row);
    free(tally->near);
    free(tally->total);
    free(tally->reached);
    *tally = (struct ct_tally){0};
}

double ct_tally_value(const struct ct_tally *tally, ct_exact sum)
{
    return sum > 0 ? (double)sum * tally->unit : 0;
}
