/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See affine.h.
 */
#include "base/affine.h"

static double mean(size_t n, const double *v)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[i];
    return sum / (double)n;
}

bool ct_affine_fit(size_t n, const double *x, const double *y, const double *u, const double *v,
                   double map[6])
{
    if (n < 3)
        return false;
    const double centre[4] = {mean(n, x), mean(n, y), mean(n, u), mean(n, v)};
    double xx = 0, xy = 0, yy = 0, xu = 0, yu = 0, xv = 0, yv = 0;
    for (size_t i = 0; i < n; i++) {
        double dx = x[i] - centre[0], dy = y[i] - centre[1];
        double du = u[i] - centre[2], dv = v[i] - centre[3];
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
        xu += dx * du;
        yu += dy * du;
        xv += dx * dv;
        yv += dy * dv;
    }
    double det = xx * yy - xy * xy;
    if (!(det > 1e-9 * (xx + yy) * (xx + yy))) /* a strip 30,000 times as long as it is wide */
        return false;
    map[0] = (xu * yy - yu * xy) / det;
    map[1] = (yu * xx - xu * xy) / det;
    map[3] = (xv * yy - yv * xy) / det;
    map[4] = (yv * xx - xv * xy) / det;
    map[2] = centre[2] - map[0] * centre[0] - map[1] * centre[1];
    map[5] = centre[3] - map[3] * centre[0] - map[4] * centre[1];
    return true;
}

void ct_affine_apply(const double map[6], size_t n, double *x, double *y)
{
    for (size_t i = 0; i < n; i++) {
        double u = map[0] * x[i] + map[1] * y[i] + map[2];
        y[i] = map[3] * x[i] + map[4] * y[i] + map[5];
        x[i] = u;
    }
}
