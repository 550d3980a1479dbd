/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Red lines as CAD draws them: lines that end where they begin become polygons. O(vertices log
 * vertices) for their validity.
 */
#include "gis/overlay.h"
#include "load/reading.h"

enum ct_status ct_reading_close_lines(struct ct_shape *shape, bool *closed, struct ct_error *err)
{
    *closed = false;
    for (size_t part = 0; part < shape->parts; part++) {
        size_t first = shape->start[part], last = shape->start[part + 1] - 1;
        if (last < first + 3 || shape->lon[first] != shape->lon[last] || // NOLINT: the same vertex
            shape->lat[first] != shape->lat[last])                       // NOLINT: the same vertex
            return CT_OK;
    }
    *closed = true;
    shape->kind = CT_SHAPE_POLYGONS;
    ct_shape_orient(shape);
    return ct_overlay_mend(shape, err);
}
