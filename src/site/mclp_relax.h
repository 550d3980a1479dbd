/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workspace of the relaxation of maximal covering.
 */
#ifndef CT_SITE_MCLP_RELAX_H
#define CT_SITE_MCLP_RELAX_H

#include "site/mclp.h"
#include "site/pick.h"

struct ct_relax_sums {
    double left, moved; /* weight that u leaves; squared way of u in the metric of the steps */
    double value, magnitude;
};

struct ct_relax_work {
    size_t n, chunks, *chunk;    /* first row of each; [chunks + 1] */
    double *tau, *slope;         /* [n] steps of x; scratch */
    double *x, *x0, *xt, *xh;    /* the iterate, the anchor, its image, 2 * image - iterate */
    double *c, *c0, *ct;         /* profits of u: the same */
    double *u, *u0, *ut;         /* [rows] */
    double *y, *y0, *yt, *sigma; /* [limits] */
    double *part;                /* [chunks][n] */
    struct ct_relax_sums *sum;   /* [chunks] */
    struct ct_pick *pick;
    struct ct_pool *pool;
    double keep, turn,
        anchor;        /* the next iterate = keep * iterate + turn * image + anchor's part */
    double multiplier; /* of the number of sites, of the last projection */
    double residual, first_residual, last_residual;
    size_t since, total;    /* steps since the last restart, in all */
    double left, magnitude; /* of the last pass */
    bool measure;           /* this pass sums up the value of xh instead */
};

#endif
