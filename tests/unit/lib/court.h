/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A judge over a standard that a test writes, and objects of which it names what is known.
 */
#ifndef COURT_H
#define COURT_H

#include "folder.h"
#include "judge/judge.h"
#include <math.h>

enum { VERDICTS = 64 };

struct court {
    struct ct_standards standards;
    struct ct_parameters parameters;
    struct ct_judge *judge;
    struct ct_cell cells[64];
    struct said {
        char clause[32], reason[2][1024], evidence[1024], missing[256];
        enum ct_result_of result;
        double value, limit, gap;
    } said[VERDICTS];
    size_t count;
};

static struct court court;

/* `rows` as in a standard's file, without head. */
static void court_open(const char *rows, const struct ct_plan_parameter *set, size_t count)
{
    const char *const names[] = {"test.csv"};
    FILE *file = fopen(names[0], "w");

    fprintf(file, "id,applies_to,condition,measure,comparison,limit,unit,strength\n%s", rows);
    fclose(file);
    court = (struct court){0};
    ck_assert_msg(ct_parameters_read(set, count, &court.parameters, &err) == CT_OK, "%s",
                  err.message[CT_EN]);
    ck_assert_msg(ct_standards_read(names, 1, &court.standards, &err) == CT_OK, "%s",
                  err.message[CT_EN]);
    ck_assert_msg(ct_judge_new(&court.standards, &court.parameters, &court.judge, &err) == CT_OK,
                  "%s", err.message[CT_EN]);
}

static void court_close(void)
{
    ct_judge_free(court.judge);
    ct_standards_free(&court.standards);
    ct_parameters_free(&court.parameters);
}

/* The cell of a word; the judge must read it. */
static struct ct_cell *court_cell(enum ct_level level, const char *name)
{
    const struct ct_word *word;

    for (size_t i = 0; (word = ct_judge_word(court.judge, level, i)) != NULL; i++)
        if (strcmp(word->name, name) == 0)
            return &court.cells[i];
    ck_abort_msg("%s is not read", name);
    return NULL;
}

static void court_clear(void)
{
    for (size_t i = 0; i < sizeof court.cells / sizeof *court.cells; i++)
        court.cells[i] = (struct ct_cell){.type = CT_VALUE_NULL, .number = (double)NAN};
}

static void court_number(enum ct_level level, const char *name, double value)
{
    *court_cell(level, name) =
        (struct ct_cell){.type = isnan(value) ? CT_VALUE_NULL : CT_VALUE_NUMBER, .number = value};
}

static void court_text(enum ct_level level, const char *name, const char *value)
{
    *court_cell(level, name) =
        (struct ct_cell){.type = CT_VALUE_TEXT, .number = (double)NAN, .text = value};
}

static inline enum ct_status court_hear(void *context, const struct ct_verdict *verdict,
                                        struct ct_error *error)
{
    struct said *said = &court.said[court.count++];
    (void)context;
    (void)error;

    ck_assert_uint_le(court.count, VERDICTS);
    *said = (struct said){.result = verdict->result,
                          .value = verdict->value,
                          .limit = verdict->limit_value,
                          .gap = verdict->gap};
    snprintf(said->clause, sizeof said->clause, "%s", verdict->clause->id);
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        snprintf(said->reason[lang], sizeof said->reason[lang], "%s", verdict->reason[lang]);
    snprintf(said->evidence, sizeof said->evidence, "%s", verdict->evidence);
    for (size_t i = 0; i < verdict->missing_count; i++) {
        strcat(said->missing, verdict->missing[i]->name);
        strcat(said->missing, " ");
    }
    return CT_OK;
}

static void court_judge(enum ct_level level, const char *area_type)
{
    court.count = 0;
    ck_assert_int_eq(
        ct_judge_object(court.judge, level, "X", area_type, court.cells, court_hear, NULL, &err),
        CT_OK);
}

static const struct said *court_said(const char *clause)
{
    for (size_t i = 0; i < court.count; i++)
        if (strcmp(court.said[i].clause, clause) == 0)
            return &court.said[i];
    ck_abort_msg("no verdict of %s", clause);
    return NULL;
}

#endif
