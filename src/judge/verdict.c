/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One clause on one object. Numbers are compared as they are, without rounding; two that differ by
 * less than 1e-9 of the larger are equal, because sums of floating point do (0.1 + 0.2 > 0.3) and
 * a permit must not hang on that. gap: what is missing to the limit, or to the range where the
 * limit is one; 0 where met; for yes and no there is no number missing. limit_value of a range is
 * the end that is not kept, else the lower one. O(length of the formulas).
 */
#include "judge/judging.h"
#include <math.h>
#include <string.h>

static const double relative_tolerance = 1e-9;

static bool near(double a, double b)
{
    return fabs(a - b) <= relative_tolerance * fmax(fabs(a), fabs(b));
}

static bool at_least(double value, double limit)
{
    return value >= limit || near(value, limit);
}

struct ct_cell ct_parameter_cell(const struct ct_parameter *parameter)
{
    if (!isnan(parameter->number))
        return (struct ct_cell){.type = CT_VALUE_NUMBER, .number = parameter->number};
    if (parameter->value == NULL || *parameter->value == '\0')
        return (struct ct_cell){.type = CT_VALUE_NULL, .number = (double)NAN};
    return (struct ct_cell){.type = CT_VALUE_TEXT, .number = (double)NAN, .text = parameter->value};
}

struct ct_cell ct_read_cell(const struct ct_read *read, const struct ct_cell *cells)
{
    return read->word != NULL ? cells[read->column] : ct_parameter_cell(read->parameter);
}

/* Evaluates an expression; an empty one stays as it is. */
static enum ct_status evaluate(struct ct_sight *sight, enum ct_role_of role, struct ct_error *err)
{
    const struct ct_expression *expression = &sight->of->expressions[role];

    if (expression->formula == NULL)
        return CT_OK;
    sight->evaluated |= 1u << role;
    enum ct_status status = ct_formula_value(expression->formula, &sight->values[role], err);
    if (status == CT_OK && sight->values[role].type == CT_VALUE_NULL)
        sight->lacking |= 1u << role;
    return status;
}

static void conclude(struct ct_sight *sight, bool met, double gap)
{
    sight->result = met ? CT_MET : CT_UNMET;
    sight->gap = met ? 0 : gap;
}

static double parameter_number(const struct ct_sight *sight, const char *name)
{
    const struct ct_parameter *found = ct_parameters_find(sight->parameters, name);
    return found != NULL ? found->number : (double)NAN;
}

static bool excess_counts(const struct ct_sight *sight)
{
    const struct ct_parameter *found = ct_parameters_find(sight->parameters, "about_excess");
    return found != NULL && strcmp(found->value, "counted") == 0;
}

/* Is the value within low .. high? */
static void compare_range(struct ct_sight *sight, double low, double high)
{
    double value = sight->value;
    bool enough = at_least(value, low), not_more = at_least(high, value);

    sight->low = low;
    sight->high = high;
    conclude(sight, enough && not_more, enough ? value - high : low - value);
}

static void compare_about(struct ct_sight *sight)
{
    double part = fabs(sight->limit_value) * fmax(0, parameter_number(sight, "about_tolerance"));

    compare_range(sight, sight->limit_value - part,
                  excess_counts(sight) ? sight->limit_value + part : (double)INFINITY);
}

static void compare_numbers(struct ct_sight *sight)
{
    double value = sight->value, limit = sight->limit_value;

    switch (sight->of->clause->comparison) {
    case CT_AT_LEAST:
        conclude(sight, at_least(value, limit), limit - value);
        break;
    case CT_AT_MOST:
        conclude(sight, at_least(limit, value), value - limit);
        break;
    case CT_MORE:
        conclude(sight, value > limit && !near(value, limit), fmax(0, limit - value));
        break;
    case CT_LESS:
        conclude(sight, value < limit && !near(value, limit), fmax(0, value - limit));
        break;
    case CT_ABOUT:
        compare_about(sight);
        break;
    case CT_BETWEEN:
        compare_range(sight, limit, sight->values[CT_LIMIT_HIGH].number);
        sight->limit_value = value > sight->high ? sight->high : sight->low;
        break;
    default: /* CT_EQUAL */
        conclude(sight, near(value, limit), fabs(value - limit));
    }
}

/* "= text" compares texts; everything else needs numbers. */
static void compare(struct ct_sight *sight)
{
    const struct ct_cell *measure = &sight->values[CT_MEASURE], *limit = &sight->values[CT_LIMIT];
    bool texts = measure->type == CT_VALUE_TEXT && limit->type == CT_VALUE_TEXT;
    bool numbers = true;

    for (int role = CT_MEASURE; role < CT_EXPRESSIONS; role++)
        if ((sight->evaluated & 1u << role) != 0)
            numbers = numbers && sight->values[role].type != CT_VALUE_TEXT;
    sight->why = CT_WHY_COMPARED;
    if (sight->of->clause->comparison == CT_EQUAL && texts) {
        conclude(sight, strcmp(measure->text, limit->text) == 0, (double)NAN);
    } else if (!numbers) {
        sight->why = CT_WHY_NO_NUMBER;
        sight->result = CT_UNKNOWN;
    } else if (sight->of->clause->comparison == CT_YES) {
        sight->limit_value = 1;
        sight->value = measure->number != 0; // NOLINT: SQL's truth
        conclude(sight, sight->value > 0, (double)NAN);
    } else {
        sight->limit_value = limit->number;
        compare_numbers(sight);
    }
}

/* Does the clause apply? Else *done. */
static enum ct_status applies(struct ct_sight *sight, const char *area_type, bool *done,
                              struct ct_error *err)
{
    const struct ct_clause *clause = sight->of->clause;

    *done = true;
    if (sight->level == CT_LEVEL_COMMUNITY && clause->urban != clause->rural) {
        sight->why = area_type == NULL ? CT_WHY_TYPE_UNKNOWN : CT_WHY_OTHER_TYPE;
        sight->result = area_type == NULL ? CT_UNKNOWN : CT_EXEMPT;
        if (area_type == NULL || strcmp(area_type, clause->urban ? "urban" : "rural") != 0)
            return CT_OK;
    }
    enum ct_status status = evaluate(sight, CT_CONDITION, err);
    const struct ct_cell *condition = &sight->values[CT_CONDITION];
    if (status != CT_OK)
        return status;
    if (sight->lacking != 0) {
        sight->why = CT_WHY_LACKING;
        sight->result = CT_UNKNOWN;
    } else if (sight->evaluated != 0 && !(fabs(condition->number) > 0)) {
        sight->why = CT_WHY_CONDITION;
        sight->result = CT_EXEMPT;
    } else {
        *done = false;
    }
    return CT_OK;
}

enum ct_status ct_sight_judge(struct ct_sight *sight, const char *area_type, struct ct_error *err)
{
    bool done = false;

    sight->evaluated = sight->lacking = 0;
    sight->value = sight->limit_value = sight->gap = sight->low = sight->high = (double)NAN;
    enum ct_status status = applies(sight, area_type, &done, err);
    for (int role = CT_MEASURE; role < CT_EXPRESSIONS && status == CT_OK && !done; role++)
        status = evaluate(sight, (enum ct_role_of)role, err);
    if (status != CT_OK || done)
        return status;
    sight->value = sight->values[CT_MEASURE].number;
    if (sight->lacking != 0) {
        sight->why = CT_WHY_LACKING;
        sight->result = CT_UNKNOWN;
        if ((sight->lacking & 1u << CT_MEASURE) != 0)
            sight->value = (double)NAN;
        if ((sight->evaluated & ~sight->lacking & 1u << CT_LIMIT) != 0)
            sight->limit_value = sight->values[CT_LIMIT].number;
    } else if (sight->of->clause->comparison == CT_REPORTED) {
        sight->why = CT_WHY_REPORTED;
        sight->result = CT_EXEMPT;
    } else {
        compare(sight);
    }
    return CT_OK;
}
