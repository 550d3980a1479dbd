/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What audit and check share: the plan from the command line, and how a run is watched and stopped.
 */
#ifndef CT_CLI_RUN_H
#define CT_CLI_RUN_H

#include "arguments.h"
#include "catchment/catchment.h"

/* The plan that the arguments name or spell out, complete. */
enum ct_status CT_CHECKED plan_from_arguments(const struct arguments *arguments,
                                              struct ct_plan **out, struct ct_error *err);

/* --fail-on is one of the two words of this command, or not given (E0103). */
enum ct_status CT_CHECKED check_fail_on(const struct arguments *arguments, const char *a,
                                        const char *b, struct ct_error *err);

/* A number of an option within [least, most]; stays as it is where the option is not given. */
enum ct_status CT_CHECKED number_of(const struct arguments *arguments, enum option_id id,
                                    double least, double most, double *out, struct ct_error *err);
/* Of --time-limit: "60s", "5min", "60". */
enum ct_status CT_CHECKED seconds_of(const struct arguments *arguments, double *out,
                                     struct ct_error *err);

/* Progress on stderr and Ctrl-C: the first asks the run to stop, the second exits with 130. */
struct watch {
    enum { WATCH_NONE, WATCH_BAR, WATCH_JSON } how;
    enum ct_language lang;
    double started, shown; /* seconds; shown 0: nothing yet */
    char stage[32];
};
/* Fills run->progress, ->context (the watch, which must live on), ->threads, ->overwrite, ->stamp.
 */
enum ct_status CT_CHECKED start_watch(struct watch *watch, const struct arguments *arguments,
                                      struct ct_run *run, struct ct_error *err);
void end_watch(struct watch *watch);

#endif
