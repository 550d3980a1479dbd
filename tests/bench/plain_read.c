/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The yardstick: reads every block of a raster once, with GDAL and nothing else.
 *
 *     plain_read FILE [THREADS]
 *
 * Each thread has a dataset of its own and takes the next row of blocks from a counter. Prints the
 * sum of all cells, so that the reading cannot be left out.
 */
#include <gdal.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS 64

struct reader {
    const char *path;
    atomic_int *next;
    double sum;
    pthread_t thread;
};

static void stop(const char *what)
{
    fprintf(stderr, "plain_read: %s\n", what);
    exit(1);
}

static double sum_of(const float *cells, size_t n)
{
    float lanes[8] = {0};
    for (size_t i = 0; i + 8 <= n; i += 8) {
        for (size_t k = 0; k < 8; k++) {
            lanes[k] += cells[i + k];
        }
    }
    double sum = 0;
    for (size_t k = 0; k < 8; k++) {
        sum += (double)lanes[k];
    }
    return sum;
}

static void *read_blocks(void *argument)
{
    struct reader *reader = argument;
    GDALDatasetH file = GDALOpen(reader->path, GA_ReadOnly);
    if (file == NULL) {
        stop("the raster cannot be read");
    }
    GDALRasterBandH band = GDALGetRasterBand(file, 1);
    int width, height;
    GDALGetBlockSize(band, &width, &height);
    if (GDALGetRasterDataType(band) != GDT_Float32) {
        stop("the raster is not Float32");
    }
    int across = (GDALGetRasterXSize(file) + width - 1) / width;
    int down = (GDALGetRasterYSize(file) + height - 1) / height;
    size_t cells = (size_t)width * (size_t)height;
    float *block = malloc(cells * sizeof *block);
    if (block == NULL) {
        stop("no memory");
    }
    for (int row; (row = atomic_fetch_add(reader->next, 1)) < down;) {
        for (int column = 0; column < across; column++) {
            if (GDALReadBlock(band, column, row, block) != CE_None) {
                stop("a block is damaged");
            }
            reader->sum += sum_of(block, cells);
        }
    }
    free(block);
    GDALClose(file);
    return NULL;
}

int main(int argc, char **argv)
{
    int threads = argc > 2 ? atoi(argv[2]) : 1;
    if (argc < 2 || threads < 1 || threads > MOST_THREADS) {
        stop("usage: plain_read FILE [THREADS]");
    }
    GDALAllRegister();
    atomic_int next = 0;
    struct reader readers[MOST_THREADS];
    double sum = 0;
    for (int i = 0; i < threads; i++) {
        readers[i] = (struct reader){.path = argv[1], .next = &next};
        if (pthread_create(&readers[i].thread, NULL, read_blocks, &readers[i]) != 0) {
            stop("no thread");
        }
    }
    for (int i = 0; i < threads; i++) {
        pthread_join(readers[i].thread, NULL);
        sum += readers[i].sum;
    }
    printf("%.0f\n", sum);
    return 0;
}
