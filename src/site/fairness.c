/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Districts of a siting: communities, or streets or counties of them. The share of a district is of
 * its people, by places: those whom existing facilities and the proposal reach. Communities that
 * name no street (county) are in a district that is not compared. O(communities^2) at most, for
 * finding equal names; O(entries).
 */
#include "base/fail.h"
#include "site/siting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool ct_siting_is_fair(const struct ct_siting *s)
{
    return s->plan->fairness != CT_FAIRNESS_NONE || s->plan->least_share > 0;
}

static enum ct_fairness_over over_of(const struct ct_siting *s)
{
    return s->plan->fairness_over == CT_OVER_UNSAID ? CT_OVER_COMMUNITY : s->plan->fairness_over;
}

/* Does a community name the unit that it is to be in? */
static bool is_named(const struct ct_siting *s, size_t community)
{
    const struct ct_communities *c = &s->city->communities;
    const enum ct_fairness_over over = over_of(s);
    return over == CT_OVER_COMMUNITY ||
           *(over == CT_OVER_STREET ? c->street : c->county)[community] != '\0';
}

static bool same_unit(const struct ct_siting *s, size_t a, size_t b)
{
    const struct ct_communities *c = &s->city->communities;
    const enum ct_fairness_over over = over_of(s);
    if (over == CT_OVER_COMMUNITY)
        return a == b;
    return strcmp(c->county[a], c->county[b]) == 0 &&
           (over == CT_OVER_COUNTY || strcmp(c->street[a], c->street[b]) == 0);
}

/* Numbers in the order of the communities. */
static void number_districts(struct ct_siting *s)
{
    struct ct_districts *d = &s->districts;
    for (size_t c = 0; c < s->city->communities.count; c++) {
        size_t i = over_of(s) == CT_OVER_COMMUNITY ? d->count : 0;
        while (i < d->count && !same_unit(s, d->first[i], c))
            i++;
        d->of[c] = (uint32_t)i;
        if (i == d->count)
            d->first[d->count++] = c;
    }
}

enum ct_status ct_siting_districts(struct ct_siting *s, struct ct_error *err)
{
    const size_t n = s->city->communities.count + 1;
    struct ct_districts *d = &s->districts;
    struct ct_fairness *f = &s->problem.fairness;
    if (!ct_siting_is_fair(s))
        return CT_OK;
    d->of = calloc(n, sizeof *d->of);
    d->first = calloc(n, sizeof *d->first);
    d->before = calloc(n, sizeof *d->before);
    d->compared = calloc(n, 1);
    f->base = calloc(n, sizeof *f->base);
    f->whole = calloc(n, sizeof *f->whole);
    if (!d->of || !d->first || !d->before || !d->compared || !f->base || !f->whole)
        return ct_fail_memory(err);
    number_districts(s);
    f->districts = d->count;
    f->lexicographic = s->plan->fairness == CT_FAIRNESS_LEXICOGRAPHIC;
    if (s->plan->fairness == CT_FAIRNESS_NONE)
        f->enough = (int64_t)ceil(s->plan->least_share * 1e6 - 1e-6);
    return CT_OK;
}

void ct_siting_live(struct ct_siting *s, size_t community, int64_t people, bool served)
{
    if (s->districts.count == 0 || !is_named(s, community))
        return;
    s->problem.fairness.whole[s->districts.of[community]] += people;
    s->problem.fairness.base[s->districts.of[community]] += served ? people : 0;
}

enum ct_status ct_siting_split(struct ct_siting *s, struct ct_error *err)
{
    struct ct_reach_matrix *reach = &s->problem.reach;
    size_t from = 0, to = 0;
    if (!ct_siting_is_fair(s))
        return CT_OK;
    uint32_t *district = malloc((reach->demands + 1) * sizeof *district);
    if (!district)
        return ct_fail_memory(err);
    for (size_t i = 0; i < reach->demands; i++) {
        const size_t end = reach->start[i + 1];
        district[i] = reach->site[end - 1] - (uint32_t)s->sites;
        for (; from + 1 < end; from++)
            reach->site[to++] = reach->site[from];
        from = end;
        reach->start[i + 1] = to;
    }
    s->problem.fairness.district = district;
    return CT_OK;
}

/* --- what is compared ------------------------------------------------------------------------- */

/* What a person calls a district. */
static void name_of(const struct ct_siting *s, size_t district, char *out, size_t size)
{
    const struct ct_communities *c = &s->city->communities;
    const size_t i = s->districts.first[district];
    if (over_of(s) == CT_OVER_COMMUNITY)
        snprintf(out, size, "%s %s", c->id[i], c->name[i]);
    else
        snprintf(out, size, "%s", (over_of(s) == CT_OVER_STREET ? c->street : c->county)[i]);
}

static void percent(double share, char *out, size_t size)
{
    snprintf(out, size, "%.2f%%", 100.0 * share);
}

/* People whom sites reach without which no plan is allowed, and existing facilities. */
static enum ct_status reach_before(struct ct_siting *s, bool required, int64_t *part,
                                   struct ct_error *err)
{
    uint32_t *site = malloc((s->sites + 1) * sizeof *site);
    size_t count = 0;
    if (!site)
        return ct_fail_memory(err);
    for (size_t j = 0; j < s->sites; j++)
        if (j >= s->news || (required && s->problem.choice.state[j] == CT_SITE_REQUIRED))
            site[count++] = (uint32_t)j;
    const bool known = ct_problem_fairness(&s->problem, site, count, part);
    free(site);
    return known ? CT_OK : ct_fail_memory(err);
}

static enum ct_status say_left_out(const struct ct_siting *s, size_t district, double share,
                                   struct ct_findings *findings, struct ct_error *err)
{
    char name[256], text[32];
    const int64_t whole = s->problem.fairness.whole[district];
    struct ct_place place = ct_place_none;
    name_of(s, district, name, sizeof name);
    percent(share, text, sizeof text);
    place.people = (double)whole / 1000.0;
    return ct_findings_add(findings, "F0578", &place, err, "district", name, "share",
                           whole == 0 ? "" : text, "empty", whole == 0 ? "-" : "", NULL);
}

static enum ct_status fail_least(const struct ct_siting *s, size_t district, double share,
                                 struct ct_error *err)
{
    char name[256], text[32], least[32];
    name_of(s, district, name, sizeof name);
    percent(share, text, sizeof text);
    percent(s->plan->least_share, least, sizeof least);
    return ct_fail(err, CT_INFEASIBLE, "E0860", "district", name, "share", text, "least", least,
                   NULL);
}

enum ct_status ct_siting_compare(struct ct_siting *s, struct ct_findings *findings,
                                 struct ct_error *err)
{
    struct ct_districts *d = &s->districts;
    const int64_t *whole = s->problem.fairness.whole;
    size_t compared = 0;
    if (!ct_siting_is_fair(s))
        return CT_OK;
    ct_fairness_compared(&s->problem, d->compared);
    enum ct_status status = reach_before(s, true, d->before, err);
    for (size_t i = 0; status == CT_OK && i < d->count; i++) {
        const double share = whole[i] > 0 ? (double)d->before[i] / (double)whole[i] : 0;
        compared += d->compared[i];
        if (d->compared[i] || !is_named(s, d->first[i]) || (whole[i] > 0 && share >= 1))
            continue;
        if (whole[i] > 0 && share < s->plan->least_share - 1e-9)
            status = fail_least(s, i, share, err);
        else
            status = say_left_out(s, i, share, findings, err);
    }
    if (status == CT_OK && compared == 0 && s->plan->fairness != CT_FAIRNESS_NONE)
        status = ct_fail(err, CT_INFEASIBLE, "E0862", NULL);
    return status == CT_OK ? reach_before(s, false, d->before, err) : status;
}

enum ct_status ct_siting_served(const struct ct_siting *s, const uint32_t *site, size_t count,
                                int64_t **out, struct ct_error *err)
{
    *out = NULL;
    if (!ct_siting_is_fair(s))
        return CT_OK;
    *out = calloc(s->districts.count + 1, sizeof **out);
    return *out && ct_problem_fairness(&s->problem, site, count, *out) ? CT_OK
                                                                       : ct_fail_memory(err);
}

/* --- the least share -------------------------------------------------------------------------- */

static bool is_less(const struct ct_siting *s, double share)
{
    return share < s->plan->least_share - 1e-9;
}

bool ct_siting_misses_least(const struct ct_siting *s, const struct ct_solution *solution)
{
    return s->plan->least_share > 0 && solution->fair.levels > 0 &&
           is_less(s, (double)solution->fair.level[0].part / (double)solution->fair.level[0].whole);
}

void ct_siting_keep_least(const struct ct_siting *s, struct ct_solution *solution)
{
    if (!ct_siting_is_fair(s) || isnan(solution->objective))
        return;
    if (ct_siting_misses_least(s, solution)) {
        solution->status = is_less(s, solution->bound) ? CT_SOLVED_INFEASIBLE : CT_SOLVED_FEASIBLE;
        solution->objective = (double)NAN;
    } else if (s->plan->fairness == CT_FAIRNESS_NONE) {
        double served = 0; /* that nobody is chosen for */
        for (size_t d = 0; d < s->districts.count; d++)
            served += (double)s->problem.fairness.base[d];
        solution->objective = solution->fair.total - served;
        solution->bound = solution->fair.total_bound - served;
    }
}

enum ct_status ct_siting_explain_least(const struct ct_siting *s,
                                       const struct ct_solution *solution, struct ct_error *err)
{
    const struct ct_fair_level *worst = &solution->fair.level[0];
    const bool proved = solution->status == CT_SOLVED_INFEASIBLE;
    char name[256], share[32], least[32], bound[32];
    name_of(s, worst->district, name, sizeof name);
    percent((double)worst->part / (double)worst->whole, share, sizeof share);
    percent(s->plan->least_share, least, sizeof least);
    percent(solution->bound, bound, sizeof bound);
    return ct_fail(err, CT_INFEASIBLE, "E0861", "least", least, "share", share, "district", name,
                   "proved", proved ? bound : "", "open", proved ? "" : bound, NULL);
}
