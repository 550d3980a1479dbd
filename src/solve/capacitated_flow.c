/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Maximum flow from sites to demands by augmenting paths, one source after another: a source
 * without a path to what is left never gets one by augmenting from others (Ford, Fulkerson). A
 * search for a path is O(entries).
 */
#include "solve/capacitated_flow.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

/* --- the graph -------------------------------------------------------------------------------- */

void ct_flow_graph_free(struct ct_flow_graph *graph)
{
    free(graph->weight);
    free(graph->row);
    free(graph->site);
    free(graph->demand);
    free(graph->column);
    free(graph->entry);
    *graph = (struct ct_flow_graph){0};
}

static void read_rows(const struct ct_problem *problem, struct ct_flow_graph *out)
{
    const struct ct_reach_matrix *reach = &problem->reach;

    for (size_t i = 0; i < reach->demands; i++) {
        if (reach->weight[i] == 0)
            continue;
        out->weight[out->demands] = reach->weight[i];
        for (size_t k = reach->start[i]; k < reach->start[i + 1]; k++) {
            out->site[out->entries] = reach->site[k];
            out->demand[out->entries++] = (uint32_t)out->demands;
            out->column[reach->site[k] + 1]++;
        }
        out->row[++out->demands] = out->entries;
    }
}

/* Entries by site; column[j + 1] counts them at first. */
static void list_columns(struct ct_flow_graph *out, size_t *next)
{
    for (size_t j = 0; j < out->sites; j++) {
        out->column[j + 1] += out->column[j];
        next[j] = out->column[j];
    }
    for (size_t e = 0; e < out->entries; e++)
        out->entry[next[out->site[e]]++] = e;
}

enum ct_status ct_flow_graph_new(const struct ct_problem *problem, struct ct_flow_graph *out,
                                 struct ct_error *err)
{
    size_t n = problem->choice.sites, m = problem->reach.demands;
    size_t entries = problem->reach.start[m], *next = calloc(n + 1, sizeof *next);

    *out = (struct ct_flow_graph){.sites = n, .capacity = problem->capacity};
    out->weight = calloc(m + 1, sizeof *out->weight);
    out->row = calloc(m + 1, sizeof *out->row);
    out->site = calloc(entries + 1, sizeof *out->site);
    out->demand = calloc(entries + 1, sizeof *out->demand);
    out->column = calloc(n + 1, sizeof *out->column);
    out->entry = calloc(entries + 1, sizeof *out->entry);
    bool good =
        next && out->weight && out->row && out->site && out->demand && out->column && out->entry;
    if (good) {
        read_rows(problem, out);
        list_columns(out, next);
    } else {
        ct_flow_graph_free(out);
    }
    free(next);
    return good ? CT_OK : ct_fail_memory(err);
}

/* --- the flow --------------------------------------------------------------------------------- */

void ct_flow_free(struct ct_flow *flow)
{
    free(flow->open);
    free(flow->flow);
    free(flow->spare);
    free(flow->left);
    free(flow->to_demand);
    free(flow->to_site);
    free(flow->queue);
    *flow = (struct ct_flow){0};
}

enum ct_status ct_flow_new(const struct ct_flow_graph *graph, struct ct_flow *out,
                           struct ct_error *err)
{
    size_t n = graph->sites + 1, m = graph->demands + 1;

    *out = (struct ct_flow){.graph = graph};
    out->open = calloc(n, 1);
    out->flow = calloc(graph->entries + 1, sizeof *out->flow);
    out->spare = calloc(n, sizeof *out->spare);
    out->left = calloc(m, sizeof *out->left);
    out->to_demand = calloc(m, sizeof *out->to_demand);
    out->to_site = calloc(n, sizeof *out->to_site);
    out->queue = calloc(n, sizeof *out->queue);
    if (out->open && out->flow && out->spare && out->left && out->to_demand && out->to_site &&
        out->queue)
        return CT_OK;
    ct_flow_free(out);
    return ct_fail_memory(err);
}

static void push(struct ct_flow *f, size_t entry, int64_t amount)
{
    const struct ct_flow_graph *g = f->graph;

    f->flow[entry] += amount;
    f->left[g->demand[entry]] -= amount;
    f->spare[g->site[entry]] -= amount;
    f->served += amount;
}

/* What can be had without moving anything. */
static void take(struct ct_flow *f, uint32_t site)
{
    const struct ct_flow_graph *g = f->graph;

    for (size_t k = g->column[site]; k < g->column[site + 1] && f->spare[site] > 0; k++) {
        size_t e = g->entry[k];
        int64_t left = f->left[g->demand[e]];
        if (left > 0)
            push(f, e, left < f->spare[site] ? left : f->spare[site]);
    }
    f->steps += g->column[site + 1] - g->column[site];
}

/* Breadth first from a site to a demand with something left; SIZE_MAX: none. */
static size_t reach(struct ct_flow *f, uint32_t from)
{
    const struct ct_flow_graph *g = f->graph;
    size_t head = 0, tail = 0;

    memset(f->to_demand, 0xff, g->demands * sizeof *f->to_demand);
    memset(f->to_site, 0xff, g->sites * sizeof *f->to_site);
    f->queue[tail++] = from;
    while (head < tail) {
        uint32_t j = f->queue[head++];
        f->steps += g->column[j + 1] - g->column[j];
        for (size_t k = g->column[j]; k < g->column[j + 1]; k++) {
            size_t i = g->demand[g->entry[k]];
            if (f->to_demand[i] != SIZE_MAX)
                continue;
            f->to_demand[i] = g->entry[k];
            if (f->left[i] > 0)
                return i;
            for (size_t e = g->row[i]; e < g->row[i + 1]; e++)
                if (f->flow[e] > 0 && g->site[e] != from && f->to_site[g->site[e]] == SIZE_MAX) {
                    f->to_site[g->site[e]] = e;
                    f->queue[tail++] = g->site[e];
                }
        }
    }
    return SIZE_MAX;
}

/* Moves as much as can be along the path that reach() left; sites between only pass on. */
static void augment(struct ct_flow *f, uint32_t from, size_t to)
{
    const struct ct_flow_graph *g = f->graph;
    int64_t amount = f->left[to] < f->spare[from] ? f->left[to] : f->spare[from];

    for (size_t i = to; g->site[f->to_demand[i]] != from;) {
        size_t back = f->to_site[g->site[f->to_demand[i]]];
        amount = f->flow[back] < amount ? f->flow[back] : amount;
        i = g->demand[back];
    }
    for (size_t i = to;;) {
        size_t ahead = f->to_demand[i];
        push(f, ahead, amount);
        if (g->site[ahead] == from)
            return;
        size_t back = f->to_site[g->site[ahead]];
        push(f, back, -amount);
        i = g->demand[back];
    }
}

static void exhaust(struct ct_flow *f, uint32_t site)
{
    take(f, site);
    while (f->spare[site] > 0) {
        size_t to = reach(f, site);
        if (to == SIZE_MAX)
            return;
        augment(f, site, to);
    }
}

static void exhaust_all(struct ct_flow *f)
{
    for (size_t j = 0; j < f->graph->sites; j++)
        if (f->open[j])
            exhaust(f, (uint32_t)j);
}

void ct_flow_set(struct ct_flow *flow, const uint8_t *open)
{
    const struct ct_flow_graph *g = flow->graph;

    memcpy(flow->open, open, g->sites);
    memset(flow->flow, 0, g->entries * sizeof *flow->flow);
    memcpy(flow->spare, g->capacity, g->sites * sizeof *flow->spare);
    memcpy(flow->left, g->weight, g->demands * sizeof *flow->left);
    flow->served = 0;
    exhaust_all(flow);
}

void ct_flow_open(struct ct_flow *flow, uint32_t site)
{
    flow->open[site] = 1;
    exhaust(flow, site);
    exhaust_all(flow);
}

void ct_flow_close(struct ct_flow *flow, uint32_t site)
{
    const struct ct_flow_graph *g = flow->graph;

    for (size_t k = g->column[site]; k < g->column[site + 1]; k++)
        push(flow, g->entry[k], -flow->flow[g->entry[k]]);
    flow->open[site] = 0;
    exhaust_all(flow);
}
