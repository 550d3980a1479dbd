/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Directed chains of places linked end to start into closed rings, and the rings into polygons.
 * Ends meet where their coordinates are the same bits, which the arrangement sees to.
 */
#ifndef CT_MEASURE_LINK_H
#define CT_MEASURE_LINK_H

#include "gis/shape.h"
#include "measure/zones.h"

struct ct_chains {
    struct ct_xy *at; /* places of all chains, one after the other */
    size_t places, place_room;
    size_t *start; /* chains + 1 */
    size_t chains, chain_room;
};

/* Adds a chain of n >= 2 places, backwards where asked. */
enum ct_status CT_CHECKED ct_chains_add(struct ct_chains *chains, const struct ct_xy *at, size_t n,
                                        bool backwards, struct ct_error *err);
void ct_chains_clear(struct ct_chains *chains);
void ct_chains_free(struct ct_chains *chains);

/* Closed rings grouped into polygons: an outer ring, then its holes. */
struct ct_rings {
    struct ct_xy *at;
    size_t places;
    size_t *start; /* count + 1 */
    bool *hole;
    size_t count;
};

/* Links the chains into polygons. Where several chains go on from one place the sharpest left turn
 * is taken, so that rings touch instead of crossing. *closed is false where a chain finds no
 * continuation; out is then empty. O(chains log chains + holes x outer rings). */
enum ct_status CT_CHECKED ct_chains_link(const struct ct_chains *chains, struct ct_rings *out,
                                         bool *closed, struct ct_error *err);
void ct_rings_free(struct ct_rings *rings);

/* Rings given in plane metres from an origin as a shape in degrees. */
enum ct_status CT_CHECKED ct_rings_shape(const struct ct_rings *rings, struct ct_xy origin,
                                         struct ct_shape *out, struct ct_error *err);

#endif
