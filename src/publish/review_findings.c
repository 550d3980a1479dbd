/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings on projects: two sources of the floor area that a project provides. O(projects +
 * premises).
 */
#include "base/fail.h"
#include "publish/result.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Premises without a kind, and of kinds that count: as in queries/review/05_project_premises.sql.
 */
static bool is_counted(const struct ct_city *city, size_t i)
{
    const struct ct_project_facilities *all = &city->project_facilities;
    return all->kind[i] >= 0 ? city->kinds[all->kind[i]].counts : *all->kind_name[i] == '\0';
}

/* F0540: the field of the project says something else than its premises together. */
static enum ct_status compare(const struct ct_city *city, size_t i, double listed_m2,
                              double tolerance, struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_projects *all = &city->projects;
    double said_m2 = all->provided_m2[i];
    char said[32], listed[32];
    struct ct_place place = ct_place_none;

    if (isnan(said_m2) || isnan(listed_m2) || fabs(said_m2 - listed_m2) <= tolerance * said_m2)
        return CT_OK;
    place.layer = all->layer;
    place.feature = all->id[i];
    place.row = all->row[i];
    place.lon = all->lon[i];
    place.lat = all->lat[i];
    snprintf(said, sizeof said, "%.10g", said_m2);
    snprintf(listed, sizeof listed, "%.10g", listed_m2);
    return ct_findings_add(findings, "F0540", &place, err, "value", said, "number", listed, NULL);
}

enum ct_status ct_review_findings(const struct ct_city *city,
                                  const struct ct_parameters *parameters,
                                  struct ct_findings *findings, struct ct_error *err)
{
    const struct ct_project_facilities *all = &city->project_facilities;
    double tolerance = ct_parameters_find(parameters, "area_tolerance")->number;
    double *listed_m2 = calloc(city->projects.count + 1, sizeof *listed_m2);
    bool *lists = calloc(city->projects.count + 1, sizeof *lists);
    enum ct_status status = listed_m2 && lists ? CT_OK : ct_fail_memory(err);

    for (size_t i = 0; status == CT_OK && i < all->count; i++) {
        lists[all->project[i]] = true;
        if (is_counted(city, i))
            listed_m2[all->project[i]] += all->floor_area_m2[i];
    }
    for (size_t i = 0; status == CT_OK && i < city->projects.count; i++)
        if (lists[i])
            status = compare(city, i, listed_m2[i], tolerance, findings, err);
    free(listed_m2);
    free(lists);
    return status;
}
