/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every model shares: is a set of sites allowed, what is it worth, how long may the search go
 * on. The worths are computed plainly from the problem, for solvers to be held against.
 */
#include "solve/problem.h"
#include "base/usage.h"
#include "solve/merge.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const ct_solution_status_names[] = {"optimal", "feasible", "infeasible"};

/* --- sets of sites ---------------------------------------------------------------------------- */

/* open[site] = 1 for the sites of a set; NULL where memory is short. The caller frees it. */
static uint8_t *mark(size_t sites, const uint32_t *site, size_t count)
{
    uint8_t *open = calloc(sites + 1, 1);

    for (size_t i = 0; open != NULL && i < count; i++)
        open[site[i]] = 1;
    return open;
}

static bool states_hold(const struct ct_choice *choice, const uint8_t *open)
{
    for (size_t j = 0; choice->state != NULL && j < choice->sites; j++)
        if ((choice->state[j] == CT_SITE_REQUIRED && !open[j]) ||
            (choice->state[j] == CT_SITE_FORBIDDEN && open[j]))
            return false;
    return true;
}

static bool budget_holds(const struct ct_choice *choice, const uint8_t *open)
{
    int64_t sum = 0;

    for (size_t j = 0; choice->price != NULL && j < choice->sites; j++)
        sum += open[j] ? choice->price[j] : 0;
    return choice->price == NULL || choice->budget < 0 || sum <= choice->budget;
}

static bool groups_hold(const struct ct_choice *choice, const uint8_t *open)
{
    for (size_t g = 0; g < choice->group_count; g++) {
        size_t n = 0;
        for (size_t i = 0; i < choice->groups[g].count; i++)
            n += open[choice->groups[g].site[i]];
        if (n < choice->groups[g].least || n > choice->groups[g].most)
            return false;
    }
    return true;
}

bool ct_choice_allows(const struct ct_choice *choice, const uint32_t *site, size_t count)
{
    uint8_t *open = mark(choice->sites, site, count);
    bool allowed = open != NULL && count >= choice->least &&
                   (choice->most == 0 || count <= choice->most) && states_hold(choice, open) &&
                   budget_holds(choice, open) && groups_hold(choice, open);

    free(open);
    return allowed;
}

/* --- worth ------------------------------------------------------------------------------------ */

/* What a demand gets: the value of its nearest open entry, of the second one for `twice`. */
static int64_t covered(const struct ct_problem *problem, const uint8_t *open, size_t demand)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    bool again = problem->twice;

    for (size_t k = reach->start[demand]; k < reach->start[demand + 1]; k++) {
        if (!open[reach->site[k]])
            continue;
        if (!again)
            return problem->value != NULL ? problem->value[k] : 1000;
        again = false;
    }
    return 0;
}

double ct_problem_cover(const struct ct_problem *problem, const uint32_t *site, size_t count)
{
    uint8_t *open = mark(problem->reach.sites, site, count);
    int64_t whole = 0, thousandths = 0;

    if (open == NULL)
        return (double)NAN;
    for (size_t i = 0; i < problem->reach.demands; i++) {
        int64_t value = covered(problem, open, i), weight = problem->reach.weight[i];
        if (value == 1000)
            whole += weight;
        else
            thousandths += value * weight;
    }
    free(open);
    return (double)whole + (double)thousandths / 1000.0;
}

bool ct_problem_fairness(const struct ct_problem *problem, const uint32_t *site, size_t count,
                         int64_t *part)
{
    const struct ct_fairness *fairness = &problem->fairness;
    uint8_t *open = mark(problem->reach.sites, site, count);

    for (size_t d = 0; open != NULL && d < fairness->districts; d++)
        part[d] = fairness->base[d];
    for (size_t i = 0; open != NULL && i < problem->reach.demands; i++)
        if (covered(problem, open, i) > 0)
            part[fairness->district[i]] += problem->reach.weight[i];
    free(open);
    return open != NULL;
}

double ct_problem_median(const struct ct_problem *problem, const uint32_t *site, size_t count,
                         uint32_t *server)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    uint8_t *open = mark(reach->sites, site, count);
    int64_t sum = 0;
    bool served = open != NULL;

    for (size_t i = 0; i < reach->demands && open != NULL; i++) {
        size_t k = reach->start[i];
        while (k < reach->start[i + 1] && !open[reach->site[k]])
            k++;
        bool found = k < reach->start[i + 1];
        if (server != NULL)
            server[i] = found ? reach->site[k] : UINT32_MAX;
        served = served && (found || reach->weight[i] == 0);
        sum += found ? reach->weight[i] * reach->cost[k] : 0;
    }
    free(open);
    return served ? (double)sum : (double)INFINITY;
}

static double to_nearest(const struct ct_problem *problem, const uint8_t *open, size_t demand)
{
    const struct ct_reach_matrix *reach = &problem->reach;
    double nearest = (double)INFINITY;

    for (size_t k = reach->start[demand]; k < reach->start[demand + 1]; k++) {
        if (!open[reach->site[k]])
            continue;
        double d = problem->distance != NULL
                       ? problem->distance(problem->context, reach->site[k], demand)
                       : (double)reach->cost[k];
        nearest = d < nearest ? d : nearest;
    }
    return nearest;
}

double ct_problem_center(const struct ct_problem *problem, const uint32_t *site, size_t count)
{
    uint8_t *open = mark(problem->reach.sites, site, count);
    double worst = 0;

    if (open == NULL)
        return (double)NAN;
    for (size_t i = 0; i < problem->reach.demands; i++)
        if (problem->reach.weight == NULL || problem->reach.weight[i] > 0)
            worst = fmax(worst, to_nearest(problem, open, i));
    free(open);
    return worst;
}

/* --- the search ------------------------------------------------------------------------------- */

void ct_search_begin(struct ct_search *search)
{
    search->started = ct_clock_seconds();
}

bool ct_search_goes_on(const struct ct_search *search, double objective, double bound)
{
    if (search->seconds > 0 && ct_clock_seconds() - search->started >= search->seconds)
        return false;
    return search->go_on == NULL || search->go_on(search->context, objective, bound);
}

/* --- memory ----------------------------------------------------------------------------------- */

void ct_solution_free(struct ct_solution *solution)
{
    free(solution->site);
    free(solution->server);
    free(solution->fair.level);
    *solution = (struct ct_solution){0};
}

double ct_solution_gap(const struct ct_solution *solution)
{
    if (solution->status == CT_SOLVED_OPTIMAL)
        return 0;
    if (isnan(solution->objective) || isnan(solution->bound))
        return (double)NAN;
    double difference = fabs(solution->bound - solution->objective);
    if (difference == 0)
        return 0;
    return solution->objective != 0 ? difference / fabs(solution->objective) : (double)INFINITY;
}

void ct_reach_matrix_free(struct ct_reach_matrix *matrix)
{
    free(matrix->start);
    free(matrix->site);
    free(matrix->cost);
    free(matrix->weight);
    *matrix = (struct ct_reach_matrix){0};
}

void ct_problem_free(struct ct_problem *problem)
{
    ct_reach_matrix_free(&problem->reach);
    free(problem->choice.state);
    free(problem->choice.price);
    for (size_t g = 0; g < problem->choice.group_count; g++)
        free(problem->choice.groups[g].site);
    free(problem->choice.groups);
    free(problem->value);
    free(problem->capacity);
    free(problem->load);
    free(problem->fairness.district);
    free(problem->fairness.base);
    free(problem->fairness.whole);
    *problem = (struct ct_problem){0};
}
