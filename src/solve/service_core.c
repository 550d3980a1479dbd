/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nodes of the branch and bound whose multipliers come from the model's linear relaxation: one
 * program for all nodes, whose rows grow and whose columns' bounds are a node's states. What is
 * proved is the Lagrangian bound of its duals in fixed point, as service_ascent.c computes it;
 * where the program fails, a node keeps the bound it has and is divided. One thread: the program
 * goes on from its last basis, so the order of nodes is part of the answer.
 */
#include "base/fail.h"
#include "solve/service.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUND = 16, SOLUTIONS = 30, ROOT_SOLUTIONS = 300, SLICES = 1000, LOOK_EVERY = 16 };
static const double worth = 0.02; /* units of the objective that a further solution must gain */

/* --- memory ----------------------------------------------------------------------------------- */

void ct_core_free(struct ct_core *core)
{
    if (core->relax != NULL)
        core->service->kind->relax_free(core->relax);
    free(core->relaxed.mean);
    free(core->relaxed.multiplier);
    free(core->candidate);
    ct_losses_free(&core->losses);
}

enum ct_status ct_core_new(struct ct_core *core, const struct ct_service_node *root,
                           struct ct_error *err)
{
    const struct ct_service *s = core->service;

    core->relaxed.mean = calloc(s->sites + 1, sizeof *core->relaxed.mean);
    core->relaxed.multiplier = calloc(s->demands + 1, sizeof *core->relaxed.multiplier);
    core->candidate = calloc(s->set_bytes + 1, 1);
    if (!core->relaxed.mean || !core->relaxed.multiplier || !core->candidate)
        return ct_fail_memory(err);
    enum ct_status status = ct_losses_new(&core->losses, s->sites, err);
    if (status != CT_OK)
        return status;
    return s->kind->relax_new(core->ascent->desk, root->state, root->multiplier, &core->relax, err);
}

/* --- sets ------------------------------------------------------------------------------------- */

static void offer(struct ct_core *core, int64_t value)
{
    if (value >= core->out->upper)
        return;
    core->out->found = true;
    core->out->upper = value;
    memcpy(core->out->open, core->candidate, core->service->set_bytes);
}

/* Local search from the sites that the relaxation opens most. */
static void look(struct ct_core *core)
{
    const struct ct_service *s = core->service;

    memset(core->candidate, 0xff, s->set_bytes);
    for (size_t j = 0; j < s->sites; j++)
        core->candidate[j] = core->relaxed.mean[j] > 0.5;
    offer(core,
          s->kind->polish(core->ascent->desk, core->candidate, core->state, 0, 0, core->search));
}

static void settle(struct ct_core *core, struct ct_service_node *node)
{
    int64_t bound = 0;

    if (ct_leaf_set(core->ascent, node->state, core->candidate))
        offer(core, core->service->kind->settle(core->ascent->desk, core->candidate,
                                                core->out->upper, &bound));
    node->bound = INT64_MAX;
}

/* --- a node ----------------------------------------------------------------------------------- */

static bool goes_on(const struct ct_core *core, const struct ct_service_node *node)
{
    double upper = core->out->found ? (double)core->out->upper : (double)NAN;

    return ct_search_goes_on(core->search, upper,
                             ldexp((double)node->bound, -core->service->shift));
}

/* One solution of the relaxation and what it proves. */
static enum ct_status solve(struct ct_core *core, struct ct_service_node *node, bool root,
                            struct ct_error *err)
{
    const struct ct_service_kind *kind = core->service->kind;
    struct ct_ascent_plan plan = {.root = root, .upper = core->out->upper, .search = core->search};
    enum ct_status status = CT_OK;

    core->relaxed.is = CT_RELAX_UNFINISHED;
    for (unsigned k = 0; k < SLICES && status == CT_OK; k++) {
        status = kind->relax(core->relax, node->state, &core->relaxed, err);
        if (core->relaxed.is != CT_RELAX_UNFINISHED || !goes_on(core, node))
            break;
        if (k + 1 == SLICES)
            core->relaxed.is = CT_RELAX_FAILED;
    }
    if (status != CT_OK || core->relaxed.is != CT_RELAX_SOLVED)
        return status;
    return ct_ascent_prove(core->ascent, &plan, core->relaxed.multiplier, node, err);
}

/* Solutions until one breaks no further row, or little is gained. */
static enum ct_status raise(struct ct_core *core, struct ct_service_node *node,
                            struct ct_error *err)
{
    bool root = node->depth == 0;
    unsigned most = root ? ROOT_SOLUTIONS : SOLUTIONS;
    double one = ldexp(1.0, core->service->shift);
    enum ct_status status = CT_OK;

    for (unsigned k = 0; k < most && status == CT_OK; k++) {
        int64_t before = node->bound;
        status = solve(core, node, root, err);
        if (status != CT_OK || node->bound == INT64_MAX || core->relaxed.is != CT_RELAX_SOLVED ||
            core->relaxed.added == 0 || !goes_on(core, node))
            break;
        if (!root && k > 3 && (double)(node->bound - before) < worth * one)
            break;
    }
    return status;
}

/* The node becomes the child to go on with, *other the other one. */
static enum ct_status divide(struct ct_core *core, struct ct_service_node *node,
                             struct ct_service_node *other, struct ct_error *err)
{
    uint32_t site = 0;
    enum ct_status status = ct_core_branch(core, node, &site, err);

    node->depth++;
    if (status == CT_OK)
        status = ct_service_node_copy(core->nodes, node, other, err);
    if (status != CT_OK)
        return status;
    bool open = core->relaxed.mean[site] > 0.5;
    node->state[site] = open ? CT_SITE_REQUIRED : CT_SITE_FORBIDDEN;
    other->state[site] = open ? CT_SITE_FORBIDDEN : CT_SITE_REQUIRED;
    return CT_OK;
}

static enum ct_status explore(struct ct_core *core, struct ct_service_node *node,
                              struct ct_service_node *other, struct ct_error *err)
{
    enum ct_status status = raise(core, node, err);

    if (status != CT_OK || node->bound == INT64_MAX)
        return status;
    if (core->relaxed.is == CT_RELAX_UNFINISHED)
        return CT_OK; /* stopped: the node stays as it is */
    if (ct_is_leaf(core->service, node->state)) {
        settle(core, node);
        return CT_OK;
    }
    if (core->out->nodes % LOOK_EVERY == 0)
        look(core);
    if (node->bound >= ct_closed_from(core->service, core->out->upper)) {
        node->bound = INT64_MAX;
        return CT_OK;
    }
    return divide(core, node, other, err);
}

enum ct_status ct_core_round(struct ct_core *core, struct ct_error *err)
{
    struct ct_service_node node = {0};
    enum ct_status status = CT_OK;

    for (unsigned k = 0; k < ROUND && status == CT_OK; k++) {
        struct ct_service_node other = {0};
        int64_t closed = ct_closed_from(core->service, core->out->upper);
        if (node.state == NULL && !ct_nodes_next(core->nodes, closed, &node))
            break;
        status = explore(core, &node, &other, err);
        core->out->nodes++;
        if (other.state != NULL && status == CT_OK)
            status = ct_nodes_push(core->nodes, &other, err);
        if (node.bound == INT64_MAX)
            ct_service_node_free(&node);
    }
    if (node.state == NULL)
        return status;
    if (status == CT_OK)
        return ct_nodes_push(core->nodes, &node, err);
    ct_service_node_free(&node);
    return status;
}
