/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a site costs: the price that its candidate names, else its floor area (that its kinds take,
 * where they say so, else that of the candidate) by the cost of its mode; and the budget, of money
 * or of floor area. O(sites).
 */
#include "base/fail.h"
#include "site/siting.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void ct_siting_price(const struct ct_siting *s, struct ct_site_place *place)
{
    const struct ct_candidates *c = &s->city->candidates;
    const struct ct_candidate *row = place->candidate >= 0 ? &c->rows[place->candidate] : NULL;
    const double cost = row ? row->cost_per_m2 : c->sources[place->source].cost_per_m2;
    place->mode = row ? row->mode : c->sources[place->source].mode;
    const double needed = ct_siting_area_m2(s, place->kinds);
    place->available_m2 = row ? row->floor_area_m2 : (double)NAN;
    place->area_m2 = isnan(needed) ? place->available_m2 : needed;
    place->price = row && !isnan(row->price) ? row->price : cost * place->area_m2;
}

/* Hundredths; < 0: none. */
static int64_t whole(double budget)
{
    return budget >= 0 ? (int64_t)floor(budget * 100 + 1e-6) : -1;
}

void ct_siting_budget(struct ct_siting *s, const struct ct_plan_year *year)
{
    const struct ct_plan_site *plan = s->plan;
    const bool own = year && (year->budget >= 0 || year->budget_m2 >= 0);
    const double money = own ? year->budget : plan->budget;
    const double area = own ? year->budget_m2 : plan->budget_m2;
    s->problem.choice.budget = whole(money >= 0 ? money : area);
}

static bool wants(const struct ct_plan_site *plan, bool *area)
{
    bool money = plan->budget >= 0;
    *area = plan->budget_m2 >= 0;
    for (size_t i = 0; i < plan->year_count; i++) {
        money = money || plan->years[i].budget >= 0;
        *area = *area || plan->years[i].budget_m2 >= 0;
    }
    return money || *area;
}

double ct_siting_cost(const struct ct_siting *s, const struct ct_site_place *place)
{
    bool area = false;
    if (wants(s->plan, &area))
        return area ? place->area_m2 : place->price;
    return strcmp(s->model->name, "lscp") == 0 ? place->price : 0;
}

/* Hundredths of the price's unit, or of a m2; existing facilities cost nothing. */
enum ct_status ct_siting_prices(struct ct_siting *s, struct ct_error *err)
{
    struct ct_choice *choice = &s->problem.choice;
    const bool fewest = s->plan->existing == CT_EXISTING_CLOSE && s->plan->closings == 0;
    bool area = false, priced = s->news > 0 && !fewest;
    const bool wanted = wants(s->plan, &area);
    ct_siting_budget(s, NULL);
    for (size_t i = 0; i < s->news; i++) {
        const bool has = !isnan(area ? s->site[i].area_m2 : s->site[i].price);
        if (!has && wanted)
            return ct_fail(err, CT_USAGE, area ? "E0843" : "E0837", "id", s->site[i].id, NULL);
        priced = priced && has;
    }
    if (!wanted && !(strcmp(s->model->name, "lscp") == 0 && priced))
        return CT_OK;
    choice->price = calloc(s->sites + 1, sizeof *choice->price);
    if (!choice->price)
        return ct_fail_memory(err);
    for (size_t i = 0; i < s->news; i++) {
        const double price = (area ? s->site[i].area_m2 : s->site[i].price) * 100;
        if (!(price < 9e15))
            return ct_fail(err, CT_USAGE, "E0819", NULL);
        choice->price[i] = area ? (int64_t)ceil(price - 1e-6) : (int64_t)llround(price);
    }
    return CT_OK;
}

double ct_proposal_price(const struct ct_proposal *proposal)
{
    double sum = 0;
    for (size_t i = 0; i < proposal->count; i++)
        sum += proposal->siting.site[proposal->chosen[i].site].price;
    return sum;
}

double ct_proposal_area_m2(const struct ct_proposal *proposal)
{
    double sum = 0;
    for (size_t i = 0; i < proposal->count; i++)
        sum += proposal->siting.site[proposal->chosen[i].site].area_m2;
    return sum;
}
