/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A demand that is points: each point once, by the predicates that cut the arrangement.
 * O(points x (reaches + kinds)).
 */
#include "measure/measuring.h"

#include "base/fail.h"
#include <stdlib.h>

struct take {
    struct ct_measuring *m;
    size_t demand;
    unsigned *depth;   /* [reaches] */
    uint32_t *site;    /* [kinds] */
    struct ct_xy *sum; /* [communities] people x place */
};

static void look_around(struct take *t, double x, double y)
{
    for (size_t r = 0; r < t->m->out->reaches; r++) {
        const unsigned depth = ct_circles_depth(&t->m->circles[r], x, y);
        t->depth[r] = depth < CT_DEPTHS ? depth : CT_DEPTHS - 1;
    }
    for (size_t k = 0; k < t->m->out->kinds; k++)
        t->site[k] = ct_partition_nearest(&t->m->partitions[k], &t->m->zones, x, y, NULL);
}

static enum ct_status give(struct take *t, uint32_t zone, struct ct_xy at, double people,
                           struct ct_error *err)
{
    struct ct_measures *out = t->m->out;
    ct_people_of(out, t->demand)[zone] += people;
    for (size_t r = 0; r < out->reaches; r++)
        ct_reached_of(out, t->demand, r, zone)[t->depth[r]] += people;
    for (size_t k = 0; k < out->kinds; k++)
        if (t->site[k] != UINT32_MAX &&
            ct_measure_assign(t->m, t->demand, k, zone, t->site[k], people, err))
            return CT_INTERNAL;
    if (zone < out->communities) {
        t->sum[zone].x += people * at.x;
        t->sum[zone].y += people * at.y;
    }
    return CT_OK;
}

static enum ct_status take_point(struct take *t, size_t i, double *read, struct ct_error *err)
{
    const struct ct_population *p = &t->m->city->population[t->demand];
    const struct ct_zones *z = &t->m->zones;
    const struct ct_xy plane = ct_plane_from_lonlat(p->lon[i], p->lat[i]);
    const struct ct_xy at = {plane.x - z->x0, plane.y - z->y0};
    uint32_t zone[CT_MOST_AT_ONE_PLACE];
    const size_t n = ct_zones_at(z, at.x, at.y, zone, CT_MOST_AT_ONE_PLACE);
    *read += p->people[i];
    if (!n)
        return CT_OK;
    look_around(t, at.x, at.y);
    for (size_t k = 0; k < n; k++)
        if (give(t, zone[k], at, p->people[i], err))
            return CT_INTERNAL;
    return CT_OK;
}

static void take_centres(const struct take *t)
{
    struct ct_measures *out = t->m->out;
    for (size_t c = 0; t->demand == 0 && c < out->communities; c++) {
        const double people = ct_people_of(out, 0)[c];
        if (!(people > 0))
            continue;
        const struct ct_xy d =
            ct_zones_lonlat(&t->m->zones, t->sum[c].x / people, t->sum[c].y / people);
        out->centre[c].lon = d.x;
        out->centre[c].lat = d.y;
    }
}

enum ct_status ct_measure_points(struct ct_measuring *m, size_t demand, struct ct_error *err)
{
    struct take t = {.m = m, .demand = demand};
    double read = 0;
    t.depth = calloc(m->out->reaches + 1, sizeof *t.depth);
    t.site = calloc(m->out->kinds + 1, sizeof *t.site);
    t.sum = calloc(m->out->communities + 1, sizeof *t.sum);
    enum ct_status status = t.depth && t.site && t.sum ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < m->city->population[demand].count; i++)
        status = take_point(&t, i, &read, err);
    if (!status) {
        take_centres(&t);
        ct_measure_account(m, demand, read);
    }
    free(t.depth);
    free(t.site);
    free(t.sum);
    return status;
}
