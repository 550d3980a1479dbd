/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The types of values in a plan: each reads a text strictly and stores it.
 */
#ifndef CT_LOAD_PLAN_SET_H
#define CT_LOAD_PLAN_SET_H

#include "load/plan.h"
#include "load/plan_keys.h"

enum ct_plan_answer { CT_PLAN_STORED, CT_PLAN_WRONG, CT_PLAN_NO_UNIT, CT_PLAN_NO_MEMORY };

/* Where a value goes. */
struct ct_plan_place {
    void *at;         /* the member of this value */
    size_t *count;    /* of a list */
    size_t index;     /* in a list; beyond the end appends */
    void *owner;      /* the struct that holds the member */
    const char *name; /* last part of the path */
};

struct ct_plan_type {
    enum ct_plan_answer (*store)(const struct ct_plan_place *place,
                                 const struct ct_plan_value *value);
    const char *expected[2];
    const char *words[CT_LEVELS + 1]; /* what "did you mean" may offer */
};

/* Is it a file of a standard, or the name of one that comes with the program? */
bool ct_plan_is_file(const char *standard);

/* Storing, for types: a number or a text (taken over) at the place's index of its list; a text
 * (taken over, NULL where memory was short) instead of the one there. */
enum ct_plan_answer ct_plan_put_number(const struct ct_plan_place *place, double number);
enum ct_plan_answer ct_plan_put_text(const struct ct_plan_place *place, char *text);
enum ct_plan_answer ct_plan_replace_text(char **at, char *text);

extern const struct ct_plan_type ct_plan_version, ct_plan_text, ct_plan_file, ct_plan_field,
    ct_plan_band, ct_plan_kind_name, ct_plan_truth, ct_plan_shared, ct_plan_offset, ct_plan_numbers,
    ct_plan_points, ct_plan_positive, ct_plan_lengths, ct_plan_ascending, ct_plan_bounds,
    ct_plan_join, ct_plan_level, ct_plan_words, ct_plan_standards, ct_plan_parameters;

/* plan_set_site.c */
extern const struct ct_plan_type ct_plan_length, ct_plan_count, ct_plan_model, ct_plan_demand,
    ct_plan_existing, ct_plan_share, ct_plan_decay, ct_plan_pairs, ct_plan_weights, ct_plan_budget,
    ct_plan_costs, ct_plan_ids, ct_plan_factor, ct_plan_fairness, ct_plan_fairness_over,
    ct_plan_counted, ct_plan_leave_out;

#endif
