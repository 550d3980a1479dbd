/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reach matrices of instances: complete ones with costs, and cover rows. O(n m log n) and O(n m).
 */
#include "base/fail.h"
#include "solve/instance_parts.h"
#include "solve/merge.h"
#include <math.h>
#include <stdlib.h>

struct entry {
    int64_t cost;
    uint32_t site;
};

static int nearer(const void *a, const void *b)
{
    const struct entry *p = a, *q = b;

    if (p->cost != q->cost)
        return p->cost < q->cost ? -1 : 1;
    return p->site < q->site ? -1 : p->site > q->site;
}

static bool reserve(struct ct_reach_matrix *out, size_t sites, size_t demands)
{
    *out = (struct ct_reach_matrix){.sites = sites, .demands = demands};
    out->start = malloc((demands + 1) * sizeof *out->start);
    out->site = malloc((sites * demands + 1) * sizeof *out->site);
    out->cost = malloc((sites * demands + 1) * sizeof *out->cost);
    out->weight = malloc((demands + 1) * sizeof *out->weight);
    return out->start && out->site && out->cost && out->weight;
}

enum ct_status ct_matrix_complete(size_t sites, size_t demands,
                                  int64_t (*distance)(const void *, size_t, size_t),
                                  const void *context, struct ct_reach_matrix *out,
                                  struct ct_error *err)
{
    struct entry *row = malloc((sites + 1) * sizeof *row);
    bool good = row != NULL && reserve(out, sites, demands);

    for (size_t i = 0; good && i < demands; i++) {
        for (size_t j = 0; j < sites; j++)
            row[j] = (struct entry){distance(context, j, i), (uint32_t)j};
        qsort(row, sites, sizeof *row, nearer);
        out->start[i] = i * sites;
        out->weight[i] = 1;
        for (size_t k = 0; k < sites; k++) {
            out->site[i * sites + k] = row[k].site;
            out->cost[i * sites + k] = row[k].cost;
        }
    }
    if (good)
        out->start[demands] = demands * sites;
    free(row);
    return good ? CT_OK : ct_fail_memory(err);
}

enum ct_status ct_instance_cover(size_t sites, size_t demands, const double *weight,
                                 bool (*near)(const void *, size_t, size_t), const void *context,
                                 struct ct_instance *out, struct ct_error *err)
{
    struct ct_merge *merge = NULL;
    uint32_t *row = malloc((sites + 1) * sizeof *row);
    enum ct_status status = row != NULL ? ct_merge_new(sites, &merge, err) : ct_fail_memory(err);

    for (size_t i = 0; status == CT_OK && i < demands; i++) {
        size_t n = 0;
        for (size_t j = 0; j < sites; j++)
            if (near(context, j, i))
                row[n++] = (uint32_t)j;
        status = ct_merge_add(merge, row, n, weight != NULL ? llround(weight[i]) : 1, err);
    }
    if (status == CT_OK)
        status = ct_merge_finish(merge, &out->problem.reach, &out->out_of_reach, err);
    out->demands_read = demands;
    ct_merge_free(merge);
    free(row);
    return status;
}
