/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places x sites. Covering models stream the places: each gives the set of sites that reach it
 * (with decay: by bands, nearest first), and equal sets are one demand; of several kinds each has
 * its own demands, of those who lack it. Models of walking keep the
 * places, at most CT_PLACES_MOST of them: more are put together by squares, at the centre of their
 * people, which moves nobody by more than a square's diagonal (spread_m says it). Costs are
 * millimetres, rounded up. O(places x sites near them); memory: different sets, or places x sites
 * within the cutoff.
 */
#include "base/fail.h"
#include "base/grow.h"
#include "gis/plane.h"
#include "measure/places.h"
#include "site/siting.h"
#include "solve/merge.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAIRS_MOST 100000000.0

struct walker { /* a place of a model of walking */
    double lon, lat, people, weight;
};

struct feeding {
    struct ct_siting *s;
    struct ct_around *sites, *covered[CT_SITE_KINDS_MOST];
    size_t bands, slot; /* the kind that is asked for */
    struct ct_merge *weights, *people;
    double *factor; /* [communities] */
    uint32_t *row;  /* the set of a place: (kind x bands + band) x sites + site */
    size_t row_count, row_room;
    struct walker *walker;
    size_t walkers, walker_room;
};

static size_t band_of(const struct ct_siting *s, double distance_m)
{
    size_t band = 0;
    while (2 * band < s->plan->decay_numbers && distance_m > s->plan->decay[2 * band])
        band++;
    return band;
}

static enum ct_status take_site(void *context, uint32_t item, double distance_m,
                                struct ct_error *err)
{
    struct feeding *f = context;
    if (!(f->s->site[item].kinds >> f->slot & 1) || distance_m > f->s->kinds[f->slot].radius_m)
        return CT_OK;
    if (!ct_grow((void **)&f->row, &f->row_room, f->row_count, sizeof *f->row))
        return ct_fail_memory(err);
    const size_t band = f->slot * f->bands + band_of(f->s, distance_m);
    f->row[f->row_count++] = (uint32_t)(band * f->s->sites) + item;
    return CT_OK;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static int64_t thousandths(double people)
{
    return (int64_t)llround(people * 1000.0);
}

static void lose(struct feeding *f, const struct ct_demand_place *place)
{
    const size_t communities = f->s->city->communities.count;
    double *lost = f->s->lost + 3 * (f->slot * communities + place->community);
    lost[0] += place->people;
    lost[1] += place->people * place->lon;
    lost[2] += place->people * place->lat;
}

static enum ct_status keep_walker(struct feeding *f, const struct ct_demand_place *place,
                                  struct ct_error *err)
{
    if (!ct_grow((void **)&f->walker, &f->walker_room, f->walkers, sizeof *f->walker))
        return ct_fail_memory(err);
    f->walker[f->walkers++] = (struct walker){place->lon, place->lat, place->people,
                                              place->people * f->factor[place->community]};
    return CT_OK;
}

/* Are the place's people asked for, of this kind? */
static bool asks(const struct feeding *f, const struct ct_demand_place *place)
{
    const struct ct_around *covered = f->covered[f->slot];
    return !covered || ct_around_any(covered, place->lon, place->lat) !=
                           (f->s->plan->demand == CT_DEMAND_UNCOVERED);
}

/* Rows of several districts are never merged. */
static enum ct_status end_row(struct feeding *f, const struct ct_demand_place *place,
                              struct ct_error *err)
{
    if (f->row_count == 0 || !ct_siting_is_fair(f->s))
        return CT_OK;
    if (!ct_grow((void **)&f->row, &f->row_room, f->row_count, sizeof *f->row))
        return ct_fail_memory(err);
    f->row[f->row_count++] = (uint32_t)f->s->sites + f->s->districts.of[place->community];
    return CT_OK;
}

static enum ct_status take_kind(struct feeding *f, const struct ct_demand_place *place,
                                struct ct_error *err)
{
    struct ct_siting *s = f->s;
    struct ct_siting_kind *kind = &s->kinds[f->slot];
    kind->people += place->people;
    s->total_people += place->people;
    f->row_count = 0;
    enum ct_status status = ct_around_each(f->sites, place->lon, place->lat, take_site, f, err);
    if (status == CT_OK && f->row_count == 0) {
        kind->out_of_reach += place->people;
        lose(f, place);
    }
    if (status != CT_OK || s->walking)
        return status == CT_OK ? keep_walker(f, place, err) : status;
    if (f->row_count > 1)
        qsort(f->row, f->row_count, sizeof *f->row, by_number);
    status = end_row(f, place, err);
    if (status == CT_OK)
        status = ct_merge_add(
            f->weights, f->row, f->row_count,
            thousandths(place->people * f->factor[place->community] * kind->weight), err);
    if (status == CT_OK && f->people)
        status = ct_merge_add(f->people, f->row, f->row_count, thousandths(place->people), err);
    return status;
}

static enum ct_status take_place(void *context, const struct ct_demand_place *place,
                                 struct ct_error *err)
{
    struct feeding *f = context;
    struct ct_siting *s = f->s;
    enum ct_status status = CT_OK;
    bool any = false;
    for (f->slot = 0; status == CT_OK && f->slot < s->kind_count; f->slot++)
        if (asks(f, place)) {
            any = true;
            status = take_kind(f, place, err);
        }
    ct_siting_live(s, place->community, thousandths(place->people), !any);
    s->places += any;
    if (any)
        s->spread_m = fmax(s->spread_m, place->spread_m);
    return status;
}

/* --- covering --------------------------------------------------------------------------------- */

/* Rows tell their kinds. */
static enum ct_status take_row_kinds(struct feeding *f, struct ct_error *err)
{
    struct ct_siting *s = f->s;
    struct ct_reach_matrix *reach = &s->problem.reach;
    const size_t width = s->sites * f->bands;
    s->row_kind = malloc(reach->demands + 1);
    if (!s->row_kind)
        return ct_fail_memory(err);
    for (size_t i = 0; i < reach->demands; i++) {
        s->row_kind[i] = (uint8_t)(reach->site[reach->start[i]] / width);
        for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++)
            reach->site[k] %= (uint32_t)width;
    }
    return CT_OK;
}

/* Bands become values. */
static enum ct_status take_values(struct ct_siting *s, struct ct_error *err)
{
    struct ct_reach_matrix *reach = &s->problem.reach;
    const size_t entries = reach->start[reach->demands];
    reach->sites = s->sites;
    if (s->plan->decay_numbers == 0)
        return CT_OK;
    s->problem.value = malloc((entries + 1) * sizeof *s->problem.value);
    if (!s->problem.value)
        return ct_fail_memory(err);
    for (size_t k = 0; k < entries; k++) {
        const size_t band = reach->site[k] / s->sites;
        s->problem.value[k] = (int64_t)llround(1000.0 * s->plan->decay[2 * band + 1]);
        reach->site[k] %= (uint32_t)s->sites;
    }
    return CT_OK;
}

static enum ct_status finish_cover(struct feeding *f, struct ct_error *err)
{
    struct ct_siting *s = f->s;
    struct ct_reach_matrix people = {0};
    int64_t lost = 0;
    enum ct_status status = ct_merge_finish(f->weights, &s->problem.reach, &lost, err);
    if (status == CT_OK && f->people)
        status = ct_merge_finish(f->people, &people, &lost, err);
    const size_t rows = status == CT_OK ? s->problem.reach.demands : 0;
    s->people = malloc((rows + 1) * sizeof *s->people);
    if (status == CT_OK && !s->people)
        status = ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < rows; i++)
        s->people[i] = f->people ? people.weight[i] : s->problem.reach.weight[i];
    ct_reach_matrix_free(&people);
    if (status == CT_OK)
        status = ct_siting_split(s, err);
    if (status == CT_OK)
        status = take_row_kinds(f, err);
    return status == CT_OK ? take_values(s, err) : status;
}

/* --- walking ---------------------------------------------------------------------------------- */

struct square {
    int64_t column, row;
    size_t walker;
};

static int by_square(const void *a, const void *b)
{
    const struct square *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return (x->walker > y->walker) - (x->walker < y->walker);
}

static size_t squares_of(const struct feeding *f, double side, struct square *out)
{
    size_t n = f->walkers > 0;
    for (size_t i = 0; i < f->walkers; i++) {
        const struct ct_xy p = ct_plane_from_lonlat(f->walker[i].lon, f->walker[i].lat);
        out[i] = (struct square){(int64_t)floor(p.x / side), (int64_t)floor(p.y / side), i};
    }
    qsort(out, f->walkers, sizeof *out, by_square);
    for (size_t i = 1; i < f->walkers; i++)
        n += out[i].column != out[i - 1].column || out[i].row != out[i - 1].row;
    return n;
}

/* Too many places: those of one square become one, at the centre of their people. */
static enum ct_status put_together(struct feeding *f, struct ct_error *err)
{
    struct square *order = malloc((f->walkers + 1) * sizeof *order);
    struct walker *out = malloc((f->walkers + 1) * sizeof *out);
    double side = 10;
    size_t n = 0;
    if (!order || !out || f->walkers <= CT_PLACES_MOST) {
        enum ct_status status = order && out ? CT_OK : ct_fail_memory(err);
        free(order);
        free(out);
        return status;
    }
    while (squares_of(f, side, order) > CT_PLACES_MOST)
        side *= 1.25;
    for (size_t i = 0; i < f->walkers; i++) {
        const struct walker *w = &f->walker[order[i].walker];
        if (i == 0 || order[i].column != order[i - 1].column || order[i].row != order[i - 1].row)
            out[n++] = (struct walker){0};
        out[n - 1].lon += w->people * w->lon;
        out[n - 1].lat += w->people * w->lat;
        out[n - 1].people += w->people;
        out[n - 1].weight += w->weight;
    }
    for (size_t i = 0; i < n; i++) {
        out[i].lon /= out[i].people;
        out[i].lat /= out[i].people;
    }
    f->s->spread_m += 1.4143 * side; /* a plane metre is at most a ground metre long */
    free(order);
    free(f->walker);
    f->walker = out;
    f->walkers = n;
    return CT_OK;
}

struct pair {
    int64_t cost;
    uint32_t site;
};

struct pairs {
    struct pair *row;
    size_t count, room;
};

static enum ct_status take_pair(void *context, uint32_t item, double distance_m,
                                struct ct_error *err)
{
    struct pairs *p = context;
    if (!ct_grow((void **)&p->row, &p->room, p->count, sizeof *p->row))
        return ct_fail_memory(err);
    p->row[p->count++] = (struct pair){(int64_t)ceil(distance_m * 1000.0), item};
    return CT_OK;
}

static int by_cost(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return (x->site > y->site) - (x->site < y->site);
}

static enum ct_status every_site(const struct ct_siting *s, const struct walker *w,
                                 struct pairs *pairs, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t j = 0; status == CT_OK && j < s->sites; j++)
        status =
            take_pair(pairs, (uint32_t)j,
                      ct_plane_distance_m(w->lon, w->lat, s->site[j].lon, s->site[j].lat), err);
    return status;
}

/* Nobody may open within the cutoff. */
static void go_beyond(struct ct_siting *s, const struct walker *w)
{
    s->beyond.people += w->people;
    if (w->people > s->beyond.there)
        s->beyond = (struct ct_out_of_reach){s->beyond.people, w->lon, w->lat, w->people};
}

/* Rows of one place each, nearest first. */
static enum ct_status walk_row(struct feeding *f, const struct ct_around *near, size_t i,
                               struct pairs *pairs, size_t *room, struct ct_error *err)
{
    struct ct_reach_matrix *reach = &f->s->problem.reach;
    const struct walker *w = &f->walker[i];
    const size_t first = reach->start[i];
    pairs->count = 0;
    enum ct_status status = near ? ct_around_each(near, w->lon, w->lat, take_pair, pairs, err)
                                 : every_site(f->s, w, pairs, err);
    if (status != CT_OK)
        return status;
    if (pairs->count == 0)
        go_beyond(f->s, w);
    if (pairs->count > 1)
        qsort(pairs->row, pairs->count, sizeof *pairs->row, by_cost);
    if (first + pairs->count > *room) {
        *room = 2 * (first + pairs->count);
        uint32_t *site = realloc(reach->site, *room * sizeof *site);
        reach->site = site ? site : reach->site;
        int64_t *cost = realloc(reach->cost, *room * sizeof *cost);
        reach->cost = cost ? cost : reach->cost;
        if (!site || !cost)
            return ct_fail_memory(err);
    }
    for (size_t k = 0; k < pairs->count; k++) {
        reach->site[first + k] = pairs->row[k].site;
        reach->cost[first + k] = pairs->row[k].cost;
    }
    reach->start[i + 1] = first + pairs->count;
    reach->weight[i] = thousandths(w->weight);
    f->s->people[i] = thousandths(w->people);
    return CT_OK;
}

static enum ct_status too_many(const struct ct_siting *s, double pairs, struct ct_error *err)
{
    char text[32];
    snprintf(text, sizeof text, "%.0f", pairs);
    return ct_fail(err, CT_USAGE, "E0813", "pairs", text, "model", s->model->name, NULL);
}

static enum ct_status sites_around(const struct ct_siting *s, double reach_m,
                                   struct ct_around **out, struct ct_error *err)
{
    double *lon = malloc((s->sites + 1) * sizeof *lon);
    double *lat = malloc((s->sites + 1) * sizeof *lat);
    for (size_t i = 0; lon && lat && i < s->sites; i++) {
        lon[i] = s->site[i].lon;
        lat[i] = s->site[i].lat;
    }
    enum ct_status status =
        lon && lat ? ct_around_new(s->sites, lon, lat, reach_m, out, err) : ct_fail_memory(err);
    free(lon);
    free(lat);
    return status;
}

static enum ct_status finish_walking(struct feeding *f, struct ct_error *err)
{
    struct ct_siting *s = f->s;
    struct ct_reach_matrix *reach = &s->problem.reach;
    struct ct_around *near = NULL;
    struct pairs pairs = {0};
    size_t room = 0;
    enum ct_status status = put_together(f, err);
    const double all = (double)f->walkers * (double)s->sites;
    if (status == CT_OK && s->plan->cutoff_m > 0)
        status = sites_around(s, s->plan->cutoff_m, &near, err);
    else if (status == CT_OK && all > PAIRS_MOST)
        status = too_many(s, all, err);
    *reach = (struct ct_reach_matrix){.sites = s->sites, .demands = f->walkers};
    reach->start = calloc(f->walkers + 2, sizeof *reach->start);
    reach->weight = malloc((f->walkers + 1) * sizeof *reach->weight);
    s->people = malloc((f->walkers + 1) * sizeof *s->people);
    if (status == CT_OK && (!reach->start || !reach->weight || !s->people))
        status = ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < f->walkers; i++) {
        status = walk_row(f, near, i, &pairs, &room, err);
        if (status == CT_OK && (double)reach->start[i + 1] > PAIRS_MOST)
            status = too_many(s, (double)reach->start[i + 1], err);
    }
    free(pairs.row);
    ct_around_free(near);
    return status;
}

/* --- all -------------------------------------------------------------------------------------- */

/* The community and kind that has most of those out of reach. */
static void find_worst(struct ct_siting *s)
{
    struct ct_out_of_reach *out = &s->out_of_reach;
    *out = (struct ct_out_of_reach){.lon = (double)NAN, .lat = (double)NAN};
    for (size_t i = 0; i < s->kind_count * s->city->communities.count; i++) {
        const double *lost = s->lost + 3 * i;
        out->people += lost[0];
        if (lost[0] > out->there)
            *out = (struct ct_out_of_reach){out->people, lost[1] / lost[0], lost[2] / lost[0],
                                            lost[0]};
    }
}

/* Do some people count more than others in choosing? */
static bool weighs(const struct ct_siting *s)
{
    bool any = s->plan->weight_count > 0;
    for (size_t k = 0; k < s->kind_count; k++)
        any = any || s->kinds[k].weight < 1 || s->kinds[k].weight > 1;
    return any;
}

enum ct_status ct_siting_demand(struct ct_siting *s, struct ct_findings *findings,
                                struct ct_error *err)
{
    struct feeding f = {.s = s,
                        .bands = s->plan->decay_numbers > 0 ? s->plan->decay_numbers / 2 : 1};
    enum ct_status status = ct_siting_factors(s, findings, &f.factor, err);
    s->lost = calloc(3 * s->city->communities.count * s->kind_count + 1, sizeof *s->lost);
    if (status == CT_OK && !s->lost)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = sites_around(s, s->radius_m, &f.sites, err);
    for (size_t k = 0; status == CT_OK && s->plan->demand != CT_DEMAND_ALL && k < s->kind_count;
         k++)
        status = ct_siting_existing(s, k, s->kinds[k].radius_m, &f.covered[k], err);
    if (status == CT_OK && !s->walking)
        status =
            ct_merge_new(s->sites * f.bands * s->kind_count + s->districts.count, &f.weights, err);
    if (status == CT_OK && !s->walking && weighs(s))
        status = ct_merge_new(s->sites * f.bands * s->kind_count, &f.people, err);
    if (status == CT_OK)
        status = ct_siting_places(s, take_place, &f, err);
    if (status == CT_OK)
        status = s->walking ? finish_walking(&f, err) : finish_cover(&f, err);
    if (status == CT_OK) {
        s->rows = s->problem.reach.demands;
        find_worst(s);
    }
    ct_around_free(f.sites);
    for (size_t k = 0; k < s->kind_count; k++)
        ct_around_free(f.covered[k]);
    if (f.weights)
        ct_merge_free(f.weights);
    if (f.people)
        ct_merge_free(f.people);
    free(f.factor);
    free(f.row);
    free(f.walker);
    return status;
}
