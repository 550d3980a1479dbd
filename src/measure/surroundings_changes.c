/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What projects do to reach and load: the changed city is measured as far as it differs (the same
 * pieces as for the whole city), and what comes out otherwise than before is written down. Each
 * project alone, then all whose people are known. Where nothing changes the figures of today are
 * kept as they are; a difference in who is reached below a thousandth of a person and 1e-5 of a
 * zone's people is rounding: the map of a raster is made anew for every box of zones. Cost a
 * project: its zones, and of a raster the box of the zones to which its premises may matter.
 */
#include "base/grow.h"
#include "measure/surroundings_parts.h"

#include "base/fail.h"
#include "measure/measuring.h"
#include <stdlib.h>

struct changes {
    struct ct_surrounding *s;
    const struct ct_before *before;
    struct ct_change change;
    struct ct_view view;
    struct ct_measures *new;
    double *load;     /* [facilities] what they gain */
    double *premises; /* [project facilities] */
};

static double covered(const struct ct_measures *m, size_t demand, size_t reach, size_t zone)
{
    const double *depth = ct_reached_of(m, demand, reach, zone);
    return depth[1] + depth[2] + depth[3];
}

static bool reach_changed(const struct ct_change *c, size_t reach)
{
    const ptrdiff_t kind = c->s->measures->reach[reach].kind;
    return kind < 0 ? c->counting_changed : c->kind_changed[kind];
}

/* Of `people` to whom both figures belong. */
static bool differs(double a, double b, double people)
{
    return fabs(a - b) > 1e-3 + 1e-5 * people;
}

/* Is the first layer measured anew in this zone? */
static bool anew(const struct changes *w, size_t zone)
{
    return w->view.base && (w->change.zone[zone] & CT_ZONE_PREMISES);
}

static enum ct_status add_reach(struct changes *w, size_t at, size_t reach, double people,
                                struct ct_error *err)
{
    struct ct_surroundings *out = w->s->out;
    const struct ct_measures *old = w->s->measures;
    const size_t zone = w->view.zone[at], first = w->view.base;
    const double before = covered(old, 0, reach, zone);
    double after =
        anew(w, zone) && reach_changed(&w->change, reach) ? covered(w->new, 0, reach, at) : before;
    for (size_t d = first; d < w->new->demands; d++)
        after += covered(w->new, d, reach, at);
    if (!differs(after, before, people) && !differs(people, old->people[zone], 0))
        return CT_OK;
    if (!ct_grow((void **)&out->reach, &w->s->reach_room, out->reach_count, sizeof *out->reach))
        return ct_fail_memory(err);
    out->reach[out->reach_count++] =
        (struct ct_reach_change){w->change.project, zone, reach, people, after};
    return CT_OK;
}

static enum ct_status take_reaches(struct changes *w, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t z = 0; z < w->new->zones; z++) {
        double people = w->s->measures->people[w->view.zone[z]];
        for (size_t d = w->view.base; d < w->new->demands; d++)
            people += ct_people_of(w->new, d)[z];
        for (size_t r = 0; !status && r < w->new->reaches; r++)
            status = add_reach(w, z, r, people, err);
    }
    return status;
}

/* Ground that two communities claim counts once. */
static double weight(const struct changes *w, size_t zone)
{
    return zone < w->s->measures->communities ? 1 : -1;
}

/* Takes off who was nearest to facilities of the changed kinds where that is measured anew. */
static void take_off(struct changes *w)
{
    const struct ct_measures *old = w->s->measures;
    for (size_t z = 0; z < old->zones; z++) {
        if (!anew(w, z))
            continue;
        for (size_t i = w->before->assignment_start[z]; i < w->before->assignment_start[z + 1];
             i++) {
            const struct ct_assignment *a = &old->assignments[i];
            if (w->change.kind_changed[w->s->city->facilities.kind[a->facility]])
                w->load[a->facility] -= weight(w, z) * a->people;
        }
    }
}

static void put_on(struct changes *w)
{
    for (size_t i = 0; i < w->new->assignment_count; i++) {
        const struct ct_assignment *a = &w->new->assignments[i];
        const size_t zone = w->view.zone[a->zone];
        const bool base = w->view.base && a->demand == 0;
        const size_t kind = w->view.city.facilities.kind[a->facility];
        const ptrdiff_t of = w->view.facility[a->facility];
        if (base && !(anew(w, zone) && w->change.kind_changed[kind]))
            continue;
        double *to = of < 0 ? &w->premises[-1 - of] : &w->load[of];
        *to += weight(w, zone) * a->people;
    }
}

static enum ct_status add_load(struct changes *w, ptrdiff_t facility, ptrdiff_t premises,
                               double people, struct ct_error *err)
{
    struct ct_surroundings *out = w->s->out;
    if (!ct_grow((void **)&out->load, &w->s->load_room, out->load_count, sizeof *out->load))
        return ct_fail_memory(err);
    out->load[out->load_count++] =
        (struct ct_load_change){w->change.project, facility, premises, fmax(people, 0.0)};
    return CT_OK;
}

static enum ct_status take_loads(struct changes *w, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    take_off(w);
    put_on(w);
    for (size_t i = 0; !status && i < w->s->city->facilities.count; i++) {
        const double before = w->before->load[i], after = before + w->load[i];
        if (w->load[i] != 0 && differs(after, before, before))
            status = add_load(w, (ptrdiff_t)i, -1, after, err);
        w->load[i] = 0;
    }
    for (size_t i = 0; !status && i < w->change.premises_count; i++) {
        const size_t k = w->change.premises[i];
        status = add_load(w, -1, (ptrdiff_t)k, w->premises[k], err);
        w->premises[k] = 0;
    }
    return status;
}

static enum ct_status change_one(struct changes *w, size_t project, struct ct_error *err)
{
    enum ct_status status = ct_change_new(w->s, w->before, project, &w->change, err);
    if (!status)
        status = ct_view_new(&w->change, &w->view, err);
    if (!status)
        status = ct_measure_people(&w->view.city, w->s->pool, &w->new, err);
    if (!status)
        status = take_reaches(w, err);
    if (!status)
        status = take_loads(w, err);
    ct_measures_free(w->new);
    w->new = NULL;
    ct_view_free(&w->view);
    ct_change_free(&w->change);
    return status;
}

static enum ct_status change_each(struct changes *w, struct ct_error *err)
{
    const size_t n = w->s->city->projects.count;
    size_t known = 0;
    enum ct_status status = CT_OK;
    for (size_t p = 0; !status && p < n; p++) {
        status = ct_progress(w->s->run, "surroundings", (double)p / (double)(n + 1), err);
        if (status || isnan(w->s->people[p]))
            continue;
        known++;
        status = change_one(w, p, err);
    }
    if (!status)
        status = ct_progress(w->s->run, "surroundings", (double)n / (double)(n + 1), err);
    return status || !known ? status : change_one(w, CT_ALL_PROJECTS, err);
}

enum ct_status ct_surroundings_changes(struct ct_surrounding *s, struct ct_error *err)
{
    struct ct_before before = {0};
    struct changes w = {.s = s, .before = &before};
    if (!s->city->population_count || !s->measures->demands)
        return CT_OK;
    enum ct_status status = ct_before_new(s->city, s->measures, &before, err);
    w.load = calloc(s->city->facilities.count + 1, sizeof *w.load);
    w.premises = calloc(s->city->project_facilities.count + 1, sizeof *w.premises);
    if (!status && (!w.load || !w.premises))
        status = ct_fail_memory(err);
    if (!status)
        status = change_each(&w, err);
    free(w.load);
    free(w.premises);
    ct_before_free(&before);
    return status;
}
