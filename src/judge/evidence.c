/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a verdict stands on, as one line of JSON: the formulas that were evaluated, the words they
 * read with their values, the parameters they read. O(words).
 */
#include "base/json.h"
#include "judge/judging.h"

static void add_formula(struct ct_json *json, const char *key, const struct ct_sight *sight,
                        enum ct_role_of role)
{
    if ((sight->evaluated & 1u << role) != 0)
        ct_json_string(json, key, sight->of->expressions[role].text);
}

static void add_value(struct ct_json *json, const char *name, const struct ct_cell *cell)
{
    if (cell->type == CT_VALUE_NULL)
        ct_json_null(json, name);
    else if (cell->type == CT_VALUE_TEXT)
        ct_json_string(json, name, cell->text);
    else
        ct_json_number(json, name, cell->number);
}

/* Words, or parameters, that an evaluated formula read. */
static void add_values(struct ct_json *json, const char *key, const struct ct_sight *sight,
                       bool words)
{
    const struct ct_case *of = sight->of;
    bool any = false;

    for (size_t i = 0; i < of->read_count; i++) {
        const struct ct_read *read = &of->reads[i];
        if ((read->by & sight->evaluated) == 0 || (read->word != NULL) != words)
            continue;
        const struct ct_cell cell = ct_read_cell(read, sight->cells);
        if (!any)
            ct_json_object(json, key);
        add_value(json, words ? read->word->name : read->parameter->name, &cell);
        any = true;
    }
    if (any)
        ct_json_end_object(json);
}

void ct_evidence_add(struct ct_buffer *out, const struct ct_sight *sight)
{
    struct ct_json json;

    ct_json_begin_line(&json, out);
    ct_json_object(&json, NULL);
    add_formula(&json, "measure", sight, CT_MEASURE);
    add_formula(&json, "limit", sight, CT_LIMIT);
    add_formula(&json, "limit_high", sight, CT_LIMIT_HIGH);
    add_formula(&json, "condition", sight, CT_CONDITION);
    add_values(&json, "values", sight, true);
    add_values(&json, "parameters", sight, false);
    ct_json_end_object(&json);
}
