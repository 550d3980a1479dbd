/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conclusion of an opinion and its sentences, in the fixed phrases of review opinions:
 *
 *   符合配置标准，同意通过社区服务设施配套审查
 *   不符合规定配置标准，依据…不予批准，不得颁发建设工程规划许可证，请补足××m²后重新报审
 *   资料不全，退件补正：…
 *   建议：…
 *
 * and, where the stage is completion or handover, 一律不得通过验收 or 未足额移交，不予办理验收手续.
 * O(verdicts^2).
 */
#include "base/fail.h"
#include "base/text.h"
#include "judge/opinion.h"
#include "judge/unit_text.h"
#include <string.h>

static bool is_gate(const struct ct_opinion_row *row, enum ct_result_of result)
{
    return row->strength == CT_GATE && row->result == result;
}

static size_t count_gates(const struct ct_opinion *opinion, enum ct_result_of result)
{
    size_t n = 0;

    for (size_t i = 0; i < opinion->row_count; i++)
        n += is_gate(&opinion->rows[i], result);
    return n;
}

/* --- naming clauses -------------------------------------------------------------------------- */

/* "《…实施意见》六" or "…, 6"; the title is left out behind a clause of the same standard. */
static void add_place(struct ct_buffer *out, const struct ct_verdict_view *view,
                      const struct ct_verdict_view *before, enum ct_language lang)
{
    const char *title = view->standard_title[lang];
    bool marked = strncmp(title, "《", strlen("《")) == 0;

    if (before == NULL || strcmp(before->standard, view->standard) != 0) {
        if (lang == CT_ZH)
            ct_buffer_printf(out, marked ? "%s" : "《%s》", title);
        else
            ct_buffer_printf(out, "%s, ", title);
    }
    ct_buffer_add(out, view->section);
}

/* Every unmet gate clause with its number and gap. */
static void add_clauses(struct ct_buffer *out, const struct ct_opinion *opinion,
                        enum ct_language lang)
{
    const struct ct_verdict_view *before = NULL;

    for (size_t i = 0; i < opinion->row_count; i++) {
        const struct ct_opinion_row *row = &opinion->rows[i];
        if (!is_gate(row, CT_UNMET))
            continue;
        if (before != NULL)
            ct_buffer_add(out, lang == CT_ZH ? "、" : "; ");
        add_place(out, &row->view, before, lang);
        ct_buffer_printf(out, lang == CT_ZH ? "（%s" : " (%s", row->view.clause);
        if (row->view.gap > 0 && *row->view.unit != '\0') {
            ct_buffer_add(out, lang == CT_ZH ? "，差" : ", short by ");
            ct_unit_text(out, row->view.gap, row->view.unit, lang);
        }
        ct_buffer_add(out, lang == CT_ZH ? "）" : ")");
        before = &row->view;
    }
}

/* --- what is short --------------------------------------------------------------------------- */

static bool is_short_area(const struct ct_opinion_row *row)
{
    return is_gate(row, CT_UNMET) && row->view.gap > 0 && strcmp(row->view.unit, "m2") == 0;
}

/* Is this the largest shortage of what its clause measures, the first of equal ones? */
static bool is_largest(const struct ct_opinion *opinion, size_t i)
{
    const struct ct_opinion_row *row = &opinion->rows[i];

    for (size_t k = 0; k < opinion->row_count; k++) {
        const struct ct_opinion_row *other = &opinion->rows[k];
        if (k != i && is_short_area(other) && strcmp(other->measure, row->measure) == 0 &&
            (other->view.gap > row->view.gap || (k < i && other->view.gap >= row->view.gap)))
            return false;
    }
    return true;
}

/* Areas of different things are named; one alone is not. */
static size_t add_short(struct ct_buffer *out, const struct ct_opinion *opinion, bool named,
                        enum ct_language lang)
{
    size_t n = 0;

    for (size_t i = 0; i < opinion->row_count; i++) {
        const struct ct_verdict_view *view = &opinion->rows[i].view;
        if (!is_short_area(&opinion->rows[i]) || !is_largest(opinion, i))
            continue;
        if (n++ > 0)
            ct_buffer_add(out, lang == CT_ZH ? "、" : ", ");
        if (named && *view->title[lang] != '\0')
            ct_buffer_printf(out, lang == CT_ZH ? "%s" : "%s: ", view->title[lang]);
        ct_unit_text(out, view->gap, "m2", lang);
    }
    return n;
}

/* --- sentences ------------------------------------------------------------------------------- */

struct sentence {
    const char *said[2];
};

static const struct sentence approve = {
    {"Meets the provision standards: the review of community service facilities is passed.",
     "符合配置标准，同意通过社区服务设施配套审查。"}};
static const struct sentence no_gate = {
    {"No clause that can refuse applies to this project at this stage: nothing stands against it, "
     "and nothing was verified.",
     "所用标准中没有适用于本项目现阶段的否决条款：不予否决，亦未作达标认定。"}};

enum { NOT_PERMITTED, NOT_ACCEPTED, NOT_HANDED_OVER };
static const struct sentence refusals[] = {
    [NOT_PERMITTED] = {{"it is not approved, and no construction planning permit may be issued",
                        "不予批准，不得颁发建设工程规划许可证"}},
    [NOT_ACCEPTED] = {{"it may not pass acceptance", "一律不得通过验收"}},
    [NOT_HANDED_OVER] = {{"the handover is short, and acceptance is not granted",
                          "未足额移交，不予办理验收手续"}},
};

static bool at_acceptance(const struct ct_opinion *opinion)
{
    return strcmp(opinion->view.stage, "completion") == 0 ||
           strcmp(opinion->view.stage, "handover") == 0;
}

/* Which refusals an unmet gate clause means at this stage. */
static void add_refusals(struct ct_buffer *out, const struct ct_opinion *opinion,
                         enum ct_language lang)
{
    bool means[] = {!at_acceptance(opinion), false, false};

    for (size_t i = 0; i < opinion->row_count && at_acceptance(opinion); i++)
        if (is_gate(&opinion->rows[i], CT_UNMET))
            means[opinion->rows[i].subject->handover ? NOT_HANDED_OVER : NOT_ACCEPTED] = true;
    bool first = true;
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        if (!means[i])
            continue;
        if (!first || (lang == CT_ZH && at_acceptance(opinion)))
            ct_buffer_add(out, lang == CT_ZH ? "，" : "; ");
        ct_buffer_add(out, refusals[i].said[lang]);
        first = false;
    }
}

static void say_refuse(struct ct_buffer *out, const struct ct_opinion *opinion,
                       enum ct_language lang)
{
    struct ct_buffer areas = {0};
    size_t n = add_short(&areas, opinion, false, lang);
    const char *again = at_acceptance(opinion) ? (lang == CT_ZH ? "重新申请验收" : "apply again")
                                               : (lang == CT_ZH ? "重新报审" : "submit again");

    if (n > 1) {
        areas.size = 0;
        (void)add_short(&areas, opinion, true, lang);
    }
    ct_buffer_add(out, lang == CT_ZH ? "不符合规定配置标准，依据"
                                     : "Does not meet the provision standards: under ");
    add_clauses(out, opinion, lang);
    ct_buffer_add(out, lang == CT_ZH ? "" : " ");
    add_refusals(out, opinion, lang);
    if (n > 0)
        ct_buffer_printf(out, lang == CT_ZH ? "，请补足%s后%s。" : "; provide %s more and %s.",
                         areas.failed ? "" : areas.data, again);
    else
        ct_buffer_printf(out, lang == CT_ZH ? "，请改正后%s。" : "; correct it and %s.", again);
    out->failed = out->failed || areas.failed;
    ct_buffer_free(&areas);
}

/* What gate clauses lack. */
static void say_supply(struct ct_buffer *out, const struct ct_opinion *opinion,
                       enum ct_language lang)
{
    for (size_t i = 0; i < opinion->supply_count && opinion->supplies[i].gate; i++) {
        const struct ct_supply_view *supply = &opinion->supplies[i];
        if (i > 0)
            ct_buffer_add(out, lang == CT_ZH ? "、" : ", ");
        ct_buffer_add(out, *supply->title[lang] ? supply->title[lang] : supply->name);
    }
}

/* Premises in several places (of several buildings). */
static void say_scattered(struct ct_buffer *out, double places, double buildings,
                          enum ct_language lang)
{
    char count[2][40];

    ct_number_text(count[0], places);
    ct_number_text(count[1], buildings);
    if (!(places > 1))
        ct_buffer_printf(out,
                         lang == CT_ZH ? "配建用房分设 %s 栋楼，宜集中设置"
                                       : "premises are in %s buildings; bring them together",
                         count[1]);
    else if (buildings > 1)
        ct_buffer_printf(out,
                         lang == CT_ZH
                             ? "配建用房分设 %s 处、%s 栋楼，宜集中设置"
                             : "premises are in %s places of %s buildings; bring them together",
                         count[0], count[1]);
    else
        ct_buffer_printf(out,
                         lang == CT_ZH ? "配建用房分设 %s 处，宜集中设置"
                                       : "premises are in %s places; bring them together",
                         count[0]);
}

/* Clauses that are no gates and are not met; premises that are scattered. */
static void say_advice(struct ct_buffer *out, const struct ct_opinion *opinion, double places,
                       double buildings, enum ct_language lang)
{
    const char *next = lang == CT_ZH ? "建议：" : "Advice: ";

    for (size_t i = 0; i < opinion->row_count; i++) {
        const struct ct_opinion_row *row = &opinion->rows[i];
        if (row->strength == CT_GATE || row->result != CT_UNMET)
            continue;
        ct_buffer_add(out, next);
        add_place(out, &row->view, NULL, lang);
        ct_buffer_printf(out, lang == CT_ZH ? "（%s）：%s" : " (%s): %s", row->view.clause,
                         row->view.reason[lang]);
        next = lang == CT_ZH ? "；" : "; ";
    }
    if (places > 1 || buildings > 1) {
        ct_buffer_add(out, next);
        say_scattered(out, places, buildings, lang);
    }
    if (out->size > 0)
        ct_buffer_add(out, lang == CT_ZH ? "。" : ".");
}

/* --- the opinion ----------------------------------------------------------------------------- */

/* Keeps what was written and empties the buffer. */
static const char *keep(struct ct_opinion *opinion, struct ct_buffer *text)
{
    const char *kept = ct_opinion_keep(opinion, text->size > 0 && !text->failed ? text->data : "");

    opinion->failed = opinion->failed || text->failed;
    ct_buffer_free(text);
    return kept;
}

static void say_phrase(struct ct_buffer *out, const struct ct_opinion *opinion,
                       enum ct_language lang)
{
    const struct ct_project_view *view = &opinion->view;
    bool judged = count_gates(opinion, CT_MET) > 0;

    if (strcmp(view->conclusion, "refuse") == 0) {
        say_refuse(out, opinion, lang);
        if (*view->supply[lang] != '\0')
            ct_buffer_printf(out, lang == CT_ZH ? "另请补正：%s。" : " Also supply: %s.",
                             view->supply[lang]);
    } else if (strcmp(view->conclusion, "supply") == 0) {
        ct_buffer_printf(out,
                         lang == CT_ZH ? "资料不全，退件补正：%s。"
                                       : "Documents are incomplete; returned, to be supplied: %s.",
                         view->supply[lang]);
    } else {
        ct_buffer_add(out, judged ? approve.said[lang] : no_gate.said[lang]);
    }
}

enum ct_status ct_opinion_finish(struct ct_opinion *opinion, double places, double buildings,
                                 struct ct_error *err)
{
    struct ct_project_view *view = &opinion->view;

    view->conclusion = count_gates(opinion, CT_UNMET) > 0     ? "refuse"
                       : count_gates(opinion, CT_UNKNOWN) > 0 ? "supply"
                                                              : "approve";
    view->verdicts = opinion->row_count;
    view->supplies = opinion->supply_count;
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        struct ct_buffer text = {0};
        say_supply(&text, opinion, lang);
        view->supply[lang] = keep(opinion, &text);
        say_advice(&text, opinion, places, buildings, lang);
        view->advice[lang] = keep(opinion, &text);
        say_phrase(&text, opinion, lang);
        view->phrase[lang] = keep(opinion, &text);
        ct_buffer_printf(&text, "%s%s%s", view->phrase[lang],
                         lang == CT_EN && *view->advice[lang] != '\0' ? " " : "",
                         view->advice[lang]);
        view->text[lang] = keep(opinion, &text);
    }
    for (size_t i = 0; i < opinion->row_count; i++)
        opinion->rows[i].subject = NULL;
    return opinion->failed ? ct_fail_memory(err) : CT_OK;
}

enum ct_status ct_opinions_judged(const struct ct_opinions *opinions, struct ct_error *err)
{
    for (size_t i = 0; i < opinions->count; i++)
        for (size_t k = 0; k < opinions->rows[i].row_count; k++)
            if (opinions->rows[i].rows[k].strength == CT_GATE &&
                opinions->rows[i].rows[k].result != CT_EXEMPT)
                return CT_OK;
    if (opinions->count == 0)
        return CT_OK;
    return ct_fail(err, CT_USAGE, "E0667", "project", opinions->rows[0].view.id, "stage",
                   opinions->rows[0].view.stage, NULL);
}
