/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How candidates come about (new, joint, purchase, rebuild, lease) and what a m2 of it costs, by
 * the plan's site.costs. Words are those of layers/inputs/candidate_mode.csv. O(candidates x
 * costs).
 */
#include "base/fail.h"
#include "base/text.h"
#include "load/inputs.h"
#include "load/parts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "new" for 新建; the word itself where it is none of them. */
static const char *meaning_of(const struct ct_input_table *modes, const char *word)
{
    for (size_t i = 0; i < modes->count; i++)
        if (ct_input_names_has(&modes->rows[i], word))
            return modes->rows[i].meaning;
    return word;
}

char *ct_candidate_mode(const struct ct_input_table *modes, const char *word)
{
    return ct_text_copy(meaning_of(modes, word));
}

static enum ct_status check_costs(const struct ct_plan *plan, const struct ct_input_table *modes,
                                  struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    const char *known[CT_LEVELS + 1] = {NULL};
    for (size_t i = 0; i < modes->count && i < CT_LEVELS; i++)
        known[i] = modes->rows[i].meaning;
    for (size_t i = 0; i < s->cost_count; i++) {
        const char *mode = meaning_of(modes, s->costs[i].name);
        char line[24];
        snprintf(line, sizeof line, "%ld", s->costs[i].line);
        if (ct_input_table_find(modes, mode) == NULL)
            return ct_fail(err, CT_USAGE, "E0842", "value", mode, "nearest",
                           ct_text_nearest(mode, known), "file", plan->path ? plan->path : "",
                           "line", line, NULL);
        for (size_t k = 0; k < i; k++)
            if (strcmp(meaning_of(modes, s->costs[k].name), mode) == 0)
                return ct_fail(err, CT_USAGE, "E0831", "a", s->costs[k].name, "b", s->costs[i].name,
                               "file", plan->path ? plan->path : "", "line", line, NULL);
    }
    return CT_OK;
}

/* NAN where site.costs says nothing of it. */
static double cost_of(const struct ct_plan_site *s, const struct ct_input_table *modes,
                      const char *mode)
{
    for (size_t i = 0; i < s->cost_count; i++)
        if (strcmp(meaning_of(modes, s->costs[i].name), mode) == 0)
            return s->costs[i].factor;
    return (double)NAN;
}

static enum ct_status read_sources(const struct ct_plan *plan, const struct ct_input_table *modes,
                                   struct ct_candidates *c, struct ct_error *err)
{
    const size_t n = plan->site.candidate_count;
    c->sources = calloc(n + 1, sizeof *c->sources);
    if (c->sources == NULL)
        return ct_fail_memory(err);
    c->source_count = n;
    for (size_t i = 0; i < n; i++) {
        const char *said = plan->site.candidates[i].mode;
        struct ct_candidate_mode *to = &c->sources[i];
        to->mode = ct_candidate_mode(modes, said ? said : "");
        if (to->mode == NULL)
            return ct_fail_memory(err);
        to->cost_per_m2 = cost_of(&plan->site, modes, to->mode);
        if (plan->site.cost_count > 0 && *to->mode && isnan(to->cost_per_m2))
            return ct_fail(err, CT_USAGE, "E0841", "mode", said, NULL);
    }
    return CT_OK;
}

static enum ct_status take_mode(const struct ct_plan *plan, const struct ct_input_table *modes,
                                struct ct_candidates *c, struct ct_candidate *row,
                                struct ct_error *err)
{
    const struct ct_source *source = &plan->site.candidates[row->source].source;
    char number[24];
    if (*row->mode == '\0') {
        char *mode = ct_text_copy(c->sources[row->source].mode);
        if (mode == NULL)
            return ct_fail_memory(err);
        free(row->mode);
        row->mode = mode;
    }
    row->cost_per_m2 = cost_of(&plan->site, modes, row->mode);
    if (plan->site.cost_count == 0 || *row->mode == '\0' || !isnan(row->cost_per_m2) ||
        !isnan(row->price) || row->state == CT_CANDIDATE_FORBIDDEN)
        return CT_OK;
    snprintf(number, sizeof number, "%ld", row->row);
    return ct_fail(err, CT_INPUT, "E0841", "mode", row->mode, "feature", row->id, "row", number,
                   "file", source->file, NULL);
}

enum ct_status ct_candidate_costs(const struct ct_plan *plan, const struct ct_input_table *modes,
                                  struct ct_city *city, struct ct_error *err)
{
    struct ct_candidates *c = &city->candidates;
    enum ct_status status = check_costs(plan, modes, err);
    if (status == CT_OK)
        status = read_sources(plan, modes, c, err);
    for (size_t i = 0; status == CT_OK && i < c->count; i++)
        status = take_mode(plan, modes, c, &c->rows[i], err);
    return status;
}

void ct_candidate_costs_free(struct ct_candidates *candidates)
{
    for (size_t i = 0; i < candidates->source_count; i++)
        free(candidates->sources[i].mode);
    free(candidates->sources);
}
