/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside load only: which community or facility a row of another table speaks of. By code, else by
 * name within the street.
 */
#ifndef CT_LOAD_JOIN_H
#define CT_LOAD_JOIN_H

#include "check/finding.h"
#include <stddef.h>

enum ct_match {
    CT_MATCH_NONE,
    CT_MATCH_CODE,
    CT_MATCH_NAME,
    CT_MATCH_PLACE,     /* never by ct_joiner_find, which knows no places */
    CT_MATCH_AMBIGUOUS, /* the name stands more than once */
    CT_MATCH_ELSEWHERE, /* a code of another city */
    CT_MATCHES
};

struct ct_joiner; /* keeps copies */

/* n targets with codes, names and streets ("" where there is none; `street` may be NULL).
 * O(n log n).
 *
 * Codes are equal where they are so without the zeros that fill them up to 12 digits (province 2,
 * city 2, county 2, township 3, village 3). Names are equal where ct_text_fold says so, without
 * 居委会, 村委会 and the like at their end. */
enum ct_status CT_CHECKED ct_joiner_new(size_t n, char *const *code, char *const *name,
                                        char *const *street, struct ct_joiner **out,
                                        struct ct_error *err);
void ct_joiner_free(struct ct_joiner *joiner);

/* The target of a row; each text may be "". A street narrows where both sides have one. A code
 * that does not begin as all codes of the targets do (2 to 4 digits) is of another city, and its
 * name is then not asked. O(log n). */
enum ct_status CT_CHECKED ct_joiner_find(const struct ct_joiner *joiner, const char *code,
                                         const char *name, const char *street, enum ct_match *how,
                                         size_t *target, struct ct_error *err);

/* "by code 3, by name 2, by place 0": the counts of a join, for its finding. */
enum ct_status CT_CHECKED ct_join_tell(const size_t counts[CT_MATCHES], const char *layer,
                                       const char *to_en, const char *to_zh, size_t targets,
                                       struct ct_findings *findings, struct ct_error *err);

#endif
