/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See feature.h. O(size of the row).
 */
#include "gis/feature.h"
#include <string.h>

OGRwkbGeometryType ct_feature_geometry(const char *name)
{
    static const struct {
        const char *name;
        OGRwkbGeometryType type;
    } types[] = {{"", wkbNone},
                 {"POINT", wkbPoint},
                 {"MULTIPOINT", wkbMultiPoint},
                 {"MULTILINESTRING", wkbMultiLineString},
                 {"MULTIPOLYGON", wkbMultiPolygon}};

    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    return wkbUnknown;
}

OGRFieldType ct_feature_field(enum ct_column_type type)
{
    if (type == CT_COLUMN_TEXT)
        return OFTString;
    return type == CT_COLUMN_INTEGER ? OFTInteger64 : OFTReal;
}

static void set_value(OGRFeatureH feature, int field, const struct ct_query *rows, int column)
{
    switch (ct_query_type(rows, column)) {
    case CT_VALUE_INTEGER:
        OGR_F_SetFieldInteger64(feature, field, ct_query_get_integer(rows, column));
        break;
    case CT_VALUE_NUMBER:
        OGR_F_SetFieldDouble(feature, field, ct_query_get_number(rows, column));
        break;
    case CT_VALUE_TEXT:
        OGR_F_SetFieldString(feature, field, ct_query_get_text(rows, column));
        break;
    default:
        OGR_F_SetFieldNull(feature, field);
    }
}

static bool set_geometry(OGRFeatureH feature, const struct ct_query *rows)
{
    size_t size;
    const void *wkb = ct_query_get_blob(rows, 0, &size);
    OGRGeometryH geometry = NULL;

    if (size > 0 && OGR_G_CreateFromWkb(wkb, NULL, &geometry, (int)size) != OGRERR_NONE)
        return false;
    if (geometry == NULL && OGR_F_GetGeomFieldCount(feature) == 0)
        return true;
    return OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE;
}

bool ct_feature_set(OGRFeatureH feature, const struct ct_query *rows, int fields)
{
    OGR_F_SetFID(feature, OGRNullFID);
    for (int i = 0; i < fields; i++)
        set_value(feature, i, rows, i + 1);
    return set_geometry(feature, rows);
}
