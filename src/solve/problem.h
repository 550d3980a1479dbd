/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A siting problem: which of n candidate sites to open for m demands. All numbers are integers in
 * units that the maker chooses (people in thousandths, millimetres, yuan, square metres), so that
 * sums are exact and do not depend on their order; only bounds are floating point, rounded to the
 * safe side.
 */
#ifndef CT_SOLVE_PROBLEM_H
#define CT_SOLVE_PROBLEM_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who may serve whom: for each demand the sites that reach it, nearest first (ties by site). */
struct ct_reach_matrix {
    size_t sites, demands;
    size_t *start;  /* [demands + 1] */
    uint32_t *site; /* [start[demands]] */
    int64_t
        *cost; /* the same: distance, impedance, never negative; NULL: only in or out of reach */
    int64_t *weight; /* [demands], >= 0: people */
};

enum ct_site_state { CT_SITE_FREE, CT_SITE_REQUIRED, CT_SITE_FORBIDDEN };

/* At least `least` and at most `most` of these sites (a street, a county, an incompatible pair). */
struct ct_site_group {
    size_t count;
    uint32_t *site;
    size_t least, most;
};

/* Which sets of sites are allowed. Members that are NULL or 0 do not bind. */
struct ct_choice {
    size_t sites;
    size_t least, most; /* sites to open; most 0: any number */
    enum ct_site_state *state;
    int64_t *price, budget; /* sum of the prices of open sites <= budget; budget < 0: none */
    struct ct_site_group *groups;
    size_t group_count;
};

/* Fair covering: demands lie in districts, and the share of each district that is served counts. A
 * district is compared if its whole is above 0 and a free site reaches weight of it that no
 * required site reaches: if the choice can change its share at all. */
struct ct_fairness {
    size_t districts;   /* 0: nothing is said */
    uint32_t *district; /* [demands] */
    int64_t *base;      /* [districts]: weight that is served without any site */
    int64_t *whole;     /* [districts]: all weight, at least base and the demands' */
    bool lexicographic; /* the worst share, then the second worst and so on; else the worst alone;
                           in the end all weight */
    int64_t enough;     /* millionths: more than this share is no better than it; 0: all counts */
};

struct ct_problem {
    struct ct_reach_matrix reach;
    struct ct_choice choice;
    struct ct_fairness fairness;
    int64_t *value;    /* partial coverage: what a demand gets by the i-th entry of its row, in
                          thousandths of its weight, falling along the row; NULL: all of it */
    int64_t share;     /* cover-all: at least so much weight; < 0: all */
    int64_t *capacity; /* [sites]: load that a site can serve; NULL: any */
    int64_t *load;     /* [demands]: what a demand takes of a capacity; NULL: its weight */
    bool twice;        /* coverage counts where two open sites reach */
    double (*distance)(const void *context, size_t site, size_t demand); /* p-center: exact
                              distances where integers are not enough; else NULL */
    const void *context;
};

enum ct_solution_status { CT_SOLVED_OPTIMAL, CT_SOLVED_FEASIBLE, CT_SOLVED_INFEASIBLE };
extern const char *const ct_solution_status_names[]; /* "optimal", "feasible", "infeasible" */

/* A share of a solution, from the worst. */
struct ct_fair_level {
    uint32_t district;
    int64_t part, whole; /* served, of all */
    double bound;        /* no set that is best in all levels before has more here */
    bool proved;         /* this is the most, and so is every level before */
};
struct ct_fair_result {
    size_t levels; /* districts that are compared */
    struct ct_fair_level *level;
    double total, total_bound; /* weight served in all districts; with the best shares */
};

/* What a model found. `optimal` only where bound and objective meet (integers: differ by less than
 * 1). A bound is proved whatever stopped the search. */
struct ct_solution {
    enum ct_solution_status status;
    double objective; /* of `site`; NAN where none was found */
    double bound;     /* upper for models that maximise, lower for those that minimise */
    size_t count;
    uint32_t *site;   /* open, ascending */
    uint32_t *server; /* [demands]: the open site that serves it, UINT32_MAX: none; NULL where the
                         model assigns nothing */
    struct ct_fair_result fair; /* of fair models */
    uint64_t nodes;             /* of branch and bound */
    /* infeasible: why, as a sentence in both languages ("" where it is not known) */
    char why[2][256];
};
void ct_solution_free(struct ct_solution *solution);
/* (bound - objective) / objective, >= 0; 0 where optimal; NAN where none was found. */
double ct_solution_gap(const struct ct_solution *solution);

/* How long, how, and who may stop it. The result depends on seed and limits only, never on the
 * number of threads; a time limit ends it wherever it is, with the best so far and its bound. */
struct ct_search {
    double seconds; /* 0: no limit */
    int threads;    /* 0: one a core */
    uint64_t seed;
    bool (*go_on)(void *context, double objective, double bound); /* false stops; may be NULL */
    void *context;
    double started; /* CLOCK_MONOTONIC seconds; set by ct_search_begin */
};
void ct_search_begin(struct ct_search *search);
/* Is there time left, and does nobody want it stopped? */
bool ct_search_goes_on(const struct ct_search *search, double objective, double bound);

/* A model: one file, one line in models.c. */
struct ct_model {
    const char *name; /* "mclp" */
    const char *title[2];
    bool maximises;
    /* CT_OK also where nothing is feasible (status says so); CT_USAGE (E0801) where the problem has
     * what the model cannot do. */
    enum ct_status (*solve)(const struct ct_problem *problem, const struct ct_search *search,
                            struct ct_solution *out, struct ct_error *err);
};
/* The i-th, NULL past the last: lscp, mclp, pmedian, pcenter, capacitated-cover,
 * capacitated-pmedian, fair-mclp. */
const struct ct_model *ct_model(size_t i);
const struct ct_model *ct_model_find(const char *name);

/* Is this set of sites allowed? O(sites + group sizes). */
bool ct_choice_allows(const struct ct_choice *choice, const uint32_t *site, size_t count);
/* What a set of sites is worth under a model, computed plainly: every solver's answer is held
 * against it before it is returned (E0901 where they differ). O(entries). */
double ct_problem_cover(const struct ct_problem *problem, const uint32_t *site, size_t count);
/* compared[districts]: 1 where a district is compared. */
void ct_fairness_compared(const struct ct_problem *problem, uint8_t *compared);
/* part[districts]: weight served in each. */
bool ct_problem_fairness(const struct ct_problem *problem, const uint32_t *site, size_t count,
                         int64_t *part);
double ct_problem_median(const struct ct_problem *problem, const uint32_t *site, size_t count,
                         uint32_t *server);
double ct_problem_center(const struct ct_problem *problem, const uint32_t *site, size_t count);
void ct_problem_free(struct ct_problem *problem);

#endif
