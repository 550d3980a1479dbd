/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What goes into the GeoPackage beside its feature tables: attribute tables, column titles, styles;
 * and the check of the finished file.
 */
#ifndef CT_PUBLISH_TABLES_H
#define CT_PUBLISH_TABLES_H

#include "gis/work.h"

/* What is published, and the folders of its queries in the order they run. */
struct ct_purpose {
    const char *name; /* "audit", "review", "site", "compare": as layers name it */
    const char *folders[4];
};
extern const struct ct_purpose ct_for_audit, ct_for_review, ct_for_site, ct_for_compare;

/* Makes the empty fact tables of a folder: its file 00_facts.sql. */
enum ct_status CT_CHECKED ct_tables_facts(struct ct_work *work, const char *folder,
                                          struct ct_error *err);
/* Runs its other files in order. */
enum ct_status CT_CHECKED ct_tables_query(struct ct_work *work, const char *folder,
                                          struct ct_error *err);
/* Describes layers and queries in the tables layer_column and query. */
enum ct_status CT_CHECKED ct_tables_describe(struct ct_work *work, const struct ct_purpose *purpose,
                                             struct ct_error *err);
/* Writes all feature tables into a new GeoPackage. */
enum ct_status CT_CHECKED ct_tables_features(struct ct_work *work, const struct ct_purpose *purpose,
                                             const char *path, const char *crs,
                                             struct ct_error *err);
/* Adds attribute tables, column titles, styles and the QGIS project to it. */
enum ct_status CT_CHECKED ct_tables_attributes(struct ct_work *work,
                                               const struct ct_purpose *purpose, const char *path,
                                               struct ct_error *err);
/* Opens the closed file anew: sound (integrity_check, foreign keys) and as many rows as written?
 * E0506 says what is wrong. */
enum ct_status CT_CHECKED ct_tables_verify(struct ct_work *work, const char *path,
                                           struct ct_error *err);

#endif
