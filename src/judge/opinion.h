/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The opinion on one project: its verdicts, the conclusion that follows from them, and what is to
 * be supplied. It owns its texts, so that it outlives the judge. The conclusion:
 *
 *   refuse   a gate clause is not met
 *   supply   else, a gate clause cannot be judged
 *   approve  else
 *
 * in the fixed phrases of review opinions (conclusion.c). Clauses that are no gates advise.
 */
#ifndef CT_JUDGE_OPINION_H
#define CT_JUDGE_OPINION_H

#include "catchment/review.h"
#include "judge/judge.h"

enum ct_part { CT_PROVISION, CT_PROCEDURE, CT_SURROUNDINGS };
extern const char *const ct_part_names[]; /* "provision", "procedure", "surroundings" */

/* What a clause is about, by the words that its formulas read: surroundings where one is of
 * existing facilities, else procedure where one is an indicator, else provision. */
struct ct_subject {
    enum ct_part part;
    bool handover;      /* it reads something that is handed over */
    char title[2][160]; /* of the first word of its measure; "" where it reads none */
};
struct ct_subjects {
    const struct ct_standards *standards;
    struct ct_subject *rows; /* a clause each */
};

/* E0660: no gate clause is about projects. O(size of the standards). */
enum ct_status CT_CHECKED ct_subjects_read(const struct ct_standards *standards,
                                           struct ct_subjects *out, struct ct_error *err);
void ct_subjects_free(struct ct_subjects *subjects);

struct ct_opinion_row {
    struct ct_verdict_view view;
    enum ct_result_of result;
    enum ct_strength strength;
    const struct ct_subject *subject; /* until ct_opinion_finish */
    const char *measure;
};

struct ct_opinion {
    struct ct_project_view view;
    struct ct_opinion_row *rows;
    size_t row_count;
    struct ct_supply_view *supplies; /* in the order of first use, those of gates first */
    size_t supply_count;
    char **kept; /* the texts of all these */
    size_t kept_count;
    bool failed; /* no memory */
};

struct ct_opinions {
    struct ct_opinion *rows;
    size_t count;
};

/* A new opinion at the end, or NULL where memory is short. */
struct ct_opinion *ct_opinions_add(struct ct_opinions *opinions, const char *id, const char *name,
                                   const char *stage);
void ct_opinions_free(struct ct_opinions *opinions);

/* Keeps a verdict. */
enum ct_status CT_CHECKED ct_opinion_add(struct ct_opinion *opinion,
                                         const struct ct_subjects *subjects,
                                         const struct ct_verdict *verdict, struct ct_error *err);
/* Concludes. Premises in several places or buildings (NAN: not known) are an advice. O(rows^2). */
enum ct_status CT_CHECKED ct_opinion_finish(struct ct_opinion *opinion, double places,
                                            double buildings, struct ct_error *err);

/* E0667: none of these projects has a gate clause that applies to it, so none can be approved. */
enum ct_status CT_CHECKED ct_opinions_judged(const struct ct_opinions *opinions,
                                             struct ct_error *err);

/* Inside: a copy that the opinion owns; "" for NULL or where memory is short (`failed` is set). */
const char *ct_opinion_keep(struct ct_opinion *opinion, const char *text);

#endif
