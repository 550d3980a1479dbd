/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The city with the new facilities, and without those that close, measured anew: people within
 * reach, nearest facility, service areas and gaps, exactly as the audit measures them. Facilities
 * of the changed city: those of the chosen sites by rank and kind, then the existing ones that
 * stay. And the people
 * whose place, being the middle of ground that a circle's rim cuts, does not decide. O(places near
 * rims + measuring).
 */
#include "base/fail.h"
#include "base/pool.h"
#include "measure/measuring.h"
#include "measure/places.h"
#include "site/siting.h"
#include <stdlib.h>

struct changed {
    struct ct_city city;
    double *lon, *lat;
    size_t *kind;
    struct ct_standing *standing;
    bool *measured; /* [kinds]: with service areas and gaps */
};

static void add(struct changed *c, double lon, double lat, size_t kind, struct ct_standing what)
{
    const size_t n = c->city.facilities.count++;
    c->standing[n] = what;
    c->lon[n] = lon;
    c->lat[n] = lat;
    c->kind[n] = kind;
}

static bool stays(const struct ct_proposal *p, size_t facility)
{
    for (size_t i = 0; i < p->closed_count; i++)
        if (p->closed[i] == facility)
            return false;
    return true;
}

static enum ct_status change(struct ct_proposal *p, struct changed *c, struct ct_error *err)
{
    const struct ct_city *city = p->siting.city;
    const struct ct_facilities *f = &city->facilities;
    const size_t room = f->count + p->count * p->siting.kind_count + 1;
    *c = (struct changed){.city = *city};
    c->lon = malloc(room * sizeof *c->lon);
    c->lat = malloc(room * sizeof *c->lat);
    c->kind = malloc(room * sizeof *c->kind);
    c->standing = malloc(room * sizeof *c->standing);
    c->measured = calloc(city->kind_count + 1, sizeof *c->measured);
    if (!c->lon || !c->lat || !c->kind || !c->standing || !c->measured)
        return ct_fail_memory(err);
    c->city.facilities = (struct ct_facilities){.lon = c->lon, .lat = c->lat, .kind = c->kind};
    for (size_t i = 0; i < p->count; i++) {
        const struct ct_site_place *site = &p->siting.site[p->chosen[i].site];
        for (size_t k = 0; k < p->siting.kind_count; k++)
            if (site->kinds >> k & 1)
                add(c, site->lon, site->lat, p->siting.kinds[k].kind,
                    (struct ct_standing){(ptrdiff_t)i, -1, k});
    }
    p->new_count = c->city.facilities.count;
    for (size_t i = 0; i < f->count; i++)
        if (stays(p, i))
            add(c, f->lon[i], f->lat[i], f->kind[i], (struct ct_standing){-1, (ptrdiff_t)i, 0});
    for (size_t k = 0; k < p->siting.kind_count; k++)
        c->measured[p->siting.kinds[k].kind] = true;
    c->city.population = &city->population[p->siting.demand];
    c->city.population_count = 1;
    return CT_OK;
}

/* --- who lives at a rim ----------------------------------------------------------------------- */

struct rim {
    enum ct_site_demand demand;
    /* facilities that stay, new ones, those of before: as far as radius + spread */
    struct ct_around *old, *new, *before;
    double radius_m, nearest_m, people;
};

static enum ct_status nearer(void *context, uint32_t item, double distance_m, struct ct_error *err)
{
    struct rim *rim = context;
    (void)item;
    (void)err;
    rim->nearest_m = distance_m < rim->nearest_m ? distance_m : rim->nearest_m;
    return CT_OK;
}

/* How the rim of circles cuts the ground that a place stands for: -1 all within, 1 all outside. */
static enum ct_status side_of(struct rim *rim, const struct ct_around *around,
                              const struct ct_demand_place *place, int *side, struct ct_error *err)
{
    rim->nearest_m = (double)INFINITY;
    const enum ct_status status = ct_around_each(around, place->lon, place->lat, nearer, rim, err);
    *side = rim->nearest_m < rim->radius_m - place->spread_m   ? -1
            : rim->nearest_m > rim->radius_m + place->spread_m ? 1
                                                               : 0;
    return status;
}

/* Of several sides of "within one of these and": the lesser is within any, the larger within all.
 */
static int least_of(int a, int b)
{
    return a < b ? a : b;
}
static int most_of(int a, int b)
{
    return a > b ? a : b;
}

/* Does the rim decide whether a place counts: as gained, as reached, as reached still? */
static enum ct_status look(void *context, const struct ct_demand_place *place, struct ct_error *err)
{
    struct rim *rim = context;
    int old = 0, new = 0, before = 0;
    enum ct_status status = side_of(rim, rim->old, place, &old, err);
    if (status == CT_OK)
        status = side_of(rim, rim->new, place, &new, err);
    if (status == CT_OK && rim->demand == CT_DEMAND_COVERED)
        status = side_of(rim, rim->before, place, &before, err);
    const int side = rim->demand == CT_DEMAND_UNCOVERED ? most_of(-old, new)
                     : rim->demand == CT_DEMAND_ALL     ? least_of(old, new)
                                                        : most_of(before, least_of(old, new));
    rim->people += side == 0 ? place->people : 0;
    return status;
}

/* Facilities [first, end) that are of the kind. */
static enum ct_status around_kind(const struct ct_facilities *f, size_t first, size_t end,
                                  const struct ct_siting *s, size_t slot, struct ct_around **out,
                                  struct ct_error *err)
{
    const struct ct_siting_kind *kind = &s->kinds[slot];
    double *lon = malloc((f->count + 1) * sizeof *lon), *lat = malloc((f->count + 1) * sizeof *lat);
    size_t n = 0;
    for (size_t i = first; lon && lat && i < end; i++)
        if (f->kind[i] == kind->kind) {
            lon[n] = f->lon[i];
            lat[n++] = f->lat[i];
        }
    enum ct_status status = lon && lat
                                ? ct_around_new(n, lon, lat, kind->radius_m + s->spread_m, out, err)
                                : ct_fail_memory(err);
    free(lon);
    free(lat);
    return status;
}

/* Of the changed city's facilities the first are new. */
static enum ct_status measure_rim(struct ct_proposal *p, const struct changed *c, size_t slot,
                                  struct ct_error *err)
{
    const struct ct_siting *s = &p->siting;
    const struct ct_facilities *after = &c->city.facilities, *before = &s->city->facilities;
    struct rim rim = {.demand = s->plan->demand, .radius_m = s->kinds[slot].radius_m};
    enum ct_status status = around_kind(after, 0, p->new_count, s, slot, &rim.new, err);
    if (status == CT_OK)
        status = around_kind(after, p->new_count, after->count, s, slot, &rim.old, err);
    if (status == CT_OK)
        status = around_kind(before, 0, before->count, s, slot, &rim.before, err);
    if (status == CT_OK)
        status = ct_siting_places(s, look, &rim, err);
    p->doubtful_people += rim.people;
    ct_around_free(rim.new);
    ct_around_free(rim.old);
    ct_around_free(rim.before);
    return status;
}

enum ct_status ct_proposal_measure(struct ct_proposal *proposal, int threads, struct ct_error *err)
{
    struct changed c;
    struct ct_pool *pool = NULL;
    enum ct_status status = change(proposal, &c, err);
    if (status == CT_OK)
        status = ct_pool_new(threads, &pool, err);
    if (status == CT_OK)
        status = ct_measure_changed(&c.city, pool, c.measured, &proposal->after, err);
    for (size_t k = 0; status == CT_OK && k < proposal->siting.kind_count; k++)
        status = measure_rim(proposal, &c, k, err);
    ct_pool_free(pool);
    free(c.lon);
    free(c.lat);
    free(c.kind);
    free(c.measured);
    proposal->standing = c.standing;
    return status;
}
