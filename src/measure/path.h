/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The places along a piece of the arrangement, for whoever integrates or draws it.
 */
#ifndef CT_MEASURE_PATH_H
#define CT_MEASURE_PATH_H

#include "measure/arrangement.h"

/* Places of a piece, metres from the origin; reused from piece to piece, {0} is empty. */
struct ct_path {
    struct ct_xy *at;
    size_t count, room;
};

/* The piece as a chain of straight lines. An arc is cut so finely that its chords stray at most
 * `sagitta_m` (plane metres) from it; its inner places lie just so far outside that the chain
 * encloses the area of the arc exactly. */
enum ct_status CT_CHECKED ct_path_of(const struct ct_arrangement *a, const struct ct_piece *piece,
                                     double sagitta_m, struct ct_path *path, struct ct_error *err);
void ct_path_free(struct ct_path *path);

#endif
