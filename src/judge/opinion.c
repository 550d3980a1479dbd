/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opinions as rows: verdicts kept, with the texts they need. See opinion.h. O(verdicts).
 */
#include "judge/opinion.h"
#include "base/fail.h"
#include <stdlib.h>
#include <string.h>

/* --- what is missing ------------------------------------------------------------------------- */

static struct ct_supply_view *find_supply(struct ct_opinion *opinion, const char *name)
{
    for (size_t i = 0; i < opinion->supply_count; i++)
        if (strcmp(opinion->supplies[i].name, name) == 0)
            return &opinion->supplies[i];
    return NULL;
}

/* Behind the others of gates where it is one, else at the end. */
static void add_supply(struct ct_opinion *opinion, const struct ct_supply_view *supply)
{
    struct ct_supply_view *rows =
        realloc(opinion->supplies, (opinion->supply_count + 1) * sizeof *rows);
    size_t at = opinion->supply_count;

    if (rows == NULL) {
        opinion->failed = true;
        return;
    }
    opinion->supplies = rows;
    while (supply->gate && at > 0 && !rows[at - 1].gate)
        at--;
    memmove(rows + at + 1, rows + at, (opinion->supply_count - at) * sizeof *rows);
    rows[at] = *supply;
    opinion->supply_count++;
}

static void need(struct ct_opinion *opinion, const char *name, const char *const *title,
                 const char *unit, bool gate)
{
    struct ct_supply_view *there = find_supply(opinion, name);

    if (there != NULL && (there->gate || !gate))
        return;
    if (there != NULL) { /* it now stands among those of gates */
        size_t i = (size_t)(there - opinion->supplies);
        opinion->supply_count--;
        memmove(there, there + 1, (opinion->supply_count - i) * sizeof *there);
    }
    add_supply(opinion, &(struct ct_supply_view){
                            .name = ct_opinion_keep(opinion, name),
                            .title = {[CT_EN] = ct_opinion_keep(opinion, title[CT_EN]),
                                      [CT_ZH] = ct_opinion_keep(opinion, title[CT_ZH])},
                            .unit = ct_opinion_keep(opinion, unit),
                            .gate = gate,
                        });
}

/* An unknown verdict that names no word (a parameter is open) is told by its reason. */
static void need_missing(struct ct_opinion *opinion, const struct ct_verdict *verdict)
{
    bool gate = verdict->clause->strength == CT_GATE;

    for (size_t i = 0; i < verdict->missing_count; i++) {
        const struct ct_word *word = verdict->missing[i];
        const char *const title[] = {[CT_EN] = word->title[CT_EN], [CT_ZH] = word->title[CT_ZH]};
        need(opinion, word->name, title, word->unit, gate);
    }
    if (verdict->missing_count == 0)
        need(opinion, verdict->clause->id, verdict->reason, "", gate);
}

/* --- verdicts -------------------------------------------------------------------------------- */

static struct ct_verdict_view keep_view(struct ct_opinion *opinion, const struct ct_subject *about,
                                        const struct ct_verdict *verdict)
{
    const struct ct_standard *standard = verdict->standard;
    const struct ct_clause *clause = verdict->clause;
    struct ct_verdict_view view = {
        .standard = ct_opinion_keep(opinion, standard->name),
        .clause = ct_opinion_keep(opinion, clause->id),
        .section = ct_opinion_keep(opinion, clause->section),
        .part = ct_part_names[about->part],
        .result = ct_result_names[verdict->result],
        .strength = ct_strength_names[clause->strength],
        .unit = ct_opinion_keep(opinion, clause->unit),
        .value = verdict->value,
        .limit_value = verdict->limit_value,
        .gap = verdict->gap,
        .quote = ct_opinion_keep(opinion, clause->quote_zh),
        .text_en = ct_opinion_keep(opinion, clause->text_en),
        .evidence = ct_opinion_keep(opinion, verdict->evidence),
    };

    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        view.standard_title[lang] = ct_opinion_keep(opinion, standard->title[lang]);
        view.title[lang] = ct_opinion_keep(opinion, about->title[lang]);
        view.reason[lang] = ct_opinion_keep(opinion, verdict->reason[lang]);
    }
    return view;
}

enum ct_status ct_opinion_add(struct ct_opinion *opinion, const struct ct_subjects *subjects,
                              const struct ct_verdict *verdict, struct ct_error *err)
{
    const struct ct_subject *about =
        &subjects->rows[verdict->clause - subjects->standards->clauses];
    struct ct_opinion_row *rows = realloc(opinion->rows, (opinion->row_count + 1) * sizeof *rows);

    if (rows == NULL)
        return ct_fail_memory(err);
    opinion->rows = rows;
    rows[opinion->row_count++] =
        (struct ct_opinion_row){.view = keep_view(opinion, about, verdict),
                                .result = verdict->result,
                                .strength = verdict->clause->strength,
                                .subject = about,
                                .measure = ct_opinion_keep(opinion, verdict->clause->measure)};
    if (verdict->result == CT_UNKNOWN)
        need_missing(opinion, verdict);
    return opinion->failed ? ct_fail_memory(err) : CT_OK;
}
