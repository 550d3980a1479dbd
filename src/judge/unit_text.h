/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Numbers with their units as people read them: 20, "m2" is "20m²", or "20 m²" in English.
 */
#ifndef CT_JUDGE_UNIT_TEXT_H
#define CT_JUDGE_UNIT_TEXT_H

#include "base/text.h"
#include "catchment/status.h"

/* At most six decimals, none that are 0; a smaller number with three digits that count. */
void ct_number_text(char out[40], double value);
/* A unit as it is written in clauses ("m2/100hh") for people; itself where none is known. */
const char *ct_unit_name(const char *unit, enum ct_language lang);
void ct_unit_text(struct ct_buffer *out, double value, const char *unit, enum ct_language lang);

#endif
