/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a layer was placed, as findings: what was detected and done, so that it can be corrected.
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/reading.h"
#include <math.h>
#include <stdio.h>

static struct ct_place place_of(const struct ct_reading *reading)
{
    struct ct_place place = ct_place_none;
    place.layer = ct_vector_layer_name(reading->vector);
    return place;
}

/* Nothing but the zone of the eastings says the CRS. */
static enum ct_status say_zone(const struct ct_reading *reading, int zone, struct ct_error *err)
{
    char text[12], codes[3][16];
    struct ct_place place = place_of(reading);
    snprintf(text, sizeof text, "%d", zone);
    return ct_findings_add(reading->findings, "F0402", &place, err, "zone", text, "crs",
                           ct_zone_crs(zone, CT_ZONE_CGCS2000, codes[0]), "xian80",
                           ct_zone_crs(zone, CT_ZONE_XIAN80, codes[1]), "beijing54",
                           ct_zone_crs(zone, CT_ZONE_BEIJING54, codes[2]), NULL);
}

static enum ct_status say_prefix(const struct ct_reading *reading, double added_m,
                                 struct ct_error *err)
{
    char zone[12];
    struct ct_place place = place_of(reading);
    snprintf(zone, sizeof zone, "%.0f", fabs(added_m) / 1e6);
    return ct_findings_add(reading->findings, "F0403", &place, err, "crs",
                           ct_vector_crs_name(reading->vector), added_m > 0 ? "put" : "taken", zone,
                           NULL);
}

static enum ct_status say_fit(const struct ct_reading *reading, const struct ct_fit *fit,
                              struct ct_error *err)
{
    char count[24], rms[24], largest[24], worst[24];
    struct ct_place place = place_of(reading);
    snprintf(count, sizeof count, "%zu", fit->points);
    snprintf(worst, sizeof worst, "%zu", fit->worst + 1);
    snprintf(rms, sizeof rms, "%.3f", fit->rms_m);
    snprintf(largest, sizeof largest, "%.3f", fit->largest_m);
    return ct_findings_add(reading->findings, "F0404", &place, err, "count", count, "rms", rms,
                           "largest", largest, "worst", worst, NULL);
}

enum ct_status ct_reading_say_placing(const struct ct_reading *reading, struct ct_error *err)
{
    const struct ct_axes *axes = ct_vector_axes(reading->vector);
    const struct ct_fit *fit = ct_vector_fit(reading->vector);
    struct ct_place place = place_of(reading);
    enum ct_status status = CT_OK;
    if (axes->exchanged)
        status = ct_findings_add(reading->findings, "F0401", &place, err, NULL);
    if (status == CT_OK && axes->zone_only)
        status = say_zone(reading, axes->zone, err);
    if (status == CT_OK && axes->added_m != 0)
        status = say_prefix(reading, axes->added_m, err);
    if (status == CT_OK && fit != NULL)
        status = say_fit(reading, fit, err);
    return status;
}

enum ct_status ct_reading_say_ballpark(struct ct_findings *findings, const char *layer,
                                       const char *crs, struct ct_error *err)
{
    struct ct_place place = ct_place_none;
    place.layer = layer;
    return ct_findings_add(findings, "F0405", &place, err, "crs", crs, NULL);
}
