/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * OR-Library: p-median graphs (shortest paths by Dijkstra from every vertex, O(n m log n)) and set
 * covers (O(entries)).
 */
#include "base/fail.h"
#include "solve/instance_parts.h"
#include <stdlib.h>
#include <string.h>

enum { MOST = 100000 };

/* --- graphs ----------------------------------------------------------------------------------- */

struct graph {
    size_t n, edges;
    size_t *start, *to;
    int64_t *length;
    int64_t *distance; /* [n * n] */
};

struct edge {
    size_t a, b;
    int64_t length;
    size_t order;
};

static int by_ends(const void *p, const void *q)
{
    const struct edge *e = p, *f = q;

    if (e->a != f->a)
        return e->a < f->a ? -1 : 1;
    if (e->b != f->b)
        return e->b < f->b ? -1 : 1;
    return e->order < f->order ? -1 : e->order > f->order;
}

static enum ct_status read_edges(struct ct_scan *scan, size_t n, size_t m, struct edge *edges,
                                 struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < m && status == CT_OK; i++) {
        size_t a = 0, b = 0, length = 0;
        status = ct_scan_count(scan, 1, n, &a, err);
        if (status == CT_OK)
            status = ct_scan_count(scan, 1, n, &b, err);
        if (status == CT_OK)
            status = ct_scan_count(scan, 0, SIZE_MAX >> 16, &length, err);
        edges[2 * i] = (struct edge){a - 1, b - 1, (int64_t)length, i};
        edges[2 * i + 1] = (struct edge){b - 1, a - 1, (int64_t)length, i};
    }
    return status;
}

/* Of doubles the last one counts. */
static bool build(struct graph *g, struct edge *edges, size_t count)
{
    size_t kept = 0;

    qsort(edges, count, sizeof *edges, by_ends);
    for (size_t i = 0; i < count; i++)
        if (i + 1 == count || edges[i].a != edges[i + 1].a || edges[i].b != edges[i + 1].b)
            edges[kept++] = edges[i];
    g->start = calloc(g->n + 1, sizeof *g->start);
    g->to = malloc((kept + 1) * sizeof *g->to);
    g->length = malloc((kept + 1) * sizeof *g->length);
    g->distance = malloc(g->n * g->n * sizeof *g->distance);
    if (!g->start || !g->to || !g->length || !g->distance)
        return false;
    for (size_t i = 0; i < kept; i++) {
        g->start[edges[i].a + 1] = i + 1;
        g->to[i] = edges[i].b;
        g->length[i] = edges[i].length;
    }
    for (size_t v = 0; v < g->n; v++)
        if (g->start[v + 1] < g->start[v])
            g->start[v + 1] = g->start[v];
    return true;
}

struct heap_entry {
    int64_t distance;
    size_t vertex;
};

static void push(struct heap_entry *heap, size_t *size, struct heap_entry entry)
{
    size_t i = (*size)++;

    while (i > 0 && heap[(i - 1) / 2].distance > entry.distance) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = entry;
}

static struct heap_entry pop(struct heap_entry *heap, size_t *size)
{
    struct heap_entry top = heap[0], last = heap[--*size];
    size_t i = 0;

    for (size_t child = 1; child < *size; child = 2 * i + 1) {
        child += child + 1 < *size && heap[child + 1].distance < heap[child].distance;
        if (heap[child].distance >= last.distance)
            break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return top;
}

static void shortest(const struct graph *g, size_t from, int64_t *distance, struct heap_entry *heap)
{
    size_t size = 0;

    for (size_t v = 0; v < g->n; v++)
        distance[v] = INT64_MAX / 4;
    distance[from] = 0;
    push(heap, &size, (struct heap_entry){0, from});
    while (size > 0) {
        struct heap_entry top = pop(heap, &size);
        if (top.distance > distance[top.vertex])
            continue;
        for (size_t k = g->start[top.vertex]; k < g->start[top.vertex + 1]; k++) {
            int64_t d = top.distance + g->length[k];
            if (d >= distance[g->to[k]])
                continue;
            distance[g->to[k]] = d;
            push(heap, &size, (struct heap_entry){d, g->to[k]});
        }
    }
}

static int64_t graph_distance(const void *context, size_t site, size_t demand)
{
    const struct graph *g = context;
    return g->distance[demand * g->n + site];
}

static void free_graph(struct graph *g)
{
    free(g->start);
    free(g->to);
    free(g->length);
    free(g->distance);
}

static enum ct_status solve_graph(struct graph *g, size_t m, struct ct_instance *out,
                                  struct ct_error *err)
{
    struct heap_entry *heap = malloc((2 * m + g->n + 1) * sizeof *heap);

    if (heap == NULL)
        return ct_fail_memory(err);
    for (size_t v = 0; v < g->n; v++)
        shortest(g, v, g->distance + v * g->n, heap);
    free(heap);
    return ct_matrix_complete(g->n, g->n, graph_distance, g, &out->problem.reach, err);
}

enum ct_status ct_instance_graph(const struct ct_solve *what, struct ct_instance *out,
                                 struct ct_error *err)
{
    struct ct_scan scan;
    struct graph g = {0};
    struct edge *edges = NULL;
    size_t m = 0, p = 0;
    enum ct_status status = ct_scan_open(&scan, what->file, err);

    if (status == CT_OK)
        status = ct_scan_count(&scan, 1, MOST, &g.n, err);
    if (status == CT_OK)
        status = ct_scan_count(&scan, 0, (size_t)MOST * 100, &m, err);
    if (status == CT_OK)
        status = ct_scan_count(&scan, 1, g.n, &p, err);
    if (status == CT_OK && (edges = malloc((2 * m + 1) * sizeof *edges)) == NULL)
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = read_edges(&scan, g.n, m, edges, err);
    if (status == CT_OK && !build(&g, edges, 2 * m))
        status = ct_fail_memory(err);
    free(edges);
    if (status == CT_OK)
        status = solve_graph(&g, m, out, err);
    out->problem.choice.most = p;
    out->demands_read = g.n;
    out->model = "pmedian";
    free_graph(&g);
    ct_scan_close(&scan);
    return status;
}

/* --- set covers ------------------------------------------------------------------------------- */

static enum ct_status read_prices(struct ct_scan *scan, struct ct_problem *problem,
                                  struct ct_error *err)
{
    enum ct_status status = CT_OK;
    size_t n = problem->reach.sites;

    problem->choice.budget = -1;
    problem->choice.price = malloc((n + 1) * sizeof *problem->choice.price);
    if (problem->choice.price == NULL)
        return ct_fail_memory(err);
    for (size_t j = 0; j < n && status == CT_OK; j++) {
        size_t price = 0;
        status = ct_scan_count(scan, 0, SIZE_MAX >> 16, &price, err);
        problem->choice.price[j] = (int64_t)price;
    }
    return status;
}

static int by_number(const void *a, const void *b)
{
    uint32_t p = *(const uint32_t *)a, q = *(const uint32_t *)b;
    return p < q ? -1 : p > q;
}

static enum ct_status read_row(struct ct_scan *scan, struct ct_reach_matrix *reach, size_t i,
                               struct ct_error *err)
{
    size_t count = 0, at = reach->start[i];
    enum ct_status status = ct_scan_count(scan, 0, reach->sites, &count, err);

    if (status != CT_OK)
        return status;
    uint32_t *more = realloc(reach->site, (at + count + 1) * sizeof *more);
    if (more == NULL)
        return ct_fail_memory(err);
    reach->site = more;
    for (size_t k = 0; k < count && status == CT_OK; k++) {
        size_t column = 1;
        status = ct_scan_count(scan, 1, reach->sites, &column, err);
        reach->site[at + k] = (uint32_t)(column - 1);
    }
    qsort(reach->site + at, count, sizeof *reach->site, by_number);
    reach->start[i + 1] = at + count;
    reach->weight[i] = 1;
    return status;
}

static enum ct_status read_rows(struct ct_scan *scan, struct ct_reach_matrix *reach,
                                struct ct_error *err)
{
    enum ct_status status = CT_OK;

    reach->start = calloc(reach->demands + 1, sizeof *reach->start);
    reach->weight = malloc((reach->demands + 1) * sizeof *reach->weight);
    if (reach->start == NULL || reach->weight == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < reach->demands && status == CT_OK; i++)
        status = read_row(scan, reach, i, err);
    return status;
}

enum ct_status ct_instance_set_cover(const struct ct_solve *what, struct ct_instance *out,
                                     struct ct_error *err)
{
    struct ct_scan scan;
    struct ct_reach_matrix *reach = &out->problem.reach;
    enum ct_status status = ct_scan_open(&scan, what->file, err);

    if (status == CT_OK)
        status = ct_scan_count(&scan, 1, (size_t)MOST * 100, &reach->demands, err);
    if (status == CT_OK)
        status = ct_scan_count(&scan, 1, (size_t)MOST * 100, &reach->sites, err);
    if (status == CT_OK)
        status = read_prices(&scan, &out->problem, err);
    if (status == CT_OK)
        status = read_rows(&scan, reach, err);
    out->demands_read = reach->demands;
    out->model = "lscp";
    ct_scan_close(&scan);
    return status;
}
