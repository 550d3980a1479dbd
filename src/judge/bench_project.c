/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Projects on the bench: each verdict goes into `judged` and into the opinion on its project. Both
 * run in the order of the projects' ids. O(projects x (clauses + words)).
 */
#include "base/fail.h"
#include "judge/bench.h"
#include <stdlib.h>
#include <string.h>

static const char projects_sql[] =
    "SELECT p.project_id, p.name, coalesce(nullif(p.stage, ''),"
    " (SELECT value FROM judge_parameter WHERE name = 'stage')), r.premises, r.buildings, p.project"
    " FROM project p JOIN project_premises r USING (project) ORDER BY p.project_id";

struct hearing {
    struct ct_subjects subjects;
    struct ct_opinions *opinions;
    size_t at; /* the opinion that verdicts go to */
    struct extent {
        double places, buildings;
        int64_t project;
    } * extents; /* an opinion each */
};

static enum ct_status read_projects(struct ct_work *work, struct hearing *hearing,
                                    struct ct_error *err)
{
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, projects_sql, &query, err);

    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        size_t n = hearing->opinions->count;
        struct extent *extents = realloc(hearing->extents, (n + 1) * sizeof *extents);
        if (extents != NULL)
            hearing->extents = extents;
        if (extents == NULL ||
            ct_opinions_add(hearing->opinions, ct_query_get_text(query, 0),
                            ct_query_get_text(query, 1), ct_query_get_text(query, 2)) == NULL) {
            status = ct_fail_memory(err);
            break;
        }
        extents[n] = (struct extent){ct_query_get_number(query, 3), ct_query_get_number(query, 4),
                                     ct_query_get_integer(query, 5)};
    }
    ct_query_free(query);
    return status;
}

static enum ct_status hear(void *context, const struct ct_verdict *verdict, struct ct_error *err)
{
    struct hearing *hearing = context;
    struct ct_opinion *rows = hearing->opinions->rows;

    while (strcmp(rows[hearing->at].view.id, verdict->id) != 0)
        hearing->at++;
    return ct_opinion_add(&rows[hearing->at], &hearing->subjects, verdict, err);
}

static enum ct_status insert_opinions(struct ct_work *work, const struct hearing *hearing,
                                      struct ct_error *err)
{
    struct ct_query *row = NULL;
    enum ct_status status =
        ct_query_new(work, "INSERT INTO project_opinion VALUES (?, ?, ?, ?, ?, ?, ?)", &row, err);

    for (size_t i = 0; i < hearing->opinions->count && status == CT_OK; i++) {
        const struct ct_project_view *view = &hearing->opinions->rows[i].view;
        ct_query_integer(row, 1, hearing->extents[i].project);
        ct_query_text(row, 2, view->stage);
        ct_query_text(row, 3, view->conclusion);
        ct_query_text(row, 4, view->text[CT_ZH]);
        ct_query_text(row, 5, view->text[CT_EN]);
        ct_query_text(row, 6, view->supply[CT_ZH]);
        ct_query_text(row, 7, view->supply[CT_EN]);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    return status;
}

static enum ct_status insert_subjects(struct ct_work *work, const struct ct_subjects *subjects,
                                      struct ct_error *err)
{
    struct ct_query *row = NULL;
    enum ct_status status =
        ct_query_new(work, "INSERT INTO clause_subject VALUES (?, ?, ?, ?)", &row, err);

    for (size_t i = 0; i < subjects->standards->clause_count && status == CT_OK; i++) {
        const struct ct_subject *subject = &subjects->rows[i];
        if ((subjects->standards->clauses[i].levels & (1u << CT_LEVEL_PROJECT)) == 0)
            continue;
        ct_query_integer(row, 1, (int64_t)i + 1);
        ct_query_text(row, 2, ct_part_names[subject->part]);
        ct_query_text(row, 3, subject->title[CT_ZH]);
        ct_query_text(row, 4, subject->title[CT_EN]);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    return status;
}

enum ct_status ct_judge_projects(struct ct_work *work, struct ct_judge *judge,
                                 struct ct_opinions *out, struct ct_error *err)
{
    struct hearing hearing = {.opinions = out};
    enum ct_status status = ct_subjects_read(ct_judge_standards(judge), &hearing.subjects, err);

    if (status == CT_OK)
        status = read_projects(work, &hearing, err);
    if (status == CT_OK)
        status = ct_judge_level(work, judge, CT_LEVEL_PROJECT, hear, &hearing, err);
    for (size_t i = 0; i < out->count && status == CT_OK; i++)
        status = ct_opinion_finish(&out->rows[i], hearing.extents[i].places,
                                   hearing.extents[i].buildings, err);
    if (status == CT_OK)
        status = ct_opinions_judged(out, err);
    if (status == CT_OK)
        status = insert_opinions(work, &hearing, err);
    if (status == CT_OK)
        status = insert_subjects(work, &hearing.subjects, err);
    free(hearing.extents);
    ct_subjects_free(&hearing.subjects);
    return status;
}
