/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What projects do to their surroundings, against measuring the changed city anew: random small
 * cities with every kind of population layer, communities that overlap, projects that are points
 * and polygons, inside and outside, with premises of several kinds and with none. And what is near
 * them, by brute force.
 */
#include "lib/suburb.h"

#define PEOPLE 0.02 /* of thousands: what a raster's map rounds */

static struct suburb s;

static struct ct_surroundings *with_threads(int threads, const struct ct_measures *measures,
                                            struct ct_findings *findings)
{
    struct ct_error err = {0};
    struct ct_run run = {.threads = threads};
    struct ct_surroundings *out = NULL;
    ck_assert_msg(ct_surroundings_measure(&s.city, measures, &run, findings, &out, &err) == CT_OK,
                  "%s: %s", err.code, err.message[0]);
    return out;
}

static struct ct_surroundings *surroundings(const struct ct_measures *measures,
                                            struct ct_findings *findings)
{
    return with_threads(2, measures, findings);
}

/* The same bytes with one thread. */
static void same_alone(const struct ct_surroundings *got, const struct ct_measures *measures)
{
    struct ct_findings findings = {0};
    struct ct_surroundings *alone = with_threads(1, measures, &findings);
    ck_assert_uint_eq(alone->reach_count, got->reach_count);
    ck_assert_uint_eq(alone->load_count, got->load_count);
    ck_assert_mem_eq(alone->reach, got->reach, got->reach_count * sizeof *got->reach);
    ck_assert_mem_eq(alone->load, got->load, got->load_count * sizeof *got->load);
    ct_surroundings_free(alone);
    ct_findings_free(&findings);
}

static struct ct_measures *measure(const struct ct_city *city)
{
    struct ct_error err = {0};
    struct ct_run run = {.threads = 2};
    struct ct_findings findings = {0};
    struct ct_measures *out = NULL;
    ck_assert_msg(ct_measure(city, &run, &findings, &out, &err) == CT_OK, "%s: %s", err.code,
                  err.message[0]);
    ct_findings_free(&findings);
    return out;
}

static double people(const struct ct_measures *m, size_t zone)
{
    double sum = 0;
    for (size_t d = 0; d < m->demands; d++)
        sum += m->people[d * m->zones + zone];
    return sum;
}

static double covered(const struct ct_measures *m, size_t reach, size_t zone)
{
    double sum = 0;
    for (size_t d = 0; d < m->demands; d++)
        for (size_t k = 1; k < CT_DEPTHS; k++)
            sum += m->reached_people[((d * m->reaches + reach) * m->zones + zone) * CT_DEPTHS + k];
    return sum;
}

static double load(const struct ct_measures *m, size_t facility)
{
    double sum = 0;
    for (size_t i = 0; i < m->assignment_count; i++)
        if (m->assignments[i].facility == facility)
            sum += m->assignments[i].zone < m->communities ? m->assignments[i].people
                                                           : -m->assignments[i].people;
    return sum;
}

static void compare_reach(const struct ct_surroundings *got, size_t project,
                          const struct ct_measures *today, const struct ct_measures *anew)
{
    size_t rows = 0, told = 0;
    for (size_t i = 0; i < got->reach_count; i++)
        rows += got->reach[i].project == project;
    for (size_t z = 0; z < today->zones; z++)
        for (size_t r = 0; r < today->reaches; r++) {
            double has = people(today, z), reaches = covered(today, r, z);
            for (size_t i = 0; i < got->reach_count; i++)
                if (got->reach[i].project == project && got->reach[i].zone == z &&
                    got->reach[i].reach == r) {
                    has = got->reach[i].people;
                    reaches = got->reach[i].covered;
                    told++;
                    ck_assert(fabs(has - people(today, z)) + fabs(reaches - covered(today, r, z)) >
                              5e-4);
                }
            ck_assert_double_eq_tol(has, people(anew, z), PEOPLE);
            ck_assert_msg(fabs(reaches - covered(anew, r, z)) < PEOPLE,
                          "project %zd zone %zu reach %zu: %.5f, anew %.5f, today %.5f",
                          (ptrdiff_t)project, z, r, reaches, covered(anew, r, z),
                          covered(today, r, z));
        }
    ck_assert_uint_eq(rows, told); /* each once */
}

static void compare_load(const struct ct_surroundings *got, size_t project,
                         const struct ct_measures *today, const struct ct_measures *anew,
                         const size_t *premises, size_t count)
{
    size_t told = 0, rows = 0;
    for (size_t i = 0; i < got->load_count; i++)
        rows += got->load[i].project == project;
    for (size_t f = 0; f < SUBURB_FACILITIES + count; f++) {
        const bool existing = f < SUBURB_FACILITIES;
        double bears = existing ? load(today, f) : -1;
        for (size_t i = 0; i < got->load_count; i++) {
            const struct ct_load_change *l = &got->load[i];
            if (l->project == project &&
                (existing ? l->facility == (ptrdiff_t)f && l->project_facility == -1
                          : l->facility == -1 && l->project_facility ==
                                                     (ptrdiff_t)premises[f - SUBURB_FACILITIES])) {
                bears = l->people;
                told++;
            }
        }
        ck_assert_msg(fabs(bears - load(anew, f)) < 10 * PEOPLE,
                      "project %zd facility %zu: %.5f, anew %.5f", (ptrdiff_t)project, f, bears,
                      load(anew, f));
    }
    ck_assert_uint_eq(rows, told);
}

static void compare_project(const struct ct_surroundings *got, size_t project,
                            const struct ct_measures *today)
{
    struct suburb_changed changed;
    suburb_change(&s, project, &changed);
    struct ct_measures *anew = measure(&changed.city);
    compare_reach(got, project, today, anew);
    compare_load(got, project, today, anew, changed.premises, changed.count);
    ct_measures_free(anew);
}

/* _i: every kind of the first population layer, with three cities each. */
START_TEST(as_measured_anew)
{
    struct ct_findings findings = {0};
    suburb_build(&s, (enum ct_population_kind)(_i % 3), 40u + (unsigned)_i);
    struct ct_measures *today = measure(&s.city);
    struct ct_surroundings *got = surroundings(today, &findings);
    for (size_t p = 0; p < SUBURB_PROJECTS; p++)
        if (p != SUBURB_UNKNOWN)
            compare_project(got, p, today);
    compare_project(got, CT_ALL_PROJECTS, today);
    for (size_t i = 0; i < got->reach_count; i++)
        ck_assert_uint_ne(got->reach[i].project, SUBURB_UNKNOWN);
    for (size_t i = 0; i < got->load_count; i++)
        ck_assert_uint_ne(got->load[i].project, SUBURB_UNKNOWN);
    same_alone(got, today);
    ck_assert_uint_gt(got->reach_count, 20);
    ck_assert_uint_gt(got->load_count, 20);
    ck_assert_uint_eq(findings.count, 1);
    ck_assert_str_eq(findings.rows[0].code, "F0564");
    ck_assert_str_eq(findings.rows[0].feature, "P2");
    ct_surroundings_free(got);
    ct_measures_free(today);
    ct_findings_free(&findings);
    suburb_free(&s);
}
END_TEST

/* Without a plan's household size: what the city's households have. */
START_TEST(people_of_a_household)
{
    struct ct_findings findings = {0};
    suburb_build(&s, CT_POPULATION_POINTS, 5);
    struct ct_measures *today = measure(&s.city);
    double households[SUBURB_ZONES];
    for (size_t z = 0; z < SUBURB_ZONES; z++)
        households[z] = z % 2 ? (double)NAN : today->people[z] / 3.2;
    s.city.household_size = 0;
    s.city.communities.households = households;
    struct ct_surroundings *got = surroundings(today, &findings);
    double more = 0; /* people of the project that has households, 100 of them */
    for (size_t i = 0; i < got->reach_count; i++)
        if (got->reach[i].project == SUBURB_HOUSEHOLDS && got->reach[i].reach == 0)
            more += (got->reach[i].zone < today->communities ? 1 : -1) *
                    (got->reach[i].people - today->people[got->reach[i].zone]);
    ck_assert_double_eq_tol(more, 320, 1e-3);
    s.city.communities.households = NULL;
    ct_surroundings_free(got);
    ct_findings_free(&findings);
    got = surroundings(today, &findings);
    ck_assert_uint_eq(findings.count, 2);
    ct_surroundings_free(got);
    ct_findings_free(&findings);
    ct_measures_free(today);
    suburb_free(&s);
}
END_TEST

/* A project whose place is not known says nothing; no project at all is no fault. */
START_TEST(without_a_place)
{
    struct ct_findings findings = {0};
    suburb_build(&s, CT_POPULATION_POINTS, 5);
    suburb_streets(&s);
    struct ct_measures *today = measure(&s.city);
    s.project_lon[6] = s.project_lat[6] = NAN;
    s.shape[6].kind = CT_SHAPE_NONE;
    struct ct_surroundings *got = surroundings(today, &findings);
    for (size_t i = 0; i < got->near_count; i++)
        if (got->near[i].project == 6)
            ck_assert(got->near[i].facility == -1 && isnan(got->near[i].distance_m) &&
                      isnan(got->near[i].walk_m) && isnan(got->near[i].covered_share));
    for (size_t i = 0; i < got->reach_count; i++)
        ck_assert_uint_ne(got->reach[i].project, 6);
    for (size_t i = 0; i < findings.count; i++)
        ck_assert_str_ne(findings.rows[i].feature, "P6");
    ct_surroundings_free(got);
    s.city.projects.count = s.city.project_facilities.count = 0;
    got = surroundings(today, &findings);
    ck_assert_uint_eq(got->near_count + got->reach_count + got->load_count, 0);
    ct_surroundings_free(got);
    ct_findings_free(&findings);
    ct_measures_free(today);
    suburb_free(&s);
}
END_TEST

static double distance(size_t project, size_t facility)
{
    const struct ct_shape *shape = &s.shape[project];
    const double lon = s.lon[facility], lat = s.lat[facility];
    double least = ct_plane_distance_m(s.project_lon[project], s.project_lat[project], lon, lat);
    if (shape->kind != CT_SHAPE_POLYGONS)
        return least;
    if (suburb_holds(shape, lon, lat))
        return 0;
    for (size_t i = 0; i + 1 < shape->vertices; i++)
        for (int k = 0; k <= 2000; k++) {
            const double t = k / 2000.0;
            least =
                fmin(least, ct_plane_distance_m(
                                shape->lon[i] + t * (shape->lon[i + 1] - shape->lon[i]),
                                shape->lat[i] + t * (shape->lat[i + 1] - shape->lat[i]), lon, lat));
        }
    return least;
}

static double share(size_t project, size_t kind)
{
    enum { N = 100 };
    const struct ct_shape *shape = &s.shape[project];
    const bool point = shape->kind != CT_SHAPE_POLYGONS;
    double b[4], in = 0, near = 0;
    ck_assert(ct_shape_bounds(shape, b));
    for (int k = 0; k < N * N; k++) {
        const double lon = b[0] + (b[2] - b[0]) * (k % N + 0.5) / N;
        const double lat = b[1] + (b[3] - b[1]) * (k / N + 0.5) / N;
        bool reached = false;
        if (!point && !suburb_holds(shape, lon, lat))
            continue;
        for (size_t f = 0; f < SUBURB_FACILITIES; f++)
            reached =
                reached || (s.kind[f] == kind && ct_plane_distance_m(lon, lat, s.lon[f], s.lat[f]) <
                                                     s.kinds[kind].radius_m[0]);
        in++;
        near += reached;
    }
    return near / in;
}

START_TEST(near_by_brute_force)
{
    struct ct_findings findings = {0};
    double partly = 0, inside = 0;
    suburb_build(&s, CT_POPULATION_POINTS, 60u + (unsigned)_i);
    struct ct_measures *today = measure(&s.city);
    struct ct_surroundings *got = surroundings(today, &findings);
    ck_assert_uint_eq(got->near_count, SUBURB_PROJECTS * SUBURB_KINDS);
    for (size_t i = 0; i < got->near_count; i++) {
        const struct ct_near *n = &got->near[i];
        double best = INFINITY;
        ck_assert_uint_eq(n->project * SUBURB_KINDS + n->kind, i);
        for (size_t f = 0; f < SUBURB_FACILITIES; f++)
            if (s.kind[f] == n->kind)
                best = fmin(best, distance(n->project, f));
        if (n->kind == SUBURB_KINDS - 1) { /* there is none, and it has no radius */
            ck_assert_int_eq(n->facility, -1);
            ck_assert(isnan(n->distance_m) && isnan(n->covered_share));
            continue;
        }
        ck_assert_uint_eq(s.kind[n->facility], n->kind);
        ck_assert_double_eq_tol(n->distance_m, best, 0.02);
        ck_assert_double_eq_tol(n->distance_m, distance(n->project, (size_t)n->facility), 0.02);
        ck_assert_double_eq_tol(n->covered_share, share(n->project, n->kind), 0.02);
        ck_assert(isnan(n->walk_m)); /* no streets */
        partly += n->covered_share > 0 && n->covered_share < 1;
        inside += n->distance_m == 0;
    }
    ck_assert(partly > 0 && inside > 0); /* the interesting cases are among them */
    ct_surroundings_free(got);
    ct_findings_free(&findings);
    ct_measures_free(today);
    suburb_free(&s);
}
END_TEST

/* Of the facilities of a kind, or of one of them (`only` >= 0). */
static double shortest(const struct ct_network *n, size_t project, size_t kind, ptrdiff_t only)
{
    struct ct_network_search search = {0};
    struct ct_network_place from, to;
    struct ct_error err = {0};
    double best = INFINITY;
    if (!ct_network_join(n, s.project_lon[project], s.project_lat[project], 500, &from))
        return INFINITY;
    ck_assert_int_eq(ct_network_reach(n, 1, &from, CT_NETWORK_ANY, &search, &err), CT_OK);
    for (size_t f = 0; f < SUBURB_FACILITIES; f++) {
        if (s.kind[f] != kind || (only >= 0 && f != (size_t)only) ||
            !ct_network_join(n, s.lon[f], s.lat[f], 500, &to))
            continue;
        const int64_t mm = ct_network_walk_mm(n, &search, &to, NULL);
        best = mm < 0 ? best : fmin(best, (double)mm / 1000);
    }
    ct_network_search_free(&search);
    return best;
}

static size_t told(const struct ct_findings *findings, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->count; i++)
        n += strcmp(findings->rows[i].code, code) == 0;
    return n;
}

/* Streets that leave one project out, and one on an island of its own. */
START_TEST(walks)
{
    struct ct_findings findings = {0};
    struct ct_network n;
    struct ct_error err = {0};
    size_t walked = 0, another = 0;
    suburb_build(&s, CT_POPULATION_POINTS, 78);
    suburb_streets(&s);
    struct ct_measures *today = measure(&s.city);
    struct ct_surroundings *got = surroundings(today, &findings);
    ck_assert_int_eq(ct_network_build(&s.city.streets.lines, &n, &err), CT_OK);
    for (size_t i = 0; i < got->near_count; i++) {
        const struct ct_near *near = &got->near[i];
        const double best = shortest(&n, near->project, near->kind, -1);
        if (isinf(best)) {
            ck_assert(isnan(near->walk_m));
            continue;
        }
        ck_assert_double_eq_tol(near->walk_m, best, 1e-9);
        ck_assert_double_ge(near->walk_m, near->distance_m - 1e-6);
        walked++;
        another += shortest(&n, near->project, near->kind, near->facility) > best;
    }
    ck_assert_uint_gt(walked, 5);
    ck_assert_uint_gt(another, 0); /* than the nearest straight is nearer on foot */
    ck_assert_uint_eq(told(&findings, "F0560"), 1);
    size_t apart = 0, island = 0;
    for (size_t p = 0; p < SUBURB_PROJECTS; p++) {
        struct ct_network_place at;
        if (!ct_network_join(&n, s.project_lon[p], s.project_lat[p], 500, &at))
            apart++;
        else if (at.lon > SUBURB_WEST + 0.75 * suburb_extent()) /* the lattice ends before */
            island++;
    }
    ck_assert(apart > 0 && island > 0);
    ck_assert_uint_eq(told(&findings, "F0561"), apart);
    ck_assert_uint_eq(told(&findings, "F0562"), island);
    ck_assert_uint_eq(told(&findings, "F0563"), 1);
    ct_network_free(&n);
    ct_surroundings_free(got);
    ct_findings_free(&findings);
    ct_measures_free(today);
    suburb_free(&s);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("surroundings");
    TCase *t = tcase_create("surroundings");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, as_measured_anew, 0, 9);
    tcase_add_test(t, people_of_a_household);
    tcase_add_test(t, without_a_place);
    tcase_add_loop_test(t, near_by_brute_force, 0, 2);
    tcase_add_test(t, walks);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    const int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
