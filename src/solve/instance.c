/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The formats of instances: one line each.
 */
#include "solve/instance.h"
#include "base/fail.h"
#include "base/text.h"
#include "solve/instance_parts.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const formats[] = {"orlib-pmed", "orlib-scp", "tsplib",      "points",
                                      "sjc",        "census",    "capacitated", NULL};

static enum ct_status read_format(const struct ct_solve *what, bool exact, struct ct_instance *out,
                                  struct ct_error *err)
{
    enum ct_status (*const readers[])(const struct ct_solve *, struct ct_instance *,
                                      struct ct_error *) = {
        ct_instance_graph,  ct_instance_set_cover,  NULL, ct_instance_points, ct_instance_sjc,
        ct_instance_census, ct_instance_capacitated};

    for (size_t i = 0; formats[i] != NULL; i++)
        if (strcmp(what->format, formats[i]) == 0)
            return readers[i] != NULL ? readers[i](what, out, err)
                                      : ct_instance_tsplib(what, exact, out, err);
    return ct_fail(err, CT_USAGE, "E0820", "value", what->format, "nearest",
                   ct_text_nearest(what->format, formats), NULL);
}

enum ct_status ct_instance_read(const struct ct_solve *what, bool exact, struct ct_instance *out,
                                struct ct_error *err)
{
    *out = (struct ct_instance){.scale = 1};
    out->problem.choice.budget = -1;
    out->problem.share = -1;
    enum ct_status status = read_format(what, exact, out, err);
    if (status != CT_OK) {
        ct_instance_free(out);
        return status;
    }
    out->problem.choice.sites = out->problem.reach.sites;
    if (what->p > 0)
        out->problem.choice.most = what->p;
    return CT_OK;
}

void ct_instance_free(struct ct_instance *instance)
{
    ct_problem_free(&instance->problem);
    free(instance->points.x);
    free(instance->points.y);
    *instance = (struct ct_instance){0};
}
