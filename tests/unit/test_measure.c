/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Measuring against brute force: a small city of nine wiggled communities, random facilities of two
 * kinds and a random raster; every cell is sampled at 96 x 96 places, each place asked for its
 * community (crossing number), its facilities within reach and its nearest facility by distance in
 * space. The same for random points and for polygons with people. Nothing here shares code with the
 * library but the plan's types.
 */
#include "catchment/audit.h"
#include "measure/measures.h"

#include <check.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SIDE       3
#define CELLS      36
#define FACILITIES 14
#define SAMPLES    96
#define POINTS     700
#define BLOCKS     4 /* polygons with people, each way */
static const double WEST = 117.0, SOUTH = 32.5, STEP = 0.012, CELL = 0.001;

static unsigned seed = 7;
static double noise(void)
{
    seed = seed * 1664525u + 1013904223u;
    return (double)(seed >> 8) / (double)(1u << 24);
}

struct world {
    struct ct_city city;
    struct ct_kind kind[2];
    double radius[2][2];
    struct ct_population population[3];
    double lon[POINTS], lat[POINTS], people[POINTS], block_people[BLOCKS * BLOCKS];
    struct ct_shape block[BLOCKS * BLOCKS];
    float cell[CELLS][CELLS];
    char file[64];
    struct ct_findings findings;
    struct ct_measures *got;
};
static struct world w;

static double corner[SIDE + 1][SIDE + 1][2];

static void add_side(struct ct_shape *s, int r0, int c0, int r1, int c1)
{
    /* both communities that share a side draw it through the same middle place */
    const double *a = corner[r0][c0], *b = corner[r1][c1];
    const double wiggle = 0.1 * (r0 < r1 || c0 < c1 ? 1 : -1);
    ct_shape_add(s, a[0], a[1], false);
    ct_shape_add(s, (a[0] + b[0]) / 2 - wiggle * (b[1] - a[1]),
                 (a[1] + b[1]) / 2 + wiggle * (b[0] - a[0]), false);
}

static void make_communities(void)
{
    struct ct_communities *c = &w.city.communities;
    c->count = SIDE * SIDE;
    c->shape = calloc(c->count, sizeof *c->shape);
    for (int r = 0; r <= SIDE; r++)
        for (int k = 0; k <= SIDE; k++) {
            corner[r][k][0] = WEST + (k + 0.3 * (noise() - 0.5)) * STEP;
            corner[r][k][1] = SOUTH + (r + 0.3 * (noise() - 0.5)) * STEP;
        }
    for (int r = 0; r < SIDE; r++)
        for (int k = 0; k < SIDE; k++) {
            struct ct_shape *s = &c->shape[r * SIDE + k];
            s->kind = CT_SHAPE_POLYGONS;
            ct_shape_begin(s, false);
            add_side(s, r, k, r, k + 1);
            add_side(s, r, k + 1, r + 1, k + 1);
            add_side(s, r + 1, k + 1, r + 1, k);
            add_side(s, r + 1, k, r, k);
            ct_shape_add(s, s->lon[0], s->lat[0], false);
        }
    const double bounds[4] = {WEST - STEP, SOUTH - STEP, WEST + (SIDE + 1) * STEP,
                              SOUTH + (SIDE + 1) * STEP};
    memcpy(w.city.bounds, bounds, sizeof bounds);
}

static void make_facilities(void)
{
    struct ct_facilities *f = &w.city.facilities;
    f->count = FACILITIES;
    f->lon = calloc(FACILITIES, sizeof *f->lon);
    f->lat = calloc(FACILITIES, sizeof *f->lat);
    f->kind = calloc(FACILITIES, sizeof *f->kind);
    for (int i = 0; i < FACILITIES; i++) {
        f->lon[i] = WEST + noise() * SIDE * STEP;
        f->lat[i] = SOUTH + noise() * SIDE * STEP;
        f->kind[i] = (size_t)(i % 2);
    }
    f->lon[4] = f->lon[2]; /* two of a kind at the very same place */
    f->lat[4] = f->lat[2];
    for (int k = 0; k < 2; k++) {
        w.radius[k][0] = k ? 600 : 300;
        w.radius[k][1] = 1000;
        w.kind[k] = (struct ct_kind){.name = k ? (char *)"b" : (char *)"a",
                                     .radius_m = w.radius[k],
                                     .radius_count = 2,
                                     .counts = true};
    }
    w.city.kinds = w.kind;
    w.city.kind_count = 2;
}

static void make_raster(void)
{
    GDALAllRegister();
    snprintf(w.file, sizeof w.file, "/tmp/test_measure_%d.tif", (int)getpid());
    GDALDatasetH d =
        GDALCreate(GDALGetDriverByName("GTiff"), w.file, CELLS, CELLS, 1, GDT_Float32, NULL);
    double g[6] = {WEST, CELL, 0, SOUTH + CELLS * CELL, 0, -CELL};
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    char *wkt = NULL;
    OSRImportFromEPSG(srs, 4326);
    OSRExportToWkt(srs, &wkt);
    GDALSetGeoTransform(d, g);
    GDALSetProjection(d, wkt);
    for (int r = 0; r < CELLS; r++)
        for (int c = 0; c < CELLS; c++)
            w.cell[r][c] = noise() < 0.3 ? 0.0f : (float)(100 * noise());
    if (GDALRasterIO(GDALGetRasterBand(d, 1), GF_Write, 0, 0, CELLS, CELLS, w.cell, CELLS, CELLS,
                     GDT_Float32, 0, 0))
        abort();
    GDALClose(d);
    VSIFree(wkt);
    OSRDestroySpatialReference(srs);
    w.population[0] = (struct ct_population){
        .name = (char *)"people", .file = w.file, .band = 1, .kind = CT_POPULATION_RASTER};
    w.city.population = w.population;
    w.city.population_count = 1;
}

static double block_edge(int i, double from)
{
    return from - 0.3 * STEP + i * (SIDE + 0.6) * STEP / BLOCKS;
}

static void make_points_and_polygons(void)
{
    for (int i = 0; i < POINTS; i++) {
        w.lon[i] = WEST + (noise() * 1.2 - 0.1) * SIDE * STEP;
        w.lat[i] = SOUTH + (noise() * 1.2 - 0.1) * SIDE * STEP;
        w.people[i] = 1 + floor(9 * noise());
    }
    w.population[1] = (struct ct_population){.name = (char *)"points",
                                             .kind = CT_POPULATION_POINTS,
                                             .count = POINTS,
                                             .lon = w.lon,
                                             .lat = w.lat,
                                             .people = w.people};
    for (int i = 0; i < BLOCKS * BLOCKS; i++) {
        const double x0 = block_edge(i % BLOCKS, WEST), x1 = block_edge(i % BLOCKS + 1, WEST);
        const double y0 = block_edge(i / BLOCKS, SOUTH), y1 = block_edge(i / BLOCKS + 1, SOUTH);
        const double x[5] = {x0, x1, x1, x0, x0}, y[5] = {y0, y0, y1, y1, y0};
        w.block[i].kind = CT_SHAPE_POLYGONS;
        ct_shape_begin(&w.block[i], false);
        for (int k = 0; k < 5; k++)
            ct_shape_add(&w.block[i], x[k], y[k], false);
        w.block_people[i] = floor(1000 * noise());
    }
    w.population[2] = (struct ct_population){.name = (char *)"blocks",
                                             .kind = CT_POPULATION_POLYGONS,
                                             .count = BLOCKS * BLOCKS,
                                             .people = w.block_people,
                                             .shape = w.block};
    w.city.population_count = 3;
}

static void setup(void)
{
    make_communities();
    make_facilities();
    make_raster();
    make_points_and_polygons();
    struct ct_error err = {0};
    struct ct_run run = {.threads = 2};
    if (ct_measure(&w.city, &run, &w.findings, &w.got, &err)) {
        fprintf(stderr, "%s: %s\n", err.code, err.message[0]);
        exit(EXIT_FAILURE);
    }
}

/* ---- brute force ------------------------------------------------------------------------------
 */

static void in_space(double lon, double lat, double out[3])
{
    const double f = 1 / 298.257222101, e2 = f * (2 - f), a = 6378137;
    const double l = lon * M_PI / 180, b = lat * M_PI / 180;
    const double n = a / sqrt(1 - e2 * sin(b) * sin(b));
    out[0] = n * cos(b) * cos(l);
    out[1] = n * cos(b) * sin(l);
    out[2] = n * (1 - e2) * sin(b);
}

static int community_at(double lon, double lat)
{
    for (size_t c = 0; c < w.city.communities.count; c++) {
        const struct ct_shape *s = &w.city.communities.shape[c];
        int in = 0;
        for (size_t i = 0; i + 1 < s->vertices; i++)
            if ((s->lat[i] > lat) != (s->lat[i + 1] > lat) &&
                lon < s->lon[i] + (lat - s->lat[i]) / (s->lat[i + 1] - s->lat[i]) *
                                      (s->lon[i + 1] - s->lon[i]))
                in = !in;
        if (in)
            return (int)c;
    }
    return -1;
}

struct brute {
    double people[SIDE * SIDE], depth[5][SIDE * SIDE][CT_DEPTHS], load[FACILITIES];
    double inside, x[SIDE * SIDE], y[SIDE * SIDE];
};
static struct brute brute, of_points, of_polygons;
static double site[FACILITIES][3];

static double radius_of(size_t reach, size_t kind)
{
    const struct ct_reach *r = &w.got->reach[reach];
    if (r->kind < 0)
        return w.radius[kind][0];
    return (size_t)r->kind == kind ? r->radius_m : -1;
}

static void sample(struct brute *b, double lon, double lat, double people)
{
    double at[3], best[2] = {INFINITY, INFINITY}, distance[FACILITIES];
    int nearest[2] = {-1, -1};
    const int c = community_at(lon, lat);
    if (c < 0)
        return;
    in_space(lon, lat, at);
    for (int i = 0; i < FACILITIES; i++) {
        distance[i] = sqrt(pow(at[0] - site[i][0], 2) + pow(at[1] - site[i][1], 2) +
                           pow(at[2] - site[i][2], 2));
        const size_t k = w.city.facilities.kind[i];
        if (distance[i] < best[k]) {
            best[k] = distance[i];
            nearest[k] = i;
        }
    }
    b->people[c] += people;
    b->x[c] += people * lon;
    b->y[c] += people * lat;
    for (size_t r = 0; r < w.got->reaches; r++) {
        int n = 0;
        for (int i = 0; i < FACILITIES; i++)
            n += distance[i] < radius_of(r, w.city.facilities.kind[i]);
        b->depth[r][c][n < 3 ? n : 3] += people;
    }
    for (int k = 0; k < 2; k++)
        b->load[nearest[k]] += people;
}

static void run_brute(void)
{
    for (int i = 0; i < FACILITIES; i++)
        in_space(w.city.facilities.lon[i], w.city.facilities.lat[i], site[i]);
    for (int r = 0; r < CELLS; r++)
        for (int c = 0; c < CELLS; c++)
            for (int k = 0; w.cell[r][c] > 0 && k < SAMPLES * SAMPLES; k++)
                sample(&brute, WEST + (c + (k % SAMPLES + 0.5) / SAMPLES) * CELL,
                       SOUTH + (CELLS - r - (k / SAMPLES + 0.5) / SAMPLES) * CELL,
                       (double)w.cell[r][c] / SAMPLES / SAMPLES);
}

static void run_brute_vectors(void)
{
    for (int i = 0; i < POINTS; i++)
        sample(&of_points, w.lon[i], w.lat[i], w.people[i]);
    const int fine = 4 * SAMPLES;
    for (int i = 0; i < BLOCKS * BLOCKS; i++) {
        const double x0 = block_edge(i % BLOCKS, WEST), x1 = block_edge(i % BLOCKS + 1, WEST);
        const double y0 = block_edge(i / BLOCKS, SOUTH), y1 = block_edge(i / BLOCKS + 1, SOUTH);
        for (int k = 0; k < fine * fine; k++)
            sample(&of_polygons, x0 + (x1 - x0) * (k % fine + 0.5) / fine,
                   y0 + (y1 - y0) * (k / fine + 0.5) / fine, w.block_people[i] / fine / fine);
    }
}

static void compare(size_t demand, const struct brute *b, double tolerance)
{
    const struct ct_measures *m = w.got;
    ck_assert_uint_eq(m->reaches, 5);
    for (size_t c = 0; c < m->communities; c++) {
        const double total = m->people[demand * m->zones + c];
        ck_assert_double_eq_tol(total / b->people[c], 1, tolerance);
        for (size_t r = 0; r < m->reaches; r++) {
            double sum = 0;
            for (size_t d = 0; d < CT_DEPTHS; d++) {
                const size_t row = (demand * m->reaches + r) * m->zones + c;
                const double got = m->reached_people[row * CT_DEPTHS + d];
                sum += got;
                ck_assert_msg(fabs(got - b->depth[r][c][d]) <= tolerance * b->people[c],
                              "reach %zu community %zu depth %zu: %.6f, brute force %.6f", r, c, d,
                              got, b->depth[r][c][d]);
            }
            ck_assert_double_eq_tol(sum, total, 1e-9 * total);
        }
    }
}

START_TEST(people_by_community_and_depth)
{
    compare(0, &brute, 1e-4);
    compare(1, &of_points, 1e-12);
    compare(2, &of_polygons, 2e-4);
}
END_TEST

static void compare_loads(size_t demand, const struct brute *b, double tolerance)
{
    double load[FACILITIES] = {0};
    for (size_t i = 0; i < w.got->assignment_count; i++)
        if (w.got->assignments[i].demand == demand)
            load[w.got->assignments[i].facility] += w.got->assignments[i].people;
    for (int i = 0; i < FACILITIES; i++) {
        double expected = b->load[i];
        if (i == 2 || i == 4) /* share their place equally */
            expected = (b->load[2] + b->load[4]) / 2;
        ck_assert_msg(fabs(load[i] - expected) <= tolerance * (expected + 100), "%d: %.4f, %.4f", i,
                      load[i], expected);
    }
}

START_TEST(loads_by_facility)
{
    compare_loads(0, &brute, 1e-4);
    compare_loads(1, &of_points, 1e-12);
    compare_loads(2, &of_polygons, 3e-4);
}
END_TEST

START_TEST(centres_and_nearest)
{
    for (size_t c = 0; c < w.got->communities; c++) {
        ck_assert_double_eq_tol(w.got->centre[c].lon, brute.x[c] / brute.people[c], 2e-5);
        ck_assert_double_eq_tol(w.got->centre[c].lat, brute.y[c] / brute.people[c], 2e-5);
        for (size_t k = 0; k < 2; k++) {
            const struct ct_nearest *n = &w.got->nearest[k * w.got->communities + c];
            double at[3], best = INFINITY;
            in_space(w.got->centre[c].lon, w.got->centre[c].lat, at);
            for (int i = 0; i < FACILITIES; i++)
                if (w.city.facilities.kind[i] == k)
                    best = fmin(best, hypot(hypot(at[0] - site[i][0], at[1] - site[i][1]),
                                            at[2] - site[i][2]));
            ck_assert_double_eq_tol(n->distance_m, best, 0.01);
        }
    }
}
END_TEST

START_TEST(gaps_hold_the_uncovered)
{
    const struct ct_measures *m = w.got;
    double sum[5][SIDE * SIDE] = {{0}};
    for (size_t g = 0; g < m->gap_count; g++) {
        ck_assert(m->gaps[g].people[0] > 0 && m->gaps[g].area_m2 > 0);
        ck_assert_uint_gt(m->gap_shapes[m->gaps[g].shape].parts, 0);
        sum[m->gaps[g].reach][m->gaps[g].community] += m->gaps[g].people[0];
    }
    for (size_t r = 0; r + 1 < m->reaches; r++) /* the last is "all kinds", without gaps */
        for (size_t c = 0; c < m->communities; c++)
            ck_assert_double_eq_tol(sum[r][c], m->reached_people[(r * m->zones + c) * CT_DEPTHS],
                                    1e-6);
}
END_TEST

START_TEST(account_is_conserved)
{
    double read = 0;
    for (int i = 0; i < CELLS * CELLS; i++)
        read += (double)w.cell[i / CELLS][i % CELLS];
    const struct ct_account *a = &w.got->account[0];
    ck_assert_double_eq_tol(a->read, read, 1e-9 * read);
    ck_assert_double_eq_tol(a->inside + a->outside - a->twice, read, 1e-9 * read);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("measure");
    TCase *t = tcase_create("brute force");
    setup();
    run_brute();
    run_brute_vectors();
    tcase_set_timeout(t, 60);
    tcase_add_test(t, people_by_community_and_depth);
    tcase_add_test(t, loads_by_facility);
    tcase_add_test(t, centres_and_nearest);
    tcase_add_test(t, gaps_hold_the_uncovered);
    tcase_add_test(t, account_is_conserved);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    unlink(w.file);
    ct_measures_free(w.got);
    ct_findings_free(&w.findings);
    for (size_t c = 0; c < w.city.communities.count; c++)
        ct_shape_free(&w.city.communities.shape[c]);
    for (int i = 0; i < BLOCKS * BLOCKS; i++)
        ct_shape_free(&w.block[i]);
    free(w.city.communities.shape);
    free(w.city.facilities.lon);
    free(w.city.facilities.lat);
    free(w.city.facilities.kind);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
