/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The columns that formulas may use at each level, with their titles and units:
 *   - those of queries/objects/unit.sql (community, street, planning_unit, county, city),
 *     facility.sql and project.sql;
 *   - ROLE_COLUMN for every role of layers/inputs/role.csv and column of unit_role.sql and
 *     project_role.sql, as "station_largest_m2";
 *   - every indicator of layers/inputs/indicator.csv, at every level: what questionnaires and
 *     attribute columns say.
 */
#ifndef CT_JUDGE_VOCABULARY_H
#define CT_JUDGE_VOCABULARY_H

#include "catchment/status.h"
#include "load/level.h"
#include <stdbool.h>
#include <stddef.h>

struct ct_word {
    char name[64], unit[16];
    char title[2][160];
    bool text; /* else a number; yes and no are 1 and 0 */
};

struct ct_vocabulary; /* all words of a level, in a fixed order */

enum ct_status CT_CHECKED ct_vocabulary_new(enum ct_level level, struct ct_vocabulary **out,
                                            struct ct_error *err);
void ct_vocabulary_free(struct ct_vocabulary *vocabulary);
size_t ct_vocabulary_count(const struct ct_vocabulary *vocabulary);
const struct ct_word *ct_vocabulary_word(const struct ct_vocabulary *vocabulary, size_t i);
/* By name; NULL where there is none. O(log words). */
const struct ct_word *ct_vocabulary_find(const struct ct_vocabulary *vocabulary, const char *name);

#endif
