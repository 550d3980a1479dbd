/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three more ways to print the tables of options.h.
 */
#ifndef CT_CLI_HELP_H
#define CT_CLI_HELP_H

#include "base/json.h"
#include "options.h"

/* "-o, --output FILE" */
void option_heading(const struct option *option, struct ct_buffer *out);
/* The manual page catchment(1), for man(1). */
void print_manual(enum ct_language lang);
/* Commands and options as one JSON document. */
enum ct_status CT_CHECKED print_json_usage(struct ct_error *err);

#endif
