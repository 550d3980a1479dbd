/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a city and the plan's `site` to a siting problem, and from its solution to a proposal.
 *
 * Sites are the candidates (files, grid, centroids, crossings of circles) in this order, each as
 * often as there are sets of kinds for it (options.c), at most one of them to be opened; then,
 * but where only uncovered people are asked for, the existing facilities of the kind. Demands are
 * places (measure/places.h), people in thousandths; covering models merge places of one set of
 * sites. Choosing works on places; what a proposal does is measured exactly afterwards (effect.c).
 * The two differ by people whose cell is cut by a circle: those of places within spread_m of one.
 */
#ifndef CT_SITE_SITING_H
#define CT_SITE_SITING_H

#include "check/finding.h"
#include "load/city.h"
#include "measure/measures.h"
#include "measure/places.h"
#include "solve/problem.h"

#define CT_CANDIDATES_MOST 50000
#define CT_PLACES_MOST     20000 /* of models of walking; more are put together by squares */

/* A place that may be chosen. */
struct ct_site_place {
    char id[64];
    double lon, lat;
    ptrdiff_t candidate; /* of the city; -1: made, or existing */
    size_t source;       /* index into plan site.candidates */
    ptrdiff_t facility;  /* existing; -1: new */
    ptrdiff_t community; /* -1: outside all */
    enum ct_site_state state;
    unsigned kinds;                      /* bits: of ct_siting's kinds */
    size_t spot;                         /* new ones: options of one candidate have one number */
    const char *mode;                    /* of the city; "": not known */
    double available_m2, area_m2, price; /* NAN: not known; area_m2: what its kinds take */
};

/* A kind that is placed. */
struct ct_siting_kind {
    size_t kind; /* of the city */
    double radius_m, weight;
    double floor_area_m2;        /* that it takes; 0: not said */
    size_t most;                 /* new ones; 0: any number */
    double people, out_of_reach; /* asked for, and those of them that no allowed site reaches */
};

/* The people that no allowed site reaches. */
struct ct_out_of_reach {
    double people;
    double lon, lat; /* centre of those of the community that has most of them */
    double there;    /* how many these are */
};

/* Where fairness is asked for: communities, streets or counties. */
struct ct_districts {
    size_t count;
    uint32_t *of;    /* [communities] */
    size_t *first;   /* [count]: a community of it */
    int64_t *before; /* [count]: thousandths of people whom existing facilities reach */
    uint8_t *compared;
};

struct ct_siting {
    const struct ct_plan_site *plan;
    const struct ct_city *city;
    const struct ct_model *model;
    size_t kind, demand; /* kind: the first */
    size_t kind_count;
    struct ct_siting_kind kinds[CT_SITE_KINDS_MOST];
    double radius_m, least_radius_m; /* the largest that counts; the smallest */
    double m2_per_100_households;    /* of a new facility */
    bool walking;                    /* the model knows distances */
    size_t sites, news;              /* the first `news` are new */
    struct ct_site_place *site;
    size_t spots, *first; /* candidates that may be chosen; their options are the new sites
                             [first[i], first[i + 1]) */
    /* candidates: all, outside allowed ground, forbidden or near, too small */
    size_t given, outside, barred, small;
    struct ct_problem problem;
    size_t counted; /* 1 + the group that counts new sites or, closing, existing ones; 0: none */
    size_t together_first, together; /* groups of the options of a candidate */
    int64_t *people;                 /* [demands of the problem]: unweighted thousandths */
    uint8_t *row_kind;               /* the same: index into kinds; NULL: of a model of walking */
    size_t places, rows;
    double spread_m;                     /* of places, at most; with those put together */
    double total_people;                 /* that are asked for */
    struct ct_out_of_reach out_of_reach; /* of the radius */
    struct ct_out_of_reach beyond;       /* of the cutoff; the place that has most of them */
    struct ct_districts districts;
    double *rate; /* [communities]: households a person, where these are counted; else NULL */
    double *lost; /* [kinds][communities][3]: people out of reach of the radius, x lon, x lat */
};

/* Candidates into s->site; those that are outside or barred are left out (F0575). E0812, E0839. */
enum ct_status CT_CHECKED ct_siting_candidates(struct ct_siting *s,
                                               const struct ct_measures *measures,
                                               struct ct_findings *findings, struct ct_error *err);
/* weights.c: the factor of each community, of several that fit the largest. F0574. */
enum ct_status CT_CHECKED ct_siting_factors(const struct ct_siting *s, struct ct_findings *findings,
                                            double **out, struct ct_error *err);
/* Demands: s->problem.reach, value, people. F0574, E0813. */
enum ct_status CT_CHECKED ct_siting_demand(struct ct_siting *s, struct ct_findings *findings,
                                           struct ct_error *err);
/* kinds.c: s->kinds. E0834. */
enum ct_status CT_CHECKED ct_siting_kinds(struct ct_siting *s, struct ct_error *err);
/* Existing facilities of a kind. */
struct ct_around;
enum ct_status CT_CHECKED ct_siting_existing(const struct ct_siting *s, size_t slot, double reach_m,
                                             struct ct_around **out, struct ct_error *err);
/* "A+B"; NULL where memory is short. The caller frees it. */
char *ct_siting_kind_names(const struct ct_siting *s, unsigned kinds);
/* options.c: adds what may stand at a new place: sets of these kinds. E0845. */
enum ct_status CT_CHECKED ct_siting_options(struct ct_siting *s, const struct ct_site_place *place,
                                            unsigned kinds, size_t *room, struct ct_error *err);
enum ct_status CT_CHECKED ct_siting_spots(struct ct_siting *s, struct ct_error *err);
/* Floor area that kinds take; NAN where one does not say it. */
double ct_siting_area_m2(const struct ct_siting *s, unsigned kinds);
/* price.c: what is scarce of an option: money, floor area, or nothing (0). */
double ct_siting_cost(const struct ct_siting *s, const struct ct_site_place *place);
/* price.c: mode, area and price of a new place; the choice's prices (E0819, E0837, E0843) and its
 * budget, of a year (NULL: of the plan). */
void ct_siting_price(const struct ct_siting *s, struct ct_site_place *place);
enum ct_status CT_CHECKED ct_siting_prices(struct ct_siting *s, struct ct_error *err);
void ct_siting_budget(struct ct_siting *s, const struct ct_plan_year *year);
/* What may be chosen: s->problem.choice, capacity. E0832, E0837, E0838. */
enum ct_status CT_CHECKED ct_siting_choice(struct ct_siting *s, struct ct_error *err);
/* households.c: what is counted. E0853; F0590, F0591. From here on "people" of places are that. */
enum ct_status CT_CHECKED ct_siting_count(struct ct_siting *s, const struct ct_plan *plan,
                                          const struct ct_measures *measures,
                                          struct ct_findings *findings, struct ct_error *err);
/* Calls for every place, with what is counted as its people. */
enum ct_status CT_CHECKED ct_siting_places(const struct ct_siting *s, ct_place_fn visit,
                                           void *context, struct ct_error *err);
/* radius.c: the radius that sites are chosen by is one of the kind's, so that it is measured. */
enum ct_status CT_CHECKED ct_siting_radius(const struct ct_plan *plan, struct ct_city *city,
                                           struct ct_error *err);
/* existing.c. Which existing facilities stay, and can so many close? E0850, E0851, E0852. */
enum ct_status CT_CHECKED ct_siting_stay(struct ct_siting *s, struct ct_error *err);
/* The sites whose number is bound by itself, [first, first + count); count 0: none. */
void ct_siting_counted(const struct ct_siting *s, size_t *first, size_t *count);
/* At most so many new sites (0: no limit), and of the existing ones as many as the plan says. */
void ct_siting_open(struct ct_siting *s, size_t news);
/* Existing facilities that a solution closes without need stay open; the objective is no worse. */
enum ct_status CT_CHECKED ct_siting_reopen(const struct ct_siting *s, struct ct_solution *solution,
                                           struct ct_error *err);
/* fairness.c. Are shares of districts asked for? */
bool ct_siting_is_fair(const struct ct_siting *s);
/* Districts, before demand is read; nothing where they are not asked for. */
enum ct_status CT_CHECKED ct_siting_districts(struct ct_siting *s, struct ct_error *err);
/* A place's people are in its district; served: by an existing facility that is no site. */
void ct_siting_live(struct ct_siting *s, size_t community, int64_t people, bool served);
/* The last entry of every merged row is its district: site numbers from s->sites on. */
enum ct_status CT_CHECKED ct_siting_split(struct ct_siting *s, struct ct_error *err);
/* What is compared, and what is not (F0578). E0860: a district cannot have the least share; E0862:
 * nothing is compared. */
enum ct_status CT_CHECKED ct_siting_compare(struct ct_siting *s, struct ct_findings *findings,
                                            struct ct_error *err);
/* Where only the least share is asked for, objective and bound are of people; no answer where a
 * share is less. */
void ct_siting_keep_least(const struct ct_siting *s, struct ct_solution *solution);
/* served[districts] of a set of sites; NULL where nothing is asked of districts. */
enum ct_status CT_CHECKED ct_siting_served(const struct ct_siting *s, const uint32_t *site,
                                           size_t count, int64_t **out, struct ct_error *err);
/* Is that why there is no answer? E0861. */
bool ct_siting_misses_least(const struct ct_siting *s, const struct ct_solution *solution);
enum ct_status ct_siting_explain_least(const struct ct_siting *s,
                                       const struct ct_solution *solution, struct ct_error *err);
/* All of it. E0834, E0835, E0823, E0840. */
enum ct_status CT_CHECKED ct_siting_new(const struct ct_plan *plan, const struct ct_city *city,
                                        const struct ct_measures *measures,
                                        struct ct_findings *findings, struct ct_siting *out,
                                        struct ct_error *err);
void ct_siting_free(struct ct_siting *s);

/* --- who is near: a set of places by a grid --------------------------------------------------- */

/* Of n places, those within reach_m of a place (on the ellipsoid). O(n). */
enum ct_status CT_CHECKED ct_around_new(size_t n, const double *lon, const double *lat,
                                        double reach_m, struct ct_around **out,
                                        struct ct_error *err);
void ct_around_free(struct ct_around *around);
/* Calls for each, by index ascending, with its distance. O(places whose square is near). */
typedef enum ct_status (*ct_around_fn)(void *context, uint32_t item, double distance_m,
                                       struct ct_error *err);
enum ct_status CT_CHECKED ct_around_each(const struct ct_around *around, double lon, double lat,
                                         ct_around_fn visit, void *context, struct ct_error *err);
bool ct_around_any(const struct ct_around *around, double lon, double lat);

/* --- the proposal ----------------------------------------------------------------------------- */

struct ct_chosen {
    size_t site;
    size_t rank, year;       /* in the order of opening; year 0: no years */
    double gain, cumulative; /* people within reach that it adds, and with those before it */
};
struct ct_curve_point {
    size_t sites, year; /* open; year 0: a curve */
    enum ct_solution_status status;
    double objective, bound; /* in the model's unit, see ct_proposal */
    double gap;
    double people; /* within reach, unweighted */
};
/* Those to whom a facility that closes is the nearest of its kind, by places. Distances are means
 * over them, to the nearest before and after. */
struct ct_loss {
    double people, within_before, within_after; /* within: of the radius */
    double lost;                                /* within it before and not after */
    double before_m, after_m;
};
struct ct_moved {
    size_t closed;            /* index into closed */
    ptrdiff_t site, facility; /* where they go: index into chosen, or an existing one; else -1 */
    double people, before_m, after_m;
};
struct ct_standing {          /* a facility of the changed city */
    ptrdiff_t site, facility; /* index into chosen, or an existing one; else -1 */
    size_t slot;              /* of a new one: index into kinds */
};
struct ct_proposal {
    struct ct_siting siting;
    struct ct_solution solution;
    double unit; /* objective and bound of the solution / unit: people, sites or money, metres x
                    people, metres */
    const char *unit_name; /* "persons", "households", "sites", "price", "person-m", "household-m",
                              "m", "share" */
    double gap;
    size_t count;
    struct ct_chosen *chosen; /* new sites, by rank */
    double *kind_gain;        /* [count][kinds]: what gain is made of */
    size_t closed_count;
    size_t *closed;       /* facilities that close */
    struct ct_loss *loss; /* [closed_count] */
    size_t moved_count;
    struct ct_moved *moved;             /* by closed facility, most people first */
    double people_before, people_after; /* within reach, of those asked for: by places */
    size_t curve_count;
    struct ct_curve_point *curve;
    int64_t *served; /* [districts]: thousandths of people within reach of old and new */
    bool stopped;
    double doubtful_people; /* whose place does not decide whether the new sites cover them: by at
                               most so many do objective and exact measure differ */
    uint64_t seed;
    struct ct_measures *after;    /* of the layer that was chosen for: people, and of the kinds
                                     service areas and gaps */
    size_t new_count;             /* facilities: a site of two kinds has two */
    struct ct_standing *standing; /* what the facilities of `after` are; the new ones first, by
                                     rank and kind */
};
/* Solves; CT_INFEASIBLE with E0810, E0811 or E0814. `go_on` may be NULL. */
enum ct_status CT_CHECKED ct_propose(const struct ct_plan *plan, const struct ct_city *city,
                                     const struct ct_measures *measures,
                                     const struct ct_search *search, struct ct_findings *findings,
                                     struct ct_proposal *out, struct ct_error *err);
void ct_proposal_free(struct ct_proposal *proposal);

/* price.c: of the new sites; NAN where one of them is not known. */
double ct_proposal_price(const struct ct_proposal *proposal);
double ct_proposal_area_m2(const struct ct_proposal *proposal);

/* rank.c: people within reach of a set of sites; and the new ones of `site` by marginal gain. */
double ct_siting_people(const struct ct_siting *s, const uint32_t *site, size_t count);
enum ct_status CT_CHECKED ct_siting_rank(const struct ct_siting *s, const uint32_t *site,
                                         size_t count, struct ct_chosen **out, size_t *out_count,
                                         struct ct_error *err);
/* kinds.c: proposal->kind_gain. */
enum ct_status CT_CHECKED ct_proposal_kinds(struct ct_proposal *proposal, struct ct_error *err);
/* closing.c: who loses a facility, and where they go. */
enum ct_status CT_CHECKED ct_proposal_closing(struct ct_proposal *proposal, struct ct_error *err);
/* effect.c: measures the changed city. */
enum ct_status CT_CHECKED ct_proposal_measure(struct ct_proposal *proposal, int threads,
                                              struct ct_error *err);
/* conflict.c: why nothing is possible, as an error. */
enum ct_status ct_siting_explain(const struct ct_siting *s, const struct ct_solution *solution,
                                 const struct ct_search *search, struct ct_error *err);

#endif
