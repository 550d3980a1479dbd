/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See usage.h.
 */
#include "base/usage.h"
#include <math.h>
#include <sys/resource.h>
#include <time.h>

double ct_clock_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double ct_peak_memory_mb(void)
{
    struct rusage usage;
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (double)usage.ru_maxrss / 1024.0 : (double)NAN;
}
