/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of the plan, the city and the findings: what was read, row by row, in the order of
 * the input. NAN becomes NULL. O(rows).
 */
#include "publish/facts.h"
#include "base/fail.h"
#include <math.h>
#include <string.h>

void ct_facts_add(struct ct_facts *facts, const char *insert, size_t count, ct_fact_fn bind)
{
    struct ct_query *row = NULL;

    if (facts->status != CT_OK || count == 0)
        return;
    facts->status = ct_query_new(facts->work, insert, &row, facts->err);
    for (size_t i = 0; i < count && facts->status == CT_OK; i++) {
        bind(row, facts, i);
        facts->status = ct_query_run(row, facts->err);
    }
    ct_query_free(row);
}

/* An index that is -1 where there is nothing. */
static void bind_index(struct ct_query *row, int i, ptrdiff_t index)
{
    if (index < 0)
        ct_query_null(row, i);
    else
        ct_query_integer(row, i, index);
}

static void bind_parameter(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_plan *plan = facts->plan;
    static const char *const names[] = {"household_size", "required_urban_m2", "required_rural_m2"};
    const double values[] = {plan->household_size, plan->required_urban_m2,
                             plan->required_rural_m2};

    ct_query_text(row, 1, names[i]);
    ct_query_number(row, 2, values[i]);
}

static void bind_shared(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    (void)i;
    ct_query_text(row, 1, facts->plan->shared == CT_SHARED_WHOLE ? "whole" : "split");
}

/* Parameters that queries read: what the plan sets, else the parameter's default. */
static const char *const choices[][2] = {{"households_basis", "resident"},
                                         {"below_includes", "no"},
                                         {"planning_unit_low", "10000"},
                                         {"planning_unit_high", "20000"}};

static void bind_choice(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_plan *plan = facts->plan;
    const char *value = choices[i][1];

    for (size_t k = 0; k < plan->parameter_count; k++)
        if (strcmp(plan->parameters[k].name, choices[i][0]) == 0)
            value = plan->parameters[k].value;
    ct_query_text(row, 1, choices[i][0]);
    ct_query_text(row, 2, value);
}

static void bind_area_bound(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    ct_query_number(row, 1, facts->plan->area_bounds_m2[i]);
}

static void bind_per_100_bound(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    ct_query_number(row, 1, facts->plan->per_100_bounds_m2[i]);
}

static void bind_demand(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, facts->city->population[i].name);
}

static void bind_kind(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_kind *kind = &facts->city->kinds[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, kind->name);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        ct_query_text(row, 3 + lang, kind->title[lang] != NULL ? kind->title[lang] : kind->name);
    ct_query_integer(row, 5, kind->counts);
}

static void bind_community(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    static const char *const area_types[] = {NULL, "urban", "rural"};
    const struct ct_communities *all = &facts->city->communities;

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, all->id[i]);
    ct_query_text(row, 3, all->name[i]);
    ct_query_text(row, 4, all->street[i]);
    ct_query_text(row, 5, all->county[i]);
    ct_query_text(row, 6, area_types[all->area_type[i]]);
    ct_query_number(row, 7, all->households[i]);
    ct_query_number(row, 8, all->population[i]);
    ct_query_number(row, 9, facts->measures->centre[i].lon);
    ct_query_number(row, 10, facts->measures->centre[i].lat);
    ct_query_number(row, 11, all->registered != NULL ? all->registered[i] : (double)NAN);
}

static void bind_overlap(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_overlaps *overlaps = &facts->city->overlaps;

    ct_query_integer(row, 1, (int64_t)(facts->city->communities.count + i));
    ct_query_integer(row, 2, (int64_t)overlaps->a[i]);
    ct_query_integer(row, 3, (int64_t)overlaps->b[i]);
}

static void bind_facility(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_facilities *all = &facts->city->facilities;

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, all->id[i]);
    ct_query_text(row, 3, all->name[i]);
    ct_query_integer(row, 4, (int64_t)all->kind[i]);
    ct_query_number(row, 5, all->floor_area_m2[i]);
    bind_index(row, 6, all->community[i]);
    ct_query_number(row, 7, all->lon[i]);
    ct_query_number(row, 8, all->lat[i]);
    ct_query_number(row, 9, all->land_area_m2 != NULL ? all->land_area_m2[i] : (double)NAN);
}

static void add_serves(struct ct_facts *facts)
{
    const struct ct_facilities *all = &facts->city->facilities;
    struct ct_query *row = NULL;

    if (facts->status == CT_OK)
        facts->status = ct_query_new(
            facts->work, "INSERT OR IGNORE INTO facility_serves VALUES (?, ?)", &row, facts->err);
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = all->serves_start[i]; k < all->serves_start[i + 1]; k++) {
            if (facts->status != CT_OK)
                break;
            ct_query_integer(row, 1, (int64_t)i);
            ct_query_integer(row, 2, (int64_t)all->serves[k]);
            facts->status = ct_query_run(row, facts->err);
        }
    ct_query_free(row);
}

static void bind_finding(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_finding *finding = &facts->findings->rows[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, finding->code);
    ct_query_text(row, 3, ct_message_severity(finding->code));
    ct_query_text(row, 4, finding->layer);
    ct_query_text(row, 5, finding->feature);
    ct_query_text(row, 6, finding->cell);
    if (finding->row > 0)
        ct_query_integer(row, 7, finding->row);
    else
        ct_query_null(row, 7);
    ct_query_number(row, 8, finding->lon);
    ct_query_number(row, 9, finding->lat);
    ct_query_number(row, 10, finding->people);
    ct_query_number(row, 11, finding->area_m2);
    ct_query_text(row, 12, finding->text[CT_ZH]);
    ct_query_text(row, 13, finding->done[CT_ZH]);
    ct_query_text(row, 14, finding->text[CT_EN]);
    ct_query_text(row, 15, finding->done[CT_EN]);
}

void ct_facts_city(struct ct_facts *facts)
{
    const struct ct_city *city = facts->city;
    const struct ct_plan *plan = facts->plan;

    ct_facts_add(facts, "INSERT INTO parameter VALUES (?, ?)", 3, bind_parameter);
    ct_facts_add(facts, "INSERT INTO parameter VALUES ('shared', ?)", 1, bind_shared);
    ct_facts_add(facts, "INSERT INTO parameter VALUES (?, ?)", sizeof choices / sizeof *choices,
                 bind_choice);
    ct_facts_add(facts, "INSERT INTO bound VALUES ('community', ?)", plan->area_bound_count,
                 bind_area_bound);
    ct_facts_add(facts, "INSERT INTO bound VALUES ('per_100_households', ?)",
                 plan->per_100_bound_count, bind_per_100_bound);
    ct_facts_add(facts, "INSERT INTO demand VALUES (?, ?)", city->population_count, bind_demand);
    ct_facts_add(facts, "INSERT INTO kind VALUES (?, ?, ?, ?, ?)", city->kind_count, bind_kind);
    ct_facts_add(facts, "INSERT INTO community VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 city->communities.count, bind_community);
    ct_facts_add(facts, "INSERT INTO overlap VALUES (?, ?, ?)", city->overlaps.count, bind_overlap);
    ct_facts_add(facts, "INSERT INTO facility VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 city->facilities.count, bind_facility);
    add_serves(facts);
    ct_facts_planning_units(facts);
    ct_facts_add(facts, "INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 facts->findings->count, bind_finding);
}
