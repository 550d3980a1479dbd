/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People within reach of a set of sites, unweighted, and the order of opening: always the site that
 * adds most to what is open (ties: the earlier candidate). For covering by value and twice as the
 * problem has it, for walking within the radius. O(sites chosen x entries).
 */
#include "base/fail.h"
#include "site/siting.h"
#include <stdlib.h>

/* What a demand gets of its k-th entry, in thousandths. */
static int64_t worth(const struct ct_siting *s, size_t k)
{
    if (s->walking)
        return (double)s->problem.reach.cost[k] <= s->radius_m * 1000.0 ? 1000 : 0;
    return s->problem.value ? s->problem.value[k] : 1000;
}

/* What a demand gets of the open sites. */
static int64_t worth_of_open(const struct ct_siting *s, const uint8_t *open, size_t demand,
                             size_t *first_open)
{
    const struct ct_reach_matrix *reach = &s->problem.reach;
    bool again = s->problem.twice;
    *first_open = reach->start[demand + 1];
    for (size_t k = reach->start[demand]; k < reach->start[demand + 1]; k++) {
        if (!open[reach->site[k]])
            continue;
        if (*first_open == reach->start[demand + 1])
            *first_open = k;
        if (!again)
            return worth(s, k);
        again = false;
    }
    return 0;
}

double ct_siting_people(const struct ct_siting *s, const uint32_t *site, size_t count)
{
    uint8_t *open = calloc(s->sites + 1, sizeof *open);
    int64_t sum = 0;
    size_t first = 0;
    for (size_t i = 0; open && i < count; i++)
        open[site[i]] = 1;
    for (size_t i = 0; open && i < s->rows; i++)
        sum += s->people[i] * worth_of_open(s, open, i, &first) / 1000;
    free(open);
    return (double)sum / 1000.0;
}

/* gain[site] of opening one more, for the sites that wait. */
static void gains(const struct ct_siting *s, const uint8_t *open, const uint8_t *waits,
                  int64_t *gain)
{
    const struct ct_reach_matrix *reach = &s->problem.reach;
    for (size_t j = 0; j < s->sites; j++)
        gain[j] = 0;
    for (size_t i = 0; i < s->rows; i++) {
        size_t first = 0;
        const int64_t now = worth_of_open(s, open, i, &first);
        const bool second = s->problem.twice;
        if (second && first == reach->start[i + 1])
            continue; /* one more is not two */
        for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++) {
            const int64_t more =
                waits[reach->site[k]] ? worth(s, second && k < first ? first : k) : 0;
            if (more > now)
                gain[reach->site[k]] += s->people[i] * (more - now) / 1000;
        }
    }
}

static size_t largest(const struct ct_siting *s, const uint8_t *waits, const int64_t *gain)
{
    size_t best = SIZE_MAX;
    for (size_t j = 0; j < s->news; j++)
        if (waits[j] && (best == SIZE_MAX || gain[j] > gain[best]))
            best = j;
    return best;
}

enum ct_status ct_siting_rank(const struct ct_siting *s, const uint32_t *site, size_t count,
                              struct ct_chosen **out, size_t *out_count, struct ct_error *err)
{
    uint8_t *open = calloc(s->sites + 1, sizeof *open), *waits = calloc(s->sites + 1, 1);
    int64_t *gain = calloc(s->sites + 1, sizeof *gain), sum = 0;
    *out = calloc(count + 1, sizeof **out);
    *out_count = 0;
    enum ct_status status = open && waits && gain && *out ? CT_OK : ct_fail_memory(err);
    for (size_t i = 0; status == CT_OK && i < count; i++)
        *(site[i] < s->news ? &waits[site[i]] : &open[site[i]]) = 1;
    while (status == CT_OK) {
        gains(s, open, waits, gain);
        const size_t j = largest(s, waits, gain);
        if (j == SIZE_MAX)
            break;
        sum += gain[j];
        (*out)[*out_count] = (struct ct_chosen){.site = j,
                                                .rank = *out_count + 1,
                                                .gain = (double)gain[j] / 1000.0,
                                                .cumulative = (double)sum / 1000.0};
        ++*out_count;
        waits[j] = 0;
        open[j] = 1;
    }
    free(open);
    free(waits);
    free(gain);
    return status;
}
