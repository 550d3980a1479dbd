/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Maximal covering inside: the problem as rows that a number of open sites covers, its relaxation,
 * the search for good sets, the tree.
 *
 * Partial coverage becomes rows: a demand whose value falls from v to v' after its k-th site is a
 * row of its first k sites with (v - v') of its weight. Weights are then thousandths.
 */
#ifndef CT_SOLVE_MCLP_H
#define CT_SOLVE_MCLP_H

#include "base/pool.h"
#include "solve/problem.h"

/* Limits on sets of sites other than their number: groups and the budget, the latter as parts of
 * the largest price. */
struct ct_mclp_limits {
    size_t count;
    size_t *start;  /* [count + 1] */
    uint32_t *site; /* [start[count]] */
    double *factor;
    double *least, *most; /* [count]; infinite: does not bind */
};

/* Rows over free sites; sites that are fixed are gone. */
struct ct_mclp {
    size_t sites, rows;
    uint32_t *name;     /* [sites]: the problem's numbers, ascending */
    double *own;        /* [sites]: weight that this site alone reaches */
    size_t *start;      /* [rows + 1] */
    uint32_t *site;     /* [start[rows]] */
    double *weight;     /* [rows]: whole numbers */
    uint8_t *need;      /* [rows]: open sites that cover it, 1 or 2 */
    uint32_t *origin;   /* [rows]: the row of the cover at the root that it came from */
    double constant;    /* weight covered by sites fixed open */
    double total;       /* all weight that is not constant */
    size_t least, most; /* free sites to open */
    struct ct_mclp_limits limits;
    bool impossible; /* too few or too many sites are fixed */
};

enum ct_status CT_CHECKED ct_mclp_new(const struct ct_problem *problem, struct ct_mclp *out,
                                      struct ct_error *err);
/* The cover left when sites of `from` are fixed as `state` says ([from->sites]). O(entries). */
enum ct_status CT_CHECKED ct_mclp_fix(const struct ct_mclp *from, const enum ct_site_state *state,
                                      struct ct_mclp *out, struct ct_error *err);
/* The rows become their own origin: a new root. */
void ct_mclp_number(struct ct_mclp *cover);
void ct_mclp_free(struct ct_mclp *cover);

/* --- the relaxation --------------------------------------------------------------------------- */

struct ct_mclp_cuts;

/* The linear relaxation, max over x of the weight that is covered in part, solved with its dual. */
struct ct_relax {
    const struct ct_mclp *cover;
    const struct ct_mclp_cuts *cuts; /* of the same sites and rows; NULL: none */
    double bound;                    /* proved: no allowed set covers more (with the constant) */
    double value;                    /* of `x`, about: with limits x may break them a little */
    double *x;                       /* [sites]: opened in part */
    double *profit;                  /* [sites]: what the bound gives for each site */
    float *u;      /* [rows]: the duals, to start others from; parts of the weight */
    float *y;      /* [rows]: covered in part */
    double *limit; /* [limits.count]: duals of these */
    double *v;     /* [cuts]: of those */
    double pace;   /* the weight of primal against dual steps */
    uint64_t steps;
    struct ct_relax_work *work;
};

/* `cuts` and `pool` may be NULL. Starts from x and the duals where they are given (in the
 * relaxation's order). */
enum ct_status CT_CHECKED ct_relax_new(const struct ct_mclp *cover, const struct ct_mclp_cuts *cuts,
                                       struct ct_pool *pool, struct ct_relax *out,
                                       struct ct_error *err);
void ct_relax_free(struct ct_relax *relax);
/* Up to `steps` more; stops where bound < `target` or where bound and value meet to `accuracy` of
 * the way from target to bound. Deterministic. */
enum ct_status CT_CHECKED ct_relax_run(struct ct_relax *relax, size_t steps, double target,
                                       double accuracy, struct ct_error *err);
/* The loss of the bound if a site is taken otherwise than the bound takes it: loss[sites] >= 0, and
 * taken[sites]. */
void ct_relax_losses(const struct ct_relax *relax, double *loss, uint8_t *taken);

/* --- good sets -------------------------------------------------------------------------------- */

struct ct_exchange; /* a set of free sites that is improved by exchanges */

/* `choice` is the problem's, `cover` the one at its root; both must outlive it. */
enum ct_status CT_CHECKED ct_exchange_new(const struct ct_choice *choice,
                                          const struct ct_mclp *cover, uint64_t seed,
                                          struct ct_exchange **out, struct ct_error *err);
void ct_exchange_free(struct ct_exchange *swap);
/* Starts from the sites marked in open[cover->sites], NULL: none; then adds what gains most. */
void ct_exchange_start(struct ct_exchange *swap, const uint8_t *open);
/* Exchanges until none gains, then coolings that begin warm again and again, for about `work`
 * visits of entries; the next call goes on where this one ends. */
void ct_exchange_improve(struct ct_exchange *swap, double work);
/* How many coolings have ended, and the marks of the last CT_SWAP_ELITE of them, in a ring. */
enum { CT_SWAP_ELITE = 5 };
size_t ct_exchange_elite(const struct ct_exchange *swap, const uint8_t **open);
/* The best set so far: its worth (with the cover's constant; -INFINITY: none that is allowed) and
 * its marks. */
double ct_exchange_best(const struct ct_exchange *swap, const uint8_t **open);

/* --- the tree --------------------------------------------------------------------------------- */

struct ct_tree_result {
    double value, bound; /* in units of the cover; value -INFINITY: no set is known */
    uint8_t *open;       /* [cover->sites], the caller's to free; NULL without a set */
    uint64_t nodes;
};

/* Branch and bound below `cover`, from a known set `open` (NULL: none). `scale`: units of the cover
 * to one of the objective that the search is told of. */
enum ct_status CT_CHECKED ct_tree_search(const struct ct_choice *choice,
                                         const struct ct_mclp *cover, const uint8_t *open,
                                         double scale, const struct ct_search *search,
                                         struct ct_tree_result *out, struct ct_error *err);

#endif
