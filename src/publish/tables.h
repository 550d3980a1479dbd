/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes into the GeoPackage beside its feature tables: attribute tables, column titles, styles;
 * and the check of the finished file.
 */
#ifndef CT_PUBLISH_TABLES_H
#define CT_PUBLISH_TABLES_H

#include "gis/work.h"

/* Runs the files of queries/facts/ in order: facts_only the first (the empty fact tables), else all
 * after it. */
enum ct_status CT_CHECKED ct_tables_query(struct ct_work *work, bool facts_only,
                                          struct ct_error *err);
/* Describes layers and queries in the tables layer_column and query. */
enum ct_status CT_CHECKED ct_tables_describe(struct ct_work *work, struct ct_error *err);
/* Writes all feature tables into a new GeoPackage. */
enum ct_status CT_CHECKED ct_tables_features(struct ct_work *work, const char *path,
                                             const char *crs, struct ct_error *err);
/* Adds attribute tables, column titles and styles to it. */
enum ct_status CT_CHECKED ct_tables_attributes(struct ct_work *work, const char *path,
                                               struct ct_error *err);
/* Opens the closed file anew: sound (integrity_check, foreign keys) and as many rows as written?
 * E0506 says what is wrong. */
enum ct_status CT_CHECKED ct_tables_verify(struct ct_work *work, const char *path,
                                           struct ct_error *err);

#endif
