/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Faces of a set of segments: noded by GEOS (OverlayNG), then polygonised.
 */
#include "base/fail.h"
#include "gis/geos.h"
#include "gis/overlay.h"
#include <geos_c.h>
#include <stdlib.h>

static GEOSGeometry *line_of(struct ct_geos *geos, const double s[4])
{
    const double x[2] = {s[0], s[2]}, y[2] = {s[1], s[3]};
    GEOSCoordSequence *points = GEOSCoordSeq_copyFromArrays_r(geos->handle, x, y, NULL, NULL, 2);
    return points ? GEOSGeom_createLineString_r(geos->handle, points) : NULL;
}

/* All segments as one MULTILINESTRING. */
static GEOSGeometry *collect(struct ct_geos *geos, size_t n, const double (*segments)[4])
{
    GEOSGeometry **lines = malloc((n + 1) * sizeof(GEOSGeometry *)), *all = NULL;
    size_t made = 0;
    while (lines != NULL && made < n && (lines[made] = line_of(geos, segments[made])) != NULL)
        made++;
    if (lines != NULL && made == n)
        all = GEOSGeom_createCollection_r(geos->handle, GEOS_MULTILINESTRING, lines, (unsigned)n);
    for (size_t i = 0; lines != NULL && made < n && i < made; i++)
        GEOSGeom_destroy_r(geos->handle, lines[i]);
    free(lines);
    return all;
}

/* The polygons of a collection, a shape each. */
static bool give(struct ct_geos *geos, const GEOSGeometry *collection, size_t *count,
                 struct ct_shape **faces)
{
    int n = GEOSGetNumGeometries_r(geos->handle, collection);
    *faces = n < 0 ? NULL : calloc((size_t)n + 1, sizeof **faces);
    bool good = *faces != NULL;
    for (int i = 0; good && i < n; i++) {
        good = ct_geos_to_shape(geos, GEOSGetGeometryN_r(geos->handle, collection, i),
                                &(*faces)[*count]);
        ++*count;
    }
    return good;
}

enum ct_status ct_overlay_faces(size_t n, const double (*segments)[4], size_t *count,
                                struct ct_shape **faces, struct ct_error *err)
{
    struct ct_geos geos;
    *count = 0;
    *faces = NULL;
    if (!ct_geos_begin(&geos))
        return ct_fail_memory(err);
    GEOSGeometry *all = collect(&geos, n, segments);
    GEOSGeometry *noded = all ? GEOSUnaryUnion_r(geos.handle, all) : NULL;
    GEOSGeometry *found =
        noded ? GEOSPolygonize_r(geos.handle, (const GEOSGeometry *const *)&noded, 1) : NULL;
    enum ct_status status = CT_OK;
    if (found == NULL || !give(&geos, found, count, faces)) {
        status = ct_fail(err, CT_INTERNAL, "E0903", "reason", geos.words, NULL);
        for (size_t i = 0; i < *count; i++)
            ct_shape_free(&(*faces)[i]);
        free(*faces);
        *faces = NULL;
        *count = 0;
    }
    GEOSGeom_destroy_r(geos.handle, found);
    GEOSGeom_destroy_r(geos.handle, noded);
    GEOSGeom_destroy_r(geos.handle, all);
    ct_geos_end(&geos);
    return status;
}
