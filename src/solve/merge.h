/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Demands that the same sites reach are one demand: points are streamed, each gives the set of
 * sites that reach it, equal sets are added up. Memory grows with the number of different sets, not
 * with the points.
 */
#ifndef CT_SOLVE_MERGE_H
#define CT_SOLVE_MERGE_H

#include "solve/problem.h"

struct ct_merge;

/* Sites 0..sites-1. */
enum ct_status CT_CHECKED ct_merge_new(size_t sites, struct ct_merge **out, struct ct_error *err);
void ct_merge_free(struct ct_merge *merge);
/* One demand: the sites that reach it, ascending; none is fine (it is counted as out of reach).
 * Expected O(count). */
enum ct_status CT_CHECKED ct_merge_add(struct ct_merge *merge, const uint32_t *site, size_t count,
                                       int64_t weight, struct ct_error *err);
/* The rows so far, in the order of their sets (by content: independent of the order of points);
 * weight out of reach apart. */
enum ct_status CT_CHECKED ct_merge_finish(const struct ct_merge *merge, struct ct_reach_matrix *out,
                                          int64_t *out_of_reach, struct ct_error *err);
void ct_reach_matrix_free(struct ct_reach_matrix *matrix);

#endif
