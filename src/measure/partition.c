/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nearest-facility partition: see partition.h. The sites and the look-up are here; the lines are
 * drawn in bisector.c.
 */
#include "measure/partition.h"

#include "base/fail.h"
#include "measure/bisector.h"
#include <stdlib.h>

struct located {
    struct ct_point place;
    uint32_t facility;
};

static int by_place(const void *x, const void *y)
{
    const struct located *a = x, *b = y;
    if (a->place.x != b->place.x)
        return a->place.x < b->place.x ? -1 : 1;
    if (a->place.y != b->place.y)
        return a->place.y < b->place.y ? -1 : 1;
    return a->facility < b->facility ? -1 : a->facility > b->facility;
}

static enum ct_status merge(struct ct_partition *p, const struct located *row, size_t n,
                            const struct ct_zones *zones, struct ct_error *err)
{
    p->site = malloc((n + 1) * sizeof *p->site);
    p->space = malloc((n + 1) * sizeof *p->space);
    p->member_start = calloc(n + 2, sizeof *p->member_start);
    p->member = malloc((n + 1) * sizeof *p->member);
    if (!p->site || !p->space || !p->member_start || !p->member)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const int new_site =
            i == 0 || row[i].place.x != row[i - 1].place.x || row[i].place.y != row[i - 1].place.y;
        if (new_site) {
            p->site[p->sites] = row[i].place;
            const struct ct_xy m = ct_point_m(row[i].place);
            ct_bisector_space(zones->x0 + m.x, zones->y0 + m.y, p->space[p->sites]);
            p->sites++;
        }
        p->member[i] = row[i].facility;
        p->member_start[p->sites] = i + 1;
    }
    return CT_OK;
}

static enum ct_status take_sites(struct ct_partition *p, size_t n, const uint32_t *facility,
                                 const double *lon, const double *lat, const struct ct_zones *zones,
                                 struct ct_error *err)
{
    struct located *row = malloc((n + 1) * sizeof *row);
    if (!row)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        const struct ct_xy m = ct_plane_from_lonlat(lon[facility[i]], lat[facility[i]]);
        row[i] = (struct located){{ct_lattice(m.x - zones->x0), ct_lattice(m.y - zones->y0)},
                                  facility[i]};
    }
    if (n)
        qsort(row, n, sizeof *row, by_place);
    const enum ct_status status = merge(p, row, n, zones, err);
    free(row);
    return status;
}

static enum ct_status index_sites(struct ct_partition *p, struct ct_error *err)
{
    struct ct_box box = {0, 0, 0, 0};
    for (size_t i = 0; i < p->sites; i++) {
        const struct ct_xy m = ct_point_m(p->site[i]);
        if (i == 0)
            box = (struct ct_box){m.x, m.y, m.x, m.y};
        box = (struct ct_box){fmin(box.x0, m.x), fmin(box.y0, m.y), fmax(box.x1, m.x),
                              fmax(box.y1, m.y)};
    }
    ct_grid_begin(&p->grid, box, 1.0, p->sites / 2 + 1);
    for (size_t i = 0; i < p->sites; i++) {
        const struct ct_xy m = ct_point_m(p->site[i]);
        if (ct_grid_put(&p->grid, ct_grid_column(&p->grid, m.x), ct_grid_row(&p->grid, m.y),
                        (uint32_t)i, err))
            return CT_INTERNAL;
    }
    return ct_grid_finish(&p->grid, err);
}

static enum ct_status index_segments(struct ct_partition *p, const struct ct_zones *zones,
                                     struct ct_error *err)
{
    const size_t n = p->lines ? p->line_start[p->lines] : 0;
    p->line_of = malloc((n + 1) * sizeof *p->line_of);
    if (!p->line_of)
        return ct_fail_memory(err);
    ct_grid_begin(&p->segments, zones->all, 1.0, 2 * n + 1);
    for (uint32_t line = 0; line < p->lines; line++)
        for (size_t i = p->line_start[line]; i < p->line_start[line + 1]; i++) {
            p->line_of[i] = line;
            if (i + 1 == p->line_start[line + 1])
                continue;
            const struct ct_xy a = ct_point_m(p->vertex[i]), b = ct_point_m(p->vertex[i + 1]);
            const struct ct_box box = {fmin(a.x, b.x) - 0.01, fmin(a.y, b.y) - 0.01,
                                       fmax(a.x, b.x) + 0.01, fmax(a.y, b.y) + 0.01};
            if (ct_grid_put_box(&p->segments, box, (uint32_t)i, err))
                return CT_INTERNAL;
        }
    return ct_grid_finish(&p->segments, err);
}

enum ct_status ct_partition_new(size_t n, const uint32_t *facility, const double *lon,
                                const double *lat, const struct ct_zones *zones,
                                struct ct_partition *out, struct ct_error *err)
{
    *out = (struct ct_partition){0};
    enum ct_status status = take_sites(out, n, facility, lon, lat, zones, err);
    if (!status)
        status = index_sites(out, err);
    if (!status && out->sites > 1)
        status = ct_bisector_lines(out, zones, err);
    if (!status)
        status = index_segments(out, zones, err);
    if (status)
        ct_partition_free(out);
    return status;
}

void ct_partition_free(struct ct_partition *p)
{
    free(p->site);
    free(p->space);
    free(p->member_start);
    free(p->member);
    ct_grid_free(&p->grid);
    free(p->left);
    free(p->right);
    free(p->line_start);
    free(p->vertex);
    free(p->line_of);
    ct_grid_free(&p->segments);
    *p = (struct ct_partition){0};
}

struct nearest {
    const double *space;
    double best2, next2;
    uint32_t site;
};

static void look(const struct ct_partition *p, int column, int row, struct nearest *n)
{
    const size_t s = ct_grid_square(&p->grid, column, row);
    for (size_t k = p->grid.start[s]; k < p->grid.start[s + 1]; k++) {
        const uint32_t site = p->grid.item[k];
        const double *q = p->space[site];
        const double dx = q[0] - n->space[0], dy = q[1] - n->space[1], dz = q[2] - n->space[2];
        const double d2 = dx * dx + dy * dy + dz * dz;
        if (d2 < n->best2 || (d2 == n->best2 && site < n->site)) {
            n->next2 = n->best2;
            n->best2 = d2;
            n->site = site;
        } else if (d2 < n->next2) {
            n->next2 = d2;
        }
    }
}

/* The squares at distance `ring` around (c, r); false where all lie outside the grid. */
static int look_around(const struct ct_partition *p, int c, int r, int ring, struct nearest *n)
{
    int any = 0;
    for (int row = r - ring; row <= r + ring; row++) {
        if (row < 0 || row >= p->grid.ny)
            continue;
        const int step = row == r - ring || row == r + ring || ring == 0 ? 1 : 2 * ring;
        for (int column = c - ring; column <= c + ring; column += step)
            if (column >= 0 && column < p->grid.nx) {
                look(p, column, row, n);
                any = 1;
            }
    }
    return any;
}

/* Metres in space that a plane distance around a place is at least: scale bounded over the
 * sites' and the place's latitudes. */
static double least_ground(const struct ct_partition *p, const struct ct_zones *zones, double y)
{
    const double south = fmin(y, p->grid.y0),
                 north = fmax(y, p->grid.y0 + p->grid.ny * p->grid.side);
    const double lat0 = fabs(ct_zones_lonlat(zones, 0, south).y);
    const double lat1 = fabs(ct_zones_lonlat(zones, 0, north).y);
    return 0.99 / ct_plane_scale(fmin(fmax(lat0, lat1), 85.0));
}

uint32_t ct_partition_nearest(const struct ct_partition *p, const struct ct_zones *zones, double x,
                              double y, double *margin_m)
{
    double space[3];
    struct nearest n = {space, INFINITY, INFINITY, UINT32_MAX};
    if (margin_m)
        *margin_m = 0;
    if (!p->sites)
        return UINT32_MAX;
    ct_bisector_space(zones->x0 + x, zones->y0 + y, space);
    const int c = ct_grid_column(&p->grid, x), r = ct_grid_row(&p->grid, y);
    const double ground = least_ground(p, zones, y);
    for (int ring = 0;; ring++) {
        /* everything in this ring is at least ring - 1 squares away */
        const double reach = (ring - 1) * p->grid.side * ground;
        if (n.site != UINT32_MAX && reach > 0 && reach * reach > n.best2)
            break;
        if (!look_around(p, c, r, ring, &n) && ring > p->grid.nx && ring > p->grid.ny)
            break;
    }
    if (margin_m)
        *margin_m = sqrt(n.next2) - sqrt(n.best2);
    return n.site;
}
