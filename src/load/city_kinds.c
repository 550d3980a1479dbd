/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * See city_kinds.h. O(kinds) a look-up: there are few.
 */
#include "load/city_kinds.h"
#include "base/fail.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static void free_kind(struct ct_kind *kind)
{
    free(kind->name);
    free(kind->radius_m);
    for (size_t i = 0; i < kind->role_count; i++)
        free(kind->roles[i]);
    free(kind->roles);
    free(kind->title[CT_EN]);
    free(kind->title[CT_ZH]);
}

void ct_kinds_free(struct ct_city *city)
{
    for (size_t i = 0; i < city->kind_count; i++)
        free_kind(&city->kinds[i]);
    free(city->kinds);
    city->kinds = NULL;
    city->kind_count = 0;
}

static bool copy_roles(struct ct_kind *to, const struct ct_kind *from)
{
    to->roles = calloc(from->role_count + 1, sizeof *to->roles);
    for (size_t i = 0; to->roles != NULL && i < from->role_count; i++) {
        to->roles[i] = ct_text_copy(from->roles[i]);
        if (to->roles[i] == NULL)
            return false;
        to->role_count++;
    }
    return to->roles != NULL;
}

/* Appends a copy of `kind`, with what it lacks from the plan. */
static enum ct_status add_kind(const struct ct_plan *plan, struct ct_city *city,
                               const struct ct_kind *kind, struct ct_error *err)
{
    struct ct_kind *kinds = realloc(city->kinds, (city->kind_count + 1) * sizeof *kinds);
    if (kinds == NULL)
        return ct_fail_memory(err);
    city->kinds = kinds;
    bool own = kind->radius_count > 0;
    const double *radius_m = own ? kind->radius_m : plan->default_radius_m;
    size_t n = own ? kind->radius_count : plan->default_radius_count;
    struct ct_kind copy = {.name = ct_text_copy(kind->name),
                           .radius_m = malloc((n + 1) * sizeof(double)),
                           .radius_count = n,
                           .counts = kind->counts};
    for (int lang = CT_EN; lang <= CT_ZH; lang++)
        copy.title[lang] = ct_text_copy(kind->title[lang] ? kind->title[lang] : kind->name);
    if (!copy_roles(&copy, kind) || !copy.name || !copy.radius_m || !copy.title[CT_EN] ||
        !copy.title[CT_ZH]) {
        free_kind(&copy);
        return ct_fail_memory(err);
    }
    if (n > 0)
        memcpy(copy.radius_m, radius_m, n * sizeof *radius_m);
    city->kinds[city->kind_count++] = copy;
    return CT_OK;
}

enum ct_status ct_kinds_begin(const struct ct_plan *plan, struct ct_city *city,
                              struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (size_t i = 0; status == CT_OK && i < plan->kind_count; i++)
        status = add_kind(plan, city, &plan->kinds[i], err);
    return status;
}

enum ct_status ct_kinds_index(const struct ct_plan *plan, struct ct_city *city, const char *name,
                              ptrdiff_t *index, struct ct_error *err)
{
    *index = -1;
    for (size_t i = 0; i < city->kind_count; i++)
        if (strcmp(city->kinds[i].name, name) == 0)
            *index = (ptrdiff_t)i;
    if (*index >= 0 || plan->kind_count > 0)
        return CT_OK;
    char *copy = ct_text_copy(name);
    const struct ct_kind found = {.name = copy, .counts = true};
    enum ct_status status = copy ? add_kind(plan, city, &found, err) : ct_fail_memory(err);
    free(copy);
    *index = (ptrdiff_t)city->kind_count - 1;
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct ct_kind *)a)->name, ((const struct ct_kind *)b)->name);
}

enum ct_status ct_kinds_sort(const struct ct_plan *plan, struct ct_city *city, size_t *indices,
                             size_t n, struct ct_error *err)
{
    size_t kinds = city->kind_count;
    if (plan->kind_count > 0 || kinds < 2)
        return CT_OK;
    struct ct_kind *old = malloc(kinds * sizeof *old);
    size_t *moved = malloc(kinds * sizeof *moved);
    if (old == NULL || moved == NULL) {
        free(old);
        free(moved);
        return ct_fail_memory(err);
    }
    memcpy(old, city->kinds, kinds * sizeof *old);
    qsort(city->kinds, kinds, sizeof *city->kinds, by_name);
    for (size_t i = 0; i < kinds; i++)
        for (size_t k = 0; k < kinds; k++)
            if (city->kinds[k].name == old[i].name)
                moved[i] = k;
    for (size_t i = 0; i < n; i++)
        indices[i] = moved[indices[i]];
    free(old);
    free(moved);
    return CT_OK;
}
