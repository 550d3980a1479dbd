/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See near_lines.h. The grid has about as many cells as there are segments; a segment stands in the
 * cells that pieces of it no longer than a cell touch. A search goes outwards by square rings.
 */
#include "check/near_lines.h"
#include "base/fail.h"
#include "gis/plane.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

struct segment {
    double x0, y0, x1, y1;
};

struct ct_near_lines {
    struct segment *segment;
    size_t count;
    double west, south, cell; /* of the grid, plane metres */
    long columns, rows;
    uint32_t *start, *item; /* CSR: columns * rows + 1 */
};

static size_t count_edges(const struct ct_shape *shapes, size_t n)
{
    size_t edges = 0;
    for (size_t i = 0; i < n; i++)
        edges += shapes[i].vertices - shapes[i].parts;
    return edges;
}

static void take_part(struct ct_near_lines *lines, const struct ct_shape *shape, size_t part)
{
    struct ct_xy last = {0, 0};
    for (size_t i = shape->start[part]; i < shape->start[part + 1]; i++) {
        struct ct_xy here = ct_plane_from_lonlat(shape->lon[i], shape->lat[i]);
        if (i > shape->start[part])
            lines->segment[lines->count++] = (struct segment){last.x, last.y, here.x, here.y};
        last = here;
    }
}

static void lay_grid(struct ct_near_lines *lines)
{
    double east = -HUGE_VAL, north = -HUGE_VAL;
    lines->west = lines->south = HUGE_VAL;
    for (size_t i = 0; i < lines->count; i++) {
        const struct segment *s = &lines->segment[i];
        lines->west = fmin(lines->west, fmin(s->x0, s->x1));
        lines->south = fmin(lines->south, fmin(s->y0, s->y1));
        east = fmax(east, fmax(s->x0, s->x1));
        north = fmax(north, fmax(s->y0, s->y1));
    }
    double width = east - lines->west, height = north - lines->south;
    lines->cell = fmax(50, sqrt(width * height / (double)lines->count));
    lines->cell = fmax(lines->cell, fmax(width, height) / 4000);
    lines->columns = (long)(width / lines->cell) + 1;
    lines->rows = (long)(height / lines->cell) + 1;
}

static long column_of(const struct ct_near_lines *lines, double x)
{
    return (long)floor((x - lines->west) / lines->cell);
}

static long row_of(const struct ct_near_lines *lines, double y)
{
    return (long)floor((y - lines->south) / lines->cell);
}

/* Counts a segment in its cells, or places it there. */
static void put_segment(struct ct_near_lines *lines, size_t i)
{
    const struct segment *s = &lines->segment[i];
    double dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    long pieces = (long)ceil(fmax(fabs(dx), fabs(dy)) / lines->cell) + 1;
    for (long k = 0; k < pieces; k++) {
        double a = (double)k / (double)pieces, b = (double)(k + 1) / (double)pieces;
        long c0 = column_of(lines, s->x0 + fmin(a * dx, b * dx));
        long c1 = column_of(lines, s->x0 + fmax(a * dx, b * dx));
        long r0 = row_of(lines, s->y0 + fmin(a * dy, b * dy));
        long r1 = row_of(lines, s->y0 + fmax(a * dy, b * dy));
        for (long r = r0 < 0 ? 0 : r0; r <= r1 && r < lines->rows; r++)
            for (long c = c0 < 0 ? 0 : c0; c <= c1 && c < lines->columns; c++) {
                size_t cell = (size_t)(r * lines->columns + c);
                if (lines->item != NULL)
                    lines->item[lines->start[cell]++] = (uint32_t)i;
                else
                    lines->start[cell + 1]++;
            }
    }
}

/* Counts, sums up, places, and moves the starts back. */
static bool fill_grid(struct ct_near_lines *lines)
{
    size_t cells = (size_t)(lines->columns * lines->rows);
    lines->start = calloc(cells + 2, sizeof *lines->start);
    if (lines->start == NULL)
        return false;
    for (size_t i = 0; i < lines->count; i++)
        put_segment(lines, i);
    for (size_t cell = 0; cell < cells; cell++)
        lines->start[cell + 1] += lines->start[cell];
    lines->item = malloc(((size_t)lines->start[cells] + 1) * sizeof *lines->item);
    if (lines->item == NULL)
        return false;
    for (size_t i = 0; i < lines->count; i++)
        put_segment(lines, i);
    for (size_t cell = cells; cell > 0; cell--)
        lines->start[cell] = lines->start[cell - 1];
    lines->start[0] = 0;
    return true;
}

enum ct_status ct_near_lines_new(const struct ct_shape *shapes, size_t n,
                                 struct ct_near_lines **out, struct ct_error *err)
{
    struct ct_near_lines *lines = calloc(1, sizeof *lines);
    *out = NULL;
    if (lines == NULL)
        return ct_fail_memory(err);
    lines->segment = malloc((count_edges(shapes, n) + 1) * sizeof *lines->segment);
    bool good = lines->segment != NULL;
    for (size_t i = 0; good && i < n; i++)
        for (size_t part = 0; part < shapes[i].parts; part++)
            take_part(lines, &shapes[i], part);
    if (good && lines->count > 0) {
        lay_grid(lines);
        good = fill_grid(lines);
    }
    if (!good) {
        ct_near_lines_free(lines);
        return ct_fail_memory(err);
    }
    *out = lines;
    return CT_OK;
}

void ct_near_lines_free(struct ct_near_lines *lines)
{
    if (lines == NULL)
        return;
    free(lines->segment);
    free(lines->start);
    free(lines->item);
    free(lines);
}

static double squared_distance(const struct segment *s, double x, double y)
{
    double dx = s->x1 - s->x0, dy = s->y1 - s->y0, length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? ((x - s->x0) * dx + (y - s->y0) * dy) / length2 : 0;
    t = fmin(fmax(t, 0), 1);
    double ex = s->x0 + t * dx - x, ey = s->y0 + t * dy - y;
    return ex * ex + ey * ey;
}

static double best_in_cell(const struct ct_near_lines *lines, long column, long row, double x,
                           double y, double best)
{
    if (column < 0 || row < 0 || column >= lines->columns || row >= lines->rows)
        return best;
    size_t cell = (size_t)(row * lines->columns + column);
    for (uint32_t k = lines->start[cell]; k < lines->start[cell + 1]; k++)
        best = fmin(best, squared_distance(&lines->segment[lines->item[k]], x, y));
    return best;
}

double ct_near_lines_m(const struct ct_near_lines *lines, double lon, double lat, double most_m)
{
    if (lines->count == 0)
        return most_m;
    const struct ct_xy place = ct_plane_from_lonlat(lon, lat);
    const double scale = ct_plane_scale(lat), most = most_m * scale;
    const long column = column_of(lines, place.x), row = row_of(lines, place.y);
    double best = most * most;
    for (long ring = 0; (double)(ring - 1) * lines->cell < sqrt(best); ring++)
        for (long r = -ring; r <= ring; r++) {
            long step = labs(r) == ring || ring == 0 ? 1 : 2 * ring;
            for (long c = -ring; c <= ring; c += step)
                best = best_in_cell(lines, column + c, row + r, place.x, place.y, best);
        }
    return sqrt(best) / scale;
}
