/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks the caller's callback whether to go on.
 */
#include "base/progress.h"
#include "base/fail.h"

enum ct_status ct_progress(const struct ct_run *run, const char *stage, double share,
                           struct ct_error *err)
{
    if (!run || !run->progress || run->progress(run->context, stage, share))
        return CT_OK;
    return ct_fail(err, CT_INTERRUPTED, "E0901", NULL);
}
