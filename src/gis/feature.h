/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside gis only: rows of a query as OGR features. Column 0 is the geometry as WKB, the fields of
 * the layer follow in order.
 */
#ifndef CT_GIS_FEATURE_H
#define CT_GIS_FEATURE_H

#include "gis/gpkg.h"
#include <ogr_api.h>

/* "POINT", "MULTIPOLYGON", "" (none); whatever else it is: any. */
OGRwkbGeometryType ct_feature_geometry(const char *name);
OGRFieldType ct_feature_field(enum ct_column_type type);
/* Fills the feature from the row where `rows` stands; false where its WKB is none. */
bool ct_feature_set(OGRFeatureH feature, const struct ct_query *rows, int fields);

#endif
