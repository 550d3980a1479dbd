/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Affine maps of the plane: u = a x + b y + c, v = d x + e y + f, as {a, b, c, d, e, f}.
 */
#ifndef CT_BASE_AFFINE_H
#define CT_BASE_AFFINE_H

#include <stdbool.h>
#include <stddef.h>

/* The map that takes n points (x, y) to (u, v) with the least sum of squared distances, by normal
 * equations about the centre. false where there are fewer than 3 points, or all lie on a line.
 * O(n). */
bool ct_affine_fit(size_t n, const double *x, const double *y, const double *u, const double *v,
                   double map[6]);
/* In place, n points. */
void ct_affine_apply(const double map[6], size_t n, double *x, double *y);

#endif
