/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signed sums of integrals along pieces: what a field holds in each zone, in the parts of it that
 * so many facilities reach, and in the parts nearest to each facility.
 */
#ifndef CT_MEASURE_TALLY_H
#define CT_MEASURE_TALLY_H

#include "measure/field.h"
#include "measure/measures.h"

struct ct_share { /* of a zone, nearest to a site of a kind's partition */
    uint32_t zone, site;
    ct_exact sum;
};
struct ct_shares {
    struct ct_share *row; /* by zone, site; no zero sums */
    size_t count, room;
};

struct ct_tally {
    size_t zones, reaches, kinds;
    ct_exact *total;        /* [zones] */
    ct_exact *reached;      /* [reaches][zones][CT_DEPTHS]: exactly 0, 1, 2, and 3 or more */
    struct ct_shares *near; /* [kinds]; empty where not asked for */
    double unit;
};

/* O(pieces x (reaches + kinds)). `nearest` false leaves the shares out. E0904 where a part comes
 * out below zero by more than rounding explains (1e-5 of its zone, 1e-9 of all zones): labels that
 * do not close would give wrong figures, so there is none. */
enum ct_status CT_CHECKED ct_tally_new(const struct ct_arrangement *a,
                                       const struct ct_integrals *integrals, bool nearest,
                                       struct ct_tally *out, struct ct_error *err);
void ct_tally_free(struct ct_tally *tally);

/* value of an exact sum, never below 0 (a sum of areas may miss 0 by its rounding) */
double ct_tally_value(const struct ct_tally *tally, ct_exact sum);

#endif
