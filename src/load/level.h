/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a clause, a questionnaire or a figure may be about.
 */
#ifndef CT_LOAD_LEVEL_H
#define CT_LOAD_LEVEL_H

enum ct_level {
    CT_LEVEL_PROJECT,
    CT_LEVEL_FACILITY,
    CT_LEVEL_COMMUNITY,
    CT_LEVEL_STREET,
    CT_LEVEL_PLANNING_UNIT,
    CT_LEVEL_COUNTY,
    CT_LEVEL_CITY, /* all that the plan holds */
    CT_LEVELS
};

/* "project", "facility", "community", "street", "planning_unit", "county", "city" */
extern const char *const ct_level_names[CT_LEVELS];

#endif
