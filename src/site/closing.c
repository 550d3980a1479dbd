/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who loses a facility, and where they go: each place of people whose nearest existing facility of
 * the kind closes goes to the nearest one of those that stay and of the new ones (ties: new ones by
 * rank, then the earlier facility). By places, so people differ from the exact measure by those
 * whose place and ground lie on different sides of a bisector. Sums are integers: thousandths of
 * people, and those times millimetres. O(places x facilities near them).
 */
#include "base/fail.h"
#include "gis/plane.h"
#include "measure/places.h"
#include "site/siting.h"
#include <math.h>
#include <stdlib.h>

#define RINGS 5 /* radius, four times as far, ..; then all are looked at */

/* Places to go to, with grids of wider and wider reach. */
struct open {
    size_t count;
    double *lon, *lat;
    ptrdiff_t *site, *facility; /* as in struct ct_moved */
    struct ct_around *ring[RINGS];
};

struct sums {
    int64_t people, before, after; /* thousandths, and x millimetres */
};

struct closing {
    struct ct_proposal *p;
    struct open before, after;
    ptrdiff_t *closed; /* [facilities]: index into p->closed, or -1 */
    struct sums *sums; /* [closed_count][after.count] */
    int64_t *within;   /* [closed_count][3]: before, after, before only */
};

struct nearest {
    size_t at;
    double distance_m;
};

static enum ct_status nearer(void *context, uint32_t item, double distance_m, struct ct_error *err)
{
    struct nearest *n = context;
    (void)err;
    if (distance_m < n->distance_m)
        *n = (struct nearest){item, distance_m};
    return CT_OK;
}

static enum ct_status find_nearest(const struct open *open, double lon, double lat,
                                   struct nearest *out, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    *out = (struct nearest){SIZE_MAX, (double)INFINITY};
    for (int i = 0; status == CT_OK && i < RINGS && out->at == SIZE_MAX; i++)
        status = ct_around_each(open->ring[i], lon, lat, nearer, out, err);
    if (status != CT_OK || out->at != SIZE_MAX)
        return status;
    for (size_t k = 0; status == CT_OK && k < open->count; k++)
        status = nearer(out, (uint32_t)k, ct_plane_distance_m(lon, lat, open->lon[k], open->lat[k]),
                        err);
    return status;
}

/* --- what is open ----------------------------------------------------------------------------- */

/* False where memory is short. */
static bool open_new(struct open *open, size_t room)
{
    open->lon = malloc((room + 1) * sizeof *open->lon);
    open->lat = malloc((room + 1) * sizeof *open->lat);
    open->site = malloc((room + 1) * sizeof *open->site);
    open->facility = malloc((room + 1) * sizeof *open->facility);
    return open->lon && open->lat && open->site && open->facility;
}

static void open_add(struct open *open, double lon, double lat, ptrdiff_t site, ptrdiff_t facility)
{
    open->lon[open->count] = lon;
    open->lat[open->count] = lat;
    open->site[open->count] = site;
    open->facility[open->count++] = facility;
}

static enum ct_status open_index(struct open *open, double radius_m, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (int i = 0; status == CT_OK && i < RINGS; i++) {
        struct ct_around *ring = NULL;
        status = ct_around_new(open->count, open->lon, open->lat, radius_m * (double)(1 << 2 * i),
                               &ring, err);
        open->ring[i] = ring;
    }
    return status;
}

static void open_free(struct open *open)
{
    for (int i = 0; i < RINGS; i++)
        ct_around_free(open->ring[i]);
    free(open->lon);
    free(open->lat);
    free(open->site);
    free(open->facility);
}

static enum ct_status list_open(struct closing *c, struct ct_error *err)
{
    const struct ct_proposal *p = c->p;
    const struct ct_siting *s = &p->siting;
    const struct ct_facilities *f = &s->city->facilities;
    const bool room = open_new(&c->before, f->count) && open_new(&c->after, f->count + p->count);
    c->closed = malloc((f->count + 1) * sizeof *c->closed);
    if (!room || !c->closed)
        return ct_fail_memory(err);
    for (size_t i = 0; i < f->count; i++)
        c->closed[i] = -1;
    for (size_t i = 0; i < p->closed_count; i++)
        c->closed[p->closed[i]] = (ptrdiff_t)i;
    for (size_t i = 0; i < p->count; i++) {
        const struct ct_site_place *site = &s->site[p->chosen[i].site];
        open_add(&c->after, site->lon, site->lat, (ptrdiff_t)i, -1);
    }
    for (size_t i = 0; i < f->count; i++) {
        if (f->kind[i] != s->kind)
            continue;
        open_add(&c->before, f->lon[i], f->lat[i], -1, (ptrdiff_t)i);
        if (c->closed[i] < 0)
            open_add(&c->after, f->lon[i], f->lat[i], -1, (ptrdiff_t)i);
    }
    enum ct_status status = open_index(&c->before, s->radius_m, err);
    return status == CT_OK ? open_index(&c->after, s->radius_m, err) : status;
}

/* --- people ----------------------------------------------------------------------------------- */

static enum ct_status take_place(void *context, const struct ct_demand_place *place,
                                 struct ct_error *err)
{
    struct closing *c = context;
    const double radius_m = c->p->siting.radius_m;
    const int64_t people = (int64_t)llround(place->people * 1000.0);
    struct nearest before, after;
    enum ct_status status = find_nearest(&c->before, place->lon, place->lat, &before, err);
    if (status != CT_OK || before.at == SIZE_MAX)
        return status;
    const ptrdiff_t closed = c->closed[c->before.facility[before.at]];
    if (closed < 0)
        return CT_OK;
    status = find_nearest(&c->after, place->lon, place->lat, &after, err);
    if (status != CT_OK || after.at == SIZE_MAX)
        return status;
    struct sums *sums = &c->sums[(size_t)closed * c->after.count + after.at];
    sums->people += people;
    sums->before += people * (int64_t)llround(before.distance_m * 1000.0);
    sums->after += people * (int64_t)llround(after.distance_m * 1000.0);
    const bool was = before.distance_m <= radius_m, is = after.distance_m <= radius_m;
    int64_t *within = c->within + 3 * closed;
    within[0] += was ? people : 0;
    within[1] += is ? people : 0;
    within[2] += was && !is ? people : 0;
    return CT_OK;
}

static double mean_m(int64_t sum, int64_t people)
{
    return people > 0 ? (double)sum / (double)people / 1000.0 : (double)NAN;
}

static int by_people(const void *a, const void *b)
{
    const struct ct_moved *x = a, *y = b;
    if (x->closed != y->closed)
        return x->closed < y->closed ? -1 : 1;
    if (x->people > y->people || x->people < y->people)
        return x->people > y->people ? -1 : 1;
    if (x->site != y->site)
        return x->site < y->site ? -1 : 1;
    return (x->facility > y->facility) - (x->facility < y->facility);
}

static void tell(struct closing *c, size_t closed)
{
    struct ct_proposal *p = c->p;
    const int64_t *within = c->within + 3 * closed;
    struct sums all = {0};
    for (size_t k = 0; k < c->after.count; k++) {
        const struct sums *s = &c->sums[closed * c->after.count + k];
        all.people += s->people;
        all.before += s->before;
        all.after += s->after;
        if (s->people > 0)
            p->moved[p->moved_count++] = (struct ct_moved){.closed = closed,
                                                           .site = c->after.site[k],
                                                           .facility = c->after.facility[k],
                                                           .people = (double)s->people / 1000.0,
                                                           .before_m = mean_m(s->before, s->people),
                                                           .after_m = mean_m(s->after, s->people)};
    }
    p->loss[closed] = (struct ct_loss){.people = (double)all.people / 1000.0,
                                       .within_before = (double)within[0] / 1000.0,
                                       .within_after = (double)within[1] / 1000.0,
                                       .lost = (double)within[2] / 1000.0,
                                       .before_m = mean_m(all.before, all.people),
                                       .after_m = mean_m(all.after, all.people)};
}

enum ct_status ct_proposal_closing(struct ct_proposal *p, struct ct_error *err)
{
    struct closing c = {.p = p};
    const struct ct_siting *s = &p->siting;
    enum ct_status status = list_open(&c, err);
    const size_t pairs = p->closed_count * c.after.count;
    c.sums = calloc(pairs + 1, sizeof *c.sums);
    c.within = calloc(3 * p->closed_count + 1, sizeof *c.within);
    p->moved = calloc(pairs + 1, sizeof *p->moved);
    p->loss = calloc(p->closed_count + 1, sizeof *p->loss);
    if (status == CT_OK && (!c.sums || !c.within || !p->moved || !p->loss))
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_demand_places(s->city, s->demand, s->radius_m / 10, take_place, &c, err);
    for (size_t i = 0; status == CT_OK && i < p->closed_count; i++)
        tell(&c, i);
    if (status == CT_OK && p->moved && p->moved_count > 0)
        qsort(p->moved, p->moved_count, sizeof *p->moved, by_people);
    open_free(&c.before);
    open_free(&c.after);
    free(c.closed);
    free(c.sums);
    free(c.within);
    return status;
}
