/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where facilities may go: rows of files, crossings of a grid, centres of communities, and the
 * crossings of service circles about places of demand. In the plane some best set of covering sites
 * lies on such crossings and the places themselves (Church 1984): any circle of sites can be moved
 * until two places lie on its rim without losing one. They are many, so all other than a small
 * demand is refused (E0839). O(candidates log communities).
 */
#include "base/fail.h"
#include "base/grow.h"
#include "base/text.h"
#include "gis/plane.h"
#include "load/locate.h"
#include "measure/places.h"
#include "site/siting.h"
#include <stdio.h>
#include <stdlib.h>

struct making {
    struct ct_siting *s;
    struct ct_locator *locator;
    struct ct_around *existing[CT_SITE_KINDS_MOST]; /* by kind, for spacing; NULL: none */
    size_t room, made, source;
};

/* Kinds of which nothing is too near. */
static unsigned kinds_at(const struct making *m, const struct ct_site_place *place)
{
    unsigned kinds = 0;
    for (size_t k = 0; place->state != CT_SITE_FORBIDDEN && k < m->s->kind_count; k++)
        if (!m->existing[k] || place->state != CT_SITE_FREE ||
            !ct_around_any(m->existing[k], place->lon, place->lat))
            kinds |= 1U << k;
    return kinds;
}

static enum ct_status add(struct making *m, const struct ct_site_place *place, struct ct_error *err)
{
    struct ct_siting *s = m->s;
    const struct ct_candidates *c = &s->city->candidates;
    s->given++;
    if ((c->within.parts > 0 && !ct_shape_holds(&c->within, place->lon, place->lat)) ||
        (c->forbidden.parts > 0 && ct_shape_holds(&c->forbidden, place->lon, place->lat))) {
        s->outside++;
        return CT_OK;
    }
    const unsigned kinds = kinds_at(m, place);
    if (kinds == 0) {
        s->barred++;
        return CT_OK;
    }
    struct ct_site_place at = *place;
    at.community = ct_locator_find(m->locator, place->lon, place->lat);
    at.source = m->source;
    enum ct_status status = ct_siting_options(s, &at, kinds, &m->room, err);
    if (status != CT_OK || s->sites <= CT_CANDIDATES_MOST)
        return status;
    return CT_OK;
    char count[24];
    snprintf(count, sizeof count, "> %d", CT_CANDIDATES_MOST);
    return ct_fail(err, CT_USAGE, "E0839", "count", count, NULL);
}

static enum ct_status add_rows(struct making *m, struct ct_error *err)
{
    static const enum ct_site_state states[] = {CT_SITE_FREE, CT_SITE_REQUIRED, CT_SITE_FORBIDDEN};
    const struct ct_candidates *c = &m->s->city->candidates;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < c->count; i++) {
        struct ct_site_place place = {.lon = c->rows[i].lon,
                                      .lat = c->rows[i].lat,
                                      .candidate = (ptrdiff_t)i,
                                      .facility = -1,
                                      .state = states[c->rows[i].state]};
        ct_text_fit(place.id, sizeof place.id, c->rows[i].id);
        if (c->rows[i].source == m->source)
            status = add(m, &place, err);
    }
    return status;
}

/* A place that the program makes; `letter` begins its id. */
static enum ct_status add_made(struct making *m, char letter, double lon, double lat,
                               struct ct_error *err)
{
    struct ct_site_place place = {.lon = lon, .lat = lat, .candidate = -1, .facility = -1};
    snprintf(place.id, sizeof place.id, "%c%zu", letter, ++m->made);
    return add(m, &place, err);
}

/* Within communities only. The grid's lines are meridians and parallels; its width holds in the
 * middle of the city. */
static enum ct_status add_grid(struct making *m, double width_m, struct ct_error *err)
{
    const double *b = m->s->city->bounds;
    const struct ct_xy a = ct_plane_from_lonlat(b[0], b[1]), z = ct_plane_from_lonlat(b[2], b[3]);
    const double step = width_m * ct_plane_scale((b[1] + b[3]) / 2);
    const size_t columns = (size_t)((z.x - a.x) / step), rows = (size_t)((z.y - a.y) / step);
    enum ct_status status = CT_OK;
    if ((double)columns * (double)rows > 1e8)
        return ct_fail(err, CT_USAGE, "E0839", "count", "> 100000000", NULL);
    for (size_t r = 0; status == CT_OK && r <= rows; r++)
        for (size_t c = 0; status == CT_OK && c <= columns; c++) {
            const struct ct_xy d =
                ct_plane_to_lonlat(a.x + step * ((double)c + 0.5), a.y + step * ((double)r + 0.5));
            if (ct_locator_find(m->locator, d.x, d.y) >= 0)
                status = add_made(m, 'G', d.x, d.y, err);
        }
    return status;
}

static enum ct_status add_centres(struct making *m, const struct ct_measures *measures,
                                  struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t c = 0; status == CT_OK && c < measures->communities; c++)
        status = add_made(m, 'K', measures->centre[c].lon, measures->centre[c].lat, err);
    return status;
}

/* --- crossings -------------------------------------------------------------------------------- */

struct crossing {
    struct making *m;
    const struct ct_around *covered; /* NULL: all people are asked for */
    bool outside;                    /* those whom nothing covers are, else those covered */
    size_t count, room, at;
    double *lonlat; /* two a place */
};

static enum ct_status keep_place(void *context, const struct ct_demand_place *place,
                                 struct ct_error *err)
{
    struct crossing *x = context;
    if (x->covered && ct_around_any(x->covered, place->lon, place->lat) == x->outside)
        return CT_OK;
    if (!ct_grow((void **)&x->lonlat, &x->room, 2 * x->count + 1, sizeof *x->lonlat))
        return ct_fail_memory(err);
    x->lonlat[2 * x->count] = place->lon;
    x->lonlat[2 * x->count++ + 1] = place->lat;
    return x->count <= CT_CANDIDATES_MOST
               ? add_made(x->m, 'X', place->lon, place->lat, err)
               : ct_fail(err, CT_USAGE, "E0839", "count", "> 50000", NULL);
}

/* The two crossings of circles about this place and a later one, a little inside of both, so that
 * rounding loses neither. */
static enum ct_status cross(void *context, uint32_t item, double distance_m, struct ct_error *err)
{
    struct crossing *x = context;
    if (item <= x->at || !(distance_m > 0))
        return CT_OK;
    const double *a = x->lonlat + 2 * x->at, *b = x->lonlat + 2 * (size_t)item;
    const double radius = x->m->s->radius_m * (1 - 1e-6);
    const struct ct_circle p = ct_plane_circle(a[0], a[1], radius);
    const struct ct_circle q = ct_plane_circle(b[0], b[1], radius);
    const double dx = q.x - p.x, dy = q.y - p.y, d = hypot(dx, dy);
    const double along = (d * d + p.r * p.r - q.r * q.r) / (2 * d);
    const double across = sqrt(fmax(p.r * p.r - along * along, 0));
    enum ct_status status = CT_OK;
    for (int side = -1; status == CT_OK && side <= 1; side += 2) {
        const struct ct_xy at = ct_plane_to_lonlat(p.x + (along * dx - side * across * dy) / d,
                                                   p.y + (along * dy + side * across * dx) / d);
        status = add_made(x->m, 'X', at.x, at.y, err);
    }
    return status;
}

static enum ct_status split_places(const struct crossing *x, double **lon, double **lat,
                                   struct ct_error *err)
{
    *lon = malloc((x->count + 1) * sizeof **lon);
    *lat = malloc((x->count + 1) * sizeof **lat);
    if (!*lon || !*lat)
        return ct_fail_memory(err);
    for (size_t i = 0; i < x->count; i++) {
        (*lon)[i] = x->lonlat[2 * i];
        (*lat)[i] = x->lonlat[2 * i + 1];
    }
    return CT_OK;
}

static enum ct_status add_crossings(struct making *m, struct ct_error *err)
{
    struct ct_siting *s = m->s;
    struct ct_around *covered = NULL, *near = NULL;
    struct crossing x = {.m = m, .outside = s->plan->demand == CT_DEMAND_UNCOVERED};
    double *lon = NULL, *lat = NULL;
    enum ct_status status = CT_OK;
    if (s->plan->demand != CT_DEMAND_ALL)
        status = ct_siting_existing(s, 0, s->radius_m, &covered, err);
    x.covered = covered;
    if (status == CT_OK)
        status = ct_siting_places(s, keep_place, &x, err);
    if (status == CT_OK)
        status = split_places(&x, &lon, &lat, err);
    if (status == CT_OK)
        status = ct_around_new(x.count, lon, lat, 2 * s->radius_m, &near, err);
    for (; status == CT_OK && x.at < x.count; x.at++)
        status = ct_around_each(near, lon[x.at], lat[x.at], cross, &x, err);
    ct_around_free(near);
    ct_around_free(covered);
    free(lon);
    free(lat);
    free(x.lonlat);
    return status;
}

/* --- all -------------------------------------------------------------------------------------- */

static enum ct_status add_existing(struct making *m, struct ct_error *err)
{
    struct ct_siting *s = m->s;
    const struct ct_facilities *f = &s->city->facilities;
    for (size_t i = 0; s->plan->demand != CT_DEMAND_UNCOVERED && i < f->count; i++) {
        unsigned kinds = 0;
        for (size_t k = 0; k < s->kind_count; k++)
            kinds |= f->kind[i] == s->kinds[k].kind ? 1U << k : 0;
        if (kinds == 0)
            continue;
        if (!ct_grow((void **)&s->site, &m->room, s->sites, sizeof *s->site))
            return ct_fail_memory(err);
        struct ct_site_place *place = &s->site[s->sites++];
        *place = (struct ct_site_place){
            .lon = f->lon[i],
            .lat = f->lat[i],
            .candidate = -1,
            .facility = (ptrdiff_t)i,
            .kinds = kinds,
            .community = f->community[i],
            .mode = "",
            .area_m2 = f->floor_area_m2[i],
            .price = (double)NAN,
            .state = s->plan->existing == CT_EXISTING_KEEP ? CT_SITE_REQUIRED : CT_SITE_FREE};
        ct_text_fit(place->id, sizeof place->id, f->id[i]);
    }
    return CT_OK;
}

static enum ct_status say_barred(const struct ct_siting *s, struct ct_findings *findings,
                                 struct ct_error *err)
{
    char given[24], outside[24], barred[24], small[24], spacing[40];
    snprintf(given, sizeof given, "%zu", s->given);
    snprintf(outside, sizeof outside, "%zu", s->outside);
    snprintf(barred, sizeof barred, "%zu", s->barred);
    snprintf(small, sizeof small, s->small > 0 ? "%zu" : "", s->small);
    snprintf(spacing, sizeof spacing, "%g m", s->plan->spacing_m);
    if (s->sites == 0 && s->plan->candidate_count > 0)
        return ct_fail(err, CT_INFEASIBLE, "E0812", "given", given, "outside", outside, "barred",
                       barred, "small", small, NULL);
    if (s->outside + s->barred + s->small == 0)
        return CT_OK;
    return ct_findings_add(findings, "F0575", &ct_place_none, err, "given", given, "outside",
                           outside, "barred", barred, "spacing", spacing, "small", small, NULL);
}

enum ct_status ct_siting_candidates(struct ct_siting *s, const struct ct_measures *measures,
                                    struct ct_findings *findings, struct ct_error *err)
{
    struct making m = {.s = s};
    enum ct_status status = ct_locator_new(&s->city->communities, &m.locator, err);
    if (status == CT_OK && s->plan->spacing_m > 0 && s->plan->existing == CT_EXISTING_KEEP)
        for (size_t k = 0; status == CT_OK && k < s->kind_count; k++)
            status = ct_siting_existing(s, k, s->plan->spacing_m, &m.existing[k], err);
    for (; status == CT_OK && m.source < s->plan->candidate_count; m.source++) {
        const struct ct_plan_candidates *c = &s->plan->candidates[m.source];
        if (c->source.file)
            status = add_rows(&m, err);
        else if (c->grid_m > 0)
            status = add_grid(&m, c->grid_m, err);
        else
            status = c->centroids ? add_centres(&m, measures, err) : add_crossings(&m, err);
    }
    s->news = s->sites;
    if (status == CT_OK)
        status = say_barred(s, findings, err);
    if (status == CT_OK)
        status = ct_siting_spots(s, err);
    if (status == CT_OK)
        status = add_existing(&m, err);
    for (size_t k = 0; k < s->kind_count; k++)
        ct_around_free(m.existing[k]);
    ct_locator_free(m.locator);
    return status;
}
