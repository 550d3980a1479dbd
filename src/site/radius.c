/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sites may be chosen by a radius that the kind does not have; it becomes the kind's last one, so
 * that coverage, service areas and gaps are measured for it before and after. O(radii).
 */
#include "base/fail.h"
#include "site/siting.h"
#include <stdlib.h>
#include <string.h>

static enum ct_status add_radius(struct ct_kind *kind, double radius_m, struct ct_error *err)
{
    for (size_t r = 0; r < kind->radius_count; r++)
        if (kind->radius_m[r] == radius_m) // NOLINT: as written
            return CT_OK;
    double *more = realloc(kind->radius_m, (kind->radius_count + 1) * sizeof *more);
    if (!more)
        return ct_fail_memory(err);
    kind->radius_m = more;
    more[kind->radius_count++] = radius_m;
    return CT_OK;
}

/* Of several kinds each its own. */
static enum ct_status add_radii(const struct ct_plan_site *s, struct ct_city *city,
                                struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; i < s->kind_count; i++)
        for (size_t k = 0; status == CT_OK && s->kinds[i].radius_m > 0 && k < city->kind_count; k++)
            if (strcmp(s->kinds[i].name, city->kinds[k].name) == 0)
                status = add_radius(&city->kinds[k], s->kinds[i].radius_m, err);
    return status;
}

enum ct_status ct_siting_radius(const struct ct_plan *plan, struct ct_city *city,
                                struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    double radius_m = s->radius_m;
    if (s->kind_count > 0)
        return add_radii(s, city, err);
    if (s->decay_numbers >= 2)
        radius_m = s->decay[s->decay_numbers - 2];
    for (size_t k = 0; radius_m > 0 && k < city->kind_count; k++)
        if (s->kind ? strcmp(s->kind, city->kinds[k].name) == 0 : k == 0)
            return add_radius(&city->kinds[k], radius_m, err);
    return CT_OK; /* the kind's own; or a kind that there is not, which is said later */
}
