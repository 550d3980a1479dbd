/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the surroundings of invented projects take in a city:
 *
 *     surroundings PLAN.yaml THREADS PROJECTS [near]       near: nobody moves in, nothing is built
 *
 * Every project is a square of 200 m at a community's centre, with 1500 people and one facility of
 * the kinds in turn. Prints: stage, wall seconds, CPU seconds of all threads, peak memory in MB so
 * far; then rows, streets, and how many projects walk to the first kind.
 */
#include "measure/surroundings.h"
#include "catchment/audit.h"
#include "measure/network.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

struct watch {
    double wall, cpu;
};

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static struct watch now(void)
{
    struct timespec wall;
    struct rusage use;
    clock_gettime(CLOCK_MONOTONIC, &wall);
    getrusage(RUSAGE_SELF, &use);
    return (struct watch){(double)wall.tv_sec + (double)wall.tv_nsec * 1e-9,
                          seconds(use.ru_utime) + seconds(use.ru_stime)};
}

static void say(const char *stage, struct watch from)
{
    struct watch to = now();
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    printf("%s %.2f %.2f %.0f\n", stage, to.wall - from.wall, to.cpu - from.cpu,
           (double)use.ru_maxrss / 1024);
}

static void square(struct ct_shape *shape, double lon, double lat)
{
    static const double x[] = {-1, 1, 1, -1, -1}, y[] = {-1, -1, 1, 1, -1};
    const double dy = 100 / 111132.0, dx = dy / cos(lat * M_PI / 180);
    shape->kind = CT_SHAPE_POLYGONS;
    bool good = ct_shape_begin(shape, false);
    for (int k = 0; k < 5; k++)
        good = good && ct_shape_add(shape, lon + dx * x[k], lat + dy * y[k], false);
    if (!good)
        abort();
}

static void invent(struct ct_city *city, const struct ct_measures *m, size_t n, bool near)
{
    struct ct_projects *p = &city->projects;
    struct ct_project_facilities *f = &city->project_facilities;
    *p = (struct ct_projects){.layer = strdup("projects"), .count = n};
    *f = (struct ct_project_facilities){.count = n};
    p->id = calloc(n, sizeof *p->id);
    p->lon = calloc(n, sizeof *p->lon);
    p->lat = calloc(n, sizeof *p->lat);
    p->population = calloc(n, sizeof *p->population);
    p->households = calloc(n, sizeof *p->households);
    p->shape = calloc(n, sizeof *p->shape);
    f->project = calloc(n, sizeof *f->project);
    f->kind = calloc(n, sizeof *f->kind);
    f->lon = calloc(n, sizeof *f->lon);
    f->lat = calloc(n, sizeof *f->lat);
    for (size_t i = 0; i < n; i++) {
        const size_t at = i * 7919 % m->communities;
        p->id[i] = strdup("p");
        p->lon[i] = f->lon[i] = m->centre[at].lon;
        p->lat[i] = f->lat[i] = m->centre[at].lat;
        p->population[i] = near ? (double)NAN : 1500;
        p->households[i] = NAN;
        f->project[i] = i;
        f->kind[i] = (ptrdiff_t)(i % city->kind_count);
        square(&p->shape[i], p->lon[i], p->lat[i]);
    }
}

static void say_rows(const struct ct_surroundings *s, size_t kinds)
{
    size_t walked = 0;
    for (size_t i = 0; i < s->near_count; i += kinds)
        walked += isnan(s->near[i].walk_m) ? 0 : 1;
    printf("rows: near %zu, reach %zu, load %zu; projects that walk %zu\n", s->near_count,
           s->reach_count, s->load_count, walked);
}

static enum ct_status network(const struct ct_city *city, struct ct_error *err)
{
    struct ct_network n = {0};
    const struct watch start = now();
    const enum ct_status status = ct_network_build(&city->streets.lines, &n, err);
    say("network", start);
    printf("streets: %zu vertices, %zu nodes, %zu edges, %zu components\n",
           city->streets.lines.vertices, n.nodes, n.edges, n.components);
    ct_network_free(&n);
    return status;
}

int main(int argc, char **argv)
{
    struct ct_error err = {0};
    struct ct_plan *plan = NULL;
    struct ct_city *city = NULL;
    struct ct_findings findings = {0};
    struct ct_measures *measures = NULL;
    struct ct_surroundings *surroundings = NULL;
    struct ct_run run = {.threads = argc > 2 ? atoi(argv[2]) : 0};
    struct watch start = now();
    enum ct_status status = CT_USAGE;
    if (argc > 3 && (status = ct_plan_read(argv[1], &plan, &err)) == CT_OK)
        status = ct_city_load(plan, &run, &findings, &city, &err);
    if (status != CT_OK)
        goto done;
    say("load", start);
    start = now();
    status = ct_measure(city, &run, &findings, &measures, &err);
    if (status != CT_OK)
        goto done;
    say("measure", start);
    if ((status = network(city, &err)) != CT_OK)
        goto done;
    invent(city, measures, (size_t)atoi(argv[3]), argc > 4);
    start = now();
    status = ct_surroundings_measure(city, measures, &run, &findings, &surroundings, &err);
    if (status == CT_OK) {
        say("surroundings", start);
        say_rows(surroundings, city->kind_count);
    }
done:
    if (status != CT_OK)
        fprintf(stderr, "surroundings: %s\n", err.message[CT_EN]);
    ct_surroundings_free(surroundings);
    ct_measures_free(measures);
    ct_findings_free(&findings);
    ct_plan_free(plan);
    return (int)status; /* the city is left: half of it is invented */
}
