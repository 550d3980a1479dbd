/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Versions as the libraries say them at run time, not as the headers did at build time. O(1).
 */
#include "gis/linked.h"
#include "gis/quiet.h"
#include <gdal.h>
#include <geos_c.h>
#include <proj.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include <spatialite.h> /* wants sqlite3.h before it */

static const char *gdal_version(void)
{
    return GDALVersionInfo("RELEASE_NAME");
}

static const char *proj_version(void)
{
    return proj_info().version;
}

bool ct_linked_library(size_t i, const char **name, char version[64])
{
    static const struct {
        const char *name;
        const char *(*version)(void);
    } libraries[] = {
        {"GDAL", gdal_version},
        {"PROJ", proj_version},
        {"GEOS", GEOSversion},
        {"SQLite", sqlite3_libversion},
        {"SpatiaLite", spatialite_version},
    };

    if (i >= sizeof libraries / sizeof *libraries)
        return false;
    *name = libraries[i].name;
    snprintf(version, 64, "%s", libraries[i].version());
    return true;
}

bool ct_linked_driver(const char *name)
{
    ct_quiet_begin();
    bool found = GDALGetDriverByName(name) != NULL;
    ct_quiet_end();
    return found;
}

void ct_linked_proj_db(char *path, size_t size)
{
    PJ_CONTEXT *context = proj_context_create();
    const char *found = context != NULL ? proj_context_get_database_path(context) : NULL;

    snprintf(path, size, "%s", found != NULL ? found : "");
    proj_context_destroy(context);
}
