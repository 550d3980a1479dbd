/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: columns and questionnaires that say one of the indicators of
 * layers/inputs/indicator.csv, collected while layers are read and settled at the end.
 *
 * By the unit of an indicator its cells are: yes (1 and 0 by layers/inputs/answer.csv), date
 * (2026-01-31), list and text (as written), else a number in that unit. "59.2%" is 59.2. A cell
 * that cannot be read is a finding (F0450) and no row.
 */
#ifndef CT_LOAD_INDICATORS_H
#define CT_LOAD_INDICATORS_H

#include "load/city.h"
#include "load/reading.h"

enum ct_status CT_CHECKED ct_indicators_begin(struct ct_city *city, struct ct_error *err);
void ct_indicators_free(struct ct_city *city);

/* Which fields of a layer are indicators. */
struct ct_indicator_column {
    int field;
    const struct ct_input_names *names;
};
struct ct_indicator_columns {
    size_t count;
    struct ct_indicator_column *column;
};
/* Fields that the layer's own meanings take are none. F0452 for a second column of one indicator,
 * F0453 for a column in another unit: they are left out. O(fields x names). */
enum ct_status CT_CHECKED ct_indicator_columns_find(const struct ct_city *city,
                                                    struct ct_reading *reading,
                                                    struct ct_indicator_columns *out,
                                                    struct ct_error *err);
void ct_indicator_columns_free(struct ct_indicator_columns *columns);

/* How the rows of one object go together. */
enum ct_indicator_way {
    CT_INDICATOR_FIRST, /* before others: a table that overrides */
    CT_INDICATOR_PLAIN,
    CT_INDICATOR_PHASE, /* of a project: united with those of its other phases */
};
/* Takes the indicators of the current row for an object, which findings call `feature`. O(columns).
 */
enum ct_status CT_CHECKED ct_indicators_take(struct ct_city *city, const struct ct_reading *reading,
                                             const struct ct_indicator_columns *columns,
                                             enum ct_level level, const char *object,
                                             const char *feature, enum ct_indicator_way way,
                                             struct ct_error *err);

/* Takes back what a row of a project layer said. O(rows). */
void ct_indicators_drop(struct ct_city *city, const char *object, const char *layer, long row);

/* When all is read: one row a level, object and name goes to the city, in that order. Phases of a
 * project: numbers of area, households and people are added, yes is yes of all, of dates the
 * earliest (housing_*) or the latest, others must be equal; where a phase says nothing, nothing is
 * known (F0455). F0451 where two places say something else: the first stays. O(n log n). */
enum ct_status CT_CHECKED ct_indicators_settle(struct ct_city *city, struct ct_findings *findings,
                                               struct ct_error *err);

#endif
