/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Points in the plane, covered where d < radius (squares are compared). Sites are kept; demands are
 * read in pieces by all threads, each point gives the set of sites that reach it, equal sets are
 * merged, so that memory does not grow with the demands. A grid of the plane knows for each of its
 * cells which sites reach all of it and which only part, so that most points are not compared with
 * any site. Weights are whole numbers, so sums do not depend on the order. O(demands + cells x
 * sites).
 */
#include "base/fail.h"
#include "base/pool.h"
#include "solve/instance_parts.h"
#include "solve/merge.h"
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    MOST_SITES = 100000,
    MOST_SIDE = 256,         /* cells along a side of the grid */
    MOST_ENTRIES = 20000000, /* sites x cells */
    PIECE = 4 << 20,
    LINE = 256
};

/* Which sites reach a cell: sure[sure_start..] all of it, perhaps[perhaps_start..] part of it;
 * ascending. */
struct grid {
    size_t side, cells;
    double west, south, width, height; /* of a cell */
    size_t *sure_start, *perhaps_start;
    uint32_t *sure, *perhaps;
};

struct stream {
    const struct ct_plane_points *sites;
    double radius;
    struct grid grid;
    const char *file;
    int fd;
    size_t begin, end;       /* bytes of the demands */
    size_t columns;          /* numbers a row: x, y and weight are 1, 2 and the last */
    struct ct_merge **merge; /* [workers] */
    int64_t **inside;        /* [workers][cells]: weight of cells without a doubtful site */
    uint32_t **row;          /* [workers]: room for a set */
    char **piece;            /* [workers] */
    size_t *count;           /* [workers]: demands */
};

/* --- the grid --------------------------------------------------------------------------------- */

static bool reaches(const struct stream *s, size_t site, double x, double y)
{
    double dx = s->sites->x[site] - x, dy = s->sites->y[site] - y;
    return dx * dx + dy * dy < s->radius * s->radius;
}

/* Nearest and farthest distance of a site from a cell. */
static void distances(const struct stream *s, size_t site, size_t cell, double *nearest,
                      double *farthest)
{
    const struct grid *g = &s->grid;
    size_t column = cell % g->side, row = cell / g->side;
    double x0 = g->west + g->width * (double)column, y0 = g->south + g->height * (double)row;
    double x = s->sites->x[site], y = s->sites->y[site], x1 = x0 + g->width, y1 = y0 + g->height;
    double dx = fmax(fmax(x0 - x, x - x1), 0), dy = fmax(fmax(y0 - y, y - y1), 0);

    *nearest = hypot(dx, dy);
    *farthest = hypot(fmax(fabs(x - x0), fabs(x - x1)), fmax(fabs(y - y0), fabs(y - y1)));
}

/* The cells of one axis that [at - radius, at + radius] meets. */
static void range(double at, double radius, double begin, double step, size_t side, size_t *from,
                  size_t *to)
{
    double low = floor((at - radius - begin) / step) - 1;
    double high = floor((at + radius - begin) / step) + 1;

    *from = low > 0 ? (size_t)low : 0;
    *to = high < (double)side - 1 ? (size_t)fmax(high, 0) : side - 1;
}

/* Notes a site in the cells it reaches: counts them, or (with `fill`) puts it in behind those that
 * are there, start[c + 1] being the place of the next. */
static void note_site(struct stream *s, size_t site, bool fill)
{
    struct grid *g = &s->grid;
    double slack = 1e-9 * s->radius; /* rounding makes a site doubtful, never sure */
    size_t column[2], row[2];

    range(s->sites->x[site], s->radius, g->west, g->width, g->side, &column[0], &column[1]);
    range(s->sites->y[site], s->radius, g->south, g->height, g->side, &row[0], &row[1]);
    for (size_t y = row[0]; y <= row[1]; y++)
        for (size_t x = column[0]; x <= column[1]; x++) {
            double nearest, farthest;
            size_t c = y * g->side + x;
            distances(s, site, c, &nearest, &farthest);
            bool sure = farthest < s->radius - slack;
            if (!sure && nearest > s->radius + slack)
                continue;
            size_t at = (sure ? g->sure_start : g->perhaps_start)[c + 1]++;
            if (fill)
                (sure ? g->sure : g->perhaps)[at] = (uint32_t)site;
        }
}

/* Counts to beginnings, shifted by one so that filling makes them right. */
static size_t begin_rows(size_t *start, size_t cells)
{
    size_t sum = 0;

    for (size_t c = 0; c < cells; c++) {
        size_t count = start[c + 1];
        start[c + 1] = sum;
        sum += count;
    }
    return sum;
}

/* The grid covers the sites and their discs; what lies outside is reached by none. */
static void place_grid(struct stream *s)
{
    struct grid *g = &s->grid;
    double x[2] = {(double)INFINITY, -(double)INFINITY}, y[2] = {x[0], x[1]};

    for (size_t j = 0; j < s->sites->count; j++) {
        x[0] = fmin(x[0], s->sites->x[j]), x[1] = fmax(x[1], s->sites->x[j]);
        y[0] = fmin(y[0], s->sites->y[j]), y[1] = fmax(y[1], s->sites->y[j]);
    }
    g->side = (size_t)sqrt((double)MOST_ENTRIES / (double)s->sites->count);
    g->side = g->side > MOST_SIDE ? MOST_SIDE : g->side;
    g->cells = g->side * g->side;
    g->west = x[0] - s->radius;
    g->south = y[0] - s->radius;
    g->width = (x[1] - x[0] + 2 * s->radius) / (double)g->side;
    g->height = (y[1] - y[0] + 2 * s->radius) / (double)g->side;
}

static enum ct_status make_grid(struct stream *s, struct ct_error *err)
{
    struct grid *g = &s->grid;

    place_grid(s);
    g->sure_start = calloc(g->cells + 1, sizeof *g->sure_start);
    g->perhaps_start = calloc(g->cells + 1, sizeof *g->perhaps_start);
    if (g->sure_start == NULL || g->perhaps_start == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < s->sites->count; j++)
        note_site(s, j, false);
    g->sure = malloc((begin_rows(g->sure_start, g->cells) + 1) * sizeof *g->sure);
    g->perhaps = malloc((begin_rows(g->perhaps_start, g->cells) + 1) * sizeof *g->perhaps);
    if (g->sure == NULL || g->perhaps == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < s->sites->count; j++)
        note_site(s, j, true);
    return CT_OK;
}

/* The cell of a point, or SIZE_MAX outside of all. */
static size_t cell_of(const struct grid *g, double x, double y)
{
    double column = floor((x - g->west) / g->width), row = floor((y - g->south) / g->height);

    if (!(column >= 0 && column < (double)g->side && row >= 0 && row < (double)g->side))
        return SIZE_MAX;
    return (size_t)row * g->side + (size_t)column;
}

/* --- demands ---------------------------------------------------------------------------------- */

/* The sites of a point: the sure ones and those of the doubtful that hold, in order. */
static size_t sites_of(const struct stream *s, size_t c, double x, double y, uint32_t *row)
{
    const struct grid *g = &s->grid;
    size_t n = 0, a = g->sure_start[c], a_end = g->sure_start[c + 1];

    for (size_t b = g->perhaps_start[c]; b < g->perhaps_start[c + 1]; b++) {
        uint32_t site = g->perhaps[b];
        if (!reaches(s, site, x, y))
            continue;
        while (a < a_end && g->sure[a] < site)
            row[n++] = g->sure[a++];
        row[n++] = site;
    }
    while (a < a_end)
        row[n++] = g->sure[a++];
    return n;
}

static enum ct_status add_point(struct stream *s, int worker, double x, double y, int64_t weight,
                                struct ct_error *err)
{
    size_t c = cell_of(&s->grid, x, y);

    s->count[worker]++;
    if (c == SIZE_MAX)
        return ct_merge_add(s->merge[worker], NULL, 0, weight, err);
    if (s->grid.perhaps_start[c] == s->grid.perhaps_start[c + 1]) {
        s->inside[worker][c] += weight;
        return CT_OK;
    }
    size_t n = sites_of(s, c, x, y, s->row[worker]);
    return ct_merge_add(s->merge[worker], s->row[worker], n, weight, err);
}

static enum ct_status wrong_line(const struct stream *s, const char *line, const char *end,
                                 struct ct_error *err)
{
    char value[64];
    int n = (int)(end - line < 60 ? end - line : 60);

    snprintf(value, sizeof value, "%.*s", n, line);
    return ct_fail(err, CT_INPUT, "E0821", "file", s->file, "wanted", "id x y ... weight", "value",
                   value, NULL);
}

/* One row of numbers: id, x, y, ..., weight. */
static enum ct_status add_line(struct stream *s, int worker, const char *line, const char *end,
                               struct ct_error *err)
{
    double number[8] = {0};
    size_t n = 0;

    for (const char *at = line; n < s->columns; n++) {
        while (at < end && (*at == ' ' || *at == '\t'))
            at++;
        if (at >= end || !ct_number_take(&at, end, &number[n]))
            break;
    }
    if (n == 0 && line + strspn(line, " \t\r") >= end)
        return CT_OK; /* a blank line */
    double weight = number[s->columns - 1];
    if (n < s->columns || weight < 0 || weight != floor(weight))
        return wrong_line(s, line, end, err);
    return add_point(s, worker, number[1], number[2], (int64_t)weight, err);
}

/* Lines that begin in [from, to) of the file; the last one may end behind. */
static enum ct_status add_piece(void *context, size_t task, int worker, struct ct_error *err)
{
    struct stream *s = context;
    size_t from = s->begin + task * PIECE;
    size_t size = s->end - from < PIECE + LINE ? s->end - from : PIECE + LINE;
    size_t before = from > s->begin ? 1 : 0;
    char *text = s->piece[worker];
    ssize_t got = pread(s->fd, text, size + before, (off_t)(from - before));
    enum ct_status status = CT_OK;

    if (got < 0 || (size_t)got != size + before)
        return ct_fail(err, CT_INPUT, "E0301", "file", s->file, "reason",
                       strerror(got < 0 ? errno : EIO), NULL);
    const char *at = text, *stop = text + got;
    if (before > 0) { /* a line that began in the piece before */
        at = memchr(text, '\n', (size_t)got);
        at = at != NULL ? at + 1 : stop;
    }
    const char *begins_before = text + before + PIECE;
    while (status == CT_OK && at < stop && at < begins_before) {
        const char *end = memchr(at, '\n', (size_t)(stop - at));
        if (end == NULL)
            end = stop;
        status = add_line(s, worker, at, end, err);
        at = end + 1;
    }
    return status;
}

/* --- putting together ------------------------------------------------------------------------- */

static enum ct_status add_rows(const struct ct_reach_matrix *rows, struct ct_merge *into,
                               struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < rows->demands && status == CT_OK; i++)
        status = ct_merge_add(into, rows->site + rows->start[i],
                              rows->start[i + 1] - rows->start[i], rows->weight[i], err);
    return status;
}

static enum ct_status add_worker(struct stream *s, int worker, struct ct_merge *into,
                                 struct ct_error *err)
{
    struct ct_reach_matrix rows = {0};
    int64_t outside = 0;
    enum ct_status status = ct_merge_finish(s->merge[worker], &rows, &outside, err);

    if (status == CT_OK)
        status = ct_merge_add(into, NULL, 0, outside, err);
    if (status == CT_OK)
        status = add_rows(&rows, into, err);
    ct_reach_matrix_free(&rows);
    const struct grid *g = &s->grid;
    for (size_t c = 0; c < g->cells && status == CT_OK; c++)
        if (s->inside[worker][c] > 0)
            status =
                ct_merge_add(into, g->sure + g->sure_start[c],
                             g->sure_start[c + 1] - g->sure_start[c], s->inside[worker][c], err);
    return status;
}

static enum ct_status put_together(struct stream *s, int workers, struct ct_instance *out,
                                   struct ct_error *err)
{
    struct ct_merge *all = NULL;
    enum ct_status status = ct_merge_new(s->sites->count, &all, err);

    for (int w = 0; w < workers && status == CT_OK; w++) {
        status = add_worker(s, w, all, err);
        out->demands_read += s->count[w];
    }
    if (status == CT_OK)
        status = ct_merge_finish(all, &out->problem.reach, &out->out_of_reach, err);
    ct_merge_free(all);
    return status;
}

static enum ct_status prepare(struct stream *s, int workers, struct ct_error *err)
{
    size_t n = (size_t)workers;
    enum ct_status status = make_grid(s, err);

    if (status != CT_OK)
        return status;
    s->merge = calloc(n, sizeof *s->merge);
    s->inside = calloc(n, sizeof *s->inside);
    s->row = calloc(n, sizeof *s->row);
    s->piece = calloc(n, sizeof *s->piece);
    s->count = calloc(n, sizeof *s->count);
    if (!s->merge || !s->inside || !s->row || !s->piece || !s->count)
        return ct_fail_memory(err);
    for (size_t w = 0; w < n; w++) {
        s->inside[w] = calloc(s->grid.cells, sizeof **s->inside);
        s->row[w] = malloc((s->sites->count + 1) * sizeof **s->row);
        s->piece[w] = malloc(PIECE + LINE + 2);
        if (!s->inside[w] || !s->row[w] || !s->piece[w])
            return ct_fail_memory(err);
        status = ct_merge_new(s->sites->count, &s->merge[w], err);
        if (status != CT_OK)
            return status;
    }
    return CT_OK;
}

static void let_go(struct stream *s, int workers)
{
    for (size_t w = 0; w < (size_t)workers; w++) {
        if (s->merge != NULL)
            ct_merge_free(s->merge[w]);
        if (s->inside != NULL)
            free(s->inside[w]);
        if (s->row != NULL)
            free(s->row[w]);
        if (s->piece != NULL)
            free(s->piece[w]);
    }
    free(s->merge);
    free(s->inside);
    free(s->row);
    free(s->piece);
    free(s->count);
    free(s->grid.sure_start);
    free(s->grid.perhaps_start);
    free(s->grid.sure);
    free(s->grid.perhaps);
}

static enum ct_status stream_all(struct stream *s, int threads, struct ct_instance *out,
                                 struct ct_error *err)
{
    struct ct_pool *pool = NULL;
    enum ct_status status = ct_pool_new(threads, &pool, err);
    int workers = status == CT_OK ? ct_pool_threads(pool) : 0;
    size_t pieces = (s->end - s->begin + PIECE - 1) / PIECE;

    if (status == CT_OK)
        status = prepare(s, workers, err);
    if (status == CT_OK)
        status = ct_pool_run(pool, pieces, add_piece, s, err);
    if (status == CT_OK)
        status = put_together(s, workers, out, err);
    let_go(s, workers);
    ct_pool_free(pool);
    return status;
}

/* --- the head --------------------------------------------------------------------------------- */

/* "n" or "n m" and the rows of the sites, from the first part of the file. *rest: where the rows of
 * the demands begin. */
static enum ct_status read_sites(struct ct_scan *scan, struct ct_plane_points *sites, bool *both,
                                 size_t *columns, size_t *rest, struct ct_error *err)
{
    size_t n = 0;
    double number = 0;
    enum ct_status status = ct_scan_count(scan, 1, MOST_SITES, &n, err);

    scan->at += strspn(scan->at, " \t\r");
    *both = *scan->at == '\n';
    if (status == CT_OK && !*both)
        status = ct_scan_number(scan, &number, err);
    scan->at += strspn(scan->at, " \t\r\n");
    *rest = (size_t)(scan->at - scan->text);
    sites->count = n;
    sites->x = malloc((n + 1) * sizeof *sites->x);
    sites->y = malloc((n + 1) * sizeof *sites->y);
    if (status == CT_OK && (sites->x == NULL || sites->y == NULL))
        status = ct_fail_memory(err);
    *columns = 0;
    for (const char *at = scan->at; *at != '\n' && *at != '\0'; (*columns)++) {
        at += strcspn(at, " \t\r\n");
        at += strspn(at, " \t\r");
    }
    if (status == CT_OK && (*columns < 4 || *columns > 8))
        status = ct_scan_wrong(scan, "id x y ... weight", err);
    for (size_t j = 0; j < n && status == CT_OK; j++) {
        status = ct_scan_number(scan, &number, err);
        if (status == CT_OK)
            status = ct_scan_number(scan, &sites->x[j], err);
        if (status == CT_OK)
            status = ct_scan_number(scan, &sites->y[j], err);
        for (size_t k = 3; k < *columns && status == CT_OK; k++)
            status = ct_scan_number(scan, &number, err);
    }
    scan->at += strspn(scan->at, " \t\r\n");
    if (!*both)
        *rest = (size_t)(scan->at - scan->text);
    return status;
}

enum ct_status ct_instance_points(const struct ct_solve *what, struct ct_instance *out,
                                  struct ct_error *err)
{
    struct ct_scan scan = {0};
    struct stream s = {.sites = &out->points, .radius = what->radius, .file = what->file, .fd = -1};
    bool both = false;
    enum ct_status status = CT_OK;

    if (!(what->radius > 0))
        return ct_fail(err, CT_USAGE, "E0822", "value", what->format, NULL);
    status = ct_scan_head(&scan, what->file, (size_t)MOST_SITES * LINE, err);
    if (status == CT_OK)
        status = read_sites(&scan, &out->points, &both, &s.columns, &s.begin, err);
    s.end = scan.size;
    ct_scan_close(&scan);
    if (status == CT_OK && (s.fd = open(what->file, O_RDONLY | O_CLOEXEC)) < 0)
        status =
            ct_fail(err, CT_INPUT, "E0301", "file", what->file, "reason", strerror(errno), NULL);
    if (status == CT_OK)
        status = stream_all(&s, what->threads, out, err);
    if (s.fd >= 0)
        close(s.fd);
    out->model = "mclp";
    return status;
}
