/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ct_write_workbook with other limits than Excel's, so that what happens beyond them can be seen.
 */
#ifndef CT_PUBLISH_WORKBOOK_H
#define CT_PUBLISH_WORKBOOK_H

#include "catchment/publish.h"
#include <stddef.h>
#include <stdint.h>

struct ct_workbook_limits {
    uint32_t rows;     /* of a sheet, with its header; at least 2 */
    size_t characters; /* of a cell, in UTF-16 units; at least 2 */
};

enum ct_status CT_CHECKED ct_workbook_write(const char *output, const char *path,
                                            const struct ct_workbook_limits *limits,
                                            enum ct_language lang, const struct ct_run *run,
                                            struct ct_error *err);

#endif
