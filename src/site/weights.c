/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How much people of a community count in choosing: site.weights. O(communities x weights x
 * indicators).
 */
#include "base/fail.h"
#include "site/siting.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool says(const struct ct_indicator *row, const char *name)
{
    const char *at = strcmp(row->name, "community_type") == 0 ? strstr(row->text, name) : NULL;
    return at != NULL || (strcmp(row->name, name) == 0 && row->number > 0);
}

static bool fits(const struct ct_city *city, size_t community, const char *name)
{
    const enum ct_area_type type = city->communities.area_type[community];
    if ((type == CT_AREA_URBAN && strcmp(name, "urban") == 0) ||
        (type == CT_AREA_RURAL && strcmp(name, "rural") == 0))
        return true;
    for (size_t i = 0; i < city->indicators.count; i++) {
        const struct ct_indicator *row = &city->indicators.rows[i];
        if (row->level == CT_LEVEL_COMMUNITY &&
            strcmp(row->object, city->communities.id[community]) == 0 && says(row, name))
            return true;
    }
    return false;
}

enum ct_status ct_siting_factors(const struct ct_siting *s, struct ct_findings *findings,
                                 double **out, struct ct_error *err)
{
    const struct ct_plan_site *plan = s->plan;
    const size_t n = s->city->communities.count;
    double *factor = malloc((n + 1) * sizeof *factor);
    enum ct_status status = CT_OK;
    *out = factor;
    if (!factor)
        return ct_fail_memory(err);
    for (size_t c = 0; c < n; c++)
        factor[c] = 0;
    for (size_t i = 0; status == CT_OK && i < plan->weight_count; i++) {
        bool any = false;
        for (size_t c = 0; c < n; c++)
            if (fits(s->city, c, plan->weights[i].name)) {
                factor[c] = fmax(factor[c], plan->weights[i].factor);
                any = true;
            }
        if (!any)
            status = ct_findings_add(findings, "F0574", &ct_place_none, err, "name",
                                     plan->weights[i].name, NULL);
    }
    for (size_t c = 0; c < n; c++)
        factor[c] = factor[c] > 0 ? factor[c] : 1;
    return status;
}
