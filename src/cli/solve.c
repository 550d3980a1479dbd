/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment solve: a public siting instance -> objective, bound, gap, sites.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include "run.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static enum ct_status wrong(const char *option, const char *value, const char *en, const char *zh,
                            struct ct_error *err)
{
    return ct_fail(err, CT_USAGE, "E0103", "option", option, "value", value, "expected", en,
                   "expected_zh", zh, NULL);
}

enum ct_status number_of(const struct arguments *arguments, enum option_id id, double least,
                         double most, double *out, struct ct_error *err)
{
    char name[64];
    const char *value = option_value(arguments, id);
    if (!value)
        return CT_OK;
    if (ct_text_number(value, out) && *out >= least && *out <= most)
        return CT_OK;
    snprintf(name, sizeof name, "--%s", options[id].name);
    return wrong(name, value, "a number in range", "范围内的数", err);
}

enum ct_status seconds_of(const struct arguments *arguments, double *out, struct ct_error *err)
{
    const char *value = option_value(arguments, OPTION_TIME_LIMIT);
    char number[32];
    if (!value)
        return CT_OK;
    size_t n = strspn(value, "0123456789.");
    const char *unit = value + n;
    snprintf(number, sizeof number, "%.*s", (int)n, value);
    double factor = strcmp(unit, "min") == 0 ? 60 : strcmp(unit, "h") == 0 ? 3600 : 1;
    bool known = !*unit || factor > 1 || strcmp(unit, "s") == 0;
    if (!known || !ct_text_number(number, out) || !(*out > 0))
        return wrong("--time-limit", value, "60s, 5min, 1h", "60s、5min、1h", err);
    *out *= factor;
    return CT_OK;
}

static bool report(void *context, double objective, double bound)
{
    const struct ct_run *run = context;
    (void)objective;
    (void)bound;
    return !run->progress || run->progress(run->context, "solve", 0);
}

static enum ct_status read_what(const struct arguments *arguments, struct ct_solve *what,
                                struct ct_error *err)
{
    double p = 0, seed = 0;
    enum ct_status status = number_of(arguments, OPTION_SITES, 1, 1e9, &p, err);
    if (status == CT_OK)
        status = number_of(arguments, OPTION_RADIUS, 0, 1e12, &what->radius, err);
    if (status == CT_OK)
        status = number_of(arguments, OPTION_SHARE, 0, 1, &what->share, err);
    if (status == CT_OK)
        status = number_of(arguments, OPTION_SEED, 0, 9e15, &seed, err);
    if (status == CT_OK)
        status = seconds_of(arguments, &what->seconds, err);
    if (status == CT_OK && !what->format)
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "--format FORMAT", "usage",
                         arguments->command->usage[0], NULL);
    what->p = (size_t)p;
    what->seed = (uint64_t)seed;
    return status;
}

static enum ct_status print_solution_json(const struct ct_solve_result *result,
                                          struct ct_error *err)
{
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "solve");
    ct_json_string(&json, "model", result->model);
    ct_json_string(&json, "status", result->status);
    ct_json_number(&json, "objective", result->objective);
    ct_json_number(&json, "bound", result->bound);
    ct_json_number(&json, "gap", result->gap);
    ct_json_integer(&json, "candidates", (int64_t)result->sites);
    ct_json_integer(&json, "demands", (int64_t)result->demands);
    ct_json_integer(&json, "merged", (int64_t)result->merged);
    ct_json_integer(&json, "nodes", (int64_t)result->nodes);
    ct_json_number(&json, "seconds", result->seconds);
    ct_json_number(&json, "peak_mb", result->peak_mb);
    ct_json_array(&json, "sites");
    for (size_t i = 0; i < result->count; i++)
        ct_json_integer(&json, NULL, (int64_t)result->site[i]);
    ct_json_end_array(&json);
    return json_finish(&json, err);
}

static void print_solution(const struct ct_solve_result *result, enum ct_language lang)
{
    bool zh = lang == CT_ZH;
    printf(zh ? "模型 %s：%s\n" : "model %s: %s\n", result->model, result->status);
    printf(zh ? "目标值 %.10g，界 %.10g，差距 %.4g%%\n"
              : "objective %.10g, bound %.10g, gap %.4g%%\n",
           result->objective, result->bound, 100 * result->gap);
    printf(zh ? "候选点 %zu，需求点 %zu（合并后 %zu），%.2f 秒，%.0f MB\n"
              : "%zu candidates, %zu demands (%zu merged), %.2f s, %.0f MB\n",
           result->sites, result->demands, result->merged, result->seconds, result->peak_mb);
    printf(zh ? "选址：" : "sites:");
    for (size_t i = 0; i < result->count; i++)
        printf(" %u", result->site[i]);
    printf("\n");
}

enum ct_status run_solve(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_solve_result result = {0};
    struct ct_run run = {0};
    struct watch watch;
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    struct ct_solve what = {.format = option_value(arguments, OPTION_FORMAT),
                            .file = arguments->words[0],
                            .model = option_value(arguments, OPTION_MODEL),
                            .radius = (double)NAN,
                            .share = 1,
                            .demand = option_value(arguments, OPTION_DEMAND),
                            .threads = run.threads,
                            .go_on = report,
                            .context = &run};
    if (status == CT_OK)
        status = read_what(arguments, &what, err);
    if (status == CT_OK)
        status = ct_solve(&what, &result, err);
    end_watch(&watch);
    if (status == CT_OK && has_option(arguments, OPTION_JSON))
        status = print_solution_json(&result, err);
    else if (status == CT_OK)
        print_solution(&result, arguments->lang);
    ct_solve_result_free(&result);
    return status;
}
