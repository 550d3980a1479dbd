/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Shapes of communities, facilities, service areas, gaps and findings in the output CRS.
 * O(vertices).
 */
#include "base/fail.h"
#include "gis/wkb.h"
#include "publish/facts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

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

enum ct_status ct_facts_insert_shape(struct ct_query *row, size_t key, const struct ct_shape *shape,
                                     struct ct_projector *projector, struct ct_wkb *wkb,
                                     struct ct_error *err)
{
    enum ct_status status = ct_wkb_from_shape(wkb, shape, projector, err);
    return status == CT_OK ? insert_wkb(row, key, wkb, err) : status;
}

void ct_facts_add_shapes(struct ct_facts *facts, const char *insert, size_t count,
                         ct_fact_shape_fn shape_of)
{
    struct ct_query *row = NULL;
    struct ct_wkb wkb = {0};

    if (facts->status == CT_OK)
        facts->status = ct_query_new(facts->work, insert, &row, facts->err);
    for (size_t i = 0; i < count && facts->status == CT_OK; i++)
        facts->status =
            ct_facts_insert_shape(row, i, shape_of(facts, i), facts->projector, &wkb, facts->err);
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
    facts->status = ct_projector_apply(facts->projector, all->count, x, y, facts->err);
    if (facts->status != CT_OK)
        goto done;
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
        facts->status = ct_facts_insert_shape(row, i, shape, facts->projector, &wkb, facts->err);
    }
    ct_query_free(row);
    ct_wkb_free(&wkb);
}

void ct_facts_shapes(struct ct_facts *facts)
{
    ct_facts_add_shapes(facts, "INSERT INTO community_shape VALUES (?, ?)",
                        facts->city->communities.count, community_shape);
    add_facilities(facts);
    ct_facts_add_shapes(facts, "INSERT INTO reach_shape VALUES (?, ?)", facts->measures->reaches,
                        reach_shape);
    ct_facts_add_shapes(facts, "INSERT INTO gap_shape VALUES (?, ?)",
                        facts->measures->gap_shape_count, gap_shape);
    add_findings(facts);
}
