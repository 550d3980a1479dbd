/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the model "pcenter" only: distances both ways, and the demands that are looked at so far.
 */
#ifndef CT_SOLVE_PCENTER_PARTS_H
#define CT_SOLVE_PCENTER_PARTS_H

#include "solve/cover.h"

/* Demands that count (weight > 0), numbered anew, and how far a set of sites is from each. */
struct ct_center {
    const struct ct_problem *problem;
    size_t demands;
    uint32_t *demand; /* [demands] of the problem */
    bool complete;    /* every site reaches all, by problem->distance: no lists are kept */
    size_t *start;    /* [sites + 1], the demands that a site reaches */
    uint32_t *at;
    double *value;
    double *nearest;  /* [demands]: of the set looked at last */
    uint32_t *server; /* [demands]: its nearest site */
};
enum ct_status CT_CHECKED ct_center_new(const struct ct_problem *problem, struct ct_center *out,
                                        struct ct_error *err);
void ct_center_free(struct ct_center *center);
/* An empty set, then site by site. O(demands that the site reaches). */
void ct_center_clear(struct ct_center *center);
void ct_center_open(struct ct_center *center, uint32_t site);
/* The demand farthest from the set and, *worst, how far. SIZE_MAX: there are no demands. */
size_t ct_center_farthest(const struct ct_center *center, double *worst);

/* One demand with the allowed sites that reach it, nearest first. */
struct ct_center_row {
    size_t demand; /* of the center */
    size_t count;
    double *value;
    uint32_t *site;
};
struct ct_center_rows {
    size_t count, room;
    struct ct_center_row *row;
    uint8_t *has; /* [demands] */
};
enum ct_status CT_CHECKED ct_center_add(const struct ct_center *center, struct ct_center_rows *rows,
                                        size_t demand, struct ct_error *err);
void ct_center_rows_free(struct ct_center_rows *rows);
/* How many entries of a row are within `radius`. O(log n). */
size_t ct_center_within(const struct ct_center_row *row, double radius);
/* The distances of the rows that are >= low and < high, ascending, each once. The caller frees
 * *out. O(k log k). */
enum ct_status CT_CHECKED ct_center_distances(const struct ct_center_rows *rows, double low,
                                              double high, double **out, size_t *count,
                                              struct ct_error *err);

#endif
