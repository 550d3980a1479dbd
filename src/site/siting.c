/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be chosen, and the whole way from plan and city to a problem. O(candidates^2) at most,
 * for spacing only as many as are near.
 */
#include "site/siting.h"
#include "base/fail.h"
#include "base/grow.h"
#include "base/text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- groups ----------------------------------------------------------------------------------- */

struct grouping {
    struct ct_siting *s;
    size_t room;
};

static enum ct_status add_group(struct grouping *g, const uint32_t *site, size_t count,
                                size_t least, size_t most, struct ct_error *err)
{
    struct ct_choice *choice = &g->s->problem.choice;
    if (!ct_grow((void **)&choice->groups, &g->room, choice->group_count, sizeof *choice->groups))
        return ct_fail_memory(err);
    uint32_t *copy = malloc((count + 1) * sizeof *copy);
    if (!copy)
        return ct_fail_memory(err);
    if (count > 0)
        memcpy(copy, site, count * sizeof *copy);
    choice->groups[choice->group_count++] =
        (struct ct_site_group){.count = count, .site = copy, .least = least, .most = most};
    return CT_OK;
}

/* The street or county of a site; "" where it is in none. */
static const char *unit_of(const struct ct_siting *s, size_t site, bool county)
{
    const struct ct_site_place *place = &s->site[site];
    const struct ct_communities *c = &s->city->communities;
    if (!county && place->candidate >= 0 &&
        *s->city->candidates.rows[place->candidate].street != '\0')
        return s->city->candidates.rows[place->candidate].street;
    if (place->community < 0)
        return "";
    return county ? c->county[place->community] : c->street[place->community];
}

/* Does an earlier community have this street or county? */
static bool seen(const struct ct_communities *c, size_t i, bool county)
{
    char **units = county ? c->county : c->street;
    for (size_t k = 0; k < i; k++)
        if (strcmp(units[k], units[i]) == 0)
            return true;
    return false;
}

/* One group a street or county of the city, also where it has no candidate: then `least` cannot be
 * kept, and that is said. */
static enum ct_status add_units(struct grouping *g, bool county, size_t least, size_t most,
                                struct ct_error *err)
{
    const struct ct_communities *c = &g->s->city->communities;
    uint32_t *member = malloc((g->s->news + 1) * sizeof *member);
    enum ct_status status = member ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < c->count; i++) {
        const char *unit = county ? c->county[i] : c->street[i];
        size_t n = 0;
        if (*unit == '\0' || seen(c, i, county))
            continue;
        for (size_t j = 0; j < g->s->news; j++)
            if (strcmp(unit_of(g->s, j, county), unit) == 0)
                member[n++] = (uint32_t)j;
        status = add_group(g, member, n, least, most > 0 ? most : g->s->sites, err);
    }
    free(member);
    return status;
}

/* New sites, or existing ones where so many close, by themselves. */
static enum ct_status add_counted(struct grouping *g, struct ct_error *err)
{
    size_t first = 0, count = 0;
    ct_siting_counted(g->s, &first, &count);
    if (count == 0)
        return CT_OK;
    uint32_t *member = malloc(count * sizeof *member);
    for (size_t i = 0; member && i < count; i++)
        member[i] = (uint32_t)(first + i);
    enum ct_status status =
        member ? add_group(g, member, count, 0, count, err) : ct_fail_memory(err);
    g->s->counted = g->s->problem.choice.group_count;
    free(member);
    return status;
}

/* At most one of the options of a candidate, one where it is required; of a kind at most so many.
 */
static enum ct_status add_options(struct grouping *g, struct ct_error *err)
{
    struct ct_siting *s = g->s;
    uint32_t *member = malloc((s->news + 1) * sizeof *member);
    enum ct_status status = member ? CT_OK : ct_fail_memory(err);
    s->together_first = s->problem.choice.group_count;
    for (size_t i = 0; status == CT_OK && i < s->spots; i++) {
        const size_t first = s->first[i], count = s->first[i + 1] - first;
        for (size_t j = 0; j < count; j++)
            member[j] = (uint32_t)(first + j);
        if (count > 1)
            status = add_group(g, member, count, s->site[first].state == CT_SITE_REQUIRED, 1, err);
        for (size_t j = first; count > 1 && j < first + count; j++)
            s->problem.choice.state[j] = CT_SITE_FREE;
    }
    s->together = s->problem.choice.group_count - s->together_first;
    for (size_t k = 0; status == CT_OK && k < s->kind_count; k++) {
        size_t n = 0;
        for (size_t j = 0; j < s->news; j++)
            if (s->site[j].kinds >> k & 1)
                member[n++] = (uint32_t)j;
        if (s->kinds[k].most > 0)
            status = add_group(g, member, n, 0, s->kinds[k].most, err);
    }
    free(member);
    return status;
}

/* The first option of a new site's candidate; an existing site itself. */
static size_t first_of(const struct ct_siting *s, size_t site)
{
    return site < s->news ? s->first[s->site[site].spot] : site;
}

/* Not both of these sites, whatever their options. */
static enum ct_status add_pair(struct grouping *g, size_t a, size_t b, struct ct_error *err)
{
    const struct ct_siting *s = g->s;
    const size_t both[2] = {a < b ? a : b, a < b ? b : a};
    uint32_t member[2 << CT_SITE_KINDS_MOST];
    size_t n = 0;
    for (int i = 0; i < 2; i++) {
        const size_t first = first_of(s, both[i]);
        const size_t end = both[i] < s->news ? s->first[s->site[both[i]].spot + 1] : first + 1;
        for (size_t j = first; j < end; j++)
            member[n++] = (uint32_t)j;
    }
    return add_group(g, member, n, 0, 1, err);
}

struct spacing {
    struct grouping *g;
    uint32_t at;
};

static enum ct_status too_near(void *context, uint32_t item, double distance_m,
                               struct ct_error *err)
{
    const struct spacing *x = context;
    const struct ct_siting *s = x->g->s;
    if (item <= x->at || distance_m >= s->plan->spacing_m || first_of(s, x->at) != x->at ||
        first_of(s, item) != item ||
        (item >= s->news && s->site[item].state == CT_SITE_REQUIRED &&
         s->site[x->at].state == CT_SITE_REQUIRED))
        return CT_OK;
    return add_pair(x->g, x->at, item, err);
}

/* New sites among themselves and, where existing ones may close, against those. */
static enum ct_status add_spacing(struct grouping *g, struct ct_error *err)
{
    const struct ct_siting *s = g->s;
    const size_t n = s->plan->existing == CT_EXISTING_KEEP ? s->news : s->sites;
    struct ct_around *around = NULL;
    struct spacing x = {.g = g};
    double *lon = malloc((n + 1) * sizeof *lon), *lat = malloc((n + 1) * sizeof *lat);
    for (size_t i = 0; lon && lat && i < n; i++) {
        lon[i] = s->site[i].lon;
        lat[i] = s->site[i].lat;
    }
    enum ct_status status = lon && lat
                                ? ct_around_new(n, lon, lat, s->plan->spacing_m, &around, err)
                                : ct_fail_memory(err);
    for (; status == CT_OK && x.at < s->news; x.at++)
        status = ct_around_each(around, lon[x.at], lat[x.at], too_near, &x, err);
    ct_around_free(around);
    free(lon);
    free(lat);
    return status;
}

/* *site: SIZE_MAX where the candidate is known but left out. */
static enum ct_status find_id(const struct ct_siting *s, const char *id, size_t *site,
                              struct ct_error *err)
{
    *site = SIZE_MAX;
    for (size_t i = 0; i < s->news; i++)
        if (strcmp(s->site[i].id, id) == 0)
            *site = i;
    bool known = *site != SIZE_MAX;
    for (size_t i = 0; !known && i < s->city->candidates.count; i++)
        known = strcmp(s->city->candidates.rows[i].id, id) == 0;
    return known ? CT_OK : ct_fail(err, CT_USAGE, "E0832", "id", id, NULL);
}

static enum ct_status add_pairs(struct grouping *g, struct ct_error *err)
{
    const struct ct_plan_site *plan = g->s->plan;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i + 1 < plan->pair_ids; i += 2) {
        size_t a = 0, b = 0;
        status = find_id(g->s, plan->pairs[i], &a, err);
        if (status == CT_OK)
            status = find_id(g->s, plan->pairs[i + 1], &b, err);
        if (status == CT_OK && a != SIZE_MAX && b != SIZE_MAX && a != b)
            status = add_pair(g, a, b, err);
    }
    return status;
}

/* --- capacities ------------------------------------------------------------------------------- */

/* People, or households, that a floor area serves; NAN where that is not known. */
static double people_of(const struct ct_siting *s, double floor_area_m2)
{
    const double households = floor_area_m2 / s->m2_per_100_households * 100.0;
    return s->rate ? households : households * s->city->household_size;
}

/* As many as its row says; NAN where that is not known. */
static double capacity_of(const struct ct_siting *s, ptrdiff_t candidate)
{
    const double people = s->city->candidates.rows[candidate].capacity;
    if (!s->rate)
        return people;
    return s->city->household_size > 0 ? people / s->city->household_size : (double)NAN;
}

static enum ct_status take_capacities(struct ct_siting *s, struct ct_error *err)
{
    if (strncmp(s->model->name, "capacitated", strlen("capacitated")) != 0)
        return CT_OK;
    s->problem.capacity = malloc((s->sites + 1) * sizeof *s->problem.capacity);
    if (!s->problem.capacity)
        return ct_fail_memory(err);
    for (size_t i = 0; i < s->sites; i++) {
        const struct ct_site_place *p = &s->site[i];
        double people = (double)NAN;
        if (p->facility >= 0)
            people = people_of(s, s->city->facilities.floor_area_m2[p->facility]);
        else if (p->candidate >= 0)
            people = capacity_of(s, p->candidate);
        if (isnan(people) && p->candidate >= 0)
            people = people_of(s, s->city->candidates.rows[p->candidate].floor_area_m2);
        if (!(people > 0) || people > 1e9)
            return ct_fail(err, CT_USAGE, "E0838", "model", s->model->name, "id", p->id, NULL);
        s->problem.capacity[i] = (int64_t)floor(people * 1000);
    }
    return CT_OK;
}

enum ct_status ct_siting_choice(struct ct_siting *s, struct ct_error *err)
{
    struct ct_choice *choice = &s->problem.choice;
    struct grouping g = {.s = s};
    const struct ct_plan_site *plan = s->plan;
    choice->sites = s->sites;
    choice->state = malloc((s->sites + 1) * sizeof *choice->state);
    if (!choice->state)
        return ct_fail_memory(err);
    for (size_t i = 0; i < s->sites; i++)
        choice->state[i] = s->site[i].state;
    enum ct_status status = add_counted(&g, err);
    if (status == CT_OK) {
        ct_siting_open(s, plan->sites);
        status = ct_siting_prices(s, err);
    }
    if (status == CT_OK)
        status = take_capacities(s, err);
    if (status == CT_OK)
        status = add_options(&g, err);
    if (status == CT_OK && plan->street_least + plan->street_most > 0)
        status = add_units(&g, false, plan->street_least, plan->street_most, err);
    if (status == CT_OK && plan->county_least + plan->county_most > 0)
        status = add_units(&g, true, plan->county_least, plan->county_most, err);
    if (status == CT_OK && plan->spacing_m > 0)
        status = add_spacing(&g, err);
    if (status == CT_OK)
        status = add_pairs(&g, err);
    s->problem.twice = plan->backup;
    s->problem.share = plan->share > 0 ? (int64_t)ceil(plan->share * s->total_people * 1000) : -1;
    return status;
}

/* --- all -------------------------------------------------------------------------------------- */

static enum ct_status find_model(struct ct_siting *s, struct ct_error *err)
{
    const char *name = s->plan->model ? s->plan->model : "mclp";
    s->model = ct_model_find(ct_siting_is_fair(s) ? "fair-mclp" : name);
    if (!s->model)
        return ct_fail(err, CT_USAGE, "E0823", "value", name, "nearest", "", NULL);
    s->walking = strcmp(name, "pmedian") == 0 || strcmp(name, "pcenter") == 0 ||
                 strcmp(name, "capacitated-pmedian") == 0;
    if (s->plan->weight_count > 0 && strcmp(name, "mclp") != 0 && strcmp(name, "pmedian") != 0)
        return ct_fail(err, CT_USAGE, "E0840", "what", "site.weights", "model", name, NULL);
    return CT_OK;
}

static enum ct_status find_population(struct ct_siting *s, struct ct_error *err)
{
    const struct ct_city *city = s->city;
    const char *names[64] = {NULL};
    s->demand = s->plan->population ? city->population_count : 0;
    for (size_t d = 0; d < city->population_count; d++) {
        if (d < 63)
            names[d] = city->population[d].name;
        if (s->plan->population && strcmp(city->population[d].name, s->plan->population) == 0)
            s->demand = d;
    }
    if (s->demand < city->population_count)
        return CT_OK;
    return ct_fail(err, CT_USAGE, "E0835", "value", s->plan->population, "nearest",
                   ct_text_nearest(s->plan->population, names), NULL);
}

enum ct_status ct_siting_new(const struct ct_plan *plan, const struct ct_city *city,
                             const struct ct_measures *measures, struct ct_findings *findings,
                             struct ct_siting *out, struct ct_error *err)
{
    *out = (struct ct_siting){
        .plan = &plan->site,
        .city = city,
        .m2_per_100_households = plan->site.m2_per_100_households > 0
                                     ? plan->site.m2_per_100_households
                                     : plan->per_100_bounds_m2[0],
    };
    enum ct_status status = find_model(out, err);
    if (status == CT_OK)
        status = ct_siting_kinds(out, err);
    if (status == CT_OK)
        status = find_population(out, err);
    if (status == CT_OK)
        status = ct_siting_count(out, plan, measures, findings, err);
    if (status == CT_OK)
        status = ct_siting_candidates(out, measures, findings, err);
    if (status == CT_OK)
        status = ct_siting_stay(out, err);
    if (status == CT_OK)
        status = ct_siting_districts(out, err);
    if (status == CT_OK)
        status = ct_siting_demand(out, findings, err);
    if (status == CT_OK)
        status = ct_siting_choice(out, err);
    return status == CT_OK ? ct_siting_compare(out, findings, err) : status;
}

void ct_siting_free(struct ct_siting *s)
{
    ct_problem_free(&s->problem);
    free(s->site);
    free(s->first);
    free(s->people);
    free(s->lost);
    free(s->row_kind);
    free(s->districts.of);
    free(s->districts.first);
    free(s->districts.before);
    free(s->districts.compared);
    free(s->rate);
    *s = (struct ct_siting){0};
}
