/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nearest-facility lines cut where they cross zone borders: see arrangement.h.
 */
#include "measure/arrangement.h"

#include "base/fail.h"

static enum ct_status stretch(struct ct_arrangement *a, uint16_t kind, uint32_t line,
                              const struct ct_members *m, struct ct_xy from, struct ct_xy to,
                              size_t first, size_t count, struct ct_error *err)
{
    for (size_t i = 0; i < m->count; i++) {
        struct ct_piece *piece = ct_arrange_piece(a);
        if (!piece)
            return ct_fail_memory(err);
        *piece = (struct ct_piece){.from = from,
                                   .to = to,
                                   .zone = m->zone[i],
                                   .item = line,
                                   .set = kind,
                                   .type = CT_PIECE_LINE,
                                   .winding = (int8_t)m->winding[i]};
        piece->first = first;
        piece->count = count;
    }
    return CT_OK;
}

static enum ct_status cut(struct ct_arrangement *a, uint16_t kind, uint32_t line,
                          const struct ct_crossing *row, size_t n, struct ct_error *err)
{
    const struct ct_partition *part = &a->partitions[kind];
    const size_t last = part->line_start[line + 1] - 1;
    struct ct_xy from = ct_point_m(part->vertex[part->line_start[line]]);
    struct ct_members m;
    ct_members_set(&m, a->zones, from.x, from.y); /* exact, as the crossings are */
    size_t next = part->line_start[line] + 1;
    for (size_t i = 0; i < n; i++) {
        const size_t segment = (size_t)row[i].at < last ? (size_t)row[i].at : last - 1;
        const size_t behind = segment + 1 > next ? segment + 1 : next;
        if (stretch(a, kind, line, &m, from, row[i].node, next, behind - next, err))
            return CT_INTERNAL;
        ct_members_step(&m, row[i].zone, row[i].delta);
        from = row[i].node;
        next = behind;
    }
    return stretch(a, kind, line, &m, from, ct_point_m(part->vertex[last]), next, last - next, err);
}

enum ct_status ct_arrange_lines(struct ct_arrangement *a, uint16_t kind,
                                struct ct_crossings *crossings, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    size_t k = 0;
    ct_crossings_sort(crossings);
    for (uint32_t line = 0; !status && line < a->partitions[kind].lines; line++) {
        const size_t first = k;
        while (k < crossings->count && crossings->row[k].curve == line)
            k++;
        status = cut(a, kind, line, crossings->row + first, k - first, err);
    }
    return status;
}
