/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of what was measured. Rows go in in the order of the primary keys, so that SQLite
 * appends and never splits a page. O(rows); the largest table has zones x reaches x demands.
 */
#include "publish/facts.h"
#include <math.h>

static void bind_reach(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_reach *reach = &facts->measures->reach[i];

    ct_query_integer(row, 1, (int64_t)i);
    if (reach->kind < 0)
        ct_query_null(row, 2);
    else
        ct_query_integer(row, 2, reach->kind);
    ct_query_number(row, 3, reach->radius_m);
    ct_query_number(row, 4, reach->area_m2);
}

static void bind_zone_area(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    ct_query_integer(row, 1, (int64_t)i);
    ct_query_number(row, 2, facts->measures->area_m2[i]);
}

static void bind_zone_people(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_measures *m = facts->measures;
    size_t zone = i / m->demands, demand = i % m->demands;

    ct_query_integer(row, 1, (int64_t)zone);
    ct_query_integer(row, 2, (int64_t)demand);
    ct_query_number(row, 3, m->people[demand * m->zones + zone]);
}

static void bind_depths(struct ct_query *row, int first, const double *depths)
{
    for (int k = 0; k < CT_DEPTHS; k++)
        ct_query_number(row, first + k, depths[k]);
}

static void bind_zone_reach(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_measures *m = facts->measures;
    size_t demand = i % m->demands, reach = i / m->demands % m->reaches;
    size_t zone = i / m->demands / m->reaches;

    ct_query_integer(row, 1, (int64_t)zone);
    ct_query_integer(row, 2, (int64_t)reach);
    ct_query_integer(row, 3, (int64_t)demand);
    bind_depths(row, 4,
                m->reached_people + ((demand * m->reaches + reach) * m->zones + zone) * CT_DEPTHS);
}

static void bind_zone_area_reach(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_measures *m = facts->measures;
    size_t zone = i / m->reaches, reach = i % m->reaches;

    ct_query_integer(row, 1, (int64_t)zone);
    ct_query_integer(row, 2, (int64_t)reach);
    bind_depths(row, 3, m->reached_area_m2 + (reach * m->zones + zone) * CT_DEPTHS);
}

static void bind_assignment(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_assignment *assignment = &facts->measures->assignments[i];

    ct_query_integer(row, 1, (int64_t)assignment->facility);
    ct_query_integer(row, 2, (int64_t)assignment->zone);
    ct_query_integer(row, 3, (int64_t)assignment->demand);
    ct_query_number(row, 4, assignment->people);
}

/* A facility and the distance to it: nothing where there is none. */
static void bind_nearest(struct ct_query *row, int first, ptrdiff_t facility, double distance_m)
{
    if (facility < 0) {
        ct_query_null(row, first);
        ct_query_null(row, first + 1);
    } else {
        ct_query_integer(row, first, facility);
        ct_query_number(row, first + 1, distance_m);
    }
}

static void bind_zone_nearest(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_measures *m = facts->measures;
    size_t zone = i / m->kinds, kind = i % m->kinds;
    const struct ct_nearest *nearest = &m->nearest[kind * m->communities + zone];

    ct_query_integer(row, 1, (int64_t)zone);
    ct_query_integer(row, 2, (int64_t)kind);
    bind_nearest(row, 3, nearest->facility, nearest->distance_m);
}

static void bind_gap(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_gap *gap = &facts->measures->gaps[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)gap->reach);
    ct_query_integer(row, 3, (int64_t)gap->community);
    ct_query_number(row, 4, gap->area_m2);
    bind_nearest(row, 5, gap->facility, gap->distance_m);
    ct_query_number(row, 7, gap->lon);
    ct_query_number(row, 8, gap->lat);
    ct_query_integer(row, 9, (int64_t)gap->shape);
}

static void bind_gap_people(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_measures *m = facts->measures;
    size_t gap = i / m->demands, demand = i % m->demands;

    ct_query_integer(row, 1, (int64_t)gap);
    ct_query_integer(row, 2, (int64_t)demand);
    ct_query_number(row, 3, m->gaps[gap].people[demand]);
}

static void bind_account(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_account *account = &facts->measures->account[i];

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_number(row, 2, account->read);
    ct_query_number(row, 3, account->inside);
    ct_query_number(row, 4, account->twice);
    ct_query_number(row, 5, account->outside);
    ct_query_integer(row, 6, account->nodata);
    ct_query_integer(row, 7, account->nan);
    ct_query_integer(row, 8, account->negative);
    ct_query_number(row, 9, account->negative_sum);
}

void ct_facts_measures(struct ct_facts *facts)
{
    const struct ct_measures *m = facts->measures;

    ct_facts_add(facts, "INSERT INTO reach VALUES (?, ?, ?, ?)", m->reaches, bind_reach);
    ct_facts_add(facts, "INSERT INTO zone_area VALUES (?, ?)", m->zones, bind_zone_area);
    ct_facts_add(facts, "INSERT INTO zone_people VALUES (?, ?, ?)", m->zones * m->demands,
                 bind_zone_people);
    ct_facts_add(facts, "INSERT INTO zone_reach VALUES (?, ?, ?, ?, ?, ?, ?)",
                 m->zones * m->reaches * m->demands, bind_zone_reach);
    ct_facts_add(facts, "INSERT INTO zone_area_reach VALUES (?, ?, ?, ?, ?, ?)",
                 m->zones * m->reaches, bind_zone_area_reach);
    ct_facts_add(facts, "INSERT INTO assignment VALUES (?, ?, ?, ?)", m->assignment_count,
                 bind_assignment);
    ct_facts_add(facts, "INSERT INTO zone_nearest VALUES (?, ?, ?, ?)", m->communities * m->kinds,
                 bind_zone_nearest);
    ct_facts_add(facts, "INSERT INTO gap VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", m->gap_count,
                 bind_gap);
    ct_facts_add(facts, "INSERT INTO gap_people VALUES (?, ?, ?)", m->gap_count * m->demands,
                 bind_gap_people);
    ct_facts_add(facts, "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", m->demands,
                 bind_account);
}
