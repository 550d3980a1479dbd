/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment review: plan -> GeoPackage with opinions on its projects; or opinions on projects that
 * the command line describes, without a map. Opinions on stdout, findings on stderr.
 */
#include "base/fail.h"
#include "base/text.h"
#include "commands.h"
#include "print.h"
#include "run.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- without a map --------------------------------------------------------------------------- */

static enum ct_status no_map_for(const struct option *option, struct ct_error *err)
{
    char name[64] = "--";
    ct_text_fit(name + 2, sizeof name - 2, option->name);
    return ct_fail(err, CT_USAGE, "E0668", "what", name, NULL);
}

/* Options that only a map needs. */
static enum ct_status check_quick(const struct arguments *arguments, struct ct_error *err)
{
    static const enum option_id useful[] = {OPTION_STANDARD, OPTION_PARAMETER, OPTION_PROJECT,
                                            OPTION_FAIL_ON,  OPTION_JSON,      OPTION_LANG,
                                            OPTION_PROGRESS};
    if (arguments->word_count > 0)
        return ct_fail(err, CT_USAGE, "E0668", "what", arguments->words[0], NULL);
    for (size_t i = 0; i < arguments->given_count; i++) {
        const struct option *option = arguments->given[i].option;
        bool fits = false;
        for (size_t k = 0; k < sizeof useful / sizeof *useful; k++)
            fits |= option == &options[useful[k]];
        if (!fits)
            return no_map_for(option, err);
    }
    if (!has_option(arguments, OPTION_STANDARD))
        return ct_fail(err, CT_USAGE, "E0105", "argument", "--standard NAME", "usage",
                       arguments->command->usage[1], NULL);
    return CT_OK;
}

/* All values of an option, in order; *count of them. NULL where memory is short. */
static const char **values_of(const struct arguments *arguments, enum option_id id, size_t *count)
{
    const char **values = calloc(arguments->given_count + 1, sizeof *values);
    *count = 0;
    for (size_t i = 0; values && i < arguments->given_count; i++)
        if (arguments->given[i].option == &options[id])
            values[(*count)++] = arguments->given[i].value;
    return values;
}

static enum ct_status review_quick(const struct arguments *arguments, struct ct_result **out,
                                   struct ct_error *err)
{
    size_t standard_count, parameter_count, project_count;
    const char **standards = values_of(arguments, OPTION_STANDARD, &standard_count);
    const char **parameters = values_of(arguments, OPTION_PARAMETER, &parameter_count);
    const char **projects = values_of(arguments, OPTION_PROJECT, &project_count);
    enum ct_status status = check_quick(arguments, err);
    if (status == CT_OK && (!standards || !parameters || !projects))
        status = ct_fail_memory(err);
    if (status == CT_OK)
        status = ct_review_quick(standards, standard_count, parameters, parameter_count, projects,
                                 project_count, out, err);
    free(standards);
    free(parameters);
    free(projects);
    return status;
}

/* --- with a map ------------------------------------------------------------------------------ */

static enum ct_status review_plan(const struct arguments *arguments, const char *output,
                                  struct ct_result **out, struct ct_error *err)
{
    struct ct_plan *plan = NULL;
    struct ct_run run;
    struct watch watch;
    enum ct_status status = start_watch(&watch, arguments, &run, err);
    if (status == CT_OK && arguments->word_count == 0 && !has_option(arguments, OPTION_COMMUNITIES))
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "PLAN.yaml (--project)", "usage",
                         arguments->command->usage[0], NULL);
    if (status == CT_OK)
        status = plan_from_arguments(arguments, &plan, err);
    if (status == CT_OK && !output)
        status = ct_fail(err, CT_USAGE, "E0105", "argument", "-o OUT.gpkg", "usage",
                         arguments->command->usage[0], NULL);
    if (status == CT_OK)
        status = ct_review(plan, output, &run, out, err);
    end_watch(&watch);
    ct_plan_free(plan);
    return status;
}

/* --- both ------------------------------------------------------------------------------------ */

static size_t count(const struct ct_result *result, const char *conclusion)
{
    size_t n = 0;
    for (size_t i = 0; i < ct_result_projects(result); i++)
        n += strcmp(ct_result_project(result, i).conclusion, conclusion) == 0;
    return n;
}

/* With --fail-on refuse: is a project refused? With supply: is one refused or sent back? */
static enum ct_status fail_on(const struct arguments *arguments, const struct ct_result *result,
                              struct ct_error *err)
{
    const char *on = option_value(arguments, OPTION_FAIL_ON);
    size_t refused = count(result, "refuse"), sent_back = count(result, "supply");
    char texts[2][24];
    if (!on || (refused == 0 && (sent_back == 0 || strcmp(on, "supply") != 0)))
        return CT_OK;
    snprintf(texts[0], sizeof texts[0], "%zu", refused);
    snprintf(texts[1], sizeof texts[1], "%zu", sent_back);
    return ct_fail(err, CT_RULE_UNMET, "E0670", "refused", texts[0], "sent_back", texts[1], NULL);
}

enum ct_status run_review(const struct arguments *arguments, struct ct_error *err)
{
    struct ct_result *result = NULL;
    bool quick = has_option(arguments, OPTION_PROJECT);
    const char *output = quick ? NULL : option_value(arguments, OPTION_OUTPUT);
    enum ct_status status = check_fail_on(arguments, "refuse", "supply", err);
    if (status == CT_OK)
        status = quick ? review_quick(arguments, &result, err)
                       : review_plan(arguments, output, &result, err);
    if (result)
        print_finding_summary(stderr, result, arguments->lang);
    if (has_option(arguments, OPTION_JSON))
        status = print_run_json("review", output, result, status, err);
    else if (status == CT_OK)
        print_opinions(output, result, arguments->lang);
    if (status == CT_OK)
        status = fail_on(arguments, result, err);
    ct_result_free(result);
    return status;
}
