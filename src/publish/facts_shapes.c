/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes of communities, facilities, service areas, gaps and findings in the output CRS, and the
 * streets and counties that communities make up. One call of the transformation a shape (one for
 * all facilities). O(vertices), the union O(vertices log vertices).
 */
#include "base/fail.h"
#include "gis/overlay.h"
#include "gis/wkb.h"
#include "publish/facts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef const struct ct_shape *(*shape_fn)(const struct ct_facts *facts, size_t i);

static const struct ct_shape *community_shape(const struct ct_facts *facts, size_t i)
{
    return &facts->city->communities.shape[i];
}

static const struct ct_shape *reach_shape(const struct ct_facts *facts, size_t i)
{
    return &facts->measures->reach[i].area;
}

static const struct ct_shape *gap_shape(const struct ct_facts *facts, size_t i)
{
    return &facts->measures->gap_shapes[i];
}

static enum ct_status insert_wkb(struct ct_query *row, size_t key, const struct ct_wkb *wkb,
                                 struct ct_error *err)
{
    ct_query_integer(row, 1, (int64_t)key);
    if (wkb->size > 0)
        ct_query_blob(row, 2, wkb->data, wkb->size);
    else
        ct_query_null(row, 2);
    return ct_query_run(row, err);
}

static enum ct_status insert_shape(struct ct_query *row, size_t key, const struct ct_shape *shape,
                                   struct ct_crs *crs, struct ct_wkb *wkb, struct ct_error *err)
{
    enum ct_status status = ct_wkb_from_shape(wkb, shape, crs, err);
    return status == CT_OK ? insert_wkb(row, key, wkb, err) : status;
}

static void add_shapes(struct ct_facts *facts, const char *insert, size_t count, shape_fn shape_of)
{
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status == CT_OK)
        facts->status = ct_query_new(facts->work, insert, &row, facts->err);
    for (size_t i = 0; i < count && facts->status == CT_OK; i++)
        facts->status = insert_shape(row, i, shape_of(facts, i), facts->crs, &wkb, facts->err);
    ct_query_free(row);
    ct_wkb_free(&wkb);
}

static void add_facilities(struct ct_facts *facts)
{
    const struct ct_facilities *all = &facts->city->facilities;
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};
    double *x = NULL, *y = NULL;

    if (facts->status != CT_OK || all->count == 0)
        return;
    x = malloc(all->count * sizeof *x);
    y = malloc(all->count * sizeof *y);
    if (x == NULL || y == NULL) {
        facts->status = ct_fail_memory(facts->err);
        goto done;
    }
    memcpy(x, all->lon, all->count * sizeof *x);
    memcpy(y, all->lat, all->count * sizeof *y);
    if (!ct_crs_from_lonlat(facts->crs, all->count, x, y)) {
        facts->status = ct_fail(facts->err, CT_OUTPUT, "E0509", "crs", facts->city->crs, NULL);
        goto done;
    }
    facts->status =
        ct_query_new(facts->work, "INSERT INTO facility_shape VALUES (?, ?)", &row, facts->err);
    for (size_t i = 0; i < all->count && facts->status == CT_OK; i++) {
        facts->status = ct_wkb_from_point(&wkb, x[i], y[i], facts->err);
        if (facts->status == CT_OK)
            facts->status = insert_wkb(row, i, &wkb, facts->err);
    }
done:
    ct_query_free(row);
    ct_wkb_free(&wkb);
    free(x);
    free(y);
}

/* An area where the finding has one, else its point, else nothing. */
static void add_findings(struct ct_facts *facts)
{
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status == CT_OK)
        facts->status =
            ct_query_new(facts->work, "INSERT INTO finding_shape VALUES (?, ?)", &row, facts->err);
    for (size_t i = 0; i < facts->findings->count && facts->status == CT_OK; i++) {
        const struct ct_finding *finding = &facts->findings->rows[i];
        double lon = finding->lon, lat = finding->lat;
        size_t start[] = {0, 1};
        struct ct_shape point = {.kind = CT_SHAPE_POINTS,
                                 .parts = 1,
                                 .start = start,
                                 .vertices = 1,
                                 .lon = &lon,
                                 .lat = &lat};
        const struct ct_shape nothing = {0};
        const struct ct_shape *shape = &finding->shape;
        if (shape->kind == CT_SHAPE_NONE)
            shape = isfinite(lon) && isfinite(lat) ? &point : &nothing;
        facts->status = insert_shape(row, i, shape, facts->crs, &wkb, facts->err);
    }
    ct_query_free(row);
    ct_wkb_free(&wkb);
}

void ct_facts_shapes(struct ct_facts *facts)
{
    add_shapes(facts, "INSERT INTO community_shape VALUES (?, ?)", facts->city->communities.count,
               community_shape);
    add_facilities(facts);
    add_shapes(facts, "INSERT INTO reach_shape VALUES (?, ?)", facts->measures->reaches,
               reach_shape);
    add_shapes(facts, "INSERT INTO gap_shape VALUES (?, ?)", facts->measures->gap_shape_count,
               gap_shape);
    add_findings(facts);
}

/* Shapes of the communities of one unit. */
struct group {
    const struct ct_shape **shapes;
    size_t count;
    int64_t unit;
};

static enum ct_status write_group(struct ct_facts *facts, const struct group *group,
                                  struct ct_query *row, struct ct_wkb *wkb)
{
    struct ct_shape united = {0};
    enum ct_status status = CT_OK;

    if (group->count == 0)
        return CT_OK;
    status = ct_overlay_union(group->shapes, group->count, 1, &united, facts->err);
    if (status == CT_OK)
        status = insert_shape(row, (size_t)group->unit, &united, facts->crs, wkb, facts->err);
    ct_shape_free(&united);
    return status;
}

/* Reads unit, zone rows in order of units and writes each unit when its last row was seen. */
static enum ct_status unite_all(struct ct_facts *facts, struct ct_query *members,
                                struct ct_query *row, struct group *group, struct ct_wkb *wkb)
{
    bool more = true;
    enum ct_status status = CT_OK;

    while (more) {
        status = ct_query_step(members, &more, facts->err);
        if (status != CT_OK)
            return status;
        int64_t unit = more ? ct_query_get_integer(members, 0) : -1;
        if (unit != group->unit) {
            status = write_group(facts, group, row, wkb);
            if (status != CT_OK)
                return status;
            group->unit = unit;
            group->count = 0;
        }
        if (more)
            group->shapes[group->count++] =
                &facts->city->communities.shape[ct_query_get_integer(members, 1)];
    }
    return CT_OK;
}

void ct_facts_unite(struct ct_facts *facts)
{
    static const char sql[] = "SELECT m.unit, m.zone FROM unit u JOIN member m USING (unit)"
                              " WHERE u.level IN ('street', 'county') AND m.weight = 1"
                              " ORDER BY m.unit, m.zone";
    struct ct_query *members = NULL, *row = NULL;
    struct ct_wkb wkb = {0};
    struct group group = {.unit = -1};

    if (facts->status != CT_OK)
        return;
    group.shapes = calloc(facts->city->communities.count + 1, sizeof *group.shapes);
    if (group.shapes == NULL) {
        facts->status = ct_fail_memory(facts->err);
        return;
    }
    facts->status = ct_query_new(facts->work, sql, &members, facts->err);
    if (facts->status == CT_OK)
        facts->status =
            ct_query_new(facts->work, "INSERT INTO unit_shape VALUES (?, ?)", &row, facts->err);
    if (facts->status == CT_OK)
        facts->status = unite_all(facts, members, row, &group, &wkb);
    ct_query_free(members);
    ct_query_free(row);
    ct_wkb_free(&wkb);
    free(group.shapes);
}
