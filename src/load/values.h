/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: words of forms that are no numbers: dates, yes and no, storeys. Each reads a
 * whole text strictly, typographic variants aside; what is not clear is not read.
 */
#ifndef CT_LOAD_VALUES_H
#define CT_LOAD_VALUES_H

#include "load/inputs.h"
#include <stdbool.h>

/* "2026/1/31", "2026-01-31", "2026.1.31", "20260131", "2026年1月31日", also with a time behind:
 * 2026-01-31 in out[11]. A day that the calendar has; a month alone is none. */
bool ct_value_date(const char *text, char out[11]);
/* 1 or 0 by layers/inputs/answer.csv. */
bool ct_value_answer(const struct ct_input_table *answers, const char *text, double *out);
/* The lowest storey: "1", "2层", "一层", "F3", "-1", "B1", "地下一层", "1-3层" (1), "二至三层" (2).
 */
bool ct_value_storey(const char *text, double *out);

#endif
