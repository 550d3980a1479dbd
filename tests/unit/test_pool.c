/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * base/pool.h and base/progress.h: every task once, the lowest failure wins, stopping.
 */
#include "base/fail.h"
#include "base/pool.h"
#include "base/progress.h"
#include <check.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TASKS = 1000 };
static const int thread_counts[] = {1, 2, 3, 8};

struct job {
    atomic_int runs[TASKS];
    atomic_int started;
    long long sum[64]; /* a worker */
    size_t fails_from, fails_to;
    int threads;
};

static enum ct_status task(void *context, size_t i, int worker, struct ct_error *err)
{
    struct job *job = context;
    atomic_fetch_add(&job->runs[i], 1);
    atomic_fetch_add(&job->started, 1);
    if (worker < 0 || worker >= job->threads)
        return CT_INTERNAL;
    job->sum[worker] += (long long)i;
    if (i < job->fails_from || i >= job->fails_to)
        return CT_OK;
    char name[24];
    snprintf(name, sizeof name, "%zu", i);
    return ct_fail(err, CT_INPUT, "E0903", "reason", name, NULL);
}

static struct ct_pool *new_pool(int threads)
{
    struct ct_pool *pool = NULL;
    struct ct_error err = {0};
    ck_assert_int_eq(ct_pool_new(threads, &pool, &err), CT_OK);
    return pool;
}

START_TEST(every_task_once)
{
    struct job *job = calloc(1, sizeof *job);
    struct ct_pool *pool = new_pool(thread_counts[_i]);
    ck_assert_int_eq(ct_pool_threads(pool), thread_counts[_i]);
    job->threads = thread_counts[_i];
    for (int round = 1; round <= 20; round++) {
        ck_assert_int_eq(ct_pool_run(pool, TASKS, task, job, NULL), CT_OK);
        for (size_t i = 0; i < TASKS; i++)
            ck_assert_int_eq(job->runs[i], round);
    }
    long long sum = 0;
    for (int i = 0; i < job->threads; i++)
        sum += job->sum[i];
    ck_assert_int_eq(sum, 20LL * TASKS * (TASKS - 1) / 2);
    ct_pool_free(pool);
    free(job);
}
END_TEST

START_TEST(lowest_failure_wins)
{
    struct ct_pool *pool = new_pool(thread_counts[_i]);
    for (int round = 0; round < 200; round++) {
        struct job *job = calloc(1, sizeof *job);
        struct ct_error err = {0};
        job->threads = thread_counts[_i];
        job->fails_from = 100;
        job->fails_to = 140;
        ck_assert_int_eq(ct_pool_run(pool, TASKS, task, job, &err), CT_INPUT);
        ck_assert_str_eq(err.code, "E0903");
        ck_assert_ptr_nonnull(strstr(err.message[CT_EN], "100"));
        ck_assert_int_lt(job->started, 140 + 8);
        ck_assert_int_eq(ct_pool_run(pool, 10, task, job, &err), CT_OK); /* it can go on */
        free(job);
    }
    ct_pool_free(pool);
}
END_TEST

START_TEST(nothing_to_do)
{
    struct job job = {.threads = 3};
    struct ct_pool *pool = new_pool(3);
    ck_assert_int_eq(ct_pool_run(pool, 0, task, &job, NULL), CT_OK);
    ck_assert_int_eq(job.started, 0);
    ct_pool_free(pool);
    ct_pool_free(NULL);
}
END_TEST

START_TEST(error_may_be_null)
{
    struct job job = {.threads = 2, .fails_to = 1};
    struct ct_pool *pool = new_pool(2);
    ck_assert_int_eq(ct_pool_run(pool, 4, task, &job, NULL), CT_INPUT);
    ct_pool_free(pool);
}
END_TEST

START_TEST(thread_numbers)
{
    struct ct_pool *pool = new_pool(0);
    ck_assert_int_ge(ct_pool_threads(pool), 1);
    ct_pool_free(pool);
    pool = new_pool(1000);
    ck_assert_int_eq(ct_pool_threads(pool), 64);
    ct_pool_free(pool);
}
END_TEST

static bool stop_at_half(void *context, const char *stage, double share)
{
    ck_assert_str_eq(stage, "measure");
    ++*(int *)context;
    return share < 0.5;
}

START_TEST(progress)
{
    int calls = 0;
    struct ct_error err = {0};
    struct ct_run run = {.progress = stop_at_half, .context = &calls};
    ck_assert_int_eq(ct_progress(NULL, "measure", 0.9, &err), CT_OK);
    ck_assert_int_eq(ct_progress(&(struct ct_run){0}, "measure", 0.9, &err), CT_OK);
    ck_assert_int_eq(ct_progress(&run, "measure", 0.4, &err), CT_OK);
    ck_assert_int_eq(ct_progress(&run, "measure", 0.6, &err), CT_INTERRUPTED);
    ck_assert_str_eq(err.code, "E0901");
    ck_assert_int_eq(calls, 2);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pool");
    TCase *tests = tcase_create("pool");
    int counts = sizeof thread_counts / sizeof *thread_counts;
    suite_add_tcase(suite, tests);
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, every_task_once, 0, counts);
    tcase_add_loop_test(tests, lowest_failure_wins, 0, counts);
    tcase_add_test(tests, nothing_to_do);
    tcase_add_test(tests, error_may_be_null);
    tcase_add_test(tests, thread_numbers);
    tcase_add_test(tests, progress);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
