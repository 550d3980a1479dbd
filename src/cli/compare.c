/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment compare: two outputs -> what changed, as a GeoPackage; key figures on stdout.
 */
#include "base/fail.h"
#include "commands.h"
#include "print.h"
#include "run.h"

enum ct_status run_compare(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_result *result = NULL;
    struct ct_run run;
    struct watch watch;
    const char *output = option_value(arguments, OPTION_OUTPUT);
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    if (status == CT_OK && !output)
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "-o OUT.gpkg", "usage",
                         arguments->command->usage[0], NULL);
    if (status == CT_OK)
        status = ct_compare(arguments->words[0], arguments->words[1],
                            option_value(arguments, OPTION_CODES), output, &run, &result, err);
    end_watch(&watch);
    if (has_option(arguments, OPTION_JSON))
        status = print_run_json("compare", output, result, status, err);
    else if (status == CT_OK)
        print_output(output, result, arguments->lang);
    ct_result_free(result);
    return status;
}
