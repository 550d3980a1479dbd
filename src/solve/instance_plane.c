/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Instances of points: TSPLIB, Sao Jose dos Campos, census blocks, capacitated ones. O(n^2 log n).
 */
#include "base/fail.h"
#include "solve/instance_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 200000 };

static enum ct_status reserve(struct ct_plane_points *points, size_t n, struct ct_error *err)
{
    points->count = n;
    points->x = malloc((n + 1) * sizeof *points->x);
    points->y = malloc((n + 1) * sizeof *points->y);
    return points->x != NULL && points->y != NULL ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_point(struct ct_scan *scan, struct ct_plane_points *points, size_t i,
                                 struct ct_error *err)
{
    enum ct_status status = ct_scan_number(scan, &points->x[i], err);
    return status == CT_OK ? ct_scan_number(scan, &points->y[i], err) : status;
}

static double between(const void *context, size_t a, size_t b)
{
    const struct ct_plane_points *points = context;
    double dx = points->x[a] - points->x[b], dy = points->y[a] - points->y[b];
    return sqrt(dx * dx + dy * dy);
}

static int64_t rounded_down(const void *context, size_t site, size_t demand)
{
    return (int64_t)floor(between(context, site, demand));
}

static int64_t in_millionths(const void *context, size_t site, size_t demand)
{
    return llround(1e6 * between(context, site, demand));
}

/* --- TSPLIB ----------------------------------------------------------------------------------- */

static enum ct_status read_dimension(struct ct_scan *scan, size_t *n, struct ct_error *err)
{
    const char *at = strstr(scan->text, "DIMENSION");

    if (at == NULL)
        return ct_scan_wrong(scan, "DIMENSION", err);
    scan->at = at + strcspn(at, ":\n");
    scan->at += *scan->at == ':';
    return ct_scan_count(scan, 1, MOST, n, err);
}

enum ct_status ct_instance_tsplib(const struct ct_solve *what, bool exact, struct ct_instance *out,
                                  struct ct_error *err)
{
    struct ct_scan scan;
    size_t n = 0;
    double number;
    enum ct_status status = ct_scan_open(&scan, what->file, err);

    if (status == CT_OK)
        status = read_dimension(&scan, &n, err);
    if (status == CT_OK)
        status = ct_scan_section(&scan, "NODE_COORD_SECTION", err);
    if (status == CT_OK)
        status = reserve(&out->points, n, err);
    for (size_t i = 0; i < n && status == CT_OK; i++) {
        status = ct_scan_number(&scan, &number, err);
        if (status == CT_OK)
            status = read_point(&scan, &out->points, i, err);
    }
    if (status == CT_OK)
        status = ct_matrix_complete(n, n, exact ? in_millionths : rounded_down, &out->points,
                                    &out->problem.reach, err);
    out->problem.distance = exact ? between : NULL;
    out->problem.context = &out->points;
    out->demands_read = n;
    out->model = "pmedian";
    ct_scan_close(&scan);
    return status;
}

/* --- cover of points -------------------------------------------------------------------------- */

struct disc {
    const struct ct_plane_points *points;
    double radius;
};

static bool is_within(const void *context, size_t site, size_t demand)
{
    const struct disc *disc = context;
    return between(disc->points, site, demand) <= disc->radius;
}

static enum ct_status need_radius(const struct ct_solve *what, struct ct_error *err)
{
    return what->radius > 0 ? CT_OK : ct_fail(err, CT_USAGE, "E0822", "value", what->format, NULL);
}

static enum ct_status read_points(struct ct_scan *scan, size_t n, struct ct_plane_points *points,
                                  struct ct_error *err)
{
    enum ct_status status = reserve(points, n, err);

    for (size_t i = 0; i < n && status == CT_OK; i++)
        status = read_point(scan, points, i, err);
    return status;
}

/* n weights of a file; all 1 where `scan` is NULL. The caller frees *out. */
static enum ct_status read_weights(struct ct_scan *scan, size_t n, double **out,
                                   struct ct_error *err)
{
    enum ct_status status = CT_OK;

    *out = malloc((n + 1) * sizeof **out);
    if (*out == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < n && status == CT_OK; i++) {
        (*out)[i] = 1;
        if (scan != NULL)
            status = ct_scan_number(scan, &(*out)[i], err);
    }
    return status;
}

enum ct_status ct_instance_sjc(const struct ct_solve *what, struct ct_instance *out,
                               struct ct_error *err)
{
    struct ct_scan scan = {0}, weights = {0};
    double *weight = NULL;
    size_t n = 0;
    enum ct_status status = need_radius(what, err);

    if (status == CT_OK)
        status = ct_scan_open(&scan, what->file, err);
    if (status == CT_OK)
        status = ct_scan_count(&scan, 1, MOST, &n, err);
    if (status == CT_OK)
        status = read_points(&scan, n, &out->points, err);
    if (status == CT_OK && what->demand != NULL)
        status = ct_scan_open(&weights, what->demand, err);
    if (status == CT_OK)
        status = read_weights(what->demand != NULL ? &weights : NULL, n, &weight, err);
    if (status == CT_OK)
        status = ct_instance_cover(n, n, weight, is_within,
                                   &(struct disc){&out->points, what->radius}, out, err);
    out->model = "mclp";
    free(weight);
    ct_scan_close(&weights);
    ct_scan_close(&scan);
    return status;
}

/* --- census ----------------------------------------------------------------------------------- */

/* As the instances were published: in double precision, kept in single. */
static bool is_within_sphere(const void *context, size_t site, size_t demand)
{
    const struct disc *disc = context;
    const double degree = M_PI / 180.0;
    double lat1 = disc->points->x[site] * degree, lat2 = disc->points->x[demand] * degree;
    double turn = (disc->points->y[demand] - disc->points->y[site]) * degree;
    double c = cos(lat1) * cos(lat2) * cos(turn) + sin(lat1) * sin(lat2);

    return c >= 1 || (double)(float)(acos(c) * 6378100.0) <= disc->radius;
}

enum ct_status ct_instance_census(const struct ct_solve *what, struct ct_instance *out,
                                  struct ct_error *err)
{
    struct ct_scan scan = {0};
    double *weight = NULL;
    size_t n = 0;
    enum ct_status status = need_radius(what, err);

    if (status == CT_OK)
        status = ct_scan_open(&scan, what->file, err);
    if (status == CT_OK)
        status = read_dimension(&scan, &n, err);
    if (status == CT_OK)
        status = ct_scan_section(&scan, "NODE_COORD_SECTION", err);
    if (status == CT_OK)
        status = read_points(&scan, n, &out->points, err);
    if (status == CT_OK)
        status = ct_scan_section(&scan, "DEMAND_SECTION", err);
    if (status == CT_OK)
        status = read_weights(&scan, n, &weight, err);
    if (status == CT_OK)
        status = ct_instance_cover(n, n, weight, is_within_sphere,
                                   &(struct disc){&out->points, what->radius}, out, err);
    out->model = "mclp";
    free(weight);
    ct_scan_close(&scan);
    return status;
}

/* --- capacitated ------------------------------------------------------------------------------ */

/* OR-Library's "k best", "n p capacity" or "n p": are there two rows of head? */
static enum ct_status read_head(struct ct_scan *scan, size_t *n, size_t *p, double *capacity,
                                bool *orlib, struct ct_error *err)
{
    double first, second;
    const char *line = strchr(scan->at, '\n'), *begin = scan->at;
    enum ct_status status = ct_scan_number(scan, &first, err);

    if (status == CT_OK)
        status = ct_scan_number(scan, &second, err);
    if (status != CT_OK)
        return status;
    size_t words = 0;
    for (const char *at = line != NULL ? line : begin; at != NULL && *at != '\0';) {
        at += strspn(at, " \t\r\n");
        words += *at != '\0';
        at += strcspn(at, " \t\r\n");
        if (*at == '\n' || words > 4)
            break;
    }
    *orlib = words == 3;
    if (!*orlib)
        scan->at = begin;
    status = ct_scan_count(scan, 1, MOST, n, err);
    if (status == CT_OK)
        status = ct_scan_count(scan, 1, *n, p, err);
    return status == CT_OK && *orlib ? ct_scan_number(scan, capacity, err) : status;
}

static enum ct_status read_capacitated(struct ct_scan *scan, bool orlib, double capacity,
                                       double *weight, struct ct_instance *out,
                                       struct ct_error *err)
{
    enum ct_status status = CT_OK;
    double number;

    for (size_t i = 0; i < out->points.count && status == CT_OK; i++) {
        if (orlib)
            status = ct_scan_number(scan, &number, err);
        if (status == CT_OK)
            status = read_point(scan, &out->points, i, err);
        if (status == CT_OK && !orlib)
            status = ct_scan_number(scan, &capacity, err);
        if (status == CT_OK)
            status = ct_scan_number(scan, &weight[i], err);
        out->problem.capacity[i] = llround(capacity);
    }
    return status;
}

/* What a demand takes of a capacity is not what its distance is weighed with (1) in these. */
enum ct_status ct_instance_capacitated(const struct ct_solve *what, struct ct_instance *out,
                                       struct ct_error *err)
{
    struct ct_scan scan;
    double capacity = 0, *weight = NULL;
    size_t n = 0, p = 0;
    bool orlib = false;
    enum ct_status status = ct_scan_open(&scan, what->file, err);

    if (status == CT_OK)
        status = read_head(&scan, &n, &p, &capacity, &orlib, err);
    if (status == CT_OK)
        status = reserve(&out->points, n, err);
    weight = calloc(n + 1, sizeof *weight);
    out->problem.capacity = calloc(n + 1, sizeof *out->problem.capacity);
    if (status == CT_OK && (weight == NULL || out->problem.capacity == NULL))
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = read_capacitated(&scan, orlib, capacity, weight, out, err);
    if (status == CT_OK)
        status = ct_matrix_complete(n, n, orlib ? rounded_down : in_millionths, &out->points,
                                    &out->problem.reach, err);
    out->problem.load = calloc(n + 1, sizeof *out->problem.load);
    if (status == CT_OK && out->problem.load == NULL)
        status = ct_fail_memory(err);
    for (size_t i = 0; i < n && status == CT_OK; i++)
        out->problem.load[i] = llround(weight[i]);
    out->problem.choice.most = p;
    out->scale = orlib ? 1 : 1e6;
    out->demands_read = n;
    out->model = "capacitated-pmedian";
    free(weight);
    ct_scan_close(&scan);
    return status;
}
