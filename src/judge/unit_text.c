/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See unit_text.h. O(length).
 */
#include "judge/unit_text.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

void ct_number_text(char out[40], double value)
{
    snprintf(out, 40, fabs(value) < 5e-7 ? "%.3g" : fabs(value) < 1e15 ? "%.6f" : "%.15g", value);
    if (strchr(out, '.') == NULL || strchr(out, 'e') != NULL)
        return;
    size_t n = strlen(out);
    while (out[n - 1] == '0')
        n--;
    n -= out[n - 1] == '.';
    out[n] = '\0';
}

const char *ct_unit_name(const char *unit, enum ct_language lang)
{
    static const struct {
        const char *unit, *name[2];
    } units[] = {
        {"m2", {"m²", "m²"}},
        {"m2/100hh", {"m² per 100 households", "m²/百户"}},
        {"households", {"households", "户"}},
        {"persons", {"persons", "人"}},
        {"days", {"days", "天"}},
        {"storey", {"storeys", "层"}},
        {"CNY/m2", {"CNY/m²", "元/m²"}},
        {"CNY/mo", {"CNY a month", "元/月"}},
        {"10kCNY", {"x CNY 10,000", "万元"}},
        {"m2/1000p", {"m² per 1,000 people", "m²/千人"}},
        {"m2/person", {"m² a person", "m²/人"}},
        {"communities", {"communities", "个社区"}},
        {"places", {"places", "处"}},
        {"items", {"items", "项"}},
        {"times", {"times", "次"}},
        {"deeds", {"deeds", "件"}},
        {"number", {"", "个"}},
        {"beds", {"beds", "张"}},
        {"classes", {"classes", "班"}},
        {"storeys", {"storeys", "层"}},
        {"", {"", ""}},
    };

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].unit, unit) == 0)
            return units[i].name[lang];
    return unit;
}

void ct_unit_text(struct ct_buffer *out, double value, const char *unit, enum ct_language lang)
{
    const char *name = ct_unit_name(unit, lang);
    char number[40];
    bool apart = lang == CT_EN && *name != '\0' && *name != '%';

    ct_number_text(number, value);
    ct_buffer_printf(out, "%s%s%s", number, apart ? " " : "", name);
}
