/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The key figures of a publication, as its table `summary` has them, and how often its clauses are
 * met. O(rows).
 */
#include "base/fail.h"
#include "base/text.h"
#include "publish/publish.h"
#include <stdlib.h>

void ct_figures_free(struct ct_figures *figures)
{
    for (size_t i = 0; i < figures->count; i++) {
        struct ct_figure *row = &figures->rows[i];
        free(row->key);
        free(row->unit);
        free(row->title[CT_EN]);
        free(row->title[CT_ZH]);
        free(row->text);
    }
    for (size_t i = 0; i < figures->total_count; i++) {
        struct ct_verdict_total *total = &figures->totals[i];
        free(total->standard);
        free(total->title[CT_EN]);
        free(total->title[CT_ZH]);
        free(total->strength);
    }
    free(figures->rows);
    free(figures->totals);
    *figures = (struct ct_figures){0};
}

static bool copy_figure(const struct ct_query *row, struct ct_figure *out)
{
    *out = (struct ct_figure){
        .key = ct_text_copy(ct_query_get_text(row, 0)),
        .value = ct_query_get_number(row, 1),
        .unit = ct_text_copy(ct_query_get_text(row, 2)),
        .title = {[CT_EN] = ct_text_copy(ct_query_get_text(row, 4)),
                  [CT_ZH] = ct_text_copy(ct_query_get_text(row, 3))},
        .text = ct_text_copy(ct_query_get_text(row, 5)),
    };
    return out->key && out->unit && out->title[CT_EN] && out->title[CT_ZH];
}

/* Text of a column that may be NULL. */
static char *copy_text(const struct ct_query *row, int column)
{
    const char *text = ct_query_get_text(row, column);
    return ct_text_copy(text != NULL ? text : "");
}

static bool copy_total(const struct ct_query *row, struct ct_verdict_total *out)
{
    *out = (struct ct_verdict_total){
        .standard = copy_text(row, 0),
        .title = {[CT_EN] = copy_text(row, 2), [CT_ZH] = copy_text(row, 1)},
        .strength = copy_text(row, 3),
    };
    for (int result = CT_MET; result <= CT_EXEMPT; result++)
        out->results[result] = (size_t)ct_query_get_integer(row, 4 + result);
    return out->standard && out->title[CT_EN] && out->title[CT_ZH] && out->strength;
}

enum ct_status ct_figures_read_totals(struct ct_work *work, struct ct_figures *figures,
                                      struct ct_error *err)
{
    static const char sql[] =
        "SELECT c.standard, c.standard_zh, c.standard_en, c.strength, sum(j.result = 'met'),"
        " sum(j.result = 'unmet'), sum(j.result = 'unknown'), sum(j.result = 'exempt')"
        " FROM judged j JOIN clause c USING (clause) WHERE j.level <> 'project'"
        " GROUP BY c.standard, c.strength ORDER BY min(c.clause)";
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, sql, &query, err);

    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        struct ct_verdict_total *all =
            realloc(figures->totals, (figures->total_count + 1) * sizeof *all);
        if (all == NULL) {
            status = ct_fail_memory(err);
            break;
        }
        figures->totals = all;
        if (!copy_total(query, &all[figures->total_count++]))
            status = ct_fail_memory(err);
    }
    ct_query_free(query);
    return status;
}

enum ct_status ct_figures_read(struct ct_work *work, struct ct_figures *figures,
                               struct ct_error *err)
{
    static const char sql[] = "SELECT key, value, unit, title_zh, title_en, text FROM summary"
                              " ORDER BY rowid";
    struct ct_query *query = NULL;
    bool row = true;
    enum ct_status status = ct_query_new(work, sql, &query, err);

    while (status == CT_OK) {
        status = ct_query_step(query, &row, err);
        if (status != CT_OK || !row)
            break;
        struct ct_figure *rows =
            realloc(figures->rows, (figures->count + 1) * sizeof *figures->rows);
        if (rows == NULL) {
            status = ct_fail_memory(err);
            break;
        }
        figures->rows = rows;
        if (!copy_figure(query, &rows[figures->count++]))
            status = ct_fail_memory(err);
    }
    ct_query_free(query);
    return status;
}
