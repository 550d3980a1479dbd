/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parameters of queries/parameters.csv with what the plan sets. O(rows).
 */
#include "judge/parameter.h"
#include "base/embedded.h"
#include "base/fail.h"
#include "gis/grid.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NAME, DEFAULT, CHOICES, UNIT, TITLE_ZH, TITLE_EN, EXPLAIN_ZH, EXPLAIN_EN, FIELDS };

static double number_of(const char *value)
{
    double number = (double)NAN;
    return ct_text_number(value, &number) ? number : (double)NAN;
}

static enum ct_status take_row(const struct ct_rows *grid, size_t row, struct ct_parameter *out,
                               struct ct_error *err)
{
    char **const to[FIELDS] = {&out->name,           &out->value,         &out->choices,
                               &out->unit,           &out->title[CT_ZH],  &out->title[CT_EN],
                               &out->explain[CT_ZH], &out->explain[CT_EN]};
    for (size_t c = 0; c < FIELDS; c++)
        if ((*to[c] = ct_text_copy(ct_rows_cell(grid, row, c))) == NULL)
            return ct_fail_memory(err);
    out->standard_value = ct_text_copy(out->value);
    out->number = number_of(out->value);
    return out->standard_value != NULL ? CT_OK : ct_fail_memory(err);
}

static enum ct_status read_table(struct ct_parameters *out, struct ct_error *err)
{
    static const char path[] = "queries/parameters.csv";
    const struct ct_embedded *file = ct_embedded_find(path);
    struct ct_rows grid = {0};
    if (file == NULL)
        return ct_fail(err, CT_INTERNAL, "E0903", "reason", path, NULL);
    enum ct_status status = ct_rows_from_text(file->text, file->size, &grid, err);
    if (status == CT_OK && (out->rows = calloc(grid.rows + 1, sizeof *out->rows)) == NULL)
        status = ct_fail_memory(err);
    for (size_t r = 1; status == CT_OK && r < grid.rows; r++)
        status = take_row(&grid, r, &out->rows[out->count++], err);
    ct_rows_free(&grid);
    return status;
}

/* --- what the plan sets ----------------------------------------------------------------------- */

static enum ct_status unknown(const struct ct_parameters *parameters, const char *name,
                              struct ct_error *err)
{
    const char **known = calloc(parameters->count + 1, sizeof *known);
    if (known == NULL)
        return ct_fail_memory(err);
    for (size_t i = 0; i < parameters->count; i++)
        known[i] = parameters->rows[i].name;
    enum ct_status status = ct_fail(err, CT_USAGE, "E0620", "name", name, "nearest",
                                    ct_text_nearest(name, known), NULL);
    free(known);
    return status;
}

/* Is it one of the choices "a|b"? */
static bool is_choice(const char *choices, const char *value)
{
    size_t n = strlen(value);
    for (; *choices != '\0'; choices += choices[0] == '|') {
        size_t size = strcspn(choices, "|");
        if (size == n && strncmp(choices, value, n) == 0)
            return true;
        choices += size;
    }
    return false;
}

/* A parameter without choices is a number, of one sign with the units that have no other. */
static bool is_lawful(const struct ct_parameter *parameter, const char *value)
{
    double number;
    if (*parameter->choices != '\0')
        return is_choice(parameter->choices, value);
    if (!ct_text_number(value, &number))
        return false;
    return number >= 0 || strcmp(parameter->unit, "storey") == 0;
}

static enum ct_status set_value(struct ct_parameters *parameters,
                                const struct ct_plan_parameter *set, struct ct_error *err)
{
    size_t i = 0;
    while (i < parameters->count && strcmp(parameters->rows[i].name, set->name) != 0)
        i++;
    if (i == parameters->count)
        return unknown(parameters, set->name, err);
    struct ct_parameter *parameter = &parameters->rows[i];
    if (!is_lawful(parameter, set->value))
        return ct_fail(err, CT_USAGE, "E0621", "name", set->name, "value", set->value, "choices",
                       parameter->choices, "unit", parameter->unit, NULL);
    char *value = ct_text_copy(set->value);
    if (value == NULL)
        return ct_fail_memory(err);
    free(parameter->value);
    parameter->value = value;
    parameter->number = number_of(value);
    return CT_OK;
}

enum ct_status ct_parameters_read(const struct ct_plan_parameter *set, size_t count,
                                  struct ct_parameters *out, struct ct_error *err)
{
    *out = (struct ct_parameters){0};
    enum ct_status status = read_table(out, err);
    for (size_t i = 0; status == CT_OK && i < count; i++) {
        status = set_value(out, &set[i], err);
        if (status == CT_USAGE && err != NULL)
            err->line = set[i].line;
    }
    if (status != CT_OK)
        ct_parameters_free(out);
    return status;
}

void ct_parameters_free(struct ct_parameters *parameters)
{
    for (size_t i = 0; i < parameters->count; i++) {
        struct ct_parameter *p = &parameters->rows[i];
        char *const owned[] = {p->name,         p->value,          p->standard_value,
                               p->choices,      p->unit,           p->title[CT_EN],
                               p->title[CT_ZH], p->explain[CT_EN], p->explain[CT_ZH]};
        for (size_t k = 0; k < sizeof owned / sizeof *owned; k++)
            free(owned[k]);
    }
    free(parameters->rows);
    *parameters = (struct ct_parameters){0};
}

const struct ct_parameter *ct_parameters_find(const struct ct_parameters *parameters,
                                              const char *name)
{
    for (size_t i = 0; i < parameters->count; i++)
        if (strcmp(parameters->rows[i].name, name) == 0)
            return &parameters->rows[i];
    return NULL;
}
