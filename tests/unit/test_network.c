/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The walking network against closed forms (one edge, a lattice of streets) and against
 * Floyd-Warshall on random streets in which the access points are vertices, with geodesics asked of
 * PROJ here.
 */
#include "measure/network.h"

#include <check.h>
#include <math.h>
#include <proj.h>
#include <stdlib.h>
#include <string.h>

static const double LON = 114.3, LAT = 30.6;

static double geodesic(double lon0, double lat0, double lon1, double lat1)
{
    static PJ *grs80;
    if (!grs80)
        grs80 = proj_create(NULL, "+proj=longlat +ellps=GRS80");
    return proj_lp_dist(grs80, proj_coord(proj_torad(lon0), proj_torad(lat0), 0, 0),
                        proj_coord(proj_torad(lon1), proj_torad(lat1), 0, 0));
}

static unsigned seed = 11;
static double noise(void)
{
    seed = seed * 1664525u + 1013904223u;
    return (double)(seed >> 8) / (double)(1u << 24);
}

/* Adds a line of n vertices given as lon, lat pairs. */
static void line(struct ct_shape *s, int n, const double *at)
{
    s->kind = CT_SHAPE_LINES;
    ck_assert(ct_shape_begin(s, false));
    for (int i = 0; i < n; i++)
        ck_assert(ct_shape_add(s, at[2 * i], at[2 * i + 1], false));
}

static void build(struct ct_shape *lines, struct ct_network *n)
{
    struct ct_error err = {0};
    ck_assert_msg(ct_network_build(lines, n, &err) == CT_OK, "%s", err.message[0]);
    ct_shape_free(lines);
    for (size_t v = 0; v < n->nodes; v++) /* the CSR is symmetric */
        for (size_t a = n->head[v]; a < n->head[v + 1]; a++)
            ck_assert_int_eq(n->length_mm[a], n->edge_mm[n->edge[a]]);
    ck_assert_uint_eq(n->nodes ? n->head[n->nodes] : 0, 2 * n->edges);
}

static double walk(const struct ct_network *n, const double *from, const double *to)
{
    struct ct_network_search search = {0};
    struct ct_network_place a, b;
    struct ct_error err = {0};
    if (!ct_network_join(n, from[0], from[1], CT_NETWORK_ACCESS_M, &a) ||
        !ct_network_join(n, to[0], to[1], CT_NETWORK_ACCESS_M, &b))
        return NAN;
    ck_assert_int_eq(ct_network_reach(n, 1, &a, CT_NETWORK_ANY, &search, &err), CT_OK);
    const int64_t mm = ct_network_walk_mm(n, &search, &b, NULL);
    ct_network_search_free(&search);
    return mm < 0 ? (double)NAN : (double)mm / 1000;
}

START_TEST(one_edge)
{
    const double at[] = {LON, LAT, LON + 0.003, LAT + 0.001, LON + 0.02, LAT + 0.004};
    struct ct_shape lines = {0};
    struct ct_network n;
    line(&lines, 3, at);
    line(&lines, 2, at); /* drawn twice, counts once */
    build(&lines, &n);
    ck_assert_uint_eq(n.nodes, 2);
    ck_assert_uint_eq(n.edges, 1);
    const double length =
        geodesic(at[0], at[1], at[2], at[3]) + geodesic(at[2], at[3], at[4], at[5]);
    ck_assert_double_eq_tol((double)n.edge_mm[0] / 1000, length, 0.001);
    ck_assert_double_eq_tol(walk(&n, at, at + 4), length, 0.004);
    /* two places on it: along it between their feet, and the straight ways there */
    const double p[] = {LON + 0.001, LAT + 1.0 / 3000 + 0.0004}, q[] = {LON + 0.0115, LAT + 0.0025};
    struct ct_network_place a, b;
    ck_assert(ct_network_join(&n, p[0], p[1], CT_NETWORK_ACCESS_M, &a));
    ck_assert(ct_network_join(&n, q[0], q[1], CT_NETWORK_ACCESS_M, &b));
    const double expected =
        geodesic(p[0], p[1], a.lon, a.lat) + geodesic(a.lon, a.lat, at[2], at[3]) +
        geodesic(at[2], at[3], b.lon, b.lat) + geodesic(b.lon, b.lat, q[0], q[1]);
    ck_assert_double_eq_tol(walk(&n, p, q), expected, 0.005);
    ck_assert_double_ge(walk(&n, p, q), geodesic(p[0], p[1], q[0], q[1]) - 1e-6);
    ct_network_free(&n);
}
END_TEST

START_TEST(beyond_the_limit)
{
    const double at[] = {LON, LAT, LON + 0.01, LAT};
    struct ct_shape lines = {0};
    struct ct_network n;
    struct ct_network_place a;
    line(&lines, 2, at);
    build(&lines, &n);
    double near = LAT, far = LAT + 0.1; /* where does a place 500 m north of it lie? */
    for (int i = 0; i < 60; i++) {
        const double middle = (near + far) / 2;
        *(geodesic(LON + 0.005, LAT, LON + 0.005, middle) < 500 ? &near : &far) = middle;
    }
    ck_assert(ct_network_join(&n, LON + 0.005, near - 1e-6, 500, &a));
    ck_assert_double_eq_tol((double)a.straight_mm / 1000, 500, 0.2);
    ck_assert(!ct_network_join(&n, LON + 0.005, near + 1e-6, 500, &a));
    ck_assert(!ct_network_join(&n, LON + 10, LAT, 500, &a));
    ct_network_free(&n);
    build(&lines, &n); /* no line at all */
    ck_assert_uint_eq(n.nodes + n.edges + n.components, 0);
    ck_assert(!ct_network_join(&n, LON, LAT, 500, &a));
    ct_network_free(&n);
}
END_TEST

/* Ends 5 mm apart meet, ends 3 cm apart do not, lines that cross without a vertex do not. */
START_TEST(where_lines_meet)
{
    const double mm = 1e-8; /* degrees a millimetre, about */
    const double a[] = {LON, LAT, LON + 0.01, LAT};
    const double b[] = {LON + 0.01 + 5 * mm, LAT, LON + 0.01, LAT + 0.01};
    const double c[] = {LON + 0.01, LAT + 0.01 + 30 * mm, LON, LAT + 0.01};
    const double d[] = {LON + 0.005, LAT - 0.005, LON + 0.005, LAT + 0.005};
    struct ct_shape lines = {0};
    struct ct_network n;
    line(&lines, 2, a);
    line(&lines, 2, b);
    line(&lines, 2, c);
    line(&lines, 2, d);
    build(&lines, &n);
    ck_assert_uint_eq(n.components, 3);
    ck_assert_uint_eq(n.edges, 3); /* a and b are one */
    ck_assert(!isnan(walk(&n, a, b + 2)));
    ck_assert(isnan(walk(&n, a, c + 2)));
    ck_assert(isnan(walk(&n, a, d)));
    /* the longest is the first: a and b */
    ck_assert_double_eq_tol(n.component_m[0],
                            geodesic(a[0], a[1], a[2], a[3]) + geodesic(b[0], b[1], b[2], b[3]),
                            0.01);
    ck_assert_double_ge(n.component_m[0], n.component_m[1]);
    ck_assert_double_ge(n.component_m[0], n.component_m[2]);
    ct_network_free(&n);
}
END_TEST

/* A ring by itself, and one on a stalk: the shorter way round is taken. */
START_TEST(rings)
{
    const double e = 0.005;
    const double ring[] = {LON, LAT, LON + e, LAT, LON + e, LAT + e, LON, LAT + e, LON, LAT};
    const double stalk[] = {LON, LAT, LON - e, LAT};
    struct ct_shape lines = {0};
    struct ct_network n;
    /* the north side is the shorter one */
    const double way = geodesic(LON, LAT, LON, LAT + e) + geodesic(LON, LAT + e, LON + e, LAT + e);
    line(&lines, 5, ring);
    build(&lines, &n);
    ck_assert_uint_eq(n.nodes, 1);
    ck_assert_uint_eq(n.edges, 1);
    ck_assert_double_eq_tol(walk(&n, ring, ring + 6), geodesic(LON, LAT, LON, LAT + e), 0.004);
    ck_assert_double_eq_tol(walk(&n, ring, ring + 6), walk(&n, ring + 6, ring), 0.004);
    ck_assert_double_eq_tol(walk(&n, ring, ring + 4), way, 0.004);
    ct_network_free(&n);
    line(&lines, 5, ring);
    line(&lines, 2, stalk);
    build(&lines, &n);
    ck_assert_uint_eq(n.nodes, 2);
    ck_assert_uint_eq(n.edges, 2);
    ck_assert_double_eq_tol(walk(&n, stalk + 2, ring + 4), way + geodesic(LON, LAT, LON - e, LAT),
                            0.006);
    ct_network_free(&n);
}
END_TEST

#define SIDE 12
/* Streets north and east every 0.002 degree: north-south the sum of the steps, east-west along the
 * shortest row that lies between. */
START_TEST(lattice)
{
    const double step = 0.002;
    double at[2 * (SIDE + 1)];
    struct ct_shape lines = {0};
    struct ct_network n;
    for (int k = 0; k <= SIDE; k++) {
        for (int i = 0; i <= SIDE; i++)
            at[2 * i] = LON + k * step, at[2 * i + 1] = LAT + i * step;
        line(&lines, SIDE + 1, at);
        for (int i = 0; i <= SIDE; i++)
            at[2 * i] = LON + i * step, at[2 * i + 1] = LAT + k * step;
        line(&lines, SIDE + 1, at);
    }
    build(&lines, &n);
    ck_assert_uint_eq(n.nodes, (SIDE + 1) * (SIDE + 1) - 4); /* corners are bends */
    ck_assert_uint_eq(n.components, 1);
    for (int i = 0; i < 200; i++) {
        const int c0 = (int)(noise() * SIDE), r0 = (int)(noise() * SIDE);
        const int c1 = (int)(noise() * SIDE), r1 = (int)(noise() * SIDE);
        const double p[] = {LON + c0 * step, LAT + r0 * step};
        const double q[] = {LON + c1 * step, LAT + r1 * step};
        double expected = 0;
        for (int r = r0 < r1 ? r0 : r1; r < (r0 < r1 ? r1 : r0); r++)
            expected += geodesic(LON, LAT + r * step, LON, LAT + (r + 1) * step);
        const double north = LAT + (r0 > r1 ? r0 : r1) * step; /* rows are shorter there */
        expected += abs(c1 - c0) * geodesic(LON, north, LON + step, north);
        ck_assert_double_eq_tol(walk(&n, p, q), expected, 0.001 * (4 * SIDE + 4));
        ck_assert_double_ge(walk(&n, p, q), expected - 1e-6);
    }
    ct_network_free(&n);
}
END_TEST

/* ---- random streets --------------------------------------------------------------------------
 */

#define CROSSINGS 40
#define STREETS   70
#define PLACES    24
#define ALL       (CROSSINGS + PLACES)

struct streets {
    double at[CROSSINGS][2], place[PLACES][2], foot[PLACES][2], straight[PLACES];
    int from[STREETS], to[STREETS], count, on[PLACES];
    double share[PLACES], way[ALL][ALL];
};

static void make_streets(struct streets *s, struct ct_shape *lines)
{
    for (int i = 0; i < CROSSINGS; i++) {
        s->at[i][0] = LON + 0.02 * noise();
        s->at[i][1] = LAT + 0.02 * noise();
    }
    s->count = 0;
    while (s->count < STREETS - 1) { /* lines of two or three vertices between near places */
        int v[3] = {(int)(noise() * CROSSINGS), (int)(noise() * CROSSINGS),
                    (int)(noise() * CROSSINGS)};
        const int n = noise() < 0.5 ? 2 : 3;
        double at[6];
        bool good = true;
        for (int i = 0; i < n; i++) {
            memcpy(at + 2 * i, s->at[v[i]], sizeof s->at[0]);
            good = good &&
                   (i == 0 || (v[i] != v[i - 1] && hypot(at[2 * i] - at[2 * i - 2],
                                                         at[2 * i + 1] - at[2 * i - 1]) < 0.008));
        }
        if (!good)
            continue;
        line(lines, n, at);
        for (int i = 1; i < n; i++, s->count++)
            s->from[s->count] = v[i - 1], s->to[s->count] = v[i];
    }
}

/* The nearest place of the streets by trying ever finer shares of each. */
static void find_foot(struct streets *s, int p)
{
    double best = INFINITY;
    for (int k = 0; k < s->count; k++) {
        const double *a = s->at[s->from[k]], *b = s->at[s->to[k]];
        double low = 0, high = 1;
        for (int i = 0; i < 100; i++) {
            const double t = low + (high - low) * 0.382, u = low + (high - low) * 0.618;
            const double at = geodesic(s->place[p][0], s->place[p][1], a[0] + t * (b[0] - a[0]),
                                       a[1] + t * (b[1] - a[1]));
            const double au = geodesic(s->place[p][0], s->place[p][1], a[0] + u * (b[0] - a[0]),
                                       a[1] + u * (b[1] - a[1]));
            *(at < au ? &high : &low) = at < au ? u : t;
        }
        const double lon = a[0] + low * (b[0] - a[0]), lat = a[1] + low * (b[1] - a[1]);
        const double d = geodesic(s->place[p][0], s->place[p][1], lon, lat);
        if (d < best) {
            best = d;
            s->on[p] = k;
            s->share[p] = low;
            s->foot[p][0] = lon, s->foot[p][1] = lat;
        }
    }
    s->straight[p] = best;
}

static const double *vertex(const struct streets *s, int v)
{
    return v < CROSSINGS ? s->at[v] : s->foot[v - CROSSINGS];
}

static void join(struct streets *s, int v, int w)
{
    const double *a = vertex(s, v), *b = vertex(s, w);
    s->way[v][w] = s->way[w][v] = fmin(s->way[v][w], geodesic(a[0], a[1], b[0], b[1]));
}

static bool same(const struct streets *s, int i, int j)
{
    return (s->from[i] == s->from[j] && s->to[i] == s->to[j]) ||
           (s->from[i] == s->to[j] && s->to[i] == s->from[j]);
}

/* Every street with the feet on it, all joined to all along it; then all ways. */
static void floyd_warshall(struct streets *s)
{
    for (int i = 0; i < ALL; i++)
        for (int j = 0; j < ALL; j++)
            s->way[i][j] = i == j ? 0 : INFINITY;
    for (int k = 0; k < s->count; k++) {
        join(s, s->from[k], s->to[k]);
        for (int p = 0; p < PLACES; p++) {
            if (!same(s, s->on[p], k))
                continue;
            join(s, CROSSINGS + p, s->from[k]);
            join(s, CROSSINGS + p, s->to[k]);
            for (int q = 0; q < p; q++)
                if (same(s, s->on[q], k))
                    join(s, CROSSINGS + p, CROSSINGS + q);
        }
    }
    for (int k = 0; k < ALL; k++)
        for (int i = 0; i < ALL; i++)
            for (int j = 0; j < ALL; j++)
                s->way[i][j] = fmin(s->way[i][j], s->way[i][k] + s->way[k][j]);
}

static void compare(const struct streets *s, const struct ct_network *n)
{
    struct ct_network_place at[PLACES];
    struct ct_network_search search = {0};
    struct ct_error err = {0};
    for (int p = 0; p < PLACES; p++)
        ck_assert(ct_network_join(n, s->place[p][0], s->place[p][1], 5000, &at[p]));
    for (int p = 0; p < PLACES; p++) {
        ck_assert_int_eq(ct_network_reach(n, 1, &at[p], CT_NETWORK_ANY, &search, &err), CT_OK);
        for (int q = 0; q < PLACES; q++) {
            const int64_t mm = ct_network_walk_mm(n, &search, &at[q], NULL);
            const double brute = s->way[CROSSINGS + p][CROSSINGS + q];
            const double expected = s->straight[p] + brute + s->straight[q];
            if (isinf(brute)) {
                ck_assert_int_lt(mm, 0);
                continue;
            }
            ck_assert_double_eq_tol((double)mm / 1000, expected, 0.2);
            ck_assert_double_ge(
                (double)mm / 1000,
                geodesic(s->place[p][0], s->place[p][1], s->place[q][0], s->place[q][1]) - 1e-6);
        }
    }
    ct_network_search_free(&search);
}

/* From all of the first places at once: the nearest of them, and within the cut-off only. */
static void compare_many(const struct streets *s, const struct ct_network *n)
{
    enum { FROM = 6 };
    struct ct_network_place at[PLACES];
    struct ct_network_search search = {0};
    struct ct_error err = {0};
    for (int p = 0; p < PLACES; p++)
        ck_assert(ct_network_join(n, s->place[p][0], s->place[p][1], 5000, &at[p]));
    ck_assert_int_eq(ct_network_reach(n, FROM, at, CT_NETWORK_ANY, &search, &err), CT_OK);
    for (int q = FROM; q < PLACES; q++) {
        double best = INFINITY;
        uint32_t source;
        for (int p = 0; p < FROM; p++)
            best = fmin(best, s->straight[p] + s->way[CROSSINGS + p][CROSSINGS + q]);
        const int64_t mm = ct_network_walk_mm(n, &search, &at[q], &source);
        ck_assert_int_eq(mm < 0, isinf(best));
        if (mm < 0)
            continue;
        ck_assert_double_eq_tol((double)mm / 1000, best + s->straight[q], 0.2);
        ck_assert_double_eq_tol(
            s->straight[source] + s->way[CROSSINGS + (int)source][CROSSINGS + q], best, 0.2);
    }
    const size_t everything = search.count;
    int64_t *whole = malloc(n->nodes * sizeof *whole);
    memcpy(whole, search.mm, n->nodes * sizeof *whole);
    ck_assert_int_eq(ct_network_reach(n, FROM, at, 700000, &search, &err), CT_OK);
    ck_assert_uint_lt(search.count, everything);
    for (size_t i = 1; i < search.count; i++)
        ck_assert_int_le(search.mm[search.reached[i - 1]], search.mm[search.reached[i]]);
    for (size_t v = 0; v < n->nodes; v++)
        ck_assert_int_eq(search.mm[v], whole[v] <= 700000 ? whole[v] : -1);
    free(whole);
    ct_network_search_free(&search);
}

START_TEST(random_streets)
{
    static struct streets s;
    struct ct_shape lines = {0};
    struct ct_network n;
    seed = 100u + (unsigned)_i;
    make_streets(&s, &lines);
    for (int p = 0; p < PLACES; p++) {
        s.place[p][0] = LON + 0.02 * noise();
        s.place[p][1] = LAT + 0.02 * noise();
        find_foot(&s, p);
    }
    floyd_warshall(&s);
    build(&lines, &n);
    compare(&s, &n);
    compare_many(&s, &n);
    ct_network_free(&n);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("network");
    TCase *t = tcase_create("network");
    tcase_set_timeout(t, 60);
    tcase_add_test(t, one_edge);
    tcase_add_test(t, beyond_the_limit);
    tcase_add_test(t, where_lines_meet);
    tcase_add_test(t, rings);
    tcase_add_test(t, lattice);
    tcase_add_loop_test(t, random_streets, 0, 8);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
