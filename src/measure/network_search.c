/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ways along a network from many places at once: see network.h. Of equal ways the one from the
 * first source is taken, so that nothing depends on the order in which nodes are met.
 */
#include "base/grow.h"
#include "measure/network.h"

#include "base/fail.h"
#include <stdlib.h>

static bool before(const struct ct_network_step *a, const struct ct_network_step *b)
{
    if (a->mm != b->mm)
        return a->mm < b->mm;
    return a->source != b->source ? a->source < b->source : a->node < b->node;
}

static enum ct_status push(struct ct_network_search *s, struct ct_network_step step,
                           struct ct_error *err)
{
    if (!ct_grow((void **)&s->heap, &s->heap_room, s->heap_count, sizeof *s->heap))
        return ct_fail_memory(err);
    size_t i = s->heap_count++;
    for (; i && before(&step, &s->heap[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = step;
    return CT_OK;
}

static struct ct_network_step pop(struct ct_network_search *s)
{
    const struct ct_network_step first = s->heap[0], last = s->heap[--s->heap_count];
    size_t i = 0;
    for (size_t child; (child = 2 * i + 1) < s->heap_count; i = child) {
        if (child + 1 < s->heap_count && before(&s->heap[child + 1], &s->heap[child]))
            child++;
        if (!before(&s->heap[child], &last))
            break;
        s->heap[i] = s->heap[child];
    }
    s->heap[i] = last;
    return first;
}

static int by_value(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static enum ct_status make_room(const struct ct_network *n, struct ct_network_search *s,
                                struct ct_error *err)
{
    if (s->mm && s->nodes == n->nodes) {
        for (size_t i = 0; i < s->count; i++)
            s->mm[s->reached[i]] = -1;
        return CT_OK;
    }
    free(s->mm);
    free(s->source);
    free(s->reached);
    s->nodes = n->nodes;
    s->mm = malloc((n->nodes + 1) * sizeof *s->mm);
    s->source = malloc((n->nodes + 1) * sizeof *s->source);
    s->reached = malloc((n->nodes + 1) * sizeof *s->reached);
    if (!s->mm || !s->source || !s->reached)
        return ct_fail_memory(err);
    for (size_t v = 0; v < n->nodes; v++)
        s->mm[v] = -1;
    return CT_OK;
}

static enum ct_status take_sources(const struct ct_network *network, size_t n,
                                   const struct ct_network_place *from, int64_t cutoff_mm,
                                   struct ct_network_search *s, struct ct_error *err)
{
    uint64_t *on_edge = malloc((n + 1) * sizeof *on_edge);
    if (!on_edge)
        return ct_fail_memory(err);
    free(s->on_edge);
    s->on_edge = on_edge;
    s->from = from;
    s->sources = n;
    s->count = s->heap_count = 0;
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t edge = from[i].edge;
        on_edge[i] = (uint64_t)edge << 32 | i;
        for (int k = 0; k < 2; k++) {
            const int64_t mm = from[i].straight_mm + from[i].end_mm[k];
            if (mm <= cutoff_mm &&
                push(s, (struct ct_network_step){mm, i, network->end[edge][k]}, err))
                return CT_INTERNAL;
        }
    }
    if (n)
        qsort(on_edge, n, sizeof *on_edge, by_value);
    return CT_OK;
}

enum ct_status ct_network_reach(const struct ct_network *network, size_t n,
                                const struct ct_network_place *from, int64_t cutoff_mm,
                                struct ct_network_search *search, struct ct_error *err)
{
    enum ct_status status = make_room(network, search, err);
    if (!status)
        status = take_sources(network, n, from, cutoff_mm, search, err);
    while (!status && search->heap_count) {
        const struct ct_network_step step = pop(search);
        if (search->mm[step.node] >= 0)
            continue;
        search->mm[step.node] = step.mm;
        search->source[step.node] = step.source;
        search->reached[search->count++] = step.node;
        for (size_t arc = network->head[step.node]; arc < network->head[step.node + 1]; arc++) {
            const int64_t mm = step.mm + network->length_mm[arc];
            const uint32_t to = network->to[arc];
            if (search->mm[to] < 0 && mm <= cutoff_mm && !status)
                status = push(search, (struct ct_network_step){mm, step.source, to}, err);
        }
    }
    return status;
}

void ct_network_search_free(struct ct_network_search *search)
{
    free(search->mm);
    free(search->source);
    free(search->reached);
    free(search->on_edge);
    free(search->heap);
    *search = (struct ct_network_search){0};
}

/* The first of the sources by edge that is on `edge` or a later one. */
static size_t first_on(const struct ct_network_search *s, uint32_t edge)
{
    size_t low = 0, high = s->sources;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (s->on_edge[middle] >> 32 < edge)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void shorten(int64_t mm, uint32_t source, int64_t *best, uint32_t *which)
{
    if (*best >= 0 && (mm > *best || (mm == *best && source >= *which)))
        return;
    *best = mm;
    *which = source;
}

int64_t ct_network_walk_mm(const struct ct_network *network, const struct ct_network_search *s,
                           const struct ct_network_place *place, uint32_t *source)
{
    int64_t best = -1;
    uint32_t which = UINT32_MAX;
    for (int k = 0; k < 2; k++) {
        const uint32_t node = network->end[place->edge][k];
        if (s->mm[node] >= 0)
            shorten(s->mm[node] + place->end_mm[k], s->source[node], &best, &which);
    }
    for (size_t i = first_on(s, place->edge); i < s->sources && s->on_edge[i] >> 32 == place->edge;
         i++) {
        const struct ct_network_place *from = &s->from[(uint32_t)s->on_edge[i]];
        const int64_t mm =
            from->straight_mm + (int64_t)ceil(fabs(from->along_m - place->along_m) * 1000);
        shorten(mm, (uint32_t)s->on_edge[i], &best, &which);
    }
    if (source)
        *source = which;
    return best < 0 ? -1 : best + place->straight_mm;
}
