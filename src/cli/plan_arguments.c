/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From options to plan: every option is one or two ct_plan_set calls, in the order of the command
 * line. The n-th --population stands at population[n-1], also where a plan file has one there.
 */
#include "base/fail.h"
#include "base/text.h"
#include "run.h"
#include <stdio.h>
#include <string.h>

/* How many layers and radii were given so far. */
struct so_far {
    size_t population, facilities, radius, standards;
};

static size_t last(size_t count)
{
    return count > 0 ? count - 1 : 0;
}

static enum ct_status set_at(struct ct_plan *plan, const char *list, size_t i, const char *rest,
                             const char *value, struct ct_error *err)
{
    char path[128];
    snprintf(path, sizeof path, "%s[%zu]%s", list, i, rest);
    return ct_plan_set(plan, path, value, err);
}

static enum ct_status wrong_form(const char *value, const char *form, const char *example,
                                 struct ct_error *err)
{
    return ct_fail(err, CT_USAGE, "E0133", "value", value, "form", form, "example", example, NULL);
}

/* "residents=pop.tif" or "pop.tif". */
static enum ct_status set_population(struct ct_plan *plan, const char *value, struct so_far *so_far,
                                     struct ct_error *err)
{
    size_t i = so_far->population++;
    char name[NAME_ROOM];
    enum ct_status status = set_at(plan, "population", i, ".file", split_name(value, name), err);
    return status == CT_OK && *name ? set_at(plan, "population", i, ".name", name, err) : status;
}

static enum ct_status set_radius(struct ct_plan *plan, const char *value, struct so_far *so_far,
                                 struct ct_error *err)
{
    size_t i = so_far->radius++;
    return i == 0 ? ct_plan_set(plan, "radius", value, err)
                  : set_at(plan, "radius", i, "", value, err);
}

static enum ct_status set_standard(struct ct_plan *plan, const char *value, struct so_far *so_far,
                                   struct ct_error *err)
{
    size_t i = so_far->standards++;
    return i == 0 ? ct_plan_set(plan, "standard", value, err)
                  : set_at(plan, "standard", i, "", value, err);
}

/* "stage=completion". */
static enum ct_status set_parameter(struct ct_plan *plan, const char *value, struct ct_error *err)
{
    size_t equals = strcspn(value, "=");
    char path[128];
    if (value[equals] != '=' || equals == 0 || equals >= sizeof path - strlen("parameters."))
        return wrong_form(value, "NAME=VALUE", "--parameter stage=completion", err);
    snprintf(path, sizeof path, "parameters.%.*s", (int)equals, value);
    return ct_plan_set(plan, path, value + equals + 1, err);
}

enum { LAYER_ROOM = 40 };

/* The layer of "community.id", as it stands in the plan; "" where there is none. */
static void layer_path(const char *value, size_t n, const struct so_far *so_far,
                       char out[LAYER_ROOM])
{
    static const char *const names[][3] = {{"community", "communities", "communities"},
                                           {"population", "populations", "population"},
                                           {"facility", "facilities", "facilities"}};
    out[0] = '\0';
    for (size_t i = 0; i < 3; i++) {
        bool hit = (strlen(names[i][0]) == n && strncmp(value, names[i][0], n) == 0) ||
                   (strlen(names[i][1]) == n && strncmp(value, names[i][1], n) == 0);
        size_t index = i == 1 ? last(so_far->population) : last(so_far->facilities);
        if (hit && i == 0)
            snprintf(out, LAYER_ROOM, "%s", names[i][2]);
        else if (hit)
            snprintf(out, LAYER_ROOM, "%s[%zu]", names[i][2], index);
    }
}

/* "community.id=CODE". */
static enum ct_status set_field(struct ct_plan *plan, const char *value,
                                const struct so_far *so_far, struct ct_error *err)
{
    static const char form[] = "LAYER.MEANING=NAME", example[] = "--field community.id=CODE";
    size_t dot = strcspn(value, ".="), equals = strcspn(value, "=");
    char layer[LAYER_ROOM], path[LAYER_ROOM + 80];
    layer_path(value, dot, so_far, layer);
    if (value[dot] != '.' || value[equals] != '=' || !*layer || equals - dot > 64)
        return wrong_form(value, form, example, err);
    snprintf(path, sizeof path, "%s.fields.%.*s", layer, (int)(equals - dot - 1), value + dot + 1);
    return ct_plan_set(plan, path, value + equals + 1, err);
}

/* "kinds[0].radius=800m". */
static enum ct_status set_any(struct ct_plan *plan, const char *value, struct ct_error *err)
{
    size_t equals = strcspn(value, "=");
    char path[128];
    if (value[equals] != '=' || equals == 0 || equals >= sizeof path)
        return wrong_form(value, "PATH=VALUE", "--set kinds[0].radius=800m", err);
    snprintf(path, sizeof path, "%.*s", (int)equals, value);
    return ct_plan_set(plan, path, value + equals + 1, err);
}

static enum ct_status set_given(struct ct_plan *plan, const struct given *given,
                                struct so_far *so_far, struct ct_error *err)
{
    if (given->option->path)
        return ct_plan_set(plan, given->option->path, given->value, err);
    switch ((enum option_id)(given->option - options)) {
    case OPTION_POPULATION:
        return set_population(plan, given->value, so_far, err);
    case OPTION_FACILITIES:
        return set_at(plan, "facilities", so_far->facilities++, ".file", given->value, err);
    case OPTION_KIND:
        return set_at(plan, "facilities", last(so_far->facilities), ".kind", given->value, err);
    case OPTION_RADIUS:
        return set_radius(plan, given->value, so_far, err);
    case OPTION_FIELD:
        return set_field(plan, given->value, so_far, err);
    case OPTION_STANDARD:
        return set_standard(plan, given->value, so_far, err);
    case OPTION_PARAMETER:
        return set_parameter(plan, given->value, err);
    case OPTION_SET:
        return set_any(plan, given->value, err);
    default:
        return CT_OK;
    }
}

enum ct_status plan_from_arguments(const struct arguments *arguments, struct ct_plan **out,
                                   struct ct_error *err)
{
    struct ct_plan *plan = NULL;
    struct so_far so_far = {0};
    *out = NULL;
    enum ct_status status = arguments->word_count > 0
                                ? ct_plan_read(arguments->words[0], &plan, err)
                                : ct_plan_new(&plan, err);
    for (size_t i = 0; status == CT_OK && i < arguments->given_count; i++)
        status = set_given(plan, &arguments->given[i], &so_far, err);
    if (status == CT_OK)
        status = ct_plan_complete(plan, err);
    if (status == CT_OK)
        *out = plan;
    else
        ct_plan_free(plan);
    return status;
}

enum ct_status check_fail_on(const struct arguments *arguments, const char *a, const char *b,
                             struct ct_error *err)
{
    const char *on = option_value(arguments, OPTION_FAIL_ON);
    char known[64];
    if (!on || strcmp(on, a) == 0 || strcmp(on, b) == 0)
        return CT_OK;
    snprintf(known, sizeof known, "%s, %s", a, b);
    return ct_fail(err, CT_USAGE, "E0103", "option", "--fail-on", "value", on, "nearest", "",
                   "expected", known, "expected_zh", known, NULL);
}
