/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of cells; see table.h. All amortised O(1) a cell.
 */
#include "gis/table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void ct_rows_free(struct ct_rows *grid)
{
    ct_buffer_free(&grid->text);
    free(grid->cell);
    free(grid->row);
    *grid = (struct ct_rows){0};
}

static bool make_room(size_t **list, size_t used, size_t *room)
{
    if (used < *room)
        return true;
    size_t more = *room ? *room * 2 : 1024;
    size_t *bigger = realloc(*list, more * sizeof *bigger);
    if (bigger == NULL)
        return false;
    *list = bigger;
    *room = more;
    return true;
}

bool ct_rows_add(struct ct_rows *grid, const char *s, size_t n)
{
    if (!make_room(&grid->cell, grid->cells, &grid->cell_room))
        return false;
    grid->cell[grid->cells++] = grid->text.size;
    ct_buffer_add_n(&grid->text, s, n);
    ct_buffer_add_n(&grid->text, "", 1);
    return !grid->text.failed;
}

bool ct_rows_end_row(struct ct_rows *grid)
{
    if (!make_room(&grid->row, grid->rows + 1, &grid->row_room))
        return false;
    if (grid->rows == 0)
        grid->row[0] = 0;
    grid->row[++grid->rows] = grid->cells;
    return true;
}

size_t ct_rows_width(const struct ct_rows *grid, size_t row)
{
    return grid->row[row + 1] - grid->row[row];
}

const char *ct_rows_cell(const struct ct_rows *grid, size_t row, size_t column)
{
    if (row >= grid->rows || column >= ct_rows_width(grid, row))
        return "";
    return grid->text.data + grid->cell[grid->row[row] + column];
}

void ct_rows_address(size_t row, size_t column, char out[32])
{
    char letters[16];
    size_t at = sizeof letters - 1;
    letters[at] = '\0';
    for (size_t c = column + 1; c > 0 && at > 0; c = (c - 1) / 26)
        letters[--at] = (char)('A' + (c - 1) % 26);
    snprintf(out, 32, "%s%zu", letters + at, row + 1);
}
