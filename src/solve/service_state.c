/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * States of sites, counted: what is left to decide, and the set where nothing is. O(sites).
 */
#include "solve/service.h"
#include <string.h>

struct ct_state_counts ct_state_count(const uint8_t *state, size_t sites)
{
    struct ct_state_counts counts = {0};

    for (size_t j = 0; j < sites; j++) {
        counts.free += state[j] == CT_SITE_FREE;
        counts.required += state[j] == CT_SITE_REQUIRED;
    }
    return counts;
}

size_t ct_free_slots(const struct ct_choice *choice, struct ct_state_counts counts)
{
    size_t most = choice->most == 0 ? counts.required + counts.free : choice->most;
    size_t slots = most > counts.required ? most - counts.required : 0;

    return slots < counts.free ? slots : counts.free;
}

bool ct_is_leaf(const struct ct_service *service, const uint8_t *state)
{
    struct ct_state_counts counts = ct_state_count(state, service->sites);
    size_t slots = ct_free_slots(&service->problem->choice, counts);

    return counts.free == 0 || (service->by_number && (slots == 0 || slots == counts.free));
}

bool ct_leaf_set(struct ct_ascent *ascent, const uint8_t *state, uint8_t *open)
{
    const struct ct_service *service = ascent->service;
    struct ct_state_counts counts = ct_state_count(state, service->sites);
    bool all = ct_free_slots(&service->problem->choice, counts) > 0;
    size_t count = 0;

    memset(open, 0xff, service->set_bytes);
    for (size_t j = 0; j < service->sites; j++) {
        open[j] = state[j] == CT_SITE_REQUIRED || (all && state[j] == CT_SITE_FREE);
        if (open[j])
            ascent->order[count++] = (uint32_t)j;
    }
    return ct_choice_allows(&service->problem->choice, ascent->order, count);
}

int64_t ct_closed_from(const struct ct_service *service, int64_t upper)
{
    int shift = service->shift;

    return upper == INT64_MAX || upper > (INT64_MAX >> shift) - 1
               ? INT64_MAX
               : (upper - 1) * ((int64_t)1 << shift) + 1;
}
