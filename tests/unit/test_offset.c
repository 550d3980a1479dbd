/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/offset.h: published vectors, the way there and back over China, the kink at 105 degrees.
 */
#include "base/offset.h"
#include "lib/folder.h"
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#define METRES_PER_DEGREE 111320.0

static double distance_m(const double a[2], const double b[2])
{
    double east = (a[0] - b[0]) * cos(a[1] * M_PI / 180), north = a[1] - b[1];
    return hypot(east, north) * METRES_PER_DEGREE;
}

static void assert_moves(enum ct_offset offset, double lon, double lat, double to_lon,
                         double to_lat, double tolerance_m)
{
    double place[2] = {lon, lat}, expected[2] = {to_lon, to_lat}, from[2] = {lon, lat};
    ct_offset_add(offset, &place[0], &place[1]);
    ck_assert_double_le(distance_m(place, expected), tolerance_m);
    ct_offset_remove(offset, &place[0], &place[1]);
    ck_assert_double_le(distance_m(place, from), 1e-6);
}

/* eviltransform's own three vectors (github.com/googollee/eviltransform, MIT), given to 6 or more
 * decimals, computed with 6378137 m in its C code: 1 cm. */
START_TEST(published)
{
    assert_moves(CT_OFFSET_GCJ02, 121.5272106, 31.1774276, 121.531541859215, 31.175303983646, 0.02);
    assert_moves(CT_OFFSET_GCJ02, 113.912316, 22.543847, 113.917176480836, 22.540796131695, 0.02);
    assert_moves(CT_OFFSET_GCJ02, 116.377817, 39.911954, 116.384047224557, 39.913345455361, 0.02);
}
END_TEST

/* A line of gcoord's file: "WGS84": [114.0164322, 33.0133556] */
static bool read_pair(const char *line, const char *name, double pair[2])
{
    char start[32];
    snprintf(start, sizeof start, "\"%s\": [", name);
    const char *at = strstr(line, start);
    return at != NULL && sscanf(at + strlen(start), "%lf, %lf", &pair[0], &pair[1]) == 2;
}

/* What map services return for 664 cities, as kept in gcoord's tests (github.com/hujiulong/gcoord,
 * MIT, china-cities.json): its own bounds are 1 m for WGS 84 to GCJ-02, 2 cm from there to BD-09.
 */
START_TEST(services)
{
    const char *path = real_file("coords/gcoord_china-cities.json");
    if (path == NULL) {
        puts("skipped: no gcoord_china-cities.json");
        return;
    }
    FILE *in = fopen(path, "r");
    char line[512];
    double wgs[2] = {0}, gcj[2] = {0}, bd[2];
    size_t seen = 0;
    ck_assert_ptr_nonnull(in);
    while (fgets(line, sizeof line, in) != NULL) {
        read_pair(line, "WGS84", wgs);
        read_pair(line, "GCJ02", gcj);
        if (!read_pair(line, "BD09", bd))
            continue;
        ct_offset_add(CT_OFFSET_GCJ02, &wgs[0], &wgs[1]);
        ck_assert_double_le(distance_m(wgs, gcj), 1);
        ct_offset_remove(CT_OFFSET_GCJ02, &gcj[0], &gcj[1]);
        ct_offset_add(CT_OFFSET_BD09, &gcj[0], &gcj[1]);
        ck_assert_double_le(distance_m(gcj, bd), 0.02);
        seen++;
    }
    fclose(in);
    ck_assert_uint_ge(seen, 600);
}
END_TEST

/* Reference values of 24 places: in China, at 105 degrees east, and where a border would be asked.
 */
START_TEST(reference)
{
    const char *path = real_file("coords/gcj_bd_vectors.csv");
    if (path == NULL) {
        puts("skipped: no gcj_bd_vectors.csv");
        return;
    }
    FILE *in = fopen(path, "r");
    char line[512];
    size_t seen = 0;
    ck_assert_ptr_nonnull(in);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, in));
    while (fgets(line, sizeof line, in) != NULL) {
        double v[6];
        const char *numbers = strchr(line, ',');
        ck_assert_ptr_nonnull(numbers);
        ck_assert_int_eq(
            sscanf(numbers, ",%lf,%lf,%lf,%lf,%lf,%lf", &v[0], &v[1], &v[2], &v[3], &v[4], &v[5]),
            6);
        if (v[0] == v[2]) // NOLINT: a place that the reference does not shift
            continue;
        assert_moves(CT_OFFSET_GCJ02, v[0], v[1], v[2], v[3], 1e-6);
        assert_moves(CT_OFFSET_BD09, v[0], v[1], v[4], v[5], 1e-6);
        seen++;
    }
    fclose(in);
    ck_assert_uint_ge(seen, 20);
}
END_TEST

static double random_in(uint64_t *state, double low, double high)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return low + (high - low) * (double)(*state >> 11) / 9007199254740992.0;
}

START_TEST(there_and_back)
{
    uint64_t state = 1;
    double worst = 0, largest = 0;
    for (int i = 0; i < 200000; i++) {
        const double place[2] = {random_in(&state, 73, 136), random_in(&state, 3, 54)};
        enum ct_offset offset = i % 2 ? CT_OFFSET_GCJ02 : CT_OFFSET_BD09;
        double shifted[2] = {place[0], place[1]};
        ct_offset_add(offset, &shifted[0], &shifted[1]);
        largest = fmax(largest, distance_m(place, shifted));
        ct_offset_remove(offset, &shifted[0], &shifted[1]);
        worst = fmax(worst, distance_m(place, shifted));
    }
    ck_assert_double_le(worst, 1e-6);
    ck_assert_double_ge(largest, 1000); /* it did move them */
}
END_TEST

/* sqrt|lon - 105| has no slope there: the way back still ends within 1e-6 m. */
START_TEST(kink)
{
    const double steps[] = {0, 1e-16, 1e-14, 1e-13, 1e-12, 1e-11, 1e-9, 1e-7, 1e-3};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (int sign = -1; sign <= 1; sign += 2)
            for (double lat = 22; lat < 42; lat += 0.37) {
                double lon = 105 + sign * steps[i], back[2] = {lon, lat};
                ct_offset_add(CT_OFFSET_GCJ02, &back[0], &back[1]);
                ct_offset_remove(CT_OFFSET_GCJ02, &back[0], &back[1]);
                ck_assert_double_le(distance_m(back, (double[]){lon, lat}), 1e-6);
            }
}
END_TEST

START_TEST(nothing_to_do)
{
    double lon = 114, lat = 30;
    ct_offset_add(CT_OFFSET_NONE, &lon, &lat);
    ct_offset_remove(CT_OFFSET_NONE, &lon, &lat);
    ck_assert_double_eq(lon, 114);
    ck_assert_double_eq(lat, 30);
    lon = HUGE_VAL;
    ct_offset_remove(CT_OFFSET_BD09, &lon, &lat);
    ck_assert(isinf(lon));
    ck_assert_str_eq(ct_offset_name(CT_OFFSET_GCJ02), "gcj02");
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("offset");
    tcase_add_test(tests, published);
    tcase_add_test(tests, services);
    tcase_add_test(tests, reference);
    tcase_add_test(tests, there_and_back);
    tcase_add_test(tests, kink);
    tcase_add_test(tests, nothing_to_do);
    return run_tests(suite_create("offset"), tests);
}
