/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Polygons cut to a set of squares of the integer lattice, in linear time: what of the polygon's
 * boundary lies in squares of the set, and what of the set's outline lies in the polygon, together
 * bound the intersection.
 */
#ifndef CT_MEASURE_CLIP_H
#define CT_MEASURE_CLIP_H

#include "measure/link.h"

struct ct_mask {
    int column, row, width, height; /* squares; all others are not in the set */
    const double *value;            /* [height][width]: in the set where > 0 */
};

/* Appends the chains that bound (polygon and mask), interior on the left as in `polygon` (u to
 * the right, v up), whose chains close. A polygon vertex on a lattice line counts as beyond it. A
 * boundary exactly through a corner of the lattice may leave the result open: shift the polygon a
 * little and call again. O(vertices + crossings log crossings + squares). */
enum ct_status CT_CHECKED ct_clip(const struct ct_chains *polygon, const struct ct_mask *mask,
                                  struct ct_chains *out, struct ct_error *err);

#endif
