/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of people is counted: themselves, or households. A community's households are spread over
 * the places where its people are, in proportion, so that together they are exactly its households.
 * How many it has is what queries/facts/20_households.sql says: those of the register, or as given,
 * or its people by the plan's household size. Where that is not known nothing is guessed: an error
 * that names them, or, where the plan says so, they are left out and found (F0590). Households of a
 * community in whose ground the layer shows nobody have no place (F0591). O(places).
 */
#include "base/fail.h"
#include "base/text.h"
#include "measure/places.h"
#include "site/siting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MOST 5

static enum ct_status add_place(void *context, const struct ct_demand_place *place,
                                struct ct_error *err)
{
    (void)err;
    ((double *)context)[place->community] += place->people;
    return CT_OK;
}

static bool by_register(const struct ct_plan *plan)
{
    for (size_t i = 0; i < plan->parameter_count; i++)
        if (strcmp(plan->parameters[i].name, "households_basis") == 0)
            return strcmp(plan->parameters[i].value, "registered") == 0;
    return false;
}

/* NAN where it is not known. */
static double households_of(const struct ct_plan *plan, const struct ct_city *city,
                            const struct ct_measures *measures, size_t community)
{
    const struct ct_communities *c = &city->communities;
    if (by_register(plan))
        return c->registered ? c->registered[community] : (double)NAN;
    if (!isnan(c->households[community]))
        return c->households[community];
    if (!(city->household_size > 0))
        return (double)NAN;
    const double people =
        isnan(c->population[community]) ? measures->people[community] : c->population[community];
    return people / city->household_size;
}

/* --- what is not known ------------------------------------------------------------------------ */

static enum ct_status find(const struct ct_siting *s, const struct ct_measures *measures,
                           const char *code, size_t community, double people,
                           struct ct_findings *findings, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    char number[32];
    place.feature = s->city->communities.id[community];
    place.lon = measures->centre[community].lon;
    place.lat = measures->centre[community].lat;
    place.people = people;
    snprintf(number, sizeof number, "%.0f", people);
    return ct_findings_add(findings, code, &place, err, "number", number, NULL);
}

static enum ct_status name_unknown(const struct ct_siting *s, const double *households,
                                   const double *people, struct ct_error *err)
{
    struct ct_buffer names = {0};
    char count[24];
    size_t n = 0;
    for (size_t c = 0; c < s->city->communities.count; c++) {
        if (!isnan(households[c]) || !(people[c] > 0))
            continue;
        if (n < NAMES_MOST)
            ct_buffer_printf(&names, "%s%s", n > 0 ? ", " : "", s->city->communities.id[c]);
        n++;
    }
    if (n > NAMES_MOST)
        ct_buffer_printf(&names, "…");
    snprintf(count, sizeof count, "%zu", n);
    enum ct_status status = names.failed ? ct_fail_memory(err) : CT_OK;
    if (status == CT_OK && n > 0)
        status = ct_fail(err, CT_USAGE, "E0853", "count", count, "names", names.data, NULL);
    ct_buffer_free(&names);
    return status;
}

/* Households a person of each community; 0: nothing is counted there. */
static enum ct_status take_rates(struct ct_siting *s, const struct ct_measures *measures,
                                 const double *households, const double *people,
                                 struct ct_findings *findings, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t c = 0; status == CT_OK && c < s->city->communities.count; c++) {
        const bool known = !isnan(households[c]), lived = people[c] > 0;
        s->rate[c] = known && lived ? households[c] / people[c] : 0;
        if (!known && lived)
            status = find(s, measures, "F0590", c, people[c], findings, err);
        else if (known && !lived && households[c] > 0)
            status = find(s, measures, "F0591", c, households[c], findings, err);
    }
    return status;
}

enum ct_status ct_siting_count(struct ct_siting *s, const struct ct_plan *plan,
                               const struct ct_measures *measures, struct ct_findings *findings,
                               struct ct_error *err)
{
    const size_t n = s->city->communities.count;
    if (s->plan->count == CT_COUNT_PEOPLE)
        return CT_OK;
    double *people = calloc(n + 1, sizeof *people);
    double *households = malloc((n + 1) * sizeof *households);
    s->rate = calloc(n + 1, sizeof *s->rate);
    enum ct_status status = people && households && s->rate ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK)
        status =
            ct_demand_places(s->city, s->demand, s->least_radius_m / 10, add_place, people, err);
    for (size_t c = 0; status == CT_OK && c < n; c++)
        households[c] = households_of(plan, s->city, measures, c);
    if (status == CT_OK && !s->plan->unknown_left_out)
        status = name_unknown(s, households, people, err);
    if (status == CT_OK)
        status = take_rates(s, measures, households, people, findings, err);
    free(people);
    free(households);
    return status;
}

/* --- places ----------------------------------------------------------------------------------- */

struct counting {
    const struct ct_siting *s;
    ct_place_fn visit;
    void *context;
};

static enum ct_status count_place(void *context, const struct ct_demand_place *place,
                                  struct ct_error *err)
{
    const struct counting *c = context;
    struct ct_demand_place counted = *place;
    counted.people *= c->s->rate[place->community];
    return counted.people > 0 ? c->visit(c->context, &counted, err) : CT_OK;
}

enum ct_status ct_siting_places(const struct ct_siting *s, ct_place_fn visit, void *context,
                                struct ct_error *err)
{
    struct counting c = {s, visit, context};
    if (!s->rate)
        return ct_demand_places(s->city, s->demand, s->least_radius_m / 10, visit, context, err);
    return ct_demand_places(s->city, s->demand, s->least_radius_m / 10, count_place, &c, err);
}
