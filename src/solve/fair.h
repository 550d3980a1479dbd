/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fair covering inside: rows by district, shares that are compared exactly, the dual, exchanges,
 * the tree.
 *
 * A set of sites is better than another where its shares, sorted from the worst, are the first to
 * be larger (all of them, or the worst only: `levels`), and with equal shares where it serves more
 * weight in all. "Level k" is the k-th worst share; level levels + 1 is the weight.
 */
#ifndef CT_SOLVE_FAIR_H
#define CT_SOLVE_FAIR_H

#include "solve/choice.h"
#include "solve/problem.h"

/* --- the rows --------------------------------------------------------------------------------- */

/* Districts that are compared have the numbers 0..compared-1; all others are number `compared`. */
struct ct_fair {
    const struct ct_problem *problem;
    size_t sites, rows, compared, levels;
    uint32_t *name;        /* [compared]: the problem's number */
    int64_t *base, *whole; /* [compared + 1] */
    int64_t *unit;         /* [compared + 1]: parts are base + a multiple of it */
    int64_t all_unit;      /* the same of the weight in all */
    double all_whole;
    size_t *start; /* [rows + 1] */
    uint32_t *site;
    int64_t *weight;
    uint32_t *district;
    size_t *row_start; /* [sites + 1]: the rows of a site */
    uint32_t *row;
};
enum ct_status CT_CHECKED ct_fair_new(const struct ct_problem *problem, struct ct_fair *out,
                                      struct ct_error *err);
void ct_fair_free(struct ct_fair *fair);
/* part[compared + 1] of the open sites. O(entries). */
void ct_fair_parts(const struct ct_fair *fair, const uint8_t *open, int64_t *part);

/* --- shares ----------------------------------------------------------------------------------- */

struct ct_share {
    int64_t part, whole;
    uint32_t district;
};
/* What a set of sites is worth; share[compared] from the worst, ties by district. */
struct ct_fair_value {
    int64_t total;
    struct ct_share *share;
};
/* -1, 0, 1, exactly. */
int ct_share_order(const struct ct_share *a, const struct ct_share *b);
/* Sorts the shares of part[compared + 1] into `out`. O(n log n). */
void ct_fair_value(const struct ct_fair *fair, const int64_t *part, struct ct_fair_value *out);
/* > 0: a is better. *at: the first level that differs (levels + 1: the weight). */
int ct_fair_order(const struct ct_fair_value *a, const struct ct_fair_value *b, size_t levels,
                  size_t *at);
/* The least part of a district that is a larger share than `share`; INT64_MAX: there is none. */
int64_t ct_fair_more(const struct ct_fair *fair, size_t district, const struct ct_share *share);

/* --- nodes of the tree ------------------------------------------------------------------------ */

struct ct_fair_node {
    size_t level; /* the first at which something better may be below */
    double bound; /* of it: a share, or weight */
    uint64_t number, stamp;
    uint8_t *state; /* [sites]: enum ct_site_state */
    bool started;   /* the dual starts from these (NULL: there is no room for them) */
    float *lambda;  /* [compared + 1] */
    uint8_t *rho;   /* [rows] */
};
struct ct_fair_node *ct_fair_node_new(const struct ct_fair *fair, bool warm);
void ct_fair_node_free(struct ct_fair_node *node);

struct ct_fair_heap {
    struct ct_fair_node **node;
    size_t count, room;
    size_t warm; /* nodes with multipliers */
};
/* Takes the node over, also where it fails. */
enum ct_status CT_CHECKED ct_fair_push(struct ct_fair_heap *heap, struct ct_fair_node *node,
                                       struct ct_error *err);
struct ct_fair_node *ct_fair_pop(struct ct_fair_heap *heap);

/* --- the dual --------------------------------------------------------------------------------- */

/* What is to be beaten, at a level. */
struct ct_fair_goal {
    const struct ct_fair_value *best; /* NULL: nothing is known yet */
    size_t level;
    bool none;      /* nothing can be better at this level */
    double *share;  /* [compared]: of the best, from the worst */
    double *excess; /* [compared]: the least that is better at `level`, by district */
    double least_excess;
};

/* Who may stop a search, and what it is told. */
struct ct_fair_watch {
    const struct ct_search *search;
    double objective, bound;
};
bool ct_fair_goes_on(const struct ct_fair_watch *watch);

struct ct_fair_dual;
enum ct_status CT_CHECKED ct_fair_dual_new(const struct ct_fair *fair, struct ct_fair_dual **out,
                                           struct ct_error *err);
void ct_fair_dual_free(struct ct_fair_dual *dual);
/* What the goal needs of `best` at a level. */
void ct_fair_dual_goal(struct ct_fair_dual *dual, const struct ct_fair_value *best, size_t level);

enum ct_fair_answer { CT_FAIR_OPEN, CT_FAIR_LEVEL_DONE, CT_FAIR_NOTHING, CT_FAIR_STOPPED };
/* Up to `steps` from the node's start, for the goal: LEVEL_DONE where nothing below the node is
 * better at its level, NOTHING where nothing is at this and all later ones. node->bound falls. */
enum ct_status CT_CHECKED ct_fair_dual_run(struct ct_fair_dual *dual, struct ct_fair_node *node,
                                           size_t steps, const struct ct_fair_watch *watch,
                                           enum ct_fair_answer *answer, struct ct_error *err);
/* Takes a node's rows; to be called before it is run. */
void ct_fair_dual_take(struct ct_fair_dual *dual, const struct ct_fair_node *node);
/* Keeps the best multipliers for the node's children. */
void ct_fair_dual_keep(const struct ct_fair_dual *dual, struct ct_fair_node *node);
/* Fixes sites of the node without which, or with which, nothing is better; *fixed: how many. Only
 * where nothing but the number of sites is limited. */
enum ct_status CT_CHECKED ct_fair_dual_fix(const struct ct_fair_dual *dual,
                                           struct ct_fair_node *node, size_t *fixed,
                                           struct ct_error *err);
/* Visits of entries by the runs since a node was taken. */
double ct_fair_dual_work(const struct ct_fair_dual *dual);
/* Sets of sites that the dual has met: the last, and the sites opened most. */
const uint8_t *ct_fair_dual_set(const struct ct_fair_dual *dual);
const double *ct_fair_dual_part(const struct ct_fair_dual *dual); /* [sites]: opened in part */

/* Lowers *bound, a bound of the worst share, where single sites prove a lower one; `least` is
 * attained. */
enum ct_status CT_CHECKED ct_fair_cut(const struct ct_fair *fair, double least,
                                      const struct ct_fair_watch *watch, double *bound,
                                      struct ct_error *err);

/* --- exchanges -------------------------------------------------------------------------------- */

/* The best set known. */
struct ct_fair_best {
    struct ct_fair_value value;
    uint8_t *open;
    bool known;
    uint64_t count;     /* of improvements */
    uint64_t *improved; /* [levels + 2]: the last improvement whose first difference was there */
    int64_t *part;      /* scratch */
    struct ct_fair_value other;
    uint32_t *list;
};
/* Takes a set over where it is allowed and better; *better may be NULL. */
void ct_fair_offer(const struct ct_fair *fair, struct ct_fair_best *best, const uint8_t *open,
                   bool *better);

struct ct_fair_swap;
enum ct_status CT_CHECKED ct_fair_swap_new(const struct ct_fair *fair, uint64_t seed,
                                           struct ct_fair_swap **out, struct ct_error *err);
void ct_fair_swap_free(struct ct_fair_swap *swap);
/* Exchanges from an allowed set for about `work` visits, what is better goes to `best`. */
void ct_fair_swap_run(struct ct_fair_swap *swap, const uint8_t *open, double work,
                      const struct ct_fair_watch *watch, struct ct_fair_best *best);

/* --- the tree --------------------------------------------------------------------------------- */

struct ct_fair_tree_result {
    bool done;     /* nothing is better than `best` */
    size_t level;  /* of the best open node */
    double bound;  /* of that level */
    double *share; /* [compared]: bounds of the sorted shares, whatever was stopped */
    double total;  /* bound of the weight */
    uint64_t nodes;
};
enum ct_status CT_CHECKED ct_fair_search(const struct ct_fair *fair, const struct ct_search *search,
                                         struct ct_fair_best *best, struct ct_fair_tree_result *out,
                                         struct ct_error *err);

#endif
