/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of POSIX threads. The caller of ct_pool_run is worker 0, so a pool of one starts no
 * thread. Tasks are started in the order of their index: when task k fails, every lower one has
 * been started and is waited for, which makes the lowest failing index the same in every run.
 */
#include "base/pool.h"
#include "base/fail.h"
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

struct worker {
    struct ct_pool *pool;
    pthread_t thread;
    int number;
};

struct ct_pool {
    int threads;
    struct worker workers[MOST_THREADS]; /* [0] is the caller */
    pthread_mutex_t lock;                /* of all below */
    pthread_cond_t begin, end;
    size_t round; /* of ct_pool_run; a worker takes part in each once */
    bool closing;
    int busy; /* threads that have not finished this round */
    ct_task_fn fn;
    void *context;
    size_t tasks, next;
    enum ct_status status;
    size_t failed; /* the task that `error` is of */
    struct ct_error error;
};

static bool take_task(struct ct_pool *pool, size_t *task)
{
    pthread_mutex_lock(&pool->lock);
    bool more = pool->status == CT_OK && pool->next < pool->tasks;
    if (more)
        *task = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return more;
}

static void keep_failure(struct ct_pool *pool, size_t task, enum ct_status status,
                         const struct ct_error *error)
{
    pthread_mutex_lock(&pool->lock);
    if (pool->status == CT_OK || task < pool->failed) {
        pool->status = status;
        pool->failed = task;
        pool->error = *error;
    }
    pthread_mutex_unlock(&pool->lock);
}

static void work(struct ct_pool *pool, int worker)
{
    for (size_t task = 0; take_task(pool, &task);) {
        struct ct_error error = {0};
        enum ct_status status = pool->fn(pool->context, task, worker, &error);
        if (status != CT_OK)
            keep_failure(pool, task, status, &error);
    }
}

/* Waits for a round after `seen`; false where the pool closes. */
static bool wait_for_round(struct ct_pool *pool, size_t *seen)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->closing && pool->round == *seen)
        pthread_cond_wait(&pool->begin, &pool->lock);
    *seen = pool->round;
    bool open = !pool->closing;
    pthread_mutex_unlock(&pool->lock);
    return open;
}

static void finish_round(struct ct_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    if (--pool->busy == 0)
        pthread_cond_signal(&pool->end);
    pthread_mutex_unlock(&pool->lock);
}

static void *thread_main(void *argument)
{
    struct worker *worker = argument;
    for (size_t seen = 0; wait_for_round(worker->pool, &seen);) {
        work(worker->pool, worker->number);
        finish_round(worker->pool);
    }
    return NULL;
}

static int thread_count(int wanted)
{
    long n = wanted > 0 ? wanted : sysconf(_SC_NPROCESSORS_ONLN);
    if (n < 1)
        return 1;
    return n > MOST_THREADS ? MOST_THREADS : (int)n;
}

enum ct_status ct_pool_new(int threads, struct ct_pool **out, struct ct_error *err)
{
    *out = NULL;
    struct ct_pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        return ct_fail_memory(err);
    pthread_mutex_init(&pool->lock, NULL); /* default attributes: cannot fail on Linux */
    pthread_cond_init(&pool->begin, NULL);
    pthread_cond_init(&pool->end, NULL);
    int wanted = thread_count(threads);
    for (pool->threads = 1; pool->threads < wanted; pool->threads++) {
        struct worker *worker = &pool->workers[pool->threads];
        *worker = (struct worker){.pool = pool, .number = pool->threads};
        int code = pthread_create(&worker->thread, NULL, thread_main, worker);
        if (code != 0) {
            ct_pool_free(pool);
            return ct_fail(err, CT_INTERNAL, "E0902", "reason", strerror(code), NULL);
        }
    }
    *out = pool;
    return CT_OK;
}

void ct_pool_free(struct ct_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->closing = true;
    pthread_cond_broadcast(&pool->begin);
    pthread_mutex_unlock(&pool->lock);
    for (int i = 1; i < pool->threads; i++)
        pthread_join(pool->workers[i].thread, NULL);
    pthread_cond_destroy(&pool->end);
    pthread_cond_destroy(&pool->begin);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

int ct_pool_threads(const struct ct_pool *pool)
{
    return pool->threads;
}

enum ct_status ct_pool_run(struct ct_pool *pool, size_t tasks, ct_task_fn fn, void *context,
                           struct ct_error *err)
{
    pthread_mutex_lock(&pool->lock);
    pool->fn = fn;
    pool->context = context;
    pool->tasks = tasks;
    pool->next = 0;
    pool->status = CT_OK;
    pool->busy = pool->threads - 1;
    pool->round++;
    pthread_cond_broadcast(&pool->begin);
    pthread_mutex_unlock(&pool->lock);

    work(pool, 0);

    pthread_mutex_lock(&pool->lock);
    while (pool->busy > 0)
        pthread_cond_wait(&pool->end, &pool->lock);
    enum ct_status status = pool->status;
    if (status != CT_OK && err)
        *err = pool->error;
    pthread_mutex_unlock(&pool->lock);
    return status;
}
