/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Findings as rows. Adding one is O(length of its texts), amortised; all memory is its own.
 */
#include "check/finding.h"
#include "base/fail.h"
#include "base/text.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAIRS_ROOM = 2 * 16, TEXT_ROOM = 2048 };

const struct ct_place ct_place_none = {.lon = NAN, .lat = NAN, .people = NAN, .area_m2 = NAN};

static void free_row(struct ct_finding *row)
{
    free(row->layer);
    free(row->feature);
    free(row->cell);
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        free(row->text[lang]);
        free(row->done[lang]);
    }
    ct_shape_free(&row->shape);
}

static char *copy_or_empty(const char *s)
{
    return ct_text_copy(s ? s : "");
}

static char *filled(const char *code, enum ct_text which, int lang, const char *const *pairs)
{
    char text[TEXT_ROOM];
    ct_message_format(text, sizeof text, code, which, (enum ct_language)lang, pairs);
    return ct_text_copy(text);
}

static bool fill(struct ct_finding *row, const char *code, const struct ct_place *place,
                 const char *const *pairs)
{
    snprintf(row->code, sizeof row->code, "%s", code);
    row->layer = copy_or_empty(place->layer);
    row->feature = copy_or_empty(place->feature);
    row->cell = copy_or_empty(place->cell);
    row->row = place->row;
    row->lon = place->lon;
    row->lat = place->lat;
    row->people = place->people;
    row->area_m2 = place->area_m2;
    bool good = row->layer && row->feature && row->cell;
    for (int lang = CT_EN; lang <= CT_ZH; lang++) {
        row->text[lang] = filled(code, CT_TEXT_MESSAGE, lang, pairs);
        row->done[lang] = filled(code, CT_TEXT_HINT, lang, pairs);
        good = good && row->text[lang] && row->done[lang];
    }
    return good && (place->shape == NULL || ct_shape_copy(&row->shape, place->shape));
}

/* One more row, not yet counted; NULL where memory is short. */
static struct ct_finding *next_row(struct ct_findings *findings)
{
    if (findings->count == findings->room) {
        size_t room = findings->room ? findings->room * 2 : 16;
        struct ct_finding *rows = realloc(findings->rows, room * sizeof *rows);
        if (rows == NULL)
            return NULL;
        findings->rows = rows;
        findings->room = room;
    }
    struct ct_finding *row = &findings->rows[findings->count];
    *row = (struct ct_finding){0};
    return row;
}

enum ct_status ct_findings_add(struct ct_findings *findings, const char *code,
                               const struct ct_place *place, struct ct_error *err, ...)
{
    char row_text[24];
    snprintf(row_text, sizeof row_text, "%ld", place->row);
    const char *pairs[PAIRS_ROOM + 1] = {"layer",   place->layer ? place->layer : "",
                                         "feature", place->feature ? place->feature : "",
                                         "row",     place->row ? row_text : ""};
    va_list list;
    va_start(list, err);
    for (size_t n = 6; n < PAIRS_ROOM; n += 2) {
        pairs[n] = va_arg(list, const char *);
        if (pairs[n] == NULL)
            break;
        pairs[n + 1] = va_arg(list, const char *);
    }
    va_end(list);
    struct ct_finding *row = next_row(findings);
    if (row == NULL)
        return ct_fail_memory(err);
    if (!fill(row, code, place, pairs)) {
        free_row(row);
        return ct_fail_memory(err);
    }
    findings->count++;
    const char *severity = ct_message_severity(code);
    if (severity != NULL && strcmp(severity, "error") == 0)
        findings->errors++;
    return CT_OK;
}

void ct_findings_free(struct ct_findings *findings)
{
    if (findings == NULL)
        return;
    for (size_t i = 0; i < findings->count; i++)
        free_row(&findings->rows[i]);
    free(findings->rows);
    *findings = (struct ct_findings){0};
}
