/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What this program is linked to and finds on this machine.
 */
#ifndef CT_GIS_LINKED_H
#define CT_GIS_LINKED_H

#include <stdbool.h>
#include <stddef.h>

/* Name and version of a linked library, i from 0; false past the last. */
bool ct_linked_library(size_t i, const char **name, char version[64]);
/* Is there a GDAL driver of this short name? */
bool ct_linked_driver(const char *name);
/* The path of proj.db, "" where PROJ finds none. */
void ct_linked_proj_db(char *path, size_t size);

#endif
