/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where next: siting with a proof. Every answer has an objective, a bound that was proved, and the
 * gap between them; "optimal" is said only where they meet.
 */
#ifndef CATCHMENT_SITE_H
#define CATCHMENT_SITE_H

#include "catchment/audit.h"
#include "catchment/plan.h"
#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A public instance: `format` orlib-pmed, orlib-scp, tsplib, points, sjc, census or capacitated. */
struct ct_solve {
    const char *format, *file;
    const char *model;  /* NULL: the format's usual one */
    size_t p;           /* 0: the file's */
    double radius;      /* NAN: the file's, or not needed */
    double share;       /* of all weight, for lscp; 1: all */
    const char *demand; /* a second file with weights, or NULL */
    double seconds;     /* time limit; 0: none */
    int threads;        /* 0: one a core */
    uint64_t seed;
    bool (*go_on)(void *context, double objective, double bound);
    void *context;
};

struct ct_solve_result {
    const char *model, *status;    /* "optimal" | "feasible" | "infeasible" */
    double objective, bound, gap;  /* NAN where there is none */
    size_t sites, demands, merged; /* of the instance; demands after merging */
    size_t count;
    uint32_t *site; /* open, ascending, from 0 */
    uint64_t nodes;
    double seconds, peak_mb;
};

/* Reads, merges, solves. A time limit or a stop gives the best so far with its bound. */
enum ct_status CT_CHECKED ct_solve(const struct ct_solve *what, struct ct_solve_result *out,
                                   struct ct_error *err);
void ct_solve_result_free(struct ct_solve_result *result);

/* Sites new facilities, and closes existing ones, as the plan's `site:` says and writes the
 * GeoPackage `path`: site, assignment, closed, closed_people, site_effect, curve, proposal, beside
 * the audit's tables. A time limit (seconds; 0:
 * none) or a stop while it searches gives the best plan so far with its bound, and the output.
 * CT_INFEASIBLE (E0810..) says why there is none. */
enum ct_status CT_CHECKED ct_site(const struct ct_plan *plan, const char *path,
                                  const struct ct_run *run, double seconds, uint64_t seed,
                                  struct ct_result **out, struct ct_error *err);

/* What was proposed: in all, and site by site in the order of opening. */
struct ct_proposal_view {
    const char *model, *status;   /* "optimal" | "feasible"; NULL: nothing was proposed */
    const char *unit;             /* of objective and bound: "persons", "sites", "price", ... */
    double objective, bound, gap; /* an upper bound where the model maximises, else a lower one */
    const char *counted;          /* "persons" or "households": what people are here and in views */
    double people;                /* that are asked for */
    uint64_t nodes;
    size_t kinds; /* that are placed */
};
struct ct_site_view {
    const char *id, *kind;     /* kind: "A+B" of several */
    double price;              /* NAN: not known */
    size_t rank, year;         /* year 0: the plan has no years */
    double people, cumulative; /* within reach: that it adds, and with those before it */
    double share;              /* cumulative of all that are asked for */
};
/* An existing facility that closes. */
struct ct_closed_view {
    const char *id;
    double people, lost; /* to whom it is the nearest; and those no longer within reach */
};
struct ct_proposal_view ct_result_proposal(const struct ct_result *result);
size_t ct_result_sites(const struct ct_result *result);
struct ct_site_view ct_result_site(const struct ct_result *result, size_t i);
size_t ct_result_closings(const struct ct_result *result);
struct ct_closed_view ct_result_closed(const struct ct_result *result, size_t i);

#ifdef __cplusplus
}
#endif
#endif
