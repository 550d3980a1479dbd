/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a run takes: time and memory. O(1).
 */
#ifndef CT_BASE_USAGE_H
#define CT_BASE_USAGE_H

/* CLOCK_MONOTONIC in seconds. */
double ct_clock_seconds(void);
/* The most memory the process had resident so far; NAN where the system does not say. */
double ct_peak_memory_mb(void);

#endif
