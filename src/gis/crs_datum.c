/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is it known how a datum relates to WGS 84? PROJ answers every question with some operation; where
 * it knows no parameters it offers a "ballpark" one, which changes the ellipsoid and shifts
 * nothing: for Xian 1980 and Beijing 1954 that is wrong by tens of metres to over 100 m. So the
 * operations that are not ballpark are listed with their areas of use, once a CRS: some
 * milliseconds, and only for datums other than WGS 84, CGCS2000 and what stands on their ellipsoids
 * (ITRF and its kin, within about a metre).
 */
#include "gis/crs_parts.h"
#include <cpl_conv.h>
#include <math.h>
#include <proj.h>
#include <stdlib.h>

static bool stands_on_grs80(OGRSpatialReferenceH srs)
{
    OGRErr failed = OGRERR_NONE;
    double axis = OSRGetSemiMajor(srs, &failed), flattening = OSRGetInvFlattening(srs, &failed);
    return failed == OGRERR_NONE && fabs(axis - 6378137.0) < 1e-3 &&
           fabs(flattening - 298.2572) < 1e-3;
}

static bool has_parameters(OGRSpatialReferenceH srs)
{
    double seven[7];
    return OSRGetTOWGS84(srs, seven, 7) == OGRERR_NONE;
}

static void add_area(PJ_CONTEXT *context, const PJ *operation, struct ct_crs *crs)
{
    double *area = crs->known[crs->known_count++];
    if (!proj_get_area_of_use(context, operation, &area[0], &area[1], &area[2], &area[3], NULL) ||
        area[0] < -180) {
        area[0] = -180;
        area[1] = -90;
        area[2] = 180;
        area[3] = 90;
    }
}

static bool list_areas(PJ_CONTEXT *context, PJ_OBJ_LIST *operations, struct ct_crs *crs)
{
    int n = operations ? proj_list_get_count(operations) : 0;
    crs->known = calloc((size_t)n + 1, sizeof *crs->known);
    for (int i = 0; crs->known != NULL && i < n; i++) {
        PJ *operation = proj_list_get(context, operations, i);
        if (operation && !proj_coordoperation_has_ballpark_transformation(context, operation))
            add_area(context, operation, crs);
        proj_destroy(operation);
    }
    return crs->known != NULL;
}

static bool ask_proj(const char *wkt, struct ct_crs *crs)
{
    PJ_CONTEXT *context = proj_context_create();
    proj_log_level(context, PJ_LOG_NONE);
    PJ *from = proj_create(context, wkt), *to = proj_create(context, "EPSG:4326");
    PJ_OPERATION_FACTORY_CONTEXT *factory = proj_create_operation_factory_context(context, NULL);
    PJ_OBJ_LIST *operations = NULL;
    if (from != NULL && to != NULL && factory != NULL) {
        proj_operation_factory_context_set_spatial_criterion(
            context, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
        proj_operation_factory_context_set_grid_availability_use(
            context, factory, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
        operations = proj_create_operations(context, from, to, factory);
    }
    bool good = list_areas(context, operations, crs);
    proj_list_destroy(operations);
    proj_operation_factory_context_destroy(factory);
    proj_destroy(to);
    proj_destroy(from);
    proj_context_destroy(context);
    return good;
}

bool ct_crs_find_known(struct ct_crs *crs)
{
    static const char *const format[] = {"FORMAT=WKT2_2018", NULL};
    char *wkt = NULL;
    crs->doubtful = !stands_on_grs80(crs->srs) && !has_parameters(crs->srs);
    if (!crs->doubtful)
        return true;
    bool good = OSRExportToWktEx(crs->srs, &wkt, format) != OGRERR_NONE || ask_proj(wkt, crs);
    CPLFree(wkt);
    return good;
}

bool ct_crs_is_ballpark(const struct ct_crs *crs, double lon, double lat)
{
    bool known = !crs->doubtful || crs->fit.points > 0;
    for (size_t i = 0; !known && i < crs->known_count; i++) {
        const double *area = crs->known[i];
        bool between = area[0] <= area[2] ? area[0] <= lon && lon <= area[2]
                                          : area[0] <= lon || lon <= area[2];
        known = between && area[1] <= lat && lat <= area[3];
    }
    return !known;
}
