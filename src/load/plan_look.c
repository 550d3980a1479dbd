/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks at a file: raster or vector, geometry, fields, kinds. Communities and population are read
 * to their first feature, facilities to the end.
 */
#include "load/plan_look.h"
#include "base/fail.h"
#include "base/text.h"
#include "gis/raster.h"
#include <stdlib.h>
#include <string.h>

enum { KINDS_MOST = 40 };

enum ct_status ct_look_names_read(struct ct_look_names *names, struct ct_error *err)
{
    *names = (struct ct_look_names){0};
    enum ct_status status = ct_input_table_read("community", &names->community, err);
    if (status == CT_OK)
        status = ct_input_table_read("population", &names->population, err);
    if (status == CT_OK)
        status = ct_input_table_read("facility", &names->facility, err);
    if (status == CT_OK)
        status = ct_input_table_read("table", &names->place, err);
    if (status != CT_OK)
        ct_look_names_free(names);
    return status;
}

void ct_look_names_free(struct ct_look_names *names)
{
    ct_input_table_free(&names->community);
    ct_input_table_free(&names->population);
    ct_input_table_free(&names->facility);
    ct_input_table_free(&names->place);
}

const char *ct_look_field(const struct ct_look *look, const struct ct_input_names *meaning)
{
    for (const char **name = meaning->names; *name; name++)
        for (size_t i = 0; i < look->field_count; i++)
            if (ct_input_name_fits(meaning, *name, look->fields[i]))
                return look->fields[i];
    return NULL;
}

static bool has_field(const struct ct_look *look, const struct ct_input_table *table,
                      const char *meaning)
{
    const struct ct_input_names *names = ct_input_table_find(table, meaning);
    return names && ct_look_field(look, names);
}

static bool append(char ***list, size_t *count, const char *text)
{
    char **more = realloc(*list, (*count + 1) * sizeof *more);
    if (!more)
        return false;
    *list = more;
    more[*count] = ct_text_copy(text);
    if (!more[*count])
        return false;
    ++*count;
    return true;
}

/* --- vector --------------------------------------------------------------------------------- */

static const char *const *usual(const struct ct_look_names *names, const char *meaning)
{
    const struct ct_input_names *row = ct_input_table_find(&names->place, meaning);
    return row ? row->names : NULL;
}

/* Opens; where the file says no CRS, any will do to look at it. */
static enum ct_status open_vector(const char *path, const struct ct_look_names *names,
                                  struct ct_vector **vector, bool *no_crs, struct ct_error *err)
{
    struct ct_error error = {0};
    struct ct_vector_options options = {
        .path = path, .x_names = usual(names, "lon"), .y_names = usual(names, "lat")};
    enum ct_status status = ct_vector_open(&options, vector, &error);
    *no_crs = status != CT_OK && strcmp(error.code, "E0321") == 0;
    if (*no_crs) {
        options.crs = "EPSG:4490";
        return ct_vector_open(&options, vector, err);
    }
    if (status != CT_OK && err)
        *err = error;
    return status;
}

static enum ct_role guess_role(const struct ct_look *look, const struct ct_look_names *names,
                               bool have_communities)
{
    bool people = has_field(look, &names->population, "people");
    bool facility = has_field(look, &names->facility, "kind") ||
                    has_field(look, &names->facility, "floor_area");
    if (look->shape == CT_SHAPE_POLYGONS && !have_communities && !facility)
        return CT_ROLE_COMMUNITIES;
    return people && !facility ? CT_ROLE_POPULATION : CT_ROLE_FACILITIES;
}

static enum ct_status add_kind(struct ct_look *look, const char *text, struct ct_error *err)
{
    for (size_t i = 0; i < look->kind_count; i++)
        if (strcmp(look->kinds[i], text) == 0)
            return CT_OK;
    look->too_many_kinds = look->kind_count == KINDS_MOST;
    if (look->too_many_kinds)
        return CT_OK;
    return append(&look->kinds, &look->kind_count, text) ? CT_OK : ct_fail_memory(err);
}

/* Every value of the kind field, from the first feature on. */
static enum ct_status read_kinds(struct ct_look *look, struct ct_vector *vector, int field,
                                 struct ct_feature *feature, struct ct_error *err)
{
    enum ct_status status = CT_OK;
    for (bool more = feature != NULL; more && status == CT_OK;) {
        const char *text = feature->text[field];
        if (text && *text)
            status = add_kind(look, text, err);
        if (status == CT_OK)
            status = ct_vector_next(vector, &feature, &more, err);
    }
    return status;
}

static enum ct_status read_first(struct ct_look *look, struct ct_vector *vector,
                                 struct ct_feature **first, struct ct_error *err)
{
    bool more = false;
    for (size_t i = 0; i < ct_vector_fields(vector); i++)
        if (!append(&look->fields, &look->field_count, ct_vector_field_name(vector, i)))
            return ct_fail_memory(err);
    enum ct_status status = ct_vector_next(vector, first, &more, err);
    if (status == CT_OK && more)
        look->shape = (*first)->shape.kind;
    else
        *first = NULL;
    return status;
}

static enum ct_status look_at_vector(struct ct_look *look, const struct ct_look_names *names,
                                     bool have_communities, struct ct_error *err)
{
    struct ct_vector *vector = NULL;
    struct ct_feature *first = NULL;
    enum ct_status status = open_vector(look->path, names, &vector, &look->no_crs, err);
    if (status == CT_OK)
        status = read_first(look, vector, &first, err);
    if (status == CT_OK && look->role == CT_ROLE_GUESS)
        look->role = guess_role(look, names, have_communities);
    const struct ct_input_names *kind = ct_input_table_find(&names->facility, "kind");
    const char *field = kind ? ct_look_field(look, kind) : NULL;
    if (status == CT_OK && look->role == CT_ROLE_FACILITIES && field)
        status = read_kinds(look, vector, ct_vector_field_index(vector, field), first, err);
    ct_vector_close(vector);
    return status;
}

/* --- raster --------------------------------------------------------------------------------- */

static enum ct_status look_at_raster(struct ct_look *look, struct ct_error *err)
{
    struct ct_raster *raster = NULL;
    struct ct_error error = {0};
    enum ct_status status = ct_raster_open(look->path, 1, NULL, &raster, &error);
    ct_raster_close(raster);
    look->no_crs = status != CT_OK && strcmp(error.code, "E0321") == 0;
    if (look->role == CT_ROLE_GUESS)
        look->role = CT_ROLE_POPULATION;
    if (status == CT_OK || look->no_crs)
        return CT_OK;
    if (err)
        *err = error;
    return status;
}

enum ct_status ct_look_at(const struct ct_plan_input *input, const struct ct_look_names *names,
                          bool have_communities, struct ct_look *look, struct ct_error *err)
{
    *look = (struct ct_look){.path = input->path,
                             .name = input->name,
                             .role = input->role,
                             .kind = ct_file_kind(input->path)};
    switch (look->kind) {
    case CT_FILE_RASTER:
        return look_at_raster(look, err);
    case CT_FILE_VECTOR:
        return look_at_vector(look, names, have_communities, err);
    case CT_FILE_NEITHER:
        break;
    }
    return ct_fail(err, CT_INPUT, "E0134", "file", input->path, NULL);
}

static void free_texts(char **list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i]);
    free(list);
}

void ct_look_free(struct ct_look *look)
{
    free_texts(look->fields, look->field_count);
    free_texts(look->kinds, look->kind_count);
    *look = (struct ct_look){0};
}
