/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of two columns of a table is east and which is north, and the zone that eastings begin
 * with.
 *
 * Survey tables of China write X for north and Y for east, EPSG lists northing first, and eastings
 * come with the number of their zone in front (38528770: 3-degree zone 38) or without. Inside China
 * the ranges do not meet: northings lie in 1.9 to 6.0 million metres; eastings in 0.1 to 0.9
 * million, or with a zone in 13 to 45 million, where 13 to 23 are the 6-degree zones and 25 to 45
 * the 3-degree zones. Degrees change places only where they cannot be what the columns are called:
 * latitudes above 90. One row in ten may disagree. O(rows), at most 1000.
 */
#include "base/fail.h"
#include "gis/vector_parts.h"
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>

enum { ROWS_MOST = 1000, ZONES = 46 };

/* How many rows were read, and how many of them... */
struct tally {
    long rows;
    long straight, exchanged; /* ...are east, north; north, east */
    long degrees, backward;   /* ...are degrees; degrees of which only lat, lon is possible */
    long zone[ZONES];         /* ...begin with a zone; [0]: with none */
};

static bool is_north(double v)
{
    return v >= 1.9e6 && v <= 6.0e6;
}

/* The zone of an easting, 0 for one without; -1 where it is no easting. */
static int zone_of(double v)
{
    int zone = (int)fmin(fmax(v / 1e6, 0), 1e6);
    double rest = v - zone * 1e6;
    bool known = zone == 0 || (zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45);
    return known && rest >= 1e5 && rest <= 9e5 ? zone : -1;
}

static void count(struct tally *t, double x, double y)
{
    t->rows++;
    if (zone_of(x) >= 0 && is_north(y)) {
        t->straight++;
        t->zone[zone_of(x)]++;
    } else if (is_north(x) && zone_of(y) >= 0) {
        t->exchanged++;
        t->zone[zone_of(y)]++;
    } else if (fabs(x) <= 180 && fabs(y) <= 180) {
        t->degrees++;
        t->backward += fabs(y) > 90 && fabs(x) <= 90;
    }
}

static void read_rows(struct ct_vector *vector, struct tally *t)
{
    const char **value = vector->values.value;
    OGRFeatureH feature = NULL;
    for (int row = 0; row < ROWS_MOST; row++) {
        double x, y;
        feature = OGR_L_GetNextFeature(vector->layer);
        if (feature == NULL)
            break;
        bool good = ct_values_read(vector, feature, NULL) == CT_OK;
        OGR_F_Destroy(feature);
        if (good && value[vector->x] && value[vector->y] && ct_text_number(value[vector->x], &x) &&
            ct_text_number(value[vector->y], &y))
            count(t, x, y);
    }
    OGR_L_ResetReading(vector->layer);
}

static bool most(long part, long rows)
{
    return part > 0 && part * 10 >= rows * 9;
}

void ct_vector_look_at_axes(struct ct_vector *vector)
{
    struct tally t = {0};
    struct ct_axes *axes = &vector->axes;
    *axes = (struct ct_axes){0};
    if (vector->x < 0)
        return;
    read_rows(vector, &t);
    axes->projected = most(t.straight, t.rows) || most(t.exchanged, t.rows);
    axes->exchanged = most(t.exchanged, t.rows) ||
                      (most(t.degrees, t.rows) && t.backward > 0 && most(t.backward, t.degrees));
    for (int zone = 1; axes->projected && zone < ZONES; zone++)
        if (most(t.zone[zone], t.rows))
            axes->zone = zone;
    if (axes->projected)
        vector->degrees = false;
}

static int meridian_of(int zone)
{
    return zone >= 25 ? 3 * zone : 6 * zone - 3;
}

const char *ct_zone_crs(int zone, enum ct_zone_system system, char code[16])
{
    static const int first[][2] = {[CT_ZONE_CGCS2000] = {4478, 4488},
                                   [CT_ZONE_XIAN80] = {2314, 2324},
                                   [CT_ZONE_BEIJING54] = {21400, 2376}};
    snprintf(code, 16, "EPSG:%d", first[system][zone >= 25] + zone);
    return code;
}

static enum ct_status fail_zone(const struct ct_vector *vector, double meridian,
                                struct ct_error *err)
{
    char zone[12], its[12], other[32];
    snprintf(zone, sizeof zone, "%d", vector->axes.zone);
    snprintf(its, sizeof its, "%d", meridian_of(vector->axes.zone));
    ct_text_from_double(other, meridian);
    return ct_fail(err, CT_INPUT, "E0327", "file", vector->path, "layer", vector->name, "zone",
                   zone, "meridian", its, "crs", vector->crs_name, "other", other, NULL);
}

enum ct_status ct_vector_settle_axes(struct ct_vector *vector, struct ct_error *err)
{
    struct ct_axes *axes = &vector->axes;
    double meridian = 0, false_easting_m = 0;
    if (!axes->projected && !ct_crs_is_geographic(vector->crs))
        axes->exchanged = false; /* small numbers of metres */
    if (!axes->projected)
        return CT_OK;
    if (!ct_crs_gauss_kruger(vector->crs, &meridian, &false_easting_m)) {
        *axes = (struct ct_axes){0}; /* another projection: what is usual in China says nothing */
        return CT_OK;
    }
    int zone = (int)(false_easting_m / 1e6);
    if (axes->zone > 0 && fabs(meridian - meridian_of(axes->zone)) > 1e-6)
        return fail_zone(vector, meridian, err);
    axes->added_m = (zone - axes->zone) * 1e6;
    return CT_OK;
}
