/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loads a city and measures it, nothing published, and says what each of the two took:
 *
 *     measure PLAN.yaml THREADS [areas]       areas: the population is left out
 *
 * Prints: stage, wall seconds, CPU seconds of all threads, peak memory in MB so far.
 */
#include "catchment/audit.h"
#include "measure/measures.h"
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

int main(int argc, char **argv)
{
    struct ct_error err = {0};
    struct ct_plan *plan = NULL;
    struct ct_city *city = NULL;
    struct ct_findings findings = {0};
    struct ct_measures *measures = NULL;
    struct ct_run run = {.threads = argc > 2 ? atoi(argv[2]) : 0};
    struct watch start = now();
    enum ct_status status = CT_USAGE;
    if (argc < 3 || (status = ct_plan_read(argv[1], &plan, &err)) != CT_OK) {
        goto done;
    }
    status = ct_city_load(plan, &run, &findings, &city, &err);
    if (status != CT_OK) {
        goto done;
    }
    say("load", start);
    size_t demands = city->population_count;
    if (argc > 3 && strcmp(argv[3], "areas") == 0) {
        city->population_count = 0;
    }
    start = now();
    status = ct_measure(city, &run, &findings, &measures, &err);
    city->population_count = demands;
    if (status == CT_OK) {
        say("measure", start);
    }
done:
    if (status != CT_OK) {
        fprintf(stderr, "measure: %s\n", err.message[CT_EN]);
    }
    ct_measures_free(measures);
    ct_findings_free(&findings);
    ct_city_free(city);
    ct_plan_free(plan);
    return (int)status;
}
