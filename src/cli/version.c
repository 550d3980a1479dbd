/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * catchment version.
 */
#include "catchment/about.h"
#include "commands.h"
#include "print.h"

enum ct_status run_version(const struct arguments *arguments, struct ct_error *err)
{
    if (!has_option(arguments, OPTION_JSON)) {
        printf("catchment %s\n", ct_version());
        return CT_OK;
    }
    struct ct_buffer text = {0};
    struct ct_json json;
    json_start(&json, &text, "version");
    ct_json_string(&json, "version", ct_version());
    return json_finish(&json, err);
}
