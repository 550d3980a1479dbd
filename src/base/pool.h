/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one worker pool. Work is a fixed number of tasks; which worker runs which task is not
 * defined, so a result must not depend on it: each task writes its own slot, or each worker an
 * exact (integer) sum that the caller adds serially.
 */
#ifndef CT_BASE_POOL_H
#define CT_BASE_POOL_H

#include "catchment/status.h"
#include <stddef.h>

struct ct_pool;

/* threads 0 means one a core (at most 64). */
enum ct_status CT_CHECKED ct_pool_new(int threads, struct ct_pool **out, struct ct_error *err);
void ct_pool_free(struct ct_pool *pool);
int ct_pool_threads(const struct ct_pool *pool);

/* A task returns CT_OK, or a status after filling err; the first failing task (lowest index) wins
 * and no new task is started after a failure. `worker` is in [0, threads). */
typedef enum ct_status (*ct_task_fn)(void *context, size_t task, int worker, struct ct_error *err);
enum ct_status CT_CHECKED ct_pool_run(struct ct_pool *pool, size_t tasks, ct_task_fn fn,
                                      void *context, struct ct_error *err);

#endif
