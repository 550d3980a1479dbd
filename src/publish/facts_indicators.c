/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fact tables of the roles of kinds, of indicators, and of where every object came from. O(rows).
 */
#include "publish/facts.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void add_roles(struct ct_facts *facts)
{
    const struct ct_city *city = facts->city;
    struct ct_query *row = NULL;

    if (facts->status == CT_OK)
        facts->status = ct_query_new(facts->work, "INSERT OR IGNORE INTO kind_role VALUES (?, ?)",
                                     &row, facts->err);
    for (size_t k = 0; k < city->kind_count; k++)
        for (size_t i = 0; i < city->kinds[k].role_count && facts->status == CT_OK; i++) {
            ct_query_integer(row, 1, (int64_t)k);
            ct_query_text(row, 2, city->kinds[k].roles[i]);
            facts->status = ct_query_run(row, facts->err);
        }
    ct_query_free(row);
}

static void bind_indicator(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_indicator *indicator = &facts->city->indicators.rows[i];

    ct_query_text(row, 1, ct_level_names[indicator->level]);
    ct_query_text(row, 2, indicator->object);
    ct_query_text(row, 3, indicator->name);
    ct_query_number(row, 4, indicator->number);
    ct_query_text(row, 5, indicator->text);
    ct_query_text(row, 6, indicator->file);
    ct_query_integer(row, 7, indicator->row);
}

/* --- origins -------------------------------------------------------------------------------- */

static void bind_origin(struct ct_query *row, const char *object, const struct ct_source *source,
                        const char *file_layer, int64_t fid, long line)
{
    const char *slash = strrchr(source->file, '/');

    ct_query_text(row, 1, object);
    ct_query_text(row, 2, slash != NULL ? slash + 1 : source->file);
    ct_query_text(row, 3, file_layer);
    ct_query_integer(row, 4, fid);
    ct_query_integer(row, 5, line);
}

static void bind_community(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_communities *all = &facts->city->communities;

    bind_origin(row, all->id[i], &facts->plan->communities, all->layer, all->fid[i], all->row[i]);
}

/* A facility is told by its number, as in `indicator`. */
static void bind_facility(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_facilities *all = &facts->city->facilities;
    size_t source = all->source[i];
    char number[24];

    snprintf(number, sizeof number, "%zu", i);
    bind_origin(row, number, &facts->plan->facilities[source], all->layer[source], all->fid[i],
                all->row[i]);
}

static void bind_unit(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_planning_units *all = &facts->city->planning_units;

    bind_origin(row, all->id[i], &facts->plan->planning_units, all->layer, all->fid[i],
                all->row[i]);
}

static void bind_premises(struct ct_query *row, const struct ct_facts *facts, size_t i)
{
    const struct ct_project_facilities *all = &facts->city->project_facilities;
    size_t source = all->source[i];

    bind_origin(row, all->id[i], &facts->plan->project_facilities[source],
                all->source_layers[source], all->fid[i], all->row[i]);
}

/* A row for each phase of a project. */
static void add_project_origins(struct ct_facts *facts)
{
    const struct ct_projects *all = &facts->city->projects;
    struct ct_query *row = NULL;

    if (facts->status != CT_OK || all->count == 0)
        return;
    facts->status = ct_query_new(
        facts->work, "INSERT INTO origin VALUES ('project', ?, ?, ?, ?, ?)", &row, facts->err);
    for (size_t i = 0; i < all->count; i++)
        for (size_t k = all->phase_start[i]; k < all->phase_start[i + 1]; k++) {
            const struct ct_project_phase *phase = &all->phase[k];
            if (facts->status != CT_OK)
                break;
            bind_origin(row, all->id[i], &facts->plan->projects[phase->source],
                        all->source_layers[phase->source], phase->fid, phase->row);
            facts->status = ct_query_run(row, facts->err);
        }
    ct_query_free(row);
}

void ct_facts_indicators(struct ct_facts *facts)
{
    const struct ct_city *city = facts->city;

    add_roles(facts);
    ct_facts_add(facts, "INSERT INTO indicator VALUES (?, ?, ?, ?, ?, ?, ?)",
                 city->indicators.count, bind_indicator);
    ct_facts_add(facts, "INSERT INTO origin VALUES ('community', ?, ?, ?, ?, ?)",
                 city->communities.count, bind_community);
    ct_facts_add(facts, "INSERT INTO origin VALUES ('facility', ?, ?, ?, ?, ?)",
                 city->facilities.count, bind_facility);
    add_project_origins(facts);
    ct_facts_add(facts, "INSERT INTO origin VALUES ('project_facility', ?, ?, ?, ?, ?)",
                 city->project_facilities.count, bind_premises);
    ct_facts_add(facts, "INSERT INTO origin VALUES ('planning_unit', ?, ?, ?, ?, ?)",
                 city->planning_units.count, bind_unit);
}
