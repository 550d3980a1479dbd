/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Layers as files for other programs: Shapefile, GeoJSON, FlatGeobuf, by GDAL's drivers. Equal
 * calls give equal bytes.
 */
#ifndef CT_GIS_EXCHANGE_H
#define CT_GIS_EXCHANGE_H

#include "base/text.h"
#include "gis/gpkg.h"

struct ct_exchange_field {
    char name[64];
    enum ct_column_type type;
    int width, decimals; /* of a DBF; 0: as the driver has it */
};

struct ct_exchange_layer {
    const char *format;   /* "shp", "geojson", "fgb" */
    const char *path;     /* must not exist; its folder does */
    const char *name;     /* the path's, without folder and ending */
    const char *crs;      /* of the rows */
    const char *geometry; /* "POINT", "MULTIPOLYGON", "GEOMETRY", "" (a DBF alone) */
    const char *encoding; /* of a DBF */
    const struct ct_exchange_field *fields;
    size_t field_count;
};

/* Writes every row (FlatGeobuf: none without a geometry): column 0 is the geometry as WKB (NULL:
 * none), then the fields in order. *count gets the number of rows. GeoJSON is RFC 7946: lon/lat of
 * WGS 84, 7 decimals. Other texts are cut to their width by the driver, and characters that the
 * encoding lacks replaced: the caller looks before. E0505; E0509 for a place that cannot be
 * transformed. O(size). */
enum ct_status CT_CHECKED ct_exchange_write(const struct ct_exchange_layer *layer,
                                            struct ct_query *rows, size_t *count,
                                            struct ct_error *err);

struct ct_lonlat; /* from one CRS to degrees; one thread */

enum ct_status CT_CHECKED ct_lonlat_new(const char *crs, struct ct_lonlat **out,
                                        struct ct_error *err);
void ct_lonlat_free(struct ct_lonlat *lonlat);
/* A point inside the geometry (of a point: itself), in degrees rounded to 1e-7, and the geometry as
 * WKT of such degrees where `wkt` is not NULL. E0509. O(vertices log vertices). */
enum ct_status CT_CHECKED ct_lonlat_place(struct ct_lonlat *lonlat, const void *wkb, size_t size,
                                          double *lon, double *lat, struct ct_buffer *wkt,
                                          struct ct_error *err);

#endif
