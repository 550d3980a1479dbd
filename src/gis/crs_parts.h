/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: the parts of a CRS with its transformations.
 */
#ifndef CT_GIS_CRS_PARTS_H
#define CT_GIS_CRS_PARTS_H

#include "gis/crs.h"
#include <ogr_srs_api.h>

struct ct_crs {
    OGRSpatialReferenceH srs;
    OGRCoordinateTransformationH to, from; /* NULL where degrees are the CRS */
    bool geographic;
    char code[32], name[128];
    bool has_affine; /* goes before `to` */
    double affine[6];
    struct ct_fit fit;     /* points 0: none */
    enum ct_offset offset; /* comes after `to` */
    bool doubtful;         /* the datum is related to WGS 84 in the known areas only */
    double (*known)[4];    /* west, south, east, north */
    size_t known_count;
};

/* crs_datum.c: where PROJ knows how the datum relates to WGS 84. false where memory is short. */
bool ct_crs_find_known(struct ct_crs *crs);

/* crs_points.c: a Gauss-Kruger projection about the meridian of control points, as PROJ writes it.
 */
const char *ct_crs_about_points(const struct ct_placing *placing, char out[160]);
/* Fits the affine of a CRS to control points. E0328 where they determine none. */
enum ct_status CT_CHECKED ct_crs_fit_points(struct ct_crs *crs, const struct ct_placing *placing,
                                            struct ct_error *err);

#endif
