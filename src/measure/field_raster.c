/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People of a raster along the pieces of an arrangement: one pass over its blocks. See field.h and
 * scan.h for the method, raster_pass.h for the parts.
 *
 * Sums are exact integers a worker, added serially at the end: the same bits for any threads, bands
 * and blocks.
 */
#include "measure/raster_pass.h"

#include "base/fail.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

#define MOST_SQUARES (1 << 21)

static enum ct_status worker_new(const struct ct_pass *p, struct ct_pass_worker *w,
                                 struct ct_error *err)
{
    const size_t width = (size_t)p->window_columns, height = (size_t)p->window_rows;
    enum ct_status status =
        ct_raster_open(p->field->file, p->field->band, p->field->crs, &w->raster, err);
    if (status)
        return status;
    w->window.scale = p->scale;
    w->cells = malloc(width * height * (p->wide ? sizeof(double) : sizeof(float)));
    w->sum = calloc(p->a->pieces + 1, sizeof *w->sum);
    w->moment = p->field->moments ? calloc(2 * p->a->border_pieces + 1, sizeof *w->moment) : NULL;
    const bool moments = !p->field->moments || w->moment;
    return ct_window_room(&w->window, height * (width + 1), height, p->field->moments) && moments &&
                   w->cells && w->sum
               ? CT_OK
               : ct_fail_memory(err);
}

static void worker_free(struct ct_pass_worker *w)
{
    ct_raster_close(w->raster);
    ct_window_free(&w->window);
    free(w->cells);
    ct_path_free(&w->path);
    free(w->segment);
    free(w->order);
    free(w->sorted);
    free(w->from);
    free(w->sum);
    free(w->moment);
}

/* Cells a square metre of the plane at the origin; negative where rows run south. */
static double cells_a_square_metre(const struct ct_pass *p)
{
    const struct ct_xy o = ct_map_at(&p->map, (struct ct_xy){0, 0});
    const struct ct_xy e = ct_map_at(&p->map, (struct ct_xy){1, 0});
    const struct ct_xy n = ct_map_at(&p->map, (struct ct_xy){0, 1});
    return (e.x - o.x) * (n.y - o.y) - (e.y - o.y) * (n.x - o.x);
}

static enum ct_status density_new(struct ct_pass *p, struct ct_error *err)
{
    const double lat = ct_zones_lonlat(p->a->zones, 0, 0).y;
    const double cell_m = 1 / sqrt(fabs(cells_a_square_metre(p))) / ct_plane_scale(lat);
    struct ct_density *d = &p->density;
    d->side = (int)fmax(1, floor(p->field->square_m / cell_m));
    while ((int64_t)(p->info.width / d->side + 1) * (p->info.height / d->side + 1) > MOST_SQUARES)
        d->side++;
    d->columns = (p->info.width - 1) / d->side + 1;
    d->rows = (p->info.height - 1) / d->side + 1;
    d->unit = 1 / p->scale;
    d->people = calloc((size_t)d->columns * (size_t)d->rows, sizeof *d->people);
    return d->people ? CT_OK : ct_fail_memory(err);
}

static void collect(struct ct_pass *p, struct ct_integrals *out, struct ct_raster_sums *sums)
{
    ct_exact read = 0;
    out->sum = p->worker[0].sum;
    out->moment = p->worker[0].moment;
    for (int i = 0; i < p->workers; i++) {
        const struct ct_pass_worker *w = &p->worker[i];
        for (size_t k = 0; i && k < p->a->pieces; k++)
            out->sum[k] += w->sum[k];
        for (size_t k = 0; i && out->moment && k < 2 * p->a->border_pieces; k++)
            out->moment[k] += w->moment[k];
        read += w->read;
        sums->faults.nodata += w->faults.nodata;
        sums->faults.nan += w->faults.nan;
        sums->faults.negative += w->faults.negative;
        sums->faults.negative_sum += w->faults.negative_sum;
    }
    p->worker[0].sum = p->worker[0].moment = NULL;
    out->unit = 0x1p-41 / p->scale;
    out->moment_unit = 0x1p-20;
    sums->read = (double)read / p->scale;
    sums->density = p->density;
    p->density = (struct ct_density){0};
}

static enum ct_status run_pass(struct ct_pass *p, struct ct_pool *pool, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    p->workers = ct_pool_threads(pool);
    p->worker = calloc((size_t)p->workers, sizeof *p->worker);
    if (!p->worker)
        return ct_fail_memory(err);
    if (p->field->square_m > 0)
        status = density_new(p, err);
    for (int i = 0; !status && i < p->workers; i++)
        status = worker_new(p, &p->worker[i], err);
    return status ? status : ct_pool_run(pool, (size_t)p->bands, ct_pass_band, p, err);
}

static void pass_clear(struct ct_pass *p)
{
    for (int i = 0; p->worker && i < p->workers; i++)
        worker_free(&p->worker[i]);
    free(p->worker);
    p->worker = NULL;
    ct_density_free(&p->density);
}

static enum ct_status prepare(struct ct_pass *p, const struct ct_raster *raster,
                              struct ct_error *err)
{
    p->info = *ct_raster_describe(raster);
    p->wide = ct_raster_is_double(raster);
    enum ct_status status = ct_map_new(p->a->zones, &p->info, p->field->crs, &p->map, err);
    if (status)
        return status;
    p->flip = cells_a_square_metre(p) < 0 ? 1 : -1;
    return ct_pass_lay_out(p, err);
}

/* Where the cells lie, for whoever goes on with them. */
static enum ct_status keep_place(struct ct_pass *p, struct ct_raster_sums *sums,
                                 struct ct_error *err)
{
    sums->map = malloc(sizeof *sums->map);
    sums->crs = ct_text_copy(p->field->crs ? p->field->crs : p->info.wkt);
    if (!sums->map || !sums->crs)
        return ct_fail_memory(err);
    *sums->map = p->map;
    p->map = (struct ct_map){0};
    memcpy(sums->geotransform, p->info.geotransform, sizeof sums->geotransform);
    return CT_OK;
}

enum ct_status ct_field_raster(const struct ct_arrangement *a, const struct ct_field_raster *field,
                               struct ct_pool *pool, struct ct_integrals *out,
                               struct ct_raster_sums *sums, struct ct_error *err)
{
    struct ct_pass p = {.a = a, .field = field, .scale = 0x1p36};
    struct ct_raster *raster = NULL;
    *out = (struct ct_integrals){0};
    *sums = (struct ct_raster_sums){0};
    enum ct_status status = ct_raster_open(field->file, field->band, field->crs, &raster, err);
    if (!status)
        status = prepare(&p, raster, err);
    if (!status)
        status = run_pass(&p, pool, err);
    if (status && p.overflow) { /* once more with a coarser quantum */
        pass_clear(&p);
        p.scale = 0x1p16;
        status = run_pass(&p, pool, err);
    }
    if (!status)
        status = keep_place(&p, sums, err);
    if (!status)
        collect(&p, out, sums);
    pass_clear(&p);
    ct_map_free(&p.map);
    free(p.band_start);
    free(p.band_piece);
    ct_raster_close(raster);
    return status;
}

void ct_density_free(struct ct_density *density)
{
    free(density->people);
    *density = (struct ct_density){0};
}
