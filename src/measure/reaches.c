/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Service circles of every kind and radius, and nearest-facility partitions of every kind.
 * O(n log n) in facilities.
 */
#include "measure/measuring.h"

#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

static size_t counting_kinds(const struct ct_city *city)
{
    size_t n = 0;
    for (size_t k = 0; k < city->kind_count; k++)
        n += city->kinds[k].counts && city->kinds[k].radius_count;
    return n;
}

static size_t reach_count(const struct ct_city *city)
{
    size_t n = counting_kinds(city) > 0;
    for (size_t k = 0; k < city->kind_count; k++)
        n += city->kinds[k].radius_count;
    return n;
}

/* Facilities of a kind, or of all counting kinds (-1), with the radius of each. */
static size_t pick(const struct ct_city *city, ptrdiff_t kind, double radius_m, uint32_t *facility,
                   double *radius)
{
    size_t n = 0;
    if (kind < 0 && counting_kinds(city) == 1)
        return 0; /* its one kind's own: ct_measure_alone copies them */
    for (size_t i = 0; i < city->facilities.count; i++) {
        const size_t k = city->facilities.kind[i];
        const struct ct_kind *its = &city->kinds[k];
        if (kind >= 0 ? (size_t)kind != k : !its->counts || !its->radius_count)
            continue;
        facility[n] = (uint32_t)i;
        radius[n++] = kind >= 0 ? radius_m : its->radius_m[0];
    }
    return n;
}

/* The radius that all counting kinds share as their first, or NAN. */
static double common_radius(const struct ct_city *city)
{
    double radius = NAN;
    for (size_t k = 0; k < city->kind_count; k++) {
        const struct ct_kind *kind = &city->kinds[k];
        if (!kind->counts || !kind->radius_count)
            continue;
        if (!isnan(radius) && radius != kind->radius_m[0])
            return NAN;
        radius = kind->radius_m[0];
    }
    return radius;
}

static void list_reaches(struct ct_measuring *m)
{
    const struct ct_city *city = m->city;
    size_t n = 0;
    for (size_t k = 0; k < city->kind_count; k++)
        for (size_t r = 0; r < city->kinds[k].radius_count; r++)
            m->out->reach[n++] =
                (struct ct_reach){.kind = (ptrdiff_t)k, .radius_m = city->kinds[k].radius_m[r]};
    if (n < m->out->reaches)
        m->out->reach[n] = (struct ct_reach){.kind = -1, .radius_m = common_radius(city)};
}

double ct_measure_square_m(const struct ct_measures *out)
{
    double least = INFINITY;
    for (size_t r = 0; r < out->reaches; r++)
        least = fmin(least, out->reach[r].radius_m); /* a NAN is passed over */
    return isinf(least) ? 50 : fmax(least / 8, 1);
}

enum ct_status ct_measure_reaches(struct ct_measuring *m, struct ct_error *err)
{
    const struct ct_city *city = m->city;
    const struct ct_facilities *f = &city->facilities;
    const size_t reaches = reach_count(city);
    uint32_t *facility = malloc((f->count + 1) * sizeof *facility);
    double *radius = malloc((f->count + 1) * sizeof *radius);
    m->out->reaches = reaches;
    m->out->kinds = city->kind_count;
    m->out->reach = calloc(reaches + 1, sizeof *m->out->reach);
    m->circles = calloc(reaches + 1, sizeof *m->circles);
    m->partitions = calloc(city->kind_count + 1, sizeof *m->partitions);
    enum ct_status status = facility && radius && m->out->reach && m->circles && m->partitions
                                ? CT_OK
                                : ct_fail_memory(err);
    if (!status)
        list_reaches(m);
    for (size_t r = 0; !status && r < reaches; r++) {
        const struct ct_reach *reach = &m->out->reach[r];
        const size_t n = pick(city, reach->kind, reach->radius_m, facility, radius);
        status =
            ct_circles_new(n, facility, f->lon, f->lat, radius, &m->zones, &m->circles[r], err);
    }
    for (size_t k = 0; !status && k < city->kind_count; k++) {
        const size_t n = pick(city, (ptrdiff_t)k, 0, facility, radius);
        status = ct_partition_new(n, facility, f->lon, f->lat, &m->zones, &m->partitions[k], err);
    }
    free(facility);
    free(radius);
    return status;
}

/* The reach that "all counting kinds" comes down to where one kind counts; SIZE_MAX where several
 * do. */
static size_t alone(const struct ct_measuring *m)
{
    if (counting_kinds(m->city) != 1)
        return SIZE_MAX;
    for (size_t r = 0; r < m->out->reaches; r++)
        if (m->out->reach[r].kind >= 0 && m->city->kinds[m->out->reach[r].kind].counts)
            return r;
    return SIZE_MAX;
}

enum ct_status ct_measure_alone(struct ct_measuring *m, struct ct_error *err)
{
    struct ct_measures *out = m->out;
    const size_t from = alone(m), to = out->reaches - 1;
    const size_t n = out->zones * CT_DEPTHS * sizeof(double);
    if (from == SIZE_MAX)
        return CT_OK;
    for (size_t d = 0; d < out->demands; d++)
        memcpy(ct_reached_of(out, d, to, 0), ct_reached_of(out, d, from, 0), n);
    memcpy(ct_reached_area_of(out, to, 0), ct_reached_area_of(out, from, 0), n);
    out->reach[to].area_m2 = out->reach[from].area_m2;
    return ct_shape_copy(&out->reach[to].area, &out->reach[from].area) ? CT_OK
                                                                       : ct_fail_memory(err);
}
