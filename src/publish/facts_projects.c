/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of projects and the premises they provide, with their shapes. O(rows + vertices).
 */
#include "publish/facts.h"
#include <math.h>

/* An index that is -1 where there is nothing. */
static void bind_index(struct ct_query *row, int i, ptrdiff_t index)
{
    if (index < 0)
        ct_query_null(row, i);
    else
        ct_query_integer(row, i, index);
}

static void bind_project(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_projects *all = &facts->city->projects;

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, all->id[i]);
    ct_query_text(row, 3, all->name[i]);
    ct_query_text(row, 4, all->stage[i]);
    ct_query_integer(row, 5, (int64_t)all->phases[i]);
    ct_query_number(row, 6, all->households[i]);
    ct_query_number(row, 7, all->population[i]);
    ct_query_number(row, 8, all->residential_floor_area_m2[i]);
    ct_query_number(row, 9, all->floor_area_total_m2[i]);
    ct_query_number(row, 10, all->site_area_m2[i]);
    ct_query_number(row, 11, all->polygon_area_m2[i]);
    ct_query_number(row, 12, all->provided_m2[i]);
    ct_query_number(row, 13, all->lon[i]);
    ct_query_number(row, 14, all->lat[i]);
    bind_index(row, 15, all->community[i]);
}

static void bind_premises(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_project_facilities *all = &facts->city->project_facilities;

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_integer(row, 2, (int64_t)all->project[i]);
    ct_query_text(row, 3, all->id[i]);
    ct_query_text(row, 4, all->name[i]);
    ct_query_text(row, 5, all->kind_name[i]);
    bind_index(row, 6, all->kind[i]);
    ct_query_number(row, 7, all->floor_area_m2[i]);
    ct_query_number(row, 8, all->land_area_m2[i]);
    ct_query_number(row, 9, all->polygon_area_m2[i]);
    ct_query_number(row, 10, all->storey[i]);
    ct_query_text(row, 11, all->building[i]);
    bind_index(row, 12, isnan(all->own_entrance[i]) ? -1 : (ptrdiff_t)all->own_entrance[i]);
    ct_query_number(row, 13, all->lon[i]);
    ct_query_number(row, 14, all->lat[i]);
}

static void add_shapes(struct ct_facts *facts, const char *insert, const struct ct_shape *shapes,
                       size_t count)
{
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status != CT_OK || count == 0)
        return;
    facts->status = ct_query_new(facts->work, insert, &row, facts->err);
    for (size_t i = 0; i < count && facts->status == CT_OK; i++)
        facts->status =
            ct_facts_insert_shape(row, i, &shapes[i], facts->projector, &wkb, facts->err);
    ct_query_free(row);
    ct_wkb_free(&wkb);
}

void ct_facts_projects(struct ct_facts *facts)
{
    const struct ct_projects *projects = &facts->city->projects;
    const struct ct_project_facilities *premises = &facts->city->project_facilities;

    ct_facts_add(facts, "INSERT INTO project VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 projects->count, bind_project);
    ct_facts_add(facts,
                 "INSERT INTO project_facility VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                 premises->count, bind_premises);
    add_shapes(facts, "INSERT INTO project_shape VALUES (?, ?)", projects->shape, projects->count);
    add_shapes(facts, "INSERT INTO project_facility_shape VALUES (?, ?)", premises->shape,
               premises->count);
}
