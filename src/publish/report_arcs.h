/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside publish only: rings -> arcs that neighbours share, simplified once, so that two polygons
 * that had a border in common have it in common on the page.
 */
#ifndef CT_PUBLISH_REPORT_ARCS_H
#define CT_PUBLISH_REPORT_ARCS_H

#include "base/text.h"
#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CT_ARC_CELL_M 0.1 /* coordinates are whole numbers of it */

/* A growing list of whole numbers; {0} is empty. After a failed allocation `failed` stays. */
struct ct_integers {
    int32_t *data;
    size_t count, room;
    bool failed;
};
void ct_integers_add(struct ct_integers *list, int32_t value);
void ct_integers_free(struct ct_integers *list);

/* {0} is empty; ct_arcs_free in any case. */
struct ct_arcs {
    struct ct_integers x, y;          /* of distinct vertices, in the order of their appearance */
    struct ct_integers before, after; /* a vertex's neighbours at its first visit, lower first */
    int32_t *slots;                   /* of the hash of vertices; -1 empty */
    size_t slot_count;
    bool *node;                    /* rings part or meet here */
    struct ct_integers ring;       /* vertices of all rings, each without its repeated end */
    struct ct_integers ring_start; /* where each begins; one more at the end after the build */
    struct ct_integers point;      /* vertices of all arcs */
    struct ct_integers arc_start;  /* one more than arcs */
    struct ct_integers use;        /* arcs of all rings: i, or ~i backwards */
    struct ct_integers use_start;  /* one more than rings */
    bool *kept;                    /* points that simplification leaves */
    double tolerance_m;
    bool failed; /* no memory */
};

void ct_arcs_free(struct ct_arcs *arcs);
/* Adds a ring of n vertices, the last one a repetition of the first; false where it has less than
 * three different ones. Amortised O(n). */
bool ct_arcs_add_ring(struct ct_arcs *arcs, const double *x, const double *y, size_t n);
/* After the last ring: finds the arcs. O(vertices). */
enum ct_status CT_CHECKED ct_arcs_build(struct ct_arcs *arcs, struct ct_error *err);
/* report_simplify.c: leaves at most `budget` points (but the ends of arcs and a triangle a closed
 * arc always): Douglas-Peucker with the smallest of the tolerances least_m * 2^k that does.
 * O(points log points) a tolerance. */
enum ct_status CT_CHECKED ct_arcs_simplify(struct ct_arcs *arcs, double least_m, size_t budget,
                                           struct ct_error *err);
/* The arcs as text: for each the number of points left, then steps in x and y from the point before
 * (the first from 0, 0), each by ct_report_number. */
void ct_arcs_write(const struct ct_arcs *arcs, struct ct_buffer *out);

/* A whole number in base 64, five bits a character, low ones first, sign in the lowest, the sixth
 * bit where more follow (as source maps do). */
void ct_report_number(struct ct_buffer *out, int64_t value);

#endif
