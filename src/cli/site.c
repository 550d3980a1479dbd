/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment site: plan -> proposal of sites with a bound; the table on stdout.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include "run.h"
#include <math.h>
#include <string.h>

void json_sites(struct ct_json *json, const struct ct_result *result)
{
    struct ct_proposal_view about = {0};
    if (result)
        about = ct_result_proposal(result);
    const bool households = about.counted && strcmp(about.counted, "households") == 0;
    if (about.model) {
        ct_json_object(json, "proposal");
        ct_json_string(json, "model", about.model);
        ct_json_string(json, "status", about.status);
        ct_json_string(json, "unit", about.unit);
        ct_json_number(json, "objective", about.objective);
        ct_json_number(json, "bound", about.bound);
        ct_json_number(json, "gap", about.gap);
        ct_json_number(json, households ? "households" : "people", about.people);
        ct_json_integer(json, "nodes", (int64_t)about.nodes);
        ct_json_end_object(json);
    }
    ct_json_array(json, "sites");
    for (size_t i = 0; result && i < ct_result_sites(result); i++) {
        struct ct_site_view site = ct_result_site(result, i);
        ct_json_object(json, NULL);
        ct_json_string(json, "site_id", site.id);
        ct_json_integer(json, "rank", (int64_t)site.rank);
        if (site.year > 0)
            ct_json_integer(json, "year", (int64_t)site.year);
        ct_json_string(json, "kind", site.kind);
        if (!isnan(site.price))
            ct_json_number(json, "price", site.price);
        ct_json_number(json, households ? "households_gained" : "people_gained", site.people);
        ct_json_number(json, households ? "households_cumulative" : "people_cumulative",
                       site.cumulative);
        ct_json_number(json, "share", site.share);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
    ct_json_array(json, "closed");
    for (size_t i = 0; result && i < ct_result_closings(result); i++) {
        const struct ct_closed_view closed = ct_result_closed(result, i);
        ct_json_object(json, NULL);
        ct_json_string(json, "facility_id", closed.id);
        ct_json_number(json, "people", closed.people);
        ct_json_number(json, "people_lost", closed.lost);
        ct_json_end_object(json);
    }
    ct_json_end_array(json);
}

/* The unit of objective and bound, in words. */
static const char *unit_word(const char *unit, bool zh)
{
    static const char *const words[][3] = {
        {"persons", "people", "人"},
        {"households", "households", "户"},
        {"household-m", "households x metres", "户·米"},
        {"sites", "sites", "处"},
        {"price", "in units of the price", "造价单位"},
        {"person-kinds", "people, once a kind", "人次（逐类计）"},
        {"person-m", "people x metres", "人·米"},
        {"share", "worst share of people", "最低覆盖率"},
        {"m", "metres", "米"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(unit, words[i][0]) == 0)
            return words[i][zh ? 2 : 1];
    return unit;
}

static void print_closed(const struct ct_result *result, bool zh)
{
    if (ct_result_closings(result) > 0)
        printf(zh ? "关闭\t现使用人口\t失去覆盖的人口\n"
                  : "closes\tpeople\tno longer within reach\n");
    for (size_t i = 0; i < ct_result_closings(result); i++) {
        const struct ct_closed_view closed = ct_result_closed(result, i);
        printf("%s\t%.0f\t%.0f\n", closed.id, closed.people, closed.lost);
    }
}

static void print_sites(const char *output, const struct ct_result *result, enum ct_language lang)
{
    const bool zh = lang == CT_ZH;
    struct ct_proposal_view about = ct_result_proposal(result);
    bool optimal = strcmp(about.status, "optimal") == 0;
    bool households = strcmp(about.counted, "households") == 0;
    if (ct_result_sites(result) > 0)
        printf(zh ? "次序\t选址\t新增覆盖%s\t累计占比\n"
                  : "rank\tsite\t%s gained\tcumulative share\n",
               households ? (zh ? "户数" : "households") : (zh ? "人口" : "people"));
    for (size_t i = 0; i < ct_result_sites(result); i++) {
        struct ct_site_view site = ct_result_site(result, i);
        printf("%zu\t%s\t%.0f\t%.1f%%", site.rank, site.id, site.people, 100 * site.share);
        if (about.kinds > 1)
            printf("\t%s", site.kind);
        printf(site.year > 0 ? "\t%zu\n" : "\n", site.year);
    }
    print_closed(result, zh);
    printf(zh ? "目标值 %.10g，界 %.10g，差距 %.3g%%（%s），%s\n"
              : "objective %.10g, bound %.10g, gap %.3g%% (%s), %s\n",
           about.objective, about.bound, 100 * about.gap,
           zh ? (optimal ? "最优" : "可行") : about.status, unit_word(about.unit, zh));
    printf("%s\n", output);
}

static enum ct_status choose(const struct arguments *arguments, const char *output,
                             struct ct_result **out, struct ct_error *err)
{
    struct ct_plan *plan = NULL;
    struct ct_run run;
    struct watch watch;
    double seconds = 0, seed = 0;
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    if (status == CT_OK)
        status = number_of(arguments, OPTION_SEED, 0, 9e15, &seed, err);
    if (status == CT_OK)
        status = seconds_of(arguments, &seconds, err);
    if (status == CT_OK)
        status = plan_from_arguments(arguments, &plan, err);
    if (status == CT_OK && !output)
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "-o OUT.gpkg", "usage",
                         arguments->command->usage[0], NULL);
    if (status == CT_OK)
        status = ct_site(plan, output, &run, seconds, (uint64_t)seed, out, err);
    end_watch(&watch);
    ct_plan_free(plan);
    return status;
}

enum ct_status run_site(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_result *result = NULL;
    const char *output = option_value(arguments, OPTION_OUTPUT);
    enum ct_status status = choose(arguments, output, &result, err);
    if (result)
        print_finding_summary(stderr, result, arguments->lang);
    if (has_option(arguments, OPTION_JSON))
        status = print_run_json("site", output, result, status, err);
    else if (status == CT_OK)
        print_sites(output, result, arguments->lang);
    ct_result_free(result);
    return status;
}
