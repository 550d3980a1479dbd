/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the documents leave open: named parameters with defaults, queries/parameters.csv with the
 * columns name,default,choices,unit,title_zh,title_en,explain_zh,explain_en (choices "a|b"; an
 * empty default: not known until the plan gives it). Formulas read them as ":name".
 */
#ifndef CT_JUDGE_PARAMETER_H
#define CT_JUDGE_PARAMETER_H

#include "load/plan.h"

struct ct_parameter {
    char *name, *value, *standard_value, *choices, *unit, *title[2], *explain[2];
    double number; /* of value; NAN where it is a text or empty */
};

struct ct_parameters {
    struct ct_parameter *rows;
    size_t count;
};

/* The table with what the plan sets. E0620 unknown name (with the nearest), E0621 wrong value. */
enum ct_status CT_CHECKED ct_parameters_read(const struct ct_plan_parameter *set, size_t count,
                                             struct ct_parameters *out, struct ct_error *err);
void ct_parameters_free(struct ct_parameters *parameters);
const struct ct_parameter *ct_parameters_find(const struct ct_parameters *parameters,
                                              const char *name);

#endif
