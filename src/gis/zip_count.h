/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks into a file inside a zip on disk.
 */
#ifndef CT_GIS_ZIP_COUNT_H
#define CT_GIS_ZIP_COUNT_H

#include <stdbool.h>
#include <stddef.h>

/* How often `mark` stands in the file `name` of the zip; false where that cannot be read. O(size),
 * in memory of its own size. */
bool ct_zip_count(const char *zip, const char *name, const char *mark, size_t *count);

#endif
