/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside measure only: which zones lie side by side.
 *
 * Two zones do where their borders run along each other in opposite directions: any length of it
 * where they are drawn alike (to a millimetre), else CT_BORDER_LEAST_M of it no more than a
 * tolerance apart. Touching in a corner is no border. Borders that are drawn apart by more than the
 * tolerance (both banks of a river) are none either.
 */
#ifndef CT_MEASURE_UNIT_BORDERS_H
#define CT_MEASURE_UNIT_BORDERS_H

#include "measure/zones.h"

#define CT_BORDER_LEAST_M 10.0

struct ct_border_pairs {
    size_t count, room;
    uint32_t (*pair)[2]; /* the lower index first */
};

/* All such pairs of zones of the same group. Expected O(vertices log vertices). */
enum ct_status CT_CHECKED ct_unit_borders(const struct ct_zones *zones, const uint32_t *group,
                                          double tolerance_m, struct ct_border_pairs *out,
                                          struct ct_error *err);
void ct_border_pairs_free(struct ct_border_pairs *pairs);

#endif
