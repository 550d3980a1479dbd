/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The proposal: solved, ranked, with its curve or its years.
 *
 * A curve solves each number of sites from 1 on; a bound for a number holds for all smaller ones,
 * and a set for a number is one for all larger ones, so both are carried over. Years are nested:
 * the last is solved first, each earlier one among its sites. The earlier years are then the best
 * that lead to the later ones; the bound of each is that of the free problem. A time limit is
 * shared out: each problem gets an even part of what is left.
 */
#include "base/fail.h"
#include "base/grow.h"
#include "base/usage.h"
#include "site/siting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct proposing {
    struct ct_proposal *out;
    struct ct_search search;
    size_t problems; /* still to be solved */
    size_t room;
};

static enum ct_status solve(struct proposing *p, struct ct_solution *out, struct ct_error *err)
{
    struct ct_siting *s = &p->out->siting;
    struct ct_search one = p->search;
    if (one.seconds > 0) {
        const double left = fmax(one.started + one.seconds - ct_clock_seconds(), 0.01);
        one.seconds = left / (double)(p->problems > 0 ? p->problems : 1);
        ct_search_begin(&one);
    }
    p->problems -= p->problems > 0;
    *out = (struct ct_solution){.objective = (double)NAN, .bound = (double)NAN};
    enum ct_status status = s->model->solve(&s->problem, &one, out, err);
    if (status == CT_OK)
        status = ct_siting_reopen(s, out, err);
    if (status == CT_OK)
        ct_siting_keep_least(s, out);
    if (status == CT_OK && out->status == CT_SOLVED_FEASIBLE)
        p->out->stopped = true;
    return status;
}

/* What objective and bound are told in. */
static void find_unit(struct ct_proposal *out)
{
    const struct ct_siting *s = &out->siting;
    const char *name = s->model->name;
    const bool lscp = strcmp(name, "lscp") == 0;
    out->unit = 1000;
    out->unit_name = s->rate ? "households" : "persons";
    if (lscp) {
        out->unit = s->problem.choice.price ? 100 : 1;
        out->unit_name = s->problem.choice.price ? "price" : "sites";
    } else if (strcmp(name, "pcenter") == 0) {
        out->unit_name = "m";
    } else if (s->plan->fairness != CT_FAIRNESS_NONE) {
        out->unit = 1;
        out->unit_name = "share";
    } else if (s->walking) {
        out->unit = 1e6; /* millimetres x thousandths */
        out->unit_name = s->rate ? "household-m" : "person-m";
    } else if (s->kind_count > 1) {
        out->unit_name = "person-kinds"; /* who gains two kinds counts twice */
    }
}

static enum ct_status add_point(struct proposing *p, const struct ct_solution *solution,
                                size_t sites, size_t year, struct ct_error *err)
{
    struct ct_proposal *out = p->out;
    if (!ct_grow((void **)&out->curve, &p->room, out->curve_count, sizeof *out->curve))
        return ct_fail_memory(err);
    out->curve[out->curve_count++] = (struct ct_curve_point){
        .sites = sites,
        .year = year,
        .status = solution->status,
        .objective = solution->objective / out->unit,
        .bound = solution->bound / out->unit,
        .gap = ct_solution_gap(solution),
        .people = ct_siting_people(&out->siting, solution->site, solution->count)};
    return CT_OK;
}

/* --- one, a curve ----------------------------------------------------------------------------- */

/* Takes a solution over where it is the one that is asked for. */
static void keep(struct ct_proposal *out, struct ct_solution *solution)
{
    ct_solution_free(&out->solution);
    out->solution = *solution;
    *solution = (struct ct_solution){0};
}

static enum ct_status solve_one(struct proposing *p, struct ct_error *err)
{
    struct ct_solution solution;
    enum ct_status status = solve(p, &solution, err);
    if (status == CT_OK)
        keep(p->out, &solution);
    else
        ct_solution_free(&solution);
    return status;
}

/* Bounds and sets of neighbours on the curve. */
static void carry_over(struct ct_proposal *out, bool maximises)
{
    for (size_t i = out->curve_count; i-- > 1;) {
        struct ct_curve_point *a = &out->curve[i - 1];
        const struct ct_curve_point *b = &out->curve[i];
        if (maximises ? b->bound < a->bound : b->bound > a->bound)
            a->bound = b->bound;
        if (a->status == CT_SOLVED_FEASIBLE && a->objective == a->bound) // NOLINT: the very same
            a->status = CT_SOLVED_OPTIMAL;
        if (a->status == CT_SOLVED_FEASIBLE)
            a->gap = fabs(a->bound - a->objective) / fabs(a->objective);
        else
            a->gap = a->status == CT_SOLVED_OPTIMAL ? 0 : a->gap;
    }
}

static enum ct_status solve_curve(struct proposing *p, struct ct_error *err)
{
    struct ct_siting *s = &p->out->siting;
    const size_t asked = s->plan->sites;
    const size_t last = s->plan->curve > asked ? s->plan->curve : asked;
    enum ct_status status = CT_OK;
    p->problems = last;
    for (size_t n = 1; status == CT_OK && n <= last; n++) {
        struct ct_solution solution;
        ct_siting_open(s, n);
        status = solve(p, &solution, err);
        if (status == CT_OK && solution.status != CT_SOLVED_INFEASIBLE &&
            !isnan(solution.objective) && n <= s->plan->curve)
            status = add_point(p, &solution, n, 0, err);
        if (status == CT_OK && n == asked)
            keep(p->out, &solution);
        ct_solution_free(&solution);
    }
    ct_siting_open(s, asked);
    carry_over(p->out, s->model->maximises);
    return status;
}

/* --- years ------------------------------------------------------------------------------------ */

static void set_year(struct ct_siting *s, const struct ct_plan_year *year)
{
    ct_siting_open(s, year->sites > 0 ? year->sites : s->plan->sites);
    ct_siting_budget(s, year);
}

/* Only these new sites may be chosen, and what stays to the end stays. */
static void restrict_to(struct ct_siting *s, const struct ct_solution *later,
                        const enum ct_site_state *free_state)
{
    enum ct_site_state *state = s->problem.choice.state;
    for (size_t i = 0; i < s->news; i++)
        state[i] = CT_SITE_FORBIDDEN;
    for (size_t i = 0; i < later->count; i++)
        state[later->site[i]] =
            later->site[i] < s->news ? free_state[later->site[i]] : CT_SITE_REQUIRED;
}

static size_t new_sites(const struct ct_siting *s, const struct ct_solution *solution)
{
    size_t n = 0;
    while (n < solution->count && solution->site[n] < s->news)
        n++;
    return n;
}

static void note_year(struct ct_proposal *out, const struct ct_solution *solution, size_t year)
{
    for (size_t i = 0; i < solution->count; i++)
        for (size_t k = 0; k < out->count; k++)
            if (out->chosen[k].site == solution->site[i])
                out->chosen[k].year = year;
}

/* One earlier year: free for its bound, then within the later one's sites. */
static enum ct_status solve_year(struct proposing *p, size_t i, const enum ct_site_state *state,
                                 struct ct_solution *later, struct ct_error *err)
{
    struct ct_siting *s = &p->out->siting;
    struct ct_solution apart = {0}, within = {0};
    set_year(s, &s->plan->years[i]);
    enum ct_status status = solve(p, &apart, err);
    if (status == CT_OK) {
        restrict_to(s, later, state);
        status = solve(p, &within, err);
        for (size_t k = 0; k < s->sites; k++)
            s->problem.choice.state[k] = state[k];
    }
    if (status == CT_OK && (within.status == CT_SOLVED_INFEASIBLE || isnan(within.objective)))
        status = ct_siting_explain(s, &within, &p->search, err);
    if (status == CT_OK) {
        within.bound = apart.bound;
        within.status = apart.bound == within.objective // NOLINT: the very same
                            ? CT_SOLVED_OPTIMAL
                            : CT_SOLVED_FEASIBLE;
        note_year(p->out, &within, s->plan->years[i].year);
        status = add_point(p, &within, new_sites(s, &within), s->plan->years[i].year, err);
        ct_solution_free(later);
        *later = within;
        within = (struct ct_solution){0};
    }
    ct_solution_free(&within);
    ct_solution_free(&apart);
    return status;
}

static enum ct_status earlier_years(struct proposing *p, struct ct_error *err)
{
    struct ct_siting *s = &p->out->siting;
    const struct ct_solution *last = &p->out->solution;
    const struct ct_plan_year *years = s->plan->years;
    struct ct_solution later = {.count = last->count};
    enum ct_site_state *state = malloc((s->sites + 1) * sizeof *state);
    later.site = malloc((last->count + 1) * sizeof *later.site);
    enum ct_status status = state && later.site ? CT_OK : ct_fail_memory(err);
    if (state && later.site) {
        memcpy(state, s->problem.choice.state, s->sites * sizeof *state);
        memcpy(later.site, last->site, last->count * sizeof *later.site);
        note_year(p->out, last, years[s->plan->year_count - 1].year);
        status = add_point(p, last, p->out->count, years[s->plan->year_count - 1].year, err);
    }
    const bool stopped = p->out->stopped;
    for (size_t i = s->plan->year_count - 1; status == CT_OK && i-- > 0;)
        status = solve_year(p, i, state, &later, err);
    p->out->stopped = stopped;
    set_year(s, &years[s->plan->year_count - 1]);
    ct_solution_free(&later);
    free(state);
    return status;
}

/* --- all -------------------------------------------------------------------------------------- */

static enum ct_status find_closed(struct ct_proposal *out, struct ct_error *err)
{
    const struct ct_siting *s = &out->siting;
    out->closed = malloc((s->sites + 1) * sizeof *out->closed);
    if (!out->closed)
        return ct_fail_memory(err);
    for (size_t j = s->news, k = 0; j < s->sites; j++) {
        while (k < out->solution.count && out->solution.site[k] < j)
            k++;
        if (k == out->solution.count || out->solution.site[k] != j)
            out->closed[out->closed_count++] = (size_t)s->site[j].facility;
    }
    return CT_OK;
}

static void count_people(struct ct_proposal *out)
{
    const struct ct_siting *s = &out->siting;
    uint32_t *existing = malloc((s->sites - s->news + 1) * sizeof *existing);
    for (size_t j = s->news; existing && j < s->sites; j++)
        existing[j - s->news] = (uint32_t)j;
    out->people_before = existing ? ct_siting_people(s, existing, s->sites - s->news) : (double)NAN;
    out->people_after = ct_siting_people(s, out->solution.site, out->solution.count);
    free(existing);
}

static enum ct_status say_reach(const struct ct_siting *s, struct ct_findings *findings,
                                struct ct_error *err)
{
    char people[32], total[32], share[32];
    struct ct_place place = ct_place_none;
    if (s->out_of_reach.people < 0.5)
        return CT_OK;
    place.lon = s->out_of_reach.lon;
    place.lat = s->out_of_reach.lat;
    place.people = s->rate ? (double)NAN : s->out_of_reach.people;
    snprintf(people, sizeof people, "%.0f", s->out_of_reach.people);
    snprintf(total, sizeof total, "%.0f", s->total_people);
    snprintf(share, sizeof share, "%.2f%%", 100.0 * s->out_of_reach.people / s->total_people);
    return ct_findings_add(findings, "F0576", &place, err, "people", people, "what",
                           s->rate ? "households" : "people", "what_zh", s->rate ? "户" : "人",
                           "total", total, "share", share, NULL);
}

static enum ct_status finish(struct proposing *p, struct ct_findings *findings,
                             struct ct_error *err)
{
    struct ct_proposal *out = p->out;
    struct ct_siting *s = &out->siting;
    if (out->solution.status == CT_SOLVED_INFEASIBLE || isnan(out->solution.objective))
        return ct_siting_explain(s, &out->solution, &p->search, err);
    enum ct_status status =
        ct_siting_rank(s, out->solution.site, out->solution.count, &out->chosen, &out->count, err);
    if (status == CT_OK && s->plan->year_count > 0)
        status = earlier_years(p, err);
    out->gap = ct_solution_gap(&out->solution);
    if (status == CT_OK && s->row_kind)
        status = ct_proposal_kinds(out, err);
    if (status == CT_OK)
        status = find_closed(out, err);
    if (status == CT_OK)
        status = ct_siting_served(s, out->solution.site, out->solution.count, &out->served, err);
    if (status == CT_OK)
        count_people(out);
    if (status == CT_OK && out->closed_count > 0)
        status = ct_proposal_closing(out, err);
    if (status == CT_OK)
        status = say_reach(s, findings, err);
    if (status == CT_OK && out->stopped)
        status = ct_findings_add(findings, "F0577", &ct_place_none, err, NULL);
    return status;
}

enum ct_status ct_propose(const struct ct_plan *plan, const struct ct_city *city,
                          const struct ct_measures *measures, const struct ct_search *search,
                          struct ct_findings *findings, struct ct_proposal *out,
                          struct ct_error *err)
{
    *out = (struct ct_proposal){.seed = search->seed};
    enum ct_status status = ct_siting_new(plan, city, measures, findings, &out->siting, err);
    if (status != CT_OK)
        return status;
    struct proposing p = {.out = out, .search = *search, .problems = 1};
    ct_search_begin(&p.search);
    find_unit(out);
    if (plan->site.year_count > 0) {
        p.problems = 2 * plan->site.year_count - 1;
        set_year(&out->siting, &plan->site.years[plan->site.year_count - 1]);
    }
    if (strcmp(out->siting.model->name, "lscp") == 0 && plan->site.share <= 0 &&
        out->siting.out_of_reach.people >= 0.001) /* they are no rows of the problem */
        return ct_siting_explain(&out->siting, &out->solution, &p.search, err);
    status = plan->site.curve > 0 ? solve_curve(&p, err) : solve_one(&p, err);
    return status == CT_OK ? finish(&p, findings, err) : status;
}

void ct_proposal_free(struct ct_proposal *proposal)
{
    ct_siting_free(&proposal->siting);
    ct_solution_free(&proposal->solution);
    ct_measures_free(proposal->after);
    free(proposal->chosen);
    free(proposal->kind_gain);
    free(proposal->closed);
    free(proposal->served);
    free(proposal->loss);
    free(proposal->moved);
    free(proposal->standing);
    free(proposal->curve);
    *proposal = (struct ct_proposal){0};
}
