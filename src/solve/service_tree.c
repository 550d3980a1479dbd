/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Branch and bound over the states of sites. Nodes are done in rounds: a fixed number of those with
 * the lowest bounds, each by itself from what was known when the round began, and merged in their
 * order; so threads and their speed do not change the result, only a limit of time does.
 */
#include "base/fail.h"
#include "solve/service.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRIES = 4,
    ROUND = 16,
    ROOT_ITERATIONS = 4000,
    NODE_ITERATIONS = 400,
    ROOT_LOOKS = 60,
    SEARCH_AGAIN = 8,
    LOOK_EVERY = 4
};
static const uint64_t quick = 10000000, thorough = 100000000;
static const uint64_t again_effort[] = {20000000, 40000000}; /* steps of local search */

struct tree {
    struct ct_service *service;
    const struct ct_search *search; /* go_on: this thread only */
    struct ct_search silent;        /* the time alone, for workers */
    struct ct_pool *pool;
    struct ct_ascent *ascent; /* [threads] */
    struct ct_nodes nodes;
    uint64_t searches;  /* local ones so far: each round of them has seeds of its own */
    int64_t unresolved; /* fixed point: bound of leaves that could not be settled */
    uint8_t *state;     /* [sites]: proved at the root */
    struct ct_service_result *out;
};

/* --- what one task does and finds ------------------------------------------------------------- */

struct task {
    struct tree *tree;
    struct ct_ascent *ascent;
    struct ct_service_node node;
    uint64_t effort, seed;
    uint8_t *open, *candidate; /* [set_bytes]: best found, scratch */
    int64_t value;             /* of `open`; INT64_MAX: none */
    int64_t unresolved;
    uint32_t branch; /* UINT32_MAX: no children */
    unsigned looks;
};

static void keep(struct task *task, int64_t value)
{
    if (value >= task->value || value == INT64_MAX)
        return;
    task->value = value;
    memcpy(task->open, task->candidate, task->tree->service->set_bytes);
}

/* Local search from `candidate`. */
static void polish(struct task *task)
{
    const struct tree *t = task->tree;

    keep(task, t->service->kind->polish(task->ascent->desk, task->candidate, t->state, task->effort,
                                        task->seed, &t->silent));
}

static void look(void *context, const uint8_t *open, int64_t *upper)
{
    struct task *task = context;

    if (task->looks == 0)
        return;
    task->looks--;
    memset(task->candidate, 0xff, task->tree->service->set_bytes);
    memcpy(task->candidate, open, task->tree->service->sites);
    polish(task);
    *upper = task->value < *upper ? task->value : *upper;
}

/* Nothing is left to decide but who serves whom: open what may open. */
static void settle(struct task *task, int64_t upper)
{
    const struct ct_service *s = task->tree->service;
    int64_t bound = 0;

    if (!ct_leaf_set(task->ascent, task->node.state, task->candidate))
        return;
    int64_t value = s->kind->settle(task->ascent->desk, task->candidate, upper, &bound);
    keep(task, value);
    if (bound < value && bound < upper) {
        int64_t fixed = bound * ((int64_t)1 << s->shift);
        task->unresolved = fixed > task->node.bound ? fixed : task->node.bound;
    }
}

/* The free site that the mean solution is least sure of. */
static uint32_t branching_site(const struct task *task)
{
    const struct ct_service *s = task->tree->service;
    uint32_t site = UINT32_MAX;
    double most = -1;

    for (size_t j = 0; j < s->sites; j++) {
        double y = task->ascent->mean[j], doubt = fmin(y, 1 - y);
        if (task->node.state[j] == CT_SITE_FREE && doubt > most) {
            most = doubt;
            site = (uint32_t)j;
        }
    }
    return site;
}

static enum ct_status explore(struct task *task, bool root, const struct ct_search *search,
                              struct ct_error *err)
{
    struct ct_ascent_plan plan = {.root = root,
                                  .upper = task->tree->out->upper,
                                  .iterations = root ? ROOT_ITERATIONS : NODE_ITERATIONS,
                                  .search = search,
                                  .look = look,
                                  .context = task};
    enum ct_status status = ct_ascent_run(task->ascent, &plan, &task->node, err);

    if (status != CT_OK || task->node.bound == INT64_MAX)
        return status;
    if (ct_is_leaf(task->tree->service, task->node.state))
        settle(task, plan.upper);
    else
        task->branch = branching_site(task);
    return CT_OK;
}

/* --- tasks and nodes -------------------------------------------------------------------------- */

static enum ct_status tasks_new(struct tree *t, size_t count, struct task *task,
                                struct ct_error *err)
{
    for (size_t i = 0; i < count; i++) {
        task[i] = (struct task){
            .tree = t, .value = INT64_MAX, .unresolved = INT64_MAX, .branch = UINT32_MAX};
        task[i].open = calloc(t->service->set_bytes + 1, 1);
        task[i].candidate = calloc(t->service->set_bytes + 1, 1);
    }
    for (size_t i = 0; i < count; i++)
        if (task[i].open == NULL || task[i].candidate == NULL)
            return ct_fail_memory(err);
    return CT_OK;
}

static void tasks_free(struct task *task, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(task[i].open);
        free(task[i].candidate);
        ct_service_node_free(&task[i].node);
    }
}

static void take_best(struct tree *t, const struct task *task)
{
    if (task->value < t->out->upper) {
        t->out->found = true;
        t->out->upper = task->value;
        memcpy(t->out->open, task->open, t->service->set_bytes);
    }
}

static int64_t closed_from(const struct tree *t)
{
    return ct_closed_from(t->service, t->out->upper);
}

/* The two children of a task's node. */
static enum ct_status divide(struct tree *t, struct task *task, struct ct_error *err)
{
    struct ct_service_node other = {0};

    if (task->branch == UINT32_MAX || task->node.bound >= closed_from(t))
        return CT_OK;
    task->node.depth++;
    enum ct_status status = ct_service_node_copy(&t->nodes, &task->node, &other, err);
    if (status != CT_OK)
        return status;
    task->node.state[task->branch] = CT_SITE_REQUIRED;
    other.state[task->branch] = CT_SITE_FORBIDDEN;
    status = ct_nodes_push(&t->nodes, &task->node, err);
    if (status != CT_OK) {
        ct_service_node_free(&other);
        return status;
    }
    return ct_nodes_push(&t->nodes, &other, err);
}

/* --- local searches --------------------------------------------------------------------------- */

/* Starts from what is known; the last one, or where nothing is, from the required sites. */
static enum ct_status search_task(void *context, size_t i, int worker, struct ct_error *err)
{
    struct task *task = (struct task *)context + i;
    struct tree *t = task->tree;

    (void)err;
    task->ascent = &t->ascent[worker];
    memset(task->candidate, 0xff, t->service->set_bytes);
    for (size_t j = 0; j < t->service->sites; j++)
        task->candidate[j] = t->state[j] == CT_SITE_REQUIRED;
    if (t->out->found && i + 1 < TRIES)
        memcpy(task->candidate, t->out->open, t->service->set_bytes);
    polish(task);
    return CT_OK;
}

/* An allowed set to start from, where more than the number binds. */
static enum ct_status first_set(struct tree *t, struct ct_error *err)
{
    struct ct_choice_solver *solver = NULL;
    const struct ct_choice *choice = &t->service->problem->choice;
    uint8_t *open = malloc(t->service->set_bytes + 1);
    bool found = false, none = false;
    double seconds = t->search->seconds > 0 ? t->search->seconds / 4 : 60;

    if (open == NULL)
        return ct_fail_memory(err);
    memset(open, 0xff, t->service->set_bytes);
    enum ct_status status = ct_choice_solver_new(choice, &solver, err);
    if (status == CT_OK)
        status = ct_choice_any(solver, NULL, NULL, seconds, open, &found, &none, err);
    if (status == CT_OK && found) {
        int64_t bound = 0;
        t->out->found = true;
        t->out->upper = t->service->kind->settle(t->ascent[0].desk, open, INT64_MAX, &bound);
        memcpy(t->out->open, open, t->service->set_bytes);
    }
    ct_choice_solver_free(solver);
    free(open);
    return status;
}

static enum ct_status local_searches(struct tree *t, uint64_t effort, struct ct_error *err)
{
    struct task task[TRIES];
    enum ct_status status = tasks_new(t, TRIES, task, err);

    for (size_t i = 0; i < TRIES; i++) {
        task[i].effort = effort;
        task[i].seed = (t->search->seed << 32) + t->searches * TRIES + i;
    }
    if (status == CT_OK)
        status = ct_pool_run(t->pool, TRIES, search_task, task, err);
    t->searches++;
    for (size_t i = 0; status == CT_OK && i < TRIES; i++)
        take_best(t, &task[i]);
    tasks_free(task, TRIES);
    return status;
}

/* --- root and rounds -------------------------------------------------------------------------- */

static enum ct_status merge(struct tree *t, struct task *task, size_t count, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    for (size_t i = 0; i < count; i++)
        take_best(t, &task[i]);
    for (size_t i = 0; status == CT_OK && i < count; i++) {
        t->unresolved = task[i].unresolved < t->unresolved ? task[i].unresolved : t->unresolved;
        status = divide(t, &task[i], err);
    }
    t->out->nodes += count;
    return status;
}

/* The root, from multipliers that a good set suggests. */
static enum ct_status do_root(struct tree *t, struct ct_error *err)
{
    struct task task;
    enum ct_status status = tasks_new(t, 1, &task, err);

    task.ascent = &t->ascent[0];
    task.looks = ROOT_LOOKS;
    task.node = t->nodes.node[--t->nodes.count];
    if (t->service->kind->start != NULL && t->out->found && task.node.factor <= 0)
        t->service->kind->start(task.ascent->desk, t->out->open, task.node.multiplier);
    if (status == CT_OK)
        status = explore(&task, true, t->search, err);
    if (status == CT_OK) {
        memcpy(t->state, task.node.state, t->service->sites);
        take_best(t, &task);
        if (task.node.bound < closed_from(t) && task.branch != UINT32_MAX)
            status = ct_nodes_push(&t->nodes, &task.node, err);
        t->unresolved = task.unresolved < t->unresolved ? task.unresolved : t->unresolved;
    }
    tasks_free(&task, 1);
    return status;
}

static enum ct_status node_task(void *context, size_t i, int worker, struct ct_error *err)
{
    struct task *task = (struct task *)context + i;

    task->ascent = &task->tree->ascent[worker];
    task->looks = i % task->tree->service->look_every == 0;
    return explore(task, false, &task->tree->silent, err);
}

static enum ct_status do_round(struct tree *t, struct ct_error *err)
{
    struct task task[ROUND];
    size_t count = 0;
    enum ct_status status = tasks_new(t, ROUND, task, err);

    while (status == CT_OK && count < ROUND &&
           ct_nodes_next(&t->nodes, closed_from(t), &task[count].node))
        count++;
    if (status == CT_OK)
        status = ct_pool_run(t->pool, count, node_task, task, err);
    if (status == CT_OK)
        status = merge(t, task, count, err);
    tasks_free(task, ROUND);
    return status;
}

static int64_t rounded_up(const struct tree *t, int64_t bound)
{
    int64_t one = (int64_t)1 << t->service->shift;

    return bound <= 0 ? 0 : bound / one + (bound % one != 0);
}

/* The least of all that is open, unsettled, or found. */
static int64_t lower_bound(const struct tree *t)
{
    int64_t lower = t->out->upper;

    for (size_t i = 0; i < t->nodes.count; i++)
        if (rounded_up(t, t->nodes.node[i].bound) < lower)
            lower = rounded_up(t, t->nodes.node[i].bound);
    if (t->unresolved != INT64_MAX && rounded_up(t, t->unresolved) < lower)
        lower = rounded_up(t, t->unresolved);
    return lower;
}

static bool goes_on(const struct tree *t)
{
    double upper = t->out->found ? (double)t->out->upper : (double)NAN;

    return t->nodes.count > 0 && ct_search_goes_on(t->search, upper, (double)lower_bound(t));
}

/* Rounds of nodes, by the linear relaxation where there is one. */
static enum ct_status rounds(struct tree *t, struct ct_core *core, struct ct_error *err)
{
    enum ct_status status = CT_OK;

    if (goes_on(t) && t->service->by_number && t->service->kind->relax_new != NULL)
        status = ct_core_new(core, &t->nodes.node[0], err);
    for (unsigned round = 1; status == CT_OK && goes_on(t); round++) {
        if (round >= SEARCH_AGAIN && (round & (round - 1)) == 0)
            status = local_searches(t, thorough, err);
        if (status == CT_OK)
            status = core->relax != NULL ? ct_core_round(core, err) : do_round(t, err);
    }
    return status;
}

static enum ct_status search(struct tree *t, struct ct_error *err)
{
    struct ct_core core = {.service = t->service,
                           .ascent = &t->ascent[0],
                           .search = t->search,
                           .state = t->state,
                           .nodes = &t->nodes,
                           .out = t->out};
    enum ct_status status = t->service->by_number ? CT_OK : first_set(t, err);

    if (status == CT_OK)
        status = local_searches(t, quick, err);
    if (status == CT_OK)
        status = do_root(t, err);
    for (unsigned again = 0; again < 2 && status == CT_OK && goes_on(t); again++) {
        int64_t before = t->out->upper;
        status = local_searches(t, again_effort[again], err);
        if (status == CT_OK && t->out->upper < before && t->nodes.count > 0)
            status = do_root(t, err);
    }
    if (status == CT_OK)
        status = rounds(t, &core, err);
    ct_core_free(&core);
    t->out->lower = lower_bound(t);
    return status;
}

/* --- from the outside ------------------------------------------------------------------------- */

static enum ct_status first_node(struct tree *t, struct ct_error *err)
{
    const struct ct_choice *choice = &t->service->problem->choice;
    struct ct_service_node node = {.bound = INT64_MIN / 2};

    node.state = calloc(t->service->sites + 1, 1);
    node.multiplier = calloc(t->service->demands + 1, sizeof *node.multiplier);
    t->state = calloc(t->service->sites + 1, 1);
    if (node.state == NULL || node.multiplier == NULL || t->state == NULL) {
        ct_service_node_free(&node);
        return ct_fail_memory(err);
    }
    for (size_t j = 0; choice->state != NULL && j < t->service->sites; j++)
        t->state[j] = node.state[j] = (uint8_t)choice->state[j];
    return ct_nodes_push(&t->nodes, &node, err);
}

static void tree_free(struct tree *t)
{
    for (int i = 0; t->ascent != NULL && i < ct_pool_threads(t->pool); i++)
        ct_ascent_free(&t->ascent[i]);
    free(t->ascent);
    ct_nodes_free(&t->nodes);
    free(t->state);
    ct_pool_free(t->pool);
}

static enum ct_status tree_new(struct tree *t, struct ct_error *err)
{
    /* linear programs, which groups need, keep memory by thread until it ends */
    bool alone = t->service->problem->choice.group_count > 0;
    enum ct_status status = ct_pool_new(alone ? 1 : t->search->threads, &t->pool, err);

    if (status != CT_OK)
        return status;
    int threads = ct_pool_threads(t->pool);
    t->ascent = calloc((size_t)threads, sizeof *t->ascent);
    t->out->open = calloc(t->service->set_bytes + 1, 1);
    if (t->ascent == NULL || t->out->open == NULL)
        return ct_fail_memory(err);
    for (int i = 0; status == CT_OK && i < threads; i++)
        status = ct_ascent_new(t->service, &t->ascent[i], err);
    return status;
}

enum ct_status ct_service_search(struct ct_service *service, const struct ct_search *how,
                                 struct ct_service_result *out, struct ct_error *err)
{
    struct tree t = {.service = service,
                     .search = how,
                     .silent = *how,
                     .out = out,
                     .unresolved = INT64_MAX,
                     .nodes = {.sites = service->sites, .demands = service->demands}};

    *out = (struct ct_service_result){.upper = INT64_MAX};
    t.silent.go_on = NULL;
    enum ct_status status = tree_new(&t, err);
    if (status == CT_OK)
        status = first_node(&t, err);
    if (status == CT_OK)
        status = search(&t, err);
    tree_free(&t);
    return status;
}
