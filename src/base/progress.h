/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress and stopping, seen from inside the library: a caller's callback is told stage and
 * share done, and answers false to stop (CT_INTERRUPTED). Called from any one thread at a time.
 */
#ifndef CT_BASE_PROGRESS_H
#define CT_BASE_PROGRESS_H

#include "catchment/audit.h"

/* CT_OK, or CT_INTERRUPTED (E0901) where the callback asks to stop. `run` may be NULL. */
enum ct_status CT_CHECKED ct_progress(const struct ct_run *run, const char *stage, double share,
                                      struct ct_error *err);

#endif
