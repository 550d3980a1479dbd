/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside measure only: a cut into units while it is improved (unit_improve.c, unit_moves.c). Units
 * are called by their first vertex.
 */
#ifndef CT_MEASURE_UNIT_CUT_H
#define CT_MEASURE_UNIT_CUT_H

#include "measure/unit_search.h"

struct ct_cut {
    const struct ct_unit_graph *graph;
    const struct ct_unit_goal *goal;
    const uint32_t *part; /* the vertices, ascending */
    size_t n;
    uint32_t *unit_of;
    int64_t *people;  /* of the unit that is called so */
    uint32_t *next;   /* the next vertex of the same unit; UINT32_MAX at the end */
    bool *done;       /* no merge gains */
    uint32_t *around; /* neighbouring units, ascending; else working room, as all that follows */
    size_t around_count;
    uint32_t *seen, stamp;    /* [vertices] */
    uint32_t *changed, round; /* the round in which a unit came to be as it is */
};

/* Names, chains and people of the units of these n vertices (ascending, whole units), from what
 * unit_of says of which belong together. O(n). */
void ct_cut_name(struct ct_cut *cut, const uint32_t *vertex, size_t n);
/* Moves single vertices to a unit beside theirs, which must stay connected, for as long as the
 * units' people get more even; `low` is not looked at. */
void ct_cut_even_out(struct ct_cut *cut);

#endif
