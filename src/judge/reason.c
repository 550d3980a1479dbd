/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reasons: the limit with its arithmetic, what was found, what is missing; or why a clause does not
 * apply or cannot be judged. Chinese as review opinions write it ("应配 ...；实配 280 m²，缺 20
 * m²"). O(length).
 */
#include "judge/judging.h"
#include "judge/unit_text.h"
#include <math.h>
#include <string.h>

static const double nothing_near_m = 1e9; /* queries/objects/: there is none */

struct writer {
    struct ct_buffer *out;
    const struct ct_sight *sight;
    enum ct_language lang;
};

static void add(const struct writer *w, const char *en, const char *zh)
{
    ct_buffer_add(w->out, w->lang == CT_ZH ? zh : en);
}

/* Do two different numbers look alike with so many decimals? */
static bool alike(double a, double b, double scale)
{
    double difference = fabs(a - b);
    return difference > 1e-9 * fmax(fabs(a), fabs(b)) &&
           fabs(round(a * scale) - round(b * scale)) < 0.5;
}

void ct_sight_number(const struct ct_sight *sight, double value, char out[40])
{
    double scale = 100;

    while (scale < 1e6 && alike(sight->value, sight->limit_value, scale))
        scale *= 10;
    ct_number_text(out,
                   fabs(value) < 1 || fabs(value) > 1e9 ? value : round(value * scale) / scale);
}

/* English as clauses have it ("m2"), so that reasons can be searched for. */
static const char *unit_name(const struct writer *w, const char *unit)
{
    if (w->lang == CT_EN)
        return strcmp(unit, "m2/100hh") == 0 ? "m2 per 100 households" : unit;
    return ct_unit_name(unit, CT_ZH);
}

static void add_amount(const struct writer *w, double value, const char *unit)
{
    const char *name = unit_name(w, unit);
    char number[40];

    ct_sight_number(w->sight, value, number);
    ct_buffer_printf(w->out, "%s%s%s", number, *name != '\0' && *name != '%' ? " " : "", name);
}

/* --- words with values ----------------------------------------------------------------------- */

static void add_cell(const struct writer *w, const struct ct_cell *cell, const char *unit)
{
    if (cell->type == CT_VALUE_NULL)
        add(w, "not known", "未知");
    else if (cell->type == CT_VALUE_TEXT)
        ct_buffer_add(w->out, cell->text);
    else if (strcmp(unit, "yes") == 0)
        add(w, cell->number > 0 ? "yes" : "no", cell->number > 0 ? "是" : "否");
    else if (strcmp(unit, "m") == 0 && cell->number >= nothing_near_m)
        add(w, "none", "无");
    else
        add_amount(w, cell->number, unit);
}

static const char *read_title(const struct writer *w, const struct ct_read *read)
{
    return read->word != NULL ? read->word->title[w->lang] : read->parameter->title[w->lang];
}

/* "households = 1350 households; ..." of what one of the expressions read. */
static void add_reads(const struct writer *w, unsigned by)
{
    const struct ct_case *of = w->sight->of;
    bool first = true;

    for (size_t i = 0; i < of->read_count; i++) {
        const struct ct_read *read = &of->reads[i];
        if ((read->by & by) == 0)
            continue;
        const struct ct_cell cell = ct_read_cell(read, w->sight->cells);
        if (!first)
            add(w, "; ", "；");
        ct_buffer_printf(w->out, "%s = ", read_title(w, read));
        add_cell(w, &cell, read->word != NULL ? read->word->unit : read->parameter->unit);
        first = false;
    }
}

/* The same behind a result that a formula gives in another way than by arithmetic. */
static void add_reads_aside(const struct writer *w, unsigned by)
{
    size_t before = w->out->size;

    add(w, " (", "（");
    size_t opened = w->out->size;
    add_reads(w, by);
    if (w->out->failed)
        return;
    if (w->out->size == opened) {
        w->out->size = before;
        w->out->data[before] = '\0';
        return;
    }
    add(w, ")", "）");
}

/* --- arithmetic ------------------------------------------------------------------------------ */

static void add_number(const struct writer *w, double value)
{
    char number[40];

    ct_sight_number(w->sight, value, number);
    ct_buffer_add(w->out, number);
}

/* "20 x 1350 / 100 = " before its value; nothing where that is all it says. */
static void add_formula(const struct writer *w, const char *formula, double value)
{
    size_t start = w->out->size;
    char number[40];

    ct_sight_number(w->sight, value, number);
    ct_form_add(w->out, formula, w->sight, w->lang);
    if (!w->out->failed && strcmp(w->out->data + start, number) == 0)
        w->out->data[w->out->size = start] = '\0';
    else
        ct_buffer_add(w->out, " = ");
}

/* "20 x 1350 / 100 = 270", or the number of a plain argument. */
static void add_argument(const struct writer *w, const struct ct_argument *argument)
{
    if (!argument->plain)
        add_formula(w, argument->text, argument->value);
    add_number(w, argument->value);
}

static void add_sign_between(const struct writer *w, double a, double b)
{
    ct_buffer_add(w->out, a < b ? " < " : a > b ? " > " : " = ");
}

/* "20 x 1350 / 100 = 270 < 300", of two arguments with the reckoned one first; else all of them. */
static void add_arguments(const struct writer *w, const struct ct_expression *expression)
{
    const struct ct_argument *all = expression->arguments;

    if (expression->argument_count == 2) {
        bool turn = all[0].plain;
        add_argument(w, &all[turn]);
        add_sign_between(w, all[turn].value, all[!turn].value);
        add_argument(w, &all[!turn]);
        return;
    }
    for (size_t i = 0; i < expression->argument_count; i++) {
        if (i > 0)
            add(w, ", ", "，");
        add_argument(w, &all[i]);
    }
}

/* The value of an expression with how it came about. */
static void add_worth(const struct writer *w, enum ct_role_of role, double value, const char *unit)
{
    const struct ct_expression *expression = &w->sight->of->expressions[role];
    bool choice = expression->form == CT_FORM_LARGEST || expression->form == CT_FORM_SMALLEST;

    if (choice && w->lang == CT_ZH) {
        ct_form_add(w->out, expression->text, w->sight, CT_ZH);
        ct_buffer_add(w->out, "：");
    }
    if (choice) {
        add_arguments(w, expression);
        add(w, ", so ", "，取 ");
    } else if (expression->form == CT_FORM_ARITHMETIC) {
        add_formula(w, expression->text, value);
    }
    if (strcmp(unit, "m") == 0 && value >= nothing_near_m)
        add(w, "none", "无");
    else
        add_amount(w, value, unit);
    if (expression->form == CT_FORM_OTHER ||
        (expression->form == CT_FORM_WORD && role != CT_MEASURE))
        add_reads_aside(w, 1u << role);
}

/* --- compared -------------------------------------------------------------------------------- */

/* What a project must provide and does. */
static bool is_provision(const struct ct_sight *sight)
{
    const struct ct_clause *clause = sight->of->clause;
    return sight->level == CT_LEVEL_PROJECT && clause->comparison == CT_AT_LEAST &&
           strcmp(clause->unit, "m2") == 0;
}

static void add_range(const struct writer *w)
{
    const char *unit = w->sight->of->clause->unit;

    if (isinf(w->sight->high)) {
        add(w, "at least ", "不少于 ");
        add_amount(w, w->sight->low, unit);
        return;
    }
    add_number(w, w->sight->low);
    add(w, " to ", "～");
    add_amount(w, w->sight->high, unit);
}

static void add_limit(const struct writer *w)
{
    static const char *const signs[][2] = {
        [CT_AT_LEAST] = {">= ", "≥ "}, [CT_AT_MOST] = {"<= ", "≤ "}, [CT_MORE] = {"> ", "> "},
        [CT_LESS] = {"< ", "< "},      [CT_EQUAL] = {"= ", "= "},    [CT_ABOUT] = {"about ", "约 "},
        [CT_BETWEEN] = {"", ""}};
    const struct ct_clause *clause = w->sight->of->clause;
    enum ct_form form = w->sight->of->expressions[CT_LIMIT].form;

    if (is_provision(w->sight)) {
        add(w, form == CT_FORM_LARGEST || form == CT_FORM_SMALLEST ? "" : "to provide: ", "应配 ");
    } else {
        add(w, "required: ", "标准 ");
        ct_buffer_add(w->out, signs[clause->comparison][w->lang]);
    }
    if (clause->comparison == CT_BETWEEN) {
        add_range(w);
        return;
    }
    if (w->sight->values[CT_LIMIT].type == CT_VALUE_TEXT)
        ct_buffer_add(w->out, w->sight->values[CT_LIMIT].text);
    else
        add_worth(w, CT_LIMIT, w->sight->values[CT_LIMIT].number, clause->unit);
    if (clause->comparison != CT_ABOUT)
        return;
    add(w, " (", "（");
    add_range(w);
    add(w, ")", "）");
}

static void add_measure(const struct writer *w)
{
    const struct ct_case *of = w->sight->of;
    const struct ct_cell *value = &w->sight->values[CT_MEASURE];
    size_t i = 0;

    while (i < of->read_count && (of->reads[i].by & 1u << CT_MEASURE) == 0)
        i++;
    if (is_provision(w->sight))
        add(w, "provided ", "实配 ");
    else if (of->expressions[CT_MEASURE].form == CT_FORM_WORD && i < of->read_count)
        ct_buffer_printf(w->out, "%s ", read_title(w, &of->reads[i]));
    else
        add(w, "found ", "实测 ");
    if (value->type == CT_VALUE_TEXT)
        ct_buffer_add(w->out, value->text);
    else
        add_worth(w, CT_MEASURE, value->number, of->clause->unit);
}

static void add_gap(const struct writer *w)
{
    const struct ct_sight *sight = w->sight;
    enum ct_comparison comparison = sight->of->clause->comparison;
    bool range = comparison == CT_ABOUT || comparison == CT_BETWEEN;
    bool below = sight->value < sight->limit_value;

    if (sight->result == CT_MET) {
        add(w, ", met", "，符合");
        return;
    }
    if (!(sight->gap > 0) || sight->gap >= nothing_near_m / 2) {
        add(w, ", not met", "，不符合");
        return;
    }
    add(w, ", ",
        comparison == CT_EQUAL ? "，相差 "
        : !below               ? "，超出 "
        : range                ? "，低于下限 "
                               : "，缺 ");
    add_amount(w, sight->gap, sight->of->clause->unit);
    add(w,
        comparison == CT_EQUAL ? " apart"
        : !below               ? " too much"
        : range                ? " too little"
                               : " missing",
        "");
}

static void add_compared(const struct writer *w)
{
    if (w->sight->of->clause->comparison == CT_YES) {
        bool met = w->sight->result == CT_MET;
        add(w, met ? "holds" : "does not hold", met ? "符合" : "不符合");
        size_t before = w->out->size;
        add(w, ": ", "：");
        size_t opened = w->out->size;
        add_reads(w, 1u << CT_MEASURE);
        if (!w->out->failed && w->out->size == opened)
            w->out->data[w->out->size = before] = '\0';
        return;
    }
    add_limit(w);
    add(w, "; ", "；");
    add_measure(w);
    add_gap(w);
}

/* --- not judged ------------------------------------------------------------------------------ */

/* The words and named values that are NULL in what has no value. false: none is. */
static bool add_missing(const struct writer *w)
{
    const struct ct_sight *sight = w->sight;
    bool any = false;

    for (size_t i = 0; i < sight->of->read_count; i++) {
        const struct ct_read *read = &sight->of->reads[i];
        if ((read->by & sight->lacking) == 0 ||
            ct_read_cell(read, sight->cells).type != CT_VALUE_NULL)
            continue;
        add(w, any ? ", " : "not known: ", any ? "、" : "缺少：");
        if (read->word != NULL)
            ct_buffer_add(w->out, read->word->title[w->lang]);
        else
            ct_buffer_printf(w->out, w->lang == CT_ZH ? ":%s（%s）未给出" : ":%s (%s) not given",
                             read->parameter->name, read_title(w, read));
        any = true;
    }
    return any;
}

static void add_lacking(const struct writer *w)
{
    if ((w->sight->lacking & 1u << CT_CONDITION) != 0)
        add(w, "whether it applies cannot be said; ", "无法判定是否适用；");
    if (add_missing(w))
        return;
    add(w, "the formula has no value", "算式没有结果");
    add_reads_aside(w, w->sight->lacking);
}

static void add_condition(const struct writer *w)
{
    add(w, "condition does not hold: ", "不适用，条件不成立：");
    ct_buffer_add(w->out, w->sight->of->clause->condition);
    add_reads_aside(w, 1u << CT_CONDITION);
}

static void add_no_number(const struct writer *w)
{
    add(w, "no number: ", "不是数字：");
    add_reads(w, w->sight->evaluated & ~(1u << CT_CONDITION));
}

void ct_reason_add(struct ct_buffer *out, const struct ct_sight *sight, enum ct_language lang)
{
    const struct writer w = {.out = out, .sight = sight, .lang = lang};
    bool urban = sight->of->clause->urban;

    switch (sight->why) {
    case CT_WHY_COMPARED:
        add_compared(&w);
        break;
    case CT_WHY_REPORTED:
        add(&w, "reported only: ", "仅统计：");
        add_measure(&w);
        break;
    case CT_WHY_OTHER_TYPE:
        add(&w, urban ? "for urban communities only" : "for rural communities only",
            urban ? "不适用：仅限城市社区" : "不适用：仅限农村社区");
        break;
    case CT_WHY_TYPE_UNKNOWN:
        add(&w, "not known: urban or rural", "缺少：城乡属性");
        break;
    case CT_WHY_CONDITION:
        add_condition(&w);
        break;
    case CT_WHY_LACKING:
        add_lacking(&w);
        break;
    case CT_WHY_NO_NUMBER:
        add_no_number(&w);
    }
}
