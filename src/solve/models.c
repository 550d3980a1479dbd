/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of models: a line each. O(models).
 */
#include "solve/models.h"
#include <string.h>

static const struct ct_model *const models[] = {
    &ct_model_lscp,
    &ct_model_pmedian,
    &ct_model_mclp,
    &ct_model_pcenter,
    &ct_model_capacitated_cover,
    &ct_model_capacitated_pmedian,
    &ct_model_fair_mclp,
    NULL, /* past the last */
};

const struct ct_model *ct_model(size_t i)
{
    return i < sizeof models / sizeof models[0] ? models[i] : NULL;
}

const struct ct_model *ct_model_find(const char *name)
{
    for (size_t i = 0; models[i] != NULL; i++)
        if (strcmp(models[i]->name, name) == 0)
            return models[i];
    return NULL;
}
