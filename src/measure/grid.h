/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A uniform grid of buckets over a box of the plane: for each square the items that touch it.
 * Built by counting sort in O(pairs + squares); the number of squares is bounded by the number of
 * items, so memory is O(pairs).
 */
#ifndef CT_MEASURE_GRID_H
#define CT_MEASURE_GRID_H

#include "catchment/status.h"
#include <stddef.h>
#include <stdint.h>

struct ct_box {
    double x0, y0, x1, y1;
};

struct ct_grid {
    double x0, y0, side;
    int nx, ny;
    uint32_t *start; /* nx*ny + 1 */
    uint32_t *item;
    uint64_t *pair; /* while building: square << 32 | item */
    size_t pairs, room;
};

/* An empty grid over `box` with squares of about `side` metres (larger where the box would need
 * more than max_squares of them). */
void ct_grid_begin(struct ct_grid *grid, struct ct_box box, double side, size_t max_squares);
enum ct_status CT_CHECKED ct_grid_put(struct ct_grid *grid, int column, int row, uint32_t item,
                                      struct ct_error *err);
/* Puts the item into every square its box touches. */
enum ct_status CT_CHECKED ct_grid_put_box(struct ct_grid *grid, struct ct_box box, uint32_t item,
                                          struct ct_error *err);
enum ct_status CT_CHECKED ct_grid_finish(struct ct_grid *grid, struct ct_error *err);
void ct_grid_free(struct ct_grid *grid);

/* Column and row of a coordinate, clamped into the grid. */
static inline int ct_grid_clamp(double t, int n)
{
    return t < 0 ? 0 : t >= n ? n - 1 : (int)t;
}
static inline int ct_grid_column(const struct ct_grid *g, double x)
{
    return ct_grid_clamp((x - g->x0) / g->side, g->nx);
}
static inline int ct_grid_row(const struct ct_grid *g, double y)
{
    return ct_grid_clamp((y - g->y0) / g->side, g->ny);
}
static inline size_t ct_grid_square(const struct ct_grid *g, int column, int row)
{
    return (size_t)row * (size_t)g->nx + (size_t)column;
}

#endif
