/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment audit: plan -> GeoPackage; key figures on stdout, findings on stderr.
 */
#include "base/fail.h"
#include "commands.h"
#include "print.h"
#include "run.h"
#include <string.h>

/* How many verdicts of clauses that must be kept are of a result. */
static size_t count_must(const struct ct_result *result, bool unknown)
{
    size_t count = 0;
    for (size_t i = 0; i < ct_result_verdict_totals(result); i++) {
        struct ct_verdict_total_view total = ct_result_verdict_total(result, i);
        if (strcmp(total.strength, "must") == 0 || strcmp(total.strength, "gate") == 0)
            count += unknown ? total.unknown : total.unmet;
    }
    return count;
}

/* With --fail-on unmet: is a clause that must be kept not? With unknown: or cannot it be said? */
static enum ct_status fail_on(const struct arguments *arguments, const struct ct_result *result,
                              struct ct_error *err)
{
    const char *on = option_value(arguments, OPTION_FAIL_ON);
    char unmet[24], unknown[24];
    if (!on)
        return CT_OK;
    size_t lacking = strcmp(on, "unknown") == 0 ? count_must(result, true) : 0;
    if (count_must(result, false) + lacking == 0)
        return CT_OK;
    snprintf(unmet, sizeof unmet, "%zu", count_must(result, false));
    snprintf(unknown, sizeof unknown, "%zu", lacking);
    return ct_fail(err, CT_RULE_UNMET, "E0640", "unmet", unmet, "unknown",
                   lacking > 0 ? unknown : "", NULL);
}

/* A rule cannot be broken where there is none. */
static enum ct_status check_options(const struct arguments *arguments, const struct ct_plan *plan,
                                    const char *output, struct ct_error *err)
{
    if (!output)
        return ct_fail(err, CT_USAGE, "E0105", "argument", "-o OUT.gpkg", "usage",
                       arguments->command->usage[0], NULL);
    if (has_option(arguments, OPTION_FAIL_ON) && !ct_plan_has_standard(plan))
        return ct_fail(err, CT_USAGE, "E0641", NULL);
    return check_fail_on(arguments, "unmet", "unknown", err);
}

enum ct_status run_audit(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_plan *plan = NULL;
    struct ct_result *result = NULL;
    struct ct_run run;
    struct watch watch;
    bool json = has_option(arguments, OPTION_JSON);
    const char *output = option_value(arguments, OPTION_OUTPUT);
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    if (status == CT_OK)
        status = plan_from_arguments(arguments, &plan, err);
    if (status == CT_OK)
        status = check_options(arguments, plan, output, err);
    if (status == CT_OK)
        status = ct_audit(plan, output, &run, &result, err);
    end_watch(&watch);
    if (result)
        print_finding_summary(stderr, result, arguments->lang);
    if (json)
        status = print_run_json("audit", output, result, status, err);
    else if (status == CT_OK)
        print_output(output, result, arguments->lang);
    if (status == CT_OK)
        status = fail_on(arguments, result, err);
    ct_result_free(result);
    ct_plan_free(plan);
    return status;
}
