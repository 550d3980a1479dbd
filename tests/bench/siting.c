/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * siting --kind uniform|clusters --sites N --demands M --seed S > FILE
 * Makes a covering instance of the format "points": N sites, then M demands, in [0,30]^2, weights
 * uniform in 1..100. uniform: the family of Cordeau, Furini and Ljubic 2019, number for number what
 * their generator draws with glibc's rand(): the places of sites, those of demands, a price a site,
 * the weights. clusters: 40 cluster centres uniform, demands normal around them (sigma 0.5 to 2.5),
 * sites at places drawn in the same way. Nothing is kept: weights come from a second run of the
 * same numbers.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLUSTERS = 40, SIDE = 30 };

/* glibc's rand() as a value: runs of it do not disturb each other. */
struct numbers {
    struct random_data data;
    char state[128];
};

static void begin(struct numbers *numbers, unsigned seed)
{
    *numbers = (struct numbers){0};
    initstate_r(seed, numbers->state, sizeof numbers->state, &numbers->data);
}

static int32_t next(struct numbers *numbers)
{
    int32_t number = 0;
    random_r(&numbers->data, &number);
    return number;
}

static double uniform(struct numbers *numbers)
{
    return (double)next(numbers) / (double)RAND_MAX;
}

static double normal(struct numbers *numbers)
{
    double u = uniform(numbers), v = uniform(numbers);
    return sqrt(-2 * log(u > 0 ? u : 1e-12)) * cos(2 * M_PI * v);
}

struct cluster {
    double x, y, sigma, share;
};

/* A place of a cluster, drawn again until it is inside. */
static void draw(struct numbers *numbers, const struct cluster *clusters, double *x, double *y)
{
    if (clusters == NULL) {
        *x = SIDE * uniform(numbers);
        *y = SIDE * uniform(numbers);
        return;
    }
    do {
        double u = uniform(numbers);
        size_t c = 0;
        while (c + 1 < CLUSTERS && u > clusters[c].share)
            c++;
        *x = clusters[c].x + clusters[c].sigma * normal(numbers);
        *y = clusters[c].y + clusters[c].sigma * normal(numbers);
    } while (*x < 0 || *x > SIDE || *y < 0 || *y > SIDE);
}

static void make_clusters(struct numbers *numbers, struct cluster *clusters)
{
    double sum = 0;

    for (size_t c = 0; c < CLUSTERS; c++) {
        clusters[c].x = SIDE * uniform(numbers);
        clusters[c].y = SIDE * uniform(numbers);
        clusters[c].sigma = 0.5 + 2 * uniform(numbers);
        sum += clusters[c].share = 0.2 + uniform(numbers);
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
    unsigned seed = (unsigned)count_of(argc, argv, "--seed", 1);
    const struct cluster *around = NULL;
    struct numbers places, weights;
    double x, y;

    begin(&places, seed);
    begin(&weights, seed);
    for (size_t i = 0; i < 3 * sites + 2 * demands; i++)
        next(&weights);
    for (int i = 1; i + 1 < argc; i += 2)
        if (strcmp(argv[i], "--kind") == 0 && strcmp(argv[i + 1], "clusters") == 0)
            around = clusters;
    if (around != NULL)
        make_clusters(&places, clusters);
    printf("%zu %zu\n", sites, demands);
    for (size_t j = 0; j < sites; j++) {
        draw(&places, around, &x, &y);
        printf("%zu %.6f %.6f 1 0\n", j, x, y);
    }
    for (size_t i = 0; i < demands; i++) {
        draw(&places, around, &x, &y);
        printf("%zu %.6f %.6f 1 %d\n", i, x, y, 1 + (int)(next(&weights) % 100));
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
