/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Planning units: the search against all connected cuts of small graphs, borders of squares drawn
 * alike and not, and units of a town whatever the order of its rows.
 */
#include "measure/planning_units.h"
#include "measure/unit_search.h"
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 100 };

struct graph {
    struct ct_unit_graph g;
    int64_t people[MOST];
    size_t start[MOST + 1];
    uint32_t to[MOST * MOST];
    int64_t twice[MOST * MOST];
    bool near[MOST][MOST];
    int64_t both[MOST][MOST];
};

static unsigned random_below(unsigned *seed, unsigned n)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (*seed >> 8) % n;
}

static void graph_close(struct graph *t, size_t n)
{
    size_t edges = 0;
    for (size_t i = 0; i < n; i++) {
        t->start[i] = edges;
        for (size_t k = 0; k < n; k++)
            if (t->near[i][k]) {
                t->twice[edges] = t->both[i][k];
                t->to[edges++] = (uint32_t)k;
            }
    }
    t->start[n] = edges;
    t->g = (struct ct_unit_graph){n, t->people, t->start, t->to, t->twice};
}

static void join(struct graph *t, size_t a, size_t b)
{
    t->near[a][b] = t->near[b][a] = a != b;
}

/* A tree with some more edges; people of all sizes, some 0, some alone above the most. */
static void graph_random(struct graph *t, size_t n, unsigned *seed)
{
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < n; i++) {
        t->people[i] = random_below(seed, 8) == 0 ? 0 : (int64_t)random_below(seed, 13000);
        if (random_below(seed, 12) == 0)
            t->people[i] = 20001 + random_below(seed, 9000);
        if (i > 0 && random_below(seed, 10) > 0)
            join(t, i, random_below(seed, (unsigned)i));
    }
    for (size_t i = 0; i < n / 2; i++)
        join(t, random_below(seed, (unsigned)n), random_below(seed, (unsigned)n));
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            if (t->near[i][k] && random_below(seed, 4) == 0)
                t->both[i][k] = t->both[k][i] =
                    (t->people[i] < t->people[k] ? t->people[i] : t->people[k]) / 20;
    graph_close(t, n);
}

static bool connected(const struct graph *t, const uint32_t *unit_of, uint32_t unit)
{
    bool seen[MOST] = {false};
    bool more = true;
    for (size_t i = 0; i < t->g.count; i++)
        seen[i] = i == unit;
    while (more) {
        more = false;
        for (size_t i = 0; i < t->g.count; i++)
            for (size_t k = 0; k < t->g.count && seen[i]; k++)
                if (t->near[i][k] && unit_of[k] == unit && !seen[k])
                    more = seen[k] = true;
    }
    for (size_t i = 0; i < t->g.count; i++)
        if (unit_of[i] == unit && !seen[i])
            return false;
    return true;
}

/* What a cut costs by plain loops; false where it is none: not connected, or too many people. */
static bool cost_of(const struct graph *t, const uint32_t *unit_of, int64_t low, int64_t high,
                    double cost[3])
{
    cost[0] = cost[1] = cost[2] = 0;
    for (uint32_t u = 0; u < t->g.count; u++) {
        int64_t people = 0;
        size_t members = 0;
        for (size_t i = 0; i < t->g.count; i++) {
            if (unit_of[i] != u)
                continue;
            members++;
            people += t->people[i];
            for (size_t k = 0; k < i; k++)
                people -= unit_of[k] == u ? t->both[i][k] : 0;
        }
        if (members == 0)
            continue;
        if (!connected(t, unit_of, u) || (members > 1 && people > high))
            return false;
        const double off = (double)people - (double)(low + high) / 2;
        cost[0] += people < low ? (double)people : 0;
        cost[1] += off * off;
        cost[2] += 1;
    }
    return true;
}

static bool less(const double *a, const double *b)
{
    for (int i = 0; i < 3; i++)
        if (fabs(a[i] - b[i]) > 1e-3)
            return a[i] < b[i];
    return false;
}

/* The best of all cuts: each vertex joins an earlier one's unit or begins its own. */
static void brute(const struct graph *t, uint32_t *unit_of, size_t i, int64_t low, int64_t high,
                  double best[3])
{
    double cost[3];
    if (i == t->g.count) {
        if (cost_of(t, unit_of, low, high, cost) && less(cost, best))
            memcpy(best, cost, sizeof cost);
        return;
    }
    for (uint32_t u = 0; u <= i; u++)
        if (u == i || unit_of[u] == u) {
            unit_of[i] = u;
            brute(t, unit_of, i + 1, low, high, best);
        }
}

static void search(const struct graph *t, int64_t low, int64_t high, size_t steps,
                   uint32_t *unit_of, bool *all_exact)
{
    const struct ct_unit_goal goal = {low, high, steps};
    bool exact[MOST];
    struct ct_error err = {0};
    ck_assert_int_eq(ct_unit_search(&t->g, &goal, unit_of, exact, &err), CT_OK);
    *all_exact = true;
    for (size_t i = 0; i < t->g.count; i++)
        *all_exact = *all_exact && exact[i];
}

START_TEST(best_of_all_cuts)
{
    static const int64_t ranges[][2] = {{10000, 20000}, {9000, 12000}, {5000, 20000}};
    static struct graph t;
    unsigned seed = 7;
    for (int i = 0; i < 300; i++) {
        const size_t n = 1 + random_below(&seed, i < 280 ? 8 : 9);
        const int64_t low = ranges[i % 3][0], high = ranges[i % 3][1];
        uint32_t mine[MOST], all[MOST];
        double cost[3], best[3] = {INFINITY, 0, 0};
        bool exact;
        graph_random(&t, n, &seed);
        search(&t, low, high, 1000000, mine, &exact);
        ck_assert(exact);
        brute(&t, all, 0, low, high, best);
        ck_assert_msg(cost_of(&t, mine, low, high, cost), "trial %d is no cut", i);
        ck_assert_msg(!less(best, cost) && !less(cost, best), "trial %d: %g %g %g, not %g %g %g", i,
                      cost[0], cost[1], cost[2], best[0], best[1], best[2]);
    }
}
END_TEST

/* Without an exact search the cut is one, and seldom much worse. */
START_TEST(improved_cuts)
{
    static struct graph t;
    unsigned seed = 11;
    int same = 0;
    for (int i = 0; i < 200; i++) {
        uint32_t mine[MOST], best_units[MOST];
        double cost[3], best[3];
        bool exact;
        graph_random(&t, 8 + random_below(&seed, 10), &seed);
        search(&t, 10000, 20000, 0, mine, &exact);
        ck_assert(!exact || t.g.count == 0);
        search(&t, 10000, 20000, 5000000, best_units, &exact);
        ck_assert(exact);
        ck_assert(cost_of(&t, mine, 10000, 20000, cost));
        ck_assert(cost_of(&t, best_units, 10000, 20000, best));
        ck_assert(!less(cost, best));
        same += !less(best, cost);
    }
    ck_assert_msg(same >= 170, "only %d of 200 are best", same);
}
END_TEST

/* A part of more than 64 is cut as well: a ring of 90 with 4,000 people each; four or five of them
 * make a unit, and nobody needs to be left out. */
START_TEST(large_parts)
{
    static struct graph t;
    uint32_t mine[MOST];
    double cost[3];
    bool exact;
    memset(&t, 0, sizeof t);
    for (size_t i = 0; i < 90; i++) {
        t.people[i] = 4000;
        join(&t, i, (i + 1) % 90);
    }
    graph_close(&t, 90);
    search(&t, 10000, 20000, 100000, mine, &exact);
    ck_assert(!exact);
    ck_assert(cost_of(&t, mine, 10000, 20000, cost));
    ck_assert_double_eq(cost[0], 0);
    /* at best 22 or 23 units of 4 (16,000) but for two of 3 or 5: (1000)^2 x 22 + (3000 or 5000)^2
     */
    ck_assert_double_le(cost[1], 60e6);
}
END_TEST

/* --- towns of squares ------------------------------------------------------------------------- */

enum { SQUARES = 12 };

struct town {
    struct ct_city city;
    struct ct_measures measures;
    struct ct_findings findings;
    char id_text[SQUARES][8];
    char *id[SQUARES], *street[SQUARES], *county[SQUARES];
    struct ct_shape shape[SQUARES];
    double given[SQUARES], people[SQUARES], area[SQUARES];
};

#define STEP 0.01

/* Community i at column and row, in row `at` of the layer. */
static void put(struct town *t, size_t at, int i, double column, double row, const char *street,
                double people)
{
    const double x[] = {0, 1, 1, 0, 0}, y[] = {0, 0, 1, 1, 0};
    snprintf(t->id_text[at], sizeof t->id_text[at], "c%02d", i);
    t->id[at] = t->id_text[at];
    t->street[at] = (char *)street;
    t->county[at] = (char *)"";
    t->shape[at] = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(&t->shape[at], false));
    for (int k = 0; k < 5; k++)
        ck_assert(ct_shape_add(&t->shape[at], 114 + (column + x[k]) * STEP,
                               30 + (row + y[k]) * STEP, false));
    t->people[at] = people;
    t->given[at] = NAN;
}

static void town_close(struct town *t, size_t n)
{
    t->city.communities = (struct ct_communities){.layer = (char *)"communities",
                                                  .count = n,
                                                  .id = t->id,
                                                  .street = t->street,
                                                  .county = t->county,
                                                  .population = t->given,
                                                  .shape = t->shape};
    t->city.bounds[0] = 114, t->city.bounds[1] = 30, t->city.bounds[2] = 114.1,
    t->city.bounds[3] = 30.1;
    t->measures = (struct ct_measures){
        .communities = n, .zones = n, .demands = 1, .people = t->people, .area_m2 = t->area};
}

static void town_free(struct town *t)
{
    for (size_t i = 0; i < SQUARES; i++)
        ct_shape_free(&t->shape[i]);
    ct_findings_free(&t->findings);
}

static void build(struct town *t, double tolerance_m, struct ct_planning_units *units)
{
    const struct ct_unit_rule rule = {10000, 20000, tolerance_m};
    struct ct_error err = {0};
    ck_assert_msg(
        ct_planning_units_build(&t->city, &t->measures, &rule, &t->findings, units, &err) == CT_OK,
        "%s", err.message[CT_EN]);
}

static const char *unit_at(const struct ct_planning_units *units, size_t at)
{
    return units->id[units->of_community[at]];
}

/* Three by four squares in two streets, in any order of rows: always the same units. */
START_TEST(order_of_rows)
{
    unsigned seed = 3;
    char first[SQUARES][32];
    for (int trial = 0; trial < 20; trial++) {
        struct town t = {0};
        struct ct_planning_units units;
        size_t at[SQUARES];
        for (size_t i = 0; i < SQUARES; i++) {
            const size_t k = trial ? random_below(&seed, (unsigned)i + 1) : i;
            at[i] = at[k];
            at[k] = i;
        }
        for (int i = 0; i < SQUARES; i++)
            put(&t, at[i], i, i % 4, i / 4, i < 8 ? "东街" : "西街", 3000 + 700.0 * (i % 5));
        town_close(&t, SQUARES);
        build(&t, 1, &units);
        for (size_t i = 0; i < SQUARES; i++) {
            if (trial == 0)
                snprintf(first[i], sizeof first[i], "%s", unit_at(&units, at[i]));
            ck_assert_str_eq(unit_at(&units, at[i]), first[i]);
        }
        ck_assert(strncmp(first[8], "西街#", strlen("西街#")) == 0);
        ck_assert_str_eq(first[0], "东街#1");
        ck_assert_uint_eq(t.findings.count, 0);
        ct_planning_units_free(&units);
        town_free(&t);
    }
}
END_TEST

/* Two squares of 6,000 people: are they one unit? */
static bool joined(double column, double row, double tolerance_m)
{
    struct town t = {0};
    struct ct_planning_units units;
    put(&t, 0, 0, 0, 0, "街", 6000);
    put(&t, 1, 1, column, row, "街", 6000);
    town_close(&t, 2);
    build(&t, tolerance_m, &units);
    const bool one = units.count == 1;
    ct_planning_units_free(&units);
    town_free(&t);
    return one;
}

START_TEST(borders)
{
    const double metre = 1 / (STEP * 111320 * cos(30 * M_PI / 180)); /* in columns */
    ck_assert(joined(1, 0, 1));
    ck_assert(joined(1, 0, 0));     /* drawn alike: no tolerance is needed */
    ck_assert(joined(1, 0.999, 0)); /* one metre of border is one */
    ck_assert(!joined(1, 1, 1));    /* a corner is none */
    ck_assert(!joined(1 + 0.5 * metre, 1, 1));
    ck_assert(joined(1 + 0.9 * metre, 0, 1)); /* a gap or an overlap of less than a metre */
    ck_assert(joined(1 - 0.9 * metre, 0, 1));
    ck_assert(!joined(1 + 1.1 * metre, 0, 1));
    ck_assert(joined(1 + 1.1 * metre, 0.5, 2));
    ck_assert(joined(0, -1, 1));
    ck_assert(!joined(3, 0, 1));
}
END_TEST

/* Alone: above the most, and on an island; without a street or county: together. */
START_TEST(alone_and_together)
{
    struct town t = {0};
    struct ct_planning_units units;
    put(&t, 0, 0, 0, 0, "", 6000);
    put(&t, 1, 1, 1, 0, "", 25000);
    put(&t, 2, 2, 2, 0, "", 6000);
    put(&t, 3, 3, 0, 1, "", 0);
    put(&t, 4, 4, 1, 1, "", 6000);
    put(&t, 5, 5, 6, 6, "", 6000);
    t.given[3] = 1000; /* the layer shows nobody: as given */
    t.county[5] = (char *)"甲";
    t.given[0] = 1; /* the layer goes first */
    town_close(&t, 6);
    build(&t, 1, &units);
    ck_assert_uint_eq(units.count, 4);
    ck_assert_str_eq(unit_at(&units, 0), "#1");
    ck_assert_str_eq(unit_at(&units, 3), "#1"); /* 0, 3, 4: 13,000 */
    ck_assert_str_eq(unit_at(&units, 4), "#1");
    ck_assert_str_eq(unit_at(&units, 1), "#2");
    ck_assert_str_eq(unit_at(&units, 2), "#3"); /* only beside 1, which is full */
    ck_assert_str_eq(unit_at(&units, 5), "甲/#1");
    ck_assert_str_eq(units.name[units.of_community[5]], "甲#1");
    ct_planning_units_free(&units);
    town_free(&t);
}
END_TEST

/* Communities that claim the same ground: its people count once, and it makes them neighbours. */
START_TEST(overlapping)
{
    static const double people[] = {12000, 9999, 14002}; /* of the second; the first has 12,000 */
    static const size_t units_of[] = {2, 1, 2};
    struct town t = {0};
    struct ct_planning_units units;
    struct ct_shape nothing = {0};
    size_t a = 0, b = 1;
    put(&t, 0, 0, 0, 0, "街", 12000);
    put(&t, 1, 1, 0.8, 0.1, "街", 0);
    town_close(&t, 2);
    t.city.overlaps = (struct ct_overlaps){1, &a, &b, &nothing};
    t.measures.zones = 3;
    t.people[2] = 4000;
    t.area[2] = 1e5;
    /* 20,000 together, but two of 12,000 are nearer to 15,000; 17,999, or one of two is below;
     * 22,002 are too many */
    for (int i = 0; i < 3; i++) {
        t.people[1] = people[i];
        build(&t, 1, &units);
        ck_assert_uint_eq(units.count, units_of[i]);
        ct_planning_units_free(&units);
    }
    town_free(&t);
}
END_TEST

/* A street too large for the search says so. */
START_TEST(not_proven)
{
    static struct ct_shape shapes[MOST];
    static char ids[MOST][8], *id[MOST], *street[MOST], *county[MOST];
    static double people[MOST], given[MOST], area[MOST];
    struct town t = {0};
    struct ct_planning_units units;
    for (int i = 0; i < MOST; i++) {
        struct town one = {0};
        put(&one, 0, i, i % 10, i / 10, "大街", 0);
        snprintf(ids[i], sizeof ids[i], "%s", one.id[0]);
        id[i] = ids[i], street[i] = one.street[0], county[i] = one.county[0];
        shapes[i] = one.shape[0];
        people[i] = 1500 + 97 * (i * 7 % 13);
        given[i] = NAN;
    }
    town_close(&t, MOST);
    t.city.communities.id = id, t.city.communities.street = street;
    t.city.communities.county = county, t.city.communities.shape = shapes;
    t.city.communities.population = given;
    t.measures.people = people, t.measures.area_m2 = area;
    build(&t, 1, &units);
    ck_assert_uint_eq(t.findings.count, 1);
    ck_assert_str_eq(t.findings.rows[0].code, "F0530");
    ck_assert_str_eq(t.findings.rows[0].feature, "大街");
    double of[MOST] = {0};
    for (int i = 0; i < MOST; i++)
        of[units.of_community[i]] += people[i];
    for (size_t u = 0; u < units.count; u++)
        ck_assert_msg(of[u] >= 10000 && of[u] <= 20000, "%s: %g", units.id[u], of[u]);
    ct_planning_units_free(&units);
    town_free(&t);
    for (int i = 0; i < MOST; i++)
        ct_shape_free(&shapes[i]);
}
END_TEST

START_TEST(a_rule_that_is_none)
{
    static const double wrong[][2] = {{0, 20000}, {20000, 10000}, {10000, NAN}, {NAN, 1}};
    struct town t = {0};
    struct ct_planning_units units;
    for (int i = 0; i < 4; i++) {
        const struct ct_unit_rule rule = {wrong[i][0], wrong[i][1], 1};
        struct ct_error err = {0};
        ck_assert_int_eq(
            ct_planning_units_build(&t.city, &t.measures, &rule, &t.findings, &units, &err),
            CT_INPUT);
        ck_assert_str_eq(err.code, "E0650");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planning_units");
    TCase *tests = tcase_create("planning_units");
    suite_add_tcase(suite, tests);
    tcase_add_test(tests, best_of_all_cuts);
    tcase_add_test(tests, improved_cuts);
    tcase_add_test(tests, large_parts);
    tcase_add_test(tests, order_of_rows);
    tcase_add_test(tests, borders);
    tcase_add_test(tests, alone_and_together);
    tcase_add_test(tests, overlapping);
    tcase_add_test(tests, not_proven);
    tcase_add_test(tests, a_rule_that_is_none);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
