/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The surroundings of projects: see surroundings.h. Here only what is common: the people of each
 * project, and the order of the work.
 */
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include <stdlib.h>

/* People a household: the plan's; else of the first layer in the communities whose households are
 * given; else NAN. */
static double household_size(const struct ct_surrounding *s)
{
    const struct ct_communities *c = &s->city->communities;
    double people = 0, households = 0;
    if (s->city->household_size > 0)
        return s->city->household_size;
    for (size_t i = 0; s->measures->demands && c->households && i < c->count; i++)
        if (c->households[i] > 0) {
            people += s->measures->people[i];
            households += c->households[i];
        }
    return households > 0 && people > 0 ? people / households : (double)NAN;
}

static enum ct_status tell_unknown(struct ct_surrounding *s, size_t i, struct ct_error *err)
{
    const struct ct_projects *p = &s->city->projects;
    struct ct_place place = ct_place_none;
    place.layer = p->layer;
    place.feature = p->id[i];
    place.row = p->row ? p->row[i] : 0;
    place.lon = p->lon[i];
    place.lat = p->lat[i];
    return ct_findings_add(s->findings, "F0564", &place, err, (char *)NULL);
}

static enum ct_status find_people(struct ct_surrounding *s, struct ct_error *err)
{
    const struct ct_projects *p = &s->city->projects;
    const double size = household_size(s);
    enum ct_status status = CT_OK;
    s->people = malloc((p->count + 1) * sizeof *s->people);
    if (!s->people)
        return ct_fail_memory(err);
    for (size_t i = 0; !status && i < p->count; i++) {
        s->people[i] = !isnan(p->population[i]) ? p->population[i] : p->households[i] * size;
        if (isnan(s->people[i]))
            status = tell_unknown(s, i, err);
        if (isnan(p->lon[i]))
            s->people[i] = NAN; /* of no place: nothing can be said of what is around it */
    }
    return status;
}

enum ct_status ct_surroundings_measure(const struct ct_city *city,
                                       const struct ct_measures *measures, const struct ct_run *run,
                                       struct ct_findings *findings, struct ct_surroundings **out,
                                       struct ct_error *err)
{
    struct ct_surrounding s = {
        .city = city, .measures = measures, .run = run, .findings = findings};
    *out = NULL;
    s.out = calloc(1, sizeof *s.out);
    if (!s.out)
        return ct_fail_memory(err);
    enum ct_status status = ct_pool_new(run ? run->threads : 0, &s.pool, err);
    if (!status)
        status = find_people(&s, err);
    if (!status)
        status = ct_surroundings_near(&s, err);
    if (!status)
        status = ct_surroundings_changes(&s, err);
    ct_pool_free(s.pool);
    free(s.people);
    if (status)
        ct_surroundings_free(s.out);
    else
        *out = s.out;
    return status;
}

void ct_surroundings_free(struct ct_surroundings *surroundings)
{
    if (!surroundings)
        return;
    free(surroundings->near);
    free(surroundings->reach);
    free(surroundings->load);
    free(surroundings);
}
