/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The QGIS project inside an output: its table qgis_projects has "catchment" (Chinese) and
 * "catchment_en". Where a layer stands in it is said by heads, those of layers/NAME.sql for a layer
 * in its default style and of layers/NAME.STYLE.qml for it in another one:
 *     group: 03        of queries/project/10_tree.sql; tables without one stand in the last group
 *     order: 30        in its group      draw: 170    small is on top    shown: yes   at first
 *     theme: coverage  the map theme that it makes; also: gaps people   others it stands in
 *     needs: SQL       a condition that some row must fulfil, else it is left out
 *     map_zh: map_en:  its name there, else the layer's and the style's
 */
#ifndef CT_PUBLISH_PROJECT_H
#define CT_PUBLISH_PROJECT_H

#include "gis/work.h"

/* Writes the project into the file that is attached as `out`, whose layers, tables and styles are
 * there; `path` is that file's. Sources in the project are relative to the file's name. O(rows of
 * the templates). */
enum ct_status CT_CHECKED ct_project_write(struct ct_work *work, const char *purpose,
                                           const char *path, struct ct_error *err);

#endif
