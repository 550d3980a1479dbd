/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Communities that are known by points only: each gets the ground that is nearer to its point than
 * to any other point of its county (Thiessen 1911), within the county's boundary. Derived, and said
 * so in the findings. O(points log points) a county, and a cut a point.
 */
#include "base/fail.h"
#include "gis/overlay.h"
#include "load/parts.h"
#include "load/reading.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct cells {
    struct ct_communities *communities; /* shapes: points, or what was derived of them */
    bool *placed;
    size_t *member; /* of the county at hand */
    double *lon, *lat;
    struct ct_shape *cell;
    size_t count;
};

static void free_cells(struct cells *c)
{
    free(c->placed);
    free(c->member);
    free(c->lon);
    free(c->lat);
    free(c->cell);
}

static bool make_cells(struct cells *c, struct ct_communities *communities)
{
    size_t n = communities->count + 1;
    *c = (struct cells){.communities = communities,
                        .placed = calloc(n, sizeof *c->placed),
                        .member = calloc(n, sizeof *c->member),
                        .lon = calloc(n, sizeof *c->lon),
                        .lat = calloc(n, sizeof *c->lat),
                        .cell = calloc(n, sizeof *c->cell)};
    return c->placed && c->member && c->lon && c->lat && c->cell;
}

/* The points in a county that no county before held. */
static void find_members(struct cells *c, const struct ct_shape *county)
{
    c->count = 0;
    for (size_t i = 0; i < c->communities->count; i++) {
        const struct ct_shape *point = &c->communities->shape[i];
        if (c->placed[i] || !ct_shape_holds(county, point->lon[0], point->lat[0]))
            continue;
        c->placed[i] = true;
        c->member[c->count] = i;
        c->lon[c->count] = point->lon[0];
        c->lat[c->count++] = point->lat[0];
    }
}

static enum ct_status cut_cells(struct cells *c, const struct ct_shape *county,
                                struct ct_error *err)
{
    double box[4];
    ct_shape_bounds(county, box);
    enum ct_status status = ct_overlay_voronoi(c->count, c->lon, c->lat, box, c->cell, err);
    for (size_t i = 0; i < c->count; i++) {
        struct ct_shape *shape = &c->communities->shape[c->member[i]];
        ct_shape_free(shape);
        *shape = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
        if (status == CT_OK && c->cell[i].parts > 0)
            status = ct_overlay_and(&c->cell[i], county, shape, err);
        ct_shape_free(&c->cell[i]);
    }
    return status;
}

static enum ct_status read_counties(struct cells *c, struct ct_reading *within,
                                    struct ct_error *err)
{
    bool more = true;
    enum ct_status status = ct_reading_next(within, &more, err);
    while (status == CT_OK && more) {
        const struct ct_shape *county = &within->feature->shape;
        if (county->kind != CT_SHAPE_POLYGONS)
            return ct_reading_wrong_kind(within, county->kind, "polygons", "面", err);
        find_members(c, county);
        if (c->count > 0)
            status = cut_cells(c, county, err);
        if (status == CT_OK)
            status = ct_reading_next(within, &more, err);
    }
    return status;
}

static enum ct_status tell(const struct ct_communities *c, size_t i, const char *code,
                           struct ct_findings *findings, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    place.layer = c->layer;
    place.feature = c->id[i];
    place.row = c->row[i];
    if (c->shape[i].kind == CT_SHAPE_POINTS) {
        place.lon = c->shape[i].lon[0];
        place.lat = c->shape[i].lat[0];
    }
    return ct_findings_add(findings, code, &place, err, NULL);
}

/* Forgets communities without ground, and says so; the others keep their order. */
static enum ct_status keep_placed(struct ct_communities *c, struct ct_findings *findings,
                                  struct ct_error *err)
{
    size_t kept = 0;
    enum ct_status status = CT_OK;
    for (size_t i = 0; i < c->count; i++) {
        bool derived = c->shape[i].kind == CT_SHAPE_POLYGONS;
        if (derived && c->shape[i].parts > 0) {
            ct_community_move(c, kept++, i);
            continue;
        }
        if (status == CT_OK)
            status = tell(c, i, derived ? "F0118" : "F0117", findings, err);
        ct_community_clear(c, i);
    }
    c->count = kept;
    return status;
}

static enum ct_status tell_derived(const struct ct_communities *c, const char *within,
                                   struct ct_findings *findings, struct ct_error *err)
{
    char count[24];
    struct ct_place place = ct_place_none;
    place.layer = c->layer;
    snprintf(count, sizeof count, "%zu", c->count);
    return ct_findings_add(findings, "F0116", &place, err, "count", count, "within", within, NULL);
}

enum ct_status ct_load_thiessen(const struct ct_plan *plan, struct ct_findings *findings,
                                struct ct_communities *communities, struct ct_error *err)
{
    struct ct_reading within;
    struct cells cells = {0};
    enum ct_status status = ct_reading_open(&within, &plan->within, "community", findings, err);
    if (status != CT_OK)
        return status;
    status = make_cells(&cells, communities) ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK)
        status = read_counties(&cells, &within, err);
    if (status == CT_OK)
        status = keep_placed(communities, findings, err);
    if (status == CT_OK && communities->count == 0)
        status = ct_fail(err, CT_INPUT, "E0317", "file", plan->within.file, "layer",
                         ct_vector_layer_name(within.vector), NULL);
    if (status == CT_OK)
        status = tell_derived(communities, ct_vector_layer_name(within.vector), findings, err);
    free_cells(&cells);
    ct_reading_close(&within);
    return status;
}
