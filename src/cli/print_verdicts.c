/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How often the clauses of each standard are met, for a person and as JSON.
 */
#include "print.h"
#include <string.h>

static const char *strength_title(const char *strength, enum ct_language lang)
{
    static const char *const titles[][2] = {
        {"must", "应"}, {"gate", "否决"}, {"should", "宜"}, {"target", "目标"}, {"report", "报告"}};
    for (size_t i = 0; lang == CT_ZH && i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i][0], strength) == 0)
            return titles[i][1];
    return strength;
}

void print_totals(FILE *out, const struct ct_result *result, enum ct_language lang)
{
    struct table table = {.right = -1};
    size_t count = ct_result_verdict_totals(result);
    for (size_t i = 0; i < count; i++) {
        struct ct_verdict_total_view total = ct_result_verdict_total(result, i);
        char counts[160];
        snprintf(counts, sizeof counts,
                 lang == CT_ZH ? "达标 %zu，不达标 %zu，无法判定 %zu，不适用 %zu"
                               : "met %zu, unmet %zu, unknown %zu, exempt %zu",
                 total.met, total.unmet, total.unknown, total.exempt);
        table_add(&table, *total.title[lang] ? total.title[lang] : total.standard,
                  strength_title(total.strength, lang), counts);
    }
    if (count > 0)
        fputs(lang == CT_ZH ? "\n条款评价（按标准和约束力）：\n"
                            : "\nVerdicts by standard and strength:\n",
              out);
    table_print(out, &table, "");
    table_free(&table);
}

void json_totals(struct ct_json *json, const struct ct_result *result)
{
    size_t count = result ? ct_result_verdict_totals(result) : 0;
    if (count == 0) /* no standard */
        return;
    ct_json_array(json, "verdicts");
    for (size_t i = 0; i < count; i++) {
        struct ct_verdict_total_view total = ct_result_verdict_total(result, i);
        ct_json_object(json, NULL);
        ct_json_string(json, "standard", total.standard);
        ct_json_object(json, "title");
        ct_json_string(json, "en", total.title[CT_EN]);
        ct_json_string(json, "zh", total.title[CT_ZH]);
        ct_json_end_object(json);
        ct_json_string(json, "strength", total.strength);
        ct_json_integer(json, "met", (int64_t)total.met);
        ct_json_integer(json, "unmet", (int64_t)total.unmet);
        ct_json_integer(json, "unknown", (int64_t)total.unknown);
        ct_json_integer(json, "exempt", (int64_t)total.exempt);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}
