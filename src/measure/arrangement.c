/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arrangement as a whole, and what its three builders share: see arrangement.h.
 */
#include "measure/arrangement.h"
#include "base/grow.h"

#include "base/fail.h"
#include <stdlib.h>

struct ct_piece *ct_arrange_piece(struct ct_arrangement *a)
{
    if (!ct_grow((void **)&a->piece, &a->piece_room, a->pieces, sizeof *a->piece))
        return NULL;
    return &a->piece[a->pieces++];
}

static int by_curve(const void *x, const void *y)
{
    const struct ct_crossing *a = x, *b = y;
    if (a->curve != b->curve)
        return a->curve < b->curve ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->zone < b->zone ? -1 : a->zone > b->zone;
}

void ct_crossings_sort(struct ct_crossings *crossings)
{
    if (crossings->count)
        qsort(crossings->row, crossings->count, sizeof *crossings->row, by_curve);
}

void ct_members_set(struct ct_members *m, const struct ct_zones *zones, double x, double y)
{
    m->count = ct_zones_at(zones, x, y, m->zone, CT_MOST_AT_ONE_PLACE);
    for (size_t i = 0; i < m->count; i++)
        m->winding[i] = 1;
}

void ct_members_step(struct ct_members *m, uint32_t zone, int delta)
{
    size_t i = 0;
    while (i < m->count && m->zone[i] != zone)
        i++;
    if (i == CT_MOST_AT_ONE_PLACE)
        return;
    if (i == m->count) {
        m->zone[m->count] = zone;
        m->winding[m->count++] = 0;
    }
    m->winding[i] += delta;
    if (!m->winding[i]) {
        m->count--;
        m->zone[i] = m->zone[m->count];
        m->winding[i] = m->winding[m->count];
    }
}

/* Gives back the room that growing left over. */
static void fit(struct ct_arrangement *a)
{
    void *piece = realloc(a->piece, (a->pieces + 1) * sizeof *a->piece);
    void *mark = realloc(a->mark, (a->marks + 1) * sizeof *a->mark);
    a->piece = piece ? piece : a->piece;
    a->mark = mark ? mark : a->mark;
}

enum ct_status ct_arrange(const struct ct_zones *zones, size_t reaches,
                          const struct ct_circles *circles, size_t kinds,
                          const struct ct_partition *partitions, struct ct_arrangement *out,
                          struct ct_error *err)
{
    *out = (struct ct_arrangement){.zones = zones,
                                   .reaches = reaches,
                                   .kinds = kinds,
                                   .circles = circles,
                                   .partitions = partitions};
    struct ct_crossings *of_circles = calloc(reaches + 1, sizeof *of_circles);
    struct ct_crossings *of_lines = calloc(kinds + 1, sizeof *of_lines);
    enum ct_status status = of_circles && of_lines ? CT_OK : ct_fail_memory(err);
    if (!status)
        status = ct_arrange_borders(out, of_circles, of_lines, err);
    for (size_t i = 0; !status && i < reaches; i++)
        status = ct_arrange_arcs(out, (uint16_t)i, &of_circles[i], err);
    for (size_t i = 0; !status && i < kinds; i++)
        status = ct_arrange_lines(out, (uint16_t)i, &of_lines[i], err);
    if (!status)
        fit(out);
    for (size_t i = 0; of_circles && i < reaches; i++)
        free(of_circles[i].row);
    for (size_t i = 0; of_lines && i < kinds; i++)
        free(of_lines[i].row);
    free(of_circles);
    free(of_lines);
    if (status)
        ct_arrangement_free(out);
    return status;
}

void ct_arrangement_free(struct ct_arrangement *arrangement)
{
    free(arrangement->piece);
    free(arrangement->mark);
    *arrangement = (struct ct_arrangement){0};
}
