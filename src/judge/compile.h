/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formulas of clauses, compiled for a level: the row that they read has a cell for every word
 * of its vocabulary, in the vocabulary's order; the parameters are their named values.
 */
#ifndef CT_JUDGE_COMPILE_H
#define CT_JUDGE_COMPILE_H

#include "gis/formula.h"
#include "judge/parameter.h"
#include "judge/standard.h"
#include "judge/vocabulary.h"

struct ct_compiler {
    enum ct_level level;
    struct ct_vocabulary *vocabulary;
    struct ct_formulas *formulas;
};
enum ct_status CT_CHECKED ct_compiler_open(enum ct_level level,
                                           const struct ct_parameters *parameters,
                                           struct ct_compiler *out, struct ct_error *err);
void ct_compiler_close(struct ct_compiler *compiler); /* after its clauses are freed; {0} is fine */

/* NULL where the clause has no such formula. */
struct ct_compiled {
    struct ct_formula *condition, *measure, *limit, *limit_high;
};
/* E0611 with file and cell. */
enum ct_status CT_CHECKED ct_compile(const struct ct_compiler *compiler,
                                     const struct ct_standards *standards,
                                     const struct ct_clause *clause, struct ct_compiled *out,
                                     struct ct_error *err);
void ct_compiled_free(struct ct_compiled *compiled);

/* Every formula of every clause at every level that it applies to; what does not compile is a
 * complaint. */
enum ct_status CT_CHECKED ct_compile_all(const struct ct_standards *standards,
                                         const struct ct_parameters *parameters,
                                         struct ct_complaints *complaints, struct ct_error *err);

#endif
