/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The types of values under `site` in a plan. As strict as plan_set.c.
 */
#include "base/text.h"
#include "load/plan_set.h"
#include <stdlib.h>
#include <string.h>

static enum ct_plan_answer read_length(const char *text, double *out)
{
    double number = 0;
    if (ct_text_number(text, &number))
        return CT_PLAN_NO_UNIT;
    return ct_text_length_m(text, out) && *out >= 1 && *out <= 100000 ? CT_PLAN_STORED
                                                                      : CT_PLAN_WRONG;
}

static enum ct_plan_answer store_length(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    double length_m = 0;
    enum ct_plan_answer answer = read_length(value->text, &length_m);
    if (answer == CT_PLAN_STORED)
        *(double *)place->at = length_m;
    return answer;
}

static enum ct_plan_answer store_count(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    long long count = 0;
    if (!ct_text_integer(value->text, &count) || count < 1 || count > 1000000)
        return CT_PLAN_WRONG;
    *(size_t *)place->at = (size_t)count;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_model(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    for (size_t i = 0; ct_plan_model.words[i]; i++)
        if (strcmp(value->text, ct_plan_model.words[i]) == 0)
            return ct_plan_replace_text(place->at, ct_text_copy(value->text));
    return CT_PLAN_WRONG;
}

/* The place of a word in a list, which is its value. */
static bool find_word(const char *const *words, const char *text, int *at)
{
    for (*at = 0; words[*at] != NULL; ++*at)
        if (strcmp(words[*at], text) == 0)
            return true;
    return false;
}

static enum ct_plan_answer store_demand(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    int word = 0;
    if (!find_word(ct_plan_demand.words, value->text, &word))
        return CT_PLAN_WRONG;
    *(enum ct_site_demand *)place->at = (enum ct_site_demand)word;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_existing(const struct ct_plan_place *place,
                                          const struct ct_plan_value *value)
{
    int word = 0;
    if (!find_word(ct_plan_existing.words, value->text, &word))
        return CT_PLAN_WRONG;
    *(enum ct_site_existing *)place->at = (enum ct_site_existing)word;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_counted(const struct ct_plan_place *place,
                                         const struct ct_plan_value *value)
{
    int word = 0;
    if (!find_word(ct_plan_counted.words, value->text, &word))
        return CT_PLAN_WRONG;
    *(enum ct_site_count *)place->at = (enum ct_site_count)word;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_unknown(const struct ct_plan_place *place,
                                         const struct ct_plan_value *value)
{
    int word = 0;
    if (!find_word(ct_plan_leave_out.words, value->text, &word))
        return CT_PLAN_WRONG;
    *(bool *)place->at = word > 0;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_budget(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    double number = 0;
    if (!ct_text_number(value->text, &number) || number < 0 || number > 1e12)
        return CT_PLAN_WRONG;
    *(double *)place->at = number;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_share(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    double number = 0;
    if (!ct_text_number(value->text, &number) || !(number > 0) || number > 1)
        return CT_PLAN_WRONG;
    *(double *)place->at = number;
    return CT_PLAN_STORED;
}

/* By turns a length and a share. */
static enum ct_plan_answer store_decay(const struct ct_plan_place *place,
                                       const struct ct_plan_value *value)
{
    double number = 0;
    if (place->index % 2 == 0) {
        enum ct_plan_answer answer = read_length(value->text, &number);
        return answer == CT_PLAN_STORED ? ct_plan_put_number(place, number) : answer;
    }
    if (!ct_text_number(value->text, &number) || !(number > 0) || number > 1)
        return CT_PLAN_WRONG;
    return ct_plan_put_number(place, number);
}

static enum ct_plan_answer store_id(const struct ct_plan_place *place,
                                    const struct ct_plan_value *value)
{
    const char *text = value->text + strspn(value->text, " ");
    return *text ? ct_plan_put_text(place, ct_text_copy(text)) : CT_PLAN_WRONG;
}

static struct ct_plan_weight *find_weight(struct ct_plan_weight **list, size_t *count,
                                          const char *name)
{
    for (size_t i = 0; i < *count; i++)
        if (strcmp((*list)[i].name, name) == 0)
            return &(*list)[i];
    struct ct_plan_weight *more = realloc(*list, (*count + 1) * sizeof *more);
    if (!more)
        return NULL;
    *list = more;
    more[*count] = (struct ct_plan_weight){.name = ct_text_copy(name)};
    return more[*count].name ? &more[(*count)++] : NULL;
}

static bool read_factor(const char *text, double *out)
{
    return ct_text_number(text, out) && *out >= 0.001 && *out <= 1000;
}

static enum ct_plan_answer store_factor(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    double number = 0;
    if (!read_factor(value->text, &number))
        return CT_PLAN_WRONG;
    *(double *)place->at = number;
    return CT_PLAN_STORED;
}

/* Of any name: what it means is for those to say who know the communities, or the modes. */
static enum ct_plan_answer store_named(const struct ct_plan_value *value, double least, double most,
                                       struct ct_plan_weight **list, size_t *count,
                                       const char *name)
{
    double number = 0;
    if (!ct_text_number(value->text, &number) || !(number >= least) || number > most)
        return CT_PLAN_WRONG;
    struct ct_plan_weight *weight = find_weight(list, count, name);
    if (!weight)
        return CT_PLAN_NO_MEMORY;
    weight->factor = number;
    weight->line = value->line;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_weight(const struct ct_plan_place *place,
                                        const struct ct_plan_value *value)
{
    struct ct_plan_site *site = place->owner;
    return store_named(value, 0.001, 1000, &site->weights, &site->weight_count, place->name);
}

static enum ct_plan_answer store_cost(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    struct ct_plan_site *site = place->owner;
    return store_named(value, 0, 1e9, &site->costs, &site->cost_count, place->name);
}

/* The number of a word of the type's list, from 1; 0: it is none of them. */
static int word_of(const struct ct_plan_type *type, const char *text)
{
    for (int i = 0; type->words[i]; i++)
        if (strcmp(text, type->words[i]) == 0)
            return i + 1;
    return 0;
}

static enum ct_plan_answer store_fairness(const struct ct_plan_place *place,
                                          const struct ct_plan_value *value)
{
    const int word = word_of(&ct_plan_fairness, value->text);
    if (word == 0)
        return CT_PLAN_WRONG;
    *(enum ct_fairness_order *)place->at = (enum ct_fairness_order)word;
    return CT_PLAN_STORED;
}

static enum ct_plan_answer store_over(const struct ct_plan_place *place,
                                      const struct ct_plan_value *value)
{
    const int word = word_of(&ct_plan_fairness_over, value->text);
    if (word == 0)
        return CT_PLAN_WRONG;
    *(enum ct_fairness_over *)place->at = (enum ct_fairness_over)word;
    return CT_PLAN_STORED;
}

const struct ct_plan_type ct_plan_fairness = {store_fairness,
                                              {"worst or lexicographic", "worst 或 lexicographic"},
                                              {"worst", "lexicographic", NULL}};
const struct ct_plan_type ct_plan_fairness_over = {
    store_over,
    {"community, street or county", "community、street 或 county"},
    {"community", "street", "county", NULL}};
const struct ct_plan_type ct_plan_length = {
    store_length, {"a length from 1m to 100km, as 500m", "1m 至 100km 的长度，如 500m"}, {NULL}};
const struct ct_plan_type ct_plan_count = {
    store_count, {"a whole number from 1", "从 1 起的整数"}, {NULL}};
const struct ct_plan_type ct_plan_model = {
    store_model,
    {"mclp, lscp, pmedian, pcenter, capacitated-cover or capacitated-pmedian",
     "mclp、lscp、pmedian、pcenter、capacitated-cover 或 capacitated-pmedian"},
    {"mclp", "lscp", "pmedian", "pcenter", "capacitated-cover", "capacitated-pmedian", NULL}};
const struct ct_plan_type ct_plan_demand = {
    store_demand,
    {"uncovered, all or covered", "uncovered、all 或 covered"},
    {"uncovered", "all", "covered", NULL}};
const struct ct_plan_type ct_plan_existing = {store_existing,
                                              {"keep, move or close", "keep、move 或 close"},
                                              {"keep", "move", "close", NULL}};
const struct ct_plan_type ct_plan_counted = {store_counted,
                                             {"people or households", "people 或 households"},
                                             {"people", "households", NULL}};
const struct ct_plan_type ct_plan_leave_out = {
    store_unknown, {"error or leave_out", "error 或 leave_out"}, {"error", "leave_out", NULL}};
const struct ct_plan_type ct_plan_budget = {
    store_budget, {"a number from 0", "不小于 0 的数"}, {NULL}};
const struct ct_plan_type ct_plan_share = {
    store_share, {"a share above 0, at most 1", "大于 0 且不超过 1 的比例"}, {NULL}};
const struct ct_plan_type ct_plan_decay = {
    store_decay,
    {"lengths and shares: [[300m, 1], [500m, 0.5]]", "长度与比例：[[300m, 1], [500m, 0.5]]"},
    {NULL}};
const struct ct_plan_type ct_plan_pairs = {
    store_id,
    {"pairs of candidate ids: [[A, B], [A, C]]", "成对的候选点编号：[[A, B], [A, C]]"},
    {NULL}};
const struct ct_plan_type ct_plan_ids = {
    store_id, {"ids of facilities: [F1, F2]", "设施编号：[F1, F2]"}, {NULL}};
const struct ct_plan_type ct_plan_weights = {
    store_weight, {"a factor from 0.001 to 1000", "0.001 至 1000 的系数"}, {NULL}};
const struct ct_plan_type ct_plan_factor = {
    store_factor, {"a factor from 0.001 to 1000", "0.001 至 1000 的系数"}, {NULL}};
const struct ct_plan_type ct_plan_costs = {
    store_cost, {"money a m2, a number from 0", "每平方米造价，不小于 0 的数"}, {NULL}};
