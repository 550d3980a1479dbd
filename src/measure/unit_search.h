/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside measure only: a graph of communities cut into connected units of a number of people.
 *
 * A unit of several communities never has more than `high` people; a community that alone has more
 * is a unit of its own. Of all such cuts the best has, in this order,
 *   1. the fewest people in units below `low`,
 *   2. the smallest sum over units of (people - middle of low and high)^2,
 *   3. the fewest units.
 * Where several are equally good, the order of the vertices decides.
 *
 * The best is found for sure (`exact`) where the search over connected sets ends within most_steps
 * of them in each connected part, and parts have at most 64 vertices; 3^n steps are enough for n
 * vertices, a street of 20 needs some thousands. Otherwise: units merged greedily, then every two
 * and three neighbouring units cut anew by the same search for as long as that is better; the same
 * from units that were evened out by moves, and the better of both.
 */
#ifndef CT_MEASURE_UNIT_SEARCH_H
#define CT_MEASURE_UNIT_SEARCH_H

#include "catchment/status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CT_UNIT_MOST 64 /* vertices of an exact search */

/* Numbers of people in any whole unit (thousandths), so that sums are exact. */
struct ct_unit_graph {
    size_t count;
    int64_t *people; /* >= 0 */
    size_t *start;   /* CSR, count + 1: neighbours of a vertex, ascending, in both directions */
    uint32_t *to;
    int64_t *twice; /* people that stand in both: counted once in a unit that holds both */
};

struct ct_unit_goal {
    int64_t low, high;
    size_t most_steps; /* 0: never exact */
};

/* What a cut costs; differences of two are costs as well. */
struct ct_unit_cost {
    int64_t below;
    __int128 spread; /* 4 times the sum of squares: the middle may be a half */
    int64_t units;
};

static inline struct ct_unit_cost ct_unit_cost_add(struct ct_unit_cost a, struct ct_unit_cost b)
{
    return (struct ct_unit_cost){a.below + b.below, a.spread + b.spread, a.units + b.units};
}
static inline struct ct_unit_cost ct_unit_cost_minus(struct ct_unit_cost a, struct ct_unit_cost b)
{
    return (struct ct_unit_cost){a.below - b.below, a.spread - b.spread, a.units - b.units};
}
static inline bool ct_unit_cost_less(struct ct_unit_cost a, struct ct_unit_cost b)
{
    if (a.below != b.below)
        return a.below < b.below;
    return a.spread != b.spread ? a.spread < b.spread : a.units < b.units;
}
/* Of one unit. */
struct ct_unit_cost ct_unit_cost_of(const struct ct_unit_goal *goal, int64_t people);

/* unit_of[v] gets the first vertex of v's unit, exact[v] whether v's connected part was searched to
 * the end. */
enum ct_status CT_CHECKED ct_unit_search(const struct ct_unit_graph *graph,
                                         const struct ct_unit_goal *goal, uint32_t *unit_of,
                                         bool *exact, struct ct_error *err);

/* The two ways, for `n` vertices `part` (ascending, none alone above `high`). Exactly: n <= 64;
 * *found false where the steps did not do, unit_of is then untouched. By improvement: the rest as
 * said above; the vertices must be a connected part. */
enum ct_status CT_CHECKED ct_unit_search_exact(const struct ct_unit_graph *graph,
                                               const struct ct_unit_goal *goal,
                                               const uint32_t *part, size_t n, uint32_t *unit_of,
                                               struct ct_unit_cost *cost, bool *found,
                                               struct ct_error *err);
enum ct_status CT_CHECKED ct_unit_search_improve(const struct ct_unit_graph *graph,
                                                 const struct ct_unit_goal *goal,
                                                 const uint32_t *part, size_t n, uint32_t *unit_of,
                                                 struct ct_error *err);

#endif
