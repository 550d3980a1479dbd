/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Merging of demands that the same sites reach: an open-addressing hash table over the sets, which
 * stand one after the other in one array. Half of the slots stay empty, a slot keeps 32 bits of the
 * hash, so that a set is compared about once. Expected O(count) a demand; memory: 4 bytes an entry,
 * 16 bytes a different set, and its slot (8 bytes, at most four times). Sorting at the end:
 * O(sets log sets) comparisons.
 */
#include "solve/merge.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

struct slot {
    uint32_t row, hash; /* row + 1; 0: empty */
};

struct ct_merge {
    size_t sites;
    struct slot *slots;
    size_t slot_count; /* a power of two */
    size_t rows, row_room;
    size_t *start; /* [rows + 1] */
    int64_t *weight;
    uint32_t *site; /* [start[rows]] */
    size_t site_room;
    int64_t out_of_reach;
};

enum ct_status ct_merge_new(size_t sites, struct ct_merge **out, struct ct_error *err)
{
    struct ct_merge *m = calloc(1, sizeof *m);

    if (m == NULL)
        return ct_fail_memory(err);
    m->sites = sites;
    m->slot_count = FIRST_SLOTS;
    m->slots = calloc(m->slot_count, sizeof *m->slots);
    m->start = calloc(1, sizeof *m->start);
    if (m->slots == NULL || m->start == NULL) {
        ct_merge_free(m);
        return ct_fail_memory(err);
    }
    *out = m;
    return CT_OK;
}

void ct_merge_free(struct ct_merge *merge)
{
    if (merge == NULL)
        return;
    free(merge->slots);
    free(merge->start);
    free(merge->weight);
    free(merge->site);
    free(merge);
}

/* --- adding ----------------------------------------------------------------------------------- */

/* Multiply and fold, a site a step. */
static uint32_t hash_of(const uint32_t *site, size_t count)
{
    uint64_t h = count;

    for (size_t i = 0; i < count; i++) {
        h = (h ^ site[i]) * 0x9E3779B97F4A7C15U;
        h ^= h >> 32;
    }
    return (uint32_t)(h * 0xD6E8FEB86659FD93U >> 32);
}

static bool is_set_of(const struct ct_merge *m, const uint32_t *site, size_t count)
{
    bool right = site[count - 1] < m->sites;

    for (size_t i = 1; i < count; i++)
        right = right && site[i - 1] < site[i];
    return right;
}

/* The slot of a set, or the empty one where it belongs. */
static struct slot *slot_of(const struct ct_merge *m, const uint32_t *site, size_t count,
                            uint32_t hash)
{
    for (size_t k = hash & (m->slot_count - 1);; k = (k + 1) & (m->slot_count - 1)) {
        struct slot *slot = &m->slots[k];
        if (slot->row == 0)
            return slot;
        size_t from = m->start[slot->row - 1];
        if (slot->hash == hash && m->start[slot->row] - from == count &&
            memcmp(m->site + from, site, count * sizeof *site) == 0)
            return slot;
    }
}

static enum ct_status grow_slots(struct ct_merge *m, struct ct_error *err)
{
    struct slot *old = m->slots;
    size_t count = m->slot_count;

    struct slot *grown = calloc(2 * count, sizeof *grown);
    if (grown == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        if (old[i].row == 0)
            continue;
        size_t k = old[i].hash & (2 * count - 1);
        while (grown[k].row != 0)
            k = (k + 1) & (2 * count - 1);
        grown[k] = old[i];
    }
    free(old);
    m->slots = grown;
    m->slot_count = 2 * count;
    return CT_OK;
}

/* *array has room for `wanted` of `size` bytes afterwards. */
static bool has_room(void **array, size_t *room, size_t wanted, size_t size)
{
    if (wanted <= *room)
        return true;
    size_t more = 2 * *room > wanted ? 2 * *room : wanted + 64;
    void *grown = realloc(*array, more * size);
    if (grown == NULL)
        return false;
    *array = grown;
    *room = more;
    return true;
}

static enum ct_status grow_rows(struct ct_merge *m, size_t count, struct ct_error *err)
{
    size_t starts = m->row_room + 1;

    if (m->rows == UINT32_MAX - 1 ||
        !has_room((void **)&m->site, &m->site_room, m->start[m->rows] + count, sizeof *m->site) ||
        !has_room((void **)&m->weight, &m->row_room, m->rows + 1, sizeof *m->weight) ||
        !has_room((void **)&m->start, &starts, m->row_room + 1, sizeof *m->start))
        return ct_fail_memory(err);
    return CT_OK;
}

static enum ct_status new_row(struct ct_merge *m, const uint32_t *site, size_t count,
                              struct slot *slot, uint32_t hash, struct ct_error *err)
{
    enum ct_status status = grow_rows(m, count, err);

    if (status != CT_OK)
        return status;
    memcpy(m->site + m->start[m->rows], site, count * sizeof *site);
    m->weight[m->rows] = 0;
    m->start[m->rows + 1] = m->start[m->rows] + count;
    m->rows++;
    *slot = (struct slot){.row = (uint32_t)m->rows, .hash = hash};
    return CT_OK;
}

enum ct_status ct_merge_add(struct ct_merge *merge, const uint32_t *site, size_t count,
                            int64_t weight, struct ct_error *err)
{
    if (weight < 0 || (count > 0 && !is_set_of(merge, site, count)))
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", "not a set of sites", NULL);
    int64_t *sum = &merge->out_of_reach;
    if (count > 0) {
        uint32_t hash = hash_of(site, count);
        struct slot *slot = slot_of(merge, site, count, hash);
        enum ct_status status = CT_OK;
        size_t row = slot->row;
        if (row == 0) {
            status = new_row(merge, site, count, slot, hash, err);
            row = merge->rows;
            if (status == CT_OK && 2 * merge->rows > merge->slot_count)
                status = grow_slots(merge, err);
        }
        if (status != CT_OK)
            return status;
        sum = &merge->weight[row - 1];
    }
    if (__builtin_add_overflow(*sum, weight, sum))
        return ct_fail(err, CT_INPUT, "E0802", NULL);
    return CT_OK;
}

/* --- the rows --------------------------------------------------------------------------------- */

struct set {
    const uint32_t *site;
    size_t count;
    int64_t weight;
};

static int by_content(const void *left, const void *right)
{
    const struct set *a = left, *b = right;
    size_t shared = a->count < b->count ? a->count : b->count;

    for (size_t i = 0; i < shared; i++)
        if (a->site[i] != b->site[i])
            return a->site[i] < b->site[i] ? -1 : 1;
    return (a->count > b->count) - (a->count < b->count);
}

static struct set *sorted_sets(const struct ct_merge *m)
{
    struct set *set = malloc((m->rows + 1) * sizeof *set);

    for (size_t i = 0; i < m->rows && set != NULL; i++)
        set[i] = (struct set){.site = m->site + m->start[i],
                              .count = m->start[i + 1] - m->start[i],
                              .weight = m->weight[i]};
    if (set != NULL)
        qsort(set, m->rows, sizeof *set, by_content);
    return set;
}

static void write_rows(const struct set *set, struct ct_reach_matrix *out)
{
    out->start[0] = 0;
    for (size_t i = 0; i < out->demands; i++) {
        memcpy(out->site + out->start[i], set[i].site, set[i].count * sizeof *out->site);
        out->start[i + 1] = out->start[i] + set[i].count;
        out->weight[i] = set[i].weight;
    }
}

enum ct_status ct_merge_finish(const struct ct_merge *merge, struct ct_reach_matrix *out,
                               int64_t *out_of_reach, struct ct_error *err)
{
    struct set *set = sorted_sets(merge);

    *out = (struct ct_reach_matrix){
        .sites = merge->sites,
        .demands = merge->rows,
        .start = malloc((merge->rows + 1) * sizeof *out->start),
        .site = malloc((merge->start[merge->rows] + 1) * sizeof *out->site),
        .weight = malloc((merge->rows + 1) * sizeof *out->weight),
    };
    if (set == NULL || out->start == NULL || out->site == NULL || out->weight == NULL) {
        free(set);
        ct_reach_matrix_free(out);
        return ct_fail_memory(err);
    }
    write_rows(set, out);
    free(set);
    *out_of_reach = merge->out_of_reach;
    return CT_OK;
}
