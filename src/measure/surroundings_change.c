/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a change is about: which premises come, and in which zones people may be reached by, or be
 * nearest to, another facility than before. A zone too many costs time and changes nothing.
 * Both only happens where a new place is nearest of its kind: elsewhere an older one is nearer and
 * reaches as far.
 *
 * Where a new place may be nearest is the box of its cell: the plane cut by its lines of equal
 * distance to the other places of its kind, each moved outwards by more than a geodesic line of
 * equal distance can stray from the straight one (D^2 / 2a at D metres), again and again while the
 * cell, and with it D, shrinks. O(facilities) a place.
 */
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

#define CORNERS 64   /* of a cell; what would give more is left uncut */
#define SAME_M  0.01 /* places nearer than this may share a cell */

struct cell {
    struct ct_xy site, corner[CORNERS];
    size_t corners;
    double farthest; /* of the corners from the site */
};

static void measure_cell(struct cell *c)
{
    c->farthest = 0;
    for (size_t i = 0; i < c->corners; i++)
        c->farthest =
            fmax(c->farthest, hypot(c->corner[i].x - c->site.x, c->corner[i].y - c->site.y));
}

/* Leaves out what is surely nearer to `other`. */
static void cut(struct cell *c, struct ct_xy other)
{
    const double dx = other.x - c->site.x, dy = other.y - c->site.y, d = hypot(dx, dy);
    const double limit = d / 2 + 1 + c->farthest * c->farthest / CT_EARTH_A;
    struct ct_xy kept[CORNERS];
    size_t n = 0;
    if (d < SAME_M || limit >= c->farthest || c->corners + 2 > CORNERS)
        return;
    for (size_t i = 0; i < c->corners; i++) {
        const struct ct_xy a = c->corner[i], b = c->corner[(i + 1) % c->corners];
        const double u = ((a.x - c->site.x) * dx + (a.y - c->site.y) * dy) / d - limit;
        const double v = ((b.x - c->site.x) * dx + (b.y - c->site.y) * dy) / d - limit;
        if (u <= 0)
            kept[n++] = a;
        if ((u < 0 && v > 0) || (u > 0 && v < 0))
            kept[n++] =
                (struct ct_xy){a.x + (b.x - a.x) * u / (u - v), a.y + (b.y - a.y) * u / (u - v)};
    }
    memcpy(c->corner, kept, n * sizeof *kept);
    c->corners = n;
    measure_cell(c);
}

static void cut_by_others(const struct ct_change *c, size_t premises, struct cell *cell)
{
    const struct ct_city *city = c->s->city;
    const size_t kind = (size_t)city->project_facilities.kind[premises];
    for (size_t i = 0; i < city->facilities.count; i++)
        if (city->facilities.kind[i] == kind)
            cut(cell, c->before->facility[i]);
    for (size_t i = 0; i < c->premises_count; i++)
        if ((size_t)city->project_facilities.kind[c->premises[i]] == kind &&
            c->premises[i] != premises)
            cut(cell, c->before->premises[c->premises[i]]);
}

/* A box around all places of the zones to which these premises may be nearest. */
static struct ct_box cell_box(const struct ct_change *c, size_t premises)
{
    const struct ct_box all = c->before->all;
    struct cell cell = {
        .site = c->before->premises[premises],
        .corner = {{all.x0, all.y0}, {all.x1, all.y0}, {all.x1, all.y1}, {all.x0, all.y1}},
        .corners = 4};
    struct ct_box box = CT_BOX_NOWHERE;
    double before;
    measure_cell(&cell);
    do {
        before = cell.farthest;
        cut_by_others(c, premises, &cell);
    } while (cell.farthest < 0.9 * before);
    for (size_t i = 0; i < cell.corners; i++) {
        const struct ct_xy p = cell.corner[i];
        ct_box_widen(&box, &(struct ct_box){p.x, p.y, p.x, p.y});
    }
    return box;
}

static void mark(struct ct_change *c, const struct ct_box *box, unsigned char as)
{
    const struct ct_measures *m = c->s->measures;
    for (size_t z = 0; z < m->zones; z++) {
        const struct ct_box *zone = &c->before->zone[z];
        if (ct_boxes_apart(box, zone) || (as == CT_ZONE_PREMISES && !(m->people[z] > 0)))
            continue;
        c->zone[z] |= as;
        if (as == CT_ZONE_PREMISES)
            ct_box_widen(&c->around, zone);
    }
}

static void mark_all(struct ct_change *c)
{
    for (size_t p = 0; p < c->s->city->projects.count; p++)
        if (ct_change_holds(c, p)) {
            mark(c, &c->before->project[p], CT_ZONE_PROJECT);
            ct_box_widen(&c->ground, &c->before->project[p]);
        }
    for (size_t i = 0; i < c->premises_count; i++) {
        const struct ct_box cell = cell_box(c, c->premises[i]);
        mark(c, &cell, CT_ZONE_PREMISES);
    }
}

static void take_premises(struct ct_change *c)
{
    const struct ct_city *city = c->s->city;
    const struct ct_project_facilities *q = &city->project_facilities;
    for (size_t i = 0; i < q->count; i++) {
        if (!ct_change_holds(c, q->project[i]) || q->kind[i] < 0 || isnan(q->lon[i]))
            continue;
        const struct ct_kind *kind = &city->kinds[q->kind[i]];
        c->premises[c->premises_count++] = i;
        c->kind_changed[q->kind[i]] = true;
        c->counting_changed = c->counting_changed || (kind->counts && kind->radius_count);
    }
}

enum ct_status ct_change_new(const struct ct_surrounding *s, const struct ct_before *before,
                             size_t project, struct ct_change *out, struct ct_error *err)
{
    *out = (struct ct_change){.s = s,
                              .before = before,
                              .project = project,
                              .ground = CT_BOX_NOWHERE,
                              .around = CT_BOX_NOWHERE};
    out->premises = malloc((s->city->project_facilities.count + 1) * sizeof *out->premises);
    out->kind_changed = calloc(s->city->kind_count + 1, sizeof *out->kind_changed);
    out->zone = calloc(s->measures->zones + 1, sizeof *out->zone);
    if (!out->premises || !out->kind_changed || !out->zone) {
        ct_change_free(out);
        return ct_fail_memory(err);
    }
    take_premises(out);
    mark_all(out);
    return CT_OK;
}

void ct_change_free(struct ct_change *change)
{
    free(change->premises);
    free(change->kind_changed);
    free(change->zone);
    *change = (struct ct_change){0};
}
