/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the models share that assign demands to open sites (p-median, capacitated p-median and
 * covering): a lower bound by Lagrangian relaxation of "each demand is served", improved by the
 * volume algorithm (Barahona, Anbil 2000), fixing of sites by reduced costs, and branch and bound
 * over the sites.
 *
 * Multipliers and bounds are integers in fixed point (2^-shift of the objective's unit), so that a
 * bound is exact: rounding a multiplier gives another multiplier, whose bound is as valid. A
 * multiplier lies in 0..limit; the limit is what leaving the demand unserved costs.
 */
#ifndef CT_SOLVE_SERVICE_H
#define CT_SOLVE_SERVICE_H

#include "base/pool.h"
#include "solve/choice.h"
#include "solve/problem.h"

struct ct_service;

/* What a solution of a linear relaxation says. */
struct ct_relaxed {
    enum { CT_RELAX_SOLVED, CT_RELAX_UNFINISHED, CT_RELAX_FAILED } is;
    size_t added;        /* rows that it breaks, and that are there from now on */
    double value;        /* units of the objective */
    double *mean;        /* [sites]: how open */
    int64_t *multiplier; /* [demands] */
};

/* What a model does for the search. A desk is the workspace of one worker; the first desk is the
 * root's as well. Site states are enum ct_site_state in bytes. */
struct ct_service_kind {
    enum ct_status (*desk_new)(struct ct_service *service, void **desk, struct ct_error *err);
    void (*desk_free)(void *desk);
    /* From now on sites are in these states; limit[demands] gets the multipliers' upper limits. At
     * the root states only tighten, and what is closed is dropped for good. */
    enum ct_status (*enter)(void *desk, const uint8_t *state, bool root, int64_t *limit,
                            struct ct_error *err);
    /* Multipliers to start from, in the light of a good set; NULL: zeros. */
    void (*start)(void *desk, const uint8_t *open, int64_t *multiplier);
    /* rho[site] <= 0: what opening the site saves at these multipliers (fixed point). */
    void (*price)(void *desk, const int64_t *multiplier, int64_t *rho);
    /* served[demand]: by how much the sites that are open serve it in that solution. */
    void (*serve)(void *desk, const int64_t *multiplier, const uint8_t *open, double *served);
    /* The best that is found from this set, which may have too few sites: it is filled up greedily,
     * then improved by swaps, for `effort` elementary steps with perturbations (0: none). Sites in
     * `state` stay so. Returns its objective, unserved demands at their price; INT64_MAX where no
     * allowed set was found. */
    int64_t (*polish)(void *desk, uint8_t *open, const uint8_t *state, uint64_t effort,
                      uint64_t seed, const struct ct_search *search);
    /* The objective of exactly this set, and a lower bound of it in units of the objective; they
     * differ where the model cannot find out. Values at or above `upper` need not be exact. */
    int64_t (*settle)(void *desk, uint8_t *open, int64_t upper, int64_t *bound);
    /* The linear relaxation in the root's states, which the first desk entered; NULL where it is
     * too large. It and what follows may be NULL; used by_number only. */
    enum ct_status (*relax_new)(void *desk, const uint8_t *state, const int64_t *multiplier,
                                void **relax, struct ct_error *err);
    void (*relax_free)(void *relax);
    /* Goes on with its solution in these states, as far as its rows go. */
    enum ct_status (*relax)(void *relax, const uint8_t *state, struct ct_relaxed *out,
                            struct ct_error *err);
    /* About the value with a free site closed or opened; INFINITY where nothing is left. */
    enum ct_status (*relax_try)(void *relax, uint32_t site, bool opened, double *value,
                                struct ct_error *err);
};

struct ct_service {
    /* A set is [sites] bytes, open or not, and what the kind keeps with it (who serves whom): at
     * ct_set_kept(), all bytes 0xff where it is not known. */
    size_t set_bytes;
    const struct ct_service_kind *kind;
    const struct ct_problem *problem;
    void *model; /* of the kind */
    size_t sites, demands;
    bool by_number;      /* nothing binds but the number of sites and their states */
    unsigned look_every; /* one node in so many is a start of local search */
    int shift;           /* binary places of multipliers */
    const int64_t *size; /* [demands]: units of each demand to serve; NULL: 1 */
    int64_t served_most; /* an objective above this leaves demands unserved */
};

/* What the search found. */
struct ct_service_result {
    bool found;    /* is there an allowed set? */
    int64_t upper; /* objective of `open` */
    int64_t lower; /* no allowed set has less; INT64_MAX where there is none */
    uint8_t *open; /* [set_bytes] */
    uint64_t nodes;
};

/* Where what is kept with a set begins: after the sites, on a multiple of 8. */
static inline size_t ct_set_kept(size_t sites)
{
    return (sites + 7) / 8 * 8;
}

/* O(nodes x iterations x entries near enough to matter); 12 bytes an entry and a node's states and
 * multipliers (sites + 8 x demands bytes) in memory. */
enum ct_status CT_CHECKED ct_service_search(struct ct_service *service,
                                            const struct ct_search *search,
                                            struct ct_service_result *out, struct ct_error *err);

/* --- one node: bound and fixing (service_ascent.c) ------------------------------------------- */

struct ct_ascent {
    struct ct_service *service;
    void *desk;
    struct ct_choice_solver *choice; /* of a run; NULL where by_number */
    int64_t *limit, *best, *trial;   /* [demands] */
    int64_t *rho;                    /* [sites] */
    uint8_t *open;                   /* [sites]: of the last multipliers */
    double *served, *direction;      /* [demands] */
    double *mean;                    /* [sites]: how often open, 0..1 */
    uint32_t *order;                 /* [sites] */
    double *profit;                  /* [sites] */
    enum ct_site_state *forced;      /* [sites] */
    uint64_t iterations;
};

struct ct_service_node {
    int64_t bound;       /* fixed point */
    uint8_t *state;      /* [sites] */
    int64_t *multiplier; /* [demands] */
    uint32_t depth;
    double factor; /* of the last steps; 0: none yet */
};

/* Open nodes (service_nodes.c). */
struct ct_nodes {
    size_t sites, demands; /* of every node */
    struct ct_service_node *node;
    size_t count, room;
};
void ct_service_node_free(struct ct_service_node *node);
enum ct_status CT_CHECKED ct_service_node_copy(const struct ct_nodes *nodes,
                                               const struct ct_service_node *from,
                                               struct ct_service_node *to, struct ct_error *err);
void ct_nodes_free(struct ct_nodes *nodes);
/* Takes the node over, also where it fails. */
enum ct_status CT_CHECKED ct_nodes_push(struct ct_nodes *nodes, struct ct_service_node *node,
                                        struct ct_error *err);
/* Drops nodes with such a bound or more, takes out the next one; false where none is left. */
bool ct_nodes_next(struct ct_nodes *nodes, int64_t closed_from, struct ct_service_node *out);

enum ct_status CT_CHECKED ct_ascent_new(struct ct_service *service, struct ct_ascent *out,
                                        struct ct_error *err);
void ct_ascent_free(struct ct_ascent *ascent);

/* How a node's bound is improved. */
struct ct_ascent_plan {
    bool root;
    int64_t upper; /* an objective that is known; the node is closed where its bound reaches it */
    unsigned iterations;
    const struct ct_search *search;
    /* called with sets that look good; may lower *upper */
    void (*look)(void *context, const uint8_t *open, int64_t *upper);
    void *context;
};

/* Raises node->bound (INT64_MAX: closed), fixes sites in node->state, leaves `mean`. */
enum ct_status CT_CHECKED ct_ascent_run(struct ct_ascent *ascent, struct ct_ascent_plan *plan,
                                        struct ct_service_node *node, struct ct_error *err);

/* Takes the bound of these multipliers and what they fix; they become the node's where its bound
 * rises. */
enum ct_status CT_CHECKED ct_ascent_prove(struct ct_ascent *ascent,
                                          const struct ct_ascent_plan *plan,
                                          const int64_t *multiplier, struct ct_service_node *node,
                                          struct ct_error *err);

/* --- nodes by linear programs (service_core.c) ------------------------------------------------ */

/* What opening (1) and closing (0) a site raised the relaxation by, a unit. */
struct ct_losses {
    double *sum[2];     /* [sites] */
    uint32_t *times[2]; /* [sites] */
    double all[2];
    uint64_t all_times[2];
    uint32_t *order; /* [sites] */
    double *score;   /* [sites] */
};

struct ct_core {
    struct ct_service *service;
    struct ct_ascent *ascent; /* of the calling thread */
    const struct ct_search *search;
    const uint8_t *state; /* [sites]: proved at the root */
    struct ct_nodes *nodes;
    struct ct_service_result *out; /* upper, open, nodes are kept */
    void *relax;                   /* NULL: too large */
    struct ct_relaxed relaxed;
    struct ct_losses losses;
    uint8_t *candidate; /* [set_bytes] */
};
/* With the members above `relax` set; `root` is what the ascent made of the root. */
enum ct_status CT_CHECKED ct_core_new(struct ct_core *core, const struct ct_service_node *root,
                                      struct ct_error *err);
void ct_core_free(struct ct_core *core);
/* Explores a fixed number of nodes: the lowest bound, and down from there. */
enum ct_status CT_CHECKED ct_core_round(struct ct_core *core, struct ct_error *err);

enum ct_status CT_CHECKED ct_losses_new(struct ct_losses *losses, size_t sites,
                                        struct ct_error *err);
void ct_losses_free(struct ct_losses *losses);
/* The site to branch on (service_branch.c). */
enum ct_status CT_CHECKED ct_core_branch(struct ct_core *core, const struct ct_service_node *node,
                                         uint32_t *site, struct ct_error *err);

/* --- states ----------------------------------------------------------------------------------- */

/* How many sites are free or required. */
struct ct_state_counts {
    size_t free, required;
};
struct ct_state_counts ct_state_count(const uint8_t *state, size_t sites);
/* Sites that may still open: free slots; 0 where all are used. */
size_t ct_free_slots(const struct ct_choice *choice, struct ct_state_counts counts);
/* Is nothing left to decide but who serves whom? */
bool ct_is_leaf(const struct ct_service *service, const uint8_t *state);
/* Then: all that may open, and whether that set is allowed. */
bool ct_leaf_set(struct ct_ascent *ascent, const uint8_t *state, uint8_t *open);
/* Bounds from here on, in fixed point, prove that nothing is better than `upper`. */
int64_t ct_closed_from(const struct ct_service *service, int64_t upper);

/* --- moves that keep a set allowed (service_keeper.c) ----------------------------------------- */

struct ct_keeper {
    const struct ct_choice *choice;
    size_t open; /* how many */
    int64_t spent;
    size_t *of_group; /* [groups]: open sites of it */
    size_t *start;    /* [sites + 1] */
    uint32_t *group;  /* [start[sites]]: the groups that a site is in */
};

enum ct_status CT_CHECKED ct_keeper_new(const struct ct_choice *choice, struct ct_keeper *out,
                                        struct ct_error *err);
void ct_keeper_free(struct ct_keeper *keeper);
void ct_keeper_set(struct ct_keeper *keeper, const uint8_t *open);
/* May `in` open and `out` close (UINT32_MAX: none)? O(groups of the two). */
bool ct_keeper_allows(const struct ct_keeper *keeper, uint32_t in, uint32_t out);
void ct_keeper_move(struct ct_keeper *keeper, uint32_t in, uint32_t out);

/* A random number of a state (splitmix64). */
static inline uint64_t ct_random(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

#endif
