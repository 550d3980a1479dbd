/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of planning units: those that the plan gives, with their shapes; else those that were
 * built, whose shapes are united later (facts_unite.c). O(units + communities + vertices).
 */
#include "publish/facts.h"

static const struct ct_planning_units *units_of(const struct ct_facts *facts)
{
    const struct ct_planning_units *given = &facts->city->planning_units;
    return given->count > 0 ? given : facts->publication->built_units;
}

static void bind_unit(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_planning_units *units = units_of(facts);

    ct_query_integer(row, 1, (int64_t)i);
    ct_query_text(row, 2, units->id[i]);
    ct_query_text(row, 3, units->name[i]);
    ct_query_integer(row, 4, units != &facts->city->planning_units);
}

static void bind_zone(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const ptrdiff_t unit = units_of(facts)->of_community[i];

    ct_query_integer(row, 1, (int64_t)i);
    if (unit < 0)
        ct_query_null(row, 2);
    else
        ct_query_integer(row, 2, unit);
}

static void add_shapes(struct ct_facts *facts, const struct ct_planning_units *units)
{
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status != CT_OK || units->shape == NULL)
        return;
    facts->status = ct_query_new(facts->work, "INSERT INTO planning_unit_shape VALUES (?, ?)", &row,
                                 facts->err);
    for (size_t i = 0; i < units->count && facts->status == CT_OK; i++)
        facts->status =
            ct_facts_insert_shape(row, i, &units->shape[i], facts->projector, &wkb, facts->err);
    ct_query_free(row);
    ct_wkb_free(&wkb);
}

void ct_facts_planning_units(struct ct_facts *facts)
{
    const struct ct_planning_units *units = units_of(facts);

    if (units == NULL || units->count == 0)
        return;
    ct_facts_add(facts, "INSERT INTO planning_unit VALUES (?, ?, ?, ?)", units->count, bind_unit);
    ct_facts_add(facts, "INSERT INTO zone_planning_unit VALUES (?, ?)",
                 facts->city->communities.count, bind_zone);
    add_shapes(facts, units);
}
