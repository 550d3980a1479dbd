/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The city with the new facilities, and without those that move away, measured anew: people within
 * reach and nearest facility, exactly as the audit measures them. Facilities of the changed city:
 * the chosen sites by rank, then the existing ones that stay.
 */
#include "base/fail.h"
#include "base/pool.h"
#include "measure/measuring.h"
#include "site/siting.h"
#include <stdlib.h>

struct changed {
    struct ct_city city;
    double *lon, *lat;
    size_t *kind;
};

static void add(struct changed *c, double lon, double lat, size_t kind)
{
    const size_t n = c->city.facilities.count++;
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

static enum ct_status change(const struct ct_proposal *p, struct changed *c, struct ct_error *err)
{
    const struct ct_city *city = p->siting.city;
    const struct ct_facilities *f = &city->facilities;
    const size_t room = f->count + p->count + 1;
    *c = (struct changed){.city = *city};
    c->lon = malloc(room * sizeof *c->lon);
    c->lat = malloc(room * sizeof *c->lat);
    c->kind = malloc(room * sizeof *c->kind);
    if (!c->lon || !c->lat || !c->kind)
        return ct_fail_memory(err);
    c->city.facilities = (struct ct_facilities){.lon = c->lon, .lat = c->lat, .kind = c->kind};
    for (size_t i = 0; i < p->count; i++) {
        const struct ct_site_place *site = &p->siting.site[p->chosen[i].site];
        add(c, site->lon, site->lat, p->siting.kind);
    }
    for (size_t i = 0; i < f->count; i++)
        if (stays(p, i))
            add(c, f->lon[i], f->lat[i], f->kind[i]);
    c->city.population = &city->population[p->siting.demand];
    c->city.population_count = 1;
    return CT_OK;
}

enum ct_status ct_proposal_measure(struct ct_proposal *proposal, int threads, struct ct_error *err)
{
    struct changed c;
    struct ct_pool *pool = NULL;
    enum ct_status status = change(proposal, &c, err);
    if (status == CT_OK)
        status = ct_pool_new(threads, &pool, err);
    if (status == CT_OK)
        status = ct_measure_people(&c.city, pool, &proposal->after, err);
    ct_pool_free(pool);
    free(c.lon);
    free(c.lat);
    free(c.kind);
    return status;
}
