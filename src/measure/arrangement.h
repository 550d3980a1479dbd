/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The arrangement: zone borders, service circles and nearest-facility lines cut into pieces at
 * every place where one crosses another, each piece with what lies beside it.
 *
 * Why: by Green's theorem what a field (people, area) holds inside any region is the sum of one
 * integral along the pieces of the region's boundary. So a field is integrated once along every
 * piece, and every figure - people of a zone, people of a zone reached by at least k facilities,
 * people of a zone nearest to a facility - is a signed sum of a few of those integrals.
 *
 *   region                               its boundary, region on the left
 *   zone c                               the border pieces of c
 *   part of c reached by >= k circles    border pieces of c with depth >= k, and arcs inside c
 *                                        outside of which the depth is exactly k - 1
 *   part of c nearest to facility f      border pieces of c labelled f, and lines inside c that
 *                                        have f on their left (+) or right (-)
 *
 * Cost: O((vertices + circles + crossings) log). Exactness: whether a border vertex is inside a
 * circle, and on which side of a line it is, is one predicate evaluated on the same numbers
 * everywhere, so labels close around every ring; places of crossings are right to about 1 um.
 */
#ifndef CT_MEASURE_ARRANGEMENT_H
#define CT_MEASURE_ARRANGEMENT_H

#include "measure/circles.h"
#include "measure/partition.h"
#include "measure/zones.h"

enum ct_piece_type { CT_PIECE_BORDER, CT_PIECE_ARC, CT_PIECE_LINE };

struct ct_piece {
    struct ct_xy from, to; /* metres from the origin */
    union {
        struct {
            double a0, a1;
        }; /* arc: angles, a0 < a1 */
        struct {
            size_t first, count;
        }; /* border, line: vertices between from and to */
    };
    uint32_t zone;
    uint32_t item; /* arc: circle; line: line; border: ring */
    uint16_t set;  /* arc: reach; line: kind */
    uint8_t type;
    uint8_t level; /* arc: bounds the part reached by >= level */
    int8_t
        winding; /* arc, line: +1 inside the zone (other values: bits of crossings out of order) */
};

/* From border piece `piece` on, the label of a slot is this. Slots: reaches first (label: depth),
 * then kinds (label: site of the partition). */
struct ct_mark {
    uint32_t piece;
    uint32_t slot, label;
};

struct ct_arrangement {
    const struct ct_zones *zones;
    size_t reaches, kinds;
    const struct ct_circles *circles;      /* [reaches] */
    const struct ct_partition *partitions; /* [kinds] */
    struct ct_piece *piece;
    size_t pieces, piece_room;
    size_t border_pieces; /* the first ones, by zone and ring */
    struct ct_mark *mark; /* by piece */
    size_t marks, mark_room;
};

enum ct_status CT_CHECKED ct_arrange(const struct ct_zones *zones, size_t reaches,
                                     const struct ct_circles *circles, size_t kinds,
                                     const struct ct_partition *partitions,
                                     struct ct_arrangement *out, struct ct_error *err);
void ct_arrangement_free(struct ct_arrangement *arrangement);

/* --- between the files that build it ------------------------------------------------------- */

/* A border crosses a curve (circle or line): the curve, run forward, enters (+1) or leaves (-1)
 * the zone there. */
struct ct_crossing {
    uint32_t curve;
    uint32_t zone;
    double at; /* where on the curve: angle in (-pi, pi], or vertex + share */
    struct ct_xy node;
    int delta;
};
struct ct_crossings {
    struct ct_crossing *row;
    size_t count, room;
};

enum ct_status CT_CHECKED ct_arrange_borders(struct ct_arrangement *a,
                                             struct ct_crossings *of_circles,
                                             struct ct_crossings *of_lines, struct ct_error *err);
enum ct_status CT_CHECKED ct_arrange_arcs(struct ct_arrangement *a, uint16_t reach,
                                          struct ct_crossings *crossings, struct ct_error *err);
enum ct_status CT_CHECKED ct_arrange_lines(struct ct_arrangement *a, uint16_t kind,
                                           struct ct_crossings *crossings, struct ct_error *err);
/* The next piece, to be filled; NULL where memory is short. */
struct ct_piece *ct_arrange_piece(struct ct_arrangement *a);
void ct_crossings_sort(struct ct_crossings *crossings);

/* Zones that a moving place is in, with winding numbers: a handful, often one. */
struct ct_members {
    size_t count;
    uint32_t zone[CT_MOST_AT_ONE_PLACE];
    int winding[CT_MOST_AT_ONE_PLACE];
};
void ct_members_set(struct ct_members *m, const struct ct_zones *zones, double x, double y);
void ct_members_step(struct ct_members *m, uint32_t zone, int delta);

#endif
