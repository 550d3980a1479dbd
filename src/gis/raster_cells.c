/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See raster_cells.h. A run of plain people costs one pass that compilers vectorise; only a row
 * with something else in it is looked at value by value.
 *
 * Nodata is compared before scale and offset. A nodata of the -3.4e38 family is often written with
 * fewer digits than the cells have, so beyond 1e30 the sign is enough: no cell has so many people.
 */
#include "gis/raster_cells.h"
#include <float.h>
#include <math.h>

#define MOST_PEOPLE 1e8 /* in one cell */
#define BEYOND      1e30

static bool is_nodata(const struct ct_cells *cells, double v)
{
    if (!cells->has_nodata)
        return false;
    if (v == cells->nodata)
        return true;
    if (isnan(cells->nodata))
        return isnan(v);
    return fabs(v) > BEYOND && fabs(cells->nodata) > BEYOND && (v < 0) == (cells->nodata < 0);
}

/* The people of one raw value; MOST_PEOPLE is exceeded where it is too large. */
static double people_of(const struct ct_cells *cells, double v, struct ct_raster_faults *faults)
{
    if (is_nodata(cells, v)) {
        faults->nodata++;
        return 0;
    }
    v = v * cells->scale + cells->offset;
    if (isnan(v)) {
        faults->nan++;
        return 0;
    }
    if (v < 0) {
        faults->negative++;
        faults->negative_sum += v;
        return 0;
    }
    return v;
}

/* Nothing to do for a run of floats: people all, and none of them could be nodata. */
static bool is_plain(const struct ct_cells *cells, const float *v, size_t n)
{
    int other = 0;
    for (size_t i = 0; i < n; i++)
        other |= !(v[i] >= 0.0F) | !(v[i] <= (float)MOST_PEOPLE);
    if (other || !cells->has_nodata || !(cells->nodata >= 0 && cells->nodata <= MOST_PEOPLE))
        return !other;
    float nodata = (float)cells->nodata;
    for (size_t i = 0; i < n; i++)
        other |= v[i] == nodata;
    return !other;
}

size_t ct_cells_clean(const struct ct_cells *cells, float *v, size_t n,
                      struct ct_raster_faults *faults)
{
    if (is_plain(cells, v, n))
        return n;
    struct ct_cells narrow = *cells;
    if (fabs(cells->nodata) <= (double)FLT_MAX)
        narrow.nodata = (double)(float)cells->nodata;
    for (size_t i = 0; i < n; i++) {
        double people = people_of(&narrow, (double)v[i], faults);
        if (people > MOST_PEOPLE)
            return i;
        v[i] = (float)people;
    }
    return n;
}

size_t ct_cells_clean_double(const struct ct_cells *cells, double *v, size_t n,
                             struct ct_raster_faults *faults)
{
    for (size_t i = 0; i < n; i++) {
        double people = people_of(cells, v[i], faults);
        if (people > MOST_PEOPLE)
            return i;
        v[i] = people;
    }
    return n;
}
