/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of one community that no facility of one reach reaches, as polygons.
 */
#ifndef CT_MEASURE_UNCOVERED_H
#define CT_MEASURE_UNCOVERED_H

#include "measure/link.h"
#include "measure/measuring.h"
#include "measure/path.h"

/* Pieces of the arrangement by zone, and by reach for arcs: made once for all gaps, then only
 * read, by any number of threads. */
struct ct_uncovered {
    const struct ct_measuring *m;
    size_t *border_start; /* [zones + 1] into the border pieces */
    size_t *mark_start;   /* [zones + 1] into the marks */
    size_t *arc_start;    /* [zones * reaches + 1] into arc */
    uint32_t *arc;        /* arcs of level 1 */
};

enum ct_status CT_CHECKED ct_uncovered_new(const struct ct_measuring *m, struct ct_uncovered *out,
                                           struct ct_error *err);
void ct_uncovered_free(struct ct_uncovered *u);

/* Is all of the community out of reach? */
bool ct_uncovered_is_whole(const struct ct_uncovered *u, size_t reach, size_t community);
/* The boundary of the part out of reach, as chains of places (metres from the origin). O(pieces of
 * the community). */
enum ct_status CT_CHECKED ct_uncovered_chains(const struct ct_uncovered *u, size_t reach,
                                              size_t community, struct ct_path *path,
                                              struct ct_chains *out, struct ct_error *err);
/* The same by GEOS, community minus dissolved service area: for the rare community where rounding
 * leaves the chains open. */
enum ct_status CT_CHECKED ct_uncovered_overlay(const struct ct_uncovered *u, size_t reach,
                                               size_t community, struct ct_chains *out,
                                               struct ct_error *err);

#endif
