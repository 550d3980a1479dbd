/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A demand that is a raster: one pass over its blocks (field_raster.c), then signed sums.
 */
#include "measure/measuring.h"

#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

static enum ct_status take_shares(struct ct_measuring *m, size_t demand, const struct ct_tally *t,
                                  struct ct_error *err)
{
    for (size_t k = 0; k < t->kinds; k++)
        for (size_t i = 0; i < t->near[k].count; i++) {
            const struct ct_share *s = &t->near[k].row[i];
            if (ct_measure_assign(m, demand, k, s->zone, s->site, ct_tally_value(t, s->sum), err))
                return CT_INTERNAL;
        }
    return CT_OK;
}

static void take_tally(struct ct_measuring *m, size_t demand, const struct ct_tally *t)
{
    double *people = ct_people_of(m->out, demand);
    for (size_t z = 0; z < t->zones; z++)
        people[z] = ct_tally_value(t, t->total[z]);
    for (size_t r = 0; r < t->reaches; r++)
        for (size_t z = 0; z < t->zones; z++)
            for (size_t d = 0; d < CT_DEPTHS; d++)
                ct_reached_of(m->out, demand, r, z)[d] =
                    ct_tally_value(t, t->reached[(r * t->zones + z) * CT_DEPTHS + d]);
}

/* Centres of people from the moments of the border pieces, in cells, brought back to degrees. */
static enum ct_status take_centres(struct ct_measuring *m, const struct ct_integrals *in,
                                   const struct ct_tally *t, const struct ct_map *map,
                                   struct ct_error *err)
{
    const struct ct_arrangement *a = &m->arrangement;
    ct_exact *moment = calloc(2 * t->zones + 1, sizeof *moment);
    if (!moment)
        return ct_fail_memory(err);
    for (size_t i = 0; i < a->border_pieces; i++) {
        const size_t zone = a->piece[i].zone;
        moment[2 * zone] += in->moment[2 * i];
        moment[2 * zone + 1] += in->moment[2 * i + 1];
    }
    for (size_t c = 0; c < m->out->communities; c++) {
        const double people = ct_tally_value(t, t->total[c]);
        if (people < 1e-3)
            continue; /* the centroid of its area stays */
        const struct ct_xy cell = {(double)moment[2 * c] * in->moment_unit / people,
                                   (double)moment[2 * c + 1] * in->moment_unit / people};
        const struct ct_xy place = ct_map_back(map, cell);
        const struct ct_xy d = ct_zones_lonlat(&m->zones, place.x, place.y);
        m->out->centre[c].lon = d.x;
        m->out->centre[c].lat = d.y;
    }
    free(moment);
    return CT_OK;
}

static void take_faults(struct ct_account *account, const struct ct_raster_faults *faults)
{
    account->nodata = faults->nodata;
    account->nan = faults->nan;
    account->negative = faults->negative;
    account->negative_sum = faults->negative_sum;
}

static void keep_density(struct ct_measuring *m, struct ct_raster_sums *sums)
{
    m->density = sums->density;
    m->density_map = sums->map;
    m->cell_crs = sums->crs;
    memcpy(m->cell_place, sums->geotransform, sizeof m->cell_place);
    sums->density = (struct ct_density){0};
    sums->map = NULL;
    sums->crs = NULL;
}

enum ct_status ct_measure_raster(struct ct_measuring *m, size_t demand, struct ct_error *err)
{
    const struct ct_population *population = &m->city->population[demand];
    const bool first = demand == 0 && !m->people_only;
    const struct ct_field_raster field = {.file = population->file,
                                          .crs = population->crs,
                                          .band = population->band,
                                          .moments = first,
                                          .square_m = first ? ct_measure_square_m(m->out) : 0};
    struct ct_integrals in = {0};
    struct ct_raster_sums sums = {0};
    struct ct_tally tally = {0};
    enum ct_status status = ct_field_raster(&m->arrangement, &field, m->pool, &in, &sums, err);
    if (!status)
        status = ct_tally_new(&m->arrangement, &in, true, &tally, err);
    if (!status) {
        take_tally(m, demand, &tally);
        take_faults(&m->out->account[demand], &sums.faults);
        ct_measure_account(m, demand, sums.read);
        status = take_shares(m, demand, &tally, err);
    }
    if (!status && first) {
        status = take_centres(m, &in, &tally, sums.map, err);
        keep_density(m, &sums);
    }
    ct_tally_free(&tally);
    ct_integrals_free(&in);
    ct_density_free(&sums.density);
    if (sums.map)
        ct_map_free(sums.map);
    free(sums.map);
    free(sums.crs);
    return status;
}
