/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What `site` of a plan must hold, told before anything is read.
 */
#include "load/plan_site.h"
#include "base/fail.h"
#include "base/text.h"
#include <stdio.h>
#include <string.h>

static enum ct_status at_line(const struct ct_plan *plan, enum ct_status status,
                              struct ct_error *err)
{
    if (err) {
        ct_text_fit(err->file, sizeof err->file, plan->path ? plan->path : "");
        err->line = plan->site.line;
    }
    return status;
}

static enum ct_status lacks(const struct ct_plan *plan, const char *key, const char *en,
                            const char *zh, struct ct_error *err)
{
    return at_line(plan, ct_fail(err, CT_USAGE, "E0830", "key", key, "why", en, "why_zh", zh, NULL),
                   err);
}

static enum ct_status clash(const struct ct_plan *plan, const char *a, const char *b,
                            struct ct_error *err)
{
    return at_line(plan, ct_fail(err, CT_USAGE, "E0831", "a", a, "b", b, NULL), err);
}

static enum ct_status check_candidates(const struct ct_plan *plan, struct ct_error *err)
{
    if (plan->site.candidate_count == 0 && plan->site.existing != CT_EXISTING_CLOSE)
        return lacks(plan, "site.candidates", "it says where facilities may go",
                     "用于说明可以选址的地点", err);
    for (size_t i = 0; i < plan->site.candidate_count; i++) {
        const struct ct_plan_candidates *c = &plan->site.candidates[i];
        const int ways =
            (c->source.file != NULL) + (c->grid_m > 0) + c->centroids + c->intersections;
        char entry[64];
        snprintf(entry, sizeof entry, "site.candidates[%zu]", i);
        if (ways == 0)
            return lacks(plan, entry, "one of: file, grid, centroids, intersections",
                         "应为 file、grid、centroids、intersections 之一", err);
        if (ways > 1)
            return clash(plan, entry, "file, grid, centroids, intersections", err);
    }
    return CT_OK;
}

static enum ct_status check_decay(const struct ct_plan *plan, struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    bool good = s->decay_numbers % 2 == 0;
    for (size_t i = 2; good && i < s->decay_numbers; i += 2)
        good = s->decay[i] > s->decay[i - 2] && s->decay[i + 1] < s->decay[i - 1];
    return good ? CT_OK
                : at_line(plan, ct_fail(err, CT_USAGE, "E0833", "key", "site.decay", NULL), err);
}

/* Years rise, and so does what is open in them. */
static enum ct_status check_years(const struct ct_plan *plan, struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    bool good = true;
    for (size_t i = 0; i < s->year_count; i++) {
        const struct ct_plan_year *y = &s->years[i];
        if (y->year == 0 || (y->sites > 0) + (y->budget >= 0) + (y->budget_m2 >= 0) != 1)
            return lacks(plan, "site.years", "each with year and one of sites, budget, budget_m2",
                         "每项应有 year，以及 sites、budget、budget_m2 之一", err);
        if (i > 0)
            good = good && y->year > y[-1].year && y->sites >= y[-1].sites &&
                   y->budget >= y[-1].budget && y->budget_m2 >= y[-1].budget_m2;
        if (i > 0 &&
            ((y->sites == 0) != (y[-1].sites == 0) || (y->budget < 0) != (y[-1].budget < 0)))
            return clash(plan, "site.years: sites, budget", "budget_m2", err);
    }
    return good ? CT_OK
                : at_line(plan, ct_fail(err, CT_USAGE, "E0833", "key", "site.years", NULL), err);
}

static bool has_budget(const struct ct_plan_site *s)
{
    return s->budget >= 0 || s->budget_m2 >= 0;
}

/* One vector of prices is what a choice has: of money or of floor area. */
static enum ct_status check_budgets(const struct ct_plan *plan, struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    bool money = s->budget >= 0, area = s->budget_m2 >= 0;
    for (size_t i = 0; i < s->year_count; i++) {
        money = money || s->years[i].budget >= 0;
        area = area || s->years[i].budget_m2 >= 0;
    }
    return money && area ? clash(plan, "site.budget", "site.budget_m2", err) : CT_OK;
}

/* What of the existing facilities may close, and for whom that is told. */
static enum ct_status check_existing(const struct ct_plan *plan, const char *model,
                                     struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    const bool closes = s->existing == CT_EXISTING_CLOSE, keeps = s->existing == CT_EXISTING_KEEP;
    if (closes && s->demand == CT_DEMAND_UNCOVERED)
        return lacks(plan, "site.demand", "with existing: close it is all or covered",
                     "existing: close 时应为 all 或 covered", err);
    if (!keeps && s->demand == CT_DEMAND_UNCOVERED)
        return clash(plan, "existing: move", "demand: uncovered", err);
    if (keeps && s->demand == CT_DEMAND_COVERED)
        return clash(plan, "existing: keep", "demand: covered", err);
    if (closes && s->closings == 0 && strcmp(model, "lscp") != 0)
        return lacks(plan, "site.close", "how many of the existing facilities close",
                     "应给出关闭的现有设施数量", err);
    if (!closes && s->closings > 0)
        return clash(plan, "site.close", keeps ? "existing: keep" : "existing: move", err);
    if (keeps && s->stay_count > 0)
        return clash(plan, "site.keep", "existing: keep", err);
    if (s->existing != CT_EXISTING_MOVE && s->total > 0)
        return clash(plan, "site.total", keeps ? "existing: keep" : "existing: close", err);
    if (closes && s->year_count > 0)
        return clash(plan, "existing: close", "site.years", err);
    if (closes && s->candidate_count == 0 && (s->sites > 0 || has_budget(s)))
        return lacks(plan, "site.candidates", "it says where facilities may go",
                     "用于说明可以选址的地点", err);
    return CT_OK;
}

/* Does the plan say how many may open? */
static bool has_amount(const struct ct_plan_site *s)
{
    return s->sites > 0 || has_budget(s) || s->year_count > 0 ||
           (s->existing == CT_EXISTING_CLOSE && s->candidate_count == 0);
}

static enum ct_status check_kind_names(const struct ct_plan *plan, struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    for (size_t i = 0; i < s->kind_count; i++) {
        char entry[2][64];
        snprintf(entry[1], sizeof entry[1], "site.kinds[%zu]", i);
        if (!s->kinds[i].name)
            return lacks(plan, entry[1], "each is a name, or has one", "每项应为名称，或含 name",
                         err);
        for (size_t k = 0; k < i; k++) {
            snprintf(entry[0], sizeof entry[0], "site.kinds[%zu]", k);
            if (strcmp(s->kinds[k].name, s->kinds[i].name) == 0)
                return clash(plan, entry[0], entry[1], err);
        }
    }
    return CT_OK;
}

/* What does not go together with several kinds. */
static enum ct_status check_together(const struct ct_plan *plan, const char *model,
                                     struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    const bool lscp = strcmp(model, "lscp") == 0;
    if (!lscp && strcmp(model, "mclp") != 0)
        return clash(plan, "site.kinds", model, err);
    if (s->decay_numbers > 0)
        return clash(plan, "site.kinds", "site.decay", err);
    if (s->existing != CT_EXISTING_KEEP)
        return clash(plan, "site.kinds", "site.existing: move, close", err);
    for (size_t i = 0; i < s->candidate_count; i++)
        if (s->candidates[i].intersections)
            return clash(plan, "site.kinds", "intersections", err);
    for (size_t i = 0; lscp && i < s->kind_count; i++)
        if (s->kinds[i].weight < 1 || s->kinds[i].weight > 1)
            return clash(plan, "site.kinds[].weight", model, err);
    return CT_OK;
}

static enum ct_status check_kinds(const struct ct_plan *plan, const char *model,
                                  struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    char count[24];
    if (s->kind_count == 0)
        return CT_OK;
    if (s->kind)
        return clash(plan, "site.kind", "site.kinds", err);
    if (s->radius_m > 0)
        return clash(plan, "site.radius", "site.kinds", err);
    snprintf(count, sizeof count, "%zu", s->kind_count);
    if (s->kind_count > CT_SITE_KINDS_MOST)
        return at_line(plan, ct_fail(err, CT_USAGE, "E0844", "count", count, NULL), err);
    enum ct_status status = check_kind_names(plan, err);
    return status == CT_OK && s->kind_count > 1 ? check_together(plan, model, err) : status;
}

/* Of least and most, and what each model needs. */
static enum ct_status check_model(const struct ct_plan *plan, const char *model,
                                  struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    const bool mclp = strcmp(model, "mclp") == 0, lscp = strcmp(model, "lscp") == 0;
    const bool covers = mclp || lscp || strcmp(model, "capacitated-cover") == 0;
    if (!lscp && !has_amount(s))
        return lacks(plan, "site.sites", "how many, or a budget", "应给出数量或预算", err);
    if (lscp && has_budget(s))
        return clash(plan, s->budget >= 0 ? "site.budget" : "site.budget_m2", model, err);
    if (s->share > 0 && !lscp)
        return clash(plan, "site.share", model, err);
    if (s->backup && !mclp && !lscp)
        return clash(plan, "site.backup", model, err);
    if (s->decay_numbers > 0 && !mclp)
        return clash(plan, "site.decay", model, err);
    if (s->cutoff_m > 0 && covers)
        return clash(plan, "site.cutoff", model, err);
    if (lscp && (s->curve > 0 || s->year_count > 0))
        return clash(plan, s->curve > 0 ? "site.curve" : "site.years", model, err);
    if (s->curve > 0 && s->year_count > 0)
        return clash(plan, "site.curve", "site.years", err);
    if (s->curve > 0 && s->sites == 0)
        return lacks(plan, "site.sites", "a curve is of numbers of sites", "曲线以设施数为横轴",
                     err);
    return CT_OK;
}

/* What is told in people only. */
static enum ct_status check_count(const struct ct_plan *plan, struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    const char *other = s->kind_count > 1                 ? "site.kinds"
                        : s->fairness != CT_FAIRNESS_NONE ? "site.fairness"
                        : s->least_share > 0              ? "site.least_share"
                                                          : NULL;
    if (s->count == CT_COUNT_PEOPLE || !other)
        return CT_OK;
    return clash(plan, "count: households", other, err);
}

static enum ct_status check_limits(const struct ct_plan *plan, struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    if (s->street_most > 0 && s->street_least > s->street_most)
        return clash(plan, "site.per_street.least", "site.per_street.most", err);
    if (s->county_most > 0 && s->county_least > s->county_most)
        return clash(plan, "site.per_county.least", "site.per_county.most", err);
    if (s->pair_ids % 2 != 0)
        return lacks(plan, "site.pairs", "two ids each", "每对应有两个编号", err);
    if (s->decay_numbers > 0 && s->radius_m > 0)
        return clash(plan, "site.decay", "site.radius", err);
    return CT_OK;
}

/* Shares of districts are of people within reach of what is and of what is new. */
static enum ct_status check_fairness(const struct ct_plan *plan, const char *model,
                                     struct ct_error *err)
{
    const struct ct_plan_site *s = &plan->site;
    const char *key = s->fairness != CT_FAIRNESS_NONE ? "site.fairness" : "site.least_share";
    const char *other = strcmp(model, "mclp") != 0         ? model
                        : s->decay_numbers > 0             ? "site.decay"
                        : s->backup                        ? "site.backup"
                        : s->weight_count > 0              ? "site.weights"
                        : s->year_count > 0                ? "site.years"
                        : s->kind_count > 0                ? "site.kinds"
                        : s->existing == CT_EXISTING_MOVE  ? "existing: move"
                        : s->existing == CT_EXISTING_CLOSE ? "existing: close"
                                                           : NULL;
    if (s->fairness == CT_FAIRNESS_NONE && s->least_share <= 0)
        return s->fairness_over == CT_OVER_UNSAID
                   ? CT_OK
                   : lacks(plan, "site.fairness", "fairness_over is of it or of least_share",
                           "fairness_over 须与 fairness 或 least_share 同用", err);
    return other ? clash(plan, key, other, err) : CT_OK;
}

enum ct_status ct_plan_check_site(const struct ct_plan *plan, struct ct_error *err)
{
    const char *model = plan->site.model ? plan->site.model : "mclp";
    if (!ct_plan_has_site(plan))
        return CT_OK;
    enum ct_status status = check_candidates(plan, err);
    if (status == CT_OK)
        status = check_decay(plan, err);
    if (status == CT_OK)
        status = check_years(plan, err);
    if (status == CT_OK)
        status = check_limits(plan, err);
    if (status == CT_OK)
        status = check_count(plan, err);
    if (status == CT_OK)
        status = check_budgets(plan, err);
    if (status == CT_OK)
        status = check_fairness(plan, model, err);
    if (status == CT_OK)
        status = check_existing(plan, model, err);
    if (status == CT_OK)
        status = check_kinds(plan, model, err);
    return status == CT_OK ? check_model(plan, model, err) : status;
}
