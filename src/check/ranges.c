/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values that are possible but not likely: most often a wrong unit, a slip of the pen, or a figure
 * of another year. Findings only: the values are used as they stand.
 */
#include "base/fail.h"
#include "base/text.h"
#include "check/check.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_outside(const struct ct_range *range, double value)
{
    return value < range->low || value > range->high; /* false for NAN */
}

/* Adds a finding that `value` is outside the range. */
static enum ct_status tell(const struct ct_range *range, const char *code, double value,
                           const struct ct_place *place, const char *source,
                           struct ct_findings *findings, struct ct_error *err)
{
    char text[32], low[32], high[32];
    snprintf(text, sizeof text, "%.6g", value);
    ct_text_from_double(low, range->low);
    ct_text_from_double(high, range->high);
    return ct_findings_add(findings, code, place, err, "value", text, "low", low, "high", high,
                           "source", source ? source : "", NULL);
}

static struct ct_place place_of_community(const struct ct_communities *c, size_t i)
{
    struct ct_place place = ct_place_none;
    place.layer = c->layer;
    place.feature = c->id[i];
    place.row = c->row[i];
    if (c->shape[i].vertices > 0) {
        place.lon = c->shape[i].lon[0];
        place.lat = c->shape[i].lat[0];
    }
    return place;
}

enum ct_status ct_check_density(const struct ct_city *city, size_t community, double people,
                                double area_m2, const char *layer, struct ct_findings *findings,
                                struct ct_error *err)
{
    const struct ct_range *range = &city->ranges[CT_RANGE_DENSITY];
    double per_km2 = people / area_m2 * 1e6;
    if (!is_outside(range, per_km2))
        return CT_OK;
    struct ct_place place = place_of_community(&city->communities, community);
    place.people = people;
    place.area_m2 = area_m2;
    return tell(range, "F0115", per_km2, &place, layer, findings, err);
}

static enum ct_status check_community(const struct ct_city *city, size_t i,
                                      struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_communities *c = &city->communities;
    const struct ct_range *range = &city->ranges[CT_RANGE_HOUSEHOLD];
    double per_household = c->population[i] / c->households[i];
    enum ct_status status = CT_OK;
    if (c->households[i] > 0 && is_outside(range, per_household)) {
        struct ct_place place = place_of_community(c, i);
        place.people = c->population[i];
        status = tell(range, "F0114", per_household, &place, NULL, findings, err);
    }
    if (status == CT_OK && !isnan(c->population[i]))
        status = ct_check_density(city, i, c->population[i], ct_shape_area_m2(&c->shape[i]), NULL,
                                  findings, err);
    return status;
}

static enum ct_status check_facility(const struct ct_city *city, size_t i,
                                     struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_facilities *f = &city->facilities;
    const struct ct_range *range = &city->ranges[CT_RANGE_FLOOR_AREA];
    struct ct_place place = ct_place_none;
    if (!is_outside(range, f->floor_area_m2[i]))
        return CT_OK;
    place.layer = f->source[i] < f->layer_count ? f->layer[f->source[i]] : NULL;
    place.feature = f->id[i];
    place.row = f->row[i];
    place.lon = f->lon[i];
    place.lat = f->lat[i];
    return tell(range, "F0311", f->floor_area_m2[i], &place, NULL, findings, err);
}

/* The households as the audit counts them: as given, else people by the size of a household. */
static double households_of(const struct ct_city *city, size_t i)
{
    double given = city->communities.households[i];
    return isnan(given) && city->household_size > 0
               ? city->communities.population[i] / city->household_size
               : given;
}

/* Adds the floor area of facility f to the communities it serves, as
 * queries/facts/40_floor_area.sql does. */
static void share_out(const struct ct_city *city, size_t f, double *area_m2)
{
    const struct ct_facilities *all = &city->facilities;
    size_t first = all->serves_start[f], last = all->serves_start[f + 1];
    double sum = 0;
    for (size_t k = first; k < last; k++)
        sum += households_of(city, all->serves[k]);
    for (size_t k = first; k < last; k++) {
        double part =
            sum > 0 ? households_of(city, all->serves[k]) / sum : 1.0 / (double)(last - first);
        area_m2[all->serves[k]] +=
            all->floor_area_m2[f] * (city->shared == CT_SHARED_WHOLE ? 1.0 : part);
    }
}

static enum ct_status check_per_100(const struct ct_city *city, struct ct_findings *findings,
                                    struct ct_error *err)
{
    const struct ct_facilities *f = &city->facilities;
    const struct ct_range *range = &city->ranges[CT_RANGE_PER_100_HOUSEHOLDS];
    double *area_m2 = calloc(city->communities.count + 1, sizeof *area_m2);
    if (area_m2 == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < f->count; i++)
        if (city->kinds[f->kind[i]].counts && f->floor_area_m2[i] > 0)
            share_out(city, i, area_m2);
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < city->communities.count; i++) {
        double households = households_of(city, i), per_100 = area_m2[i] / households * 100;
        if (!(households > 0) || !is_outside(range, per_100))
            continue;
        struct ct_place place = place_of_community(&city->communities, i);
        status = tell(range, "F0312", per_100, &place, NULL, findings, err);
    }
    free(area_m2);
    return status;
}

enum ct_status ct_check_ranges(const struct ct_city *city, struct ct_findings *findings,
                               struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < city->communities.count; i++)
        status = check_community(city, i, findings, err);
    for (size_t i = 0; status == CT_OK && i < city->facilities.count; i++)
        status = check_facility(city, i, findings, err);
    return status == CT_OK ? check_per_100(city, findings, err) : status;
}
