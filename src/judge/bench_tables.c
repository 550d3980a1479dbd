/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The judge on the bench: the tables of its clauses and parameters, and all levels in turn.
 * O(clauses + objects).
 */
#include "base/fail.h"
#include "base/text.h"
#include "judge/bench.h"
#include <stdlib.h>

static void add_limit(struct ct_buffer *out, const struct ct_clause *clause)
{
    bool range = clause->limit_high != NULL && *clause->limit_high != '\0';

    ct_buffer_printf(out, "%s%s%s", clause->limit, range ? " .. " : "",
                     range ? clause->limit_high : "");
}

static void bind_clause(struct ct_query *row, const struct ct_standards *standards, size_t i,
                        const char *limit)
{
    const struct ct_clause *clause = &standards->clauses[i];
    const struct ct_standard *standard = &standards->standards[clause->standard];
    const char *const texts[] = {standard->name,
                                 standard->title[CT_ZH],
                                 standard->title[CT_EN],
                                 clause->id,
                                 clause->section,
                                 clause->applies_to,
                                 clause->condition,
                                 clause->measure,
                                 ct_comparison_names[clause->comparison],
                                 limit,
                                 clause->unit,
                                 ct_strength_names[clause->strength],
                                 clause->year,
                                 clause->quote_zh,
                                 clause->text_zh,
                                 clause->text_en,
                                 clause->source,
                                 clause->confidence};

    ct_query_integer(row, 1, (int64_t)i + 1);
    for (int k = 0; k < (int)(sizeof texts / sizeof *texts); k++)
        ct_query_text(row, k + 2, texts[k]);
}

static enum ct_status insert_clauses(struct ct_work *work, const struct ct_standards *standards,
                                     struct ct_error *err)
{
    static const char sql[] =
        "INSERT INTO clause VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(work, sql, &row, err);

    for (size_t i = 0; i < standards->clause_count && status == CT_OK; i++) {
        struct ct_buffer limit = {0};
        add_limit(&limit, &standards->clauses[i]);
        if (limit.failed) {
            status = ct_fail_memory(err);
        } else {
            bind_clause(row, standards, i, limit.data);
            status = ct_query_run(row, err);
        }
        ct_buffer_free(&limit);
    }
    ct_query_free(row);
    return status;
}

static enum ct_status insert_parameters(struct ct_work *work,
                                        const struct ct_parameters *parameters,
                                        struct ct_error *err)
{
    struct ct_query *row = NULL;
    enum ct_status status = ct_query_new(
        work, "INSERT INTO judge_parameter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", &row, err);

    for (size_t i = 0; i < parameters->count && status == CT_OK; i++) {
        const struct ct_parameter *p = &parameters->rows[i];
        const char *const texts[] = {p->name,         p->value,          p->standard_value,
                                     p->choices,      p->unit,           p->title[CT_ZH],
                                     p->title[CT_EN], p->explain[CT_ZH], p->explain[CT_EN]};
        for (int k = 0; k < (int)(sizeof texts / sizeof *texts); k++)
            ct_query_text(row, k + 1, texts[k]);
        status = ct_query_run(row, err);
    }
    ct_query_free(row);
    return status;
}

enum ct_status ct_judge_bench(struct ct_work *work, struct ct_judge *judge, struct ct_error *err)
{
    static const enum ct_level order[] = {CT_LEVEL_CITY,      CT_LEVEL_COUNTY,
                                          CT_LEVEL_STREET,    CT_LEVEL_PLANNING_UNIT,
                                          CT_LEVEL_COMMUNITY, CT_LEVEL_FACILITY};
    enum ct_status status = insert_clauses(work, ct_judge_standards(judge), err);

    if (status == CT_OK)
        status = insert_parameters(work, ct_judge_parameters(judge), err);
    for (size_t i = 0; i < sizeof order / sizeof *order && status == CT_OK; i++)
        status = ct_judge_level(work, judge, order[i], NULL, NULL, err);
    return status;
}
