/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two outputs beside each other: two years, or two scenarios.
 */
#ifndef CATCHMENT_COMPARE_H
#define CATCHMENT_COMPARE_H

#include "catchment/audit.h"
#include "catchment/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Compares two GeoPackages that an audit or review wrote: what changed at each level and clause.
 * Writes the GeoPackage `path` (whole or not at all), in the CRS of the newer one; the figures of
 * *out are the table `summary` of it. `codes`: a table of codes that changed, with the columns old
 * and new (a row a pair), or NULL. E0690: a file that is no such output. O(rows log rows). */
enum ct_status CT_CHECKED ct_compare(const char *older, const char *newer, const char *codes,
                                     const char *path, const struct ct_run *run,
                                     struct ct_result **out, struct ct_error *err);

#ifdef __cplusplus
}
#endif
#endif
