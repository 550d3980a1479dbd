/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every file that a city was read from, with size and SHA-256. O(bytes).
 */
#include "base/fail.h"
#include "base/text.h"
#include "gis/vector.h"
#include "load/hash.h"
#include "load/parts.h"
#include "load/plan_set.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Adds a file, once; folders (a File Geodatabase) are known by their files. */
static enum ct_status take(void *context, const char *part, struct ct_error *err)
{
    struct ct_city *city = context;
    struct stat about;
    if (stat(part, &about) != 0 || !S_ISREG(about.st_mode))
        return CT_OK;
    for (size_t i = 0; i < city->file_count; i++)
        if (strcmp(city->files[i].path, part) == 0)
            return CT_OK;
    struct ct_input_file *files = realloc(city->files, (city->file_count + 1) * sizeof *files);
    if (files == NULL)
        return ct_fail_memory(err);
    city->files = files;
    struct ct_input_file *file = &files[city->file_count];
    *file = (struct ct_input_file){.path = ct_text_copy(part)};
    if (file->path == NULL)
        return ct_fail_memory(err);
    city->file_count++;
    return ct_hash_file(file, err);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct ct_input_file *)a)->path, ((const struct ct_input_file *)b)->path);
}

/* The files of a layer, and of its control points. */
static enum ct_status take_source(struct ct_city *city, const struct ct_source *source,
                                  struct ct_error *err)
{
    enum ct_status status = ct_file_parts(source->file, take, city, err);
    if (status == CT_OK && source->placing.points_file != NULL)
        status = ct_file_parts(source->placing.points_file, take, city, err);
    return status;
}

enum ct_status ct_load_files(const struct ct_plan *plan, struct ct_city *city, struct ct_error *err)
{
    enum ct_status status = take_source(city, &plan->communities, err);
    for (size_t i = 0; status == CT_OK && i < plan->population_count; i++)
        status = take_source(city, &plan->population[i], err);
    for (size_t i = 0; status == CT_OK && i < plan->facility_count; i++)
        status = take_source(city, &plan->facilities[i], err);
    for (size_t i = 0; status == CT_OK && i < plan->table_count; i++)
        status = take_source(city, &plan->tables[i].source, err);
    for (size_t i = 0; status == CT_OK && i < plan->project_count; i++)
        status = take_source(city, &plan->projects[i], err);
    for (size_t i = 0; status == CT_OK && i < plan->project_facility_count; i++)
        status = take_source(city, &plan->project_facilities[i], err);
    for (size_t i = 0; status == CT_OK && i < plan->questionnaire_count; i++)
        status = take_source(city, &plan->questionnaires[i].source, err);
    for (size_t i = 0; status == CT_OK && i < plan->standard_count; i++)
        if (ct_plan_is_file(plan->standards[i]))
            status = take(city, plan->standards[i], err);
    for (size_t i = 0; status == CT_OK && i < plan->site.candidate_count; i++)
        if (plan->site.candidates[i].source.file != NULL)
            status = take_source(city, &plan->site.candidates[i].source, err);
    if (status == CT_OK && plan->site.within.file != NULL)
        status = take_source(city, &plan->site.within, err);
    if (status == CT_OK && plan->site.forbidden.file != NULL)
        status = take_source(city, &plan->site.forbidden, err);
    if (status == CT_OK && plan->planning_units.file != NULL)
        status = take_source(city, &plan->planning_units, err);
    if (status == CT_OK && plan->within.file != NULL)
        status = take_source(city, &plan->within, err);
    if (status == CT_OK && plan->streets.file != NULL)
        status = take_source(city, &plan->streets, err);
    if (status == CT_OK && city->file_count > 1)
        qsort(city->files, city->file_count, sizeof *city->files, by_path);
    return status;
}
