/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The commands, one file each. What they print goes to stdout; an error is returned.
 */
#ifndef CT_CLI_COMMANDS_H
#define CT_CLI_COMMANDS_H

#include "arguments.h"

enum ct_status run_init(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_check(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_audit(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_compare(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_publish(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_review(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_site(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_solve(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_explain(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_standards(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_layers(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_doctor(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_completion(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_help(const struct arguments *arguments, struct ct_error *err);
enum ct_status run_version(const struct arguments *arguments, struct ct_error *err);

#endif
