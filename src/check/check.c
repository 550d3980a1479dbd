/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The checks of a city, in their order. A new check is one file and one row here.
 */
#include "check/check.h"

enum ct_status ct_check_city(const struct ct_city *city, struct ct_findings *findings,
                             struct ct_error *err)
{
    static enum ct_status (*const checks[])(const struct ct_city *city,
                                            struct ct_findings *findings, struct ct_error *err) = {
        ct_check_holes, ct_check_ranges, ct_check_duplicates, ct_check_shifts};
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < sizeof checks / sizeof *checks; i++)
        status = checks[i](city, findings, err);
    return status;
}
