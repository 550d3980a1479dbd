/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kinds that are placed: one, or several that may share a site. O(kinds), O(facilities),
 * O(entries).
 */
#include "base/fail.h"
#include "base/text.h"
#include "site/siting.h"
#include <stdlib.h>
#include <string.h>

static enum ct_status find_kind(const struct ct_city *city, const char *name, size_t *kind,
                                struct ct_error *err)
{
    const char *names[64] = {NULL};
    for (*kind = 0; *kind < city->kind_count; ++*kind) {
        if (*kind < 63)
            names[*kind] = city->kinds[*kind].name;
        if (strcmp(city->kinds[*kind].name, name) == 0)
            return CT_OK;
    }
    return ct_fail(err, CT_USAGE, "E0834", "value", name, "nearest", ct_text_nearest(name, names),
                   NULL);
}

/* The largest radius, and the smallest, which the squares of polygons of people go by. */
static void find_radius(struct ct_siting *s)
{
    const struct ct_plan_site *plan = s->plan;
    s->radius_m = s->least_radius_m = s->kinds[0].radius_m;
    for (size_t k = 1; k < s->kind_count; k++) {
        const double radius_m = s->kinds[k].radius_m;
        s->radius_m = radius_m > s->radius_m ? radius_m : s->radius_m;
        s->least_radius_m = radius_m < s->least_radius_m ? radius_m : s->least_radius_m;
    }
    if (plan->decay_numbers > 0)
        s->radius_m = s->least_radius_m = s->kinds[0].radius_m =
            plan->decay[plan->decay_numbers - 2];
}

enum ct_status ct_siting_kinds(struct ct_siting *s, struct ct_error *err)
{
    const struct ct_plan_site *plan = s->plan;
    const struct ct_plan_site_kind one = {
        .name = plan->kind, .radius_m = plan->radius_m, .weight = 1};
    const struct ct_plan_site_kind *said = plan->kind_count > 0 ? plan->kinds : &one;
    enum ct_status status = CT_OK;
    s->kind_count = plan->kind_count > 0 ? plan->kind_count : 1;
    for (size_t k = 0; status == CT_OK && k < s->kind_count; k++) {
        struct ct_siting_kind *to = &s->kinds[k];
        *to = (struct ct_siting_kind){
            .weight = said[k].weight, .floor_area_m2 = said[k].floor_area_m2, .most = said[k].most};
        if (said[k].name)
            status = find_kind(s->city, said[k].name, &to->kind, err);
        if (status == CT_OK)
            to->radius_m =
                said[k].radius_m > 0 ? said[k].radius_m : s->city->kinds[to->kind].radius_m[0];
    }
    s->kind = s->kinds[0].kind;
    if (status == CT_OK)
        find_radius(s);
    return status;
}

enum ct_status ct_siting_existing(const struct ct_siting *s, size_t slot, double reach_m,
                                  struct ct_around **out, struct ct_error *err)
{
    const struct ct_facilities *f = &s->city->facilities;
    double *lon = malloc((f->count + 1) * sizeof *lon), *lat = malloc((f->count + 1) * sizeof *lat);
    size_t n = 0;
    for (size_t i = 0; lon && lat && i < f->count; i++)
        if (f->kind[i] == s->kinds[slot].kind) {
            lon[n] = f->lon[i];
            lat[n++] = f->lat[i];
        }
    enum ct_status status =
        lon && lat ? ct_around_new(n, lon, lat, reach_m, out, err) : ct_fail_memory(err);
    free(lon);
    free(lat);
    return status;
}

char *ct_siting_kind_names(const struct ct_siting *s, unsigned kinds)
{
    struct ct_buffer text = {0};
    ct_buffer_add(&text, "");
    for (size_t k = 0; k < s->kind_count; k++)
        if (kinds >> k & 1)
            ct_buffer_printf(&text, "%s%s", text.size > 0 ? "+" : "",
                             s->city->kinds[s->kinds[k].kind].name);
    if (text.failed)
        ct_buffer_free(&text);
    return text.data;
}

/* Of each kind, people within reach of these sites. */
static enum ct_status by_kind(const struct ct_siting *s, const uint32_t *site, size_t count,
                              double *people, struct ct_error *err)
{
    struct ct_siting one = *s;
    enum ct_status status = CT_OK;
    one.people = malloc((s->rows + 1) * sizeof *one.people);
    if (!one.people)
        return ct_fail_memory(err);
    for (size_t k = 0; status == CT_OK && k < s->kind_count; k++) {
        for (size_t i = 0; i < s->rows; i++)
            one.people[i] = s->row_kind[i] == k ? s->people[i] : 0;
        people[k] = ct_siting_people(&one, site, count);
    }
    free(one.people);
    return status;
}

/* As ct_siting_rank counts them: in the order of opening, after the existing ones that stay. */
enum ct_status ct_proposal_kinds(struct ct_proposal *p, struct ct_error *err)
{
    const struct ct_siting *s = &p->siting;
    const size_t kinds = s->kind_count;
    uint32_t *open = malloc((p->solution.count + 1) * sizeof *open);
    double *before = calloc(kinds, sizeof *before);
    size_t n = 0;
    p->kind_gain = calloc(p->count * kinds + 1, sizeof *p->kind_gain);
    enum ct_status status = open && before && p->kind_gain ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < p->solution.count; i++)
        if (p->solution.site[i] >= s->news)
            open[n++] = p->solution.site[i];
    if (status == CT_OK)
        status = by_kind(s, open, n, before, err);
    for (size_t i = 0; status == CT_OK && i < p->count; i++) {
        double *gain = p->kind_gain + i * kinds;
        open[n++] = (uint32_t)p->chosen[i].site;
        status = by_kind(s, open, n, gain, err);
        for (size_t k = 0; k < kinds; k++) {
            const double now = gain[k];
            gain[k] -= before[k];
            before[k] = now;
        }
    }
    free(open);
    free(before);
    return status;
}
