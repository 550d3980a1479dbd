/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gaps: the inhabited parts of a community that no facility of a kind reaches, one row a contiguous
 * patch. A patch is (community minus service area) where people live, by squares (inhabited.h) of
 * the first demand: cells of its raster, or larger squares where cells are fine against the radius.
 *
 * The people of all patches of a community are exactly its uncovered people of each demand; how
 * they fall to its patches goes by the first demand's squares, spread evenly in a square. Patches
 * end at community borders, so each belongs to one community.
 *
 * Communities are taken in chunks, a task each, joined in order: the same rows for any number of
 * threads. A community wholly out of reach of several kinds has its patches drawn once.
 */
#include "base/grow.h"
#include "measure/measuring.h"

#include "base/fail.h"
#include "base/progress.h"
#include "gis/overlay.h"
#include "measure/inhabited.h"
#include "measure/uncovered.h"
#include <stdlib.h>

#define LEAST_PEOPLE 1e-6
#define CHUNK        64
#define TRIES        4

/* What a chunk found: gaps whose shape is an index into the chunk's own shapes. */
struct chunk {
    struct ct_gap *gap;
    size_t gaps, gap_room;
    struct ct_shape *shape;
    size_t shapes, shape_room;
};

/* A patch drawn. */
struct patch {
    double weight; /* people before they are scaled */
    struct ct_xy centre;
    size_t shape;
};

struct worker {
    struct ct_inhabited inhabited;
    struct ct_chains chains, clipped;
    struct ct_path path;
    struct patch *patch;
    size_t patches, patch_room;
};

struct gaps {
    struct ct_measuring *m;
    struct ct_uncovered uncovered;
    struct worker *worker;
    struct chunk *chunk;
};

/* ---- drawing ----------------------------------------------------------------------------------
 */

static enum ct_status draw_shape(const struct ct_inhabited *h, const struct ct_rings *rings,
                                 size_t first, size_t last, struct ct_shape *out,
                                 struct ct_error *err)
{
    out->kind = CT_SHAPE_POLYGONS;
    if (!ct_shape_reserve(out, rings->start[last] - rings->start[first]))
        return ct_fail_memory(err);
    for (size_t ring = first; ring < last; ring++) {
        if (!ct_shape_begin(out, rings->hole[ring]))
            return ct_fail_memory(err);
        const size_t from = rings->start[ring], n = rings->start[ring + 1] - from;
        for (size_t i = 0; i < n; i++) {
            const struct ct_xy at = rings->at[from + (h->rows_south ? n - 1 - i : i)];
            if (!ct_shape_add(out, at.x, at.y, false))
                return ct_fail_memory(err);
        }
    }
    return ct_inhabited_degrees(h, out->vertices, out->lon, out->lat, err);
}

static enum ct_status draw_patch(struct worker *w, struct chunk *chunk,
                                 const struct ct_rings *rings, size_t first, size_t last,
                                 struct ct_error *err)
{
    struct patch patch = {0};
    patch.weight = ct_inhabited_people(&w->inhabited, rings, first, last, &patch.centre);
    if (!(patch.weight > 0))
        return CT_OK;
    if (!ct_grow((void **)&chunk->shape, &chunk->shape_room, chunk->shapes, sizeof *chunk->shape) ||
        !ct_grow((void **)&w->patch, &w->patch_room, w->patches, sizeof *w->patch))
        return ct_fail_memory(err);
    patch.shape = chunk->shapes++;
    chunk->shape[patch.shape] = (struct ct_shape){0};
    enum ct_status status =
        draw_shape(&w->inhabited, rings, first, last, &chunk->shape[patch.shape], err);
    if (!status)
        status = ct_overlay_mend(&chunk->shape[patch.shape], err); /* rings that touch themselves */
    if (!status)
        status = ct_inhabited_degrees(&w->inhabited, 1, &patch.centre.x, &patch.centre.y, err);
    w->patch[w->patches++] = patch;
    return status;
}

/* The chains of the try-th attempt, in squares: as the arrangement has them, then by GEOS and
 * shifted by ever so little, for boundaries exactly through a lattice corner. */
static enum ct_status chains_of(struct gaps *g, struct worker *w, size_t reach, size_t community,
                                int try, struct ct_error *err)
{
    ct_chains_clear(&w->chains);
    enum ct_status status =
        try % 2 ? ct_uncovered_overlay(&g->uncovered, reach, community, &w->chains, err)
                : ct_uncovered_chains(&g->uncovered, reach, community, &w->path, &w->chains, err);
    if (!status)
        ct_inhabited_place(&w->inhabited, &w->chains, try * 1.7e-6);
    return status;
}

/* The patches of one community and reach, into w->patch. */
static enum ct_status draw_patches(struct gaps *g, struct worker *w, struct chunk *chunk,
                                   size_t reach, size_t community, struct ct_error *err)
{
    struct ct_rings rings = {0};
    bool closed = false;
    enum ct_status status = CT_OK;
    w->patches = 0;
    for (int try = 0; !status && !closed && try < TRIES; try++) {
        status = chains_of(g, w, reach, community, try, err);
        if (!status)
            status = ct_inhabited_load(&w->inhabited, &w->chains, err);
        if (!status)
            status =
                ct_inhabited_part(&w->inhabited, &w->chains, &w->clipped, &rings, &closed, err);
    }
    if (!status && !closed)
        status = ct_fail(err, CT_INTERNAL, "E0903", "reason", "the outline of a gap stays open",
                         (char *)NULL);
    for (size_t first = 0; !status && first < rings.count;) {
        size_t last = first + 1;
        while (last < rings.count && rings.hole[last])
            last++;
        status = draw_patch(w, chunk, &rings, first, last, err);
        first = last;
    }
    ct_rings_free(&rings);
    return status;
}

/* ---- rows -------------------------------------------------------------------------------------
 */

static void find_nearest(const struct ct_measuring *m, struct ct_gap *gap)
{
    const struct ct_facilities *f = &m->city->facilities;
    const struct ct_partition *p = &m->partitions[m->out->reach[gap->reach].kind];
    const struct ct_xy at = ct_plane_from_lonlat(gap->lon, gap->lat);
    const uint32_t site =
        ct_partition_nearest(p, &m->zones, at.x - m->zones.x0, at.y - m->zones.y0, NULL);
    if (site == UINT32_MAX)
        return;
    gap->facility = p->member[p->member_start[site]];
    gap->distance_m =
        ct_plane_distance_m(gap->lon, gap->lat, f->lon[gap->facility], f->lat[gap->facility]);
}

/* A row for every patch; together they hold the community's uncovered people of each demand. */
static enum ct_status add_rows(const struct gaps *g, const struct worker *w, struct chunk *chunk,
                               size_t reach, size_t community, struct ct_error *err)
{
    const struct ct_measures *out = g->m->out;
    double sum = 0;
    for (size_t i = 0; i < w->patches; i++)
        sum += w->patch[i].weight;
    for (size_t i = 0; i < w->patches; i++) {
        const struct patch *p = &w->patch[i];
        double *people = calloc(out->demands, sizeof *people);
        if (!people ||
            !ct_grow((void **)&chunk->gap, &chunk->gap_room, chunk->gaps, sizeof *chunk->gap)) {
            free(people);
            return ct_fail_memory(err);
        }
        for (size_t d = 0; d < out->demands; d++)
            people[d] = p->weight / sum * ct_reached_of(out, d, reach, community)[0];
        struct ct_gap *gap = &chunk->gap[chunk->gaps++];
        *gap = (struct ct_gap){.reach = reach,
                               .community = community,
                               .people = people,
                               .facility = -1,
                               .distance_m = NAN,
                               .lon = p->centre.x,
                               .lat = p->centre.y,
                               .shape = p->shape};
        find_nearest(g->m, gap);
    }
    return CT_OK;
}

static enum ct_status gaps_of(struct gaps *g, struct worker *w, struct chunk *chunk,
                              size_t community, struct ct_error *err)
{
    const struct ct_measures *out = g->m->out;
    bool whole_drawn = false; /* w->patch holds the whole community's */
    enum ct_status status = CT_OK;
    for (size_t pass = 0; pass < 2; pass++) /* first the reaches that leave it whole */
        for (size_t r = 0; !status && r < out->reaches; r++) {
            if (out->reach[r].kind < 0 || !ct_measure_wants(g->m, r) ||
                !(ct_reached_of(out, 0, r, community)[0] > LEAST_PEOPLE) ||
                ct_uncovered_is_whole(&g->uncovered, r, community) == (pass == 1))
                continue;
            if (pass == 1 || !whole_drawn)
                status = draw_patches(g, w, chunk, r, community, err);
            whole_drawn = true;
            if (!status)
                status = add_rows(g, w, chunk, r, community, err);
        }
    return status;
}

/* Ground areas of the chunk's gaps. */
static enum ct_status measure_areas(const struct ct_measuring *m, struct chunk *chunk,
                                    struct ct_error *err)
{
    const struct ct_shape **list = malloc((chunk->shapes + 1) * sizeof *list);
    double *area = malloc((chunk->shapes + 1) * sizeof *area);
    struct ct_zones zones = {0};
    enum ct_status status = list && area ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; !status && i < chunk->shapes; i++)
        list[i] = &chunk->shape[i];
    if (!status)
        status = ct_zones_new(list, chunk->shapes, (struct ct_xy){m->zones.x0, m->zones.y0}, &zones,
                              err);
    if (!status)
        status = ct_zones_area_m2(&zones, area, err);
    for (size_t i = 0; !status && i < chunk->gaps; i++)
        chunk->gap[i].area_m2 = area[chunk->gap[i].shape];
    ct_zones_free(&zones);
    free(list);
    free(area);
    return status;
}

static enum ct_status do_chunk(void *context, size_t task, int worker, struct ct_error *err)
{
    struct gaps *g = context;
    const size_t first = task * CHUNK, end = first + CHUNK;
    enum ct_status status = CT_OK;
    for (size_t c = first; !status && c < end && c < g->m->out->communities; c++)
        status = gaps_of(g, &g->worker[worker], &g->chunk[task], c, err);
    if (!status && g->chunk[task].shapes)
        status = measure_areas(g->m, &g->chunk[task], err);
    return status;
}

/* ---- the whole --------------------------------------------------------------------------------
 */

static enum ct_status join(struct gaps *g, size_t chunks, struct ct_error *err)
{
    struct ct_measures *out = g->m->out;
    size_t gaps = 0, shapes = 0;
    for (size_t k = 0; k < chunks; k++) {
        gaps += g->chunk[k].gaps;
        shapes += g->chunk[k].shapes;
    }
    out->gaps = malloc((gaps + 1) * sizeof *out->gaps);
    out->gap_shapes = malloc((shapes + 1) * sizeof *out->gap_shapes);
    if (!out->gaps || !out->gap_shapes)
        return ct_fail_memory(err);
    for (size_t k = 0; k < chunks; k++) {
        struct chunk *chunk = &g->chunk[k];
        for (size_t i = 0; i < chunk->gaps; i++) {
            out->gaps[out->gap_count] = chunk->gap[i];
            out->gaps[out->gap_count++].shape += out->gap_shape_count;
        }
        for (size_t i = 0; i < chunk->shapes; i++)
            out->gap_shapes[out->gap_shape_count++] = chunk->shape[i];
        chunk->gaps = chunk->shapes = 0;
    }
    return CT_OK;
}

static int by_people(const void *x, const void *y)
{
    const struct ct_gap *a = x, *b = y;
    if (a->reach != b->reach)
        return a->reach < b->reach ? -1 : 1;
    if (a->people[0] != b->people[0])
        return a->people[0] > b->people[0] ? -1 : 1;
    if (a->community != b->community)
        return a->community < b->community ? -1 : 1;
    return a->lon < b->lon ? -1 : a->lon > b->lon;
}

static enum ct_status run(struct gaps *g, size_t chunks, struct ct_error *err)
{
    const int workers = ct_pool_threads(g->m->pool);
    g->worker = calloc((size_t)workers, sizeof *g->worker);
    g->chunk = calloc(chunks + 1, sizeof *g->chunk);
    enum ct_status status = g->worker && g->chunk ? CT_OK : ct_fail_memory(err);
    for (int i = 0; !status && i < workers; i++)
        status = ct_inhabited_new(g->m, &g->worker[i].inhabited, err);
    if (!status)
        status = ct_pool_run(g->m->pool, chunks, do_chunk, g, err);
    if (!status)
        status = join(g, chunks, err);
    if (!status && g->m->out->gap_count)
        qsort(g->m->out->gaps, g->m->out->gap_count, sizeof *g->m->out->gaps, by_people);
    for (int i = 0; g->worker && i < workers; i++) {
        ct_inhabited_free(&g->worker[i].inhabited);
        ct_chains_free(&g->worker[i].chains);
        ct_chains_free(&g->worker[i].clipped);
        ct_path_free(&g->worker[i].path);
        free(g->worker[i].patch);
    }
    free(g->worker);
    return status;
}

static void chunks_free(struct gaps *g, size_t chunks)
{
    for (size_t k = 0; g->chunk && k < chunks; k++) {
        for (size_t i = 0; i < g->chunk[k].gaps; i++)
            free(g->chunk[k].gap[i].people);
        for (size_t i = 0; i < g->chunk[k].shapes; i++)
            ct_shape_free(&g->chunk[k].shape[i]);
        free(g->chunk[k].gap);
        free(g->chunk[k].shape);
    }
    free(g->chunk);
}

enum ct_status ct_measure_gaps(struct ct_measuring *m, struct ct_error *err)
{
    struct gaps g = {.m = m};
    const size_t chunks = (m->out->communities + CHUNK - 1) / CHUNK;
    if (!m->out->demands)
        return CT_OK;
    enum ct_status status = ct_inhabited_prepare(m, err);
    if (!status)
        status = ct_uncovered_new(m, &g.uncovered, err);
    if (!status)
        status = run(&g, chunks, err);
    if (!status)
        status = ct_progress(m->run, "measure", 1, err);
    ct_uncovered_free(&g.uncovered);
    chunks_free(&g, chunks);
    return status;
}
