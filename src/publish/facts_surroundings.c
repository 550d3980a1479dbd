/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of what is around projects, and of what they do to it. The project of "all together"
 * is NULL. O(rows).
 */
#include "measure/surroundings.h"
#include "publish/facts.h"
#include <math.h>

static const struct ct_surroundings *of(const struct ct_facts *facts)
{
    return facts->publication->surroundings;
}

static void bind_near(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_near *near = &of(facts)->near[i];
    const struct ct_kind *kind = &facts->city->kinds[near->kind];

    ct_query_integer(row, 1, (int64_t)near->project);
    ct_query_integer(row, 2, (int64_t)near->kind);
    ct_query_number(row, 3, kind->radius_count > 0 ? kind->radius_m[0] : (double)NAN);
    if (near->facility < 0)
        ct_query_null(row, 4);
    else
        ct_query_integer(row, 4, near->facility);
    ct_query_number(row, 5, near->distance_m);
    ct_query_number(row, 6, near->walk_m);
    ct_query_number(row, 7, near->covered_share);
}

static void bind_project(struct ct_query *row, size_t project)
{
    if (project == CT_ALL_PROJECTS)
        ct_query_null(row, 1);
    else
        ct_query_integer(row, 1, (int64_t)project);
}

static void bind_reach(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_reach_change *change = &of(facts)->reach[i];

    bind_project(row, change->project);
    ct_query_integer(row, 2, (int64_t)change->zone);
    ct_query_integer(row, 3, (int64_t)change->reach);
    ct_query_number(row, 4, change->people);
    ct_query_number(row, 5, change->covered);
}

static void bind_load(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_load_change *change = &of(facts)->load[i];

    bind_project(row, change->project);
    if (change->facility < 0) {
        ct_query_null(row, 2);
        ct_query_integer(row, 3, change->project_facility);
    } else {
        ct_query_integer(row, 2, change->facility);
        ct_query_null(row, 3);
    }
    ct_query_number(row, 4, change->people);
}

void ct_facts_surroundings(struct ct_facts *facts)
{
    const struct ct_surroundings *s = of(facts);

    if (s == NULL)
        return;
    ct_facts_add(facts, "INSERT INTO project_near VALUES (?, ?, ?, ?, ?, ?, ?)", s->near_count,
                 bind_near);
    ct_facts_add(facts, "INSERT INTO project_reach VALUES (?, ?, ?, ?, ?)", s->reach_count,
                 bind_reach);
    ct_facts_add(facts, "INSERT INTO project_load VALUES (?, ?, ?, ?)", s->load_count, bind_load);
}
