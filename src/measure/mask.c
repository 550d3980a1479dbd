/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Parts of cells: see mask.h.
 */
#include "measure/mask.h"

#include "base/fail.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double least_part = 1e-9; /* less is rounding */

enum ct_status ct_mask_begin(struct ct_mask *mask, int column, int row, int width, int height,
                             struct ct_error *err)
{
    const size_t cells = ((size_t)width + 2) * (size_t)height + 1;
    if (cells > mask->room) {
        double *more = realloc(mask->sum, cells * sizeof *more);
        if (!more)
            return ct_fail_memory(err);
        mask->sum = more;
        mask->room = cells;
    }
    mask->column = column;
    mask->row = row;
    mask->width = width;
    mask->height = height;
    memset(mask->sum, 0, cells * sizeof *mask->sum);
    return CT_OK;
}

void ct_mask_free(struct ct_mask *mask)
{
    free(mask->sum);
    *mask = (struct ct_mask){0};
}

/* The part of an edge in one row, from x to next, which runs over several cells. */
static void add_across(double *sum, double x, double next, double d)
{
    const double x0 = fmin(x, next), x1 = fmax(x, next);
    const double floor0 = floor(x0), ceil1 = ceil(x1);
    const int i0 = (int)floor0, i1 = (int)ceil1;
    const double s = 1.0 / (x1 - x0), f0 = x0 - floor0, f1 = x1 - ceil1 + 1.0;
    const double first = 0.5 * s * (1.0 - f0) * (1.0 - f0), last = 0.5 * s * f1 * f1;
    sum[i0] += d * first;
    if (i1 == i0 + 2) {
        sum[i0 + 1] += d * (1.0 - first - last);
    } else {
        const double second = s * (1.5 - f0);
        sum[i0 + 1] += d * (second - first);
        for (int i = i0 + 2; i < i1 - 1; i++)
            sum[i] += d * s;
        sum[i1 - 1] += d * (1.0 - (second + (double)(i1 - i0 - 3) * s) - last);
    }
    sum[i1] += d * last;
}

static void add_in_row(double *sum, double x, double next, double d)
{
    const double left = floor(fmin(x, next));
    if (ceil(fmax(x, next)) <= left + 1.0) {
        const double middle = 0.5 * (x + next) - left;
        sum[(int)left] += d - d * middle;
        sum[(int)left + 1] += d * middle;
    } else {
        add_across(sum, x, next, d);
    }
}

void ct_mask_edge(struct ct_mask *mask, double x0, double y0, double x1, double y1, double sign)
{
    if (y0 > y1) {
        ct_mask_edge(mask, x1, y1, x0, y0, -sign);
        return;
    }
    if (!(y1 > y0))
        return;
    const double left = mask->column, slope = (x1 - x0) / (y1 - y0);
    const double low = fmin(x0, x1), high = fmax(x0, x1);
    const int last = mask->height - 1;
    for (int row = (int)fmax(floor(y0) - mask->row, 0); row <= last; row++) {
        const double from = fmax(y0, mask->row + row), to = fmin(y1, mask->row + row + 1);
        if (from >= y1)
            break;
        const double a = fmin(fmax(x0 + slope * (from - y0), low), high) - left;
        const double b = fmin(fmax(x0 + slope * (to - y0), low), high) - left;
        add_in_row(mask->sum + (size_t)row * ((size_t)mask->width + 2), a, b, sign * (to - from));
    }
}

void ct_mask_finish(struct ct_mask *mask)
{
    const size_t stride = (size_t)mask->width + 2;
    for (int row = 0; row < mask->height; row++) {
        double *sum = mask->sum + (size_t)row * stride, all = 0;
        for (size_t i = 0; i < stride; i++) {
            all += sum[i];
            const double part = fabs(all);
            sum[i] = part < least_part ? 0 : part > 1 - least_part ? 1 : part;
        }
    }
}
