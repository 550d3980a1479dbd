/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Uniform grid of buckets: see grid.h.
 */
#include "measure/grid.h"
#include "base/grow.h"

#include "base/fail.h"
#include <math.h>
#include <stdlib.h>

void ct_grid_begin(struct ct_grid *grid, struct ct_box box, double side, size_t max_squares)
{
    const double w = fmax(box.x1 - box.x0, 1.0), h = fmax(box.y1 - box.y0, 1.0);
    const double least = sqrt(w * h / (double)(max_squares ? max_squares : 1));
    *grid = (struct ct_grid){.x0 = box.x0, .y0 = box.y0};
    grid->side = fmax(fmax(side, least), fmax(w, h) / 30000.0);
    grid->nx = (int)(w / grid->side) + 1;
    grid->ny = (int)(h / grid->side) + 1;
}

enum ct_status ct_grid_put(struct ct_grid *grid, int column, int row, uint32_t item,
                           struct ct_error *err)
{
    if (!ct_grow((void **)&grid->pair, &grid->room, grid->pairs, sizeof *grid->pair))
        return ct_fail_memory(err);
    grid->pair[grid->pairs++] = (uint64_t)ct_grid_square(grid, column, row) << 32 | item;
    return CT_OK;
}

enum ct_status ct_grid_put_box(struct ct_grid *grid, struct ct_box box, uint32_t item,
                               struct ct_error *err)
{
    const int c0 = ct_grid_column(grid, box.x0), c1 = ct_grid_column(grid, box.x1);
    const int r0 = ct_grid_row(grid, box.y0), r1 = ct_grid_row(grid, box.y1);
    for (int r = r0; r <= r1; r++)
        for (int c = c0; c <= c1; c++)
            if (ct_grid_put(grid, c, r, item, err))
                return CT_INTERNAL;
    return CT_OK;
}

enum ct_status ct_grid_finish(struct ct_grid *grid, struct ct_error *err)
{
    const size_t squares = (size_t)grid->nx * (size_t)grid->ny;
    grid->start = calloc(squares + 2, sizeof *grid->start);
    grid->item = malloc((grid->pairs + 1) * sizeof *grid->item);
    if (!grid->start || !grid->item)
        return ct_fail_memory(err);
    uint32_t *next = grid->start + 1; /* next[s] becomes the end of square s */
    for (size_t i = 0; i < grid->pairs; i++)
        next[(grid->pair[i] >> 32) + 1]++;
    for (size_t s = 0; s < squares; s++)
        next[s + 1] += next[s];
    for (size_t i = 0; i < grid->pairs; i++)
        grid->item[next[grid->pair[i] >> 32]++] = (uint32_t)grid->pair[i];
    free(grid->pair);
    grid->pair = NULL;
    return CT_OK;
}

void ct_grid_free(struct ct_grid *grid)
{
    free(grid->start);
    free(grid->item);
    free(grid->pair);
    *grid = (struct ct_grid){0};
}
