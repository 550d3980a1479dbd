/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a department files, made from an output of audit, review, site or compare: a page, a
 * workbook, sheets, files for others. Each reads the GeoPackage alone, so that it can be made years
 * later. Everything appears whole or not at all; E0690 for a file that is no output.
 */
#ifndef CATCHMENT_PUBLISH_H
#define CATCHMENT_PUBLISH_H

#include "catchment/audit.h"
#include "catchment/status.h"
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One self-contained HTML page. E0700 where the program was built without it. O(size). */
enum ct_status CT_CHECKED ct_write_report(const char *output, const char *path,
                                          const struct ct_run *run, struct ct_error *err);

/* An Excel workbook: tables A to D, the yearly statistics, methods, findings, in one language; a
 * sheet is a file of layers/workbook/. O(rows). */
enum ct_status CT_CHECKED ct_write_workbook(const char *output, const char *path,
                                            enum ct_language lang, const struct ct_run *run,
                                            struct ct_error *err);

/* Sheets into a folder: audit map, atlas over streets, opinion of each project. `format` "pdf" or
 * "png"; `lang`: of what is written on them. E0720 where no font has the characters. O(sheets x
 * features on them). */
enum ct_status CT_CHECKED ct_write_sheets(const char *output, const char *folder,
                                          const char *format, enum ct_language lang,
                                          const struct ct_run *run, struct ct_error *err);

/* Every layer and table as files of a folder: "shp", "geojson", "csv" or "fgb". `encoding`: of
 * shapefiles, "UTF-8" (NULL) or "GBK". O(size). */
enum ct_status CT_CHECKED ct_write_export(const char *output, const char *folder,
                                          const char *format, const char *encoding,
                                          const struct ct_run *run, struct ct_error *err);

/* Makes the QGIS project inside an output point to the file as it is called now. O(project). */
enum ct_status CT_CHECKED ct_relink(const char *output, struct ct_error *err);

#ifdef __cplusplus
}
#endif
#endif
