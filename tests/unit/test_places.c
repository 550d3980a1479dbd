/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Places of people: parts of cells against sampling and the area of the ring; points and polygons
 * in two communities that claim a strip twice, against sums by hand.
 */
#include "measure/mask.h"
#include "measure/places.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static unsigned state = 11;
static double chance(void)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) / 16777216.0;
}

/* --- parts of cells --------------------------------------------------------------------------- */

enum { CELLS = 9, SAMPLES = 64 };

static int inside(const double (*ring)[2], int n, double x, double y)
{
    int odd = 0;
    for (int i = 0, k = n - 1; i < n; k = i++)
        if ((ring[i][1] > y) != (ring[k][1] > y) &&
            x < (ring[k][0] - ring[i][0]) * (y - ring[i][1]) / (ring[k][1] - ring[i][1]) +
                    ring[i][0])
            odd = !odd;
    return odd;
}

static double sampled(const double (*ring)[2], int n, int column, int row)
{
    int hits = 0;
    for (int i = 0; i < SAMPLES * SAMPLES; i++)
        hits += inside(ring, n, column + (i % SAMPLES + 0.5) / SAMPLES,
                       row + (i / SAMPLES + 0.5) / SAMPLES);
    return hits / (double)(SAMPLES * SAMPLES);
}

START_TEST(parts_of_cells)
{
    struct ct_mask mask = {0};
    struct ct_error err;
    for (int round = 0; round < 60; round++) {
        double ring[8][2], area = 0, all = 0;
        const int n = 3 + round % 6, column = round % 5 - 2, row = 3 - round % 7;
        for (int i = 0; i < n; i++) { /* a star about the middle */
            const double r = CELLS * (0.1 + 0.39 * chance()), a = 2 * M_PI * (i + chance() / 2) / n;
            ring[i][0] = column + CELLS / 2.0 + r * cos(a);
            ring[i][1] = row + CELLS / 2.0 + r * sin(a);
        }
        ck_assert_int_eq(ct_mask_begin(&mask, column, row, CELLS, CELLS, &err), CT_OK);
        for (int i = 0, k = n - 1; i < n; k = i++) {
            const double sign = round % 2 ? 1 : -1; /* which way it runs does not matter */
            ct_mask_edge(&mask, ring[k][0], ring[k][1], ring[i][0], ring[i][1], sign);
            area += (ring[k][0] * ring[i][1] - ring[i][0] * ring[k][1]) / 2;
        }
        ct_mask_finish(&mask);
        for (int y = 0; y < CELLS; y++)
            for (int x = 0; x < CELLS; x++) {
                const double part = mask.sum[y * (CELLS + 2) + x];
                all += part;
                ck_assert_double_eq_tol(part, sampled(ring, n, column + x, row + y), 0.03);
            }
        ck_assert_double_eq_tol(all, fabs(area), 1e-9);
    }
    ct_mask_free(&mask);
}
END_TEST

/* --- a town ----------------------------------------------------------------------------------- */

/* Two communities side by side that both claim the strip from 117.02 to 117.03. */
static void box(struct ct_shape *shape, double west, double south, double east, double north)
{
    *shape = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
    ck_assert(ct_shape_begin(shape, false));
    ck_assert(ct_shape_add(shape, west, south, false) && ct_shape_add(shape, east, south, false) &&
              ct_shape_add(shape, east, north, false) && ct_shape_add(shape, west, north, false) &&
              ct_shape_add(shape, west, south, false));
}

struct town {
    struct ct_shape community[2], strip, block;
    size_t a, b;
    struct ct_population population;
    struct ct_city city;
};

static void found(struct town *t)
{
    *t = (struct town){.a = 0, .b = 1};
    box(&t->community[0], 117.00, 32.0, 117.03, 32.03);
    box(&t->community[1], 117.02, 32.0, 117.05, 32.03);
    box(&t->strip, 117.02, 32.0, 117.03, 32.03);
    t->city.communities = (struct ct_communities){.count = 2, .shape = t->community};
    t->city.overlaps = (struct ct_overlaps){.count = 1, .a = &t->a, .b = &t->b, .shape = &t->strip};
    const double bounds[4] = {117.0, 32.0, 117.05, 32.03};
    memcpy(t->city.bounds, bounds, sizeof bounds);
    t->city.population = &t->population;
    t->city.population_count = 1;
}

static void leave(struct town *t)
{
    ct_shape_free(&t->community[0]);
    ct_shape_free(&t->community[1]);
    ct_shape_free(&t->strip);
    ct_shape_free(&t->block);
}

struct sums {
    double people[2], lon[2];
    size_t places;
};

static enum ct_status sum(void *context, const struct ct_demand_place *place, struct ct_error *err)
{
    struct sums *sums = context;
    (void)err;
    ck_assert_uint_lt(place->community, 2);
    sums->people[place->community] += place->people;
    sums->lon[place->community] += place->people * place->lon;
    sums->places++;
    return CT_OK;
}

START_TEST(points_in_the_first_community)
{
    double lon[] = {117.01, 117.025, 117.04, 117.2, 117.041}, lat[] = {32.01, 32.01, 32.02, 32, 32};
    double people[] = {3, 5, 7, 11, 0};
    struct town t;
    struct sums sums = {0};
    struct ct_error err;
    found(&t);
    t.population = (struct ct_population){
        .kind = CT_POPULATION_POINTS, .count = 5, .lon = lon, .lat = lat, .people = people};
    ck_assert_int_eq(ct_demand_places(&t.city, 0, 50, sum, &sums, &err), CT_OK);
    ck_assert_double_eq(sums.people[0], 8);
    ck_assert_double_eq(sums.people[1], 7);
    ck_assert_uint_eq(sums.places, 3);
    leave(&t);
}
END_TEST

/* A block from 117.01 to 117.06: of its 5000 people 2000 in the first, 2000 in the second alone,
 * 1000 outside; a degree of longitude is as wide everywhere, so people go by degrees. */
START_TEST(polygons_by_area)
{
    double people = 5000;
    struct town t;
    struct sums sums = {0};
    struct ct_error err;
    found(&t);
    box(&t.block, 117.01, 32.005, 117.06, 32.025);
    t.population = (struct ct_population){
        .kind = CT_POPULATION_POLYGONS, .count = 1, .people = &people, .shape = &t.block};
    ck_assert_int_eq(ct_demand_places(&t.city, 0, 50, sum, &sums, &err), CT_OK);
    ck_assert_double_eq_tol(sums.people[0], 2000, 0.01);
    ck_assert_double_eq_tol(sums.people[1], 2000, 0.01);
    ck_assert_double_eq_tol(sums.lon[0] / sums.people[0], 117.02, 1e-4);
    ck_assert_double_eq_tol(sums.lon[1] / sums.people[1], 117.04, 1e-4);
    ck_assert_uint_gt(sums.places, 3000);
    leave(&t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("places");
    TCase *cases = tcase_create("places");
    tcase_add_test(cases, parts_of_cells);
    tcase_add_test(cases, points_in_the_first_community);
    tcase_add_test(cases, polygons_by_area);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
