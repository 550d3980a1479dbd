/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment check: plan -> findings, on stdout.
 */
#include "commands.h"
#include "print.h"
#include "run.h"

static void print_text(const struct ct_result *result, enum ct_language lang)
{
    size_t n = ct_result_findings(result);
    for (size_t i = 0; i < n; i++) {
        struct ct_finding_view finding = ct_result_finding(result, i);
        print_finding(stdout, &finding, lang);
    }
    if (n == 0)
        puts(lang == CT_ZH ? "没有发现问题。" : "Nothing found.");
}

enum ct_status run_check(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_plan *plan = NULL;
    struct ct_result *result = NULL;
    struct ct_run run;
    struct watch watch;
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    if (status == CT_OK)
        status = plan_from_arguments(arguments, &plan, err);
    if (status == CT_OK)
        status = ct_check(plan, &run, &result, err);
    end_watch(&watch);
    if (has_option(arguments, OPTION_JSON))
        status = print_run_json("check", NULL, result, status, err);
    else if (result)
        print_text(result, arguments->lang);
    ct_result_free(result);
    ct_plan_free(plan);
    return status;
}
