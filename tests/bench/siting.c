/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * siting --kind uniform|clusters --sites N --demands M --seed S > FILE
 * Makes a covering instance of the format "points": N sites, then M demands, in [0,30]^2, weights
 * uniform in 1..100. uniform: both uniform, by the C library's rand() from the seed, sites first
 * (the family of Cordeau, Furini and Ljubic 2019). clusters: 40 cluster centres uniform, demands
 * normal around them (sigma 0.5 to 2.5), sites at places drawn in the same way.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLUSTERS = 40, SIDE = 30 };

static double uniform(void)
{
    return (double)rand() / (double)RAND_MAX; // NOLINT(*-msc*, concurrency-*)
}

static double normal(void)
{
    double u = uniform(), v = uniform();
    return sqrt(-2 * log(u > 0 ? u : 1e-12)) * cos(2 * M_PI * v);
}

struct cluster {
    double x, y, sigma, share;
};

/* A place of a cluster, drawn again until it is inside. */
static void draw(const struct cluster *clusters, double *x, double *y)
{
    if (clusters == NULL) {
        *x = SIDE * uniform();
        *y = SIDE * uniform();
        return;
    }
    do {
        double u = uniform();
        size_t c = 0;
        while (c + 1 < CLUSTERS && u > clusters[c].share)
            c++;
        *x = clusters[c].x + clusters[c].sigma * normal();
        *y = clusters[c].y + clusters[c].sigma * normal();
    } while (*x < 0 || *x > SIDE || *y < 0 || *y > SIDE);
}

static void make_clusters(struct cluster *clusters)
{
    double sum = 0;

    for (size_t c = 0; c < CLUSTERS; c++) {
        clusters[c] = (struct cluster){SIDE * uniform(), SIDE * uniform(), 0.5 + 2 * uniform(), 0};
        sum += clusters[c].share = 0.2 + uniform();
    }
    for (size_t c = 0; c < CLUSTERS; c++)
        clusters[c].share = clusters[c].share / sum + (c > 0 ? clusters[c - 1].share : 0);
}

static size_t count_of(int argc, char **argv, const char *name, size_t otherwise)
{
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], name) == 0)
            return (size_t)strtoull(argv[i + 1], NULL, 10);
    return otherwise;
}

int main(int argc, char **argv)
{
    size_t sites = count_of(argc, argv, "--sites", 100);
    size_t demands = count_of(argc, argv, "--demands", 10000);
    struct cluster clusters[CLUSTERS];
    const struct cluster *around = NULL;
    double x, y;

    srand((unsigned)count_of(argc, argv, "--seed", 1));
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "--kind") == 0 && strcmp(argv[i + 1], "clusters") == 0)
            around = clusters;
    if (around != NULL)
        make_clusters(clusters);
    printf("%zu %zu\n", sites, demands);
    for (size_t j = 0; j < sites; j++) {
        draw(around, &x, &y);
        printf("%zu %.9f %.9f 1 0\n", j, x, y);
    }
    for (size_t i = 0; i < demands; i++) {
        draw(around, &x, &y);
        printf("%zu %.9f %.9f 1 %d\n", i, x, y, 1 + rand() % 100); // NOLINT(*-msc*, concurrency-*)
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
