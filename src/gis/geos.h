/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: polygons between ct_shape and GEOS. A ct_geos is one GEOS context, one thread.
 */
#ifndef CT_GIS_GEOS_H
#define CT_GIS_GEOS_H

#include "gis/shape.h"

struct GEOSContextHandle_HS;
struct GEOSGeom_t;

struct ct_geos {
    struct GEOSContextHandle_HS *handle;
    char words[192]; /* of GEOS's last error */
};

/* The ct_geos must stay where it is until end. false where memory is short. */
bool ct_geos_begin(struct ct_geos *geos);
void ct_geos_end(struct ct_geos *geos);
/* A new POLYGON or MULTIPOLYGON of a polygon shape; NULL where GEOS refuses (geos->words). */
struct GEOSGeom_t *ct_geos_from_shape(struct ct_geos *geos, const struct ct_shape *shape);
/* Appends all polygons of a geometry of any type, and turns the rings. `out` becomes POLYGONS. */
bool ct_geos_to_shape(struct ct_geos *geos, const struct GEOSGeom_t *geometry,
                      struct ct_shape *out);
/* Mends an invalid polygon shape in place by MakeValid, keeping only polygons. *reason (192
 * bytes) says what was wrong, "" where the shape was valid and is untouched. */
bool ct_geos_repair(struct ct_geos *geos, struct ct_shape *shape, char *reason);

#endif
