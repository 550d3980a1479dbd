/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streets and counties: the outlines of their communities. Communities that lie side by side are
 * dissolved (O(vertices)); those that claim the same ground as another of the unit, as the city's
 * overlaps say, are then united with that outline (O(v log v) of what is left).
 */
#include "base/fail.h"
#include "gis/dissolve.h"
#include "gis/overlay.h"
#include "gis/wkb.h"
#include "publish/facts.h"
#include <stdlib.h>
#include <string.h>

/* One unit: its communities, apart by whether they overlap another of them. */
struct group {
    int64_t unit; /* -1: none yet */
    size_t *members, count;
    bool *in, *overlaps; /* by community */
    const struct ct_shape **apart, **over;
    struct ct_shape outline, united;
    struct ct_wkb wkb;
};

static bool group_new(struct group *group, size_t communities)
{
    *group = (struct group){.unit = -1};
    group->members = calloc(communities + 1, sizeof *group->members);
    group->in = calloc(communities + 1, sizeof *group->in);
    group->overlaps = calloc(communities + 1, sizeof *group->overlaps);
    group->apart = calloc(communities + 1, sizeof *group->apart);
    group->over = calloc(communities + 2, sizeof *group->over);
    return group->members && group->in && group->overlaps && group->apart && group->over;
}

static void group_free(struct group *group)
{
    free(group->members);
    free(group->in);
    free(group->overlaps);
    free(group->apart);
    free(group->over);
    ct_shape_free(&group->outline);
    ct_shape_free(&group->united);
    ct_wkb_free(&group->wkb);
}

static void mark_overlaps(struct group *group, const struct ct_overlaps *all)
{
    for (size_t i = 0; i < group->count; i++)
        group->in[group->members[i]] = true;
    for (size_t i = 0; i < all->count; i++)
        if (group->in[all->a[i]] && group->in[all->b[i]])
            group->overlaps[all->a[i]] = group->overlaps[all->b[i]] = true;
}

static void unmark(struct group *group)
{
    for (size_t i = 0; i < group->count; i++)
        group->in[group->members[i]] = group->overlaps[group->members[i]] = false;
    group->count = 0;
}

/* The unit's outline into group->outline or group->united; *out says which. */
static enum ct_status unite(struct group *group, const struct ct_city *city,
                            const struct ct_shape **out, struct ct_error *err)
{
    size_t apart = 0, over = 0;

    mark_overlaps(group, &city->overlaps);
    for (size_t i = 0; i < group->count; i++) {
        const struct ct_shape *shape = &city->communities.shape[group->members[i]];
        if (group->overlaps[group->members[i]])
            group->over[over++] = shape;
        else
            group->apart[apart++] = shape;
    }
    enum ct_status status = ct_dissolve(group->apart, apart, &group->outline, err);
    *out = &group->outline;
    if (status != CT_OK || over == 0)
        return status;
    if (group->outline.parts > 0)
        group->over[over++] = &group->outline;
    *out = &group->united;
    return ct_overlay_union(group->over, over, 0, &group->united, err);
}

static enum ct_status write_unit(struct ct_facts *facts, struct group *group, struct ct_query *row)
{
    const struct ct_shape *shape;

    if (group->count == 0)
        return CT_OK;
    enum ct_status status = unite(group, facts->city, &shape, facts->err);
    if (status == CT_OK)
        status = ct_facts_insert_shape(row, (size_t)group->unit, shape, facts->projector,
                                       &group->wkb, facts->err);
    unmark(group);
    return status;
}

/* Reads unit, zone rows in order of units and writes each unit when its last row was seen. */
static enum ct_status write_units(struct ct_facts *facts, struct ct_query *members,
                                  struct group *group, struct ct_query *row)
{
    bool more = true;
    enum ct_status status = CT_OK;

    while (more && status == CT_OK) {
        status = ct_query_step(members, &more, facts->err);
        int64_t unit = status == CT_OK && more ? ct_query_get_integer(members, 0) : -1;
        if (status == CT_OK && unit != group->unit)
            status = write_unit(facts, group, row);
        group->unit = unit;
        if (unit >= 0)
            group->members[group->count++] = (size_t)ct_query_get_integer(members, 1);
    }
    return status;
}

void ct_facts_unite(struct ct_facts *facts)
{
    static const char sql[] = "SELECT m.unit, m.zone FROM unit u JOIN member m USING (unit)"
                              " WHERE m.weight = 1 AND (u.level IN ('street', 'county')"
                              " OR u.level = 'planning_unit' AND u.unit_id IN"
                              " (SELECT unit_id FROM planning_unit WHERE derived))"
                              " ORDER BY m.unit, m.zone";
    struct ct_query *members = NULL, *row = NULL;
    struct group group;

    if (facts->status != CT_OK)
        return;
    facts->status =
        group_new(&group, facts->city->communities.count) ? CT_OK : ct_fail_memory(facts->err);
    if (facts->status == CT_OK)
        facts->status = ct_query_new(facts->work, sql, &members, facts->err);
    if (facts->status == CT_OK)
        facts->status =
            ct_query_new(facts->work, "INSERT INTO unit_shape VALUES (?, ?)", &row, facts->err);
    if (facts->status == CT_OK)
        facts->status = write_units(facts, members, &group, row);
    ct_query_free(members);
    ct_query_free(row);
    group_free(&group);
}
