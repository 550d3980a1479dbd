/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The workspace of the relaxation of maximal covering.
 */
#ifndef CT_SOLVE_MCLP_RELAX_H
#define CT_SOLVE_MCLP_RELAX_H

#include "solve/mclp.h"
#include "solve/pick.h"

/* Rows in cuts: how far each is covered is a variable of its own. */
struct ct_relax_cuts {
    size_t count;   /* such rows */
    uint32_t *slot; /* [rows of the cover]: the number here; UINT32_MAX: in no cut */
    uint32_t *row;  /* [count]: back */
    double *y, *y0, *yt, *yh, *tau;
    double *q, *q0, *qt;         /* [count]: the duals of the row's cuts together */
    double *v, *v0, *vt, *sigma; /* [cuts] */
};

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
    struct ct_relax_cuts cuts;
    double *part;              /* [chunks][n] */
    struct ct_relax_sums *sum; /* [chunks] */
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

/* mclp_relax_cuts.c: nothing is done where there are no cuts. */
bool ct_relax_cuts_make(struct ct_relax *r);
void ct_relax_cuts_free(struct ct_relax_cuts *cuts);
/* Their part of the sums of columns and their own lengths of steps. */
void ct_relax_cuts_steps(struct ct_relax *r);
/* Rows and duals from r->v and what the sites cover; restarts. */
void ct_relax_cuts_begin(struct ct_relax *r);
void ct_relax_cuts_restart(struct ct_relax *r);
/* A step of the rows' parts and the cuts' duals; what that leaves goes to `sums`. */
void ct_relax_cuts_move(struct ct_relax *r, struct ct_relax_sums *sums);
/* Adds their profits by the images of the duals. */
void ct_relax_cuts_profits(const struct ct_relax *r, double *profit, struct ct_relax_sums *sums);
/* The way from the anchor, as set_pace has it. */
void ct_relax_cuts_way(const struct ct_relax *r, double *primal, double *dual);
/* At most so much has to be taken from the value, that the parts obey the cuts at x. */
double ct_relax_cuts_excess(const struct ct_relax *r, const double *x);

#endif
