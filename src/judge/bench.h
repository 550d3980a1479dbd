/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The judge on the bench: objects are rows of queries/objects/, verdicts rows of `judged`.
 */
#ifndef CT_JUDGE_BENCH_H
#define CT_JUDGE_BENCH_H

#include "gis/work.h"
#include "judge/opinion.h"

/* After queries/facts/: fills the tables clause and judge_parameter, and judges every object of
 * every level that has clauses: city, counties, streets, planning units, communities, facilities.
 * O(objects x (clauses + words)). */
enum ct_status CT_CHECKED ct_judge_bench(struct ct_work *work, struct ct_judge *judge,
                                         struct ct_error *err);
/* One level: rows of `judged` in the order of the objects' ids; `also` (may be NULL) is told each
 * verdict as well. */
enum ct_status CT_CHECKED ct_judge_level(struct ct_work *work, struct ct_judge *judge,
                                         enum ct_level level, ct_verdict_fn also, void *context,
                                         struct ct_error *err);
/* bench_project.c, after ct_judge_bench and queries/review/: judges the projects, and fills the
 * tables project_opinion and clause_subject. Opinions in the order of the projects' ids. E0660,
 * E0667: no conclusion could follow. */
enum ct_status CT_CHECKED ct_judge_projects(struct ct_work *work, struct ct_judge *judge,
                                            struct ct_opinions *out, struct ct_error *err);

#endif
