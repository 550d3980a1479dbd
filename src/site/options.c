/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may stand at a candidate: sets of kinds, an option each; at most one of them is opened. An
 * option needs the floor area of its kinds where it is known how much there is. Left out are those
 * that another one betters: more kinds for no more of what is scarce. O(3^kinds) a candidate.
 */
#include "base/fail.h"
#include "base/grow.h"
#include "site/siting.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPTIONS_MOST = 1 << CT_SITE_KINDS_MOST };

/* NAN where a kind does not say what it takes. */
static double area_needed(const struct ct_siting *s, unsigned kinds, double unknown)
{
    double sum = 0;
    for (size_t k = 0; k < s->kind_count; k++)
        if (kinds >> k & 1)
            sum += s->kinds[k].floor_area_m2 > 0 ? s->kinds[k].floor_area_m2 : unknown;
    return sum;
}

double ct_siting_area_m2(const struct ct_siting *s, unsigned kinds)
{
    return area_needed(s, kinds, (double)NAN);
}

/* Does the other option hold these kinds and more of them that are not scarce, at no more cost? */
static bool betters(const struct ct_siting *s, const struct ct_site_place *other,
                    const struct ct_site_place *option)
{
    if ((option->kinds & other->kinds) != option->kinds || option->kinds == other->kinds)
        return false;
    for (size_t k = 0; k < s->kind_count; k++)
        if ((other->kinds & ~option->kinds) >> k & 1 && s->kinds[k].most > 0)
            return false;
    return ct_siting_cost(s, other) <= ct_siting_cost(s, option);
}

/* The options of a place, those of most kinds first; returns how many. */
static size_t make(const struct ct_siting *s, const struct ct_site_place *place, unsigned kinds,
                   struct ct_site_place *out)
{
    bool bettered[OPTIONS_MOST] = {false};
    size_t made = 0, kept = 0;
    for (unsigned set = kinds; set > 0; set = (set - 1) & kinds) {
        out[made] = *place;
        out[made].kinds = set;
        ct_siting_price(s, &out[made]);
        made += !(area_needed(s, set, 0) > out[made].available_m2);
    }
    for (size_t i = 0; i < made; i++)
        for (size_t k = 0; k < made; k++)
            bettered[i] = bettered[i] || betters(s, &out[k], &out[i]);
    for (size_t i = 0; i < made; i++)
        if (!bettered[i])
            out[kept++] = out[i];
    return kept;
}

static enum ct_status too_small(const struct ct_siting *s, const struct ct_site_place *place,
                                struct ct_error *err)
{
    char area[32];
    const struct ct_candidate *row = &s->city->candidates.rows[place->candidate];
    snprintf(area, sizeof area, "%g", row->floor_area_m2);
    return ct_fail(err, CT_INFEASIBLE, "E0845", "id", place->id, "area", area, NULL);
}

enum ct_status ct_siting_options(struct ct_siting *s, const struct ct_site_place *place,
                                 unsigned kinds, size_t *room, struct ct_error *err)
{
    struct ct_site_place option[OPTIONS_MOST];
    const size_t count = make(s, place, kinds, option);
    if (count == 0 && place->state == CT_SITE_REQUIRED)
        return too_small(s, place, err);
    s->small += count == 0;
    for (size_t i = 0; i < count; i++) {
        if (!ct_grow((void **)&s->site, room, s->sites, sizeof *s->site))
            return ct_fail_memory(err);
        option[i].spot = s->spots;
        s->site[s->sites++] = option[i];
    }
    s->spots += count > 0;
    return CT_OK;
}

enum ct_status ct_siting_spots(struct ct_siting *s, struct ct_error *err)
{
    s->first = malloc((s->spots + 1) * sizeof *s->first);
    if (!s->first)
        return ct_fail_memory(err);
    for (size_t i = s->news; i-- > 0;)
        s->first[s->site[i].spot] = i;
    s->first[s->spots] = s->news;
    return CT_OK;
}
