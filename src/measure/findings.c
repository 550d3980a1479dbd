/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the people who were measured say about the findings: how many of them are inside the
 * polygons that findings have, and where they live too thin or too thick to be likely.
 *
 * The polygons are measured as the communities of a city without facilities, by the same code; a
 * raster is read only where they are.
 */
#include "base/fail.h"
#include "catchment/audit.h"
#include "check/check.h"
#include "measure/measures.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Findings whose polygon is ground of the city. */
static bool wants_people(const struct ct_finding *row)
{
    static const char *const codes[] = {"F0103", "F0112", "F0113"};
    bool wanted = false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        wanted = wanted || strcmp(row->code, codes[i]) == 0;
    return wanted && row->shape.parts > 0 && isnan(row->people);
}

static enum ct_status count_in(const struct ct_city *ground, const struct ct_run *run,
                               double *people, struct ct_error *err)
{
    struct ct_findings none = {0};
    struct ct_measures *measures = NULL;
    struct ct_run quiet = {.threads = run ? run->threads : 0};
    enum ct_status status = ct_measure(ground, &quiet, &none, &measures, err);
    if (status == CT_OK)
        memcpy(people, measures->people, ground->communities.count * sizeof *people);
    ct_measures_free(measures);
    ct_findings_free(&none);
    return status;
}

static enum ct_status fill_people(const struct ct_city *city, const struct ct_run *run,
                                  struct ct_findings *findings, struct ct_error *err)
{
    struct ct_city ground = *city;
    size_t count = 0;
    struct ct_shape *shapes = calloc(findings->count + 1, sizeof *shapes);
    double *people = calloc(findings->count + 1, sizeof *people);
    for (size_t i = 0; shapes != NULL && i < findings->count; i++)
        if (wants_people(&findings->rows[i]))
            shapes[count++] = findings->rows[i].shape;
    ground.communities = (struct ct_communities){.count = count, .shape = shapes};
    ground.overlaps = (struct ct_overlaps){0};
    ground.facilities = (struct ct_facilities){0};
    ground.kind_count = 0;
    ground.population_count = 1;
    enum ct_status status = shapes && people ? CT_OK : ct_fail_memory(err);
    if (status == CT_OK && people != NULL && count > 0)
        status = count_in(&ground, run, people, err);
    for (size_t i = findings->count; status == CT_OK && i > 0; i--)
        if (wants_people(&findings->rows[i - 1]))
            findings->rows[i - 1].people = people[--count];
    free(shapes);
    free(people);
    return status;
}

/* The layer with the most people speaks for all who live there: a layer of the old does not say how
 * densely a place is lived in. */
static enum ct_status check_densities(const struct ct_city *city, const struct ct_measures *m,
                                      struct ct_findings *findings, struct ct_error *err)
{
    size_t most = 0;
    for (size_t d = 1; d < m->demands; d++)
        if (m->account[d].inside > m->account[most].inside)
            most = d;
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < m->communities; i++)
        if (isnan(city->communities.population[i]))
            status = ct_check_density(city, i, m->people[most * m->zones + i], m->area_m2[i],
                                      city->population[most].name, findings, err);
    return status;
}

enum ct_status ct_measure_findings(const struct ct_city *city, const struct ct_measures *measures,
                                   const struct ct_run *run, struct ct_findings *findings,
                                   struct ct_error *err)
{
    enum ct_status status = fill_people(city, run, findings, err);
    return status == CT_OK ? check_densities(city, measures, findings, err) : status;
}
