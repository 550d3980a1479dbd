/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Names of levels.
 */
#include "load/level.h"

const char *const ct_level_names[CT_LEVELS] = {
    [CT_LEVEL_PROJECT] = "project",
    [CT_LEVEL_FACILITY] = "facility",
    [CT_LEVEL_COMMUNITY] = "community",
    [CT_LEVEL_STREET] = "street",
    [CT_LEVEL_PLANNING_UNIT] = "planning_unit",
    [CT_LEVEL_COUNTY] = "county",
    [CT_LEVEL_CITY] = "city",
};
