/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * city -> measures, in order: zones, service circles and nearest-facility partitions, one
 * arrangement of them all, then ground areas and every demand as sums along it; centres, nearest
 * facilities, dissolved service areas, gaps.
 */
#include "base/grow.h"
#include "measure/measuring.h"

#include "base/fail.h"
#include "base/progress.h"
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static enum ct_status make_zones(struct ct_measuring *m, struct ct_error *err)
{
    const struct ct_city *city = m->city;
    const size_t n = city->communities.count, k = city->overlaps.count;
    const struct ct_shape **shape = malloc((n + k + 1) * sizeof *shape);
    if (!shape)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        shape[i] = &city->communities.shape[i];
    for (size_t i = 0; i < k; i++)
        shape[n + i] = &city->overlaps.shape[i];
    const enum ct_status status =
        ct_zones_new(shape, n + k, ct_zones_origin(city->bounds), &m->zones, err);
    free(shape);
    m->out->communities = n;
    m->out->zones = n + k;
    m->out->demands = city->population_count;
    return status;
}

static enum ct_status allocate(struct ct_measures *out, struct ct_error *err)
{
    const size_t z = out->zones + 1, r = out->reaches + 1, d = out->demands + 1;
    out->area_m2 = calloc(z, sizeof *out->area_m2);
    out->people = calloc(d * z, sizeof *out->people);
    out->reached_people = calloc(d * r * z * CT_DEPTHS, sizeof *out->reached_people);
    out->reached_area_m2 = calloc(r * z * CT_DEPTHS, sizeof *out->reached_area_m2);
    out->centre = calloc(z, sizeof *out->centre);
    out->nearest = calloc((out->kinds + 1) * z, sizeof *out->nearest);
    out->account = calloc(d, sizeof *out->account);
    return out->area_m2 && out->people && out->reached_people && out->reached_area_m2 &&
                   out->centre && out->nearest && out->account
               ? CT_OK
               : ct_fail_memory(err);
}

struct ct_xy ct_zones_centroid(const struct ct_zones *z, size_t zone)
{
    const struct ct_box *box = &z->box[zone];
    const double x0 = (box->x0 + box->x1) / 2, y0 = (box->y0 + box->y1) / 2;
    double area = 0, sx = 0, sy = 0;
    for (size_t r = z->ring_start[zone]; r < z->ring_start[zone + 1]; r++)
        for (size_t i = z->vertex_start[r]; i + 1 < z->vertex_start[r + 1]; i++) {
            const struct ct_xy a = ct_point_m(z->vertex[i]), b = ct_point_m(z->vertex[i + 1]);
            const double cross = (a.x - x0) * (b.y - y0) - (b.x - x0) * (a.y - y0);
            area += cross / 2;
            sx += cross / 6 * (a.x + b.x - 2 * x0);
            sy += cross / 6 * (a.y + b.y - 2 * y0);
        }
    if (!(area > 0))
        return (struct ct_xy){x0, y0};
    return (struct ct_xy){x0 + sx / area, y0 + sy / area};
}

enum ct_status ct_zones_area_m2(const struct ct_zones *zones, double *area_m2, struct ct_error *err)
{
    struct ct_arrangement a = {0};
    struct ct_integrals in = {0};
    struct ct_tally tally = {0};
    enum ct_status status = ct_arrange(zones, 0, NULL, 0, NULL, &a, err);
    if (!status)
        status = ct_field_area(&a, &in, err);
    if (!status)
        status = ct_tally_new(&a, &in, false, &tally, err);
    for (size_t i = 0; !status && i < zones->count; i++)
        area_m2[i] = ct_tally_value(&tally, tally.total[i]);
    ct_tally_free(&tally);
    ct_integrals_free(&in);
    ct_arrangement_free(&a);
    return status;
}

/* Ground areas; centres to begin with. */
static enum ct_status measure_area(struct ct_measuring *m, struct ct_error *err)
{
    struct ct_integrals in = {0};
    struct ct_tally tally = {0};
    enum ct_status status = ct_field_area(&m->arrangement, &in, err);
    if (!status)
        status = ct_tally_new(&m->arrangement, &in, false, &tally, err);
    for (size_t z = 0; !status && z < m->out->zones; z++) {
        m->out->area_m2[z] = ct_tally_value(&tally, tally.total[z]);
        for (size_t r = 0; r < m->out->reaches; r++)
            for (size_t d = 0; d < CT_DEPTHS; d++)
                ct_reached_area_of(m->out, r, z)[d] =
                    ct_tally_value(&tally, tally.reached[(r * tally.zones + z) * CT_DEPTHS + d]);
    }
    for (size_t c = 0; !status && c < m->out->communities; c++) {
        const struct ct_xy at = ct_zones_centroid(&m->zones, c);
        const struct ct_xy d = ct_zones_lonlat(&m->zones, at.x, at.y);
        m->out->centre[c].lon = d.x;
        m->out->centre[c].lat = d.y;
    }
    ct_tally_free(&tally);
    ct_integrals_free(&in);
    return status;
}

static enum ct_status measure_demand(struct ct_measuring *m, size_t demand, struct ct_error *err)
{
    switch (m->city->population[demand].kind) {
    case CT_POPULATION_RASTER:
        return ct_measure_raster(m, demand, err);
    case CT_POPULATION_POINTS:
        return ct_measure_points(m, demand, err);
    case CT_POPULATION_POLYGONS:
        return ct_measure_polygons(m, demand, err);
    }
    return CT_OK;
}

static void measure_nearest(struct ct_measuring *m)
{
    const struct ct_facilities *f = &m->city->facilities;
    for (size_t k = 0; k < m->out->kinds; k++)
        for (size_t c = 0; c < m->out->communities; c++) {
            struct ct_nearest *n = &m->out->nearest[k * m->out->communities + c];
            const double lon = m->out->centre[c].lon, lat = m->out->centre[c].lat;
            const struct ct_xy at = ct_plane_from_lonlat(lon, lat);
            const uint32_t site = ct_partition_nearest(
                &m->partitions[k], &m->zones, at.x - m->zones.x0, at.y - m->zones.y0, NULL);
            *n = (struct ct_nearest){-1, NAN};
            if (site == UINT32_MAX)
                continue;
            n->facility = m->partitions[k].member[m->partitions[k].member_start[site]];
            n->distance_m = ct_plane_distance_m(lon, lat, f->lon[n->facility], f->lat[n->facility]);
        }
}

#define MOST_UNMERGED 1000000

/* Points give one facility many rows: by demand, zone, facility, one row each. */
static int by_key(const void *x, const void *y)
{
    const struct ct_assignment *a = x, *b = y;
    if (a->demand != b->demand)
        return a->demand < b->demand ? -1 : 1;
    if (a->zone != b->zone)
        return a->zone < b->zone ? -1 : 1;
    if (a->facility != b->facility)
        return a->facility < b->facility ? -1 : 1;
    return a->people < b->people ? -1 : a->people > b->people;
}

static void merge_assignments(struct ct_measures *out)
{
    struct ct_assignment *row = out->assignments;
    size_t n = 0;
    if (out->assignment_count)
        qsort(row, out->assignment_count, sizeof *row, by_key);
    for (size_t i = 0; i < out->assignment_count; i++) {
        if (n && row[n - 1].demand == row[i].demand && row[n - 1].zone == row[i].zone &&
            row[n - 1].facility == row[i].facility)
            row[n - 1].people += row[i].people;
        else
            row[n++] = row[i];
    }
    out->assignment_count = n;
}

enum ct_status ct_measure_assign(struct ct_measuring *m, size_t demand, size_t kind, uint32_t zone,
                                 uint32_t site, double people, struct ct_error *err)
{
    const struct ct_partition *p = &m->partitions[kind];
    const size_t from = p->member_start[site], to = p->member_start[site + 1];
    if (m->out->assignment_count >= 2 * m->merged + MOST_UNMERGED) {
        merge_assignments(m->out);
        m->merged = m->out->assignment_count;
    }
    for (size_t i = from; people > 0 && i < to; i++) {
        if (!ct_grow((void **)&m->out->assignments, &m->assignment_room, m->out->assignment_count,
                     sizeof *m->out->assignments))
            return ct_fail_memory(err);
        m->out->assignments[m->out->assignment_count++] =
            (struct ct_assignment){.zone = zone,
                                   .facility = p->member[i],
                                   .demand = demand,
                                   .people = people / (double)(to - from)};
    }
    return CT_OK;
}

/* What a stage has freed goes back to the system before the next one needs its own. */
static void give_back(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

static enum ct_status measure_all(struct ct_measuring *m, struct ct_error *err)
{
    enum ct_status status = make_zones(m, err);
    if (!status)
        status = ct_measure_reaches(m, err);
    if (!status)
        status = allocate(m->out, err);
    if (!status)
        status = ct_progress(m->run, "measure", 0.05, err);
    if (!status)
        status = ct_arrange(&m->zones, m->out->reaches, m->circles, m->out->kinds, m->partitions,
                            &m->arrangement, err);
    if (!status)
        status = measure_area(m, err);
    for (size_t d = 0; !status && d < m->out->demands; d++) {
        status =
            ct_progress(m->run, "measure", 0.1 + 0.7 * (double)d / (double)m->out->demands, err);
        if (!status)
            status = measure_demand(m, d, err);
    }
    if (status)
        return status;
    give_back();
    merge_assignments(m->out);
    measure_nearest(m);
    status = ct_progress(m->run, "measure", 0.8, err);
    if (!status)
        status = ct_measure_service_areas(m, err);
    give_back();
    if (!status)
        status = ct_measure_alone(m, err);
    if (!status)
        status = ct_measure_gaps(m, err);
    return status ? status : ct_measure_account_findings(m, err);
}

static void measuring_clear(struct ct_measuring *m)
{
    const struct ct_measures *out = m->out;
    ct_arrangement_free(&m->arrangement);
    for (size_t r = 0; m->circles && r < out->reaches; r++)
        ct_circles_free(&m->circles[r]);
    for (size_t k = 0; m->partitions && k < out->kinds; k++)
        ct_partition_free(&m->partitions[k]);
    free(m->circles);
    free(m->partitions);
    ct_zones_free(&m->zones);
    ct_density_free(&m->density);
    if (m->density_map)
        ct_map_free(m->density_map);
    free(m->density_map);
    free(m->cell_crs);
    ct_pool_free(m->pool);
}

enum ct_status ct_measure(const struct ct_city *city, const struct ct_run *run,
                          struct ct_findings *findings, struct ct_measures **out,
                          struct ct_error *err)
{
    struct ct_measuring m = {.city = city, .run = run, .findings = findings};
    *out = NULL;
    m.out = calloc(1, sizeof *m.out);
    if (!m.out)
        return ct_fail_memory(err);
    enum ct_status status = ct_pool_new(run ? run->threads : 0, &m.pool, err);
    if (!status)
        status = measure_all(&m, err);
    measuring_clear(&m);
    if (status) {
        ct_measures_free(m.out);
        return status;
    }
    *out = m.out;
    return CT_OK;
}

static enum ct_status measure_people(struct ct_measuring *m, struct ct_error *err)
{
    bool raster = false;
    enum ct_status status = make_zones(m, err);
    if (!status)
        status = ct_measure_reaches(m, err);
    if (!status)
        status = allocate(m->out, err);
    for (size_t d = 0; d < m->city->population_count; d++)
        raster = raster || m->city->population[d].kind == CT_POPULATION_RASTER;
    if (!status && (raster || !m->people_only))
        status = ct_arrange(&m->zones, m->out->reaches, m->circles, m->out->kinds, m->partitions,
                            &m->arrangement, err);
    for (size_t d = 0; !status && d < m->out->demands; d++)
        status = measure_demand(m, d, err);
    if (status)
        return status;
    merge_assignments(m->out);
    if (!m->people_only)
        status = ct_measure_service_areas(m, err);
    if (!status)
        status = ct_measure_alone(m, err);
    if (!status && !m->people_only)
        status = ct_measure_gaps(m, err);
    return status;
}

enum ct_status ct_measure_people(const struct ct_city *city, struct ct_pool *pool,
                                 struct ct_measures **out, struct ct_error *err)
{
    return ct_measure_changed(city, pool, NULL, out, err);
}

enum ct_status ct_measure_changed(const struct ct_city *city, struct ct_pool *pool,
                                  const bool *kinds, struct ct_measures **out, struct ct_error *err)
{
    struct ct_measuring m = {
        .city = city, .pool = pool, .people_only = kinds == NULL, .kinds = kinds};
    *out = NULL;
    m.out = calloc(1, sizeof *m.out);
    if (!m.out)
        return ct_fail_memory(err);
    const enum ct_status status = measure_people(&m, err);
    m.pool = NULL; /* the caller's */
    measuring_clear(&m);
    if (status)
        ct_measures_free(m.out);
    else
        *out = m.out;
    return status;
}

void ct_measures_free(struct ct_measures *measures)
{
    if (!measures)
        return;
    for (size_t r = 0; measures->reach && r < measures->reaches; r++)
        ct_shape_free(&measures->reach[r].area);
    for (size_t g = 0; g < measures->gap_count; g++)
        free(measures->gaps[g].people);
    for (size_t g = 0; g < measures->gap_shape_count; g++)
        ct_shape_free(&measures->gap_shapes[g]);
    free(measures->gap_shapes);
    free(measures->reach);
    free(measures->area_m2);
    free(measures->people);
    free(measures->reached_people);
    free(measures->reached_area_m2);
    free(measures->centre);
    free(measures->nearest);
    free(measures->assignments);
    free(measures->gaps);
    free(measures->account);
    free(measures);
}
