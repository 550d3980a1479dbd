/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Zip files in memory, by GDAL. Entries carry no time: equal contents give equal bytes.
 */
#ifndef CT_GIS_ZIP_H
#define CT_GIS_ZIP_H

#include "base/text.h"
#include "catchment/status.h"

/* A zip of one file; appended to `out`. O(size). */
enum ct_status CT_CHECKED ct_zip_pack(const char *name, const char *data, size_t size,
                                      struct ct_buffer *out, struct ct_error *err);

/* Changes `content`, the file `name` of a zip, or leaves it as it is. */
typedef enum ct_status (*ct_zip_edit)(void *user, const char *name, struct ct_buffer *content,
                                      struct ct_error *err);
/* The zip with every file edited, appended to `out`. E0711 where it cannot be read. O(size). */
enum ct_status CT_CHECKED ct_zip_change(const char *data, size_t size, ct_zip_edit edit, void *user,
                                        struct ct_buffer *out, struct ct_error *err);

#endif
