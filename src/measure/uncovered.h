/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of one community that no facility of one reach reaches, as polygons.
 */
#ifndef CT_MEASURE_UNCOVERED_H
#define CT_MEASURE_UNCOVERED_H

#include "measure/measuring.h"

/* Pieces of the arrangement by zone, and by reach for arcs: made once for all gaps. */
struct ct_uncovered {
    const struct ct_measuring *m;
    size_t *border_start; /* [zones + 1] into the border pieces */
    size_t *arc_start;    /* [zones * reaches + 1] into arc */
    uint32_t *arc;        /* arcs of level 1 */
    uint32_t *depth;      /* [border pieces], of the reach that `reach` says */
    size_t reach;
};

enum ct_status CT_CHECKED ct_uncovered_new(const struct ct_measuring *m, struct ct_uncovered *out,
                                           struct ct_error *err);
void ct_uncovered_free(struct ct_uncovered *u);
/* Reaches are to be asked for one after the other. O(pieces of the community). */
void ct_uncovered_begin(struct ct_uncovered *u, size_t reach);
enum ct_status CT_CHECKED ct_uncovered_of(const struct ct_uncovered *u, size_t community,
                                          struct ct_shape *out, struct ct_error *err);

#endif
