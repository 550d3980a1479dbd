/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holes between communities. The rim of the city cuts the plane into faces, and in each face every
 * place is held by the same number of communities: a face that encloses something and is held by
 * none is a hole. On a clean coverage the rim is short, so that this costs next to nothing.
 */
#include "base/fail.h"
#include "check/check.h"
#include "gis/overlay.h"
#include "gis/plane.h"
#include "load/locate.h"
#include <stdio.h>
#include <stdlib.h>

#define ROUNDING_M2    0.01 /* a hole below this is rounding */
#define SLIVER_WIDTH_M 1.0  /* a hole narrower than this is a slip of drawing */

/* 2 area / perimeter: the width of a long strip, a quarter of it more than half that of a disc. */
static double mean_width_m(const struct ct_shape *shape, double area_m2)
{
    double perimeter_m = 0;
    for (size_t part = 0; part < shape->parts; part++)
        for (size_t i = shape->start[part]; i + 1 < shape->start[part + 1]; i++)
            perimeter_m += ct_plane_distance_m(shape->lon[i], shape->lat[i], shape->lon[i + 1],
                                               shape->lat[i + 1]);
    return perimeter_m > 0 ? 2 * area_m2 / perimeter_m : 0;
}

static enum ct_status tell(const struct ct_city *city, const struct ct_shape *hole,
                           const double at[2], struct ct_findings *findings, struct ct_error *err)
{
    char area[32], width[32];
    struct ct_place place = ct_place_none;
    place.layer = city->communities.layer;
    place.lon = at[0];
    place.lat = at[1];
    place.area_m2 = ct_shape_area_m2(hole);
    place.shape = hole;
    if (place.area_m2 < ROUNDING_M2)
        return CT_OK;
    double width_m = mean_width_m(hole, place.area_m2);
    snprintf(area, sizeof area, "%.*f", place.area_m2 < 100 ? 2 : 0, place.area_m2);
    snprintf(width, sizeof width, "%.2f", width_m);
    return ct_findings_add(findings, width_m < SLIVER_WIDTH_M ? "F0113" : "F0112", &place, err,
                           "area", area, "width", width, NULL);
}

static enum ct_status look_at(const struct ct_city *city, const struct ct_locator *locator,
                              const struct ct_shape *face, struct ct_findings *findings,
                              struct ct_error *err)
{
    double at[2];
    enum ct_status status = ct_overlay_inner_point(face, &at[0], &at[1], err);
    if (status != CT_OK || ct_locator_find(locator, at[0], at[1]) >= 0)
        return status;
    return tell(city, face, at, findings, err);
}

enum ct_status ct_check_holes(const struct ct_city *city, struct ct_findings *findings,
                              struct ct_error *err)
{
    struct ct_shape *faces = NULL;
    struct ct_locator *locator = NULL;
    size_t count = 0;
    enum ct_status status = ct_overlay_faces(city->rim.count, (const double(*)[4])city->rim.segment,
                                             &count, &faces, err);
    if (status == CT_OK)
        status = ct_locator_new(&city->communities, &locator, err);
    for (size_t i = 0; status == CT_OK && i < count; i++)
        status = look_at(city, locator, &faces[i], findings, err);
    for (size_t i = 0; i < count; i++)
        ct_shape_free(&faces[i]);
    free(faces);
    ct_locator_free(locator);
    return status;
}
