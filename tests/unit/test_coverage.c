/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Communities as a coverage: places on borders have one owner, overlaps are those of brute force.
 */
#include "check/finding.h"
#include "gis/overlay.h"
#include "lib/folder.h"
#include "load/city.h"
#include "load/locate.h"
#include "load/parts.h"
#include <math.h>

static struct ct_findings findings;

static size_t found(const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < findings.count; i++)
        n += strcmp(findings.rows[i].code, code) == 0;
    return n;
}

/* Squares of whole degrees / 1000, in columns and rows; a place on any border has one owner. */
static struct ct_communities lattice(size_t side)
{
    struct ct_communities c = {.count = side * side};
    c.shape = calloc(c.count, sizeof *c.shape);
    ck_assert_ptr_nonnull(c.shape);
    for (size_t i = 0; i < c.count; i++) {
        size_t column = i % side, row = i / side;
        double w = 114 + 0.001 * (double)column, e = 114 + 0.001 * (double)(column + 1);
        double s = 30 + 0.001 * (double)row, n = 30 + 0.001 * (double)(row + 1);
        struct ct_shape *shape = &c.shape[i];
        shape->kind = CT_SHAPE_POLYGONS;
        ck_assert(ct_shape_begin(shape, false));
        ck_assert(ct_shape_add(shape, w, s, false) && ct_shape_add(shape, e, s, false));
        ck_assert(ct_shape_add(shape, e, n, false) && ct_shape_add(shape, w, n, false));
        ck_assert(ct_shape_add(shape, w, s, false));
    }
    return c;
}

static void free_lattice(struct ct_communities *c)
{
    for (size_t i = 0; i < c->count; i++)
        ct_shape_free(&c->shape[i]);
    free(c->shape);
}

START_TEST(a_place_on_a_border_has_one_owner)
{
    struct ct_communities c = lattice(9);
    struct ct_locator *locator = NULL;
    assert_ok(ct_locator_new(&c, &locator, &err));
    for (int i = 1; i < 90; i++) {
        for (int j = 1; j < 90; j++) {
            double lon = 114 + 0.0001 * i, lat = 30 + 0.0001 * j;
            size_t owners = 0;
            for (size_t k = 0; k < c.count; k++)
                owners += ct_shape_holds(&c.shape[k], lon, lat);
            ck_assert_uint_eq(owners, 1);
            ck_assert(ct_shape_holds(&c.shape[ct_locator_find(locator, lon, lat)], lon, lat));
        }
    }
    ck_assert_int_eq(ct_locator_find(locator, 113.9, 30.001), -1);
    ck_assert_int_eq(ct_locator_find(locator, NAN, 30.001), -1);
    ct_locator_free(locator);
    free_lattice(&c);
}
END_TEST

/* Random quadrangles moved over a lattice: the pairs found are those that brute force finds, and
 * the areas less the pieces are the area of the union. */
static void assert_overlaps(struct ct_communities *c)
{
    struct ct_city town = {.communities = *c};
    struct ct_shape shape = {0};
    const struct ct_shape **all = calloc(c->count, sizeof *all);
    char **ids = calloc(c->count, sizeof *ids);
    long *rows = calloc(c->count, sizeof *rows);
    ck_assert(all && ids && rows);
    double sum = 0;
    size_t pairs = 0;
    for (size_t i = 0; i < c->count; i++) {
        all[i] = &c->shape[i];
        ids[i] = (char *)(uintptr_t) "";
        sum += ct_shape_area_m2(all[i]);
        for (size_t k = 0; k < i; k++) {
            assert_ok(ct_overlay_and(all[k], all[i], &shape, &err));
            pairs += ct_shape_area_m2(&shape) > 0.01;
        }
    }
    town.communities.id = ids;
    town.communities.row = rows;
    assert_ok(ct_load_overlaps(&findings, &town, &err));
    ck_assert_uint_eq(found("F0103"), pairs);
    for (size_t i = 0; i < town.overlaps.count; i++)
        sum -= ct_shape_area_m2(&town.overlaps.shape[i]);
    assert_ok(ct_overlay_union(all, c->count, 0, &shape, &err));
    ck_assert_double_eq_tol(sum, ct_shape_area_m2(&shape), 1);
    for (size_t i = 0; i < town.overlaps.count; i++)
        ct_shape_free(&town.overlaps.shape[i]);
    free(town.overlaps.a);
    free(town.overlaps.b);
    free(town.overlaps.shape);
    free(town.rim.segment);
    ct_shape_free(&shape);
    ct_findings_free(&findings);
    free(all);
    free(ids);
    free(rows);
}

static void move(struct ct_shape *shape, double dx, double dy)
{
    for (size_t i = 0; i < shape->vertices; i++) {
        shape->lon[i] += dx;
        shape->lat[i] += dy;
    }
}

START_TEST(overlaps_are_those_of_brute_force)
{
    srand48(5);
    for (int k = 0; k < 30; k++) {
        struct ct_communities c = lattice(6);
        for (int moved = 0; moved < k % 8; moved++)
            move(&c.shape[(size_t)(drand48() * 36)], 0.003 * (drand48() - 0.5),
                 0.003 * (drand48() - 0.5));
        if (k % 3 == 0)
            ck_assert(ct_shape_copy(&c.shape[7], &c.shape[20])); /* the same twice */
        assert_overlaps(&c);
        free_lattice(&c);
    }
}
END_TEST

/* Two whole coverages over each other: inside, every edge has its partner. */
START_TEST(overlaps_of_two_coverages)
{
    struct ct_communities c = lattice(5), d = lattice(5);
    struct ct_shape *both = realloc(c.shape, 50 * sizeof *both);
    ck_assert_ptr_nonnull(both);
    memcpy(both + 25, d.shape, 25 * sizeof *both);
    free(d.shape);
    c.shape = both;
    c.count = 50;
    assert_overlaps(&c); /* the very same */
    for (size_t i = 25; i < 50; i++)
        move(&both[i], 0.00037, 0.0002);
    assert_overlaps(&c);
    free_lattice(&c);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coverage");
    TCase *tests = tcase_create("coverage");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_place_on_a_border_has_one_owner);
    tcase_add_test(tests, overlaps_are_those_of_brute_force);
    tcase_add_test(tests, overlaps_of_two_coverages);
    return run_tests(suite, tests);
}
