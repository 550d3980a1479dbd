/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writing the feature tables of one GeoPackage 1.3 file by GDAL's driver. Attribute tables are
 * plain SQL and need no driver: see publish/tables.c.
 *
 * Equal calls give equal bytes: the times that GeoPackage wants are CT_GPKG_TIME.
 */
#ifndef CT_GIS_GPKG_H
#define CT_GIS_GPKG_H

#include "catchment/status.h"
#include "gis/work.h"
#include <stddef.h>

#define CT_GPKG_TIME "2000-01-01T00:00:00.000Z"

enum ct_column_type { CT_COLUMN_TEXT, CT_COLUMN_INTEGER, CT_COLUMN_REAL };

struct ct_column {
    char name[64];
    enum ct_column_type type;
    char title[2][96]; /* [CT_EN], [CT_ZH] */
    char unit[16];     /* "" where it has none */
};

/* A feature table. The geometry column is `geom`, the key is `fid`, from 1 in the order of rows. */
struct ct_gpkg_layer {
    const char *name;
    const char *identifier, *description;
    const char *geometry; /* "POINT", "MULTIPOLYGON", "GEOMETRY" */
    const struct ct_column *columns;
    size_t column_count;
};

struct ct_gpkg; /* a file being written; one thread */

/* Creates the file, which must not exist. `crs` is any definition GDAL understands. */
enum ct_status CT_CHECKED ct_gpkg_create(const char *path, const char *crs, struct ct_gpkg **out,
                                         struct ct_error *err);
/* Writes every row of `rows`: column 0 is the geometry as WKB (NULL: none), then the layer's
 * columns in order. *count gets the number of rows. O(rows log rows) for the spatial index. */
enum ct_status CT_CHECKED ct_gpkg_write(struct ct_gpkg *gpkg, const struct ct_gpkg_layer *layer,
                                        struct ct_query *rows, size_t *count, struct ct_error *err);
/* Commits, builds what is left of the indexes and closes. `gpkg` is gone in any case. */
enum ct_status CT_CHECKED ct_gpkg_close(struct ct_gpkg *gpkg, struct ct_error *err);
/* Closes without care for what was written; NULL is fine. */
void ct_gpkg_abandon(struct ct_gpkg *gpkg);

#endif
