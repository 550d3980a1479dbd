/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ground by nearest facility, where nearest-facility lines run exactly along borders, through their
 * corners, or nowhere near: square zones, facilities in their middles or on their corners, against
 * asking at 80 x 80 places a zone for the nearest by Karney's geodesics. And places exactly on
 * borders: each has one owner.
 */
#include "measure/measuring.h"

#include <check.h>
#include <stdlib.h>

#define SIDE   3
#define ZONES  (SIDE * SIDE)
#define PLACES 80

static struct ct_shape shape[ZONES];
static struct ct_zones zones;

static void make_zones(double west, double south, double step)
{
    const struct ct_shape *list[ZONES];
    const double bounds[4] = {west, south, west + SIDE * step, south + SIDE * step};
    for (int i = 0; i < ZONES; i++) {
        const double x = west + step * (i % SIDE), y = south + step * (i / SIDE);
        const double lon[5] = {x, x + step, x + step, x, x}, lat[5] = {y, y, y + step, y + step, y};
        shape[i] = (struct ct_shape){.kind = CT_SHAPE_POLYGONS};
        ct_shape_begin(&shape[i], false);
        for (int k = 0; k < 5; k++)
            ct_shape_add(&shape[i], lon[k], lat[k], false);
        list[i] = &shape[i];
    }
    ck_assert_int_eq(ct_zones_new(list, ZONES, ct_zones_origin(bounds), &zones, NULL), CT_OK);
}

static void free_zones(void)
{
    ct_zones_free(&zones);
    for (int i = 0; i < ZONES; i++)
        ct_shape_free(&shape[i]);
}

/* Shares of a zone's ground by facility. */
static void measured(size_t n, const double *lon, const double *lat, double (*out)[16])
{
    uint32_t facility[16];
    struct ct_partition part;
    struct ct_arrangement a;
    struct ct_integrals in;
    struct ct_tally t;
    struct ct_error err = {0};
    for (uint32_t i = 0; i < n; i++)
        facility[i] = i;
    ck_assert_int_eq(ct_partition_new(n, facility, lon, lat, &zones, &part, &err), CT_OK);
    ck_assert_int_eq(ct_arrange(&zones, 0, NULL, 1, &part, &a, &err), CT_OK);
    ck_assert_int_eq(ct_field_area(&a, &in, &err), CT_OK);
    ck_assert_msg(!ct_tally_new(&a, &in, true, &t, &err), "%s", err.message[0]);
    for (size_t i = 0; i < t.near[0].count; i++) {
        const struct ct_share *s = &t.near[0].row[i];
        const uint32_t f = part.member[part.member_start[s->site]];
        out[s->zone][f] += ct_tally_value(&t, s->sum) / ct_tally_value(&t, t.total[s->zone]);
    }
    ct_tally_free(&t);
    ct_integrals_free(&in);
    ct_arrangement_free(&a);
    ct_partition_free(&part);
}

static void asked(size_t n, const double *lon, const double *lat, double (*out)[16])
{
    for (int z = 0; z < ZONES; z++)
        for (int k = 0; k < PLACES * PLACES; k++) {
            const double w = shape[z].lon[0], s = shape[z].lat[0];
            const double step = shape[z].lon[1] - shape[z].lon[0];
            const double x = w + step * (k % PLACES + 0.5) / PLACES;
            const int row = k / PLACES;
            const double y = s + step * (row + 0.5) / PLACES;
            size_t best = 0;
            double least = INFINITY;
            for (size_t i = 0; i < n; i++) {
                const double far = ct_plane_distance_m(x, y, lon[i], lat[i]);
                if (far < least) {
                    least = far;
                    best = i;
                }
            }
            out[z][best] += 1.0 / PLACES / PLACES;
        }
}

static void compare(size_t n, const double *lon, const double *lat, double tolerance)
{
    double got[ZONES][16] = {{0}}, expected[ZONES][16] = {{0}};
    measured(n, lon, lat, got);
    asked(n, lon, lat, expected);
    for (int z = 0; z < ZONES; z++)
        for (size_t i = 0; i < n; i++)
            ck_assert_msg(fabs(got[z][i] - expected[z][i]) < tolerance,
                          "zone %d facility %zu: %.5f, asked %.5f", z, i, got[z][i],
                          expected[z][i]);
}

/* Every subset of middles: lines along many borders, some, or none. */
START_TEST(facilities_in_the_middles)
{
    static const double south[] = {0, 32.6, 55};
    for (int at = 0; at < 3; at++) {
        make_zones(117, south[at], 0.02);
        for (unsigned set = 1; set < 1u << ZONES; set += 61) {
            double lon[16], lat[16];
            size_t n = 0;
            for (int i = 0; i < ZONES; i++)
                if (set >> i & 1) {
                    lon[n] = 117.01 + 0.02 * (i % SIDE);
                    const int row = i / SIDE;
                    lat[n++] = south[at] + 0.01 + 0.02 * row;
                }
            compare(n, lon, lat, 0.015);
        }
        free_zones();
    }
}
END_TEST

/* Far from the border's scale each zone is its own facility's, to the curve of parallels. */
START_TEST(a_zone_each)
{
    double got[ZONES][16] = {{0}}, lon[16], lat[16];
    make_zones(117, 32.6, 0.02);
    for (int i = 0; i < ZONES; i++) {
        const int row = i / SIDE;
        lon[i] = 117.01 + 0.02 * (i % SIDE);
        lat[i] = 32.61 + 0.02 * row;
    }
    measured(ZONES, lon, lat, got);
    for (int z = 0; z < ZONES; z++)
        ck_assert_double_eq_tol(got[z][z], 1, 2e-4);
    free_zones();
}
END_TEST

START_TEST(facilities_on_the_corners)
{
    make_zones(117, 32.6, 0.02);
    for (int variant = 1; variant < 5; variant++) {
        double lon[16], lat[16];
        size_t n = 0;
        for (int i = 0; i < 16; i += variant) {
            const int row = i / 4;
            lon[n] = 117 + 0.02 * (i % 4);
            lat[n++] = 32.6 + 0.02 * row;
        }
        compare(n, lon, lat, 0.015);
    }
    free_zones();
}
END_TEST

START_TEST(a_place_on_a_border_has_one_owner)
{
    make_zones(117, 32.6, 0.02);
    for (size_t i = 0; i < zones.vertices; i++) {
        const struct ct_xy p = ct_point_m(zones.vertex[i]),
                           q = ct_point_m(zones.vertex[(i + 1) % zones.vertices]);
        const struct ct_xy place[2] = {p, {(p.x + q.x) / 2, (p.y + q.y) / 2}};
        for (int k = 0; k < 2; k++) {
            uint32_t owner[8];
            const size_t n = ct_zones_at(&zones, place[k].x, place[k].y, owner, 8);
            /* the city's own rim belongs to a zone on its west and south side only */
            ck_assert_uint_le(n, 1);
            const struct ct_box *b = &zones.all;
            if (place[k].x < b->x1 - 1 && place[k].y < b->y1 - 1)
                ck_assert_uint_eq(n, 1);
        }
    }
    free_zones();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("nearest");
    TCase *t = tcase_create("nearest");
    tcase_set_timeout(t, 200);
    tcase_add_test(t, facilities_in_the_middles);
    tcase_add_test(t, a_zone_each);
    tcase_add_test(t, facilities_on_the_corners);
    tcase_add_test(t, a_place_on_a_border_has_one_owner);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
