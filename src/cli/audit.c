/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment audit: plan -> GeoPackage; key figures on stdout, findings on stderr.
 */
#include "base/fail.h"
#include "commands.h"
#include "print.h"
#include "run.h"

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
    if (status == CT_OK && !output)
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "-o OUT.gpkg", "usage",
                         arguments->command->usage[0], NULL);
    if (status == CT_OK)
        status = ct_audit(plan, output, &run, &result, err);
    end_watch(&watch);
    if (result)
        print_finding_summary(stderr, result, arguments->lang);
    if (json)
        status = print_run_json("audit", output, result, status, err);
    else if (status == CT_OK)
        print_output(output, result, arguments->lang);
    ct_result_free(result);
    ct_plan_free(plan);
    return status;
}
