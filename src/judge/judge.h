/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * measures + standards -> verdicts. A clause judges one object (a project, a community ...) whose
 * columns are given as cells; nothing here knows where they come from.
 *
 * met, unmet: value and limit are both known. unknown: the condition, the measure or the limit
 * lacks something; the reason names what is missing; never met. exempt: the condition does not
 * hold, or the clause sets no limit and is only reported (its value is then given).
 */
#ifndef CT_JUDGE_JUDGE_H
#define CT_JUDGE_JUDGE_H

#include "gis/formula.h"
#include "judge/parameter.h"
#include "judge/standard.h"
#include "judge/vocabulary.h"

enum ct_result_of { CT_MET, CT_UNMET, CT_UNKNOWN, CT_EXEMPT };
extern const char *const ct_result_names[]; /* "met", "unmet", "unknown", "exempt" */

struct ct_verdict {
    const struct ct_standard *standard;
    const struct ct_clause *clause;
    enum ct_level level;
    const char *id; /* of the object */
    enum ct_result_of result;
    double value, limit_value; /* NAN: not known; yes/no: 1 or 0 against 1 */
    double gap;            /* how much is missing to the limit, >= 0; 0 where met; NAN unknown */
    const char *reason[2]; /* the arithmetic written out, or what is missing */
    const char *evidence;  /* JSON: formulas, the columns they read with values, parameters */
    /* Words that were NULL where the result is unknown. */
    const struct ct_word *const *missing;
    size_t missing_count;
};

typedef enum ct_status (*ct_verdict_fn)(void *context, const struct ct_verdict *verdict,
                                        struct ct_error *err);

struct ct_judge; /* all formulas compiled; one thread */

/* Both must outlive the judge. E0611.. for a formula that does not compile, with file and cell. */
enum ct_status CT_CHECKED ct_judge_new(const struct ct_standards *standards,
                                       const struct ct_parameters *parameters,
                                       struct ct_judge **out, struct ct_error *err);
void ct_judge_free(struct ct_judge *judge);

const struct ct_standards *ct_judge_standards(const struct ct_judge *judge);
const struct ct_parameters *ct_judge_parameters(const struct ct_judge *judge);

/* Does any clause apply at this level? */
bool ct_judge_has(const struct ct_judge *judge, enum ct_level level);
/* The words that the clauses of a level read, i = 0..; NULL past the last. Always the same order.
 */
const struct ct_word *ct_judge_word(const struct ct_judge *judge, enum ct_level level, size_t i);

/* Judges one object by every clause of its level, in the order of the standards. `cells` are those
 * of ct_judge_word; `area_type` "urban", "rural" or NULL where not known (unknown then, for clauses
 * on one of them). O(clauses). */
enum ct_status CT_CHECKED ct_judge_object(struct ct_judge *judge, enum ct_level level,
                                          const char *id, const char *area_type,
                                          const struct ct_cell *cells, ct_verdict_fn emit,
                                          void *context, struct ct_error *err);

#endif
